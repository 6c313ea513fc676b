//! Scoring two entities: what is compared, feature by feature, and how the features make one score.
//!
//! Knows FollowTheMoney's schemata as far as scores rest on them, and nothing of lists, indexes or storage.

mod entity;
mod identifiers;
pub mod v1;

pub use entity::{EntityView, MAX_VALUE_LENGTH, Prepared};
