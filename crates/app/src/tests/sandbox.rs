//! Outcomes of a sandbox, from the word in the data to the mail that follows; and that real tenants know none of it.

use std::time::Duration;

use domain::{
    Denial, Error,
    applicant::{ApplicantStatus, NewApplicant},
    decision::ReasonCode,
    evidence::FileKind,
    flow::Service,
    sandbox::SandboxOutcome,
    step::{Field, FieldName, FieldSource, StepStatus},
    tenant::Mode,
};
use store::{on_both, testing::TestDb};
use values::{Country, EmailAddress};

use super::{House, picture};

const DESCRIPTION: &str = include_str!("../../../../docs/sandbox.md");

async fn applicant(house: &House, external_id: &str, email: &str) {
    let new = NewApplicant {
        external_id: external_id.into(),
        flow_name: "papers".into(),
        email: EmailAddress::parse(email).ok(),
        ..NewApplicant::default()
    };
    let made = house.app.applicant_create(&house.caller, new, false).await;
    made.unwrap();
}

/// Status, events and templates of mails, oldest first.
async fn outcome(house: &House, external_id: &str) -> (ApplicantStatus, Vec<&'static str>, Vec<String>) {
    let standing = house.app.applicant_standing(&house.caller, external_id).await;
    let id = standing.unwrap().id;
    let (dossier, events) = house.app.applicant_record(house.tenant.id, id).await.unwrap();
    let mails = house.app.mails(house.tenant.id, None).await.unwrap();
    let own = mails.into_iter().rev().map(|mail| mail.mail);
    let templates = own
        .filter(|mail| mail.applicant_id == Some(id))
        .map(|mail| mail.template);
    (
        dossier.applicant.status,
        events.iter().map(|event| event.kind.as_str()).collect(),
        templates.collect(),
    )
}

on_both! {
    async fn each_word_leads_to_its_outcome(db: TestDb) {
        use ApplicantStatus as S;
        let house = House::on(db).await;
        house.flow("papers", &[Service::Document, Service::Selfie]).await;
        let accepted = ["created", "submitted", "step_accepted", "step_accepted", "approved"];
        let partly = ["created", "submitted", "step_accepted", "step_rejected", "incomplete"];
        let rejected = ["created", "submitted", "rejected"];
        for (word, status, events, mails) in [
            ("verified", S::Approved, &accepted[..], &["approved"][..]),
            ("rejected", S::Rejected, &rejected, &["rejected"]),
            ("rejected-face-mismatch", S::Rejected, &rejected, &["rejected"]),
            ("submitted", S::InReview, &["created", "submitted", "in_review"], &[]),
            ("under-review", S::OnHold, &["created", "submitted", "on_hold"], &[]),
            ("partially-verified", S::Incomplete, &partly, &["resubmission"]),
            ("expired-link", S::Created, &["created"], &[]),
            ("rejected-nonsense", S::Created, &["created"], &[]),
        ] {
            applicant(&house, word, &format!("ann+sandbox-{word}@example.com")).await;
            house.app.work_until_idle().await.unwrap();
            let (found, told, mailed) = outcome(&house, word).await;
            assert_eq!(found, status, "{word}");
            assert_eq!(told, events, "{word}");
            assert_eq!(mailed, mails, "{word}");
            // The worker may be there again: nothing happens twice.
            house.app.work_until_idle().await.unwrap();
            assert_eq!(outcome(&house, word).await.1, events, "{word}");
        }
    }
}

#[tokio::test]
async fn every_reason_is_mailed() {
    let house = House::new().await;
    house.flow("papers", &[Service::Selfie]).await;
    for reason in ReasonCode::ALL {
        let word = reason.as_str();
        // Each mail is newer than those before.
        house.clock.advance(Duration::from_millis(1));
        applicant(&house, word, &format!("ann+sandbox-rejected-{word}@example.com")).await;
        house.app.work_until_idle().await.unwrap();
        let mails = house.app.mails(house.tenant.id, None).await.unwrap();
        let said = format!("reason: \"{word}\"");
        assert!(mails[0].content.text.contains(&said), "{}", mails[0].content.text);
        let standing = house.app.applicant_standing(&house.caller, word).await;
        assert_eq!(standing.unwrap().status, ApplicantStatus::Rejected);
    }
}

#[tokio::test]
async fn a_live_tenant_takes_no_word() {
    let house = House::with(TestDb::sqlite().await, Mode::Live).await;
    house.flow("papers", &[Service::Document, Service::Selfie]).await;
    for word in ["verified", "rejected", "under-review", "expired-link"] {
        applicant(&house, word, &format!("ann+sandbox-{word}@example.com")).await;
        assert_eq!(house.app.jobs(house.tenant.id).await.unwrap(), []);
        house.app.work_until_idle().await.unwrap();
        let (status, events, mails) = outcome(&house, word).await;
        assert_eq!(
            (status, events.as_slice(), mails.len()),
            (ApplicantStatus::Created, &["created"][..], 0)
        );
        house.visit(word).await;
    }
    give(&house, "verified", "SANDBOX-VERIFIED").await;
    assert_eq!(outcome(&house, "verified").await.0, ApplicantStatus::InReview);
}

