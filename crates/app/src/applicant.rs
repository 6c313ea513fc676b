//! What a tenant's client does with applicants: create, read, move, plan their erasure and take it back.

use std::time::Duration;

use domain::{
    Conflict, Error, Noun, Result,
    applicant::{Applicant, ApplicantStatus, NewApplicant},
    credential::Caller,
    event::{Actor, Event, EventKind},
    flow::{FlowKind, Service},
    job::Work,
    sandbox,
    tenant::Tenant,
};
use serde::{Deserialize, Serialize};
use store::{ApplicantFilter, DeviceReport, Tx};
use values::{ApplicantId, TenantId, Timestamp};

use crate::{
    App, Dossier, Outcome,
    flow::{FlowReference, ensure, find, with_plan},
    record::Pen,
};

/// Applicants on one page.
const PAGE: i64 = 50;

/// Where an applicant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Who.
    pub id: ApplicantId,
    /// Where.
    pub status: ApplicantStatus,
    /// When the applicant will be erased, if so.
    pub deletion_at: Option<Timestamp>,
}

impl Standing {
    fn of(applicant: &Applicant) -> Self {
        Self {
            id: applicant.id,
            status: applicant.status,
            deletion_at: applicant.deletion_at,
        }
    }
}

impl App {
    /// Makes an applicant in the named flow. Where `upserts`, an external id that is taken answers with the applicant that has it.
    ///
    /// # Errors
    /// [`Noun::Flow`], [`Conflict::ExternalIdTaken`], [`Error::Invalid`].
    pub async fn applicant_create(
        &self,
        caller: &Caller,
        new: NewApplicant,
        upserts: bool,
    ) -> Result<Outcome<Dossier>> {
        let (pen, tenant) = (self.pen(), caller.tenant.clone());
        let outcome = self
            .once(caller, move |tx, _| {
                match tx.applicant_by_external_id(tenant.id, &new.external_id)? {
                    Some(known) if upserts => return Dossier::load(tx, known),
                    Some(_) => return Err(Error::Conflict(Conflict::ExternalIdTaken)),
                    None => {}
                }
                let applicant = create(tx, &pen, &tenant, &new, None, Actor::Client)?;
                Dossier::load(tx, applicant)
            })
            .await?;
        self.announce(outcome.value.applicant.id);
        Ok(outcome)
    }

    /// Everything about an applicant, pictures included. `reference` is our id or the client's own.
    ///
    /// # Errors
    /// [`Noun::Applicant`].
    pub async fn applicant_dossier(&self, caller: &Caller, reference: &str) -> Result<Dossier> {
        let (tenant_id, reference) = (caller.tenant.id, reference.to_owned());
        let dossier = self
            .db
            .read(move |tx| {
                let applicant = referenced(tx, tenant_id, &reference)?;
                Dossier::load(tx, applicant)
            })
            .await?;
        self.with_pictures(dossier).await
    }

    /// The same with every file, PDFs too.
    ///
    /// # Errors
    /// [`Noun::Applicant`].
    pub async fn applicant_dossier_with_files(&self, caller: &Caller, reference: &str) -> Result<Dossier> {
        let (tenant_id, reference) = (caller.tenant.id, reference.to_owned());
        let dossier = self
            .db
            .read(move |tx| {
                let applicant = referenced(tx, tenant_id, &reference)?;
                Dossier::load(tx, applicant)
            })
            .await?;
        self.with_files(dossier, |_| true).await
    }

    /// An applicant with steps, and what their device last said of itself.
    ///
    /// # Errors
    /// [`Noun::Applicant`].
    pub async fn applicant_and_device(
        &self,
        caller: &Caller,
        reference: &str,
    ) -> Result<(Applicant, Option<DeviceReport>)> {
        let (tenant_id, reference) = (caller.tenant.id, reference.to_owned());
        self.db
            .read(move |tx| {
                let applicant = referenced(tx, tenant_id, &reference)?;
                let device = tx.device_report(tenant_id, applicant.id)?;
                Ok((applicant, device))
            })
            .await
    }

