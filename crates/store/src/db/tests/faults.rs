//! What happens when the engine fails: full disks, lost connections, deadlocks.

use std::sync::{
    Arc, Barrier,
    atomic::{AtomicU32, Ordering},
};

use domain::{Error, Result};

use crate::{Db, DbConfig, Shim, Tx, params, testing::TestDb};

const TABLE: &str = "CREATE TABLE test_account (id TEXT NOT NULL PRIMARY KEY, balance BIGINT NOT NULL)";
const ADD: &str = "UPDATE test_account SET balance = balance + $2 WHERE id = $1";

async fn with_accounts(db: &Db) {
    let make = |tx: &mut Tx| {
        tx.execute_batch(TABLE)?;
        tx.execute(
            "INSERT INTO test_account (id, balance) VALUES ('a', 0), ('b', 0)",
            &[],
        )
        .map(drop)
    };
    db.write(make).await.unwrap();
}

async fn total(db: &Db) -> i64 {
    let sql = "SELECT CAST(SUM(balance) AS BIGINT) AS total FROM test_account";
    db.read(move |tx| tx.query_one(sql, &[])?.get("total"))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_full_disk_is_unavailable_and_keeps_nothing_of_the_operation() {
    let db = TestDb::sqlite_empty().await;
    with_accounts(&db).await;
    db.write(|tx| tx.query("PRAGMA max_page_count = 20", &[]))
        .await
        .unwrap();
    let answer = db
        .write(|tx| {
            tx.execute(ADD, params!["a", 1])?;
            tx.execute(ADD, params!["b", 1])?;
            tx.execute(
                "INSERT INTO test_account (id, balance) VALUES ($1, 0)",
                params!["x".repeat(1_000_000)],
            )
        })
        .await;
    assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
    assert_eq!(total(&db).await, 0);
    db.write(|tx| tx.execute(ADD, params!["a", 1])).await.unwrap();
    assert_eq!(total(&db).await, 1);
}

#[tokio::test]
async fn what_cannot_be_opened_is_unavailable_or_invalid() {
    let nowhere = DbConfig::Sqlite {
        path: "/nowhere/at/all.db".into(),
        readers: 1,
        shim: Shim::None,
    };
    assert!(matches!(
        Db::open(nowhere).await.err(),
        Some(Error::Unavailable(_))
    ));
    let postgres = |url: &str| {
        Db::open(DbConfig::Postgres {
            url: url.to_owned(),
            connections: 1,
        })
    };
    let gone = postgres("postgres://bulla:secret@%2Fnowhere/bulla").await.err();
    assert!(
        matches!(&gone, Some(Error::Unavailable(cause)) if !cause.contains("secret")),
        "{gone:?}"
    );
    for url in [
        "postgres://bulla:secret@host:port/bulla",
        "postgres://h/b?sslmode=require&sslrootcert=/nowhere",
    ] {
        let refused = postgres(url).await.err();
        assert!(matches!(&refused, Some(Error::Invalid { .. })), "{refused:?}");
        assert!(!format!("{refused:?}").contains("secret"));
    }
}

#[tokio::test]
async fn a_lost_connection_is_made_again_and_the_operation_runs_again() {
    let Some(db) = TestDb::postgres_empty().await else {
        return;
    };
    with_accounts(&db).await;
    let runs = Arc::new(AtomicU32::new(0));
    let counted = runs.clone();
    let answer: Result<u64> = db
        .write(move |tx| {
            tx.execute(ADD, params!["a", 1])?;
            if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                // The server ends this very connection: the statement fails.
                tx.query("SELECT pg_terminate_backend(pg_backend_pid()) AS ended", &[])?;
            }
            tx.execute(ADD, params!["b", 1])
        })
        .await;
    assert_eq!((answer, runs.load(Ordering::SeqCst)), (Ok(1), 2));
    assert_eq!(total(&db).await, 2);
    // Idle connections that the server has ended are noticed when they are needed.
    let others = "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    db.read(move |tx| tx.query(others, &[])).await.unwrap();
    for _ in 0..8 {
        db.write(|tx| tx.execute(ADD, params!["a", 1])).await.unwrap();
    }
    assert_eq!(total(&db).await, 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadlock_is_resolved_by_running_again() {
    let Some(db) = TestDb::postgres_empty().await else {
        return;
    };
    with_accounts(&db).await;
    let both_began = Arc::new(Barrier::new(2));
    let mut tasks = Vec::new();
    for (first, second) in [("a", "b"), ("b", "a")] {
        let (db, both_began, runs) = ((*db).clone(), both_began.clone(), AtomicU32::new(0));
        tasks.push(tokio::spawn(async move {
            db.write(move |tx| {
                tx.execute(ADD, params![first, 1])?;
                if runs.fetch_add(1, Ordering::SeqCst) == 0 {
                    both_began.wait();
                }
                tx.execute(ADD, params![second, 1])
            })
            .await
        }));
    }
    for task in tasks {
        assert_eq!(task.await.unwrap(), Ok(1));
    }
    assert_eq!(total(&db).await, 4);
}

#[tokio::test]
async fn acknowledged_writes_are_flushed_by_a_server_as_it_comes() {
    use crate::testing::{Durability, Server};
    let Some(server) = Server::shared(Durability::Durable) else {
        return;
    };
    let db = Db::open(DbConfig::Postgres {
        url: server.create(None),
        connections: 1,
    })
    .await
    .unwrap();
    for name in ["fsync", "synchronous_commit", "full_page_writes"] {
        let sql = "SELECT setting FROM pg_settings WHERE name = $1";
        let setting = db
            .write(move |tx| tx.query_one(sql, params![name])?.get::<String>("setting"))
            .await;
        assert_eq!(setting.as_deref(), Ok("on"), "{name}");
    }
}
