//! The form address: what it makes, where it leads, whom it refuses.

use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{Project, full_record, small_record};
use crate::harness::{Engine, Receiver};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_makes_a_submission_and_leads_on_on_sqlite() {
    entry(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_makes_a_submission_and_leads_on_on_postgresql() {
    entry(Engine::Postgres).await;
}

async fn entry(engine: Engine) {
    let Some(project) = Project::fresh(engine).await else {
        return;
    };
    let query = "email=anna%40example.org&userid=u%201&cf1=a&cf2=%C3%A9&cf3=c&lang=de&token=token-0001&ageLimit=false";
    let (status, location) = project.form(query).await;
    assert_eq!(status, 303);
    let location = location.unwrap();
    assert!(location.contains("/verify/"), "{location}");
    let path = &location[location.find("/verify/").unwrap()..];
    let page = project
        .running
        .client
        .get(format!("{}{path}", project.running.origin));
    let page = page.send().await.unwrap();
    assert!(page.status() == StatusCode::OK || page.status().is_redirection());
    let item = project.get("userid=u%201").await["Items"][0].clone();
    let id = item["submission_id"].as_str().unwrap();
    assert!(
        id.len() == 16
            && id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    );
    assert_eq!(item["kyc"], json!({ "result": "incomplete" }));
    assert_eq!(
        (&item["email"], &item["tokenId"]),
        (&json!("anna@example.org"), &json!("token-0001"))
    );
    assert_eq!(
        item["data"],
        json!({ "cf1": "a", "cf2": "é", "cf3": "c", "ip_address": "127.0.0.1" })
    );
    assert_eq!((item.get("reviewer"), item.get("kyc_result_at")), (None, None));
    // Each visit is a submission of its own.
    project.form("userid=u%201").await;
    assert_eq!(
        project.get("userid=u%201").await["Items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unusable_addresses_are_refused_to_people() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let unknown = "0190b7c2-41aa-7000-8000-000000000002";
    for (query, status) in [
        ("", 400),
        ("pid=", 400),
        ("pid=7", 400),
        (format!("pid={unknown}").as_str(), 404),
        (format!("pid={}&email=nobody", project.tenant).as_str(), 400),
        (format!("pid={}&lang=%3Cscript%3E", project.tenant).as_str(), 400),
        (
            format!("pid={}&allowedCountries=Atlantis", project.tenant).as_str(),
            400,
        ),
        (format!("pid={}&encrypted=AAAA", project.tenant).as_str(), 400),
        (
            format!("pid={}&sid=unknown&action=onboarding", project.tenant).as_str(),
            404,
        ),
    ] {
        let url = format!("{}/form?{query}", project.running.origin);
        let response = project.running.client.get(url).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{query}");
        assert!(response.headers().get("content-security-policy").is_some());
        assert!(response.text().await.unwrap().contains("<p>"));
    }
    let url = format!("{}/form?pid={}", project.running.origin, project.tenant);
    let head = project.running.client.head(&url).send().await.unwrap();
    assert_eq!(
        head.status(),
        StatusCode::METHOD_NOT_ALLOWED,
        "looking makes nothing"
    );
    let mut statuses = Vec::new();
    for _ in 0..40 {
        statuses.push(project.form("userid=many").await.0);
    }
    assert_eq!(statuses.last(), Some(&429), "one visitor makes a bounded number");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_decided_on_comes_back_only_after_the_period() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    project
        .set(json!({ "argos": { "reject_period_days": 30 } }))
        .await;
    project.migrate(&small_record("r", "r@example.org")).await;
    project.migrate(&full_record(1)).await;
    for (query, status) in [
        ("userid=r", 409),
        ("email=R%40example.org", 409),
        ("userid=r&rejectPeriod=false", 303),
        ("userid=other", 303),
        ("email=jhon.1%40example.org", 303),
    ] {
        assert_eq!(project.form(query).await.0, status, "{query}");
    }
    project
        .set(json!({ "argos": { "approve_period_days": 30 } }))
        .await;
    for (query, status) in [
        ("email=jhon.1%40example.org", 409),
        ("email=jhon.1%40example.org&approvePeriod=false", 303),
        ("userid=r", 303),
    ] {
        assert_eq!(project.form(query).await.0, status, "{query}");
    }
}

/// A submission goes through an extra flow; what waits for a person is decided by the client.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_injection_and_a_review_follow_an_entry() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let receiver = Receiver::start().await;
    project.hook(&receiver).await;
    let extra = json!({ "name": "address", "kind": "on_demand", "services": ["address_proof"] });
    let flows = format!("/tenants/{}/flows", project.tenant);
    project.running.operator(Method::POST, &flows, Some(extra)).await;
    project
        .form("userid=w&email=w%2Bsandbox-submitted%40example.org")
        .await;
    receiver.wait_for("\"submit\"").await;
    let item = project.get("userid=w").await["Items"][0].clone();
    assert_eq!(item["kyc"]["result"], "pending");
    assert!(item["pending_at"].is_string());
    let id = item["submission_id"].as_str().unwrap();
    for (query, status) in [
        (format!("sid={id}&action=address"), 303),
        (format!("sid={id}&action=onboarding"), 404),
        (format!("sid={id}&action=nothing"), 404),
        (format!("sid={id}"), 400),
    ] {
        assert_eq!(project.form(&query).await.0, status, "{query}");
    }
    receiver.wait_for("\"injection\"").await;
    let review = json!({
        "submissionId": id, "admin": "ann@example.org", "status": "approved",
        "updateFields": { "fullName": "Wanda Maximoff", "birthDate": "1989-02-10" },
    });
    let done = project
        .call(Method::POST, "/v3/submission/review", Some(&review))
        .await;
    super::assert_golden("submission_review", &done, &["message", "finalStatus"]);
    let item = project.get("userid=w").await["Items"][0].clone();
    assert_eq!(item["kyc"]["result"], "approved");
    assert_eq!(
        (&item["data"]["name"], &item["reviewer"]),
        (&json!("Wanda Maximoff"), &json!("agent"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_private_mode_an_address_makes_one_submission() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    project.set(json!({ "argos": { "private_mode": true } })).await;
    assert_eq!(project.form("userid=p").await.0, 400);
    for query in ["userid=p&token=ticket-0001", "userid=p&token=ticket-0001"] {
        assert_eq!(project.form(query).await.0, 303);
    }
    let items = project.get("userid=p").await["Items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 1);
    let gone = format!(
        "/v3/submission?submission_id={}",
        items[0]["submission_id"].as_str().unwrap()
    );
    assert_eq!(project.call(Method::DELETE, &gone, None).await.0, 200);
    assert_eq!(project.form("userid=p&token=ticket-0001").await.0, 410);
    assert_eq!(project.form("userid=p&token=ticket-0002").await.0, 303);
}