    /// Where an applicant stands.
    ///
    /// # Errors
    /// [`Noun::Applicant`].
    pub async fn applicant_standing(&self, caller: &Caller, reference: &str) -> Result<Standing> {
        let (tenant_id, reference) = (caller.tenant.id, reference.to_owned());
        self.db
            .read(move |tx| Ok(Standing::of(&referenced(tx, tenant_id, &reference)?)))
            .await
    }

    /// Moves an applicant to another flow. Links that were made before stop working, unless the flow only asks for something extra.
    ///
    /// # Errors
    /// [`Noun::Applicant`], [`Noun::Flow`], [`Conflict::DeletionScheduled`].
    pub async fn applicant_move(
        &self,
        caller: &Caller,
        reference: &str,
        to: FlowReference,
    ) -> Result<Outcome<Standing>> {
        let (pen, tenant, reference) = (self.pen(), caller.tenant.clone(), reference.to_owned());
        let outcome = self
            .once(caller, move |tx, now| {
                let mut applicant = referenced(tx, tenant.id, &reference)?;
                let flow = find(tx, tenant.id, &to)?;
                let events = with_plan(tx, &pen, &tenant, &flow, |plan| applicant.move_to_flow(plan, now))??;
                if flow.definition.kind == FlowKind::Regular {
                    tx.sessions_revoke(tenant.id, applicant.id, now)?;
                }
                pen.store(tx, &mut applicant, events, Actor::Client)?;
                Ok(Standing::of(&applicant))
            })
            .await?;
        self.announce(outcome.value.id);
        Ok(outcome)
    }

    /// Plans an applicant's erasure after the tenant's retention days.
    ///
    /// # Errors
    /// [`Noun::Applicant`], [`Conflict::DeletionScheduled`].
    pub async fn applicant_schedule_deletion(
        &self,
        caller: &Caller,
        reference: &str,
    ) -> Result<Outcome<Standing>> {
        let (pen, tenant, reference) = (self.pen(), caller.tenant.clone(), reference.to_owned());
        let outcome = self
            .once(caller, move |tx, now| {
                let mut applicant = referenced(tx, tenant.id, &reference)?;
                let at = now.plus(Duration::from_secs(
                    u64::from(tenant.settings.retention_days) * 86_400,
                ));
                let events = applicant.schedule_deletion(at, now)?;
                pen.store(tx, &mut applicant, events, Actor::Client)?;
                let work = Work::ApplicantErase {
                    applicant_id: applicant.id,
                };
                pen.job(tx, tenant.id, work, &applicant.id.to_string(), 0, at)?;
                Ok(Standing::of(&applicant))
            })
            .await?;
        self.announce(outcome.value.id);
        Ok(outcome)
    }

    /// Takes a planned erasure back.
    ///
    /// # Errors
    /// [`Noun::Applicant`], [`Conflict::DeletionNotScheduled`].
    pub async fn applicant_restore(&self, caller: &Caller, reference: &str) -> Result<Outcome<Standing>> {
        let (pen, tenant_id, reference) = (self.pen(), caller.tenant.id, reference.to_owned());
        let outcome = self
            .once(caller, move |tx, now| {
                let mut applicant = referenced(tx, tenant_id, &reference)?;
                let events = applicant.restore(now)?;
                tx.jobs_cancel(tenant_id, "applicant_erase", &applicant.id.to_string())?;
                // Its time may have ended while it waited to be erased.
                tx.jobs_cancel(tenant_id, "applicant_time_out", &applicant.id.to_string())?;
                plan_time_out(tx, &pen, &applicant)?;
                pen.store(tx, &mut applicant, events, Actor::Client)?;
                Ok(Standing::of(&applicant))
            })
            .await?;
        self.announce(outcome.value.id);
        Ok(outcome)
    }
}

