//! Webhooks: every trigger with its fields, in order, and reject codes with their sentences.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Project, full_record};
use crate::harness::{Engine, Received, Receiver};

impl Project {
    /// Sends this wire's webhooks to a receiver.
    pub async fn hook(&self, receiver: &Receiver) {
        let endpoint = json!({ "api": "argos", "url": receiver.url });
        let path = format!("/tenants/{}/endpoints", self.tenant);
        self.running.operator(Method::POST, &path, Some(endpoint)).await;
    }
}

fn bodies(received: &[Received]) -> Vec<Value> {
    let bodies = received.iter().map(|hook| serde_json::from_slice(&hook.body));
    bodies.map(Result::unwrap).collect()
}

fn of<'a>(bodies: &'a [Value], trigger: &str) -> &'a Value {
    let found = bodies.iter().find(|body| body["webhook_trigger"] == trigger);
    found.unwrap_or_else(|| panic!("no {trigger} in {bodies:#?}"))
}

fn keys(body: &Value) -> Vec<&str> {
    body.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_change_of_a_record_is_told_on_sqlite() {
    told(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_change_of_a_record_is_told_on_postgresql() {
    told(Engine::Postgres).await;
}

async fn told(engine: Engine) {
    let Some(project) = Project::fresh(engine).await else {
        return;
    };
    let receiver = Receiver::start().await;
    project.hook(&receiver).await;
    let id = project.migrate(&full_record(1)).await;
    let approved = bodies(&receiver.wait_for(":\"approved\",\"submission_id\"").await);
    let body = of(&approved, "created");
    assert_eq!(body["submission_id"], json!(id));
    assert_eq!(
        body["cf"],
        json!({ "cf1": "test", "cf2": "two 1", "cf3": "three" })
    );
    let body = of(&approved, "approved");
    assert_eq!(
        keys(body),
        [
            "webhook_trigger",
            "submission_id",
            "kyc_result",
            "created_at",
            "applicant_id",
            "gender",
            "date_of_birth",
            "nationality",
            "fullName",
            "full_name",
            "first_name",
            "last_name",
            "ipAddress",
            "idType",
            "issuingCountry",
            "issueDate",
            "expireDate",
            "identityNumber",
            "documentNumber",
            "email",
            "userid",
            "cf",
        ]
    );
    assert_eq!(body["kyc_result"]["status"], "approved");
    assert_eq!(body["kyc_result"]["reviewer"], "agent");
    assert_eq!(body["identityNumber"], "981112-1******");
    let edit = json!({ "submissionId": id, "admin": "ann@example.org", "data": { "gender": "female", "kycStatus": "rejected" } });
    project.call(Method::PATCH, "/v3/submission", Some(&edit)).await;
    let rejected = bodies(&receiver.wait_for("\"rejected\",\"update_at\"").await);
    let body = of(&rejected, "updated");
    assert_eq!(body["data"]["update"], json!(["kycStatus", "gender"]));
    assert_eq!(
        (&body["admin"], &body["gender"]),
        (&json!("ann@example.org"), &json!("female"))
    );
    let body = of(&rejected, "rejected");
    assert_eq!(body["kyc_result"]["commentCode"], json!(["other"]));
    assert_eq!(body.get("applicant_id"), None);
    let path = format!("/v3/submission?submission_id={id}&admin_name=Ann");
    project.call(Method::DELETE, &path, None).await;
    let all = bodies(&receiver.wait_for("\"delete\"").await);
    assert_eq!(
        keys(of(&all, "delete")),
        ["webhook_trigger", "submission_id", "admin", "delete_time"]
    );
    assert_eq!(of(&all, "delete")["admin"], "Ann");
}

/// The sandbox's outcomes show codes and sentences with country and age put in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refusals_come_with_the_vendors_words() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    project.set(json!({ "age_min": 19 })).await;
    let receiver = Receiver::start().await;
    project.hook(&receiver).await;
    for (word, code, comment) in [
        (
            "too_many_tries",
            "too_many_retry",
            "Multiple invalid KYC attempts",
        ),
        (
            "underage",
            "under_ageLimit",
            "We do not accept KYC anyone under 19 years old.",
        ),
        (
            "document_not_found",
            "id_image_invalidImage",
            "ID document not detected. Please take a picture of your ID document.",
        ),
        ("timed_out", "timeout", "KYC rejected due to timeout"),
    ] {
        let query = format!("userid={word}&email=a%2Bsandbox-rejected-{word}%40example.org");
        assert_eq!(project.form(&query).await.0, 303);
        receiver.wait_for(&format!("\"commentCode\":[\"{code}\"]")).await;
        let item = project.get(&format!("userid={word}")).await["Items"][0].clone();
        let kyc = json!({ "result": "rejected", "comment": [comment], "commentCode": [code] });
        assert_eq!(item["kyc"], kyc);
        assert_eq!(item["reviewer"], "system");
    }
    project
        .form("userid=p&email=a%2Bsandbox-partially-verified%40example.org")
        .await;
    let all = bodies(&receiver.wait_for("\"retry\"").await);
    let retry = of(&all, "retry");
    assert_eq!(retry["kyc_result"], json!({ "status": "incomplete" }));
    assert_eq!(retry["retryCode"], json!(["liveness_error"]));
}
