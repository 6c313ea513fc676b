//! Features that compare what identifies an entity besides its name: numbers, dates, places.

use std::collections::BTreeSet;

use super::names::either_is;
use super::phonetics::common;
use crate::logic::entity::{CODES, Prepared};
use crate::logic::identifiers;
use crate::text::edit_distance;

type Set = BTreeSet<String>;

/// One if both sides have values and share none.
pub(super) fn disjoint(left: &Set, right: &Set) -> f64 {
    let apart = !left.is_empty() && !right.is_empty() && left.is_disjoint(right);
    if apart { 1.0 } else { 0.0 }
}

fn one_if(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

pub(super) fn addresses(query: &Prepared, listed: &Prepared) -> f64 {
    if !either_is(query, listed, "Address") {
        return 0.0;
    }
    let (left, right) = (&query.address_words, &listed.address_words);
    common(left, right) as f64 / left.len().min(right.len()).max(1) as f64
}

pub(super) fn wallet(query: &Prepared, listed: &Prepared) -> f64 {
    let mut shared = query.public_keys.intersection(&listed.public_keys);
    let wallets = either_is(query, listed, "CryptoWallet");
    one_if(wallets && shared.any(|key| key.chars().count() > 10))
}

/// Whether a code of one side is among the other's identifiers, either way round.
fn code_match(query: &Prepared, listed: &Prepared, property: &str, form: fn(&str) -> Option<String>) -> f64 {
    let holds = |one: &Prepared, other: &Prepared| has_code_of(one, other, property, form);
    one_if(holds(query, listed) || holds(listed, query))
}

fn has_code_of(one: &Prepared, other: &Prepared, property: &str, form: fn(&str) -> Option<String>) -> bool {
    let Some(place) = CODES.iter().position(|code| *code == property) else {
        return false;
    };
    let codes: Vec<String> = one.codes[place].iter().filter_map(|value| form(value)).collect();
    !codes.is_empty()
        && other
            .identifiers
            .iter()
            .filter_map(|value| form(value))
            .any(|value| codes.contains(&value))
}

pub(super) fn isin_of_securities(query: &Prepared, listed: &Prepared) -> f64 {
    if !either_is(query, listed, "Security") {
        return 0.0;
    }
    code_match(query, listed, "isin", identifiers::isin)
}

pub(super) fn lei_code(query: &Prepared, listed: &Prepared) -> f64 {
    code_match(query, listed, "leiCode", identifiers::lei)
}

pub(super) fn ogrn_code(query: &Prepared, listed: &Prepared) -> f64 {
    code_match(query, listed, "ogrnCode", identifiers::ogrn)
}

pub(super) fn inn_code(query: &Prepared, listed: &Prepared) -> f64 {
    code_match(query, listed, "innCode", identifiers::inn)
}

pub(super) fn bic_code(query: &Prepared, listed: &Prepared) -> f64 {
    code_match(query, listed, "swiftBic", identifiers::bic)
}

pub(super) fn imo_or_mmsi(query: &Prepared, listed: &Prepared) -> f64 {
    let as_given = |value: &str| Some(value.to_owned());
    code_match(query, listed, "imoNumber", identifiers::imo).max(code_match(query, listed, "mmsi", as_given))
}

pub(super) fn identifiers(query: &Prepared, listed: &Prepared) -> f64 {
    one_if(!query.strict_identifiers.is_disjoint(&listed.strict_identifiers))
}

pub(super) fn countries_disjoint(query: &Prepared, listed: &Prepared) -> f64 {
    disjoint(&query.countries, &listed.countries)
}

pub(super) fn genders_disjoint(query: &Prepared, listed: &Prepared) -> f64 {
    disjoint(&query.genders, &listed.genders)
}

/// The dates that have at least so many characters, cut to them.
fn dates_cut(dates: &Set, length: usize) -> BTreeSet<&str> {
    dates.iter().filter_map(|date| date.get(..length)).collect()
}

pub(super) fn birth_years_disjoint(query: &Prepared, listed: &Prepared) -> f64 {
    let (left, right) = (
        dates_cut(&query.birth_dates, 4),
        dates_cut(&listed.birth_dates, 4),
    );
    one_if(!left.is_empty() && !right.is_empty() && left.is_disjoint(&right))
}

/// Half if day and month of one side are swapped on the other.
pub(super) fn birth_days_disjoint(query: &Prepared, listed: &Prepared) -> f64 {
    let (left, right) = (
        dates_cut(&query.birth_dates, 10),
        dates_cut(&listed.birth_dates, 10),
    );
    if left.is_empty() || right.is_empty() || !left.is_disjoint(&right) {
        return 0.0;
    }
    let swapped = left.iter().filter_map(|date| day_and_month_swapped(date));
    if swapped.into_iter().any(|date| right.contains(date.as_str())) {
        0.5
    } else {
        1.0
    }
}

fn day_and_month_swapped(date: &str) -> Option<String> {
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("{year}-{day}-{month}"))
}

/// How unlike the likest identifiers of two organisations are that share none.
pub(super) fn organization_ids_disjoint(query: &Prepared, listed: &Prepared) -> f64 {
    let (left, right) = (&query.strict_identifiers, &listed.strict_identifiers);
    let organizations = query.is_organization || listed.is_organization;
    if !organizations || disjoint(left, right) == 0.0 {
        return 0.0;
    }
    let mut best = 0.0_f64;
    for identifier in left {
        for other in right {
            best = best.max(identifier_similarity(identifier.as_bytes(), other.as_bytes()));
        }
    }
    1.0 - best
}

fn identifier_similarity(left: &[u8], right: &[u8]) -> f64 {
    let longer = left.len().max(right.len()) as f64;
    let similarity = 1.0 - (edit_distance(left, right) as f64 / longer);
    if similarity > 0.7 { similarity } else { 0.0 }
}

/// The numbers of the query that the other side lacks, by the lesser count of numbers. May be above one.
pub(super) fn numbers_mismatch(query: &Prepared, listed: &Prepared) -> f64 {
    let (left, right) = if either_is(query, listed, "Address") {
        (&query.address_numbers, &listed.address_numbers)
    } else {
        (&query.numbers, &listed.numbers)
    };
    left.difference(right).count() as f64 / left.len().min(right.len()).max(1) as f64
}
