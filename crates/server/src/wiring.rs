//! Puts the product together from settings.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use apis::{
    http::{Limiter, Wire},
    operator::Operator,
};
use app::{
    App, Parts,
    chance::{Chance, SystemEntropy},
    clock::{Clock, SystemClock},
    keys::Keys,
    outside::{
        file::{Disk, FolderStore, SystemDisk},
        message::{Messenger, SmsSettings, SmtpSettings},
    },
};
use axum::{Router, response::Redirect, routing::get};
use sha2::{Digest, Sha256};
use store::{Db, DbConfig};
use utoipa::openapi::OpenApi;
use web::docs::ApiDocument;

use crate::{
    http,
    secret::{Secret, secret},
    settings::Settings,
};

/// The product and what the process needs around it.
pub struct Wired {
    /// The product.
    pub app: Arc<App>,
    /// The database, to be closed last.
    pub db: Db,
    /// Every route.
    pub router: Router,
    /// The operator token.
    pub operator_token: Secret,
    /// The master key was made by this start.
    pub is_first_start: bool,
}

/// Opens the database and brings it up to date.
///
/// # Errors
/// What the database says.
pub async fn database(settings: &Settings) -> Result<Db> {
    std::fs::create_dir_all(&settings.data)
        .with_context(|| format!("data folder {}", settings.data.display()))?;
    let threads = match settings.database_connections {
        0 => std::thread::available_parallelism()
            .map_or(2, std::num::NonZero::get)
            .max(2),
        given => given,
    };
    let config = if settings.database_url.is_empty() {
        DbConfig::Sqlite {
            path: settings.data.join("bulla.db"),
            readers: threads,
            shim: shim(),
        }
    } else {
        DbConfig::Postgres {
            url: settings.database_url.clone(),
            connections: threads.max(8),
        }
    };
    let db = Db::open(config).await.map_err(public).context("database")?;
    let applied = store::migration::migrate(&db, SystemClock.now())
        .await
        .map_err(public)
        .context("migration")?;
    for migration in applied {
        tracing::info!(
            version = migration.version,
            name = migration.name,
            "migration {} applied",
            migration.name
        );
    }
    Ok(db)
}

#[cfg(not(feature = "crash-shim"))]
fn disk() -> Box<dyn Disk> {
    Box::new(SystemDisk)
}

#[cfg(feature = "crash-shim")]
fn disk() -> Box<dyn Disk> {
    match shim() {
        store::Shim::None => Box::new(SystemDisk),
        store::Shim::Unflushed => Box::new(app::outside::file::UnflushedDisk::default()),
    }
}

#[cfg(not(feature = "crash-shim"))]
const fn shim() -> store::Shim {
    store::Shim::None
}

/// In builds for the crash tests, `BULLA_TEST_UNFLUSHED` makes storage forget what was not flushed.
#[cfg(feature = "crash-shim")]
#[expect(clippy::disallowed_methods, reason = "only test builds read this")]
fn shim() -> store::Shim {
    if std::env::var("BULLA_TEST_UNFLUSHED").is_ok() {
        store::Shim::Unflushed
    } else {
        store::Shim::None
    }
}

/// Puts everything together over an opened database.
///
/// # Errors
/// Names the setting or file that is wrong.
pub async fn wire(settings: &Settings, db: Db) -> Result<Wired> {
    let master = secret(&settings.master_key, &settings.data.join("master.key"))?;
    let operator_token = secret(&settings.operator_token, &settings.data.join("operator.token"))?;
    ensure!(
        operator_token.text.len() >= 16,
        "operator_token must have at least 16 characters"
    );
    let app = App::new(Parts {
        db: db.clone(),
        clock: Arc::new(SystemClock),
        chance: Chance::new(Arc::new(SystemEntropy)),
        keys: Keys::new(master_bytes(&master.text)?),
        files: Arc::new(FolderStore::on(settings.data.join("files"), disk()).map_err(public)?),
        messenger: messenger(settings)?,
        letters: Arc::new(web::letter::Letters),
        renderers: vec![
            Arc::new(apis::allpass::Renderer),
            Arc::new(apis::argos::Renderer),
            Arc::new(apis::codego_kyc::Renderer),
        ],
        public_url: settings.origin(),
    });
    app.master_key_check().await.map_err(public)?;
    let router = routes(Arc::clone(&app), &operator_token, settings);
    Ok(Wired {
        app,
        db,
        router,
        operator_token,
        is_first_start: master.is_new,
    })
}

