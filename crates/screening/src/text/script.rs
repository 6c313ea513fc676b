//! What a character's transliteration owes to its neighbours: digraphs, syllables, spaces between ideographs.
//!
//! Each function answers for the character at one place and says how many characters it took.

use super::ascii::answer;

/// Appends the transliteration of the character at `at` and says how many characters that answers for.
/// The text is composed (NFC); the character is not ASCII.
pub(crate) fn rewritten(text: &[char], at: usize, ascii: &mut String) -> usize {
    match u32::from(text[at]) {
        0x0370..=0x03ff | 0x1f00..=0x1fff | 0xb5 | 0xb7 => greek(text, at, ascii),
        0x0600..=0x06ff => arabic(text, at, ascii),
        0x0900..=0x0d7f => indic(text, at, ascii),
        0x1200..=0x137f => ethiopic(text, at, ascii),
        0x3041..=0x30ff => kana(text, at, ascii),
        0xac00..=0xd7a3 => hangul(text, at, ascii),
        _ if is_ideograph(text[at]) => ideograph(text, at, ascii),
        _ => plain(text, at, ascii),
    }
}

fn plain(text: &[char], at: usize, ascii: &mut String) -> usize {
    let opens_after_ideograph = text[at] == '（' && at > 0 && is_ideograph(text[at - 1]);
    if opens_after_ideograph {
        ascii.push(' ');
    }
    ascii.push_str(answer(text[at]));
    1
}

fn is_greek(character: char) -> bool {
    matches!(u32::from(character), 0x0370..=0x03ff | 0x1f00..=0x1fff)
}

fn greek(text: &[char], at: usize, ascii: &mut String) -> usize {
    let before = at
        .checked_sub(1)
        .map(|before| text[before])
        .filter(|before| is_greek(*before));
    let after = text.get(at + 1).copied();
    let velar_follows = matches!(after, Some('γ' | 'κ' | 'ξ' | 'χ' | 'Γ' | 'Κ' | 'Ξ' | 'Χ'));
    match text[at] {
        'µ' if before.is_some() || after.is_some_and(is_greek) => ascii.push('m'),
        '·' | '\u{387}' if before.is_some() => ascii.push(':'),
        'γ' if velar_follows => {
            ascii.push_str(if before == Some('ν') { "'n" } else { "n" });
        }
        'Γ' if velar_follows => ascii.push('N'),
        'υ' | 'ύ' if before.is_some_and(takes_upsilon) => ascii.push('u'),
        'Υ' | 'Ύ' if before.is_some_and(takes_upsilon) => ascii.push('U'),
        'Θ' | 'Φ' | 'Χ' | 'Ψ' if after.is_some_and(char::is_lowercase) => {
            let mut letters = answer(text[at]).chars();
            ascii.extend(letters.next());
            ascii.extend(letters.map(|letter| letter.to_ascii_lowercase()));
        }
        other => ascii.push_str(answer(other)),
    }
    1
}

fn takes_upsilon(vowel: char) -> bool {
    matches!(vowel, 'α' | 'ε' | 'η' | 'ο' | 'Α' | 'Ε' | 'Η' | 'Ο')
}

fn arabic(text: &[char], at: usize, ascii: &mut String) -> usize {
    let (vowel, lengthened_by) = match text[at] {
        '،' => (",", None),
        'ـ' => ("", None),
        '\u{64e}' => ("a", Some('ا')),
        '\u{64f}' => ("u", Some('و')),
        '\u{650}' => ("i", Some('ي')),
        other => (answer(other), None),
    };
    ascii.push_str(vowel);
    match lengthened_by {
        Some(letter) if text.get(at + 1) == Some(&letter) => 2,
        _ => 1,
    }
}

/// A consonant's inherent vowel gives way to the sign that follows; the nine scripts share one layout.
fn indic(text: &[char], at: usize, ascii: &mut String) -> usize {
    let place = u32::from(text[at]) % 0x80;
    let takes_vowel_away = matches!(place, 0x3e..=0x4d | 0x55..=0x57 | 0x62 | 0x63);
    let consonant_before = at > 0
        && matches!(u32::from(text[at - 1]), code @ 0x0900..=0x0d7f
            if matches!(code % 0x80, 0x15..=0x39 | 0x3c | 0x58..=0x5f));
    if takes_vowel_away && consonant_before && ascii.ends_with('a') {
        ascii.pop();
    }
    let own = answer(text[at]);
    if place == 0x02 && own == "m" && text.get(at + 1).is_some_and(|next| is_indic_stop(*next)) {
        ascii.push('n');
    } else if matches!(place, 0x05..=0x14) && consonant_before {
        ascii.push('\'');
        ascii.push_str(own);
    } else {
        ascii.push_str(own);
    }
    1
}

/// Velar, palatal, retroflex and dental consonants, before which the nasal sign sounds as n.
fn is_indic_stop(character: char) -> bool {
    matches!(u32::from(character), code @ 0x0900..=0x0d7f if matches!(code % 0x80, 0x15..=0x28))
}

/// The sixth form of a letter has a vowel only inside a word; a glottal letter inside a word is heard.
fn ethiopic(text: &[char], at: usize, ascii: &mut String) -> usize {
    let is_letter = |place: Option<&char>| {
        place.is_some_and(|character| matches!(u32::from(*character), 0x1200..=0x135a))
    };
    let code = u32::from(text[at]);
    if (0x12a0..=0x12a7).contains(&code) && at > 0 && is_letter(text.get(at - 1)) {
        ascii.push('?');
    }
    ascii.push_str(answer(text[at]));
    if code % 8 == 5 && is_letter(text.get(at + 1)) {
        ascii.push('?');
    }
    1
}

