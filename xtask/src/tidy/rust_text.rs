//! Rust source split into code, comments and string literals, line by line. It is a lexer and no more: it knows
//! where a literal ends and where braces match, not what the code means.

/// A string literal as it is written, without its quotes.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    /// The line of its opening quote, counted from one.
    pub line: usize,
    /// What stands between the quotes; escapes are left as they are.
    pub text: String,
}

/// One Rust file, split.
pub struct RustText {
    code: String,
    comments: String,
    /// The string literals in their order.
    pub literals: Vec<Literal>,
    test_lines: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Code,
    Comment,
    Literal,
}

impl RustText {
    /// Splits a source. Text that is not Rust gives some split, never a panic.
    pub fn new(text: &str) -> Self {
        let mut split = Split::new(text);
        split.run();
        let test_lines = regions(&split.code, is_test_mark);
        Self {
            code: split.code,
            comments: split.comments,
            literals: split.literals,
            test_lines,
        }
    }

    /// The code of each line, with literals and comments blanked.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code
            .split('\n')
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// The comments of each line, with all else blanked.
    pub fn comment_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.comments
            .split('\n')
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// Whether a line (counted from one) is inside an item compiled for tests only.
    pub fn is_test_line(&self, line: usize) -> bool {
        self.test_lines.get(line - 1).copied().unwrap_or(false)
    }

    /// The lines of every block whose first line satisfies `opens`, from there to its closing brace.
    pub fn block_lines(&self, opens: fn(&str) -> bool) -> Vec<bool> {
        regions(&self.code, opens)
    }
}

fn is_test_mark(code_line: &str) -> bool {
    let marks = [
        "#[cfg(test)]",
        "#[cfg(any(test",
        "#[cfg(all(test",
        "#[test]",
        "#[tokio::test",
    ];
    marks.iter().any(|mark| code_line.trim_start().starts_with(mark))
}

/// Marks each line from one that `opens` to the end of the item that begins there: its closing brace,
/// or the semicolon of an item without a body.
fn regions(code: &str, opens: impl Fn(&str) -> bool) -> Vec<bool> {
    let lines: Vec<&str> = code.split('\n').collect();
    let mut marked = vec![false; lines.len()];
    let mut next = 0;
    while next < lines.len() {
        if !opens(lines[next]) {
            next += 1;
            continue;
        }
        let end = item_end(&lines, next);
        marked[next..=end].fill(true);
        next = end + 1;
    }
    marked
}

fn item_end(lines: &[&str], first: usize) -> usize {
    let mut depth = 0_usize;
    for (index, line) in lines.iter().enumerate().skip(first) {
        for character in line.chars() {
            match character {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                '}' if depth <= 1 => return index,
                '}' => depth -= 1,
                ';' if depth == 0 => return index,
                _ => {}
            }
        }
    }
    lines.len() - 1
}

/// The walk over the characters. Each is copied to the part it belongs to and blanked in the others,
/// so the parts keep the lines of the source.
struct Split {
    characters: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    comments: String,
    literals: Vec<Literal>,
}

impl Split {
    fn new(text: &str) -> Self {
        let characters = text.chars().collect();
        Self {
            characters,
            at: 0,
            line: 1,
            code: String::new(),
            comments: String::new(),
            literals: Vec::new(),
        }
    }

