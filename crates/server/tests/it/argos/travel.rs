//! One submission from the form address to a rejection: pages, a refused face, a second one, the decision, webhooks in order; and the
//! same applicant on another wire.

use reqwest::Method;
use serde_json::{Value, json};

use super::Project;
use crate::{
    codego_kyc::travel::{internal_id, refuse_step},
    harness::{Engine, Receiver, picture},
    journey::{Part, Visitor, decide},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_form_to_a_decision_on_sqlite() {
    travel(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_form_to_a_decision_on_postgresql() {
    travel(Engine::Postgres).await;
}

async fn travel(engine: Engine) {
    let Some(project) = Project::fresh(engine).await else {
        return;
    };
    let receiver = Receiver::start().await;
    project.hook(&receiver).await;
    let (_, link) = project.form("userid=j&email=j%40example.org&lang=en").await;
    let link = link.unwrap();
    give(&project, &link).await;
    let item = project.get("userid=j").await["Items"][0].clone();
    let id = item["submission_id"].as_str().unwrap();
    assert_eq!(item["kyc"]["result"], "pending");
    assert_eq!(item["kyc"]["attempts"].as_array().unwrap().len(), 2);
    assert_eq!(
        item["kyc"]["attempts"][0].get("verificationResult"),
        None,
        "nobody has looked"
    );
    let internal = internal_id(&project.running, &project.tenant, id).await;
    refuse_step(
        &project.running,
        &project.tenant,
        &internal,
        "selfie",
        "face_mismatch",
    )
    .await;
    assert_eq!(
        project.get("userid=j").await["Items"][0]["kyc"]["result"],
        "incomplete"
    );
    give_again(&project, &link).await;
    let decision =
        json!({ "verdict": "reject", "reason": "document_invalid", "public_comment": "Not a passport." });
    decide(&project.running, &project.tenant, &internal, decision).await;
    check(&project.get("userid=j").await["Items"][0]);
    told(&receiver).await;
    let path = format!("/api/public/applicant/{id}/status");
    let key = project.running.key("allpass");
    let (_, other_wire) = project.running.allpass(&key, Method::GET, &path, None).await;
    assert_eq!(other_wire["data"]["status"], "REJECTED");
}

/// Passport and selfie; everything is sent.
async fn give(project: &Project, link: &str) {
    let mut visitor = Visitor::open(&project.running, link).await;
    visitor.expect("consent");
    visitor.post(&[Part::Text("answer", "agree")]).await;
    let typed = [
        Part::Text("country", "KR"),
        Part::Text("type", "passport"),
        Part::Text("surname", "Hong"),
        Part::Text("given_names", "Kil Dong"),
        Part::Text("birth_on", "1989-02-01"),
        Part::Text("document_number", "M0123456"),
    ];
    visitor.post(&typed).await;
    for seed in 1..=2 {
        visitor
            .post(&[Part::File("file", "picture.jpg", picture(seed))])
            .await;
    }
    visitor.expect("review");
    visitor.post(&[]).await;
    visitor.expect("done");
}

async fn give_again(project: &Project, link: &str) {
    let mut visitor = Visitor::open(&project.running, link).await;
    visitor.expect("refused");
    let next = visitor.url.as_str().replace("/refused", "/picture");
    visitor.get(&next).await;
    visitor
        .post(&[Part::File("file", "selfie.jpg", picture(8))])
        .await;
    visitor.expect("review");
    visitor.post(&[]).await;
}

fn check(item: &Value) {
    let data = json!({
        "first_name": "Kil Dong", "last_name": "Hong", "name": "Kil Dong Hong", "date_of_birth": "1989-02-01",
        "ip_address": "127.0.0.1", "idcard_issuingCountry": "KOR", "idType": "passport", "documentNumber": "M0123456",
    });
    assert_eq!(item["data"], data);
    assert_eq!(
        (&item["reviewer"], &item["email"]),
        (&json!("agent"), &json!("j@example.org"))
    );
    let kyc = &item["kyc"];
    assert_eq!(kyc["commentCode"], json!(["id_image_invalidId"]));
    let comment = "Invalid ID document. Please resubmit with another ID document.";
    assert_eq!(kyc["comment"], json!([comment]), "the table's own sentence");
    let attempts = kyc["attempts"].as_array().unwrap();
    let times = ["step1Time1st", "step2Time1st", "step2Time2nd"];
    for (attempt, time) in attempts.iter().zip(times) {
        assert!(attempt[time].is_string(), "{attempt}");
    }
    assert_eq!(attempts[1]["retryCode"], json!(["face_compare_fail"]));
    assert_eq!(
        attempts[1]["retryMsg"],
        json!(["Face compare failed: no matching face"])
    );
    let results: Vec<&Value> = attempts
        .iter()
        .map(|attempt| &attempt["verificationResult"])
        .collect();
    assert_eq!(results, [&json!("success"), &json!("fail"), &json!("success")]);
}

async fn told(receiver: &Receiver) {
    let received = receiver.wait_for("\"commentCode\"").await;
    let told: Vec<Value> = received
        .iter()
        .map(|hook| serde_json::from_slice(&hook.body).unwrap())
        .collect();
    let triggers: Vec<&Value> = told.iter().map(|body| &body["webhook_trigger"]).collect();
    assert_eq!(triggers, ["created", "submit", "retry", "submit", "rejected"]);
    assert_eq!(
        (&told[2]["retryCode"], &told[2]["attempts"]),
        (&json!(["face_compare_fail"]), &json!(2))
    );
    assert!(
        received
            .iter()
            .all(|hook| hook.headers.contains_key("webhook-signature"))
    );
}

/// Rules refuse as soon as everything is given; the form address can lift and narrow them for one person.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rules_refuse_without_a_persons_look() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let korea = "According to the policy, we do not accept KYC from South Korea.";
    let korea = Some(("blacklistCountry", korea));
    project
        .set(json!({ "argos": { "countries_refused": ["KR"] } }))
        .await;
    for (query, refusal) in [
        ("userid=1", korea),
        ("userid=2&blacklistCountries=false", None),
        ("userid=3&blacklistCountries=false&allowedCountries=USA", korea),
        (
            "userid=4&blacklistCountries=false&allowedCountries=South%20Korean,USA",
            None,
        ),
    ] {
        judged(&project, query, refusal).await;
    }
    project.set(json!({ "age_min": 120 })).await;
    let young = "We do not accept KYC anyone under 120 years old.";
    judged(&project, "userid=5", Some(("under_ageLimit", young))).await;
    judged(&project, "userid=6&ageLimit=false", None).await;
}

/// Goes through the form and looks at what the rules made of it.
async fn judged(project: &Project, query: &str, refusal: Option<(&str, &str)>) {
    let (status, link) = project.form(query).await;
    assert_eq!(status, 303);
    give(project, &link.unwrap()).await;
    let user = query.split('&').next().unwrap();
    let item = project.get(user).await["Items"][0].clone();
    let (result, reviewer) = match refusal {
        Some(_) => ("rejected", json!("system")),
        None => ("pending", Value::Null),
    };
    assert_eq!(
        (&item["kyc"]["result"], &item["reviewer"]),
        (&json!(result), &reviewer),
        "{query}"
    );
    let (code, comment) = refusal.unzip();
    assert_eq!(item["kyc"]["commentCode"][0], json!(code), "{query}");
    assert_eq!(item["kyc"]["comment"][0], json!(comment), "{query}");
}
