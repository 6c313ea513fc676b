//! Countries by ISO 3166-1, with the short names that people know them by.

use std::{fmt, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::ParseError;

static COUNTRIES: LazyLock<Vec<(Country, [u8; 3], &'static str)>> = LazyLock::new(|| {
    include_str!("countries.tsv")
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().expect("each line of countries.tsv has three cells");
            let (alpha2, alpha3, name) = (cell(), cell(), cell());
            let bytes = |text: &str| text.as_bytes().to_vec();
            (
                Country(bytes(alpha2).try_into().expect("alpha-2 has two letters")),
                bytes(alpha3).try_into().expect("alpha-3 has three letters"),
                name,
            )
        })
        .collect()
});

/// A country that exists in ISO 3166-1 (and Kosovo, by the user-assigned `XK` that banks use). Two upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// Reads an alpha-2 or alpha-3 code in any case, or the short English name.
    ///
    /// # Errors
    /// When no country is called so.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let wanted = text.trim();
        COUNTRIES
            .iter()
            .find(|(country, alpha3, name)| {
                let alpha3 = std::str::from_utf8(alpha3).unwrap_or_default();
                wanted.eq_ignore_ascii_case(country.alpha2())
                    || wanted.eq_ignore_ascii_case(alpha3)
                    || wanted.to_lowercase() == name.to_lowercase()
            })
            .map(|(country, ..)| *country)
            .ok_or(ParseError::expected("an ISO 3166-1 country code"))
    }

    /// Every country in the order of its alpha-2 code.
    pub fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.iter().map(|(country, ..)| *country)
    }

    /// The alpha-2 code, e.g. `LV`.
    pub fn alpha2(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The alpha-3 code, e.g. `LVA`.
    pub fn alpha3(self) -> &'static str {
        std::str::from_utf8(&self.row().1).unwrap_or_default()
    }

    /// The short English name, e.g. `Latvia`.
    pub fn name(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (Self, [u8; 3], &'static str) {
        COUNTRIES
            .iter()
            .find(|(country, ..)| *country == self)
            .expect("a Country is only made from the table")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.alpha2())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.alpha2())
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.alpha2().to_owned()
    }
}

impl TryFrom<String> for Country {
    type Error = ParseError;
    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_country_by_code_and_name() {
        for text in ["LV", "lv", "LVA", "Latvia", " latvia "] {
            assert_eq!(Country::parse(text).unwrap().alpha3(), "LVA", "{text:?}");
        }
        for text in ["", "XX", "LATV", "Atlantis"] {
            assert!(Country::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn codes_and_names_are_unique() {
        let mut names: Vec<_> = Country::all().map(Country::name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), count), (250, 250));
    }
}
