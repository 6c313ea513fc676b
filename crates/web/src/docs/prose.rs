//! Descriptions from documents: plain text in which words between backticks are code.

use std::fmt;

use askama::filters::{Html, HtmlSafe, escape};

/// A description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose(pub String);

impl Prose {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> = self.0.split('`').collect();
        let last = parts.len() - 1;
        for (index, part) in parts.iter().enumerate() {
            let text = escape(part, Html).map_err(|_| fmt::Error)?;
            match index % 2 {
                1 if index < last => write!(f, "<code>{text}</code>")?,
                1 => write!(f, "`{text}")?,
                _ => write!(f, "{text}")?,
            }
        }
        Ok(())
    }
}

impl HtmlSafe for Prose {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_make_code_and_nothing_makes_markup() {
        for (text, printed) in [
            (
                "Use `en` or `<b>`.",
                "Use <code>en</code> or <code>&#60;b&#62;</code>.",
            ),
            ("one ` alone", "one ` alone"),
            ("", ""),
            ("`a`", "<code>a</code>"),
        ] {
            assert_eq!(Prose(text.into()).to_string(), printed);
        }
    }
}
