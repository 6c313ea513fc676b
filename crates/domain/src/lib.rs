//! What Bulla is about: tenants, flows, applicants, steps, evidence, decisions, events, deliveries, officers and the audit log,
//! with their states, transitions and rules.
//!
//! Pure: the instant, the identifiers and chance are arguments. Knows no wire, no vendor, no SQL and no HTTP.

pub mod error;
pub mod questionnaire;
pub use error::{Conflict, Denial, Error, Noun, Reason, Result};
