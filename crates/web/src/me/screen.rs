//! The screens of the person's own page, made of what is asked and what was answered.

use std::cmp::Reverse;

use axum::{http::StatusCode, response::Response};
use domain::{
    inquiry::{Inquiry, InquiryKind, InquiryStatus, Purpose},
    step::Step,
};
use values::Timestamp;

use super::{
    person::Visitor,
    view::{
        self, Capture, ConfirmationScreen, DeviceScreen, End, Ended, EndedScreen, Home, HomeScreen,
        LocationScreen, Moment, OpenItem, PastItem,
    },
};
use crate::verify::{form::FILE_BYTES_MAX, guest::service_key, screen::megabytes};

/// Answers that are shown.
const PAST_MAX: usize = 20;

impl Visitor {
    /// Everything that is asked, and what was answered.
    pub fn home_screen(&self, push_key: String) -> Response {
        let now = self.app.now();
        let (open, past): (Vec<&Inquiry>, Vec<&Inquiry>) =
            self.me.inquiries.iter().partition(|inquiry| inquiry.is_open(now));
        let (mut open, mut past) = (open, past);
        open.sort_by_key(|inquiry| inquiry.expires_at);
        past.sort_by_key(|inquiry| Reverse(ended_at(inquiry)));
        let steps: Vec<&Step> = self.open_steps().collect();
        let version = open.iter().chain(&past).map(|inquiry| {
            let state = inquiry.status_at(now).as_str();
            format!("{}:{state}", inquiry.id)
        });
        let version = version.chain(steps.iter().map(|step| step.id.to_string()));
        let home = Home {
            version: version.collect::<Vec<_>>().join(" "),
            open: open
                .iter()
                .map(|inquiry| self.open_item(inquiry))
                .chain(steps.iter().map(|step| self.step_item(step)))
                .collect(),
            past: past
                .iter()
                .take(PAST_MAX)
                .map(|inquiry| self.past_item(inquiry))
                .collect(),
            push_key,
        };
        let screen = HomeScreen {
            t: self.t,
            page: self.page(),
            me: self.head(""),
            heading: self.t.say("me-title"),
            home,
        };
        self.show(&screen, StatusCode::OK)
    }

    /// What is to be given on the verification page: each thing that the client asked this person for, and the first step of a
    /// verification that is not finished.
    fn open_steps(&self) -> impl Iterator<Item = &Step> {
        let applicant = &self.me.applicant;
        let next = applicant
            .next_step()
            .filter(|step| step.request.is_none() && applicant.is_open_to_applicant());
        let requested = applicant.requested_steps().filter(|step| step.awaits_applicant());
        next.into_iter().chain(requested)
    }

    fn open_item(&self, inquiry: &Inquiry) -> OpenItem {
        let icon = match inquiry.kind {
            InquiryKind::Confirmation { purpose, .. } => match purpose {
                Purpose::Transaction => "confirm",
                Purpose::Login => "sign-in",
            },
            InquiryKind::Device => "phone",
            InquiryKind::Location => "place",
        };
        OpenItem {
            url: self.inquiry_url(inquiry),
            icon,
            title: self.title(inquiry),
            text: inquiry.body.clone(),
            ends: Some(End::after(self.app.now(), inquiry.expires_at, self.t)),
        }
    }

    /// A document that the client asks for; it is given on the verification page.
    fn step_item(&self, step: &Step) -> OpenItem {
        let (title, text) = step.request.as_ref().map_or(("", ""), |request| {
            (request.title.as_str(), request.description.as_str())
        });
        let title = match title {
            "" => self.t.say(format!("step-{}", service_key(step.service))),
            title => title.to_owned(),
        };
        let asks = if step.request.is_some() {
            "me-asks-document"
        } else {
            "consent-title"
        };
        let text = match text {
            "" => self.t.with(asks, "tenant", &self.me.tenant.name),
            text => text.to_owned(),
        };
        OpenItem {
            url: format!("{}/documents", self.url()),
            icon: "document",
            title,
            text,
            ends: None,
        }
    }

    fn past_item(&self, inquiry: &Inquiry) -> PastItem {
        let (word, badge, icon) = outcome(inquiry, inquiry.status_at(self.app.now()));
        PastItem {
            url: self.inquiry_url(inquiry),
            title: self.title(inquiry),
            status: self.t.say(format!("me-status-{word}")),
            badge,
            icon,
            moment: Moment::at(ended_at(inquiry)),
        }
    }

