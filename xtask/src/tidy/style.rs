//! Rules of form: how long, how finished, how introduced.

use super::source::{Kind, SourceFile};
use super::{Finding, Rule};

const FILE_LINES_MAX: usize = 600;
const RUST_COLUMNS_MAX: usize = 140;

pub const RULES: &[Rule] = &[
    Rule {
        name: "file-length",
        why: "a source, template, style sheet or script over 600 lines has more than one subject: split it",
        check: file_length,
    },
    Rule {
        name: "line-length",
        why: "a Rust line over 140 columns is not read to its end; long literals are joined with a backslash",
        check: line_length,
    },
    Rule {
        name: "open-end",
        why: "a mark for later is a promise nobody keeps: finish it, or record it where work is planned",
        check: open_end,
    },
    Rule {
        name: "unfinished",
        why: "a macro that stands for missing code is a crash in front of a customer, tests included",
        check: unfinished,
    },
    Rule {
        name: "unwrap",
        why: "outside tests a panic needs its reason: use `?`, or `expect` saying why it cannot happen",
        check: unwrap,
    },
    Rule {
        name: "module-doc",
        why: "every module opens with `//!`: what it is for and what it must not know",
        check: module_doc,
    },
];

fn file_length(file: &SourceFile) -> Vec<Finding> {
    let count = file.text.lines().count();
    if matches!(file.kind, Kind::Data | Kind::Prose) || count <= FILE_LINES_MAX {
        return Vec::new();
    }
    vec![Finding::new(
        FILE_LINES_MAX + 1,
        format!("{count} lines, {FILE_LINES_MAX} at most: split it by subject"),
    )]
}

fn line_length(file: &SourceFile) -> Vec<Finding> {
    let too_long = |(line, text): (usize, &str)| {
        let columns = text.chars().count();
        let reason = format!("{columns} columns, {RUST_COLUMNS_MAX} at most");
        (file.kind == Kind::Rust && columns > RUST_COLUMNS_MAX).then(|| Finding::new(line, reason))
    };
    file.lines().filter_map(too_long).collect()
}

/// In Rust only comments are read: `XXX` is a currency and a nationality, and both stand in literals.
fn open_end(file: &SourceFile) -> Vec<Finding> {
    let found = |(line, text): (usize, &str)| {
        open_mark(text).map(|mark| Finding::new(line, format!("`{mark}`: finish it or take it out")))
    };
    match (&file.rust, file.kind) {
        (Some(rust), _) => rust.comment_lines().filter_map(found).collect(),
        (None, Kind::Page | Kind::Script) => file.lines().filter_map(found).collect(),
        _ => Vec::new(),
    }
}

fn open_mark(text: &str) -> Option<&'static str> {
    let plain = ["TODO", "FIXME", "HACK"]
        .into_iter()
        .find(|mark| words(text).any(|word| word == *mark));
    plain.or_else(|| text.contains("XXX:").then_some("XXX"))
}

/// The identifiers of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric() && character != '_')
}

fn unfinished(file: &SourceFile) -> Vec<Finding> {
    let marks = ["todo!(", "unimplemented!("];
    let Some(rust) = &file.rust else { return Vec::new() };
    let found = |(line, code): (usize, &str)| {
        let mark = marks.iter().find(|mark| code.contains(*mark))?;
        Some(Finding::new(
            line,
            format!("`{mark}…)` stands for code that is missing"),
        ))
    };
    rust.code_lines().filter_map(found).collect()
}

fn unwrap(file: &SourceFile) -> Vec<Finding> {
    let Some(rust) = file.rust.as_ref().filter(|_| file.is_crate_source()) else {
        return Vec::new();
    };
    rust.code_lines()
        .filter(|(line, code)| code.contains(".unwrap()") && !file.is_test_line(*line))
        .map(|(line, _)| Finding::new(line, "`.unwrap()`: use `?`, or `expect` with the reason"))
        .collect()
}

