//! The door of this wire: who is calling, and the way out in the wire's own form.

use std::sync::Arc;

use app::App;
use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use domain::{Denial, Error, Reason, Result, credential::Caller, tenant::Api};
use serde::Serialize;

use super::{
    reply::{refuse, refuse_with},
    wire::Body,
};
use crate::http::{Incoming, Unreadable, Wire};

/// The header that may stand in for HTTP Basic, or repeat it.
const AUTH_HEADER: &str = "auth";

/// Runs one call: reads, authenticates, does it, answers.
pub async fn serve<T, F, Fut>(wire: Wire, request: Request, call: F) -> Response
where
    T: Serialize,
    F: FnOnce(Arc<App>, Caller, Body) -> Fut,
    Fut: Future<Output = Result<T>>,
{
    let incoming = match Incoming::read(request).await {
        Ok(incoming) => incoming,
        Err(Unreadable::TooLarge) => return refuse_with(413, "The body is larger than 1 MiB."),
        Err(Unreadable::TooSlow) => return refuse_with(408, "The body did not arrive in time."),
        Err(Unreadable::BrokenOff) => return refuse_with(400, "The body broke off."),
    };
    match answer(&wire, &incoming, call).await {
        Ok(data) => (StatusCode::OK, Json(data)).into_response(),
        Err(error) => refuse(&error),
    }
}

async fn answer<T, F, Fut>(wire: &Wire, incoming: &Incoming, call: F) -> Result<T>
where
    F: FnOnce(Arc<App>, Caller, Body) -> Fut,
    Fut: Future<Output = Result<T>>,
{
    let caller = caller(wire, incoming).await?;
    call(Arc::clone(&wire.app), caller, Body::parse(&incoming.body)?).await
}

/// The account of HTTP Basic (RFC 7617), or of `AUTH` where Basic is absent. Where both are sent, both must name the same account.
async fn caller(wire: &Wire, incoming: &Incoming) -> Result<Caller> {
    let basic = pair(&incoming.headers, "authorization", Some("basic"))?;
    let auth = pair(&incoming.headers, AUTH_HEADER, None)?;
    match (basic, auth) {
        (Some(basic), Some(auth)) if basic != auth => {
            let other = wire.app.caller(Api::CodegoKyc, &auth, incoming.address).await?;
            let caller = wire.caller(Api::CodegoKyc, &basic, incoming).await?;
            if caller.tenant.id == other.tenant.id {
                Ok(caller)
            } else {
                Err(Error::Unauthenticated(Denial::Wrong))
            }
        }
        (Some(pair), _) | (None, Some(pair)) => wire.caller(Api::CodegoKyc, &pair, incoming).await,
        (None, None) => Err(Error::Unauthenticated(Denial::Missing)),
    }
}

/// The `user:password` of a header; none where the header is absent.
fn pair(headers: &HeaderMap, name: &str, scheme: Option<&str>) -> Result<Option<String>> {
    let wrong = || Error::Unauthenticated(Denial::Wrong);
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(wrong());
    }
    let text = value.to_str().map_err(|_| wrong())?.trim();
    let encoded = match (scheme, text.split_once(' ')) {
        (Some(scheme), Some((given, encoded))) if given.eq_ignore_ascii_case(scheme) => encoded.trim(),
        (None, _) => text,
        _ => return Err(wrong()),
    };
    let decoded = BASE64.decode(encoded).map_err(|_| wrong())?;
    String::from_utf8(decoded).map(Some).map_err(|_| wrong())
}

/// Refuses an id that cannot be one before anything is looked up.
pub fn unique_id(text: String) -> Result<String> {
    values::bounded_text(&text, 255).map_err(|problem| Error::invalid("unique_id", Reason::from(problem)))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        lines
            .iter()
            .map(|(name, value)| {
                let name = axum::http::HeaderName::from_static(name);
                (name, HeaderValue::from_str(value).unwrap())
            })
            .collect()
    }

    #[test]
    fn a_pair_is_read_from_either_header() {
        let encoded = BASE64.encode("user:pass:word");
        let basic = format!("basic  {encoded}");
        let headers = headers(&[("authorization", &basic), ("auth", &encoded)]);
        let expected = Some("user:pass:word".to_owned());
        assert_eq!(pair(&headers, "authorization", Some("basic")).unwrap(), expected);
        assert_eq!(pair(&headers, AUTH_HEADER, None).unwrap(), expected);
        assert_eq!(pair(&HeaderMap::new(), AUTH_HEADER, None).unwrap(), None);
    }

    #[test]
    fn what_is_no_pair_is_refused() {
        for value in ["Bearer abc", "Basic", "Basic ***", "••••••", ""] {
            let headers = HeaderMap::from_iter([(
                axum::http::header::AUTHORIZATION,
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            )]);
            assert!(pair(&headers, "authorization", Some("basic")).is_err(), "{value}");
        }
    }
}