/// Gives document and selfie on the page, with a number typed by hand, and sends everything.
async fn give(house: &House, external_id: &str, number: &str) {
    let (visit, token) = house.visit(external_id).await;
    let (document, selfie) = (
        House::step(&visit, Service::Document),
        House::step(&visit, Service::Selfie),
    );
    let country = Country::parse("UKR").unwrap();
    let passport = domain::step::DocumentKind::Passport;
    let number = Field {
        name: FieldName::DocumentNumber,
        value: number.into(),
        source: FieldSource::Typed,
    };
    let chosen = house
        .app
        .visit_document_choose(&visit, document, country, passport, vec![number]);
    chosen.await.unwrap();
    for (step, kind) in [(document, FileKind::DocumentFront), (selfie, FileKind::Selfie)] {
        let added = house.app.visit_file_add(&visit, step, kind, None, picture());
        added.await.unwrap().unwrap();
        house.app.visit_step_submit(&visit, step).await.unwrap();
    }
    let visit = house.app.visit_open(&token).await.unwrap();
    house.app.visit_submit(&visit).await.unwrap();
}

#[tokio::test]
async fn a_document_number_typed_on_the_page_works() {
    let house = House::new().await;
    house.flow("papers", &[Service::Document, Service::Selfie]).await;
    for (number, status) in [
        ("Sandbox Verified", ApplicantStatus::Approved),
        ("SANDBOX-REJECTED-GLARE", ApplicantStatus::Rejected),
        ("sandbox.under.review", ApplicantStatus::OnHold),
        ("sandbox partially verified", ApplicantStatus::Incomplete),
        ("FE123456", ApplicantStatus::InReview),
    ] {
        applicant(&house, number, "ann@example.com").await;
        give(&house, number, number).await;
        assert_eq!(outcome(&house, number).await.0, status, "{number}");
    }
}

#[tokio::test]
async fn the_part_asked_again_is_given_again_and_waits_for_an_officer() {
    let house = House::new().await;
    house.flow("papers", &[Service::Document, Service::Selfie]).await;
    applicant(&house, "client-1", "ann@example.com").await;
    give(&house, "client-1", "SANDBOX-PARTIALLY-VERIFIED").await;
    let (visit, token) = house.visit("client-1").await;
    let statuses: Vec<StepStatus> = visit.applicant.steps.iter().map(|step| step.status).collect();
    assert_eq!(statuses, [StepStatus::Accepted, StepStatus::Resubmit]);
    let step = House::step(&visit, Service::Selfie);
    let added = house
        .app
        .visit_file_add(&visit, step, FileKind::Selfie, None, picture());
    added.await.unwrap().unwrap();
    house.app.visit_step_submit(&visit, step).await.unwrap();
    let visit = house.app.visit_open(&token).await.unwrap();
    let sent = house.app.visit_submit(&visit).await.unwrap();
    assert_eq!(sent.status, ApplicantStatus::InReview);
}

#[tokio::test]
async fn an_expired_link_has_expired_when_it_arrives() {
    let house = House::new().await;
    house.flow("papers", &[Service::Selfie]).await;
    applicant(&house, "client-1", "ann+sandbox-expired-link@example.com").await;
    let link = house.link("client-1").await;
    let opened = house.app.visit_open(&link.token).await;
    assert_eq!(opened.unwrap_err(), Error::Unauthenticated(Denial::Expired));
}

#[test]
fn every_outcome_and_reason_is_described() {
    for reason in ReasonCode::ALL {
        assert!(
            DESCRIPTION.contains(&format!("| `{}` | `", reason.as_str())),
            "{reason:?}"
        );
    }
    let mut described = Vec::new();
    for line in DESCRIPTION.lines() {
        if let Some(word) = line
            .strip_prefix("| `sandbox-")
            .and_then(|rest| rest.split('`').next())
        {
            let word = format!("sandbox-{}", word.replace("REASON", "blur"));
            described.push(SandboxOutcome::parse(&word).unwrap_or_else(|| panic!("{word}")));
        }
    }
    use SandboxOutcome as Outcome;
    let blur = ReasonCode::Blur;
    for outcome in [
        Outcome::Verified,
        Outcome::Rejected(ReasonCode::Other),
        Outcome::Rejected(blur),
        Outcome::Submitted,
        Outcome::UnderReview,
        Outcome::PartiallyVerified,
        Outcome::ExpiredLink,
    ] {
        // A new outcome does not compile until it stands in this list.
        match outcome {
            Outcome::Verified
            | Outcome::Rejected(_)
            | Outcome::Submitted
            | Outcome::UnderReview
            | Outcome::PartiallyVerified
            | Outcome::ExpiredLink => assert!(described.contains(&outcome), "{outcome:?}"),
        }
    }
}
