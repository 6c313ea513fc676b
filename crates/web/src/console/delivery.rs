//! Webhook deliveries: what was sent, what was answered, sending again.

use askama::Template;
use domain::webhook::{ATTEMPTS_MAX, Attempt, Delivery, DeliveryStatus};
use values::Timestamp;

use super::{
    item,
    parts::{Action, Badge, Choice, Copyable, Empty, Filters, Moment, Paging, Tone},
    shell::Shell,
    words,
};

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
