//! Honorifics before a name and the possessive after it, taken away.

use super::category::{is_space, is_word_character};

const HONORIFICS: [&str; 26] = [
    "mr",
    "ms",
    "mrs",
    "mister",
    "miss",
    "madam",
    "madame",
    "monsieur",
    "mme",
    "mmme",
    "herr",
    "hr",
    "frau",
    "fr",
    "the",
    "fräulein",
    "senor",
    "senorita",
    "sheik",
    "sheikh",
    "shaikh",
    "sr",
    "sir",
    "lady",
    "de",
    "of",
];

/// Drops what is no word at either end, any number of leading honorifics, and a trailing possessive.
///
/// The text is lower-cased already. A name that goes on over a line break is left as it is.
pub fn strip_entity_prefix(text: &str) -> &str {
    let mut rest = text.trim_start_matches(|character| !is_word_character(character));
    while let Some(after) = after_honorific(rest) {
        rest = after;
    }
    let mut term = rest.trim_end_matches(|character| !is_word_character(character));
    for possessive in ["'s", "’s", "'ſ", "’ſ"] {
        if let Some(shorter) = term.strip_suffix(possessive) {
            term = shorter;
            break;
        }
    }
    if term.contains('\n') { text } else { term }
}

fn after_honorific(text: &str) -> Option<&str> {
    HONORIFICS.iter().find_map(|honorific| {
        let rest = strip_folded(text, honorific)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let trimmed = rest.trim_start_matches(is_space);
        (trimmed.len() < rest.len()).then_some(trimmed)
    })
}

/// The long s and the dotless i count as their plain letters.
fn strip_folded<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut characters = text.chars();
    for expected in word.chars() {
        let found = match characters.next()? {
            'ſ' => 's',
            'ı' => 'i',
            other => other,
        };
        if found != expected {
            return None;
        }
    }
    Some(characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honorifics_and_possessives_go() {
        for (given, expected) in [
            ("the acme co., ltd.", "acme co., ltd"),
            ("mr. the sheikh ali", "ali"),
            ("  (mrs smith's) ", "smith"),
            ("mr", "mr"),
            ("therese", "therese"),
            ("mr.smith", "mr.smith"),
            ("...", ""),
            ("two\nlines!", "two\nlines!"),
            ("mr\nsmith\n", "smith"),
        ] {
            assert_eq!(strip_entity_prefix(given), expected, "{given:?}");
        }
    }
}
