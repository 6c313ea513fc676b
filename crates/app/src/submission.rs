//! What clients do with applicants as a list of records: read it page by page, move records in, correct, decide and erase them, and let
//! people enter by an address that anybody can open.

mod entry;

use domain::{
    Conflict, Error, Noun, Result,
    applicant::{Applicant, ApplicantStatus, Decider, Erasure, NewApplicant, Origin},
    audit::NewAuditEntry,
    credential::Caller,
    decision::{Decision, ReasonCode, Verdict},
    event::{Actor, EventKind},
    flow::Service,
    person::Details,
};
use serde_json::json;
use store::{ListingFilter, Tx};
use values::{EmailAddress, FileId, PersonId, TenantId, Timestamp};

use crate::{
    App, Outcome,
    applicant::{create, referenced},
    record::Pen,
};

pub use entry::Entry;
use entry::drawn_id;

/// Asked for by a flow that is made on first use.
pub const SERVICES: &[Service] = &[Service::Document, Service::Selfie];

/// Which records a page shows; everything that is set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmissionQuery {
    /// The one with this id.
    pub external_id: Option<String>,
    /// Those with the client's own name for the person.
    pub client_reference: Option<String>,
    /// Those with this mail address.
    pub email: Option<EmailAddress>,
    /// Made at or after.
    pub from: Option<Timestamp>,
    /// Made before.
    pub until: Option<Timestamp>,
    /// Behind this place of the page before: instant and external id.
    pub after: Option<(Timestamp, String)>,
    /// At most so many.
    pub count: u32,
}

/// One page, newest first, without steps.
#[derive(Debug, Clone, PartialEq)]
pub struct SubmissionPage {
    /// The records.
    pub applicants: Vec<Applicant>,
    /// Whether more follow.
    pub has_more: bool,
}

/// A record that was verified elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRecord {
    /// Name of the flow that it is put into; made of [`SERVICES`] where there is none.
    pub flow_name: String,
    /// The person's mail address.
    pub email: Option<EmailAddress>,
    /// Who the person is.
    pub details: Details,
    /// How it came.
    pub origin: Origin,
    /// What was decided elsewhere.
    pub verdict: Verdict,
    /// Who moves it in.
    pub by: String,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Correction {
    /// The new details; what is silent stays.
    pub details: Details,
    /// What was corrected, by its names on the wire.
    pub fields: Vec<String>,
}

