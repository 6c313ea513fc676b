//! Encryption by project setting: requests, answers, webhooks, the form address. That the ciphers are those of the standards is proven
//! beside them, with the standards' own vectors.

use apis::argos::encryption;
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use domain::tenant::ArgosEncryption;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Project, small_record};
use crate::harness::{Engine, Receiver};

const METHODS: [&str; 3] = ["aes-256-ecb", "aes-256-cbc", "aes-256-gcm"];

fn setting(method: &str) -> Value {
    json!({ "method": method, "secret_key": "a project's own key" })
}

fn sealed(method: &str, plain: &str) -> String {
    let encryption: ArgosEncryption = serde_json::from_value(setting(method)).unwrap();
    encryption::seal(&encryption, plain.as_bytes(), [7; 16])
        .unwrap()
        .unwrap()
}

fn opened(method: &str, body: &Value) -> Value {
    let keys: Vec<_> = body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["data"], "nothing is beside the encrypted text");
    let encryption: ArgosEncryption = serde_json::from_value(setting(method)).unwrap();
    let plain = encryption::open(&encryption, body["data"].as_str().unwrap()).unwrap();
    serde_json::from_slice(&plain).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_encrypted_by_setting() {
    for method in METHODS {
        let project = Project::fresh(Engine::Sqlite).await.unwrap();
        project
            .set(json!({ "argos": { "encryption": setting(method), "encrypted_only": true } }))
            .await;
        let receiver = Receiver::start().await;
        project.hook(&receiver).await;
        let sealed = sealed(method, &small_record("secret", "s@example.org").to_string());
        let body = json!({ "data": sealed, "isEncrypted": true });
        let (status, answer) = project
            .call(Method::POST, "/v3/submission/migration", Some(&body))
            .await;
        assert_eq!(status, 200, "{answer}");
        let id = opened(method, &answer)["submissionId"].clone();
        let list = opened(method, &project.get("userid=secret").await);
        assert_eq!(list["Items"][0]["submission_id"], id);
        let hooks = receiver.wait_for("data").await;
        let told = opened(method, &serde_json::from_slice(&hooks[0].body).unwrap());
        assert_eq!(
            (&told["webhook_trigger"], &told["submission_id"]),
            (&json!("created"), &id)
        );
        entered(&project, method).await;
        refused(&project, &sealed).await;
    }
}

async fn entered(project: &Project, method: &str) {
    let hidden = sealed(
        method,
        r#"{"userid":"hidden","allowedCountries":"USA,KOR","cf1":"é"}"#,
    );
    let hidden = hidden.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let query = format!("userid=shown&encrypted={hidden}");
    assert_eq!(project.form(&query).await.0, 303);
    let list = |query: &'static str| async move { opened(method, &project.get(query).await) };
    assert_eq!(list("userid=shown").await, json!({ "Items": [] }));
    assert_eq!(list("userid=hidden").await["Items"][0]["data"]["cf1"], "é");
}

/// Errors are plain, so that a client with a wrong key can read them.
async fn refused(project: &Project, sealed: &str) {
    let mut bytes = BASE64.decode(sealed).unwrap();
    bytes.truncate(bytes.len() - 1);
    for text in [BASE64.encode(bytes), "AAAA".into(), "no base64 at all!".into()] {
        let (status, answer) = project
            .call(
                Method::POST,
                "/v3/submission/migration",
                Some(&json!({ "data": text })),
            )
            .await;
        let message = "Decryption is Failed. Please check the api-key.";
        assert_eq!(
            (status, answer),
            (400, json!({ "errorCode": message, "message": message }))
        );
    }
    let (status, answer) = project.call(Method::GET, "/v3/submission?count=0", None).await;
    assert_eq!(
        (status, answer),
        (400, json!({ "message": "Invalid Query String parameters" }))
    );
    assert_eq!(project.form("encrypted=AAAA").await.0, 400);
}
