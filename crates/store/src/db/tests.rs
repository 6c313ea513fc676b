//! What both engines must do alike.

mod faults;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::Duration,
};

use domain::{Conflict, Error, Noun, Reason, Result};
use values::{ApplicantId, Country, EmailAddress, PartialDate, PhoneNumber, Timestamp};

use crate::{Db, DbConfig, Dialect, Shim, Tx, Value, on_both, params, testing::TestDb};

const TABLE: &str = "CREATE TABLE test_account (id TEXT NOT NULL PRIMARY KEY, balance BIGINT NOT NULL)";

async fn with_accounts(db: &Db, accounts: &'static [(&'static str, i64)]) {
    db.write(move |tx| {
        tx.execute_batch(TABLE)?;
        accounts
            .iter()
            .try_for_each(|(id, balance)| insert(tx, id, *balance))
    })
    .await
    .unwrap();
}

fn insert(tx: &mut Tx, id: &str, balance: i64) -> Result<()> {
    let sql = "INSERT INTO test_account (id, balance) VALUES ($1, $2)";
    tx.execute(sql, params![id, balance]).map(drop)
}

async fn ids(db: &Db) -> Vec<String> {
    let sql = "SELECT id FROM test_account ORDER BY id";
    db.read(move |tx| tx.query(sql, &[])?.iter().map(|row| row.get("id")).collect())
        .await
        .unwrap()
}

async fn total(db: &Db) -> i64 {
    let sql = "SELECT CAST(SUM(balance) AS BIGINT) AS total FROM test_account";
    db.read(move |tx| tx.query_one(sql, &[])?.get("total"))
        .await
        .unwrap()
}

/// Sends `id` to `started` when it runs, then waits for the word to go on: how a test holds a writer.
async fn held(db: &Db, id: &'static str) -> (tokio::task::JoinHandle<Result<()>>, mpsc::Sender<()>) {
    let (go, wait) = mpsc::channel::<()>();
    let (started, starts) = tokio::sync::oneshot::channel();
    let (wait, started) = (std::sync::Mutex::new(wait), std::sync::Mutex::new(Some(started)));
    let db = db.clone();
    let task = tokio::spawn(async move {
        db.write(move |tx| {
            insert(tx, id, 0)?;
            if let Some(started) = started.lock().unwrap().take() {
                started.send(()).unwrap();
            }
            let _ = wait.lock().unwrap().recv_timeout(Duration::from_secs(60));
            Ok(())
        })
        .await
    });
    starts.await.unwrap();
    (task, go)
}

