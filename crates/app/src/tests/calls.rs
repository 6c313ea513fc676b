//! Calls that are repeated, codes that are guessed, secrets that nobody reads, a log that shows tampering.

use std::time::Duration;

use domain::{
    Conflict, Error,
    applicant::NewApplicant,
    credential::{Caller, Idempotency},
    event::Actor,
    flow::Service,
    step::StepStatus,
};
use store::Tx;

use super::{House, MAILBOX};
use crate::visit::CodeCheck;

#[tokio::test]
async fn a_repeated_call_gets_the_first_answer_with_its_time() {
    let house = House::new().await;
    let with_key = |hash: &str| Caller {
        idempotency: Some(Idempotency {
            key: "k-1".into(),
            request_hash: hash.into(),
        }),
        ..house.caller.clone()
    };
    let new = NewApplicant {
        external_id: "client-1".into(),
        flow_name: "onboarding".into(),
        ..NewApplicant::default()
    };
    let first = house
        .app
        .applicant_create(&with_key("a"), new.clone(), false)
        .await
        .unwrap();
    house.clock.advance(Duration::from_secs(90));
    let second = house
        .app
        .applicant_create(&with_key("a"), new.clone(), false)
        .await
        .unwrap();
    assert_eq!(first, second);
    let other = house
        .app
        .applicant_create(&with_key("b"), new.clone(), false)
        .await;
    assert_eq!(other.unwrap_err(), Error::Conflict(Conflict::IdempotencyMismatch));
    let without = house.app.applicant_create(&house.caller, new, false).await;
    assert_eq!(without.unwrap_err(), Error::Conflict(Conflict::ExternalIdTaken));
}

/// Another code than this one.
fn wrong(code: &str, by: u32) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + by) % 1_000_000)
}

#[tokio::test]
async fn a_code_bears_five_guesses_and_then_not_even_the_right_one() {
    let house = House::new().await;
    house.applicant("client-1").await;
    let (visit, _) = house.visit("client-1").await;
    let code = house.code(&visit, MAILBOX).await;
    let step = House::step(&visit, Service::Email);
    let check = |typed: String| {
        let (app, visit) = (&house.app, &visit);
        async move { app.visit_code_check(visit, step, &typed).await.unwrap() }
    };
    for tries_left in (1..5).rev() {
        assert_eq!(check(wrong(&code, 1)).await, CodeCheck::Wrong { tries_left });
    }
    assert_eq!(check(wrong(&code, 2)).await, CodeCheck::Over);
    assert_eq!(check(code.clone()).await, CodeCheck::Over, "the right one too");
    let limited = house.app.visit_code_send(&visit, step, MAILBOX, "en").await;
    assert!(
        matches!(
            limited,
            Err(Error::RateLimited {
                retry_after_ms: 1..=30_000
            })
        ),
        "{limited:?}"
    );
    house.clock.advance(Duration::from_secs(30));
    let fresh = house.code(&visit, MAILBOX).await;
    assert_eq!(
        check(format!(" {} {} ", &fresh[..3], &fresh[3..])).await,
        CodeCheck::Right
    );
    let dossier = house
        .app
        .applicant_dossier(&house.caller, "client-1")
        .await
        .unwrap();
    assert_eq!(dossier.applicant.step(step).unwrap().status, StepStatus::Accepted);
    assert_eq!(
        dossier.applicant.email.map(|email| email.to_string()).as_deref(),
        Some(MAILBOX)
    );
}

#[tokio::test]
async fn a_code_proves_one_address_for_one_person_for_ten_minutes() {
    let house = House::new().await;
    house.applicant("client-1").await;
    house.applicant("client-2").await;
    let ((first, _), (second, _)) = (house.visit("client-1").await, house.visit("client-2").await);
    let (step, other) = (
        House::step(&first, Service::Email),
        House::step(&second, Service::Email),
    );
    let code = house.code(&first, MAILBOX).await;
    assert_eq!(
        house.app.visit_code_check(&second, other, &code).await,
        Ok(CodeCheck::Over),
        "none was sent"
    );
    assert!(
        house.app.visit_code_check(&second, step, &code).await.is_err(),
        "another's step"
    );
    house.clock.advance(Duration::from_secs(31));
    house.code(&first, "somebody.else@mailbox.example").await;
    let checked = house.app.visit_code_check(&first, step, &code).await;
    assert_eq!(
        checked,
        Ok(CodeCheck::Wrong { tries_left: 4 }),
        "the code of the earlier address"
    );
    house.clock.advance(Duration::from_secs(600));
    let code = house.code(&first, MAILBOX).await;
    house.clock.advance(Duration::from_secs(600));
    assert_eq!(
        house.app.visit_code_check(&first, step, &code).await,
        Ok(CodeCheck::Over),
        "expired"
    );
}

#[tokio::test]
async fn no_table_holds_a_secret_that_opens_anything() {
    let house = House::new().await;
    house.applicant("client-1").await;
    let (visit, token) = house.visit("client-1").await;
    let code = house.code(&visit, MAILBOX).await;
    let new = crate::webhook::NewEndpoint {
        api: domain::tenant::Api::Allpass,
        url: "https://hooks.example/bulla".into(),
        events: Vec::new(),
    };
    let endpoint = house
        .app
        .endpoint_create(house.tenant.id, new, Actor::Operator)
        .await
        .unwrap();
    let role = domain::officer::Role::Admin;
    let invited = house
        .app
        .officer_invite(house.tenant.id, "m@acme.example", "M.", role, Actor::Operator);
    let (_, url) = invited.await.unwrap();
    let dump = house.dump().await;
    assert!(
        dump.contains("hooks.example") && dump.contains(MAILBOX),
        "the dump sees what is there"
    );
    let signature = token.rsplit('.').next().unwrap();
    let invitation = url.rsplit('/').next().unwrap();
    let signing = endpoint.secrets[0].secret.strip_prefix("whsec_").unwrap();
    for secret in [
        &house.key,
        &token,
        signature,
        invitation,
        signing,
        &format!("\"{code}\""),
        &format!("'{code}'"),
    ] {
        assert!(!dump.contains(secret), "{secret}");
    }
}

type Tamper = fn(&mut Tx) -> domain::Result<u64>;

#[tokio::test]
async fn the_log_shows_a_changed_a_removed_and_a_cut_off_entry() {
    let tampers: [(&str, Tamper, i64); 4] = [
        (
            "changed",
            |tx| tx.execute("UPDATE audit SET subject = 'tenant:x' WHERE sequence = 2", &[]),
            2,
        ),
        (
            "removed",
            |tx| tx.execute("DELETE FROM audit WHERE sequence = 1", &[]),
            1,
        ),
        (
            "cut off",
            |tx| tx.execute("DELETE FROM audit WHERE sequence = 3", &[]),
            3,
        ),
        ("headless", |tx| tx.execute("DELETE FROM audit_head", &[]), 4),
    ];
    for (name, tamper, sequence) in tampers {
        let house = House::new().await;
        let report = house.app.audit_verify(house.tenant.id).await.unwrap();
        assert_eq!((report.entries, report.broken), (3, None));
        house.db.write(tamper).await.unwrap();
        let report = house.app.audit_verify(house.tenant.id).await.unwrap();
        assert_eq!(
            report.broken.map(|broken| broken.sequence),
            Some(sequence),
            "{name}"
        );
    }
}
