//! A person being verified: what is known, where they stand, and the only ways in which that changes.
//!
//! Every method that changes something returns the events that it caused; the caller stores both in one transaction.

mod deciding;
mod erasing;
mod giving;
mod moving;
mod record;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use values::{
    ApplicantId, EmailAddress, FlowId, PartialDate, PhoneNumber, QuestionnaireId, StepId, TenantId, Timestamp,
};

use crate::{
    Conflict, Error, Noun, Result,
    decision::Review,
    event::EventKind,
    flow::{Flow, FlowKind, Service},
    person::{Details, Person},
    step::{Step, StepInput, StepRequest, StepStatus},
};

pub use erasing::Erasure;
pub use moving::{MovedIn, Past};
pub use record::{Decider, History, Origin, Refusal, Rules, Try};

/// Longest title or note of a request for evidence.
const REQUEST_CHARACTERS_MAX: usize = 2_000;

/// Where an applicant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantStatus {
    /// Nothing was given yet.
    Created,
    /// Some is given, some is missing.
    Incomplete,
    /// All is given; checks run.
    InProgress,
    /// Checks cannot finish by themselves.
    OnHold,
    /// All checks are done.
    Completed,
    /// Waits for, or is with, an officer.
    InReview,
    /// Approved.
    Approved,
    /// Rejected.
    Rejected,
}

impl ApplicantStatus {
    /// Every status, in the order of a verification.
    pub const ALL: [Self; 8] = [
        Self::Created,
        Self::Incomplete,
        Self::InProgress,
        Self::OnHold,
        Self::Completed,
        Self::InReview,
        Self::Approved,
        Self::Rejected,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Incomplete => "incomplete",
            Self::InProgress => "in_progress",
            Self::OnHold => "on_hold",
            Self::Completed => "completed",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    /// Reads [`ApplicantStatus::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Whether a decision has been made.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Approved | Self::Rejected)
    }
}

/// The browser that an applicant used, as far as it says so honestly.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Device {
    /// Its address.
    pub ip: String,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// Name of the browser.
    pub browser: Option<String>,
    /// Its version.
    pub browser_version: Option<String>,
    /// IANA time zone, told by the page's script.
    pub time_zone: Option<String>,
    /// Version of the client's SDK, if one opened the page.
    pub sdk_version: Option<String>,
}

/// What a client says about an applicant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewApplicant {
    /// The client's own id.
    pub external_id: String,
    /// The flow's name.
    pub flow_name: String,
    /// Where mails go.
    pub email: Option<EmailAddress>,
    /// Where codes go.
    pub phone: Option<PhoneNumber>,
    /// Language tag for page, mails and public comments.
    pub language: Option<String>,
    /// Data to compare with what is found.
    pub supplied: Map<String, Value>,
    /// What the client says of the person.
    pub details: Details,
    /// How it came.
    pub origin: Origin,
}

/// A person being verified.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Applicant {
    /// Its id.
    pub id: ApplicantId,
    /// Whose applicant.
    pub tenant_id: TenantId,
    /// The client's own id, unique in the tenant.
    pub external_id: String,
    /// The flow that decides the status.
    pub flow_id: FlowId,
    /// Where the applicant stands.
    pub status: ApplicantStatus,
    /// Grows with each change.
    pub version: i64,
    /// Events so far.
    pub events: i64,
    /// Where mails go.
    pub email: Option<EmailAddress>,
    /// Where codes go.
    pub phone: Option<PhoneNumber>,
    /// Language tag.
    pub language: Option<String>,
    /// Data to compare with what is found.
    pub supplied: Map<String, Value>,
    /// Surname and given names as last typed or read.
    pub full_name: Option<String>,
    /// Birth date as last typed or read.
    pub birth_on: Option<PartialDate>,
    /// Who the person is.
    pub person: Person,
    /// How it came.
    pub origin: Origin,
    /// What happened so far.
    pub history: History,
    /// The browser last used.
    pub device: Option<Device>,
    /// When the applicant agreed to the processing.
    pub consented_at: Option<Timestamp>,
    /// The officers' look.
    pub review: Option<Review>,
    /// When everything will be erased.
    pub deletion_at: Option<Timestamp>,
    /// When all was given.
    pub submitted_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The steps in their order.
    pub steps: Vec<Step>,
}

/// What new steps are made from: the flow, the current version of its questionnaire, the tenant's cap, and ids for the steps.
pub struct StepPlan<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// The questionnaire's id and version, where the flow has one.
    pub questionnaire: Option<(QuestionnaireId, i64)>,
    /// How often each step may be given.
    pub attempts_max: u32,
    /// One unused id for each service of the flow.
    pub step_ids: &'a [StepId],
}

