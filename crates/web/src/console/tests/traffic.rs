//! Deliveries, mails, jobs, numbers and the log rendered with hostile words.

use domain::{
    audit::AuditEntry,
    event::Actor,
    job::{Job, JobStatus, Work},
    mail::{Mail, MailStatus},
    webhook::{Attempt, Delivery, DeliveryStatus},
};
use serde_json::json;
use values::{ApplicantId, DeliveryId, EndpointId, EventId, JobId, MailId, TenantId};

use super::{
    super::{
        audit::{AuditPage, AuditRow},
        chart::{Chart, Day},
        delivery::{DeliveriesPage, DeliveryPage, DeliveryRow},
        job::{JobRow, JobsPage},
        mail::{MailPage, MailRow, MailsPage},
        overview::{OverviewPage, Tile},
        parts::{Badge, Choice, Tone},
        shell::Place,
        words,
    },
    HOSTILE, NOW, check_hostile, empty, filters, id, moment, paging, shell,
};

fn delivery() -> Delivery {
    Delivery {
        id: DeliveryId::parse(&id(1)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        endpoint_id: EndpointId::parse(&id(8)).unwrap(),
        event_id: EventId::parse(&id(6)).unwrap(),
        applicant_id: ApplicantId::parse(&id(4)).unwrap(),
        sequence: 1,
        event_name: HOSTILE.into(),
        body: format!("{{\"a\":\"{HOSTILE}\"}}\u{fffd}").into_bytes(),
        headers: vec![("x".into(), HOSTILE.into())],
        status: DeliveryStatus::Pending,
        attempts: 1,
        next_at: NOW,
        created_at: NOW,
    }
}

#[test]
fn deliveries_mails_and_jobs() {
    check_hostile(&DeliveriesPage {
        shell: shell(Place::Deliveries),
        filters: filters(),
        rows: vec![DeliveryRow::new(&delivery(), HOSTILE.into(), NOW, true)],
        paging: paging(),
        empty: empty(),
        may_resend: true,
        endpoints: vec![Choice::new("x", HOSTILE)],
    });
    let attempt = Attempt {
        number: 1,
        at: NOW,
        status: None,
        latency_ms: 10_000,
        error: Some(HOSTILE.into()),
        answer: HOSTILE.into(),
    };
    let shell_of_delivery = shell(Place::Deliveries);
    let page = DeliveryPage::new(
        shell_of_delivery,
        &delivery(),
        &[attempt],
        HOSTILE.into(),
        NOW,
        false,
    );
    assert!(!check_hostile(&page).contains("/resend"));
    let mail = Mail {
        id: MailId::parse(&id(1)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        applicant_id: None,
        recipient: HOSTILE.into(),
        template: "link".into(),
        sealed_content: Vec::new(),
        status: MailStatus::Failed,
        created_at: NOW,
        sent_at: Some(NOW),
    };
    check_hostile(&MailsPage {
        shell: shell(Place::Mail),
        note: "",
        rows: vec![MailRow::new(&mail, NOW)],
        paging: paging(),
        empty: empty(),
    });
    check_hostile(&MailPage {
        shell: shell(Place::Mail),
        subject: HOSTILE.into(),
        state: words::mail_status(MailStatus::Kept),
        recipient: HOSTILE.into(),
        template: HOSTILE.into(),
        created_at: moment(),
        sent_at: None,
        is_masked: true,
        text: HOSTILE.into(),
        html: format!("<html>{HOSTILE}"),
    });
    let job = Job {
        id: JobId::parse(&id(1)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        work: Work::MailSend { mail_id: mail.id },
        status: JobStatus::Dead,
        run_at: NOW,
        attempts: 12,
        last_error: Some(HOSTILE.into()),
        created_at: NOW,
    };
    let page = JobsPage {
        shell: shell(Place::Jobs),
        note: String::new(),
        rows: vec![JobRow::new(&job, NOW)],
        empty: empty(),
    };
    assert!(check_hostile(&page).contains("/retry"));
}

#[test]
fn the_overview_and_the_audit_log() {
    let days = (1..=14).map(|day| Day {
        label: format!("{day} Nov"),
        counts: vec![day, 14 - day],
    });
    check_hostile(&OverviewPage {
        shell: shell(Place::Overview),
        tiles: vec![Tile {
            href: "/console/queue",
            label: "Waiting",
            value: "12".into(),
            note: HOSTILE.into(),
        }],
        charts: vec![Chart::bars(
            "Intake",
            "a day",
            &["Created", "Decided"],
            days.collect(),
        )],
    });
    let entry = AuditEntry {
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        sequence: 1,
        at: NOW,
        actor: Actor::System,
        action: HOSTILE.into(),
        subject: format!("applicant:{HOSTILE}"),
        details: json!({ "field": HOSTILE }),
        previous_hash: "0".repeat(64),
        hash: "f".repeat(64),
    };
    check_hostile(&AuditPage {
        shell: shell(Place::Audit),
        chain: Some(Badge(Tone::Good, "Valid")),
        note: HOSTILE.into(),
        filters: filters(),
        rows: vec![AuditRow::new(&entry, HOSTILE.into(), NOW)],
        paging: paging(),
        empty: empty(),
    });
}
