//! What happens beside the flow: one more piece of evidence is asked for, decisions come from elsewhere, somebody is set aside, time
//! runs out, and every try is remembered.

use super::*;

const LATER: Timestamp = Timestamp::from_millis(1_750_000_900_000);

fn request(reference: &str) -> StepRequest {
    StepRequest {
        reference: reference.into(),
        title: "Your new passport".into(),
        description: "The old one has expired.".into(),
        ip: None,
    }
}

fn ask(applicant: &mut Applicant, number: u32, service: Service) -> Result<Vec<EventKind>> {
    applicant.evidence_request(id!(StepId, number), service, request("r-1"), 3, LATER)
}

fn decided(verdict: Verdict) -> Applicant {
    let (_, mut applicant) = sent();
    applicant.decide(&decision(verdict), officer(), NOW).unwrap();
    applicant
}

#[test]
fn evidence_is_asked_of_the_decided_too_and_leaves_the_decision() {
    for (verdict, status) in [
        (Verdict::Accept, ApplicantStatus::Approved),
        (Verdict::Reject, ApplicantStatus::Rejected),
    ] {
        let mut applicant = decided(verdict);
        assert!(!applicant.is_open_to_applicant());
        let asked = ask(&mut applicant, 300, Service::AdditionalDocument).unwrap();
        assert_eq!(names(&asked), ["evidence_requested"]);
        assert_eq!(applicant.status, status);
        assert!(applicant.is_open_to_applicant());
        let step = applicant.next_step().unwrap();
        assert_eq!(
            (step.id, step.is_on_demand, step.position),
            (id!(StepId, 300), true, 5)
        );
        assert_eq!(applicant.requested_steps().count(), 1);

        let id = id!(StepId, 300);
        let input = StepInput::AdditionalDocument {
            file: Some(id!(FileId, 9)),
        };
        applicant.device = Some(Device {
            ip: "203.0.113.9".into(),
            ..Device::default()
        });
        applicant.step_save(id, input, LATER).unwrap();
        let given = applicant.step_submit(id, LATER).unwrap();
        assert_eq!(names(&given), ["step_submitted"]);
        let step = applicant.step(id).unwrap();
        assert_eq!(step.status, StepStatus::Submitted);
        assert_eq!(
            step.request.as_ref().unwrap().ip.as_deref(),
            Some("203.0.113.9"),
            "where the answer came from"
        );
        assert_eq!(applicant.status, status);
        assert!(!applicant.is_open_to_applicant());

        let again = applicant
            .step_decide(id, &self::decision(Verdict::Resubmit), officer(), LATER)
            .unwrap();
        assert_eq!(names(&again), ["step_rejected"], "no wish for the flow's own");
        assert_eq!(applicant.status, status);
        assert_eq!(applicant.next_step().map(|step| step.id), Some(id));
    }
}

#[test]
fn evidence_is_asked_while_the_flow_is_under_way() {
    let flow = flow(1, FlowKind::Regular, &[Service::Selfie], false);
    let mut applicant = new_applicant(&flow, 3);
    ask(&mut applicant, 300, Service::AddressProof).unwrap();
    applicant.consent(Device::default(), NOW).unwrap();
    give(&mut applicant, 0).unwrap();
    assert_eq!(
        applicant.submit(&flow, false, NOW),
        Err(Error::Conflict(Conflict::StepNotOpen)),
        "what was asked in addition is missing"
    );
    let id = id!(StepId, 300);
    let input = StepInput::AddressProof {
        file: Some(id!(FileId, 9)),
        fields: Vec::new(),
    };
    applicant.step_save(id, input, NOW).unwrap();
    applicant.step_submit(id, NOW).unwrap();
    applicant.submit(&flow, false, NOW).unwrap();
    assert_eq!(applicant.status, ApplicantStatus::InReview);
}

