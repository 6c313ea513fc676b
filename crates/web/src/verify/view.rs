//! What each screen shows, as plain values for its template. Must not know where the values come from.
//!
//! An empty text means "none". The template engine escapes every value.

use askama::Template;
use domain::{Error, Result};

use crate::text::Texts;

/// What every page has.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Tag of the language.
    pub lang: String,
    /// The language's own name.
    pub lang_name: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// What asset addresses begin with.
    pub assets: String,
    /// Who asks.
    pub tenant: String,
    /// Address of the drawing beside the name.
    pub logo: String,
    /// Address of the tenant's colours.
    pub tenant_css: String,
    /// Whether the tenant only tries things out.
    pub test_mode: bool,
    /// Whether what is given so far can be returned to.
    pub saved: bool,
    /// Where to ask for help.
    pub help: String,
    /// The menu.
    pub languages: Vec<LanguageItem>,
    /// What an embedding page is told.
    pub frame: Option<Frame>,
}

/// One language of the menu.
#[derive(Debug, Clone)]
pub struct LanguageItem {
    /// Its tag.
    pub code: &'static str,
    /// Its own name.
    pub name: &'static str,
    /// Whether the page is in it.
    pub current: bool,
}

/// What an embedding page is told by message.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Origins that may hear it, separated by spaces.
    pub origins: String,
    pub event: &'static str,
    pub app_key: String,
    pub transaction_id: String,
    pub external_user_id: String,
    pub flow_id: String,
    pub step_type: &'static str,
    pub mode: &'static str,
    pub error: String,
}

/// What every step has.
#[derive(Debug, Clone, Default)]
pub struct StepHead {
    /// From 1.
    pub number: u32,
    /// How many; 0 hides the count.
    pub total: u32,
    /// For scripts and tests.
    pub name: &'static str,
    /// Beside the count.
    pub title: String,
    /// Below the heading.
    pub lead: String,
    /// What is wrong with what was sent.
    pub problem: String,
    /// The form's own token.
    pub form: String,
    /// Where the form goes.
    pub url: String,
    /// The screen before.
    pub back_url: String,
    /// A picture that opens the same link on a phone.
    pub qr_url: String,
    /// Events from other devices.
    pub events_url: String,
}

macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident($path:literal) { $($field:ident: $kind:ty),* })*) => {$(
        $(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $name {
            pub t: &'static Texts,
            pub page: Page,
            pub heading: String,
            $(pub $field: $kind,)*
        }
    )*};
}

screens! {
    /// Who asks, why, for what, how long it is kept.
    ConsentScreen("verify/consent.html") { step: StepHead, consent: Consent }
    /// Which document, and what is written on it.
    DocumentScreen("verify/document.html") { step: StepHead, document: DocumentChoice }
    /// One picture or file.
    CaptureScreen("verify/capture.html") { step: StepHead, capture: Capture }
    /// A mail address or phone number.
    ContactScreen("verify/contact.html") { step: StepHead, contact: Contact }
    /// The code that was sent.
    CodeScreen("verify/code.html") { step: StepHead, code: CodeEntry }
    /// A questionnaire.
    QuestionnaireScreen("verify/questionnaire.html") { step: StepHead, questionnaire: QuestionnaireForm }
    /// Device and place.
    DeviceScreen("verify/device.html") { step: StepHead }
    /// Everything given, before it is sent.
    ReviewScreen("verify/review.html") { step: StepHead, review: Review }
    /// A step that has to be given again.
    RefusedScreen("verify/refused.html") { step: StepHead, refused: Refused }
    /// All is sent.
    DoneScreen("verify/done.html") { done: Done }
    /// The way ends here.
    EndScreen("verify/end.html") { end: End }
}

/// Facts on the first screen.
#[derive(Debug, Clone)]
pub struct Consent {
    pub purpose: String,
    pub steps: Vec<String>,
    /// How long it is kept; 0 when months say it.
    pub years: u32,
    pub months: u32,
    pub minutes: u32,
}

/// One of several.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What is sent.
    pub code: String,
    /// What is shown.
    pub name: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

/// Which document.
#[derive(Debug, Clone)]
pub struct DocumentChoice {
    pub types: Vec<Choice>,
    pub countries: Vec<Choice>,
    pub fields: Vec<TypedField>,
}

