//! Every call of the Argos wire over HTTP, on both databases: the documented shapes, what they do, and the refusals.

mod encryption;
mod form;
mod list;
mod refusal;
mod travel;
mod webhook;

use apis::golden::{Rules, problems};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::harness::{Engine, Running};

/// The demo's tenant as this wire's project.
pub struct Project {
    pub running: Running,
    pub key: String,
    pub tenant: String,
}

impl Project {
    /// On a fresh database; none where PostgreSQL is missing on a developer's machine.
    pub async fn fresh(engine: Engine) -> Option<Self> {
        let running = Running::fresh(engine)?;
        let (key, tenant) = (running.key("argos"), running.tenant().await);
        Some(Self { running, key, tenant })
    }

    pub async fn send(&self, key: &str, method: Method, path: &str, body: Option<Vec<u8>>) -> Response {
        let url = format!("{}{path}", self.running.origin);
        let mut request = self.running.client.request(method, url).header("x-api-key", key);
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        request.send().await.unwrap()
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let body = body.map(|body| body.to_string().into_bytes());
        let response = self.send(&self.key, method, path, body).await;
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn get(&self, query: &str) -> Value {
        let (status, body) = self
            .call(Method::GET, &format!("/v3/submission?{query}"), None)
            .await;
        assert_eq!(status, 200, "{query} {body}");
        body
    }

    /// Moves a record in; its id.
    pub async fn migrate(&self, record: &Value) -> String {
        let (status, body) = self
            .call(Method::POST, "/v3/submission/migration", Some(record))
            .await;
        assert_eq!(status, 200, "{body}");
        body["submissionId"].as_str().unwrap().to_owned()
    }

    /// Changes the tenant's settings.
    pub async fn set(&self, mut settings: Value) {
        settings["loopback_webhooks"] = true.into();
        let body = json!({ "settings": settings });
        self.running
            .operator(Method::PATCH, &format!("/tenants/{}", self.tenant), Some(body))
            .await;
    }

    /// Opens the form address; status and where it leads.
    pub async fn form(&self, query: &str) -> (u16, Option<String>) {
        let url = format!("{}/form?pid={}&{query}", self.running.origin, self.tenant);
        let response = self.running.client.get(url).send().await.unwrap();
        let location = response.headers().get("location");
        let location = location.map(|location| location.to_str().unwrap().to_owned());
        (response.status().as_u16(), location)
    }
}

/// A record with every key that can be moved in.
pub fn full_record(number: usize) -> Value {
    json!({
        "admin": "admin@example.org", "email": format!("jhon.{number}@example.org"), "fullName": format!("Jhon Smith {number}"),
        "firstName": "Jhon", "lastName": format!("Smith {number}"), "birthDate": "1998-11-12", "kycStatus": "approved",
        "idType": "government_id", "issuingCountry": "USA", "nationality": "American", "gender": "male",
        "issueDate": "2016-08-16", "expireDate": "2027-08-16", "ipAddress": "203.0.113.7",
        "identityNumber": "981112-1234567", "documentNumber": format!("D{number}"), "address_city": "Washington",
        "address_country": "USA", "address_state": "DC", "address_street": "1 Main Street", "address_zipcode": "20001",
        "address_full": "1 Main Street, Washington DC 20001", "address_detail": "Flat 2", "cf1": "test",
        "cf2": format!("two {number}"), "cf3": "three", "userid": format!("user {number} ✓"),
        "bank_verification": {
            "result": "success", "type": "occupancy", "bank_code": "004", "account_number": "110-123-456789", "retry_count": 1,
        },
    })
}

/// A record with what is required.
pub fn small_record(userid: &str, email: &str) -> Value {
    json!({
        "admin": "admin@example.org", "email": email, "fullName": "Kim", "birthDate": "1998-11-12", "kycStatus": "rejected",
        "userid": userid,
    })
}

pub fn golden(name: &str) -> Value {
    let path = format!(
        "{}/../apis/tests/goldens/argos/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Compares with the golden of a call.
pub fn assert_golden(name: &str, (status, body): &(u16, Value), fixed: &[&str]) {
    let golden = golden(name);
    assert_eq!(
        Some(u64::from(*status)),
        golden["httpStatus"].as_u64(),
        "{name} {body}"
    );
    let rules = Rules {
        fixed,
        ..Rules::default()
    };
    let found = problems(&golden["response"], body, &rules);
    assert_eq!(found, Vec::<String>::new(), "{name} {body}");
}

/// Every route with a call that its owner may make.
pub fn routes() -> Vec<(Method, &'static str, Option<Value>)> {
    let by = |more: Value| {
        let mut body = json!({ "submissionId": "nobodys", "admin": "admin@example.org" });
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        Some(body)
    };
    let data = json!({ "data": { "fullName": "A" } });
    vec![
        (Method::GET, "/v3/submission", None),
        (Method::GET, "/v3/submission/applicant?applicant_id=x", None),
        (
            Method::POST,
            "/v3/submission/migration",
            Some(small_record("u", "u@example.org")),
        ),
        (Method::PATCH, "/v3/submission", by(data.clone())),
        (Method::PUT, "/v3/submission", by(data)),
        (
            Method::POST,
            "/v3/submission/review",
            by(json!({ "status": "approved" })),
        ),
        (Method::DELETE, "/v3/submission?submission_id=nobodys", None),
        (
            Method::DELETE,
            "/v3/submission/partial?submission_id=nobodys&fields=email",
            None,
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_described_route_is_tested() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let described = project.running.described("argos").await;
    let path = |path: &str| path.split('?').next().unwrap().to_owned();
    let tested = routes()
        .into_iter()
        .map(|(method, at, _)| format!("{method} {}", path(at)));
    let mut tested: Vec<_> = tested.map(|route| route.to_lowercase()).collect();
    tested.push("get /form".to_owned());
    tested.sort_unstable();
    assert_eq!(described, tested);
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
    let Some(project) = Project::fresh(engine).await else {
        return;
    };
    for number in [1, 2] {
        let id = moved_in(&project, number).await;
        corrected(&project, &id).await;
        erased_in_part(&project, &id).await;
        erased(&project, &id).await;
    }
}

/// What was sent comes back, under every name.
async fn moved_in(project: &Project, number: usize) -> String {
    let record = full_record(number);
    let made = project
        .call(Method::POST, "/v3/submission/migration", Some(&record))
        .await;
    assert_golden("migration_post", &made, &["message"]);
    let id = made.1["submissionId"].as_str().unwrap().to_owned();
    let single = (200, project.get(&format!("submission_id={id}")).await);
    let fixed = [
        "Items[].kyc",
        "Items[].reviewer",
        "Items[].bank_verification.bank_code",
    ];
    assert_golden("submission_get", &single, &fixed);
    let item = &single.1["Items"][0];
    assert_eq!(item["submission_id"], json!(id));
    for (theirs, ours) in [
        ("fullName", "name"),
        ("birthDate", "date_of_birth"),
        ("gender", "gender"),
        ("idType", "idType"),
        ("issuingCountry", "idcard_issuingCountry"),
        ("issueDate", "idcard_issueDate"),
        ("expireDate", "idcard_expireDate"),
        ("documentNumber", "documentNumber"),
        ("ipAddress", "ip_address"),
        ("address_full", "address_input"),
        ("cf2", "cf2"),
    ] {
        assert_eq!(item["data"][ours], record[theirs], "{ours}");
    }
    assert_eq!(item["data"]["nationality"], "USA");
    assert_eq!(item["data"]["identityNumber"], "981112-1******");
    assert_eq!(
        (&item["email"], &item["userid"]),
        (&record["email"], &record["userid"])
    );
    let applicant_id = item["applicant_id"].as_str().unwrap();
    let path = format!("/v3/submission/applicant?applicant_id={applicant_id}");
    let same = project.call(Method::GET, &path, None).await;
    assert_golden("submission_applicant_get", &same, &[]);
    assert_eq!(same.1[0]["submission_id"], json!(id));
    id
}

async fn corrected(project: &Project, id: &str) {
    let edit = |data: Value| json!({ "submissionId": id, "admin": "admin@example.org", "data": data });
    let body = edit(json!({ "lastName": "Smythe", "serialNumber": "07PN10", "nationality": "KOR" }));
    let patched = project.call(Method::PATCH, "/v3/submission", Some(&body)).await;
    assert_golden("submission_patch", &patched, &["message"]);
    let body = edit(json!({ "kycStatus": "rejected" }));
    let put = project.call(Method::PUT, "/v3/submission", Some(&body)).await;
    assert_golden("submission_put", &put, &["message"]);
    let item = project.get(&format!("submission_id={id}")).await["Items"][0].clone();
    assert_eq!(item["data"]["first_name"], "Jhon", "the other name stays");
    assert_eq!(item["data"]["last_name"], "Smythe");
    assert_eq!(item["data"]["name"], "Jhon Smythe");
    assert_eq!(item["data"]["nationality"], "KOR");
    assert_eq!(item["kyc"]["result"], "rejected");
    assert_eq!(item["kyc"]["commentCode"], json!(["other"]));
    assert_eq!(
        item.get("applicant_id"),
        None,
        "only approved submissions are somebody's"
    );
    let body = edit(json!({ "kycStatus": "approved" }));
    project.call(Method::PATCH, "/v3/submission", Some(&body)).await;
}

async fn erased_in_part(project: &Project, id: &str) {
    let path = format!("/v3/submission/partial?submission_id={id}");
    let fields = "&fields=email,userid,data,applicant_id&data_fields=nationality,cf1,ip_address,name";
    let gone = project
        .call(Method::DELETE, &format!("{path}{fields}"), None)
        .await;
    assert_golden("submission_partial_delete", &gone, &["message", "statusCode"]);
    let item = project.get(&format!("submission_id={id}")).await["Items"][0].clone();
    for key in ["email", "userid", "applicant_id"] {
        assert_eq!(item.get(key), None, "{key}");
    }
    for key in [
        "nationality",
        "cf1",
        "ip_address",
        "name",
        "first_name",
        "last_name",
    ] {
        assert_eq!(item["data"].get(key), None, "{key}");
    }
    assert!(item["data"]["cf2"].is_string());
    assert_eq!(item["kyc"]["result"], "approved");
}

async fn erased(project: &Project, id: &str) {
    let path = format!("/v3/submission?submission_id={id}&admin_name=Ann");
    let gone = project.call(Method::DELETE, &path, None).await;
    assert_golden("submission_delete", &gone, &["message", "statusCode"]);
    let expected = format!("Submission {id} deleted successfully.");
    assert_eq!(gone.1["content"], json!(expected));
    let left = (200, project.get(&format!("submission_id={id}")).await);
    assert_golden(
        "submission_deleted",
        &left,
        &["Items[].data", "Items[].kyc", "Items[].reviewer"],
    );
    let again = project.call(Method::DELETE, &path, None).await;
    let message = "not Exist Submission Data";
    assert_eq!(
        again,
        (
            400,
            json!({ "errorCode": message, "message": message, "statusCode": 400 })
        )
    );
    let body = json!({ "submissionId": id, "admin": "admin@example.org", "data": { "fullName": "A" } });
    let (status, body) = project.call(Method::PATCH, "/v3/submission", Some(&body)).await;
    assert_eq!(
        (status, &body["message"]),
        (400, &json!("The submission is not found."))
    );
}
