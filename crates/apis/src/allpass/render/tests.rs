//! A fully populated applicant against the golden, and an untouched one.

use std::collections::BTreeMap;

use app::{Dossier, OfficerName};
use domain::{
    applicant::{Applicant, ApplicantStatus, Device},
    decision::{ReasonCode, Review},
    evidence::{File, FileKind, MediaType},
    flow::{Flow, FlowDefinition, FlowKind, Service},
    step::{DocumentKind, Field, FieldName, FieldSource, Place, Step, StepInput, StepStatus},
};
use serde_json::{Map, Value, json};
use values::{
    ApplicantId, Country, EmailAddress, FileId, FlowId, OfficerId, PartialDate, PhoneNumber, QuestionnaireId,
    StepId, TenantId, Timestamp,
};

use crate::golden::{Rules, problems};

const NOW: Timestamp = Timestamp::from_millis(1_751_630_477_228);
const APP_KEY: &str = "0190a5b4-7c3e-7000-8000-0000000000aa";
const NULLABLE: &[(&str, &str)] = &[
    ("country", "addresses are not looked up in a map"),
    ("region", "addresses are not looked up in a map"),
    ("city", "addresses are not looked up in a map"),
    ("device.country", "addresses are not looked up in a map"),
    ("device.region", "addresses are not looked up in a map"),
    ("device.eu", "addresses are not looked up in a map"),
    ("device.city", "addresses are not looked up in a map"),
    ("device.metro", "addresses are not looked up in a map"),
    ("amlMonitoring", "nothing is monitored yet"),
    ("servicesData[].errorMessage", "only a refused step has one"),
    ("servicesData[].reason", "only a refused step has one"),
    (
        "servicesData[].data.fields[].data[].probability",
        "a machine reading has none yet",
    ),
    (
        "servicesData[].data.elapsedTime",
        "no machine reads documents yet",
    ),
    ("servicesData[].data.elapsedTimeRFID", "no chip is read"),
    (
        "servicesData[].data.types[].year",
        "no machine recognises documents yet",
    ),
    ("servicesData[].data.score", "no machine looks at selfies yet"),
    (
        "servicesData[].data.challenges",
        "no machine looks at selfies yet",
    ),
    ("servicesData[].data.similarity", "no machine compares faces yet"),
    ("servicesData[].data.caseId", "no list is searched yet"),
    ("servicesData[].data.status", "no list is searched yet"),
    ("servicesData[].data.hits", "no list is searched yet"),
];
const OPEN: &[&str] = &[
    "servicesData[].data.fields[].data[].comparison",
    "servicesData[].data.answers",
];

fn id(last: u8) -> String {
    format!("0190a5b4-7c3e-7000-8000-0000000000{last:02x}")
}

fn file_id(last: u8) -> FileId {
    FileId::parse(&id(last)).unwrap()
}

fn file(last: u8, kind: FileKind, media_type: MediaType) -> File {
    File {
        id: file_id(last),
        tenant_id: TenantId::parse(&id(1)).unwrap(),
        applicant_id: ApplicantId::parse(&id(2)).unwrap(),
        asked_by: domain::evidence::Asker::Step(StepId::parse(&id(0x10)).unwrap()),
        kind,
        media_type,
        bytes: 3,
        width: 1,
        height: 1,
        sha256: String::new(),
        sealed_key: Vec::new(),
        created_at: NOW,
    }
}

fn step(last: u8, service: Service, status: StepStatus, input: StepInput) -> Step {
    Step {
        id: StepId::parse(&id(last)).unwrap(),
        applicant_id: ApplicantId::parse(&id(2)).unwrap(),
        flow_id: FlowId::parse(&id(3)).unwrap(),
        service,
        is_on_demand: false,
        position: i64::from(last),
        status,
        attempts: 1,
        attempts_max: 9,
        input,
        reason: None,
        public_comment: None,
        internal_comment: None,
        decided_by: None,
        decided_at: None,
        submitted_at: Some(NOW),
        request: None,
        created_at: NOW,
    }
}