on_both! {
    async fn gives_back_exactly_what_was_put_in(db: TestDb) {
        let texts = ["", "Ünïcode 👩🏽‍🚀 \u{202e}rtl", "it's \"quoted\" $1 ?2", "line\nbreak\ttab", "\u{1}\u{7f}"];
        let rows: Vec<Value> = texts
            .map(Value::from)
            .into_iter()
            .chain([i64::MIN, i64::MAX, 0, -1].map(Value::from))
            .chain([f64::MIN, f64::MAX, f64::MIN_POSITIVE, 0.1, f64::INFINITY].map(Value::from))
            .chain([vec![], vec![0, 255, 0], (0..=255).collect::<Vec<u8>>()].map(Value::from))
            .chain([Value::Null])
            .collect();
        let expected = rows.clone();
        let found = db.write(move |tx| {
            tx.execute_batch(
                "CREATE TABLE test_value (id BIGINT NOT NULL PRIMARY KEY, t TEXT, i BIGINT, r DOUBLE PRECISION, b BYTEA)",
            )?;
            for (id, value) in rows.iter().enumerate() {
                let pick = |kind: &str| if value.kind() == kind { value.clone() } else { Value::Null };
                let written = tx.execute(
                    "INSERT INTO test_value (id, t, i, r, b) VALUES ($1, $2, $3, $4, $5)",
                    &[id.into(), pick("TEXT"), pick("BIGINT"), pick("DOUBLE PRECISION"), pick("BYTEA")],
                )?;
                assert_eq!(written, 1);
            }
            tx.query("SELECT t, i, r, b FROM test_value ORDER BY id", &[])
        }).await.unwrap();
        assert_eq!(found.len(), expected.len());
        for (row, value) in found.iter().zip(&expected) {
            let (text, integer, real, bytes): (Option<String>, Option<i64>, Option<f64>, Option<Vec<u8>>) =
                (row.get("t").unwrap(), row.get("i").unwrap(), row.get("r").unwrap(), row.get("b").unwrap());
            let kept = [Value::from(text), integer.into(), real.into(), bytes.into()];
            let present: Vec<_> = kept.iter().filter(|value| **value != Value::Null).collect();
            let wanted: Vec<_> = [value].into_iter().filter(|value| **value != Value::Null).collect();
            assert_eq!(present, wanted);
        }
    }

    async fn keeps_the_shared_values(db: TestDb) {
        let id = ApplicantId::parse("0190a5b4-7c3e-7000-8000-000000000001").unwrap();
        let (date, country) = (PartialDate::parse("1989-02").unwrap(), Country::parse("LV").unwrap());
        let mail = EmailAddress::parse("jürgen@bücher.example").unwrap();
        let phone = PhoneNumber::parse("+4915112345678").unwrap();
        let at = Timestamp::from_millis(1_751_630_477_228);
        let sent = (mail.clone(), phone.clone());
        let row = db.write(move |tx| {
            tx.execute_batch("CREATE TABLE test_shared (a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f BIGINT, g BIGINT, h BIGINT)")?;
            tx.execute(
                "INSERT INTO test_shared (a, b, c, d, e, f, g, h) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                params![id, date, country, &sent.0, sent.1.clone(), at, true, None::<Timestamp>],
            )?;
            tx.query_one("SELECT a, b, c, d, e, f, g, h FROM test_shared", &[])
        }).await.unwrap();
        assert_eq!(row.get::<ApplicantId>("a"), Ok(id));
        assert_eq!(row.get::<PartialDate>("b"), Ok(date));
        assert_eq!(row.get::<Country>("c"), Ok(country));
        assert_eq!(row.get::<EmailAddress>("d"), Ok(mail));
        assert_eq!(row.get::<PhoneNumber>("e"), Ok(phone));
        assert_eq!(row.get::<Timestamp>("f"), Ok(at));
        assert_eq!(row.get::<bool>("g"), Ok(true));
        assert_eq!(row.get::<Option<Timestamp>>("h"), Ok(None));
        for wrong in [row.get::<bool>("f").map(drop), row.get::<String>("h").map(drop), row.get::<String>("z").map(drop)] {
            assert!(matches!(wrong, Err(Error::Internal(_))), "{wrong:?}");
        }
    }

    async fn refuses_what_an_engine_would_not_keep(db: TestDb) {
        with_accounts(&db, &[]).await;
        let refused = db.write(|tx| insert(tx, "a\0b", 1)).await.unwrap_err();
        assert_eq!(refused, Error::invalid("text", values::TextProblem::Control));
        let refused = db.write(|tx| tx.execute("UPDATE test_account SET balance = $1", params![f64::NAN])).await;
        assert!(matches!(refused, Err(Error::Invalid { .. })), "{refused:?}");
        let miscounted = db.write(|tx| tx.execute("UPDATE test_account SET balance = $1", params![1, 2])).await;
        assert!(matches!(miscounted, Err(Error::Internal(_))), "{miscounted:?}");
    }

    async fn numbers_parameters_as_written(db: TestDb) {
        with_accounts(&db, &[("a", 1), ("b", 2), ("c", 3)]).await;
        let sql = "SELECT id FROM test_account
            WHERE (balance > $2 AND id <> $1) OR (id = $1 AND balance < $2) OR id = '$3' ORDER BY id -- not $4";
        let found: Vec<String> = db.read(move |tx| {
            tx.query(sql, params!["a", 2])?.iter().map(|row| row.get("id")).collect()
        }).await.unwrap();
        assert_eq!(found, ["a", "c"]);
        let built = format!("SELECT id FROM test_account WHERE balance IN ({}) ORDER BY id", ["$1", "$2"].join(", "));
        let found: Vec<String> = db.read(move |tx| {
            tx.query_text(&built, params![3, 2])?.iter().map(|row| row.get("id")).collect()
        }).await.unwrap();
        assert_eq!(found, ["b", "c"]);
    }

    async fn counts_conflicts_and_rows(db: TestDb) {
        with_accounts(&db, &[("a", 1), ("b", 2)]).await;
        let sql = "INSERT INTO test_account (id, balance) VALUES ($1, 5) ON CONFLICT (id) DO NOTHING";
        let counts = db.write(move |tx| Ok((tx.execute(sql, params!["a"])?, tx.execute(sql, params!["c"])?))).await;
        assert_eq!(counts, Ok((0, 1)));
        let returned = db.write(|tx| {
            let sql = "UPDATE test_account SET balance = balance + $2 WHERE id = $1 AND balance >= $3 RETURNING balance";
            let taken = tx.query_opt(sql, params!["b", -2, 2])?.map(|row| row.get::<i64>("balance")).transpose()?;
            let refused = tx.query_opt(sql, params!["b", -2, 2])?;
            Ok((taken, refused))
        }).await;
        assert_eq!(returned, Ok((Some(0), None)));
        let several = db.read(|tx| tx.query_opt("SELECT id FROM test_account", &[])).await;
        assert!(matches!(several, Err(Error::Internal(_))), "{several:?}");
        let none = db.read(|tx| tx.query_one("SELECT id FROM test_account WHERE id = $1", params!["z"])).await;
        assert!(matches!(none, Err(Error::Internal(_))), "{none:?}");
    }

    async fn names_the_constraint_and_no_value(db: TestDb) {
        with_accounts(&db, &[("secret", 1)]).await;
        let Err(Error::Internal(cause)) = db.write(|tx| insert(tx, "secret", 1)).await else { panic!("not refused") };
        assert!(cause.contains("test_account") && !cause.contains("secret"), "{cause}");
    }

    async fn a_failed_statement_fails_its_transaction(db: TestDb) {
        with_accounts(&db, &[("a", 1)]).await;
        let answer = db.write(|tx| {
            insert(tx, "b", 1)?;
            drop(insert(tx, "a", 1));
            drop(insert(tx, "c", 1));
            Ok(())
        }).await;
        assert!(matches!(answer, Err(Error::Internal(_))), "{answer:?}");
        assert_eq!(ids(&db).await, ["a"]);
    }

    async fn an_error_or_panic_undoes_its_own_operation_alone(db: TestDb) {
        with_accounts(&db, &[]).await;
        let (first, go) = held(&db, "first").await;
        let mut others = Vec::new();
        for number in 0..9 {
            let db = (*db).clone();
            others.push(tokio::spawn(async move {
                db.write(move |tx| {
                    insert(tx, &format!("other {number}"), 0)?;
                    match number % 3 {
                        0 => Ok(()),
                        1 => Err(Error::NotFound(Noun::Applicant)),
                        _ => panic!("a defect"),
                    }
                })
                .await
            }));
        }
        go.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Ok(()));
        for (number, other) in others.into_iter().enumerate() {
            match (number % 3, other.await.unwrap()) {
                (0, Ok(())) | (1, Err(Error::NotFound(Noun::Applicant))) => {}
                (2, Err(Error::Internal(cause))) if cause.contains("a defect") => {}
                (_, answer) => panic!("{number}: {answer:?}"),
            }
        }
        assert_eq!(ids(&db).await, ["first", "other 0", "other 3", "other 6"]);
    }

    async fn what_has_begun_is_done_though_nobody_waits(db: TestDb) {
        with_accounts(&db, &[]).await;
        let (task, go) = held(&db, "given up").await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        go.send(()).unwrap();
        db.close().await;
        let again = Db::open(db.config()).await.unwrap();
        assert_eq!(ids(&again).await, ["given up"]);
    }

    async fn conditional_updates_keep_the_sum(db: TestDb) {
        with_accounts(&db, &[("a", 1000), ("b", 1000)]).await;
        let mut tasks = Vec::new();
        for number in 0..8 {
            let db = (*db).clone();
            tasks.push(tokio::spawn(async move {
                let mut moved = 0;
                for turn in 0..25 {
                    let amount = if (number + turn) % 2 == 0 { 90 } else { -170 };
                    match db.write(move |tx| transfer(tx, amount)).await {
                        Ok(()) => moved += amount,
                        refused => assert_eq!(refused, Err(Error::Conflict(Conflict::Decision))),
                    }
                }
                moved
            }));
        }
        let mut moved = 0;
        for task in tasks {
            moved += task.await.unwrap();
        }
        assert_eq!(total(&db).await, 2000);
        let sql = "SELECT balance FROM test_account WHERE id = $1";
        let a: i64 = db.read(move |tx| tx.query_one(sql, params!["a"])?.get("balance")).await.unwrap();
        assert_eq!(a, 1000 - moved);
        assert!((0..=2000).contains(&a));
    }

    async fn a_stale_operation_runs_again(db: TestDb) {
        with_accounts(&db, &[]).await;
        let runs = Arc::new(AtomicU32::new(0));
        let counted = runs.clone();
        let answer = db.write(move |tx| {
            insert(tx, "a", 1)?;
            match counted.fetch_add(1, Ordering::SeqCst) {
                0..3 => Err(Error::Conflict(Conflict::Stale)),
                run => Ok(run),
            }
        }).await;
        assert_eq!(answer, Ok(3));
        assert_eq!(ids(&db).await, ["a"]);
        let (tries, counted) = (Arc::new(AtomicU32::new(0)), runs);
        counted.store(0, Ordering::SeqCst);
        let seen = tries.clone();
        let answer: Result<()> = db.write(move |_| {
            seen.fetch_add(1, Ordering::SeqCst);
            Err(Error::Conflict(Conflict::Stale))
        }).await;
        assert_eq!((answer, tries.load(Ordering::SeqCst)), (Err(Error::Conflict(Conflict::Stale)), 6));
    }

    async fn a_reader_sees_no_half_of_a_write(db: TestDb) {
        with_accounts(&db, &[("a", 1000), ("b", 1000)]).await;
        let (first, go) = held(&db, "c").await;
        assert_eq!(ids(&db).await, ["a", "b"]);
        go.send(()).unwrap();
        first.await.unwrap().unwrap();
        let writer = {
            let db = (*db).clone();
            tokio::spawn(async move {
                for turn in 0..40 {
                    db.write(move |tx| transfer(tx, if turn % 2 == 0 { 5 } else { -5 })).await.unwrap();
                }
            })
        };
        let one = "SELECT balance FROM test_account WHERE id = $1";
        while !writer.is_finished() {
            let sum = db.read(move |tx| {
                let a: i64 = tx.query_one(one, params!["a"])?.get("balance")?;
                let b: i64 = tx.query_one(one, params!["b"])?.get("balance")?;
                Ok(a + b)
            }).await;
            assert_eq!(sum, Ok(2000));
        }
        writer.await.unwrap();
    }

    async fn a_reader_changes_nothing(db: TestDb) {
        with_accounts(&db, &[]).await;
        let answer = db.read(|tx| insert(tx, "a", 1)).await;
        assert!(answer.is_err());
        assert!(ids(&db).await.is_empty());
    }

    async fn a_closed_database_says_so(db: TestDb) {
        db.ping().await.unwrap();
        db.close().await;
        assert!(matches!(db.ping().await, Err(Error::Unavailable(_))));
    }
}

