//! Records as clients keep them: what an erasure leaves, what a correction changes, how an entry ends.

use std::time::Duration;

use domain::{
    Conflict, Denial, Error, Noun,
    applicant::{Applicant, ApplicantStatus, Erasure, NewApplicant, Origin, Rules},
    decision::{ReasonCode, Verdict},
    event::EventKind,
    evidence::FileKind,
    flow::Service,
    person::{Details, Gender},
    tenant::Api,
};
use values::{EmailAddress, PartialDate};

use super::{DAY, House, MAILBOX, bytes_below, erasure::BILL, mailbox};
use crate::submission::{Correction, Entry, NewRecord, SubmissionQuery};

fn details(name: &str, nationality: &str) -> Details {
    Details {
        full_name: Some(name.into()),
        birth_on: PartialDate::parse("1990-02-01").ok(),
        gender: Some(Gender::Female),
        nationality: Some(nationality.into()),
        ..Details::default()
    }
}

fn record(name: &str) -> NewRecord {
    NewRecord {
        flow_name: "records".into(),
        email: mailbox(),
        details: details(name, "UKR"),
        origin: Origin::default(),
        verdict: Verdict::Accept,
        by: "officer@client.example".into(),
    }
}

fn entry(email: Option<EmailAddress>, rules: Rules) -> Entry {
    let origin = Origin {
        api: Some(Api::Argos),
        client_reference: Some("client-olena".into()),
        rules,
        ..Origin::default()
    };
    Entry {
        new: NewApplicant {
            flow_name: "entries".into(),
            email,
            origin,
            ..NewApplicant::default()
        },
        once: None,
        approve_days: 0,
        reject_days: 30,
    }
}

impl House {
    async fn listed(&self, external_id: Option<&str>) -> Vec<Applicant> {
        let query = SubmissionQuery {
            external_id: external_id.map(str::to_owned),
            count: 100,
            ..SubmissionQuery::default()
        };
        let page = self.app.submission_page(&self.caller, query).await.unwrap();
        assert!(!page.has_more);
        page.applicants
    }

    async fn moved_in(&self, name: &str) -> Applicant {
        let made = self.app.submission_move_in(&self.caller, record(name)).await;
        let id = made.unwrap().value;
        self.listed(Some(&id)).await.remove(0)
    }
}

/// Somebody with a mail, a code and a file, who was not decided on.
async fn person() -> House {
    let house = House::new().await;
    let new = NewApplicant {
        external_id: "r-1".into(),
        flow_name: "onboarding".into(),
        email: mailbox(),
        details: details("Olena Franko", "Ukrainian"),
        ..NewApplicant::default()
    };
    house
        .app
        .applicant_create(&house.caller, new, false)
        .await
        .unwrap();
    let (visit, _) = house.visit("r-1").await;
    house.code(&visit, MAILBOX).await;
    let step = House::step(&visit, Service::AddressProof);
    let kept = house
        .app
        .visit_file_add(&visit, step, FileKind::AddressProof, None, BILL.to_vec());
    kept.await.unwrap().unwrap();
    house
}

#[tokio::test]
async fn of_an_erased_record_nothing_is_left_that_recognises_anybody() {
    let house = person().await;
    assert!(house.dump().await.contains(MAILBOX));
    let erase = || house.app.submission_erase(&house.caller, "r-1", "Ann".into());
    erase().await.unwrap();
    house.app.work_until_idle().await.unwrap();
    let dump = house.dump().await;
    for trace in [MAILBOX, "olena", "Olena", "Franko", "1990-02-01", "Ukrainian"] {
        assert!(!dump.contains(trace), "{trace}");
    }
    assert_eq!(bytes_below(house.files.path()), Vec::<Vec<u8>>::new());
    let left = house.listed(Some("r-1")).await.remove(0);
    assert_eq!((left.status, left.is_erased()), (ApplicantStatus::Created, true));
    let (_, events) = house
        .app
        .applicant_record(house.tenant.id, left.id)
        .await
        .unwrap();
    let erased = EventKind::Erased { by: "Ann".into() };
    assert_eq!(
        events.into_iter().map(|event| event.kind).collect::<Vec<_>>(),
        [erased]
    );
    let gone = Err(Error::NotFound(Noun::Applicant));
    assert_eq!(erase().await, gone);
    let parts = Erasure::default();
    let part =
        house
            .app
            .submission_erase_parts(&house.caller, "r-1", parts, |_| {}, Vec::new(), String::new());
    assert_eq!(part.await, gone);
    let planned = house.app.applicant_schedule_deletion(&house.caller, "r-1").await;
    assert_eq!(planned.unwrap_err(), Error::NotFound(Noun::Applicant));
}

#[tokio::test]
async fn parts_go_and_the_rest_stays() {
    let house = person().await;
    let erase = async |parts: Erasure| {
        let clear = |details: &mut Details| details.nationality = None;
        let fields = vec!["some".to_owned()];
        house
            .app
            .submission_erase_parts(&house.caller, "r-1", parts, clear, fields, String::new())
            .await
            .unwrap();
        house.listed(Some("r-1")).await.remove(0)
    };
    let email = Erasure {
        email: true,
        ..Erasure::default()
    };
    let left = erase(email).await;
    assert_eq!((left.email, left.person.known().nationality), (None, None));
    assert_eq!(left.full_name.as_deref(), Some("Olena Franko"));
    assert_eq!(bytes_below(house.files.path()).len(), 1);
    let pictures = Erasure {
        document_pictures: true,
        ..Erasure::default()
    };
    erase(pictures).await;
    assert_eq!(bytes_below(house.files.path()), Vec::<Vec<u8>>::new());
    let dossier = house.app.applicant_dossier(&house.caller, "r-1").await.unwrap();
    assert!(dossier.files.is_empty());
    assert!(
        dossier
            .applicant
            .steps
            .iter()
            .all(|step| step.input.files().is_empty())
    );
}

