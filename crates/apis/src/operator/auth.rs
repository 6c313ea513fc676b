//! The door of the operator API: one bearer token, JSON in and out, errors in one form.

use std::sync::Arc;

use app::App;
use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Denial, Error, Reason, Result};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use values::TenantId;

use crate::http::{Incoming, Unreadable};

/// What the routes share.
#[derive(Clone)]
pub struct Operator {
    /// The product.
    pub app: Arc<App>,
    /// SHA-256 of the operator token.
    pub token_sha256: [u8; 32],
}

impl Operator {
    /// Compares by hash, so that neither length nor content tells by timing.
    fn admit(&self, incoming: &Incoming) -> Result<()> {
        let given = incoming.header("authorization").unwrap_or_default();
        let (scheme, token) = given
            .split_once(' ')
            .ok_or(Error::Unauthenticated(Denial::Missing))?;
        let is_right = self.token_sha256.ct_eq(&Sha256::digest(token.trim()));
        if scheme.eq_ignore_ascii_case("bearer") && bool::from(is_right) {
            Ok(())
        } else {
            Err(Error::Unauthenticated(Denial::Wrong))
        }
    }
}

/// Runs one call with its body.
pub async fn serve<F, Fut>(operator: Operator, request: Request, success: StatusCode, call: F) -> Response
where
    F: FnOnce(Arc<App>, Body) -> Fut,
    Fut: Future<Output = Result<Value>>,
{
    let incoming = match Incoming::read(request).await {
        Ok(incoming) => incoming,
        Err(unreadable) => return unreadable_answer(unreadable),
    };
    let answer = match operator.admit(&incoming) {
        Ok(()) => once(&operator.app, &incoming, call).await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(value) => (success, Json(value)).into_response(),
        Err(error) => refuse(&error),
    }
}

/// Runs the call at most once for its idempotency key, where it has one.
async fn once<F, Fut>(app: &Arc<App>, incoming: &Incoming, call: F) -> Result<Value>
where
    F: FnOnce(Arc<App>, Body) -> Fut,
    Fut: Future<Output = Result<Value>>,
{
    let body = Body(incoming.body.to_vec());
    let Some(idempotency) = incoming.idempotency()? else {
        return call(Arc::clone(app), body).await;
    };
    if let Some(first) = app.operator_call_begin(&idempotency).await? {
        return Ok(first);
    }
    let answer = call(Arc::clone(app), body).await;
    app.operator_call_end(&idempotency, answer.as_ref().ok()).await?;
    answer
}

/// A request's body.
pub struct Body(Vec<u8>);

impl Body {
    /// Reads the body as JSON; the message names what is wrong and where.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.0)
            .map_err(|problem| Error::invalid("body", Reason::Other(problem.to_string())))
    }
}

/// A tenant's id out of a path.
///
/// # Errors
/// [`Noun::Tenant`](domain::Noun::Tenant) was not found.
pub fn tenant_id(text: &str) -> Result<TenantId> {
    TenantId::parse(text).map_err(|_| Error::NotFound(domain::Noun::Tenant))
}

/// An error in this wire's form.
pub fn refuse(error: &Error) -> Response {
    if let Error::Internal(cause) | Error::Unavailable(cause) = error {
        tracing::error!(cause, "call failed: {error}");
    }
    let (status, code) = match error {
        Error::Unauthenticated(_) => (StatusCode::UNAUTHORIZED, "unauthenticated"),
        Error::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
        Error::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
        Error::Invalid { .. } => (StatusCode::BAD_REQUEST, "invalid"),
        Error::Conflict(_) => (StatusCode::CONFLICT, "conflict"),
        Error::RateLimited { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
        Error::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        Error::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    };
    let field = match error {
        Error::Invalid { field, .. } => Some(*field),
        _ => None,
    };
    let body = json!({ "error": { "code": code, "message": error.to_string(), "field": field } });
    let mut response = (status, Json(body)).into_response();
    if let Error::RateLimited { retry_after_ms } = error {
        response.headers_mut().insert(
            header::RETRY_AFTER,
            HeaderValue::from(retry_after_ms.div_ceil(1_000)),
        );
    }
    response
}

fn unreadable_answer(unreadable: Unreadable) -> Response {
    let (status, message) = match unreadable {
        Unreadable::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 1 MiB"),
        Unreadable::TooSlow => (StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time"),
        Unreadable::BrokenOff => (StatusCode::BAD_REQUEST, "the body broke off"),
    };
    (
        status,
        Json(json!({ "error": { "code": "unreadable", "message": message, "field": null } })),
    )
        .into_response()
}
