//! The person's own page and the Codego KYC wire together: what a client asks is answered on a phone in a real Chromium and read
//! back by the client; documents that are asked for; the page as an app with notifications.

use aes_gcm::{
    Aes128Gcm,
    aead::{Aead, KeyInit},
};
use app::keys::hmac_sha256;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use p256::{PublicKey, SecretKey};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Device},
    codego_kyc::{
        Client, person,
        travel::{link_in, mail},
    },
    harness::{Engine, Receiver, Running},
};

/// A browser's secrets, which it never shows the server.
const BROWSER_PRIVATE: [u8; 32] = [5; 32];
const BROWSER_AUTH: [u8; 16] = [6; 16];

/// A client whose applicant has a page of their own, and what the client's server is told.
async fn asked(running: &Running) -> (Client<'_>, String, Receiver) {
    let (tenant, receiver) = (running.tenant().await, Receiver::start().await);
    let endpoint = json!({ "api": "codego_kyc", "url": receiver.url });
    running
        .operator(
            Method::POST,
            &format!("/tenants/{tenant}/endpoints"),
            Some(endpoint),
        )
        .await;
    let client = Client::of(running);
    let (status, made) = client
        .call("createApplicant", person("me@example.org", json!({})))
        .await;
    assert_eq!(status, StatusCode::OK, "{made}");
    let id = made["unique_id"].as_str().unwrap().to_owned();
    (client, id, receiver)
}

