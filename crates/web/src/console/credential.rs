//! API keys: made, rotated with an overlap, revoked. A key is shown once.

use std::time::Duration;

use app::credential::NewKey;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Error, Noun, Reason, credential::Credential, officer::Role, tenant::Api};
use values::{CredentialId, Timestamp};

use super::{
    applicant::parse_id,
    parts::{Action, Badge, Choice, Copyable, Done, Empty, Made, MadePart, Moment, Notice, Tone},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Post, Visit},
    words,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/keys.html")]
pub struct KeysPage {
    pub(super) shell: Shell,
    pub(super) made: Option<Made>,
    pub(super) rows: Vec<KeyRow>,
    pub(super) empty: Empty,
    pub(super) apis: Vec<Choice>,
    pub(super) asks_factor: bool,
}

/// One key.
#[derive(Debug)]
pub struct KeyRow {
    pub(super) label: String,
    pub(super) api: &'static str,
    pub(super) hint: String,
    pub(super) created_at: Moment,
    pub(super) expires_at: Option<Moment>,
    pub(super) state: Badge,
    pub(super) rotate: Option<String>,
    pub(super) actions: Vec<Action>,
}

impl KeyRow {
    pub(super) fn new(key: &Credential, now: Timestamp, asks_factor: bool) -> Self {
        let is_over = key.require_valid(now).is_err();
        let state = match (is_over, key.expires_at) {
            (true, _) => Badge(Tone::Bad, "Ended"),
            (false, Some(_)) => Badge(Tone::Attention, "Ending"),
            (false, None) => Badge(Tone::Good, "Active"),
        };
        let href = |action| format!("/console/keys/{}/{action}", key.id);
        let revoke = Action::plain(href("revoke"), "Revoke", &key.label)
            .asking("It stops working at once. This cannot be undone.", asks_factor)
            .danger();
        Self {
            label: key.label.clone(),
            api: words::api(key.api),
            hint: key.hint.clone(),
            created_at: Moment {
                at: key.created_at,
                now,
            },
            expires_at: key.expires_at.map(|at| Moment { at, now }),
            state,
            rotate: key.expires_at.is_none().then(|| href("rotate")),
            actions: if is_over { Vec::new() } else { vec![revoke] },
        }
    }
}

/// The APIs that a tenant may use, to choose from.
pub fn apis(visit: &Visit) -> Vec<Choice> {
    let modules = visit.desk.tenant.modules.iter();
    modules
        .map(|api| Choice::new(api.as_str(), words::api(*api)))
        .collect()
}

/// An API that was chosen.
///
/// # Errors
/// [`Error::Invalid`].
pub fn chosen_api(text: &str) -> Result<Api, Error> {
    Api::parse(text).ok_or(Error::invalid(
        "api",
        Reason::Expected("one of the tenant's APIs"),
    ))
}

async fn keys(visit: &Visit, made: Option<Made>, notices: Vec<Notice>) -> Result<Response, Problem> {
    let found = visit.app.credentials(visit.desk.tenant.id).await?;
    let asks_factor = visit.asks_factor() && made.is_none();
    let mut shell = visit.shell(Place::Keys, "Keys");
    shell.notices = notices;
    Ok(html(&KeysPage {
        shell,
        made,
        rows: found
            .iter()
            .map(|key| KeyRow::new(key, visit.now, asks_factor))
            .collect(),
        empty: Empty::new(
            "No keys yet",
            "A key lets one program call one API for this tenant.",
        ),
        apis: apis(visit),
        asks_factor,
    }))
}

fn made(key: NewKey) -> Made {
    Made {
        title: format!(
            "Key “{}” for {}",
            key.credential.label,
            words::api(key.credential.api)
        ),
        parts: vec![
            MadePart {
                name: "Id",
                value: Copyable(key.credential.id.to_string()),
            },
            MadePart {
                name: "Key",
                value: Copyable(key.key),
            },
        ],
        note: "Copy it now. It cannot be shown again.",
    }
}

/// `GET /console/keys`.
pub async fn page(visit: Visit, Query(done): Query<Done>) -> Result<Response, Problem> {
    visit.require(Role::Admin)?;
    keys(&visit, None, done.notices()).await
}

/// `POST /console/keys`.
pub async fn create(post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Keys).await?;
    let visit = &post.visit;
    let api = chosen_api(post.fields.get("api"))?;
    let label = post.fields.text("label").unwrap_or_default();
    let (tenant_id, actor) = (visit.desk.tenant.id, visit.desk.actor());
    let key = visit.app.credential_create(tenant_id, api, &label, actor).await?;
    keys(visit, Some(made(key)), Vec::new()).await
}

/// `POST /console/keys/{id}/rotate`.
pub async fn rotate(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Keys).await?;
    let id = parse_id(CredentialId::parse(&id), Noun::Credential)?;
    let visit = &post.visit;
    let hours: u64 = post
        .fields
        .get("overlap_hours")
        .parse()
        .ok()
        .filter(|hours| *hours <= 720)
        .ok_or(Error::invalid(
            "overlap_hours",
            Reason::Range { min: 0, max: 720 },
        ))?;
    let (tenant_id, actor) = (visit.desk.tenant.id, visit.desk.actor());
    let overlap = Duration::from_secs(hours * 3_600);
    let key = visit.app.credential_rotate(tenant_id, id, overlap, actor).await?;
    keys(visit, Some(made(key)), Vec::new()).await
}

/// `POST /console/keys/{id}/revoke`.
pub async fn revoke(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Keys).await?;
    let id = parse_id(CredentialId::parse(&id), Noun::Credential)?;
    let visit = &post.visit;
    let (tenant_id, actor) = (visit.desk.tenant.id, visit.desk.actor());
    visit
        .app
        .credential_end(tenant_id, id, Duration::ZERO, actor)
        .await?;
    Ok(Redirect::to("/console/keys?done=revoked").into_response())
}
