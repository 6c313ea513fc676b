//! Officers: invited, given a role, reset, switched off.

use askama::Template;
use domain::officer::{Officer, Role};
use values::{OfficerId, Timestamp};

use super::{
    parts::{Action, Badge, Choice, Empty, Made, Moment, Select, Tone},
    shell::Shell,
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
                (false, true) => vec![reset],
                (false, false) => vec![reset, disable],
            },
        }
    }
}