async fn send(client: &Client<'_>, id: &str, category: &str) {
    let body = json!({
        "unique_id": id, "type": &category[..category.find('_').unwrap()], "category": category, "request_id": category,
        "title": "Transaction Confirmation", "message": "Please confirm transaction sending 60.00 EUR To Ranjit",
    });
    let (status, answer) = client.call("sendpushnotification", body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

async fn notification(client: &Client<'_>, id: &str, request: &str) -> Value {
    let asked = json!({ "unique_id": id, "request_id": request });
    client.call("getApplicantNotification", asked).await.1["data"].clone()
}

/// The person's own page, as the newest mail names it.
async fn own_page(running: &Running) -> String {
    let tenant = running.tenant().await;
    link_in(&mail(running, &tenant, "inquiry").await, "/me/")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_client_asks_is_answered_on_a_phone() {
    let Some(running) = Running::fresh(Engine::Sqlite) else {
        return;
    };
    let (client, id, receiver) = asked(&running).await;
    send(&client, &id, "trx_bio_confirmation").await;
    let (link, phone) = (
        own_page(&running).await,
        Browser::start(Device::Phone, "me-wire").await,
    );
    assert_eq!(phone.open(&link).await, 200);
    approve_by_face(&client, &id, &phone).await;
    let told = receiver.wait_for("data:image/jpeg;base64,/9j/").await;
    let told: Value = serde_json::from_slice(&told.last().unwrap().body).unwrap();
    assert_eq!(
        (&told["event"], &told["request_id"], &told["status"]),
        (
            &json!("notification"),
            &json!("trx_bio_confirmation"),
            &json!("Approved")
        )
    );
    assert_eq!(phone.open(&link).await, 200);
    send(&client, &id, "login_confirmation").await;
    phone.follow("a.request[href*='/inquiry/']").await;
    phone.follow("button[value=decline]").await;
    phone.wait("#main[data-state=declined]").await;
    let data = notification(&client, &id, "login_confirmation").await;
    assert_eq!(
        (&data["status"], &data["image"]),
        (&json!("Declined"), &json!("data:image/png;base64,"))
    );
    share_device(&running, &client, &id, &phone, &receiver).await;
    give_document(&client, &id, &phone, &link).await;
}

async fn approve_by_face(client: &Client<'_>, id: &str, phone: &Browser) {
    phone.follow("a.request[href*='/inquiry/']").await;
    phone.press("[data-action=start]:not([hidden])").await;
    phone.press("[data-action=shoot]:not([hidden])").await;
    phone.wait("button[value=approve]:not([disabled])").await;
    phone.follow("button[value=approve]").await;
    phone.wait("#main[data-state=approved]").await;
    let data = notification(client, id, "trx_bio_confirmation").await;
    assert_eq!(
        (&data["status"], &data["ipaddress"]),
        (&json!("Approved"), &json!("127.0.0.1"))
    );
    let image = data["image"].as_str().unwrap();
    assert!(
        image.starts_with("data:image/jpeg;base64,/9j/"),
        "{}",
        &image[..40]
    );
}

async fn share_device(
    running: &Running,
    client: &Client<'_>,
    id: &str,
    phone: &Browser,
    receiver: &Receiver,
) {
    let wish = json!({ "unique_id": id, "type": "device", "request_id": "report-1" });
    let (status, answer) = client.call("requestForLocationandDevice", wish).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    phone.place(&running.origin, 25.188, 55.2665, 31.5).await;
    assert_eq!(phone.open(&own_page(running).await).await, 200);
    phone.follow("a.request[href*='/inquiry/']").await;
    phone.follow("[data-action=share]:not([hidden])").await;
    phone.wait("#main[data-state=answered]").await;
    let told = receiver.wait_for("\"event\":\"device\"").await;
    let told: Value = serde_json::from_slice(&told.last().unwrap().body).unwrap();
    assert_eq!(told["device_detail"]["publicIP"], json!({ "ipv4": "127.0.0.1" }));
    assert_eq!(told["location"]["latitude"], 25.188);
    let applicant = client.call("getApplicant", json!({ "unique_id": id })).await.1;
    assert_eq!(applicant["data"]["device_detail"], told["device_detail"]);
}

/// A document that the client asks for shows on the page and leads to where it is given.
async fn give_document(client: &Client<'_>, id: &str, phone: &Browser, link: &str) {
    assert_eq!(phone.open(link).await, 200);
    let wish = json!({ "unique_id": id, "document_type": "Source of Income", "desc": "Please upload it." });
    let (status, answer) = client.call("requestAdditiondoc", wish).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    phone.wait("[data-open='2']").await;
    let page = phone.text("main").await;
    assert!(
        page.contains("Source of Income") && page.contains("Please upload it."),
        "{page}"
    );
    phone.inspect("1-document").await;
    phone.follow("a.request[href$='/documents']").await;
    phone.wait("form[action^='/verify/']").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_is_an_app_that_notifies() {
    let Some(running) = Running::fresh(Engine::Sqlite) else {
        return;
    };
    let (client, id, _) = asked(&running).await;
    send(&client, &id, "trx_confirmation").await;
    let link = own_page(&running).await;
    let phone = Browser::start(Device::Phone, "me-app").await;
    phone.permit(&running.origin, "notifications", true).await;
    assert_eq!(phone.open(&link).await, 200);
    phone.wait("[data-action=allow]:not([hidden])").await;
    let manifest = "return fetch(document.querySelector('link[rel=manifest]').href).then((it) => it.json())";
    let manifest = phone.run(manifest).await;
    assert_eq!(manifest["name"], "Acme Bank");
    assert!(link.ends_with(manifest["start_url"].as_str().unwrap()));
    register(&phone).await;
    let inquiry = "0190a5b4-7c3e-7000-8000-000000000001";
    for (data, title) in [
        (
            json!({ "kind": "confirmation", "inquiry": inquiry }).to_string(),
            "Acme Bank asks you to confirm something",
        ),
        ("no JSON".to_owned(), "Acme Bank asks you something"),
    ] {
        let shown = "return navigator.serviceWorker.getRegistration().then((it) => it.getNotifications())\
             .then((all) => all.map((one) => one.title))";
        let wait = async {
            // The browser drops what is delivered before its tools know of the worker: then it is delivered again.
            for look in 0.. {
                if look % 20 == 0 {
                    phone.deliver(&running.origin, "0", &data).await;
                }
                if phone.run(shown).await.as_array().unwrap().contains(&json!(title)) {
                    break;
                }
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(60), wait)
            .await
            .unwrap_or_else(|_| panic!("{title} is not shown"));
    }
}

/// The worker of the page; its registration needs no push service.
async fn register(phone: &Browser) {
    let script = "const { workerUrl, scope } = document.querySelector('[data-worker-url]').dataset;\
         return navigator.serviceWorker.register(workerUrl, { scope }).then(() => navigator.serviceWorker.ready)\
         .then((it) => new URL(it.scope).pathname === new URL(location.href).pathname)";
    assert_eq!(phone.run(script).await, true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_allowed_it_is_told_by_push_message_on_sqlite() {
    tell_by_push(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_allowed_it_is_told_by_push_message_on_postgresql() {
    tell_by_push(Engine::Postgres).await;
}

async fn tell_by_push(engine: Engine) {
    let Some(running) = Running::fresh(engine) else {
        return;
    };
    let (client, id, _) = asked(&running).await;
    send(&client, &id, "login_confirmation").await;
    let (link, push) = (own_page(&running).await, Receiver::start().await);
    let html = running
        .client
        .get(&link)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let form = part(&html, "data-form=\"");
    let key = SecretKey::from_slice(&BROWSER_PRIVATE).unwrap();
    let subscription = json!({
        "endpoint": push.url,
        "expirationTime": null,
        "keys": {
            "p256dh": BASE64.encode(key.public_key().to_sec1_bytes()),
            "auth": BASE64.encode(BROWSER_AUTH),
        },
    });
    for (form, body, status) in [
        ("forged", subscription.to_string(), StatusCode::FORBIDDEN),
        (form, "{}".to_owned(), StatusCode::BAD_REQUEST),
        (
            form,
            subscription.to_string().replace("http:", "ftp:"),
            StatusCode::BAD_REQUEST,
        ),
        (form, subscription.to_string(), StatusCode::OK),
    ] {
        let request = running.client.post(format!("{link}/push")).header("x-form", form);
        let answer = request.body(body.clone()).send().await.unwrap();
        assert_eq!(answer.status(), status, "{body}");
    }
    send(&client, &id, "trx_bio_confirmation").await;
    let arrived = push.wait_for_header("ttl").await;
    for (name, value) in [("content-encoding", "aes128gcm"), ("urgency", "high")] {
        assert_eq!(arrived.headers[name], value);
    }
    let authorization = arrived.headers["authorization"].to_str().unwrap();
    assert!(authorization.ends_with(&format!("k={}", part(&html, "data-push-key=\""))));
    let message: Value = serde_json::from_slice(&decrypt(&key, &arrived.body)).unwrap();
    assert_eq!(message["kind"], "confirmation");
    let page = format!("{link}/inquiry/{}", message["inquiry"].as_str().unwrap());
    let page = running
        .client
        .get(page)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("60.00 EUR"), "the id leads to the request");
    assert!(!message.to_string().contains("EUR") && message.as_object().unwrap().len() == 2);
}

/// What stands between this and the next quotation mark.
fn part<'a>(html: &'a str, before: &str) -> &'a str {
    html.split_once(before).unwrap().1.split_once('"').unwrap().0
}

/// What a browser does with a message (RFC 8291): the secret it shares with the sender opens the one record.
fn decrypt(key: &SecretKey, body: &[u8]) -> Vec<u8> {
    let (salt, sender, sealed) = (&body[..16], &body[21..86], &body[86..]);
    assert_eq!(body[16..21], [0, 0, 16, 0, 65]);
    let derived = |salt: &[u8], secret: &[u8], info: &[u8]| {
        hmac_sha256(&hmac_sha256(salt, secret), &[info, &[1]].concat())
    };
    let shared = key.diffie_hellman(&PublicKey::from_sec1_bytes(sender).unwrap());
    let own = key.public_key().to_sec1_bytes();
    let info = [&b"WebPush: info\0"[..], &own, sender].concat();
    let secret = derived(&BROWSER_AUTH, shared.raw_secret_bytes(), &info);
    let cek: [u8; 32] = derived(salt, &secret, b"Content-Encoding: aes128gcm\0");
    let nonce: [u8; 32] = derived(salt, &secret, b"Content-Encoding: nonce\0");
    let cipher = Aes128Gcm::new_from_slice(&cek[..16]).unwrap();
    let nonce: [u8; 12] = nonce[..12].try_into().unwrap();
    let mut record = cipher.decrypt(&nonce.into(), sealed).unwrap();
    assert_eq!(record.pop(), Some(2), "the last record");
    record
}
