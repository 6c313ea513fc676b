//! A transaction as an operation sees it, on either engine.

use domain::{Error, Result};

use super::{Dialect, postgres::PostgresConnection, row::Row, sqlite::SqliteConnection, value::Value};

/// An open transaction. Statements are written once, with `$1` placeholders, in the dialect of `docs/dialect.md`.
///
/// A failed statement fails the transaction: what is asked of it afterwards gets the same error, and nothing is kept.
/// Expected conflicts are therefore written as `ON CONFLICT DO NOTHING` and seen by the number of rows.
pub struct Tx<'a> {
    engine: Engine<'a>,
    failure: Option<Failure>,
    panicked: bool,
}

enum Engine<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PostgresConnection),
}

/// A statement that failed.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) error: Error,
    /// The same operation may succeed in a fresh transaction.
    pub(super) transient: bool,
}

/// A statement's text: one of the program's constants, which is kept prepared, or put together for this call.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sql<'a> {
    Constant(&'static str),
    Built(&'a str),
}

macro_rules! on_engine {
    ($tx:ident, $connection:ident => $call:expr) => {{
        if let Some(failure) = &$tx.failure {
            return Err(failure.error.clone());
        }
        let answer = match &mut $tx.engine {
            Engine::Sqlite($connection) => $call,
            Engine::Postgres($connection) => $call,
        };
        answer.map_err(|failure| $tx.fail(failure))
    }};
}

impl<'a> Tx<'a> {
    pub(super) fn sqlite(connection: &'a mut SqliteConnection) -> Self {
        Self {
            engine: Engine::Sqlite(connection),
            failure: None,
            panicked: false,
        }
    }

    pub(super) fn postgres(connection: &'a mut PostgresConnection) -> Self {
        Self {
            engine: Engine::Postgres(connection),
            failure: None,
            panicked: false,
        }
    }

    /// Runs a statement without rows and counts the rows that it wrote.
    ///
    /// # Errors
    /// `Invalid` for a text with NUL, `Unavailable` when the disk is full or the server gone, else `Internal`.
    pub fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64> {
        check(params)?;
        on_engine!(self, connection => connection.execute(sql, params))
    }

    /// Every row of the answer.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>> {
        self.rows(Sql::Constant(sql), params)
    }

    /// The only row of the answer, if there is one.
    ///
    /// # Errors
    /// As [`Tx::execute`]; `Internal` when there are several.
    pub fn query_opt(&mut self, sql: &'static str, params: &[Value]) -> Result<Option<Row>> {
        let mut rows = self.query(sql, params)?;
        if rows.len() > 1 {
            return Err(Error::Internal(format!(
                "{} rows where one was wanted: {sql}",
                rows.len()
            )));
        }
        Ok(rows.pop())
    }

    /// The only row of the answer.
    ///
    /// # Errors
    /// As [`Tx::execute`]; `Internal` when there is not exactly one.
    pub fn query_one(&mut self, sql: &'static str, params: &[Value]) -> Result<Row> {
        let row = self.query_opt(sql, params)?;
        row.ok_or_else(|| Error::Internal(format!("no row where one was wanted: {sql}")))
    }

    /// Every row of a statement that was put together, from texts of our own alone: what comes from outside is a
    /// parameter. It is prepared anew each time.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub fn query_text(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        self.rows(Sql::Built(sql), params)
    }

    /// Runs several statements without parameters, for migrations.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub fn execute_batch(&mut self, sql: &str) -> Result<()> {
        on_engine!(self, connection => connection.execute_batch(sql))
    }

    /// The engine, for the few places where the two truly differ.
    pub fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    fn rows(&mut self, sql: Sql<'_>, params: &[Value]) -> Result<Vec<Row>> {
        check(params)?;
        on_engine!(self, connection => connection.query(sql, params))
    }

    fn fail(&mut self, failure: Failure) -> Error {
        let error = failure.error.clone();
        self.failure = Some(failure);
        error
    }

    pub(super) fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    pub(super) fn note_panic(&mut self) {
        self.panicked = true;
    }

    pub(super) fn panicked(&self) -> bool {
        self.panicked
    }
}

fn check(params: &[Value]) -> Result<()> {
    params.iter().try_for_each(Value::check)
}
