//! Who somebody is: what the client said, what was found, and the key by which the same person is known again.
//!
//! Texts are kept as they were written; codes are read from them when a rule needs one.

use serde::{Deserialize, Serialize};
use values::{Country, PartialDate, PersonId, Timestamp};

use crate::{Error, Result, step::FieldName};

/// Longest text of one detail.
const CHARACTERS_MAX: usize = 500;
/// How many of a person's own texts are names; they come first.
const NAMES: usize = 4;

/// As on documents (ICAO 9303 part 3, 4.1.1.1 field 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is what it says")]
pub enum Gender {
    Female,
    Male,
    Unspecified,
}

impl Gender {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Unspecified => "unspecified",
        }
    }

    /// Reads a letter or word of a document or form, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "f" | "female" => Some(Self::Female),
            "m" | "male" => Some(Self::Male),
            "x" | "u" | "<" | "unspecified" => Some(Self::Unspecified),
            _ => None,
        }
    }
}

macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(default)]
        #[expect(missing_docs, reason = "the fields are what they say")]
        pub struct $name {
            $($(#[$field_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<String>,)*
        }

        impl $name {
            /// These, and where they are silent, those of `base`.
            #[must_use]
            pub fn over(&self, base: &Self) -> Self {
                Self { $($field: self.$field.clone().or_else(|| base.$field.clone()),)* }
            }

            /// Every text with its name.
            fn texts(&self) -> Vec<(&'static str, &Option<String>)> {
                vec![$((stringify!($field), &self.$field),)*]
            }
        }
    };
}

texts! {
    /// A residence.
    Address {
        /// All of it as one text.
        line,
        /// As written, in words or as code.
        country,
        city,
        /// `n/a` where the country has none.
        postcode,
        state,
        street,
        building_name,
        building_number,
        flat_number,
        /// What the person added by hand.
        detail,
        /// As a map service writes it.
        formatted,
        /// Full Open Location Code.
        global_code,
        /// Short Open Location Code with its city.
        compound_code,
    }
}

texts! {
    /// What an identity document says of itself. Dates are ISO 8601.
    DocumentDetails {
        /// The kind in our words, or in the client's where we have none.
        kind,
        /// As written, in words or as code.
        issuing_country,
        issued_on,
        expires_on,
        number,
        /// The number that the state gives the person, not the document.
        personal_number,
        serial_number,
    }
}

/// What is known of a person. Everything may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are what they say")]
pub struct Details {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_names: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
    /// The whole name, where it did not come in parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_on: Option<PartialDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// As written: a code, a country or an adjective.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<String>,
    /// Where the person applies from, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    pub address: Address,
    pub document: DocumentDetails,
}

