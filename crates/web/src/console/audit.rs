//! The audit log as people read it, and whether its chain holds.

use askama::Template;
use domain::audit::AuditEntry;
use values::Timestamp;

use super::{
    parts::{Badge, Empty, Filters, Moment, Paging},
    shell::Shell,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/audit.html")]
pub struct AuditPage {
    pub(super) shell: Shell,
    pub(super) chain: Option<Badge>,
    pub(super) note: String,
    pub(super) filters: Filters,
    pub(super) rows: Vec<AuditRow>,
    pub(super) paging: Paging,
    pub(super) empty: Empty,
}

/// One entry.
#[derive(Debug)]
pub struct AuditRow {
    pub(super) sequence: i64,
    pub(super) at: Moment,
    pub(super) who: String,
    pub(super) action: String,
    pub(super) subject: String,
    pub(super) href: Option<String>,
    pub(super) details: String,
    pub(super) hash: String,
}

impl AuditRow {
    pub(super) fn new(entry: &AuditEntry, who: String, now: Timestamp) -> Self {
        let applicant = entry.subject.strip_prefix("applicant:");
        let details = match &entry.details {
            serde_json::Value::Null => String::new(),
            details => details.to_string(),
        };
        Self {
            sequence: entry.sequence,
            at: Moment { at: entry.at, now },
            who,
            action: entry.action.clone(),
            subject: entry.subject.clone(),
            href: applicant.map(|id| format!("/console/applicants/{id}")),
            details,
            hash: entry.hash.chars().take(12).collect(),
        }
    }
}
