//! Every page rendered with hostile words: nothing that people or clients wrote becomes markup.

mod harness;
mod http;
mod persons;
mod traffic;

use std::collections::HashMap;

use askama::Template;
use domain::{
    applicant::{Applicant, NewApplicant, StepPlan},
    credential::Credential,
    event::{Actor, Event, EventKind},
    evidence::{File, FileKind, MediaType},
    flow::{Flow, FlowDefinition, FlowKind, Questionnaire, Service},
    inquiry::{Inquiry, InquiryKind, InquiryStatus, Purpose},
    officer::{Officer, Role},
    person::{Details, DocumentDetails},
    step::{Field, FieldName, FieldSource, StepInput, StepRequest, StepStatus},
    tenant::{Api, Mode},
    webhook::{Endpoint, SigningSecret},
};
use serde_json::json;
use values::{
    ApplicantId, CredentialId, EmailAddress, EndpointId, EventId, FileId, FlowId, InquiryId, OfficerId,
    QuestionnaireId, StepId, TenantId, Timestamp,
};

use super::{
    applicant::{ApplicantPage, ApplicantRow, ApplicantsPage, ConflictPage},
    credential::{KeyRow, KeysPage},
    editor::{EditorField, EditorPage, Help},
    endpoint::{EndpointRow, EndpointsPage},
    flow::{FlowRow, FlowsPage, QuestionnaireRow, QuestionnairesPage},
    item::{self, Item, Surroundings},
    officer::{OfficerRow, OfficersPage, roles},
    parts::{
        Badge, Choice, Copyable, Drawing, Empty, Filters, Link, Made, MadePart, Moment, Notice, Paging, Pair,
        Select, Tone,
    },
    problem::ProblemPage,
    queue::{QueuePage, QueueRow},
    shell::{Counts, Outside, Place, Shell, nav},
    sign_in::{CodePage, ConfirmPage, SignInPage, WelcomePage},
    words,
};

const HOSTILE: &str = "<script>alert(1)</script>\"><img src=x onerror=alert(2)> 'x' 👩‍🚀 ليلى";
const NOW: Timestamp = Timestamp::from_millis(1_751_630_477_228);
const UUID: &str = "0190a5b4-7c3e-7000-8000-00000000000";

fn id(digit: u8) -> String {
    format!("{UUID}{digit}")
}

fn moment() -> Moment {
    Moment { at: NOW, now: NOW }
}

fn shell(place: Place) -> Shell {
    Shell {
        title: HOSTILE.into(),
        tenant: HOSTILE.into(),
        mode: words::mode(Mode::Sandbox),
        officer: HOSTILE.into(),
        role: words::role(Role::Admin),
        form_token: "token\"<x>".into(),
        notices: vec![Notice::bad(HOSTILE, HOSTILE), Notice::good(HOSTILE)],
        nav: nav(
            Role::Admin,
            place,
            Counts {
                queue: 12,
                deliveries: 3,
                jobs: 1,
            },
        ),
    }
}

fn outside() -> Outside {
    Outside::new(HOSTILE, vec![Notice::bad(HOSTILE, HOSTILE)])
}

fn filters() -> Filters {
    let options = vec![Choice::new("", "All"), Choice::new(HOSTILE, HOSTILE)];
    Filters {
        action: "/console/queue",
        label: "Filters",
        selects: vec![Select::new("state", "State", HOSTILE, options)],
        search: Some("Search"),
        query: HOSTILE.into(),
        is_active: true,
    }
}

fn paging() -> Paging {
    Paging {
        note: HOSTILE.into(),
        first: Some("/console/queue".into()),
        next: Some("/console/queue?after=\"<x>".into()),
    }
}

fn empty() -> Empty {
    Empty::new("Nothing", "Nothing is here.")
}

fn made() -> Made {
    Made {
        title: HOSTILE.into(),
        parts: vec![MadePart {
            name: "Key",
            value: Copyable(HOSTILE.into()),
        }],
        note: "Copy it now.",
    }
}

