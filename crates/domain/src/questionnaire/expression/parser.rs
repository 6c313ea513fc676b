//! Builds an expression from its words, by precedence: or, and, not, comparison, sum, product, sign.

use super::lexer::{Token, tokens};
use super::{Node, Operator};
use serde_json::{Number, Value};

const CHARACTERS_MAX: usize = 4000;
const NESTING_MAX: usize = 32;
/// Also bounds how deep a chain of operators of one level becomes.
const TOKENS_MAX: usize = 500;

/// Parses a whole expression.
pub fn parse(source: &str) -> Result<Node, String> {
    if source.len() > CHARACTERS_MAX {
        return Err(format!(
            "an expression must have at most {CHARACTERS_MAX} characters"
        ));
    }
    let tokens = tokens(source)?;
    if tokens.len() > TOKENS_MAX {
        return Err(format!("an expression must have at most {TOKENS_MAX} words"));
    }
    let mut parser = Parser {
        tokens,
        next: 0,
        depth: 0,
    };
    let node = parser.any()?;
    if parser.next < parser.tokens.len() {
        Err(parser.unexpected())
    } else {
        Ok(node)
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

type Parsed = Result<Node, String>;
type Level = fn(&mut Parser) -> Parsed;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn unexpected(&self) -> String {
        match self.tokens.get(self.next) {
            Some((at, Token::Word(word))) => format!("unexpected {word:?} at {at}"),
            Some((at, Token::Symbol(symbol))) => format!("unexpected {symbol:?} at {at}"),
            Some((at, _)) => format!("an operator is missing at {at}"),
            None => "the expression stops too early".to_owned(),
        }
    }

    fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Symbol(found)) if *found == symbol);
        self.next += usize::from(found);
        found
    }

    fn require_symbol(&mut self, symbol: &str) -> Result<(), String> {
        if self.take_symbol(symbol) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    /// Takes the next operator if it belongs to the level.
    fn take_operator(&mut self, level: &[Operator]) -> Option<Operator> {
        let operator = operator(self.peek()?).filter(|operator| level.contains(operator))?;
        self.next += 1;
        Some(operator)
    }

    fn chain(&mut self, operators: &[Operator], operand: Level) -> Parsed {
        let mut left = operand(self)?;
        while let Some(operator) = self.take_operator(operators) {
            left = Node::Binary(operator, Box::new(left), Box::new(operand(self)?));
        }
        Ok(left)
    }

    fn deeper(&mut self, inner: Level) -> Parsed {
        if self.depth == NESTING_MAX {
            return Err(format!("an expression must nest at most {NESTING_MAX} levels"));
        }
        self.depth += 1;
        let node = inner(self);
        self.depth -= 1;
        node
    }

    fn any(&mut self) -> Parsed {
        self.chain(&[Operator::Or], Self::all)
    }

    fn all(&mut self) -> Parsed {
        self.chain(&[Operator::And], Self::negation)
    }

    fn negation(&mut self) -> Parsed {
        let negated = match self.peek() {
            Some(Token::Symbol(symbol)) => *symbol == "!",
            Some(Token::Word(word)) => matches!(word.as_str(), "not" | "negate"),
            _ => false,
        };
        if !negated {
            return self.comparison();
        }
        self.next += 1;
        Ok(Node::Not(Box::new(self.deeper(Self::negation)?)))
    }

    fn comparison(&mut self) -> Parsed {
        let comparisons = {
            use Operator::*;
            [
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
            ]
        };
        let mut left = self.sum()?;
        loop {
            if let Some(operator) = self.take_operator(&comparisons) {
                left = Node::Binary(operator, Box::new(left), Box::new(self.sum()?));
                continue;
            }
            left = match self.peek() {
                Some(Token::Word(word)) if word == "empty" => Node::Empty(Box::new(left)),
                Some(Token::Word(word)) if word == "notempty" => {
                    Node::Not(Box::new(Node::Empty(Box::new(left))))
                }
                _ => return Ok(left),
            };
            self.next += 1;
        }
    }

    fn sum(&mut self) -> Parsed {
        self.chain(&[Operator::Add, Operator::Subtract], Self::product)
    }

    fn product(&mut self) -> Parsed {
        self.chain(
            &[Operator::Multiply, Operator::Divide, Operator::Remainder],
            Self::sign,
        )
    }

    fn sign(&mut self) -> Parsed {
        if self.take_symbol("-") {
            return Ok(Node::Negative(Box::new(self.deeper(Self::sign)?)));
        }
        self.operand()
    }

    fn operand(&mut self) -> Parsed {
        if self.take_symbol("(") {
            let node = self.deeper(Self::any)?;
            self.require_symbol(")")?;
            return Ok(node);
        }
        if self.take_symbol("[") {
            return self.deeper(Self::list);
        }
        let node = match self.peek() {
            Some(Token::Variable(name)) if !name.is_empty() => Node::Variable(name.clone(), parts(name)),
            Some(Token::Text(text)) => Node::Literal(Value::String(text.clone())),
            Some(Token::Number(number)) => {
                Node::Literal(Number::from_f64(*number).map_or(Value::Null, Value::Number))
            }
            Some(Token::Word(word)) if word == "true" || word == "false" => {
                Node::Literal(Value::Bool(word == "true"))
            }
            Some(Token::Word(word)) if word == "null" || word == "undefined" => Node::Literal(Value::Null),
            _ => return Err(self.unexpected()),
        };
        self.next += 1;
        Ok(node)
    }

    fn list(&mut self) -> Parsed {
        let mut items = Vec::new();
        while !self.take_symbol("]") {
            if !items.is_empty() {
                self.require_symbol(",")?;
            }
            items.push(self.any()?);
        }
        Ok(Node::List(items))
    }
}

/// `matrix.row` and `files[0].name` in parts.
fn parts(name: &str) -> Vec<String> {
    let parts = name
        .split(['.', '['])
        .map(|part| part.trim_end_matches(']').to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

fn operator(token: &Token) -> Option<Operator> {
    let text = match token {
        Token::Symbol(symbol) => symbol,
        Token::Word(word) => word.as_str(),
        _ => return None,
    };
    Some(match text {
        "or" | "||" => Operator::Or,
        "and" | "&&" => Operator::And,
        "=" | "==" | "equal" => Operator::Equal,
        "<>" | "!=" | "notequal" => Operator::NotEqual,
        ">" | "greater" => Operator::Greater,
        "<" | "less" => Operator::Less,
        ">=" | "greaterorequal" => Operator::GreaterOrEqual,
        "<=" | "lessorequal" => Operator::LessOrEqual,
        "*=" | "contains" | "contain" => Operator::Contains,
        "notcontains" | "notcontain" => Operator::NotContains,
        "anyof" => Operator::AnyOf,
        "allof" => Operator::AllOf,
        "noneof" => Operator::NoneOf,
        "+" => Operator::Add,
        "-" => Operator::Subtract,
        "*" => Operator::Multiply,
        "/" => Operator::Divide,
        "%" => Operator::Remainder,
        _ => return None,
    })
}
