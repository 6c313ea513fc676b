//! How many durable operations of one insert each the database acknowledges in a second, on each engine:
//! `cargo run --release -p store --example durable_inserts -- 64`, where 64 callers wait at once.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "it measures and says what it measured"
)]

use std::time::{Duration, Instant};

use store::{
    Db, DbConfig, params,
    testing::{Durability, Server, TestDb},
};

const SPAN: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let callers = std::env::args().nth(1).map_or(Ok(64), |text| text.parse())?;
    let sqlite = TestDb::sqlite_empty().await;
    measure("SQLite", &sqlite, callers).await?;
    if let Some(server) = Server::shared(Durability::Durable) {
        let config = DbConfig::Postgres {
            url: server.create(None),
            connections: 16,
        };
        measure("PostgreSQL", &Db::open(config).await?, callers).await?;
    }
    Ok(())
}

async fn measure(name: &str, db: &Db, callers: u64) -> Result<(), Box<dyn std::error::Error>> {
    db.write(|tx| {
        tx.execute_batch("CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY, text TEXT NOT NULL)")
    })
    .await?;
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for caller in 0..callers {
        let db = db.clone();
        tasks.spawn(async move {
            let mut done: u64 = 0;
            while began.elapsed() < SPAN {
                let id = (caller << 40 | done) as i64;
                let sql = "INSERT INTO entry (id, text) VALUES ($1, $2)";
                db.write(move |tx| tx.execute(sql, params![id, "an entry of a usual length, more or less"]))
                    .await?;
                done += 1;
            }
            Ok::<u64, domain::Error>(done)
        });
    }
    let mut done = 0;
    for task in tasks.join_all().await {
        done += task?;
    }
    let per_second = done as f64 / began.elapsed().as_secs_f64();
    println!("{name}: {callers} callers, {done} operations, {per_second:.0} operations/s");
    Ok(())
}
