//! How answers compare: as people mean them, not as JSON types them.

use serde_json::Value;
use std::cmp::Ordering;

/// Nothing was answered: `null`, `""`, `[]` or `{}`.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a value stands for yes.
pub fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64() != Some(0.0),
        other => !is_empty(other),
    }
}

/// The finite number that a value is or spells.
pub fn number_of(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// The text of a plain value, without case and surrounding space.
fn folded(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_lowercase()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Equality without regard to case, surrounding space, the order of lists, and whether a number is spelled as
/// text.
pub fn loosely_equal(left: &Value, right: &Value) -> bool {
    if is_empty(left) || is_empty(right) {
        return is_empty(left) && is_empty(right);
    }
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().all(|item| holds_item(right, item))
        }
        (Value::Object(_), Value::Object(_)) => left == right,
        _ => match (number_of(left), number_of(right)) {
            (Some(left), Some(right)) => left == right,
            _ => folded(left).is_some() && folded(left) == folded(right),
        },
    }
}

/// Which is greater, as numbers where both are, else as texts. Nothing compares with an empty value.
pub fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (number_of(left), number_of(right)) {
        (Some(left), Some(right)) => left.partial_cmp(&right),
        _ if is_empty(left) || is_empty(right) => None,
        _ => Some(folded(left)?.cmp(&folded(right)?)),
    }
}

/// Whether a list holds an item.
pub fn holds_item(items: &[Value], item: &Value) -> bool {
    items.iter().any(|candidate| loosely_equal(candidate, item))
}

/// A list as it is; anything else as a list of one, nothing as an empty list.
pub fn as_list(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        value if is_empty(value) => &[],
        value => std::slice::from_ref(value),
    }
}

/// Whether `left` contains `right`: every item in a list, or a part of a text.
pub fn contains(left: &Value, right: &Value) -> bool {
    match (left, folded(left), folded(right)) {
        (Value::Array(items), _, _) => as_list(right).iter().all(|item| holds_item(items, item)),
        (_, Some(text), Some(part)) => !part.is_empty() && text.contains(&part),
        _ => false,
    }
}
