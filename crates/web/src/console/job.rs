//! Jobs that wait or were given up.

use askama::Template;
use domain::job::{Job, JobStatus};
use values::Timestamp;

use super::{
    parts::{Action, Badge, Copyable, Empty, Moment},
    shell::Shell,
    words,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/jobs.html")]
pub struct JobsPage {
    pub(super) shell: Shell,
    pub(super) note: String,
    pub(super) rows: Vec<JobRow>,
    pub(super) empty: Empty,
}

/// One job.
#[derive(Debug)]
pub struct JobRow {
    pub(super) kind: &'static str,
    pub(super) id: Copyable,
    pub(super) state: Badge,
    pub(super) attempts: i64,
    pub(super) error: String,
    pub(super) run_at: Moment,
    pub(super) actions: Vec<Action>,
}

impl JobRow {
    pub(super) fn new(job: &Job, now: Timestamp) -> Self {
        let kind = words::work(&job.work);
        let retry = Action::plain(format!("/console/jobs/{}/retry", job.id), "Retry", kind);
        Self {
            kind,
            id: Copyable(job.id.to_string()),
            state: words::job_status(job.status, job.attempts),
            attempts: job.attempts,
            error: job.last_error.clone().unwrap_or_default(),
            run_at: Moment { at: job.run_at, now },
            actions: (job.status == JobStatus::Dead)
                .then_some(retry)
                .into_iter()
                .collect(),
        }
    }
}
