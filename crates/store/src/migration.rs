//! The tables of the database, made and changed by numbered texts that are compiled in and never edited once released.
//!
//! One text serves both engines. Each runs in a transaction of its own, together with its row in `schema_migration`.

use domain::{Error, Reason, Result};
use sha2::{Digest, Sha256};
use values::Timestamp;

use crate::{Db, Dialect, Tx, params};

/// One numbered text.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// 1 for the first; without gaps.
    pub version: u32,
    /// The file's name, for people.
    pub name: &'static str,
    /// Statements in the shared dialect.
    pub sql: &'static str,
}

/// A migration that a run has applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// The migration's number.
    pub version: u32,
    /// Its name.
    pub name: &'static str,
}

/// The migrations of this program, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "0001_spine",
        sql: include_str!("../migrations/0001_spine.sql"),
    },
    Migration {
        version: 2,
        name: "0002_person",
        sql: include_str!("../migrations/0002_person.sql"),
    },
];

/// Brings the database to this program's tables and says what was done; nothing when it is there already. Several nodes
/// may start at once.
///
/// # Errors
/// `Invalid` when the database belongs to a newer program or was made from other texts, else what the database says.
pub async fn migrate(db: &Db, now: Timestamp) -> Result<Vec<Applied>> {
    migrate_with(db, MIGRATIONS, now).await
}

pub(crate) async fn migrate_with(
    db: &Db,
    migrations: &'static [Migration],
    now: Timestamp,
) -> Result<Vec<Applied>> {
    let mut applied = Vec::new();
    loop {
        let next = db.write(move |tx| apply_next(tx, migrations, now)).await?;
        match next {
            Some(step) => applied.push(step),
            None => return Ok(applied),
        }
    }
}

/// Applies the first migration that is missing.
fn apply_next(tx: &mut Tx, migrations: &[Migration], now: Timestamp) -> Result<Option<Applied>> {
    lock(tx)?;
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL,
         sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)",
    )?;
    let rows = tx.query(
        "SELECT version, sha256 FROM schema_migration ORDER BY version",
        &[],
    )?;
    for (index, row) in rows.iter().enumerate() {
        let (version, sha256) = (row.get::<u32>("version")?, row.get::<String>("sha256")?);
        let known = migrations
            .get(index)
            .filter(|migration| migration.version == version);
        let known = known.ok_or_else(|| refuse(format!("was migrated to {version} by a newer program")))?;
        if sha256 != digest(known.sql) {
            return Err(refuse(format!(
                "was migrated to {version} with another text of {}",
                known.name
            )));
        }
    }
    let Some(next) = migrations.get(rows.len()) else {
        return Ok(None);
    };
    tx.execute_batch(next.sql)?;
    tx.execute(
        "INSERT INTO schema_migration (version, name, sha256, applied_at) VALUES ($1, $2, $3, $4)",
        params![next.version, next.name, digest(next.sql), now],
    )?;
    Ok(Some(Applied {
        version: next.version,
        name: next.name,
    }))
}

/// One node at a time: SQLite's write transaction is alone already, PostgreSQL's is not. The number is our own choice.
/// A change of a large table may take longer than a statement otherwise may.
fn lock(tx: &mut Tx) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => Ok(()),
        Dialect::Postgres => tx.execute_batch(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(4205091)",
        ),
    }
}

fn refuse(reason: String) -> Error {
    Error::invalid("database", Reason::Other(reason))
}

fn digest(sql: &str) -> String {
    hex::encode(Sha256::digest(sql.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDb;

    const FIRST: Migration = Migration {
        version: 1,
        name: "0001_first",
        sql: "CREATE TABLE test_first (id TEXT NOT NULL PRIMARY KEY);\n-- it's $1\nCREATE TABLE test_other (id TEXT);",
    };
    const SECOND: Migration = Migration {
        version: 2,
        name: "0002_second",
        sql: "ALTER TABLE test_first ADD COLUMN note TEXT",
    };
    const BROKEN: Migration = Migration {
        version: 2,
        name: "0002_broken",
        sql: "CREATE TABLE test_half (id TEXT); CREATE NONSENSE;",
    };
    const EDITED: Migration = Migration {
        sql: "CREATE TABLE test_first (id TEXT)",
        ..FIRST
    };
    const NOW: Timestamp = Timestamp::from_millis(1_751_630_477_228);

    /// Each test on a database without tables, which `on_both!` does not give.
    async fn empty() -> Vec<TestDb> {
        [Some(TestDb::sqlite_empty().await), TestDb::postgres_empty().await]
            .into_iter()
            .flatten()
            .collect()
    }

    fn versions(applied: &[Applied]) -> Vec<u32> {
        applied.iter().map(|step| step.version).collect()
    }

    fn is_refused(answer: &Result<Vec<Applied>>) -> bool {
        matches!(
            answer,
            Err(Error::Invalid {
                field: "database",
                ..
            })
        )
    }

    #[tokio::test]
    async fn applies_what_is_missing_once() {
        for db in empty().await {
            assert_eq!(versions(&migrate_with(&db, &[FIRST], NOW).await.unwrap()), [1]);
            assert_eq!(
                versions(&migrate_with(&db, &[FIRST, SECOND], NOW).await.unwrap()),
                [2]
            );
            assert_eq!(
                versions(&migrate_with(&db, &[FIRST, SECOND], NOW).await.unwrap()),
                [0_u32; 0]
            );
            let sql = "SELECT applied_at FROM schema_migration WHERE version = $1";
            let at = db
                .read(move |tx| tx.query_one(sql, params![2])?.get("applied_at"))
                .await;
            assert_eq!(at, Ok(NOW));
            db.read(|tx| tx.query("SELECT note FROM test_first", &[]))
                .await
                .unwrap();
        }
    }

    #[tokio::test]
    async fn refuses_a_newer_database_and_a_changed_text() {
        for db in empty().await {
            migrate_with(&db, &[FIRST, SECOND], NOW).await.unwrap();
            let newer = migrate_with(&db, &[FIRST], NOW).await;
            assert!(is_refused(&newer), "{newer:?}");
            let changed = migrate_with(&db, &[EDITED, SECOND], NOW).await;
            assert!(is_refused(&changed), "{changed:?}");
        }
    }

    #[tokio::test]
    async fn leaves_nothing_of_a_migration_that_fails() {
        for db in empty().await {
            let failed = migrate_with(&db, &[FIRST, BROKEN], NOW).await;
            assert!(matches!(failed, Err(Error::Internal(_))), "{failed:?}");
            assert!(
                db.read(|tx| tx.query("SELECT id FROM test_half", &[]))
                    .await
                    .is_err()
            );
            assert_eq!(
                versions(&migrate_with(&db, &[FIRST, SECOND], NOW).await.unwrap()),
                [2]
            );
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn nodes_that_start_at_once_do_it_once() {
        for db in empty().await {
            let mut nodes = tokio::task::JoinSet::new();
            for _ in 0..4 {
                let config = db.config();
                nodes.spawn(async move {
                    let node = Db::open(config).await.unwrap();
                    migrate_with(&node, &[FIRST, SECOND], NOW).await.unwrap()
                });
            }
            let applied = nodes.join_all().await.concat();
            let mut versions = versions(&applied);
            versions.sort_unstable();
            assert_eq!(versions, [1, 2]);
        }
    }

    #[test]
    fn the_program_s_own_are_numbered_without_gaps() {
        for (index, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(migration.version as usize, index + 1);
            assert!(
                migration.name.starts_with(&format!("{:04}_", migration.version)),
                "{}",
                migration.name
            );
        }
    }
}
