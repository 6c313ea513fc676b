//! Officers: an invitation works once, guessing is slow and tells nothing, a code is used once, an idle browser is out.

use std::time::Duration;

use domain::{
    Conflict, Denial, Error, Noun,
    event::Actor,
    officer::{FAILURES_MAX, HOLD_FOR, LOCKED_FOR, Officer, Role},
    tenant::Api,
};
use totp_rs::{Builder, Secret};
use values::DeliveryId;

use super::House;
use crate::{clock::Clock, officer::Cookie, tenant::TenantChange};

const EMAIL: &str = "m@acme.example";
const PASSWORD: &str = "a long and dull sentence";

/// What the officer's authenticator shows now.
fn shown(house: &House, secret: &str) -> String {
    let seconds = u64::try_from(house.clock.now().as_seconds()).unwrap();
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new()
        .with_secret(secret)
        .with_account_name("officer".to_owned())
        .build();
    totp.unwrap().generate(seconds).to_string()
}

/// An officer who has used the invitation; with the authenticator's secret, the invitation's and the browser's cookie.
async fn enrolled(house: &House) -> (Officer, String, String, Cookie) {
    let invited = house
        .app
        .officer_invite(house.tenant.id, EMAIL, "M.", Role::Admin, Actor::Operator);
    let (officer, url) = invited.await.unwrap();
    let invitation = url.rsplit('/').next().unwrap().to_owned();
    let secret = house.app.officer_invitation(&invitation).await.unwrap().secret;
    let code = shown(house, &secret);
    let enrolled = house
        .app
        .officer_enrol(&invitation, PASSWORD, &code, "203.0.113.9", "Browser/1");
    let cookie = enrolled.await.unwrap();
    (officer, secret, invitation, cookie)
}

