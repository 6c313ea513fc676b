//! A person's own page in a real Chromium: confirmations with and without a selfie, device and place, what comes while the page
//! is open, what comes too late; and the same without scripts, by a native app, and by push message.

use domain::inquiry::{InquiryKind, InquiryStatus};
use fantoccini::key::Key;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Device},
    harness::picture,
    own_page::{BY_FACE, House, PLAIN, person},
};

/// Where the phone is: degrees north and east, metres.
const PLACE: (f64, f64, f64) = (56.9496, 24.1052, 35.0);
/// The keys in which integrators read a device.
const DEVICE_KEYS: [&str; 5] = ["deviceInfo", "battery", "location", "network", "publicIP"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn confirmations_on_a_phone() {
    let house = House::start().await;
    house.ask("r-1", PLAIN).await;
    let (link, phone) = (house.link().await, Browser::start(Device::Phone, "me").await);
    assert_eq!(phone.open(&link).await, 200);
    phone.inspect("1-home").await;
    approve(&house, &phone).await;
    arrive(&house, &phone).await;
    approve_by_face(&house, &phone).await;
    decline(&house, &phone, &link).await;
    end_elsewhere(&house, &phone, &link).await;
    come_too_late(&house, &phone, &link).await;
}

async fn approve(house: &House, phone: &Browser) {
    phone.follow("a.request[href*='/inquiry/']").await;
    phone.wait("button[value=approve]:not([disabled])").await;
    let page = phone.text("main").await;
    for words in [
        "Acme Bank",
        "Confirmation r-1",
        "60.00 EUR To Ranjit",
        "in 1",
        "minutes",
    ] {
        assert!(page.contains(words), "{words} on {page}");
    }
    phone.inspect("2-confirmation").await;
    phone.follow("button[value=approve]").await;
    phone.wait(".notice-good").await;
    phone.inspect("3-approved").await;
    assert!(phone.text("main").await.contains("You approved this"));
    let (inquiry, picture) = house.read("r-1").await;
    assert_eq!(inquiry.status, InquiryStatus::Approved);
    assert_eq!((inquiry.ip.as_deref(), picture), (Some("127.0.0.1"), None));
    phone.follow("p.actions a").await;
}

/// A new request shows on the open page without its being loaded again, and is announced.
async fn arrive(house: &House, phone: &Browser) {
    phone.wait("[data-open='1']").await;
    phone
        .run("window.isTheSamePage = true; document.querySelector('a.request').focus()")
        .await;
    house.ask("r-2", BY_FACE).await;
    phone.wait("[data-open='2']").await;
    let kept = "return [window.isTheSamePage, document.activeElement.pathname?.split('/').at(-1), \
         document.querySelectorAll('.requests-past li').length]";
    assert_eq!(phone.run(kept).await, json!([true, "documents", 1]));
    assert!(phone.text("main").await.contains("Confirmation r-2"));
    let announced = "return document.querySelector('[data-news]').textContent";
    while phone.run(announced).await == "" {
        tokio::task::yield_now().await;
    }
    phone.inspect("4-arrived").await;
}

async fn approve_by_face(house: &House, phone: &Browser) {
    phone.follow("a.request[href*='/inquiry/']").await;
    phone.wait("[data-action=start]:not([hidden])").await;
    phone.wait("button[value=approve][disabled]").await;
    phone.wait("button[value=decline]:not([disabled])").await;
    phone.wait("[data-drop][hidden]").await;
    phone.inspect("5-selfie").await;
    phone.press("[data-action=start]").await;
    phone.wait("[data-viewfinder]:not([hidden])").await;
    phone.press("[data-action=shoot]:not([hidden])").await;
    phone.wait("button[value=approve]:not([disabled])").await;
    phone.inspect("6-selfie-taken").await;
    phone.follow("button[value=approve]").await;
    phone.wait(".notice-good").await;
    let (inquiry, picture) = house.read("r-2").await;
    assert_eq!(inquiry.status, InquiryStatus::Approved);
    let picture = image::load_from_memory(&picture.expect("the answer carries the selfie")).unwrap();
    assert!(picture.width() >= 320, "{}", picture.width());
}

/// Declining needs no selfie.
async fn decline(house: &House, phone: &Browser, link: &str) {
    let asked = house.ask("r-3", BY_FACE).await;
    assert_eq!(phone.open(&format!("{link}/inquiry/{}", asked.id)).await, 200);
    phone.wait("button[value=approve][disabled]").await;
    phone.follow("button[value=decline]").await;
    phone.wait(".notice-attention").await;
    phone.inspect("7-declined").await;
    assert!(phone.text("main").await.contains("You declined this"));
    let (inquiry, picture) = house.read("r-3").await;
    assert_eq!((inquiry.status, picture), (InquiryStatus::Declined, None));
}

/// A page about a request that is answered on another device says so by itself.
async fn end_elsewhere(house: &House, phone: &Browser, link: &str) {
    let asked = house.ask("r-4", PLAIN).await;
    let url = format!("{link}/inquiry/{}", asked.id);
    assert_eq!(phone.open(&url).await, 200);
    phone.wait("#main[data-state=pending]").await;
    let form = house.form_token(&url).await;
    let fields = [("form", form.as_str()), ("answer", "approve")];
    let (status, _) = house.post(&url, &fields, None).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    phone.wait("#main[data-state=approved] .notice-good").await;
    let (status, page) = house
        .post(&url, &[("form", &form), ("answer", "decline")], None)
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("An answer counts once"), "{page}");
    assert_eq!(house.read("r-4").await.0.status, InquiryStatus::Approved);
}