impl App {
    /// One page of a tenant's applicants, newest first, behind one of them; without their steps.
    ///
    /// # Errors
    /// [`Noun::Applicant`] when the page is to follow one that does not exist.
    pub async fn applicant_page(
        &self,
        tenant_id: TenantId,
        status: Option<ApplicantStatus>,
        search: Option<String>,
        after: Option<ApplicantId>,
    ) -> Result<Vec<Applicant>> {
        self.db
            .read(move |tx| {
                let after = match after {
                    Some(id) => Some((Pen::applicant(tx, tenant_id, id)?.created_at, id)),
                    None => None,
                };
                let filter = ApplicantFilter {
                    statuses: status.into_iter().collect(),
                    search: search.clone(),
                    is_oldest_first: false,
                    after,
                    limit: PAGE,
                };
                Ok(tx
                    .applicants(tenant_id, &filter)?
                    .into_iter()
                    .map(|summary| summary.applicant)
                    .collect())
            })
            .await
    }

    /// An applicant with its timeline, without pictures.
    ///
    /// # Errors
    /// [`Noun::Applicant`].
    pub async fn applicant_record(
        &self,
        tenant_id: TenantId,
        id: ApplicantId,
    ) -> Result<(Dossier, Vec<Event>)> {
        self.db
            .read(move |tx| {
                let applicant = Pen::applicant(tx, tenant_id, id)?;
                Ok((Dossier::load(tx, applicant)?, tx.events(tenant_id, id)?))
            })
            .await
    }
}

/// Finds an applicant by our id or, failing that, the client's own.
pub(crate) fn referenced(tx: &mut Tx, tenant_id: TenantId, reference: &str) -> Result<Applicant> {
    if let Ok(id) = ApplicantId::parse(reference)
        && let Some(applicant) = tx.applicant_by_id(tenant_id, id)?
    {
        return Ok(applicant);
    }
    tx.applicant_by_external_id(tenant_id, reference)?
        .ok_or(Error::NotFound(Noun::Applicant))
}

/// Makes an applicant in the named flow. Where the tenant has no such flow, it is made of `services` if those are given.
pub(crate) fn create(
    tx: &mut Tx,
    pen: &Pen,
    tenant: &Tenant,
    new: &NewApplicant,
    services: Option<&[Service]>,
    actor: Actor,
) -> Result<Applicant> {
    let flow = match services {
        Some(services) => ensure(tx, pen, tenant.id, &new.flow_name, services)?,
        None => find(tx, tenant.id, &FlowReference::Name(new.flow_name.clone()))?,
    };
    if flow.definition.kind == FlowKind::OnDemand {
        return Err(Error::invalid(
            "flow_name",
            domain::Reason::Expected("a regular flow: this one only asks for extra data"),
        ));
    }
    let id = ApplicantId::from_uuid(pen.uuid());
    let (mut applicant, mut events) = with_plan(tx, pen, tenant, &flow, |plan| {
        Applicant::new(id, tenant.id, new, plan, pen.now)
    })?;
    let (same_email, same_phone) = tx.applicant_with_contact(&applicant)?;
    events.extend(same_email.map(|other| EventKind::DuplicateEmail { other }));
    events.extend(same_phone.map(|other| EventKind::DuplicatePhone { other }));
    pen.insert(tx, &mut applicant, events, actor)?;
    plan_end(tx, pen, tenant, &applicant)?;
    Ok(applicant)
}

/// Plans what will end the applicant's wait without a person.
fn plan_end(tx: &mut Tx, pen: &Pen, tenant: &Tenant, applicant: &Applicant) -> Result<()> {
    plan_time_out(tx, pen, applicant)?;
    if sandbox::asked_by(tenant, applicant).is_some() {
        let applicant_id = applicant.id;
        let work = Work::SandboxOutcome { applicant_id };
        pen.job(tx, tenant.id, work, &applicant_id.to_string(), 0, pen.now)?;
    }
    Ok(())
}

/// Plans the end of the time given, where the applicant has such an end.
fn plan_time_out(tx: &mut Tx, pen: &Pen, applicant: &Applicant) -> Result<()> {
    let Some(hours) = applicant.origin.rules.hours_max else {
        return Ok(());
    };
    let (tenant_id, applicant_id) = (applicant.tenant_id, applicant.id);
    let at = applicant
        .created_at
        .plus(Duration::from_secs(u64::from(hours) * 3_600));
    let work = Work::ApplicantTimeOut { applicant_id };
    pen.job(tx, tenant_id, work, &applicant_id.to_string(), 0, at)
}