#[test]
fn evidence_is_not_asked_of_the_erased_nor_without_a_service_that_takes_it() {
    let mut applicant = decided(Verdict::Accept);
    for service in [Service::Email, Service::Screening, Service::FaceMatch] {
        assert!(
            matches!(
                ask(&mut applicant, 300, service),
                Err(Error::Invalid { field: "service", .. })
            ),
            "{service:?}"
        );
    }
    let long = StepRequest {
        title: "x".repeat(2_001),
        ..request("r-1")
    };
    let refused = applicant.evidence_request(id!(StepId, 300), Service::Document, long, 3, NOW);
    assert!(matches!(refused, Err(Error::Invalid { field: "title", .. })));
    let before = applicant.steps.len();
    applicant.schedule_deletion(LATER, NOW).unwrap();
    assert_eq!(
        ask(&mut applicant, 300, Service::Document),
        Err(Error::Conflict(Conflict::DeletionScheduled))
    );
    assert_eq!(applicant.steps.len(), before);
}

#[test]
fn after_a_rejection_only_what_is_asked_in_addition_can_be_given() {
    let flow = flow(1, FlowKind::Regular, &[Service::Selfie], false);
    let mut applicant = new_applicant(&flow, 3);
    applicant.consent(Device::default(), NOW).unwrap();
    applicant
        .decide(&decision(Verdict::Reject), officer(), NOW)
        .unwrap();
    assert_eq!(applicant.next_step(), None, "the flow is over");
    assert!(!applicant.is_open_to_applicant());
    ask(&mut applicant, 300, Service::Document).unwrap();
    assert_eq!(applicant.next_step().map(|step| step.id), Some(id!(StepId, 300)));
    let own = applicant.steps[0].id;
    let saved = applicant.step_save(own, full_input(Service::Selfie), NOW);
    assert_eq!(saved, Err(Error::Conflict(Conflict::StepNotOpen)));
    applicant.steps[0].input = full_input(Service::Selfie);
    assert_eq!(
        applicant.step_submit(own, NOW),
        Err(Error::Conflict(Conflict::StepNotOpen))
    );
    give(&mut applicant, 1).unwrap();
    assert_eq!(applicant.next_step(), None);
    assert_eq!(
        applicant.submit(&flow, false, NOW),
        Err(Error::Conflict(Conflict::Finished)),
        "nothing is sent anew"
    );
    assert_eq!(applicant.status, ApplicantStatus::Rejected);
}

#[test]
fn a_rejected_ones_on_demand_flow_is_asked_too() {
    let mut applicant = decided(Verdict::Reject);
    let extra = flow(2, FlowKind::OnDemand, &[Service::Location], false);
    planned(&extra, 200, 3, |plan| applicant.move_to_flow(plan, NOW)).unwrap();
    assert_eq!(
        applicant.next_step().map(|step| step.service),
        Some(Service::Location)
    );
}

#[test]
fn only_what_waits_for_a_person_is_set_aside_and_any_decision_ends_it() {
    use ApplicantStatus as S;
    let (_, given) = sent();
    for status in S::ALL {
        let mut applicant = Applicant {
            status,
            ..given.clone()
        };
        let answer = applicant.set_aside(officer(), NOW);
        if matches!(status, S::InProgress | S::Completed | S::InReview) {
            assert_eq!(names(&answer.unwrap()), ["on_hold"], "{status:?}");
            assert_eq!(applicant.status, S::OnHold);
            assert_eq!(applicant.review.as_ref().unwrap().reviewer, Some(officer()));
            assert_eq!(applicant.review.as_ref().unwrap().decided_by, None);
            applicant
                .decide(&decision(Verdict::Accept), officer(), NOW)
                .unwrap();
            assert_eq!(applicant.status, S::Approved);
        } else {
            assert_eq!(answer, Err(Error::Conflict(Conflict::Decision)), "{status:?}");
            assert_eq!(applicant.status, status);
        }
    }
    let mut planned = given;
    planned.schedule_deletion(LATER, NOW).unwrap();
    assert_eq!(
        planned.set_aside(officer(), NOW),
        Err(Error::Conflict(Conflict::DeletionScheduled))
    );
}

