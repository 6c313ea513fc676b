//! What an applicant may become from where they stand: tables of single steps, then long random histories.

use std::time::Duration;

use values::{ApplicantId, FileId, FlowId, OfficerId, StepId, TenantId, Timestamp};

use super::*;
use crate::{
    Denial, Reason,
    decision::{Decision, ReasonCode, Resubmission, Verdict},
    flow::{FlowDefinition, Service},
    step::{Field, FieldName, FieldSource},
};

const NOW: Timestamp = Timestamp::from_millis(1_750_000_000_000);

/// An identifier that differs by its last digits.
macro_rules! id {
    ($name:ident, $number:expr) => {
        $name::parse(&format!("0190a5b4-7c3e-7000-8000-{:012x}", $number)).unwrap()
    };
}

// Behind the macro, which they use.
mod beside;
mod histories;
mod sandboxed;

fn officer() -> OfficerId {
    id!(OfficerId, 0xff)
}

fn flow(number: u32, kind: FlowKind, services: &[Service], auto_approve: bool) -> Flow {
    Flow {
        id: id!(FlowId, number),
        tenant_id: id!(TenantId, 1),
        number: number.into(),
        definition: FlowDefinition {
            name: format!("flow {number}"),
            kind,
            services: services.to_vec(),
            auto_approve,
            unique_face_match: false,
            questionnaire_id: None,
        },
        version: 1,
        created_at: NOW,
    }
}

fn planned<T>(flow: &Flow, first_id: u32, attempts_max: u32, use_plan: impl FnOnce(&StepPlan<'_>) -> T) -> T {
    let step_ids: Vec<StepId> = (first_id..)
        .take(flow.definition.services.len())
        .map(|number| id!(StepId, number))
        .collect();
    use_plan(&StepPlan {
        flow,
        questionnaire: None,
        attempts_max,
        step_ids: &step_ids,
    })
}

fn new_applicant(flow: &Flow, attempts_max: u32) -> Applicant {
    let new = NewApplicant {
        external_id: "client-1".into(),
        flow_name: flow.definition.name.clone(),
        ..NewApplicant::default()
    };
    planned(flow, 100, attempts_max, |plan| {
        Applicant::new(id!(ApplicantId, 2), flow.tenant_id, &new, plan, NOW).0
    })
}

/// Everything that a service asks for.
fn full_input(service: Service) -> StepInput {
    let file = Some(id!(FileId, 7));
    match service {
        Service::Document => StepInput::Document {
            country: Some(values::Country::parse("UKR").unwrap()),
            document: Some(crate::step::DocumentKind::Passport),
            front: file,
            back: None,
            fields: [
                (FieldName::Surname, "Franko"),
                (FieldName::GivenNames, "Olena"),
                (FieldName::BirthOn, "1990-02-03"),
            ]
            .map(|(name, value)| Field {
                name,
                value: value.into(),
                source: FieldSource::Typed,
            })
            .to_vec(),
        },
        Service::Selfie => StepInput::Selfie { picture: file },
        Service::Email => StepInput::Email {
            address: EmailAddress::parse("olena@example.org").ok(),
            verified_at: Some(NOW),
        },
        other => StepInput::empty(other, None),
    }
}

fn give(applicant: &mut Applicant, at: usize) -> Result<Vec<EventKind>> {
    let (id, service) = (applicant.steps[at].id, applicant.steps[at].service);
    applicant.step_save(id, full_input(service), NOW)?;
    applicant.step_submit(id, NOW)
}

fn give_all(applicant: &mut Applicant) {
    while let Some(at) = applicant.steps.iter().position(Step::awaits_applicant) {
        give(applicant, at).unwrap();
    }
}

fn decision(verdict: Verdict) -> Decision {
    Decision {
        verdict,
        reason: (verdict != Verdict::Accept).then_some(ReasonCode::Glare),
        public_comment: None,
        internal_comment: Some("seen".into()),
    }
}

fn names(events: &[EventKind]) -> Vec<&'static str> {
    events.iter().map(EventKind::as_str).collect()
}

const DOCUMENTS: &[Service] = &[
    Service::Email,
    Service::Document,
    Service::Selfie,
    Service::Screening,
];

