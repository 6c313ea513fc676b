//! What the applicant does on the hosted page: agree, give each step, change it, send everything.

use values::{StepId, Timestamp, plus_code};

use super::{Applicant, ApplicantStatus, Decider, Device};
use crate::{
    Conflict, Denial, Error, Result,
    decision::{Decision, ReasonCode},
    event::EventKind,
    flow::Flow,
    step::{StepInput, StepStatus},
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
        Ok(match self.status {
            ApplicantStatus::Created | ApplicantStatus::Incomplete => {
                self.set_status(ApplicantStatus::Incomplete, EventKind::Started)
            }
            // Who was decided on before they ever came agrees only to give what is asked in addition.
            _ => Vec::new(),
        })
    }

    /// Replaces what is given so far for an open step, without using up a try.
    ///
    /// # Errors
    /// As [`Step::require_open`], or [`Denial::Missing`] before consent.
    pub fn step_save(&mut self, id: StepId, input: StepInput, now: Timestamp) -> Result<()> {
        self.require_open_to_applicant()?;
        self.require_consent()?;
        self.require_asked_for(id)?;
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
        self.require_asked_for(id)?;
        let ip = self.device.as_ref().map(|device| device.ip.clone());
        let step = self.step_mut(id)?;
        step.submit(now)?;
        if let Some(request) = &mut step.request {
            request.ip = ip;
        }
        let (service, attempt, is_accepted) =
            (step.service, step.attempts, step.status == StepStatus::Accepted);
        let step_id = Some(id);
        let mut events = vec![EventKind::StepSubmitted {
            service,
            attempt,
            step_id,
        }];
        if is_accepted {
            events.push(EventKind::StepAccepted { service, step_id });
        }
        if service.is_evidence() {
            self.history.gave(service, now);
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

    /// The applicant sends everything. What only machines and people look at begins here, unless a rule of the applicant's origin
    /// refuses them at once. `is_known` tells whether the same person is approved already.
    ///
    /// # Errors
    /// [`Conflict::Finished`] when there is nothing to send, [`Conflict::StepNotOpen`] when something is missing,
    /// [`Denial::Missing`] before consent.
    pub fn submit(&mut self, flow: &Flow, is_known: bool, now: Timestamp) -> Result<Vec<EventKind>> {
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
        self.history.pending_at = Some(now);
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
        events.extend(
            match self.origin.rules.broken(&self.person.known(), is_known, now) {
                Some(reason) => self.refuse_by_rule(reason, now),
                None => self.evaluate(flow, now),
            },
        );
        Ok(events)
    }

    /// Rejects without a person's look.
    fn refuse_by_rule(&mut self, reason: ReasonCode, now: Timestamp) -> Vec<EventKind> {
        self.note_decision(&Decision::refusal(reason), &Decider::Machine, now);
        self.set_status(ApplicantStatus::Rejected, EventKind::Rejected { reason })
    }

    /// Rejects what was not finished, or not decided, in time; nothing happens to what is decided.
    pub fn time_out(&mut self, now: Timestamp) -> Vec<EventKind> {
        if self.status.is_decided() || self.require_kept().is_err() {
            return Vec::new();
        }
        self.updated_at = now;
        self.refuse_by_rule(ReasonCode::TimedOut, now)
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
                // An earlier refusal by a person is no longer what holds.
                self.note_decision(&Decision::acceptance(), &Decider::Machine, now);
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

    /// Copies what was typed into a given step to what is known of the person.
    fn note_typed_details(&mut self, id: StepId) {
        let Ok(step) = self.step(id) else { return };
        let fields = step.input.fields().to_vec();
        let place = match &step.input {
            StepInput::Location { place } => *place,
            _ => None,
        };
        let document = match &step.input {
            StepInput::Document {
                country, document, ..
            } => country.zip(*document),
            _ => None,
        };
        let found = &mut self.person.found;
        for field in fields {
            found.note(field.name, &field.value);
        }
        if let Some((country, kind)) = document {
            found.document.issuing_country = Some(country.alpha3().to_owned());
            found.document.kind = Some(kind.as_str().to_owned());
        }
        if let Some(place) = place {
            found.address.global_code = Some(plus_code(place.latitude, place.longitude));
        }
        self.note_person();
    }
}
