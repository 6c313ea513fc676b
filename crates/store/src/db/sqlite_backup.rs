//! A copy of the SQLite database, taken while it serves.

use std::{
    fs::{File, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use domain::{Error, Reason, Result};
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::sqlite::{SqliteConnection, failure};

/// Copies `source` into the fresh file `path`. It has its name only when it is whole and flushed.
pub(super) fn backup(source: &Path, path: &Path) -> Result<()> {
    if path.exists() {
        return Err(exists(path));
    }
    let partial = beside(path, "partial");
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&partial);
    made.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(&partial),
        _ => unavailable(path, &error),
    })?;
    let written = copy(source, &partial).and_then(|()| publish(&partial, path));
    if written.is_err() {
        for leftover in [
            partial.clone(),
            beside(&partial, "journal"),
            beside(&partial, "wal"),
            beside(&partial, "shm"),
        ] {
            drop(std::fs::remove_file(leftover));
        }
    }
    written
}

/// One step over all pages: the copy is of one instant, and in WAL mode holds up no writer.
fn copy(source: &Path, partial: &Path) -> Result<()> {
    let source = SqliteConnection::open_reader(source, None)?;
    let sqlite = |error| failure(&error).error;
    let mut target = Connection::open(partial).map_err(sqlite)?;
    let step = Backup::new(source.connection(), &mut target)
        .and_then(|backup| backup.step(-1))
        .map_err(sqlite)?;
    if step != StepResult::Done {
        return Err(Error::Unavailable(format!("the backup was held up: {step:?}")));
    }
    // A backup is one file: without a log beside it, also when it is opened from a read-only place.
    let alone = target.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0));
    alone.map_err(sqlite)?;
    target.close().map_err(|(_, error)| sqlite(error))
}

fn publish(partial: &Path, path: &Path) -> Result<()> {
    let flushed = File::open(partial).and_then(|file| file.sync_all());
    flushed.map_err(|error| unavailable(path, &error))?;
    if path.exists() {
        return Err(exists(path));
    }
    std::fs::rename(partial, path).map_err(|error| unavailable(path, &error))?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let flushed = File::open(folder).and_then(|folder| folder.sync_all());
    flushed.map_err(|error| unavailable(path, &error))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let separator = if ending == "partial" { "." } else { "-" };
    let mut name = path.as_os_str().to_owned();
    name.push(separator);
    name.push(ending);
    PathBuf::from(name)
}

fn exists(path: &Path) -> Error {
    Error::invalid(
        "path",
        Reason::Other(format!("{} exists already", path.display())),
    )
}

fn unavailable(path: &Path, error: &std::io::Error) -> Error {
    Error::Unavailable(format!("cannot write the backup {}: {error}", path.display()))
}
