//! Applicants that were verified elsewhere and are moved in with their history: nothing is checked again, nobody is told.

use serde::{Deserialize, Serialize};
use values::{PersonId, Timestamp};

use super::{Applicant, ApplicantStatus, Decider, Try};
use crate::{
    Error, Reason, Result,
    decision::{Decision, Verdict},
    event::EventKind,
    person::Details,
    step::{Step, StepStatus},
};

/// That an applicant was moved in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedIn {
    /// When.
    pub at: Timestamp,
    /// SHA-256 of what was moved in, in hexadecimal: the same record is known again.
    pub digest: String,
}

/// What happened to an applicant before it was moved in.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Where it stands.
    pub status: ApplicantStatus,
    /// What was decided, by whom and when; for those who are decided and nobody else.
    pub decision: Option<(Decision, Decider, Timestamp)>,
    /// When the person agreed to a processing that covers ours; without it they are asked on their next visit.
    pub consented_at: Option<Timestamp>,
    /// When all was given.
    pub submitted_at: Option<Timestamp>,
    /// Evidence that was given, in order.
    pub tries: Vec<Try>,
    /// When everything will be erased.
    pub deletion_at: Option<Timestamp>,
    /// What was read or corrected.
    pub found: Details,
    /// Which person it is, where that is known.
    pub person_id: Option<PersonId>,
    /// What was moved in.
    pub moved_in: MovedIn,
}

impl Applicant {
    /// Gives a new applicant its past. What is returned tells of it, in the order and at the instants at which it happened.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a past that cannot have been.
    pub fn move_in(&mut self, past: Past) -> Result<Vec<(EventKind, Timestamp)>> {
        past.check(self.created_at)?;
        past.found.check()?;
        for step in &mut self.steps {
            take_over(step, &past);
        }
        let mut events = vec![(EventKind::Created, self.created_at)];
        events.extend(past.submitted_at.map(|at| (EventKind::Submitted, at)));
        self.status = past.status;
        self.consented_at = past.consented_at;
        self.submitted_at = past.submitted_at;
        self.deletion_at = past.deletion_at;
        self.history.pending_at = past.submitted_at;
        let given = past.tries.iter().map(|given| given.at);
        let instants = given.chain(past.submitted_at).chain(past.consented_at);
        self.updated_at = instants.fold(self.created_at, Ord::max);
        match (&past.decision, past.status) {
            (Some((decision, decider, at)), _) => {
                self.note_decision(decision, decider, *at);
                self.updated_at = self.updated_at.max(*at);
                events.push((told(decision, decider), *at));
            }
            (None, ApplicantStatus::OnHold) => self.begin_review(EventKind::OnHold, &mut events),
            (None, ApplicantStatus::InReview) => self.begin_review(EventKind::InReview, &mut events),
            (None, ApplicantStatus::Completed) => events.push((EventKind::Completed, self.updated_at)),
            (None, _) => {}
        }
        self.history.tries = past.tries;
        (self.person.found, self.person.id) = (past.found, past.person_id);
        self.note_person();
        let planned = |deletion_at| (EventKind::DeletionScheduled { deletion_at }, past.moved_in.at);
        events.extend(past.deletion_at.map(planned));
        self.origin.moved_in = Some(past.moved_in);
        Ok(events)
    }

    fn begin_review(&mut self, event: EventKind, events: &mut Vec<(EventKind, Timestamp)>) {
        self.open_review(self.updated_at);
        events.push((event, self.updated_at));
    }
}

fn told(decision: &Decision, decider: &Decider) -> EventKind {
    match (decision.verdict, decision.reason) {
        (Verdict::Reject, Some(reason)) => EventKind::Rejected { reason },
        _ => EventKind::Approved {
            by_machine: *decider == Decider::Machine,
        },
    }
}

impl Past {
    fn check(&self, created_at: Timestamp) -> Result<()> {
        use ApplicantStatus as Status;
        let wrong = |field, expected| Err(Error::invalid(field, Reason::Expected(expected)));
        let verdict = self.decision.as_ref().map(|(decision, ..)| decision.verdict);
        let wanted = match self.status {
            Status::Approved => Some(Verdict::Accept),
            Status::Rejected => Some(Verdict::Reject),
            _ => None,
        };
        if verdict != wanted {
            return wrong(
                "decision",
                "given for an approved or rejected applicant, and no other",
            );
        }
        if let Some((decision, ..)) = &self.decision {
            decision.check()?;
        }
        match (self.status, self.submitted_at) {
            (Status::Created | Status::Incomplete, Some(_)) => {
                return wrong("submitted_at", "absent while something is missing");
            }
            (Status::InProgress | Status::OnHold | Status::Completed | Status::InReview, None) => {
                return Err(Error::invalid("submitted_at", Reason::Required));
            }
            _ => {}
        }
        self.check_order(created_at)
    }

    /// Nothing happened before it began, nor after it was moved in.
    fn check_order(&self, created_at: Timestamp) -> Result<()> {
        let now = self.moved_in.at;
        let refusals = self.tries.iter().filter_map(|given| given.refusal.as_ref());
        let all = [
            ("created_at", Some(created_at)),
            ("consented_at", self.consented_at),
            ("submitted_at", self.submitted_at),
            ("decision.decided_at", self.decision.as_ref().map(|(.., at)| *at)),
        ];
        let tries = self.tries.iter().map(|given| ("tries.at", Some(given.at)));
        let refusals = refusals.map(|refusal| ("tries.refusal.at", Some(refusal.at)));
        for (field, at) in all.into_iter().chain(tries).chain(refusals) {
            if at.is_some_and(|at| at < created_at || at > now) {
                let expected = Reason::Expected("neither in the future nor before the applicant was made");
                return Err(Error::invalid(field, expected));
            }
        }
        if self.deletion_at.is_some_and(|at| at <= now) {
            return Err(Error::invalid(
                "deletion_at",
                Reason::Expected("in the future: leave out who is to be erased already"),
            ));
        }
        Ok(())
    }
}

/// Where a step stands after everything that happened elsewhere.
fn take_over(step: &mut Step, past: &Past) {
    let own_tries = || past.tries.iter().filter(|given| given.service == step.service);
    let last = own_tries().next_back();
    let attempts = u32::try_from(own_tries().count()).unwrap_or(u32::MAX);
    if step.request.is_none() {
        step.attempts = attempts;
        step.attempts_max = step.attempts_max.max(attempts.saturating_add(1));
        let given_at = past.submitted_at.filter(|_| step.service.needs_applicant());
        step.submitted_at = last.map(|last| last.at).or(given_at);
    }
    let refusal = last.and_then(|last| last.refusal.as_ref());
    step.status = match past.status {
        ApplicantStatus::Approved | ApplicantStatus::Completed => StepStatus::Accepted,
        _ if step.request.is_some() || past.submitted_at.is_some() => StepStatus::Submitted,
        ApplicantStatus::Incomplete if refusal.is_some() => StepStatus::Resubmit,
        ApplicantStatus::Incomplete if last.is_some() => StepStatus::Submitted,
        _ => StepStatus::Open,
    };
    if step.status == StepStatus::Accepted {
        let decided_at = past.decision.as_ref().map(|(.., at)| *at);
        step.decided_at = decided_at.or(past.submitted_at);
    }
    if let (StepStatus::Resubmit, Some(refusal)) = (step.status, refusal) {
        (step.reason, step.decided_at) = (Some(refusal.reason), Some(refusal.at));
        step.public_comment.clone_from(&refusal.comment);
    }
}
