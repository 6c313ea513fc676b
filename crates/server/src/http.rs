//! The way in over HTTP: accept connections, know the caller's address, refuse plain HTTP from afar, log, count, stop gracefully.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result};
use app::App;
use axum::{
    Json, Router,
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::network::Network;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;

use crate::settings::Settings;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A client that does not send its headers in this time is cut off.
const HEADERS_WITHIN: Duration = Duration::from_secs(15);
/// A TLS handshake that takes longer is cut off.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);

/// Health, readiness and metrics.
pub fn health(app: Arc<App>) -> Router {
    Router::new()
        .route(
            "/healthz",
            get(async || Json(serde_json::json!({ "status": "ok" }))),
        )
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(app)
}

async fn ready(State(app): State<Arc<App>>) -> Response {
    match app.ready().await {
        Ok(()) => Json(serde_json::json!({ "status": "ok" })).into_response(),
        Err(error) => {
            tracing::error!(cause = ?error, "not ready: {error}");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                Json(serde_json::json!({ "status": "unavailable" })),
            )
                .into_response()
        }
    }
}

async fn metrics(State(app): State<Arc<App>>) -> Response {
    let kind = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], app.metrics().text()).into_response()
}

/// What every request passes.
#[derive(Clone)]
struct Gate {
    app: Arc<App>,
    proxies: Arc<Vec<Network>>,
    has_tls: bool,
}

/// Wraps the routes with what every request passes.
pub fn layered(router: Router, app: Arc<App>, settings: &Settings) -> Router {
    let proxies = settings
        .trusted_proxies
        .iter()
        .filter_map(|text| Network::parse(text).ok())
        .collect();
    let gate = Gate {
        app,
        proxies: Arc::new(proxies),
        has_tls: !settings.tls_certificate.is_empty(),
    };
    router
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a handler panicked");
            (StatusCode::INTERNAL_SERVER_ERROR, "internal error").into_response()
        }))
        .layer(middleware::from_fn_with_state(gate, pass))
}

async fn pass(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let started = gate.app.now();
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
    let is_proxy = gate.proxies.iter().any(|network| network.contains(peer));
    let id = hex::encode(gate.app.nonce::<8>());
    if !gate.is_private(peer, is_proxy, &request) {
        return (
            StatusCode::FORBIDDEN,
            "plain HTTP is served on this machine only; use HTTPS\n",
        )
            .into_response();
    }
    let address = if is_proxy {
        forwarded(&request, &gate.proxies).unwrap_or(peer)
    } else {
        peer
    };
    request.extensions_mut().insert(address);
    let method = request.method().to_string();
    // The pattern, never the path: paths hold tokens and ids.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let mut response = next.run(request).await;
    let (status, elapsed) = (response.status().as_u16(), gate.app.now().since(started));
    tracing::info!(
        request_id = id,
        method,
        route,
        status,
        millis = elapsed.as_millis() as u64,
        "{method} {route} {status}"
    );
    gate.app.metrics().http_seconds.observe(elapsed.as_secs_f64());
    gate.app
        .metrics()
        .http_requests
        .get_or_create(&app::HttpLabels {
            method,
            route,
            status,
        })
        .inc();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    if gate.has_tls {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    headers
        .entry(header::X_CONTENT_TYPE_OPTIONS)
        .or_insert(HeaderValue::from_static("nosniff"));
    response
}

impl Gate {
    /// Whether nobody between here and the caller can read along.
    fn is_private(&self, peer: IpAddr, is_proxy: bool, request: &Request) -> bool {
        let forwarded = request
            .headers()
            .get("x-forwarded-proto")
            .and_then(|value| value.to_str().ok());
        match (self.has_tls, is_proxy) {
            (true, _) => true,
            (false, true) => {
                forwarded.is_none_or(|scheme| scheme.eq_ignore_ascii_case("https")) || peer.is_loopback()
            }
            (false, false) => peer.to_canonical().is_loopback(),
        }
    }
}

/// The last address in `X-Forwarded-For` that is not one of our proxies: earlier ones are the caller's own claims.
fn forwarded(request: &Request, proxies: &[Network]) -> Option<IpAddr> {
    let all = request.headers().get_all("x-forwarded-for");
    let listed: Vec<IpAddr> = all
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|text| text.trim().parse().ok())
        .collect();
    listed
        .into_iter()
        .rev()
        .find(|address| !proxies.iter().any(|network| network.contains(*address)))
}

/// Serves until `stop` turns true, then lets requests under way finish.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    router: Router,
    settings: &Settings,
    mut stop: watch::Receiver<bool>,
) -> Result<()> {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(settings.connections_max));
    loop {
        let place = Arc::clone(&places)
            .acquire_owned()
            .await
            .context("connection places")?;
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles as a rule: the next try comes when a connection has ended.
                    tracing::warn!(%error, "accept failed: {error}");
                    tokio::task::yield_now().await;
                    continue;
                }
            },
            _ = stop.changed() => break,
        };
        let (router, tls, watcher) = (router.clone(), tls.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = connection(stream, peer, tls, router, watcher).await {
                tracing::debug!(%error, "connection ended: {error}");
            }
        });
    }
    drop(listener);
    let patience = Duration::from_secs(settings.shutdown_seconds);
    if tokio::time::timeout(patience, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    Ok(())
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<TlsAcceptor>,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
) -> Result<()> {
    stream.set_nodelay(true)?;
    let service = router.map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(axum::body::Body::new)
    });
    let service = TowerToHyperService::new(service);
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(Duration::from_secs(30)));
    let ended = match tls {
        Some(acceptor) => {
            let stream = tokio::time::timeout(HANDSHAKE_WITHIN, acceptor.accept(stream))
                .await
                .context("handshake")??;
            watcher
                .watch(
                    builder
                        .serve_connection(TokioIo::new(stream), service)
                        .into_owned(),
                )
                .await
        }
        None => {
            watcher
                .watch(
                    builder
                        .serve_connection(TokioIo::new(stream), service)
                        .into_owned(),
                )
                .await
        }
    };
    ended.map_err(|error| anyhow::anyhow!(error))
}
