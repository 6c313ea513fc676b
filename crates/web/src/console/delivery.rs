//! Webhook deliveries: what was sent, what was answered, sending again.

use app::DeliveryFilter;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Error, Noun, Reason,
    officer::Role,
    webhook::{ATTEMPTS_MAX, Attempt, Delivery, DeliveryStatus, Endpoint},
};
use serde::Deserialize;
use values::{ApplicantId, DeliveryId, EndpointId, Timestamp};

use super::{
    applicant::parse_id,
    item,
    parts::{Action, Badge, Choice, Copyable, Done, Empty, Filters, Moment, Notice, Paging, Select, Tone},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Post, Visit, link},
    words,
};

/// So many on one page.
const ROWS_MAX: usize = 50;

/// The list.
#[derive(Debug, Template)]
#[template(path = "console/deliveries.html")]
pub struct DeliveriesPage {
    pub(super) shell: Shell,
    pub(super) filters: Filters,
    pub(super) rows: Vec<DeliveryRow>,
    pub(super) paging: Paging,
    pub(super) empty: Empty,
    pub(super) may_resend: bool,
    pub(super) endpoints: Vec<Choice>,
}

/// One of the list.
#[derive(Debug)]
pub struct DeliveryRow {
    pub(super) href: String,
    pub(super) event: String,
    pub(super) applicant_href: String,
    pub(super) applicant: String,
    pub(super) endpoint: String,
    pub(super) state: Badge,
    pub(super) attempts: i64,
    pub(super) created_at: Moment,
    pub(super) next_at: Option<Moment>,
    pub(super) actions: Vec<Action>,
}

/// One delivery.
#[derive(Debug, Template)]
#[template(path = "console/delivery.html")]
pub struct DeliveryPage {
    pub(super) shell: Shell,
    pub(super) id: Copyable,
    pub(super) event: String,
    pub(super) state: Badge,
    pub(super) actions: Vec<Action>,
    pub(super) endpoint: String,
    pub(super) applicant_href: String,
    pub(super) applicant: String,
    pub(super) created_at: Moment,
    pub(super) next_at: Option<Moment>,
    pub(super) headers: String,
    pub(super) size: String,
    pub(super) payload: String,
    pub(super) note: String,
    pub(super) rows: Vec<AttemptRow>,
    pub(super) empty: Empty,
}

/// One try.
#[derive(Debug)]
pub struct AttemptRow {
    pub(super) number: i64,
    pub(super) at: Moment,
    pub(super) state: Badge,
    pub(super) answer: String,
    pub(super) latency_ms: i64,
    pub(super) excerpt: String,
}

fn href(delivery: &Delivery) -> String {
    format!("/console/deliveries/{}", delivery.id)
}

fn next_at(delivery: &Delivery, now: Timestamp) -> Option<Moment> {
    let is_waiting = delivery.status == DeliveryStatus::Pending;
    is_waiting.then_some(Moment {
        at: delivery.next_at,
        now,
    })
}

fn resend(delivery: &Delivery, may_resend: bool) -> Vec<Action> {
    let action = Action::plain(
        format!("{}/resend", href(delivery)),
        "Resend",
        &delivery.event_name,
    );
    may_resend.then_some(action).into_iter().collect()
}

impl DeliveryRow {
    pub(super) fn new(delivery: &Delivery, endpoint: String, now: Timestamp, may_resend: bool) -> Self {
        Self {
            href: href(delivery),
            event: delivery.event_name.clone(),
            applicant_href: format!("/console/applicants/{}", delivery.applicant_id),
            applicant: delivery.applicant_id.to_string(),
            endpoint,
            state: words::delivery_status(delivery.status, delivery.attempts),
            attempts: delivery.attempts,
            created_at: Moment {
                at: delivery.created_at,
                now,
            },
            next_at: next_at(delivery, now),
            actions: resend(delivery, may_resend),
        }
    }
}

impl AttemptRow {
    pub(super) fn new(attempt: &Attempt, now: Timestamp) -> Self {
        let state = match attempt.status {
            Some(200..=299) => Badge(Tone::Good, "Delivered"),
            _ => Badge(Tone::Bad, "Failed"),
        };
        let status = attempt.status.map(|status| status.to_string());
        Self {
            number: attempt.number,
            at: Moment { at: attempt.at, now },
            state,
            answer: status.or_else(|| attempt.error.clone()).unwrap_or_default(),
            latency_ms: attempt.latency_ms,
            excerpt: attempt.answer.clone(),
        }
    }
}

