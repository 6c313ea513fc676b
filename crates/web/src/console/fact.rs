//! What is known of a person, source beside source: what the client said, what the applicant typed in, what was read or corrected. Pure.

use domain::{
    applicant::Applicant,
    person::Gender,
    step::{FieldName, FieldSource},
};
use serde_json::Value;
use values::Country;

use super::{parts::Drawing, words};

/// One field as the client stated it, as the applicant typed it, as it was read or corrected.
#[derive(Debug, Default)]
pub struct Fact {
    pub name: String,
    pub stated: String,
    pub typed: String,
    pub found: String,
}

impl Fact {
    /// The values that are there, in a form in which the same things are equal.
    fn given(&self) -> impl Iterator<Item = String> {
        let values = [&self.stated, &self.typed, &self.found];
        let comparable = |value: &String| match (Country::from_words(value), Gender::parse(value)) {
            (Some(country), _) => country.to_string(),
            (None, Some(gender)) => gender.as_str().to_owned(),
            (None, None) => value.to_lowercase(),
        };
        values
            .into_iter()
            .filter(|value| !value.is_empty())
            .map(comparable)
    }

    /// Whether two of the values are there and not the same.
    pub fn differs(&self) -> bool {
        let mut given = self.given();
        given
            .next()
            .is_some_and(|first| given.any(|other| other != first))
    }

    /// Same, different, or nothing to compare.
    pub fn mark(&self) -> Drawing {
        let (tone, glyph, word) = match (self.differs(), self.given().count()) {
            (true, _) => ("bad", "✕", "differs"),
            (false, 2..) => ("good", "✓", "same"),
            _ => return Drawing(String::new()),
        };
        Drawing(format!(
            r#"<span class="same same-{tone}" title="{word}"><span aria-hidden="true">{glyph}</span>{hidden}</span>"#,
            hidden = format_args!(r#"<span class="visually-hidden">{word}</span>"#)
        ))
    }
}

/// Facts in the order in which they were first heard of, each under a key of its own.
#[derive(Default)]
struct Facts(Vec<(String, Fact)>);

impl Facts {
    fn of(&mut self, key: &str, name: impl FnOnce() -> String) -> &mut Fact {
        let known = self.0.iter().position(|(known, _)| known == key);
        let index = known.unwrap_or_else(|| {
            let fact = Fact {
                name: name(),
                ..Fact::default()
            };
            self.0.push((key.to_owned(), fact));
            self.0.len() - 1
        });
        &mut self.0[index].1
    }

    fn of_field(&mut self, field: FieldName) -> &mut Fact {
        self.of(field.as_str(), || words::field(field).into())
    }

    /// The fact that a detail of a person is, by its path.
    fn of_detail(&mut self, path: &str) -> &mut Fact {
        match field_of_detail(path) {
            Some(field) => self.of_field(field),
            None => self.of(path, || label(path)),
        }
    }
}

/// Every field of which something is known: what the client said, what the applicant typed, what was read or corrected.
pub fn facts(applicant: &Applicant) -> Vec<Fact> {
    let mut facts = Facts::default();
    for field in applicant.steps.iter().flat_map(|step| step.input.fields()) {
        let fact = facts.of_field(field.name);
        match field.source {
            FieldSource::Typed => fact.typed.clone_from(&field.value),
            FieldSource::Officer | FieldSource::Mrz | FieldSource::Visual | FieldSource::Barcode => {
                fact.found.clone_from(&field.value);
            }
        }
    }
    for (path, text) in applicant.person.stated.said() {
        facts.of_detail(&path).stated = text;
    }
    for (path, text) in applicant.person.found.said() {
        let fact = facts.of_detail(&path);
        // What was typed counts as found too; here it stands once.
        if fact.found.is_empty() && fact.typed != text {
            fact.found = text;
        }
    }
    for (key, value) in &applicant.supplied {
        let fact = match field_of(key) {
            Some(field) => facts.of_field(field),
            None => facts.of(key, || key.clone()),
        };
        fact.stated = plain(value);
    }
    facts.0.into_iter().map(|(_, fact)| fact).collect()
}

fn field_of_detail(path: &str) -> Option<FieldName> {
    Some(match path {
        "surname" => FieldName::Surname,
        "given_names" => FieldName::GivenNames,
        "birth_on" => FieldName::BirthOn,
        "gender" => FieldName::Sex,
        "nationality" => FieldName::Nationality,
        "address.line" => FieldName::Address,
        "document.number" => FieldName::DocumentNumber,
        "document.issued_on" => FieldName::IssuedOn,
        "document.expires_on" => FieldName::ExpiresOn,
        _ => return None,
    })
}

/// A path in words: `address.building_name` reads `Address building name`.
fn label(path: &str) -> String {
    let words = path.replace(['.', '_'], " ");
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}

/// The field that a client's own key means, whatever its spelling.
fn field_of(key: &str) -> Option<FieldName> {
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(match plain.to_ascii_lowercase().as_str() {
        "surname" | "lastname" | "familyname" => FieldName::Surname,
        "givennames" | "givenname" | "firstname" | "firstnames" => FieldName::GivenNames,
        "birthon" | "birthdate" | "dateofbirth" => FieldName::BirthOn,
        "sex" | "gender" => FieldName::Sex,
        "nationality" => FieldName::Nationality,
        "documentnumber" => FieldName::DocumentNumber,
        "issuedon" | "dateofissue" => FieldName::IssuedOn,
        "expireson" | "dateofexpiry" => FieldName::ExpiresOn,
        "address" => FieldName::Address,
        _ => return None,
    })
}

/// A JSON value as people read it.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "Yes".into(),
        Value::Bool(false) => "No".into(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clients_own_keys_are_put_beside_the_fields_they_mean() {
        for (key, field) in [
            ("firstName", Some(FieldName::GivenNames)),
            ("date_of_birth", Some(FieldName::BirthOn)),
            ("surname", Some(FieldName::Surname)),
            ("loyaltyNumber", None),
        ] {
            assert_eq!(field_of(key), field, "{key}");
        }
    }

    #[test]
    fn the_same_thing_written_otherwise_does_not_differ() {
        let fact = |stated: &str, typed: &str, found: &str| Fact {
            name: String::new(),
            stated: stated.into(),
            typed: typed.into(),
            found: found.into(),
        };
        for (fact, differs) in [
            (fact("SWE", "SE", ""), false),
            (fact("indian", "", "IND"), false),
            (fact("M", "", "male"), false),
            (fact("M", "F", ""), true),
            (fact("Anna", "ANNA", ""), false),
            (fact("", "Anna", ""), false),
            (fact("SWE", "NOR", ""), true),
            (fact("", "Anna", "Anne"), true),
        ] {
            assert_eq!(fact.differs(), differs, "{fact:?}");
        }
    }
}
