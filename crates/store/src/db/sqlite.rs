//! SQLite: one thread that writes, a few that read.
//!
//! The writer takes what waits and runs it as one durable commit, each operation under a savepoint of its own, so that
//! many callers share one flush of the disk. It answers only after the commit. Checkpoints run in the writer after a
//! commit that leaves more than 1,000 pages in the log (SQLite's own default), and never wait for readers.

use std::{
    collections::HashMap,
    fs::OpenOptions,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{Error, Result};
use rusqlite::{
    CachedStatement, Connection, ErrorCode, OpenFlags, Statement, ToSql,
    types::{ToSqlOutput, ValueRef},
};

use super::{
    Dialect, Inner, Pool, Shim, Tx,
    job::{Verdict, Waiting},
    queue::{AbandonOnPanic, Queue},
    row::{Columns, Row},
    spawn, statement,
    tx::{Failure, Sql},
    value::Value,
};

/// How long to wait for another process that writes to the same file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Operations that share one commit at most.
const GROUP_MAX: usize = 500;
/// How long a commit gathers operations at most, so that the first of them does not wait long.
const GROUP_TIME_MAX: Duration = Duration::from_millis(5);
/// More than the program has statements.
const STATEMENTS_MAX: usize = 1024;

/// One connection and what is known about the program's statements on it.
pub(super) struct SqliteConnection {
    connection: Connection,
    statements: HashMap<&'static str, Known>,
}

struct Known {
    /// With `?1` for `$1`.
    text: String,
    columns: Option<Columns>,
}

type Answer<T> = std::result::Result<T, Failure>;

/// Opens `path` and starts the threads.
pub(super) fn open(path: PathBuf, readers: usize, shim: Shim) -> Result<Inner> {
    let vfs = vfs(shim)?;
    let writer = SqliteConnection::open_writer(&path, vfs)?;
    let (writes, alive) = Pool::new();
    let queue = writes.queue.clone();
    spawn("bulla-db-write", move || {
        let _alive = alive;
        let _guard = AbandonOnPanic(queue.clone());
        write_loop(writer, &queue);
    })?;
    let (reads, alive) = Pool::new();
    let alive = Arc::new(alive);
    for _ in 0..readers.max(1) {
        let mut reader = SqliteConnection::open_reader(&path, vfs)?;
        let (queue, alive) = (reads.queue.clone(), alive.clone());
        spawn("bulla-db-read", move || {
            let _alive = alive;
            let _guard = AbandonOnPanic(queue.clone());
            while let Some(waiting) = queue.pop() {
                reader.read(waiting);
            }
        })?;
    }
    Ok(Inner {
        dialect: Dialect::Sqlite,
        path: Some(path),
        reads,
        writes,
    })
}

fn vfs(shim: Shim) -> Result<Option<&'static str>> {
    match shim {
        Shim::None => Ok(None),
        #[cfg(feature = "crash-shim")]
        Shim::Unflushed => super::shim::register().map(Some),
    }
}

fn write_loop(mut writer: SqliteConnection, queue: &Queue<Waiting>) {
    let mut again = Vec::new();
    while let Some(first) = again.pop().or_else(|| queue.pop()) {
        writer.write_group(first, &mut again, queue);
    }
}

/// The operations of one commit.
#[derive(Default)]
struct Group {
    /// Run, with their answers.
    ran: Vec<Waiting>,
    /// To run in a fresh transaction.
    again: Vec<Waiting>,
}

impl SqliteConnection {
    fn open_writer(path: &Path, vfs: Option<&str>) -> Result<Self> {
        make_private(path)?;
        let this = Self::open(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            vfs,
        )?;
        let mode: String = this
            .connection
            .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
            .map_err(|error| failure(&error).error)?;
        if mode != "wal" {
            return Err(Error::Unavailable(format!(
                "the file system cannot hold a SQLite log (mode {mode})"
            )));
        }
        // What is deleted is overwritten: an erased person must not stay in freed pages, nor in copies of them.
        this.setup(
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864;
             PRAGMA secure_delete = ON;",
        )?;
        Ok(this)
    }

