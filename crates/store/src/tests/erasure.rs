//! Erasing one person leaves no row about them in any table, and every row about their neighbour.

use domain::{
    event::{Actor, Event, EventKind},
    evidence::{Asker, File, FileKind, MediaType},
    inquiry::PushSubscription,
    mail::{Mail, MailStatus},
    session::{Channel, Code, LinkPurpose, Session},
};
use values::{ApplicantId, CodeId, EventId, FileId, FlowId, MailId, SessionId, StepId};

use super::{NOW, full, id, later, listing, queue, tenant_id, with_tenants};
use crate::{Db, Tx, on_both, params};

/// Every table with rows about an applicant, and where the applicant's id is. A new one has to be added here and erased.
const TABLES: [(&str, &str); 12] = [
    ("applicant", "id"),
    ("step", "applicant_id"),
    ("file", "applicant_id"),
    ("session", "applicant_id"),
    ("code", "applicant_id"),
    ("event", "applicant_id"),
    ("delivery", "applicant_id"),
    ("mail", "applicant_id"),
    ("delivery_attempt", "delivery_id"),
    ("inquiry", "applicant_id"),
    ("push_subscription", "applicant_id"),
    ("device_report", "applicant_id"),
];

fn fill(tx: &mut Tx, tenant: u32, number: u32) -> domain::Result<()> {
    let (owner, tenant_id) = (full(tenant, number), tenant_id(tenant));
    let (applicant_id, step_id) = (owner.id, id!(StepId, 1_001));
    tx.applicant_insert(&owner)?;
    tx.file_insert(&File {
        id: id!(FileId, number),
        tenant_id,
        applicant_id,
        asked_by: Asker::Step(step_id),
        kind: FileKind::Selfie,
        media_type: MediaType::Jpeg,
        bytes: 9,
        width: 3,
        height: 3,
        sha256: "00".into(),
        sealed_key: vec![1, 2],
        created_at: NOW,
    })?;
    tx.session_insert(&Session {
        id: id!(SessionId, number),
        tenant_id,
        applicant_id,
        purpose: LinkPurpose::OwnPage,
        flow_id: id!(FlowId, 1),
        locale: None,
        expires_at: later(9),
        revoked_at: None,
        created_at: NOW,
    })?;
    tx.code_insert(&code(tenant, number))?;
    tx.inquiry_insert(&listing::inquiry(tenant, number, number))?;
    let browser = PushSubscription {
        endpoint: "https://push.example/1".into(),
        p256dh: "p".into(),
        auth: "a".into(),
    };
    tx.push_subscription_keep(tenant_id, applicant_id, &browser, NOW)?;
    tx.device_report_keep(tenant_id, applicant_id, &serde_json::Map::new(), None, NOW)?;
    tx.event_insert(&Event {
        id: id!(EventId, number),
        tenant_id,
        applicant_id,
        sequence: 1,
        kind: EventKind::Created,
        actor: Actor::Client,
        at: NOW,
    })?;
    tx.mail_insert(&Mail {
        id: id!(MailId, number),
        tenant_id,
        applicant_id: Some(applicant_id),
        recipient: "olena@example.org".into(),
        template: "code".into(),
        sealed_content: vec![3],
        status: MailStatus::Kept,
        created_at: NOW,
        sent_at: None,
    })?;
    let delivery = queue::delivery(tenant, number, number, 1);
    tx.delivery_insert(&delivery)?;
    tx.deliveries_claim("a", NOW, later(60), 9)?;
    tx.delivery_note_attempt(&delivery, "a", &queue::attempt(1))
        .map(drop)
}

pub(super) fn code(tenant: u32, number: u32) -> Code {
    Code {
        id: id!(CodeId, number),
        tenant_id: tenant_id(tenant),
        applicant_id: id!(ApplicantId, number),
        step_id: id!(StepId, 1_001),
        channel: Channel::Email,
        address: "olena@example.org".into(),
        code_hash: "ab".into(),
        tries: 0,
        expires_at: later(600_000),
        used_at: None,
        created_at: NOW,
    }
}

/// Rows about an applicant in each table.
async fn counts(db: &Db, tenant: u32, number: u32) -> Vec<(&'static str, i64)> {
    db.read(move |tx| {
        TABLES
            .iter()
            .map(|(table, column)| {
                let sql =
                    format!("SELECT COUNT(*) AS count FROM {table} WHERE tenant_id = $1 AND {column} = $2");
                let about = id!(ApplicantId, number).to_string();
                let rows = tx.query_text(&sql, params![tenant_id(tenant), about])?;
                Ok((*table, rows[0].get("count")?))
            })
            .collect()
    })
    .await
    .unwrap()
}

on_both! {
    async fn nothing_of_one_and_everything_of_the_neighbours_is_left(db: TestDb) {
        with_tenants(&db).await;
        db.write(|tx| {
            fill(tx, 1, 10)?;
            fill(tx, 1, 11)?;
            fill(tx, 2, 10)
        }).await.unwrap();
        let before = counts(&db, 1, 11).await;
        assert!(before.iter().all(|(_, count)| *count > 0), "{before:?}");
        db.write(|tx| tx.applicant_erase(tenant_id(1), id!(ApplicantId, 10))).await.unwrap();
        assert_eq!(counts(&db, 1, 10).await, TABLES.map(|(table, _)| (table, 0)));
        assert_eq!(counts(&db, 1, 11).await, before);
        assert_eq!(counts(&db, 2, 10).await, before);
    }
}

#[test]
fn every_table_with_an_applicants_rows_is_walked() {
    let sql = crate::migration::MIGRATIONS
        .iter()
        .map(|migration| migration.sql)
        .collect::<String>();
    let tables = sql
        .split("CREATE TABLE ")
        .skip(1)
        .filter(|table| table.contains("  applicant_id "));
    for table in tables {
        let name = table.split_whitespace().next().unwrap();
        assert!(
            TABLES.iter().any(|(known, _)| *known == name),
            "{name} is not in the list"
        );
    }
}
