//! Every call of the Codego KYC wire over HTTP, on both databases: the documented shapes, the six statuses, and the refusals.

use apis::golden::{Rules, problems};
use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::{Value, json};

use crate::harness::{Engine, Receiver, Running};

pub mod travel;

use travel::mail;

/// A client of the wire with its account.
pub struct Client<'a> {
    pub running: &'a Running,
    pub pair: String,
}

impl<'a> Client<'a> {
    pub fn of(running: &'a Running) -> Self {
        Self {
            running,
            pair: running.key("codego_kyc"),
        }
    }

    pub async fn call(&self, path: &str, body: Value) -> (StatusCode, Value) {
        let (user, password) = self.pair.split_once(':').unwrap();
        let request = self
            .running
            .client
            .post(format!("{}/api/{path}", self.running.origin));
        let response = request
            .basic_auth(user, Some(password))
            .json(&body)
            .send()
            .await
            .unwrap();
        (response.status(), response.json().await.unwrap())
    }

    pub async fn create(&self, email: &str, changes: Value) -> String {
        let (status, body) = self.call("createApplicant", person(email, changes)).await;
        assert_golden("create_applicant", status, &body, &["status", "message"]);
        body["unique_id"].as_str().unwrap().to_owned()
    }

    pub async fn kyc(&self, unique_id: &str) -> Value {
        self.call("getApplicant", json!({ "unique_id": unique_id }))
            .await
            .1["data"]
            .clone()
    }
}

