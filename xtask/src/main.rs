//! The maintainers' own tasks. Has no dependency, knows nothing of the product's code but its text.
//!
//! `cargo run -p xtask -- tidy` checks the house rules that neither the compiler nor clippy can see;
//! `tidy --list` prints each rule and why it exists.

use std::io::Write;
use std::process::ExitCode;

mod tidy;

const USAGE: &str = "usage: cargo run -p xtask -- tidy [--list]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (report, code) = match words.as_slice() {
        ["tidy"] => tidy::report(),
        ["tidy", "--list"] => (tidy::list(), ExitCode::SUCCESS),
        _ => (format!("{USAGE}\n"), ExitCode::from(2)),
    };
    match std::io::stdout().write_all(report.as_bytes()) {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}
