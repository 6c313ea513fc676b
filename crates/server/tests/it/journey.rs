//! From creation to a signed webhook over HTTP, without scripts, on both databases.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use reqwest::{Method, StatusCode, Url};
use serde_json::{Value, json};

use crate::harness::{Engine, Receiver, Running, picture};

/// A visitor of the hosted page: follows redirects and posts forms as a browser without scripts does.
pub struct Visitor<'a> {
    running: &'a Running,
    pub url: Url,
    pub html: String,
    status: StatusCode,
}

/// A part of a form: a text, or a file with its name.
pub enum Part<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a str, Vec<u8>),
}

impl<'a> Visitor<'a> {
    pub async fn open(running: &'a Running, link: &str) -> Self {
        let url = Url::parse(link).unwrap();
        let mut visitor = Self {
            running,
            url,
            html: String::new(),
            status: StatusCode::OK,
        };
        visitor.get(link).await;
        visitor
    }

    pub async fn get(&mut self, address: &str) {
        self.url = self.url.join(address).unwrap();
        let response = self.running.client.get(self.url.clone()).send().await.unwrap();
        self.take(response).await;
    }

    async fn take(&mut self, mut response: reqwest::Response) {
        for _ in 0..5 {
            let Some(location) = response.headers().get("location") else {
                break;
            };
            self.url = self.url.join(location.to_str().unwrap()).unwrap();
            response = self.running.client.get(self.url.clone()).send().await.unwrap();
        }
        self.status = response.status();
        self.html = response.text().await.unwrap();
    }

    /// The last part of the address: the screen.
    pub fn screen(&self) -> &str {
        self.url.path().rsplit('/').next().unwrap()
    }

    pub fn expect(&self, screen: &str) {
        assert_eq!(
            (self.status, self.screen()),
            (StatusCode::OK, screen),
            "{}",
            self.html
        );
    }

