//! Screening people, companies, vessels and wallets against lists: entities, the lists' files, names and scores.
//!
//! Usable alone as a library. It knows no tenant, no case, no database and no network: files come in as bytes,
//! entities and scores come out. Nothing here reads a clock or draws a random number.

pub mod entity;
pub mod list;
pub mod logic;
pub mod schema;
pub mod text;

pub use entity::Entity;
pub use schema::{Kind, Property, Schema};
