//! Every word of the sandbox's description, on every wire: the table that integrators read is what happens.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    argos::Project,
    codego_kyc::Client,
    harness::{Engine, Running},
    pages::status,
};

const DESCRIPTION: &str = include_str!("../../../../docs/sandbox.md");

/// The rows of the table that begins with a column, each cell without its backticks.
fn rows(first_column: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_matches('|');
        inner
            .split('|')
            .map(|cell| cell.trim().replace('`', ""))
            .collect()
    };
    DESCRIPTION
        .lines()
        .skip_while(|line| !line.starts_with(&format!("| {first_column} |")))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(cells)
        .collect()
}

/// Asks until the worker has been there; gives up after a minute. This wire has no limit, so asking harms nobody.
pub async fn until(running: &Running, user: &str, expected: &str) {
    let wait = async { while status(running, user).await != expected {} };
    if tokio::time::timeout(std::time::Duration::from_secs(60), wait)
        .await
        .is_err()
    {
        assert_eq!(status(running, user).await, expected, "{user}");
    }
}

async fn create_by_allpass(project: &Project, key: &str, id: &str, email: &str) {
    let body = json!({ "externalUserId": id, "flowName": "onboarding", "email": email });
    let made = project
        .running
        .allpass(key, Method::POST, "/api/public/applicant", Some(body));
    assert_eq!(made.await.0, 201);
}

async fn allpass(project: &Project, key: &str, id: &str) -> Value {
    let path = format!("/api/public/applicant/{id}");
    let (_, answer) = project.running.allpass(key, Method::GET, &path, None).await;
    answer["data"].clone()
}

async fn submission(project: &Project, filter: &str) -> Value {
    project.get(filter).await["Items"][0].clone()
}

async fn every_word(engine: Engine) {
    let Some(project) = Project::fresh(engine).await else {
        return;
    };
    let key = project.running.key("allpass");
    let codego = Client::of(&project.running);
    let outcomes = rows("word");
    assert_eq!(outcomes.len(), 7);
    for row in &outcomes {
        let word = row[0].replace("REASON", "blur");
        let email = |wire: &str| format!("{wire}+{word}@example.com");
        create_by_allpass(&project, &key, &word, &email("allpass")).await;
        let unique_id = codego.create(&email("codego"), json!({})).await;
        let query = format!("userid={word}&email={}", email("argos").replace('+', "%2B"));
        assert_eq!(project.form(&query).await.0, 303);
        let running = &project.running;
        until(running, &word, &row[1]).await;
        until(running, &unique_id, &row[1]).await;
        assert_eq!(
            codego.kyc(&unique_id).await["kyc_status"],
            row[2].as_str(),
            "{word}"
        );
        let filter = format!("userid={word}");
        let found = submission(&project, &filter).await;
        until(running, found["submission_id"].as_str().unwrap(), &row[1]).await;
        let found = submission(&project, &filter).await;
        assert_eq!(found["kyc"]["result"], row[3].as_str(), "{word}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_word_does_what_is_written_on_sqlite() {
    every_word(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_word_does_what_is_written_on_postgresql() {
    every_word(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_reason_is_said_as_it_is_written() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let key = project.running.key("allpass");
    let reasons = rows("reason");
    for row in &reasons {
        let email = format!("ann+sandbox-rejected-{}@example.com", row[0].replace('_', "-"));
        create_by_allpass(&project, &key, &row[0], &email).await;
    }
    for row in &reasons {
        until(&project.running, &row[0], "REJECTED").await;
        let applicant = allpass(&project, &key, &row[0]).await;
        assert!(applicant["review"]["details"] == row[0].as_str(), "{applicant}");
        let found = submission(&project, &format!("submission_id={}", row[0])).await;
        assert_eq!(found["kyc"]["commentCode"], json!([row[1]]), "{}", row[0]);
    }
}

/// The commands stand in the description as they are tried here, with a name for the applicant of the wire that takes names.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_works_where_the_wire_takes_one() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let codego = Client::of(&project.running);
    let (_, rest) = DESCRIPTION.split_once("-d '{\"fname\"").unwrap();
    let (body, _) = rest.split_once('\'').unwrap();
    let body: Value = serde_json::from_str(&format!("{{\"fname\"{body}")).unwrap();
    let (status, made) = codego.call("createApplicant", body).await;
    assert_eq!(status, 200, "{made}");
    let unique_id = made["unique_id"].as_str().unwrap();
    until(&project.running, unique_id, "ON_HOLD").await;
    assert_eq!(codego.kyc(unique_id).await["kyc_status"], "Under-Review");
    let changes = json!({ "fname": "Ann", "lname": "Sandbox Verified" });
    let plain = codego.create("someone@example.com", changes).await;
    assert_eq!(codego.kyc(&plain).await["kyc_status"], "Pending", "no word");
}