/// An API of ours: its routes, and how `/docs` shows it.
fn apis(app: &Arc<App>, operator_token: &Secret) -> Vec<(Router, ApiDocument)> {
    let wire = Wire {
        app: Arc::clone(app),
        limiter: Arc::new(Limiter::default()),
    };
    let operator = Operator {
        app: Arc::clone(app),
        token_sha256: Sha256::digest(&operator_token.text).into(),
    };
    let described = |name, title, quirks_markdown, (router, openapi): (Router, OpenApi)| {
        let openapi_json = serde_json::to_value(openapi).expect("an OpenAPI document is JSON");
        let document = ApiDocument {
            name,
            title,
            openapi_json,
            quirks_markdown,
        };
        (router, document)
    };
    vec![
        described(
            "allpass",
            "Allpass Open API",
            include_str!("../../../docs/apis/allpass.md"),
            apis::allpass::router(wire.clone()),
        ),
        described(
            "argos",
            "Argos identity check",
            include_str!("../../../docs/apis/argos.md"),
            apis::argos::router(wire.clone()),
        ),
        described(
            "codego-kyc",
            "Codego KYC",
            include_str!("../../../docs/apis/codego-kyc.md"),
            apis::codego_kyc::router(wire),
        ),
        described(
            "operator",
            "Operator API",
            include_str!("../../../docs/apis/operator.md"),
            apis::operator::router(operator),
        ),
    ]
}

fn routes(app: Arc<App>, operator_token: &Secret, settings: &Settings) -> Router {
    let (routers, documents): (Vec<Router>, Vec<ApiDocument>) =
        apis(&app, operator_token).into_iter().unzip();
    let pages = Router::new()
        .merge(web::verify::router())
        .merge(web::me::router())
        .merge(web::assets::router())
        .merge(web::console::router())
        .merge(web::docs::router(documents))
        .route("/", get(async || Redirect::to("/console")))
        .with_state(Arc::clone(&app));
    let own = pages.merge(http::health(Arc::clone(&app)));
    let router = routers.into_iter().fold(own, Router::merge);
    http::layered(router, app, settings)
}

fn messenger(settings: &Settings) -> Result<Messenger> {
    let smtp = (!settings.smtp.host.is_empty()).then(|| SmtpSettings {
        host: settings.smtp.host.clone(),
        port: settings.smtp.port,
        credentials: (!settings.smtp.user.is_empty())
            .then(|| (settings.smtp.user.clone(), settings.smtp.password.clone())),
        requires_tls: settings.smtp.requires_tls,
        from: settings.smtp.from.clone(),
    });
    let sms = (!settings.sms.url.is_empty()).then(|| SmsSettings {
        url: settings.sms.url.clone(),
        token: settings.sms.token.clone(),
    });
    Messenger::try_new(smtp, sms).map_err(public)
}

fn master_bytes(text: &str) -> Result<[u8; 32]> {
    let bytes = hex::decode(text)
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes.context("master_key must be 64 hexadecimal digits")
}

/// An error with its cause, for whoever starts the program.
pub fn public(error: domain::Error) -> anyhow::Error {
    match &error {
        domain::Error::Internal(cause) | domain::Error::Unavailable(cause) => {
            anyhow::anyhow!("{error}: {cause}")
        }
        _ => anyhow::anyhow!("{error}"),
    }
}
