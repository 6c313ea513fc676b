//! Scores and transliterations against those of the reference implementation, read in place where they lie
//! beside the repository; in a clone without them these tests say so and end.

use std::collections::BTreeMap;

use screening::logic::v1::{Comparison, Weights, compare};
use screening::logic::{EntityView, Prepared};
use screening::text::{ascii_text, clean_name_ascii};
use serde_json::Value;

use crate::beside::unpacked;

/// The records of a packed file of JSON lines, or nothing where it is absent.
fn records(name: &str) -> Option<Vec<Value>> {
    let text = unpacked(&format!("corpus/{name}"))?;
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    Some(
        lines
            .map(|line| serde_json::from_slice(line).expect("each line is JSON"))
            .collect(),
    )
}

/// The records, or the end of the test where they are absent.
macro_rules! records_or_skip {
    ($name:literal) => {
        match records($name) {
            Some(records) => records,
            None => return,
        }
    };
}

struct Entity<'a>(&'a Value);

impl EntityView for Entity<'_> {
    fn schema(&self) -> &str {
        self.0["schema"].as_str().expect("an entity has a schema")
    }

    fn values<'a>(&'a self, property: &str) -> impl Iterator<Item = &'a str> {
        self.0["properties"][property]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }
}

fn compared(record: &Value, weights: &Weights) -> Comparison {
    let (query, listed) = (Entity(&record["query"]), Entity(&record["candidate"]));
    compare(&Prepared::new(&query), &Prepared::new(&listed), weights)
}

fn numbers(features: &Value) -> BTreeMap<&str, f64> {
    let features = features.as_object().expect("features are an object");
    features
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.as_f64()?)))
        .collect()
}

#[test]
fn every_stable_pair_scores_the_same_to_the_last_bit() {
    let pairs = records_or_skip!("logic-v1_pairs.jsonl.gz");
    let weights = Weights::default();
    let stable: Vec<&Value> = pairs.iter().filter(|pair| pair["stable"] == true).collect();
    let mut different = Vec::new();
    for pair in &stable {
        let comparison = compared(pair, &weights);
        let features: BTreeMap<&str, f64> = comparison.features().collect();
        let score = pair["score"].as_f64().expect("a pair has a score");
        if features != numbers(&pair["features"]) || comparison.score != score {
            different.push(format!(
                "{} {}: {} {features:?} against {score} {}",
                pair["id"], pair["kind"], comparison.score, pair["features"]
            ));
        }
    }
    println!(
        "{} of {} stable pairs are equal",
        stable.len() - different.len(),
        stable.len()
    );
    assert!(
        different.is_empty(),
        "{}\n{}",
        different.len(),
        different.join("\n")
    );
}

#[test]
fn every_unstable_pair_scores_as_the_reference_may() {
    let pairs = records_or_skip!("logic-v1_pairs.jsonl.gz");
    let unstable: Vec<&Value> = pairs.iter().filter(|pair| pair["stable"] == false).collect();
    let mut different = Vec::new();
    for pair in &unstable {
        let score = compared(pair, &Weights::default()).score;
        let possible = pair["scores_by_hashseed"].as_array().expect("the scores seen");
        if !possible.iter().any(|seen| seen.as_f64() == Some(score)) {
            different.push(format!("{}: {score} not in {possible:?}", pair["id"]));
        }
    }
    println!(
        "{} of {} unstable pairs are among the scores seen",
        unstable.len() - different.len(),
        unstable.len()
    );
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn the_features_that_are_off_have_the_same_values() {
    let pairs = records_or_skip!("logic-v1_pairs.jsonl.gz");
    let mut weights = Weights::default();
    for name in ["name_metaphone_match", "name_soundex_match"] {
        weights.set(name, 1.0).expect("a feature");
    }
    let mut different = Vec::new();
    for pair in &pairs {
        let features: BTreeMap<&str, f64> = compared(pair, &weights).features().collect();
        if pair["score"] == 0.0 && features.is_empty() {
            continue;
        }
        for (name, value) in numbers(&pair["features_off_by_default"]) {
            let own = features.get(name).copied().unwrap_or(0.0);
            if own != value {
                different.push(format!("{} {name}: {own} against {value}", pair["id"]));
            }
        }
    }
    assert!(
        different.is_empty(),
        "{}\n{}",
        different.len(),
        different.join("\n")
    );
}

#[test]
fn transliterations_agree_with_icu() {
    let names = records_or_skip!("transliteration.jsonl.gz");
    let mut tally: BTreeMap<&str, (usize, usize, usize, Vec<String>)> = BTreeMap::new();
    for name in &names {
        let text = |key: &str| name[key].as_str();
        let (given, expected) = (
            text("text").expect("a text"),
            text("icu_ascii").expect("an answer"),
        );
        let ascii = ascii_text(given);
        let entry = tally.entry(text("script").expect("a script")).or_default();
        entry.0 += 1;
        entry.1 += usize::from(ascii == expected);
        entry.2 += usize::from(clean_name_ascii(given).as_deref() == text("clean_name_ascii"));
        if ascii != expected {
            entry.3.push(format!("{given} | {ascii} | {expected}"));
        }
    }
    for (script, (all, raw, clean, misses)) in &tally {
        println!("{script}: {raw} raw and {clean} clean of {all} {misses:?}");
        // Thai words are told apart by a dictionary of the language, which is not carried here.
        let expected = if *script == "THAI" { 0 } else { *all };
        assert_eq!((*raw, *clean), (expected, expected), "{script}: {misses:?}");
    }
}
