//! E-mail addresses and phone numbers: enough of the standards to tell a usable address from a slip of the finger.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ParseError;

/// A mailbox as RFC 5321 sends to it: one `@`, at most 254 octets, a dotted domain. Kept as it was written.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// When no mail could be sent to it.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        const EXPECTED: ParseError = ParseError::expected("an e-mail address");
        let (local, domain) = text.rsplit_once('@').ok_or(EXPECTED)?;
        let local_fits = (1..=64).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .chars()
                    .all(|character| character.is_alphanumeric() || character == '-')
        };
        let forbidden = |character: char| {
            character.is_whitespace() || character.is_control() || "\"(),:;<>[\\]@".contains(character)
        };
        if text.len() > 254
            || !local_fits
            || local.contains(forbidden)
            || !domain.contains('.')
            || !domain.split('.').all(label)
        {
            return Err(EXPECTED);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two spellings of one mailbox are equal.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

/// An international phone number, kept as it was written; [`PhoneNumber::e164`] is the form to compare and to call.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads an international number; spaces, dots, dashes and brackets may stand between its digits.
    ///
    /// # Errors
    /// When it has no country code or not 7 to 15 digits (ITU-T E.164).
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::digits(text)?;
        Ok(Self(text.to_owned()))
    }

    /// `+` and 7 to 15 digits.
    pub fn e164(&self) -> String {
        Self::digits(&self.0).expect("checked when it was parsed")
    }

    fn digits(text: &str) -> Result<String, ParseError> {
        const EXPECTED: ParseError =
            ParseError::expected("a phone number with country code, such as +4915112345678");
        let kept: String = text
            .chars()
            .filter(|character| !" .-()/\u{a0}".contains(*character))
            .collect();
        let digits = kept
            .strip_prefix('+')
            .or_else(|| kept.strip_prefix("00"))
            .unwrap_or(&kept);
        if !(7..=15).contains(&digits.len())
            || digits.starts_with('0')
            || !digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(EXPECTED);
        }
        Ok(format!("+{digits}"))
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! text_value {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = ParseError;
            fn try_from(text: String) -> Result<Self, ParseError> {
                Self::parse(&text)
            }
        }
    };
}
text_value!(EmailAddress);
text_value!(PhoneNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_addresses_from_slips() {
        for text in [
            "a@b.co",
            "ann+tag@example.org",
            "jürgen@bücher.example",
            "o'brien@example.ie",
        ] {
            assert_eq!(EmailAddress::parse(text).unwrap().as_str(), text);
        }
        for text in [
            "",
            "a",
            "a@b",
            "@b.co",
            "a b@c.de",
            "a@b..co",
            "a@-b.co",
            ".a@b.co",
            "a@b.co\n",
            "a@b@c.de",
            "a<b>@c.de",
        ] {
            assert!(EmailAddress::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn writes_phone_numbers_as_e164() {
        for (text, expected) in [
            ("+49 151 123-456", "+49151123456"),
            ("0044 (20) 7946 0000", "+442079460000"),
            ("+1.202.555.0100", "+12025550100"),
        ] {
            assert_eq!(PhoneNumber::parse(text).unwrap().e164(), expected);
        }
        for text in ["", "+", "123", "0151 123456", "+12345678901234567", "call me"] {
            assert!(PhoneNumber::parse(text).is_err(), "{text:?}");
        }
    }
}
