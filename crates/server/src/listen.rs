//! `bulla webhook listen`: shows what a receiver would get, and whether its signature holds. For trying out; nothing is kept.
#![expect(clippy::print_stdout, reason = "showing is all it does")]

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::any};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use tokio::net::TcpListener;

/// Listens on loopback until interrupted.
///
/// # Errors
/// When the port is taken or the secret is none.
pub async fn listen(port: u16, secret: Option<&str>) -> Result<()> {
    let key = secret.map(key).transpose()?;
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .with_context(|| format!("port {port}"))?;
    println!("Listening on http://{}/ for webhooks", listener.local_addr()?);
    let router = Router::new().fallback(any(show)).with_state(Arc::new(key));
    axum::serve(listener, router).await.context("serving")
}

fn key(secret: &str) -> Result<Vec<u8>> {
    let text = secret
        .strip_prefix("whsec_")
        .context("a webhook secret begins with whsec_")?;
    let key = BASE64.decode(text).context("a webhook secret is base64")?;
    ensure!(key.len() >= 24, "a webhook secret has at least 24 bytes");
    Ok(key)
}

async fn show(State(key): State<Arc<Option<Vec<u8>>>>, headers: HeaderMap, body: Bytes) {
    let verdict = match &*key {
        None => "not checked: start with --secret",
        Some(key) if is_signed(key, &headers, &body) => "signature holds",
        Some(_) => "SIGNATURE DOES NOT HOLD",
    };
    let id = headers
        .get("webhook-id")
        .and_then(|value| value.to_str().ok())
        .unwrap_or("without webhook-id");
    println!("\n{id}  {verdict}\n{}", String::from_utf8_lossy(&body));
}

/// Whether one of the signatures is ours for this id, time and body (Standard Webhooks).
fn is_signed(key: &[u8], headers: &HeaderMap, body: &[u8]) -> bool {
    let header = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let signed = [
        header("webhook-id").as_bytes(),
        b".",
        header("webhook-timestamp").as_bytes(),
        b".",
        body,
    ]
    .concat();
    let expected = format!("v1,{}", BASE64.encode(app::keys::hmac_sha256(key, &signed)));
    header("webhook-signature")
        .split(' ')
        .any(|signature| signature == expected)
}