/// One detail that is typed off the document.
#[derive(Debug, Clone, Default)]
pub struct TypedField {
    pub name: &'static str,
    pub label: String,
    pub input_type: &'static str,
    pub autocomplete: &'static str,
    pub length_max: u32,
    pub required: bool,
    pub value: String,
    pub problem: String,
}

/// One picture or file.
#[derive(Debug, Clone)]
pub struct Capture {
    /// Shape of the frame: `card`, `face`, `page` or `none`.
    pub guide: &'static str,
    /// Drawing of a good picture.
    pub example: &'static str,
    /// `environment` or `user`.
    pub facing: &'static str,
    /// The sentence under the frame.
    pub guidance: String,
    /// Whether a PDF will do.
    pub pdf: bool,
    /// Whether the camera shoots when the view is steady.
    pub automatic: bool,
    /// Media types.
    pub accept: &'static str,
    /// Largest file.
    pub max_megabytes: u32,
    /// The same in bytes.
    pub max_bytes: u64,
    /// Keys of the sentences that the scripts say.
    pub texts: &'static [&'static str],
}

/// A mail address or phone number.
#[derive(Debug, Clone)]
pub struct Contact {
    pub label: String,
    pub input_type: &'static str,
    pub autocomplete: &'static str,
    pub value: String,
}

/// The code that was sent.
#[derive(Debug, Clone, Copy)]
pub struct CodeEntry {
    /// How long it works.
    pub minutes: u32,
    /// Wrong entries that are left.
    pub tries: u32,
    /// Whether another address may be given.
    pub can_change: bool,
}

/// A questionnaire.
#[derive(Debug, Clone)]
pub struct QuestionnaireForm {
    /// Where the scripts ask what shows.
    pub visibility_url: String,
    /// Everything in order, hidden or not.
    pub questions: Vec<Question>,
}

/// One element of a questionnaire.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// `heading`, `note`, `text`, `comment`, `dropdown`, `radio`, `check`, `boolean`, `rating`, `matrix` or `file`.
    pub kind: &'static str,
    /// Its name in the questionnaire.
    pub name: String,
    /// Its name in the form.
    pub field: String,
    pub id: String,
    pub title: String,
    pub description: String,
    /// Whether it has several inputs.
    pub group: bool,
    pub required: bool,
    pub visible: bool,
    pub input_type: &'static str,
    pub length_max: u32,
    pub value: String,
    pub choices: Vec<Cell>,
    pub rows: Vec<Row>,
    pub accept: String,
    pub multiple: bool,
    pub files: Vec<KeptFile>,
    pub has_other: bool,
    pub comment: String,
    pub problem: String,
}

/// One choice of a question.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub value: String,
    pub text: String,
    pub chosen: bool,
}

/// One row of a matrix.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub text: String,
    pub field: String,
    pub cells: Vec<Cell>,
}

/// A file that answers a question already.
#[derive(Debug, Clone)]
pub struct KeptFile {
    pub id: String,
    pub name: String,
}

/// Everything given.
#[derive(Debug, Clone)]
pub struct Review {
    /// In order.
    pub entries: Vec<ReviewItem>,
}

/// One step as it was given.
#[derive(Debug, Clone, Default)]
pub struct ReviewItem {
    pub title: String,
    pub value: String,
    pub has_pictures: bool,
    pub pictures: Vec<Picture>,
    pub change_url: String,
}

/// A picture that was given.
#[derive(Debug, Clone)]
pub struct Picture {
    pub url: String,
    pub title: String,
}

/// Why a step has to be given again.
#[derive(Debug, Clone)]
pub struct Refused {
    pub reason: String,
    pub note: String,
    pub picture_url: String,
    pub picture_title: String,
    pub example: &'static str,
    pub example_text: String,
    pub tries: u32,
    pub retry_url: String,
}

/// All is sent.
#[derive(Debug, Clone)]
pub struct Done {
    /// How long a review usually takes.
    pub hours: u32,
    /// Where the result is sent.
    pub mail: String,
    /// What to quote.
    pub reference: String,
}

/// The way ends here.
#[derive(Debug, Clone, Default)]
pub struct End {
    pub text: String,
    pub icon: &'static str,
    pub mark: &'static str,
    pub retry_url: String,
    pub reference: String,
}

/// The screen as HTML.
///
/// # Errors
/// [`Error::Internal`] when the template cannot be filled.
pub fn html(screen: &impl Template) -> Result<String> {
    screen.render().map_err(Error::internal)
}

#[cfg(test)]
mod tests;