fn field(name: FieldName, value: &str, source: FieldSource) -> Field {
    Field {
        name,
        value: value.into(),
        source,
    }
}

fn document(surname: &str) -> Step {
    let input = StepInput::Document {
        country: Some(Country::parse("LV").unwrap()),
        document: Some(DocumentKind::IdentityCard),
        front: Some(file_id(0x20)),
        back: Some(file_id(0x21)),
        fields: vec![
            field(FieldName::Surname, surname, FieldSource::Typed),
            field(FieldName::Surname, surname, FieldSource::Mrz),
            field(FieldName::BirthOn, "1990-02-01", FieldSource::Typed),
            field(FieldName::BirthOn, "1990-02-02", FieldSource::Officer),
        ],
    };
    let mut step = step(0x10, Service::Document, StepStatus::Rejected, input);
    step.attempts = 3;
    step.reason = Some(ReasonCode::DataMismatch);
    step.public_comment = Some("Please send the card that you named.".into());
    step.internal_comment = Some("known forger".into());
    step
}

fn other_steps() -> Vec<Step> {
    use StepStatus::{Accepted, Submitted};
    let questionnaire = StepInput::Questionnaire {
        questionnaire_id: QuestionnaireId::parse(&id(4)).unwrap(),
        questionnaire_version: 2,
        answers: json!({"purpose": "savings"}).as_object().unwrap().clone(),
        files: Vec::new(),
    };
    let email = StepInput::Email {
        address: Some(EmailAddress::parse("zoe@example.org").unwrap()),
        verified_at: Some(NOW),
    };
    let phone = StepInput::Phone {
        number: Some(PhoneNumber::parse("+37120000001").unwrap()),
        verified_at: Some(NOW),
    };
    let address = StepInput::AddressProof {
        file: Some(file_id(0x23)),
        fields: vec![field(
            FieldName::Address,
            "Brīvības iela 1, Rīga",
            FieldSource::Typed,
        )],
    };
    let location = StepInput::Location {
        place: Some(Place {
            latitude: 56.95,
            longitude: 24.1,
            accuracy_m: 1_500.0,
        }),
    };
    let selfie = StepInput::Selfie {
        picture: Some(file_id(0x22)),
    };
    vec![
        step(0x11, Service::Selfie, Submitted, selfie),
        step(0x12, Service::FaceMatch, Submitted, StepInput::FaceMatch),
        step(0x13, Service::AddressProof, Accepted, address),
        step(0x14, Service::Email, Accepted, email),
        step(0x15, Service::Phone, Accepted, phone),
        step(0x16, Service::Questionnaire, Accepted, questionnaire),
        step(0x17, Service::Location, Accepted, location),
        step(0x18, Service::Screening, Submitted, StepInput::Screening),
    ]
}

fn flow() -> Flow {
    Flow {
        id: FlowId::parse(&id(3)).unwrap(),
        tenant_id: TenantId::parse(&id(1)).unwrap(),
        number: 7,
        definition: FlowDefinition {
            name: "onboarding".into(),
            kind: FlowKind::Regular,
            services: vec![Service::Document, Service::Selfie],
            auto_approve: true,
            unique_face_match: false,
            questionnaire_id: None,
        },
        version: 1,
        created_at: NOW,
    }
}

fn untouched() -> Dossier {
    Dossier {
        applicant: Applicant {
            id: ApplicantId::parse(&id(2)).unwrap(),
            tenant_id: TenantId::parse(&id(1)).unwrap(),
            external_id: "user-7".into(),
            flow_id: FlowId::parse(&id(3)).unwrap(),
            status: ApplicantStatus::Created,
            version: 1,
            events: 1,
            email: None,
            phone: None,
            language: None,
            supplied: Map::new(),
            full_name: None,
            birth_on: None,
            person: domain::person::Person::default(),
            origin: domain::applicant::Origin::default(),
            history: domain::applicant::History::default(),
            device: None,
            consented_at: None,
            review: None,
            deletion_at: None,
            submitted_at: None,
            created_at: NOW,
            updated_at: NOW,
            steps: Vec::new(),
        },
        flow: flow(),
        reviewer: None,
        decided_by: None,
        files: Vec::new(),
        pictures: BTreeMap::new(),
    }
}