/// An applicant with these services who has given and sent everything.
fn sent() -> (Flow, Applicant) {
    let flow = flow(1, FlowKind::Regular, DOCUMENTS, false);
    let mut applicant = new_applicant(&flow, 3);
    applicant.consent(Device::default(), NOW).unwrap();
    give_all(&mut applicant);
    applicant.submit(&flow, false, NOW).unwrap();
    (flow, applicant)
}

#[test]
fn a_flow_is_given_step_by_step_and_sent() {
    let flow = flow(1, FlowKind::Regular, DOCUMENTS, false);
    let mut applicant = new_applicant(&flow, 3);
    assert_eq!(
        names(&applicant.consent(Device::default(), NOW).unwrap()),
        ["started"]
    );
    assert_eq!(applicant.consent(Device::default(), NOW), Ok(vec![]), "once");
    assert_eq!(applicant.status, ApplicantStatus::Incomplete);
    assert_eq!(
        names(&give(&mut applicant, 0).unwrap()),
        ["step_submitted", "step_accepted"]
    );
    assert_eq!(
        applicant.submit(&flow, false, NOW),
        Err(Error::Conflict(Conflict::StepNotOpen))
    );
    assert_eq!(names(&give(&mut applicant, 1).unwrap()), ["step_submitted"]);
    assert_eq!(applicant.full_name.as_deref(), Some("Olena Franko"));
    assert_eq!(
        applicant.birth_on.map(|on| on.to_string()).as_deref(),
        Some("1990-02-03")
    );
    give(&mut applicant, 2).unwrap();
    assert_eq!(
        give(&mut applicant, 2),
        Err(Error::Conflict(Conflict::StepNotOpen)),
        "given already"
    );
    assert_eq!(
        names(&applicant.submit(&flow, false, NOW).unwrap()),
        ["submitted", "in_review"]
    );
    assert_eq!(applicant.status, ApplicantStatus::InReview);
    assert_eq!(applicant.submitted_at, Some(NOW));
    assert_eq!(
        applicant.steps[3].status,
        StepStatus::Submitted,
        "the machine's step waits too"
    );
    assert_eq!(
        applicant.submit(&flow, false, NOW),
        Err(Error::Conflict(Conflict::Finished))
    );
}

#[test]
fn what_machines_accept_alone_is_approved_when_the_flow_says_so() {
    for (auto_approve, status, events) in [
        (
            true,
            ApplicantStatus::Approved,
            ["submitted", "completed", "approved"],
        ),
        (
            false,
            ApplicantStatus::InReview,
            ["submitted", "completed", "in_review"],
        ),
    ] {
        let flow = flow(
            1,
            FlowKind::Regular,
            &[Service::Email, Service::Location],
            auto_approve,
        );
        let mut applicant = new_applicant(&flow, 3);
        applicant.consent(Device::default(), NOW).unwrap();
        give_all(&mut applicant);
        assert_eq!(names(&applicant.submit(&flow, false, NOW).unwrap()), events);
        assert_eq!(applicant.status, status);
    }
}

#[test]
fn nothing_is_given_or_sent_before_consent() {
    let flow = flow(
        1,
        FlowKind::Regular,
        &[Service::Location, Service::Screening],
        true,
    );
    let mut applicant = new_applicant(&flow, 3);
    let missing = Error::Forbidden(Denial::Missing);
    let id = applicant.steps[0].id;
    assert_eq!(
        applicant.step_save(id, full_input(Service::Location), NOW),
        Err(missing.clone())
    );
    assert_eq!(
        applicant.step_submit(id, NOW),
        Err(missing.clone()),
        "complete while empty"
    );
    applicant.steps.remove(0);
    assert_eq!(
        applicant.submit(&flow, false, NOW),
        Err(missing),
        "nothing to give"
    );
    assert_eq!(applicant.status, ApplicantStatus::Created);
}

