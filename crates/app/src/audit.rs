//! Reading and checking the audit log.

use domain::{
    Error, Result,
    audit::{AuditEntry, BrokenChain, ChainCheck},
};
use values::TenantId;

use crate::App;

/// Entries that are checked in one read.
const CHUNK: i64 = 1_000;

/// What a check of a chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// Entries that follow one another without a break.
    pub entries: i64,
    /// Hash of the last good entry: kept elsewhere, it proves later that nothing before it was changed.
    pub hash: String,
    /// The first break.
    pub broken: Option<BrokenChain>,
}

impl App {
    /// Follows a tenant's chain from its first entry to its head.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn audit_verify(&self, tenant_id: TenantId) -> Result<AuditReport> {
        let mut check = ChainCheck::default();
        loop {
            let sequence = check.sequence;
            // The head belongs to the same snapshot: entries appended while we look are no break.
            let (entries, (head, hash)) = self
                .db
                .read(move |tx| {
                    Ok((
                        tx.audit_after(tenant_id, sequence, CHUNK)?,
                        tx.audit_head(tenant_id)?,
                    ))
                })
                .await?;
            let followed = entries.iter().try_for_each(|entry| check.follow(entry));
            let broken = match followed {
                Ok(()) if !entries.is_empty() => continue,
                Ok(()) if head == check.sequence && hash == check.hash => None,
                Ok(()) => Some(BrokenChain {
                    sequence: check.sequence + 1,
                    problem: "is missing at the end, or the end was moved",
                }),
                Err(broken) => Some(broken),
            };
            return Ok(AuditReport {
                entries: check.sequence,
                hash: check.hash,
                broken,
            });
        }
    }

    /// One page of the log, newest first; `search` is part of an action or subject.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an over-long search.
    pub async fn audit_page(
        &self,
        tenant_id: TenantId,
        before: Option<i64>,
        search: &str,
    ) -> Result<Vec<AuditEntry>> {
        if search.len() > 200 {
            return Err(Error::invalid(
                "search",
                domain::Reason::Expected("at most 200 characters"),
            ));
        }
        let search = search.to_owned();
        self.db
            .read(move |tx| tx.audit_before(tenant_id, before.unwrap_or(i64::MAX), &search, 100))
            .await
    }
}
