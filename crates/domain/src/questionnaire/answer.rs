//! Checks one answer against its question alone.

use super::choices::{NONE, chosen};
use super::definition::{Element, FileRules, Input, Kind, Validator};
use super::expression::{is_empty, number_of};
use super::{ANSWER_CHARACTERS_MAX, Choice, Choices, FILES_MAX, LocalText};
use crate::Reason;
use serde_json::{Map, Value, json};
use values::{EmailAddress, PartialDate, PhoneNumber, bounded_text};

/// The locale of an author's own words in a problem.
const DEVELOPER_LOCALE: &str = "en";
const FILE_NAME_CHARACTERS_MAX: usize = 255;
const FILE_ID_CHARACTERS_MAX: usize = 100;

type Normal = Result<Value, Reason>;

/// The answer in the form in which it is kept; nothing for an empty one.
pub(super) fn normalise(element: &Element, given: &Value) -> Result<Option<Value>, Reason> {
    if is_empty(given) || given.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Ok(None);
    }
    let value = match &element.kind {
        Kind::Text { input, length_max } => text_input(input, *length_max, given)?,
        Kind::Comment { length_max } => text(*length_max, given)?,
        Kind::RadioGroup(choices) | Kind::Dropdown(choices) => choices
            .chosen(given)
            .ok_or(Reason::Expected("one of the choices"))?,
        Kind::Checkbox(choices) => several(choices, given)?,
        Kind::Boolean {
            value_true,
            value_false,
            ..
        } => truth(value_true, value_false, given)?,
        Kind::Rating(rating) => {
            chosen(&rating.marks, given).ok_or(Reason::Expected("a mark of the scale"))?
        }
        Kind::Matrix { rows, columns, .. } => matrix(rows, columns, given)?,
        Kind::File(rules) => files(rules, given)?,
        Kind::Panel { .. } | Kind::Html { .. } => return Ok(None),
    };
    if is_empty(&value) {
        return Ok(None);
    }
    element
        .validators
        .iter()
        .try_for_each(|validator| validate(validator, &value))?;
    Ok(Some(value))
}

/// A text within its length; also the words that explain "other".
pub(super) fn text(length_max: Option<usize>, given: &Value) -> Normal {
    let text = given.as_str().ok_or(Reason::Expected("a text"))?;
    let limit = length_max
        .unwrap_or(ANSWER_CHARACTERS_MAX)
        .min(ANSWER_CHARACTERS_MAX);
    Ok(Value::String(bounded_text(text, limit)?))
}

/// Whether a text is a day that exists, written in full.
pub(super) fn is_day(text: &str) -> bool {
    PartialDate::parse(text).is_ok_and(PartialDate::is_complete)
}

fn text_input(input: &Input, length_max: Option<usize>, given: &Value) -> Normal {
    if let Input::Number { min, max } = input {
        return number(*min, *max, given);
    }
    let kept = text(length_max, given)?;
    let written = kept.as_str().unwrap_or_default().trim();
    match input {
        Input::Text | Input::Number { .. } => return Ok(kept),
        Input::Date { min, max } => {
            if !is_day(written) {
                return Err(Reason::Expected("a date that exists, written YYYY-MM-DD"));
            }
            let early = min.as_ref().filter(|min| written < min.as_str());
            let late = max.as_ref().filter(|max| written > max.as_str());
            if let Some(bound) = early {
                return Err(Reason::Other(format!("must not be before {bound}")));
            }
            if let Some(bound) = late {
                return Err(Reason::Other(format!("must not be after {bound}")));
            }
        }
        Input::Email => drop(EmailAddress::parse(written)?),
        Input::Telephone => drop(PhoneNumber::parse(written)?),
        Input::Url => {
            let rest = ["https://", "http://"]
                .iter()
                .find_map(|scheme| written.strip_prefix(scheme));
            let usable = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
            if !usable {
                return Err(Reason::Expected(
                    "a web address that begins with https:// or http://",
                ));
            }
        }
    }
    Ok(Value::from(written))
}

fn number(min: Option<f64>, max: Option<f64>, given: &Value) -> Normal {
    let number = number_of(given).ok_or(Reason::Expected("a number"))?;
    within(number, min, max)?;
    if given.is_number() {
        return Ok(given.clone());
    }
    let written = given.as_str().unwrap_or_default().trim();
    Ok(written.parse::<i64>().map_or_else(|_| json!(number), Value::from))
}

