//! What becomes of a character when a name is cleaned, by its Unicode general category.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The fate of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Keep,
    Drop,
    Space,
}

/// Marks that sit on letters, modifier letters, other numbers and unassigned code points vanish; what
/// separates becomes a space; letters and digits stay.
pub(crate) fn fate(character: char) -> Fate {
    if character.is_ascii_alphanumeric() {
        return Fate::Keep;
    }
    use GeneralCategory as Category;
    match character.general_category() {
        Category::Format
        | Category::Surrogate
        | Category::PrivateUse
        | Category::Unassigned
        | Category::ModifierLetter
        | Category::NonspacingMark
        | Category::EnclosingMark
        | Category::OtherNumber
        | Category::CurrencySymbol
        | Category::ModifierSymbol => Fate::Drop,
        Category::Control
        | Category::SpacingMark
        | Category::SpaceSeparator
        | Category::LineSeparator
        | Category::ParagraphSeparator
        | Category::ConnectorPunctuation
        | Category::DashPunctuation
        | Category::OpenPunctuation
        | Category::ClosePunctuation
        | Category::InitialPunctuation
        | Category::FinalPunctuation
        | Category::OtherPunctuation
        | Category::MathSymbol
        | Category::OtherSymbol => Fate::Space,
        _ => Fate::Keep,
    }
}

/// Whether a character belongs to a word: a letter, a number of any kind, or the underscore. Marks do not.
pub fn is_word_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    matches!(
        character.general_category_group(),
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
    )
}

/// A decimal digit of any script.
pub(crate) fn is_decimal(character: char) -> bool {
    character.is_ascii_digit()
        || (!character.is_ascii() && character.general_category() == GeneralCategory::DecimalNumber)
}

/// White space, the four ASCII information separators among it.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}
