//! One applicant of the Codego KYC wire from creation to verified: mail, pages, a refused bill, the decision, signed webhooks.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Client, assert_golden, person};
use crate::{
    harness::{Engine, Received, Receiver, Running, picture},
    journey::{Part, Visitor, decide, officer, record},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_creation_to_verified_on_sqlite() {
    travel(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_creation_to_verified_on_postgresql() {
    travel(Engine::Postgres).await;
}

async fn travel(engine: Engine) {
    let Some(running) = Running::fresh(engine) else {
        return;
    };
    let (client, tenant, receiver) = (
        Client::of(&running),
        running.tenant().await,
        Receiver::start().await,
    );
    let endpoint = json!({ "api": "codego_kyc", "url": receiver.url });
    let endpoints = format!("/tenants/{tenant}/endpoints");
    let endpoint = running.operator(Method::POST, &endpoints, Some(endpoint)).await;
    let settings =
        json!({ "settings": { "loopback_webhooks": true, "codego_kyc": { "applicant_mode": "link" } } });
    running
        .operator(Method::PATCH, &format!("/tenants/{tenant}"), Some(settings))
        .await;
    let (status, created) = client
        .call("createApplicant", person("j@example.org", json!({})))
        .await;
    assert_golden("create_applicant_link", status, &created, &["status", "message"]);
    let (id, link) = (
        created["unique_id"].as_str().unwrap(),
        created["link"].as_str().unwrap(),
    );
    assert!(mail(&running, &tenant, "verification").await.contains("/verify/"));
    assert_eq!(client.kyc(id).await["kyc_status"], "Pending");
    give(&running, link).await;
    let applicant = client.kyc(id).await;
    assert_eq!(
        (&applicant["kyc_status"], &applicant["status"]["liveness_status"]),
        (&json!("Submitted"), &json!("Pending"))
    );
    let internal = internal_id(&running, &tenant, id).await;
    refuse_step(
        &running,
        &tenant,
        &internal,
        "address_proof",
        "address_document_old",
    )
    .await;
    let applicant = client.kyc(id).await;
    assert_eq!(applicant["kyc_status"], "Partially-Verified");
    assert_eq!(applicant["status"]["address_proof_status"], "Rejected");
    let again = mail(&running, &tenant, "resubmission").await;
    let mut visitor = Visitor::open(&running, &link_in(&again, "/verify/")).await;
    visitor.expect("refused");
    let next = visitor.url.as_str().replace("/refused", "/picture");
    visitor.get(&next).await;
    visitor.post(&[Part::File("file", "bill.jpg", picture(8))]).await;
    visitor.expect("review");
    visitor.post(&[]).await;
    assert_eq!(client.kyc(id).await["kyc_status"], "Submitted");
    decide(&running, &tenant, &internal, json!({ "verdict": "accept" })).await;
    let applicant = client.kyc(id).await;
    assert_eq!(
        (&applicant["kyc_status"], &applicant["status"]["liveness_status"]),
        (&json!("Verified"), &json!("Match"))
    );
    let (status, body) = client.call("getDocuments", json!({ "unique_id": id })).await;
    assert_golden("documents", status, &body, &[]);
    let file = &body["data"]["file"];
    for uri in [
        &file["idProof"]["id_front_doc"],
        &file["addressProof"]["address_proof"],
        &file["profile_image"],
    ] {
        assert!(
            uri.as_str().unwrap().starts_with("data:image/jpeg;base64,/9j/"),
            "a JPEG"
        );
    }
    assert_eq!(file["idProof"]["id_number"], "PA0123456");
    let received = receiver.wait_for("\"kyc_status\":\"Verified\"").await;
    verify_webhooks(&received, endpoint["secret"].as_str().unwrap());
}

/// Passport, selfie, bill; everything is sent.
async fn give(running: &Running, link: &str) {
    let mut visitor = Visitor::open(running, link).await;
    visitor.expect("consent");
    visitor.post(&[Part::Text("answer", "agree")]).await;
    let typed = [
        Part::Text("country", "IN"),
        Part::Text("type", "passport"),
        Part::Text("surname", "singh"),
        Part::Text("given_names", "Ranjit"),
        Part::Text("birth_on", "1989-02-01"),
        Part::Text("document_number", "PA0123456"),
    ];
    visitor.post(&typed).await;
    for seed in 1..=3 {
        visitor
            .post(&[Part::File("file", "picture.jpg", picture(seed))])
            .await;
    }
    visitor.expect("review");
    visitor.post(&[]).await;
    visitor.expect("done");
}

pub async fn internal_id(running: &Running, tenant: &str, unique_id: &str) -> String {
    let path = format!("/tenants/{tenant}/applicants?search={unique_id}");
    let found = running.operator(Method::GET, &path, None).await;
    found["items"][0]["id"].as_str().unwrap().to_owned()
}

pub async fn refuse_step(running: &Running, tenant: &str, id: &str, service: &str, reason: &str) {
    let applicant = record(running, tenant, id).await;
    let steps = applicant["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["service"] == service).unwrap();
    let decision = json!({ "verdict": "resubmit", "reason": reason });
    let officer = officer(running, tenant).await;
    let body = json!({ "officer_id": officer, "version": applicant["version"], "decision": decision });
    let path = format!(
        "/tenants/{tenant}/applicants/{id}/steps/{}/decision",
        step["id"].as_str().unwrap()
    );
    running.operator(Method::POST, &path, Some(body)).await;
}

/// The newest mail of a kind.
pub async fn mail(running: &Running, tenant: &str, template: &str) -> String {
    let mails = running
        .operator(Method::GET, &format!("/tenants/{tenant}/mails"), None)
        .await;
    let items = mails["items"].as_array().unwrap();
    let found = items.iter().find(|mail| mail["template"] == template);
    found.unwrap_or_else(|| panic!("no {template} in {mails}"))["text"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// The first address in a mail that contains this path.
pub fn link_in(mail: &str, path: &str) -> String {
    let found = mail.split_whitespace().find(|word| word.contains(path));
    found.unwrap_or_else(|| panic!("no {path} in {mail}")).to_owned()
}

fn verify_webhooks(received: &[Received], secret: &str) {
    let statuses: Vec<String> = received
        .iter()
        .map(|hook| serde_json::from_slice::<Value>(&hook.body).unwrap())
        .inspect(|body| {
            assert_eq!(body["event"], "kyc");
            assert_eq!(body["status"].as_object().unwrap().len(), 7);
        })
        .map(|body| body["kyc_status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        statuses,
        ["Submitted", "Partially-Verified", "Submitted", "Verified"]
    );
    for hook in received {
        let header = |name: &str| hook.headers[name].to_str().unwrap().to_owned();
        let signature = header("x-codego-signature");
        let (time, mac) = signature.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
        let signed = [time.as_bytes(), b".", &hook.body].concat();
        assert_eq!(mac, hmac_hex(secret, &signed));
        assert_eq!(
            header("event-request-key"),
            hmac_hex(secret, b"event-request-key")
        );
        assert!(hook.headers.contains_key("webhook-signature"));
    }
}

fn hmac_hex(secret: &str, message: &[u8]) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message);
    hex::encode(mac.finalize().into_bytes())
}
