//! Which scripts are living true alphabets, the only ones whose sounds a Latin code can stand for.

/// Blocks of scripts that are no living alphabet (syllabaries, abjads, abugidas, ideographs, dead alphabets),
/// from the first code point to the last. Blocks of no script, such as punctuation, are not among them.
const OTHER_SCRIPTS: [(u32, u32); 34] = [
    (0x0590, 0x109f),
    (0x1200, 0x1aaf),
    (0x1b00, 0x1c7f),
    (0x1cc0, 0x1ccf),
    (0x2c00, 0x2c5f),
    (0x2c80, 0x2cff),
    (0x2d30, 0x2ddf),
    (0x2e80, 0x2fdf),
    (0x3000, 0xa48f),
    (0xa4d0, 0xa63f),
    (0xa6a0, 0xa6ff),
    (0xa8e0, 0xa8ff),
    (0xa960, 0xaa7f),
    (0xab00, 0xab2f),
    (0xac00, 0xd7ff),
    (0xf900, 0xfaff),
    (0xfb50, 0xfdff),
    (0xfe20, 0xfe4f),
    (0xfe70, 0xffef),
    (0x10000, 0x1007f),
    (0x10380, 0x103df),
    (0x10800, 0x1085f),
    (0x10880, 0x108af),
    (0x10a60, 0x10a9f),
    (0x10b80, 0x10baf),
    (0x10e80, 0x10f6f),
    (0x11000, 0x1107f),
    (0x11ab0, 0x11abf),
    (0x1e7e0, 0x1e7ff),
    (0x1ee00, 0x1eeff),
    (0x20000, 0x2a6df),
    (0x2a700, 0x2ee5f),
    (0x2f800, 0x2fa1f),
    (0x30000, 0x323af),
];

/// Whether every character is of a living alphabet (Latin, Greek, Cyrillic, Armenian, Georgian, Hangul jamo)
/// or of no script at all.
pub fn is_modern_alphabet(text: &str) -> bool {
    text.is_ascii()
        || text
            .chars()
            .all(|character| !is_of_other_script(u32::from(character)))
}

fn is_of_other_script(code: u32) -> bool {
    let after = OTHER_SCRIPTS.partition_point(|(first, _)| *first <= code);
    after > 0 && code <= OTHER_SCRIPTS[after - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn living_alphabets_pass_and_other_scripts_do_not() {
        for text in ["Müller", "Ельцин", "Παπάς", "Հայ", "ქართ", "·—…", ""] {
            assert!(is_modern_alphabet(text), "{text}");
        }
        for text in ["عبد", "כהן", "金", "サ", "김", "ไทย", "अ"] {
            assert!(!is_modern_alphabet(text), "{text}");
        }
    }
}