#[test]
fn a_decision_from_elsewhere_needs_no_evidence() {
    let flow = flow(1, FlowKind::Regular, DOCUMENTS, false);
    let mut applicant = new_applicant(&flow, 3);
    let client = Decider::Client("Ann at Acme".into());
    let events = applicant.settle(&Decision::acceptance(), &client, LATER).unwrap();
    assert_eq!(
        events.last(),
        Some(&EventKind::Approved { by_machine: false }),
        "a person decided"
    );
    assert_eq!(applicant.status, ApplicantStatus::Approved);
    assert!(
        applicant
            .steps
            .iter()
            .all(|step| step.status == StepStatus::Accepted && step.decided_by.is_none())
    );
    assert!(!applicant.is_open_to_applicant());
    let review = applicant.review.clone().unwrap();
    assert_eq!(review.decided_at_client.as_deref(), Some("Ann at Acme"));
    assert_eq!((review.version, review.decided_by), (1, None));
    assert_eq!(applicant.history.first_decided_at, Some(LATER));

    let minute_later = LATER.plus(Duration::from_secs(60));
    let refusal = Decision {
        public_comment: Some("It was somebody else.".into()),
        ..Decision::refusal(ReasonCode::SuspectedFraud)
    };
    applicant
        .settle(&refusal, &Decider::Machine, minute_later)
        .unwrap();
    let review = applicant.review.as_ref().unwrap();
    assert_eq!(applicant.status, ApplicantStatus::Rejected);
    assert_eq!(
        (review.version, review.reason, review.decided_at_client.as_deref()),
        (2, Some(ReasonCode::SuspectedFraud), None)
    );
    assert_eq!(review.public_comment.as_deref(), Some("It was somebody else."));
    assert_eq!(applicant.history.first_decided_at, Some(LATER), "the first stays");
}

#[test]
fn a_settlement_is_yes_or_no_with_a_reason() {
    let (_, applicant) = sent();
    let unreasoned = Decision {
        reason: None,
        ..Decision::refusal(ReasonCode::Other)
    };
    for (wish, error) in [
        (unreasoned, Error::invalid("reason", Reason::Required)),
        (decision(Verdict::Resubmit), Error::Conflict(Conflict::Decision)),
    ] {
        let mut changed = applicant.clone();
        assert_eq!(changed.settle(&wish, &Decider::Machine, NOW), Err(error));
        assert_eq!(changed.status, applicant.status);
    }
    let mut planned = applicant;
    planned.schedule_deletion(LATER, NOW).unwrap();
    assert_eq!(
        planned.settle(&Decision::acceptance(), &Decider::Machine, NOW),
        Err(Error::Conflict(Conflict::DeletionScheduled))
    );
}

#[test]
fn whoever_is_not_decided_when_time_runs_out_is_rejected() {
    use ApplicantStatus as S;
    let (_, given) = sent();
    for status in S::ALL {
        let mut applicant = Applicant {
            status,
            ..given.clone()
        };
        let events = applicant.time_out(LATER);
        if status.is_decided() {
            assert_eq!((events, applicant.status), (Vec::new(), status));
            continue;
        }
        let reason = ReasonCode::TimedOut;
        assert_eq!(events, [EventKind::Rejected { reason }], "{status:?}");
        assert_eq!(applicant.status, S::Rejected);
        assert_eq!(applicant.review.as_ref().unwrap().reason, Some(reason));
        assert_eq!(applicant.history.first_decided_at, Some(LATER));
        assert_eq!(applicant.time_out(LATER), [], "once");
    }
    let mut planned = given;
    planned.schedule_deletion(LATER, NOW).unwrap();
    assert_eq!(planned.time_out(LATER), [], "it will be erased anyway");
}