impl App {
    /// One page of a tenant's records.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn submission_page(&self, caller: &Caller, query: SubmissionQuery) -> Result<SubmissionPage> {
        let (tenant_id, count) = (caller.tenant.id, query.count as usize);
        let filter = ListingFilter {
            external_id: query.external_id,
            client_reference: query.client_reference,
            email: query.email,
            from: query.from,
            until: query.until,
            after: query.after,
            limit: i64::from(query.count) + 1,
        };
        let mut applicants = self.db.read(move |tx| tx.listing(tenant_id, &filter)).await?;
        let has_more = applicants.len() > count;
        applicants.truncate(count);
        Ok(SubmissionPage { applicants, has_more })
    }

    /// The approved records that are one person, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn submission_same_person(&self, caller: &Caller, id: PersonId) -> Result<Vec<Applicant>> {
        let tenant_id = caller.tenant.id;
        self.db
            .read(move |tx| tx.applicants_of_person(tenant_id, id))
            .await
    }

    /// Moves a record in that was verified elsewhere; nobody is told of the decision by mail.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn submission_move_in(&self, caller: &Caller, record: NewRecord) -> Result<Outcome<String>> {
        record.details.check()?;
        let (pen, tenant) = (self.pen(), caller.tenant.clone());
        let outcome = self
            .once(caller, move |tx, now| {
                let new = NewApplicant {
                    external_id: drawn_id(&pen),
                    flow_name: record.flow_name.clone(),
                    email: record.email.clone(),
                    details: record.details.clone(),
                    origin: record.origin.clone(),
                    ..NewApplicant::default()
                };
                let mut applicant = create(tx, &pen, &tenant, &new, Some(SERVICES), Actor::Client)?;
                let decider = Decider::Client(record.by.clone());
                let events = applicant.settle(&decision(record.verdict, None), &decider, now)?;
                pen.store(tx, &mut applicant, events, Actor::Client)?;
                audit(tx, &pen, &applicant, "applicant.move_in", &record.by, &[])?;
                Ok((applicant.id, applicant.external_id))
            })
            .await?;
        let (id, value) = outcome.value;
        self.announce(id);
        Ok(Outcome {
            value,
            at: outcome.at,
        })
    }

    /// Corrects a record, and decides it anew where a verdict is given.
    ///
    /// # Errors
    /// [`Noun::Applicant`], [`Conflict::DeletionScheduled`], [`Error::Invalid`].
    pub async fn submission_edit(
        &self,
        caller: &Caller,
        reference: &str,
        correction: Correction,
        verdict: Option<Verdict>,
        by: String,
    ) -> Result<Outcome<ApplicantStatus>> {
        self.submission_change(caller, reference, by, move |applicant, by, now| {
            let mut events = corrected(applicant, &correction, by, now)?;
            if let Some(verdict) = verdict {
                let decider = Decider::Client(by.to_owned());
                events.extend(applicant.settle(&decision(verdict, None), &decider, now)?);
            }
            Ok(events)
        })
        .await
    }

    /// Decides a record that waits for a decision, after correcting it.
    ///
    /// # Errors
    /// [`Conflict::Decision`] when it does not wait for one, otherwise as [`App::submission_edit`].
    pub async fn submission_review(
        &self,
        caller: &Caller,
        reference: &str,
        correction: Correction,
        verdict: Verdict,
        comment: Option<String>,
        by: String,
    ) -> Result<Outcome<ApplicantStatus>> {
        self.submission_change(caller, reference, by, move |applicant, by, now| {
            let is_pending = matches!(
                applicant.status,
                ApplicantStatus::InProgress
                    | ApplicantStatus::OnHold
                    | ApplicantStatus::Completed
                    | ApplicantStatus::InReview
            );
            if !is_pending {
                return Err(Error::Conflict(Conflict::Decision));
            }
            let mut events = match correction.fields.is_empty() {
                true => Vec::new(),
                false => corrected(applicant, &correction, by, now)?,
            };
            let decider = Decider::Client(by.to_owned());
            events.extend(applicant.settle(&decision(verdict, comment.clone()), &decider, now)?);
            Ok(events)
        })
        .await
    }

    /// Takes parts out of a record; `clear` empties the details that are to go.
    ///
    /// # Errors
    /// [`Noun::Applicant`], [`Conflict::DeletionScheduled`].
    pub async fn submission_erase_parts(
        &self,
        caller: &Caller,
        reference: &str,
        parts: Erasure,
        clear: impl Fn(&mut Details) + Send + 'static,
        fields: Vec<String>,
        by: String,
    ) -> Result<()> {
        let (pen, tenant_id, reference) = (self.pen(), caller.tenant.id, reference.to_owned());
        let outcome = self
            .once(caller, move |tx, now| {
                let mut applicant = kept(tx, tenant_id, &reference)?;
                let files = applicant.erase_parts(&parts, &clear, now)?;
                for id in &files {
                    tx.file_delete(tenant_id, applicant.id, *id)?;
                }
                let (fields, by) = (fields.clone(), by.clone());
                audit(tx, &pen, &applicant, "applicant.erase_parts", &by, &fields)?;
                pen.store(
                    tx,
                    &mut applicant,
                    vec![EventKind::Edited { fields, by }],
                    Actor::Client,
                )?;
                Ok((applicant.id, files))
            })
            .await?;
        let (id, files) = outcome.value;
        self.announce(id);
        self.files_forget(files).await
    }

    /// Erases everything of a record by which anybody could be recognised.
    ///
    /// # Errors
    /// [`Noun::Applicant`], also for what is erased already.
    pub async fn submission_erase(&self, caller: &Caller, reference: &str, by: String) -> Result<()> {
        let (pen, tenant_id, reference) = (self.pen(), caller.tenant.id, reference.to_owned());
        let outcome = self
            .once(caller, move |tx, now| {
                let applicant = kept(tx, tenant_id, &reference)?;
                let files: Vec<FileId> = tx
                    .files(tenant_id, applicant.id)?
                    .iter()
                    .map(|file| file.id)
                    .collect();
                let mut remains = applicant.erased(now)?;
                let subject = applicant.id.to_string();
                for kind in [
                    "event_fan_out",
                    "applicant_time_out",
                    "sandbox_outcome",
                    "applicant_erase",
                ] {
                    tx.jobs_cancel(tenant_id, kind, &subject)?;
                }
                tx.applicant_erase(tenant_id, applicant.id)?;
                audit(tx, &pen, &remains, "applicant.erase", &by, &[])?;
                pen.insert(
                    tx,
                    &mut remains,
                    vec![EventKind::Erased { by: by.clone() }],
                    Actor::Client,
                )?;
                Ok((remains.id, files))
            })
            .await?;
        let (id, files) = outcome.value;
        self.announce(id);
        self.files_forget(files).await
    }

    async fn submission_change<F>(
        &self,
        caller: &Caller,
        reference: &str,
        by: String,
        change: F,
    ) -> Result<Outcome<ApplicantStatus>>
    where
        F: Fn(&mut Applicant, &str, Timestamp) -> Result<Vec<EventKind>> + Send + 'static,
    {
        let (pen, tenant, reference) = (self.pen(), caller.tenant.clone(), reference.to_owned());
        let outcome = self
            .once(caller, move |tx, now| {
                let mut applicant = kept(tx, tenant.id, &reference)?;
                let events = change(&mut applicant, &by, now)?;
                let names: Vec<String> = events.iter().map(|event| event.as_str().to_owned()).collect();
                audit(tx, &pen, &applicant, "applicant.change", &by, &names)?;
                pen.store_and_tell(tx, &tenant, &mut applicant, events, Actor::Client)?;
                Ok((applicant.id, applicant.status))
            })
            .await?;
        let (id, value) = outcome.value;
        self.announce(id);
        Ok(Outcome {
            value,
            at: outcome.at,
        })
    }
}

