//! Rules of storage: where SQL may stand, who may name a driver, and the dialect both databases share.

use super::rust_text::{Literal, RustText};
use super::source::SourceFile;
use super::style::words;
use super::walls::dependency_names;
use super::{Finding, Rule};

pub const RULES: &[Rule] = &[
    Rule {
        name: "sql-outside-store",
        why: "SQL is written once, in crates/store, so that one crate answers for what both databases do",
        check: sql_outside_store,
    },
    Rule {
        name: "driver-outside-db",
        why: "only crates/store/src/db* names a database driver, so that no query can depend on one engine",
        check: driver_outside_db,
    },
    Rule {
        name: "dialect",
        why: "the store's SQL keeps to what SQLite and PostgreSQL share; an exception is marked `dialect:` \
              on its line or stands in a `match` on the dialect",
        check: dialect,
    },
];

/// Words that only one of the two databases understands, or understands in its own way.
const ONE_ENGINE_WORDS: [&str; 8] = [
    "SERIAL",
    "BIGSERIAL",
    "NOW()",
    "ILIKE",
    "FOR UPDATE",
    "BOOLEAN",
    "JSONB",
    "AUTOINCREMENT",
];

fn is_store(file: &SourceFile) -> bool {
    file.crate_name() == Some("store")
}

fn sql_outside_store(file: &SourceFile) -> Vec<Finding> {
    let Some(rust) = file
        .rust
        .as_ref()
        .filter(|_| file.is_crate_source() && !is_store(file))
    else {
        return Vec::new();
    };
    rust.literals
        .iter()
        .filter(|literal| is_statement(&literal.text) && !file.is_test_line(literal.line))
        .map(|literal| Finding::new(literal.line, "a statement of SQL outside crates/store"))
        .collect()
}

/// Upper-case keywords at the start, as all our SQL is written; prose does not begin so.
fn is_statement(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.take(4).collect();
    match first {
        "SELECT" => !rest.is_empty(),
        "INSERT" => rest.first().is_some_and(|word| ["INTO", "OR"].contains(word)),
        "DELETE" => rest.first() == Some(&"FROM"),
        "UPDATE" => rest.iter().skip(1).any(|word| *word == "SET"),
        "WITH" => rest.contains(&"AS"),
        "CREATE" | "ALTER" | "DROP" => rest
            .first()
            .is_some_and(|word| ["TABLE", "INDEX", "UNIQUE", "VIEW"].contains(word)),
        _ => false,
    }
}

fn driver_outside_db(file: &SourceFile) -> Vec<Finding> {
    if file.path.starts_with("crates/store/src/db") {
        return Vec::new();
    }
    if file.path.starts_with("crates/") && file.path.ends_with("/Cargo.toml") && !is_store(file) {
        let drivers = dependency_names(&file.text)
            .into_iter()
            .filter(|(_, name)| is_driver(name));
        let reason = |name: &str| format!("depends on the database driver `{name}`; only crates/store may");
        return drivers
            .map(|(line, name)| Finding::new(line, reason(&name)))
            .collect();
    }
    let Some(rust) = file.rust.as_ref().filter(|_| file.is_crate_source()) else {
        return Vec::new();
    };
    let found = |(line, code): (usize, &str)| {
        let driver = driver_named(code)?;
        let reason = format!("names the database driver `{driver}`; only crates/store/src/db* may");
        (!file.is_test_line(line)).then(|| Finding::new(line, reason))
    };
    rust.code_lines().filter_map(found).collect()
}

fn is_driver(name: &str) -> bool {
    [
        "rusqlite",
        "libsqlite3-sys",
        "postgres",
        "tokio-postgres",
        "postgres-types",
        "tokio-postgres-rustls",
    ]
    .contains(&name)
}

/// `postgres` alone is also a word for a module or a function of ours: it counts as the root of a path only.
fn driver_named(code: &str) -> Option<&'static str> {
    let drivers = [
        "rusqlite",
        "tokio_postgres",
        "postgres_types",
        "tokio_postgres_rustls",
    ];
    let named = drivers
        .into_iter()
        .find(|driver| words(code).any(|word| word == *driver));
    named.or_else(|| is_postgres_path(code).then_some("postgres"))
}

fn is_postgres_path(code: &str) -> bool {
    code.match_indices("postgres::").any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|character| character.is_alphanumeric() || character == '_' || character == ':')
    })
}

fn dialect(file: &SourceFile) -> Vec<Finding> {
    if !is_store(file) || file.is_test() {
        return Vec::new();
    }
    match &file.rust {
        Some(rust) => rust_dialect(file, rust),
        None if file.path.ends_with(".sql") => sql_dialect(file),
        None => Vec::new(),
    }
}

fn sql_dialect(file: &SourceFile) -> Vec<Finding> {
    let found = |(line, text): (usize, &str)| {
        let code = text.split("--").next().unwrap_or_default().to_uppercase();
        let word = one_engine_word(&code).filter(|_| !text.contains("dialect:"))?;
        Some(Finding::new(
            line,
            format!("`{word}` is not in the shared dialect"),
        ))
    };
    file.lines().filter_map(found).collect()
}