/// Moves `amount` from a to b, or back when negative, where the balance allows it. In the order of the accounts.
fn transfer(tx: &mut Tx, amount: i64) -> Result<()> {
    let sql = "UPDATE test_account SET balance = balance + $2 WHERE id = $1 AND balance + $2 >= 0";
    let done = tx.execute(sql, params!["a", -amount])? == 1 && tx.execute(sql, params!["b", amount])? == 1;
    if done {
        Ok(())
    } else {
        Err(Error::Conflict(Conflict::Decision))
    }
}

#[tokio::test]
async fn a_backup_taken_while_writing_is_whole() {
    let db = TestDb::sqlite_empty().await;
    with_accounts(&db, &[("a", 1000), ("b", 1000)]).await;
    let writer = {
        let db = (*db).clone();
        tokio::spawn(async move {
            for turn in 0..200 {
                db.write(move |tx| transfer(tx, if turn % 2 == 0 { 5 } else { -5 }))
                    .await
                    .unwrap();
            }
        })
    };
    let DbConfig::Sqlite { path, .. } = db.config() else {
        panic!("not SQLite")
    };
    let copy = path.with_file_name("copy.db");
    db.backup(copy.clone()).await.unwrap();
    let refused = db.backup(copy.clone()).await.unwrap_err();
    assert!(
        matches!(
            refused,
            Error::Invalid {
                field: "path",
                reason: Reason::Other(_)
            }
        ),
        "{refused:?}"
    );
    writer.await.unwrap();
    let nowhere = db.backup(path.join("below a file")).await.unwrap_err();
    assert!(matches!(nowhere, Error::Unavailable(_)), "{nowhere:?}");
    let copied = Db::open(DbConfig::Sqlite {
        path: copy,
        readers: 1,
        shim: Shim::None,
    })
    .await
    .unwrap();
    assert_eq!(total(&copied).await, 2000);
    let check = copied
        .read(|tx| {
            tx.query_one("PRAGMA integrity_check", &[])?
                .get::<String>("integrity_check")
        })
        .await;
    assert_eq!(check.as_deref(), Ok("ok"));
}

#[tokio::test]
async fn postgresql_is_saved_by_its_own_tool() {
    if let Some(db) = TestDb::postgres_empty().await {
        assert_eq!(db.dialect(), Dialect::Postgres);
        let refused = db.backup("/nowhere/at/all".into()).await.unwrap_err();
        assert!(matches!(refused, Error::Invalid { .. }), "{refused:?}");
    }
}
