//! The queue: who waits for a person, beside the one that is worked on.

use askama::Template;

use super::{
    item::{Item, ReasonView},
    parts::{Empty, Filters, Moment, Paging},
    shell::Shell,
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
