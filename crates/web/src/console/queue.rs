//! The queue: who waits for a person, beside the one that is worked on.

use app::{ApplicantFilter, ApplicantSummary, Hold};
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::applicant::ApplicantStatus;
use serde::Deserialize;
use values::{ApplicantId, Timestamp};

use super::{
    applicant,
    item::{self, Item, ReasonView},
    officer,
    parts::{Choice, Empty, Filters, Link, Moment, Paging, Select},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Visit, link},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/queue.html")]
pub struct QueuePage {
    pub(super) shell: Shell,
    pub(super) note: String,
    pub(super) filters: Filters,
    pub(super) rows: Vec<QueueRow>,
    pub(super) paging: Paging,
    pub(super) empty: Empty,
    pub(super) item: Option<Item>,
    pub(super) is_in_queue: bool,
    pub(super) reasons: Vec<ReasonView>,
}

/// Somebody who waits.
#[derive(Debug)]
pub struct QueueRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) since: Moment,
    pub(super) why: String,
    pub(super) held_by: Option<String>,
    pub(super) is_current: bool,
}

/// So many wait on one page.
const ROWS_MAX: usize = 50;

/// What the queue's address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    state: String,
    order: String,
    q: String,
    after: String,
    applicant: String,
}

impl Wish {
    fn filter(&self) -> ApplicantFilter {
        let all = [ApplicantStatus::InReview, ApplicantStatus::OnHold];
        let statuses = all
            .into_iter()
            .filter(|status| self.state.is_empty() || status.as_str() == self.state);
        ApplicantFilter {
            statuses: statuses.collect(),
            search: Some(self.q.chars().take(200).collect()),
            is_oldest_first: self.order != "newest",
            after: cursor(&self.after),
            limit: ROWS_MAX as i64 + 1,
        }
    }

    fn link(&self, after: &str, applicant: &str) -> String {
        let query = [
            ("state", self.state.as_str()),
            ("order", &self.order),
            ("q", &self.q),
            ("after", after),
            ("applicant", applicant),
        ];
        link(Place::Queue.href(), &query)
    }

    fn filters(&self) -> Filters {
        let states = vec![
            Choice::new("", "All states"),
            Choice::new("in_review", "In review"),
            Choice::new("on_hold", "On hold"),
        ];
        let orders = vec![
            Choice::new("", "Oldest first"),
            Choice::new("newest", "Newest first"),
        ];
        Filters {
            action: Place::Queue.href(),
            label: "Queue filters",
            selects: vec![
                Select::new("state", "State", &self.state, states),
                Select::new("order", "Order", &self.order, orders),
            ],
            search: Some("Search name or id"),
            query: self.q.clone(),
            is_active: !(self.state.is_empty() && self.q.is_empty() && self.order.is_empty()),
        }
    }
}

/// Reads a place in a list, as [`cursor_text`] prints it.
pub fn cursor(text: &str) -> Option<(Timestamp, ApplicantId)> {
    let (millis, id) = text.split_once('.')?;
    Some((
        Timestamp::from_millis(millis.parse().ok()?),
        ApplicantId::parse(id).ok()?,
    ))
}

/// A place in a list, for an address.
pub fn cursor_text(at: Timestamp, id: ApplicantId) -> String {
    format!("{}.{id}", at.as_millis())
}

fn held_by_other(summary: &ApplicantSummary, visit: &Visit) -> Option<Hold> {
    let is_live = |hold: &Hold| hold.until > visit.now && hold.officer_id != visit.desk.officer.id;
    summary.hold.filter(is_live)
}

/// The applicant that is worked on: the one that was asked for, otherwise the first that nobody holds.
fn chosen(wish: &Wish, found: &[ApplicantSummary], visit: &Visit) -> Option<ApplicantId> {
    let free = || {
        found
            .iter()
            .find(|summary| held_by_other(summary, visit).is_none())
    };
    ApplicantId::parse(&wish.applicant)
        .ok()
        .or_else(|| free().or(found.first()).map(|summary| summary.applicant.id))
}

/// Gives back what this officer held before moving on.
async fn release_others(
    visit: &Visit,
    found: &[ApplicantSummary],
    current: ApplicantId,
) -> domain::Result<()> {
    let is_mine = |hold: &Hold| hold.until > visit.now && hold.officer_id == visit.desk.officer.id;
    for summary in found
        .iter()
        .filter(|summary| summary.hold.as_ref().is_some_and(is_mine))
    {
        if summary.applicant.id != current {
            visit.app.desk_release(&visit.desk, summary.applicant.id).await?;
        }
    }
    Ok(())
}

/// `GET /console/queue`.
pub async fn page(visit: Visit, Query(wish): Query<Wish>) -> Result<Response, Problem> {
    let mut found = visit.app.desk_applicants(&visit.desk, wish.filter()).await?;
    let has_more = found.len() > ROWS_MAX;
    found.truncate(ROWS_MAX);
    let current = chosen(&wish, &found, &visit);
    let item = match current {
        Some(id) => {
            release_others(&visit, &found, id).await?;
            Some(applicant::open(&visit, id).await?.item)
        }
        None => None,
    };
    let officers = officer::names(&visit).await?;
    let flows = visit.app.flows(visit.desk.tenant.id).await?;
    let rows: Vec<QueueRow> = found
        .iter()
        .map(|summary| {
            let id = summary.applicant.id;
            let flow = flows.iter().find(|flow| flow.id == summary.applicant.flow_id);
            let held = held_by_other(summary, &visit);
            QueueRow {
                href: wish.link(&wish.after, &id.to_string()),
                name: item::name(&summary.applicant),
                since: visit.moment(
                    summary
                        .applicant
                        .submitted_at
                        .unwrap_or(summary.applicant.created_at),
                ),
                why: flow.map(|flow| flow.definition.name.clone()).unwrap_or_default(),
                held_by: held.map(|hold| officers.get(&hold.officer_id).cloned().unwrap_or_default()),
                is_current: Some(id) == current,
            }
        })
        .collect();
    let last = found
        .last()
        .filter(|_| has_more)
        .map(|summary| &summary.applicant);
    let next = last.map(|last| {
        let oldest = last.submitted_at.unwrap_or(last.created_at);
        let at = if wish.order == "newest" {
            last.created_at
        } else {
            oldest
        };
        wish.link(&cursor_text(at, last.id), "")
    });
    let note = format!("{}{} shown", rows.len(), if has_more { "+" } else { "" });
    Ok(html(&QueuePage {
        shell: visit.shell(Place::Queue, "Queue"),
        filters: wish.filters(),
        paging: Paging {
            note: note.clone(),
            first: (!wish.after.is_empty()).then(|| wish.link("", "")),
            next,
        },
        note: if rows.is_empty() { String::new() } else { note },
        empty: empty(),
        rows,
        item,
        is_in_queue: true,
        reasons: item::reasons(),
    }))
}

fn empty() -> Empty {
    Empty {
        title: "Nobody waits",
        text: "Applicants appear here when they have given everything and a step needs a person.",
        link: Some(Link::new(Place::Applicants.href(), "All applicants")),
    }
}
