//! Webhooks: endpoints as tenants manage them, rendering of events, signed delivery.

mod send;

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use domain::{
    Error, Noun, Reason, Result,
    audit::NewAuditEntry,
    event::Actor,
    officer::Role,
    tenant::{Api, Mode, Tenant},
    webhook::{Attempt, Delivery, DeliveryStatus, Endpoint, SigningSecret, check_url},
};
use serde_json::json;
use store::{DeliveryFilter, StoredEndpoint, Tx};
use values::{ApplicantId, DeliveryId, EndpointId, TenantId, Timestamp};

use crate::{
    App,
    keys::{Keys, Purpose},
    officer::require_role,
    record::Pen,
};

/// Endpoints that one tenant may have.
const ENDPOINTS_MAX: usize = 20;
/// Deliveries on one page.
const PAGE: i64 = 50;

/// What a tenant says of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEndpoint {
    /// The API whose bodies it understands.
    pub api: Api,
    /// Where to.
    pub url: String,
    /// Event names that it wants; empty means all.
    pub events: Vec<String>,
}

/// Which deliveries a page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryQuery {
    /// Only this status.
    pub status: Option<DeliveryStatus>,
    /// Only this endpoint.
    pub endpoint_id: Option<EndpointId>,
    /// Only about this applicant.
    pub applicant_id: Option<ApplicantId>,
    /// Behind this delivery.
    pub after: Option<DeliveryId>,
}

impl App {
    /// Makes an endpoint; its secret is in the answer.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn endpoint_create(
        &self,
        tenant_id: TenantId,
        new: NewEndpoint,
        actor: Actor,
    ) -> Result<Endpoint> {
        let pen = self.pen();
        let endpoint = Endpoint {
            id: EndpointId::from_uuid(pen.uuid()),
            tenant_id,
            api: new.api,
            url: new.url,
            events: new.events,
            secrets: vec![SigningSecret {
                secret: self.signing_secret(),
                expires_at: None,
            }],
            failing_since: None,
            disabled_at: None,
            created_at: pen.now,
        };
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                let tenant = tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                check_url(&endpoint.url, allows_plain(&tenant))?;
                if tx.endpoints(tenant_id)?.len() >= ENDPOINTS_MAX {
                    return Err(Error::invalid(
                        "url",
                        Reason::Expected("one of at most 20 endpoints"),
                    ));
                }
                tx.endpoint_insert(&pen.sealed(&endpoint)?)?;
                log(tx, &endpoint, actor, "endpoint.create", pen.now)?;
                Ok(endpoint.clone())
            })
            .await
    }

    /// Changes address and events of an endpoint, and switches it on again.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Noun::Endpoint`].
    pub async fn endpoint_change(
        &self,
        tenant_id: TenantId,
        id: EndpointId,
        url: String,
        events: Vec<String>,
        actor: Actor,
    ) -> Result<Endpoint> {
        self.endpoint_update(
            tenant_id,
            id,
            actor,
            "endpoint.change",
            move |endpoint, tenant| {
                check_url(&url, allows_plain(tenant))?;
                endpoint.url.clone_from(&url);
                endpoint.events.clone_from(&events);
                endpoint.disabled_at = None;
                endpoint.failing_since = None;
                Ok(())
            },
        )
        .await
    }

    /// Makes a new secret; the old one signs beside it for `overlap`.
    ///
    /// # Errors
    /// [`Noun::Endpoint`].
    pub async fn endpoint_rotate(
        &self,
        tenant_id: TenantId,
        id: EndpointId,
        overlap: Duration,
        actor: Actor,
    ) -> Result<Endpoint> {
        let (secret, now) = (self.signing_secret(), self.now());
        self.endpoint_update(tenant_id, id, actor, "endpoint.rotate", move |endpoint, _| {
            endpoint.secrets.truncate(1);
            if let Some(old) = endpoint.secrets.first_mut() {
                old.expires_at = Some(now.plus(overlap));
            }
            endpoint.secrets.insert(
                0,
                SigningSecret {
                    secret: secret.clone(),
                    expires_at: None,
                },
            );
            Ok(())
        })
        .await
    }

    async fn endpoint_update<F>(
        &self,
        tenant_id: TenantId,
        id: EndpointId,
        actor: Actor,
        action: &'static str,
        change: F,
    ) -> Result<Endpoint>
    where
        F: Fn(&mut Endpoint, &Tenant) -> Result<()> + Send + 'static,
    {
        let pen = self.pen();
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                let tenant = tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                let stored = tx
                    .endpoint_by_id(tenant_id, id)?
                    .ok_or(Error::NotFound(Noun::Endpoint))?;
                let mut endpoint = opened(&pen.keys, stored)?;
                change(&mut endpoint, &tenant)?;
                tx.endpoint_update(&pen.sealed(&endpoint)?)?;
                log(tx, &endpoint, actor, action, pen.now)?;
                Ok(endpoint)
            })
            .await
    }

    /// Deletes an endpoint.
    ///
    /// # Errors
    /// [`Noun::Endpoint`].
    pub async fn endpoint_delete(&self, tenant_id: TenantId, id: EndpointId, actor: Actor) -> Result<()> {
        let pen = self.pen();
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                let stored = tx
                    .endpoint_by_id(tenant_id, id)?
                    .ok_or(Error::NotFound(Noun::Endpoint))?;
                tx.endpoint_delete(tenant_id, id)?;
                log(tx, &stored.endpoint, actor, "endpoint.delete", pen.now)
            })
            .await
    }

    /// A tenant's endpoints without their secrets.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn endpoints(&self, tenant_id: TenantId) -> Result<Vec<Endpoint>> {
        let stored = self.db.read(move |tx| tx.endpoints(tenant_id)).await?;
        Ok(stored.into_iter().map(|stored| stored.endpoint).collect())
    }

    /// Deliveries of a filter, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn deliveries(&self, tenant_id: TenantId, filter: DeliveryFilter) -> Result<Vec<Delivery>> {
        self.db.read(move |tx| tx.deliveries(tenant_id, &filter)).await
    }

    /// One page of deliveries, newest first, behind one of them.
    ///
    /// # Errors
    /// [`Noun::Delivery`] when the page is to follow one that does not exist.
    pub async fn delivery_page(&self, tenant_id: TenantId, query: DeliveryQuery) -> Result<Vec<Delivery>> {
        self.db
            .read(move |tx| {
                let after = match query.after {
                    Some(id) => {
                        let last = tx
                            .delivery_by_id(tenant_id, id)?
                            .ok_or(Error::NotFound(Noun::Delivery))?;
                        Some((last.created_at, last.id))
                    }
                    None => None,
                };
                let DeliveryQuery {
                    status,
                    endpoint_id,
                    applicant_id,
                    ..
                } = query;
                let filter = DeliveryFilter {
                    status,
                    endpoint_id,
                    applicant_id,
                    after,
                    limit: PAGE,
                    ..DeliveryFilter::default()
                };
                tx.deliveries(tenant_id, &filter)
            })
            .await
    }

    /// One delivery with its attempts.
    ///
    /// # Errors
    /// [`Noun::Delivery`].
    pub async fn delivery(&self, tenant_id: TenantId, id: DeliveryId) -> Result<(Delivery, Vec<Attempt>)> {
        self.db
            .read(move |tx| {
                let delivery = tx
                    .delivery_by_id(tenant_id, id)?
                    .ok_or(Error::NotFound(Noun::Delivery))?;
                Ok((delivery, tx.delivery_attempts(tenant_id, id)?))
            })
            .await
    }

    /// Sends one delivery again: same id, same bytes.
    ///
    /// # Errors
    /// [`Noun::Delivery`].
    pub async fn delivery_resend(&self, tenant_id: TenantId, id: DeliveryId, actor: Actor) -> Result<()> {
        let now = self.now();
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Senior)?;
                if !tx.delivery_resend(tenant_id, id, now)? {
                    return Err(Error::NotFound(Noun::Delivery));
                }
                let entry = NewAuditEntry {
                    actor,
                    action: "delivery.resend",
                    subject: format!("delivery:{id}"),
                    details: json!({}),
                };
                tx.audit_append(tenant_id, &entry, now).map(drop)
            })
            .await?;
        self.work.notify_one();
        Ok(())
    }

    /// Sends every delivery of a time range again; says how many.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a range that ends before it begins.
    pub async fn delivery_resend_range(
        &self,
        tenant_id: TenantId,
        endpoint_id: EndpointId,
        from: Timestamp,
        until: Timestamp,
        actor: Actor,
    ) -> Result<usize> {
        if until <= from {
            return Err(Error::invalid(
                "until",
                Reason::Expected("after the beginning of the range"),
            ));
        }
        let now = self.now();
        let count = self
            .db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Senior)?;
                let mut filter = DeliveryFilter {
                    endpoint_id: Some(endpoint_id),
                    from: Some(from),
                    until: Some(until),
                    limit: 500,
                    ..DeliveryFilter::default()
                };
                let mut count = 0;
                loop {
                    let page = tx.deliveries(tenant_id, &filter)?;
                    for delivery in &page {
                        tx.delivery_resend(tenant_id, delivery.id, now)?;
                    }
                    count += page.len();
                    match page.last() {
                        Some(last) => filter.after = Some((last.created_at, last.id)),
                        None => break,
                    }
                }
                let details = json!({ "from": from, "until": until, "count": count });
                let entry = NewAuditEntry {
                    actor,
                    action: "delivery.resend_range",
                    subject: format!("endpoint:{endpoint_id}"),
                    details,
                };
                tx.audit_append(tenant_id, &entry, now)?;
                Ok(count)
            })
            .await?;
        self.work.notify_one();
        Ok(count)
    }

    fn signing_secret(&self) -> String {
        format!("whsec_{}", BASE64.encode(self.chance.bytes::<32>()))
    }
}

