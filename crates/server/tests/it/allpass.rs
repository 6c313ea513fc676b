//! Every documented call of the Allpass wire over HTTP, on both databases: the documented shapes, and the refusals.

use apis::golden::{Rules, problems};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Engine, Running};

fn golden(name: &str) -> Value {
    let path = format!(
        "{}/../apis/tests/goldens/allpass/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Compares with the golden of a call; `time` is checked to be an instant.
fn assert_golden(name: &str, status: StatusCode, body: &Value, rules: &Rules<'_>) {
    let golden = golden(name);
    assert_eq!(
        Some(u64::from(status.as_u16())),
        golden["httpStatus"].as_u64(),
        "{name} {body}"
    );
    assert_eq!(
        problems(&golden["response"], body, rules),
        Vec::<String>::new(),
        "{name} {body}"
    );
    assert!(
        values::Timestamp::parse(body["time"].as_str().unwrap()).is_ok(),
        "{body}"
    );
}

/// The routes of the wire with a body that works.
fn routes(questionnaire: &str) -> Vec<(Method, String, Option<Value>)> {
    let at = |rest: &str| format!("/api/public/applicant/walk{rest}");
    vec![
        (Method::GET, at(""), None),
        (Method::GET, at("/status"), None),
        (Method::POST, at("/moveToFlow"), Some(json!({ "flowId": "1" }))),
        (Method::POST, at("/token"), Some(json!({}))),
        (Method::POST, at("/schedule-deletion"), None),
        (Method::POST, at("/restore"), None),
        (
            Method::GET,
            format!("/api/public/questionnaire/{questionnaire}"),
            None,
        ),
    ]
}

/// Every route that the server describes has a golden, a stranger's and another tenant's call in this file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_described_route_is_tested() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let described = running.described("allpass").await;
    let tested = routes("{id}")
        .into_iter()
        .map(|(method, path, _)| format!("{method} {}", path.replace("walk", "{applicantId}")));
    let mut tested: Vec<String> = tested.map(|route| route.to_lowercase()).collect();
    tested.push("post /api/public/applicant".to_owned());
    tested.sort_unstable();
    assert_eq!(described, tested);
}

async fn questionnaire(running: &Running) -> String {
    let tenant = running.tenant().await;
    let listed = running
        .operator(Method::GET, &format!("/tenants/{tenant}/questionnaires"), None)
        .await;
    listed["items"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_answers_as_documented_on_sqlite() {
    calls(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_answers_as_documented_on_postgresql() {
    calls(Engine::Postgres).await;
}

async fn calls(engine: Engine) {
    let Some(running) = Running::fresh(engine) else {
        return;
    };
    let key = running.key("allpass");
    for external_id in ["user-1", "пользователь 🙂 ٢"] {
        small_calls(&running, &key, external_id).await;
    }
    let path = format!("/api/public/questionnaire/{}", questionnaire(&running).await);
    let (status, body) = running.allpass(&key, Method::GET, &path, None).await;
    assert_golden(
        "questionnaire_get",
        status,
        &body,
        &Rules {
            open: &["data.content"],
            ..Rules::default()
        },
    );
}

async fn small_calls(running: &Running, key: &str, external_id: &str) {
    let create = json!({ "externalUserId": external_id, "flowName": "onboarding", "phone": "+49 151 1234567", "lang": "de" });
    let (status, body) = running
        .allpass(key, Method::POST, "/api/public/applicant", Some(create.clone()))
        .await;
    assert_eq!(
        (status, &body["statusCode"]),
        (StatusCode::CREATED, &json!(200)),
        "{body}"
    );
    for field in ["externalUserId", "phone", "lang"] {
        assert_eq!(body["data"][field], create[field], "{field}");
    }
    let id = body["data"]["id"].as_str().unwrap().to_owned();
    let mut by_id = url::Url::parse("http://x").unwrap();
    by_id
        .path_segments_mut()
        .unwrap()
        .extend(["api", "public", "applicant", external_id]);
    for path in [format!("/api/public/applicant/{id}"), by_id.path().to_owned()] {
        let call = async |method: Method, rest: &str, body: Option<Value>| {
            running.allpass(key, method, &format!("{path}{rest}"), body).await
        };
        let (status, body) = call(Method::GET, "/status", None).await;
        assert_golden(
            "applicant_status",
            status,
            &body,
            &Rules {
                fixed: &["status", "statusCode"],
                ..Rules::default()
            },
        );
        assert_eq!(body["data"], json!({ "id": id, "status": "INIT" }));
        let (status, body) = call(
            Method::POST,
            "/token",
            Some(json!({ "locale": "uk-UA", "ttl": 60 })),
        )
        .await;
        assert_golden("applicant_token", status, &body, &Rules::default());
        assert_eq!(
            (&body["data"]["applicantId"], &body["data"]["ttl"]),
            (&json!(id), &json!(60))
        );
        let (status, body) = call(Method::POST, "/moveToFlow", Some(json!({ "flowId": "2" }))).await;
        assert_golden("applicant_move_to_flow", status, &body, &Rules::default());
        let (status, body) = call(Method::POST, "/schedule-deletion", None).await;
        assert_golden("applicant_schedule_deletion", status, &body, &Rules::default());
        let (status, _) = call(Method::POST, "/token", Some(json!({}))).await;
        assert_eq!(status, StatusCode::CONFLICT);
        let (status, body) = call(Method::GET, "", None).await;
        assert_eq!(
            (status, body["data"]["scheduledDeletionDate"].is_string()),
            (StatusCode::OK, true)
        );
        let (status, body) = call(Method::POST, "/restore", None).await;
        assert_golden("applicant_restore", status, &body, &Rules::default());
        let (_, body) = call(Method::GET, "", None).await;
        assert_eq!(
            (&body["data"]["scheduledDeletionDate"], &body["data"]["status"]),
            (&Value::Null, &json!("INIT"))
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_refuses_strangers_and_other_tenants() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let (key, other) = (running.key("allpass"), running.other_tenant().await);
    let create = json!({ "externalUserId": "walk", "flowName": "onboarding" });
    let (status, _) = running
        .allpass(&key, Method::POST, "/api/public/applicant", Some(create.clone()))
        .await;
    assert_eq!(status, StatusCode::CREATED);
    for (method, path, body) in routes(&questionnaire(&running).await) {
        for (wrong, expected) in [
            ("", 401),
            ("nobody", 401),
            (running.key("argos").as_str(), 401),
            (other.as_str(), 404),
        ] {
            let (status, answer) = running.allpass(wrong, method.clone(), &path, body.clone()).await;
            assert_eq!(status.as_u16(), expected, "{method} {path} {answer}");
            assert_eq!(
                (&answer["status"], &answer["statusCode"]),
                (&json!(false), &json!(expected)),
                "{answer}"
            );
            assert!(
                answer["message"].is_string() && answer["error"].is_string() && answer["time"].is_string()
            );
        }
    }
    let (status, _) = running
        .allpass(
            "nobody",
            Method::POST,
            "/api/public/applicant",
            Some(create.clone()),
        )
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    // The same external id belongs to each tenant alone.
    let (status, _) = running
        .allpass(&other, Method::POST, "/api/public/applicant", Some(create))
        .await;
    assert_eq!(status, StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_input_gets_a_clear_error_in_the_wires_form() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let key = running.key("allpass");
    let taken = json!({ "externalUserId": "taken", "flowName": "onboarding" });
    running
        .allpass(&key, Method::POST, "/api/public/applicant", Some(taken.clone()))
        .await;
    for (body, status, says) in [
        (json!({ "flowName": "onboarding" }), 400, "externalUserId"),
        (json!({ "externalUserId": "a" }), 400, "flowName"),
        (
            json!({ "externalUserId": 7, "flowName": "onboarding" }),
            400,
            "externalUserId",
        ),
        (
            json!({ "externalUserId": "a\u{0}b", "flowName": "onboarding" }),
            400,
            "externalUserId",
        ),
        (
            json!({ "externalUserId": "x".repeat(300), "flowName": "onboarding" }),
            400,
            "externalUserId",
        ),
        (
            json!({ "externalUserId": "a", "flowName": "onboarding", "email": "nobody" }),
            400,
            "email",
        ),
        (
            json!({ "externalUserId": "a", "flowName": "onboarding", "suppliedInfo": "text" }),
            400,
            "suppliedInfo",
        ),
        (
            json!({ "externalUserId": "a", "flowName": "nowhere" }),
            404,
            "flow",
        ),
        (json!(["a"]), 400, "body"),
        (taken, 409, "externalUserId"),
    ] {
        let (found, answer) = running
            .allpass(&key, Method::POST, "/api/public/applicant", Some(body.clone()))
            .await;
        assert_eq!(found.as_u16(), status, "{body} {answer}");
        assert!(
            answer["message"].as_str().unwrap().contains(says),
            "{body} {answer}"
        );
    }
    for (path, body, status) in [
        ("/taken/token", json!({ "ttl": 3_153_600_001_u64 }), 400),
        ("/taken/token", json!({ "ttl": 0 }), 400),
        ("/taken/token", json!({ "ttl": "soon" }), 400),
        ("/taken/token", json!({ "flowName": "nowhere" }), 404),
        ("/taken/moveToFlow", json!({ "flowId": "x" }), 400),
        ("/taken/moveToFlow", json!({ "flowId": 99 }), 404),
        ("/taken/restore", json!({}), 409),
        ("/unknown/token", json!({}), 404),
    ] {
        let (found, answer) = running
            .allpass(
                &key,
                Method::POST,
                &format!("/api/public/applicant{path}"),
                Some(body),
            )
            .await;
        assert_eq!(found.as_u16(), status, "{path} {answer}");
    }
    let url = format!("{}/api/public/applicant", running.origin);
    for (body, status) in [
        (vec![b'{'; 10], 400),
        (b"{\"a\":".to_vec(), 400),
        (vec![b' '; 50 * 1024 * 1024], 413),
    ] {
        let sent = running
            .client
            .post(&url)
            .header("x-private-app-key", &key)
            .body(body)
            .send()
            .await;
        // A server may close the connection while a 50 MB body is still on its way.
        if let Ok(response) = sent {
            assert_eq!(response.status().as_u16(), status);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_call_gets_the_first_answer() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let key = running.key("allpass");
    let call = async |external_id: &str| {
        let body = json!({ "externalUserId": external_id, "flowName": "onboarding" });
        let request = running
            .client
            .post(format!("{}/api/public/applicant", running.origin));
        let response = request
            .header("x-private-app-key", &key)
            .header("idempotency-key", "k1")
            .json(&body)
            .send()
            .await
            .unwrap();
        (response.status(), response.text().await.unwrap())
    };
    let first = call("repeat").await;
    assert_eq!(first.0, StatusCode::CREATED);
    assert_eq!(call("repeat").await, first);
    assert_eq!(call("other").await.0, StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tenant_can_be_blocked_limited_and_fenced_in() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let (key, tenant) = (running.key("allpass"), running.tenant().await);
    let change = async |body: Value| {
        running
            .operator(Method::PATCH, &format!("/tenants/{tenant}"), Some(body))
            .await
    };
    let status = async || {
        running
            .allpass(&key, Method::GET, "/api/public/applicant/x/status", None)
            .await
            .0
            .as_u16()
    };
    assert_eq!(status().await, 404);
    for (body, expected) in [
        (json!({ "is_blocked": true }), 403),
        (json!({ "is_blocked": false, "modules": ["argos"] }), 403),
        (
            json!({ "modules": ["allpass"], "settings": { "ip_allow_list": ["203.0.113.0/24"] } }),
            403,
        ),
        (json!({ "settings": { "ip_allow_list": ["127.0.0.0/8"] } }), 404),
    ] {
        change(body.clone()).await;
        assert_eq!(status().await, expected, "{body}");
    }
    let limit = json!({ "api": "allpass", "limit": { "requests": 2, "window_ms": 600_000 } });
    change(json!({ "settings": { "rate_limits": [limit] } })).await;
    assert_eq!([status().await, status().await, status().await], [404, 404, 429]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rotated_key_lives_on_only_for_the_overlap() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let (key, tenant) = (running.key("allpass"), running.tenant().await);
    let keys = running
        .operator(Method::GET, &format!("/tenants/{tenant}/credentials"), None)
        .await;
    let old = keys["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["api"] == "allpass")
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let rotate = format!("/tenants/{tenant}/credentials/{old}/rotate");
    let status = async |key: &str| {
        running
            .allpass(key, Method::GET, "/api/public/applicant/x/status", None)
            .await
            .0
            .as_u16()
    };
    let fresh = running
        .operator(Method::POST, &rotate, Some(json!({ "overlap_hours": 1 })))
        .await;
    let fresh = fresh["key"].as_str().unwrap();
    assert_eq!([status(&key).await, status(fresh).await], [404, 404]);
    running
        .operator(
            Method::DELETE,
            &format!("/tenants/{tenant}/credentials/{old}"),
            None,
        )
        .await;
    assert_eq!([status(&key).await, status(fresh).await], [401, 404]);
}