fn is_kana(character: char) -> bool {
    matches!(u32::from(character), 0x3041..=0x3096 | 0x30a1..=0x30fa | 0x30fc)
}

/// Hiragana written as the katakana of the same sound, so that one rule serves both.
fn as_katakana(character: char) -> char {
    match u32::from(character) {
        code @ 0x3041..=0x3096 => char::from_u32(code + 0x60).unwrap_or(character),
        _ => character,
    }
}

fn kana(text: &[char], at: usize, ascii: &mut String) -> usize {
    let after = text.get(at + 1).copied();
    let sound = answer(text[at]);
    match as_katakana(text[at]) {
        'ー' if at > 0 && is_kana(text[at - 1]) => return 1,
        'ッ' => match after.filter(|next| is_kana(*next)).and_then(doubled) {
            Some(letter) => ascii.push(letter),
            None => ascii.push_str(sound),
        },
        'ン' => {
            ascii.push_str(sound);
            let next = after.filter(|next| is_kana(*next)).map(answer);
            if next.is_some_and(|next| next.starts_with(['a', 'e', 'i', 'o', 'u', 'y'])) {
                ascii.push('\'');
            }
        }
        base => {
            let small = after.map(as_katakana);
            if let Some(joined) = small.and_then(|small| contracted(base, sound, small)) {
                ascii.push_str(&joined);
                return 2;
            }
            ascii.push_str(sound);
        }
    }
    1
}

/// The consonant that a small tsu doubles, if one follows.
fn doubled(next: char) -> Option<char> {
    match answer(next).chars().next()? {
        'c' => Some('t'),
        'a' | 'e' | 'i' | 'o' | 'u' | '?' => None,
        letter => Some(letter),
    }
}

/// A kana and the small one after it, where the two are one syllable.
fn contracted(base: char, sound: &str, small: char) -> Option<String> {
    let vowel = match small {
        'ャ' => "ya",
        'ュ' => "yu",
        'ョ' => "yo",
        'ァ' => "a",
        'ィ' => "i",
        'ェ' => "e",
        'ォ' => "o",
        _ => return None,
    };
    let consonant = &sound[..sound.len().saturating_sub(1)];
    let glides = vowel.starts_with('y');
    match base {
        'シ' | 'チ' | 'ジ' | 'ヂ' if glides => Some(format!("{consonant}{}", &vowel[1..])),
        'シ' | 'チ' | 'ジ' | 'ヂ' if vowel == "e" => Some(format!("{consonant}e")),
        'キ' | 'ギ' | 'ニ' | 'ヒ' | 'ビ' | 'ピ' | 'ミ' | 'リ' if glides => {
            Some(format!("{consonant}{vowel}"))
        }
        'フ' | 'ヴ' => Some(format!("{consonant}{vowel}")),
        'ツ' if !glides => Some(format!("{consonant}{vowel}")),
        'テ' | 'デ' if matches!(vowel, "i" | "yu") => Some(format!("{consonant}{vowel}")),
        'ウ' if matches!(vowel, "i" | "e" | "o") => Some(format!("w{vowel}")),
        _ => None,
    }
}

const INITIALS: [&str; 19] = [
    "g", "kk", "n", "d", "tt", "l", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
    "yu", "eu", "ui", "i",
];
const FINALS: [&str; 28] = [
    "", "g", "kk", "gs", "n", "nj", "nh", "d", "l", "lg", "lm", "lb", "ls", "lt", "lp", "lh", "m", "b", "bs",
    "s", "ss", "ng", "j", "ch", "k", "t", "p", "h",
];

struct Syllable {
    initial: &'static str,
    vowel: &'static str,
    last: &'static str,
}

fn syllable(character: char) -> Option<Syllable> {
    let index = u32::from(character)
        .checked_sub(0xac00)
        .filter(|index| *index < 11_172)? as usize;
    Some(Syllable {
        initial: INITIALS[index / 588],
        vowel: VOWELS[index / 28 % 21],
        last: FINALS[index % 28],
    })
}

/// A hyphen parts two syllables whose letters could be read otherwise.
fn hangul(text: &[char], at: usize, ascii: &mut String) -> usize {
    let Some(own) = syllable(text[at]) else {
        return plain(text, at, ascii);
    };
    if let Some(before) = at.checked_sub(1).and_then(|before| syllable(text[before]))
        && is_ambiguous(&before, &own)
    {
        ascii.push('-');
    }
    ascii.push_str(own.initial);
    ascii.push_str(own.vowel);
    ascii.push_str(own.last);
    1
}

fn is_ambiguous(before: &Syllable, own: &Syllable) -> bool {
    match (before.last, own.initial) {
        ("", "") => VOWELS.iter().any(|vowel| {
            let beyond = vowel.strip_prefix(before.vowel);
            beyond.is_some_and(|beyond| !beyond.is_empty() && own.vowel.starts_with(beyond))
        }),
        (_, "") => true,
        ("ng", initial) => initial.starts_with('g'),
        _ => false,
    }
}

fn is_ideograph(character: char) -> bool {
    matches!(
        u32::from(character),
        0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff
    )
}

/// Ideographs stand apart from each other, from other letters and from brackets.
fn ideograph(text: &[char], at: usize, ascii: &mut String) -> usize {
    let before = at.checked_sub(1).map(|before| text[before]);
    if before.is_some_and(|before| before.is_alphabetic() || before == 'ー' || matches!(before, ')' | '）'))
    {
        ascii.push(' ');
    }
    ascii.push_str(answer(text[at]));
    if text
        .get(at + 1)
        .is_some_and(|after| *after == '(' || (after.is_alphabetic() && !is_ideograph(*after)))
    {
        ascii.push(' ');
    }
    1
}
