//! What a tenant's client asks one known person for: evidence to be renewed, additional documents; and the invitation of a new one.

use domain::{
    Conflict, Error, Noun, Result,
    applicant::NewApplicant,
    credential::Caller,
    event::{Actor, EventKind},
    flow::Service,
    step::{Step, StepRequest},
};
use serde::{Deserialize, Serialize};
use values::StepId;

use crate::{
    App, Dossier, Outcome,
    applicant::{create, referenced},
    link::own_page,
    mail::{applicant_letter, verification_link},
    outside::Letter,
    push,
};

/// A new applicant with the link that was mailed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Invited {
    /// The applicant.
    pub dossier: Dossier,
    /// The hosted verification's address.
    pub url: String,
}

/// A request that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// The name under which the client finds it again.
    pub reference: String,
    /// The person's own page.
    pub url: String,
}

impl App {
    /// Makes an applicant whose mail address no other applicant of the same API has, and mails the link to the hosted verification.
    /// A flow of that name is made of `services` where the tenant has none.
    ///
    /// # Errors
    /// [`Conflict::EmailTaken`], [`Conflict::ExternalIdTaken`], [`Error::Invalid`].
    pub async fn applicant_invite(
        &self,
        caller: &Caller,
        new: NewApplicant,
        services: &'static [Service],
    ) -> Result<Outcome<Invited>> {
        new.details.check()?;
        let (pen, tenant) = (self.pen(), caller.tenant.clone());
        let outcome = self
            .once(caller, move |tx, _| {
                if let Some(email) = &new.email
                    && tx.applicant_email_taken(tenant.id, email, new.origin.api)?
                {
                    return Err(Error::Conflict(Conflict::EmailTaken));
                }
                let applicant = create(tx, &pen, &tenant, &new, Some(services), Actor::Client)?;
                let url = verification_link(tx, &pen, &tenant, &applicant)?.url;
                let letter = Letter::Verification { url: url.clone() };
                applicant_letter(tx, &pen, &tenant, &applicant, &letter)?;
                let dossier = Dossier::load(tx, applicant)?;
                Ok(Invited { dossier, url })
            })
            .await?;
        self.announce(outcome.value.dossier.applicant.id);
        Ok(outcome)
    }

    /// Asks a person for evidence: it waits on their own page, and a mail says so.
    ///
    /// # Errors
    /// [`Noun::Applicant`], [`Conflict::DeletionScheduled`], [`Error::Invalid`].
    pub async fn evidence_request(
        &self,
        caller: &Caller,
        reference: &str,
        service: Service,
        request: StepRequest,
    ) -> Result<Outcome<Requested>> {
        let (pen, tenant, reference) = (self.pen(), caller.tenant.clone(), reference.to_owned());
        let outcome = self
            .once(caller, move |tx, now| {
                let mut applicant = referenced(tx, tenant.id, &reference)?;
                let id = StepId::from_uuid(pen.uuid());
                let attempts_max = tenant.settings.step_attempts_max;
                let events: Vec<EventKind> =
                    applicant.evidence_request(id, service, request.clone(), attempts_max, now)?;
                pen.store_and_tell(tx, &tenant, &mut applicant, events, Actor::Client)?;
                push::plan(tx, &pen, tenant.id, applicant.id, None)?;
                Ok((
                    applicant.id,
                    Requested {
                        reference: request.reference.clone(),
                        url: own_page(tx, &pen, &applicant)?.url,
                    },
                ))
            })
            .await?;
        let (applicant_id, value) = outcome.value;
        self.announce(applicant_id);
        Ok(Outcome {
            value,
            at: outcome.at,
        })
    }

    /// What came of a request for evidence: its step, and everything about the person.
    ///
    /// # Errors
    /// [`Noun::Applicant`], [`Noun::Inquiry`].
    pub async fn evidence_requested(
        &self,
        caller: &Caller,
        applicant: &str,
        reference: &str,
    ) -> Result<(Step, Dossier)> {
        let dossier = self.applicant_dossier_with_files(caller, applicant).await?;
        let is_wanted = |step: &&Step| {
            step.request
                .as_ref()
                .is_some_and(|request| request.reference == reference)
        };
        let step = dossier.applicant.steps.iter().find(is_wanted).cloned();
        Ok((step.ok_or(Error::NotFound(Noun::Inquiry))?, dossier))
    }
}
