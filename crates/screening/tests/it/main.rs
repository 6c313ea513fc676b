//! The engine from outside the crate: lists made for the tests, damaged ones, the official ones, and scores against those of the
//! reference.
#![cfg(test)]

mod beside;
mod corpus;
mod damaged;
mod genuine;
mod lists;
