//! A calendar date of which the day, or the day and month, may be unknown, as identity documents allow
//! (ICAO Doc 9303 part 3, section 4.8: unknown parts of a birth date are filled with `<`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ParseError;

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; always a date that exists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    ///
    /// # Errors
    /// When the text has another form or names a date that does not exist, such as 30 February.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        const EXPECTED: ParseError =
            ParseError::expected("a date that exists, written YYYY-MM-DD, YYYY-MM or YYYY");
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
                .ok_or(EXPECTED)
        };
        let mut parts = text.split('-');
        let year = digits(parts.next().unwrap_or_default(), 4)?;
        let month = parts
            .next()
            .map(|part| digits(part, 2))
            .transpose()?
            .map(|month| month as i8);
        let day = parts
            .next()
            .map(|part| digits(part, 2))
            .transpose()?
            .map(|day| day as i8);
        if parts.next().is_some() || year == 0 {
            return Err(EXPECTED);
        }
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| EXPECTED)?;
        Ok(Self { year, month, day })
    }

    /// The year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Whether day and month are known.
    pub const fn is_complete(self) -> bool {
        self.day.is_some()
    }

    /// The last day that this date may mean: the end of an unknown month or year.
    #[must_use]
    pub fn latest(self) -> Self {
        let month = self.month.unwrap_or(12);
        let first = jiff::civil::date(self.year, month, 1);
        Self {
            year: self.year,
            month: Some(month),
            day: Some(self.day.unwrap_or(first.days_in_month())),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = ParseError;
    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_read() {
        for text in ["1989-02-01", "1989-02", "1989", "2024-02-29"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_dates_that_do_not_exist() {
        for text in [
            "2023-02-29",
            "1989-13",
            "1989-00-01",
            "89-01-01",
            "1989-1-1",
            "0000",
            "1989-01-01-01",
            "+198-01-01",
            "",
        ] {
            assert!(PartialDate::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn latest_is_the_last_day_it_may_mean() {
        for (text, latest) in [
            ("2024-02", "2024-02-29"),
            ("2023", "2023-12-31"),
            ("2023-04-05", "2023-04-05"),
        ] {
            assert_eq!(PartialDate::parse(text).unwrap().latest().to_string(), latest);
        }
    }
}
