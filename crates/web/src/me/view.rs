//! What each screen of the person's own page shows, as plain values for its template. Must not know where the values come from.
//!
//! An empty text means "none". The template engine escapes every value.

use askama::Template;
use values::Timestamp;

use crate::{text::Texts, verify::view::Page};

/// What every screen has.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The page's own address, which other addresses begin with.
    pub url: String,
    /// Colour of the browser's frame: `#rrggbb`.
    pub theme: String,
    /// The forms' own token.
    pub form: String,
    /// Where the shown request stands; an open page is loaded again when it changes.
    pub state: &'static str,
}

/// An instant.
#[derive(Debug, Clone, Default)]
pub struct Moment {
    /// For machines: ISO 8601.
    pub iso: String,
    /// For people whose browser runs no scripts: in UTC.
    pub text: String,
}

impl Moment {
    /// An instant to the minute; scripts say it in the reader's zone.
    pub fn at(instant: Timestamp) -> Self {
        let iso = instant.to_string();
        let text = match iso.split_once('T') {
            Some((day, time)) => format!("{day} {} UTC", time.get(..5).unwrap_or(time)),
            None => iso.clone(),
        };
        Self { iso, text }
    }
}

/// An instant in the future.
#[derive(Debug, Clone, Default)]
pub struct End {
    pub iso: String,
    pub text: String,
    /// "in 4 minutes".
    pub words: String,
    /// How far away it was when the page was made.
    pub left_ms: u64,
}

impl End {
    /// How far away `end` is from `now`, in the words of a language.
    pub fn after(now: Timestamp, end: Timestamp, t: &Texts) -> Self {
        let Moment { iso, text } = Moment::at(end);
        let left = end.since(now);
        let whole = |seconds: u64| u32::try_from(left.as_secs() / seconds).unwrap_or(u32::MAX);
        let words = match left.as_secs() {
            86_400.. => t.count("me-in-days", "days", whole(86_400)),
            3_600.. => t.count("me-in-hours", "hours", whole(3_600)),
            60.. => t.count("me-in-minutes", "minutes", whole(60)),
            _ => t.say("me-in-moment"),
        };
        Self {
            iso,
            text,
            words,
            left_ms: u64::try_from(left.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident($path:literal) { $($field:ident: $kind:ty),* })*) => {$(
        $(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $name {
            pub t: &'static Texts,
            pub page: Page,
            pub me: Head,
            pub heading: String,
            $(pub $field: $kind,)*
        }
    )*};
}

screens! {
    /// Everything that is asked, and what was answered.
    HomeScreen("me/home.html") { home: Home }
    /// Approve or decline, with a picture of the face where it is asked for.
    ConfirmationScreen("me/confirmation.html") { inquiry: Inquiry }
    /// Where the person is.
    LocationScreen("me/location.html") { inquiry: Inquiry }
    /// Which device, and where it is.
    DeviceScreen("me/device.html") { inquiry: Inquiry }
    /// What has become of a request.
    EndedScreen("me/ended.html") { inquiry: Inquiry, ended: Ended }
}

/// Everything that is asked.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// Changes with what is shown.
    pub version: String,
    /// What waits for the person, the most urgent first.
    pub open: Vec<OpenItem>,
    /// What is over, the newest first.
    pub past: Vec<PastItem>,
    /// What the browser subscribes with; without it there are no notifications.
    pub push_key: String,
}

/// One thing that waits.
#[derive(Debug, Clone, Default)]
pub struct OpenItem {
    pub url: String,
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    pub ends: Option<End>,
}

/// One thing that is over.
#[derive(Debug, Clone, Default)]
pub struct PastItem {
    pub url: String,
    pub title: String,
    pub status: String,
    pub badge: &'static str,
    pub icon: &'static str,
    pub moment: Moment,
}

/// One request.
#[derive(Debug, Clone, Default)]
pub struct Inquiry {
    /// Where its answer goes.
    pub url: String,
    /// Who asks for what.
    pub asks: String,
    /// The client's words.
    pub body: String,
    /// What was wrong with the answer.
    pub problem: String,
    pub asked: Moment,
    pub ends: Option<End>,
    /// Set where approving takes a picture.
    pub capture: Option<Capture>,
}

/// The largest picture.
#[derive(Debug, Clone, Copy)]
pub struct Capture {
    pub max_bytes: u64,
    pub max_megabytes: u32,
}

/// What has become of a request.
#[derive(Debug, Clone, Default)]
pub struct Ended {
    pub title: String,
    pub text: String,
    /// Class of the notice.
    pub notice: &'static str,
    pub icon: &'static str,
    pub answered: Option<Moment>,
    /// Where the answer came from.
    pub address: String,
}

#[cfg(test)]
mod tests;
