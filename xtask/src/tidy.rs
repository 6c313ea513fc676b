//! The house rules that are text, checked on every file that git tracks.
//!
//! Each rule is a short function from one file to its findings; nothing here reads a file but [`report`].

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

mod privacy;
mod rust_text;
mod source;
mod storage;
mod style;
mod walls;

use source::SourceFile;

/// One house rule.
pub struct Rule {
    /// The rule's name in reports.
    pub name: &'static str,
    /// Why the house has it.
    pub why: &'static str,
    check: fn(&SourceFile) -> Vec<Finding>,
}

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Counted from one.
    pub line: usize,
    /// What is wrong there, and what to do instead.
    pub reason: String,
}

impl Finding {
    /// `line` is counted from one.
    pub fn new(line: usize, reason: impl Into<String>) -> Self {
        Self {
            line,
            reason: reason.into(),
        }
    }
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    [style::RULES, storage::RULES, privacy::RULES, walls::RULES]
        .into_iter()
        .flatten()
}

/// Every rule's name and reason, one a line.
pub fn list() -> String {
    rules()
        .map(|rule| format!("{:<20} {}\n", rule.name, rule.why))
        .collect()
}

/// Checks the tracked files: `file:line: [rule] reason` a line and a closing count.
pub fn report() -> (String, ExitCode) {
    let root = repository_root();
    let paths = match tracked_paths(&root) {
        Ok(paths) => paths,
        Err(problem) => return (format!("tidy: {problem}\n"), ExitCode::FAILURE),
    };
    let mut lines = Vec::new();
    let mut files = 0;
    for path in &paths {
        match read(&root, path) {
            Ok(Some(file)) => {
                files += 1;
                lines.extend(findings_of(&file));
            }
            Ok(None) => {}
            Err(problem) => lines.push(format!("{path}:1: [readable] {problem}")),
        }
    }
    let closing = format!(
        "tidy: {} findings in {files} files, {} rules\n",
        lines.len(),
        rules().count()
    );
    let code = if lines.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    };
    (
        lines.iter().map(|line| format!("{line}\n")).collect::<String>() + &closing,
        code,
    )
}

fn findings_of(file: &SourceFile) -> Vec<String> {
    let mut found: Vec<(Finding, &str)> = rules()
        .flat_map(|rule| (rule.check)(file).into_iter().map(|finding| (finding, rule.name)))
        .collect();
    found.sort_by_key(|(finding, _)| finding.line);
    let print = |(finding, rule): &(Finding, &str)| {
        format!("{}:{}: [{rule}] {}", file.path, finding.line, finding.reason)
    };
    found.iter().map(print).collect()
}

fn repository_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies inside the repository")
        .to_path_buf()
}

/// A clone that another user owns is read all the same: only names are listed, nothing of it is run.
fn tracked_paths(root: &Path) -> Result<Vec<String>, String> {
    let output = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "git ls-files failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    let names = String::from_utf8(output.stdout).map_err(|_| "a tracked name is not UTF-8".to_owned())?;
    Ok(names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Nothing for a file deleted in the working tree, a link, or bytes that are not text.
fn read(root: &Path, path: &str) -> Result<Option<SourceFile>, String> {
    let full = root.join(path);
    match std::fs::symlink_metadata(&full) {
        Ok(metadata) if metadata.is_file() => {}
        _ => return Ok(None),
    }
    let bytes = std::fs::read(&full).map_err(|error| error.to_string())?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(SourceFile::new(path, text))),
        Err(_) if SourceFile::is_code_name(path) => Err("a source file must be UTF-8".to_owned()),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The lines at which the rule of that name finds something in a file of that path and text.
    pub fn lines_found(rule: &str, path: &str, text: &str) -> Vec<usize> {
        let rule = rules().find(|known| known.name == rule).expect("the rule exists");
        (rule.check)(&SourceFile::new(path, text.to_owned()))
            .iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn rule_names_are_unique_and_explained() {
        let mut names: Vec<&str> = rules().map(|rule| rule.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(rules().all(|rule| rule.why.len() > 20 && list().contains(rule.name)));
    }

    #[test]
    fn findings_are_printed_in_line_order_with_path_and_rule() {
        let text = "fn a() {\n    b().unwrap();\n}\n";
        let printed = findings_of(&SourceFile::new("crates/app/src/a.rs", text.to_owned()));
        assert_eq!(printed.len(), 2);
        assert!(printed[0].starts_with("crates/app/src/a.rs:1: [module-doc] "));
        assert!(printed[1].starts_with("crates/app/src/a.rs:2: [unwrap] "));
    }

    #[test]
    fn the_tracked_files_include_the_workspace_manifest() {
        let paths = tracked_paths(&repository_root()).expect("git lists the files");
        assert!(paths.iter().any(|path| path == "Cargo.toml"));
    }
}