    /// Posts the form of the present page.
    pub async fn post(&mut self, parts: &[Part<'_>]) {
        let token = self.hidden("form");
        let mut body = Vec::new();
        let boundary = "----bulla-test-boundary";
        for part in std::iter::once(&Part::Text("form", &token)).chain(parts) {
            match part {
                Part::Text(name, value) => body.extend_from_slice(
                    format!(
                        "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                    )
                    .as_bytes(),
                ),
                Part::File(name, file_name, bytes) => {
                    let head = format!(
                        "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
                         content-type: application/octet-stream\r\n\r\n"
                    );
                    body.extend_from_slice(head.as_bytes());
                    body.extend_from_slice(bytes);
                    body.extend_from_slice(b"\r\n");
                }
            }
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        let request = self.running.client.post(self.url.clone()).body(body);
        let request = request.header(
            "content-type",
            format!("multipart/form-data; boundary={boundary}"),
        );
        let response = request
            .header("origin", &self.running.origin)
            .send()
            .await
            .unwrap();
        self.take(response).await;
    }

    fn hidden(&self, name: &str) -> String {
        let at = self
            .html
            .find(&format!("name=\"{name}\" value=\""))
            .unwrap_or_else(|| panic!("no {name} in {}", self.html));
        self.html[at..].split('"').nth(3).unwrap().to_owned()
    }
}

/// A flow with every kind of step that an applicant gives, in the demo tenant.
async fn flow(running: &Running, tenant: &str) {
    let content = json!({ "pages": [{ "name": "p", "elements": [
        { "type": "text", "name": "purpose", "title": "What for?", "isRequired": true },
    ] }] });
    let questionnaire = json!({ "name": "Purpose", "content": content });
    let made = running
        .operator(
            Method::POST,
            &format!("/tenants/{tenant}/questionnaires"),
            Some(questionnaire),
        )
        .await;
    let flow = json!({
        "name": "journey",
        "services": [
            "document", "selfie", "face_match", "selfie_with_document", "address_proof", "email", "phone", "location",
            "questionnaire",
        ],
        "questionnaire_id": made["id"],
    });
    running
        .operator(Method::POST, &format!("/tenants/{tenant}/flows"), Some(flow))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_creation_to_signed_webhook_on_sqlite() {
    travel(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_creation_to_signed_webhook_on_postgresql() {
    travel(Engine::Postgres).await;
}

async fn travel(engine: Engine) {
    let Some(running) = Running::fresh(engine) else {
        return;
    };
    let (key, tenant, receiver) = (
        running.key("allpass"),
        running.tenant().await,
        Receiver::start().await,
    );
    flow(&running, &tenant).await;
    let endpoint = json!({ "api": "allpass", "url": receiver.url });
    let endpoint = running
        .operator(
            Method::POST,
            &format!("/tenants/{tenant}/endpoints"),
            Some(endpoint),
        )
        .await;
    let supplied = json!({ "firstName": "Zoë", "lastName": "Ng" });
    let create = json!({ "externalUserId": "j1", "flowName": "journey", "email": "zoe@example.org", "suppliedInfo": supplied });
    let (_, created) = running
        .allpass(&key, Method::POST, "/api/public/applicant", Some(create))
        .await;
    let id = created["data"]["id"].as_str().unwrap().to_owned();
    let (_, token) = running
        .allpass(
            &key,
            Method::POST,
            "/api/public/applicant/j1/token",
            Some(json!({})),
        )
        .await;
    let link = token["data"]["link"].as_str().unwrap().to_owned();
    give_everything(&running, &tenant, &link).await;
    let (_, status) = running
        .allpass(&key, Method::GET, "/api/public/applicant/j1/status", None)
        .await;
    assert_eq!(status["data"]["status"], "IN_REVIEW");
    ask_again(&running, &tenant, &id).await;
    repeat_selfie(&running, &link).await;
    let applicant = decide(
        &running,
        &tenant,
        &id,
        json!({ "verdict": "accept", "internal_comment": "looks right" }),
    )
    .await;
    assert_eq!(applicant["status"], "approved");
    let (status, body) = running
        .allpass(&key, Method::GET, "/api/public/applicant/j1", None)
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_full(&body);
    let received = receiver.wait_for("applicantApproved").await;
    verify_order_and_signatures(&received, endpoint["secret"].as_str().unwrap());
    let audit = running
        .operator(Method::POST, &format!("/tenants/{tenant}/audit/verify"), None)
        .await;
    assert_eq!(
        (&audit["broken"], audit["entries"].as_i64().unwrap() > 5),
        (&Value::Null, true)
    );
    let finished = Visitor::open(&running, &link).await;
    finished.expect("done");
}

async fn give_everything(running: &Running, tenant: &str, link: &str) {
    let mut visitor = Visitor::open(running, link).await;
    visitor.expect("consent");
    visitor.post(&[Part::Text("answer", "agree")]).await;
    visitor.expect("choose");
    visitor
        .post(&[
            Part::Text("country", "LV"),
            Part::Text("type", "identity_card"),
            Part::Text("surname", "Ng"),
            Part::Text("given_names", "Zoë 🙂"),
            Part::Text("birth_on", "1989-02-01"),
            Part::Text("document_number", "PA0123456"),
        ])
        .await;
    visitor.expect("front");
    refuse_bad_files(&mut visitor).await;
    visitor.post(&[Part::File("file", "front.jpg", picture(1))]).await;
    visitor.expect("back");
    // The link resumes on another device, where the first one left off.
    let mut visitor = Visitor::open(running, link).await;
    visitor.expect("back");
    visitor.post(&[Part::File("file", "back.jpg", picture(2))]).await;
    visitor.expect("picture");
    visitor
        .post(&[Part::File("file", "selfie.png", picture(3))])
        .await;
    visitor.expect("picture");
    visitor
        .post(&[Part::File("file", "holding.jpg", picture(5))])
        .await;
    visitor.expect("picture");
    visitor
        .post(&[Part::File("file", "../../bill.jpg", picture(4))])
        .await;
    visitor.expect("address");
    visitor.post(&[Part::Text("address", "zoe@example.org")]).await;
    visitor.expect("code");
    visitor
        .post(&[Part::Text("code", "000000"), Part::Text("action", "confirm")])
        .await;
    assert_eq!(visitor.screen(), "code");
    visitor
        .post(&[
            Part::Text("code", &mailed_code(running, tenant).await),
            Part::Text("action", "confirm"),
        ])
        .await;
    give_phone_and_place(&mut visitor, running, tenant).await;
    visitor.expect("answers");
    let field = question_field(&visitor.html);
    visitor.post(&[Part::Text(&field, "")]).await;
    assert_eq!(visitor.screen(), "answers", "an answer is required");
    visitor.post(&[Part::Text(&field, "Salary <b>& rent</b>")]).await;
    visitor.expect("review");
    assert!(!visitor.html.contains("<b>& rent"), "answers are escaped");
    visitor.post(&[]).await;
    visitor.expect("done");
}

/// The code by text message, and the place with consent; a place that does not exist is refused.
async fn give_phone_and_place(visitor: &mut Visitor<'_>, running: &Running, tenant: &str) {
    visitor.expect("address");
    visitor.post(&[Part::Text("address", "+371 2000 0000")]).await;
    visitor.expect("code");
    let code = mailed_code(running, tenant).await;
    visitor
        .post(&[Part::Text("code", &code), Part::Text("action", "confirm")])
        .await;
    visitor.expect("place");
    for (latitude, screen) in [("123.0", "place"), ("56.95", "answers")] {
        let place = [
            Part::Text("answer", "share"),
            Part::Text("latitude", latitude),
            Part::Text("longitude", "24.11"),
            Part::Text("accuracy", "30"),
        ];
        visitor.post(&place).await;
        assert_eq!(visitor.screen(), screen);
    }
}

/// Agrees, chooses a passport and gives its picture; all of it is acknowledged when this returns.
pub async fn give_front(running: &Running, link: &str, seed: u8) {
    let mut visitor = Visitor::open(running, link).await;
    visitor.post(&[Part::Text("answer", "agree")]).await;
    visitor
        .post(&[
            Part::Text("country", "LV"),
            Part::Text("type", "passport"),
            Part::Text("surname", "Ng"),
            Part::Text("birth_on", "1989-02-01"),
            Part::Text("document_number", "PA0123456"),
        ])
        .await;
    visitor.expect("front");
    visitor
        .post(&[Part::File("file", "front.jpg", picture(seed))])
        .await;
    visitor.expect("picture");
}

/// HTML, a decompression bomb's header, a cut picture: each is refused with a sentence, and the step stays open.
async fn refuse_bad_files(visitor: &mut Visitor<'_>) {
    let whole = picture(9);
    let cut = whole[..whole.len() / 2].to_vec();
    let bomb = [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(),
        &60_000_u32.to_be_bytes(),
        &60_000_u32.to_be_bytes(),
        &[8, 2, 0, 0, 0],
        &[0; 64],
    ]
    .concat();
    for (name, bytes) in [
        ("page.png", b"<html><script>alert(1)</script>".to_vec()),
        ("cut.jpg", cut),
        ("bomb.png", bomb),
        ("empty.jpg", Vec::new()),
    ] {
        visitor.post(&[Part::File("file", name, bytes)]).await;
        assert_eq!(visitor.screen(), "front", "{name}: {}", visitor.html);
        assert!(
            visitor.status.is_client_error() || visitor.html.contains("notice"),
            "{name} {}",
            visitor.status
        );
    }
}

fn question_field(html: &str) -> String {
    let at = html.find("id=\"q-").unwrap();
    let at = at + html[at..].find("name=\"").unwrap() + 6;
    html[at..].split('"').next().unwrap().to_owned()
}

/// The code that was sent last, by mail or text message, as the outbox keeps it.
pub async fn mailed_code(running: &Running, tenant: &str) -> String {
    let mails = running
        .operator(Method::GET, &format!("/tenants/{tenant}/mails"), None)
        .await;
    let mail = mails["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|mail| mail["template"] == "code")
        .unwrap();
    let digits: String = mail["subject"]
        .as_str()
        .unwrap()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    assert_eq!(digits.len(), 6, "{mail}");
    digits
}

pub async fn record(running: &Running, tenant: &str, id: &str) -> Value {
    running
        .operator(Method::GET, &format!("/tenants/{tenant}/applicants/{id}"), None)
        .await["applicant"]
        .clone()
}

pub async fn officer(running: &Running, tenant: &str) -> Value {
    running
        .operator(Method::GET, &format!("/tenants/{tenant}/officers"), None)
        .await["items"][0]["id"]
        .clone()
}

pub async fn decide(running: &Running, tenant: &str, id: &str, decision: Value) -> Value {
    let version = record(running, tenant, id).await["version"].clone();
    let body =
        json!({ "officer_id": officer(running, tenant).await, "version": version, "decision": decision });
    running
        .operator(
            Method::POST,
            &format!("/tenants/{tenant}/applicants/{id}/decision"),
            Some(body),
        )
        .await
}

/// The officer wants another selfie; a second officer who looked at the same version comes too late.
async fn ask_again(running: &Running, tenant: &str, id: &str) {
    let applicant = record(running, tenant, id).await;
    let steps = applicant["steps"].as_array().unwrap();
    let selfie = steps.iter().find(|step| step["service"] == "selfie").unwrap()["id"]
        .as_str()
        .unwrap();
    let decision =
        json!({ "verdict": "resubmit", "reason": "glare", "public_comment": "Turn away from the window." });
    let body = json!({ "officer_id": officer(running, tenant).await, "version": applicant["version"], "decision": decision });
    let path = format!("/tenants/{tenant}/applicants/{id}/steps/{selfie}/decision");
    let applicant = running.operator(Method::POST, &path, Some(body.clone())).await;
    assert_eq!(applicant["status"], "incomplete");
    let token = std::fs::read_to_string(running.place.path().join("operator.token")).unwrap();
    let late = running
        .client
        .post(format!("{}/operator/v1{path}", running.origin))
        .bearer_auth(token.trim())
        .json(&body);
    assert_eq!(late.send().await.unwrap().status(), StatusCode::CONFLICT);
    let mails = running
        .operator(Method::GET, &format!("/tenants/{tenant}/mails"), None)
        .await;
    let mail = mails["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|mail| mail["template"] == "resubmission")
        .unwrap();
    assert!(
        mail["text"]
            .as_str()
            .unwrap()
            .contains("Turn away from the window."),
        "{mail}"
    );
}

async fn repeat_selfie(running: &Running, link: &str) {
    let mut visitor = Visitor::open(running, link).await;
    visitor.expect("refused");
    assert!(visitor.html.contains("Turn away from the window."));
    let next = visitor.url.as_str().replace("/refused", "/picture");
    visitor.get(&next).await;
    visitor.expect("picture");
    visitor
        .post(&[Part::File("file", "selfie.jpg", picture(7))])
        .await;
    visitor.expect("review");
    visitor.post(&[]).await;
    visitor.expect("done");
}

fn assert_full(body: &Value) {
    let data = &body["data"];
    assert_eq!(
        (&data["status"], &data["fullName"], &data["dateOfBirth"]),
        (&json!("APPROVED"), &json!("Zoë 🙂 Ng"), &json!("1989-02-01"))
    );
    assert!(
        data["image"]
            .as_str()
            .unwrap()
            .starts_with("data:image/jpeg;base64,")
    );
    let services = data["servicesData"].as_array().unwrap();
    assert!(
        services.iter().all(|service| service["status"] == "ACCEPTED"),
        "{services:?}"
    );
    let document = &services[0]["data"];
    assert_eq!(
        (
            &document["types"][0]["icao"],
            document["graphics"].as_array().unwrap().len()
        ),
        (&json!("LVA"), 2)
    );
    let golden = format!(
        "{}/../apis/tests/goldens/allpass/applicant_get.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(golden).unwrap()).unwrap();
    let (expected, found) = (
        golden["response"]["data"].as_object().unwrap(),
        data.as_object().unwrap(),
    );
    assert_eq!(
        expected.keys().collect::<Vec<_>>(),
        found.keys().collect::<Vec<_>>()
    );
}

fn verify_order_and_signatures(received: &[crate::harness::Received], secret: &str) {
    let names: Vec<String> = received
        .iter()
        .map(|hook| {
            serde_json::from_slice::<Value>(&hook.body).unwrap()["data"]["type"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(
        names.first().map(String::as_str),
        Some("applicantCreated"),
        "{names:?}"
    );
    let place = |name: &str| {
        names
            .iter()
            .position(|found| found == name)
            .unwrap_or_else(|| panic!("{name} in {names:?}"))
    };
    assert!(
        place("applicantInProgress") < place("applicantInReview")
            && place("applicantInReview") < place("applicantApproved")
    );
    let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    for hook in received {
        let header = |name: &str| hook.headers.get(name).unwrap().to_str().unwrap();
        let signed = [
            header("webhook-id").as_bytes(),
            b".",
            header("webhook-timestamp").as_bytes(),
            b".",
            &hook.body,
        ]
        .concat();
        let expected = format!("v1,{}", BASE64.encode(app::keys::hmac_sha256(&key, &signed)));
        assert_eq!(header("webhook-signature"), expected);
    }
    verify_with_public_package(&received[0], secret);
}

/// The public Python package agrees, where it is at hand; it always is in CI.
fn verify_with_public_package(hook: &crate::harness::Received, secret: &str) {
    let Ok(package) = std::env::var("BULLA_STANDARDWEBHOOKS") else {
        eprintln!("left out: the public standardwebhooks package is not here");
        return;
    };
    let header = |name: &str| hook.headers.get(name).unwrap().to_str().unwrap().to_owned();
    let headers = json!({
        "webhook-id": header("webhook-id"),
        "webhook-timestamp": header("webhook-timestamp"),
        "webhook-signature": header("webhook-signature"),
    });
    let program = include_str!("verify_webhook.py");
    let input = json!([secret, headers, String::from_utf8_lossy(&hook.body)]).to_string();
    let mut child = std::process::Command::new("python3")
        .args(["-c", program])
        .env("PYTHONPATH", package)
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}
