//! Rounds of load and `kill -9` on storage that forgets what was not flushed: whatever was acknowledged is there afterwards.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use reqwest::{Method, StatusCode};
use serde_json::json;
use store::testing::Durability;

use crate::harness::{Engine, Place, Receiver, Running};

fn rounds() -> usize {
    if std::env::var("BULLA_TEST_LONG").is_ok() {
        200
    } else {
        20
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_on_sqlite() {
    survive(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_on_postgresql() {
    survive(Engine::Postgres).await;
}

async fn survive(engine: Engine) {
    let Some(mut place) = Place::fresh(engine, Durability::Durable) else {
        return;
    };
    place.is_unflushed = engine == Engine::Sqlite;
    let receiver = Receiver::start().await;
    let mut running = place.start();
    let (key, tenant) = (running.key("allpass"), running.tenant().await);
    let endpoint = json!({ "api": "allpass", "url": receiver.url });
    running
        .operator(
            Method::POST,
            &format!("/tenants/{tenant}/endpoints"),
            Some(endpoint),
        )
        .await;
    let (acknowledged, next) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicU64::new(0)));
    for round in 0..rounds() {
        let target = 5 + (round * 7) % 40;
        load_until(&running, &key, &acknowledged, &next, target).await;
        running = running.crash().start();
    }
    let everything = acknowledged.lock().unwrap().clone();
    for external_id in &everything {
        let (status, body) = running
            .allpass(
                &key,
                Method::GET,
                &format!("/api/public/applicant/{external_id}/status"),
                None,
            )
            .await;
        assert_eq!(status, StatusCode::OK, "{external_id} {body}");
    }
    for external_id in &everything {
        receiver.wait_for(&format!("\"{external_id}\"")).await;
    }
}

/// Creates applicants on several connections until `target` more were acknowledged, then leaves the rest in flight.
async fn load_until(
    running: &Running,
    key: &str,
    acknowledged: &Arc<Mutex<Vec<String>>>,
    next: &Arc<AtomicU64>,
    target: usize,
) {
    let goal = acknowledged.lock().unwrap().len() + target;
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (client, url, key) = (
            running.client.clone(),
            format!("{}/api/public/applicant", running.origin),
            key.to_owned(),
        );
        let (acknowledged, next) = (Arc::clone(acknowledged), Arc::clone(next));
        clients.spawn(async move {
            loop {
                let external_id = format!("crash-{}", next.fetch_add(1, Ordering::Relaxed));
                let body = json!({ "externalUserId": external_id, "flowName": "onboarding" });
                let sent = client
                    .post(&url)
                    .header("x-private-app-key", &key)
                    .json(&body)
                    .send()
                    .await;
                match sent {
                    Ok(response) if response.status() == StatusCode::CREATED => {
                        acknowledged.lock().unwrap().push(external_id)
                    }
                    Ok(response) => panic!("{}", response.status()),
                    Err(_) => return,
                }
                if acknowledged.lock().unwrap().len() >= goal {
                    return;
                }
            }
        });
    }
    // The first client that reaches the goal ends the round; the others are cut off in the middle of a call.
    let first = tokio::time::timeout(Duration::from_secs(60), clients.join_next())
        .await
        .unwrap();
    first.unwrap().unwrap();
}
