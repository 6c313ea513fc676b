//! The outcomes of a sandbox, from every place where they may strike.

use super::*;
use crate::sandbox::SandboxOutcome;

const DOCUMENT_AND_FACE: &[Service] = &[Service::Email, Service::Document, Service::Selfie];

fn untouched() -> Applicant {
    new_applicant(&flow(1, FlowKind::Regular, DOCUMENT_AND_FACE, false), 1)
}

fn statuses(applicant: &Applicant) -> Vec<StepStatus> {
    applicant.steps.iter().map(|step| step.status).collect()
}

#[test]
fn each_outcome_brings_an_untouched_applicant_there() {
    use ApplicantStatus as S;
    let blur = ReasonCode::Blur;
    for (outcome, status, told) in [
        (SandboxOutcome::Verified, S::Approved, "approved"),
        (SandboxOutcome::Rejected(blur), S::Rejected, "rejected"),
        (SandboxOutcome::Submitted, S::InReview, "in_review"),
        (SandboxOutcome::UnderReview, S::OnHold, "on_hold"),
        (SandboxOutcome::PartiallyVerified, S::Incomplete, "incomplete"),
    ] {
        let mut applicant = untouched();
        let events = outcome.apply(&mut applicant, NOW).unwrap();
        assert_eq!(applicant.status, status, "{outcome:?}");
        let told_names = names(&events);
        assert_eq!(
            (told_names.first(), told_names.last()),
            (Some(&"submitted"), Some(&told))
        );
        assert_eq!(applicant.submitted_at, Some(NOW));
        assert_eq!(applicant.history.pending_at, Some(NOW));
    }
    let mut applicant = untouched();
    let events = SandboxOutcome::ExpiredLink.apply(&mut applicant, NOW).unwrap();
    assert_eq!((events, applicant), (Vec::new(), untouched()));
}

#[test]
fn every_reason_can_be_asked_for() {
    for reason in ReasonCode::ALL {
        let word = format!("sandbox-rejected-{}", reason.as_str().replace('_', "-"));
        let outcome = SandboxOutcome::parse(&word).unwrap();
        let mut applicant = untouched();
        outcome.apply(&mut applicant, NOW).unwrap();
        assert_eq!(
            applicant.review.as_ref().and_then(|review| review.reason),
            Some(*reason)
        );
    }
}

#[test]
fn one_who_sent_everything_gets_there_too() {
    use ApplicantStatus as S;
    for (outcome, status) in [
        (SandboxOutcome::Verified, S::Approved),
        (SandboxOutcome::Rejected(ReasonCode::Blur), S::Rejected),
        (SandboxOutcome::Submitted, S::InReview),
        (SandboxOutcome::UnderReview, S::OnHold),
        (SandboxOutcome::PartiallyVerified, S::Incomplete),
        (SandboxOutcome::ExpiredLink, S::InReview),
    ] {
        let (_, mut applicant) = sent();
        let events = outcome.apply(&mut applicant, NOW).unwrap();
        assert_eq!(applicant.status, status, "{outcome:?}");
        assert!(!names(&events).contains(&"submitted"), "sent once");
    }
}

#[test]
fn what_is_decided_or_will_be_erased_stays() {
    for outcome in [
        SandboxOutcome::Verified,
        SandboxOutcome::Rejected(ReasonCode::Blur),
        SandboxOutcome::Submitted,
        SandboxOutcome::UnderReview,
        SandboxOutcome::PartiallyVerified,
    ] {
        let (_, mut decided) = sent();
        decided
            .decide(&decision(Verdict::Reject), officer(), NOW)
            .unwrap();
        let (_, mut planned) = sent();
        planned.schedule_deletion(NOW, NOW).unwrap();
        for mut applicant in [decided, planned] {
            let before = applicant.clone();
            assert_eq!(outcome.apply(&mut applicant, NOW), Ok(Vec::new()), "{outcome:?}");
            assert_eq!(applicant, before);
        }
    }
}

#[test]
fn the_part_that_is_asked_again_is_given_once_more_and_then_waits_for_a_person() {
    let flow = flow(1, FlowKind::Regular, DOCUMENT_AND_FACE, false);
    let mut applicant = new_applicant(&flow, 1);
    applicant.consent(Device::default(), NOW).unwrap();
    give_all(&mut applicant);
    applicant.submit(&flow, false, NOW).unwrap();
    let outcome = SandboxOutcome::PartiallyVerified;
    outcome.apply(&mut applicant, NOW).unwrap();
    assert_eq!(
        statuses(&applicant),
        [StepStatus::Accepted, StepStatus::Accepted, StepStatus::Resubmit]
    );
    let selfie = applicant.history.tries.last().unwrap();
    assert_eq!(
        selfie.refusal.as_ref().map(|refusal| refusal.reason),
        Some(ReasonCode::Blur)
    );
    give(&mut applicant, 2).unwrap();
    applicant.submit(&flow, false, NOW).unwrap();
    assert_eq!(outcome.apply(&mut applicant, NOW), Ok(Vec::new()), "once");
    assert_eq!(applicant.status, ApplicantStatus::InReview);
}

#[test]
fn where_only_one_thing_is_asked_no_part_of_it_is_refused() {
    let flow = flow(1, FlowKind::Regular, &[Service::Selfie], false);
    let mut applicant = new_applicant(&flow, 3);
    let events = SandboxOutcome::PartiallyVerified
        .apply(&mut applicant, NOW)
        .unwrap();
    assert_eq!(names(&events), ["submitted", "step_accepted", "in_review"]);
    assert_eq!(applicant.status, ApplicantStatus::InReview);
}