impl Pen {
    fn sealed(&self, endpoint: &Endpoint) -> Result<StoredEndpoint> {
        let plain = serde_json::to_vec(&endpoint.secrets).map_err(Error::internal)?;
        let sealed_secrets =
            self.keys
                .seal(Purpose::Endpoint, &endpoint.id.to_string(), &plain, &self.chance);
        Ok(StoredEndpoint {
            endpoint: Endpoint {
                secrets: Vec::new(),
                ..endpoint.clone()
            },
            sealed_secrets,
        })
    }
}

fn opened(keys: &Keys, stored: StoredEndpoint) -> Result<Endpoint> {
    let plain = keys.open(
        Purpose::Endpoint,
        &stored.endpoint.id.to_string(),
        &stored.sealed_secrets,
    )?;
    Ok(Endpoint {
        secrets: serde_json::from_slice(&plain).map_err(Error::internal)?,
        ..stored.endpoint
    })
}

/// Only a sandbox that asked for it may be told on this machine, and without TLS.
pub(crate) fn allows_plain(tenant: &Tenant) -> bool {
    tenant.mode == Mode::Sandbox && tenant.settings.loopback_webhooks
}

fn log(tx: &mut Tx, endpoint: &Endpoint, actor: Actor, action: &'static str, now: Timestamp) -> Result<()> {
    let details = json!({ "url": endpoint.url, "events": endpoint.events });
    let entry = NewAuditEntry {
        actor,
        action,
        subject: format!("endpoint:{}", endpoint.id),
        details,
    };
    tx.audit_append(endpoint.tenant_id, &entry, now).map(drop)
}
