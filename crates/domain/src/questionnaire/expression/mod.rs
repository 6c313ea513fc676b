//! The conditions of questionnaires: `{residence} = 'US' and {tax_number} notempty`.
//!
//! Parsed once with bounds on length, nesting and operators, so that evaluation needs neither.

mod evaluate;
mod lexer;
mod parser;
mod value;

pub(super) use value::{is_empty, number_of};

use super::Answers;
use serde_json::Value;

/// A condition or calculation over answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    root: Node,
    source: String,
}

impl Expression {
    /// Parses SurveyJS' expression form, without functions.
    ///
    /// # Errors
    /// What is wrong and at which character.
    pub fn parse(source: &str) -> Result<Self, String> {
        Ok(Self {
            root: parser::parse(source)?,
            source: source.to_owned(),
        })
    }

    /// As it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its value under the answers; `null` for what cannot be calculated.
    pub fn value(&self, answers: &Answers) -> Value {
        evaluate::value(&self.root, answers)
    }

    /// Whether it holds: its value is neither empty, nor false, nor zero.
    pub fn holds(&self, answers: &Answers) -> bool {
        value::is_true(&self.value(answers))
    }
}

/// One operation.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Literal(Value),
    /// The parts of a dotted name, and the whole of it.
    Variable(String, Vec<String>),
    List(Vec<Node>),
    Not(Box<Node>),
    Negative(Box<Node>),
    Empty(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    Contains,
    NotContains,
    AnyOf,
    AllOf,
    NoneOf,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}