fn populated(surname: &str) -> Dossier {
    let mut dossier = untouched();
    let applicant = &mut dossier.applicant;
    applicant.status = ApplicantStatus::Rejected;
    applicant.email = Some(EmailAddress::parse("zoe@example.org").unwrap());
    applicant.phone = Some(PhoneNumber::parse("+371 20000001").unwrap());
    applicant.language = Some("lv".into());
    applicant.supplied = json!({"lastName": surname, "dateOfBirth": "1990-02-02"})
        .as_object()
        .unwrap()
        .clone();
    applicant.full_name = Some(format!("Zoë {surname}"));
    applicant.birth_on = Some(PartialDate::parse("1990-02-01").unwrap());
    applicant.deletion_at = Some(NOW);
    applicant.device = Some(Device {
        ip: "203.0.113.9".into(),
        user_agent: "Mozilla/5.0".into(),
        browser: Some("Firefox".into()),
        browser_version: Some("140.0".into()),
        time_zone: Some("Europe/Riga".into()),
        sdk_version: Some("2.1.0".into()),
    });
    let officer = OfficerId::parse(&id(5)).unwrap();
    applicant.review = Some(Review {
        version: 1,
        reason: Some(ReasonCode::DataMismatch),
        public_comment: Some("The data differs.".into()),
        internal_comment: Some("known forger".into()),
        reviewer: Some(officer),
        decided_by: Some(officer),
        decided_at_client: None,
        created_at: NOW,
        updated_at: NOW,
    });
    applicant.steps = vec![document(surname)];
    applicant.steps.extend(other_steps());
    let name = |number, name: &str| OfficerName {
        number,
        name: name.into(),
    };
    dossier.reviewer = Some(name(3, "Ilze Vanaga"));
    dossier.decided_by = Some(name(4, "Juris Lapsa"));
    dossier.files = vec![
        file(0x20, FileKind::DocumentFront, MediaType::Jpeg),
        file(0x21, FileKind::DocumentBack, MediaType::Jpeg),
        file(0x22, FileKind::Selfie, MediaType::Jpeg),
        file(0x23, FileKind::AddressProof, MediaType::Pdf),
    ];
    dossier.pictures = (0x20..0x24)
        .map(|last| (file_id(last), vec![last, 1, 2]))
        .collect();
    dossier
}

fn rendered(dossier: &Dossier) -> Value {
    serde_json::to_value(super::applicant(dossier, APP_KEY)).unwrap()
}