#[test]
fn every_try_of_evidence_is_remembered_with_what_it_was_refused_for() {
    let (_, mut applicant) = sent();
    let services = |applicant: &Applicant| -> Vec<Service> {
        let tries = applicant.history.tries.iter();
        tries.map(|given| given.service).collect()
    };
    assert_eq!(
        services(&applicant),
        [Service::Document, Service::Selfie],
        "a code is no evidence"
    );
    let id = applicant.steps[1].id;
    let refusal = Decision {
        public_comment: Some("Hold it still.".into()),
        ..decision(Verdict::Resubmit)
    };
    applicant.step_decide(id, &refusal, officer(), LATER).unwrap();
    assert_eq!(
        applicant.history.tries[0].refusal,
        Some(Refusal {
            reason: ReasonCode::Glare,
            comment: Some("Hold it still.".into()),
            at: LATER,
        })
    );
    assert_eq!(applicant.history.tries[1].refusal, None);
    give(&mut applicant, 1).unwrap();
    assert_eq!(
        services(&applicant),
        [Service::Document, Service::Selfie, Service::Document]
    );
    applicant
        .step_decide(id, &decision(Verdict::Accept), officer(), LATER)
        .unwrap();
    let refused: Vec<bool> = applicant
        .history
        .tries
        .iter()
        .map(|given| given.refusal.is_some())
        .collect();
    assert_eq!(refused, [true, false, false], "the first try stays refused");
}

#[test]
fn a_refusal_is_of_the_step_it_was_given_for() {
    let mut applicant = decided(Verdict::Accept);
    ask(&mut applicant, 300, Service::Document).unwrap();
    let id = id!(StepId, 300);
    applicant
        .step_save(id, full_input(Service::Document), LATER)
        .unwrap();
    applicant.step_submit(id, LATER).unwrap();
    applicant
        .decide(&decision(Verdict::Reject), officer(), LATER)
        .unwrap();
    let own = applicant.steps[1].id;
    applicant
        .step_decide(own, &decision(Verdict::Reject), officer(), LATER)
        .unwrap();
    let refused: Vec<(Timestamp, bool)> = applicant
        .history
        .tries
        .iter()
        .filter(|given| given.service == Service::Document)
        .map(|given| (given.at, given.refusal.is_some()))
        .collect();
    assert_eq!(refused, [(NOW, true), (LATER, false)]);
}

#[test]
fn a_second_approval_of_evidence_forgets_the_refusal() {
    let (_, mut applicant) = sent();
    let id = applicant.steps[1].id;
    applicant
        .step_decide(id, &decision(Verdict::Reject), officer(), LATER)
        .unwrap();
    assert!(applicant.history.tries[0].refusal.is_some());
    applicant
        .step_decide(id, &decision(Verdict::Accept), officer(), LATER)
        .unwrap();
    assert_eq!(applicant.history.tries[0].refusal, None);
}

#[test]
fn a_rule_refuses_as_soon_as_everything_is_given() {
    let flow = flow(1, FlowKind::Regular, &[Service::Selfie], false);
    let mut applicant = new_applicant(&flow, 3);
    applicant.origin.rules.age_min = Some(18);
    applicant.person.stated.birth_on = PartialDate::parse("2020-01-01").ok();
    applicant.consent(Device::default(), NOW).unwrap();
    give_all(&mut applicant);
    let events = applicant.submit(&flow, false, LATER).unwrap();
    assert_eq!(
        events,
        [
            EventKind::Submitted,
            EventKind::Rejected {
                reason: ReasonCode::Underage
            }
        ]
    );
    assert_eq!(applicant.history.pending_at, Some(LATER));
    assert_eq!(applicant.history.first_decided_at, Some(LATER));
}

#[test]
fn agreeing_after_a_decision_does_not_begin_the_flow_anew() {
    let flow = flow(1, FlowKind::Regular, &[Service::Selfie], false);
    for settled in [Decision::acceptance(), Decision::refusal(ReasonCode::Other)] {
        let mut applicant = new_applicant(&flow, 3);
        applicant.settle(&settled, &Decider::Machine, NOW).unwrap();
        let status = applicant.status;
        ask(&mut applicant, 300, Service::Document).unwrap();
        assert_eq!(applicant.consent(Device::default(), LATER), Ok(Vec::new()));
        assert_eq!((applicant.status, applicant.consented_at), (status, Some(LATER)));
        give(&mut applicant, 1).unwrap();
    }
}
