//! `bulla bench`: what this machine answers over HTTP on loopback, and how long it takes. `api` counts simple reads and creates;
//! `listing` pages through many submissions while others arrive.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark measures time and prints"
)]

mod listing;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use app::tenant::NewTenant;
use domain::{
    event::Actor,
    flow::{FlowDefinition, FlowKind, Service},
    tenant::{Api, Mode, Settings as TenantSettings},
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

pub use listing::listing;

use crate::{
    http,
    settings::Settings,
    wiring::{self, Wired, public},
};

/// A server of this process on a free port, with its worker.
struct Served {
    wired: Wired,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: tokio::task::JoinHandle<Result<()>>,
    worker: tokio::task::JoinHandle<()>,
}

impl Served {
    async fn start(settings: &Settings) -> Result<Self> {
        let listener = TcpListener::bind(settings.listen).await?;
        let address = listener.local_addr()?;
        let db = wiring::database(settings).await?;
        let wired = wiring::wire(settings, db).await?;
        let (stop, stopped) = watch::channel(false);
        let worker = tokio::spawn(std::sync::Arc::clone(&wired.app).work(stopped.clone()));
        let (router, owned) = (wired.router.clone(), settings.clone());
        let server = tokio::spawn(async move { http::serve(listener, None, router, &owned, stopped).await });
        Ok(Self {
            wired,
            address,
            stop,
            server,
            worker,
        })
    }

    async fn end(self) -> Result<()> {
        let _ = self.stop.send(true);
        self.server.await??;
        self.worker.await?;
        self.wired.db.close().await;
        Ok(())
    }
}

/// Runs `measure` on settings of its own in a temporary folder, which is gone afterwards.
async fn aside<T>(measure: impl AsyncFnOnce(&Settings) -> Result<T>) -> Result<T> {
    let folder = std::env::temp_dir().join(format!("bulla-bench-{}", std::process::id()));
    let settings_text = format!(
        "listen = '127.0.0.1:0'\ndata = '{}'\nlog_filter = 'warn'",
        folder.display()
    );
    let settings = Settings::from_parts(&settings_text, std::iter::empty())?;
    let measured = measure(&settings).await;
    std::fs::remove_dir_all(&folder).context("temporary folder")?;
    measured
}

/// One measurement.
struct Measured {
    name: &'static str,
    a_second: f64,
    p50: Duration,
    p99: Duration,
}

/// Starts a server in a temporary folder, loads it from this process, prints a table.
///
/// # Errors
/// When the server cannot start or an answer is not the expected one.
pub async fn api(seconds: u64, connections: usize, speaks_json: bool) -> Result<()> {
    ensure!(
        (1..=600).contains(&seconds) && (1..=1_000).contains(&connections),
        "1 to 600 seconds, 1 to 1,000 connections"
    );
    let duration = Duration::from_secs(seconds);
    let measured = aside(async |settings: &Settings| measure(settings, duration, connections).await).await?;
    report(&measured, connections, speaks_json);
    Ok(())
}

async fn measure(settings: &Settings, duration: Duration, connections: usize) -> Result<Vec<Measured>> {
    let served = Served::start(settings).await?;
    let (address, key) = (served.address, prepare(&served.wired.app).await?);
    let create = move |number: u64| {
        let body = json!({ "externalUserId": format!("user-{number}"), "flowName": "bench" }).to_string();
        ("POST", "/api/public/applicant".to_owned(), body)
    };
    let read = |number: u64| {
        (
            "GET",
            format!("/api/public/applicant/user-{}/status", number % 1_000),
            String::new(),
        )
    };
    let measured = vec![
        load("creates", address, &key, duration, connections, 201, create).await?,
        load("simple reads", address, &key, duration, connections, 200, read).await?,
    ];
    served.end().await?;
    Ok(measured)
}

async fn prepare(app: &app::App) -> Result<String> {
    let new = NewTenant {
        name: "Bench".into(),
        mode: Mode::Sandbox,
        modules: vec![Api::Allpass],
        settings: TenantSettings::default(),
    };
    let tenant = app.tenant_create(new, Actor::Operator).await.map_err(public)?;
    let definition = FlowDefinition {
        name: "bench".into(),
        kind: FlowKind::Regular,
        services: vec![Service::Document, Service::Selfie, Service::AddressProof],
        auto_approve: false,
        unique_face_match: false,
        questionnaire_id: None,
    };
    app.flow_create(tenant.id, definition, Actor::Operator)
        .await
        .map_err(public)?;
    Ok(app
        .credential_create(tenant.id, Api::Allpass, "bench", Actor::Operator)
        .await
        .map_err(public)?
        .key)
}

async fn load<F>(
    name: &'static str,
    address: SocketAddr,
    key: &str,
    duration: Duration,
    connections: usize,
    expected: u16,
    request: F,
) -> Result<Measured>
where
    F: Fn(u64) -> (&'static str, String, String) + Clone + Send + 'static,
{
    let next = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let started = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let (key, request, next) = (key.to_owned(), request.clone(), std::sync::Arc::clone(&next));
        clients.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut times = Vec::new();
            while started.elapsed() < duration {
                let (method, path, body) = request(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
                let begun = Instant::now();
                let status = exchange(&mut stream, method, &path, &key, &body).await?;
                ensure!(status == expected, "{method} {path} answered {status}");
                times.push(begun.elapsed());
            }
            Ok(times)
        });
    }
    let mut times: Vec<Duration> = Vec::new();
    while let Some(client) = clients.join_next().await {
        times.extend(client??);
    }
    let elapsed = started.elapsed();
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    Ok(Measured {
        name,
        a_second: times.len() as f64 / elapsed.as_secs_f64(),
        p50: at(0.5),
        p99: at(0.99),
    })
}

