//! Legal forms written in full, replaced by their short form in a cleaned name.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Long form and short form, the longest first: of forms that begin at one word the first in the file wins.
const FORMS: &str = include_str!("org_types.tsv");

struct Form {
    words: Vec<&'static str>,
    short: &'static str,
}

fn forms() -> &'static HashMap<&'static str, Vec<Form>> {
    static TABLE: OnceLock<HashMap<&'static str, Vec<Form>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, Vec<Form>> = HashMap::new();
        for line in FORMS.lines() {
            let (long, short) = line
                .split_once('\t')
                .expect("each line of the table has two columns");
            let words: Vec<&'static str> = long.split(' ').collect();
            table.entry(words[0]).or_default().push(Form { words, short });
        }
        table
    })
}

/// One pass from the left over whole words.
pub(crate) fn replace_types(cleaned: &str) -> String {
    let words: Vec<&str> = cleaned.split(' ').collect();
    let mut replaced: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let form = forms()
            .get(words[at])
            .and_then(|forms| forms.iter().find(|form| words[at..].starts_with(&form.words)));
        match form {
            Some(form) => {
                replaced.push(form.short);
                at += form.words.len();
            }
            None => {
                replaced.push(words[at]);
                at += 1;
            }
        }
    }
    replaced.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_wins_and_only_whole_words_count() {
        assert_eq!(replace_types("acme limited liability company"), "acme llc");
        assert_eq!(replace_types("unlimitedness"), "unlimitedness");
    }
}
