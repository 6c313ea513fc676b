//! An instant in UTC with millisecond precision: what every wire prints and every table stores.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};

use crate::ParseError;

/// Milliseconds since 1970-01-01T00:00:00Z. Serialises as ISO 8601 with three decimals and `Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant `millis` after the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, as JWT (RFC 7519 `NumericDate`) and webhooks use them.
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Reads ISO 8601 with an offset, e.g. `2026-01-31T23:59:59.999Z`.
    ///
    /// # Errors
    /// When the text is not such an instant.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        text.parse::<jiff::Timestamp>()
            .map(|instant| Self(instant.as_millisecond()))
            .map_err(|_| ParseError::expected("an ISO 8601 instant such as 2026-01-31T23:59:59.999Z"))
    }

    /// The calendar day in UTC, `YYYY-MM-DD`.
    pub fn date(self) -> String {
        self.to_string()[..10].to_owned()
    }

    /// This instant moved on by `duration`, saturating at the end of time.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// This instant moved back by `duration`, saturating at the beginning of time.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// How long after `earlier` this is; zero when it is not after.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(instant) => write!(f, "{instant:.3}"),
            Err(_) => write!(
                f,
                "{}",
                if self.0 < 0 {
                    "-009999-01-01T00:00:00.000Z"
                } else {
                    "9999-12-31T23:59:59.999Z"
                }
            ),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Timestamp> for String {
    fn from(instant: Timestamp) -> Self {
        instant.to_string()
    }
}

impl TryFrom<String> for Timestamp {
    type Error = ParseError;
    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_milliseconds_and_z() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_751_630_477_228, "2025-07-04T12:01:17.228Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Timestamp::from_millis(millis).to_string(), text);
            assert_eq!(Timestamp::parse(text), Ok(Timestamp::from_millis(millis)));
        }
    }

    #[test]
    fn refuses_what_is_no_instant() {
        for text in [
            "",
            "2025-07-04",
            "2025-02-30T00:00:00Z",
            "yesterday",
            "2025-07-04T12:01:17",
        ] {
            assert!(Timestamp::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn never_overflows() {
        let end = Timestamp::from_millis(i64::MAX);
        assert_eq!(end.plus(Duration::from_secs(1)), end);
        assert!(!end.to_string().is_empty());
        assert_eq!(Timestamp::from_millis(5).since(end), Duration::ZERO);
    }
}
