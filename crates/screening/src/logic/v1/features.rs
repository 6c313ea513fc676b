//! The 23 features in their order: what each says, weighs and where the reference explains it.

use super::{identity, names, phonetics};
use crate::logic::entity::Prepared;

/// A feature of the comparison and its published facts.
pub struct Feature {
    /// The name on the wire.
    pub name: &'static str,
    /// One sentence for an officer, in the reference's words and line breaks.
    pub description: &'static str,
    /// The weight unless another is set.
    pub coefficient: f64,
    /// Added to the main score instead of competing for it.
    pub qualifier: bool,
    /// Where the reference implements it.
    pub url: &'static str,
    pub(crate) compute: fn(&Prepared, &Prepared) -> f64,
}

macro_rules! source {
    ($place:literal) => {
        concat!(
            "https://github.com/opensanctions/nomenklatura/blob/3.17.3/nomenklatura/matching/compare/",
            $place
        )
    };
}

type Compute = fn(&Prepared, &Prepared) -> f64;

const fn main(
    name: &'static str,
    coefficient: f64,
    compute: Compute,
    description: &'static str,
    url: &'static str,
) -> Feature {
    Feature {
        name,
        description,
        coefficient,
        qualifier: false,
        url,
        compute,
    }
}

const fn qualifier(
    name: &'static str,
    coefficient: f64,
    compute: Compute,
    description: &'static str,
    url: &'static str,
) -> Feature {
    Feature {
        name,
        description,
        coefficient,
        qualifier: true,
        url,
        compute,
    }
}

/// Every feature, the main ones first, then the qualifiers in the order they are added.
pub const FEATURES: [Feature; 23] = [
    main(
        "name_literal_match",
        1.0,
        names::literal,
        "Two entities have the same name, without normalization applied to the name.",
        source!("names.py#L116"),
    ),
    main(
        "person_name_jaro_winkler",
        0.8,
        names::jaro_winkler_of_persons,
        "Compare two persons' names using the Jaro-Winkler string similarity algorithm.",
        source!("names.py#L54"),
    ),
    main(
        "person_name_phonetic_match",
        0.9,
        phonetics::of_persons,
        "Two persons have similar names, using a phonetic algorithm.",
        source!("phonetic.py#L88"),
    ),
    main(
        "name_fingerprint_levenshtein",
        0.9,
        names::fingerprint_levenshtein,
        concat!(
            "Two non-person entities have similar fingerprinted names. This includes\n",
            " simplifying entity type names (e.g. \"Limited\" -> \"Ltd\") and uses the\n",
            " Damerau-Levensthein string distance algorithm."
        ),
        source!("names.py#L71"),
    ),
    main(
        "name_metaphone_match",
        0.0,
        phonetics::metaphones,
        concat!(
            "Two entities (person and non-person) have similar names, using the metaphone\n",
            " algorithm."
        ),
        source!("phonetic.py#L118"),
    ),
    main(
        "name_soundex_match",
        0.0,
        phonetics::soundexes,
        concat!(
            "Two entities (person and non-person) have similar names, using the soundex\n",
            " algorithm."
        ),
        source!("phonetic.py#L134"),
    ),
    main(
        "address_entity_match",
        0.98,
        identity::addresses,
        "Two address entities relate to similar addresses.",
        source!("addresses.py#L18"),
    ),
    main(
        "crypto_wallet_address",
        0.98,
        identity::wallet,
        "Two cryptocurrency wallets have the same public key.",
        source!("identifiers.py#L78"),
    ),
    main(
        "isin_security_match",
        0.98,
        identity::isin_of_securities,
        "Two securities have the same ISIN.",
        source!("identifiers.py#L63"),
    ),
    main(
        "lei_code_match",
        0.95,
        identity::lei_code,
        "Two entities have the same Legal Entity Identifier.",
        source!("identifiers.py#L43"),
    ),
    main(
        "ogrn_code_match",
        0.95,
        identity::ogrn_code,
        "Two entities have the same Russian company registration (OGRN) code.",
        source!("identifiers.py#L53"),
    ),
    main(
        "vessel_imo_mmsi_match",
        0.95,
        identity::imo_or_mmsi,
        "Two vessels have the same IMO or MMSI identifier.",
        source!("identifiers.py#L70"),
    ),
    main(
        "inn_code_match",
        0.95,
        identity::inn_code,
        "Two entities have the same Russian tax identifier (INN).",
        source!("identifiers.py#L58"),
    ),
    main(
        "bic_code_match",
        0.95,
        identity::bic_code,
        "Two entities have the same SWIFT BIC.",
        source!("identifiers.py#L48"),
    ),
    main(
        "identifier_match",
        0.85,
        identity::identifiers,
        "Two entities have the same tax or registration identifier.",
        source!("identifiers.py#L105"),
    ),
    main(
        "weak_alias_match",
        0.8,
        names::weak_alias,
        "The query name is exactly the same as a result's weak alias.",
        source!("names.py#L135"),
    ),
    qualifier(
        "country_mismatch",
        -0.2,
        identity::countries_disjoint,
        "Both entities are linked to different countries.",
        source!("countries.py#L8"),
    ),
    qualifier(
        "last_name_mismatch",
        -0.2,
        names::last_names_disjoint,
        "The two persons have different last names.",
        source!("names.py#L124"),
    ),
    qualifier(
        "dob_year_disjoint",
        -0.15,
        identity::birth_years_disjoint,
        "The birth date of the two entities is not the same.",
        source!("dates.py#L65"),
    ),
    qualifier(
        "dob_day_disjoint",
        -0.2,
        identity::birth_days_disjoint,
        "The birth date of the two entities is not the same.",
        source!("dates.py#L48"),
    ),
    qualifier(
        "gender_mismatch",
        -0.2,
        identity::genders_disjoint,
        "Both entities have a different gender associated with them.",
        source!("gender.py#L7"),
    ),
    qualifier(
        "orgid_disjoint",
        -0.2,
        identity::organization_ids_disjoint,
        concat!(
            "Two companies or organizations have different tax identifiers or registration\n",
            " numbers."
        ),
        source!("identifiers.py#L89"),
    ),
    qualifier(
        "numbers_mismatch",
        -0.1,
        identity::numbers_mismatch,
        "Find numbers in names and addresses and penalise different numbers.",
        source!("multi.py#L8"),
    ),
];
