//! What officers do: decide on a step, ask for it again, decide on the applicant.

use values::{OfficerId, StepId, Timestamp};

use super::{Applicant, ApplicantStatus, Decider, Refusal};
use crate::{
    Conflict, Error, Reason, Result,
    decision::{Decision, Resubmission, Verdict},
    event::EventKind,
    flow::Service,
    step::StepStatus,
};

impl Applicant {
    /// An officer decides on one step.
    ///
    /// # Errors
    /// [`Conflict::Decision`] when the step was never given, or for the rejection of a step that an approval rests on;
    /// [`Error::Invalid`] for a refusal without a reason.
    pub fn step_decide(
        &mut self,
        id: StepId,
        decision: &Decision,
        officer: OfficerId,
        now: Timestamp,
    ) -> Result<Vec<EventKind>> {
        self.require_kept()?;
        decision.check()?;
        let is_approved = self.status == ApplicantStatus::Approved;
        let step = self.step_mut(id)?;
        if decision.verdict == Verdict::Reject && is_approved && !step.is_on_demand {
            return Err(Error::Conflict(Conflict::Decision));
        }
        if step.status.is_open() {
            return Err(Error::Conflict(Conflict::Decision));
        }
        if decision.verdict == Verdict::Resubmit && !step.service.needs_applicant() {
            return Err(Error::Conflict(Conflict::Decision));
        }
        step.decided_by = Some(officer);
        step.decided_at = Some(now);
        step.reason = decision.reason;
        step.public_comment = decision.public_comment.clone();
        step.internal_comment = decision.internal_comment.clone();
        step.status = match decision.verdict {
            Verdict::Accept => StepStatus::Accepted,
            Verdict::Resubmit => StepStatus::Resubmit,
            Verdict::Reject => StepStatus::Rejected,
        };
        let service = step.service;
        if decision.verdict == Verdict::Resubmit && step.attempts_left() == 0 {
            step.attempts_max = step.attempts + 1;
        }
        let step = step.clone();
        match decision.reason.filter(|_| decision.verdict != Verdict::Accept) {
            Some(reason) => self.history.refused(
                &step,
                Refusal {
                    reason,
                    comment: decision.public_comment.clone(),
                    at: now,
                },
            ),
            None => self.history.accepted(&step),
        }
        self.updated_at = now;
        self.open_review(now).reviewer = Some(officer);
        let step_id = Some(id);
        Ok(match (decision.verdict, decision.reason) {
            (Verdict::Accept, _) => vec![EventKind::StepAccepted { service, step_id }],
            (verdict, reason) => {
                let reason = reason.ok_or(Error::invalid("reason", Reason::Required))?;
                let mut events = vec![EventKind::StepRejected {
                    service,
                    reason,
                    may_retry: verdict == Verdict::Resubmit,
                    step_id,
                }];
                if verdict == Verdict::Resubmit && !self.step(id)?.is_on_demand {
                    events.extend(self.set_status(
                        ApplicantStatus::Incomplete,
                        EventKind::Incomplete {
                            services: vec![service],
                            reason,
                        },
                    ));
                }
                events
            }
        })
    }

    /// An officer asks for steps to be given again.
    ///
    /// # Errors
    /// [`Error::Invalid`] without steps, otherwise as [`Applicant::step_decide`].
    pub fn resubmission_request(
        &mut self,
        wish: &Resubmission,
        officer: OfficerId,
        now: Timestamp,
    ) -> Result<Vec<EventKind>> {
        if wish.step_ids.is_empty() {
            return Err(Error::invalid("step_ids", Reason::Required));
        }
        let decision = Decision {
            verdict: Verdict::Resubmit,
            reason: Some(wish.reason),
            public_comment: wish.public_comment.clone(),
            internal_comment: None,
        };
        let mut events = Vec::new();
        for id in &wish.step_ids {
            events.extend(self.step_decide(*id, &decision, officer, now)?);
        }
        let services: Vec<Service> = wish
            .step_ids
            .iter()
            .filter_map(|id| self.step(*id).ok().map(|step| step.service))
            .collect();
        let had_incomplete = events
            .iter()
            .any(|event| matches!(event, EventKind::Incomplete { .. }));
        events.retain(|event| !matches!(event, EventKind::Incomplete { .. }));
        if had_incomplete {
            events.push(EventKind::Incomplete {
                services,
                reason: wish.reason,
            });
        }
        Ok(events)
    }