impl StepPlan<'_> {
    fn steps(&self, applicant_id: ApplicantId, first_position: i64, now: Timestamp) -> Vec<Step> {
        let services = self.flow.definition.services.iter();
        services
            .zip(self.step_ids)
            .zip(first_position..)
            .map(|((service, id), position)| Step {
                id: *id,
                applicant_id,
                flow_id: self.flow.id,
                service: *service,
                is_on_demand: self.flow.definition.kind == FlowKind::OnDemand,
                position,
                status: StepStatus::Open,
                attempts: 0,
                attempts_max: self.attempts_max,
                input: StepInput::empty(*service, self.questionnaire),
                reason: None,
                public_comment: None,
                internal_comment: None,
                decided_by: None,
                decided_at: None,
                submitted_at: None,
                request: None,
                created_at: now,
            })
            .collect()
    }
}

impl Applicant {
    /// A new applicant with the open steps of a flow.
    pub fn new(
        id: ApplicantId,
        tenant_id: TenantId,
        new: &NewApplicant,
        plan: &StepPlan<'_>,
        now: Timestamp,
    ) -> (Self, Vec<EventKind>) {
        let applicant = Self {
            id,
            tenant_id,
            external_id: new.external_id.clone(),
            flow_id: plan.flow.id,
            status: ApplicantStatus::Created,
            version: 1,
            events: 0,
            email: new.email.clone(),
            phone: new.phone.clone(),
            language: new.language.clone(),
            supplied: new.supplied.clone(),
            full_name: new.details.name(),
            birth_on: new.details.birth_on,
            person: Person {
                stated: new.details.clone(),
                ..Person::default()
            },
            origin: new.origin.clone(),
            history: History::default(),
            device: None,
            consented_at: None,
            review: None,
            deletion_at: None,
            submitted_at: None,
            created_at: now,
            updated_at: now,
            steps: plan.steps(id, 1, now),
        };
        (applicant, vec![EventKind::Created])
    }

    /// The step with this id.
    ///
    /// # Errors
    /// [`Noun::Step`] was not found.
    pub fn step(&self, id: StepId) -> Result<&Step> {
        self.steps
            .iter()
            .find(|step| step.id == id)
            .ok_or(Error::NotFound(Noun::Step))
    }

    /// The same, to change it.
    ///
    /// # Errors
    /// [`Noun::Step`] was not found.
    pub fn step_mut(&mut self, id: StepId) -> Result<&mut Step> {
        self.steps
            .iter_mut()
            .find(|step| step.id == id)
            .ok_or(Error::NotFound(Noun::Step))
    }

