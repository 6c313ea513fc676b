//! One key pair for push messages, whichever node makes it, and nobody reads it in the database. A message goes out while its
//! question is open, and a browser that has gone is forgotten.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use domain::inquiry::{InquiryKind, Purpose};
use serde_json::json;
use tokio::net::TcpListener;

use super::House;
use crate::{
    inquiry::NewInquiry,
    me::Me,
    outside::push::tests::{browser, push_service},
};

/// Asks the one person to confirm something.
async fn ask(house: &House, reference: &str) {
    let new = NewInquiry {
        reference: reference.into(),
        kind: InquiryKind::Confirmation {
            purpose: Purpose::Transaction,
            needs_selfie: false,
        },
        title: "Title".into(),
        body: String::new(),
    };
    house
        .app
        .inquiry_make(&house.caller, "client-1", new)
        .await
        .unwrap();
}

/// The person's own page, and a browser that takes messages at `endpoint`.
async fn subscribed(house: &House, endpoint: &str) -> Me {
    house.applicant("client-1").await;
    ask(house, "first").await;
    let applicant = house.app.applicant_dossier(&house.caller, "client-1").await;
    let applicant = applicant.unwrap().applicant;
    let pen = house.app.pen();
    let link = house
        .db
        .write(move |tx| crate::link::own_page(tx, &pen, &applicant))
        .await
        .unwrap();
    let me = house.app.me_open(&link.token).await.unwrap();
    let said = browser(endpoint);
    let said = json!({ "endpoint": said.endpoint, "keys": { "p256dh": said.p256dh, "auth": said.auth } });
    house
        .app
        .me_push_subscribe(&me, said.to_string().as_bytes())
        .await
        .unwrap();
    me
}

/// Browsers that take messages, and messages that wait.
async fn waiting(house: &House, me: &Me) -> (usize, usize) {
    let (tenant_id, applicant_id) = (me.tenant.id, me.applicant.id);
    house
        .db
        .read(move |tx| {
            let jobs = tx.query("SELECT id FROM job WHERE kind = 'push_send'", &[])?;
            let subscriptions = tx.push_subscriptions(tenant_id, applicant_id)?;
            Ok((subscriptions.len(), jobs.len()))
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_message_is_tried_again_while_its_question_is_open_and_a_gone_browser_is_forgotten() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let house = House::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let me = subscribed(&house, &format!("http://{address}/p/1")).await;
    ask(&house, "second").await;
    assert_eq!(
        waiting(&house, &me).await,
        (1, 1),
        "none for what was asked before"
    );
    let (round, _) = tokio::join!(
        house.app.work_round("w"),
        push_service(&listener, "503 Service Unavailable")
    );
    round.unwrap();
    assert_eq!(waiting(&house, &me).await, (1, 1));
    // Over before it is tried again: nobody answers at the address any more, and nothing is sent there.
    house.clock.advance(Duration::from_secs(3_600));
    while house.app.work_round("w").await.unwrap() > 0 {}
    assert_eq!(waiting(&house, &me).await, (1, 0));
    ask(&house, "third").await;
    let (round, _) = tokio::join!(house.app.work_round("w"), push_service(&listener, "410 Gone"));
    round.unwrap();
    assert_eq!(waiting(&house, &me).await, (0, 0));
}

#[tokio::test]
async fn the_push_key_is_made_once_and_kept_sealed() {
    let house = House::new().await;
    let (one, other) = tokio::join!(house.app.push_public_key(), house.app.push_public_key());
    let public = one.unwrap();
    assert_eq!(public, other.unwrap(), "two that start together keep one key");
    assert_eq!(house.app.push_public_key().await.unwrap(), public);
    assert_eq!(BASE64.decode(&public).unwrap().len(), 65);
    let private = house.app.push_key().await.unwrap().to_bytes();
    let dump = house.dump().await;
    assert!(dump.contains("push_key"));
    assert!(!dump.contains(&hex::encode(private)) && !dump.contains(&BASE64.encode(private)));
}
