//! Questionnaires in SurveyJS' JSON form: what is asked, what shows under which answers, and which answers
//! are valid.
//!
//! A [`Definition`] is parsed once from JSON and bounded: pages, elements, nesting, choices, texts,
//! expressions and patterns. Then [`Definition::visible`] says what to show and [`Definition::check`] which
//! answers may be kept. Nothing here renders a page, knows who answers, or opens a file: a file answer is a
//! name and an identifier.
//!
//! The property names and the meaning of expressions follow SurveyJS' public documentation. Types and
//! properties that would change an answer but are not supported are errors of the definition, never ignored.

mod answer;
mod check;
mod choices;
mod definition;
mod expression;
mod parse;
mod text;
mod visible;

#[cfg(test)]
mod tests;

pub use check::AnswerProblem;
pub use definition::{Choice, Choices, Definition, Element, FileRules, Input, Kind, Page, Rating, Validator};
pub use expression::Expression;
pub use text::LocalText;
pub use visible::{Visible, VisibleElement, VisiblePage};

/// Answers by question name.
pub type Answers = serde_json::Map<String, serde_json::Value>;

/// Why a definition was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct DefinitionProblem {
    /// Where, e.g. `pages[0].elements[2].visibleIf`.
    pub path: String,
    /// What is wrong there, for the author of the questionnaire.
    pub reason: String,
}

/// Most pages of a questionnaire.
pub const PAGES_MAX: usize = 50;
/// Most elements of a questionnaire, panels and what they hold included.
pub const ELEMENTS_MAX: usize = 500;
/// How deep panels may stand in panels.
pub const NESTING_MAX: usize = 5;
/// Most choices, rows or columns of one question.
pub const CHOICES_MAX: usize = 1000;
/// Most characters of one answer.
pub const ANSWER_CHARACTERS_MAX: usize = 10_000;
/// Most files of one answer.
pub const FILES_MAX: usize = 20;
