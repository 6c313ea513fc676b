//! Officers: invited, given a role, reset, switched off.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Denial, Error, Noun, Reason,
    officer::{Officer, Role},
};
use values::{OfficerId, Timestamp};

use super::{
    applicant::parse_id,
    parts::{Action, Badge, Choice, Copyable, Done, Empty, Made, MadePart, Moment, Notice, Select, Tone},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Post, Visit},
    words,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/officers.html")]
pub struct OfficersPage {
    pub(super) shell: Shell,
    pub(super) made: Option<Made>,
    pub(super) rows: Vec<OfficerRow>,
    pub(super) empty: Empty,
    pub(super) roles: Vec<Choice>,
    pub(super) asks_factor: bool,
}

/// One officer.
#[derive(Debug)]
pub struct OfficerRow {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: &'static str,
    pub(super) role_href: Option<String>,
    pub(super) roles: Vec<Choice>,
    pub(super) is_self: bool,
    pub(super) state: Badge,
    pub(super) locked_until: Option<Moment>,
    pub(super) factor: Badge,
    pub(super) actions: Vec<Action>,
}

/// The roles, the given one chosen.
pub fn roles(current: Role) -> Vec<Choice> {
    let all = [Role::Reviewer, Role::Senior, Role::Admin];
    let options = all.map(|role| Choice::new(role.as_str(), words::role(role)));
    Select::new("role", "Role", current.as_str(), options.into()).options
}

fn state(officer: &Officer, now: Timestamp) -> (Badge, Option<Timestamp>) {
    let locked_until = officer.locked_until.filter(|until| now < *until);
    if officer.disabled_at.is_some() {
        (Badge(Tone::Bad, "Disabled"), None)
    } else if locked_until.is_some() {
        (Badge(Tone::Bad, "Locked"), locked_until)
    } else if officer.password_hash.is_none() {
        (Badge(Tone::Attention, "Invited"), None)
    } else {
        (Badge(Tone::Good, "Active"), None)
    }
}

impl OfficerRow {
    pub(super) fn new(officer: &Officer, own_id: OfficerId, now: Timestamp, asks_factor: bool) -> Self {
        let (state, locked_until) = state(officer, now);
        let is_self = officer.id == own_id;
        let is_disabled = officer.disabled_at.is_some();
        let href = |verb| format!("/console/officers/{}/{verb}", officer.id);
        let reset = Action::plain(href("reset"), "Reset sign-in", &officer.name)
            .asking(
                "Their sessions end; a new link sets password and authenticator.",
                asks_factor,
            )
            .danger();
        let disable = Action::plain(href("disable"), "Disable", &officer.name)
            .asking(
                "Their sessions end. What they did stays in the audit log.",
                asks_factor,
            )
            .danger();
        let enable = Action::plain(href("enable"), "Enable", &officer.name)
            .asking("They can sign in again as before.", asks_factor);
        Self {
            name: officer.name.clone(),
            email: officer.email.to_string(),
            role: words::role(officer.role),
            role_href: (!is_self && !is_disabled).then(|| href("role")),
            roles: roles(officer.role),
            is_self,
            state,
            locked_until: locked_until.map(|at| Moment { at, now }),
            factor: match officer.sealed_totp {
                Some(_) => Badge(Tone::Good, "Enrolled"),
                None => Badge(Tone::Attention, "Missing"),
            },
            actions: match (is_self, is_disabled) {
                (true, _) => Vec::new(),
                (false, true) => vec![enable],
                (false, false) => vec![reset, disable],
            },
        }
    }
}

/// Officers' names by id.
pub fn by_id(officers: &[Officer]) -> HashMap<OfficerId, String> {
    officers
        .iter()
        .map(|officer| (officer.id, officer.name.clone()))
        .collect()
}

/// The names of the tenant's officers.
///
/// # Errors
/// Only the database's.
pub async fn names(visit: &Visit) -> domain::Result<HashMap<OfficerId, String>> {
    Ok(by_id(&visit.app.officers(visit.desk.tenant.id).await?))
}

