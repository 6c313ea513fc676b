//! Bounds for text that comes from outside. Letters of every script, emoji and direction marks are kept exactly.

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Nothing but white space.
    #[error("must not be empty")]
    Empty,
    /// More characters than allowed.
    #[error("must be at most {0} characters")]
    TooLong(usize),
    /// A NUL or another control character that no name, address or comment contains.
    #[error("must not contain control characters")]
    Control,
}

/// Takes `text` unchanged when it has 1 to `characters_max` characters and no control characters besides
/// tab and line breaks.
///
/// # Errors
/// The first bound that it breaks.
pub fn bounded_text(text: &str, characters_max: usize) -> Result<String, TextProblem> {
    if text.trim().is_empty() {
        return Err(TextProblem::Empty);
    }
    if text.len() > characters_max * 4 || text.chars().count() > characters_max {
        return Err(TextProblem::TooLong(characters_max));
    }
    if text
        .chars()
        .any(|character| character.is_control() && !matches!(character, '\t' | '\n' | '\r'))
    {
        return Err(TextProblem::Control);
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_script_exactly() {
        for name in [
            "Zoë",
            "Ранджит Сингх",
            "محمد بن سلمان",
            "李小龍",
            "👩🏽‍🚀",
            "\u{202e}abc",
            "O'Brien\tJr",
        ] {
            assert_eq!(bounded_text(name, 100).as_deref(), Ok(name));
        }
    }

    #[test]
    fn names_the_bound_that_is_broken() {
        assert_eq!(bounded_text(" \u{a0}", 10), Err(TextProblem::Empty));
        assert_eq!(bounded_text("abcd", 3), Err(TextProblem::TooLong(3)));
        assert_eq!(bounded_text("éééé", 3), Err(TextProblem::TooLong(3)));
        assert_eq!(bounded_text("a\0b", 10), Err(TextProblem::Control));
    }
}
