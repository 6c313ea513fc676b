//! The command line: verbs by noun, `--json` for machines.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is where the program speaks to whoever started it"
)]

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::{Context, Result, bail};
use app::{App, tenant::NewTenant};
use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{
    event::Actor,
    officer::Role,
    tenant::{Api, Mode, Settings as TenantSettings, Tenant},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::watch};
use values::TenantId;

use crate::{
    bench, demo, http,
    import::{Import, import_verb},
    lan, listen, log,
    settings::Settings,
    tls,
    wiring::{self, Wired, public},
};

/// Verifies people and companies, screens them, keeps their money: one program that you run yourself.
#[derive(Debug, Parser)]
#[command(name = "bulla", version, about, max_term_width = 100)]
pub struct Bulla {
    /// Settings file; see bulla.default.toml for every setting.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// Data folder.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Run everything in one process.
    Serve(Serve),
    /// Run jobs only.
    Worker,
    /// Bring the database up to date.
    Migrate,
    /// Copy the database into a new file while serving.
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Move applicants of another system in, with their ids, decisions and files.
    Import(Import),
    /// Tenants and their keys.
    #[command(subcommand)]
    Tenant(TenantVerb),
    /// Console users.
    #[command(subcommand)]
    Officer(OfficerVerb),
    /// The audit log.
    #[command(subcommand)]
    Audit(AuditVerb),
    /// Webhooks, seen from the receiver's side.
    #[command(subcommand)]
    Webhook(WebhookVerb),
    /// Measure this machine.
    #[command(subcommand)]
    Bench(BenchVerb),
}

#[derive(Debug, Args)]
struct Serve {
    /// Address to listen on.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Port to listen on.
    #[arg(long)]
    port: Option<u16>,
    /// Make a demo tenant on first start and print how to use it.
    #[arg(long)]
    demo: bool,
    /// HTTPS on the local network, with a certificate made on the spot and a QR code.
    #[arg(long)]
    lan: bool,
}

