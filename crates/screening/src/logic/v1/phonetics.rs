//! Features that compare how names sound.

use super::names::either_is;
use crate::logic::entity::{Name, Prepared, Token};
use crate::text::{is_modern_alphabet, is_plausible, metaphone, soundex};

/// The share of the query's tokens that find a token of the same sound, the best of any two names.
pub(super) fn of_persons(query: &Prepared, listed: &Prepared) -> f64 {
    if !either_is(query, listed, "Person") {
        return 0.0;
    }
    let mut best = 0.0_f64;
    for tokens in query
        .names
        .iter()
        .map(|name| &name.personal().tokens)
        .filter(|tokens| !tokens.is_empty())
    {
        for other in &listed.names {
            best = best.max(matched(tokens, &other.personal().tokens) as f64 / tokens.len() as f64);
        }
    }
    best
}

fn matched(query: &[Token], listed: &[Token]) -> usize {
    let mut free: Vec<&Token> = listed.iter().collect();
    let mut matched = 0;
    for token in query {
        if let Some(place) = free.iter().position(|other| sounds_like(token, other)) {
            free.remove(place);
            matched += 1;
        }
    }
    matched
}

fn sounds_like(token: &Token, other: &Token) -> bool {
    match (&token.sound, &other.sound) {
        (Some(sound), Some(other_sound)) => {
            sound == other_sound && is_plausible(token.ascii.as_bytes(), other.ascii.as_bytes())
        }
        _ => token.ascii == other.ascii,
    }
}

pub(super) fn metaphones(query: &Prepared, listed: &Prepared) -> f64 {
    share_of_codes(query, listed, |word| {
        let code = metaphone(word);
        (code.chars().count() >= 3).then_some(code)
    })
}

pub(super) fn soundexes(query: &Prepared, listed: &Prepared) -> f64 {
    share_of_codes(query, listed, |word| {
        Some(soundex(word)).filter(|code| !code.is_empty())
    })
}

fn share_of_codes(query: &Prepared, listed: &Prepared, code: fn(&str) -> Option<String>) -> f64 {
    let listed_codes: Vec<Vec<String>> = listed.names.iter().map(|name| codes(name, code)).collect();
    let mut best = 0.0_f64;
    for name in &query.names {
        let own = codes(name, code);
        for other in &listed_codes {
            best = best.max(common(&own, other) as f64 / own.len().max(2) as f64);
        }
    }
    best
}

/// The codes of a name's words; a word that is no word, or has no code, stands for itself.
fn codes(name: &Name, code: fn(&str) -> Option<String>) -> Vec<String> {
    let Some(fingerprint) = name.fingerprint().filter(|_| is_modern_alphabet(&name.raw)) else {
        return Vec::new();
    };
    let coded = |word: &String| {
        let is_word = word.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_word
            .then(|| code(word))
            .flatten()
            .unwrap_or_else(|| word.to_uppercase())
    };
    fingerprint.words.iter().map(coded).collect()
}

/// How many elements two lists share, each counted as often as both have it.
pub(super) fn common(left: &[String], right: &[String]) -> usize {
    let mut free: Vec<&String> = right.iter().collect();
    left.iter()
        .filter(|element| {
            let place = free.iter().position(|other| other == element);
            place.map(|place| free.swap_remove(place)).is_some()
        })
        .count()
}
