//! The seed's own sample, key by key, and what each state shows.

use domain::{
    applicant::{History, Origin, Refusal, Rules},
    decision::Review,
    person::{Details, DocumentDetails, Gender, Person},
};
use serde_json::{json, to_value};
use values::{ApplicantId, EmailAddress, FlowId, OfficerId, PartialDate, PersonId, TenantId};

use super::*;

const ID: &str = "0190a5b4-7c3e-7000-8000-00000000000a";

fn at(minutes: i64) -> Timestamp {
    let start = Timestamp::parse("2022-04-07T00:30:35.919Z").unwrap();
    Timestamp::from_millis(start.as_millis() + minutes * 60_000)
}

fn given(service: Service, minutes: i64, reason: Option<ReasonCode>) -> Try {
    let refusal = reason.map(|reason| Refusal {
        reason,
        comment: None,
        at: at(minutes),
    });
    Try {
        service,
        at: at(minutes),
        refusal,
    }
}

/// The applicant of the published sample: a document refused and given again, a face that does not match.
pub fn sample() -> Applicant {
    let details = Details {
        full_name: Some("Jhon Smith".into()),
        gender: Some(Gender::Male),
        nationality: Some("American".into()),
        birth_on: PartialDate::parse("1998-11-12").ok(),
        document: DocumentDetails {
            kind: Some("identity_card".into()),
            issuing_country: Some("United States".into()),
            issued_on: Some("2016-08-16".into()),
            personal_number: Some("981112-1234567".into()),
            ..DocumentDetails::default()
        },
        ..Details::default()
    };
    Applicant {
        id: ApplicantId::parse(ID).unwrap(),
        tenant_id: TenantId::parse(ID).unwrap(),
        external_id: "gt7rcxx9l1o12345".into(),
        flow_id: FlowId::parse(ID).unwrap(),
        status: ApplicantStatus::Rejected,
        version: 1,
        events: 1,
        email: EmailAddress::parse("jhon@example.org").ok(),
        phone: None,
        language: None,
        supplied: serde_json::Map::new(),
        full_name: None,
        birth_on: None,
        person: Person {
            found: details,
            ..Person::default()
        },
        origin: Origin {
            client_reference: Some("test1".into()),
            metadata: serde_json::Map::from_iter([("cf1".to_owned(), json!("test"))]),
            ip: Some("203.0.113.9".into()),
            ..Origin::default()
        },
        history: History {
            tries: vec![
                given(Service::Document, 1, Some(ReasonCode::Blur)),
                given(Service::Document, 2, None),
                given(Service::Selfie, 3, Some(ReasonCode::FaceMismatch)),
                given(Service::Questionnaire, 4, None),
            ],
            pending_at: Some(at(5)),
            first_decided_at: Some(at(10)),
            ..History::default()
        },
        device: None,
        consented_at: None,
        review: Some(review(ReasonCode::TooManyTries)),
        deletion_at: None,
        submitted_at: None,
        created_at: at(0),
        updated_at: at(10),
        steps: Vec::new(),
    }
}

fn review(reason: ReasonCode) -> Review {
    Review {
        version: 1,
        reason: Some(reason),
        public_comment: Some("Please call us.".into()),
        internal_comment: Some("known forger".into()),
        reviewer: None,
        decided_by: OfficerId::parse(ID).ok(),
        decided_at_client: None,
        created_at: at(5),
        updated_at: at(10),
    }
}

fn rendered(applicant: &Applicant) -> Value {
    to_value(submission(applicant, &ArgosSettings::default(), None)).unwrap()
}

#[test]
fn the_published_sample_comes_out_as_it_is_printed() {
    let golden = include_str!("../../../tests/goldens/argos/submission_rejected.json");
    let golden: Value = serde_json::from_str(golden).unwrap();
    assert_eq!(rendered(&sample()), golden["response"]["Items"][0]);
}

#[test]
fn nobody_known_has_few_keys_and_never_a_null() {
    let mut applicant = sample();
    applicant.status = ApplicantStatus::Created;
    (applicant.person, applicant.origin, applicant.history) =
        (Person::default(), Origin::default(), History::default());
    (applicant.email, applicant.review) = (None, None);
    assert_eq!(
        rendered(&applicant),
        json!({
            "data": {}, "submission_id": "gt7rcxx9l1o12345", "created_at": "2022-04-07T00:30:35.919Z",
            "updated_at": "2022-04-07T00:40:35.919Z", "kyc": {"result": "incomplete"},
        })
    );
}

#[test]
fn what_is_not_decided_shows_no_result() {
    for status in ApplicantStatus::ALL {
        let mut applicant = sample();
        applicant.status = status;
        applicant.person.id = PersonId::parse(ID).ok();
        let item = rendered(&applicant);
        let is_decided = status.is_decided();
        assert_eq!(item.get("kyc_result_at").is_some(), is_decided, "{status:?}");
        assert_eq!(item.get("reviewer").is_some(), is_decided, "{status:?}");
        assert_eq!(
            item["kyc"].get("comment").is_some(),
            status == ApplicantStatus::Rejected
        );
        assert_eq!(
            item.get("applicant_id").is_some(),
            status == ApplicantStatus::Approved
        );
    }
}

#[test]
fn a_rule_names_its_country_and_a_document_its_own() {
    let mut applicant = sample();
    applicant.review = Some(review(ReasonCode::CountryNotAccepted));
    applicant.origin.rules = Rules {
        countries_refused: vec![Country::parse("US").unwrap()],
        age_min: Some(19),
        ..Rules::default()
    };
    let comment = comment(&applicant).unwrap();
    let text = "According to the policy, we do not accept KYC from United States.";
    assert_eq!((comment.code, comment.text.as_str()), ("blacklistCountry", text));
    let refused = given(Service::Document, 1, Some(ReasonCode::CountryNotAccepted));
    applicant.history.tries = vec![refused];
    assert_eq!(super::comment(&applicant).unwrap().code, "id_info_blacklist");
    applicant.review = Some(review(ReasonCode::Other));
    assert_eq!(super::comment(&applicant).unwrap().text, "Please call us.");
}

#[test]
fn tries_after_the_third_have_no_key_for_their_instant() {
    let mut applicant = sample();
    applicant.history.tries = (1..=4)
        .map(|minutes| given(Service::Document, minutes, None))
        .collect();
    let attempts = to_value(attempts(&applicant)).unwrap();
    assert_eq!(attempts[3]["attemptCnt"], 4);
    let keys = attempts[3].as_object().unwrap().keys();
    assert!(keys.into_iter().all(|key| !key.contains("Time")), "{attempts}");
}

#[test]
fn the_end_of_a_number_stays_hidden() {
    for (number, shown) in [
        ("981112-1234567", "981112-1******"),
        ("12345678", "12******"),
        ("éé1234", "******"),
        ("123", "***"),
        ("", ""),
    ] {
        assert_eq!(masked(number), shown);
    }
}
