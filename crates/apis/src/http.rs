//! What every wire does alike with HTTP: read a bounded body in bounded time, know the caller's address, keep to the rate limit,
//! recognise repeatable calls.

mod limiter;

use std::{net::IpAddr, sync::Arc, time::Duration};

use app::App;
use axum::{
    body::Bytes,
    extract::Request,
    http::{HeaderMap, Method, Uri},
};
use domain::{
    Error, Reason, Result,
    credential::{Caller, Idempotency},
    tenant::Api,
};
use sha2::{Digest, Sha256};

pub use limiter::Limiter;

/// Largest JSON body in bytes.
pub const BODY_BYTES_MAX: usize = 1024 * 1024;
/// A body that takes longer is given up.
const BODY_WITHIN: Duration = Duration::from_secs(30);
const IDEMPOTENCY_KEY_CHARACTERS_MAX: usize = 255;

/// What the routes of a wire share.
#[derive(Clone)]
pub struct Wire {
    /// The product.
    pub app: Arc<App>,
    /// Counts calls by credential.
    pub limiter: Arc<Limiter>,
}

/// A request whose body has been read.
pub struct Incoming {
    /// The method.
    pub method: Method,
    /// The path with its query.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// Where it came from: the peer, or what a trusted proxy says.
    pub address: IpAddr,
    /// The body.
    pub body: Bytes,
}

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// More than [`BODY_BYTES_MAX`]: HTTP 413.
    TooLarge,
    /// Not whole in time: HTTP 408.
    TooSlow,
    /// The client broke off: HTTP 400, which nobody will see.
    BrokenOff,
}

impl Incoming {
    /// Reads a request.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub async fn read(request: Request) -> std::result::Result<Self, Unreadable> {
        let (parts, body) = request.into_parts();
        let declared = parts
            .headers
            .get("content-length")
            .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if declared.is_some_and(|length| length > BODY_BYTES_MAX) {
            return Err(Unreadable::TooLarge);
        }
        let read = tokio::time::timeout(BODY_WITHIN, axum::body::to_bytes(body, BODY_BYTES_MAX)).await;
        let body = match read {
            Err(_) => return Err(Unreadable::TooSlow),
            Ok(Ok(body)) => body,
            // The limit is the only error of our own; anything else is the connection's.
            Ok(Err(error)) if error.to_string().contains("limit") => return Err(Unreadable::TooLarge),
            Ok(Err(_)) => return Err(Unreadable::BrokenOff),
        };
        let address = parts
            .extensions
            .get::<IpAddr>()
            .copied()
            .unwrap_or(IpAddr::from([0, 0, 0, 0]));
        Ok(Self {
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            address,
            body,
        })
    }

    /// A header's text, if it has any.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The client's wish that repeats be answered alike, on a POST.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a key that is empty, over-long or not plain text.
    pub fn idempotency(&self) -> Result<Option<Idempotency>> {
        let Some(value) = self
            .headers
            .get("idempotency-key")
            .filter(|_| self.method == Method::POST)
        else {
            return Ok(None);
        };
        let key = value.to_str().unwrap_or_default();
        if key.is_empty() || key.len() > IDEMPOTENCY_KEY_CHARACTERS_MAX {
            return Err(Error::invalid(
                "idempotency_key",
                Reason::Expected("1 to 255 characters of plain text"),
            ));
        }
        let mut hash = Sha256::new();
        for part in [
            self.method.as_str().as_bytes(),
            self.uri.to_string().as_bytes(),
            &self.body,
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Ok(Some(Idempotency {
            key: key.to_owned(),
            request_hash: hex::encode(hash.finalize()),
        }))
    }
}

impl Wire {
    /// Finds out who is calling and whether they may call now.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`], [`Error::Forbidden`], [`Error::RateLimited`], [`Error::Invalid`] for the idempotency key.
    pub async fn caller(&self, api: Api, key: &str, incoming: &Incoming) -> Result<Caller> {
        let mut caller = self.app.caller(api, key, incoming.address).await?;
        if let Some(limit) = caller.tenant.rate_limit(api) {
            self.limiter.check(caller.credential_id, limit, self.app.now())?;
        }
        caller.idempotency = incoming.idempotency()?;
        Ok(caller)
    }
}
