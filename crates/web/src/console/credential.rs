//! API keys: made, rotated with an overlap, revoked. A key is shown once.

use askama::Template;
use domain::credential::Credential;
use values::Timestamp;

use super::{
    parts::{Action, Badge, Choice, Empty, Made, Moment, Tone},
    shell::Shell,
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
