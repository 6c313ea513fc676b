//! Metaphone and Soundex codes, in the readings that the reference's scores rest on.
//!
//! These differ from other metaphones: `tch` sounds as X, `thomas` as 0MS, `schmidt` as SXMTT.

use unicode_normalization::UnicodeNormalization;

fn upper(text: &str) -> Vec<char> {
    text.to_uppercase().nfkd().collect()
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U')
}

fn is_front(letter: char) -> bool {
    matches!(letter, 'I' | 'E' | 'Y')
}

/// A place in the word with what stands around it; an asterisk stands for nothing.
struct Place {
    before: Option<char>,
    letter: char,
    next: char,
    after_next: char,
}

impl Place {
    fn at(letters: &[char], at: usize) -> Self {
        Self {
            before: at.checked_sub(1).map(|before| letters[before]),
            letter: letters[at],
            next: letters.get(at + 1).copied().unwrap_or('*'),
            after_next: letters.get(at + 2).copied().unwrap_or('*'),
        }
    }

    /// The sound of `-tion` and `-sia` begins next.
    fn hushes(&self) -> bool {
        self.next == 'I' && matches!(self.after_next, 'O' | 'A')
    }
}

/// The sounds of a word in letters; the empty text for none.
pub fn metaphone(text: &str) -> String {
    let mut letters = upper(text);
    if matches!(
        letters.get(..2),
        Some(['K' | 'G' | 'P', 'N'] | ['W', 'R'] | ['A', 'E'])
    ) {
        letters.remove(0);
    }
    let mut code = String::new();
    let mut at = 0;
    while at < letters.len() {
        let place = Place::at(&letters, at);
        if place.letter == place.next && place.letter != 'C' {
            at += 1;
            continue;
        }
        let (sound, taken) = sound(&place);
        if sound == " " {
            if !code.is_empty() && !code.ends_with(' ') {
                code.push(' ');
            }
        } else {
            code.push_str(sound);
        }
        at += taken;
    }
    code
}

/// The sound at a place, and how many letters it takes.
fn sound(place: &Place) -> (&'static str, usize) {
    match place.letter {
        'A' | 'E' | 'I' | 'O' | 'U' => (initial_vowel(place), 1),
        'B' if place.before == Some('M') && place.next == '*' => ("", 1),
        'B' => ("B", 1),
        'C' => sound_of_c(place),
        'D' if place.next == 'G' && is_front(place.after_next) => ("J", 3),
        'D' => ("T", 1),
        'F' | 'V' => ("F", 1),
        'J' => ("J", 1),
        'L' => ("L", 1),
        'M' => ("M", 1),
        'N' => ("N", 1),
        'R' => ("R", 1),
        'G' => sound_of_g(place),
        'H' if place.before.is_none_or(|before| !is_vowel(before)) || is_vowel(place.next) => ("H", 1),
        'K' if place.before != Some('C') => ("K", 1),
        'P' if place.next == 'H' => ("F", 2),
        'P' => ("P", 1),
        'Q' => ("K", 1),
        'S' if place.next == 'H' => ("X", 2),
        'S' if place.hushes() => ("X", 3),
        'S' | 'Z' => ("S", 1),
        'T' => sound_of_t(place),
        'W' if place.before.is_none() && place.next == 'H' => ("W", 2),
        'W' if is_vowel(place.next) => ("W", 1),
        'X' => (sound_of_x(place), 1),
        'Y' if is_vowel(place.next) => ("Y", 1),
        ' ' => (" ", 1),
        _ => ("", 1),
    }
}

fn initial_vowel(place: &Place) -> &'static str {
    if !matches!(place.before, None | Some(' ')) {
        return "";
    }
    match place.letter {
        'A' => "A",
        'E' => "E",
        'I' => "I",
        'O' => "O",
        _ => "U",
    }
}

fn sound_of_c(place: &Place) -> (&'static str, usize) {
    if (place.next == 'I' && place.after_next == 'A') || place.next == 'H' {
        ("X", 2)
    } else if is_front(place.next) {
        ("S", 2)
    } else {
        ("K", 1)
    }
}

fn sound_of_g(place: &Place) -> (&'static str, usize) {
    let silent_pair =
        (place.next == 'H' && !is_vowel(place.after_next)) || (place.next == 'N' && place.after_next == '*');
    if is_front(place.next) {
        ("J", 1)
    } else if silent_pair {
        ("", 2)
    } else {
        ("K", 1)
    }
}

fn sound_of_t(place: &Place) -> (&'static str, usize) {
    if place.hushes() {
        ("X", 1)
    } else if place.next == 'H' {
        ("0", 2)
    } else if place.next != 'C' || place.after_next != 'H' {
        ("T", 1)
    } else {
        ("", 1)
    }
}

fn sound_of_x(place: &Place) -> &'static str {
    match place.before {
        Some(_) => "KS",
        None if place.next == 'H' || place.hushes() => "X",
        None => "S",
    }
}

/// The first letter and three digits of what follows; the empty text for none.
pub fn soundex(text: &str) -> String {
    let letters = upper(text);
    let Some(first) = letters.first() else {
        return String::new();
    };
    let mut code = String::from(*first);
    let mut digits = 0;
    let mut last = soundex_digit(*first);
    for letter in &letters[1..] {
        match soundex_digit(*letter) {
            Some(digit) => {
                if last != Some(digit) {
                    code.push(digit);
                    digits += 1;
                }
                if digits == 3 {
                    break;
                }
                last = Some(digit);
            }
            None if matches!(letter, 'H' | 'W') => {}
            None => last = None,
        }
    }
    code.extend(std::iter::repeat_n('0', 3 - digits));
    code
}

fn soundex_digit(letter: char) -> Option<char> {
    match letter {
        'B' | 'F' | 'P' | 'V' => Some('1'),
        'C' | 'G' | 'J' | 'K' | 'Q' | 'S' | 'X' | 'Z' => Some('2'),
        'D' | 'T' => Some('3'),
        'L' => Some('4'),
        'M' | 'N' => Some('5'),
        'R' => Some('6'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metaphones_of_names() {
        for (name, code) in [
            ("thomas", "0MS"),
            ("knight", "NT"),
            ("wright", "RT"),
            ("hussein", "HSN"),
            ("ghalib", "KHLB"),
            ("schmidt", "SXMTT"),
            ("tch", "X"),
            ("", ""),
        ] {
            assert_eq!(metaphone(name), code, "{name}");
        }
    }

    #[test]
    fn soundexes_of_names() {
        for (name, code) in [
            ("robert", "R163"),
            ("ashcraft", "A261"),
            ("tymczak", "T522"),
            ("lee", "L000"),
            ("", ""),
        ] {
            assert_eq!(soundex(name), code, "{name}");
        }
    }
}
