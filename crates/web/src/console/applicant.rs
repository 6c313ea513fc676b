//! Applicants: the list, one's page, decisions and files.

use askama::Template;

use super::{
    item::{EventView, Item, ReasonView},
    parts::{Action, Badge, Empty, Filters, Moment, Paging, Pair},
    shell::Shell,
};

/// The list.
#[derive(Debug, Template)]
#[template(path = "console/applicants.html")]
pub struct ApplicantsPage {
    pub(super) shell: Shell,
    pub(super) note: String,
    pub(super) filters: Filters,
    pub(super) rows: Vec<ApplicantRow>,
    pub(super) paging: Paging,
    pub(super) empty: Empty,
}

/// One of the list.
#[derive(Debug)]
pub struct ApplicantRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) state: Badge,
    pub(super) waits_for: String,
    pub(super) external_id: String,
    pub(super) created_at: Moment,
    pub(super) updated_at: Moment,
}

/// One applicant.
#[derive(Debug, Template)]
#[template(path = "console/applicant.html")]
pub struct ApplicantPage {
    pub(super) shell: Shell,
    pub(super) actions: Vec<Action>,
    pub(super) item: Item,
    pub(super) is_in_queue: bool,
    pub(super) timeline: Vec<EventView>,
    pub(super) reasons: Vec<ReasonView>,
}

/// Somebody else was faster.
#[derive(Debug, Template)]
#[template(path = "console/conflict.html")]
pub struct ConflictPage {
    pub(super) shell: Shell,
    pub(super) reason: String,
    pub(super) theirs: Vec<Pair>,
    pub(super) yours: Vec<Pair>,
    pub(super) href: String,
}