fn flow() -> Flow {
    Flow {
        id: FlowId::parse(&id(1)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        number: 1,
        definition: FlowDefinition {
            name: HOSTILE.into(),
            kind: FlowKind::Regular,
            services: Service::ALL.to_vec(),
            auto_approve: false,
            unique_face_match: true,
            questionnaire_id: Some(QuestionnaireId::parse(&id(3)).unwrap()),
        },
        version: 1,
        created_at: NOW,
    }
}

fn applicant() -> Applicant {
    let flow = flow();
    let step_ids: Vec<StepId> = (0..10).map(|digit| StepId::parse(&id(digit)).unwrap()).collect();
    let plan = StepPlan {
        flow: &flow,
        questionnaire: flow.definition.questionnaire_id.map(|id| (id, 1)),
        attempts_max: 9,
        step_ids: &step_ids,
    };
    let new = NewApplicant {
        external_id: HOSTILE.into(),
        supplied: json!({ "surname": HOSTILE, HOSTILE: [HOSTILE, { "a": HOSTILE }] })
            .as_object()
            .unwrap()
            .clone(),
        ..NewApplicant::default()
    };
    let applicant_id = ApplicantId::parse(&id(4)).unwrap();
    let (mut applicant, _) = Applicant::new(applicant_id, flow.tenant_id, &new, &plan, NOW);
    applicant.status = domain::applicant::ApplicantStatus::InReview;
    applicant.full_name = Some(HOSTILE.into());
    for step in &mut applicant.steps {
        step.status = StepStatus::Submitted;
        step.public_comment = Some(HOSTILE.into());
        step.internal_comment = Some(HOSTILE.into());
        match &mut step.input {
            StepInput::Document { fields, .. } => fields.push(Field {
                name: FieldName::Surname,
                value: format!("{HOSTILE}!"),
                source: FieldSource::Typed,
            }),
            StepInput::Questionnaire { answers, .. } => {
                answers.insert(HOSTILE.into(), json!(HOSTILE));
            }
            _ => {}
        }
    }
    applicant.steps[0].request = Some(StepRequest {
        reference: HOSTILE.into(),
        title: HOSTILE.into(),
        description: HOSTILE.into(),
        ip: Some(HOSTILE.into()),
    });
    applicant.person.stated.address.city = Some(HOSTILE.into());
    applicant.person.found = Details {
        surname: Some(HOSTILE.into()),
        document: DocumentDetails {
            kind: Some(HOSTILE.into()),
            ..DocumentDetails::default()
        },
        ..Details::default()
    };
    applicant
}

fn files() -> Vec<File> {
    let file = |digit, kind, media_type| File {
        id: FileId::parse(&id(digit)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        applicant_id: ApplicantId::parse(&id(4)).unwrap(),
        asked_by: domain::evidence::Asker::Step(StepId::parse(&id(1)).unwrap()),
        kind,
        media_type,
        bytes: 120_000,
        width: 800,
        height: 600,
        sha256: String::new(),
        sealed_key: Vec::new(),
        created_at: NOW,
    };
    vec![
        file(1, FileKind::DocumentFront, MediaType::Jpeg),
        file(2, FileKind::AddressProof, MediaType::Pdf),
    ]
}

fn officer() -> Officer {
    Officer {
        id: OfficerId::parse(&id(5)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        number: 1,
        email: EmailAddress::parse("m@example.org").unwrap(),
        name: HOSTILE.into(),
        role: Role::Reviewer,
        password_hash: None,
        sealed_totp: None,
        totp_step: 0,
        failures: 0,
        locked_until: None,
        invitation_hash: None,
        invitation_expires_at: None,
        disabled_at: None,
        created_at: NOW,
    }
}

fn with_item<T>(hold: bool, then: impl FnOnce(&Surroundings<'_>, &Applicant) -> T) -> T {
    let officers = HashMap::from([(officer().id, officer().name)]);
    let files = files();
    let around = Surroundings {
        flow: HOSTILE,
        officers: &officers,
        files: &files,
        events: &[event()],
        inquiries: &[inquiry()],
        same_person: &[applicant()],
        hold: hold.then_some((officer().id, NOW)),
        now: NOW,
    };
    then(&around, &applicant())
}

fn inquiry() -> Inquiry {
    Inquiry {
        id: InquiryId::parse(&id(7)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        applicant_id: ApplicantId::parse(&id(4)).unwrap(),
        reference: HOSTILE.into(),
        kind: InquiryKind::Confirmation {
            purpose: Purpose::Login,
            needs_selfie: true,
        },
        title: HOSTILE.into(),
        body: HOSTILE.into(),
        status: InquiryStatus::Approved,
        ip: Some(HOSTILE.into()),
        picture: Some(FileId::parse(&id(8)).unwrap()),
        report: None,
        place: None,
        expires_at: NOW,
        answered_at: Some(NOW),
        created_at: NOW,
    }
}

fn event() -> Event {
    Event {
        id: EventId::parse(&id(6)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        applicant_id: ApplicantId::parse(&id(4)).unwrap(),
        sequence: 1,
        kind: EventKind::Created,
        actor: Actor::Officer(officer().id),
        at: NOW,
    }
}

/// Renders, and checks that hostile words are there but are no markup, and that nothing would break the policy.
fn check(page: &impl Template) -> String {
    let text = page.render().unwrap();
    assert!(!text.contains("<script>"), "{text}");
    assert!(!text.contains("<img src=x"), "{text}");
    assert!(!text.contains("\"<x>"), "{text}");
    assert!(
        !text.contains("style="),
        "inline styles are refused by the policy"
    );
    assert!(text.len() < 100_000, "{} bytes", text.len());
    text
}

fn check_hostile(page: &impl Template) -> String {
    let text = check(page);
    assert!(text.contains("&#60;script&#62;alert(1)"), "{text}");
    text
}

#[test]
fn pages_before_signing_in() {
    check_hostile(&SignInPage {
        shell: outside(),
        next: "/console\"<x>".into(),
        email: HOSTILE.into(),
    });
    check_hostile(&CodePage {
        shell: outside(),
        next: HOSTILE.into(),
        ticket: HOSTILE.into(),
    });
    check_hostile(&WelcomePage {
        shell: outside(),
        action: "/console/welcome/x".into(),
        role: "Admin",
        tenant: HOSTILE.into(),
        email: HOSTILE.into(),
        qr: Drawing("<svg></svg>".into()),
        secret: Copyable(HOSTILE.into()),
    });
    check_hostile(&ConfirmPage {
        shell: outside(),
        action: "/console/keys".into(),
        fields: vec![(HOSTILE.into(), HOSTILE.into())],
        back: "/console/keys".into(),
    });
    check_hostile(&ProblemPage {
        shell: outside(),
        text: HOSTILE.into(),
        link: Link::new("/console", HOSTILE),
    });
}

#[test]
fn the_queue_and_an_applicant() {
    let text = with_item(false, |around, applicant| {
        check_hostile(&QueuePage {
            shell: shell(Place::Queue),
            note: HOSTILE.into(),
            filters: filters(),
            rows: vec![QueueRow {
                href: "/console/queue?applicant=x".into(),
                name: HOSTILE.into(),
                since: moment(),
                why: HOSTILE.into(),
                held_by: Some(HOSTILE.into()),
                is_current: true,
            }],
            paging: paging(),
            empty: empty(),
            item: Some(Item::new(applicant, around, true)),
            is_in_queue: true,
            reasons: item::reasons(),
        })
    });
    assert!(text.contains("data-whole"));
    assert!(text.contains("class=\"differs\""));
    assert!(text.contains(&format!("/console/applicants/{}/files/{}", id(4), id(1))));
    let text = with_item(true, |around, applicant| {
        check_hostile(&ApplicantPage {
            shell: shell(Place::Applicants),
            actions: Vec::new(),
            item: Item::new(applicant, around, true),
            is_in_queue: false,
            timeline: item::timeline(around),
            reasons: item::reasons(),
        })
    });
    assert!(text.contains("Held by"));
    assert!(text.contains("Same person as"));
    let selfie = format!("/console/applicants/{}/files/{}", id(4), id(8));
    assert!(text.contains("Asked on their own page") && text.contains(&selfie));
    assert!(text.contains("The client asks for") && text.contains("Document kind"));
    assert!(
        !text.contains("name=\"decision\""),
        "another officer's applicant cannot be decided"
    );
    check(&QueuePage {
        shell: shell(Place::Queue),
        note: String::new(),
        filters: filters(),
        rows: Vec::new(),
        paging: Paging::default(),
        empty: empty(),
        item: None,
        is_in_queue: true,
        reasons: item::reasons(),
    });
}

#[test]
fn lists_of_applicants_and_a_conflict() {
    check_hostile(&ApplicantsPage {
        shell: shell(Place::Applicants),
        note: String::new(),
        filters: filters(),
        rows: vec![ApplicantRow {
            href: "/console/applicants/x".into(),
            name: HOSTILE.into(),
            state: Badge(Tone::Good, "Approved"),
            flow: HOSTILE.into(),
            external_id: HOSTILE.into(),
            created_at: moment(),
            updated_at: moment(),
        }],
        paging: paging(),
        empty: empty(),
    });
    check_hostile(&ConflictPage {
        shell: shell(Place::Queue),
        reason: HOSTILE.into(),
        theirs: vec![Pair::new(HOSTILE, HOSTILE)],
        yours: vec![Pair::new(HOSTILE, HOSTILE)],
        href: "/console/applicants/x".into(),
    });
}

#[test]
fn flows_questionnaires_and_the_editor() {
    check_hostile(&FlowsPage {
        shell: shell(Place::Flows),
        may_edit: true,
        rows: vec![FlowRow::new(&flow())],
        empty: empty(),
    });
    let questionnaire = Questionnaire {
        id: QuestionnaireId::parse(&id(3)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        version: 3,
        name: HOSTILE.into(),
        description: String::new(),
        content: json!({ "pages": [{ "elements": [{}, {}] }], "elements": [{}] }),
        created_at: NOW,
    };
    let row = QuestionnaireRow::new(&questionnaire, NOW);
    assert_eq!(row.questions, 3);
    check_hostile(&QuestionnairesPage {
        shell: shell(Place::Questionnaires),
        may_edit: true,
        rows: vec![row],
        empty: empty(),
    });
    let text = check_hostile(&EditorPage {
        shell: shell(Place::Flows),
        list: Some(Link::new("/console/flows", "Flows")),
        note: HOSTILE.into(),
        problem: Some(HOSTILE.into()),
        action: "/console/flows/x".into(),
        confirm: "",
        asks_factor: false,
        may_edit: true,
        version: 1,
        fields: vec![EditorField {
            name: "name",
            label: "Name",
            value: HOSTILE.into(),
            length_max: 100,
        }],
        label: "Definition (JSON)",
        definition: format!("\n</textarea>{HOSTILE}"),
        effect: "",
        help: Help::default(),
    });
    assert_eq!(text.matches("</textarea>").count(), 1);
}

#[test]
fn keys_endpoints_and_officers() {
    let key = Credential {
        id: CredentialId::parse(&id(7)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        api: Api::Allpass,
        label: HOSTILE.into(),
        key_hash: "hash-that-stays-inside".into(),
        hint: "abcd".into(),
        expires_at: None,
        created_at: NOW,
    };
    let text = check_hostile(&KeysPage {
        shell: shell(Place::Keys),
        made: Some(made()),
        rows: vec![KeyRow::new(&key, NOW, true)],
        empty: empty(),
        apis: vec![Choice::new("allpass", "Allpass")],
        asks_factor: true,
    });
    assert!(!text.contains("hash-that-stays-inside"));
    assert_eq!(text.matches(" data-factor>").count(), 3);
    let endpoint = Endpoint {
        id: EndpointId::parse(&id(8)).unwrap(),
        tenant_id: TenantId::parse(&id(2)).unwrap(),
        api: Api::Allpass,
        url: HOSTILE.into(),
        events: vec![HOSTILE.into()],
        secrets: vec![SigningSecret {
            secret: "whsec_that_stays_inside".into(),
            expires_at: None,
        }],
        failing_since: Some(NOW),
        disabled_at: Some(NOW),
        created_at: NOW,
    };
    let text = check_hostile(&EndpointsPage {
        shell: shell(Place::Endpoints),
        made: None,
        rows: vec![EndpointRow::new(&endpoint, NOW, false, true)],
        empty: empty(),
        apis: Vec::new(),
        url: HOSTILE.into(),
        problem: Some(HOSTILE.into()),
        asks_factor: false,
        may_edit: true,
    });
    assert!(!text.contains("whsec_that_stays_inside"));
    assert!(!text.contains(" data-factor>"));
    let other = OfficerId::parse(&id(9)).unwrap();
    let rows = vec![
        OfficerRow::new(&officer(), other, NOW, true),
        OfficerRow::new(&officer(), officer().id, NOW, true),
    ];
    assert!(
        rows[1].actions.is_empty() && rows[1].role_href.is_none(),
        "nobody changes themselves"
    );
    check_hostile(&OfficersPage {
        shell: shell(Place::Officers),
        made: Some(made()),
        rows,
        empty: empty(),
        roles: roles(Role::Reviewer),
        asks_factor: true,
    });
}