    /// An officer sets the applicant aside for a closer look; any decision ends that.
    ///
    /// # Errors
    /// [`Conflict::Decision`] before everything was given and after a decision.
    pub fn set_aside(&mut self, officer: OfficerId, now: Timestamp) -> Result<Vec<EventKind>> {
        self.require_kept()?;
        if !matches!(
            self.status,
            ApplicantStatus::InProgress | ApplicantStatus::Completed | ApplicantStatus::InReview
        ) {
            return Err(Error::Conflict(Conflict::Decision));
        }
        self.updated_at = now;
        self.open_review(now).reviewer = Some(officer);
        Ok(self.set_status(ApplicantStatus::OnHold, EventKind::OnHold))
    }

    /// Somebody decides on the applicant. Approval accepts what still waits for a person; a later change of mind is allowed.
    ///
    /// # Errors
    /// [`Conflict::Decision`] before everything was given, or for approval over a rejected or open step.
    pub fn decide(
        &mut self,
        decision: &Decision,
        decider: impl Into<Decider>,
        now: Timestamp,
    ) -> Result<Vec<EventKind>> {
        self.require_kept()?;
        decision.check()?;
        let decider = decider.into();
        let mut events = Vec::new();
        match decision.verdict {
            Verdict::Accept => {
                let is_given = !matches!(
                    self.status,
                    ApplicantStatus::Created | ApplicantStatus::Incomplete | ApplicantStatus::Approved
                );
                // A rejection may have come before everything was given: taking it back does not make up for the rest.
                let is_lacking = self
                    .own_steps()
                    .any(|step| step.status.is_open() || step.status == StepStatus::Rejected);
                if !is_given || is_lacking {
                    return Err(Error::Conflict(Conflict::Decision));
                }
                events.extend(self.accept_own_steps(&decider, now, |status| status == StepStatus::Submitted));
                events.extend(self.set_status(
                    ApplicantStatus::Approved,
                    EventKind::Approved { by_machine: false },
                ));
            }
            Verdict::Reject => {
                if matches!(self.status, ApplicantStatus::Rejected) {
                    return Err(Error::Conflict(Conflict::Decision));
                }
                let reason = decision
                    .reason
                    .ok_or(Error::invalid("reason", Reason::Required))?;
                events.extend(self.set_status(ApplicantStatus::Rejected, EventKind::Rejected { reason }));
            }
            Verdict::Resubmit => return Err(Error::Conflict(Conflict::Decision)),
        }
        self.note_decision(decision, &decider, now);
        self.updated_at = now;
        Ok(events)
    }

    /// Takes over a decision that was made elsewhere, or that a sandbox asks for: no evidence is required.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a refusal without a reason, [`Conflict::Decision`] for a wish to have something again.
    pub fn settle(
        &mut self,
        decision: &Decision,
        decider: &Decider,
        now: Timestamp,
    ) -> Result<Vec<EventKind>> {
        self.require_kept()?;
        decision.check()?;
        let mut events = Vec::new();
        match (decision.verdict, decision.reason) {
            (Verdict::Accept, _) => {
                events.extend(self.accept_own_steps(decider, now, |status| status != StepStatus::Accepted));
                let by_machine = *decider == Decider::Machine;
                events.extend(self.set_status(ApplicantStatus::Approved, EventKind::Approved { by_machine }));
            }
            (Verdict::Reject, Some(reason)) => {
                events.extend(self.set_status(ApplicantStatus::Rejected, EventKind::Rejected { reason }));
            }
            _ => return Err(Error::Conflict(Conflict::Decision)),
        }
        self.note_decision(decision, decider, now);
        self.updated_at = now;
        Ok(events)
    }

    fn accept_own_steps(
        &mut self,
        decider: &Decider,
        now: Timestamp,
        is_meant: impl Fn(StepStatus) -> bool,
    ) -> Vec<EventKind> {
        let mut events = Vec::new();
        for step in self
            .steps
            .iter_mut()
            .filter(|step| !step.is_on_demand && is_meant(step.status))
        {
            step.status = StepStatus::Accepted;
            step.decided_by = decider.officer();
            step.decided_at = Some(now);
            (step.reason, step.public_comment) = (None, None);
            self.history.accepted(step);
            events.push(EventKind::StepAccepted {
                service: step.service,
                step_id: Some(step.id),
            });
        }
        events
    }

    /// Writes down who decided what on the applicant as a whole.
    pub(super) fn note_decision(&mut self, decision: &Decision, decider: &Decider, now: Timestamp) {
        self.history.first_decided_at.get_or_insert(now);
        let review = self.open_review(now);
        review.version += 1;
        review.reason = decision.reason;
        review.public_comment = decision.public_comment.clone();
        review.internal_comment = decision.internal_comment.clone();
        review.reviewer = decider.officer().or(review.reviewer);
        review.decided_by = decider.officer();
        review.decided_at_client = decider.client_name();
    }
}
