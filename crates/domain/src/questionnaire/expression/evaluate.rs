//! Calculates an expression under given answers. Cannot fail: what has no value is `null`.

use super::value::{as_list, compare, contains, holds_item, is_empty, is_true, loosely_equal, number_of};
use super::{Node, Operator};
use crate::questionnaire::Answers;
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// The value of one node.
pub fn value(node: &Node, answers: &Answers) -> Value {
    match node {
        Node::Literal(value) => value.clone(),
        Node::Variable(name, parts) => find(answers, name, parts).cloned().unwrap_or(Value::Null),
        Node::List(items) => items.iter().map(|item| value(item, answers)).collect(),
        Node::Not(inner) => Value::Bool(!is_true(&value(inner, answers))),
        Node::Empty(inner) => Value::Bool(is_empty(&value(inner, answers))),
        Node::Negative(inner) => {
            number_of(&value(inner, answers)).map_or(Value::Null, |number| from_number(-number))
        }
        Node::Binary(Operator::And, left, right) => {
            Value::Bool(is_true(&value(left, answers)) && is_true(&value(right, answers)))
        }
        Node::Binary(Operator::Or, left, right) => {
            Value::Bool(is_true(&value(left, answers)) || is_true(&value(right, answers)))
        }
        Node::Binary(operator, left, right) => {
            combine(*operator, &value(left, answers), &value(right, answers))
        }
    }
}

/// The answer that a name means: the answer of just that name, a part of an answer, or, since panels do not
/// nest answers, the answer behind the panel's name.
fn find<'answers>(answers: &'answers Answers, name: &str, parts: &[String]) -> Option<&'answers Value> {
    if let Some(value) = answers.get(name) {
        return Some(value);
    }
    let (first, inner) = parts.split_first()?;
    match answers.get(first) {
        Some(value) => inner.iter().try_fold(value, |value, part| member(value, part)),
        None => {
            let (question, inner) = inner.split_first()?;
            inner
                .iter()
                .try_fold(answers.get(question)?, |value, part| member(value, part))
        }
    }
}

fn member<'value>(value: &'value Value, part: &str) -> Option<&'value Value> {
    match value {
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        other => other.get(part),
    }
}

fn combine(operator: Operator, left: &Value, right: &Value) -> Value {
    let order = || compare(left, right);
    let holds = match operator {
        Operator::Equal => loosely_equal(left, right),
        Operator::NotEqual => !loosely_equal(left, right),
        Operator::Greater => order() == Some(Ordering::Greater),
        Operator::Less => order() == Some(Ordering::Less),
        Operator::GreaterOrEqual => order().is_some_and(Ordering::is_ge),
        Operator::LessOrEqual => order().is_some_and(Ordering::is_le),
        Operator::Contains => contains(left, right),
        Operator::NotContains => !contains(left, right),
        Operator::AnyOf => as_list(left).iter().any(|item| holds_item(as_list(right), item)),
        Operator::AllOf => {
            !is_empty(left) && as_list(right).iter().all(|item| holds_item(as_list(left), item))
        }
        Operator::NoneOf => !as_list(left).iter().any(|item| holds_item(as_list(right), item)),
        Operator::And => is_true(left) && is_true(right),
        Operator::Or => is_true(left) || is_true(right),
        Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Remainder => {
            return calculate(operator, left, right);
        }
    };
    Value::Bool(holds)
}

fn calculate(operator: Operator, left: &Value, right: &Value) -> Value {
    match (operator, number_of(left), number_of(right)) {
        (Operator::Add, Some(left), Some(right)) => from_number(left + right),
        (Operator::Subtract, Some(left), Some(right)) => from_number(left - right),
        (Operator::Multiply, Some(left), Some(right)) => from_number(left * right),
        (Operator::Divide, Some(left), Some(right)) => from_number(left / right),
        (Operator::Remainder, Some(left), Some(right)) => from_number(left % right),
        (Operator::Add, _, _) => match (left.as_str(), right.as_str()) {
            (Some(left), Some(right)) => Value::String([left, right].concat()),
            _ => Value::Null,
        },
        _ => Value::Null,
    }
}

/// A number, or `null` for what JSON cannot hold, such as a division by zero.
fn from_number(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}
