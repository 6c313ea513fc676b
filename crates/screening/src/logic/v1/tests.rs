//! The rules of the score, by examples.

use std::collections::BTreeMap;

use super::*;
use crate::logic::EntityView;

struct Sample {
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<&'static str>>,
}

impl EntityView for Sample {
    fn schema(&self) -> &str {
        self.schema
    }

    fn values<'a>(&'a self, property: &str) -> impl Iterator<Item = &'a str> {
        self.properties.get(property).into_iter().flatten().copied()
    }
}

fn entity(schema: &'static str, properties: &[(&'static str, &'static str)]) -> Prepared {
    let mut sample = Sample {
        schema,
        properties: BTreeMap::new(),
    };
    for (property, value) in properties {
        sample.properties.entry(property).or_default().push(value);
    }
    Prepared::new(&sample)
}

fn named(schema: &'static str, name: &'static str) -> Prepared {
    entity(schema, &[("name", name)])
}

fn score(query: &Prepared, listed: &Prepared) -> f64 {
    compare(query, listed, &Weights::default()).score
}

#[test]
fn equal_names_score_one_and_foreign_schemata_zero() {
    assert_eq!(
        score(&named("Person", "John Doe"), &named("Person", "john  doe.")),
        1.0
    );
    assert_eq!(
        score(&named("Person", "John Doe"), &named("Vessel", "John Doe")),
        0.0
    );
    assert_eq!(
        score(&named("Thing", "John Doe"), &named("Thing", "John Doe")),
        1.0
    );
    assert_eq!(
        score(&named("Thing", "John Doe"), &named("Person", "John Doe")),
        0.0
    );
    assert_eq!(
        score(&named("Person", "John Doe"), &named("LegalEntity", "John Doe")),
        1.0
    );
}

#[test]
fn names_of_punctuation_alone_are_alike() {
    assert_eq!(score(&named("Person", "!!!"), &named("Person", "...")), 0.8);
    assert_eq!(score(&named("Company", "!!!"), &named("Company", "...")), 0.0);
    assert_eq!(score(&entity("Person", &[]), &entity("Person", &[])), 0.0);
}

#[test]
fn qualifiers_stack_and_numbers_may_weigh_more_than_once() {
    let query = entity("Person", &[("name", "John Doe"), ("birthDate", "1980-01-02")]);
    let listed = entity("Person", &[("name", "John Doe"), ("birthDate", "1975-05-06")]);
    assert_eq!(score(&query, &listed), 1.0 - 0.15 - 0.2);
    let swapped = entity("Person", &[("name", "John Doe"), ("birthDate", "1980-02-01")]);
    assert_eq!(score(&query, &swapped), 1.0 + 0.5 * -0.2);
    let comparison = compare(
        &named("Company", "Fund 12 34 56"),
        &named("Company", "Fund"),
        &Weights::default(),
    );
    assert_eq!(
        comparison.features().collect::<Vec<_>>(),
        [("numbers_mismatch", 3.0)]
    );
    assert_eq!(comparison.score, 0.0);
}

#[test]
fn weights_may_be_replaced() {
    let mut weights = Weights::default();
    weights.set("name_soundex_match", 0.7).expect("a feature");
    weights
        .set("name_fingerprint_levenshtein", 0.0)
        .expect("a feature");
    let comparison = compare(
        &named("Company", "Acme Stahl"),
        &named("Company", "Akme Werke"),
        &weights,
    );
    let found: Vec<_> = comparison.features().collect();
    assert_eq!(found, [("name_soundex_match", 0.5)]);
    assert_eq!(comparison.score, 0.35);
    assert!(matches!(
        weights.set("nonsense", 1.0),
        Err(WeightProblem::UnknownFeature(_))
    ));
    assert!(matches!(
        weights.set("lei_code_match", f64::NAN),
        Err(WeightProblem::NotFinite(_))
    ));
}

#[test]
fn wallets_match_by_long_keys_only() {
    let long = || entity("CryptoWallet", &[("publicKey", "bc1qexampleexample")]);
    assert_eq!(score(&long(), &long()), 0.98);
    let short = || entity("CryptoWallet", &[("publicKey", "bc1q")]);
    assert_eq!(score(&short(), &short()), 0.85);
}

#[test]
fn equally_like_words_are_paired_in_the_order_they_are_written() {
    // Both words of the query are equally like both of the other name; the join in written order is the same text.
    assert_eq!(
        score(&named("Company", "aaaa bbbb"), &named("Company", "bbbb aaaa")),
        0.9
    );
}

#[test]
fn hostile_names_are_only_unlike() {
    let long: &'static str = Box::leak("x y ".repeat(2_500).into_boxed_str());
    for name in ["", "\0", "\u{202e}\u{200b}", "a", long] {
        for schema in ["Person", "Company"] {
            let score = score(&named(schema, "John Doe"), &named(schema, name));
            assert_eq!(score, 0.0, "{schema} {:?}", name.get(..8));
        }
    }
}

#[test]
fn the_table_has_the_published_facts() {
    assert_eq!(FEATURES.iter().filter(|feature| !feature.qualifier).count(), 16);
    assert_eq!(FEATURES[4].coefficient, 0.0);
    assert!(FEATURES[4].description.contains("metaphone\n algorithm."));
    assert!(
        FEATURES[22]
            .url
            .ends_with("3.17.3/nomenklatura/matching/compare/multi.py#L8")
    );
}