    /// The first step that waits for the applicant.
    pub fn next_step(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| step.awaits_applicant() && self.still_asks_for(step))
    }

    /// After a rejection the flow is over: only what is asked in addition can be given.
    fn still_asks_for(&self, step: &Step) -> bool {
        self.status != ApplicantStatus::Rejected || step.is_on_demand
    }

    fn require_asked_for(&self, id: StepId) -> Result<()> {
        if self.still_asks_for(self.step(id)?) {
            Ok(())
        } else {
            Err(Error::Conflict(Conflict::StepNotOpen))
        }
    }

    /// Steps that the client asked this person for, newest last.
    pub fn requested_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.request.is_some())
    }

    /// Steps that the applicant gives, given or not, in order.
    pub fn given_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.service.needs_applicant())
    }

    /// Refuses everything that pages and tokens do while the applicant waits to be erased.
    ///
    /// # Errors
    /// [`Conflict::DeletionScheduled`]; [`Noun::Applicant`] where everything is erased already.
    pub fn require_kept(&self) -> Result<()> {
        if self.is_erased() {
            Err(Error::NotFound(Noun::Applicant))
        } else if self.deletion_at.is_some() {
            Err(Error::Conflict(Conflict::DeletionScheduled))
        } else {
            Ok(())
        }
    }

    /// Whether the hosted page still asks for something or waits for the final "send".
    pub fn is_open_to_applicant(&self) -> bool {
        match self.status {
            ApplicantStatus::Created | ApplicantStatus::Incomplete => true,
            _ => self.next_step().is_some(),
        }
    }

    fn require_open_to_applicant(&self) -> Result<()> {
        self.require_kept()?;
        if self.is_open_to_applicant() {
            Ok(())
        } else {
            Err(Error::Conflict(Conflict::Finished))
        }
    }

    /// Moves to another flow, or adds an on-demand one. Accepted services of the same name stay accepted.
    ///
    /// # Errors
    /// [`Conflict::DeletionScheduled`].
    pub fn move_to_flow(&mut self, plan: &StepPlan<'_>, now: Timestamp) -> Result<Vec<EventKind>> {
        self.require_kept()?;
        self.updated_at = now;
        let first_position = self.steps.iter().map(|step| step.position).max().unwrap_or(0) + 1;
        let mut fresh = plan.steps(self.id, first_position, now);
        if plan.flow.definition.kind == FlowKind::OnDemand {
            self.steps.extend(fresh);
            return Ok(vec![EventKind::FlowAdded {
                flow_id: plan.flow.id,
            }]);
        }
        let from = std::mem::replace(&mut self.flow_id, plan.flow.id);
        let (on_demand, old): (Vec<Step>, Vec<Step>) = std::mem::take(&mut self.steps)
            .into_iter()
            .partition(|step| step.is_on_demand);
        for step in &mut fresh {
            if let Some(kept) = old
                .iter()
                .find(|kept| kept.service == step.service && kept.status == StepStatus::Accepted)
            {
                *step = Step {
                    id: step.id,
                    flow_id: step.flow_id,
                    position: step.position,
                    ..kept.clone()
                };
            }
        }
        self.steps = fresh;
        self.steps.extend(on_demand);
        self.submitted_at = None;
        let is_untouched = self.consented_at.is_none();
        self.status = if is_untouched {
            ApplicantStatus::Created
        } else {
            ApplicantStatus::Incomplete
        };
        Ok(vec![EventKind::FlowChanged {
            from,
            to: plan.flow.id,
        }])
    }

    /// Asks this person for one more piece of evidence. What is decided stays decided.
    ///
    /// # Errors
    /// [`Conflict::DeletionScheduled`]; [`Error::Invalid`] for a service that takes no evidence, or texts out of bounds.
    pub fn evidence_request(
        &mut self,
        id: StepId,
        service: Service,
        request: StepRequest,
        attempts_max: u32,
        now: Timestamp,
    ) -> Result<Vec<EventKind>> {
        self.require_kept()?;
        if !service.is_evidence() {
            return Err(Error::invalid(
                "service",
                crate::Reason::Expected("a service that takes evidence"),
            ));
        }
        for (field, text) in [("title", &request.title), ("description", &request.description)] {
            if !text.is_empty() {
                values::bounded_text(text, REQUEST_CHARACTERS_MAX)
                    .map_err(|problem| Error::invalid(field, problem))?;
            }
        }
        self.steps.push(Step {
            id,
            applicant_id: self.id,
            flow_id: self.flow_id,
            service,
            is_on_demand: true,
            position: self.steps.iter().map(|step| step.position).max().unwrap_or(0) + 1,
            status: StepStatus::Open,
            attempts: 0,
            attempts_max,
            input: StepInput::empty(service, None),
            reason: None,
            public_comment: None,
            internal_comment: None,
            decided_by: None,
            decided_at: None,
            submitted_at: None,
            request: Some(request),
            created_at: now,
        });
        self.updated_at = now;
        Ok(vec![EventKind::EvidenceRequested { step_id: id }])
    }

    /// Lets somebody at the client correct what is known. `change` says which details it changed, by their names on the wire.
    pub fn edit(
        &mut self,
        by: &str,
        now: Timestamp,
        change: impl FnOnce(&mut Self) -> Result<Vec<String>>,
    ) -> Result<Vec<EventKind>> {
        let fields = change(self)?;
        self.person.found.check()?;
        self.note_person();
        self.updated_at = now;
        let by = by.to_owned();
        Ok(vec![EventKind::Edited { fields, by }])
    }

    /// Shows lists and searches what is known now.
    fn note_person(&mut self) {
        let known = self.person.known();
        self.full_name = known.name();
        self.birth_on = known.birth_on;
    }

    /// Plans the erasure.
    ///
    /// # Errors
    /// [`Conflict::DeletionScheduled`] when it is planned already.
    pub fn schedule_deletion(&mut self, at: Timestamp, now: Timestamp) -> Result<Vec<EventKind>> {
        self.require_kept()?;
        self.deletion_at = Some(at);
        self.updated_at = now;
        Ok(vec![EventKind::DeletionScheduled { deletion_at: at }])
    }

    /// Takes the planned erasure back; the status is what it was.
    ///
    /// # Errors
    /// [`Conflict::DeletionNotScheduled`].
    pub fn restore(&mut self, now: Timestamp) -> Result<Vec<EventKind>> {
        if self.deletion_at.take().is_none() {
            return Err(Error::Conflict(Conflict::DeletionNotScheduled));
        }
        self.updated_at = now;
        Ok(vec![EventKind::DeletionCancelled])
    }

    fn own_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| !step.is_on_demand)
    }

    fn open_review(&mut self, now: Timestamp) -> &mut Review {
        let review = self.review.get_or_insert(Review {
            version: 0,
            reason: None,
            public_comment: None,
            internal_comment: None,
            reviewer: None,
            decided_by: None,
            decided_at_client: None,
            created_at: now,
            updated_at: now,
        });
        review.updated_at = now;
        review
    }

    fn set_status(&mut self, status: ApplicantStatus, event: EventKind) -> Vec<EventKind> {
        self.status = status;
        vec![event]
    }
}
