//! An officer in a real browser before a known person: what the client asks of them, the same person under another id, and setting
//! somebody aside by keyboard; and the guides for developers.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Device},
    codego_kyc::Client,
    harness::{Engine, Running},
    pages::enrol,
    sandbox::until,
};

/// An applicant who waits for an officer, was asked for a document and confirms a payment.
async fn asked_person(running: &Running) -> String {
    let client = Client::of(running);
    let email = "ranjit+sandbox-submitted@example.org";
    let unique_id = client.create(email, json!({})).await;
    until(running, &unique_id, "IN_REVIEW").await;
    let wish = json!({ "unique_id": unique_id, "document_type": "Source of Income", "desc": "Not older than 3 months." });
    assert_eq!(client.call("requestAdditiondoc", wish).await.0, 200);
    for (request_id, category) in [("pay-1", "trx_confirmation"), ("pay-2", "trx_bio_confirmation")] {
        let push = json!({
            "unique_id": unique_id, "type": "trx", "category": category, "request_id": request_id,
            "title": "Pay 12.00 EUR", "message": "To the corner shop, Riga",
        });
        assert_eq!(client.call("sendpushnotification", push).await.0, 200);
    }
    unique_id
}

/// Two applicants of another system that are one person.
fn move_in(running: &Running, tenant: &str) {
    let lines: String = (1..=2)
        .map(|number| {
            let line: Value = json!({
                "api": "argos", "externalId": format!("old-{number}"), "flow": "onboarding", "status": "approved",
                "decision": {"decidedAt": "2025-03-02T10:00:00Z", "by": "Ann Miller"},
                "createdAt": "2025-03-01T09:00:00Z", "submittedAt": "2025-03-01T09:30:00Z",
                "details": {"givenNames": "Ranjit", "surname": "Singh", "nationality": "indian", "gender": "M",
                    "address": {"city": "Dubai", "street": "Al Asayel"}},
                "found": {"givenNames": "Ranjit", "surname": "Singh Gill", "nationality": "IND", "gender": "M",
                    "document": {"kind": "passport", "number": "Z1234567"}},
                "personId": "7c0ffee0-aaaa-4bbb-8ccc-ddddeeeeffff",
            });
            format!("{line}\n")
        })
        .collect();
    let file = running.place.path().join("applicants.jsonl");
    std::fs::write(&file, lines).unwrap();
    let mut import = running.place.verb("import");
    let output = import.args(["--tenant", tenant]).arg(file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_sees_the_person_behind_the_applicant() {
    let Some(running) = Running::fresh(Engine::Sqlite) else {
        return;
    };
    asked_person(&running).await;
    move_in(&running, &running.tenant().await);
    let officer = Browser::start(Device::Desk, "person").await;
    enrol(&officer, &running).await;
    officer.wait("#item-title").await;
    let id = officer
        .run("return document.querySelector('#item').dataset.applicant")
        .await;
    let page = format!("{}/console/applicants/{}", running.origin, id.as_str().unwrap());
    assert_eq!(officer.open(&page).await, 200);
    officer.wait("#timeline-title").await;
    officer
        .run("document.querySelector('.steps details:last-of-type').open = true")
        .await;
    let page = officer.text("main").await;
    for text in [
        "Source of Income",
        "Not older than 3 months.",
        "Pay 12.00 EUR",
        "pay-1",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    officer.inspect("4-asked").await;
    officer.key('h').await;
    officer.wait("[data-whole] [data-key=h]:checked").await;
    officer.key(char::from(Key::Enter)).await;
    officer.wait("#pending [data-undo-now]").await;
    let found = format!("{}/console/applicants?q=old-1", running.origin);
    assert_eq!(officer.open(&found).await, 200);
    officer
        .press("main th a[href^='/console/applicants/'], main td a[href^='/console/applicants/']")
        .await;
    officer.wait("#item-title").await;
    let page = officer.text("main").await;
    assert!(
        page.contains("Same person as") && page.contains("Ann Miller at the client"),
        "{page}"
    );
    officer.inspect("5-same-person").await;
    let held = format!("{}/console/queue?state=on_hold", running.origin);
    assert_eq!(officer.open(&held).await, 200);
    assert!(officer.text("#item-title ~ .badge").await.contains("On hold"));
    officer.inspect("6-set-aside").await;
    for guide in ["sandbox", "webhooks", "allpass"] {
        assert_eq!(
            officer.open(&format!("{}/docs/{guide}", running.origin)).await,
            200
        );
        officer.inspect(&format!("8-docs-{guide}")).await;
    }
}