#[test]
fn a_step_with_something_missing_is_refused_and_uses_no_try() {
    let flow = flow(1, FlowKind::Regular, &[Service::Document], false);
    let mut applicant = new_applicant(&flow, 3);
    applicant.consent(Device::default(), NOW).unwrap();
    let id = applicant.steps[0].id;
    let StepInput::Document {
        country,
        front,
        fields,
        ..
    } = full_input(Service::Document)
    else {
        unreachable!()
    };
    let one_sided = StepInput::Document {
        country,
        front,
        fields,
        document: Some(crate::step::DocumentKind::IdentityCard),
        back: None,
    };
    applicant.step_save(id, one_sided, NOW).unwrap();
    assert_eq!(
        applicant.step_submit(id, NOW),
        Err(Error::invalid("step", Reason::Required))
    );
    assert_eq!(applicant.steps[0].attempts, 0);
}

/// The statuses after the officer's verdict on an applicant in each status; `None` where it is refused.
#[test]
fn an_officers_verdict_fits_the_status() {
    use ApplicantStatus as S;
    let (_, given) = sent();
    for (status, accept, reject) in [
        (S::Created, None, Some(S::Rejected)),
        (S::Incomplete, None, Some(S::Rejected)),
        (S::InProgress, Some(S::Approved), Some(S::Rejected)),
        (S::OnHold, Some(S::Approved), Some(S::Rejected)),
        (S::Completed, Some(S::Approved), Some(S::Rejected)),
        (S::InReview, Some(S::Approved), Some(S::Rejected)),
        (S::Approved, None, Some(S::Rejected)),
        (S::Rejected, Some(S::Approved), None),
    ] {
        for (verdict, expected) in [
            (Verdict::Accept, accept),
            (Verdict::Reject, reject),
            (Verdict::Resubmit, None),
        ] {
            let mut applicant = Applicant {
                status,
                ..given.clone()
            };
            let answer = applicant.decide(&decision(verdict), officer(), NOW);
            match expected {
                Some(expected) => {
                    let events = answer.unwrap();
                    assert_eq!(applicant.status, expected, "{status:?} {verdict:?}");
                    assert_eq!(events.last().map(EventKind::as_str), Some(expected.as_str()));
                    assert_eq!(applicant.review.unwrap().decided_by, Some(officer()));
                }
                None => {
                    assert_eq!(
                        answer,
                        Err(Error::Conflict(Conflict::Decision)),
                        "{status:?} {verdict:?}"
                    );
                    assert_eq!(applicant.status, status);
                }
            }
        }
    }
}

#[test]
fn rejecting_early_and_approving_after_does_not_skip_the_evidence() {
    let flow = flow(1, FlowKind::Regular, DOCUMENTS, false);
    let mut applicant = new_applicant(&flow, 3);
    applicant
        .decide(&decision(Verdict::Reject), officer(), NOW)
        .unwrap();
    let approved = applicant.decide(&decision(Verdict::Accept), officer(), NOW);
    assert_eq!(approved, Err(Error::Conflict(Conflict::Decision)));
    assert_eq!(applicant.status, ApplicantStatus::Rejected);
}

#[test]
fn approval_over_a_rejected_step_is_refused_and_an_approved_ones_step_is_not_rejected_alone() {
    let (_, mut applicant) = sent();
    let (id, reject) = (applicant.steps[1].id, decision(Verdict::Reject));
    applicant.step_decide(id, &reject, officer(), NOW).unwrap();
    let refused = Err(Error::Conflict(Conflict::Decision));
    assert_eq!(
        applicant.decide(&decision(Verdict::Accept), officer(), NOW),
        refused
    );
    applicant
        .step_decide(id, &decision(Verdict::Accept), officer(), NOW)
        .unwrap();
    applicant
        .decide(&decision(Verdict::Accept), officer(), NOW)
        .unwrap();
    assert_eq!(
        applicant.step_decide(id, &decision(Verdict::Reject), officer(), NOW),
        refused
    );
    assert_eq!(applicant.steps[1].status, StepStatus::Accepted);
    applicant
        .decide(&decision(Verdict::Reject), officer(), NOW)
        .unwrap();
    applicant
        .step_decide(id, &decision(Verdict::Reject), officer(), NOW)
        .unwrap();
}