impl DeliveryPage {
    pub(super) fn new(
        shell: Shell,
        delivery: &Delivery,
        attempts: &[Attempt],
        endpoint: String,
        now: Timestamp,
        may_resend: bool,
    ) -> Self {
        let headers = delivery
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"));
        Self {
            shell,
            id: Copyable(delivery.id.to_string()),
            event: delivery.event_name.clone(),
            state: words::delivery_status(delivery.status, delivery.attempts),
            actions: resend(delivery, may_resend),
            endpoint,
            applicant_href: format!("/console/applicants/{}", delivery.applicant_id),
            applicant: delivery.applicant_id.to_string(),
            created_at: Moment {
                at: delivery.created_at,
                now,
            },
            next_at: next_at(delivery, now),
            headers: headers.collect::<Vec<_>>().join("\n"),
            size: item::size(i64::try_from(delivery.body.len()).unwrap_or(i64::MAX)),
            payload: String::from_utf8_lossy(&delivery.body).into_owned(),
            note: format!("{} of {ATTEMPTS_MAX}", delivery.attempts),
            rows: attempts
                .iter()
                .rev()
                .map(|attempt| AttemptRow::new(attempt, now))
                .collect(),
            empty: Empty::new(
                "Not tried yet",
                "It may wait for an earlier event of the same applicant.",
            ),
        }
    }
}

/// What the list's address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    state: String,
    endpoint: String,
    /// An applicant's id.
    q: String,
    after: String,
    done: String,
    count: usize,
}

fn cursor(text: &str) -> Option<(Timestamp, DeliveryId)> {
    let (millis, id) = text.split_once('.')?;
    Some((
        Timestamp::from_millis(millis.parse().ok()?),
        DeliveryId::parse(id).ok()?,
    ))
}

impl Wish {
    fn filter(&self) -> DeliveryFilter {
        DeliveryFilter {
            status: DeliveryStatus::parse(&self.state),
            endpoint_id: EndpointId::parse(&self.endpoint).ok(),
            applicant_id: ApplicantId::parse(self.q.trim()).ok(),
            from: None,
            until: None,
            after: cursor(&self.after),
            limit: ROWS_MAX as i64 + 1,
        }
    }

    fn filters(&self, endpoints: &[Choice]) -> Filters {
        let states = vec![
            Choice::new("", "All states"),
            Choice::new("pending", "Waiting or retrying"),
            Choice::new("delivered", "Delivered"),
            Choice::new("dead", "Failed"),
        ];
        let all = std::iter::once(Choice::new("", "All endpoints")).chain(endpoints.iter().cloned());
        Filters {
            action: Place::Deliveries.href(),
            label: "Delivery filters",
            selects: vec![
                Select::new("state", "State", &self.state, states),
                Select::new("endpoint", "Endpoint", &self.endpoint, all.collect()),
            ],
            search: Some("Applicant id"),
            query: self.q.clone(),
            is_active: !(self.state.is_empty() && self.endpoint.is_empty() && self.q.is_empty()),
        }
    }

    fn link(&self, after: &str) -> String {
        let query = [
            ("state", self.state.as_str()),
            ("endpoint", &self.endpoint),
            ("q", &self.q),
            ("after", after),
        ];
        link(Place::Deliveries.href(), &query)
    }

    fn notices(&self) -> Vec<Notice> {
        if self.done == "range" {
            return vec![Notice::good(format!("{} deliveries go out again.", self.count))];
        }
        let done = Done {
            done: self.done.clone(),
        };
        done.notices()
    }
}

fn url_of(endpoints: &[Endpoint], id: EndpointId) -> String {
    let found = endpoints.iter().find(|endpoint| endpoint.id == id);
    found.map_or_else(|| "removed".to_owned(), |endpoint| endpoint.url.clone())
}