    pub(super) fn open_reader(path: &Path, vfs: Option<&str>) -> Result<Self> {
        let this = Self::open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, vfs)?;
        this.setup("PRAGMA query_only = ON; PRAGMA cache_size = -8000;")?;
        Ok(this)
    }

    fn open(path: &Path, flags: OpenFlags, vfs: Option<&str>) -> Result<Self> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let connection = match vfs {
            Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs),
            None => Connection::open_with_flags(path, flags),
        };
        let connection = connection.map_err(|error| {
            Error::Unavailable(format!(
                "cannot open {}: {}",
                path.display(),
                failure(&error).error
            ))
        })?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
        connection
            .busy_timeout(BUSY_TIMEOUT)
            .map_err(|error| failure(&error).error)?;
        let this = Self {
            connection,
            statements: HashMap::new(),
        };
        // LIKE tells capitals apart as PostgreSQL's does.
        this.setup(
            "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;
             PRAGMA case_sensitive_like = ON;",
        )?;
        Ok(this)
    }

    fn setup(&self, pragmas: &str) -> Result<()> {
        self.connection
            .execute_batch(pragmas)
            .map_err(|error| failure(&error).error)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Runs `first` and what waits behind it as one commit, then answers.
    fn write_group(&mut self, first: Waiting, again: &mut Vec<Waiting>, queue: &Queue<Waiting>) {
        if let Err(failure) = self.control("BEGIN IMMEDIATE") {
            return first.refuse(failure.error);
        }
        let mut group = Group::default();
        let ended = self
            .fill(&mut group, first, again, queue)
            .and_then(|()| self.control("COMMIT"));
        if ended.is_err() && !self.connection.is_autocommit() {
            // The connection goes on being used only outside of the failed transaction.
            drop(self.control("ROLLBACK"));
        }
        again.append(&mut group.again);
        for waiting in group.ran {
            match &ended {
                Ok(()) => waiting.answer(),
                Err(failure) => {
                    waiting.refuse(Error::Unavailable(format!("not committed: {}", failure.error)))
                }
            }
        }
    }

    /// Runs operations until none waits or the group is full. An error is one of the transaction as a whole.
    fn fill(
        &mut self,
        group: &mut Group,
        first: Waiting,
        again: &mut Vec<Waiting>,
        queue: &Queue<Waiting>,
    ) -> Answer<()> {
        let began = instant();
        let mut next = Some(first);
        while let Some(mut waiting) = next {
            let verdict = self.run_in_savepoint(&mut waiting);
            match verdict {
                Ok(Verdict::Again) => group.again.push(waiting),
                _ => group.ran.push(waiting),
            }
            verdict?;
            let full = group.ran.len() + group.again.len() >= GROUP_MAX || began.elapsed() >= GROUP_TIME_MAX;
            next = if full {
                None
            } else {
                again.pop().or_else(|| queue.try_pop())
            };
        }
        Ok(())
    }

    fn run_in_savepoint(&mut self, waiting: &mut Waiting) -> Answer<Verdict> {
        self.control("SAVEPOINT operation")?;
        let mut tx = Tx::sqlite(self);
        let verdict = waiting.run(&mut tx);
        let cause = tx.failure().map(|failure| failure.error.to_string());
        if self.connection.is_autocommit() {
            // A full disk or an I/O error makes SQLite roll back everything at once.
            let cause = cause.unwrap_or_else(|| "an operation ended the transaction".to_owned());
            return Err(Failure {
                error: Error::Unavailable(cause),
                transient: false,
            });
        }
        if verdict != Verdict::Keep {
            self.control("ROLLBACK TO operation")?;
        }
        self.control("RELEASE operation")?;
        Ok(verdict)
    }

    /// Runs a reading operation on one snapshot.
    fn read(&mut self, mut waiting: Waiting) {
        loop {
            if let Err(failure) = self.control("BEGIN") {
                return waiting.refuse(failure.error);
            }
            let verdict = waiting.run(&mut Tx::sqlite(self));
            if !self.connection.is_autocommit()
                && let Err(failure) = self.control("ROLLBACK")
            {
                return waiting.refuse(failure.error);
            }
            if verdict != Verdict::Again {
                return waiting.answer();
            }
        }
    }

    /// Begins and ends transactions and savepoints.
    fn control(&mut self, sql: &'static str) -> Answer<()> {
        let mut statement = self
            .connection
            .prepare_cached(sql)
            .map_err(|error| failure(&error))?;
        statement.raw_execute().map(drop).map_err(|error| failure(&error))
    }

    pub(super) fn execute(&mut self, sql: &'static str, params: &[Value]) -> Answer<u64> {
        let (mut statement, _) = self.prepare(sql)?;
        bind(&mut statement, params)?;
        statement
            .raw_execute()
            .map(|rows| rows as u64)
            .map_err(|error| failure(&error))
    }

    pub(super) fn query(&mut self, sql: Sql<'_>, params: &[Value]) -> Answer<Vec<Row>> {
        match sql {
            Sql::Constant(sql) => {
                let (mut statement, columns) = self.prepare(sql)?;
                let columns = columns.get_or_insert_with(|| names(&statement)).clone();
                rows(&mut statement, columns, params)
            }
            Sql::Built(sql) => {
                let prepared = self.connection.prepare(&statement::numbered(sql));
                let mut statement = prepared.map_err(|error| failure(&error))?;
                let columns = names(&statement);
                rows(&mut statement, columns, params)
            }
        }
    }

    pub(super) fn execute_batch(&mut self, sql: &str) -> Answer<()> {
        self.connection
            .execute_batch(sql)
            .map_err(|error| failure(&error))
    }

    fn prepare(&mut self, sql: &'static str) -> Answer<(CachedStatement<'_>, &mut Option<Columns>)> {
        let known = self.statements.entry(sql);
        let known = known.or_insert_with(|| Known {
            text: statement::numbered(sql),
            columns: None,
        });
        let statement = self
            .connection
            .prepare_cached(&known.text)
            .map_err(|error| failure(&error))?;
        Ok((statement, &mut known.columns))
    }
}

