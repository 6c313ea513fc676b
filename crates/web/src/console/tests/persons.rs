//! An applicant as a person: set aside for a closer look, asked for more, confirmed on their own page, known under another id.

use std::net::IpAddr;

use app::{inquiry::NewInquiry, moving_in::Moved};
use axum::http::StatusCode;
use domain::{
    credential::Caller,
    event::Actor,
    flow::Service,
    inquiry::{InquiryKind, Purpose},
    officer::Role,
    step::StepRequest,
    tenant::Api,
};
use serde_json::json;
use values::ApplicantId;

use super::harness::{Browser, House, field, house, waiting};

async fn caller(house: &House) -> Caller {
    let made = house
        .app
        .credential_create(house.tenant_id, Api::Allpass, "test", Actor::Operator);
    let key = made.await.unwrap().key;
    let address = IpAddr::from([127, 0, 0, 1]);
    house.app.caller(Api::Allpass, &key, address).await.unwrap()
}

#[tokio::test]
async fn an_applicant_is_set_aside_and_decided_later() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let browser = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Senior).await;
    let path = format!("/console/applicants/{id}/decision");
    let page = browser.get("/console/queue").await.text;
    assert!(page.contains("Set aside"), "{page}");
    let stale = [("version", "1"), ("decision", "aside")];
    assert_eq!(browser.form(&path, &stale).await.status, StatusCode::CONFLICT);
    let missing = [("decision", "aside")];
    assert_eq!(
        browser.form(&path, &missing).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let version = field(&page, "version");
    let sent = [("version", version.as_str()), ("decision", "aside")];
    let aside = browser.form(&path, &sent).await;
    assert_eq!(aside.status, StatusCode::SEE_OTHER, "{}", aside.text);
    let page = browser.get(aside.location()).await.text;
    assert!(page.contains("On hold") && page.contains("Recorded."), "{page}");
    assert!(!page.contains("value=\"aside\""), "once");
    assert!(
        browser.get("/console/queue").await.text.contains("cust-1"),
        "still waits"
    );
    let log = house
        .app
        .audit_page(house.tenant_id, None, "applicant.set_aside")
        .await
        .unwrap();
    assert_eq!(log.len(), 1);
    let version = field(&page, "version");
    let again = [("version", version.as_str()), ("decision", "aside")];
    assert_eq!(browser.form(&path, &again).await.status, StatusCode::CONFLICT);
    let accepted = [("version", version.as_str()), ("decision", "accept")];
    assert_eq!(browser.form(&path, &accepted).await.status, StatusCode::SEE_OTHER);
    let page = browser.get(&format!("/console/applicants/{id}")).await.text;
    assert!(
        page.contains("Decide otherwise") && !page.contains("value=\"aside\""),
        "{page}"
    );
}

#[tokio::test]
async fn what_the_client_asks_a_person_is_on_the_page() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let caller = caller(&house).await;
    let request = StepRequest {
        reference: "req-7".into(),
        title: "A newer bill".into(),
        description: "Not older than 3 months.".into(),
        ip: None,
    };
    house
        .app
        .evidence_request(&caller, "cust-1", Service::AdditionalDocument, request)
        .await
        .unwrap();
    let new = NewInquiry {
        reference: "pay-9".into(),
        kind: InquiryKind::Confirmation {
            purpose: Purpose::Transaction,
            needs_selfie: false,
        },
        title: "Pay 12 EUR".into(),
        body: "To the corner shop".into(),
    };
    house.app.inquiry_make(&caller, "cust-1", new).await.unwrap();
    let browser = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    let page = browser.get(&format!("/console/applicants/{id}")).await.text;
    for text in ["A newer bill", "Not older than 3 months.", "req-7"] {
        assert!(page.contains(text), "{text}");
    }
    let (_, asked) = page.split_once("Asked on their own page").unwrap();
    for text in [
        "Transaction",
        "Pay 12 EUR",
        "To the corner shop",
        "pay-9",
        "Waiting",
    ] {
        assert!(asked.contains(text), "{text}");
    }
    house.clock.advance(std::time::Duration::from_secs(3_600));
    let browser = Browser::officer(&house, house.tenant_id, "b@example.org", Role::Reviewer).await;
    let page = browser.get(&format!("/console/applicants/{id}")).await.text;
    let (_, asked) = page.split_once("Asked on their own page").unwrap();
    assert!(asked.contains("Expired"), "{asked}");
}

#[tokio::test]
async fn the_same_person_is_linked_and_what_was_said_stands_beside_what_was_found() {
    let house = house().await;
    waiting(&house, "cust-1").await;
    let mut ids = Vec::new();
    for name in ["old-1", "old-2"] {
        let line = json!({
            "api": "argos", "externalId": name, "flow": "retail", "status": "approved",
            "decision": {"decidedAt": "2025-03-02T10:00:00Z", "by": "Ann"}, "createdAt": "2025-03-01T09:00:00Z",
            "details": {"fullName": "Ranjit Singh", "nationality": "indian", "gender": "M", "address": {"city": "Dubai"}},
            "found": {"fullName": "Ranjit Singh Gill", "nationality": "IND", "gender": "M"},
            "personId": "7c0ffee0-aaaa-4bbb-8ccc-ddddeeeeffff",
        });
        let text = line.to_string();
        let moved = house
            .app
            .applicant_move_in(house.tenant_id, text.as_bytes(), None, false);
        let Moved::In { id, .. } = moved.await.unwrap() else {
            panic!("{line}")
        };
        ids.push(id);
    }
    let browser = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    let page = async |id: ApplicantId| browser.get(&format!("/console/applicants/{id}")).await.text;
    for (id, other) in [(ids[0], ids[1]), (ids[1], ids[0])] {
        let text = page(id).await;
        let (_, same) = text.split_once("Same person as").unwrap();
        assert!(same.contains(&format!("/console/applicants/{other}\"")), "{same}");
        assert!(text.contains("by Ann at the client"), "{text}");
    }
    let text = page(ids[0]).await;
    assert_eq!(
        text.matches("class=\"differs\"").count(),
        1,
        "only the name: {text}"
    );
    for word in [
        "Full name",
        "Ranjit Singh Gill",
        "Address city",
        "Dubai",
        "indian",
    ] {
        assert!(text.contains(word), "{word}");
    }
}
