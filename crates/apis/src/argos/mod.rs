//! The Argos identity check, `/v3/*` and the form address.
//!
//! Quirks that live here and nowhere else (all in `docs/apis/argos.md`):
//! - a key that is missing or wrong is 403, and most errors are 400;
//! - every call has its own form of errors;
//! - keys whose values are unknown are left out;
//! - answers, requests and webhooks may be encrypted, and the form address's parameters too;
//! - a submission's id is our applicant's external id;
//! - the last characters of identity numbers are hidden.

mod auth;
mod deletion;
pub mod encryption;
mod enums;
mod form;
mod query;
mod reject;
mod render;
pub mod reply;
mod request;
mod submission;
mod webhook;
pub mod wire;

use axum::{Router, response::Response};
use utoipa::openapi::{
    Info, OpenApi, OpenApiBuilder,
    security::{ApiKey, ApiKeyValue, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub use webhook::{EVENT_NAMES, Renderer};

use crate::http::Wire;

/// The routes of this wire and their description.
pub fn router(wire: Wire) -> (Router, OpenApi) {
    let info = Info::builder()
        .title("Argos identity check")
        .version("3")
        .description(Some(
            "Submissions and the form address that makes them. Authorisation by `x-api-key`.",
        ))
        .build();
    let described = OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info).build())
        .routes(routes!(
            submission::list,
            submission::edit,
            submission::replace,
            deletion::delete
        ))
        .routes(routes!(submission::same_person))
        .routes(routes!(submission::migrate))
        .routes(routes!(submission::review))
        .routes(routes!(deletion::delete_parts))
        .routes(routes!(form::enter));
    let (router, mut description) = described.split_for_parts();
    let key = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(auth::KEY_HEADER)));
    description
        .components
        .get_or_insert_default()
        .add_security_scheme("key", key);
    let router = router
        .route("/v3/{*rest}", axum::routing::any(no_such_call))
        .method_not_allowed_fallback(no_such_call)
        .with_state(wire);
    (router, description)
}

/// The vendor's gateway says the same of a path and of a method that it does not know.
async fn no_such_call() -> Response {
    auth::refuse(reply::Failure::gateway(403, "Missing Authentication Token"))
}
