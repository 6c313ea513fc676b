//! The Allpass Open API, `/api/public/*`.
//!
//! Quirks that live here and nowhere else (all in `docs/apis/allpass.md`):
//! - HTTP 201 goes with `statusCode` 200 in the body;
//! - an applicant is named by our id or by the client's own;
//! - `flowId` is a number in answers and a text in `moveToFlow`;
//! - answers and webhooks may be encrypted, requests may be either;
//! - every documented key is present, null where nothing is known.

mod applicant;
mod auth;
mod comparison;
mod encryption;
mod enums;
mod link;
mod questionnaire;
mod render;
pub mod reply;
mod webhook;
pub mod wire;

use axum::{Router, extract::Request, response::Response};
use domain::{Error, Noun};
use sha2::{Digest, Sha256};
use utoipa::openapi::{
    Info, OpenApi, OpenApiBuilder,
    security::{ApiKey, ApiKeyValue, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use values::TenantId;

pub use webhook::{EVENT_NAMES, Renderer};

use crate::http::Wire;

/// The routes of this wire and their description.
pub fn router(wire: Wire) -> (Router, OpenApi) {
    let info = Info::builder()
        .title("Allpass Open API")
        .version("1")
        .description(Some(
            "Applicants, flows, links and questionnaires. Authorisation by `x-private-app-key`.",
        ))
        .build();
    let described = OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info).build())
        .routes(routes!(applicant::create))
        .routes(routes!(applicant::read))
        .routes(routes!(applicant::status))
        .routes(routes!(applicant::move_to_flow))
        .routes(routes!(applicant::schedule_deletion))
        .routes(routes!(applicant::restore))
        .routes(routes!(link::create))
        .routes(routes!(questionnaire::read));
    let (router, mut description) = described.split_for_parts();
    let key = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(auth::KEY_HEADER)));
    description
        .components
        .get_or_insert_default()
        .add_security_scheme("key", key);
    let router = router
        .route("/api/public/{*rest}", axum::routing::any(no_such_call))
        .method_not_allowed_fallback(wrong_method)
        .with_state(wire);
    (router, description)
}

async fn no_such_call(axum::extract::State(wire): axum::extract::State<Wire>, _request: Request) -> Response {
    auth::refuse(&Error::NotFound(Noun::Page), wire.app.now())
}

async fn wrong_method(axum::extract::State(wire): axum::extract::State<Wire>) -> Response {
    auth::refuse_with(reply::Failure::new(
        405,
        "this call has another method",
        wire.app.now(),
    ))
}

/// The `appKey` of a tenant's application: stays the same when keys are rotated.
pub fn app_key(tenant_id: TenantId) -> String {
    let digest = Sha256::digest(format!("allpass application of {tenant_id}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