/// Makes the file before SQLite does, readable by its owner alone; `-wal` and `-shm` follow its permissions.
fn make_private(path: &Path) -> Result<()> {
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(Error::Unavailable(format!(
            "cannot make {}: {error}",
            path.display()
        ))),
        _ => Ok(()),
    }
}

fn names(statement: &Statement<'_>) -> Columns {
    statement.column_names().map(Box::from).collect()
}

fn bind(statement: &mut Statement<'_>, params: &[Value]) -> Answer<()> {
    if statement.parameter_count() != params.len() {
        let (wanted, given) = (statement.parameter_count(), params.len());
        let error = Error::Internal(format!(
            "the statement has {wanted} parameters, {given} were given"
        ));
        return Err(Failure {
            error,
            transient: false,
        });
    }
    for (index, value) in params.iter().enumerate() {
        statement
            .raw_bind_parameter(index + 1, value)
            .map_err(|error| failure(&error))?;
    }
    Ok(())
}

fn rows(statement: &mut Statement<'_>, columns: Columns, params: &[Value]) -> Answer<Vec<Row>> {
    bind(statement, params)?;
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(|error| failure(&error))? {
        let value = |index| {
            row.get_ref(index)
                .map(Value::from)
                .map_err(|error| failure(&error))
        };
        found.push(Row::new(
            columns.clone(),
            (0..columns.len()).map(value).collect::<Answer<_>>()?,
        ));
    }
    Ok(found)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            // Only texts from Rust are ever stored, so nothing is replaced.
            ValueRef::Text(bytes) => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_vec()),
        }
    }
}

/// What an error of the driver means to a caller. SQLite's messages name columns, never what they hold.
pub(super) fn failure(error: &rusqlite::Error) -> Failure {
    let unavailable = matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::CannotOpen
                | ErrorCode::OutOfMemory
                | ErrorCode::FileLockingProtocolFailed
        )
    );
    let cause = format!("SQLite: {error}");
    let error = if unavailable {
        Error::Unavailable(cause)
    } else {
        Error::Internal(cause)
    };
    Failure {
        error,
        transient: false,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "bounds how long a commit gathers; no result depends on it"
)]
fn instant() -> Instant {
    Instant::now()
}
