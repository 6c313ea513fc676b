//! `bulla import`: reads a file of applicants line by line and moves them in. Knows files and the terminal; what a line means is the
//! product's to say.
#![expect(
    clippy::print_stderr,
    reason = "progress and problems go to whoever started it"
)]

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::PathBuf,
};

use anyhow::{Context, Result};
use app::{
    App,
    moving_in::{Folder, LINE_BYTES_MAX, Moved, MovingReport},
};
use clap::Args;
use serde_json::{Value, json};
use values::TenantId;

use crate::wiring::public;

/// Lines between two signs of life.
const PROGRESS_EVERY: u64 = 1_000;

/// Moves applicants in.
#[derive(Debug, Args)]
pub struct Import {
    /// The tenant's id.
    #[arg(long)]
    tenant: String,
    /// JSON lines, one applicant each; docs/moving-in.md describes them.
    file: PathBuf,
    /// Folder that the lines' files lie in.
    #[arg(long)]
    files: Option<PathBuf>,
    /// Look at everything and keep nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Runs the import; the answer has `is_complete` false when a line was not moved in.
///
/// # Errors
/// Names the file, folder or tenant that does not exist, or the line at which storage failed: it is safe to run again.
pub async fn import_verb(app: &App, import: Import) -> Result<Value> {
    let tenant_id = TenantId::parse(&import.tenant).context("tenant id")?;
    app.tenant(tenant_id).await.map_err(public)?;
    let file = File::open(&import.file).with_context(|| import.file.display().to_string())?;
    let folder = match &import.files {
        Some(path) => Some(Folder::try_new(path).with_context(|| path.display().to_string())?),
        None => None,
    };
    if !import.dry_run {
        app.moving_in_log(tenant_id, None).await.map_err(public)?;
    }
    let mut lines = Lines::new(BufReader::new(file));
    let mut report = MovingReport::default();
    let outcome = loop {
        match lines.read() {
            Ok(None) => break Ok(()),
            Err(error) => break Err(anyhow::Error::new(error)),
            Ok(Some(Line::TooLong)) => {
                refuse(&mut report, lines.number, "the line is longer than 1 MiB");
            }
            Ok(Some(Line::Whole(text))) => {
                let moved = app.applicant_move_in(tenant_id, text, folder.as_ref(), import.dry_run);
                match moved.await {
                    Ok(moved) => count(&mut report, lines.number, moved),
                    Err(error) => break Err(public(error)),
                }
            }
        }
        if report.lines.is_multiple_of(PROGRESS_EVERY) {
            eprintln!("{}", progress(report));
        }
    };
    if !import.dry_run {
        app.moving_in_log(tenant_id, Some(report)).await.map_err(public)?;
    }
    if report.lines == 0 || !report.lines.is_multiple_of(PROGRESS_EVERY) {
        eprintln!("{}", progress(report));
    }
    outcome.with_context(|| format!("stopped at line {}; it is safe to run again", lines.number))?;
    let MovingReport {
        lines,
        moved,
        known,
        refused,
    } = report;
    Ok(json!({
        "lines": lines, "moved": moved, "known": known, "refused": refused,
        "is_dry_run": import.dry_run, "is_complete": refused == 0,
    }))
}

fn count(report: &mut MovingReport, number: u64, moved: Moved) {
    match moved {
        Moved::In { note, .. } => {
            report.lines += 1;
            report.moved += 1;
            if let Some(note) = note {
                eprintln!("line {number}: {note}");
            }
        }
        Moved::Known(_) => {
            report.lines += 1;
            report.known += 1;
        }
        Moved::Refused(why) => refuse(report, number, &why),
    }
}

fn refuse(report: &mut MovingReport, number: u64, why: &str) {
    report.lines += 1;
    report.refused += 1;
    eprintln!("line {number} was not moved in: {why}");
}

fn progress(report: MovingReport) -> String {
    let MovingReport {
        lines,
        moved,
        known,
        refused,
    } = report;
    format!("{lines} lines: {moved} moved in, {known} known already, {refused} not moved in")
}

/// One line of bounded length.
enum Line<'a> {
    Whole(&'a [u8]),
    TooLong,
}

/// The lines of a file that have something on them, in memory one at a time.
struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The last line's number, from 1.
    number: u64,
}

impl<R: BufRead> Lines<R> {
    const fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            number: 0,
        }
    }

    fn read(&mut self) -> std::io::Result<Option<Line<'_>>> {
        loop {
            self.buffer.clear();
            let limit = LINE_BYTES_MAX as u64 + 1;
            let read = (&mut self.reader)
                .take(limit)
                .read_until(b'\n', &mut self.buffer)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if read > LINE_BYTES_MAX && self.buffer.last() != Some(&b'\n') {
                self.reader.skip_until(b'\n')?;
                return Ok(Some(Line::TooLong));
            }
            if self.number == 1 && self.buffer.starts_with("\u{feff}".as_bytes()) {
                self.buffer.drain(..3);
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Ok(Some(Line::Whole(self.buffer.trim_ascii())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines::new(BufReader::with_capacity(7, text));
        let mut all = Vec::new();
        while let Some(line) = lines.read().unwrap() {
            let text = match line {
                Line::Whole(text) => Some(String::from_utf8(text.to_vec()).unwrap()),
                Line::TooLong => None,
            };
            all.push((lines.number, text));
        }
        all
    }

    #[test]
    fn lines_are_numbered_and_empty_ones_left_out() {
        let text = "\u{feff}{\"a\":1}\r\n\n   \n{\"b\":2}".as_bytes();
        assert_eq!(
            read(text),
            [
                (1, Some("{\"a\":1}".to_owned())),
                (4, Some("{\"b\":2}".to_owned()))
            ]
        );
        assert_eq!(read(b""), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut text = vec![b'x'; LINE_BYTES_MAX];
        text.extend(b"\n");
        text.extend(vec![b'y'; 3 * LINE_BYTES_MAX]);
        text.extend(b"\nz\n");
        let read = read(&text);
        assert_eq!(read[0].1.as_ref().map(String::len), Some(LINE_BYTES_MAX));
        assert_eq!(read[1], (2, None));
        assert_eq!(read[2], (3, Some("z".to_owned())));
    }
}
