//! API keys: made once, shown once, stored as keyed hashes, checked at every call.

use std::{net::IpAddr, time::Duration};

use domain::{
    Denial, Error, Noun, Result,
    audit::NewAuditEntry,
    credential::{Caller, Credential},
    event::Actor,
    network::Network,
    officer::Role,
    tenant::Api,
};
use serde_json::json;
use values::{CredentialId, TenantId};

use crate::{App, keys::Purpose, officer::require_role};

/// A key at the only moment at which it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// What is stored.
    pub credential: Credential,
    /// The key itself.
    pub key: String,
}

impl App {
    /// Finds out who is calling. A wrong key, another API's key, a blocked tenant, a disabled module and a foreign address are refused.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] or [`Error::Forbidden`].
    pub async fn caller(&self, api: Api, key: &str, address: IpAddr) -> Result<Caller> {
        if key.is_empty() || key.len() > 512 {
            return Err(Error::Unauthenticated(if key.is_empty() {
                Denial::Missing
            } else {
                Denial::Wrong
            }));
        }
        let (hash, now) = (self.keys.hash(Purpose::Credential, key), self.now());
        self.db
            .read(move |tx| {
                let wrong = Error::Unauthenticated(Denial::Wrong);
                let credential = tx
                    .credential_by_hash(&hash)?
                    .filter(|credential| credential.api == api)
                    .ok_or(wrong)?;
                credential.require_valid(now)?;
                let tenant = tx
                    .tenant_by_id(credential.tenant_id)?
                    .ok_or(Error::NotFound(Noun::Tenant))?;
                tenant.require(api)?;
                let networks = &tenant.settings.ip_allow_list;
                let is_allowed =
                    |text: &String| Network::parse(text).is_ok_and(|network| network.contains(address));
                if !networks.is_empty() && !networks.iter().any(is_allowed) {
                    return Err(Error::Forbidden(Denial::Address));
                }
                Ok(Caller {
                    tenant,
                    credential_id: credential.id,
                    api,
                    idempotency: None,
                })
            })
            .await
    }

    /// Makes a key.
    ///
    /// # Errors
    /// [`Error::Invalid`] for the label, [`Noun::Tenant`].
    pub async fn credential_create(
        &self,
        tenant_id: TenantId,
        api: Api,
        label: &str,
        actor: Actor,
    ) -> Result<NewKey> {
        let label = values::bounded_text(label, 100).map_err(|problem| Error::invalid("label", problem))?;
        let pen = self.pen();
        let key = match api {
            // HTTP Basic takes a user and a password; the pair is the key.
            Api::CodegoKyc => format!("{}:{}", &self.chance.secret()[..20], self.chance.secret()),
            _ => self.chance.secret(),
        };
        let credential = Credential {
            id: CredentialId::from_uuid(pen.uuid()),
            tenant_id,
            api,
            label,
            key_hash: self.keys.hash(Purpose::Credential, &key),
            hint: key[..6].to_owned(),
            expires_at: None,
            created_at: pen.now,
        };
        let stored = credential.clone();
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                tx.credential_insert(&stored)?;
                let entry = NewAuditEntry {
                    actor,
                    action: "credential.create",
                    subject: format!("credential:{}", stored.id),
                    details: json!({ "api": stored.api.as_str(), "label": stored.label }),
                };
                tx.audit_append(tenant_id, &entry, pen.now).map(drop)
            })
            .await?;
        Ok(NewKey { credential, key })
    }

    /// Makes a key in place of another one, which lives on for `overlap`.
    ///
    /// # Errors
    /// [`Noun::Credential`].
    pub async fn credential_rotate(
        &self,
        tenant_id: TenantId,
        id: CredentialId,
        overlap: Duration,
        actor: Actor,
    ) -> Result<NewKey> {
        let old = self
            .credentials(tenant_id)
            .await?
            .into_iter()
            .find(|credential| credential.id == id);
        let old = old.ok_or(Error::NotFound(Noun::Credential))?;
        let made = self
            .credential_create(tenant_id, old.api, &old.label, actor)
            .await?;
        self.credential_end(tenant_id, id, overlap, actor).await?;
        Ok(made)
    }

    /// Ends a key after `overlap`; at once when that is zero.
    ///
    /// # Errors
    /// [`Noun::Credential`] when there is none that would live longer.
    pub async fn credential_end(
        &self,
        tenant_id: TenantId,
        id: CredentialId,
        overlap: Duration,
        actor: Actor,
    ) -> Result<()> {
        let now = self.now();
        let end = now.plus(overlap);
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                if !tx.credential_expire(tenant_id, id, end)? {
                    return Err(Error::NotFound(Noun::Credential));
                }
                let entry = NewAuditEntry {
                    actor,
                    action: "credential.end",
                    subject: format!("credential:{id}"),
                    details: json!({ "ends_at": end }),
                };
                tx.audit_append(tenant_id, &entry, now).map(drop)
            })
            .await
    }

    /// A tenant's keys, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn credentials(&self, tenant_id: TenantId) -> Result<Vec<Credential>> {
        self.db.read(move |tx| tx.credentials(tenant_id)).await
    }
}
