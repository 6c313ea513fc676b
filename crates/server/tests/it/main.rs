//! The product from outside: the built binary, real HTTP, real webhooks, real pages, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests stop at the first surprise and look at the clock"
)]

mod allpass;
mod argos;
mod browser;
mod codego_kyc;
mod compatibility;
mod crash;
mod desk;
mod harness;
mod journey;
mod me_pages;
mod me_wire;
mod moving;
mod outside;
mod own_page;
mod pages;
mod sandbox;
mod steps;
