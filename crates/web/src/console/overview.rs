//! Numbers that people look at daily.

use app::desk::Overview;
use askama::Template;
use axum::response::Response;
use domain::{applicant::ApplicantStatus, webhook::DeliveryStatus};
use values::Timestamp;

use super::{
    chart::{Chart, Day},
    problem::{Problem, html},
    shell::{Counts, Place, Shell},
    visit::Visit,
};

const DAY_MS: i64 = 86_400_000;
const DAYS_SHOWN: i64 = 14;

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/overview.html")]
pub struct OverviewPage {
    pub(super) shell: Shell,
    pub(super) tiles: Vec<Tile>,
    pub(super) charts: Vec<Chart>,
}

/// One number.
#[derive(Debug)]
pub struct Tile {
    pub(super) href: &'static str,
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) note: String,
}

fn in_status(numbers: &Overview, wanted: &[ApplicantStatus]) -> i64 {
    let matching = numbers
        .statuses
        .iter()
        .filter(|(status, _)| wanted.contains(status));
    matching.map(|(_, count)| count).sum()
}

fn in_delivery(numbers: &Overview, wanted: DeliveryStatus) -> i64 {
    let matching = numbers
        .deliveries
        .iter()
        .filter(|(_, status, _)| *status == wanted);
    matching.map(|(_, _, count)| count).sum()
}

fn on_day(numbers: &Overview, wanted_day: i64, kinds: &[&str]) -> i64 {
    let matching = numbers
        .days
        .iter()
        .filter(|(day, kind, _)| *day == wanted_day && kinds.contains(&kind.as_str()));
    matching.map(|(_, _, count)| count).sum()
}

fn chart(numbers: &Overview, now: Timestamp) -> Chart {
    let today = now.as_millis().div_euclid(DAY_MS);
    let days = (today + 1 - DAYS_SHOWN..=today).map(|day| Day {
        label: Timestamp::from_millis(day * DAY_MS).date()[5..].to_owned(),
        counts: vec![
            on_day(numbers, day, &["created"]),
            on_day(numbers, day, &["approved", "rejected"]),
        ],
    });
    Chart::bars(
        "Intake and decisions",
        "a day",
        &["Created", "Decided"],
        days.collect(),
    )
}

fn tiles(numbers: &Overview, now: Timestamp) -> Vec<Tile> {
    let today = now.as_millis().div_euclid(DAY_MS);
    let tile = |href, label, value: i64, note: String| Tile {
        href,
        label,
        value: value.to_string(),
        note,
    };
    let waiting = in_status(numbers, &[ApplicantStatus::InReview, ApplicantStatus::OnHold]);
    let (approved, rejected) = (
        on_day(numbers, today, &["approved"]),
        on_day(numbers, today, &["rejected"]),
    );
    let failed = in_delivery(numbers, DeliveryStatus::Dead);
    let pending = in_delivery(numbers, DeliveryStatus::Pending);
    vec![
        tile(
            Place::Queue.href(),
            "Waiting for a person",
            waiting,
            String::new(),
        ),
        tile(
            Place::Applicants.href(),
            "Created today",
            on_day(numbers, today, &["created"]),
            format!("{} yesterday", on_day(numbers, today - 1, &["created"])),
        ),
        tile(
            Place::Applicants.href(),
            "Decided today",
            approved + rejected,
            format!("{approved} approved, {rejected} rejected"),
        ),
        tile(
            Place::Applicants.href(),
            "With the applicant",
            in_status(numbers, &[ApplicantStatus::Created, ApplicantStatus::Incomplete]),
            "created or incomplete".into(),
        ),
        tile(
            Place::Deliveries.href(),
            "Webhooks failed",
            failed,
            format!("{pending} waiting or retrying"),
        ),
    ]
}

/// `GET /console/overview`.
pub async fn page(visit: Visit) -> Result<Response, Problem> {
    let numbers = visit.app.desk_overview(&visit.desk).await?;
    let counts = Counts {
        queue: in_status(&numbers, &[ApplicantStatus::InReview, ApplicantStatus::OnHold]),
        deliveries: in_delivery(&numbers, DeliveryStatus::Dead),
        jobs: 0,
    };
    Ok(html(&OverviewPage {
        shell: visit.shell_with(Place::Overview, "Overview", counts),
        tiles: tiles(&numbers, visit.now),
        charts: vec![chart(&numbers, visit.now)],
    }))
}
