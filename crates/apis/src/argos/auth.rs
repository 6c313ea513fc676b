//! The door of this wire: key, encryption, and the way out as plain or encrypted JSON.

use std::sync::Arc;

use app::App;
use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use domain::{Error, credential::Caller, tenant::Api};
use serde::Serialize;

use super::{encryption, reply::Failure, wire::Encrypted};
use crate::http::{Incoming, Unreadable, Wire};

/// The header that carries the key.
pub const KEY_HEADER: &str = "x-api-key";

/// Who may call with what.
pub struct Asked {
    /// The product.
    pub app: Arc<App>,
    /// Who asks.
    pub caller: Caller,
    /// Path and query.
    pub uri: Uri,
    /// The body, decrypted.
    pub body: Vec<u8>,
}

impl Asked {
    /// Today in UTC, `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.app.now().date()
    }

    /// Whether the project lets somebody of this mail address write.
    pub fn admits(&self, admin: &str) -> bool {
        let admins = &self.caller.tenant.settings.argos.admins;
        let is_listed = |listed: &String| listed.eq_ignore_ascii_case(admin);
        values::EmailAddress::parse(admin).is_ok() && (admins.is_empty() || admins.iter().any(is_listed))
    }
}

/// Runs one call: reads, authenticates, decrypts, does it, encrypts.
pub async fn serve<T, F, Fut>(wire: Wire, request: Request, call: F) -> Response
where
    T: Serialize,
    F: FnOnce(Asked) -> Fut,
    Fut: Future<Output = Result<T, Failure>>,
{
    let incoming = match Incoming::read(request).await {
        Ok(incoming) => incoming,
        Err(unreadable) => return refuse(unread(unreadable)),
    };
    match answer(&wire, incoming, call).await {
        Ok(response) => response,
        Err(failure) => refuse(failure),
    }
}

async fn answer<T, F, Fut>(wire: &Wire, incoming: Incoming, call: F) -> Result<Response, Failure>
where
    T: Serialize,
    F: FnOnce(Asked) -> Fut,
    Fut: Future<Output = Result<T, Failure>>,
{
    let key = incoming.header(KEY_HEADER).unwrap_or_default();
    let caller = wire.caller(Api::Argos, key, &incoming).await.map_err(failed)?;
    let method = caller.tenant.settings.argos.encryption.clone();
    let body = encryption::request(&method, &incoming.body)
        .map_err(|_| Failure::sentence("Decryption is Failed. Please check the api-key."))?
        .into_owned();
    let asked = Asked {
        app: Arc::clone(&wire.app),
        caller,
        uri: incoming.uri,
        body,
    };
    let plain = call(asked).await?;
    let bytes = serde_json::to_vec(&plain).map_err(|error| failed(Error::internal(error)))?;
    let sealed = encryption::seal(&method, &bytes, wire.app.nonce()).map_err(failed)?;
    Ok(match sealed {
        Some(data) => Json(Encrypted { data }).into_response(),
        None => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
    })
}

/// An error of the product in this wire's form. Our own faults are logged here, once, with their cause.
pub fn failed(error: Error) -> Failure {
    if let Error::Internal(cause) | Error::Unavailable(cause) = &error {
        tracing::error!(cause, "call failed: {error}");
    }
    Failure::from(error)
}

/// A ready failure as HTTP.
pub fn refuse(failure: Failure) -> Response {
    let status = StatusCode::from_u16(failure.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(failure.body)).into_response();
    if let Some(seconds) = failure.retry_after_seconds {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn unread(unreadable: Unreadable) -> Failure {
    match unreadable {
        Unreadable::TooLarge => Failure::gateway(413, "Request Entity Too Large"),
        Unreadable::TooSlow => Failure::gateway(408, "Request Timeout"),
        Unreadable::BrokenOff => Failure::gateway(400, "Bad Request"),
    }
}
