//! The small pieces that pages are made of: instants, badges, notices, actions, filters, pages of a list.
//!
//! Pieces that print markup escape their words themselves and are the only ones marked as safe. Knows no noun.

use std::fmt;

use askama::filters::{Html, HtmlSafe, escape};
use serde::Deserialize;
use values::Timestamp;

/// An instant, printed relative to now with the exact one on hover; the script turns it to the viewer's zone.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// When the page was made.
    pub now: Timestamp,
}

impl Moment {
    fn relative(self) -> String {
        let is_past = self.at <= self.now;
        let seconds = if is_past {
            self.now.since(self.at)
        } else {
            self.at.since(self.now)
        }
        .as_secs();
        let (count, unit) = match seconds {
            0..60 => (seconds, "sec."),
            60..3_600 => (seconds / 60, "min."),
            3_600..86_400 => (seconds / 3_600, "hr."),
            86_400..172_800 => (1, "day"),
            _ => (seconds / 86_400, "days"),
        };
        if is_past {
            format!("{count} {unit} ago")
        } else {
            format!("in {count} {unit}")
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact = self.at.to_string();
        let words = exact
            .replace('T', " ")
            .replace(".000Z", " UTC")
            .replace('Z', " UTC");
        let relative = self.relative();
        write!(
            f,
            r#"<time datetime="{exact}" title="{words}" data-relative>{relative}</time>"#
        )
    }
}

impl HtmlSafe for Moment {}

/// What a badge means; never told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Somebody should look.
    Attention,
    /// Failed or refused.
    Bad,
    /// Neither.
    Information,
}

impl Tone {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Bad => "bad",
            Self::Information => "information",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Good => "check",
            other => other.as_str(),
        }
    }
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A state in one word with its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge(pub Tone, pub &'static str);

impl fmt::Display for Badge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tone, icon, word) = (self.0.as_str(), self.0.icon(), self.1);
        let icons = super::asset("icons.svg");
        write!(
            f,
            r#"<span class="badge badge-{tone}"><svg class="icon" aria-hidden="true"><use href="{icons}#{icon}"/></svg>{word}</span>"#
        )
    }
}

impl HtmlSafe for Badge {}

/// A code that people copy: monospaced, with a button where scripts run.
#[derive(Debug, Clone)]
pub struct Copyable(pub String);

impl fmt::Display for Copyable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = escape(&self.0, Html).map_err(|_| fmt::Error)?;
        write!(
            f,
            r#"<span class="copyable"><code>{text}</code><button class="copy" type="button" hidden data-copy>Copy</button></span>"#
        )
    }
}

impl HtmlSafe for Copyable {}

/// Markup that this crate made itself, such as a QR code.
#[derive(Debug, Clone)]
pub struct Drawing(pub String);

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Drawing {}

/// A way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where to.
    pub href: String,
    /// What it says.
    pub label: String,
}

impl Link {
    /// A link.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
        }
    }
}

/// A sentence above the page about what was just done or failed.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What it means.
    pub kind: Tone,
    /// What happened.
    pub title: String,
    /// Why, or what to do.
    pub text: String,
    /// A way to go on.
    pub link: Option<Link>,
}

impl Notice {
    /// Something was done.
    pub fn good(title: impl Into<String>) -> Self {
        Self {
            kind: Tone::Good,
            title: title.into(),
            text: String::new(),
            link: None,
        }
    }

    /// Something was not done.
    pub fn bad(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            kind: Tone::Bad,
            title: title.into(),
            text: text.into(),
            link: None,
        }
    }

    /// How a screen reader takes it.
    pub const fn role(&self) -> &'static str {
        match self.kind {
            Tone::Bad => "alert",
            _ => "status",
        }
    }
}

/// What a page's address says about the form before it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    /// A word of [`Done::notices`].
    pub done: String,
}

impl Done {
    /// The sentence for it; none for a word that is not ours.
    pub fn notices(&self) -> Vec<Notice> {
        let sentence = match self.done.as_str() {
            "saved" => "Saved.",
            "resent" => "It goes out again.",
            "retried" => "It runs again.",
            "revoked" => "The key has ended.",
            "removed" => "The endpoint is removed.",
            "enabled" => "The endpoint is on again.",
            "role" => "The role is changed; their sessions have ended.",
            "disabled" => "The officer is disabled; their sessions have ended.",
            _ => return Vec::new(),
        };
        vec![Notice::good(sentence)]
    }
}

