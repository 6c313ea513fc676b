//! The list readers from outside the crate: files made for the tests, and the official ones.

#[cfg(test)]
mod damaged;
#[cfg(test)]
mod genuine;
#[cfg(test)]
mod lists;