#[tokio::test]
async fn the_same_person_is_one_until_corrected_or_unlinked() {
    let house = House::new().await;
    let first = house.moved_in("Olena Franko").await;
    let second = house.moved_in("FRANKO Olena").await;
    assert_eq!(first.person.id, second.person.id);
    assert_eq!(first.flow_id, second.flow_id, "the flow is made once");
    let correct = async |id: &str, details: Details| {
        let fields = vec!["name".into()];
        let correction = Correction { details, fields };
        let by = "ann@client.example".to_owned();
        let changed = house.app.submission_edit(&house.caller, id, correction, None, by);
        changed.await.unwrap();
        house.listed(Some(id)).await.remove(0).person
    };
    let (given_names, surname) = (Some("Olha".to_owned()), Some("Kobylianska".to_owned()));
    let one_part = Details {
        given_names,
        ..Details::default()
    };
    let corrected = correct(&second.external_id, one_part).await;
    assert_eq!(
        corrected.known().name().as_deref(),
        Some("FRANKO Olena"),
        "the other part is not known"
    );
    let other_part = Details {
        surname,
        ..Details::default()
    };
    let corrected = correct(&second.external_id, other_part).await;
    assert_eq!(corrected.known().name().as_deref(), Some("Olha Kobylianska"));
    assert_ne!(corrected.id, first.person.id);
    let unlink = Erasure {
        person_link: true,
        ..Erasure::default()
    };
    let id = &first.external_id;
    let unlinked =
        house
            .app
            .submission_erase_parts(&house.caller, id, unlink, |_| {}, Vec::new(), String::new());
    unlinked.await.unwrap();
    let third = house.moved_in("Olena Franko").await;
    assert_ne!(
        third.person.id, first.person.id,
        "who is unlinked is not found again"
    );
}

#[tokio::test]
async fn only_what_waits_for_a_decision_is_reviewed() {
    let house = House::new().await;
    let id = house.moved_in("Olena Franko").await.external_id;
    let by = "ann@client.example".to_owned();
    let correction = Correction::default();
    let review = house
        .app
        .submission_review(&house.caller, &id, correction, Verdict::Accept, None, by);
    assert_eq!(review.await.unwrap_err(), Error::Conflict(Conflict::Decision));
}

#[tokio::test]
async fn who_enters_has_so_many_hours_and_comes_back_only_after_so_many_days() {
    let house = House::new().await;
    let rules = Rules {
        hours_max: Some(2),
        ..Rules::default()
    };
    let enter = async || {
        let entry = entry(mailbox(), rules.clone());
        house.app.submission_enter(&house.tenant, entry).await
    };
    let url = enter().await.unwrap();
    assert!(url.starts_with("https://kyc.example/verify/"));
    house.clock.advance(Duration::from_secs(2 * 3_600 - 1));
    house.app.work_until_idle().await.unwrap();
    assert_eq!(house.listed(None).await[0].status, ApplicantStatus::Created);
    house.clock.advance(Duration::from_secs(1));
    house.app.work_until_idle().await.unwrap();
    let ended = house.listed(None).await.remove(0);
    assert_eq!(ended.status, ApplicantStatus::Rejected);
    assert_eq!(ended.review.unwrap().reason, Some(ReasonCode::TimedOut));
    assert_eq!(enter().await, Err(Error::Conflict(Conflict::Finished)));
    house.clock.advance(30 * DAY);
    enter().await.unwrap();
}

#[tokio::test]
async fn an_extra_flow_is_for_records_that_can_be_named() {
    let house = person().await;
    let again = async |flow: &str, only_of: Option<Api>| {
        house
            .app
            .submission_enter_again(&house.tenant, "r-1", flow, None, only_of)
            .await
            .unwrap_err()
    };
    assert_eq!(again("onboarding", None).await, Error::NotFound(Noun::Flow));
    assert_eq!(
        again("onboarding", Some(Api::Argos)).await,
        Error::NotFound(Noun::Applicant)
    );
    let other = house.app.submission_tenant(house.tenant.id, Api::Argos).await;
    assert_eq!(
        other.unwrap_err(),
        Error::NotFound(Noun::Tenant),
        "the API is not enabled"
    );
    house
        .app
        .submission_tenant(house.tenant.id, Api::Allpass)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_address_with_a_name_makes_one_record() {
    let house = House::new().await;
    let enter = async |name: &str| {
        let entry = Entry {
            once: Some(name.into()),
            ..entry(None, Rules::default())
        };
        house.app.submission_enter(&house.tenant, entry).await
    };
    enter("ticket-1").await.unwrap();
    house.clock.advance(Duration::from_secs(179));
    enter("ticket-1").await.unwrap();
    assert_eq!(house.listed(None).await.len(), 1);
    enter("ticket-2").await.unwrap();
    assert_eq!(house.listed(None).await.len(), 2);
    house.clock.advance(Duration::from_secs(1));
    let expired = Err(Error::Unauthenticated(Denial::Expired));
    assert_eq!(enter("ticket-1").await, expired);
    let id = house.listed(None).await[0].external_id.clone();
    house
        .app
        .submission_erase(&house.caller, &id, String::new())
        .await
        .unwrap();
    assert_eq!(
        enter("ticket-2").await,
        expired,
        "also when its record was erased"
    );
}
