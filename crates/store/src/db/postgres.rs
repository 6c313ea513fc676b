//! PostgreSQL: threads with a connection each, all serving one queue.
//!
//! A connection that is lost is made again when the next operation needs it. What was lost before its commit was sent
//! runs again; a commit whose answer was lost is `Unavailable`, for it may have happened.

use std::{collections::HashMap, path::PathBuf, sync::Arc, time::Duration};

use ::postgres::{Client, Config, NoTls, Statement, config::SslMode, error::SqlState, types::ToSql};
use domain::{Error, Reason, Result};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{
    Dialect, Inner, Pool, Tx,
    job::{Access, Verdict, Waiting},
    postgres_tls,
    queue::AbandonOnPanic,
    row::{Columns, Row},
    spawn,
    tx::{Failure, Sql},
    value::Value,
};

/// Every wait has an end, also one for a server or a lock. Migrations lift the first for themselves.
const SESSION: &str = "SET statement_timeout = '30s'; SET lock_timeout = '10s';
    SET idle_in_transaction_session_timeout = '60s'";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const PAUSE_MS: u64 = 2;

/// One connection and the statements prepared on it.
pub(super) struct PostgresConnection {
    client: Client,
    statements: HashMap<&'static str, Prepared>,
    /// What the present transaction is for.
    access: Access,
    /// Not to be used again.
    broken: bool,
}

struct Prepared {
    statement: Statement,
    columns: Columns,
}

type Answer<T> = std::result::Result<T, Failure>;

/// How to reach the server.
#[derive(Clone)]
struct Server {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

/// Opens the connections and starts their threads.
pub(super) fn open(url: &str, connections: usize) -> Result<Inner> {
    let server = Server::parse(url)?;
    let (pool, alive) = Pool::new();
    let alive = Arc::new(alive);
    let mut first = Some(server.connect().map_err(|failure| failure.error)?);
    if let Some(connection) = &mut first {
        connection.inspect()?;
    }
    for number in 0..connections.max(1) {
        let mut worker = Worker {
            server: server.clone(),
            connection: first.take(),
            number: number as u64,
        };
        let (queue, alive) = (pool.queue.clone(), alive.clone());
        spawn("bulla-db", move || {
            let _alive = alive;
            let _guard = AbandonOnPanic(queue.clone());
            while let Some(waiting) = queue.pop() {
                worker.serve(waiting);
            }
        })?;
    }
    Ok(Inner {
        dialect: Dialect::Postgres,
        path: None,
        reads: pool.clone(),
        writes: pool,
    })
}

impl Server {
    fn parse(url: &str) -> Result<Self> {
        let (url, roots) = take_roots(url);
        // The driver's message could repeat parts of the URL, and the password is one.
        let unusable = |_| Error::invalid("database", Reason::Expected("a PostgreSQL URL"));
        let mut config: Config = url.parse().map_err(unusable)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        if config.get_application_name().is_none() {
            config.application_name("bulla");
        }
        let wanted = config.get_ssl_mode() == SslMode::Require;
        let tls = wanted
            .then(|| postgres_tls::connector(roots.as_deref()))
            .transpose()?;
        Ok(Self { config, tls })
    }