async fn come_too_late(house: &House, phone: &Browser, link: &str) {
    let asked = house.ask("r-5", PLAIN).await;
    let url = format!("{link}/inquiry/{}", asked.id);
    assert_eq!(phone.open(&url).await, 200);
    phone.wait("#main[data-state=pending]").await;
    let form = house.form_token(&url).await;
    house.pass();
    let fields = [("form", form.as_str()), ("answer", "approve")];
    let (status, page) = house.post(&url, &fields, None).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("This request has ended"), "{page}");
    phone.wait("#main[data-state=expired]").await;
    assert!(phone.text("main").await.contains("This request has ended"));
    phone.inspect("8-expired").await;
    assert_eq!(
        house.read("r-5").await.0.status_at(house.app.now()),
        InquiryStatus::Expired
    );
    assert_eq!(phone.open(link).await, 200);
    phone.inspect("9-history").await;
    phone.darken().await;
    phone.inspect("9-history-dark").await;
    let past = "return document.querySelectorAll('.requests-past li').length";
    assert_eq!(phone.run(past).await, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn device_and_place_only_with_consent() {
    let house = House::start().await;
    let phone = Browser::start(Device::Phone, "me-place").await;
    phone.place(&house.origin, PLACE.0, PLACE.1, PLACE.2).await;
    refuse_place(&house, &phone).await;
    phone.permit(&house.origin, "geolocation", true).await;
    share_place(&house, &phone).await;
    share_device(&house, &phone, "with-place").await;
    share_device(&house, &phone, "alone").await;
}

async fn open(house: &House, phone: &Browser, reference: &str, kind: InquiryKind) {
    let asked = house.ask(reference, kind).await;
    let url = format!("{}/inquiry/{}", house.link().await, asked.id);
    assert_eq!(phone.open(&url).await, 200);
}

async fn refuse_place(house: &House, phone: &Browser) {
    phone.permit(&house.origin, "geolocation", false).await;
    open(house, phone, "no-place", InquiryKind::Location).await;
    phone.inspect("1-location").await;
    phone.press("[data-action=share]:not([hidden])").await;
    phone.wait("[data-action=share]:not([disabled])").await;
    assert!(
        phone
            .text("[data-hint]")
            .await
            .contains("Your location was not shared")
    );
    phone.inspect("2-location-refused").await;
    phone.follow("button[value=decline]").await;
    phone.wait("#main[data-state=declined]").await;
    assert!(phone.text("main").await.contains("You did not share this"));
    let (inquiry, _) = house.read("no-place").await;
    assert_eq!((inquiry.status, inquiry.place), (InquiryStatus::Declined, None));
}

async fn share_place(house: &House, phone: &Browser) {
    open(house, phone, "place", InquiryKind::Location).await;
    phone.follow("[data-action=share]:not([hidden])").await;
    phone.wait("#main[data-state=answered]").await;
    phone.inspect("3-location-shared").await;
    let place = house.read("place").await.0.place.expect("a place");
    assert_eq!((place.latitude, place.longitude, place.accuracy_m), PLACE);
}

async fn share_device(house: &House, phone: &Browser, reference: &str) {
    open(house, phone, reference, InquiryKind::Device).await;
    phone.wait("[data-action=share]:not([hidden])").await;
    phone.inspect(&format!("4-device-{reference}")).await;
    let button = match reference {
        "alone" => "[data-action=plain]",
        _ => "[data-action=share]",
    };
    phone.follow(button).await;
    phone.wait("#main[data-state=answered]").await;
    let (inquiry, _) = house.read(reference).await;
    let report = inquiry.report.expect("a report");
    assert!(
        report.keys().all(|key| DEVICE_KEYS.contains(&key.as_str())),
        "{report:?}"
    );
    assert_eq!(report["publicIP"], json!({ "ipv4": "127.0.0.1" }));
    assert!(
        report["deviceInfo"]["systemName"]
            .as_str()
            .is_some_and(|name| !name.is_empty())
    );
    match reference {
        "alone" => assert!(inquiry.place.is_none() && !report.contains_key("location")),
        _ => {
            assert_eq!(report["location"]["latitude"], PLACE.0);
            assert_eq!(inquiry.place.map(|place| place.longitude), Some(PLACE.1));
        }
    }
    assert!(!nothing_is_empty(&Value::Object(report)).is_empty());
}

/// Every leaf of a report, none of which is empty: what a browser does not say is left out.
fn nothing_is_empty(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(map) => {
            assert!(!map.is_empty());
            map.values().flat_map(nothing_is_empty).collect()
        }
        leaf => {
            assert!(!leaf.is_null() && *leaf != json!(""), "{leaf}");
            vec![leaf]
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_of_arabic_with_a_dark_page_and_a_keyboard_alone() {
    let house = House::start().await;
    let asked = house.ask("r-1", PLAIN).await;
    let browser = Browser::start(Device::Phone, "me-arabic").await;
    browser.darken().await;
    assert_eq!(browser.open(&house.link().await).await, 200);
    let enter = char::from(Key::Enter);
    browser.tab_to(".menu summary").await;
    browser.key(enter).await;
    browser.tab_to(".menu a[lang=ar]").await;
    browser.key(enter).await;
    browser.wait("html[lang=ar][dir=rtl]").await;
    browser.inspect("1-home").await;
    let link = format!("a.request[href$='{}']", asked.id);
    browser.tab_to(&link).await;
    browser.key(enter).await;
    browser.wait("html[dir=rtl] button[value=approve]").await;
    browser.inspect("2-confirmation").await;
    browser.tab_to("button[value=approve]").await;
    browser.key(enter).await;
    browser.wait("html[dir=rtl] #main[data-state=approved]").await;
    browser.inspect("3-approved").await;
    assert_eq!(house.read("r-1").await.0.status, InquiryStatus::Approved);
    let unknown = format!("{}/me/no-such-token", house.origin);
    assert_eq!(browser.open(&unknown).await, 404);
    browser.inspect("4-unknown").await;
}

#[tokio::test]
async fn without_scripts_a_confirmation_is_answered_once_and_by_its_person_alone() {
    let house = House::start().await;
    let asked = house.ask("r-1", BY_FACE).await;
    let link = house.link().await;
    let url = format!("{link}/inquiry/{}", asked.id);
    let form = house.form_token(&url).await;
    let approve = [("form", form.as_str()), ("answer", "approve")];
    for (fields, file, status) in [
        (&[("answer", "approve")][..], None, StatusCode::FORBIDDEN),
        (
            &[("form", "forged"), ("answer", "approve")],
            None,
            StatusCode::FORBIDDEN,
        ),
        (&approve, None, StatusCode::UNPROCESSABLE_ENTITY),
        (
            &approve,
            Some(&b"no picture"[..]),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            &[("form", &form), ("answer", "share")],
            None,
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let (found, page) = house.post(&url, fields, file).await;
        assert_eq!(found, status, "{fields:?} {page}");
    }
    assert_eq!(house.read("r-1").await.0.status, InquiryStatus::Pending);
    strangers(&house, &url).await;
    let (status, _) = house.post(&url, &approve, Some(&picture(3))).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (inquiry, kept) = house.read("r-1").await;
    assert_eq!(inquiry.status, InquiryStatus::Approved);
    assert!(image::load_from_memory(&kept.unwrap()).is_ok());
    let (status, _) = house.post(&url, &approve, Some(&picture(4))).await;
    assert_eq!(status, StatusCode::CONFLICT);
    for address in ["/inquiry/0190a5b4-7c3e-7000-8000-000000000001", "/inquiry/x"] {
        let answer = house.client.get(format!("{link}{address}")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{address}");
    }
}

/// Another person's link does not lead to this request, and a link to the verification opens no own page.
async fn strangers(house: &House, url: &str) {
    let other = person(&house.app, &house.caller, "client-2").await;
    let new = app::inquiry::NewInquiry {
        reference: "other".into(),
        kind: PLAIN,
        title: "Other".into(),
        body: String::new(),
    };
    let made = house
        .app
        .inquiry_make(&house.caller, &other.external_id, new)
        .await
        .unwrap();
    let (link, id) = (house.link_of(&other).await, url.rsplit('/').next().unwrap());
    let stolen = format!("{link}/inquiry/{id}");
    let answer = house.client.get(&stolen).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let form = house
        .form_token(&format!("{link}/inquiry/{}", made.value.id))
        .await;
    let (status, _) = house
        .post(&stolen, &[("form", &form), ("answer", "decline")], None)
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let policy = "content-security-policy";
    assert!(
        answer.headers()[policy]
            .to_str()
            .unwrap()
            .ends_with("frame-ancestors 'none'")
    );
}

#[tokio::test]
async fn a_native_app_reports_its_device_unchanged() {
    let house = House::start().await;
    house.ask("device", InquiryKind::Device).await;
    house.ask("place", InquiryKind::Location).await;
    let url = format!("{}/device", house.link().await);
    let sent = json!({
        "deviceInfo": { "isPhysicalDevice": true, "utsname": { "machine": "iPhone13,1" }, "totalDiskSize": 255_870_980_096_u64 },
        "location": { "latitude": 25.188007028419094, "longitude": 55.266563262728695, "accuracy": 31.5, "heading": -1 },
        "network": { "wifiName": null },
    });
    for (body, status) in [
        ("[]".to_owned(), 400),
        ("{".to_owned(), 400),
        (format!(r#"{{"a":"{}"}}"#, "x".repeat(64 * 1024)), 400),
        (
            r#"{"location":{"latitude":91,"longitude":0,"accuracy":1}}"#.to_owned(),
            400,
        ),
        (sent.to_string(), 200),
    ] {
        let answer = house.client.post(&url).body(body.clone()).send().await.unwrap();
        assert_eq!(answer.status(), status, "{}", &body[..body.len().min(80)]);
    }
    let (device, _) = house.read("device").await;
    assert_eq!(device.status, InquiryStatus::Answered);
    assert_eq!(serde_json::to_string(&device.report).unwrap(), sent.to_string());
    assert_eq!(house.read("place").await.0.place.unwrap().accuracy_m, 31.5);
    let stranger = format!("{}/me/no-such-token/device", house.origin);
    let answer = house.client.post(stranger).body("{}").send().await.unwrap();
    assert_eq!(answer.status(), 404);
}
