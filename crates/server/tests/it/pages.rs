//! The journey in a real browser: an applicant on a phone, an officer at a desk, and pages read in other ways.

use fantoccini::key::Key;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

use crate::{
    browser::{Browser, Device},
    harness::{Engine, Receiver, Running, picture},
};

const PASSWORD: &str = "a long walk by the river Daugava";

/// Makes an applicant of the demo's onboarding, and a link.
async fn applicant(running: &Running, user: &str, link: Value) -> String {
    applicant_of(running, "onboarding", user, link).await
}

/// Makes an applicant of a flow, and a link.
pub async fn applicant_of(running: &Running, flow: &str, user: &str, link: Value) -> String {
    let key = running.key("allpass");
    let create = json!({ "externalUserId": user, "flowName": flow, "email": "zoe@example.org" });
    let (status, body) = running
        .allpass(&key, Method::POST, "/api/public/applicant", Some(create))
        .await;
    assert!(status.is_success(), "{body}");
    let path = format!("/api/public/applicant/{user}/token");
    let (status, body) = running.allpass(&key, Method::POST, &path, Some(link)).await;
    assert!(status.is_success(), "{body}");
    body["data"]["link"].as_str().unwrap().to_owned()
}

pub async fn status(running: &Running, user: &str) -> Value {
    let path = format!("/api/public/applicant/{user}/status");
    let (_, body) = running
        .allpass(&running.key("allpass"), Method::GET, &path, None)
        .await;
    body["data"]["status"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_applicant_on_a_phone_and_an_officer_at_a_desk() {
    let Some(running) = Running::fresh(Engine::Sqlite) else {
        return;
    };
    let (tenant, receiver) = (running.tenant().await, Receiver::start().await);
    let endpoint = json!({ "api": "allpass", "url": receiver.url });
    running
        .operator(
            Method::POST,
            &format!("/tenants/{tenant}/endpoints"),
            Some(endpoint),
        )
        .await;
    let link = applicant(&running, "phone-1", json!({})).await;
    give_everything(&running, &link).await;
    assert_eq!(status(&running, "phone-1").await, "IN_REVIEW");
    let officer = Browser::start(Device::Desk, "officer").await;
    enrol(&officer, &running).await;
    decide(&officer, &running).await;
    let received = receiver.wait_for("applicantApproved").await;
    let last = received.last().unwrap();
    assert!(last.headers.contains_key("webhook-signature"));
    assert_eq!(status(&running, "phone-1").await, "APPROVED");
    look_around(&officer, &running).await;
}

async fn give_everything(running: &Running, link: &str) {
    let phone = Browser::start(Device::Phone, "phone").await;
    assert_eq!(phone.open(link).await, 200);
    phone.wait("form[action$='/consent']").await;
    phone.inspect("1-consent").await;
    phone.press("button[value=agree]").await;
    phone.wait("form[action$='/choose']").await;
    phone.choose("#country", "LV").await;
    phone.press("input[name=type][value=identity_card]").await;
    for (field, text) in [
        ("surname", "Ng"),
        ("given_names", "Zoë"),
        ("document_number", "PA0123456"),
    ] {
        phone.fill(&format!("input[name={field}]"), text).await;
    }
    phone
        .run("document.querySelector('[name=birth_on]').value = '1989-02-01'")
        .await;
    phone.inspect("2-choose").await;
    phone.press("button[type=submit].button-primary").await;
    shoot(&phone, "/front", "3-front").await;
    upload(&phone, running, "/back", "4-back").await;
    shoot(&phone, "/picture", "5-selfie").await;
    phone.wait("[data-guide=none], [data-guide=page]").await;
    upload(&phone, running, "/picture", "6-address").await;
    answer(&phone).await;
    phone.wait("form[action$='/review']").await;
    phone.inspect("8-review").await;
    phone.press("button[type=submit].button-primary").await;
    phone.wait(".mark-good").await;
    assert!(phone.path().await.ends_with("/done"));
    phone.inspect("9-done").await;
}

/// Takes a picture with the live camera and uses it.
pub async fn shoot(phone: &Browser, screen: &str, name: &str) {
    phone.wait(&format!("form[action$='{screen}']")).await;
    phone.wait("[data-action=start]:not([hidden])").await;
    phone.inspect(name).await;
    phone.press("[data-action=start]").await;
    phone.wait("[data-viewfinder]:not([hidden])").await;
    let problem = phone
        .run("return document.querySelector('[data-problem]:not([hidden])')?.textContent ?? ''")
        .await;
    assert_eq!(
        problem, "",
        "what was wrong with an earlier picture is said no longer"
    );
    phone.inspect(&format!("{name}-live")).await;
    // A steady view is shot without a press; the press is made where that has not happened yet.
    let press = "const shutter = document.querySelector('[data-action=shoot]'); if (!shutter.hidden) shutter.click();";
    phone.run(press).await;
    phone.wait("[data-action=again]:not([hidden])").await;
    phone.inspect(&format!("{name}-taken")).await;
    phone.press("[data-action=send]").await;
}

/// Gives a picture as a file.
pub async fn upload(phone: &Browser, running: &Running, screen: &str, name: &str) {
    let file = running.place.path().join(format!("{name}.jpg"));
    std::fs::write(&file, picture(5)).unwrap();
    phone.wait(&format!("form[action$='{screen}']")).await;
    phone.wait("[data-action=start]:not([hidden])").await;
    phone.fill("#file", file.to_str().unwrap()).await;
    phone.wait("[data-action=send]:not([hidden])").await;
    phone.inspect(name).await;
    phone.press("[data-action=send]").await;
}

/// Answers the demo's questions; one answer shows more of them.
async fn answer(phone: &Browser) {
    phone.wait("form[action$='/answers']").await;
    phone.inspect("7-questions").await;
    phone.wait("[data-question=employer][hidden]").await;
    phone.press("[data-question=source] input[value=salary]").await;
    phone.wait("[data-question=employer]:not([hidden])").await;
    phone
        .fill("[data-question=employer] input", "Daugava Ferries")
        .await;
    phone.fill("[data-question=income] input", "40000").await;
    phone.press("[data-question=pep] input[value=false]").await;
    phone.choose("[data-question=residence] select", "AT").await;
    phone.inspect("7-questions-answered").await;
    phone.press("button[type=submit].button-primary").await;
}

/// Uses the invitation, signs out, and signs in again with password and second factor.
pub async fn enrol(officer: &Browser, running: &Running) {
    let invitation = format!("{}{}", running.origin, running.invitation());
    assert_eq!(officer.open(&invitation).await, 200);
    officer.inspect("1-welcome").await;
    let page = officer.text("main").await;
    let secret = page
        .split_whitespace()
        .find(|word| word.len() >= 32 && Secret::try_from_base32(word).is_ok())
        .unwrap_or_else(|| panic!("no secret on {page}"));
    let totp: Totp = Builder::new()
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .build()
        .unwrap();
    officer.fill("#code", &totp.generate_current().to_string()).await;
    officer.fill("#password", PASSWORD).await;
    officer.fill("#again", PASSWORD).await;
    officer.press("button.button-primary").await;
    officer.press("form[action='/console/sign-out'] button").await;
    officer.wait("#email").await;
    officer.inspect("2-sign-in").await;
    officer.fill("#email", "officer@acme.example").await;
    officer.fill("#password", PASSWORD).await;
    officer.press("button.button-primary").await;
    officer.wait("#code").await;
    officer.inspect("3-second-factor").await;
    // The present code has been used and works only once; the next one is taken a little early.
    let next = totp.generate(totp.next_step_current());
    officer.fill("#code", &next.to_string()).await;
    officer.press("button.button-primary").await;
    officer.wait("form[action='/console/sign-out']").await;
}

/// Finds the applicant in the queue and approves with the keyboard; looking at the whole page ends the time to undo.
async fn decide(officer: &Browser, running: &Running) {
    officer.press("[data-queue] li a").await;
    officer.wait("#item-title").await;
    assert!(officer.text("#item-title").await.contains("Zoë"));
    officer.inspect("4-queue").await;
    let id = officer
        .run("return document.querySelector('#item').dataset.applicant")
        .await;
    let page = format!("{}/console/applicants/{}", running.origin, id.as_str().unwrap());
    assert_eq!(officer.open(&page).await, 200);
    officer.inspect("5-applicant").await;
    officer.key('a').await;
    officer.wait("[data-whole] [data-key=a]:checked").await;
    officer.key(char::from(Key::Enter)).await;
    officer.wait("#pending [data-undo-now]").await;
    officer.inspect("6-undo").await;
    assert_eq!(status(running, "phone-1").await, "IN_REVIEW");
    assert_eq!(
        officer.open(&format!("{}/console/queue", running.origin)).await,
        200
    );
}

async fn look_around(officer: &Browser, running: &Running) {
    for page in [
        "queue",
        "overview",
        "applicants",
        "flows",
        "flows/new",
        "questionnaires",
        "endpoints",
        "deliveries",
        "mail",
        "jobs",
        "settings",
        "keys",
        "officers",
        "audit",
    ] {
        let url = format!("{}/console/{page}", running.origin);
        assert_eq!(officer.open(&url).await, 200, "{page}");
        officer.inspect(&format!("7-{}", page.replace('/', "-"))).await;
    }
    assert_eq!(officer.open(&format!("{}/docs", running.origin)).await, 200);
    officer.inspect("8-docs").await;
    officer.darken().await;
    for page in ["overview", "applicants", "deliveries", "audit"] {
        let url = format!("{}/console/{page}", running.origin);
        assert_eq!(officer.open(&url).await, 200, "{page}");
        officer.inspect(&format!("9-dark-{page}")).await;
    }
    officer
        .press("main td a[href^='/console/applicants/'], main a[href^='/console/applicants/']")
        .await;
    officer.wait("#item-title").await;
    assert!(
        officer
            .text("[data-decided]")
            .await
            .contains("Approved by Demo Officer")
    );
    officer.press(".decide summary").await;
    officer.wait("[data-whole] input[value=reject]").await;
    officer.inspect("9-dark-applicant").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_of_arabic_with_a_dark_page_and_a_keyboard_alone() {
    let Some(running) = Running::fresh(Engine::Sqlite) else {
        return;
    };
    let link = applicant(&running, "keyboard-1", json!({})).await;
    let browser = Browser::start(Device::Phone, "arabic").await;
    browser.darken().await;
    assert_eq!(browser.open(&link).await, 200);
    let enter = char::from(Key::Enter);
    browser.tab_to(".menu summary").await;
    browser.key(enter).await;
    browser.tab_to(".menu a[lang=ar]").await;
    browser.key(enter).await;
    browser.wait("html[lang=ar][dir=rtl]").await;
    browser.inspect("1-consent").await;
    browser.tab_to("button[value=agree]").await;
    browser.key(enter).await;
    browser.wait("html[dir=rtl] form[action$='/choose']").await;
    browser.inspect("2-choose").await;
    choose_by_keyboard(&browser).await;
    browser.wait("html[dir=rtl] form[action$='/front']").await;
    browser.wait("[data-action=start]:not([hidden])").await;
    browser.inspect("3-front").await;
}

async fn choose_by_keyboard(browser: &Browser) {
    let (down, space, enter) = (char::from(Key::Down), ' ', char::from(Key::Enter));
    browser.tab_to("#country").await;
    browser.key(down).await;
    browser.tab_to("input[name=type]").await;
    browser.key(space).await;
    for (field, text) in [
        ("surname", "نغ"),
        ("given_names", "زوي"),
        ("birth_on", "02011989"),
        ("document_number", "PA0123456"),
    ] {
        browser.tab_to(&format!("input[name={field}]")).await;
        for letter in text.chars() {
            browser.key(letter).await;
        }
    }
    browser.tab_to("button[type=submit].button-primary").await;
    browser.key(enter).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_does_not_work_says_so() {
    let Some(running) = Running::fresh(Engine::Sqlite) else {
        return;
    };
    let link = applicant(&running, "late-1", json!({ "ttl": 1 })).await;
    let browser = Browser::start(Device::Phone, "link").await;
    let expire = async {
        while running.client.get(&link).send().await.unwrap().status() != StatusCode::GONE {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), expire)
        .await
        .expect("a link of one second ends");
    assert_eq!(browser.open(&link).await, 410);
    browser.inspect("1-expired").await;
    let unknown = format!("{}/verify/no-such-token", running.origin);
    assert_eq!(browser.open(&unknown).await, 404);
    browser.inspect("2-unknown").await;
    browser.darken().await;
    browser.inspect("2-unknown-dark").await;
}
