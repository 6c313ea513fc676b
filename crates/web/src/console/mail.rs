//! The mail outbox.

use askama::Template;
use domain::mail::Mail;
use values::Timestamp;

use super::{
    parts::{Badge, Empty, Moment, Paging},
    shell::Shell,
    words,
};

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
