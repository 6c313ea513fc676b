//! Names made comparable: transliteration to ASCII, cleaning by Unicode category, words, distances,
//! phonetics.
//!
//! Knows characters and nothing of entities, lists or scores.

mod alphabet;
mod ascii;
mod category;
mod clean;
mod distance;
mod organisation;
mod phonetic;
mod prefix;
mod script;

pub use alphabet::is_modern_alphabet;
pub use ascii::ascii_text;
pub(crate) use category::is_decimal;
pub use category::is_word_character;
pub use clean::{clean_name_ascii, clean_name_light, fingerprint_name, name_tokens, words};
pub use distance::{
    MAX_LENGTH, edit_distance, edit_distance_within, is_plausible, jaro_winkler, levenshtein_similarity,
};
pub use phonetic::{metaphone, soundex};
pub use prefix::strip_entity_prefix;
