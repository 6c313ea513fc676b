//! Who and what is turned away: strangers, other tenants, bad bodies, what the gateway says, calls that come twice.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{Project, full_record, routes, small_record};
use crate::harness::Engine;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_refuses_strangers_and_hides_from_other_tenants() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let id = project.migrate(&full_record(1)).await;
    let tenant = json!({ "name": "Other", "mode": "sandbox" });
    let tenant = project
        .running
        .operator(Method::POST, "/tenants", Some(tenant))
        .await;
    let keys = format!("/tenants/{}/credentials", tenant["id"].as_str().unwrap());
    let made = json!({ "api": "argos", "label": "test" });
    let made = project.running.operator(Method::POST, &keys, Some(made)).await;
    let other = made["key"].as_str().unwrap();
    let allpass = project.running.key("allpass");
    for (method, path, body) in routes() {
        let path = path.replace("nobodys", &id);
        let body = body.map(|body| body.to_string().replace("nobodys", &id).into_bytes());
        for wrong in ["", "nobody", allpass.as_str()] {
            let response = project.send(wrong, method.clone(), &path, body.clone()).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{method} {path}");
            assert_eq!(
                response.json::<Value>().await.unwrap(),
                json!({ "message": "Forbidden" })
            );
        }
        let response = project.send(other, method.clone(), &path, body).await;
        let (status, answer) = (response.status(), response.text().await.unwrap());
        assert!(!answer.contains("Jhon"), "{answer}");
        let names_it = path.contains(&id) || ["PATCH", "PUT"].contains(&method.as_str());
        assert_eq!(
            status.as_u16(),
            if names_it || path.ends_with("review") {
                400
            } else {
                200
            },
            "{answer}"
        );
    }
    let item = project.get(&format!("submission_id={id}")).await["Items"][0].clone();
    assert_eq!(item["data"]["name"], "Jhon Smith 1", "nobody else has touched it");
    for path in ["/v3/submission/nothing", "/v3/else"] {
        let (status, body) = project.call(Method::GET, path, None).await;
        assert_eq!(
            (status, body),
            (403, json!({ "message": "Missing Authentication Token" }))
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_bodies_get_each_calls_own_error() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let id = project.migrate(&full_record(1)).await;
    let with = |key: &str, value: Value| {
        let mut record = small_record("u", "u@example.org");
        record[key] = value;
        record
    };
    for (record, code, message) in [
        (json!([]), "invalid_payload", "Invalid payload"),
        (
            with("admin", json!(null)),
            "missing_data",
            "Required input data is missing",
        ),
        (with("admin", json!("nobody")), "invalid_admin", "Invalid admin"),
        (
            with("shoe", json!("42")),
            "invalid_parameter",
            "invalid parameter: shoe",
        ),
        (
            with("birthDate", json!("1999-11-31")),
            "invalid_format",
            "invalid format: birthDate",
        ),
        (
            with("birthDate", json!("2999-01-01")),
            "invalid_format",
            "invalid format: birthDate",
        ),
        (
            with("nationality", json!("Atlantis")),
            "invalid_format",
            "invalid format: nationality",
        ),
        (
            with("idType", json!("library_card")),
            "invalid_format",
            "invalid format: idType",
        ),
    ] {
        let refused = project
            .call(Method::POST, "/v3/submission/migration", Some(&record))
            .await;
        assert_eq!(
            refused,
            (400, json!({ "errorCode": code, "message": message })),
            "{record}"
        );
    }
    project.set(json!({ "age_min": 100 })).await;
    let mut young = full_record(2);
    let refused = project
        .call(Method::POST, "/v3/submission/migration", Some(&young))
        .await;
    let message = "We do not accept KYC anyone under 100 years old.";
    assert_eq!(
        refused,
        (400, json!({ "errorCode": "under_ageLimit", "message": message }))
    );
    young["kycStatus"] = "rejected".into();
    project.migrate(&young).await;
    let by = |more: Value| {
        let mut body = json!({ "submissionId": id, "admin": "admin@example.org" });
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    let rejected = json!({ "status": "rejected" });
    for (method, path, body, message) in [
        (
            "PATCH",
            "",
            json!([]),
            "data parsing error. please check input data.",
        ),
        ("PATCH", "", json!({}), "submissionId is required."),
        ("PUT", "", json!({ "submissionId": id }), "admin is required."),
        (
            "PATCH",
            "",
            by(json!({})),
            "At least one property to modify is required.",
        ),
        (
            "PATCH",
            "",
            by(json!({ "data": { "gender": "x" } })),
            "invalid format: gender",
        ),
        ("POST", "/review", json!({}), "admin is required."),
        (
            "POST",
            "/review",
            json!({ "admin": "a@b.co" }),
            "Submission Id is required.",
        ),
        (
            "POST",
            "/review",
            by(json!({ "status": "later" })),
            "Invalid status",
        ),
        ("POST", "/review", by(rejected), "Reject comment is required"),
        (
            "POST",
            "/review",
            by(json!({ "status": "approved", "updateFields": [] })),
            "Invalid data format.",
        ),
        (
            "POST",
            "/review",
            by(json!({ "status": "approved" })),
            "Only submissions in pending status can be reviewed",
        ),
    ] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let refused = project
            .call(method, &format!("/v3/submission{path}"), Some(&body))
            .await;
        assert_eq!(
            refused,
            (400, json!({ "errorCode": message, "message": message })),
            "{body}"
        );
    }
    let partial = format!("/v3/submission/partial?submission_id={id}");
    for (path, message) in [
        ("/v3/submission", "not Exist Submission ID"),
        (
            "/v3/submission?submission_id=unknown",
            "not Exist Submission Data",
        ),
        ("/v3/submission/partial?fields=email", "submission_id is required"),
        (
            partial.as_str(),
            "fields parameter is required and cannot be empty",
        ),
        (
            &format!("{partial}&fields=shoe"),
            "invalid fields found in fields: shoe",
        ),
        (
            &format!("{partial}&fields=email&data_fields=name"),
            "data_fields parameter is not allowed when fields does not include data",
        ),
    ] {
        let refused = project.call(Method::DELETE, path, None).await;
        let body = json!({ "errorCode": message, "message": message, "statusCode": 400 });
        assert_eq!(refused, (400, body), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_call_gets_the_first_answer() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let call = async |userid: &str| {
        let url = format!("{}/v3/submission/migration", project.running.origin);
        let request = project.running.client.post(url).header("x-api-key", &project.key);
        let request = request.header("idempotency-key", "k1");
        let response = request
            .json(&small_record(userid, "u@example.org"))
            .send()
            .await
            .unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    let first = call("once").await;
    assert_eq!(first.0, 200);
    assert_eq!(call("once").await, first);
    assert_eq!(call("other").await.0, 409);
    assert_eq!(
        project.get("userid=once").await["Items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_gateway_speaks_for_the_project() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let deny = "User is not authorized to access this resource with an explicit deny";
    project.set(json!({ "ip_allow_list": ["203.0.113.0/24"] })).await;
    let refused = project.call(Method::GET, "/v3/submission", None).await;
    assert_eq!(refused, (403, json!({ "message": deny })));
    let limit = json!({ "requests": 1, "window_ms": 600_000 });
    project
        .set(json!({ "rate_limits": [{ "api": "argos", "limit": limit }] }))
        .await;
    project.call(Method::GET, "/v3/submission", None).await;
    let refused = project
        .send(&project.key, Method::GET, "/v3/submission", None)
        .await;
    assert!(refused.headers().get("retry-after").is_some());
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    project
        .set(json!({ "argos": { "admins": ["Ann@example.org"] } }))
        .await;
    let mut record = small_record("u", "u@example.org");
    let (_, refused) = project
        .call(Method::POST, "/v3/submission/migration", Some(&record))
        .await;
    assert_eq!(refused["errorCode"], "invalid_admin");
    record["admin"] = "ann@EXAMPLE.org".into();
    project.migrate(&record).await;
    let answer = announce(&project, 2 * 1024 * 1024).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(
        answer.contains(r#"{"message":"Request Entity Too Large"}"#),
        "{answer}"
    );
}

/// Announces a body without sending it: nobody has to read what is too large to be taken.
async fn announce(project: &Project, length: usize) -> String {
    let authority = project.running.origin.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(authority).await.unwrap();
    let head = format!(
        "POST /v3/submission/migration HTTP/1.1\r\nhost: {authority}\r\nx-api-key: {}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n",
        project.key
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