fn denied<T: std::fmt::Debug>(answer: domain::Result<T>) -> Denial {
    match answer {
        Err(Error::Unauthenticated(denial)) => denial,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_invitation_works_once_and_not_for_ever() {
    let house = House::new().await;
    let (_, secret, invitation, _) = enrolled(&house).await;
    assert_eq!(
        denied(house.app.officer_invitation(&invitation).await),
        Denial::Wrong
    );
    let code = shown(&house, &secret);
    let again = house
        .app
        .officer_enrol(&invitation, PASSWORD, &code, "", "")
        .await;
    assert_eq!(denied(again), Denial::Wrong);
    let twin = house.app.officer_invite(
        house.tenant.id,
        "M@acme.example",
        "T.",
        Role::Reviewer,
        Actor::Operator,
    );
    assert_eq!(twin.await.unwrap_err(), Error::Conflict(Conflict::NameTaken));
    let late = house.app.officer_invite(
        house.tenant.id,
        "late@acme.example",
        "L.",
        Role::Reviewer,
        Actor::Operator,
    );
    let (_, url) = late.await.unwrap();
    house.clock.advance(Duration::from_secs(72 * 3600));
    let late = house
        .app
        .officer_invitation(url.rsplit('/').next().unwrap())
        .await;
    assert_eq!(denied(late), Denial::Expired);
}

#[tokio::test]
async fn five_wrong_passwords_lock_and_tell_no_more_than_an_unknown_address() {
    let house = House::new().await;
    let (_, secret, _, _) = enrolled(&house).await;
    for _ in 0..FAILURES_MAX {
        let unknown = house.app.officer_password("nobody@acme.example", PASSWORD).await;
        let wrong = house
            .app
            .officer_password(EMAIL, "a long and wrong sentence")
            .await;
        assert_eq!((denied(unknown), denied(wrong)), (Denial::Wrong, Denial::Wrong));
    }
    assert_eq!(
        denied(house.app.officer_password(EMAIL, PASSWORD).await),
        Denial::Locked
    );
    house.clock.advance(LOCKED_FOR - Duration::from_millis(1));
    assert_eq!(
        denied(house.app.officer_password(EMAIL, PASSWORD).await),
        Denial::Locked
    );
    house.clock.advance(Duration::from_millis(1));
    let wrong = house
        .app
        .officer_password(EMAIL, "a long and wrong sentence")
        .await;
    assert_eq!(
        denied(wrong),
        Denial::Wrong,
        "one failure after the lock is one failure"
    );
    let locks = house
        .app
        .audit_page(house.tenant.id, None, "officer.lock")
        .await
        .unwrap();
    assert_eq!(locks.len(), 1, "locked once");
    let ticket = house
        .app
        .officer_password(&EMAIL.to_uppercase(), PASSWORD)
        .await
        .unwrap();
    house
        .app
        .officer_code(&ticket, &shown(&house, &secret), "", "")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_code_signs_in_once_and_guesses_at_once_get_no_more_tries() {
    let house = House::new().await;
    let (officer, secret, _, _) = enrolled(&house).await;
    let ticket = house.app.officer_password(EMAIL, PASSWORD).await.unwrap();
    let code = shown(&house, &secret);
    let reused = house.app.officer_code(&ticket, &code, "", "").await;
    assert_eq!(denied(reused), Denial::Wrong, "it was used to enrol");
    house.clock.advance(Duration::from_secs(60));
    let code = shown(&house, &secret);
    house.app.officer_code(&ticket, &code, "", "").await.unwrap();
    assert_eq!(
        denied(house.app.officer_code(&ticket, &code, "", "").await),
        Denial::Wrong
    );
    house.clock.advance(LOCKED_FOR);
    let mut guesses = tokio::task::JoinSet::new();
    for guess in 0..20 {
        let app = std::sync::Arc::clone(&house.app);
        let (tenant_id, id) = (house.tenant.id, officer.id);
        guesses.spawn(async move { denied(app.second_factor(tenant_id, id, &format!("{guess:05}x")).await) });
    }
    let answers = guesses.join_all().await;
    // One failure was left from the reused code.
    let counted = answers.iter().filter(|denial| **denial == Denial::Wrong).count();
    assert_eq!(i64::try_from(counted), Ok(FAILURES_MAX - 1));
    let old = house
        .app
        .officer_code(&ticket, &shown(&house, &secret), "", "")
        .await;
    assert_eq!(
        denied(old),
        Denial::Expired,
        "a ticket of a quarter of an hour ago"
    );
}

#[tokio::test]
async fn a_browser_is_out_when_idle_old_or_its_officer_is_off() {
    let house = House::new().await;
    let (officer, _, _, Cookie(cookie)) = enrolled(&house).await;
    house.clock.advance(Duration::from_secs(29 * 60));
    house.app.desk_open(&cookie).await.unwrap();
    house.clock.advance(Duration::from_secs(29 * 60));
    house.app.desk_open(&cookie).await.unwrap();
    let other = cookie.replace(&house.tenant.id.to_string(), &officer.id.to_string());
    assert_eq!(
        denied(house.app.desk_open(&other).await),
        Denial::Wrong,
        "another tenant's"
    );
    house.clock.advance(Duration::from_secs(30 * 60));
    assert_eq!(denied(house.app.desk_open(&cookie).await), Denial::Expired);
    let disabled = house
        .app
        .officer_disable(house.tenant.id, officer.id, true, Actor::Operator);
    disabled.await.unwrap();
    assert_eq!(
        denied(house.app.desk_open(&cookie).await),
        Denial::Wrong,
        "signed out"
    );
    assert_eq!(
        denied(house.app.officer_password(EMAIL, PASSWORD).await),
        Denial::Wrong
    );
}

/// What the chain says an officer did, oldest first.
async fn deeds(house: &House, officer: &Officer) -> Vec<(String, String)> {
    let page = house.app.audit_page(house.tenant.id, None, "").await.unwrap();
    let own = page
        .into_iter()
        .rev()
        .filter(|entry| entry.actor == Actor::Officer(officer.id));
    own.map(|entry| (entry.action, entry.subject)).collect()
}

#[tokio::test]
async fn the_chain_names_everything_that_an_officer_does_at_the_desk() {
    let house = House::new().await;
    let (officer, secret, _, _) = enrolled(&house).await;
    let applicant = house.applicant("held-1").await;
    house.clock.advance(Duration::from_secs(60));
    let ticket = house.app.officer_password(EMAIL, PASSWORD).await.unwrap();
    let code = shown(&house, &secret);
    let Cookie(cookie) = house.app.officer_code(&ticket, &code, "", "").await.unwrap();
    let desk = house.app.desk_open(&cookie).await.unwrap();
    assert_eq!(house.app.desk_hold(&desk, applicant.id).await.unwrap(), None);
    house.clock.advance(Duration::from_secs(60));
    let prolonged = house.app.desk_hold(&desk, applicant.id).await.unwrap();
    assert_eq!(prolonged, None, "one hold, however often it is prolonged");
    let refused = house.app.desk_step_up(&desk, "12345x").await;
    assert_eq!(
        denied(refused),
        Denial::Wrong,
        "nothing was opened, nothing is named"
    );
    house.app.desk_release(&desk, applicant.id).await.unwrap();
    house.app.desk_release(&desk, applicant.id).await.unwrap();
    let mails = house.app.mails(house.tenant.id, None).await.unwrap();
    let mail = house.app.mail(&desk, mails[0].mail.id).await.unwrap();
    let code = shown(&house, &secret);
    house.app.desk_step_up(&desk, &code).await.unwrap();
    house.app.desk_close(&desk).await.unwrap();
    assert_eq!(denied(house.app.desk_open(&cookie).await), Denial::Wrong);
    let (to_applicant, to_officer, to_mail) = (
        format!("applicant:{}", applicant.id),
        format!("officer:{}", officer.id),
        format!("mail:{}", mail.mail.id),
    );
    let expected = [
        ("officer.enrol", &to_officer),
        ("officer.sign_in", &to_officer),
        ("applicant.hold", &to_applicant),
        ("applicant.release", &to_applicant),
        ("mail.view", &to_mail),
        ("officer.step_up", &to_officer),
        ("officer.sign_out", &to_officer),
    ];
    let named: Vec<_> = expected
        .map(|(action, subject)| (action.to_owned(), subject.clone()))
        .into();
    assert_eq!(deeds(&house, &officer).await, named);
    let report = house.app.audit_verify(house.tenant.id).await.unwrap();
    assert_eq!(report.broken, None);
}

#[tokio::test]
async fn a_hold_that_another_has_is_neither_taken_nor_named() {
    let house = House::new().await;
    let (first, _, _, Cookie(cookie)) = enrolled(&house).await;
    let applicant = house.applicant("held-2").await;
    let invited = house.app.officer_invite(
        house.tenant.id,
        "second@acme.example",
        "S.",
        Role::Reviewer,
        Actor::Operator,
    );
    let (second, _) = invited.await.unwrap();
    let desk = house.app.desk_open(&cookie).await.unwrap();
    let late = house
        .app
        .desk_on_behalf(house.tenant.id, second.id)
        .await
        .unwrap();
    assert_eq!(house.app.desk_hold(&desk, applicant.id).await.unwrap(), None);
    let holder = house.app.desk_hold(&late, applicant.id).await.unwrap().unwrap();
    assert_eq!(holder.officer_id, first.id);
    house.app.desk_release(&late, applicant.id).await.unwrap();
    assert_eq!(
        deeds(&house, &second).await,
        [],
        "the second one could do nothing"
    );
    house.clock.advance(HOLD_FOR);
    assert_eq!(house.app.desk_hold(&late, applicant.id).await.unwrap(), None);
    assert_eq!(
        deeds(&house, &second).await,
        [("applicant.hold".to_owned(), format!("applicant:{}", applicant.id))],
        "a hold that ran out is anybody's"
    );
}

/// Who may not do something is told so, whatever the page has checked before.
fn is_refused<T: std::fmt::Debug>(what: &str, answer: domain::Result<T>) {
    assert_eq!(answer.err(), Some(Error::Forbidden(Denial::Role)), "{what}");
}

#[tokio::test]
async fn what_needs_an_admin_or_a_senior_is_refused_to_others_by_the_product_itself() {
    let house = House::new().await;
    let (app, tenant_id) = (&house.app, house.tenant.id);
    let invited = app.officer_invite(tenant_id, "s@acme.example", "S.", Role::Senior, Actor::Operator);
    let senior = Actor::Officer(invited.await.unwrap().0.id);
    let invited = app.officer_invite(tenant_id, "r@acme.example", "R.", Role::Reviewer, Actor::Operator);
    let reviewer = invited.await.unwrap().0;
    let keys = app.credentials(tenant_id).await.unwrap();
    let flow = app.flows(tenant_id).await.unwrap().remove(0);
    let key = keys[0].id;
    let entries = app.audit_verify(tenant_id).await.unwrap().entries;
    is_refused(
        "key",
        app.credential_create(tenant_id, Api::Allpass, "x", senior).await,
    );
    is_refused(
        "key's end",
        app.credential_end(tenant_id, key, Duration::ZERO, senior).await,
    );
    let rotated = app.credential_rotate(tenant_id, key, Duration::ZERO, senior);
    is_refused("key's turn", rotated.await);
    let invited = app.officer_invite(tenant_id, "x@acme.example", "X.", Role::Admin, senior);
    is_refused("invitation", invited.await);
    is_refused("reset", app.officer_reset(tenant_id, reviewer.id, senior).await);
    let own = Actor::Officer(reviewer.id);
    is_refused(
        "own role",
        app.officer_role(tenant_id, reviewer.id, Role::Admin, own).await,
    );
    is_refused(
        "off",
        app.officer_disable(tenant_id, reviewer.id, true, senior).await,
    );
    is_refused(
        "settings",
        app.tenant_change(tenant_id, TenantChange::default(), senior)
            .await,
    );
    let definition = flow.definition.clone();
    is_refused(
        "flow",
        app.flow_create(tenant_id, definition.clone(), senior).await,
    );
    let changed = app.flow_change(tenant_id, flow.id, flow.version, definition, senior);
    is_refused("flow's change", changed.await);
    let missing = DeliveryId::from_uuid(reviewer.id.as_uuid());
    is_refused("resend", app.delivery_resend(tenant_id, missing, own).await);
    let by_senior = app.delivery_resend(tenant_id, missing, senior).await;
    assert_eq!(
        by_senior.err(),
        Some(Error::NotFound(Noun::Delivery)),
        "a senior may"
    );
    assert_eq!(
        app.audit_verify(tenant_id).await.unwrap().entries,
        entries,
        "nothing was done"
    );
    let promoted = app.officer_role(tenant_id, reviewer.id, Role::Admin, Actor::Operator);
    promoted.await.unwrap();
    app.credential_create(tenant_id, Api::Allpass, "x", own)
        .await
        .unwrap();
    let disabled = app.officer_disable(tenant_id, reviewer.id, true, Actor::Operator);
    disabled.await.unwrap();
    is_refused(
        "disabled",
        app.credential_create(tenant_id, Api::Allpass, "y", own).await,
    );
}
