//! What a person does on their own page: see what is asked, answer it, say what device this is. A [`Me`] is an opened page.

use documents::intake::Refusal;
use domain::{
    Error, Noun, Reason, Result,
    applicant::Applicant,
    event::Actor,
    evidence::{Asker, FileKind},
    inquiry::{Answer, Inquiry, InquiryKind, PushSubscription},
    session::{LinkPurpose, Session},
    step::Place,
    tenant::Tenant,
};
use serde_json::{Map, Value};
use values::InquiryId;

use crate::{
    App,
    evidence::Accepted,
    inquiry::{check_report, ended},
    mail::verification_link,
    record::Pen,
    token,
};

/// Questions that the page shows, answered ones included.
const INQUIRIES_SHOWN: i64 = 50;

/// A person's own page, opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Me {
    /// Who asks.
    pub tenant: Tenant,
    /// The person, with the steps that were asked of them alone.
    pub applicant: Applicant,
    /// The link.
    pub session: Session,
    /// Questions, newest first.
    pub inquiries: Vec<Inquiry>,
}

/// What the person answers.
#[derive(Debug, Clone, PartialEq)]
pub enum MyAnswer {
    /// Yes; with a fresh picture of the face where that is asked for, as it was uploaded.
    Approve {
        /// The picture.
        selfie: Option<Vec<u8>>,
    },
    /// No.
    Decline,
    /// Where I am.
    Location(Place),
    /// What this device is, and where.
    Device {
        /// What it says of itself.
        report: Map<String, Value>,
        /// The place, if it is shared.
        place: Option<Place>,
    },
}

impl App {
    /// Opens a person's own page.
    ///
    /// # Errors
    /// [`domain::Denial::Wrong`] for a token that is not ours, was ended or opens something else,
    /// [`domain::Denial::Expired`], [`domain::Denial::Blocked`],
    /// [`Noun::Session`], [`domain::Conflict::DeletionScheduled`].
    pub async fn me_open(&self, token: &str) -> Result<Me> {
        let (claims, now) = (token::verify(token, &self.keys)?, self.now());
        self.db
            .read(move |tx| {
                let session = tx
                    .session_by_id(claims.tenant, claims.sub, claims.jti)?
                    .ok_or(Error::NotFound(Noun::Session))?;
                session.require_valid(LinkPurpose::OwnPage, now)?;
                let tenant = tx
                    .tenant_by_id(claims.tenant)?
                    .ok_or(Error::NotFound(Noun::Tenant))?;
                tenant.require_unblocked()?;
                let applicant = Pen::applicant(tx, claims.tenant, claims.sub)?;
                applicant.require_kept()?;
                Ok(Me {
                    inquiries: tx.inquiries(tenant.id, applicant.id, INQUIRIES_SHOWN)?,
                    tenant,
                    applicant,
                    session,
                })
            })
            .await
    }

    /// One question, open or not.
    ///
    /// # Errors
    /// [`Noun::Inquiry`] also for one that was put to somebody else.
    pub async fn me_inquiry(&self, me: &Me, id: InquiryId) -> Result<Inquiry> {
        let (tenant_id, applicant_id) = (me.tenant.id, me.applicant.id);
        self.db
            .read(move |tx| tx.inquiry_by_id(tenant_id, applicant_id, id))
            .await?
            .ok_or(Error::NotFound(Noun::Inquiry))
    }

    /// Answers a question once. `ip` is where the answer came from. The inner result is what the picture was refused for.
    ///
    /// # Errors
    /// [`Noun::Inquiry`], [`domain::Conflict::InquiryAnswered`], [`domain::Conflict::InquiryExpired`], [`Error::Invalid`].
    pub async fn me_answer(
        &self,
        me: &Me,
        id: InquiryId,
        answer: MyAnswer,
        ip: String,
    ) -> Result<Result<Inquiry, Refusal>> {
        let asked = self.me_inquiry(me, id).await?;
        let selfie = match &answer {
            MyAnswer::Approve { selfie: Some(bytes) } if needs_selfie(asked.kind) => {
                // An answer that comes too late is refused before its picture is looked at.
                asked.clone().answer(Answer::Decline, ip.clone(), self.now())?;
                match self.file_accept(FileKind::Confirmation, bytes.clone()).await? {
                    Ok(accepted) => Some(accepted),
                    Err(refusal) => return Ok(Err(refusal)),
                }
            }
            _ => None,
        };
        let ended = self.answer_keep(me, id, answer, selfie, ip).await?;
        self.announce(me.applicant.id);
        Ok(Ok(ended))
    }

