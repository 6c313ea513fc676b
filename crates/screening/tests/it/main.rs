//! The engine from outside the crate: lists made for the tests, the official ones, and scores against those of the reference.

#[cfg(test)]
mod beside;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod genuine;
#[cfg(test)]
mod lists;