    fn run(&mut self) {
        while let Some(character) = self.peek(0) {
            match (character, self.peek(1)) {
                ('/', Some('/')) => self.line_comment(),
                ('/', Some('*')) => self.block_comment(),
                ('"', _) => self.literal(None),
                ('r', Some('"' | '#')) if self.starts_raw() => self.raw_literal(),
                ('\'', _) => self.character_or_lifetime(),
                _ => self.take(Part::Code),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn take(&mut self, part: Part) {
        let Some(character) = self.peek(0) else { return };
        self.at += 1;
        if character == '\n' {
            self.line += 1;
            self.code.push('\n');
            self.comments.push('\n');
            return;
        }
        self.code.push(if part == Part::Code { character } else { ' ' });
        self.comments
            .push(if part == Part::Comment { character } else { ' ' });
    }

    fn line_comment(&mut self) {
        while self.peek(0).is_some_and(|character| character != '\n') {
            self.take(Part::Comment);
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                (None, _) => return,
                _ => {
                    self.take(Part::Comment);
                    continue;
                }
            }
            self.take(Part::Comment);
            self.take(Part::Comment);
            if depth == 0 {
                return;
            }
        }
    }

    /// `r"`, `r#"`, `br"`; not the end of a longer word, and not a raw identifier such as `r#type`.
    fn starts_raw(&self) -> bool {
        let word = |back: usize| {
            let before = self.at.checked_sub(back).and_then(|at| self.characters.get(at));
            before.is_some_and(|character| character.is_alphanumeric() || *character == '_')
        };
        let byte = self.at >= 1 && self.characters[self.at - 1] == 'b' && !word(2);
        (byte || !word(1)) && self.peek(1 + self.hashes()) == Some('"')
    }

    fn hashes(&self) -> usize {
        self.characters[self.at + 1..]
            .iter()
            .take_while(|character| **character == '#')
            .count()
    }

    fn raw_literal(&mut self) {
        let hashes = self.hashes();
        for _ in 0..=hashes {
            self.take(Part::Literal);
        }
        self.literal(Some(hashes));
    }

    /// From the opening quote to the closing one; a raw literal closes with its hashes and knows no escape.
    fn literal(&mut self, raw_hashes: Option<usize>) {
        let line = self.line;
        self.take(Part::Literal);
        let mut text = String::new();
        while let Some(character) = self.peek(0) {
            let hashes = raw_hashes.unwrap_or(0);
            if character == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                (0..=hashes).for_each(|_| self.take(Part::Literal));
                break;
            }
            text.push(character);
            self.take(Part::Literal);
            if character == '\\' && raw_hashes.is_none() {
                text.extend(self.peek(0));
                self.take(Part::Literal);
            }
        }
        self.literals.push(Literal { line, text });
    }

    /// `'a'`, `'\n'` and `'"'` are characters; `'a` is a lifetime and stays code.
    fn character_or_lifetime(&mut self) {
        let length = match (self.peek(1), self.peek(2)) {
            (Some('\\'), _) => self.escaped_character_length(),
            (Some(_), Some('\'')) => 3,
            _ => return self.take(Part::Code),
        };
        (0..length).for_each(|_| self.take(Part::Literal));
    }

    fn escaped_character_length(&self) -> usize {
        let rest = &self.characters[(self.at + 3).min(self.characters.len())..];
        3 + rest
            .iter()
            .take(12)
            .position(|character| *character == '\'')
            .map_or(0, |index| index + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        RustText::new(text)
            .code
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn literals_and_comments_leave_the_code() {
        assert_eq!(code("let a = \"x // y\"; // z"), "let a = ;");
        assert_eq!(code("a /* b /* c */ d */ e"), "a e");
        assert_eq!(
            code("let q = '\"'; let b = '\\''; f::<'a>(x)"),
            "let q = ; let b = ; f::<'a>(x)"
        );
        assert_eq!(code("let u = '\\u{1F600}'; done()"), "let u = ; done()");
        assert_eq!(code("r#type + for\"x\""), "r#type + for");
    }

    #[test]
    fn literals_keep_their_text_and_line() {
        let text =
            RustText::new("a\nlet s = r#\"SELECT \"1\"\n2\"#;\nlet t = \"a\\\"b\";\nlet b = br\"c\\\";");
        let found: Vec<(usize, &str)> = text
            .literals
            .iter()
            .map(|literal| (literal.line, literal.text.as_str()))
            .collect();
        assert_eq!(found, [(2, "SELECT \"1\"\n2"), (4, "a\\\"b"), (5, "c\\")]);
        assert_eq!(text.code_lines().count(), 5);
    }

    #[test]
    fn test_items_end_where_their_braces_match() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { x[1]; }\n}\nfn c() {}\n";
        let lines: Vec<usize> = (1..=6)
            .filter(|line| RustText::new(text).is_test_line(*line))
            .collect();
        assert_eq!(lines, [2, 3, 4, 5]);
        let text = "#[cfg(test)]\nmod tests;\nfn c() {}\n";
        let lines: Vec<usize> = (1..=3)
            .filter(|line| RustText::new(text).is_test_line(*line))
            .collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn broken_text_ends_without_a_panic() {
        for text in [
            "\"",
            "r#\"",
            "/*",
            "'",
            "'\\",
            "r#",
            "}",
            "",
            "'\\u{",
            "#[cfg(test)]",
            "b",
            "/* */ */",
        ] {
            let _ = RustText::new(text).literals.len();
        }
    }
}
