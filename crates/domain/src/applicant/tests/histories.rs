//! Whole histories, one of them told and many random: whatever is asked in whatever order, the applicant stays one
//! that could be explained.

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Operation {
    Consent,
    Save(usize),
    Give(usize),
    Reopen(usize),
    Send,
    DecideStep(usize, Verdict),
    Wish(Vec<usize>),
    Decide(Verdict),
    Move(usize),
    Schedule,
    Restore,
    Ask(Service),
    SetAside,
    Settle(Verdict),
    TimeOut,
}

fn operation() -> impl Strategy<Value = Operation> {
    let verdict = || {
        prop_oneof![
            Just(Verdict::Accept),
            Just(Verdict::Resubmit),
            Just(Verdict::Reject)
        ]
    };
    prop_oneof![
        3 => Just(Operation::Consent),
        2 => (0..9usize).prop_map(Operation::Save),
        9 => (0..9usize).prop_map(Operation::Give),
        2 => (0..9usize).prop_map(Operation::Reopen),
        6 => Just(Operation::Send),
        4 => (0..9usize, verdict()).prop_map(|(at, verdict)| Operation::DecideStep(at, verdict)),
        2 => prop::collection::vec(0..9usize, 0..3).prop_map(Operation::Wish),
        4 => verdict().prop_map(Operation::Decide),
        1 => (0..3usize).prop_map(Operation::Move),
        1 => Just(Operation::Schedule),
        2 => Just(Operation::Restore),
        2 => prop_oneof![Just(Service::Selfie), Just(Service::Document)].prop_map(Operation::Ask),
        2 => Just(Operation::SetAside),
        1 => verdict().prop_map(Operation::Settle),
        1 => Just(Operation::TimeOut),
    ]
}

/// Two ways through and one thing asked beside them.
fn flows() -> [Flow; 3] {
    [
        flow(
            1,
            FlowKind::Regular,
            &[Service::Email, Service::Selfie, Service::FaceMatch],
            false,
        ),
        flow(2, FlowKind::Regular, &[Service::Location, Service::Email], true),
        flow(
            3,
            FlowKind::OnDemand,
            &[Service::Location, Service::Screening],
            false,
        ),
    ]
}

fn apply(applicant: &mut Applicant, operation: &Operation, first_id: u32) -> Result<Vec<EventKind>> {
    let id = |applicant: &Applicant, at: usize| applicant.steps[at % applicant.steps.len()].id;
    let (flows, now) = (flows(), NOW);
    match operation {
        Operation::Consent => applicant.consent(Device::default(), now),
        Operation::Save(at) => {
            let (id, at) = (id(applicant, *at), at % applicant.steps.len());
            let input = full_input(applicant.steps[at].service);
            applicant.step_save(id, input, now).map(|()| Vec::new())
        }
        Operation::Give(at) => {
            let at = at % applicant.steps.len();
            give(applicant, at)
        }
        Operation::Reopen(at) => applicant
            .step_reopen(id(applicant, *at), now)
            .map(|()| Vec::new()),
        Operation::Send => {
            let flow = flows.iter().find(|flow| flow.id == applicant.flow_id).unwrap();
            applicant.submit(flow, false, now)
        }
        Operation::DecideStep(at, verdict) => {
            applicant.step_decide(id(applicant, *at), &decision(*verdict), officer(), now)
        }
        Operation::Wish(ats) => {
            let wish = Resubmission {
                step_ids: ats.iter().map(|at| id(applicant, *at)).collect(),
                reason: ReasonCode::Other,
                public_comment: None,
            };
            applicant.resubmission_request(&wish, officer(), now)
        }
        Operation::Decide(verdict) => applicant.decide(&decision(*verdict), officer(), now),
        Operation::Move(at) if applicant.steps.len() < 12 || *at < 2 => {
            planned(&flows[*at], first_id, 2, |plan| applicant.move_to_flow(plan, now))
        }
        Operation::Move(_) => Ok(Vec::new()),
        Operation::Schedule => applicant.schedule_deletion(now.plus(Duration::from_secs(60)), now),
        Operation::Restore => applicant.restore(now),
        Operation::Ask(service) => {
            let request = StepRequest {
                reference: first_id.to_string(),
                title: String::new(),
                description: String::new(),
                ip: None,
            };
            applicant.evidence_request(id!(StepId, first_id), *service, request, 2, now)
        }
        Operation::SetAside => applicant.set_aside(officer(), now),
        Operation::Settle(verdict) => applicant.settle(&decision(*verdict), &Decider::Machine, now),
        Operation::TimeOut => Ok(applicant.time_out(now)),
    }
}

