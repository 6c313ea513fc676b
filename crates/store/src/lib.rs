//! All SQL of the product, written once for SQLite and PostgreSQL in the dialect of `docs/dialect.md`.
//!
//! [`Db`] runs transactions; what is stored about each noun is in the module of that noun. Knows `domain` and the two
//! engines, no wire, no HTTP, no clock: instants and identifiers are arguments.

mod applicant;
mod audit;
mod credential;
mod db;
mod event;
mod file;
mod flow;
mod idempotency;
mod inquiry;
mod installation;
mod job;
mod json;
mod listing;
mod mail;
pub mod migration;
mod officer;
mod session;
mod step;
mod tenant;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod webhook;

pub use applicant::{ApplicantFilter, ApplicantSummary, Hold};
pub use db::{Db, DbConfig, Dialect, FromValue, Row, Shim, Tx, Value};
pub use idempotency::Earlier;
pub use inquiry::DeviceReport;
pub use listing::ListingFilter;
pub use webhook::{DeliveryFilter, StoredEndpoint};
