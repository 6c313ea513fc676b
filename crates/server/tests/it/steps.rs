//! The steps that the demo does not ask for, in a real browser: codes by mail and text, a selfie with the document, the place; what
//! is refused at once and what an officer sends back; and what of it an officer sees.

use fantoccini::key::Key;
use reqwest::Method;
use serde_json::json;

use crate::{
    browser::{Browser, Device},
    harness::{Engine, Receiver, Running, picture},
    journey::mailed_code,
    pages::{applicant_of, enrol, shoot, status, upload},
};

/// Where the phone is: degrees north and east, metres.
const PLACE: (f64, f64, f64) = (56.9496, 24.1052, 35.0);

async fn flow(running: &Running, name: &str, services: &[&str]) {
    let tenant = running.tenant().await;
    let flow = json!({ "name": name, "services": services });
    running
        .operator(Method::POST, &format!("/tenants/{tenant}/flows"), Some(flow))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_a_selfie_with_the_document_and_the_place_on_a_phone() {
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
    let services = ["email", "phone", "selfie_with_document", "location"];
    flow(&running, "reachable", &services).await;
    let link = applicant_of(&running, "reachable", "steps-1", json!({})).await;
    let phone = Browser::start(Device::Phone, "steps").await;
    consent(&phone, &link).await;
    prove_mail(&phone, &running).await;
    prove_phone(&phone, &running).await;
    refuse_and_retry(&phone, &running).await;
    share_place(&phone, &running).await;
    send(&phone, "5").await;
    assert_eq!(status(&running, "steps-1").await, "IN_REVIEW");
    let officer = Browser::start(Device::Desk, "steps-officer").await;
    enrol(&officer, &running).await;
    look(&officer, &running).await;
    send_back(&officer, &running).await;
    receiver.wait_for("applicantIncomplete").await;
    give_again(&phone, &running, &link).await;
    approve(&officer, &running).await;
    receiver.wait_for("applicantApproved").await;
    assert_eq!(status(&running, "steps-1").await, "APPROVED");
}

async fn consent(phone: &Browser, link: &str) {
    assert_eq!(phone.open(link).await, 200);
    phone.wait("form[action$='/consent']").await;
    phone.inspect("1-consent").await;
    phone.press("button[value=agree]").await;
}

/// The address is known and can be changed; a code too soon after another and a wrong one get their sentences.
async fn prove_mail(phone: &Browser, running: &Running) {
    phone.wait("input[type=email]").await;
    let known = phone.run("return document.querySelector('#contact').value").await;
    assert_eq!(known, "zoe@example.org");
    phone.inspect("2-mail").await;
    phone.follow("button[type=submit].button-primary").await;
    phone.wait("#code").await;
    phone.inspect("2-mail-code").await;
    assert!(phone.text("main").await.contains("zoe@example.org"));
    phone.follow("button[value=resend]").await;
    let problem = phone.text("[data-problem]:not([hidden])").await;
    assert!(problem.contains("Wait a little"), "{problem}");
    phone.inspect("2-mail-soon").await;
    let code = mailed_code(running, &running.tenant().await).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    phone.fill("#code", wrong).await;
    phone.follow("button[value=confirm]").await;
    let problem = phone.text("[data-problem]:not([hidden])").await;
    assert!(problem.contains("does not match"), "{problem}");
    assert!(phone.text("#code-hint").await.contains("left"));
    phone.inspect("2-mail-wrong").await;
    phone.fill("#code", &code).await;
    // As a phone's keyboard does: its "go" sends the form.
    phone.key(char::from(Key::Enter)).await;
}

async fn prove_phone(phone: &Browser, running: &Running) {
    phone.wait("input[type=tel]").await;
    phone.inspect("3-phone").await;
    phone.fill("#contact", "12").await;
    phone.follow("button[type=submit].button-primary").await;
    phone.wait("[data-problem]:not([hidden])").await;
    phone.inspect("3-phone-wrong").await;
    phone.run("document.querySelector('#contact').value = ''").await;
    phone.fill("#contact", "+371 2000 0000").await;
    phone.follow("button[type=submit].button-primary").await;
    phone.wait("#code").await;
    phone.inspect("3-phone-code").await;
    let code = mailed_code(running, &running.tenant().await).await;
    phone.fill("#code", &code).await;
    phone.follow("button[value=confirm]").await;
}

/// A page that says it is a picture is refused in words; the camera takes its place.
async fn refuse_and_retry(phone: &Browser, running: &Running) {
    phone.wait("form[action$='/picture']").await;
    phone.wait("[data-action=start]:not([hidden])").await;
    for (name, bytes, sentence) in [
        (
            "page.png",
            b"<html><script>alert(1)</script>".to_vec(),
            "cannot be read",
        ),
        ("portrait.heic", b"\0\0\0\x18ftypheic".to_vec(), "HEIC"),
        ("empty.jpg", Vec::new(), "empty"),
        ("white.png", white(), "shows nothing"),
    ] {
        let file = running.place.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        phone.fill("#file", file.to_str().unwrap()).await;
        // What is wrong with the content, only the server sees.
        let send =
            "const send = document.querySelector('[data-action=send]'); if (!send.hidden) send.click();";
        phone.run(send).await;
        phone.wait("[data-problem]:not([hidden])").await;
        let problem = phone.text("[data-problem]").await;
        assert!(problem.contains(sentence), "{name}: {problem}");
        phone.wait("[data-action=start]:not([hidden])").await;
        phone
            .inspect(&format!("4-refused-{}", name.split('.').next().unwrap()))
            .await;
    }
    shoot(phone, "/picture", "4-selfie-with-document").await;
}

/// A picture without anything on it.
fn white() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = image::RgbImage::from_pixel(800, 600, image::Rgb([255, 255, 255]));
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn share_place(phone: &Browser, running: &Running) {
    phone.wait("form[action$='/place']").await;
    phone.wait("[data-action=share]:not([hidden])").await;
    phone.inspect("4-place").await;
    let (latitude, longitude, accuracy_m) = PLACE;
    phone
        .place(&running.origin, latitude, longitude, accuracy_m)
        .await;
    phone.press("[data-action=share]").await;
}

/// Reads everything over and sends it.
async fn send(phone: &Browser, number: &str) {
    phone.wait("form[action$='/review']").await;
    phone.inspect(&format!("{number}-review")).await;
    phone.press("button[type=submit].button-primary").await;
    phone.wait(".mark-good").await;
    assert!(phone.path().await.ends_with("/done"));
    phone.inspect(&format!("{number}-done")).await;
}

/// Everything that was given is there: the addresses that were proven, the picture, the place.
async fn look(officer: &Browser, running: &Running) {
    assert_eq!(
        officer.open(&format!("{}/console/queue", running.origin)).await,
        200
    );
    officer.wait("#item-title").await;
    let id = officer
        .run("return document.querySelector('#item').dataset.applicant")
        .await;
    let page = format!("{}/console/applicants/{}", running.origin, id.as_str().unwrap());
    assert_eq!(officer.open(&page).await, 200);
    let seen = officer
        .run("return document.querySelector('#item').textContent")
        .await;
    let seen = seen.as_str().unwrap();
    for word in [
        "zoe@example.org",
        "+371 2000 0000",
        "56.94960, 24.10520 within 35 m",
    ] {
        assert!(seen.contains(word), "{word} in {seen}");
    }
    let shown = "return [...document.querySelectorAll('.pictures img')].map((one) => {\
         const [picture, frame] = [one, one.closest('.frame')].map((box) => box.getBoundingClientRect());\
         return one.naturalWidth > 0 && picture.top >= frame.top - 1 && picture.bottom <= frame.bottom + 1; })";
    assert_eq!(
        officer.run(shown).await,
        json!([true]),
        "the whole picture is seen"
    );
    officer.inspect("1-applicant").await;
}

/// The selfie with the document is asked for again, with a reason and a sentence.
async fn send_back(officer: &Browser, running: &Running) {
    let opened = "const [step] = [...document.querySelectorAll('.steps details')]\
         .filter((one) => one.querySelector('.step-name').textContent === 'Selfie with document');\
         step.open = true; step.dataset.wanted = ''; step.scrollIntoView()";
    officer.run(opened).await;
    officer.press("[data-wanted] input[value=again]").await;
    officer.fill("[data-wanted] [data-reason]", "gl").await;
    officer
        .fill(
            "[data-wanted] [name=public_comment]",
            "Turn away from the window.",
        )
        .await;
    officer.inspect("2-send-back").await;
    officer.press("[data-wanted] button.button-primary").await;
    officer.wait("#pending [data-undo-now]").await;
    // Moving on ends the time to undo.
    assert_eq!(
        officer.open(&format!("{}/console/queue", running.origin)).await,
        200
    );
}

async fn give_again(phone: &Browser, running: &Running, link: &str) {
    assert_eq!(status(running, "steps-1").await, "INCOMPLETE");
    assert_eq!(phone.open(link).await, 200);
    phone.wait("a.button-primary[href$='/picture']").await;
    assert!(phone.path().await.ends_with("/refused"));
    assert!(phone.text("main").await.contains("Turn away from the window."));
    phone.inspect("6-sent-back").await;
    phone.follow("a.button-primary").await;
    upload(phone, running, "/picture", "6-again").await;
    send(phone, "7").await;
}

/// Approves on the applicant's page.
async fn approve(officer: &Browser, running: &Running) {
    assert_eq!(
        officer.open(&format!("{}/console/queue", running.origin)).await,
        200
    );
    officer.wait("#item-title").await;
    officer.press("[data-whole] input[value=accept]").await;
    officer.inspect("3-approve").await;
    officer.press("[data-whole] button.button-primary").await;
    officer.wait("#pending [data-undo-now]").await;
    assert_eq!(
        officer
            .open(&format!("{}/console/overview", running.origin))
            .await,
        200
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_does_not_share_the_place_goes_on_without() {
    let Some(running) = Running::fresh(Engine::Sqlite) else {
        return;
    };
    flow(&running, "placed", &["email", "location"]).await;
    let link = applicant_of(&running, "placed", "unplaced-1", json!({})).await;
    let phone = Browser::start(Device::Phone, "unplaced").await;
    phone.permit(&running.origin, "geolocation", false).await;
    consent(&phone, &link).await;
    phone.wait("input[type=email]").await;
    phone.follow("button[type=submit].button-primary").await;
    let code = mailed_code(&running, &running.tenant().await).await;
    phone.fill("#code", &code).await;
    phone.follow("button[value=confirm]").await;
    phone.press("[data-action=share]").await;
    phone.wait("[data-action=share]:not([disabled])").await;
    let hint = phone.text("[data-hint]").await;
    assert!(hint.contains("was not shared"), "{hint}");
    phone.inspect("2-place-refused").await;
    phone.follow("button[value=skip]").await;
    send(&phone, "3").await;
    let officer = Browser::start(Device::Desk, "unplaced-officer").await;
    enrol(&officer, &running).await;
    assert_eq!(
        officer
            .open(&format!("{}/console/applicants", running.origin))
            .await,
        200
    );
    officer.follow("main table a[href^='/console/applicants/']").await;
    let seen = officer
        .run("return document.querySelector('#item').textContent")
        .await;
    assert!(seen.as_str().unwrap().contains("not shared"), "{seen}");
    officer.inspect("1-applicant").await;
}

/// A page of paper, as a scanner without ambitions writes it.
const SCAN: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n\
xref\n0 4\ntrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n142\n%%EOF\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_takes_only_the_files_that_it_asks_for() {
    let Some(running) = Running::fresh(Engine::Sqlite) else {
        return;
    };
    let tenant = running.tenant().await;
    let bill = json!({ "type": "file", "name": "bill", "title": "Your last bill", "isRequired": true, "acceptedTypes": ".pdf" });
    let questionnaire =
        json!({ "name": "Bills", "content": { "pages": [{ "name": "p", "elements": [bill] }] } });
    let path = format!("/tenants/{tenant}/questionnaires");
    let made = running.operator(Method::POST, &path, Some(questionnaire)).await;
    let flow = json!({ "name": "bills", "services": ["questionnaire"], "questionnaire_id": made["id"] });
    let path = format!("/tenants/{tenant}/flows");
    running.operator(Method::POST, &path, Some(flow)).await;
    let link = applicant_of(&running, "bills", "bill-1", json!({})).await;
    let phone = Browser::start(Device::Phone, "bill").await;
    consent(&phone, &link).await;
    for (name, bytes) in [("bill.pdf", picture(3)), ("scan.jpg", SCAN.to_vec())] {
        let file = running.place.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        phone.wait("input[type=file][accept='.pdf']").await;
        phone.fill("input[type=file]", file.to_str().unwrap()).await;
        phone.follow("button[type=submit].button-primary").await;
        if name == "bill.pdf" {
            let words = phone.text("[data-question=bill]").await;
            assert!(
                words.contains("only these files") && words.contains(".pdf"),
                "{words}"
            );
            phone.inspect("2-other-type").await;
        }
    }
    send(&phone, "3").await;
}
