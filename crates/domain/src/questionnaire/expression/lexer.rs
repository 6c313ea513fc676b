//! Splits an expression into words.

/// A word with the character where it begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Variable(String),
    Text(String),
    Number(f64),
    /// A keyword in lower case.
    Word(String),
    Symbol(&'static str),
}

/// Longer symbols first.
const SYMBOLS: [&str; 22] = [
    "==", "<>", "!=", ">=", "<=", "&&", "||", "*=", "=", ">", "<", "!", "(", ")", "[", "]", ",", "+", "-",
    "*", "/", "%",
];

/// All words, each with its place.
pub fn tokens(source: &str) -> Result<Vec<(usize, Token)>, String> {
    let mut tokens = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let at = source.len() - rest.len();
        let (token, length) = match first {
            '{' => quoted(rest, '}').map(|(name, length)| (Token::Variable(name.trim().to_owned()), length)),
            '\'' | '"' => quoted(rest, first).map(|(text, length)| (Token::Text(text), length)),
            _ if first.is_ascii_digit() => number(rest),
            _ if first.is_alphabetic() || first == '_' => {
                let length = rest
                    .find(|next: char| !next.is_alphanumeric() && next != '_')
                    .unwrap_or(rest.len());
                Some((Token::Word(rest[..length].to_lowercase()), length))
            }
            _ => symbol(rest),
        }
        .ok_or_else(|| format!("unexpected {first:?} at {at}"))?;
        tokens.push((at, token));
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// What stands up to the closing mark; a backslash keeps the next character.
fn quoted(rest: &str, close: char) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            _ if character == close => return Some((text, at + close.len_utf8())),
            '\\' => text.push(characters.next()?.1),
            _ => text.push(character),
        }
    }
    None
}

fn number(rest: &str) -> Option<(Token, usize)> {
    let length = rest
        .find(|next: char| !next.is_ascii_digit() && next != '.')
        .unwrap_or(rest.len());
    rest[..length]
        .parse()
        .ok()
        .map(|value| (Token::Number(value), length))
}

fn symbol(rest: &str) -> Option<(Token, usize)> {
    SYMBOLS
        .iter()
        .find(|symbol| rest.starts_with(**symbol))
        .map(|symbol| (Token::Symbol(symbol), symbol.len()))
}