#[test]
fn a_resubmission_opens_that_step_alone() {
    for status in [
        ApplicantStatus::InReview,
        ApplicantStatus::Approved,
        ApplicantStatus::Rejected,
    ] {
        let (flow, mut applicant) = sent();
        applicant.status = status;
        let before = applicant.steps.clone();
        let wish = Resubmission {
            step_ids: vec![before[1].id],
            reason: ReasonCode::Blur,
            public_comment: Some("Hold it still.".into()),
        };
        let events = applicant.resubmission_request(&wish, officer(), NOW).unwrap();
        assert_eq!(names(&events), ["step_rejected", "incomplete"]);
        assert_eq!(applicant.status, ApplicantStatus::Incomplete);
        assert_eq!(applicant.next_step().map(|step| step.id), Some(before[1].id));
        for at in [0, 2, 3] {
            assert_eq!(applicant.steps[at], before[at], "untouched");
        }
        give(&mut applicant, 1).unwrap();
        assert_eq!(
            (applicant.steps[1].reason, applicant.steps[1].decided_by),
            (None, None),
            "a fresh try"
        );
        assert_eq!(
            names(&applicant.submit(&flow, false, NOW).unwrap()),
            ["submitted", "in_review"]
        );
    }
}

#[test]
fn a_wish_for_no_unknown_or_machine_step_is_refused() {
    let (_, applicant) = sent();
    let screening = applicant.steps[3].id;
    for (ids, error) in [
        (vec![], Error::invalid("step_ids", Reason::Required)),
        (vec![id!(StepId, 999)], Error::NotFound(Noun::Step)),
        (vec![screening], Error::Conflict(Conflict::Decision)),
        (
            vec![applicant.steps[1].id; 2],
            Error::Conflict(Conflict::Decision),
        ),
    ] {
        let wish = Resubmission {
            step_ids: ids,
            reason: ReasonCode::Blur,
            public_comment: None,
        };
        assert_eq!(
            applicant.clone().resubmission_request(&wish, officer(), NOW),
            Err(error)
        );
    }
}

#[test]
fn tries_are_capped_for_the_applicant_and_never_for_the_officers_wish() {
    let (_, mut applicant) = sent();
    let id = applicant.steps[2].id;
    for attempt in 2..=5 {
        applicant
            .step_decide(id, &decision(Verdict::Resubmit), officer(), NOW)
            .unwrap();
        give(&mut applicant, 2).unwrap();
        assert_eq!(applicant.steps[2].attempts, attempt);
    }
    let flow = flow(1, FlowKind::Regular, &[Service::Selfie], false);
    let mut applicant = new_applicant(&flow, 2);
    applicant.consent(Device::default(), NOW).unwrap();
    let id = applicant.steps[0].id;
    give(&mut applicant, 0).unwrap();
    applicant.step_reopen(id, NOW).unwrap();
    give(&mut applicant, 0).unwrap();
    assert_eq!(
        applicant.step_reopen(id, NOW),
        Err(Error::Conflict(Conflict::NoTriesLeft))
    );
    assert_eq!(
        applicant.steps[0].status,
        StepStatus::Submitted,
        "what was given stays given"
    );
}

#[test]
fn a_given_step_is_changed_only_before_sending() {
    let flow = flow(1, FlowKind::Regular, DOCUMENTS, false);
    let mut applicant = new_applicant(&flow, 5);
    applicant.consent(Device::default(), NOW).unwrap();
    let id = applicant.steps[0].id;
    assert_eq!(
        applicant.step_reopen(id, NOW),
        Err(Error::Conflict(Conflict::StepNotOpen)),
        "open"
    );
    give_all(&mut applicant);
    applicant.step_reopen(id, NOW).unwrap();
    assert!(matches!(
        applicant.steps[0].input,
        StepInput::Email {
            verified_at: None,
            address: Some(_)
        }
    ));
    assert_eq!(
        applicant.submit(&flow, false, NOW),
        Err(Error::Conflict(Conflict::StepNotOpen))
    );
    give_all(&mut applicant);
    applicant.submit(&flow, false, NOW).unwrap();
    assert_eq!(
        applicant.step_reopen(id, NOW),
        Err(Error::Conflict(Conflict::StepNotOpen))
    );
}