fn within(number: f64, min: Option<f64>, max: Option<f64>) -> Result<(), Reason> {
    match (min, max) {
        (Some(min), _) if number < min => Err(Reason::Other(format!("must be at least {min}"))),
        (_, Some(max)) if number > max => Err(Reason::Other(format!("must be at most {max}"))),
        _ => Ok(()),
    }
}

fn several(choices: &Choices, given: &Value) -> Normal {
    let items = given.as_array().ok_or(Reason::Expected("a list of choices"))?;
    if items.len() > choices.items.len() + 2 {
        return Err(Reason::Expected("a list that names each choice once"));
    }
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        let item = choices
            .chosen(item)
            .ok_or(Reason::Expected("a list of the choices"))?;
        if kept.contains(&item) {
            return Err(Reason::Expected("a list that names each choice once"));
        }
        kept.push(item);
    }
    if choices.has_none && kept.len() > 1 && kept.iter().any(|item| item == NONE) {
        return Err(Reason::Expected("a list with \"none\" alone, or without it"));
    }
    Ok(Value::Array(kept))
}

fn truth(value_true: &Value, value_false: &Value, given: &Value) -> Normal {
    let defined = [value_true, value_false]
        .into_iter()
        .find(|value| *value == given);
    let value = defined.or(match given {
        Value::Bool(true) => Some(value_true),
        Value::Bool(false) => Some(value_false),
        Value::String(text) if text == "true" => Some(value_true),
        Value::String(text) if text == "false" => Some(value_false),
        _ => None,
    });
    value.cloned().ok_or(Reason::Expected("true or false"))
}

fn matrix(rows: &[Choice], columns: &[Choice], given: &Value) -> Normal {
    let given = given
        .as_object()
        .ok_or(Reason::Expected("an object with a column for each row"))?;
    let mut kept = Map::new();
    for (row, column) in given {
        let row =
            chosen(rows, &Value::from(row.as_str())).ok_or(Reason::Expected("answers to the rows only"))?;
        let row = row.as_str().map_or_else(|| row.to_string(), str::to_owned);
        if !is_empty(column) {
            let column = chosen(columns, column).ok_or(Reason::Expected("one of the columns in each row"))?;
            kept.insert(row, column);
        }
    }
    Ok(Value::Object(kept))
}

/// A list of `{"name", "fileId"}`; everything else that a client adds is dropped.
fn files(rules: &FileRules, given: &Value) -> Normal {
    const EXPECTED: Reason = Reason::Expected("a list of files, each with name and fileId");
    let given = given.as_array().ok_or(EXPECTED)?;
    let count_max = if rules.multiple { FILES_MAX } else { 1 };
    if given.len() > count_max {
        return Err(Reason::Other(format!("must be at most {count_max} files")));
    }
    let mut kept = Vec::with_capacity(given.len());
    for file in given {
        let member = |key: &str, characters_max: usize| {
            let text = file.get(key).and_then(Value::as_str).ok_or(EXPECTED)?;
            bounded_text(text, characters_max).map_err(Reason::from)
        };
        let name = member("name", FILE_NAME_CHARACTERS_MAX)?;
        kept.push(json!({ "name": name, "fileId": member("fileId", FILE_ID_CHARACTERS_MAX)? }));
    }
    Ok(Value::Array(kept))
}

fn validate(validator: &Validator, value: &Value) -> Result<(), Reason> {
    let written = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (outcome, own_words) = match validator {
        Validator::Numeric { min, max, text } => {
            let number = number_of(value).ok_or(Reason::Expected("a number"));
            (number.and_then(|number| within(number, *min, *max)), text)
        }
        Validator::Text {
            length_min,
            length_max,
            text,
        } => {
            let count = written.chars().count();
            let fits = count >= *length_min && length_max.is_none_or(|max| count <= max);
            let bounds = length_max.map_or("more".to_owned(), |max| max.to_string());
            (
                fits.then_some(()).ok_or(Reason::Other(format!(
                    "must have {length_min} to {bounds} characters"
                ))),
                text,
            )
        }
        Validator::Regex { pattern, text } => (
            pattern
                .is_match(&written)
                .then_some(())
                .ok_or(Reason::Expected("in the expected form")),
            text,
        ),
        Validator::Email { text } => (
            EmailAddress::parse(&written).map(drop).map_err(Reason::from),
            text,
        ),
    };
    outcome.map_err(|reason| own_words.as_ref().map_or(reason, in_own_words))
}

fn in_own_words(text: &LocalText) -> Reason {
    Reason::Other(text.text(DEVELOPER_LOCALE).to_owned())
}
