//! Reads what can be chosen, and finds the choice that an answer means.

use super::parse::{Node, Parsed, local_text};
use super::{CHOICES_MAX, Choice, Choices, Kind, LocalText, Rating};
use serde_json::{Number, Value};
use std::collections::HashSet;

const CHOICE_CHARACTERS_MAX: usize = 500;

/// The answer that chooses "other".
const OTHER: &str = "other";
/// The answer that chooses "none".
pub(super) const NONE: &str = "none";

/// A list of choices; each a plain value or `{"value", "text"}`.
pub(super) fn items(node: &Node<'_>, key: &str) -> Parsed<Vec<Choice>> {
    let mut seen = HashSet::new();
    let mut items = Vec::new();
    for (index, value) in node.values(key, CHOICES_MAX)?.iter().enumerate() {
        let item = item(value).and_then(|item| match seen.insert(plain_text(&item.value)) {
            true => Ok(item),
            false => Err("is listed twice".to_owned()),
        });
        items.push(item.map_err(|reason| node.problem_at(&format!("{key}[{index}]"), reason))?);
    }
    Ok(items)
}

/// A list of choices that must not be empty.
pub(super) fn required_items(node: &Node<'_>, key: &str) -> Parsed<Vec<Choice>> {
    let items = items(node, key)?;
    if items.is_empty() {
        Err(node.problem_at(key, "is required"))
    } else {
        Ok(items)
    }
}

fn item(json: &Value) -> Result<Choice, String> {
    let (value, text) = match json {
        Value::Object(members) => {
            if members.contains_key("visibleIf") || members.contains_key("enableIf") {
                return Err("conditions of single choices are not supported".to_owned());
            }
            (
                members.get("value").ok_or("must have a value")?,
                members.get("text").filter(|text| !text.is_null()),
            )
        }
        plain => (plain, None),
    };
    let shown = plain_text(value)
        .filter(|text| !text.trim().is_empty())
        .ok_or("must be a text, a number or true or false")?;
    let default = Value::String(shown);
    let text = local_text(text.unwrap_or(&default), CHOICE_CHARACTERS_MAX)?;
    Ok(Choice {
        value: value.clone(),
        text,
    })
}

/// A plain value that stands for yes or no.
pub(super) fn plain_or(node: &Node<'_>, key: &str, default: Value) -> Parsed<Value> {
    let value = node.get(key).cloned().unwrap_or(default);
    let usable = plain_text(&value).is_some_and(|text| !text.trim().is_empty());
    usable
        .then_some(value)
        .ok_or_else(|| node.problem_at(key, "must be a text, a number or true or false"))
}

/// Whether an answer chose "other", which is explained in a second answer.
pub(super) fn chose_other(kind: &Kind, answer: &Value) -> bool {
    match kind {
        Kind::RadioGroup(choices) | Kind::Dropdown(choices) => choices.has_other && answer == OTHER,
        Kind::Checkbox(choices) => {
            choices.has_other
                && answer
                    .as_array()
                    .is_some_and(|items| items.iter().any(|item| item == OTHER))
        }
        _ => false,
    }
}

/// The marks of a rating: listed, or from a lowest to a highest (1 to 5 unless defined) by steps.
pub(super) fn rating(node: &Node<'_>) -> Parsed<Rating> {
    let mut marks = items(node, "rateValues")?;
    if marks.is_empty() {
        let (min, max) = (
            node.number("rateMin")?.unwrap_or(1.0),
            node.number("rateMax")?.unwrap_or(5.0),
        );
        let step = node.number("rateStep")?.unwrap_or(1.0);
        let count = (max - min) / step;
        if step <= 0.0 || !(0.0..CHOICES_MAX as f64).contains(&count) {
            return Err(node.problem("rateMin, rateMax and rateStep must make a short scale"));
        }
        marks = (0..=count as usize)
            .map(|index| mark(min + step * index as f64))
            .collect();
    }
    let (description_min, description_max) = (
        node.local("minRateDescription")?,
        node.local("maxRateDescription")?,
    );
    Ok(Rating {
        marks,
        description_min,
        description_max,
    })
}

fn mark(number: f64) -> Choice {
    let value = match number {
        whole if whole.fract() == 0.0 && whole.abs() < 1e15 => Value::from(whole as i64),
        other => Number::from_f64(other).map_or(Value::Null, Value::Number),
    };
    let text = LocalText::plain(value.to_string());
    Choice { value, text }
}

/// A plain value as text; nothing for lists and objects.
fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The defined value that an answer means; forms send numbers as text.
pub(super) fn chosen(items: &[Choice], answer: &Value) -> Option<Value> {
    let text = plain_text(answer)?;
    let exact = items.iter().find(|item| item.value == *answer);
    let found = exact.or_else(|| {
        items
            .iter()
            .find(|item| plain_text(&item.value).as_ref() == Some(&text))
    });
    found.map(|item| item.value.clone())
}

impl Choices {
    /// The defined value that an answer means, the special ones included.
    pub(super) fn chosen(&self, answer: &Value) -> Option<Value> {
        let special = |enabled: bool, name: &str| enabled && answer == name;
        let is_special = special(self.has_other, OTHER) || special(self.has_none, NONE);
        chosen(&self.items, answer).or_else(|| is_special.then(|| answer.clone()))
    }
}