/// `GET /console/deliveries`.
pub async fn list(visit: Visit, Query(wish): Query<Wish>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let tenant_id = visit.desk.tenant.id;
    let endpoints = visit.app.endpoints(tenant_id).await?;
    let mut found = visit.app.deliveries(tenant_id, wish.filter()).await?;
    let has_more = found.len() > ROWS_MAX;
    found.truncate(ROWS_MAX);
    let choices: Vec<Choice> = endpoints
        .iter()
        .map(|endpoint| Choice::new(endpoint.id.to_string(), &endpoint.url))
        .collect();
    let last = found.last().filter(|_| has_more);
    let mut shell = visit.shell(Place::Deliveries, "Webhook deliveries");
    shell.notices = wish.notices();
    let row = |delivery: &Delivery| {
        DeliveryRow::new(
            delivery,
            url_of(&endpoints, delivery.endpoint_id),
            visit.now,
            true,
        )
    };
    Ok(html(&DeliveriesPage {
        shell,
        filters: wish.filters(&choices),
        rows: found.iter().map(row).collect(),
        paging: Paging {
            note: format!("{} shown", found.len()),
            first: (!wish.after.is_empty()).then(|| wish.link("")),
            next: last.map(|last| wish.link(&format!("{}.{}", last.created_at.as_millis(), last.id))),
        },
        empty: Empty::new(
            "No deliveries",
            "An event makes one delivery for each endpoint that asked for it.",
        ),
        may_resend: !choices.is_empty(),
        endpoints: choices,
    }))
}

/// `GET /console/deliveries/{id}`.
pub async fn page(
    visit: Visit,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let id = parse_id(DeliveryId::parse(&id), Noun::Delivery)?;
    let tenant_id = visit.desk.tenant.id;
    let (delivery, attempts) = visit.app.delivery(tenant_id, id).await?;
    let endpoints = visit.app.endpoints(tenant_id).await?;
    let mut shell = visit.shell(Place::Deliveries, "Delivery");
    shell.notices = done.notices();
    let endpoint = url_of(&endpoints, delivery.endpoint_id);
    Ok(html(&DeliveryPage::new(
        shell, &delivery, &attempts, endpoint, visit.now, true,
    )))
}

/// `POST /console/deliveries/{id}/resend`.
pub async fn resend_one(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    let visit = &post.visit;
    visit.require(Role::Senior)?;
    let id = parse_id(DeliveryId::parse(&id), Noun::Delivery)?;
    visit
        .app
        .delivery_resend(visit.desk.tenant.id, id, visit.desk.actor())
        .await?;
    Ok(Redirect::to(&format!("/console/deliveries/{id}?done=resent")).into_response())
}

/// Reads what a `datetime-local` field sends, as UTC.
fn instant(field: &'static str, text: &str) -> Result<Timestamp, Error> {
    let seconds = if text.len() == 16 { ":00Z" } else { "Z" };
    Timestamp::parse(&format!("{text}{seconds}")).map_err(|_| {
        Error::invalid(
            field,
            Reason::Expected("a date and time such as 2026-01-31T23:59"),
        )
    })
}

/// `POST /console/deliveries/resend`: a time range of one endpoint.
pub async fn resend_range(post: Post) -> Result<Response, Problem> {
    let visit = &post.visit;
    visit.require(Role::Senior)?;
    let endpoint_id = parse_id(EndpointId::parse(post.fields.get("endpoint")), Noun::Endpoint)?;
    let from = instant("from", post.fields.get("from"))?;
    let until = instant("until", post.fields.get("until"))?;
    let (tenant_id, actor) = (visit.desk.tenant.id, visit.desk.actor());
    let count = visit
        .app
        .delivery_resend_range(tenant_id, endpoint_id, from, until, actor)
        .await?;
    let back = link(
        Place::Deliveries.href(),
        &[("done", "range"), ("count", &count.to_string())],
    );
    Ok(Redirect::to(&back).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_is_read_as_utc() {
        let expected = Timestamp::parse("2026-01-31T23:59:00Z").unwrap();
        assert_eq!(instant("from", "2026-01-31T23:59").unwrap(), expected);
        assert_eq!(instant("from", "2026-01-31T23:59:00").unwrap(), expected);
        for text in ["", "tomorrow", "2026-02-30T00:00", "2026-01-31T23:59é"] {
            assert!(instant("from", text).is_err(), "{text:?}");
        }
    }
}