#[derive(Debug, Subcommand)]
enum TenantVerb {
    /// Make a tenant with a key for each API; the keys are printed this once.
    Create {
        /// What applicants read.
        name: String,
        /// Real people; sandbox otherwise.
        #[arg(long)]
        live: bool,
    },
    /// Every tenant.
    List,
    /// One tenant with its keys' labels.
    Show {
        /// Its id.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
enum OfficerVerb {
    /// Invite a console user; the link is printed.
    Create {
        /// The tenant's id.
        tenant: String,
        /// Signs in with it.
        email: String,
        /// What colleagues read.
        #[arg(long)]
        name: Option<String>,
        /// What they may do.
        #[arg(long, value_enum, default_value = "admin")]
        role: RoleWord,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleWord {
    Reviewer,
    Senior,
    Admin,
}

#[derive(Debug, Subcommand)]
enum AuditVerb {
    /// Check the hash chain of every tenant.
    Verify,
}

#[derive(Debug, Subcommand)]
enum WebhookVerb {
    /// Listen on loopback, show what arrives and whether its signature holds.
    Listen {
        /// Port to listen on.
        #[arg(long, default_value_t = 9090)]
        port: u16,
        /// The endpoint's secret, whsec_…
        #[arg(long)]
        secret: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
enum BenchVerb {
    /// Simple reads and creates of applicants over HTTP on loopback, SQLite in a temporary folder.
    Api {
        /// Seconds for each measurement.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// Connections at the same time.
        #[arg(long, default_value_t = 32)]
        connections: usize,
    },
    /// Page through many submissions while others arrive.
    Listing {
        /// How many.
        #[arg(long, default_value_t = 100_000)]
        count: u64,
    },
}

/// Says what went wrong, causes included.
pub fn complain(error: &anyhow::Error) {
    eprintln!("bulla: {error:#}");
}

/// Runs a command.
///
/// # Errors
/// What went wrong, for the person who started it.
pub fn run(command: Bulla) -> Result<()> {
    let mut settings = Settings::read(command.config.as_deref())?;
    if let Some(data) = &command.data {
        settings.data.clone_from(data);
    }
    // One provider for all TLS of the process; a second install is refused and changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("async runtime")?;
    runtime.block_on(dispatch(command, settings))
}

async fn dispatch(command: Bulla, settings: Settings) -> Result<()> {
    let speaks_json = command.json;
    let answer = match command.verb {
        Verb::Serve(serve) => return serve_verb(serve, settings).await,
        Verb::Worker => return worker_verb(settings).await,
        Verb::Webhook(WebhookVerb::Listen { port, secret }) => {
            return listen::listen(port, secret.as_deref()).await;
        }
        Verb::Bench(BenchVerb::Api { seconds, connections }) => {
            return bench::api(seconds, connections, speaks_json).await;
        }
        Verb::Bench(BenchVerb::Listing { count }) => return bench::listing(count, speaks_json).await,
        Verb::Migrate => {
            wiring::database(&settings).await?.close().await;
            json!({ "migrated": true })
        }
        Verb::Backup { file } => {
            let wired = opened(&settings).await?;
            wired.app.backup(file.clone()).await.map_err(public)?;
            json!({ "backup": file })
        }
        Verb::Import(import) => import_verb(&opened(&settings).await?.app, import).await?,
        Verb::Tenant(verb) => tenant_verb(&opened(&settings).await?.app, verb).await?,
        Verb::Officer(verb) => officer_verb(&opened(&settings).await?.app, verb).await?,
        Verb::Audit(AuditVerb::Verify) => audit_verify(&opened(&settings).await?.app).await?,
    };
    print_answer(&answer, speaks_json);
    if answer.get("is_whole").is_some_and(|whole| whole == false) {
        bail!("the audit log was tampered with");
    }
    if answer
        .get("is_complete")
        .is_some_and(|complete| complete == false)
    {
        bail!("{} lines were not moved in", answer["refused"]);
    }
    Ok(())
}

async fn opened(settings: &Settings) -> Result<Wired> {
    let db = wiring::database(settings).await?;
    wiring::wire(settings, db).await
}

async fn serve_verb(serve: Serve, mut settings: Settings) -> Result<()> {
    if let Some(listen) = serve.listen {
        settings.listen = listen;
    }
    if let Some(port) = serve.port {
        settings.listen.set_port(port);
    }
    let tls = match (serve.lan, settings.tls_certificate.is_empty()) {
        (true, _) => Some(lan::prepare(&mut settings)?),
        (false, true) => None,
        (false, false) => Some(tls::from_files(
            settings.tls_certificate.as_ref(),
            settings.tls_key.as_ref(),
        )?),
    };
    log::start(&settings)?;
    // Bound before anything is made, so that a taken port costs nothing.
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("listen on {}", settings.listen))?;
    if settings.public_url.is_empty() {
        settings.listen = listener.local_addr()?;
    }
    let wired = opened(&settings).await?;
    if serve.demo {
        println!("{}", demo::prepare(&wired.app, &settings).await?);
    }
    if serve.lan {
        println!("{}\n{}", lan::qr(&settings.origin())?, settings.origin());
    }
    if wired.is_first_start {
        let file = settings.data.join("master.key");
        tracing::warn!(
            "a master key was made: keep a copy of {} elsewhere, without it nothing can be read again",
            file.display()
        );
    }
    tracing::info!("ready on {}", settings.origin());
    let (stop_sender, stop) = watch::channel(false);
    let worker = tokio::spawn(Arc::clone(&wired.app).work(stop.clone()));
    let app = Arc::clone(&wired.app);
    tokio::spawn(async move {
        interrupted().await;
        app.fall_silent();
        // Nobody left to stop is fine.
        let _ = stop_sender.send(true);
    });
    http::serve(listener, tls, wired.router, &settings, stop).await?;
    worker.await.context("worker")?;
    wired.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn worker_verb(settings: Settings) -> Result<()> {
    log::start(&settings)?;
    let wired = opened(&settings).await?;
    let (stop_sender, stop) = watch::channel(false);
    let worker = tokio::spawn(Arc::clone(&wired.app).work(stop));
    tracing::info!("working");
    interrupted().await;
    let _ = stop_sender.send(true);
    worker.await.context("worker")?;
    wired.db.close().await;
    Ok(())
}

async fn interrupted() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

async fn tenant_verb(app: &App, verb: TenantVerb) -> Result<Value> {
    match verb {
        TenantVerb::Create { name, live } => {
            let mode = if live { Mode::Live } else { Mode::Sandbox };
            let new = NewTenant {
                name,
                mode,
                modules: Api::ALL.to_vec(),
                settings: TenantSettings::default(),
            };
            let tenant = app.tenant_create(new, Actor::Operator).await.map_err(public)?;
            let mut keys = serde_json::Map::new();
            for api in Api::ALL {
                let made = app
                    .credential_create(tenant.id, api, "first key", Actor::Operator)
                    .await
                    .map_err(public)?;
                keys.insert(api.as_str().to_owned(), made.key.into());
            }
            Ok(json!({ "id": tenant.id, "name": tenant.name, "mode": tenant.mode, "keys": keys }))
        }
        TenantVerb::List => {
            let tenants = app.tenants().await.map_err(public)?;
            let row = |tenant: &Tenant| {
                let Tenant {
                    id,
                    name,
                    mode,
                    is_blocked,
                    ..
                } = tenant;
                json!({ "id": id, "name": name, "mode": mode, "is_blocked": is_blocked })
            };
            Ok(json!({ "tenants": tenants.iter().map(row).collect::<Vec<_>>() }))
        }
        TenantVerb::Show { id } => {
            let id = TenantId::parse(&id).context("tenant id")?;
            let tenant = app.tenant(id).await.map_err(public)?;
            Ok(json!({ "tenant": tenant, "keys": app.credentials(id).await.map_err(public)? }))
        }
    }
}

async fn officer_verb(app: &App, verb: OfficerVerb) -> Result<Value> {
    let OfficerVerb::Create {
        tenant,
        email,
        name,
        role,
    } = verb;
    let tenant = TenantId::parse(&tenant).context("tenant id")?;
    let role = match role {
        RoleWord::Reviewer => Role::Reviewer,
        RoleWord::Senior => Role::Senior,
        RoleWord::Admin => Role::Admin,
    };
    let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
    let (officer, url) = app
        .officer_invite(tenant, &email, &name, role, Actor::Operator)
        .await
        .map_err(public)?;
    Ok(json!({ "id": officer.id, "email": officer.email, "role": officer.role, "invitation_url": url }))
}

async fn audit_verify(app: &App) -> Result<Value> {
    let (mut chains, mut is_whole) = (Vec::new(), true);
    for tenant in app.tenants().await.map_err(public)? {
        let report = app.audit_verify(tenant.id).await.map_err(public)?;
        is_whole &= report.broken.is_none();
        let broken = report.broken.map(|broken| broken.to_string());
        chains.push(
            json!({ "tenant": tenant.id, "entries": report.entries, "hash": report.hash, "broken": broken }),
        );
    }
    Ok(json!({ "is_whole": is_whole, "chains": chains }))
}

/// JSON for machines; for people one line for each value.
fn print_answer(answer: &Value, speaks_json: bool) {
    if speaks_json {
        println!("{answer}");
    } else {
        print_lines("", answer);
    }
}

fn print_lines(path: &str, value: &Value) {
    let join = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| print_lines(&join(name), value)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, value)| print_lines(&join(&index.to_string()), value)),
        Value::String(text) => println!("{path}: {text}"),
        other => println!("{path}: {other}"),
    }
}
