//! Transliteration of any script to ASCII, as ICU 72 does it by Any-Latin, decomposition, removal of marks
//! and symbols, and Latin-ASCII.
//!
//! A table gives the answer for each code point; [`super::script`] adds what depends on the neighbours. What
//! has no answer comes out as a question mark, among it some letters of living scripts: their words split
//! there.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use super::script::rewritten;

/// First code point of a run in hexadecimal, then the answer for each of the run, tab-separated. Code points
/// that are answered with a question mark and the Hangul syllables are left out.
const ANSWERS: &str = include_str!("ascii.tsv");

const PAGE: usize = 256;

/// Answers by page of code points; zero stands for no answer.
struct Table {
    pages: HashMap<u32, Box<[u16; PAGE]>>,
    answers: Vec<&'static str>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(read_table)
}

fn read_table() -> Table {
    let mut numbers: HashMap<&'static str, u16> = HashMap::new();
    let mut answers = vec!["?"];
    let mut pages: HashMap<u32, Box<[u16; PAGE]>> = HashMap::new();
    for line in ANSWERS.lines() {
        let (first, run) = line
            .split_once('\t')
            .expect("each line of the table begins with a code point");
        let first = u32::from_str_radix(first, 16).expect("the code points of the table are hexadecimal");
        for (code, answer) in (first..).zip(run.split('\t')) {
            let number = *numbers.entry(answer).or_insert_with(|| {
                answers.push(answer);
                u16::try_from(answers.len() - 1).expect("the table has few distinct answers")
            });
            let page = pages.entry(code / 256).or_insert_with(|| Box::new([0; PAGE]));
            page[code as usize % PAGE] = number;
        }
    }
    Table { pages, answers }
}

/// The answer for one character by itself.
pub(crate) fn answer(character: char) -> &'static str {
    let code = u32::from(character);
    let table = table();
    let number = table
        .pages
        .get(&(code / 256))
        .map_or(0, |page| page[code as usize % PAGE]);
    table.answers[usize::from(number)]
}

/// The text in ASCII. The symbols among ASCII itself vanish.
pub fn ascii_text(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    if text.is_ascii() {
        ascii.extend(text.chars().filter(|character| !is_symbol(*character)));
        return ascii;
    }
    let characters: Vec<char> = text.nfc().collect();
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        if character.is_ascii() {
            if !is_symbol(character) {
                ascii.push(character);
            }
            at += 1;
        } else {
            at += rewritten(&characters, at, &mut ascii);
        }
    }
    ascii
}

fn is_symbol(character: char) -> bool {
    matches!(character, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_scripts_become_ascii() {
        for (given, expected) in [
            ("Ørsted & Æther = Straße", "O/rsted & AEther  Strasse"),
            ("Батальон  Восток", "Batal'on  Vostok"),
            ("ضُودْج", "dudj"),
            ("Εισαγγελική ΧΟΥΘΙ", "Eisangelike CHOUTHI"),
            ("乌萨马·本·拉丹", "wu sa ma?ben?la dan"),
            ("深（圳）有", "shen (zhen) you"),
            ("김영남 정경택 신규남", "gim-yeongnam jeong-gyeongtaeg singyunam"),
            ("アッ＝サウード王子", "atsusaudo wang zi"),
            ("किंग सलमान", "kinga salamana"),
            ("ንጉሥ ፋህድ", "n?gus fah?d"),
            ("e\u{301}", "e"),
            ("\u{e000}", "?"),
        ] {
            assert_eq!(ascii_text(given), expected, "{given}");
        }
    }
}
