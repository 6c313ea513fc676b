//! The door of this wire: key, encryption, and the way out in the wire's own envelope.

use std::sync::Arc;

use app::App;
use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Error, Result, credential::Caller, tenant::Api};
use serde::Serialize;
use values::Timestamp;

use super::{
    encryption::{self, SIGNATURE_HEADER},
    reply::{Envelope, Failure, failure},
};
use crate::http::{Incoming, Unreadable, Wire};

/// The header that carries the key.
pub const KEY_HEADER: &str = "x-private-app-key";

/// What a call answers with: the data, and the instant it was made at.
pub struct Answer<T> {
    /// The envelope's `data`.
    pub data: T,
    /// The envelope's `time`.
    pub at: Timestamp,
}

/// Runs one call: reads, authenticates, decrypts, does it, encrypts, wraps.
pub async fn serve<T, F, Fut>(wire: Wire, request: Request, success: StatusCode, call: F) -> Response
where
    T: Serialize,
    F: FnOnce(Arc<App>, Caller, Vec<u8>) -> Fut,
    Fut: Future<Output = Result<Answer<T>>>,
{
    let incoming = match Incoming::read(request).await {
        Ok(incoming) => incoming,
        Err(unreadable) => return refuse_unreadable(unreadable, wire.app.now()),
    };
    match answer(&wire, &incoming, success, call).await {
        Ok(response) => response,
        Err(error) => refuse(&error, wire.app.now()),
    }
}

async fn answer<T, F, Fut>(wire: &Wire, incoming: &Incoming, success: StatusCode, call: F) -> Result<Response>
where
    T: Serialize,
    F: FnOnce(Arc<App>, Caller, Vec<u8>) -> Fut,
    Fut: Future<Output = Result<Answer<T>>>,
{
    let caller = wire
        .caller(
            Api::Allpass,
            incoming.header(KEY_HEADER).unwrap_or_default(),
            incoming,
        )
        .await?;
    let method = caller.tenant.settings.allpass.encryption.clone();
    let body = encryption::request(&method, &incoming.body, incoming.header(SIGNATURE_HEADER))?.into_owned();
    let answer = call(Arc::clone(&wire.app), caller, body).await?;
    let plain = serde_json::to_vec(&answer.data).map_err(Error::internal)?;
    let Some(sealed) = encryption::seal(&method, &plain, wire.app.nonce())? else {
        return Ok((success, Json(Envelope::new(answer.data, answer.at))).into_response());
    };
    let signature = HeaderValue::from_str(&sealed.signature).map_err(Error::internal)?;
    let mut response = (success, Json(Envelope::new(sealed.data, answer.at))).into_response();
    response.headers_mut().insert(SIGNATURE_HEADER, signature);
    Ok(response)
}

/// An error in this wire's form. Our own faults are logged here, once, with their cause.
pub fn refuse(error: &Error, now: Timestamp) -> Response {
    if let Error::Internal(cause) | Error::Unavailable(cause) = error {
        tracing::error!(cause, "call failed: {error}");
    }
    refuse_with(failure(error, now))
}

/// A ready failure as HTTP.
pub fn refuse_with(failure: Failure) -> Response {
    let status = StatusCode::from_u16(failure.body.status_code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(failure.body)).into_response();
    if let Some(seconds) = failure.retry_after_seconds {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn refuse_unreadable(unreadable: Unreadable, now: Timestamp) -> Response {
    refuse_with(match unreadable {
        Unreadable::TooLarge => Failure::new(413, "the body is larger than 1 MiB", now),
        Unreadable::TooSlow => Failure::new(408, "the body did not arrive in time", now),
        Unreadable::BrokenOff => Failure::new(400, "the body broke off", now),
    })
}
