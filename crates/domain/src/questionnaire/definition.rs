//! What a questionnaire asks.

use super::{Expression, LocalText};
use regex::Regex;
use serde_json::Value;

/// A questionnaire that was parsed and is within bounds.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The heading of the whole.
    pub title: Option<LocalText>,
    /// Pages in order.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Unique among pages.
    pub name: String,
    /// Heading.
    pub title: Option<LocalText>,
    /// Introduction.
    pub description: Option<LocalText>,
    /// When it shows; always, if absent.
    pub visible_if: Option<Expression>,
    /// Elements in order.
    pub elements: Vec<Element>,
}

/// A question, a panel or a piece of markup.
#[derive(Debug, Clone)]
pub struct Element {
    /// Unique in the questionnaire; the key of its answer.
    pub name: String,
    /// What is asked; the name where absent.
    pub title: Option<LocalText>,
    /// A hint below the title.
    pub description: Option<LocalText>,
    /// When it shows; always, if absent.
    pub visible_if: Option<Expression>,
    /// When it can be answered; always, if absent.
    pub enable_if: Option<Expression>,
    /// When it must be answered, besides `is_required`.
    pub required_if: Option<Expression>,
    /// Whether it must be answered whenever it shows and is enabled.
    pub is_required: bool,
    /// What a page fills in at first. [`Definition::check`] does not: only what was sent is an answer.
    pub default_value: Option<Value>,
    /// Further conditions on the answer.
    pub validators: Vec<Validator>,
    /// What kind of element.
    pub kind: Kind,
}

/// The kinds of elements.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A group; its questions' answers are not nested.
    Panel {
        /// What it holds.
        elements: Vec<Element>,
    },
    /// Markup of the questionnaire's author. Untrusted: whoever shows it must clean or escape it.
    Html {
        /// The markup.
        html: LocalText,
    },
    /// One line.
    Text {
        /// What the line holds.
        input: Input,
        /// Most characters.
        length_max: Option<usize>,
    },
    /// Several lines.
    Comment {
        /// Most characters.
        length_max: Option<usize>,
    },
    /// One choice, all in sight.
    RadioGroup(Choices),
    /// One choice from a list that opens.
    Dropdown(Choices),
    /// Any number of choices.
    Checkbox(Choices),
    /// Yes or no.
    Boolean {
        /// What is kept for yes; `true` unless defined.
        value_true: Value,
        /// What is kept for no; `false` unless defined.
        value_false: Value,
        /// What to show for yes.
        label_true: Option<LocalText>,
        /// What to show for no.
        label_false: Option<LocalText>,
    },
    /// A mark on a scale.
    Rating(Rating),
    /// One column for each row.
    Matrix {
        /// What is judged.
        rows: Vec<Choice>,
        /// The possible judgements.
        columns: Vec<Choice>,
        /// Whether each row must be answered.
        all_rows_required: bool,
    },
    /// Uploaded files.
    File(FileRules),
}

/// What a line of text holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// Any text.
    Text,
    /// A number.
    Number {
        /// Smallest value.
        min: Option<f64>,
        /// Largest value.
        max: Option<f64>,
    },
    /// A day, `YYYY-MM-DD`.
    Date {
        /// First day.
        min: Option<String>,
        /// Last day.
        max: Option<String>,
    },
    /// An email address.
    Email,
    /// A telephone number.
    Telephone,
    /// A web address with http or https.
    Url,
}

/// One of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// A text, number or truth value; what an answer holds.
    pub value: Value,
    /// What is shown.
    pub text: LocalText,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The items in order.
    pub items: Vec<Choice>,
    /// Whether `other` can be chosen, explained in the answer `<name>-Comment`.
    pub has_other: bool,
    /// Whether `none` can be chosen, alone.
    pub has_none: bool,
}

/// The marks of a rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// Every mark in order.
    pub marks: Vec<Choice>,
    /// What the lowest means.
    pub description_min: Option<LocalText>,
    /// What the highest means.
    pub description_max: Option<LocalText>,
}

/// What is asked of files. Their bytes are checked where they are uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRules {
    /// Most bytes of one file.
    pub bytes_max: Option<u64>,
    /// As in HTML's `accept`: extensions and media types.
    pub accepted_types: Vec<String>,
    /// Whether more than one may be given.
    pub multiple: bool,
}

impl FileRules {
    /// Whether a file of this media type (RFC 2046) is asked for. The content says which it has; an extension stands for the type
    /// that such files have.
    pub fn accepts(&self, media_type: &str) -> bool {
        let is_it = |wanted: &String| {
            let wanted = wanted.to_ascii_lowercase();
            match wanted.split_once("/*") {
                Some(("*", "")) => true,
                Some((family, "")) => media_type.split('/').next() == Some(family),
                _ => wanted == media_type || type_of_extension(&wanted) == Some(media_type),
            }
        };
        self.accepted_types.is_empty() || self.accepted_types.iter().any(is_it)
    }
}

fn type_of_extension(extension: &str) -> Option<&'static str> {
    Some(match extension {
        ".jpg" | ".jpeg" | ".jpe" | ".jfif" => "image/jpeg",
        ".png" => "image/png",
        ".webp" => "image/webp",
        ".pdf" => "application/pdf",
        _ => return None,
    })
}

/// A further condition on an answer.
#[derive(Debug, Clone)]
pub enum Validator {
    /// A number within bounds.
    Numeric {
        /// Smallest value.
        min: Option<f64>,
        /// Largest value.
        max: Option<f64>,
        /// The author's own words for a breach.
        text: Option<LocalText>,
    },
    /// A text within lengths, in characters.
    Text {
        /// Fewest characters.
        length_min: usize,
        /// Most characters.
        length_max: Option<usize>,
        /// The author's own words for a breach.
        text: Option<LocalText>,
    },
    /// A text in which the pattern is found.
    Regex {
        /// The pattern; it runs in linear time.
        pattern: Regex,
        /// The author's own words for a breach.
        text: Option<LocalText>,
    },
    /// An email address.
    Email {
        /// The author's own words for a breach.
        text: Option<LocalText>,
    },
}

impl Element {
    /// What to show as the question, in the given locale.
    pub fn heading(&self, locale: &str) -> &str {
        self.title
            .as_ref()
            .map_or(self.name.as_str(), |title| title.text(locale))
    }

    /// The elements inside, if it is a panel.
    pub fn inner(&self) -> &[Element] {
        match &self.kind {
            Kind::Panel { elements } => elements,
            _ => &[],
        }
    }

    /// Whether it has an answer.
    pub fn is_question(&self) -> bool {
        !matches!(self.kind, Kind::Panel { .. } | Kind::Html { .. })
    }
}
