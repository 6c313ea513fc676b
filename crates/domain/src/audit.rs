//! The audit log: every action of officers and operators, each entry chained to the one before by SHA-256, so that a quiet change,
//! removal or insertion shows.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use values::{TenantId, Timestamp};

use crate::event::Actor;

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Whose log.
    pub tenant_id: TenantId,
    /// From 1 without gaps.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What, e.g. `applicant.decide`.
    pub action: String,
    /// To what, e.g. `applicant:0190…`.
    pub subject: String,
    /// What changed; never a person's data or a secret.
    pub details: Value,
    /// Hash of the entry before.
    pub previous_hash: String,
    /// Hash of this entry.
    pub hash: String,
}

/// What is to be logged, before it has its place in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAuditEntry {
    /// Who.
    pub actor: Actor,
    /// What, e.g. `applicant.decide`.
    pub action: &'static str,
    /// To what, e.g. `applicant:0190…`.
    pub subject: String,
    /// What changed.
    pub details: Value,
}

impl AuditEntry {
    /// Puts an entry behind the one with `sequence` and `previous_hash`.
    pub fn chain(
        new: &NewAuditEntry,
        tenant_id: TenantId,
        sequence: i64,
        previous_hash: &str,
        at: Timestamp,
    ) -> Self {
        let mut entry = Self {
            tenant_id,
            sequence: sequence + 1,
            at,
            actor: new.actor,
            action: new.action.to_owned(),
            subject: new.subject.clone(),
            details: new.details.clone(),
            previous_hash: previous_hash.to_owned(),
            hash: String::new(),
        };
        entry.hash = entry.computed_hash();
        entry
    }

    /// What the hash should be: SHA-256 over each part with its length before it, so that parts cannot run into each other.
    pub fn computed_hash(&self) -> String {
        let actor = serde_json::to_string(&self.actor).unwrap_or_default();
        let parts = [
            self.tenant_id.to_string(),
            self.sequence.to_string(),
            self.at.as_millis().to_string(),
            actor,
            self.action.clone(),
            self.subject.clone(),
            self.details.to_string(),
            self.previous_hash.clone(),
        ];
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hex::encode(hash.finalize())
    }
}

/// Where a chain first breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {sequence}: {problem}")]
pub struct BrokenChain {
    /// The first entry that does not fit.
    pub sequence: i64,
    /// What does not fit.
    pub problem: &'static str,
}

/// Follows a chain from where the last call ended, entry by entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainCheck {
    /// The last good entry's number.
    pub sequence: i64,
    /// The last good entry's hash.
    pub hash: String,
}

impl Default for ChainCheck {
    fn default() -> Self {
        Self {
            sequence: 0,
            hash: GENESIS.to_owned(),
        }
    }
}

impl ChainCheck {
    /// Takes the next entry.
    ///
    /// # Errors
    /// When the entry does not follow.
    pub fn follow(&mut self, entry: &AuditEntry) -> Result<(), BrokenChain> {
        let broken = |problem| {
            Err(BrokenChain {
                sequence: self.sequence + 1,
                problem,
            })
        };
        if entry.sequence != self.sequence + 1 {
            return broken("is missing");
        }
        if entry.previous_hash != self.hash {
            return broken("does not follow the one before");
        }
        if entry.computed_hash() != entry.hash {
            return broken("was changed");
        }
        self.sequence = entry.sequence;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(length: i64) -> Vec<AuditEntry> {
        let tenant = TenantId::parse("0190a5b4-7c3e-7000-8000-000000000002").unwrap();
        let mut entries: Vec<AuditEntry> = Vec::new();
        for sequence in 0..length {
            let new = NewAuditEntry {
                actor: Actor::System,
                action: "applicant.decide",
                subject: format!("applicant:{sequence}"),
                details: serde_json::json!({ "verdict": "accept" }),
            };
            let previous = entries
                .last()
                .map_or(GENESIS.to_owned(), |entry| entry.hash.clone());
            entries.push(AuditEntry::chain(
                &new,
                tenant,
                sequence,
                &previous,
                Timestamp::from_millis(sequence),
            ));
        }
        entries
    }

    fn verify(entries: &[AuditEntry]) -> Result<(), BrokenChain> {
        let mut check = ChainCheck::default();
        entries.iter().try_for_each(|entry| check.follow(entry))
    }

    #[test]
    fn an_untouched_chain_holds() {
        verify(&chain(20)).unwrap();
    }

    #[test]
    fn every_kind_of_tampering_shows_at_its_place() {
        let good = chain(5);
        let mut changed = good.clone();
        changed[2].details = serde_json::json!({ "verdict": "reject" });
        assert_eq!(verify(&changed).unwrap_err().sequence, 3);
        let mut removed = good.clone();
        removed.remove(1);
        assert_eq!(verify(&removed).unwrap_err().sequence, 2);
        let mut rehashed = good.clone();
        rehashed[1].subject = "applicant:x".into();
        rehashed[1].hash = rehashed[1].computed_hash();
        assert_eq!(verify(&rehashed).unwrap_err().sequence, 3);
        let mut swapped = good;
        swapped.swap(3, 4);
        assert_eq!(verify(&swapped).unwrap_err().sequence, 4);
    }
}
