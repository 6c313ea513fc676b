//! Webhooks, sent to a receiver of our own on loopback: what each answer leads to, who signs, what is sent again.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use domain::{
    event::Actor,
    officer::Role,
    tenant::Api,
    webhook::{Delivery, DeliveryStatus, Endpoint},
};
use store::DeliveryFilter;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{DAY, House};
use crate::{keys::hmac_sha256, webhook::NewEndpoint};

/// A request as it came: its head in lower case and its body.
#[derive(Clone, Debug, PartialEq)]
struct Received {
    head: String,
    body: String,
}

impl Received {
    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines();
        lines
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            .unwrap_or_default()
    }
}

/// Answers each request with the next of some texts, and the last one for ever.
struct Receiver {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
    answers: Arc<Mutex<VecDeque<&'static str>>>,
}

impl Receiver {
    async fn answering(answers: &[&'static str]) -> Self {
        // The product does this once at its start.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self {
            url: format!("http://{}/hook", listener.local_addr().unwrap()),
            received: Arc::default(),
            answers: Arc::new(Mutex::new(answers.iter().copied().collect())),
        };
        let (received, answers) = (Arc::clone(&receiver.received), Arc::clone(&receiver.answers));
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read(&mut stream).await;
                received.lock().unwrap().push(request);
                let answer = {
                    let mut answers = answers.lock().unwrap();
                    if answers.len() > 1 {
                        answers.pop_front()
                    } else {
                        answers.front().copied()
                    }
                };
                let text = format!(
                    "HTTP/1.1 {}\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno",
                    answer.unwrap()
                );
                stream.write_all(text.as_bytes()).await.unwrap();
            }
        });
        receiver
    }

    fn taken(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

async fn read(stream: &mut tokio::net::TcpStream) -> Received {
    let mut bytes = Vec::new();
    loop {
        stream.read_buf(&mut bytes).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let received = Received {
            head: head.to_lowercase(),
            body: body.to_owned(),
        };
        if received.header("content-length").parse() == Ok(body.len()) {
            return received;
        }
    }
}

async fn endpoint(house: &House, receiver: &Receiver) -> Endpoint {
    let new = NewEndpoint {
        api: Api::Allpass,
        url: receiver.url.clone(),
        events: vec!["created".into()],
    };
    house
        .app
        .endpoint_create(house.tenant.id, new, Actor::Operator)
        .await
        .unwrap()
}

/// The newest delivery.
async fn newest(house: &House) -> Delivery {
    let filter = DeliveryFilter {
        limit: 1,
        ..DeliveryFilter::default()
    };
    house
        .app
        .deliveries(house.tenant.id, filter)
        .await
        .unwrap()
        .remove(0)
}

#[tokio::test]
async fn failures_are_tried_again_when_due_until_it_is_taken() {
    let house = House::new().await;
    let receiver = Receiver::answering(&[
        "500 Oops",
        "429 Slow\r\nretry-after: 600",
        "302 Over\r\nlocation: http://127.0.0.1:9/",
        "200 OK",
    ])
    .await;
    endpoint(&house, &receiver).await;
    house.applicant("client-1").await;
    for (tries, pause_seconds) in [(1, 30..=36), (2, 600..=600), (3, 120..=144)] {
        house.app.work_until_idle().await.unwrap();
        let delivery = newest(&house).await;
        assert_eq!(
            (delivery.attempts, delivery.status),
            (tries, DeliveryStatus::Pending)
        );
        let pause = delivery.next_at.since(house.app.now());
        assert!(pause_seconds.contains(&pause.as_secs()), "{tries}: {pause:?}");
        house.clock.advance(pause - Duration::from_millis(1));
        house.app.work_until_idle().await.unwrap();
        assert_eq!(newest(&house).await.attempts, tries, "not before its time");
        house.clock.advance(Duration::from_millis(1));
    }
    house.app.work_until_idle().await.unwrap();
    let (delivery, attempts) = house
        .app
        .delivery(house.tenant.id, newest(&house).await.id)
        .await
        .unwrap();
    assert_eq!(
        (delivery.attempts, delivery.status),
        (4, DeliveryStatus::Delivered)
    );
    assert_eq!(
        attempts.iter().map(|attempt| attempt.status).collect::<Vec<_>>(),
        [500, 429, 302, 200].map(Some)
    );
    let taken = receiver.taken();
    assert_eq!(taken.len(), 4);
    assert!(
        taken
            .iter()
            .all(|one| one.body == taken[0].body && one.header("webhook-id") == delivery.id.to_string())
    );
    assert_eq!(
        house.app.endpoints(house.tenant.id).await.unwrap()[0].failing_since,
        None
    );
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_switched_off_and_its_admins_are_told() {
    let house = House::new().await;
    let receiver = Receiver::answering(&["410 Gone"]).await;
    let endpoint = endpoint(&house, &receiver).await;
    for (email, role) in [
        ("admin@acme.example", Role::Admin),
        ("senior@acme.example", Role::Senior),
    ] {
        let invited = house
            .app
            .officer_invite(house.tenant.id, email, "O.", role, Actor::Operator);
        invited.await.unwrap();
    }
    house.applicant("client-1").await;
    house.app.work_until_idle().await.unwrap();
    house.applicant("client-2").await;
    house.app.work_until_idle().await.unwrap();
    let stored = house.app.endpoints(house.tenant.id).await.unwrap().remove(0);
    assert_eq!(
        (stored.id, stored.disabled_at),
        (endpoint.id, Some(house.app.now()))
    );
    assert_eq!(newest(&house).await.status, DeliveryStatus::Dead);
    assert_eq!(receiver.taken().len(), 1);
    let mails = house.app.mails(house.tenant.id, None).await.unwrap();
    let told: Vec<&str> = mails
        .iter()
        .filter(|mail| mail.mail.template == "endpoint_disabled")
        .map(|mail| mail.mail.recipient.as_str())
        .collect();
    assert_eq!(told, ["admin@acme.example"]);
}

#[tokio::test]
async fn five_days_of_nothing_but_failure_switch_an_endpoint_off() {
    let house = House::new().await;
    let receiver = Receiver::answering(&["503 Later"]).await;
    endpoint(&house, &receiver).await;
    for day in 0..=5 {
        let stored = house.app.endpoints(house.tenant.id).await.unwrap().remove(0);
        assert_eq!(stored.disabled_at, None, "day {day}");
        house.applicant(&format!("client-{day}")).await;
        house.app.work_until_idle().await.unwrap();
        house.clock.advance(DAY);
    }
    let stored = house.app.endpoints(house.tenant.id).await.unwrap().remove(0);
    assert!(stored.disabled_at.is_some());
    let tries = receiver.taken().len();
    house.clock.advance(DAY);
    house.app.work_until_idle().await.unwrap();
    assert_eq!(receiver.taken().len(), tries, "nothing is sent any more");
    assert_eq!(newest(&house).await.status, DeliveryStatus::Dead);
}

/// Whether one of the signatures is by this secret.
fn is_signed(received: &Received, head: &str, secret: &str) -> bool {
    let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let signed = format!(
        "{}.{}.{}",
        received.header("webhook-id"),
        received.header("webhook-timestamp"),
        received.body
    );
    // Heads are kept in lower case, and so is what is compared with them.
    let expected = format!("v1,{}", BASE64.encode(hmac_sha256(&key, signed.as_bytes()))).to_lowercase();
    head.split(' ').any(|signature| signature == expected)
}

#[tokio::test]
async fn both_secrets_sign_while_one_takes_over_and_sending_again_sends_the_same() {
    let house = House::new().await;
    let receiver = Receiver::answering(&["200 OK"]).await;
    let made = endpoint(&house, &receiver).await;
    let rotated = house
        .app
        .endpoint_rotate(house.tenant.id, made.id, DAY, Actor::Operator)
        .await
        .unwrap();
    let (new, old) = (&rotated.secrets[0].secret, &made.secrets[0].secret);
    assert_ne!(new, old);
    house.applicant("client-1").await;
    house.app.work_until_idle().await.unwrap();
    house.clock.advance(DAY);
    let id = newest(&house).await.id;
    house
        .app
        .delivery_resend(house.tenant.id, id, Actor::Operator)
        .await
        .unwrap();
    house.app.work_until_idle().await.unwrap();
    let taken = receiver.taken();
    assert_eq!(taken.len(), 2);
    for (received, by_old) in taken.iter().zip([true, false]) {
        let head = received.header("webhook-signature");
        assert!(is_signed(received, head, new));
        assert_eq!(is_signed(received, head, old), by_old);
    }
    let same = |header| taken[0].header(header) == taken[1].header(header);
    assert!(
        taken[0].body == taken[1].body && same("webhook-id") && same("x-event") && !same("webhook-timestamp")
    );
    assert_eq!(house.app.delivery(house.tenant.id, id).await.unwrap().1.len(), 2);
}
