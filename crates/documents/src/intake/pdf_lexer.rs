//! The smallest part of PDF's grammar (ISO 32000-1, 7.2 and 7.3) that tells names, dictionaries and streams
//! apart.
//!
//! Never allocates more than one name and never recurses.

/// One word of a PDF. Strings are passed over as [`Token::Other`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A name with its escapes undone, so that `/J#61vaScript` is `JavaScript`.
    Name(Vec<u8>),
    DictionaryOpen,
    DictionaryClose,
    ArrayOpen,
    ArrayClose,
    /// The word that stands between a dictionary and a stream's bytes.
    Stream,
    /// A number, string, keyword or stray delimiter.
    Other,
}

/// Reads words from `at` on.
pub struct Lexer<'bytes> {
    bytes: &'bytes [u8],
    /// Where the next word is looked for.
    pub at: usize,
}

impl<'bytes> Lexer<'bytes> {
    pub fn new(bytes: &'bytes [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_space_and_comments(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                self.skip_while(|byte| !matches!(byte, b'\r' | b'\n'));
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| !keep(*byte)).unwrap_or(rest.len());
    }

    /// Passes over `(…)` with nested parentheses and escapes.
    fn skip_literal_string(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' if depth <= 1 => return,
                b')' => depth -= 1,
                _ => {}
            }
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        self.skip_while(is_regular);
        if &self.bytes[start..self.at] == b"stream" {
            Token::Stream
        } else {
            Token::Other
        }
    }

    fn delimiter(&mut self, token: Token, length: usize) -> Token {
        self.at += length;
        token
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_space_and_comments();
        let token = match (self.peek(0)?, self.peek(1)) {
            (b'/', _) => {
                let (name, length) = name_at(self.bytes, self.at);
                self.delimiter(Token::Name(name), length)
            }
            (b'<', Some(b'<')) => self.delimiter(Token::DictionaryOpen, 2),
            (b'>', Some(b'>')) => self.delimiter(Token::DictionaryClose, 2),
            (b'[', _) => self.delimiter(Token::ArrayOpen, 1),
            (b']', _) => self.delimiter(Token::ArrayClose, 1),
            (b'(', _) => {
                self.skip_literal_string();
                Token::Other
            }
            (b'<', _) => {
                self.skip_while(|byte| byte != b'>');
                self.delimiter(Token::Other, 1)
            }
            (byte, _) if is_regular(byte) => self.word(),
            _ => self.delimiter(Token::Other, 1),
        };
        Some(token)
    }
}

/// The name at a `/`, and how many bytes it takes. Names longer than ISO 32000's 127 bytes are cut: none of
/// those looked for is that long.
pub fn name_at(bytes: &[u8], at: usize) -> (Vec<u8>, usize) {
    const NAME_MAX: usize = 127;
    let rest = &bytes[at + 1..];
    let end = rest
        .iter()
        .position(|byte| !is_regular(*byte))
        .unwrap_or(rest.len());
    let mut name = Vec::new();
    let mut written = &rest[..end];
    while let (Some((first, after)), true) = (written.split_first(), name.len() < NAME_MAX) {
        written = after;
        let escape = (*first == b'#').then(|| after.first_chunk::<2>()).flatten();
        match escape.and_then(|digits| Some(hex(digits[0])? * 16 + hex(digits[1])?)) {
            Some(byte) => {
                name.push(byte);
                written = &after[2..];
            }
            None => name.push(*first),
        }
    }
    (name, end + 1)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_through_escapes_comments_and_strings() {
        let source = b"<< /A#42 (text \\) (/No) ) %/No\n /C [<2F> 1.5] >>stream";
        let tokens: Vec<Token> = Lexer::new(source, 0).collect();
        let name = |text: &str| Token::Name(text.as_bytes().to_vec());
        let expected = [
            Token::DictionaryOpen,
            name("AB"),
            Token::Other,
            name("C"),
            Token::ArrayOpen,
            Token::Other,
            Token::Other,
            Token::ArrayClose,
            Token::DictionaryClose,
            Token::Stream,
        ];
        assert_eq!(tokens, expected);
        assert_eq!(name_at(b"/a#4", 0), (b"a#4".to_vec(), 4));
    }
}
