//! Identifiers in their comparable form: check digits verified, separators dropped. Invalid ones have none.

use unicode_normalization::UnicodeNormalization;

use crate::text::{ascii_text, is_word_character};

/// Any identifier: letters and digits of its transliteration, upper-case.
pub(crate) fn strict(value: &str) -> Option<String> {
    let ascii = ascii_text(value);
    if ascii.len() < 2 {
        return None;
    }
    let kept: String = ascii.chars().filter(char::is_ascii_alphanumeric).collect();
    (!kept.is_empty()).then(|| kept.to_ascii_uppercase())
}

/// The value without the separators, its full-width digits and typographic dashes made plain.
fn compact(value: &str, separators: &[char]) -> String {
    let plain = value.nfkc().map(|character| match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    });
    let kept: String = plain
        .filter(|character| !separators.contains(character))
        .collect();
    kept.trim().to_uppercase()
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|character| character.to_digit(10)).collect()
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum()
}

/// ISO 17442: the letters as numbers from 10, the whole leaves one when divided by 97.
pub(crate) fn lei(value: &str) -> Option<String> {
    let compact = compact(value, &[' ', '-']);
    let mut rest = 0;
    for character in compact.chars() {
        let number = character.to_digit(36)?;
        rest = (rest * if number > 9 { 100 } else { 10 } + number) % 97;
    }
    (rest == 1).then_some(compact)
}

/// ISO 6166: a country, nine characters, a Luhn digit over the letters as numbers.
pub(crate) fn isin(value: &str) -> Option<String> {
    let compact = compact(value, &[' ']);
    let is_plain = compact.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if compact.len() != 12 || !is_plain || !is_isin_country(&compact[..2]) {
        return None;
    }
    let mut figures = Vec::with_capacity(24);
    for number in compact.chars().filter_map(|character| character.to_digit(36)) {
        if number > 9 {
            figures.push(number / 10);
        }
        figures.push(number % 10);
    }
    let check = figures.pop()?;
    let doubled = figures.iter().rev().enumerate().map(|(place, figure)| {
        let product = figure * if place % 2 == 0 { 2 } else { 1 };
        product / 10 + product % 10
    });
    ((10 - doubled.sum::<u32>() % 10) % 10 == check).then_some(compact)
}

/// Russian taxpayer number: one check digit for a company's ten, two for a person's twelve.
pub(crate) fn inn(value: &str) -> Option<String> {
    const PERSON: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let compact = compact(value, &[' ']);
    let digits = digits(&compact)?;
    let check = |weights: &[u32]| weighted(&digits, weights) % 11 % 10;
    let valid = match digits.len() {
        10 => check(&PERSON[2..]) == digits[9],
        12 => check(&PERSON[1..]) == digits[10] && check(&PERSON) == digits[11],
        _ => false,
    };
    valid.then_some(compact)
}

/// ISO 9362, cut to the institution: four letters, a country, two letters or digits.
pub(crate) fn bic(value: &str) -> Option<String> {
    let compact = compact(value, &[' ', '-']);
    let bytes = compact.as_bytes();
    let valid = matches!(bytes.len(), 8 | 11)
        && bytes[..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..]
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && is_bic_country(&compact[4..6]);
    valid.then(|| compact[..8].to_owned())
}

/// Russian registration number: the first run of 13 or 15 digits that stands alone.
pub(crate) fn ogrn(value: &str) -> Option<String> {
    let run = standing_runs(value)
        .find(|run| matches!(run.len(), 13 | 15) && run.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (number, check) = run.split_at(run.len() - 1);
    let modulus = if run.len() == 13 { 11 } else { 13 };
    let remainder = number.parse::<u64>().ok()? % modulus;
    // A remainder of 10 counts as 0; 11 and 12 of the longer form fit no digit.
    let expected = if remainder == 10 { 0 } else { remainder };
    let fits = check.parse::<u64>().ok()? == expected;
    (fits && !run.starts_with('0')).then(|| run.to_owned())
}

/// IMO number of a ship or of a shipping company: the first run of seven digits that stands alone.
pub(crate) fn imo(value: &str) -> Option<String> {
    let run = standing_runs(value)
        .map(|run| run.strip_prefix("IMO").unwrap_or(run))
        .find(|run| run.len() == 7 && run.bytes().all(|byte| byte.is_ascii_digit()))?;
    let digits = digits(run)?;
    let ship = weighted(&digits, &[7, 6, 5, 4, 3, 2]) % 10;
    let company = (11 - weighted(&digits, &[8, 6, 4, 2, 9, 7]) % 11) % 10;
    (digits[6] == ship || digits[6] == company).then(|| format!("IMO{run}"))
}

fn standing_runs(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(|character| !is_word_character(character))
        .filter(|run| !run.is_empty())
}

/// ISO 3166-1 alpha-2, one after another.
const COUNTRIES: &str = "\
ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR\
CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHU\
IDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQ\
MRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSI\
SJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

fn is_country(code: &str) -> bool {
    COUNTRIES
        .as_bytes()
        .chunks(2)
        .any(|country| country == code.as_bytes())
}

fn is_bic_country(code: &str) -> bool {
    is_country(code) || code == "XK"
}

/// The two dissolved countries and the substitute codes that numbering agencies use are good, too.
fn is_isin_country(code: &str) -> bool {
    is_country(code)
        || matches!(
            code,
            "AN" | "CS" | "EU" | "QS" | "QT" | "XA" | "XB" | "XC" | "XD" | "XF" | "XK" | "XS"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_identifiers_have_one_form() {
        assert_eq!(
            lei("2138 00KUD8LAJWSQ9D15").as_deref(),
            Some("213800KUD8LAJWSQ9D15")
        );
        assert_eq!(isin("us0378331005").as_deref(), Some("US0378331005"));
        assert_eq!(inn("1234567894").as_deref(), Some("1234567894"));
        assert_eq!(inn("123456789047").as_deref(), Some("123456789047"));
        assert_eq!(bic("agri-FRPP-882").as_deref(), Some("AGRIFRPP"));
        assert_eq!(imo("IMO 9074729").as_deref(), Some("IMO9074729"));
        assert_eq!(ogrn("OGRN 1027739642281").as_deref(), Some("1027739642281"));
        assert_eq!(strict("ab-12/ж").as_deref(), Some("AB12Z"));
    }

    #[test]
    fn invalid_identifiers_have_none() {
        assert_eq!(lei("213800KUD8LXJWSQ9D15"), None);
        assert_eq!(isin("US0378331003"), None);
        assert_eq!(inn("1234567895"), None);
        assert_eq!(bic("AGRIF2PP"), None);
        assert_eq!(imo("9074728"), None);
        assert_eq!(ogrn("1027739642282"), None);
        assert_eq!(strict("-"), None);
        for hostile in ["", "\0", "ééééééééé", "１２３４５６７", "\u{202e}IMO"] {
            assert_eq!(
                (isin(hostile), bic(hostile), imo(hostile)),
                (None, None, None),
                "{hostile:?}"
            );
        }
    }
}
