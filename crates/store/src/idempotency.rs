//! Repeatable calls: the first answer of each key, kept in the transaction that produced it.

use domain::{Result, credential::Idempotency};
use values::{CredentialId, TenantId, Timestamp};

use crate::{Tx, params};

/// What a key has been used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Hash of the first request.
    pub request_hash: String,
    /// The first request's sealed outcome.
    pub sealed_outcome: Vec<u8>,
}

impl Tx<'_> {
    /// What this key was used for before, if it was.
    ///
    /// # Errors
    /// Only the database's.
    pub fn idempotency_earlier(
        &mut self,
        tenant_id: TenantId,
        credential_id: CredentialId,
        key: &str,
    ) -> Result<Option<Earlier>> {
        let row = self.query_opt(
            "SELECT request_hash, sealed_outcome FROM idempotency
             WHERE tenant_id = $1 AND credential_id = $2 AND idempotency_key = $3",
            params![tenant_id, credential_id, key],
        )?;
        row.map(|row| {
            Ok(Earlier {
                request_hash: row.get("request_hash")?,
                sealed_outcome: row.get("sealed_outcome")?,
            })
        })
        .transpose()
    }

    /// Keeps the first outcome; false when another transaction was faster.
    ///
    /// # Errors
    /// Only the database's.
    pub fn idempotency_keep(
        &mut self,
        tenant_id: TenantId,
        credential_id: CredentialId,
        idempotency: &Idempotency,
        sealed_outcome: Vec<u8>,
        at: Timestamp,
    ) -> Result<bool> {
        let inserted = self.execute(
            "INSERT INTO idempotency (tenant_id, credential_id, idempotency_key, request_hash, sealed_outcome, at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            params![tenant_id, credential_id, &idempotency.key, &idempotency.request_hash, sealed_outcome, at],
        )?;
        Ok(inserted == 1)
    }

    /// Replaces the kept outcome of a key.
    ///
    /// # Errors
    /// Only the database's.
    pub fn idempotency_finish(
        &mut self,
        tenant_id: TenantId,
        credential_id: CredentialId,
        key: &str,
        sealed_outcome: Vec<u8>,
    ) -> Result<()> {
        self.execute(
            "UPDATE idempotency SET sealed_outcome = $1
             WHERE tenant_id = $2 AND credential_id = $3 AND idempotency_key = $4",
            params![sealed_outcome, tenant_id, credential_id, key],
        )?;
        Ok(())
    }

    /// Forgets one key, so that it may be used again.
    ///
    /// # Errors
    /// Only the database's.
    pub fn idempotency_forget(
        &mut self,
        tenant_id: TenantId,
        credential_id: CredentialId,
        key: &str,
    ) -> Result<()> {
        self.execute(
            "DELETE FROM idempotency WHERE tenant_id = $1 AND credential_id = $2 AND idempotency_key = $3",
            params![tenant_id, credential_id, key],
        )?;
        Ok(())
    }

    /// Forgets keys used before an instant.
    ///
    /// # Errors
    /// Only the database's.
    pub fn idempotency_purge(&mut self, before: Timestamp) -> Result<u64> {
        self.execute("DELETE FROM idempotency WHERE at < $1", params![before])
    }
}
