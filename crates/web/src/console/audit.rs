//! The audit log as people read it, and whether its chain holds.

use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{audit::AuditEntry, officer::Role};
use serde::Deserialize;
use serde_json::Value;
use values::Timestamp;

use super::{
    fact, officer,
    parts::{Badge, Empty, Filters, Moment, Notice, Paging, Tone},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Visit, link},
    words,
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
        Self {
            sequence: entry.sequence,
            at: Moment { at: entry.at, now },
            who,
            action: entry.action.clone(),
            subject: entry.subject.clone(),
            href: applicant.map(|id| format!("/console/applicants/{id}")),
            details: details(&entry.details),
            hash: entry.hash.chars().take(12).collect(),
        }
    }
}

/// What changed, as people read it: names with values, nothing that is empty.
fn details(details: &Value) -> String {
    let Value::Object(fields) = details else {
        return fact::plain(details);
    };
    let given = fields.iter().filter(|(_, value)| !value.is_null());
    let words: Vec<String> = given
        .map(|(name, value)| format!("{}: {}", name.replace('_', " "), fact::plain(value)))
        .collect();
    words.join(" · ")
}

/// What the log's address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    q: String,
    before: String,
    verify: String,
}

/// `GET /console/audit`.
pub async fn page(visit: Visit, Query(wish): Query<Wish>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let tenant_id = visit.desk.tenant.id;
    let before = wish.before.parse().ok();
    let found = visit.app.audit_page(tenant_id, before, &wish.q).await?;
    let names = officer::names(&visit).await?;
    let mut shell = visit.shell(Place::Audit, "Audit log");
    let (mut chain, mut note) = (None, "Each entry is chained to the one before".to_owned());
    if !wish.verify.is_empty() {
        let report = visit.app.audit_verify(tenant_id).await?;
        note = format!(
            "{} entries follow one another; the last hash is {}",
            report.entries, report.hash
        );
        chain = Some(match &report.broken {
            None => Badge(Tone::Good, "Valid"),
            Some(_) => Badge(Tone::Bad, "Broken"),
        });
        let notice = |broken: &domain::audit::BrokenChain| {
            Notice::bad(
                format!("Entry {} {}.", broken.sequence, broken.problem),
                "Everything before it is as written. Compare with a checkpoint that is kept elsewhere.",
            )
        };
        shell.notices.extend(report.broken.as_ref().map(notice));
    }
    let row = |entry: &AuditEntry| {
        let who = words::actor(entry.actor, |id| {
            names.get(&id).cloned().unwrap_or_else(|| id.to_string())
        });
        AuditRow::new(entry, who, visit.now)
    };
    let older = found.last().filter(|last| last.sequence > 1);
    let href = |before: &str| link(Place::Audit.href(), &[("q", &wish.q), ("before", before)]);
    Ok(html(&AuditPage {
        shell,
        chain,
        note,
        filters: Filters {
            action: Place::Audit.href(),
            label: "Audit filters",
            selects: Vec::new(),
            search: Some("Part of an action or subject"),
            query: wish.q.clone(),
            is_active: !wish.q.is_empty(),
        },
        paging: Paging {
            note: format!("{} shown", found.len()),
            first: before.map(|_: i64| href("")),
            next: older.map(|last| href(&last.sequence.to_string())),
        },
        rows: found.iter().map(row).collect(),
        empty: Empty::new(
            "No entry matches",
            "Every action of officers and operators is kept here.",
        ),
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn details_are_words() {
        let changed = json!({ "verdict": "reject", "reason": null, "steps": ["a", "b"], "is_final": true });
        assert_eq!(details(&changed), "verdict: reject · steps: a, b · is final: Yes");
        assert_eq!(details(&json!({})), "");
        assert_eq!(details(&Value::Null), "");
    }
}
