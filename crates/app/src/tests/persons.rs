//! What is asked of a known person: evidence to be renewed, confirmations, device and place; each answered once, in time, by them.

use std::time::Duration;

use domain::{
    Conflict, Denial, Error, Noun,
    applicant::{ApplicantStatus, Device, NewApplicant},
    decision::{Decision, ReasonCode, Verdict},
    event::Actor,
    evidence::FileKind,
    flow::Service,
    inquiry::{Inquiry, InquiryKind, InquiryStatus, Purpose, PushSubscription},
    officer::Role,
    step::{Place, StepRequest, StepStatus},
    tenant::Api,
};
use serde_json::{Map, Value, json};
use store::on_both;
use values::{ApplicantId, EmailAddress};

use super::{House, MAILBOX, bytes_below, mailbox, picture};
use crate::{
    desk::Desk,
    inquiry::{NewInquiry, REPORT_BYTES_MAX},
    me::{Me, MyAnswer},
};

const MINUTE: Duration = Duration::from_secs(60);
const IP: &str = "203.0.113.9";
const RIGA: Place = Place {
    latitude: 56.95,
    longitude: 24.1,
    accuracy_m: 12.0,
};

async fn person(house: &House, external_id: &str) -> ApplicantId {
    let new = NewApplicant {
        external_id: external_id.into(),
        flow_name: "onboarding".into(),
        email: mailbox(),
        ..NewApplicant::default()
    };
    let made = house.app.applicant_create(&house.caller, new, false).await;
    made.unwrap().value.applicant.id
}

const fn confirmation(needs_selfie: bool) -> InquiryKind {
    InquiryKind::Confirmation {
        purpose: Purpose::Transaction,
        needs_selfie,
    }
}

async fn ask(house: &House, person: &str, reference: &str, kind: InquiryKind) -> domain::Result<Inquiry> {
    let new = NewInquiry {
        reference: reference.into(),
        kind,
        title: "Pay 12 EUR".into(),
        body: "To the corner shop".into(),
    };
    tick(house);
    let made = house.app.inquiry_make(&house.caller, person, new).await?;
    Ok(made.value)
}

/// Lets the next mail be newer than all before.
fn tick(house: &House) {
    house.clock.advance(Duration::from_millis(1));
}

/// The newest mail's text.
async fn newest_mail(house: &House) -> String {
    let mails = house.app.mails(house.tenant.id, None).await.unwrap();
    mails[0].content.text.clone()
}

/// The token behind a path in a text.
fn token(text: &str, path: &str) -> String {
    let (_, rest) = text.split_once(&format!("/{path}/")).expect(text);
    rest.split('"').next().unwrap().to_owned()
}

/// The person's own page, by the link of the newest mail.
async fn own_page(house: &House) -> Me {
    let token = token(&newest_mail(house).await, "me");
    house.app.me_open(&token).await.unwrap()
}

async fn events(house: &House, id: ApplicantId) -> Vec<&'static str> {
    let record = house.app.applicant_record(house.tenant.id, id).await.unwrap();
    record.1.iter().map(|event| event.kind.as_str()).collect()
}

async fn answer(house: &House, me: &Me, asked: &Inquiry, answer: MyAnswer) -> domain::Result<Inquiry> {
    let answered = house.app.me_answer(me, asked.id, answer, IP.into()).await?;
    Ok(answered.expect("the picture is good"))
}

const YES: MyAnswer = MyAnswer::Approve { selfie: None };

async fn desk(house: &House) -> Desk {
    let invited = house.app.officer_invite(
        house.tenant.id,
        "m@acme.example",
        "M.",
        Role::Senior,
        Actor::Operator,
    );
    let (officer, _) = invited.await.unwrap();
    house
        .app
        .desk_on_behalf(house.tenant.id, officer.id)
        .await
        .unwrap()
}

fn report(model: &str) -> Map<String, Value> {
    json!({ "model": model, "os": "Äther 1" })
        .as_object()
        .unwrap()
        .clone()
}