#[test]
fn another_flow_keeps_what_was_accepted_and_voids_the_status() {
    let (_, mut applicant) = sent();
    applicant
        .decide(&decision(Verdict::Accept), officer(), NOW)
        .unwrap();
    let next = flow(
        2,
        FlowKind::Regular,
        &[Service::Selfie, Service::Email, Service::AddressProof],
        false,
    );
    let (email, selfie) = (applicant.steps[0].clone(), applicant.steps[2].clone());
    let events = planned(&next, 200, 3, |plan| applicant.move_to_flow(plan, NOW)).unwrap();
    assert_eq!(names(&events), ["flow_changed"]);
    assert_eq!(
        (applicant.status, applicant.submitted_at),
        (ApplicantStatus::Incomplete, None)
    );
    let kept: Vec<_> = applicant
        .steps
        .iter()
        .map(|step| (step.service, step.status, step.flow_id))
        .collect();
    let expected = [
        (Service::Selfie, StepStatus::Accepted),
        (Service::Email, StepStatus::Accepted),
        (Service::AddressProof, StepStatus::Open),
    ];
    assert_eq!(kept, expected.map(|(service, status)| (service, status, next.id)));
    assert_eq!(
        (&applicant.steps[0].input, &applicant.steps[1].input),
        (&selfie.input, &email.input)
    );
}

#[test]
fn an_on_demand_flow_adds_steps_and_leaves_the_status_alone() {
    let extra = flow(
        2,
        FlowKind::OnDemand,
        &[Service::Location, Service::Selfie],
        false,
    );
    let (regular, mut applicant) = sent();
    applicant
        .decide(&decision(Verdict::Accept), officer(), NOW)
        .unwrap();
    let own = applicant.steps.clone();
    let events = planned(&extra, 200, 3, |plan| applicant.move_to_flow(plan, NOW)).unwrap();
    assert_eq!(names(&events), ["flow_added"]);
    assert_eq!(
        (applicant.status, applicant.flow_id),
        (ApplicantStatus::Approved, regular.id)
    );
    assert!(applicant.is_open_to_applicant());
    give_all(&mut applicant);
    let id = applicant.steps.last().unwrap().id;
    applicant
        .step_decide(id, &decision(Verdict::Resubmit), officer(), NOW)
        .unwrap();
    applicant
        .step_decide(own[1].id, &decision(Verdict::Accept), officer(), NOW)
        .unwrap();
    assert_eq!(applicant.status, ApplicantStatus::Approved);
    assert_eq!(applicant.steps.len(), own.len() + 2);
    let back = flow(3, FlowKind::Regular, &[Service::Email], false);
    planned(&back, 300, 3, |plan| applicant.move_to_flow(plan, NOW)).unwrap();
    assert_eq!(applicant.steps.len(), 3, "what was asked on demand stays");
}

#[test]
fn a_planned_erasure_refuses_everything_and_restoring_undoes_only_that() {
    let (flow, mut applicant) = sent();
    let before = applicant.clone();
    let at = NOW.plus(Duration::from_secs(86_400));
    assert_eq!(
        applicant.restore(NOW),
        Err(Error::Conflict(Conflict::DeletionNotScheduled))
    );
    assert_eq!(
        names(&applicant.schedule_deletion(at, NOW).unwrap()),
        ["deletion_scheduled"]
    );
    let (id, input) = (applicant.steps[0].id, full_input(Service::Email));
    let wish = Resubmission {
        step_ids: vec![id],
        reason: ReasonCode::Blur,
        public_comment: None,
    };
    let answers = [
        applicant.schedule_deletion(at, NOW).map(drop),
        applicant.consent(Device::default(), NOW).map(drop),
        applicant.step_save(id, input, NOW),
        applicant.step_submit(id, NOW).map(drop),
        applicant.step_reopen(id, NOW),
        applicant.submit(&flow, false, NOW).map(drop),
        applicant
            .step_decide(id, &decision(Verdict::Accept), officer(), NOW)
            .map(drop),
        applicant.resubmission_request(&wish, officer(), NOW).map(drop),
        applicant
            .decide(&decision(Verdict::Accept), officer(), NOW)
            .map(drop),
        planned(&flow, 200, 3, |plan| applicant.move_to_flow(plan, NOW)).map(drop),
    ];
    for (at, answer) in answers.into_iter().enumerate() {
        assert_eq!(answer, Err(Error::Conflict(Conflict::DeletionScheduled)), "{at}");
    }
    assert_eq!(names(&applicant.restore(NOW).unwrap()), ["deletion_cancelled"]);
    assert_eq!(applicant, before);
}