#[test]
fn a_full_applicant_has_the_shape_of_the_golden() {
    let golden: Value =
        serde_json::from_str(include_str!("../../../tests/goldens/allpass/applicant_get.json")).unwrap();
    let rules = Rules {
        fixed: &[],
        nullable: NULLABLE,
        open: OPEN,
    };
    for surname in ["Kalniņa", "بن سلمان"] {
        let found = problems(
            &golden["response"]["data"],
            &rendered(&populated(surname)),
            &rules,
        );
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn keys_stand_in_their_documented_order() {
    let data = rendered(&untouched());
    let keys: Vec<&str> = data.as_object().unwrap().keys().map(String::as_str).collect();
    let documented = "id externalUserId status updatedAt createdAt scheduledDeletionDate phone email lang dateOfBirth ip \
        country region timezone city image fullName fullNameSetByUser clientKey flowId review servicesData applications \
        flow amlMonitoring device";
    assert_eq!(keys, documented.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn an_untouched_applicant_has_null_where_nothing_is_known() {
    let data = rendered(&untouched());
    assert_eq!(data["status"], "INIT");
    assert_eq!(data["clientKey"], json!(id(1)));
    assert_eq!(data["applications"], json!({"appKey": APP_KEY}));
    assert_eq!(data["servicesData"], json!([]));
    for key in [
        "review",
        "device",
        "image",
        "fullName",
        "amlMonitoring",
        "scheduledDeletionDate",
    ] {
        assert_eq!(data[key], Value::Null, "{key}");
    }
    assert_eq!(data["fullNameSetByUser"], false);
}

#[test]
fn what_was_given_is_what_is_shown() {
    let data = rendered(&populated("Kalniņa"));
    assert_eq!(data["fullName"], "Zoë Kalniņa");
    assert_eq!(data["fullNameSetByUser"], true);
    assert_eq!(data["phone"], "+371 20000001");
    assert_eq!(data["image"], "data:image/jpeg;base64,IgEC");
    assert_eq!(data["device"]["ll"], json!([56.95, 24.1]));
    assert_eq!(data["device"]["area"], json!(1.5));
    assert_eq!(data["review"]["reviewerFullName"], "Ilze Vanaga");
    assert_eq!(data["review"]["statusSetById"], 4);
    assert_eq!(
        data["review"]["warnings"],
        "differs from suppliedInfo: dateOfBirth"
    );
    assert!(!data.to_string().contains("known forger"));

    let service = &data["servicesData"][0];
    assert_eq!(service["status"], "REJECTED");
    assert_eq!(service["deactivatedServiceCount"], 2);
    assert_eq!(service["errorMessage"], "Please send the card that you named.");
    assert_eq!(service["reason"], "data_mismatch");
    assert_eq!(service["data"]["overallResult"], 0);
    assert_eq!(service["data"]["types"][0]["name"], "Latvia - Identity Card");
    assert_eq!(service["data"]["types"][0]["icao"], "LVA");
    assert_eq!(service["data"]["graphics"][1]["fieldType"], 208);
    assert_eq!(
        service["data"]["graphics"][1]["data"][0]["image"],
        "data:image/jpeg;base64,IQEC"
    );

    let bill = &data["servicesData"][3]["data"]["graphics"][0]["data"][0];
    assert_eq!(bill["image"], "data:application/pdf;base64,IwEC");
    assert_eq!(
        data["servicesData"][2]["data"]["sources"],
        json!(["DOCUMENT_CAPTURE", "PASSIVE_LIVENESS"])
    );
}

#[test]
fn sources_of_a_field_are_compared_with_each_other_and_with_supplied_data() {
    let data = rendered(&populated("Kalniņa"));
    let groups = &data["servicesData"][0]["data"]["fields"];
    let (birth, surname) = (&groups[0], &groups[1]);
    assert_eq!(
        (&birth["fieldType"], &surname["fieldType"]),
        (&json!(5), &json!(8))
    );
    assert_eq!(surname["data"][0]["comparison"], json!({"-1": 3, "3": 3}));
    assert_eq!(surname["data"][1]["comparison"], json!({"-1": 3, "0": 3}));
    assert_eq!(surname["data"][0]["probability"], 100);
    assert_eq!(surname["data"][1]["probability"], Value::Null);
    assert_eq!(birth["data"][0]["comparison"], json!({"-1": 4, "0": 4}));
    assert_eq!(birth["data"][1]["comparison"], json!({"-1": 3, "0": 4}));
}

#[test]
fn pictures_that_were_not_loaded_are_null() {
    let mut dossier = populated("Kalniņa");
    dossier.pictures.clear();
    let data = rendered(&dossier);
    assert_eq!(data["image"], Value::Null);
    let graphic = &data["servicesData"][0]["data"]["graphics"][0]["data"][0];
    assert_eq!(
        (&graphic["fieldType"], &graphic["image"]),
        (&json!(207), &Value::Null)
    );
}
