//! The binary `bulla`: settings, wiring, command line, and the way in over HTTP.
//!
//! The only place that reads the environment, opens sockets and prints.

pub mod bench;
pub mod command;
pub mod demo;
pub mod http;
mod import;
pub mod lan;
pub mod listen;
pub mod log;
pub mod secret;
pub mod settings;
pub mod tls;
pub mod wiring;
