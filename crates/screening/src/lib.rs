//! Screening: how alike a person, company, vessel or wallet is to an entry of a list, exactly and explained.
//!
//! Everything here is pure: no clock, no chance, no file, no network.

pub mod logic;
pub mod text;
