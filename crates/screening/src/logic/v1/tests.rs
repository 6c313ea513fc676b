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
    // Both words of the query are equally like both of the other name; the join in written order is the same
    // text.
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

/// The value of one feature for two entities given as `Schema: property=value; ...`.
fn value_of(name: &str, query: &'static str, listed: &'static str) -> f64 {
    let parsed = |text: &'static str| {
        let (schema, properties) = text.split_once(": ").expect("a schema first");
        let properties: Vec<_> = properties
            .split("; ")
            .filter_map(|pair| pair.split_once('='))
            .collect();
        entity(schema, &properties)
    };
    let mut weights = Weights::default();
    weights.set(name, 1.0).expect("a feature");
    let comparison = compare(&parsed(query), &parsed(listed), &weights);
    comparison
        .features()
        .find(|(feature, _)| *feature == name)
        .map_or(0.0, |(_, value)| value)
}

#[test]
fn each_feature_of_names_has_its_value() {
    for (feature, query, listed, value) in [
        (
            "name_literal_match",
            "Company: name=ACME-Werke",
            "Company: alias=acme werke",
            1.0,
        ),
        (
            "name_literal_match",
            "Company: name=Acme",
            "Company: weakAlias=Acme",
            0.0,
        ),
        (
            "person_name_jaro_winkler",
            "Person: name=Doe John",
            "Person: name=John Albert Doe",
            1.0,
        ),
        (
            "person_name_jaro_winkler",
            "Person: name=John Albert Doe",
            "Person: name=Doe John",
            0.0,
        ),
        (
            "person_name_phonetic_match",
            "Person: name=Mohammed Hussein",
            "Person: name=Muhammad Husain",
            1.0,
        ),
        (
            "person_name_phonetic_match",
            "Person: name=John Doe",
            "Person: name=John Roe",
            0.5,
        ),
        (
            "name_fingerprint_levenshtein",
            "Company: name=Acme Limited",
            "Company: name=ACME Ltd.",
            1.0,
        ),
        (
            "name_fingerprint_levenshtein",
            "Person: name=Acme",
            "LegalEntity: name=Acme",
            0.0,
        ),
        (
            "name_metaphone_match",
            "Company: name=Knightwood",
            "Company: name=Nitewood",
            0.5,
        ),
        (
            "name_soundex_match",
            "Company: name=Robert Rupert",
            "Company: name=Rupert Rubin",
            0.5,
        ),
        (
            "weak_alias_match",
            "Person: name=Abu Mariam",
            "Person: weakAlias=Abu  Mariam",
            1.0,
        ),
        (
            "weak_alias_match",
            "Person: weakAlias=Abu Mariam",
            "Person: name=Abu Mariam",
            0.0,
        ),
        (
            "last_name_mismatch",
            "Person: lastName=Doe",
            "Person: lastName=Roe",
            1.0,
        ),
        (
            "last_name_mismatch",
            "Person: lastName=Doe",
            "Person: lastName=Roe Doe",
            0.0,
        ),
        (
            "numbers_mismatch",
            "Company: name=Unit 61398",
            "Company: name=Unit 61",
            1.0,
        ),
        (
            "numbers_mismatch",
            "Address: full=Main St 1",
            "Address: full=Main St 1, 2nd floor",
            0.0,
        ),
    ] {
        assert_eq!(
            value_of(feature, query, listed),
            value,
            "{feature} {query} | {listed}"
        );
    }
}

#[test]
fn each_feature_of_identity_has_its_value() {
    for (feature, query, listed, value) in [
        (
            "address_entity_match",
            "Address: full=1 Main Street",
            "Address: full=Main Street",
            1.0,
        ),
        (
            "crypto_wallet_address",
            "CryptoWallet: publicKey=0123456789a",
            "CryptoWallet: publicKey=0123456789a",
            1.0,
        ),
        (
            "crypto_wallet_address",
            "CryptoWallet: publicKey=0123456789",
            "CryptoWallet: publicKey=0123456789",
            0.0,
        ),
        (
            "isin_security_match",
            "Security: isin=US0378331005",
            "Security: ticker=us0378331005",
            1.0,
        ),
        (
            "lei_code_match",
            "Company: leiCode=213800KUD8LAJWSQ9D15",
            "Company: idNumber=213800KUD8LAJWSQ9D15",
            1.0,
        ),
        (
            "lei_code_match",
            "Company: idNumber=213800KUD8LAJWSQ9D15",
            "Company: taxNumber=213800KUD8LAJWSQ9D15",
            0.0,
        ),
        (
            "ogrn_code_match",
            "Company: ogrnCode=1027739642281",
            "Company: registrationNumber=1027739642281",
            1.0,
        ),
        (
            "vessel_imo_mmsi_match",
            "Vessel: imoNumber=9074729",
            "Vessel: imoNumber=IMO 9074729",
            1.0,
        ),
        (
            "vessel_imo_mmsi_match",
            "Vessel: mmsi=211111111",
            "Vessel: mmsi=211111111",
            1.0,
        ),
        (
            "inn_code_match",
            "Person: innCode=123456789047",
            "Person: taxNumber=123456789047",
            1.0,
        ),
        (
            "bic_code_match",
            "Company: swiftBic=AGRIFRPP",
            "Company: swiftBic=AGRIFRPP882",
            1.0,
        ),
        (
            "identifier_match",
            "Person: passportNumber=ab 123",
            "Person: idNumber=AB-123",
            1.0,
        ),
        (
            "country_mismatch",
            "Person: nationality=fr",
            "Person: citizenship=de",
            1.0,
        ),
        ("country_mismatch", "Vessel: flag=pa", "Vessel: pastFlags=pa", 0.0),
        (
            "dob_year_disjoint",
            "Person: birthDate=1980",
            "Person: birthDate=1981-02-03",
            1.0,
        ),
        (
            "dob_day_disjoint",
            "Person: birthDate=1980-01-02",
            "Person: birthDate=1980-02-01",
            0.5,
        ),
        (
            "dob_day_disjoint",
            "Person: birthDate=1980",
            "Person: birthDate=1980-02-01",
            0.0,
        ),
        (
            "gender_mismatch",
            "Person: gender=male",
            "Person: gender=female",
            1.0,
        ),
        (
            "orgid_disjoint",
            "Company: idNumber=ABCDEFGH",
            "Company: idNumber=ABCDEFGX",
            0.125,
        ),
        (
            "orgid_disjoint",
            "Person: idNumber=ABCDEFGH",
            "Person: idNumber=12345678",
            0.0,
        ),
    ] {
        assert_eq!(
            value_of(feature, query, listed),
            value,
            "{feature} {query} | {listed}"
        );
    }
}

#[test]
fn only_the_start_of_an_endless_name_is_compared() {
    let name = |end: &str| "abc ".repeat(crate::logic::MAX_VALUE_LENGTH / 4) + end;
    let (one, other): (&'static str, &'static str) = (name("one").leak(), name("other").leak());
    assert_eq!(score(&named("Company", one), &named("Company", other)), 1.0);
}
