//! What is stored comes back, belongs to one tenant, and bears being asked for by many at once.

mod applicant;
mod erasure;
mod listing;
mod nouns;
mod queue;

use domain::{
    applicant::{Applicant, ApplicantStatus, Device, History, MovedIn, Origin, Refusal, Rules, Try},
    decision::{ReasonCode, Review},
    flow::Service,
    person::{Details, Gender, Person},
    step::{
        AnswerFile, DocumentKind, Field, FieldName, FieldSource, Place, Step, StepInput, StepRequest,
        StepStatus,
    },
    tenant::{Api, Mode, Settings, Tenant},
};
use serde_json::{Map, json};
use values::{
    ApplicantId, Country, EmailAddress, FileId, FlowId, OfficerId, PartialDate, PersonId, PhoneNumber,
    QuestionnaireId, StepId, TenantId, Timestamp,
};

use crate::Db;

/// An identifier that differs by its last digits.
macro_rules! id {
    ($name:ident, $number:expr) => {
        $name::parse(&format!("0190a5b4-7c3e-7000-8000-{:012x}", $number)).unwrap()
    };
}
pub(crate) use id;

const NOW: Timestamp = Timestamp::from_millis(1_750_000_000_000);

const fn later(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + millis)
}

fn tenant_id(number: u32) -> TenantId {
    id!(TenantId, number)
}

async fn with_tenants(db: &Db) {
    db.write(|tx| {
        [1, 2].into_iter().try_for_each(|number| {
            tx.tenant_insert(&Tenant {
                id: tenant_id(number),
                name: format!("Tenant {number}"),
                mode: Mode::Sandbox,
                is_blocked: false,
                modules: vec![Api::Allpass],
                settings: Settings::default(),
                version: 1,
                created_at: NOW,
            })
        })
    })
    .await
    .unwrap();
}

/// An applicant of whom little is known.
fn applicant(tenant: u32, number: u32) -> Applicant {
    Applicant {
        id: id!(ApplicantId, number),
        tenant_id: tenant_id(tenant),
        external_id: format!("client-{number}"),
        flow_id: id!(FlowId, 1),
        status: ApplicantStatus::Created,
        version: 1,
        events: 0,
        email: None,
        phone: None,
        language: None,
        supplied: Map::new(),
        full_name: None,
        birth_on: None,
        person: Person::default(),
        origin: Origin::default(),
        history: History::default(),
        device: None,
        consented_at: None,
        review: None,
        deletion_at: None,
        submitted_at: None,
        created_at: NOW,
        updated_at: NOW,
        steps: Vec::new(),
    }
}

fn step(owner: &Applicant, position: u32, service: Service, input: StepInput) -> Step {
    Step {
        id: id!(StepId, 1_000 + position),
        applicant_id: owner.id,
        flow_id: owner.flow_id,
        service,
        is_on_demand: position == 9,
        position: position.into(),
        status: StepStatus::Resubmit,
        attempts: 2,
        attempts_max: 9,
        input,
        reason: Some(ReasonCode::Glare),
        public_comment: Some("Licht — 👩🏽‍🚀".into()),
        internal_comment: Some("it's \"seen\"".into()),
        decided_by: Some(id!(OfficerId, 5)),
        decided_at: Some(later(3)),
        submitted_at: Some(later(2)),
        request: (position == 9).then(|| StepRequest {
            reference: "app-1".into(),
            title: "Source of Income".into(),
            description: "¿?".into(),
            ip: Some("::1".into()),
        }),
        created_at: NOW,
    }
}

