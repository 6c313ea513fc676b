//! Telling a person's browsers that something waits: a message each, without what it is about; and the key pair by which push
//! services know this installation, made once, kept sealed, the same on every node.

use std::time::Duration;

use domain::{
    Error, Noun, Result,
    inquiry::{Inquiry, InquiryKind, PushSubscription},
    job::Work,
    tenant::Tenant,
};
use serde_json::json;
use store::Tx;
use values::{ApplicantId, InquiryId, TenantId, Timestamp};

use crate::{
    App,
    chance::Chance,
    keys::Purpose,
    me::Me,
    outside::push::{PushKey, PushMessage, Pushed, Sender, send, subscription},
    record::Pen,
    webhook::allows_plain,
};

/// How long push services try to tell of something that has no end of its own.
const LIVES_FOR: Duration = Duration::from_secs(86_400);
/// What a push service's answer may add to a job's error, in characters.
const ANSWER_CHARACTERS_MAX: usize = 200;

/// The fact under which it is kept; also what the sealed value is bound to.
const FACT: &str = "push_key";

impl App {
    /// The key pair.
    ///
    /// # Errors
    /// [`Error::Internal`] when what is kept does not open.
    pub(crate) async fn push_key(&self) -> Result<PushKey> {
        let kept = self.db.read(|tx| tx.installation(FACT)).await?;
        let kept = match kept {
            Some(kept) => kept,
            None => {
                let fresh = fresh(&self.chance).to_bytes();
                let sealed = hex::encode(self.keys.seal(Purpose::Push, FACT, &fresh, &self.chance));
                // Another node may have been faster: whichever was kept first counts for both.
                self.db
                    .write(move |tx| tx.installation_keep(FACT, &sealed))
                    .await?
            }
        };
        let sealed = hex::decode(kept).map_err(Error::internal)?;
        let bytes = self.keys.open(Purpose::Push, FACT, &sealed)?;
        let bytes = bytes.try_into().ok();
        bytes
            .and_then(|bytes| PushKey::try_new(&bytes))
            .ok_or_else(|| Error::internal("the kept push key is none"))
    }

    /// What a page subscribes with: the public key in URL-safe base64.
    ///
    /// # Errors
    /// As when the key pair does not open.
    pub async fn push_public_key(&self) -> Result<String> {
        Ok(self.push_key().await?.public_text())
    }
}

impl App {
    /// Notes where a person's browser takes push messages, as its script says it.
    ///
    /// # Errors
    /// [`Error::Invalid`] for anything that no browser says.
    pub async fn me_push_subscribe(&self, me: &Me, json: &[u8]) -> Result<()> {
        let subscription = subscription(json, allows_plain(&me.tenant))?;
        self.me_subscribe(me, subscription).await
    }

    /// Tells one browser that something waits, unless it is over already.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the push service may take it later.
    pub(crate) async fn push_send(
        &self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        inquiry_id: Option<InquiryId>,
        endpoint: &str,
    ) -> Result<()> {
        let (at, now) = (endpoint.to_owned(), self.now());
        let told = self
            .db
            .read(move |tx| told(tx, tenant_id, applicant_id, inquiry_id, &at, now))
            .await?;
        let Some((tenant, subscription, message)) = told else {
            return Ok(());
        };
        let key = self.push_key().await?;
        let sender = Sender {
            key: &key,
            subject: Some(self.public_url.as_str()).filter(|url| url.starts_with("https:")),
            now,
            ephemeral: fresh(&self.chance).to_bytes(),
            salt: self.chance.bytes(),
            allows_loopback: allows_plain(&tenant),
        };
        let plain = message.plain();
        let topic = message.topic();
        let message = PushMessage {
            plain: &plain,
            lives_for: message.lives_for,
            topic: &topic,
        };
        let bounded = |answer: String| answer.chars().take(ANSWER_CHARACTERS_MAX).collect::<String>();
        match send(&sender, &subscription, message).await? {
            Pushed::Accepted => Ok(()),
            Pushed::Gone => {
                self.db
                    .write(move |tx| {
                        tx.push_subscription_forget(tenant_id, applicant_id, &subscription.endpoint)
                    })
                    .await
            }
            // The page itself and the mail still tell; asking again would change nothing.
            Pushed::Refused(answer) => {
                let answer = bounded(answer);
                tracing::warn!(%tenant_id, answer, "a push service refuses a message");
                Ok(())
            }
            Pushed::Later(answer) => Err(Error::Unavailable(bounded(answer))),
        }
    }
}

/// What a browser is told: that something waits, and under which id it is found.
struct Notice {
    inquiry_id: Option<InquiryId>,
    is_confirmation: bool,
    lives_for: Duration,
}

impl Notice {
    /// Nothing secret: a notification lies open on a locked screen.
    fn plain(&self) -> Vec<u8> {
        let kind = if self.is_confirmation {
            "confirmation"
        } else {
            "other"
        };
        json!({ "kind": kind, "inquiry": self.inquiry_id })
            .to_string()
            .into_bytes()
    }

    /// A message about the same thing replaces one that has not arrived. A UUID without its hyphens has the 32 characters that
    /// a topic may have.
    fn topic(&self) -> String {
        let id = self.inquiry_id.map(|id| id.to_string().replace('-', ""));
        id.unwrap_or_else(|| "documents".to_owned())
    }
}

fn told(
    tx: &mut Tx,
    tenant_id: TenantId,
    applicant_id: ApplicantId,
    inquiry_id: Option<InquiryId>,
    endpoint: &str,
    now: Timestamp,
) -> Result<Option<(Tenant, PushSubscription, Notice)>> {
    let inquiry = match inquiry_id {
        Some(id) => tx.inquiry_by_id(tenant_id, applicant_id, id)?,
        None => None,
    };
    if inquiry_id.is_some() && !inquiry.as_ref().is_some_and(|inquiry| inquiry.is_open(now)) {
        return Ok(None);
    }
    let subscriptions = tx.push_subscriptions(tenant_id, applicant_id)?;
    let subscription = subscriptions.into_iter().find(|found| found.endpoint == endpoint);
    let tenant = tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
    let notice = Notice {
        inquiry_id,
        is_confirmation: inquiry
            .as_ref()
            .is_some_and(|inquiry| matches!(inquiry.kind, InquiryKind::Confirmation { .. })),
        lives_for: inquiry.map_or(LIVES_FOR, |inquiry| inquiry.expires_at.since(now)),
    };
    Ok(subscription.map(|subscription| (tenant, subscription, notice)))
}

/// Plans a message to each of a person's browsers, in the transaction that asks something of them.
pub(crate) fn plan(
    tx: &mut Tx,
    pen: &Pen,
    tenant_id: TenantId,
    applicant_id: ApplicantId,
    inquiry: Option<&Inquiry>,
) -> Result<()> {
    for subscription in tx.push_subscriptions(tenant_id, applicant_id)? {
        let subject = applicant_id.to_string();
        let work = Work::PushSend {
            applicant_id,
            inquiry_id: inquiry.map(|inquiry| inquiry.id),
            endpoint: subscription.endpoint,
        };
        pen.job(tx, tenant_id, work, &subject, 0, pen.now)?;
    }
    Ok(())
}

/// One in 2³² draws is no key; the next one is.
fn fresh(chance: &Chance) -> PushKey {
    loop {
        if let Some(key) = PushKey::try_new(&chance.bytes()) {
            return key;
        }
    }
}
