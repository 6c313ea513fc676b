//! Documents as bytes: what was uploaded, and what can be read from it.
//!
//! An engine: bytes in, values out. Knows no clock, no chance, no storage, no wire and no applicant.

pub mod intake;