/// A button that posts.
#[derive(Debug, Clone, Default)]
pub struct Action {
    /// Where to.
    pub href: String,
    /// The button's word.
    pub label: &'static str,
    /// To what, for those who do not see the row.
    pub what: String,
    /// The question's title, where it asks first.
    pub title: String,
    /// What it will do; empty does it at once.
    pub confirm: &'static str,
    /// Whether the question asks for the second factor too.
    pub asks_factor: bool,
    /// Whether it destroys.
    pub is_danger: bool,
}

impl Action {
    /// A button that does it at once.
    pub fn plain(href: String, label: &'static str, what: impl Into<String>) -> Self {
        Self {
            href,
            label,
            what: what.into(),
            ..Self::default()
        }
    }

    /// The same, but asks first, with the second factor unless that is fresh.
    #[must_use]
    pub fn asking(self, confirm: &'static str, asks_factor: bool) -> Self {
        Self {
            title: format!("{} {}?", self.label, self.what),
            confirm,
            asks_factor,
            ..self
        }
    }

    /// The same, marked as destroying.
    #[must_use]
    pub fn danger(self) -> Self {
        Self {
            is_danger: true,
            ..self
        }
    }
}

/// What a list says when there is nothing in it.
#[derive(Debug, Clone)]
pub struct Empty {
    /// What is not there.
    pub title: &'static str,
    /// When there would be something.
    pub text: &'static str,
    /// What to do about it.
    pub link: Option<Link>,
}

impl Empty {
    /// Without a link.
    pub const fn new(title: &'static str, text: &'static str) -> Self {
        Self {
            title,
            text,
            link: None,
        }
    }
}

/// The place of a list's page.
#[derive(Debug, Clone, Default)]
pub struct Paging {
    /// How much is shown.
    pub note: String,
    /// Back to the beginning, unless it is this.
    pub first: Option<String>,
    /// The page after this one.
    pub next: Option<String>,
}

/// One of several values.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Chosen now.
    pub is_selected: bool,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            is_selected: false,
        }
    }
}

/// A drop-down of a filter bar.
#[derive(Debug, Clone)]
pub struct Select {
    /// The field's name.
    pub name: &'static str,
    /// What it chooses.
    pub label: &'static str,
    /// Its values.
    pub options: Vec<Choice>,
}

impl Select {
    /// A drop-down whose `current` value is chosen.
    pub fn new(name: &'static str, label: &'static str, current: &str, options: Vec<Choice>) -> Self {
        let options = options
            .into_iter()
            .map(|choice| Choice {
                is_selected: choice.value == current,
                ..choice
            })
            .collect();
        Self { name, label, options }
    }
}

/// A list's filter bar.
#[derive(Debug, Clone)]
pub struct Filters {
    /// The list's own address.
    pub action: &'static str,
    /// Name of the bar.
    pub label: &'static str,
    /// Drop-downs.
    pub selects: Vec<Select>,
    /// What can be searched; none hides the field.
    pub search: Option<&'static str>,
    /// What is searched for.
    pub query: String,
    /// Whether anything is filtered.
    pub is_active: bool,
}

/// Secrets that are shown once.
#[derive(Debug, Clone)]
pub struct Made {
    /// Of what.
    pub title: String,
    /// The secrets.
    pub parts: Vec<MadePart>,
    /// What to know about them.
    pub note: &'static str,
}

/// One secret.
#[derive(Debug, Clone)]
pub struct MadePart {
    /// What it is.
    pub name: &'static str,
    /// The secret.
    pub value: Copyable,
}

/// A name with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

impl Pair {
    /// A pair.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_relative_both_ways() {
        let now = Timestamp::from_millis(1_751_630_477_000);
        for (offset_s, words) in [
            (0, "0 sec. ago"),
            (-61, "1 min. ago"),
            (-7_300, "2 hr. ago"),
            (-90_000, "1 day ago"),
            (172_801, "in 2 days"),
            (30, "in 30 sec."),
        ] {
            let at = Timestamp::from_millis(now.as_millis() + offset_s * 1_000);
            let printed = Moment { at, now }.to_string();
            assert!(printed.contains(&format!(">{words}<")), "{printed}");
        }
        let printed = Moment { at: now, now }.to_string();
        assert!(printed.contains(r#"datetime="2025-07-04T12:01:17.000Z" title="2025-07-04 12:01:17 UTC""#));
    }

    #[test]
    fn copyable_text_is_escaped() {
        let printed = Copyable("<script>\"x\"".into()).to_string();
        assert!(!printed.contains("<script>"), "{printed}");
    }
}
