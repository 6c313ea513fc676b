//! The words in which people and clients write a country or a nationality: codes, English names and demonyms.
//!
//! `country_words.tsv` has a line for each country with its demonyms and its other names, folded as [`fold`] does it.
//! Its words are English usage. A word that means one country far more often than another names that one: `Korean` the
//! South, `Dominican` the Dominican Republic. `Congolese` names none, because both Congos use it alike.

use std::{collections::HashMap, sync::LazyLock};

use crate::Country;

/// Longer than any word of the table; what is longer need not be folded.
const BYTES_MAX: usize = 120;

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    include_str!("country_words.tsv")
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || {
                cells
                    .next()
                    .expect("each line of country_words.tsv has three cells")
            };
            let code = cell();
            Line {
                country: Country::parse(code).expect("the table has the codes of countries.tsv"),
                demonyms: words(cell()).collect(),
                other_names: words(cell()).collect(),
            }
        })
        .collect()
});

static COUNTRY_OF: LazyLock<HashMap<String, Country>> =
    LazyLock::new(|| LINES.iter().flat_map(Line::all).collect());

struct Line {
    country: Country,
    demonyms: Vec<&'static str>,
    other_names: Vec<&'static str>,
}

impl Line {
    /// Every word that names this line's country, folded.
    fn all(&self) -> impl Iterator<Item = (String, Country)> {
        let country = self.country;
        let mut all = vec![
            fold(country.alpha2()),
            fold(country.alpha3()),
            fold(country.name()),
        ];
        let more = self.demonyms.iter().chain(&self.other_names);
        all.extend(more.map(|word| (*word).to_owned()));
        all.into_iter().map(move |word| (word, country))
    }
}

fn words(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(',').filter(|word| !word.is_empty())
}

impl Country {
    /// Reads a country or nationality in whatever English words it is written: `IN`, `IND`, `India`, `Indian`,
    /// `Republic of India`. Case, accents, punctuation and a leading "the" make no difference.
    pub fn from_words(text: &str) -> Option<Self> {
        if text.len() > BYTES_MAX {
            return None;
        }
        let folded = fold(text);
        let of = |word: &str| COUNTRY_OF.get(word).copied();
        of(&folded).or_else(|| of(bare(folded.strip_prefix("republic of ")?)))
    }
}

/// Lower case, without accents and apostrophes, other punctuation as single spaces, `&` as "and", "st" as "saint",
/// without a leading "the".
fn fold(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '&' => spelled.push_str(" and "),
            '\'' | '’' | '‘' | '`' | '.' | '\u{300}'..='\u{36f}' => {}
            other if other.is_alphanumeric() => spelled.push_str(plain(other, &mut [0; 4])),
            _ => spelled.push(' '),
        }
    }
    let words: Vec<_> = spelled
        .split_whitespace()
        .map(|word| if word == "st" { "saint" } else { word })
        .collect();
    // "ST" alone is a code, not a saint.
    match words.as_slice() {
        ["saint"] => spelled.trim().to_owned(),
        words => bare(&words.join(" ")).to_owned(),
    }
}

fn bare(words: &str) -> &str {
    words.strip_prefix("the ").unwrap_or(words)
}

/// A Latin letter without its mark; other letters as they are.
fn plain(letter: char, buffer: &mut [u8; 4]) -> &str {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'ş' | 'š' => "s",
        'ß' => "ss",
        'ţ' | 'ť' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        other => other.encode_utf8(buffer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nobody is a citizen of these, or lives there for good.
    const WITHOUT_PEOPLE: [&str; 6] = ["AQ", "BV", "GS", "HM", "TF", "UM"];

    #[test]
    fn every_country_is_known_by_codes_name_and_demonym() {
        let lines = LINES.iter().map(|line| line.country);
        assert!(lines.eq(Country::all()), "the two tables have the same lines");
        for line in LINES.iter() {
            let country = line.country;
            let mut words = vec![country.alpha2(), country.alpha3(), country.name()];
            words.extend(&line.demonyms);
            words.extend(&line.other_names);
            for word in words {
                for spelled in [
                    word.to_owned(),
                    word.to_uppercase(),
                    word.to_lowercase(),
                    format!("  {word}\t"),
                ] {
                    assert_eq!(Country::from_words(&spelled), Some(country), "{spelled:?}");
                }
            }
            assert_eq!(
                line.demonyms.is_empty(),
                WITHOUT_PEOPLE.contains(&country.alpha2()),
                "{country}"
            );
        }
    }

    #[test]
    fn no_word_names_two_countries_and_every_word_is_folded() {
        let mut seen = HashMap::new();
        for (word, country) in LINES.iter().flat_map(Line::all) {
            assert_eq!(fold(&word), word);
            let before = seen.insert(word.clone(), country);
            assert!(
                before.is_none_or(|before| before == country),
                "{word}: {before:?}, {country}"
            );
        }
    }

    #[test]
    fn the_ways_in_which_clients_write_it() {
        let cases = [
            (
                "AE",
                &["UAE", "U.A.E.", "Emirati", "the United Arab Emirates"][..],
            ),
            (
                "US",
                &["USA", "U.S.", "U.S.A.", "American", "United States of America"],
            ),
            ("GB", &["UK", "Great Britain", "British", "ENGLAND", "Scottish"]),
            (
                "IN",
                &["IN", "IND", "India", "Indian", "indian", "Republic of India"],
            ),
            (
                "CI",
                &[
                    "Côte d’Ivoire",
                    "COTE D'IVOIRE",
                    "Co\u{302}te d'Ivoire",
                    "Ivorian",
                ],
            ),
            ("TR", &["TÜRKİYE", "Turkey", "turkish", "Republic of Türkiye"]),
            ("LC", &["St. Lucia", "Saint Lucia", "St Lucian"]),
            ("ST", &["ST", "São Tomé & Príncipe"]),
            ("KR", &["Korea, Republic of", "South Korea", "korean"]),
            ("GM", &["The Gambia", "Republic of the Gambia"]),
            ("CD", &["Congo (Democratic Republic of the)", "DR Congo"]),
            ("CG", &["Congo", "Republic of the Congo"]),
            ("TW", &["Republic of China", "Taiwanese"]),
            ("NE", &["Nigérien", "Niger"]),
            ("NG", &["Nigerian", "Nigeria"]),
        ];
        for (alpha2, spellings) in cases {
            for spelled in spellings {
                let country = Country::from_words(spelled);
                assert_eq!(country, Country::parse(alpha2).ok(), "{spelled:?}");
            }
        }
    }

    #[test]
    fn what_names_no_country_is_none() {
        let long = "India ".repeat(1_000);
        for text in [
            "",
            " ",
            "the",
            "republic of",
            "ZZ",
            "Atlantis",
            "Indiana",
            "Congolese",
            "🇮🇳",
            "I N",
            "\0",
            &long,
        ] {
            assert_eq!(Country::from_words(text), None, "{text:?}");
        }
    }
}