async fn officers(visit: &Visit, made: Option<Made>, notices: Vec<Notice>) -> Result<Response, Problem> {
    let found = visit.app.officers(visit.desk.tenant.id).await?;
    let asks_factor = visit.asks_factor() && made.is_none();
    let mut shell = visit.shell(Place::Officers, "Officers");
    shell.notices = notices;
    let own_id = visit.desk.officer.id;
    let row = |officer| OfficerRow::new(officer, own_id, visit.now, asks_factor);
    Ok(html(&OfficersPage {
        shell,
        made,
        rows: found.iter().map(row).collect(),
        empty: Empty::new("No officers", "Invite the first one below."),
        roles: roles(Role::Reviewer),
        asks_factor,
    }))
}

fn made(name: &str, url: String) -> Made {
    Made {
        title: format!("Sign-in link for {name}"),
        parts: vec![MadePart {
            name: "Link",
            value: Copyable(url),
        }],
        note: "It works once, for three days. It cannot be shown again.",
    }
}

fn chosen_role(text: &str) -> Result<Role, Error> {
    Role::parse(text).ok_or(Error::invalid(
        "role",
        Reason::Expected("reviewer, senior or admin"),
    ))
}

/// `GET /console/officers`.
pub async fn page(visit: Visit, Query(done): Query<Done>) -> Result<Response, Problem> {
    visit.require(Role::Admin)?;
    officers(&visit, None, done.notices()).await
}

/// `POST /console/officers`.
pub async fn invite(post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Officers).await?;
    let visit = &post.visit;
    let role = chosen_role(post.fields.get("role"))?;
    let (email, name) = (post.fields.get("email").trim(), post.fields.get("name").trim());
    let (tenant_id, actor) = (visit.desk.tenant.id, visit.desk.actor());
    let invited = visit
        .app
        .officer_invite(tenant_id, email, name, role, actor)
        .await;
    match invited {
        Ok((officer, url)) => officers(visit, Some(made(&officer.name, url)), Vec::new()).await,
        Err(Error::Conflict(_)) => {
            let notice = Notice::bad("Not invited.", "The address belongs to an officer already.");
            officers(visit, None, vec![notice]).await
        }
        Err(error) => Err(error.into()),
    }
}

/// An officer other than oneself: nobody changes their own role or locks themselves out.
fn other(post: &Post, id: &str) -> Result<OfficerId, Problem> {
    let id = parse_id(OfficerId::parse(id), Noun::Officer)?;
    if id == post.visit.desk.officer.id {
        return Err(Error::Forbidden(Denial::Role).into());
    }
    Ok(id)
}

/// `POST /console/officers/{id}/role`.
pub async fn set_role(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Officers).await?;
    let id = other(&post, &id)?;
    let role = chosen_role(post.fields.get("role"))?;
    let visit = &post.visit;
    visit
        .app
        .officer_role(visit.desk.tenant.id, id, role, visit.desk.actor())
        .await?;
    Ok(Redirect::to("/console/officers?done=role").into_response())
}

/// `POST /console/officers/{id}/reset`.
pub async fn reset(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Officers).await?;
    let id = other(&post, &id)?;
    let visit = &post.visit;
    let url = visit
        .app
        .officer_reset(visit.desk.tenant.id, id, visit.desk.actor())
        .await?;
    let name = names(visit).await?.remove(&id).unwrap_or_default();
    officers(visit, Some(made(&name, url)), Vec::new()).await
}

/// `POST /console/officers/{id}/disable`.
pub async fn disable(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    set_disabled(&id, &post, true).await
}

/// `POST /console/officers/{id}/enable`.
pub async fn enable(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    set_disabled(&id, &post, false).await
}

async fn set_disabled(id: &str, post: &Post, is_disabled: bool) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Officers).await?;
    let id = other(post, id)?;
    let visit = &post.visit;
    let (tenant_id, actor) = (visit.desk.tenant.id, visit.desk.actor());
    visit
        .app
        .officer_disable(tenant_id, id, is_disabled, actor)
        .await?;
    let done = if is_disabled { "disabled" } else { "saved" };
    Ok(Redirect::to(&format!("/console/officers?done={done}")).into_response())
}
