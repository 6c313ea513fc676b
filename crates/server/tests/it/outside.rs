//! The outside world, real on loopback: a mail server, encryption of answers, backup while serving, stopping while a page listens.

use reqwest::{Method, StatusCode};
use serde_json::json;
use store::testing::Durability;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

use crate::harness::{Engine, Place, Running};

/// A mail server that takes one kind of conversation (RFC 5321 without extensions) and hands on what it was given.
async fn mail_server() -> (u16, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, sender.clone()));
        }
    });
    (port, receiver)
}

async fn converse(stream: TcpStream, mails: mpsc::UnboundedSender<String>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 loopback ready\r\n").await?;
    let (mut mail, mut is_data) = (String::new(), false);
    while let Some(line) = lines.next_line().await? {
        let answer = match (
            is_data,
            line.split(' ').next().unwrap_or_default().to_uppercase().as_str(),
        ) {
            (true, ".") => {
                is_data = false;
                mails
                    .send(std::mem::take(&mut mail))
                    .map_err(std::io::Error::other)?;
                "250 taken\r\n"
            }
            (true, _) => {
                mail.push_str(&line);
                mail.push('\n');
                continue;
            }
            (false, "DATA") => {
                is_data = true;
                "354 go on\r\n"
            }
            (false, "QUIT") => "221 bye\r\n",
            (false, _) => {
                mail.push_str(&line);
                mail.push('\n');
                "250 ok\r\n"
            }
        };
        writer.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_leave_through_a_mail_server() {
    let (port, mut mails) = mail_server().await;
    let mut place = Place::fresh(Engine::Sqlite, Durability::Fast).unwrap();
    place.environment = vec![
        ("BULLA_SMTP__HOST", "127.0.0.1".to_owned()),
        ("BULLA_SMTP__PORT", port.to_string()),
        ("BULLA_SMTP__REQUIRES_TLS", "false".to_owned()),
        ("BULLA_SMTP__FROM", "Acme Bank <no-reply@acme.example>".to_owned()),
    ];
    let running = place.start();
    let tenant = running.tenant().await;
    let invite = json!({ "email": "ann@acme.example", "name": "Ann", "role": "reviewer" });
    running
        .operator(Method::POST, &format!("/tenants/{tenant}/officers"), Some(invite))
        .await;
    let wait = async {
        loop {
            let mail = mails.recv().await.unwrap();
            if mail.contains("ann@acme.example") {
                return mail;
            }
        }
    };
    let mail = tokio::time::timeout(std::time::Duration::from_secs(60), wait)
        .await
        .unwrap();
    assert!(
        mail.contains("From: \"Acme Bank\" <no-reply@acme.example>")
            && mail.contains("multipart/alternative"),
        "{mail}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_are_encrypted_where_the_tenant_wants_it() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let (key, tenant) = (running.key("allpass"), running.tenant().await);
    for method in [
        json!({ "method": "aes-256-cbc", "secret_key": "11".repeat(32), "hmac_key": "22".repeat(32) }),
        json!({ "method": "aes-256-gcm", "secret_key": "33".repeat(32) }),
    ] {
        let change = json!({ "settings": { "allpass": { "encryption": method } } });
        running
            .operator(Method::PATCH, &format!("/tenants/{tenant}"), Some(change))
            .await;
        let id = format!("secret-{}", method["method"]);
        let request = running
            .client
            .post(format!("{}/api/public/applicant", running.origin))
            .header("x-private-app-key", &key);
        let response = request
            .json(&json!({ "externalUserId": id, "flowName": "onboarding" }))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::CREATED);
        let signature = response
            .headers()
            .get("x-allpass-signature")
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let body: serde_json::Value = response.json().await.unwrap();
        let data = body["data"].as_str().unwrap();
        assert!(
            data.bytes()
                .chain(signature.bytes())
                .all(|byte| byte.is_ascii_hexdigit()),
            "{body}"
        );
        let forged = running
            .client
            .post(format!("{}/api/public/applicant", running.origin))
            .header("x-private-app-key", &key);
        let forged = forged
            .header("x-allpass-signature", "00".repeat(32))
            .json(&json!({ "data": data }))
            .send()
            .await
            .unwrap();
        assert_eq!(forged.status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_made_while_serving_and_opens_alone() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let copy = running.place.path().join("copy.db");
    let command = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bulla"));
        command
            .args(arguments)
            .arg("--data")
            .arg(running.place.path())
            .output()
            .unwrap()
    };
    let output = command(&["backup", copy.to_str().unwrap(), "--json"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        !command(&["backup", copy.to_str().unwrap()]).status.success(),
        "an existing file is not written over"
    );
    let restored = tempfile::tempdir().unwrap();
    std::fs::copy(&copy, restored.path().join("bulla.db")).unwrap();
    std::fs::copy(
        running.place.path().join("master.key"),
        restored.path().join("master.key"),
    )
    .unwrap();
    let mut verify = std::process::Command::new(env!("CARGO_BIN_EXE_bulla"));
    let output = verify
        .args(["audit", "verify", "--json", "--data"])
        .arg(restored.path())
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["is_whole"], true, "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_master_key_is_refused() {
    let mut place = Running::fresh(Engine::Sqlite).unwrap().crash();
    place.environment = vec![("BULLA_MASTER_KEY", "ab".repeat(32))];
    let output = place.command().output().unwrap();
    assert!(!output.status.success());
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("master key"),
        "{output:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_does_not_wait_for_pages_that_listen() {
    let mut place = Place::fresh(Engine::Sqlite, Durability::Fast).unwrap();
    // A stream that were waited for would hold the server, and this test, for an hour.
    place.environment = vec![("BULLA_SHUTDOWN_SECONDS", "3600".to_owned())];
    let mut running = place.start();
    let key = running.key("allpass");
    let create = json!({ "externalUserId": "s1", "flowName": "onboarding" });
    running
        .allpass(&key, Method::POST, "/api/public/applicant", Some(create))
        .await;
    let (_, token) = running
        .allpass(
            &key,
            Method::POST,
            "/api/public/applicant/s1/token",
            Some(json!({})),
        )
        .await;
    let events = format!("{}/events", token["data"]["link"].as_str().unwrap());
    let mut stream = running.client.get(events).send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);
    running.terminate();
    while let Ok(Some(_)) = stream.chunk().await {}
    assert!(running.wait().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_printed_invitation_opens_and_a_guessed_one_does_not() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let open = async |path: &str| {
        running
            .client
            .get(format!("{}{path}", running.origin))
            .send()
            .await
            .unwrap()
            .status()
    };
    assert_eq!(open(&running.invitation()).await, StatusCode::OK);
    assert!(open("/console/welcome/guess").await.is_client_error());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operators_repeat_gets_the_first_answer() {
    let running = Running::fresh(Engine::Sqlite).unwrap();
    let token = std::fs::read_to_string(running.place.path().join("operator.token")).unwrap();
    let call = async |name: &str, mode: &str| {
        let request = running
            .client
            .post(format!("{}/operator/v1/tenants", running.origin))
            .bearer_auth(token.trim());
        let body = json!({ "name": name, "mode": mode });
        let response = request
            .header("idempotency-key", "t1")
            .json(&body)
            .send()
            .await
            .unwrap();
        (response.status(), response.text().await.unwrap())
    };
    assert_eq!(call("Second", "nonsense").await.0, StatusCode::BAD_REQUEST);
    let first = call("Second", "sandbox").await;
    assert_eq!(first.0, StatusCode::CREATED, "a refused call gives its key back");
    assert_eq!(call("Second", "sandbox").await, first);
    assert_eq!(call("Third", "sandbox").await.0, StatusCode::CONFLICT);
    let tenants = running.operator(Method::GET, "/tenants", None).await;
    assert_eq!(tenants["items"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn https_is_served_from_files_and_plain_http_is_not() {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let mut place = Place::fresh(Engine::Sqlite, Durability::Fast).unwrap();
    place.environment = vec![
        ("BULLA_TLS_CERTIFICATE", certificate.to_str().unwrap().to_owned()),
        ("BULLA_TLS_KEY", key.to_str().unwrap().to_owned()),
    ];
    let running = place.start();
    assert!(running.origin.starts_with("https://"), "{}", running.origin);
    let trusting = reqwest::Client::builder()
        .no_proxy()
        .tls_danger_accept_invalid_certs(true)
        .build()
        .unwrap();
    let answer = trusting
        .get(format!("{}/readyz", running.origin))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers().contains_key("strict-transport-security"));
    assert!(
        running
            .client
            .get(running.origin.replace("https", "http"))
            .send()
            .await
            .is_err()
    );
}
