//! API keys, found by their keyed hash.

use domain::{Result, credential::Credential, tenant::Api};
use values::{CredentialId, TenantId, Timestamp};

use crate::{Row, Tx, json::from_word, params};

impl Tx<'_> {
    /// Stores a new key's hash.
    ///
    /// # Errors
    /// Only the database's.
    pub fn credential_insert(&mut self, credential: &Credential) -> Result<()> {
        self.execute(
            "INSERT INTO credential (tenant_id, id, api, label, key_hash, hint, expires_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                credential.tenant_id,
                credential.id,
                credential.api.as_str(),
                &credential.label,
                &credential.key_hash,
                &credential.hint,
                credential.expires_at,
                credential.created_at
            ],
        )?;
        Ok(())
    }

    /// The key with this hash, whosever it is: the one lookup that finds out the tenant.
    ///
    /// # Errors
    /// Only the database's.
    pub fn credential_by_hash(&mut self, key_hash: &str) -> Result<Option<Credential>> {
        let row = self.query_opt(
            "SELECT tenant_id, id, api, label, key_hash, hint, expires_at, created_at FROM credential WHERE key_hash = $1",
            params![key_hash],
        )?;
        row.as_ref().map(credential).transpose()
    }

    /// A tenant's keys, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn credentials(&mut self, tenant_id: TenantId) -> Result<Vec<Credential>> {
        let rows = self.query(
            "SELECT tenant_id, id, api, label, key_hash, hint, expires_at, created_at FROM credential
             WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC",
            params![tenant_id],
        )?;
        rows.iter().map(credential).collect()
    }

    /// Ends a key at an instant; says whether there was such a key that would have lived longer.
    ///
    /// # Errors
    /// Only the database's.
    pub fn credential_expire(
        &mut self,
        tenant_id: TenantId,
        id: CredentialId,
        at: Timestamp,
    ) -> Result<bool> {
        let changed = self.execute(
            "UPDATE credential SET expires_at = $1 WHERE tenant_id = $2 AND id = $3 AND (expires_at IS NULL OR expires_at > $1)",
            params![at, tenant_id, id],
        )?;
        Ok(changed == 1)
    }
}

fn credential(row: &Row) -> Result<Credential> {
    Ok(Credential {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        api: from_word(row, "api", Api::parse)?,
        label: row.get("label")?,
        key_hash: row.get("key_hash")?,
        hint: row.get("hint")?,
        expires_at: row.get("expires_at")?,
        created_at: row.get("created_at")?,
    })
}
