//! An answered write survives the loss of everything unflushed; an unflushed one does not, or these tests would prove nothing.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::register;
use crate::{Db, DbConfig, Shim, params};

const TABLE: &str = "CREATE TABLE test_row (id BIGINT NOT NULL PRIMARY KEY, filler TEXT NOT NULL)";
/// How the parent tells the child which file to write.
const PATH: &str = "BULLA_TEST_UNFLUSHED_PATH";

async fn shimmed(path: PathBuf) -> Db {
    Db::open(DbConfig::Sqlite {
        path,
        readers: 1,
        shim: Shim::Unflushed,
    })
    .await
    .unwrap()
}

async fn insert(db: &Db, id: i64) {
    let sql = "INSERT INTO test_row (id, filler) VALUES ($1, $2)";
    db.write(move |tx| tx.execute(sql, params![id, "x".repeat(500)]))
        .await
        .unwrap();
}

/// The ids in what the disk holds, read through the default VFS from a copy without the shared memory of the living.
fn after_power_cut(path: &Path) -> Vec<i64> {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copy.db");
    std::fs::copy(path, &copy).unwrap();
    std::fs::copy(
        format!("{}-wal", path.display()),
        format!("{}-wal", copy.display()),
    )
    .unwrap();
    stored(&copy)
}

fn stored(path: &Path) -> Vec<i64> {
    let connection = Connection::open(path).unwrap();
    let check: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
    let Ok(mut statement) = connection.prepare("SELECT id FROM test_row ORDER BY id") else {
        return Vec::new();
    };
    let ids = statement.query_map([], |row| row.get(0)).unwrap();
    ids.map(Result::unwrap).collect()
}

#[tokio::test]
async fn what_was_answered_is_on_the_disk() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.db");
    let db = shimmed(path.clone()).await;
    db.write(|tx| tx.execute_batch(TABLE)).await.unwrap();
    // Enough for the log to be brought into the file and begun anew several times.
    for id in 0..3000 {
        insert(&db, id).await;
        if id % 499 == 0 {
            assert_eq!(after_power_cut(&path), (0..=id).collect::<Vec<_>>());
        }
    }
    let count = db
        .read(|tx| {
            tx.query_one("SELECT COUNT(*) AS rows FROM test_row", &[])?
                .get::<i64>("rows")
        })
        .await;
    assert_eq!(count, Ok(3000));
    assert_eq!(after_power_cut(&path), (0..3000).collect::<Vec<_>>());
    db.close().await;
    assert_eq!(stored(&path), (0..3000).collect::<Vec<_>>());
}

#[test]
fn what_was_not_flushed_is_lost() {
    for (synchronous, survivors) in [("FULL", 10), ("OFF", 0)] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("test.db");
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let connection = Connection::open_with_flags_and_vfs(&path, flags, register().unwrap()).unwrap();
        let pragmas = format!("PRAGMA synchronous = {synchronous}; PRAGMA journal_mode = WAL; {TABLE}");
        connection.execute_batch(&pragmas).unwrap();
        for id in 0..10 {
            connection
                .execute("INSERT INTO test_row (id, filler) VALUES (?1, 'x')", [id])
                .unwrap();
        }
        let seen: i64 = connection
            .query_row("SELECT COUNT(*) FROM test_row", [], |row| row.get(0))
            .unwrap();
        assert_eq!(
            (seen, after_power_cut(&path).len()),
            (10, survivors),
            "{synchronous}"
        );
    }
}

#[test]
fn what_was_answered_survives_kill_9() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.db");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "--nocapture",
            "db::shim::tests::writes_until_it_is_killed",
        ])
        .env(PATH, &path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let mut answered: Vec<i64> = Vec::new();
    let id = |line: String| {
        line.strip_prefix("answered ")
            .map(|id| id.parse::<i64>().unwrap())
    };
    answered.extend(lines.by_ref().filter_map(id).take(200));
    child.kill().unwrap();
    child.wait().unwrap();
    answered.extend(lines.filter_map(id));
    assert!(answered.len() >= 200);
    let stored = stored(&path);
    assert!(
        answered.iter().all(|id| stored.contains(id)),
        "{} answered, {} stored",
        answered.len(),
        stored.len()
    );
}

/// The child of the test above: it has no end of its own, except that nobody reads its answers any more.
#[tokio::test]
#[ignore = "started by what_was_answered_survives_kill_9, which kills it"]
async fn writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(PATH) else {
        return;
    };
    let db = shimmed(path.into()).await;
    db.write(|tx| tx.execute_batch(TABLE)).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for start in 0..8 {
        let db = db.clone();
        tasks.spawn(async move {
            for id in (start..1_000_000).step_by(8) {
                insert(&db, id).await;
                println!("answered {id}");
            }
        });
    }
    while tasks.join_next().await.is_some() {}
}
