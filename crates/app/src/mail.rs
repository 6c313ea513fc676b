//! The outbox: letters that follow from what happened, and what the console shows of them.

use domain::{
    Error, Noun, Result,
    applicant::Applicant,
    audit::NewAuditEntry,
    decision::ReasonCode,
    event::EventKind,
    mail::{Mail, MailContent},
    tenant::{Mode, Tenant},
};
use serde_json::{Map, json};
use store::Tx;
use values::{MailId, StepId, TenantId, Timestamp};

use crate::{
    App,
    desk::Desk,
    keys::Purpose,
    link::{Link, NewLink, make, own_page},
    outside::Letter,
    record::Pen,
};

/// Seconds that the link in a mail lives.
const LINK_TTL_SECONDS: u64 = 7 * 86_400;
/// How many mails one page shows.
const PAGE: i64 = 50;

/// A mail with its content, masked where the tenant is live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMail {
    /// The mail.
    pub mail: Mail,
    /// What it says.
    pub content: MailContent,
}

impl App {
    /// One page of a tenant's outbox, newest first, behind a place.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn mails(
        &self,
        tenant_id: TenantId,
        after: Option<(Timestamp, MailId)>,
    ) -> Result<Vec<OutboxMail>> {
        let (tenant, mails) = self
            .db
            .read(move |tx| {
                let tenant = tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                Ok((tenant, tx.mails(tenant_id, after, PAGE)?))
            })
            .await?;
        mails.into_iter().map(|mail| self.opened(&tenant, mail)).collect()
    }

    /// One mail, for an officer who reads it. Looking is logged.
    ///
    /// # Errors
    /// [`Noun::Mail`].
    pub async fn mail(&self, desk: &Desk, id: MailId) -> Result<OutboxMail> {
        let (tenant, actor, now) = (desk.tenant.clone(), desk.actor(), self.now());
        let tenant_id = tenant.id;
        let mail = self
            .db
            .write(move |tx| {
                let mail = tx.mail_by_id(tenant_id, id)?.ok_or(Error::NotFound(Noun::Mail))?;
                let entry = NewAuditEntry {
                    actor,
                    action: "mail.view",
                    subject: format!("mail:{id}"),
                    details: json!({ "template": mail.template, "applicant": mail.applicant_id }),
                };
                tx.audit_append(tenant_id, &entry, now)?;
                Ok(mail)
            })
            .await?;
        self.opened(&tenant, mail)
    }

    /// What a mail says, unmasked: for sending it.
    pub(crate) fn mail_content(&self, mail: &Mail) -> Result<MailContent> {
        let plain = self
            .keys
            .open(Purpose::Mail, &mail.id.to_string(), &mail.sealed_content)?;
        serde_json::from_slice(&plain).map_err(Error::internal)
    }

    fn opened(&self, tenant: &Tenant, mail: Mail) -> Result<OutboxMail> {
        let content = self.mail_content(&mail)?;
        let content = if tenant.mode == Mode::Live {
            content.masked()
        } else {
            content
        };
        Ok(OutboxMail { mail, content })
    }
}

/// Puts the letters that follow from `events` into the outbox, where the applicant has a mail address.
pub(crate) fn applicant_letters(
    tx: &mut Tx,
    pen: &Pen,
    tenant: &Tenant,
    applicant: &Applicant,
    events: &[EventKind],
) -> Result<()> {
    if applicant.email.is_none() {
        return Ok(());
    }
    for event in events {
        let letter = match event {
            EventKind::Incomplete { reason, .. } => {
                let url = verification_link(tx, pen, tenant, applicant)?.url;
                let step = applicant.steps.iter().find(|step| step.reason == Some(*reason));
                let comment = step.and_then(|step| step.public_comment.clone());
                Letter::Resubmission {
                    reason: reason.as_str(),
                    comment,
                    url,
                }
            }
            EventKind::Approved { .. } => Letter::Approved,
            EventKind::Rejected { reason } => {
                let comment = applicant
                    .review
                    .as_ref()
                    .and_then(|review| review.public_comment.clone());
                Letter::Rejected {
                    reason: reason.as_str(),
                    comment,
                }
            }
            EventKind::StepRejected {
                reason,
                may_retry,
                step_id: Some(step_id),
                ..
            } => match evidence_letter(tx, pen, applicant, *step_id, *reason, *may_retry)? {
                Some(letter) => letter,
                None => continue,
            },
            EventKind::EvidenceRequested { step_id } => evidence_wish(tx, pen, applicant, *step_id)?,
            _ => continue,
        };
        applicant_letter(tx, pen, tenant, applicant, &letter)?;
    }
    Ok(())
}

/// Puts one letter to an applicant into the outbox, where the applicant has a mail address.
pub(crate) fn applicant_letter(
    tx: &mut Tx,
    pen: &Pen,
    tenant: &Tenant,
    applicant: &Applicant,
    letter: &Letter,
) -> Result<()> {
    let Some(email) = &applicant.email else {
        return Ok(());
    };
    let language = applicant.language.as_deref().unwrap_or_default();
    let content = pen.letters.write(tenant, language, letter);
    let template = letter.template();
    pen.mail(
        tx,
        tenant.id,
        Some(applicant.id),
        email.as_str(),
        template,
        &content,
    )
}

/// A link to the hosted verification, as letters carry it.
pub(crate) fn verification_link(
    tx: &mut Tx,
    pen: &Pen,
    tenant: &Tenant,
    applicant: &Applicant,
) -> Result<Link> {
    let new = NewLink {
        locale: applicant.language.clone(),
        ttl_seconds: LINK_TTL_SECONDS,
        flow_name: None,
        claims: Map::new(),
    };
    make(tx, pen, tenant, applicant, &new)
}

/// What the person is told about refused evidence: of the flow's own, only what cannot be given again, since the rest follows with
/// the wish for it; of what was asked of this person alone, always.
fn evidence_letter(
    tx: &mut Tx,
    pen: &Pen,
    applicant: &Applicant,
    step_id: StepId,
    reason: ReasonCode,
    may_retry: bool,
) -> Result<Option<Letter>> {
    let step = applicant.step(step_id)?;
    if may_retry && step.request.is_none() {
        return Ok(None);
    }
    let url = match may_retry {
        true => Some(own_page(tx, pen, applicant)?.url),
        false => None,
    };
    Ok(Some(Letter::EvidenceRefused {
        reason: reason.as_str(),
        comment: step.public_comment.clone(),
        url,
    }))
}

fn evidence_wish(tx: &mut Tx, pen: &Pen, applicant: &Applicant, step_id: StepId) -> Result<Letter> {
    let step = applicant.step(step_id)?;
    let request = step.request.clone();
    let (title, note) = request.map_or_else(Default::default, |request| (request.title, request.description));
    Ok(Letter::EvidenceRequested {
        service: step.service,
        title,
        note,
        url: own_page(tx, pen, applicant)?.url,
    })
}
