//! What the applicant does on the hosted page: agree, give each step, change it, send everything.

use values::{PartialDate, StepId, Timestamp};

use super::{Applicant, ApplicantStatus, Device};
use crate::{
    Conflict, Denial, Error, Result,
    event::EventKind,
    flow::Flow,
    step::{FieldName, StepInput, StepStatus},
};

impl Applicant {
    /// The applicant agreed to the processing and begins.
    ///
    /// # Errors
    /// [`Conflict::Finished`] or [`Conflict::DeletionScheduled`].
    pub fn consent(&mut self, device: Device, now: Timestamp) -> Result<Vec<EventKind>> {
        self.require_open_to_applicant()?;
        self.device = Some(device);
        self.updated_at = now;
        if self.consented_at.is_some() {
            return Ok(Vec::new());
        }
        self.consented_at = Some(now);
        Ok(self.set_status(ApplicantStatus::Incomplete, EventKind::Started))
    }

    /// Replaces what is given so far for an open step, without using up a try.
    ///
    /// # Errors
    /// As [`Step::require_open`], or [`Denial::Missing`] before consent.
    pub fn step_save(&mut self, id: StepId, input: StepInput, now: Timestamp) -> Result<()> {
        self.require_open_to_applicant()?;
        self.require_consent()?;
        let step = self.step_mut(id)?;
        step.require_open()?;
        step.input = input;
        self.updated_at = now;
        Ok(())
    }

    /// Gives a step: uses up one try and leaves it to the checks.
    ///
    /// # Errors
    /// As [`Step::submit`], or [`Denial::Missing`] before consent.
    pub fn step_submit(&mut self, id: StepId, now: Timestamp) -> Result<Vec<EventKind>> {
        self.require_open_to_applicant()?;
        self.require_consent()?;
        let step = self.step_mut(id)?;
        step.submit(now)?;
        let (service, attempt, is_accepted) =
            (step.service, step.attempts, step.status == StepStatus::Accepted);
        let mut events = vec![EventKind::StepSubmitted { service, attempt }];
        if is_accepted {
            events.push(EventKind::StepAccepted { service });
        }
        self.note_typed_details(id);
        self.updated_at = now;
        Ok(events)
    }

    /// Opens a given step again because the applicant wants to change it before sending everything.
    ///
    /// # Errors
    /// [`Conflict::Finished`] after sending, [`Conflict::NoTriesLeft`].
    pub fn step_reopen(&mut self, id: StepId, now: Timestamp) -> Result<()> {
        self.require_kept()?;
        let is_sent = !matches!(
            self.status,
            ApplicantStatus::Created | ApplicantStatus::Incomplete
        );
        let step = self.step_mut(id)?;
        if is_sent
            || !matches!(step.status, StepStatus::Submitted | StepStatus::Accepted)
            || step.decided_by.is_some()
        {
            return Err(Error::Conflict(Conflict::StepNotOpen));
        }
        if step.attempts_left() == 0 {
            return Err(Error::Conflict(Conflict::NoTriesLeft));
        }
        step.status = StepStatus::Open;
        if let StepInput::Email { verified_at, .. } | StepInput::Phone { verified_at, .. } = &mut step.input {
            *verified_at = None;
        }
        self.updated_at = now;
        Ok(())
    }

    /// The applicant sends everything. What only machines and people look at begins here.
    ///
    /// # Errors
    /// [`Conflict::Finished`] when there is nothing to send, [`Conflict::StepNotOpen`] when something is missing,
    /// [`Denial::Missing`] before consent.
    pub fn submit(&mut self, flow: &Flow, now: Timestamp) -> Result<Vec<EventKind>> {
        self.require_kept()?;
        self.require_consent()?;
        if self.next_step().is_some() {
            return Err(Error::Conflict(Conflict::StepNotOpen));
        }
        if !matches!(
            self.status,
            ApplicantStatus::Created | ApplicantStatus::Incomplete
        ) {
            return Err(Error::Conflict(Conflict::Finished));
        }
        self.submitted_at = Some(now);
        self.updated_at = now;
        for step in self
            .steps
            .iter_mut()
            .filter(|step| step.status == StepStatus::Open)
        {
            step.status = StepStatus::Submitted;
            step.submitted_at = Some(now);
        }
        let mut events = self.set_status(ApplicantStatus::InProgress, EventKind::Submitted);
        events.extend(self.evaluate(flow, now));
        Ok(events)
    }

    fn require_consent(&self) -> Result<()> {
        match self.consented_at {
            Some(_) => Ok(()),
            None => Err(Error::Forbidden(Denial::Missing)),
        }
    }

    /// What follows from the steps once all is given: approval by machine, or a person's review.
    fn evaluate(&mut self, flow: &Flow, now: Timestamp) -> Vec<EventKind> {
        let own_steps_accepted = self
            .steps
            .iter()
            .filter(|step| !step.is_on_demand)
            .all(|step| step.status == StepStatus::Accepted);
        let mut events = Vec::new();
        if own_steps_accepted {
            events.extend(self.set_status(ApplicantStatus::Completed, EventKind::Completed));
            if flow.definition.auto_approve {
                let review = self.open_review(now);
                review.version += 1;
                // An earlier refusal by a person is no longer what holds.
                (review.reason, review.public_comment, review.internal_comment) = (None, None, None);
                review.decided_by = None;
                events.extend(self.set_status(
                    ApplicantStatus::Approved,
                    EventKind::Approved { by_machine: true },
                ));
                return events;
            }
        }
        self.open_review(now);
        events.extend(self.set_status(ApplicantStatus::InReview, EventKind::InReview));
        events
    }

    /// Copies name and birth date from a given step, so that lists and searches show them.
    fn note_typed_details(&mut self, id: StepId) {
        let Ok(step) = self.step(id) else { return };
        let value = |name: FieldName| {
            step.input
                .fields()
                .iter()
                .find(|field| field.name == name)
                .map(|field| field.value.clone())
        };
        let names = [value(FieldName::GivenNames), value(FieldName::Surname)];
        let full_name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let birth_on = value(FieldName::BirthOn).and_then(|text| PartialDate::parse(&text).ok());
        if !full_name.is_empty() {
            self.full_name = Some(full_name);
        }
        self.birth_on = birth_on.or(self.birth_on);
    }
}
