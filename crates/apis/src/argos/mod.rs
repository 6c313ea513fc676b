//! The Argos identity check, `/v3/*` and the form address.

mod encryption;
mod enums;
mod form;
mod query;
mod reject;
mod reply;
mod request;
mod wire;
