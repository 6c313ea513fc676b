//! Codego KYC, `/api/*`: nine calls under twelve documented paths.
//!
//! Quirks that live here and nowhere else (all in `docs/apis/codego-kyc.md`):
//! - every call is a POST with a JSON body, reading ones too;
//! - the account is named by HTTP Basic, or by the same pair in the header `AUTH`;
//! - `status` is the text `"200"` when an applicant is created and the number 200 everywhere else;
//! - `unique_id` is the applicant's external id;
//! - `addtional_doc` is spelled so, and so is `Verifed` for clients that ask for it;
//! - errors are 400, 401, 404 and 500 alone, with `message` in words.

mod applicant;
mod auth;
mod confirmation;
mod document;
mod render;
pub mod reply;
mod webhook;
pub mod wire;

use axum::{Router, extract::Request, response::Response};
use domain::{Error, Noun};
use utoipa::openapi::{
    Info, OpenApi, OpenApiBuilder,
    security::{Http, HttpAuthScheme, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub use webhook::{EVENT_NAMES, Renderer};

use crate::http::Wire;

/// The routes of this wire and their description.
pub fn router(wire: Wire) -> (Router, OpenApi) {
    let info = Info::builder()
        .title("Codego KYC")
        .version("1")
        .description(Some(
            "Applicants, documents, confirmations. Authorisation by HTTP Basic, or by the same pair in the header `AUTH`.",
        ))
        .build();
    let described = OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info).build())
        .routes(routes!(applicant::create))
        .routes(routes!(applicant::create_alias))
        .routes(routes!(applicant::read))
        .routes(routes!(applicant::read_alias))
        .routes(routes!(applicant::documents))
        .routes(routes!(document::request))
        .routes(routes!(document::request_alias))
        .routes(routes!(document::request_additional))
        .routes(routes!(document::request_additional_alias))
        .routes(routes!(document::history))
        .routes(routes!(confirmation::send))
        .routes(routes!(confirmation::request_report))
        .routes(routes!(confirmation::read));
    let (router, mut description) = described.split_for_parts();
    description
        .components
        .get_or_insert_default()
        .add_security_scheme("basic", SecurityScheme::Http(Http::new(HttpAuthScheme::Basic)));
    let router = router
        .route("/api/{*rest}", axum::routing::any(no_such_call))
        .method_not_allowed_fallback(wrong_method)
        .with_state(wire);
    (router, description)
}

async fn no_such_call(_request: Request) -> Response {
    reply::refuse(&Error::NotFound(Noun::Page))
}

async fn wrong_method() -> Response {
    reply::refuse_with(405, "this call is a POST")
}
