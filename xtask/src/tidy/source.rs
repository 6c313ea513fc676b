//! One tracked file as the rules see it: its path, its kind, its lines and, for Rust, what is code and what is not.

use super::rust_text::RustText;

/// What kind of text a file is, by its name and, without an extension, by its first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Rust source.
    Rust,
    /// A template, style sheet or script that a browser is given.
    Page,
    /// Shell, SQL, Python and settings: code that people read and edit.
    Script,
    /// Prose.
    Prose,
    /// Lock files, tables, catalogues, generated answers: as long as they need to be.
    Data,
}

/// A text file that git tracks.
pub struct SourceFile {
    /// From the repository's root, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// What kind of text it is.
    pub kind: Kind,
    /// Only of Rust sources.
    pub rust: Option<RustText>,
}

impl SourceFile {
    /// Reads the kind off the name and the text.
    pub fn new(path: &str, text: String) -> Self {
        let kind = kind_of(path, &text);
        let rust = (kind == Kind::Rust).then(|| RustText::new(&text));
        Self {
            path: path.to_owned(),
            text,
            kind,
            rust,
        }
    }

    /// Whether a file of that name must be readable text.
    pub fn is_code_name(path: &str) -> bool {
        matches!(kind_of(path, ""), Kind::Rust | Kind::Page | Kind::Script)
    }

    /// The lines with their numbers, counted from one.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// The crate below `crates/` that the file belongs to.
    pub fn crate_name(&self) -> Option<&str> {
        self.path
            .strip_prefix("crates/")?
            .split_once('/')
            .map(|(name, _)| name)
    }

    /// Rust that is compiled into a crate, whether product or test module.
    pub fn is_crate_source(&self) -> bool {
        let inside = self.path.starts_with("xtask/src/")
            || self
                .crate_name()
                .is_some_and(|name| self.path.starts_with(&format!("crates/{name}/src/")));
        inside && self.kind == Kind::Rust
    }

    /// A file that is nothing but tests or benchmarks, their fixtures or their settings.
    pub fn is_test(&self) -> bool {
        let mut parts: Vec<&str> = self.path.split('/').collect();
        let name = parts.pop().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        parts
            .iter()
            .any(|part| ["tests", "benches", "fuzz", "fixtures"].contains(part))
            || stem == "tests"
            || stem.ends_with("_tests")
            || stem.ends_with("_test")
    }

    /// Whether a line (counted from one) belongs to tests.
    pub fn is_test_line(&self, line: usize) -> bool {
        self.is_test() || self.rust.as_ref().is_some_and(|rust| rust.is_test_line(line))
    }
}

fn kind_of(path: &str, text: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.contains("tests/goldens/") || name == "Cargo.lock" {
        return Kind::Data;
    }
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("rs") => Kind::Rust,
        Some("html" | "css" | "js" | "mjs" | "svg" | "webmanifest") => Kind::Page,
        Some("sh" | "sql" | "py" | "toml" | "yml" | "yaml") => Kind::Script,
        Some("md") => Kind::Prose,
        _ if text.starts_with("#!") => Kind::Script,
        _ => Kind::Data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_the_name_and_the_first_line() {
        assert_eq!(kind_of("crates/web/src/lib.rs", ""), Kind::Rust);
        assert_eq!(kind_of("crates/web/templates/a.html", ""), Kind::Page);
        assert_eq!(kind_of("run", "#!/bin/sh\n"), Kind::Script);
        assert_eq!(kind_of("LICENSE", "Apache"), Kind::Data);
        assert_eq!(kind_of("Cargo.lock", ""), Kind::Data);
        assert_eq!(kind_of("crates/apis/tests/goldens/a.rs", ""), Kind::Data);
    }

    #[test]
    fn tests_are_known_by_folder_and_name() {
        let is_test = |path: &str| SourceFile::new(path, String::new()).is_test();
        assert!(is_test("crates/app/tests/journey.rs"));
        assert!(is_test("crates/app/src/applicant/tests.rs"));
        assert!(!is_test("crates/app/src/applicant.rs"));
        assert!(!is_test("crates/app/src/latest.rs"));
    }

    #[test]
    fn a_file_knows_its_crate() {
        let file = SourceFile::new("crates/app/src/lib.rs", String::new());
        assert_eq!(file.crate_name(), Some("app"));
        assert!(file.is_crate_source());
        assert!(!SourceFile::new("crates/app/build.rs", String::new()).is_crate_source());
    }
}
