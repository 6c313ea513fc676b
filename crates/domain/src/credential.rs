//! A key that a tenant's client calls an API with. Only its keyed hash is stored.

use serde::{Deserialize, Serialize};
use values::{CredentialId, TenantId, Timestamp};

use crate::{
    Denial, Error, Result,
    tenant::{Api, Tenant},
};

/// One key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its id; for Allpass also the `appKey`.
    pub id: CredentialId,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// The API it opens.
    pub api: Api,
    /// What people call it.
    pub label: String,
    /// Keyed hash of the key.
    #[serde(skip)]
    pub key_hash: String,
    /// The key's first characters, to tell keys apart.
    pub hint: String,
    /// When it stops, if it does.
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Credential {
    /// Refuses an ended key.
    ///
    /// # Errors
    /// [`Denial::Expired`].
    pub fn require_valid(&self, now: Timestamp) -> Result<()> {
        if self.expires_at.is_some_and(|end| now >= end) {
            Err(Error::Unauthenticated(Denial::Expired))
        } else {
            Ok(())
        }
    }
}

/// A repeatable call: the client's key for it and what it asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// The `Idempotency-Key` header.
    pub key: String,
    /// SHA-256 over method, path and body, in hexadecimal.
    pub request_hash: String,
}

/// Who is calling an API, found out once at the door.
#[derive(Debug, Clone, PartialEq)]
pub struct Caller {
    /// The tenant.
    pub tenant: Tenant,
    /// The key that was used.
    pub credential_id: CredentialId,
    /// The key's API.
    pub api: Api,
    /// Set where the client wants repeats answered alike.
    pub idempotency: Option<Idempotency>,
}
