//! Webhook endpoints: where events are sent, and the secrets that sign them.

use askama::Template;
use domain::webhook::Endpoint;
use values::Timestamp;

use super::{
    parts::{Action, Badge, Choice, Empty, Made, Moment, Tone},
    shell::Shell,
    words,
};

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
    pub(super) fn new(endpoint: &Endpoint, now: Timestamp, asks_factor: bool) -> Self {
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
            actions: actions(endpoint, asks_factor),
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
