//! The wires: each translates its JSON to the application's values and back, and nothing else.
//!
//! A vendor's habits stay in that vendor's folder. Knows the application and the domain; never the store, never a page.

pub mod allpass;
pub mod argos;
pub mod codego_kyc;
mod data_uri;
#[cfg(any(test, feature = "testing"))]
pub mod golden;
pub mod http;
pub mod operator;
