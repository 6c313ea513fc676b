//! The audit log: one chain for each tenant, its head locked by whoever appends so that two nodes cannot fork it.

use domain::{
    Result,
    audit::{AuditEntry, GENESIS, NewAuditEntry},
};
use values::{TenantId, Timestamp};

use crate::{
    Row, Tx,
    json::{from_json, to_json},
    params,
};

impl Tx<'_> {
    /// Appends an entry to a tenant's chain. Taking the number locks the head until the transaction ends, so those who
    /// come at the same time wait for their turn.
    ///
    /// # Errors
    /// Only the database's.
    pub fn audit_append(
        &mut self,
        tenant_id: TenantId,
        new: &NewAuditEntry,
        at: Timestamp,
    ) -> Result<AuditEntry> {
        self.execute(
            "INSERT INTO audit_head (tenant_id, sequence, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING",
            params![tenant_id, GENESIS],
        )?;
        let head = self.query_one(
            "UPDATE audit_head SET sequence = sequence + 1 WHERE tenant_id = $1 RETURNING sequence, hash",
            params![tenant_id],
        )?;
        let (sequence, hash): (i64, String) = (head.get("sequence")?, head.get("hash")?);
        let entry = AuditEntry::chain(new, tenant_id, sequence - 1, &hash, at);
        self.execute(
            "UPDATE audit_head SET hash = $1 WHERE tenant_id = $2",
            params![&entry.hash, tenant_id],
        )?;
        self.execute(
            "INSERT INTO audit (tenant_id, sequence, at, actor, action, subject, details, previous_hash, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                tenant_id,
                entry.sequence,
                at,
                to_json(&entry.actor),
                &entry.action,
                &entry.subject,
                entry.details.to_string(),
                &entry.previous_hash,
                &entry.hash
            ],
        )?;
        Ok(entry)
    }

    /// The last entry's number and hash; 0 and [`GENESIS`] for an empty log.
    ///
    /// # Errors
    /// Only the database's.
    pub fn audit_head(&mut self, tenant_id: TenantId) -> Result<(i64, String)> {
        match self.query_opt(
            "SELECT sequence, hash FROM audit_head WHERE tenant_id = $1",
            params![tenant_id],
        )? {
            Some(row) => Ok((row.get("sequence")?, row.get("hash")?)),
            None => Ok((0, GENESIS.to_owned())),
        }
    }

    /// Entries after a number in their order.
    ///
    /// # Errors
    /// Only the database's.
    pub fn audit_after(&mut self, tenant_id: TenantId, sequence: i64, limit: i64) -> Result<Vec<AuditEntry>> {
        let rows = self.query(
            "SELECT * FROM audit WHERE tenant_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
            params![tenant_id, sequence, limit],
        )?;
        rows.iter().map(entry).collect()
    }

    /// Entries before a number, newest first, as people read them; `search` is part of an action or subject.
    ///
    /// # Errors
    /// Only the database's.
    pub fn audit_before(
        &mut self,
        tenant_id: TenantId,
        sequence: i64,
        search: &str,
        limit: i64,
    ) -> Result<Vec<AuditEntry>> {
        let pattern = format!(
            "%{}%",
            search
                .replace('\\', "\\\\")
                .replace('%', "\\%")
                .replace('_', "\\_")
        );
        let rows = self.query(
            "SELECT * FROM audit WHERE tenant_id = $1 AND sequence < $2 AND (action LIKE $3 ESCAPE '\\' OR subject LIKE $3 ESCAPE '\\')
             ORDER BY sequence DESC LIMIT $4",
            params![tenant_id, sequence, pattern, limit],
        )?;
        rows.iter().map(entry).collect()
    }
}

fn entry(row: &Row) -> Result<AuditEntry> {
    Ok(AuditEntry {
        tenant_id: row.get("tenant_id")?,
        sequence: row.get("sequence")?,
        at: row.get("at")?,
        actor: from_json(row, "actor")?,
        action: row.get("action")?,
        subject: row.get("subject")?,
        details: from_json(row, "details")?,
        previous_hash: row.get("previous_hash")?,
        hash: row.get("hash")?,
    })
}