fn rust_dialect(file: &SourceFile, rust: &RustText) -> Vec<Finding> {
    let source: Vec<&str> = file.text.lines().collect();
    let chosen = rust.block_lines(is_dialect_match);
    let allowed = |line: usize| {
        file.is_test_line(line)
            || chosen.get(line - 1).copied().unwrap_or(false)
            || source.get(line - 1).is_some_and(|text| text.contains("dialect:"))
    };
    let lines_of = |literal: &Literal| {
        let first = literal.line;
        let lines: Vec<(usize, String)> = literal
            .text
            .lines()
            .enumerate()
            .map(|(index, text)| (first + index, text.to_owned()))
            .collect();
        lines
    };
    rust.literals
        .iter()
        .flat_map(lines_of)
        .filter(|(line, _)| !allowed(*line))
        .filter_map(|(line, text)| {
            let word = one_engine_word(&text)?;
            Some(Finding::new(
                line,
                format!("`{word}` is not in the shared dialect"),
            ))
        })
        .collect()
}

fn is_dialect_match(code_line: &str) -> bool {
    let Some((_, scrutinee)) = code_line.split_once("match ") else {
        return false;
    };
    let scrutinee = scrutinee
        .trim_end()
        .trim_end_matches('{')
        .trim_end()
        .trim_end_matches("()");
    scrutinee.to_lowercase().ends_with("dialect")
}

fn one_engine_word(text: &str) -> Option<&'static str> {
    let stands_alone = |at: usize, word: &str| {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        !text[..at].chars().next_back().is_some_and(is_part)
            && !text[at + word.len()..].chars().next().is_some_and(is_part)
    };
    ONE_ENGINE_WORDS
        .into_iter()
        .find(|word| text.match_indices(word).any(|(at, _)| stands_alone(at, word)))
}

#[cfg(test)]
mod tests {
    use crate::tidy::tests::lines_found;

    #[test]
    fn statements_belong_to_the_store() {
        let found = |path: &str, text: &str| lines_found("sql-outside-store", path, text);
        assert_eq!(
            found("crates/app/src/a.rs", "\nlet q = \"\n  SELECT id\n  FROM a\";"),
            [2]
        );
        assert_eq!(
            found("crates/app/src/a.rs", "q(\"UPDATE job SET lease = $1\")"),
            [1]
        );
        assert_eq!(
            found("crates/app/src/a.rs", "q(\"INSERT INTO a VALUES (1)\")"),
            [1]
        );
        assert_eq!(found("crates/app/src/a.rs", "q(\"DELETE FROM a\")"), [1]);
        assert!(found("crates/store/src/a.rs", "q(\"DELETE FROM a\")").is_empty());
        assert!(found("crates/app/src/a.rs", "// SELECT a\nq(\"UPDATE your address\")").is_empty());
        assert!(
            found(
                "crates/app/src/a.rs",
                "#[cfg(test)]\nmod tests { fn a() { q(\"SELECT 1\"); } }"
            )
            .is_empty()
        );
    }

    #[test]
    fn drivers_are_named_in_one_place() {
        let found = |path: &str, text: &str| lines_found("driver-outside-db", path, text);
        assert_eq!(found("crates/store/src/job.rs", "use rusqlite::Row;"), [1]);
        assert_eq!(found("crates/app/src/a.rs", "\nuse postgres::Client;"), [2]);
        assert_eq!(
            found(
                "crates/app/Cargo.toml",
                "[dependencies]\nrusqlite.workspace = true\n"
            ),
            [2]
        );
        assert!(found("crates/store/src/db/sqlite.rs", "use rusqlite::Row;").is_empty());
        assert!(found("crates/store/src/db.rs", "use postgres::Client;").is_empty());
        assert!(
            found(
                "crates/store/Cargo.toml",
                "[dependencies]\nrusqlite.workspace = true\n"
            )
            .is_empty()
        );
        assert!(
            found(
                "crates/store/src/job.rs",
                "crate::db::postgres::open(); fn postgres() {}"
            )
            .is_empty()
        );
    }

    #[test]
    fn one_engine_words_need_a_reason() {
        let found = |path: &str, text: &str| lines_found("dialect", path, text);
        assert_eq!(
            found("crates/store/src/a.rs", "q(\"\nSELECT 1\nFOR UPDATE\")"),
            [3]
        );
        assert_eq!(
            found("crates/store/migrations/1.sql", "a bigint,\nb boolean\n"),
            [2]
        );
        assert!(
            found(
                "crates/store/migrations/1.sql",
                "b jsonb -- dialect: PostgreSQL only\n-- serial\n"
            )
            .is_empty()
        );
        assert!(
            found(
                "crates/store/src/a.rs",
                "q(\"SELECT 1 FOR UPDATE\") // dialect: no twin"
            )
            .is_empty()
        );
        assert!(found("crates/app/src/a.rs", "q(\"FOR UPDATE\")").is_empty());
        assert!(
            found(
                "crates/store/src/a.rs",
                "q(\"SERIALIZABLE\"); q(\"A_SERIAL\"); // NOW()"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_match_on_the_dialect_may_use_either() {
        let text = "let t = match self.dialect() {\n    A => \"JSONB\",\n    B => \"TEXT\",\n};\nlet u = \"JSONB\";\n";
        assert_eq!(lines_found("dialect", "crates/store/src/a.rs", text), [5]);
    }
}