/// One request and its answer over a kept connection; the answer's status.
async fn exchange(stream: &mut TcpStream, method: &str, path: &str, key: &str, body: &str) -> Result<u16> {
    let (status, _) = answer(stream, method, path, ("x-private-app-key", key), body).await?;
    Ok(status)
}

/// The same with the answer's body; `key` is a header.
async fn answer(
    stream: &mut TcpStream,
    method: &str,
    path: &str,
    key: (&str, &str),
    body: &str,
) -> Result<(u16, Vec<u8>)> {
    let (name, key) = key;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: bench\r\n{name}: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + body).as_bytes()).await?;
    let (mut answer, mut buffer) = (Vec::new(), vec![0; 65_536]);
    loop {
        let read = stream.read(&mut buffer).await?;
        ensure!(read > 0, "the server closed the connection");
        answer.extend_from_slice(&buffer[..read]);
        let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = std::str::from_utf8(&answer[..end]).context("headers are text")?;
        let length = head.lines().find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length:")?
                .trim()
                .parse::<usize>()
                .ok()
        });
        if answer.len() >= end + 4 + length.context("an answer has a length")? {
            let status = head.get(9..12).and_then(|status| status.parse().ok());
            let status = status.context("an answer has a status")?;
            return Ok((status, answer.split_off(end + 4)));
        }
    }
}

fn report(measured: &[Measured], connections: usize, speaks_json: bool) {
    if speaks_json {
        let row = |row: &Measured| {
            let (p50, p99) = (row.p50.as_secs_f64() * 1e3, row.p99.as_secs_f64() * 1e3);
            json!({ "name": row.name, "a_second": row.a_second, "p50_ms": p50, "p99_ms": p99 })
        };
        println!(
            "{}",
            json!({ "connections": connections, "rows": measured.iter().map(row).collect::<Vec<_>>() })
        );
        return;
    }
    println!("{connections} connections, client and server in one process");
    println!("{:<14} {:>10} {:>10} {:>10}", "", "a second", "p50", "p99");
    for row in measured {
        let (p50, p99) = (row.p50.as_secs_f64() * 1e3, row.p99.as_secs_f64() * 1e3);
        println!(
            "{:<14} {:>10.0} {:>8.2}ms {:>8.2}ms",
            row.name, row.a_second, p50, p99
        );
    }
}