/// Attributes of the whole module may stand before its doc.
fn module_doc(file: &SourceFile) -> Vec<Finding> {
    let first = file
        .text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with("#!["));
    match first {
        Some(line) if file.is_crate_source() && !line.starts_with("//!") => {
            vec![Finding::new(1, "the module does not open with `//!`")]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::tests::lines_found;

    #[test]
    fn long_files_are_found_unless_they_are_data() {
        let long = "x\n".repeat(601);
        assert_eq!(lines_found("file-length", "crates/app/src/a.rs", &long), [601]);
        assert_eq!(
            lines_found("file-length", "crates/web/templates/a.html", &long),
            [601]
        );
        assert!(lines_found("file-length", "crates/app/src/a.rs", &"x\n".repeat(600)).is_empty());
        assert!(lines_found("file-length", "crates/web/locales/fr.ftl", &long).is_empty());
        assert!(lines_found("file-length", "crates/apis/tests/goldens/a.rs", &long).is_empty());
    }

    #[test]
    fn long_rust_lines_are_found_by_characters() {
        let line = "é".repeat(140);
        assert!(lines_found("line-length", "a.rs", &line).is_empty());
        assert_eq!(lines_found("line-length", "a.rs", &format!("\n{line}é")), [2]);
        assert!(lines_found("line-length", "a.md", &format!("{line}é")).is_empty());
    }

    #[test]
    fn open_marks_are_found_in_comments_and_scripts() {
        assert_eq!(lines_found("open-end", "a.rs", "fn a() {}\n// TODO later\n"), [2]);
        assert_eq!(lines_found("open-end", "a.rs", "/* one\n FIXME */"), [2]);
        assert_eq!(lines_found("open-end", "a.rs", "// XXX: odd"), [1]);
        assert_eq!(lines_found("open-end", "web/a.js", "// HACK around\n"), [1]);
        assert!(lines_found("open-end", "a.rs", "// XXX is no nationality\nlet a = \"TODO\";").is_empty());
        assert!(lines_found("open-end", "a.rs", "// TODOS and HACKERS").is_empty());
    }

    #[test]
    fn missing_code_is_found_even_in_tests() {
        assert_eq!(
            lines_found("unfinished", "crates/app/tests/a.rs", "fn a() { todo!() }"),
            [1]
        );
        assert_eq!(
            lines_found("unfinished", "a.rs", "\nfn a() { unimplemented!(\"later\") }"),
            [2]
        );
        assert!(lines_found("unfinished", "a.rs", "// todo!()\nlet a = \"todo!()\";").is_empty());
    }

    #[test]
    fn unwrap_is_found_outside_tests_only() {
        let text = "fn a() { b().unwrap(); }\n#[cfg(test)]\nmod tests {\n    fn c() { d().unwrap(); }\n}\n";
        assert_eq!(lines_found("unwrap", "crates/app/src/a.rs", text), [1]);
        assert!(lines_found("unwrap", "crates/app/tests/a.rs", text).is_empty());
        assert!(lines_found("unwrap", "crates/app/src/tests.rs", text).is_empty());
        assert!(lines_found("unwrap", "crates/app/src/a.rs", "// .unwrap()\nb().unwrap_or(1);").is_empty());
    }

    #[test]
    fn modules_open_with_their_doc() {
        assert_eq!(
            lines_found("module-doc", "crates/app/src/a.rs", "use b;\n//! late\n"),
            [1]
        );
        assert!(
            lines_found(
                "module-doc",
                "crates/app/src/a.rs",
                "\n#![allow(x)]\n//! What for.\n"
            )
            .is_empty()
        );
        assert!(lines_found("module-doc", "crates/app/src/a.rs", "\n\n").is_empty());
        assert!(lines_found("module-doc", "crates/app/tests/a.rs", "use b;\n").is_empty());
    }
}
