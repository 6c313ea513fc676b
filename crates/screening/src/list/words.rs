//! What lists write for dates and countries, and how their text is tidied.

use values::{Country, PartialDate};

/// A range of birth years up to this long is written out, so that each year in it agrees with a query.
const YEARS_WRITTEN_OUT: i32 = 15;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Places that lists name as countries and ISO 3166 does not, and names that only lists use.
const LIST_COUNTRIES: [(&str, &str); 21] = [
    ("palestinian", "ps"),
    ("region: gaza", "ps"),
    ("region: north gaza", "ps"),
    ("region: northern gaza", "ps"),
    ("region: russia", "ru"),
    ("cote d ivoire", "ci"),
    ("man, isle of", "im"),
    ("west bank", "ps"),
    ("region: west bank", "ps"),
    ("region: crimea", "ua"),
    ("crimea", "ua"),
    ("region: kafia kingi", "sd"),
    ("region: northern mali", "ml"),
    ("burma", "mm"),
    ("congo, democratic republic of the", "cd"),
    ("congo, republic of the", "cg"),
    ("korea, north", "kp"),
    ("korea, south", "kr"),
    ("democratic people's republic of korea", "kp"),
    ("united republic of tanzania", "tz"),
    ("republic of moldova", "md"),
];

/// The text with single spaces and none at its ends; control characters count as spaces.
pub(super) fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let pieces = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(piece);
    }
    squeezed
}

/// The parts that are there, joined by a comma, as an address is written.
pub(super) fn joined<'part>(parts: impl IntoIterator<Item = Option<&'part str>>) -> String {
    let parts = parts.into_iter().flatten().map(squeeze);
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// The lower-case alpha-2 code of a country in a list's words, as the model writes countries.
pub(super) fn country(words: &str) -> Option<String> {
    let words = squeeze(words);
    let lower = words.to_lowercase();
    let mut known = LIST_COUNTRIES.iter();
    if let Some((_, code)) = known.find(|(name, _)| *name == lower) {
        return Some((*code).to_owned());
    }
    let bare = words.split(['(', ',']).next().unwrap_or_default();
    let country = Country::from_words(&words).or_else(|| Country::from_words(bare));
    country.map(|country| country.alpha2().to_lowercase())
}

/// The dates in a list's words: `1962`, `circa 1951`, `Dec 1948`, `10 Dec 1948`, `1948-12-10`, and ranges such as
/// `1959 to 1961`, of which every year is given. Nothing where the words are no date.
pub(super) fn dates(words: &str) -> Vec<String> {
    let words = squeeze(words);
    let words = words.trim_end_matches('.');
    let words = ["circa ", "approximately ", "c. "]
        .iter()
        .find_map(|prefix| {
            let head = words.get(..prefix.len())?;
            head.eq_ignore_ascii_case(prefix).then(|| &words[prefix.len()..])
        })
        .unwrap_or(words);
    let range = words.split_once(" to ").or_else(|| words.split_once(" and "));
    match range {
        Some((from, to)) => years_between(from, to),
        None => date(words).into_iter().collect(),
    }
}

/// Every year from the first date's to the second's; the two alone where they are far apart.
pub(super) fn years_between(from: &str, to: &str) -> Vec<String> {
    let years = (date(from), date(to));
    let (Some(from), Some(to)) = years else {
        return years.0.or(years.1).into_iter().collect();
    };
    let year = |date: &str| date[..4].parse::<i32>().unwrap_or_default();
    let (from, to) = (year(&from), year(&to));
    if from <= to && to - from <= YEARS_WRITTEN_OUT {
        (from..=to).map(|year| format!("{year:04}")).collect()
    } else {
        vec![format!("{from:04}"), format!("{to:04}")]
    }
}

/// One date that exists as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub(super) fn date(words: &str) -> Option<String> {
    let words = words.trim().trim_end_matches('.');
    // A time or a zone may follow the day.
    let follows = words.as_bytes().get(10);
    let iso = words
        .get(..10)
        .filter(|_| follows.is_some_and(|byte| b"T+-Z".contains(byte)));
    let iso = PartialDate::parse(iso.unwrap_or(words));
    iso.ok()
        .map(|date| date.to_string())
        .or_else(|| spelled_date(words))
}