on_both! {
    async fn a_confirmation_is_answered_once(db: TestDb) {
        let house = House::on(db).await;
        let id = person(&house, "client-1").await;
        let asked = ask(&house, "client-1", "r-1", confirmation(false)).await.unwrap();
        let me = own_page(&house).await;
        assert!(newest_mail(&house).await.contains("Pay 12 EUR"));
        assert_eq!(me.inquiries, std::slice::from_ref(&asked));
        assert_eq!(asked.status, InquiryStatus::Pending);
        let answered = answer(&house, &me, &asked, YES).await.unwrap();
        assert_eq!((answered.status, answered.ip.as_deref()), (InquiryStatus::Approved, Some(IP)));
        for again in [YES, MyAnswer::Decline] {
            let refused = answer(&house, &me, &asked, again).await;
            assert_eq!(refused, Err(Error::Conflict(Conflict::InquiryAnswered)));
        }
        let (read, shown) = house.app.inquiry_read(&house.caller, "client-1", "r-1").await.unwrap();
        assert_eq!((read, shown), (answered, None));
        assert_eq!(events(&house, id).await, ["created", "inquiry_made", "inquiry_ended"]);
        house.clock.advance(20 * MINUTE);
        house.app.work_until_idle().await.unwrap();
        assert_eq!(events(&house, id).await.len(), 3, "what is answered does not expire");
    }

    async fn what_nobody_answers_expires_and_is_told(db: TestDb) {
        let house = House::on(db).await;
        let id = person(&house, "client-1").await;
        let asked = ask(&house, "client-1", "r-1", confirmation(false)).await.unwrap();
        let me = own_page(&house).await;
        house.clock.advance(15 * MINUTE - Duration::from_millis(1));
        house.app.work_until_idle().await.unwrap();
        assert_eq!(events(&house, id).await, ["created", "inquiry_made"], "not yet");
        house.clock.advance(Duration::from_millis(1));
        let late = answer(&house, &me, &asked, YES).await;
        assert_eq!(late, Err(Error::Conflict(Conflict::InquiryExpired)), "before the worker has noted it");
        house.app.work_until_idle().await.unwrap();
        let (read, _) = house.app.inquiry_read(&house.caller, "client-1", "r-1").await.unwrap();
        assert_eq!((read.status, read.answered_at), (InquiryStatus::Expired, None));
        assert_eq!(events(&house, id).await, ["created", "inquiry_made", "inquiry_ended"]);
        let late = answer(&house, &me, &asked, MyAnswer::Decline).await;
        assert_eq!(late, Err(Error::Conflict(Conflict::InquiryExpired)));
    }

    async fn another_persons_question_is_not_there(db: TestDb) {
        let house = House::on(db).await;
        person(&house, "client-1").await;
        person(&house, "client-2").await;
        ask(&house, "client-1", "r-1", confirmation(false)).await.unwrap();
        let me = own_page(&house).await;
        let other = ask(&house, "client-2", "r-2", confirmation(false)).await.unwrap();
        let missing = Error::NotFound(Noun::Inquiry);
        assert_eq!(answer(&house, &me, &other, YES).await, Err(missing.clone()));
        assert_eq!(house.app.me_inquiry(&me, other.id).await, Err(missing.clone()));
        let read = house.app.inquiry_read(&house.caller, "client-1", "r-2").await;
        assert_eq!(read.unwrap_err(), missing);
        let read = house.app.inquiry_read(&house.caller, "client-9", "r-2").await;
        assert_eq!(read.unwrap_err(), Error::NotFound(Noun::Applicant));
        let (read, _) = house.app.inquiry_read(&house.caller, "client-2", "r-2").await.unwrap();
        assert_eq!(read.status, InquiryStatus::Pending);
    }

    async fn a_face_is_shown_in_time_and_kept_once(db: TestDb) {
        let house = House::on(db).await;
        person(&house, "client-1").await;
        let asked = ask(&house, "client-1", "r-1", confirmation(true)).await.unwrap();
        let late = ask(&house, "client-1", "r-2", confirmation(true)).await.unwrap();
        let plain = ask(&house, "client-1", "r-3", confirmation(false)).await.unwrap();
        let me = own_page(&house).await;
        let shown = || MyAnswer::Approve { selfie: Some(picture()) };
        let without = answer(&house, &me, &asked, YES).await;
        assert!(matches!(without, Err(Error::Invalid { field: "picture", .. })), "{without:?}");
        let poem = MyAnswer::Approve { selfie: Some(b"no face".to_vec()) };
        let refused = house.app.me_answer(&me, asked.id, poem, IP.into()).await.unwrap();
        assert!(refused.is_err(), "{refused:?}");
        assert_eq!(bytes_below(house.files.path()).len(), 0);
        let answered = answer(&house, &me, &asked, shown()).await.unwrap();
        assert_eq!(answered.status, InquiryStatus::Approved);
        let (_, bytes) = house.app.inquiry_read(&house.caller, "client-1", "r-1").await.unwrap();
        assert!(bytes.unwrap().starts_with(&[0xff, 0xd8]), "a JPEG");
        let again = answer(&house, &me, &asked, shown()).await;
        assert_eq!(again, Err(Error::Conflict(Conflict::InquiryAnswered)));
        let needless = answer(&house, &me, &plain, shown()).await.unwrap();
        assert_eq!((needless.status, needless.picture), (InquiryStatus::Approved, None));
        house.clock.advance(15 * MINUTE);
        let refused = answer(&house, &me, &late, shown()).await;
        assert_eq!(refused, Err(Error::Conflict(Conflict::InquiryExpired)));
        assert_eq!(bytes_below(house.files.path()).len(), 1, "one picture, the one that counts");
    }

    async fn a_device_that_says_what_it_is_answers_every_open_question_about_it(db: TestDb) {
        let house = House::on(db).await;
        let id = person(&house, "client-1").await;
        person(&house, "client-2").await;
        let device = ask(&house, "client-1", "r-1", InquiryKind::Device).await.unwrap();
        let place = ask(&house, "client-1", "r-2", InquiryKind::Location).await.unwrap();
        let payment = ask(&house, "client-1", "r-3", confirmation(false)).await.unwrap();
        let me = own_page(&house).await;
        let theirs = ask(&house, "client-2", "r-4", InquiryKind::Device).await.unwrap();
        let standing = async |asked: &Inquiry| {
            let person = if asked.id == theirs.id { "client-2" } else { "client-1" };
            let read = house.app.inquiry_read(&house.caller, person, &asked.reference).await;
            read.unwrap().0
        };
        house.app.me_report_device(&me, report("one"), None, IP.into()).await.unwrap();
        let answered = standing(&device).await;
        assert_eq!(answered.status, InquiryStatus::Answered);
        assert_eq!((answered.report, answered.place), (Some(report("one")), None));
        assert_eq!(standing(&place).await.status, InquiryStatus::Pending, "the place was not shared");
        house.app.me_report_device(&me, report("two"), Some(RIGA), IP.into()).await.unwrap();
        let answered = standing(&place).await;
        assert_eq!((answered.status, answered.place), (InquiryStatus::Answered, Some(RIGA)));
        assert_eq!(standing(&device).await.report, Some(report("one")), "answered once");
        assert_eq!(standing(&payment).await.status, InquiryStatus::Pending);
        assert_eq!(standing(&theirs).await.status, InquiryStatus::Pending);
        let ended = events(&house, id).await.iter().filter(|name| **name == "inquiry_ended").count();
        assert_eq!(ended, 2);
        house.app.me_report_device(&me, report("three"), None, IP.into()).await.unwrap();
        let tenant_id = house.tenant.id;
        let kept = house.db.read(move |tx| tx.device_report(tenant_id, id)).await.unwrap().unwrap();
        assert_eq!((kept.report, kept.place), (report("three"), Some(RIGA)), "a place stays until another comes");
    }

    async fn a_name_for_a_question_is_used_once_in_a_tenant(db: TestDb) {
        let house = House::on(db).await;
        person(&house, "client-1").await;
        person(&house, "client-2").await;
        ask(&house, "client-1", "r-1", confirmation(false)).await.unwrap();
        for (person, kind) in [("client-1", InquiryKind::Device), ("client-2", confirmation(true))] {
            let taken = ask(&house, person, "r-1", kind).await;
            assert_eq!(taken, Err(Error::Conflict(Conflict::ReferenceTaken)));
        }
        for reference in ["", &"x".repeat(201)] {
            let wrong = ask(&house, "client-1", reference, confirmation(false)).await;
            assert!(matches!(wrong, Err(Error::Invalid { field: "request_id", .. })), "{wrong:?}");
        }
        let nobody = ask(&house, "client-9", "r-9", confirmation(false)).await;
        assert_eq!(nobody, Err(Error::NotFound(Noun::Applicant)));
        house.app.applicant_schedule_deletion(&house.caller, "client-2").await.unwrap();
        let planned = ask(&house, "client-2", "r-9", confirmation(false)).await;
        assert_eq!(planned, Err(Error::Conflict(Conflict::DeletionScheduled)));
    }

    async fn evidence_travels_from_the_wish_to_the_reason(db: TestDb) {
        let house = House::on(db).await;
        let id = person(&house, "client-1").await;
        let request = StepRequest {
            reference: "r-1".into(),
            title: "A newer bill".into(),
            description: "Not older than 3 months.".into(),
            ip: None,
        };
        let asked = house
            .app
            .evidence_request(&house.caller, "client-1", Service::AdditionalDocument, request)
            .await;
        let asked = asked.unwrap().value;
        let mail = newest_mail(&house).await;
        assert!(mail.contains("A newer bill") && asked.url.contains("/me/"), "{mail}");
        let me = own_page(&house).await;
        let step_id = me.applicant.requested_steps().next().unwrap().id;
        let url = house.app.me_verification_link(&me).await.unwrap();
        let verify = url.rsplit('/').next().unwrap().to_owned();
        let visit = house.app.visit_open(&verify).await.unwrap();
        let device = Device { ip: IP.into(), ..Device::default() };
        house.app.visit_consent(&visit, device).await.unwrap();
        let bill = house.app.visit_file_add(&visit, step_id, FileKind::AdditionalDocument, None, picture());
        bill.await.unwrap().unwrap();
        house.app.visit_step_submit(&visit, step_id).await.unwrap();
        let (step, dossier) = house
            .app
            .evidence_requested(&house.caller, "client-1", "r-1")
            .await
            .unwrap();
        assert_eq!((step.status, step.attempts), (StepStatus::Submitted, 1));
        assert_eq!(step.request.unwrap().ip.as_deref(), Some(IP));
        assert_eq!(dossier.pictures.len(), 1);
        assert_eq!(dossier.applicant.status, ApplicantStatus::Incomplete, "the flow is another matter");

        let desk = desk(&house).await;
        let decision = Decision {
            verdict: Verdict::Resubmit,
            reason: Some(ReasonCode::AddressDocumentOld),
            public_comment: Some("It is from 2019.".into()),
            internal_comment: None,
        };
        let version = dossier.applicant.version;
        tick(&house);
        let decided = house.app.desk_step_decide(&desk, id, version, step_id, decision.clone());
        let decided = decided.await.unwrap();
        let mail = newest_mail(&house).await;
        assert!(mail.contains("address_document_old") && mail.contains("It is from 2019."), "{mail}");
        let me = own_page(&house).await;
        assert!(me.applicant.step(step_id).unwrap().awaits_applicant(), "may be given again");
        let refused = Decision { verdict: Verdict::Reject, ..decision };
        // Given again and refused for good: a mail without a way back.
        let bill = house.app.visit_file_add(&visit, step_id, FileKind::AdditionalDocument, None, picture());
        bill.await.unwrap().unwrap();
        house.app.visit_step_submit(&visit, step_id).await.unwrap();
        let version = decided.version + 2;
        tick(&house);
        let decided = house.app.desk_step_decide(&desk, id, version, step_id, refused).await.unwrap();
        assert_eq!(decided.step(step_id).unwrap().status, StepStatus::Rejected);
        let mail = newest_mail(&house).await;
        assert!(mail.contains("EvidenceRefused") && mail.contains("url: None"), "{mail}");
        let missing = house.app.evidence_requested(&house.caller, "client-1", "r-2").await;
        assert_eq!(missing.unwrap_err(), Error::NotFound(Noun::Inquiry));
    }

    async fn an_address_is_invited_once_by_an_api(db: TestDb) {
        let house = House::on(db).await;
        let new = |external_id: &str, email: &str, api| {
            let mut new = NewApplicant {
                external_id: external_id.into(),
                flow_name: "made at once".into(),
                email: EmailAddress::parse(email).ok(),
                ..NewApplicant::default()
            };
            new.origin.api = Some(api);
            new
        };
        let services: &[Service] = &[Service::Selfie];
        let invite = async |new| house.app.applicant_invite(&house.caller, new, services).await;
        let invited = invite(new("a-1", MAILBOX, Api::CodegoKyc)).await.unwrap().value;
        assert_eq!(invited.dossier.flow.definition.services, services);
        let mail = newest_mail(&house).await;
        assert!(mail.contains("Verification") && mail.contains(&invited.url), "{mail}");
        let verify = token(&mail, "verify");
        house.app.visit_open(&verify).await.unwrap();
        let taken = invite(new("a-2", &MAILBOX.to_uppercase(), Api::CodegoKyc)).await;
        assert_eq!(taken.unwrap_err(), Error::Conflict(Conflict::EmailTaken));
        let other = invite(new("a-3", MAILBOX, Api::Allpass)).await.unwrap().value;
        assert_eq!(other.dossier.flow.id, invited.dossier.flow.id, "the flow is there now");
    }

    async fn an_own_page_opens_with_its_link_alone(db: TestDb) {
        let house = House::on(db).await;
        person(&house, "client-1").await;
        ask(&house, "client-1", "r-1", confirmation(false)).await.unwrap();
        let own = token(&newest_mail(&house).await, "me");
        let verify = house.link("client-1").await.token;
        house.app.me_open(&own).await.unwrap();
        let wrong = Error::Unauthenticated(Denial::Wrong);
        assert_eq!(house.app.me_open(&verify).await.unwrap_err(), wrong);
        assert_eq!(house.app.visit_open(&own).await.unwrap_err(), wrong);
        house.clock.advance(366 * super::DAY);
        assert_eq!(house.app.me_open(&own).await.unwrap_err(), Error::Unauthenticated(Denial::Expired));
        ask(&house, "client-1", "r-2", confirmation(false)).await.unwrap();
        let own = token(&newest_mail(&house).await, "me");
        let me = house.app.me_open(&own).await.unwrap();
        let form = house.app.form_token(&me.session);
        house.app.form_check(&me.session, &form).unwrap();
        let forged = house.app.form_check(&me.session, &verify);
        assert_eq!(forged, Err(Error::Forbidden(Denial::Forgery)));
        house.app.applicant_schedule_deletion(&house.caller, "client-1").await.unwrap();
        let planned = house.app.me_open(&own).await;
        assert_eq!(planned.unwrap_err(), Error::Conflict(Conflict::DeletionScheduled));
    }
}