fn inputs() -> Vec<(Service, StepInput)> {
    let file = Some(id!(FileId, 7));
    let fields = vec![Field {
        name: FieldName::Surname,
        value: "Ґалаґан \\ % _".into(),
        source: FieldSource::Mrz,
    }];
    let answers = json!({ "q1": ["a", 1.5, null], "q\"2": { "deep": true } });
    vec![
        (
            Service::Document,
            StepInput::Document {
                country: Some(Country::parse("UKR").unwrap()),
                document: Some(DocumentKind::IdentityCard),
                front: file,
                back: Some(id!(FileId, 8)),
                fields: fields.clone(),
            },
        ),
        (Service::Selfie, StepInput::Selfie { picture: file }),
        (
            Service::SelfieWithDocument,
            StepInput::SelfieWithDocument { picture: None },
        ),
        (Service::AddressProof, StepInput::AddressProof { file, fields }),
        (
            Service::Email,
            StepInput::Email {
                address: EmailAddress::parse("Olena@Example.org").ok(),
                verified_at: Some(NOW),
            },
        ),
        (
            Service::Phone,
            StepInput::Phone {
                number: PhoneNumber::parse("+380501234567").ok(),
                verified_at: None,
            },
        ),
        (
            Service::Questionnaire,
            StepInput::Questionnaire {
                questionnaire_id: id!(QuestionnaireId, 3),
                questionnaire_version: 4,
                answers: answers.as_object().unwrap().clone(),
                files: vec![AnswerFile {
                    question: "q1".into(),
                    file_id: id!(FileId, 9),
                    name: "bill.pdf".into(),
                }],
            },
        ),
        (
            Service::Location,
            StepInput::Location {
                place: Some(Place {
                    latitude: -33.868_819_7,
                    longitude: 151.209_295_5,
                    accuracy_m: 0.1,
                }),
            },
        ),
        (Service::FaceMatch, StepInput::FaceMatch),
        (Service::Screening, StepInput::Screening),
        (
            Service::AdditionalDocument,
            StepInput::AdditionalDocument {
                file: Some(id!(FileId, 8)),
            },
        ),
    ]
}

fn person(number: u32) -> Person {
    let mut stated = Details {
        given_names: Some("Olena".into()),
        surname: Some("Franko".into()),
        birth_on: PartialDate::parse("1990-02-03").ok(),
        gender: Some(Gender::Female),
        nationality: Some("UKR".into()),
        ..Details::default()
    };
    stated.address.postcode = Some("n/a".into());
    let mut found = Details::default();
    found.document.number = Some("AB 12".into());
    Person {
        stated,
        found,
        id: Some(id!(PersonId, number)),
        is_unlinked: false,
    }
}

fn origin() -> Origin {
    Origin {
        api: Some(Api::Argos),
        client_reference: Some("user ü 1".into()),
        metadata: json!({ "cf1": "é\"" }).as_object().unwrap().clone(),
        ip: Some("203.0.113.9".into()),
        rules: Rules {
            age_min: Some(18),
            countries_refused: vec![Country::parse("PRK").unwrap()],
            countries_accepted: Vec::new(),
            hours_max: Some(48),
            refuses_known_person: true,
        },
        moved_in: Some(MovedIn {
            at: later(3),
            digest: "d1".into(),
        }),
    }
}

fn history() -> History {
    History {
        tries: vec![Try {
            service: Service::Document,
            at: later(1),
            refusal: Some(Refusal {
                reason: ReasonCode::Blur,
                comment: Some("hold still".into()),
                at: later(2),
            }),
        }],
        pending_at: Some(later(3)),
        first_decided_at: None,
        erased_at: Some(later(4)),
    }
}

/// An applicant with everything that can be known, and a step of every service.
fn full(tenant: u32, number: u32) -> Applicant {
    let plain = applicant(tenant, number);
    let steps = (1..)
        .zip(inputs())
        .map(|(position, (service, input))| step(&plain, position, service, input))
        .collect();
    let supplied = json!({ "name": "Olena", "nested": [1, { "b": null, "a": 2 }] });
    Applicant {
        status: ApplicantStatus::InReview,
        email: EmailAddress::parse("Olena@Example.org").ok(),
        phone: PhoneNumber::parse("+380 50 123 45 67").ok(),
        language: Some("uk-UA".into()),
        supplied: supplied.as_object().unwrap().clone(),
        full_name: Some("Олена 100%_\\ Franko 👩🏽‍🚀".into()),
        birth_on: PartialDate::parse("1990-02-03").ok(),
        person: person(number),
        origin: origin(),
        history: history(),
        device: Some(Device {
            ip: "203.0.113.9".into(),
            user_agent: "Browser/1 \u{7f}".into(),
            time_zone: Some("Europe/Kyiv".into()),
            ..Device::default()
        }),
        consented_at: Some(later(1)),
        review: Some(Review {
            version: 2,
            reason: Some(ReasonCode::Other),
            public_comment: None,
            internal_comment: Some("why".into()),
            reviewer: Some(id!(OfficerId, 5)),
            decided_by: None,
            decided_at_client: Some("Ilze".into()),
            created_at: NOW,
            updated_at: later(5),
        }),
        deletion_at: Some(later(9)),
        submitted_at: Some(later(4)),
        steps,
        ..plain
    }
}
