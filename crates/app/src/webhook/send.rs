//! Sending: an event becomes the bytes that each endpoint's API expects, and a claimed delivery is signed, posted and recorded.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use domain::{
    Error, Noun, Result,
    event::{Actor, EventKind},
    inquiry::Inquiry,
    webhook::{Attempt, Delivery, DeliveryStatus, Endpoint, FAILING_DAYS_MAX, Next, next_after},
};
use store::Tx;
use values::{DeliveryId, EventId, TenantId, Timestamp};

use super::{allows_plain, log, opened};
use crate::{
    App,
    keys::hmac_sha256,
    outside::{
        Letter, Told,
        hook::{self, Posted},
    },
    record::Pen,
};

impl App {
    /// Renders an event once for each endpoint that wants it. Running twice makes no second message.
    pub(crate) async fn event_fan_out(&self, tenant_id: TenantId, event_id: EventId) -> Result<()> {
        let (pen, renderers) = (self.pen(), self.renderers.clone());
        let (inquiry, picture) = self.event_inquiry(tenant_id, event_id).await?;
        self.db
            .write(move |tx| {
                let Some(event) = tx.event_by_id(tenant_id, event_id)? else {
                    return Ok(());
                };
                let Some(applicant) = tx.applicant_by_id(tenant_id, event.applicant_id)? else {
                    return Ok(());
                };
                let tenant = tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                for stored in tx.endpoints(tenant_id)? {
                    let endpoint = stored.endpoint;
                    let Some(renderer) = renderers.get(&endpoint.api) else {
                        continue;
                    };
                    let rendered = renderer.render(&Told {
                        tenant: &tenant,
                        applicant: &applicant,
                        event: &event,
                        inquiry: inquiry.as_ref(),
                        picture: picture.as_deref(),
                        nonce: pen.chance.bytes(),
                        now: pen.now,
                    });
                    let Some(rendered) = rendered.filter(|rendered| endpoint.wants(&rendered.event_name))
                    else {
                        continue;
                    };
                    tx.delivery_insert(&Delivery {
                        id: DeliveryId::from_uuid(pen.uuid()),
                        tenant_id,
                        endpoint_id: endpoint.id,
                        event_id,
                        applicant_id: event.applicant_id,
                        sequence: event.sequence,
                        event_name: rendered.event_name,
                        body: rendered.body,
                        headers: rendered.headers,
                        status: DeliveryStatus::Pending,
                        attempts: 0,
                        next_at: pen.now,
                        created_at: pen.now,
                    })?;
                }
                Ok(())
            })
            .await
    }

