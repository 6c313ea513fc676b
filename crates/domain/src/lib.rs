//! What Bulla is about: tenants, flows, applicants, steps, evidence, decisions, events, deliveries, officers and the audit log,
//! with their states, transitions and rules.
//!
//! Pure: the instant, the identifiers and chance are arguments. Knows no wire, no vendor, no SQL and no HTTP.

pub mod applicant;
pub mod audit;
pub mod credential;
pub mod decision;
pub mod error;
pub mod event;
pub mod evidence;
pub mod flow;
pub mod inquiry;
pub mod job;
pub mod mail;
pub mod network;
pub mod officer;
pub mod person;
pub mod questionnaire;
pub mod sandbox;
pub mod session;
pub mod step;
pub mod tenant;
pub mod webhook;

pub use error::{Conflict, Denial, Error, Noun, Reason, Result};
