//! Questions that a tenant's client puts to a person: confirmations, device and place. Answers come from the person's own page.

use std::time::Duration;

use domain::{
    Conflict, Error, Noun, Reason, Result,
    credential::Caller,
    event::{Actor, EventKind},
    inquiry::{Inquiry, InquiryKind, InquiryStatus},
    job::Work,
};
use store::Tx;
use values::{ApplicantId, InquiryId, TenantId};

use crate::{
    App, Outcome, applicant::referenced, link::own_page, mail::applicant_letter, outside::Letter, push,
    record::Pen,
};

/// Longest name that a client may give a question.
const REFERENCE_CHARACTERS_MAX: usize = 200;
/// Longest text of a question.
const TEXT_CHARACTERS_MAX: usize = 2_000;
/// How long a person has to say where they are or what their device is.
const REPORT_WITHIN: Duration = Duration::from_secs(86_400);

/// What a client asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInquiry {
    /// The client's own name for it, unique in the tenant.
    pub reference: String,
    /// What is asked.
    pub kind: InquiryKind,
    /// What the person reads first.
    pub title: String,
    /// What the person reads then; may be empty.
    pub body: String,
}

impl NewInquiry {
    fn check(&self) -> Result<()> {
        values::bounded_text(&self.reference, REFERENCE_CHARACTERS_MAX)
            .map_err(|problem| Error::invalid("request_id", problem))?;
        for (field, text) in [("title", &self.title), ("message", &self.body)] {
            if !text.is_empty() {
                values::bounded_text(text, TEXT_CHARACTERS_MAX)
                    .map_err(|problem| Error::invalid(field, problem))?;
            }
        }
        Ok(())
    }
}

impl App {
    /// Puts a question to a person: it appears on their own page at once, and a mail says so. It ends by itself.
    ///
    /// # Errors
    /// [`Noun::Applicant`], [`Conflict::ReferenceTaken`], [`Conflict::DeletionScheduled`], [`Error::Invalid`].
    pub async fn inquiry_make(
        &self,
        caller: &Caller,
        reference: &str,
        new: NewInquiry,
    ) -> Result<Outcome<Inquiry>> {
        new.check()?;
        let (pen, tenant, reference) = (self.pen(), caller.tenant.clone(), reference.to_owned());
        let within = match new.kind {
            InquiryKind::Confirmation { .. } => {
                Duration::from_secs(u64::from(tenant.settings.confirmation_minutes) * 60)
            }
            InquiryKind::Device | InquiryKind::Location => REPORT_WITHIN,
        };
        let outcome = self
            .once(caller, move |tx, _| {
                let mut applicant = referenced(tx, tenant.id, &reference)?;
                applicant.require_kept()?;
                let inquiry = made(&pen, tenant.id, applicant.id, &new, within);
                tx.inquiry_insert(&inquiry)?;
                let work = Work::InquiryExpire {
                    applicant_id: applicant.id,
                    inquiry_id: inquiry.id,
                };
                pen.job(
                    tx,
                    tenant.id,
                    work,
                    &inquiry.id.to_string(),
                    0,
                    inquiry.expires_at,
                )?;
                push::plan(tx, &pen, tenant.id, applicant.id, Some(&inquiry))?;
                let letter = Letter::Inquiry {
                    title: inquiry.title.clone(),
                    url: own_page(tx, &pen, &applicant)?.url,
                    minutes: within.as_secs() / 60,
                };
                applicant_letter(tx, &pen, &tenant, &applicant, &letter)?;
                let events = vec![EventKind::InquiryMade {
                    inquiry_id: inquiry.id,
                }];
                pen.store(tx, &mut applicant, events, Actor::Client)?;
                Ok(inquiry)
            })
            .await?;
        self.announce(outcome.value.applicant_id);
        Ok(outcome)
    }

    /// A question of a person by the client's own name for it, with the picture that the answer carries.
    ///
    /// # Errors
    /// [`Noun::Applicant`]; [`Noun::Inquiry`] also where it was put to somebody else.
    pub async fn inquiry_read(
        &self,
        caller: &Caller,
        applicant: &str,
        reference: &str,
    ) -> Result<(Inquiry, Option<Vec<u8>>)> {
        let (tenant_id, applicant, reference) =
            (caller.tenant.id, applicant.to_owned(), reference.to_owned());
        let (inquiry, file) = self
            .db
            .read(move |tx| {
                let applicant = referenced(tx, tenant_id, &applicant)?;
                let inquiry = tx
                    .inquiry_by_reference(tenant_id, &reference)?
                    .filter(|inquiry| inquiry.applicant_id == applicant.id)
                    .ok_or(Error::NotFound(Noun::Inquiry))?;
                let file = match inquiry.picture {
                    Some(id) => tx.file_by_id(tenant_id, applicant.id, id)?,
                    None => None,
                };
                Ok((inquiry, file))
            })
            .await?;
        let picture = match file {
            Some(file) => Some(self.file_bytes(&file).await?),
            None => None,
        };
        Ok((inquiry, picture))
    }

    /// Ends a question that nobody answered in time.
    pub(crate) async fn inquiry_expire(
        &self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        inquiry_id: InquiryId,
    ) -> Result<()> {
        let pen = self.pen();
        self.db
            .write(move |tx| {
                let Some(mut inquiry) = tx.inquiry_by_id(tenant_id, applicant_id, inquiry_id)? else {
                    return Ok(());
                };
                if !inquiry.expire(pen.now) {
                    return Ok(());
                }
                match ended(tx, &pen, &inquiry, Actor::System) {
                    // The person answered in the same moment: their answer stands.
                    Err(Error::Conflict(Conflict::InquiryAnswered)) => Ok(()),
                    other => other,
                }
            })
            .await?;
        self.announce(applicant_id);
        Ok(())
    }
}

/// Stores an ended inquiry with the event that tells of it.
pub(crate) fn ended(tx: &mut Tx, pen: &Pen, inquiry: &Inquiry, actor: Actor) -> Result<()> {
    tx.inquiry_end(inquiry)?;
    let mut applicant = Pen::applicant(tx, inquiry.tenant_id, inquiry.applicant_id)?;
    let events = vec![EventKind::InquiryEnded {
        inquiry_id: inquiry.id,
    }];
    pen.store(tx, &mut applicant, events, actor)
}

fn made(
    pen: &Pen,
    tenant_id: TenantId,
    applicant_id: ApplicantId,
    new: &NewInquiry,
    within: Duration,
) -> Inquiry {
    Inquiry {
        id: InquiryId::from_uuid(pen.uuid()),
        tenant_id,
        applicant_id,
        reference: new.reference.clone(),
        kind: new.kind,
        title: new.title.clone(),
        body: new.body.clone(),
        status: InquiryStatus::Pending,
        ip: None,
        picture: None,
        report: None,
        place: None,
        expires_at: pen.now.plus(within),
        answered_at: None,
        created_at: pen.now,
    }
}

/// Largest report of a device in bytes of JSON.
pub const REPORT_BYTES_MAX: usize = 64 * 1024;

/// Refuses a report that is too large to keep.
pub(crate) fn check_report(report: &serde_json::Map<String, serde_json::Value>) -> Result<()> {
    let bytes = serde_json::to_vec(report).map_err(Error::internal)?.len();
    if bytes > REPORT_BYTES_MAX {
        let bytes_max = REPORT_BYTES_MAX as u64;
        return Err(Error::invalid("report", Reason::TooLarge { bytes_max }));
    }
    Ok(())
}
