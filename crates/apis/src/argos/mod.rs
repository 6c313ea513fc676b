//! The Argos identity check, `/v3/*` and the form address.

mod encryption;
mod form;
mod query;
