//! The forms of a name that are compared: light, ASCII, fingerprint, tokens.

use unicode_normalization::UnicodeNormalization;

use super::ascii::ascii_text;
use super::category::{Fate, fate};
use super::organisation::replace_types;
use super::prefix::strip_entity_prefix;

/// The name lower-cased, freed of punctuation and marks, in its own script. Nothing if under two characters
/// are left.
pub fn clean_name_light(text: &str) -> Option<String> {
    clean_lowered(&without_apostrophes(text).to_lowercase())
}

/// The same after transliteration to ASCII.
pub fn clean_name_ascii(text: &str) -> Option<String> {
    clean_name_light(&ascii_text(text))
}

/// The name of an organisation in its shortest comparable form: no honorifics, ASCII, legal forms abridged.
pub fn fingerprint_name(text: &str) -> Option<String> {
    let lowered = text.to_lowercase();
    let cleaned = clean_name_ascii(strip_entity_prefix(&lowered))?;
    Some(replace_types(&cleaned))
}

/// The words of a cleaned text that have at least `shortest` characters.
pub fn words(cleaned: &str, shortest: usize) -> impl Iterator<Item = &str> {
    cleaned
        .split(' ')
        .filter(move |word| word.chars().take(shortest).count() >= shortest)
}

/// The tokens of a name in its own script, two characters or longer: no decomposition, no transliteration.
/// The text is lower-cased already.
pub fn name_tokens(lowered: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut token = String::new();
    for character in lowered.chars().filter(|character| !is_apostrophe(*character)) {
        match fate(character) {
            Fate::Keep => token.push(character),
            Fate::Drop => {}
            Fate::Space => close_token(&mut token, &mut tokens),
        }
    }
    close_token(&mut token, &mut tokens);
    tokens
}

fn close_token(token: &mut String, tokens: &mut Vec<String>) {
    let token = std::mem::take(token);
    if token.chars().nth(1).is_some() {
        tokens.push(token);
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '.' | '\'' | '’')
}

fn without_apostrophes(text: &str) -> String {
    text.chars()
        .filter(|character| !is_apostrophe(*character))
        .collect()
}

fn clean_lowered(text: &str) -> Option<String> {
    let mut cleaned = String::with_capacity(text.len());
    let mut pending_space = false;
    for character in text.nfkd() {
        match fate(character) {
            Fate::Drop => {}
            Fate::Space => pending_space = true,
            Fate::Keep => {
                if pending_space && !cleaned.is_empty() {
                    cleaned.push(' ');
                }
                pending_space = false;
                cleaned.push(character);
            }
        }
    }
    cleaned.chars().nth(1).is_some().then_some(cleaned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_short_and_plain() {
        for (given, expected) in [
            ("The Acme Co., Ltd.", "acme co ltd"),
            ("Acme Limited Liability Company", "acme llc"),
            ("Ørsted A/S", "o rsted a s"),
            ("ООО \"Ромашка\"", "ooo romaska"),
            ("O'Neil's", "oneil"),
        ] {
            assert_eq!(fingerprint_name(given).as_deref(), Some(expected), "{given}");
        }
        assert_eq!(fingerprint_name("!!!"), None);
        assert_eq!(fingerprint_name(""), None);
    }

    #[test]
    fn light_names_keep_their_script() {
        assert_eq!(
            clean_name_light(" Дон-Строй, Inc. ").as_deref(),
            Some("дон строи inc")
        );
        assert_eq!(clean_name_light("X"), None);
        assert_eq!(
            clean_name_ascii("Ellen Müller-Lüdenscheidt").as_deref(),
            Some("ellen muller ludenscheidt")
        );
    }

    #[test]
    fn tokens_are_two_characters_or_longer() {
        assert_eq!(name_tokens("j. o'neil & sons"), ["oneil", "sons"]);
        assert!(name_tokens("a b c").is_empty());
    }
}
