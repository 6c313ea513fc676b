//! One face over SQLite and PostgreSQL: transactions that run to their end on threads of the database's own.
//!
//! The only module that names a driver. An operation is a function over [`Tx`]; it may run more than once, so it must do
//! nothing but compute and talk to the transaction. Knows nothing about what is stored.

mod job;
mod postgres;
mod postgres_tls;
mod postgres_values;
mod queue;
mod row;
#[cfg(feature = "crash-shim")]
mod shim;
mod sqlite;
mod sqlite_backup;
mod statement;
#[cfg(test)]
mod tests;
mod tx;
mod value;

use std::{path::PathBuf, sync::Arc};

use domain::{Error, Result};

pub use row::Row;
pub use tx::Tx;
pub use value::{FromValue, Value};

use job::{Access, Waiting};
use queue::Queue;

/// Operations that may wait for a thread before further ones are turned away.
const WAITING_MAX: usize = 8192;
/// How often an operation runs again before its failure is answered.
const RETRIES_MAX: u32 = 5;

/// Which database, and how many threads talk to it.
#[derive(Debug, Clone)]
pub enum DbConfig {
    /// One file on this machine, with `-wal` and `-shm` beside it.
    Sqlite {
        /// The database file; made when it does not exist, in a folder that does.
        path: PathBuf,
        /// Reading threads, at least 1.
        readers: usize,
        /// What stands between SQLite and the disk.
        shim: Shim,
    },
    /// A PostgreSQL server, version 15 or newer.
    Postgres {
        /// `postgres://user:password@host/database`. With `sslmode=require` the server's certificate is verified, against
        /// the PEM file named by `sslrootcert` or else the certificates that the machine trusts.
        url: String,
        /// Threads with a connection each, at least 1.
        connections: usize,
    },
}

/// What stands between SQLite and the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shim {
    /// Nothing.
    None,
    /// For tests of durability: a killed process loses every byte that was not fsynced, as a power cut would.
    #[cfg(feature = "crash-shim")]
    Unflushed,
}

/// The engine behind a [`Db`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL, or an engine that speaks as it does.
    Postgres,
}

/// A handle on the database; clones share its threads. They end when the last clone is dropped or by [`Db::close`],
/// after the operations that already wait.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    dialect: Dialect,
    /// The SQLite file, for backups.
    path: Option<PathBuf>,
    reads: Pool,
    writes: Pool,
}

/// A queue and the threads that serve it.
#[derive(Clone)]
struct Pool {
    queue: Arc<Queue<Waiting>>,
    /// Closed when the last of the pool's threads has ended.
    ended: tokio::sync::watch::Receiver<()>,
}

impl Pool {
    fn new() -> (Self, tokio::sync::watch::Sender<()>) {
        let (alive, ended) = tokio::sync::watch::channel(());
        (
            Self {
                queue: Arc::new(Queue::new(WAITING_MAX)),
                ended,
            },
            alive,
        )
    }

    async fn close(&self) {
        self.queue.close();
        let mut ended = self.ended.clone();
        while ended.changed().await.is_ok() {}
    }
}

impl Db {
    /// Opens the database and starts its threads. Does not migrate.
    ///
    /// # Errors
    /// `Unavailable` when the file or server cannot be reached, `Invalid` when the settings cannot work.
    pub async fn open(config: DbConfig) -> Result<Self> {
        let inner = on_thread("bulla-db-open", move || match config {
            DbConfig::Sqlite { path, readers, shim } => sqlite::open(path, readers, shim),
            DbConfig::Postgres { url, connections } => postgres::open(&url, connections),
        });
        Ok(Self(Arc::new(inner.await?)))
    }

    /// Runs `operation` in one transaction and answers after its durable commit.
    ///
    /// The operation sees a consistent state and may run again: when it answers `Conflict::Stale`, and on PostgreSQL
    /// when the server asks for it. Its error or panic undoes what it did. It runs to its end even when the returned
    /// future is dropped.
    ///
    /// # Errors
    /// The operation's own; `Unavailable` when too many wait, or when the commit failed: then nothing is kept, except
    /// that a PostgreSQL connection lost during the commit leaves the outcome open.
    pub async fn write<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        run(&self.0.writes.queue, Access::Write, operation).await
    }

    /// Runs `operation` on a consistent snapshot that it cannot change. It sees every write answered before.
    ///
    /// # Errors
    /// The operation's own; `Unavailable` when too many wait or the database cannot be reached.
    pub async fn read<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        run(&self.0.reads.queue, Access::Read, operation).await
    }

    /// The engine.
    pub fn dialect(&self) -> Dialect {
        self.0.dialect
    }

    /// Copies the SQLite database into the fresh file `path` while serving, and flushes it.
    ///
    /// # Errors
    /// `Invalid` when the file exists already, or for PostgreSQL, which has its own tool; `Unavailable` when the disk
    /// does not take it.
    pub async fn backup(&self, path: PathBuf) -> Result<()> {
        let Some(source) = self.0.path.clone() else {
            return Err(Error::invalid(
                "database",
                domain::Reason::Expected("a SQLite file; PostgreSQL is saved by pg_dump"),
            ));
        };
        on_thread("bulla-db-backup", move || sqlite_backup::backup(&source, &path)).await
    }

    /// Whether the database answers, to a reader and to a writer.
    ///
    /// # Errors
    /// `Unavailable` when not.
    pub async fn ping(&self) -> Result<()> {
        let one = |tx: &mut Tx| tx.query_one("SELECT 1 AS one", &[]).map(drop);
        self.read(one).await?;
        self.write(one).await
    }

    /// Takes no more operations, finishes those that wait, and ends the threads.
    pub async fn close(&self) {
        self.0.reads.close().await;
        self.0.writes.close().await;
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.reads.queue.close();
        self.writes.queue.close();
    }
}

async fn run<T, F>(queue: &Queue<Waiting>, access: Access, operation: F) -> Result<T>
where
    T: Send + 'static,
    F: Fn(&mut Tx) -> Result<T> + Send + 'static,
{
    let (waiting, answer) = Waiting::new(access, operation);
    queue
        .push(waiting)
        .map_err(|refusal| Error::Unavailable(refusal.to_string()))?;
    answer
        .await
        .unwrap_or_else(|_| Err(Error::Unavailable("the database's thread has ended".to_owned())))
}

/// Runs `work` on a thread of its own, so that no caller's thread waits for the disk or the network.
async fn on_thread<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let work = move || drop(sender.send(work()));
    spawn(name, work)?;
    receiver
        .await
        .unwrap_or_else(|_| Err(Error::internal("a thread of the database panicked")))
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(work);
    started
        .map(drop)
        .map_err(|error| Error::Unavailable(format!("no thread: {error}")))
}
