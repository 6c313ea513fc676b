//! All SQL of the product, written once for SQLite and PostgreSQL in the dialect of `docs/dialect.md`.
//!
//! [`Db`] runs transactions; what is stored about each noun is in the module of that noun. Knows `domain` and the two
//! engines, no wire, no HTTP, no clock: instants and identifiers are arguments.

mod db;
pub mod migration;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use db::{Db, DbConfig, Dialect, FromValue, Row, Shim, Tx, Value};
