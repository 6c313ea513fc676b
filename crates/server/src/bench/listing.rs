//! `bulla bench listing`: submissions by the hundred thousand, read page by page while others are being made.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use app::{App, submission::NewRecord, tenant::NewTenant};
use domain::{
    applicant::Origin,
    credential::Caller,
    decision::Verdict,
    event::Actor,
    person::{Details, Gender},
    tenant::{Api, Mode, Settings as TenantSettings},
};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use values::{EmailAddress, PartialDate};

use super::{Served, answer, aside};
use crate::{settings::Settings, wiring::public};

/// Writers that wait for one commit together.
const WRITERS: usize = 64;
/// The largest page of the wire.
const PAGE: usize = 2_000;

/// What came of it.
struct Read {
    pages: Vec<Duration>,
    bytes: usize,
    read: usize,
    made_meanwhile: u64,
}

/// Makes `count` submissions, then reads them all in pages of 2,000 while others are made. Fails when one is missing or comes twice.
///
/// # Errors
/// When the server cannot start, or a page is not as it must be.
pub async fn listing(count: u64, speaks_json: bool) -> Result<()> {
    ensure!((1..=10_000_000).contains(&count), "1 to 10,000,000 submissions");
    let read = aside(async |settings: &Settings| measure(settings, count).await).await?;
    report(&read, speaks_json);
    Ok(())
}

async fn measure(settings: &Settings, count: u64) -> Result<Read> {
    let served = Served::start(settings).await?;
    let app = Arc::clone(&served.wired.app);
    let (caller, key) = prepare(&app).await?;
    let made = fill(&app, &caller, count).await?;
    let (is_done, meanwhile) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(count)));
    let (writer, others) = (Arc::clone(&app), caller.clone());
    let (stop, next) = (Arc::clone(&is_done), Arc::clone(&meanwhile));
    let writing = tokio::spawn(async move {
        while !stop.load(Ordering::Relaxed) {
            make(&writer, &others, next.fetch_add(1, Ordering::Relaxed)).await?;
        }
        anyhow::Ok(())
    });
    let mut read = pages(&served, &key, &made).await?;
    is_done.store(true, Ordering::Relaxed);
    writing.await??;
    read.made_meanwhile = meanwhile.load(Ordering::Relaxed) - count;
    served.end().await?;
    Ok(read)
}

async fn prepare(app: &App) -> Result<(Caller, String)> {
    let new = NewTenant {
        name: "Bench".into(),
        mode: Mode::Live,
        modules: vec![Api::Argos],
        settings: TenantSettings::default(),
    };
    let tenant = app.tenant_create(new, Actor::Operator).await.map_err(public)?;
    let made = app.credential_create(tenant.id, Api::Argos, "bench", Actor::Operator);
    let key = made.await.map_err(public)?.key;
    let caller = app.caller(Api::Argos, &key, std::net::Ipv4Addr::LOCALHOST.into());
    Ok((caller.await.map_err(public)?, key))
}

async fn fill(app: &Arc<App>, caller: &Caller, count: u64) -> Result<HashSet<String>> {
    let next = Arc::new(AtomicU64::new(0));
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let (app, caller, next) = (Arc::clone(app), caller.clone(), Arc::clone(&next));
        writers.spawn(async move {
            let mut made = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return anyhow::Ok(made);
                }
                made.push(make(&app, &caller, number).await?);
            }
        });
    }
    let mut all = HashSet::new();
    while let Some(made) = writers.join_next().await {
        all.extend(made??);
    }
    Ok(all)
}

async fn make(app: &App, caller: &Caller, number: u64) -> Result<String> {
    let mut details = Details {
        full_name: Some(format!("Jane Example {number}")),
        birth_on: PartialDate::parse("1998-11-12").ok(),
        gender: Some(Gender::Female),
        nationality: Some("USA".into()),
        ..Details::default()
    };
    details.document.kind = Some("passport".into());
    details.document.issuing_country = Some("USA".into());
    details.document.number = Some(format!("P{number:08}"));
    let record = NewRecord {
        flow_name: "argos".into(),
        email: EmailAddress::parse(&format!("jane{number}@example.com")).ok(),
        details,
        origin: Origin {
            api: Some(Api::Argos),
            client_reference: Some(format!("user-{number}")),
            metadata: json!({ "cf1": "bench" }).as_object().cloned().unwrap_or_default(),
            ip: Some("203.0.113.9".into()),
            ..Origin::default()
        },
        verdict: if number.is_multiple_of(5) {
            Verdict::Reject
        } else {
            Verdict::Accept
        },
        by: "bench@example.com".into(),
    };
    let made = app.submission_move_in(caller, record).await.map_err(public)?;
    Ok(made.value)
}

async fn pages(served: &Served, key: &str, made: &HashSet<String>) -> Result<Read> {
    let mut stream = TcpStream::connect(served.address).await?;
    stream.set_nodelay(true)?;
    let mut read = Read {
        pages: Vec::new(),
        bytes: 0,
        read: 0,
        made_meanwhile: 0,
    };
    let (mut seen, mut path) = (HashSet::new(), format!("/v3/submission?count={PAGE}"));
    loop {
        let begun = Instant::now();
        let (status, body) = answer(&mut stream, "GET", &path, ("x-api-key", key), "").await?;
        read.pages.push(begun.elapsed());
        read.bytes += body.len();
        ensure!(status == 200, "{path} answered {status}");
        let page: Value = serde_json::from_slice(&body)?;
        for item in page["Items"].as_array().context("a page has items")? {
            let id = item["submission_id"].as_str().context("an item has an id")?;
            ensure!(seen.insert(id.to_owned()), "{id} came twice");
        }
        let next = &page["nextpageKey"];
        let (Some(id), Some(at)) = (next["id"].as_str(), next["created_at"].as_str()) else {
            break;
        };
        path = format!("/v3/submission?count={PAGE}&nextpage_id={id}&nextpage_date={at}");
    }
    ensure!(made.is_subset(&seen), "submissions are missing");
    read.read = seen.len();
    Ok(read)
}

fn report(read: &Read, speaks_json: bool) {
    let mut times = read.pages.clone();
    times.sort_unstable();
    let millis = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let (median, longest) = (millis(times.get(times.len() / 2)), millis(times.last()));
    if speaks_json {
        let pages = times.len();
        println!(
            "{}",
            json!({ "pages": pages, "submissions": read.read, "made_meanwhile": read.made_meanwhile, "p50_ms": median, "max_ms": longest })
        );
        return;
    }
    println!(
        "{} submissions in {} pages of {PAGE}, each exactly once, {:.1} MB; {} were made meanwhile",
        read.read,
        times.len(),
        read.bytes as f64 / 1e6,
        read.made_meanwhile
    );
    println!("a page: median {median:.1} ms, longest {longest:.1} ms");
}