    /// The question that an event is about, with the picture that the answer carries.
    async fn event_inquiry(
        &self,
        tenant_id: TenantId,
        event_id: EventId,
    ) -> Result<(Option<Inquiry>, Option<Vec<u8>>)> {
        let (inquiry, file) = self
            .db
            .read(move |tx| {
                let Some(event) = tx.event_by_id(tenant_id, event_id)? else {
                    return Ok((None, None));
                };
                let EventKind::InquiryEnded { inquiry_id } = event.kind else {
                    return Ok((None, None));
                };
                let inquiry = tx.inquiry_by_id(tenant_id, event.applicant_id, inquiry_id)?;
                let file = match inquiry.as_ref().and_then(|inquiry| inquiry.picture) {
                    Some(id) => tx.file_by_id(tenant_id, event.applicant_id, id)?,
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

    /// Sends one claimed delivery and records what came of it.
    pub(crate) async fn delivery_send(&self, delivery: Delivery, owner: String) -> Result<()> {
        let (tenant_id, endpoint_id) = (delivery.tenant_id, delivery.endpoint_id);
        let found = self
            .db
            .read(move |tx| {
                Ok((
                    tx.tenant_by_id(tenant_id)?,
                    tx.endpoint_by_id(tenant_id, endpoint_id)?,
                ))
            })
            .await?;
        let started = self.now();
        let posted = match found {
            (Some(tenant), Some(stored)) if stored.endpoint.disabled_at.is_none() => {
                let endpoint = opened(&self.keys, stored)?;
                let mut headers = signed_headers(&delivery, &endpoint, started);
                let newest = endpoint.live_secrets(started).next();
                if let (Some(renderer), Some(secret)) = (self.renderers.get(&endpoint.api), newest) {
                    headers.extend(renderer.sign(&tenant, secret, &delivery.body, started));
                }
                hook::post(
                    &endpoint.url,
                    &headers,
                    delivery.body.clone(),
                    allows_plain(&tenant),
                )
                .await
            }
            _ => Posted {
                outcome: domain::webhook::Outcome::Gone,
                status: None,
                answer: String::new(),
                error: Some("the endpoint is switched off".into()),
            },
        };
        self.delivery_record(delivery, owner, posted, started).await
    }

    async fn delivery_record(
        &self,
        mut delivery: Delivery,
        owner: String,
        posted: Posted,
        started: Timestamp,
    ) -> Result<()> {
        let (pen, jitter) = (self.pen(), self.chance.jitter());
        let number = delivery.attempts + 1;
        let next = next_after(&posted.outcome, number, pen.now, jitter);
        self.count_attempt(next);
        delivery.attempts = number;
        (delivery.status, delivery.next_at) = match next {
            Next::Delivered => (DeliveryStatus::Delivered, delivery.next_at),
            Next::Retry(at) => (DeliveryStatus::Pending, at),
            Next::GiveUp | Next::GiveUpEndpoint => (DeliveryStatus::Dead, delivery.next_at),
        };
        let attempt = Attempt {
            number,
            at: started,
            status: posted.status.map(i64::from),
            latency_ms: i64::try_from(pen.now.since(started).as_millis()).unwrap_or(i64::MAX),
            error: posted.error,
            answer: posted.answer,
        };
        let letters = std::sync::Arc::clone(&self.letters);
        self.db
            .write(move |tx| {
                if !tx.delivery_note_attempt(&delivery, &owner, &attempt)? {
                    return Ok(());
                }
                let failing_at = (next != Next::Delivered).then_some(started);
                tx.endpoint_note_health(delivery.tenant_id, delivery.endpoint_id, failing_at)?;
                let Some(stored) = tx.endpoint_by_id(delivery.tenant_id, delivery.endpoint_id)? else {
                    return Ok(());
                };
                let is_given_up = next == Next::GiveUpEndpoint || stored.endpoint.is_given_up(pen.now);
                if is_given_up && tx.endpoint_disable(delivery.tenant_id, delivery.endpoint_id, pen.now)? {
                    log(tx, &stored.endpoint, Actor::System, "endpoint.disable", pen.now)?;
                    tell_admins(tx, &pen, &stored.endpoint, letters.as_ref())?;
                }
                Ok(())
            })
            .await
    }

    fn count_attempt(&self, next: Next) {
        let outcome = match next {
            Next::Delivered => "delivered",
            Next::Retry(_) => "retry",
            Next::GiveUp | Next::GiveUpEndpoint => "dead",
        };
        self.metrics
            .webhooks
            .get_or_create(&crate::metric::OutcomeLabels {
                kind: "webhook".into(),
                outcome,
            })
            .inc();
    }
}

/// The API's own headers and those of Standard Webhooks: id, seconds, and one `v1` signature for each live secret.
fn signed_headers(delivery: &Delivery, endpoint: &Endpoint, now: Timestamp) -> Vec<(String, String)> {
    let (id, seconds) = (delivery.id.to_string(), now.as_seconds().to_string());
    let signed = [id.as_bytes(), b".", seconds.as_bytes(), b".", &delivery.body].concat();
    let signatures: Vec<String> = endpoint
        .live_secrets(now)
        .filter_map(|secret| BASE64.decode(secret.strip_prefix("whsec_")?).ok())
        .map(|key| format!("v1,{}", BASE64.encode(hmac_sha256(&key, &signed))))
        .collect();
    let mut headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("webhook-id".to_owned(), id),
        ("webhook-timestamp".to_owned(), seconds),
        ("webhook-signature".to_owned(), signatures.join(" ")),
    ];
    headers.extend(delivery.headers.iter().cloned());
    headers
}

fn tell_admins(
    tx: &mut Tx,
    pen: &Pen,
    endpoint: &Endpoint,
    letters: &dyn crate::outside::LetterWriter,
) -> Result<()> {
    let tenant = tx
        .tenant_by_id(endpoint.tenant_id)?
        .ok_or(Error::NotFound(Noun::Tenant))?;
    let letter = Letter::EndpointDisabled {
        url: endpoint.url.clone(),
        days: FAILING_DAYS_MAX,
    };
    let content = letters.write(&tenant, "en", &letter);
    for officer in tx.officers(endpoint.tenant_id)? {
        if officer.role == domain::officer::Role::Admin && officer.disabled_at.is_none() {
            pen.mail(
                tx,
                endpoint.tenant_id,
                None,
                officer.email.as_str(),
                letter.template(),
                &content,
            )?;
        }
    }
    Ok(())
}