/// Finds a record that is still there.
fn kept(tx: &mut Tx, tenant_id: TenantId, reference: &str) -> Result<Applicant> {
    let applicant = referenced(tx, tenant_id, reference)?;
    if applicant.is_erased() {
        return Err(Error::NotFound(Noun::Applicant));
    }
    Ok(applicant)
}

/// Takes a correction over. A first or last name alone keeps the other, or the whole name where the other is not known; who is somebody
/// else now is no longer the same person.
fn corrected(
    applicant: &mut Applicant,
    correction: &Correction,
    by: &str,
    now: Timestamp,
) -> Result<Vec<EventKind>> {
    applicant.require_kept()?;
    let known = applicant.person.known();
    let mut details = correction.details.clone();
    if details.full_name.is_none() && details.name().is_some() {
        details.given_names = details.given_names.or(known.given_names.clone());
        details.surname = details.surname.or(known.surname.clone());
        if details.given_names.is_none() || details.surname.is_none() {
            details.full_name.clone_from(&known.full_name);
        }
    }
    let events = applicant.edit(by, now, |applicant| {
        applicant.person.found = details.over(&applicant.person.found);
        Ok(correction.fields.clone())
    })?;
    if applicant.person.known().key() != known.key() {
        applicant.person.id = None;
    }
    Ok(events)
}

fn decision(verdict: Verdict, comment: Option<String>) -> Decision {
    Decision {
        public_comment: comment,
        ..match verdict {
            Verdict::Accept => Decision::acceptance(),
            Verdict::Resubmit | Verdict::Reject => Decision::refusal(ReasonCode::Other),
        }
    }
}

fn audit(
    tx: &mut Tx,
    pen: &Pen,
    applicant: &Applicant,
    action: &'static str,
    by: &str,
    fields: &[String],
) -> Result<()> {
    let entry = NewAuditEntry {
        actor: Actor::Client,
        action,
        subject: format!("applicant:{}", applicant.id),
        details: json!({ "by": by, "fields": fields }),
    };
    tx.audit_append(applicant.tenant_id, &entry, pen.now).map(drop)
}
