//! Moving in by the command line beside a serving node: ids that clients have stored go on working over the wire.

use std::{fmt::Write as _, process::Output};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Engine, Receiver, Running, picture};

const OLD_ID: &str = "7c0ffee0-1111-4222-8333-444455556666";

fn import(running: &Running, tenant: &str, options: &[&str]) -> Output {
    let folder = running.place.path();
    running
        .place
        .verb("import")
        .args(["--json", "--tenant", tenant])
        .arg(folder.join("applicants.jsonl"))
        .arg("--files")
        .arg(folder.join("papers"))
        .args(options)
        .output()
        .unwrap()
}

fn answer(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn lines() -> String {
    let approved = json!({
        "api": "allpass", "id": OLD_ID, "externalId": "old-1", "flow": "onboarding", "email": "olena@old.example",
        "details": {"givenNames": "Olena", "surname": "Franko", "birthOn": "1990-02-03"},
        "status": "approved", "decision": {"decidedAt": "2025-03-02T10:00:00Z", "by": "Ann"},
        "createdAt": "2025-03-01T09:00:00Z", "submittedAt": "2025-03-01T09:30:00Z",
        "files": [{"kind": "selfie", "path": "face.jpg", "givenAt": "2025-03-01T09:25:00Z"}],
    });
    let mut text = format!("{approved}\nthis is no line\n");
    for number in 2..=5 {
        let line = json!({"api": "allpass", "externalId": format!("old-{number}"), "flow": "onboarding",
            "status": "created", "createdAt": "2025-03-01T09:00:00Z"});
        writeln!(text, "{line}").unwrap();
    }
    text
}

async fn clients_find_what_they_stored(engine: Engine) {
    let Some(running) = Running::fresh(engine) else {
        return;
    };
    let (tenant, key) = (running.tenant().await, running.key("allpass"));
    let receiver = Receiver::start().await;
    let change = json!({ "settings": { "loopback_webhooks": true } });
    let path = format!("/tenants/{tenant}");
    running.operator(Method::PATCH, &path, Some(change)).await;
    let endpoint = json!({ "api": "allpass", "url": receiver.url, "events": [] });
    running
        .operator(Method::POST, &format!("{path}/endpoints"), Some(endpoint))
        .await;
    let folder = running.place.path();
    std::fs::create_dir(folder.join("papers")).unwrap();
    std::fs::write(folder.join("papers/face.jpg"), picture(3)).unwrap();
    std::fs::write(folder.join("applicants.jsonl"), lines()).unwrap();

    let looked = import(&running, &tenant, &["--dry-run"]);
    let said =
        json!({"lines": 6, "moved": 5, "known": 0, "refused": 1, "is_dry_run": true, "is_complete": false});
    assert_eq!((answer(&looked), looked.status.code()), (said, Some(1)));
    let read = async |reference: &str| {
        let path = format!("/api/public/applicant/{reference}");
        running.allpass(&key, Method::GET, &path, None).await
    };
    assert_eq!(read(OLD_ID).await.0, StatusCode::NOT_FOUND);

    let moved = import(&running, &tenant, &[]);
    assert_eq!(answer(&moved)["moved"], 5);
    let problems = String::from_utf8(moved.stderr).unwrap();
    assert!(
        problems.contains("line 2 was not moved in: expected"),
        "{problems}"
    );
    let (by_id, by_name) = (read(OLD_ID).await, read("old-1").await);
    assert_eq!(by_id.0, StatusCode::OK);
    assert_eq!(by_id.1["data"], by_name.1["data"]);
    assert_eq!(by_id.1["data"]["id"], OLD_ID);
    assert_eq!(by_id.1["data"]["status"], "APPROVED");

    let again = import(&running, &tenant, &[]);
    let said =
        json!({"lines": 6, "moved": 0, "known": 5, "refused": 1, "is_dry_run": false, "is_complete": false});
    assert_eq!((answer(&again), again.status.code()), (said, Some(1)));

    // What happens from now on is told, and nothing from before.
    let created = json!({ "externalUserId": "new-1", "flowName": "onboarding" });
    running
        .allpass(&key, Method::POST, "/api/public/applicant", Some(created))
        .await;
    let heard = receiver.wait_for("new-1").await;
    let is_old = |body: &[u8]| String::from_utf8_lossy(body).contains("\"old-");
    assert!(!heard.iter().any(|told| is_old(&told.body)), "{heard:?}");
    let mails = running
        .operator(Method::GET, &format!("{path}/mails"), None)
        .await;
    assert!(!mails.to_string().contains("olena@old.example"), "{mails}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_find_what_they_stored_on_sqlite() {
    clients_find_what_they_stored(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_find_what_they_stored_on_postgresql() {
    clients_find_what_they_stored(Engine::Postgres).await;
}