    fn connect(&self) -> Answer<PostgresConnection> {
        let client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        let mut client = client.map_err(|error| {
            let error = Error::Unavailable(format!("no connection to PostgreSQL: {}", describe(&error)));
            Failure {
                error,
                transient: false,
            }
        })?;
        client.batch_execute(SESSION).map_err(|error| failure(&error))?;
        Ok(PostgresConnection {
            client,
            statements: HashMap::new(),
            access: Access::Read,
            broken: false,
        })
    }
}

/// Takes `sslrootcert`, which the driver does not know, out of the URL.
fn take_roots(url: &str) -> (String, Option<PathBuf>) {
    let Some((address, query)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let mut roots = None;
    let mut kept = Vec::new();
    for pair in query.split('&') {
        match pair.strip_prefix("sslrootcert=") {
            Some(path) => roots = Some(PathBuf::from(path)),
            None => kept.push(pair),
        }
    }
    (format!("{address}?{}", kept.join("&")), roots)
}

/// One thread's share of the work.
struct Worker {
    server: Server,
    connection: Option<PostgresConnection>,
    number: u64,
}

impl Worker {
    fn serve(&mut self, mut waiting: Waiting) {
        loop {
            match self.attempt(&mut waiting) {
                Ok(Verdict::Again) => {}
                Ok(_) => return waiting.answer(),
                Err(failure) if failure.transient && waiting.may_run_again() => {}
                Err(failure) => return waiting.refuse(failure.error),
            }
            self.pause(waiting.runs());
        }
    }

    /// Growing with each run, and never equal on two threads, so that two that fell over each other part.
    fn pause(&self, runs: u32) {
        std::thread::park_timeout(Duration::from_millis((PAUSE_MS << runs.min(8)) + self.number));
    }

    fn attempt(&mut self, waiting: &mut Waiting) -> Answer<Verdict> {
        // It comes back to its place only when its transaction has ended as it should; else it is dropped.
        let mut connection = match self.connection.take() {
            Some(connection) if !connection.client.is_closed() => connection,
            _ => self.server.connect()?,
        };
        connection.begin(waiting.access)?;
        let mut tx = Tx::postgres(&mut connection);
        let verdict = waiting.run(&mut tx);
        let sound = !tx.panicked() && !connection.broken;
        match verdict {
            Verdict::Keep => connection.commit()?,
            _ if sound && connection.rollback().is_ok() => {}
            _ => return Ok(verdict),
        }
        self.connection = Some(connection);
        Ok(verdict)
    }
}

impl PostgresConnection {
    fn begin(&mut self, access: Access) -> Answer<()> {
        self.access = access;
        self.execute_batch(match access {
            Access::Write => "BEGIN",
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        })
    }

    fn commit(&mut self) -> Answer<()> {
        let committed = self.execute_batch("COMMIT");
        // When the connection broke here, the commit may have happened: the operation must not run again.
        committed.map_err(|failure| Failure {
            transient: failure.transient && !self.broken,
            ..failure
        })
    }

    fn rollback(&mut self) -> Answer<()> {
        self.execute_batch("ROLLBACK")
    }

    /// Refuses a server that cannot hold every text, warns of one that may lose what it has acknowledged.
    fn inspect(&mut self) -> Result<()> {
        let sql = "SELECT name, setting FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding')";
        for row in self
            .query(Sql::Constant(sql), &[])
            .map_err(|failure| failure.error)?
        {
            let (name, setting) = (row.get::<String>("name")?, row.get::<String>("setting")?);
            match (name.as_str(), setting.as_str()) {
                ("server_encoding", "UTF8") => {}
                ("server_encoding", _) => {
                    return Err(Error::invalid(
                        "database",
                        Reason::Expected("a PostgreSQL database with encoding UTF8"),
                    ));
                }
                (_, "off") => {
                    tracing::warn!("PostgreSQL runs with {name}=off and may lose acknowledged changes")
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn execute(&mut self, sql: &'static str, params: &[Value]) -> Answer<u64> {
        self.prepare(sql)?;
        let statement = &self.statements[sql].statement;
        count(statement, params)?;
        let answer = self.client.execute(statement, &borrowed(params));
        answer.map_err(|error| self.note(&error))
    }

    pub(super) fn query(&mut self, sql: Sql<'_>, params: &[Value]) -> Answer<Vec<Row>> {
        match sql {
            Sql::Constant(sql) => {
                self.prepare(sql)?;
                let Prepared { statement, columns } = &self.statements[sql];
                let (statement, columns) = (statement.clone(), columns.clone());
                self.rows(&statement, &columns, params)
            }
            Sql::Built(sql) => {
                let statement = self.client.prepare(sql).map_err(|error| self.note(&error))?;
                self.rows(&statement, &names(&statement), params)
            }
        }
    }

    pub(super) fn execute_batch(&mut self, sql: &str) -> Answer<()> {
        self.client.batch_execute(sql).map_err(|error| self.note(&error))
    }

    fn prepare(&mut self, sql: &'static str) -> Answer<()> {
        if !self.statements.contains_key(sql) {
            let statement = self.client.prepare(sql).map_err(|error| self.note(&error))?;
            let columns = names(&statement);
            self.statements.insert(sql, Prepared { statement, columns });
        }
        Ok(())
    }

    fn rows(&mut self, statement: &Statement, columns: &Columns, params: &[Value]) -> Answer<Vec<Row>> {
        count(statement, params)?;
        let found = self
            .client
            .query(statement, &borrowed(params))
            .map_err(|error| self.note(&error))?;
        let value = |row: &::postgres::Row, index| row.try_get(index).map_err(|error| failure(&error));
        let row = |row| {
            Ok(Row::new(
                columns.clone(),
                (0..columns.len())
                    .map(|at| value(&row, at))
                    .collect::<Answer<_>>()?,
            ))
        };
        found.into_iter().map(row).collect()
    }

    /// What `error` means, for the caller and for this connection.
    fn note(&mut self, error: &::postgres::Error) -> Failure {
        let failure = failure(error);
        let code = error.code();
        let moved = code == Some(&SqlState::READ_ONLY_SQL_TRANSACTION) && self.access == Access::Write;
        let outdated = code == Some(&SqlState::FEATURE_NOT_SUPPORTED);
        let broken = moved || outdated || is_lost(error) || self.client.is_closed();
        self.broken |= broken;
        Failure {
            transient: failure.transient || broken,
            ..failure
        }
    }
}

/// Prepared statements know how many parameters they want; the driver would panic.
fn count(statement: &Statement, params: &[Value]) -> Answer<()> {
    let (wanted, given) = (statement.params().len(), params.len());
    if wanted == given {
        return Ok(());
    }
    let error = Error::Internal(format!(
        "the statement has {wanted} parameters, {given} were given"
    ));
    Err(Failure {
        error,
        transient: false,
    })
}

fn names(statement: &Statement) -> Columns {
    statement
        .columns()
        .iter()
        .map(|column| Box::from(column.name()))
        .collect()
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// The server or the way to it went away.
fn is_lost(error: &::postgres::Error) -> bool {
    let gone = [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
    ];
    match error.code() {
        Some(code) => gone.contains(code) || code.code().starts_with("08"),
        None => {
            let source = std::error::Error::source(error);
            error.is_closed() || source.is_some_and(|source| source.is::<std::io::Error>())
        }
    }
}

/// What an error of the driver means to a caller.
fn failure(error: &::postgres::Error) -> Failure {
    let code = error.code().map_or("", SqlState::code);
    let transient = ["40001", "40P01"].contains(&code);
    // Connection, resources (a full disk), operator intervention, system; and a lock that was not to be had.
    let class = ["08", "53", "57", "58"]
        .iter()
        .any(|class| code.starts_with(class));
    let unavailable = transient || class || code == "55P03" || code == "25006" || is_lost(error);
    let cause = format!("PostgreSQL: {}", describe(error));
    let error = if unavailable {
        Error::Unavailable(cause)
    } else {
        Error::Internal(cause)
    };
    Failure { error, transient }
}

/// The error for the log. The server's detail is left out: it repeats the values of the row.
fn describe(error: &::postgres::Error) -> String {
    if let Some(server) = error.as_db_error() {
        let place = server
            .constraint()
            .or(server.table())
            .map(|name| format!(" ({name})"));
        return format!(
            "{} {}{}",
            server.code().code(),
            server.message(),
            place.unwrap_or_default()
        );
    }
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