/// `Dec 1948`, `10 Dec 1948`, `10 December 1948`.
fn spelled_date(words: &str) -> Option<String> {
    let pieces: Vec<_> = words.split(' ').collect();
    let month = |word: &str| {
        let head = word.get(..3)?.to_ascii_lowercase();
        let place = MONTHS.iter().position(|month| *month == head)?;
        Some(format!("{:02}", place + 1))
    };
    let text = match pieces.as_slice() {
        [name, year] => format!("{year}-{}", month(name)?),
        [day, name, year] => format!("{year}-{}-{day:0>2}", month(name)?),
        _ => return None,
    };
    PartialDate::parse(&text).ok().map(|date| date.to_string())
}

/// `MM/DD/YYYY`, as the United States write it.
pub(super) fn american_date(words: &str) -> Option<String> {
    let mut pieces = words.trim().split('/');
    let (month, day, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let text = format!("{year}-{month:0>2}-{day:0>2}");
    PartialDate::parse(&text).ok().map(|date| date.to_string())
}

/// `DD/MM/YYYY`, as the United Kingdom writes it; `dd` and `mm` stand for a day and a month that are not known.
pub(super) fn british_date(words: &str) -> Option<String> {
    let mut pieces = words.trim().split('/');
    let (day, month, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let known = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
    let text = match (known(day), known(month)) {
        (true, true) => format!("{year}-{month:0>2}-{day:0>2}"),
        (false, true) => format!("{year}-{month:0>2}"),
        _ => year.to_owned(),
    };
    PartialDate::parse(&text).ok().map(|date| date.to_string())
}

/// `male`, `female` or `other`, as the model writes it.
pub(super) fn gender(words: &str) -> Option<&'static str> {
    match words.trim().to_lowercase().as_str() {
        "male" | "m" => Some("male"),
        "female" | "f" => Some("female"),
        "other" | "x" => Some("other"),
        _ => None,
    }
}

/// Letters and digits in lower case with single hyphens between, for an id made of a record's own words.
pub(super) fn slug(words: &str) -> String {
    let lower = words.to_lowercase();
    let pieces = lower.split(|letter: char| !letter.is_alphanumeric());
    let pieces: Vec<_> = pieces.filter(|piece| !piece.is_empty()).collect();
    pieces.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_lists_write_them() {
        for (words, expected) in [
            ("1962", "1962"),
            ("circa 1951", "1951"),
            ("Approximately 1951", "1951"),
            ("Dec 1948", "1948-12"),
            ("10 Dec 1948.", "1948-12-10"),
            ("9 October 1969", "1969-10-09"),
            ("1948-12-10", "1948-12-10"),
            ("2018-10-29T19:09:49.856-04:00", "2018-10-29"),
            ("2015-04-07-04:00", "2015-04-07"),
            ("1959 to 1961", "1959 1960 1961"),
            ("01 Jan 1971 to 31 Dec 1971", "1971"),
            ("1900 to 1950", "1900 1950"),
            ("30 Feb 1960", ""),
            ("unknown", ""),
            ("", ""),
        ] {
            assert_eq!(dates(words).join(" "), expected, "{words:?}");
        }
    }

    #[test]
    fn an_american_date_has_the_month_first() {
        assert_eq!(american_date("03/28/2025").as_deref(), Some("2025-03-28"));
        assert_eq!(american_date("28/03/2025"), None);
    }

    #[test]
    fn a_british_date_has_the_day_first_and_may_lack_it() {
        assert_eq!(british_date("29/06/2012").as_deref(), Some("2012-06-29"));
        assert_eq!(british_date("dd/06/2012").as_deref(), Some("2012-06"));
        assert_eq!(british_date("dd/mm/1957").as_deref(), Some("1957"));
        assert_eq!(british_date("06/29/2012"), None);
    }

    #[test]
    fn countries_are_read_in_the_lists_words() {
        for (words, expected) in [
            ("Cuba", Some("cu")),
            ("Palestinian", Some("ps")),
            ("Iran (Islamic Republic of)", Some("ir")),
            ("Democratic People's Republic of Korea", Some("kp")),
            ("Korea, North", Some("kp")),
            ("North Macedonia, The Republic of", Some("mk")),
            ("Burma", Some("mm")),
            ("US", Some("us")),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(country(words).as_deref(), expected, "{words:?}");
        }
    }

    #[test]
    fn text_is_tidied() {
        assert_eq!(squeeze(" a \n\t b\0c "), "a b c");
        assert_eq!(joined([Some("a"), None, Some(" "), Some("b")]), "a, b");
        assert_eq!(
            slug("Belarus / Bélarus 1, Part 1.1"),
            "belarus-bélarus-1-part-1-1"
        );
    }
}
