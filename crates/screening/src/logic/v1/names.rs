//! Features that compare names as they are written.

use crate::logic::entity::{Fingerprint, Name, Prepared};
use crate::text::{is_plausible, jaro_winkler, levenshtein_similarity};

fn share(left: &std::collections::BTreeSet<String>, right: &std::collections::BTreeSet<String>) -> f64 {
    if left.is_disjoint(right) { 0.0 } else { 1.0 }
}

pub(super) fn literal(query: &Prepared, listed: &Prepared) -> f64 {
    share(&query.light_names, &listed.light_names)
}

pub(super) fn weak_alias(query: &Prepared, listed: &Prepared) -> f64 {
    share(&query.light_names_and_aliases, &listed.light_aliases)
}

pub(super) fn last_names_disjoint(query: &Prepared, listed: &Prepared) -> f64 {
    super::identity::disjoint(&query.last_name_words, &listed.last_name_words)
}

pub(super) fn either_is(query: &Prepared, listed: &Prepared, schema: &str) -> bool {
    query.schema_name == schema || listed.schema_name == schema
}

/// The greatest similarity of any two names.
fn best_pair(query: &Prepared, listed: &Prepared, similarity: fn(&Name, &Name) -> f64) -> f64 {
    let mut best = 0.0_f64;
    for name in &query.names {
        for other in &listed.names {
            best = best.max(similarity(name, other));
        }
    }
    best
}

pub(super) fn jaro_winkler_of_persons(query: &Prepared, listed: &Prepared) -> f64 {
    if !either_is(query, listed, "Person") {
        return 0.0;
    }
    best_pair(query, listed, |name, other| {
        let (name, other) = (name.personal(), other.personal());
        let (left, right) = (name.joined.as_bytes(), other.joined.as_bytes());
        let whole = if is_plausible(left, right) {
            jaro_winkler(left, right).powf(left.len() as f64)
        } else {
            0.0
        };
        whole.max(aligned_words(&name.words, &other.words))
    })
}

/// Each word of the query paired with a word of the other name, the likest first; the product of the
/// likenesses. Words left over on the query's side make it zero, on the other side they cost nothing.
fn aligned_words(query: &[String], listed: &[String]) -> f64 {
    if query.is_empty() || listed.len() < query.len() {
        return 0.0;
    }
    let pairs = greedy_pairs(query, listed, |word, other| {
        let similarity = jaro_winkler(word.as_bytes(), other.as_bytes());
        let counts = similarity > 0.0 && is_plausible(word.as_bytes(), other.as_bytes());
        counts.then_some(similarity)
    });
    if pairs.len() < query.len() {
        return 0.0;
    }
    let weakest_first = || pairs.iter().rev();
    let left: String = weakest_first().map(|pair| pair.query).collect();
    let right: String = weakest_first().map(|pair| pair.listed).collect();
    if !is_plausible(left.as_bytes(), right.as_bytes()) {
        return 0.0;
    }
    pairs.iter().fold(1.0, |product, pair| product * pair.similarity)
}

/// A word of the query with the word of the listed name that it was paired with.
struct Pair<'a> {
    query: &'a str,
    listed: &'a str,
    similarity: f64,
}

/// Distinct words in the order of their first appearance, with how often each occurs.
fn counted(words: &[String]) -> Vec<(&str, usize)> {
    let mut counted: Vec<(&str, usize)> = Vec::with_capacity(words.len());
    for word in words {
        match counted.iter_mut().find(|(known, _)| known == word) {
            Some((_, count)) => *count += 1,
            None => counted.push((word, 1)),
        }
    }
    counted
}

/// Takes the likest pair, again and again while both words remain. Pairs equally like are taken in the order
/// of the query's words and then of the listed name's words: the reference leaves that order to chance.
fn greedy_pairs<'a>(
    query: &'a [String],
    listed: &'a [String],
    similarity: impl Fn(&str, &str) -> Option<f64>,
) -> Vec<Pair<'a>> {
    let (mut left, mut right) = (counted(query), counted(listed));
    let mut candidates: Vec<(usize, usize, f64)> = Vec::with_capacity(left.len() * right.len());
    for (place, (word, _)) in left.iter().enumerate() {
        for (other_place, (other, _)) in right.iter().enumerate() {
            if let Some(similarity) = similarity(word, other) {
                candidates.push((place, other_place, similarity));
            }
        }
    }
    candidates.sort_by(|one, two| two.2.total_cmp(&one.2));
    let mut pairs = Vec::with_capacity(query.len());
    for (place, other_place, similarity) in candidates {
        let ((word, remaining), (other, others_remaining)) = (&mut left[place], &mut right[other_place]);
        let times = (*remaining).min(*others_remaining);
        *remaining -= times;
        *others_remaining -= times;
        for _ in 0..times {
            pairs.push(Pair {
                query: word,
                listed: other,
                similarity,
            });
        }
    }
    pairs
}

pub(super) fn fingerprint_levenshtein(query: &Prepared, listed: &Prepared) -> f64 {
    if either_is(query, listed, "Person") {
        return 0.0;
    }
    best_pair(query, listed, |name, other| {
        if name.raw == other.raw {
            return 1.0;
        }
        let as_written = similarity_as_written(&name.raw, &other.raw);
        match (name.fingerprint(), other.fingerprint()) {
            (Some(left), Some(right)) => as_written.max(fingerprint_similarity(left, right)),
            _ => as_written,
        }
    })
}

fn similarity_as_written(name: &str, other: &str) -> f64 {
    if name.is_ascii() && other.is_ascii() {
        return levenshtein_similarity(name.as_bytes(), other.as_bytes());
    }
    let characters = |text: &str| text.chars().collect::<Vec<char>>();
    levenshtein_similarity(&characters(name), &characters(other))
}

fn fingerprint_similarity(query: &Fingerprint, listed: &Fingerprint) -> f64 {
    let whole = levenshtein_similarity(query.joined.as_bytes(), listed.joined.as_bytes());
    if whole == 1.0 || query.words.is_empty() || listed.words.len() < query.words.len() {
        return whole;
    }
    let pairs = greedy_pairs(&query.words, &listed.words, |word, other| {
        Some(levenshtein_similarity(word.as_bytes(), other.as_bytes()))
    });
    let left: String = pairs.iter().map(|pair| pair.query).collect();
    let right: String = pairs.iter().map(|pair| pair.listed).collect();
    whole.max(levenshtein_similarity(left.as_bytes(), right.as_bytes()))
}