/// A body that creates an applicant, with changes.
pub fn person(email: &str, changes: Value) -> Value {
    let mut body = json!({
        "fname": "Ranjit", "mname": "", "lname": "singh", "email": email, "dob": "1989-02-01", "applicant_country": "India",
        "country_birth": "India", "state_birth": "punjab", "place_birth": "Sirhind", "gender": "M", "nationality": "indian",
        "address": "214 danube tower, dubai UAE", "city": "dubai", "postcode": "", "state": "", "street": "Al ASYAEL",
        "buildingName": "duba tower", "flatNumber": "214", "buildingNumber": "", "country": "India",
    });
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

/// Compares with the golden of a call; `fixed` values must be the golden's own.
pub fn assert_golden(name: &str, status: StatusCode, body: &Value, fixed: &[&str]) {
    let path = format!(
        "{}/../apis/tests/goldens/codego_kyc/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        Some(u64::from(status.as_u16())),
        golden["httpStatus"].as_u64(),
        "{name} {body}"
    );
    let rules = Rules {
        fixed,
        nullable: &[
            ("data.address.state", "published so where it is empty"),
            ("data.address.buildingNumber", "published so where it is empty"),
            ("data.device_detail", "the device has not reported"),
        ],
        open: &["data.device_detail"],
    };
    assert_eq!(
        problems(&golden["response"], body, &rules),
        Vec::<String>::new(),
        "{name} {body}"
    );
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
    let client = Client::of(&running);
    let id = client.create("one@example.org", json!({})).await;
    let groups: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!(groups, [8, 8, 8]);
    let (status, body) = client
        .call("createApplicantapp", person("two@example.org", json!({})))
        .await;
    assert_golden("create_applicant", status, &body, &["status", "message"]);
    for alias in ["getApplicant", "checkApplication"] {
        let (status, body) = client.call(alias, json!({ "unique_id": id })).await;
        assert_golden(
            "get_applicant",
            status,
            &body,
            &["data.status", "data.kyc_status", "data.dob"],
        );
        assert_eq!(body["data"]["nationality"], "indian", "kept as written");
        assert_eq!(body["data"]["address"]["postcode"], "n/a");
    }
    for (calls, golden, document, history) in [
        (
            ["requestDoc", "resendApplication"],
            "request_doc",
            "id",
            "history_id",
        ),
        (
            ["requestDoc", "resendApplication"],
            "request_doc",
            "ADDRESS",
            "history_address",
        ),
        (
            ["requestDoc", "resendApplication"],
            "request_doc",
            "LIVENESS",
            "history_liveness",
        ),
        (
            ["requestAdditiondoc", "requestAdditionaldoc"],
            "request_additional",
            "Source of Income",
            "history_additional",
        ),
    ] {
        for call in calls {
            let wish = json!({ "unique_id": id, "document_type": document, "desc": "Please" });
            let (status, body) = client.call(call, wish).await;
            assert_golden(golden, status, &body, &["message", "ios", "android", "link"]);
            let asked = json!({ "unique_id": id, "request_id": body["request_id"] });
            let (status, body) = client.call("getApplicantHistory", asked).await;
            assert_golden(history, status, &body, &["data.kyc_type"]);
            assert_eq!(body["data"]["status"], "Pending");
        }
    }
    confirmations(&client, &id).await;
    let (status, body) = client.call("getDocuments", json!({ "unique_id": id })).await;
    assert_golden("documents", status, &body, &[]);
    assert_eq!(body["data"]["file"]["profile_image"], "", "nothing was given");
}

async fn confirmations(client: &Client<'_>, id: &str) {
    for (kind, category) in [
        ("trx", "trx_bio_confirmation"),
        ("trx", "trx_confirmation"),
        ("login", "login_bio_confirmation"),
        ("login", "login_confirmation"),
    ] {
        let push = json!({ "unique_id": id, "type": kind, "category": category, "request_id": category });
        let (status, body) = client.call("sendpushnotification", push).await;
        assert_golden("notification_sent", status, &body, &["", "message"]);
        let asked = json!({ "unique_id": id, "request_id": category });
        let (status, body) = client.call("getApplicantNotification", asked).await;
        assert_golden("notification", status, &body, &["data.image"]);
        let data = &body["data"];
        assert_eq!(
            (&data["type"], &data["status"], &data["datetime"]),
            (&json!(category), &json!("Pending"), &json!(""))
        );
    }
    for (key, kind) in [("unique_id", "device"), ("applicant_id", "location")] {
        let wish = json!({ key: id, "type": kind, "request_id": format!("report-{kind}") });
        let (status, body) = client.call("requestForLocationandDevice", wish).await;
        assert_golden("report_requested", status, &body, &["", "message"]);
    }
    // With a type and a new request_id the reading call asks; with a known one it reads.
    for _ in 0..2 {
        let wish = json!({ "unique_id": id, "type": "location", "request_id": "asked by reading" });
        let (status, body) = client.call("getApplicantNotification", wish).await;
        assert_golden("notification", status, &body, &[]);
        assert_eq!(
            (&body["data"]["type"], &body["data"]["status"]),
            (&json!("location"), &json!("Pending"))
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_described_call_is_tested() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let described = running.described("codego-kyc").await;
    let source = include_str!("codego_kyc.rs").to_lowercase();
    for route in &described {
        let call = route.strip_prefix("post /api/").unwrap();
        assert!(source.contains(&format!("\"{call}\"")), "{call} has no test");
    }
    assert_eq!(described.len(), 13);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_input_gets_a_clear_error_in_the_wires_form() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let client = Client::of(&running);
    let id = client.create("taken@example.org", json!({})).await;
    let create = |changes| ("createApplicant", person("new@example.org", changes));
    let push =
        json!({ "unique_id": id, "type": "trx", "category": "trx_confirmation", "request_id": "once" });
    assert_eq!(
        client.call("sendpushnotification", push.clone()).await.0,
        StatusCode::OK
    );
    for ((call, body), status, says) in [
        (
            create(json!({ "email": "Taken@Example.org" })),
            400,
            "Email already exists.",
        ),
        (create(json!({ "dob": "1989-02-30" })), 400, "dob must be a date"),
        (
            create(json!({ "dob": "2199-01-01" })),
            400,
            "dob must be in the past",
        ),
        (create(json!({ "nationality": "Atlantean" })), 400, "nationality"),
        (create(json!({ "country": "Nowhere" })), 400, "country"),
        (create(json!({ "gender": "W" })), 400, "gender"),
        (create(json!({ "lname": 5 })), 400, "lname"),
        (create(json!({ "lname": "x".repeat(600) })), 400, "lname"),
        (create(json!({ "fname": "a\u{0}" })), 400, "fname"),
        (("getApplicant", json!({})), 400, "unique_id is required."),
        (
            ("getApplicant", json!({ "unique_id": "nobody" })),
            404,
            "Applicant not found.",
        ),
        (
            ("getApplicant", json!(["x"])),
            400,
            "The body must be a JSON object.",
        ),
        (
            ("getDocuments", json!({ "unique_id": "nobody" })),
            404,
            "Applicant not found.",
        ),
        (
            (
                "requestDoc",
                json!({ "unique_id": id, "document_type": "PASSPORT" }),
            ),
            400,
            "document_type",
        ),
        (
            ("requestAdditiondoc", json!({ "unique_id": id })),
            400,
            "document_type is required.",
        ),
        (
            (
                "getApplicantHistory",
                json!({ "unique_id": id, "request_id": "app-0" }),
            ),
            404,
            "Request not found.",
        ),
        (
            (
                "getApplicantNotification",
                json!({ "unique_id": id, "request_id": "x" }),
            ),
            404,
            "Request not found.",
        ),
        (("sendpushnotification", push), 400, "request_id already exists."),
        (
            (
                "sendpushnotification",
                json!({ "unique_id": id, "type": "login", "category": "trx_confirmation", "request_id": "r" }),
            ),
            400,
            "category",
        ),
        (
            (
                "requestForLocationandDevice",
                json!({ "unique_id": id, "request_id": "r", "type": "mood" }),
            ),
            400,
            "type",
        ),
        (
            (
                "requestForLocationandDevice",
                json!({ "request_id": "r", "type": "device" }),
            ),
            400,
            "unique_id",
        ),
        (("noSuchCall", json!({})), 404, "No such call."),
    ] {
        let (found, answer) = client.call(call, body.clone()).await;
        assert_eq!(
            (found.as_u16(), &answer["status"]),
            (status, &json!(status)),
            "{call} {body} {answer}"
        );
        assert!(
            answer["message"].as_str().unwrap().contains(says),
            "{call} {body} {answer}"
        );
        assert_eq!(answer.as_object().unwrap().len(), 2, "{answer}");
    }
    let settings = json!({ "settings": { "age_min": 18 } });
    let tenant = format!("/tenants/{}", running.tenant().await);
    running.operator(Method::PATCH, &tenant, Some(settings)).await;
    let (status, answer) = client
        .call(
            "createApplicant",
            person("young@example.org", json!({ "dob": "2015-01-01" })),
        )
        .await;
    assert_golden("error", status, &answer, &[]);
    let get = running.client.get(format!("{}/api/getApplicant", running.origin));
    assert_eq!(get.send().await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_account_is_named_by_either_header_and_both_must_agree() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let client = Client::of(&running);
    let id = client.create("one@example.org", json!({})).await;
    let other = other_account(&running).await;
    let encode = |pair: &str| {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        STANDARD.encode(pair)
    };
    let (mine, other) = (encode(&client.pair), encode(&other));
    let allpass = encode(&running.key("allpass"));
    let (basic, other_basic) = (format!("Basic {mine}"), format!("Basic {other}"));
    for (lines, expected) in [
        (vec![("authorization", basic.as_str())], 200),
        (vec![("auth", mine.as_str())], 200),
        (
            vec![("authorization", basic.as_str()), ("auth", mine.as_str())],
            200,
        ),
        (
            vec![("authorization", basic.as_str()), ("auth", other.as_str())],
            401,
        ),
        (vec![("authorization", basic.as_str()), ("auth", "garbage")], 401),
        (vec![("authorization", other_basic.as_str())], 404),
        (vec![("auth", allpass.as_str())], 401),
        (vec![("authorization", "Bearer x")], 401),
        (vec![], 401),
    ] {
        let mut headers = HeaderMap::new();
        for (name, value) in &lines {
            headers.insert(*name, value.parse().unwrap());
        }
        let request = running
            .client
            .post(format!("{}/api/getApplicant", running.origin));
        let response = request
            .headers(headers)
            .json(&json!({ "unique_id": id }))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), expected, "{lines:?}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["status"], expected, "{lines:?} {body}");
    }
}

async fn other_account(running: &Running) -> String {
    let tenant = json!({ "name": "Other", "mode": "sandbox" });
    let tenant = running.operator(Method::POST, "/tenants", Some(tenant)).await;
    let path = format!("/tenants/{}/credentials", tenant["id"].as_str().unwrap());
    let key = json!({ "api": "codego_kyc", "label": "test" });
    let made = running.operator(Method::POST, &path, Some(key)).await;
    made["key"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_call_gets_the_first_answer() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let client = Client::of(&running);
    let (user, password) = client.pair.split_once(':').unwrap();
    let call = async |email: &str| {
        let request = running
            .client
            .post(format!("{}/api/createApplicant", running.origin));
        let request = request
            .basic_auth(user, Some(password))
            .header("idempotency-key", "k1");
        let response = request.json(&person(email, json!({}))).send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    };
    let first = call("one@example.org").await;
    assert_eq!(first.0, StatusCode::OK);
    assert_eq!(call("one@example.org").await, first);
    assert_eq!(call("two@example.org").await.0, StatusCode::CONFLICT);
}

/// What each outcome of the sandbox looks like here; no page is opened.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sandbox_gives_every_status_on_demand() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let (client, tenant, receiver) = (
        Client::of(&running),
        running.tenant().await,
        Receiver::start().await,
    );
    let endpoint = json!({ "api": "codego_kyc", "url": receiver.url });
    running
        .operator(
            Method::POST,
            &format!("/tenants/{tenant}/endpoints"),
            Some(endpoint),
        )
        .await;
    for (word, kyc, id_proof, liveness) in [
        ("verified", "Verified", "Verified", "Match"),
        ("rejected-document-expired", "Rejected", "Pending", "Pending"),
        ("submitted", "Submitted", "Pending", "Pending"),
        ("under-review", "Under-Review", "Pending", "Pending"),
        (
            "partially-verified",
            "Partially-Verified",
            "Verified",
            "Not Match",
        ),
    ] {
        let email = format!("ann+sandbox-{word}@example.org");
        let id = client.create(&email, json!({ "lname": word })).await;
        receiver.wait_for_both(&id, &format!("\"{kyc}\"")).await;
        let applicant = client.kyc(&id).await;
        let seen = (
            &applicant["kyc_status"],
            &applicant["status"]["id_proof_status"],
            &applicant["status"]["liveness_status"],
        );
        assert_eq!(seen, (&json!(kyc), &json!(id_proof), &json!(liveness)), "{word}");
    }
    assert!(mail(&running, &tenant, "rejected").await.contains("expired"));
}
