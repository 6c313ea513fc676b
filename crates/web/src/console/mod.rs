//! The officers' console: the queue, evidence, decisions, and everything a tenant is run with. Server-rendered; works without scripts.
//!
//! Knows no SQL and no vendor's wire; what an officer may do is decided by the application, pages only hide what cannot be used.

mod applicant;
mod assets;
mod audit;
mod chart;
mod credential;
mod delivery;
mod editor;
mod endpoint;
mod flow;
mod headers;
mod item;
mod job;
mod mail;
mod officer;
mod overview;
mod parts;
mod problem;
mod queue;
mod shell;
mod sign_in;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use assets::href as asset;
