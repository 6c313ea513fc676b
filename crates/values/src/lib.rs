//! The words every layer shares: instants, dates, countries, contact addresses and typed identifiers.
//!
//! Each type parses from text, prints to text and compares. Nothing here reads a clock, draws a random number,
//! touches a file or knows a vendor.

mod contact;
mod country;
mod country_words;
mod id;
mod partial_date;
mod plus_code;
mod text;
mod timestamp;

pub use contact::{EmailAddress, PhoneNumber};
pub use country::Country;
pub use id::*;
pub use partial_date::PartialDate;
pub use plus_code::plus_code;
pub use text::{TextProblem, bounded_text};
pub use timestamp::Timestamp;

/// A text that is not what it should be: what was expected, in words for a developer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct ParseError {
    /// What a well-formed text would have been, e.g. "an ISO 8601 date".
    pub expected: &'static str,
}

impl ParseError {
    /// Names what was expected.
    pub const fn expected(expected: &'static str) -> Self {
        Self { expected }
    }
}