/// The status that the newest event that is about the whole applicant leads to.
fn told_status(event: &EventKind) -> Option<ApplicantStatus> {
    match event {
        EventKind::Started | EventKind::Incomplete { .. } => Some(ApplicantStatus::Incomplete),
        EventKind::InReview => Some(ApplicantStatus::InReview),
        EventKind::OnHold => Some(ApplicantStatus::OnHold),
        EventKind::Approved { .. } => Some(ApplicantStatus::Approved),
        EventKind::Rejected { .. } => Some(ApplicantStatus::Rejected),
        _ => None,
    }
}

fn check(before: &Applicant, after: &Applicant, operation: &Operation, events: &[EventKind]) {
    let told = events.iter().rev().find_map(told_status);
    let moved = events
        .iter()
        .any(|event| matches!(event, EventKind::FlowChanged { .. }));
    if !moved {
        assert_eq!(
            told.unwrap_or(before.status),
            after.status,
            "{operation:?} {events:?}"
        );
    }
    if after.status == ApplicantStatus::Approved {
        let is_good = |step: &Step| step.status == StepStatus::Accepted;
        assert!(after.own_steps().all(is_good), "{operation:?} {:?}", after.steps);
    }
    if after.status != ApplicantStatus::Created && after.status != ApplicantStatus::Rejected {
        let was_settled = after.history.first_decided_at.is_some();
        assert!(after.consented_at.is_some() || was_settled, "{operation:?}");
    }
    if after.status == ApplicantStatus::Rejected {
        assert!(
            after.next_step().is_none_or(|step| step.is_on_demand),
            "the flow is over"
        );
    }
    let requests = |applicant: &Applicant| applicant.requested_steps().count();
    assert!(requests(after) >= requests(before), "what was asked stays asked");
    for step in &after.steps {
        assert!(step.attempts <= step.attempts_max, "{step:?}");
    }
    let mut positions: Vec<i64> = after.steps.iter().map(|step| step.position).collect();
    positions.sort_unstable();
    positions.dedup();
    assert_eq!(positions.len(), after.steps.len(), "each step has its own place");
    if before.deletion_at.is_some() && after.deletion_at.is_some() {
        assert_eq!(before, after, "nothing happens to who waits to be erased");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_makes_sense(first in 0..2usize, operations in prop::collection::vec(operation(), 1..60)) {
        let mut applicant = new_applicant(&flows()[first], 2);
        for (number, operation) in (1..).zip(&operations) {
            let before = applicant.clone();
            // As the application layer does: what is refused leaves no trace.
            match apply(&mut applicant, operation, 1_000 * number) {
                Ok(events) => check(&before, &applicant, operation, &events),
                Err(_) => applicant = before,
            }
        }
    }
}

#[test]
fn approval_by_machine_forgets_the_earlier_refusal() {
    let flow = flow(1, FlowKind::Regular, &[Service::Email], true);
    let mut applicant = new_applicant(&flow, 3);
    applicant.consent(Device::default(), NOW).unwrap();
    give_all(&mut applicant);
    applicant.submit(&flow, false, NOW).unwrap();
    applicant
        .decide(&decision(Verdict::Reject), officer(), NOW)
        .unwrap();
    let id = applicant.steps[0].id;
    applicant
        .step_decide(id, &decision(Verdict::Resubmit), officer(), NOW)
        .unwrap();
    give_all(&mut applicant);
    applicant.submit(&flow, false, NOW).unwrap();
    let review = applicant.review.unwrap();
    assert_eq!(applicant.status, ApplicantStatus::Approved);
    assert_eq!(
        (review.reason, review.decided_by, review.version),
        (None, None, 3)
    );
}
