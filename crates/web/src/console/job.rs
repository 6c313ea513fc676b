//! Jobs that wait or were given up.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Noun,
    job::{Job, JobStatus},
    officer::Role,
};
use values::{JobId, Timestamp};

use super::{
    applicant::parse_id,
    parts::{Action, Badge, Copyable, Done, Empty, Moment},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Post, Visit},
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

/// `GET /console/jobs`.
pub async fn page(visit: Visit, Query(done): Query<Done>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let found = visit.app.jobs(visit.desk.tenant.id).await?;
    let dead = found.iter().filter(|job| job.status == JobStatus::Dead).count();
    let mut shell = visit.shell(Place::Jobs, "Jobs");
    shell.notices = done.notices();
    Ok(html(&JobsPage {
        shell,
        note: match dead {
            0 => String::new(),
            dead => format!("{dead} given up"),
        },
        rows: found.iter().map(|job| JobRow::new(job, visit.now)).collect(),
        empty: Empty::new("No jobs", "Everything asked for is done."),
    }))
}

/// `POST /console/jobs/{id}/retry`.
pub async fn retry(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    let visit = &post.visit;
    visit.require(Role::Senior)?;
    let id = parse_id(JobId::parse(&id), Noun::Job)?;
    visit
        .app
        .job_retry(visit.desk.tenant.id, id, visit.desk.actor())
        .await?;
    Ok(Redirect::to("/console/jobs?done=retried").into_response())
}
