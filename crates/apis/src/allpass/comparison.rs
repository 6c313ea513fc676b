//! What the applicant gave beside what the client supplied, and one source of a field beside another.
//!
//! Compares what people mean, not bytes: names without case and order of words, dates as dates, countries as countries, numbers of
//! documents without spaces. It never decides anything; an officer reads the result.

use domain::step::{Field, FieldName};
use serde_json::{Map, Value};
use values::{Country, PartialDate};

/// Whether two values of one field mean the same.
pub fn is_same(name: FieldName, left: &str, right: &str) -> bool {
    match name {
        FieldName::Surname | FieldName::GivenNames | FieldName::Address => words(left) == words(right),
        FieldName::BirthOn | FieldName::IssuedOn | FieldName::ExpiresOn => match (date(left), date(right)) {
            (Some(left), Some(right)) => left == right,
            _ => left.trim() == right.trim(),
        },
        FieldName::Nationality => match (Country::parse(left), Country::parse(right)) {
            (Ok(left), Ok(right)) => left == right,
            _ => words(left) == words(right),
        },
        FieldName::DocumentNumber => number(left) == number(right),
        FieldName::Sex => sex(left) == sex(right),
    }
}

/// Whether a field means what `suppliedInfo` says; `None` where it says nothing about it.
pub fn with_supplied(field: &Field, supplied: &Map<String, Value>) -> Option<bool> {
    let (key, text) = supplied_text(field.name, supplied)?;
    Some(if key == "fullName" {
        let full = words(&text);
        words(&field.value).iter().all(|word| full.contains(word))
    } else {
        is_same(field.name, &field.value, &text)
    })
}

/// The keys of `suppliedInfo` that differ from what was given, in a sentence for officers and clients.
pub fn warnings<'a>(
    fields: impl Iterator<Item = &'a Field>,
    supplied: &Map<String, Value>,
) -> Option<String> {
    let mut keys: Vec<&'static str> = fields
        .filter(|field| with_supplied(field, supplied) == Some(false))
        .filter_map(|field| supplied_text(field.name, supplied).map(|(key, _)| key))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    (!keys.is_empty()).then(|| format!("differs from suppliedInfo: {}", keys.join(", ")))
}

/// The supplied value for a field: its own key, or the full name for a part of it.
fn supplied_text(name: FieldName, supplied: &Map<String, Value>) -> Option<(&'static str, String)> {
    let keys: &[&'static str] = match name {
        FieldName::GivenNames => &["firstName", "fullName"],
        FieldName::Surname => &["lastName", "fullName"],
        FieldName::BirthOn => &["dateOfBirth"],
        FieldName::DocumentNumber => &["documentNumber"],
        FieldName::Nationality => &["nationality"],
        FieldName::Address => &["address"],
        FieldName::Sex => &["gender"],
        FieldName::IssuedOn | FieldName::ExpiresOn => &[],
    };
    keys.iter().find_map(|key| {
        let text = match supplied.get(*key)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
        };
        (!text.trim().is_empty()).then_some((*key, text))
    })
}

/// Words in lower case and alphabetical order; an apostrophe is part of a word that need not be written.
fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|character| !"'’`".contains(*character))
        .collect();
    let mut words: Vec<String> = plain
        .split(|character: char| {
            character.is_whitespace() || (character.is_ascii() && !character.is_ascii_alphanumeric())
        })
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}

/// An ISO date, also at the head of an instant.
fn date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    PartialDate::parse(day).ok()
}

fn number(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

fn sex(text: &str) -> String {
    let text = text.trim().to_uppercase();
    match text.as_str() {
        "M" | "MALE" | "MAN" => "M".to_owned(),
        "F" | "FEMALE" | "W" | "WOMAN" => "F".to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use domain::step::FieldSource;
    use serde_json::json;

    use super::*;

    fn compared(name: FieldName, value: &str, supplied: &Value) -> Option<bool> {
        let field = Field {
            name,
            value: value.into(),
            source: FieldSource::Typed,
        };
        with_supplied(&field, supplied.as_object().unwrap())
    }

    #[test]
    fn what_means_the_same_is_equal() {
        for (name, value, supplied) in [
            (FieldName::GivenNames, "Zoë Ann", json!({"firstName": "ann ZOË"})),
            (
                FieldName::Surname,
                "O'Brien-Lee",
                json!({"lastName": "OBrien Lee"}),
            ),
            (FieldName::Surname, "Kalniņa", json!({"fullName": "Zoë KALNIŅA"})),
            (
                FieldName::BirthOn,
                "1990-02-01",
                json!({"dateOfBirth": "1990-02-01T00:00:00Z"}),
            ),
            (FieldName::Nationality, "LVA", json!({"nationality": "Latvia"})),
            (
                FieldName::DocumentNumber,
                "PA 123-456",
                json!({"documentNumber": "pa123456"}),
            ),
            (
                FieldName::DocumentNumber,
                "123456",
                json!({"documentNumber": 123_456}),
            ),
            (FieldName::Sex, "F", json!({"gender": "female"})),
            (
                FieldName::Address,
                "Brīvības iela 1, Rīga",
                json!({"address": "Rīga, brīvības iela 1"}),
            ),
        ] {
            assert_eq!(compared(name, value, &supplied), Some(true), "{value} {supplied}");
        }
    }

    #[test]
    fn what_differs_is_found_and_what_is_not_supplied_is_not_compared() {
        for (name, value, supplied) in [
            (
                FieldName::GivenNames,
                "Zoë",
                json!({"firstName": "Ann", "fullName": "Zoë Kalniņa"}),
            ),
            (FieldName::Surname, "Kalniņa", json!({"fullName": "Zoë Ozola"})),
            (
                FieldName::BirthOn,
                "1990-02-01",
                json!({"dateOfBirth": "1990-01-02"}),
            ),
            (FieldName::Nationality, "LVA", json!({"nationality": "LT"})),
            (FieldName::Sex, "F", json!({"gender": "M"})),
        ] {
            assert_eq!(
                compared(name, value, &supplied),
                Some(false),
                "{value} {supplied}"
            );
        }
        for supplied in [
            json!({}),
            json!({"firstName": ""}),
            json!({"firstName": null}),
            json!({"firstName": []}),
        ] {
            assert_eq!(
                compared(FieldName::GivenNames, "Zoë", &supplied),
                None,
                "{supplied}"
            );
        }
    }

    #[test]
    fn warnings_name_each_key_once() {
        let supplied = json!({"fullName": "Ann Ozola", "dateOfBirth": "1990-02-01"});
        let field = |name, value: &str| Field {
            name,
            value: value.into(),
            source: FieldSource::Typed,
        };
        let fields = [
            field(FieldName::Surname, "Kalniņa"),
            field(FieldName::GivenNames, "Zoë"),
            field(FieldName::BirthOn, "1990-02-02"),
        ];
        assert_eq!(
            warnings(fields.iter(), supplied.as_object().unwrap()).as_deref(),
            Some("differs from suppliedInfo: dateOfBirth, fullName")
        );
        assert_eq!(warnings(fields[..0].iter(), supplied.as_object().unwrap()), None);
    }
}