impl Details {
    /// These, and where they are silent, those of `base`. A name goes as a whole: parts of two sources are never mixed.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let names = if self.name().is_some() { self } else { base };
        let text = |this: &Option<String>, that: &Option<String>| this.clone().or_else(|| that.clone());
        Self {
            given_names: names.given_names.clone(),
            middle_names: names.middle_names.clone(),
            surname: names.surname.clone(),
            full_name: names.full_name.clone(),
            birth_on: self.birth_on.or(base.birth_on),
            gender: self.gender.or(base.gender),
            nationality: text(&self.nationality, &base.nationality),
            birth_country: text(&self.birth_country, &base.birth_country),
            birth_state: text(&self.birth_state, &base.birth_state),
            birth_place: text(&self.birth_place, &base.birth_place),
            country: text(&self.country, &base.country),
            address: self.address.over(&base.address),
            document: self.document.over(&base.document),
        }
    }

    /// The whole name: as it came, or its parts in the order given, middle, last.
    pub fn name(&self) -> Option<String> {
        if self.full_name.is_some() {
            return self.full_name.clone();
        }
        let parts = [&self.given_names, &self.middle_names, &self.surname];
        let parts: Vec<&str> = parts
            .into_iter()
            .flatten()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// Takes over one field of a document or form; a value that cannot be read leaves the detail as it was.
    pub fn note(&mut self, field: FieldName, value: &str) {
        let text = || Some(value.to_owned());
        match field {
            FieldName::Surname => (self.surname, self.full_name) = (text(), None),
            FieldName::GivenNames => (self.given_names, self.full_name) = (text(), None),
            FieldName::BirthOn => self.birth_on = PartialDate::parse(value).ok().or(self.birth_on),
            FieldName::Sex => self.gender = Gender::parse(value).or(self.gender),
            FieldName::Nationality => self.nationality = text(),
            FieldName::DocumentNumber => self.document.number = text(),
            FieldName::IssuedOn => self.document.issued_on = text(),
            FieldName::ExpiresOn => self.document.expires_on = text(),
            FieldName::Address => self.address.line = text(),
        }
    }

    /// Checks that every text is bounded and free of control characters.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the name of the detail.
    pub fn check(&self) -> Result<()> {
        let parts = [self.own_texts(), self.address.texts(), self.document.texts()];
        for (name, text) in parts.into_iter().flatten() {
            if let Some(text) = text.as_deref().filter(|text| !text.is_empty()) {
                values::bounded_text(text, CHARACTERS_MAX)
                    .map_err(|problem| Error::invalid(name, problem))?;
            }
        }
        Ok(())
    }

    fn own_texts(&self) -> Vec<(&'static str, &Option<String>)> {
        vec![
            ("full_name", &self.full_name),
            ("given_names", &self.given_names),
            ("middle_names", &self.middle_names),
            ("surname", &self.surname),
            ("nationality", &self.nationality),
            ("birth_country", &self.birth_country),
            ("birth_state", &self.birth_state),
            ("birth_place", &self.birth_place),
            ("country", &self.country),
        ]
    }

    /// Everything that is said, each with its path: `surname`, `address.city`, `document.number`.
    pub fn said(&self) -> Vec<(String, String)> {
        let own = self.own_texts();
        let (names, others) = own.split_at(NAMES);
        let owned = |part: &str,
                     texts: &[(&'static str, &Option<String>)]|
         -> Vec<(String, Option<String>)> {
            let whole = |(name, text): &(&str, &Option<String>)| (format!("{part}{name}"), (*text).clone());
            texts.iter().map(whole).collect()
        };
        let born = self.birth_on.map(|birth_on| birth_on.to_string());
        let gender = self.gender.map(|gender| gender.as_str().to_owned());
        let dated = vec![("birth_on".to_owned(), born), ("gender".to_owned(), gender)];
        [
            owned("", names),
            dated,
            owned("", others),
            owned("address.", &self.address.texts()),
            owned("document.", &self.document.texts()),
        ]
        .into_iter()
        .flatten()
        .filter_map(|(name, text)| Some((name, text.filter(|text| !text.is_empty())?)))
        .collect()
    }

    /// The nationality's country, where it can be told.
    pub fn nationality_country(&self) -> Option<Country> {
        Country::from_words(self.nationality.as_deref()?)
    }

    /// Full years of age at an instant (UTC), by the latest birth date that is possible.
    pub fn age(&self, now: Timestamp) -> Option<u32> {
        let (born, today) = (self.birth_on?.latest().to_string(), now.date());
        let year = |text: &str| text.get(..4)?.parse::<i32>().ok();
        let years = year(&today)? - year(&born)? - i32::from(today.get(5..)? < born.get(5..)?);
        u32::try_from(years).ok()
    }

    /// What two records of the same person share: every part of the name in any order, full birth date, gender, nationality.
    /// None where one of them is not known, so that nobody is taken for somebody else by chance.
    pub fn key(&self) -> Option<String> {
        let birth_on = self.birth_on.filter(|birth_on| birth_on.is_complete())?;
        let gender = self.gender?;
        let nationality = self.nationality_country()?.alpha3();
        let name = self.name()?.to_lowercase();
        let mut parts: Vec<&str> = name
            .split(|character: char| !character.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect();
        parts.sort_unstable();
        (!parts.is_empty()).then(|| format!("{}|{birth_on}|{gender:?}|{nationality}", parts.join(" ")))
    }
}

/// A person as an applicant's record holds them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// What the client said.
    pub stated: Details,
    /// What was typed, read, or corrected by whoever looked.
    pub found: Details,
    /// The client wants this record not to be found to be the same person as another.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_unlinked: bool,
    /// Shared by all approved applicants that are the same person.
    #[serde(skip)]
    pub id: Option<PersonId>,
}

impl Person {
    /// By what the same person is known again, unless that is not wanted.
    pub fn key(&self) -> Option<String> {
        if self.is_unlinked {
            return None;
        }
        self.known().key()
    }

    /// What is known: found before stated.
    pub fn known(&self) -> Details {
        self.found.over(&self.stated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(name: &str, birth_on: &str) -> Details {
        Details {
            full_name: Some(name.into()),
            birth_on: PartialDate::parse(birth_on).ok(),
            gender: Some(Gender::Female),
            nationality: Some("LVA".into()),
            ..Details::default()
        }
    }

    #[test]
    fn the_same_person_has_the_same_key_whatever_the_order() {
        let key = details("Anna Maria Bērziņa", "1990-05-01").key().unwrap();
        let mut parts = details("", "1990-05-01");
        parts.full_name = None;
        parts.given_names = Some("anna maria".into());
        parts.surname = Some("BĒRZIŅA".into());
        parts.nationality = Some("Latvia".into());
        assert_eq!(parts.key().unwrap(), key);
        assert_ne!(details("Anna Maria Bērziņa", "1990-05-02").key().unwrap(), key);
        assert_eq!(details("Anna", "1990").key(), None, "half a birth date is none");
        parts.gender = None;
        assert_eq!(parts.key(), None);
    }

    #[test]
    fn found_goes_before_stated_and_names_go_whole() {
        let mut person = Person {
            stated: details("Anna Maria B", "1990-05-01"),
            ..Person::default()
        };
        person.found.note(FieldName::Surname, "Bērziņa");
        person.found.note(FieldName::Sex, "?");
        let known = person.known();
        assert_eq!(known.name().unwrap(), "Bērziņa");
        assert_eq!(known.gender, Some(Gender::Female));
    }

    #[test]
    fn age_counts_full_years() {
        let now = Timestamp::parse("2026-05-01T00:00:00Z").unwrap();
        for (birth_on, age) in [
            ("2008-05-01", 18),
            ("2008-05-02", 17),
            ("2008", 17),
            ("2026-05-01", 0),
        ] {
            assert_eq!(details("A", birth_on).age(now), Some(age), "{birth_on}");
        }
        assert_eq!(details("A", "2027-01-01").age(now), None);
    }

    #[test]
    fn what_is_said_has_its_path() {
        let mut details = details("Anna", "1990-05");
        details.address.city = Some("Rīga".into());
        details.document.number = Some(String::new());
        let said: Vec<String> = details
            .said()
            .iter()
            .map(|(path, text)| format!("{path}={text}"))
            .collect();
        assert_eq!(
            said,
            [
                "full_name=Anna",
                "birth_on=1990-05",
                "gender=female",
                "nationality=LVA",
                "address.city=Rīga"
            ]
        );
    }

    #[test]
    fn long_texts_are_refused_by_name() {
        let mut details = details("A", "1990");
        details.check().unwrap();
        details.address.street = Some("x".repeat(501));
        assert!(matches!(
            details.check(),
            Err(Error::Invalid { field: "street", .. })
        ));
    }
}
