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

use crate::{
    harness::{Engine, Place, Receiver, Running},
    journey::give_front,
};

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
    let mut uploads = Vec::new();
    let (acknowledged, next) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicU64::new(0)));
    for round in 0..rounds() {
        let target = 5 + (round * 7) % 40;
        // The load goes on while the upload is acknowledged, and is cut off in the middle of its calls.
        let (upload, ()) = tokio::join!(
            upload(&running, &key, round),
            load_until(&running, &key, &acknowledged, &next, target)
        );
        uploads.push(upload);
        running = running.crash().start();
    }
    for (link, applicant) in &uploads {
        let path = format!("/tenants/{tenant}/applicants/{applicant}");
        let record = running.operator(Method::GET, &path, None).await;
        let front = record["applicant"]["steps"][0]["input"]["front"]
            .as_str()
            .unwrap()
            .to_owned();
        let link = link.replacen(&link[..link.find("/verify/").unwrap()], &running.origin, 1);
        let picture = running
            .client
            .get(format!("{link}/file/{front}"))
            .send()
            .await
            .unwrap();
        assert_eq!(picture.status(), StatusCode::OK);
        assert!(
            picture.bytes().await.unwrap().starts_with(&[0xff, 0xd8, 0xff]),
            "the picture is whole"
        );
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

/// An applicant's first picture, acknowledged: the link and the applicant's id.
async fn upload(running: &Running, key: &str, round: usize) -> (String, String) {
    let external_id = format!("upload-{round}");
    let create = json!({ "externalUserId": external_id, "flowName": "onboarding" });
    let (_, created) = running
        .allpass(key, Method::POST, "/api/public/applicant", Some(create))
        .await;
    let path = format!("/api/public/applicant/{external_id}/token");
    let (_, token) = running.allpass(key, Method::POST, &path, Some(json!({}))).await;
    let link = token["data"]["link"].as_str().unwrap().to_owned();
    give_front(running, &link, round as u8).await;
    (link, created["data"]["id"].as_str().unwrap().to_owned())
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