    async fn answer_keep(
        &self,
        me: &Me,
        id: InquiryId,
        answer: MyAnswer,
        selfie: Option<Accepted>,
        ip: String,
    ) -> Result<Inquiry> {
        let (tenant_id, applicant_id, session_id) = (me.tenant.id, me.applicant.id, me.session.id);
        let file = match selfie {
            Some(accepted) => {
                let asker = Asker::Inquiry(id);
                let kept = self.file_keep(tenant_id, applicant_id, asker, FileKind::Confirmation, accepted);
                Some(kept.await?)
            }
            None => None,
        };
        let (pen, stored) = (self.pen(), file.clone());
        let result = self
            .db
            .write(move |tx| {
                tx.session_by_id(tenant_id, applicant_id, session_id)?
                    .ok_or(Error::NotFound(Noun::Session))?
                    .require_valid(LinkPurpose::OwnPage, pen.now)?;
                let mut inquiry = tx
                    .inquiry_by_id(tenant_id, applicant_id, id)?
                    .ok_or(Error::NotFound(Noun::Inquiry))?;
                let picture = stored.as_ref().map(|file| file.id);
                let answer = match answer.clone() {
                    MyAnswer::Approve { .. } => Answer::Approve { picture },
                    MyAnswer::Decline => Answer::Decline,
                    MyAnswer::Location(place) => Answer::Location(place),
                    MyAnswer::Device { report, place } => {
                        check_report(&report)?;
                        tx.device_report_keep(tenant_id, applicant_id, &report, place.as_ref(), pen.now)?;
                        Answer::Device { report, place }
                    }
                };
                inquiry.answer(answer, ip.clone(), pen.now)?;
                if let Some(file) = &stored {
                    tx.file_insert(file)?;
                }
                ended(tx, &pen, &inquiry, Actor::Applicant)?;
                Ok(inquiry)
            })
            .await;
        if let (Err(_), Some(file)) = (&result, file) {
            self.files_forget(vec![file.id]).await?;
        }
        result
    }

    /// Keeps what a device says of itself, and answers with it every open question about device or place.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a report that is too large.
    pub async fn me_report_device(
        &self,
        me: &Me,
        report: Map<String, Value>,
        place: Option<Place>,
        ip: String,
    ) -> Result<()> {
        check_report(&report)?;
        place.map_or(Ok(()), |place| place.check())?;
        let (pen, tenant_id, applicant_id) = (self.pen(), me.tenant.id, me.applicant.id);
        self.db
            .write(move |tx| {
                tx.device_report_keep(tenant_id, applicant_id, &report, place.as_ref(), pen.now)?;
                for mut inquiry in tx.inquiries(tenant_id, applicant_id, INQUIRIES_SHOWN)? {
                    let report = report.clone();
                    let answer = match (inquiry.kind, place) {
                        (InquiryKind::Device, place) => Answer::Device { report, place },
                        (InquiryKind::Location, Some(place)) => Answer::Location(place),
                        _ => continue,
                    };
                    if inquiry.is_open(pen.now) {
                        inquiry.answer(answer, ip.clone(), pen.now)?;
                        ended(tx, &pen, &inquiry, Actor::Applicant)?;
                    }
                }
                Ok(())
            })
            .await?;
        self.announce(me.applicant.id);
        Ok(())
    }

    /// Notes where the person's browser takes push messages.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an address that is not one.
    pub async fn me_subscribe(&self, me: &Me, subscription: PushSubscription) -> Result<()> {
        let is_address = subscription.endpoint.len() <= 2_000
            && url::Url::parse(&subscription.endpoint).is_ok_and(|url| url.has_host());
        if !is_address || subscription.p256dh.len() > 200 || subscription.auth.len() > 100 {
            return Err(Error::invalid(
                "subscription",
                Reason::Expected("a push subscription"),
            ));
        }
        let (tenant_id, applicant_id, now) = (me.tenant.id, me.applicant.id, self.now());
        self.db
            .write(move |tx| tx.push_subscription_keep(tenant_id, applicant_id, &subscription, now))
            .await
    }

    /// A link to the hosted verification, where what is asked for can be given.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn me_verification_link(&self, me: &Me) -> Result<String> {
        let (pen, tenant, applicant) = (self.pen(), me.tenant.clone(), me.applicant.clone());
        let link = self
            .db
            .write(move |tx| verification_link(tx, &pen, &tenant, &applicant))
            .await?;
        Ok(link.url)
    }
}

const fn needs_selfie(kind: InquiryKind) -> bool {
    matches!(
        kind,
        InquiryKind::Confirmation {
            needs_selfie: true,
            ..
        }
    )
}
