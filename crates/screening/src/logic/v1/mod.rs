//! `logic-v1` as nomenklatura 3.17.3 computes it: 23 features, their weights, one score, nothing rounded.
//!
//! The main score is the greatest weighted feature; qualifiers are then added in their order, and the sum is
//! held between 0 and 1. The order of additions is part of the result.

mod features;
mod identity;
mod names;
mod phonetics;

pub use features::{FEATURES, Feature};

use super::entity::Prepared;

/// How many features there are.
pub const FEATURE_COUNT: usize = FEATURES.len();

/// The weight of each feature, in the order of [`FEATURES`].
#[derive(Debug, Clone, PartialEq)]
pub struct Weights([f64; FEATURE_COUNT]);

/// A weight that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightProblem {
    /// No feature has that name.
    #[error("no feature is called {0:?}")]
    UnknownFeature(String),
    /// Infinite or not a number.
    #[error("the weight of {0} must be a finite number")]
    NotFinite(&'static str),
}

impl Default for Weights {
    fn default() -> Self {
        Self(FEATURES.map(|feature| feature.coefficient))
    }
}

impl Weights {
    /// Replaces the weight of the named feature; zero switches it off.
    pub fn set(&mut self, name: &str, weight: f64) -> Result<(), WeightProblem> {
        let place = FEATURES
            .iter()
            .position(|feature| feature.name == name)
            .ok_or_else(|| WeightProblem::UnknownFeature(name.to_owned()))?;
        if !weight.is_finite() {
            return Err(WeightProblem::NotFinite(FEATURES[place].name));
        }
        self.0[place] = weight;
        Ok(())
    }

    /// The weight of the feature at a place in [`FEATURES`].
    pub fn at(&self, place: usize) -> f64 {
        self.0[place]
    }
}

/// The outcome of one comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Between 0 and 1, not rounded.
    pub score: f64,
    values: [f64; FEATURE_COUNT],
}

impl Comparison {
    /// Name and value of each feature that is not zero, in the order of [`FEATURES`].
    pub fn features(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        let named = FEATURES.iter().map(|feature| feature.name).zip(self.values);
        named.filter(|(_, value)| *value != 0.0)
    }
}

/// Compares who is asked about with who is listed. Schemata that cannot be the same thing score zero.
pub fn compare(query: &Prepared, listed: &Prepared, weights: &Weights) -> Comparison {
    let mut values = [0.0; FEATURE_COUNT];
    let schemata = query.schema.zip(listed.schema);
    let may_match = schemata.is_some_and(|(query, listed)| query.may_match(listed));
    if !may_match && query.schema_name != listed.schema_name {
        return Comparison { score: 0.0, values };
    }
    for ((value, feature), weight) in values.iter_mut().zip(&FEATURES).zip(weights.0) {
        if weight != 0.0 {
            *value = (feature.compute)(query, listed);
        }
    }
    let score = combined(&values, weights);
    Comparison { score, values }
}

fn combined(values: &[f64; FEATURE_COUNT], weights: &Weights) -> f64 {
    let mut greatest = f64::NEG_INFINITY;
    let mut qualified = 0.0;
    let mut qualifying = false;
    for ((value, feature), weight) in values.iter().zip(&FEATURES).zip(weights.0) {
        if !feature.qualifier {
            greatest = greatest.max(value * weight);
            continue;
        }
        if !qualifying {
            qualified = greatest;
            qualifying = true;
        }
        qualified += value * weight;
    }
    if qualified > 0.0 { qualified.min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests;
