//! Webhook endpoints: where events are sent, and the secrets that sign them.

use std::time::Duration;

use app::webhook::NewEndpoint;
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Error, Noun, officer::Role, webhook::Endpoint};
use values::{EndpointId, Timestamp};

use super::{
    applicant::parse_id,
    credential::{apis, chosen_api},
    parts::{Action, Badge, Choice, Copyable, Done, Empty, Made, MadePart, Moment, Notice, Tone},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Post, Visit},
    words,
};

/// How long the old secret signs beside a new one.
const OVERLAP: Duration = Duration::from_secs(24 * 3_600);

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/endpoints.html")]
pub struct EndpointsPage {
    pub(super) shell: Shell,
    pub(super) made: Option<Made>,
    pub(super) rows: Vec<EndpointRow>,
    pub(super) empty: Empty,
    pub(super) apis: Vec<Choice>,
    pub(super) url: String,
    pub(super) problem: Option<String>,
    pub(super) asks_factor: bool,
    pub(super) may_edit: bool,
}

/// One endpoint.
#[derive(Debug)]
pub struct EndpointRow {
    pub(super) url: String,
    pub(super) secrets: Option<String>,
    pub(super) api: &'static str,
    pub(super) events: String,
    pub(super) state: Badge,
    pub(super) since: Option<Moment>,
    pub(super) created_at: Moment,
    pub(super) actions: Vec<Action>,
}

impl EndpointRow {
    pub(super) fn new(endpoint: &Endpoint, now: Timestamp, asks_factor: bool, may_edit: bool) -> Self {
        let (state, since) = match (endpoint.disabled_at, endpoint.failing_since) {
            (Some(at), _) => (Badge(Tone::Bad, "Disabled"), Some(at)),
            (None, Some(at)) => (Badge(Tone::Attention, "Failing"), Some(at)),
            (None, None) => (Badge(Tone::Good, "Active"), None),
        };
        let old_ends = endpoint
            .secrets
            .iter()
            .filter_map(|secret| secret.expires_at)
            .find(|at| *at > now);
        Self {
            url: endpoint.url.clone(),
            secrets: old_ends.map(|at| format!("two secrets sign until {}", at.date())),
            api: words::api(endpoint.api),
            events: match endpoint.events.as_slice() {
                [] => "all".into(),
                events => events.join(", "),
            },
            state,
            since: since.map(|at| Moment { at, now }),
            created_at: Moment {
                at: endpoint.created_at,
                now,
            },
            actions: if may_edit {
                actions(endpoint, asks_factor)
            } else {
                Vec::new()
            },
        }
    }
}

fn actions(endpoint: &Endpoint, asks_factor: bool) -> Vec<Action> {
    let action = |verb, label| {
        Action::plain(
            format!("/console/endpoints/{}/{verb}", endpoint.id),
            label,
            &endpoint.url,
        )
    };
    let enable = endpoint.disabled_at.map(|_| action("enable", "Enable"));
    let rotate = action("rotate", "Rotate secret").asking(
        "Both secrets sign for 24 hours; then the old one ends.",
        asks_factor,
    );
    let remove = action("delete", "Remove")
        .asking("Events are no longer sent there.", asks_factor)
        .danger();
    enable.into_iter().chain([rotate, remove]).collect()
}

#[derive(Default)]
struct Refused {
    url: String,
    problem: Option<String>,
}

async fn endpoints(
    visit: &Visit,
    made: Option<Made>,
    notices: Vec<Notice>,
    refused: Refused,
) -> Result<Response, Problem> {
    let found = visit.app.endpoints(visit.desk.tenant.id).await?;
    let asks_factor = visit.asks_factor() && made.is_none() && refused.problem.is_none();
    let may_edit = visit.is(Role::Admin);
    let status = match refused.problem {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let mut shell = visit.shell(Place::Endpoints, "Webhook endpoints");
    shell.notices = notices;
    let row = |endpoint| EndpointRow::new(endpoint, visit.now, asks_factor, may_edit);
    let page = EndpointsPage {
        shell,
        made,
        rows: found.iter().map(row).collect(),
        empty: Empty::new(
            "No endpoints yet",
            "Without one, events are kept in the applicant's timeline and sent to nobody.",
        ),
        apis: apis(visit),
        url: refused.url,
        problem: refused.problem,
        asks_factor,
        may_edit,
    };
    Ok((status, html(&page)).into_response())
}

fn made(endpoint: &Endpoint) -> Made {
    let newest = endpoint.secrets.first().map(|secret| secret.secret.clone());
    Made {
        title: format!("Secret of {}", endpoint.url),
        parts: vec![MadePart {
            name: "Signing secret",
            value: Copyable(newest.unwrap_or_default()),
        }],
        note: "Copy it now. It cannot be shown again.",
    }
}

/// `GET /console/endpoints`.
pub async fn page(visit: Visit, Query(done): Query<Done>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    endpoints(&visit, None, done.notices(), Refused::default()).await
}

/// `POST /console/endpoints`.
pub async fn create(post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Endpoints).await?;
    let visit = &post.visit;
    let events = post.fields.get("events").split_whitespace();
    let new = NewEndpoint {
        api: chosen_api(post.fields.get("api"))?,
        url: post.fields.get("url").trim().to_owned(),
        events: events.map(|event| event.trim_matches(',').to_owned()).collect(),
    };
    let url = new.url.clone();
    let created = visit
        .app
        .endpoint_create(visit.desk.tenant.id, new, visit.desk.actor())
        .await;
    match created {
        Ok(endpoint) => endpoints(visit, Some(made(&endpoint)), Vec::new(), Refused::default()).await,
        Err(Error::Invalid { field, reason }) => {
            let problem = Some(format!("{field} {reason}."));
            endpoints(visit, None, Vec::new(), Refused { url, problem }).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /console/endpoints/{id}/enable`.
pub async fn enable(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    let visit = &post.visit;
    visit.require(Role::Admin)?;
    let id = parse_id(EndpointId::parse(&id), Noun::Endpoint)?;
    let tenant_id = visit.desk.tenant.id;
    let found = visit
        .app
        .endpoints(tenant_id)
        .await?
        .into_iter()
        .find(|known| known.id == id);
    let known = found.ok_or(Error::NotFound(Noun::Endpoint))?;
    visit
        .app
        .endpoint_change(tenant_id, id, known.url, known.events, visit.desk.actor())
        .await?;
    Ok(Redirect::to("/console/endpoints?done=enabled").into_response())
}

/// `POST /console/endpoints/{id}/rotate`.
pub async fn rotate(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Endpoints).await?;
    let id = parse_id(EndpointId::parse(&id), Noun::Endpoint)?;
    let visit = &post.visit;
    let (tenant_id, actor) = (visit.desk.tenant.id, visit.desk.actor());
    let endpoint = visit.app.endpoint_rotate(tenant_id, id, OVERLAP, actor).await?;
    endpoints(visit, Some(made(&endpoint)), Vec::new(), Refused::default()).await
}

/// `POST /console/endpoints/{id}/delete`.
pub async fn delete(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Endpoints).await?;
    let id = parse_id(EndpointId::parse(&id), Noun::Endpoint)?;
    let visit = &post.visit;
    visit
        .app
        .endpoint_delete(visit.desk.tenant.id, id, visit.desk.actor())
        .await?;
    Ok(Redirect::to("/console/endpoints?done=removed").into_response())
}
