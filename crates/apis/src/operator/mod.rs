//! The operator's own API, `/operator/v1/*`: tenants and all that the console manages, with one bearer token for the installation.
//!
//! Our own wire: names are the domain's, errors are `{"error":{"code","message","field"}}`, every list is `{"items":[…]}`.

mod applicant;
mod auth;
mod flow;
mod officer;
mod record;
mod tenant;
mod webhook;

use axum::{Router, routing::any};
use domain::{Error, Noun};
use utoipa::openapi::{
    Info, OpenApi, OpenApiBuilder,
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub use auth::Operator;

/// The routes of this wire and their description.
pub fn router(operator: Operator) -> (Router, OpenApi) {
    let info = Info::builder()
        .title("Bulla operator API")
        .version("1")
        .description(Some(
            "Everything the console manages, for scripts. Authorisation: `Bearer` and the operator token.",
        ))
        .build();
    let described = OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info).build())
        .routes(routes!(tenant::list, tenant::create))
        .routes(routes!(tenant::read, tenant::change))
        .routes(routes!(tenant::credentials, tenant::credential_create))
        .routes(routes!(tenant::credential_rotate))
        .routes(routes!(tenant::credential_end))
        .routes(routes!(webhook::endpoints, webhook::endpoint_create))
        .routes(routes!(webhook::endpoint_change, webhook::endpoint_delete))
        .routes(routes!(webhook::endpoint_rotate))
        .routes(routes!(webhook::deliveries))
        .routes(routes!(webhook::delivery))
        .routes(routes!(webhook::delivery_resend))
        .routes(routes!(webhook::endpoint_resend))
        .routes(routes!(flow::flows, flow::flow_create))
        .routes(routes!(flow::flow_change))
        .routes(routes!(flow::questionnaires, flow::questionnaire_create))
        .routes(routes!(flow::questionnaire_change))
        .routes(routes!(officer::list, officer::invite))
        .routes(routes!(officer::change))
        .routes(routes!(officer::reset))
        .routes(routes!(applicant::list))
        .routes(routes!(applicant::read))
        .routes(routes!(applicant::decide))
        .routes(routes!(applicant::step_decide))
        .routes(routes!(record::mails))
        .routes(routes!(record::jobs))
        .routes(routes!(record::job_retry))
        .routes(routes!(record::audit))
        .routes(routes!(record::audit_verify));
    let (router, mut description) = described.split_for_parts();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    description
        .components
        .get_or_insert_default()
        .add_security_scheme("operator", bearer);
    let router = router
        .route(
            "/operator/{*rest}",
            any(async || auth::refuse(&Error::NotFound(Noun::Page))),
        )
        .with_state(operator);
    (router, description)
}
