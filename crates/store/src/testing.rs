//! Databases for tests: a SQLite file and a PostgreSQL database of the test's own, gone when the test is over.
//!
//! [`on_both!`](crate::on_both) runs a test on each. For tests of this crate and of those above it, never for the product.

mod server;

use std::ops::Deref;

use domain::Result;
use tempfile::TempDir;
use values::Timestamp;

use crate::{
    Db, DbConfig, Shim,
    migration::{MIGRATIONS, Migration, migrate_with},
};

pub use server::{Durability, Server};

/// Connections and readers of a test's database.
const THREADS: usize = 4;

/// A database of one test's own; use it as a [`Db`].
pub struct TestDb {
    db: Db,
    config: DbConfig,
    _folder: Option<TempDir>,
}

impl Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

impl TestDb {
    /// A migrated SQLite database in a folder of its own.
    pub async fn sqlite() -> Self {
        Self::sqlite_with(MIGRATIONS).await
    }

    /// A SQLite database without tables.
    pub async fn sqlite_empty() -> Self {
        Self::sqlite_with(&[]).await
    }

    /// A migrated PostgreSQL database; `None` where PostgreSQL is not installed, which in CI is a failure.
    pub async fn postgres() -> Option<Self> {
        Self::postgres_with(MIGRATIONS).await
    }

    /// A PostgreSQL database without tables; `None` where PostgreSQL is not installed, which in CI is a failure.
    pub async fn postgres_empty() -> Option<Self> {
        Self::postgres_with(&[]).await
    }

    /// How to open the same database once more.
    pub fn config(&self) -> DbConfig {
        self.config.clone()
    }

    async fn sqlite_with(migrations: &'static [Migration]) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("bulla-sqlite-")
            .tempdir()
            .expect("a temporary folder can be made");
        let config = DbConfig::Sqlite {
            path: folder.path().join("bulla.db"),
            readers: THREADS,
            shim: Shim::None,
        };
        let db = Db::open(config.clone()).await.expect("SQLite opens");
        made(migrate_into(&db, migrations).await);
        Self {
            db,
            config,
            _folder: Some(folder),
        }
    }

    async fn postgres_with(migrations: &'static [Migration]) -> Option<Self> {
        let server = Server::shared(Durability::Fast)?;
        let template = match migrations {
            [] => None,
            _ => Some(server.template(migrations).await),
        };
        let config = DbConfig::Postgres {
            url: server.create(template),
            connections: THREADS,
        };
        let db = Db::open(config.clone()).await.expect("PostgreSQL answers");
        Some(Self {
            db,
            config,
            _folder: None,
        })
    }
}

async fn migrate_into(db: &Db, migrations: &'static [Migration]) -> Result<()> {
    match migrations {
        [] => Ok(()),
        _ => migrate_with(db, migrations, Timestamp::from_millis(0))
            .await
            .map(drop),
    }
}

fn made(result: Result<()>) {
    result.expect("the migrations run");
}

/// Makes a test on SQLite and one on PostgreSQL from one function over a migrated [`TestDb`]:
///
/// ```ignore
/// on_both! {
///     async fn keeps_what_it_is_given(db: TestDb) { … }
/// }
/// ```
///
/// The calling crate needs tokio with its macros.
#[macro_export]
macro_rules! on_both {
    ($($(#[$attribute:meta])* async fn $name:ident($db:ident: TestDb) $body:block)*) => {$(
        $(#[$attribute])*
        async fn $name($db: $crate::testing::TestDb) $body

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name($crate::testing::TestDb::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgresql() {
                if let Some(db) = $crate::testing::TestDb::postgres().await {
                    super::$name(db).await;
                }
            }
        }
    )*};
}