    /// Who asks for what.
    fn asks(&self, inquiry: &Inquiry) -> String {
        let key = match inquiry.kind {
            InquiryKind::Confirmation { purpose, .. } => match purpose {
                Purpose::Transaction => "me-asks-transaction",
                Purpose::Login => "me-asks-login",
            },
            InquiryKind::Device => "me-asks-device",
            InquiryKind::Location => "me-asks-location",
        };
        self.t.with(key, "tenant", &self.me.tenant.name)
    }

    /// The client's words, or what is asked.
    fn title(&self, inquiry: &Inquiry) -> String {
        if inquiry.title.is_empty() {
            self.asks(inquiry)
        } else {
            inquiry.title.clone()
        }
    }

    fn shown(&self, inquiry: &Inquiry, problem: &str) -> view::Inquiry {
        let now = self.app.now();
        let needs_selfie = matches!(
            inquiry.kind,
            InquiryKind::Confirmation {
                needs_selfie: true,
                ..
            }
        );
        view::Inquiry {
            url: self.inquiry_url(inquiry),
            asks: self.asks(inquiry),
            body: inquiry.body.clone(),
            problem: problem.to_owned(),
            asked: Moment::at(inquiry.created_at),
            ends: inquiry
                .is_open(now)
                .then(|| End::after(now, inquiry.expires_at, self.t)),
            capture: needs_selfie.then(|| Capture {
                max_bytes: FILE_BYTES_MAX as u64,
                max_megabytes: megabytes(),
            }),
        }
    }

    /// One request: to be answered, or what has become of it. A problem is told by the status as well.
    pub fn inquiry_screen(&self, inquiry: &Inquiry, problem: &str) -> Response {
        let status = inquiry.status_at(self.app.now());
        if status != InquiryStatus::Pending {
            return self.ended_screen(inquiry, status, "");
        }
        let code = if problem.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let (t, page, me) = (self.t, self.page(), self.head(status.as_str()));
        let (heading, inquiry_view) = (self.title(inquiry), self.shown(inquiry, problem));
        macro_rules! screen {
            ($name:ident) => {
                self.show(
                    &$name {
                        t,
                        page,
                        me,
                        heading,
                        inquiry: inquiry_view,
                    },
                    code,
                )
            };
        }
        match inquiry.kind {
            InquiryKind::Confirmation { .. } => screen!(ConfirmationScreen),
            InquiryKind::Location => screen!(LocationScreen),
            InquiryKind::Device => screen!(DeviceScreen),
        }
    }

    /// An answer that came too late, or a second time: what has become of the request stays as it was.
    pub fn late_screen(&self, inquiry: &Inquiry) -> Response {
        let status = inquiry.status_at(self.app.now());
        self.ended_screen(inquiry, status, "me-already")
    }

    fn ended_screen(&self, inquiry: &Inquiry, status: InquiryStatus, note: &str) -> Response {
        let (word, badge, icon) = outcome(inquiry, status);
        let text = match (status, note) {
            (InquiryStatus::Expired, _) => "me-expired-text",
            (_, "") => "me-told",
            (_, note) => note,
        };
        let notice = match badge {
            "badge-good" => "notice-good",
            "badge-attention" => "notice-attention",
            _ => "",
        };
        let ended = Ended {
            title: self.t.say(format!("me-{word}-title")),
            text: self.t.with(text, "tenant", &self.me.tenant.name),
            notice,
            icon,
            answered: inquiry.answered_at.map(Moment::at),
            address: inquiry.ip.clone().unwrap_or_default(),
        };
        let screen = EndedScreen {
            t: self.t,
            page: self.page(),
            me: self.head(status.as_str()),
            heading: self.title(inquiry),
            inquiry: self.shown(inquiry, ""),
            ended,
        };
        let code = if note.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::CONFLICT
        };
        self.show(&screen, code)
    }
}

/// When a request was answered, or its time was over.
fn ended_at(inquiry: &Inquiry) -> Timestamp {
    inquiry.answered_at.unwrap_or(inquiry.expires_at)
}

/// What has become of a request: part of the keys of its words, class of its badge, drawing.
fn outcome(inquiry: &Inquiry, status: InquiryStatus) -> (&'static str, &'static str, &'static str) {
    let is_confirmation = matches!(inquiry.kind, InquiryKind::Confirmation { .. });
    match status {
        InquiryStatus::Approved => ("approved", "badge-good", "check"),
        InquiryStatus::Answered => ("answered", "badge-good", "check"),
        InquiryStatus::Declined if is_confirmation => ("declined", "badge-attention", "bad"),
        InquiryStatus::Declined => ("refused", "badge-attention", "bad"),
        InquiryStatus::Expired | InquiryStatus::Pending => ("expired", "", "clock"),
    }
}