#[tokio::test]
async fn reports_and_subscriptions_are_bounded() {
    let house = House::new().await;
    person(&house, "client-1").await;
    let asked = ask(&house, "client-1", "r-1", InquiryKind::Device).await.unwrap();
    let me = own_page(&house).await;
    let huge = report(&"x".repeat(REPORT_BYTES_MAX));
    let sent = house
        .app
        .me_report_device(&me, huge.clone(), None, IP.into())
        .await;
    assert!(
        matches!(sent, Err(Error::Invalid { field: "report", .. })),
        "{sent:?}"
    );
    let given = MyAnswer::Device {
        report: huge,
        place: None,
    };
    let answered = answer(&house, &me, &asked, given).await;
    assert!(
        matches!(answered, Err(Error::Invalid { field: "report", .. })),
        "{answered:?}"
    );
    let nowhere = Place {
        latitude: 99.0,
        ..RIGA
    };
    let sent = house
        .app
        .me_report_device(&me, report("one"), Some(nowhere), IP.into())
        .await;
    assert!(
        matches!(sent, Err(Error::Invalid { field: "place", .. })),
        "{sent:?}"
    );
    for endpoint in [
        "",
        "nothing",
        "mailto:ann@example.com",
        &format!("https://push.example/{}", "x".repeat(2_000)),
    ] {
        let subscription = PushSubscription {
            endpoint: endpoint.into(),
            p256dh: "B".into(),
            auth: "A".into(),
        };
        let kept = house.app.me_subscribe(&me, subscription).await;
        assert!(
            matches!(
                kept,
                Err(Error::Invalid {
                    field: "subscription",
                    ..
                })
            ),
            "{endpoint}"
        );
    }
}
