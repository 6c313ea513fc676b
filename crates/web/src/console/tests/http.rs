//! The console over its router: who gets in, what is refused, what is logged and shown once.

use std::{net::IpAddr, time::Duration};

use axum::http::{StatusCode, header};
use domain::{officer::Role, tenant::Api};

use super::harness::{Browser, PASSWORD, field, house, tenant, waiting};

const PAGES: [&str; 13] = [
    "/console/overview",
    "/console/queue",
    "/console/applicants",
    "/console/flows",
    "/console/questionnaires",
    "/console/deliveries",
    "/console/endpoints",
    "/console/mail",
    "/console/jobs",
    "/console/settings",
    "/console/keys",
    "/console/officers",
    "/console/audit?verify=1",
];

#[tokio::test]
async fn every_page_is_shown_with_its_headers_and_only_to_officers() {
    let house = house().await;
    waiting(&house, "cust-1").await;
    let admin = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Admin).await;
    let stranger = Browser::stranger(&house);
    for path in PAGES {
        let answer = admin.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        assert!(
            !answer.text.contains("Officer <b>") && !answer.text.contains("<script>"),
            "{path}"
        );
        let turned_away = stranger.get(path).await;
        assert_eq!(turned_away.status, StatusCode::SEE_OTHER, "{path}");
        assert!(
            turned_away
                .location()
                .starts_with("/console/sign-in?next=%2Fconsole%2F"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn signing_in_needs_both_factors_and_signing_out_ends_the_session() {
    let house = house().await;
    let mut browser = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    let token = browser.token().await;
    let gone = browser.post("/console/sign-out", &[("form_token", &token)]).await;
    assert!(
        gone.headers[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(browser.get("/console/queue").await.status, StatusCode::SEE_OTHER);
    let late = browser.post("/console/sign-out", &[("form_token", &token)]).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED, "a form is not redirected");
    let wrong = [("email", "a@example.org"), ("password", "not this one, sorry")];
    assert_eq!(
        browser.post("/console/sign-in", &wrong).await.status,
        StatusCode::UNAUTHORIZED
    );
    let right = [
        ("email", "A@example.org"),
        ("password", PASSWORD),
        ("next", "/console/applicants"),
    ];
    let page = browser.post("/console/sign-in", &right).await;
    let ticket = field(&page.text, "ticket");
    let guess = [("ticket", ticket.as_str()), ("code", "000000")];
    assert_eq!(
        browser.post("/console/sign-in/code", &guess).await.status,
        StatusCode::UNAUTHORIZED
    );
    let code = browser.code();
    let sent = [
        ("ticket", ticket.as_str()),
        ("code", &code),
        ("next", "/console/applicants"),
    ];
    let answer = browser.post("/console/sign-in/code", &sent).await;
    assert_eq!(answer.location(), "/console/applicants");
    let again = browser.post("/console/sign-in/code", &sent).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED, "a code works once");
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    browser.cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(browser.get("/console/applicants").await.status, StatusCode::OK);
    house.clock.advance(Duration::from_secs(31 * 60));
    assert_eq!(
        browser.get("/console/applicants").await.status,
        StatusCode::SEE_OTHER,
        "idle for too long"
    );
}

#[tokio::test]
async fn forms_from_elsewhere_or_without_their_token_are_refused() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let browser = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Admin).await;
    let other = Browser::officer(&house, house.tenant_id, "b@example.org", Role::Admin).await;
    let path = format!("/console/applicants/{id}/release");
    let (own, foreign) = (browser.token().await, other.token().await);
    for (site, token) in [
        ("cross-site", own.as_str()),
        ("same-site", &own),
        ("none", &own),
        ("same-origin", ""),
        ("same-origin", &foreign),
    ] {
        let answer = browser.post_from(site, &path, &[("form_token", token)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site} {token}");
    }
    let answer = browser.post(&path, &[("form_token", &own)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let sign_in = browser.post_from("cross-site", "/console/sign-in", &[]).await;
    assert_eq!(sign_in.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_decision_needs_the_version_that_was_read() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let browser = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    let queue = browser.get("/console/queue").await.text;
    assert!(
        queue.contains("cust-1") && queue.contains("data-whole"),
        "{queue}"
    );
    let (path, version) = (
        format!("/console/applicants/{id}/decision"),
        field(&queue, "version"),
    );
    let unsaid = [("version", version.as_str()), ("decision", "reject")];
    assert_eq!(
        browser.form(&path, &unsaid).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let stale = [
        ("version", "1"),
        ("decision", "reject"),
        ("reason", "gl"),
        ("internal_comment", "mine"),
    ];
    let conflict = browser.form(&path, &stale).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.text.contains("Your decision was not recorded") && conflict.text.contains("mine"));
    let right = [
        ("version", version.as_str()),
        ("decision", "accept"),
        ("public_comment", "Welcome"),
    ];
    let decided = browser.form(&path, &right).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text);
    let page = browser.get(decided.location()).await.text;
    assert!(page.contains("Approved") && page.contains("Recorded."), "{page}");
    assert!(
        !page.contains("name=\"decision\""),
        "a reviewer does not change a decision"
    );
    assert!(browser.get("/console/queue").await.text.contains("Nobody waits"));
}

#[tokio::test]
async fn a_decision_is_shown_and_only_a_senior_changes_it() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let reviewer = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    let senior = Browser::officer(&house, house.tenant_id, "b@example.org", Role::Senior).await;
    let page = format!("/console/applicants/{id}");
    let path = format!("{page}/decision");
    let shown = reviewer.get(&page).await.text;
    assert!(!shown.contains("data-decided"), "nothing is decided yet");
    let (step, version) = (field(&shown, "step"), field(&shown, "version"));
    let accept = [
        ("version", version.as_str()),
        ("decision", "accept"),
        ("public_comment", "Welcome"),
        ("internal_comment", "Known from the branch"),
    ];
    assert_eq!(reviewer.form(&path, &accept).await.status, StatusCode::SEE_OTHER);
    let shown = senior.get(&page).await.text;
    let decided = shown.split_once("data-decided").expect("the decision is shown").1;
    let decided = decided.split_once("</section>").unwrap().0;
    for word in [
        "Approved",
        "by Officer",
        "<time",
        "Welcome",
        "Known from the branch",
    ] {
        assert!(decided.contains(word), "{word} in {decided}");
    }
    let whole = shown.split_once("data-whole").unwrap().1;
    assert!(
        !whole.contains("value=\"accept\"") && whole.contains("value=\"reject\""),
        "{whole}"
    );
    let version = field(&shown, "version");
    let again = [
        ("version", version.as_str()),
        ("decision", "again"),
        ("reason", "blur"),
        ("step", &step),
    ];
    let one = format!("{page}/steps/{step}/decision");
    for (path, sent) in [(&path, &again[..]), (&one, &again[..3])] {
        let refused = reviewer.form(path, sent).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let reject = [
        ("version", version.as_str()),
        ("decision", "reject"),
        ("reason", "glare"),
    ];
    assert_eq!(senior.form(&path, &reject).await.status, StatusCode::SEE_OTHER);
    let shown = senior.get(&page).await.text;
    let decided = shown.split_once("data-decided").unwrap().1;
    let decided = decided.split_once("</section>").unwrap().0;
    for word in ["Rejected", "by Officer", "Glare"] {
        assert!(decided.contains(word), "{word} in {decided}");
    }
    let whole = shown.split_once("data-whole").unwrap().1;
    assert!(
        whole.contains("value=\"accept\"") && !whole.contains("value=\"reject\""),
        "{whole}"
    );
    let version = field(&shown, "version");
    let again = [
        ("version", version.as_str()),
        ("decision", "again"),
        ("reason", "blur"),
    ];
    assert_eq!(senior.form(&one, &again).await.status, StatusCode::SEE_OTHER);
    assert!(
        !senior.get(&page).await.text.contains("data-decided"),
        "it is open again"
    );
}

#[tokio::test]
async fn what_one_officer_holds_another_only_reads() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let first = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    let second = Browser::officer(&house, house.tenant_id, "b@example.org", Role::Reviewer).await;
    let version = field(&first.get("/console/queue").await.text, "version");
    let page = second.get(&format!("/console/applicants/{id}")).await.text;
    assert!(
        page.contains("Held by") && !page.contains("name=\"decision\""),
        "{page}"
    );
    let sent = [("version", version.as_str()), ("decision", "accept")];
    let path = format!("/console/applicants/{id}/decision");
    assert_eq!(second.form(&path, &sent).await.status, StatusCode::CONFLICT);
    let released = first
        .form(&format!("/console/applicants/{id}/release"), &[])
        .await;
    assert_eq!(released.status, StatusCode::SEE_OTHER);
    assert!(second.get("/console/queue").await.text.contains("data-whole"));
}

#[tokio::test]
async fn a_picture_is_shown_to_its_tenants_officers_and_never_runs() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let browser = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    let page = browser.get(&format!("/console/applicants/{id}")).await.text;
    let rest = page.split_once("<img src=\"").unwrap().1;
    let path = rest.split('"').next().unwrap();
    let answer = browser.get(path).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "image/jpeg");
    assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(
        answer.headers[header::CONTENT_SECURITY_POLICY],
        "default-src 'none'; sandbox"
    );
    let other = tenant(&house.app, "Umbra Pay").await;
    let foreign = Browser::officer(&house, other, "u@example.org", Role::Admin).await;
    assert_eq!(foreign.get(path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        Browser::stranger(&house).get(path).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn asking_again_names_the_steps() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let browser = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    let page = browser.get(&format!("/console/applicants/{id}")).await.text;
    let (step, version) = (field(&page, "step"), field(&page, "version"));
    let path = format!("/console/applicants/{id}/decision");
    let mut sent = vec![
        ("version", version.as_str()),
        ("decision", "again"),
        ("reason", "blur"),
    ];
    assert_eq!(
        browser.form(&path, &sent).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    sent.push(("step", &step));
    assert_eq!(browser.form(&path, &sent).await.status, StatusCode::SEE_OTHER);
    let page = browser.get(&format!("/console/applicants/{id}")).await.text;
    assert!(
        page.contains("Asked again") && page.contains("Incomplete"),
        "{page}"
    );
}

#[tokio::test]
async fn dangerous_things_ask_for_a_fresh_second_factor_and_secrets_are_shown_once() {
    let house = house().await;
    let admin = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Admin).await;
    house.clock.advance(Duration::from_secs(6 * 60));
    let wish = [("label", "server"), ("api", "allpass")];
    let asked = admin.form("/console/keys", &wish).await.text;
    assert!(
        asked.contains("Confirm it is you") && asked.contains("name=\"label\" value=\"server\""),
        "{asked}"
    );
    assert!(house.app.credentials(house.tenant_id).await.unwrap().is_empty());
    let guess = [("label", "server"), ("api", "allpass"), ("code", "000000")];
    assert!(
        admin
            .form("/console/keys", &guess)
            .await
            .text
            .contains("not right")
    );
    let code = admin.code();
    let confirmed = [("label", "server"), ("api", "allpass"), ("code", code.as_str())];
    let made = admin.form("/console/keys", &confirmed).await.text;
    let secret = made.split_once("class=\"secret\"").unwrap().1;
    let key = secret.split("<code>").nth(2).unwrap().split('<').next().unwrap();
    let caller = house
        .app
        .caller(Api::Allpass, key, IpAddr::from([127, 0, 0, 1]))
        .await;
    assert!(caller.is_ok(), "{key}");
    assert!(!admin.get("/console/keys").await.text.contains(key));
}

#[tokio::test]
async fn a_lesser_role_is_refused_even_when_it_knows_the_address() {
    let house = house().await;
    let reviewer = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Reviewer).await;
    for path in PAGES.iter().skip(3) {
        assert_eq!(reviewer.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let senior = Browser::officer(&house, house.tenant_id, "b@example.org", Role::Senior).await;
    for path in [
        "/console/keys",
        "/console/officers",
        "/console/settings",
        "/console/endpoints",
        "/console/flows/new",
        "/console/questionnaires/new",
    ] {
        assert_eq!(
            senior.form(path, &[]).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    assert_eq!(senior.get("/console/deliveries").await.status, StatusCode::OK);
}

#[tokio::test]
async fn another_tenants_things_are_not_found() {
    let house = house().await;
    let id = waiting(&house, "cust-1").await;
    let other = tenant(&house.app, "Umbra Pay").await;
    let admin = Browser::officer(&house, other, "u@example.org", Role::Admin).await;
    for path in [
        format!("/console/applicants/{id}"),
        format!("/console/applicants/{id}/files/{id}"),
        format!("/console/deliveries/{id}"),
        format!("/console/mail/{id}"),
        format!("/console/flows/{id}"),
        format!("/console/questionnaires/{id}"),
        "/console/applicants/nonsense".into(),
    ] {
        assert_eq!(admin.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let sent = [
        ("version", "2"),
        ("decision", "accept"),
        ("overlap_hours", "1"),
        ("role", "admin"),
    ];
    for path in [
        format!("/console/applicants/{id}/decision"),
        format!("/console/keys/{id}/revoke"),
        format!("/console/keys/{id}/rotate"),
        format!("/console/endpoints/{id}/delete"),
        format!("/console/deliveries/{id}/resend"),
        format!("/console/jobs/{id}/retry"),
        format!("/console/officers/{id}/role"),
    ] {
        assert_eq!(
            admin.form(&path, &sent).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(!admin.get("/console/applicants").await.text.contains("cust-1"));
}

#[tokio::test]
async fn definitions_are_checked_and_kept_as_written_when_refused() {
    let house = house().await;
    let admin = Browser::officer(&house, house.tenant_id, "a@example.org", Role::Admin).await;
    let wrong = r#"{ "name": "x", "services": ["selfy"] }"#;
    let refused = admin.form("/console/flows/new", &[("definition", wrong)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("selfy") && refused.text.contains("Not saved."),
        "{}",
        refused.text
    );
    let right = r#"{ "name": "short", "services": ["selfie"] }"#;
    assert_eq!(
        admin
            .form("/console/flows/new", &[("definition", right)])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert!(
        admin
            .get("/console/flows?done=saved")
            .await
            .text
            .contains("short")
    );
    let sent = [("name", "Acme"), ("definition", r#"{ "retention_dayz": 1 }"#)];
    assert!(
        admin
            .form("/console/settings", &sent)
            .await
            .text
            .contains("retention_dayz")
    );
    let sent = [("name", "Acme"), ("definition", r#"{ "retention_days": 1 }"#)];
    assert_eq!(
        admin.form("/console/settings", &sent).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        house
            .app
            .tenant(house.tenant_id)
            .await
            .unwrap()
            .settings
            .retention_days,
        1
    );
}
