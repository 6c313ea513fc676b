//! The pages on which the way ends: what happened, and what to do next, with the HTTP status that says the same.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use domain::{Conflict, Denial, Error, tenant::Tenant};
use serde_json::json;

use super::{
    guest::page,
    headers,
    view::{End, EndScreen, html},
};
use crate::text::Texts;

/// How an ending looks.
struct Ending {
    status: StatusCode,
    /// Part of the keys of its texts.
    key: &'static str,
    icon: &'static str,
    mark: &'static str,
    /// Whether trying the same again may help.
    may_retry: bool,
}

const fn ending(status: StatusCode, key: &'static str, icon: &'static str, may_retry: bool) -> Ending {
    let mark = match icon.as_bytes() {
        b"attention" => "mark-attention",
        b"check" => "mark-good",
        _ => "",
    };
    Ending {
        status,
        key,
        icon,
        mark,
        may_retry,
    }
}

fn ending_of(error: &Error) -> Ending {
    match error {
        Error::Unauthenticated(Denial::Expired) => ending(StatusCode::GONE, "expired", "clock", false),
        Error::Unauthenticated(_) => ending(StatusCode::NOT_FOUND, "void", "information", false),
        Error::Forbidden(Denial::Blocked | Denial::ModuleDisabled) => {
            ending(StatusCode::FORBIDDEN, "paused", "clock", false)
        }
        Error::Forbidden(_) => ending(StatusCode::FORBIDDEN, "form", "attention", true),
        Error::NotFound(_) => ending(StatusCode::NOT_FOUND, "missing", "information", false),
        Error::Conflict(Conflict::DeletionScheduled) => {
            ending(StatusCode::GONE, "deletion", "attention", false)
        }
        Error::Conflict(Conflict::NoTriesLeft) => ending(StatusCode::CONFLICT, "tries", "attention", false),
        Error::Conflict(Conflict::Finished) => ending(StatusCode::OK, "finished", "check", false),
        Error::RateLimited { .. } => ending(StatusCode::TOO_MANY_REQUESTS, "busy", "clock", true),
        Error::Invalid { .. } => ending(StatusCode::BAD_REQUEST, "upload", "attention", true),
        Error::Conflict(_) => ending(StatusCode::CONFLICT, "form", "attention", true),
        Error::Unavailable(_) => ending(StatusCode::SERVICE_UNAVAILABLE, "server", "attention", true),
        Error::Internal(_) => ending(StatusCode::INTERNAL_SERVER_ERROR, "server", "attention", true),
    }
}

/// The answer to something that was refused: a page, or its words for a script.
pub fn refused(
    error: &Error,
    t: &'static Texts,
    tenant: Option<&Tenant>,
    retry_url: &str,
    is_script: bool,
) -> Response {
    if let Error::Unavailable(cause) | Error::Internal(cause) = error {
        tracing::error!(cause, "a page could not be shown");
    }
    let ending = ending_of(error);
    let text = text(t, ending.key, tenant);
    let mut response = if is_script {
        (ending.status, Json(json!({ "problem": text, "field": "" }))).into_response()
    } else {
        let retry_url = if ending.may_retry { retry_url } else { "" };
        show(t, tenant, &ending, text, retry_url)
    };
    if let Error::RateLimited { retry_after_ms } = error {
        let seconds = retry_after_ms.div_ceil(1_000);
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    secure(response, tenant)
}

/// The applicant did not agree.
pub fn declined(t: &'static Texts, tenant: &Tenant, retry_url: &str) -> Response {
    let ending = ending(StatusCode::OK, "declined", "information", false);
    let screen = EndScreen {
        t,
        page: page(t, Some(tenant)),
        heading: t.say("declined-title"),
        end: End {
            text: t.say("declined-text"),
            icon: ending.icon,
            retry_url: retry_url.to_owned(),
            ..End::default()
        },
    };
    secure(answer(ending.status, &screen), Some(tenant))
}

fn show(
    t: &'static Texts,
    tenant: Option<&Tenant>,
    ending: &Ending,
    text: String,
    retry_url: &str,
) -> Response {
    let screen = EndScreen {
        t,
        page: page(t, tenant),
        heading: t.say(format!("error-{}-title", ending.key)),
        end: End {
            text,
            icon: ending.icon,
            mark: ending.mark,
            retry_url: retry_url.to_owned(),
            reference: String::new(),
        },
    };
    answer(ending.status, &screen)
}

fn answer(status: StatusCode, screen: &EndScreen) -> Response {
    match html(screen) {
        Ok(text) => (status, Html(text)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The sentence, with the tenant's name where it is known.
fn text(t: &Texts, key: &str, tenant: Option<&Tenant>) -> String {
    let anyone = format!("error-{key}-anyone");
    match tenant {
        Some(tenant) if key != "deletion" => t.with(format!("error-{key}-text"), "tenant", &tenant.name),
        _ if t.has(&anyone) => t.say(anyone),
        _ => t.say(format!("error-{key}-text")),
    }
}

fn secure(response: Response, tenant: Option<&Tenant>) -> Response {
    let origins = tenant.map(|tenant| tenant.settings.brand.frame_origins.as_slice());
    headers::secure(response, origins.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LANGUAGES;
    use domain::Noun;

    #[tokio::test]
    async fn every_refusal_has_its_status_and_a_whole_page_in_every_language() {
        let cases = [
            (Error::Unauthenticated(Denial::Expired), 410),
            (Error::Unauthenticated(Denial::Wrong), 404),
            (Error::NotFound(Noun::Session), 404),
            (Error::Forbidden(Denial::Blocked), 403),
            (Error::Forbidden(Denial::Forgery), 403),
            (Error::Conflict(Conflict::DeletionScheduled), 410),
            (Error::Conflict(Conflict::NoTriesLeft), 409),
            (Error::Conflict(Conflict::Finished), 200),
            (
                Error::RateLimited {
                    retry_after_ms: 1_500,
                },
                429,
            ),
            (Error::Unavailable("secret cause".into()), 503),
            (Error::Internal("secret cause".into()), 500),
        ];
        for language in LANGUAGES {
            for (error, status) in &cases {
                let response = refused(error, language.texts(), None, "/verify/t", false);
                assert_eq!(response.status(), *status, "{error:?}");
                assert!(response.headers().contains_key("content-security-policy"));
                let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
                let body = std::str::from_utf8(&body).unwrap();
                assert!(body.contains("</html>") && !body.contains("secret"), "{error:?}");
                assert!(!body.contains("error-"), "{error:?} {body}");
            }
        }
    }
}
