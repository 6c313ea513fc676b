//! The mail outbox.

use app::mail::OutboxMail;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{Noun, mail::Mail, officer::Role, tenant::Mode};
use serde::Deserialize;
use values::{MailId, Timestamp};

use super::{
    applicant::parse_id,
    parts::{Badge, Empty, Moment, Paging},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Visit, link},
    words,
};

/// The mail whose link makes its reader an officer; only those who may invite see it.
const INVITATION: &str = "invitation";

/// The list.
#[derive(Debug, Template)]
#[template(path = "console/mail.html")]
pub struct MailsPage {
    pub(super) shell: Shell,
    pub(super) note: &'static str,
    pub(super) rows: Vec<MailRow>,
    pub(super) paging: Paging,
    pub(super) empty: Empty,
}

/// One of the list.
#[derive(Debug)]
pub struct MailRow {
    pub(super) href: String,
    pub(super) recipient: String,
    pub(super) template: String,
    pub(super) state: Badge,
    pub(super) created_at: Moment,
    pub(super) sent_at: Option<Moment>,
}

impl MailRow {
    pub(super) fn new(mail: &Mail, now: Timestamp) -> Self {
        Self {
            href: format!("/console/mail/{}", mail.id),
            recipient: mail.recipient.to_string(),
            template: mail.template.clone(),
            state: words::mail_status(mail.status),
            created_at: Moment {
                at: mail.created_at,
                now,
            },
            sent_at: mail.sent_at.map(|at| Moment { at, now }),
        }
    }
}

/// One mail.
#[derive(Debug, Template)]
#[template(path = "console/mail-one.html")]
pub struct MailPage {
    pub(super) shell: Shell,
    pub(super) subject: String,
    pub(super) state: Badge,
    pub(super) recipient: String,
    pub(super) template: String,
    pub(super) created_at: Moment,
    pub(super) sent_at: Option<Moment>,
    pub(super) is_masked: bool,
    pub(super) text: String,
    pub(super) html: String,
}

/// What the list's address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    after: String,
}

fn cursor(text: &str) -> Option<(Timestamp, MailId)> {
    let (millis, id) = text.split_once('.')?;
    Some((
        Timestamp::from_millis(millis.parse().ok()?),
        MailId::parse(id).ok()?,
    ))
}

/// `GET /console/mail`.
pub async fn list(visit: Visit, Query(wish): Query<Wish>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let found = visit.app.mails(visit.desk.tenant.id, cursor(&wish.after)).await?;
    let next = found.last().map(|last| {
        let place = format!("{}.{}", last.mail.created_at.as_millis(), last.mail.id);
        link(Place::Mail.href(), &[("after", &place)])
    });
    Ok(html(&MailsPage {
        shell: visit.shell(Place::Mail, "Mail outbox"),
        note: "What was sent, or is kept here because no mail server is set",
        rows: found
            .iter()
            .map(|found| MailRow::new(&found.mail, visit.now))
            .collect(),
        paging: Paging {
            note: format!("{} shown", found.len()),
            first: (!wish.after.is_empty()).then(|| Place::Mail.href().to_owned()),
            next,
        },
        empty: Empty::new("No mail", "Codes, links and invitations appear here."),
    }))
}

/// `GET /console/mail/{id}`.
pub async fn page(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let id = parse_id(MailId::parse(&id), Noun::Mail)?;
    let OutboxMail { mail, content } = visit.app.mail(&visit.desk, id).await?;
    let is_hidden = mail.template == INVITATION && !visit.is(Role::Admin);
    let content = if is_hidden { content.masked() } else { content };
    Ok(html(&MailPage {
        shell: visit.shell(Place::Mail, "Mail"),
        subject: content.subject,
        state: words::mail_status(mail.status),
        recipient: mail.recipient.to_string(),
        template: mail.template,
        created_at: visit.moment(mail.created_at),
        sent_at: mail.sent_at.map(|at| visit.moment(at)),
        is_masked: is_hidden || visit.desk.tenant.mode == Mode::Live,
        text: content.text,
        html: content.html,
    }))
}
