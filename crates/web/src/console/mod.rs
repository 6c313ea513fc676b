//! The officers' console: the queue, evidence, decisions, and everything a tenant is run with. Server-rendered; works without scripts.
//!
//! Knows no SQL and no vendor's wire; what an officer may do is decided by the application, pages only hide what cannot be used.

mod applicant;
mod audit;
mod chart;
mod credential;
mod decision;
mod delivery;
mod editor;
mod endpoint;
mod fact;
mod flow;
mod headers;
mod inquiry;
mod item;
mod job;
mod mail;
mod officer;
mod overview;
mod parts;
mod problem;
mod queue;
mod settings;
mod shell;
mod sign_in;
#[cfg(test)]
mod tests;
mod visit;
mod words;

use std::sync::Arc;

use app::App;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    response::Redirect,
    routing::{get, post},
};

pub(crate) use headers::secure;
pub(crate) use problem::html;

/// Where an asset is served.
pub(crate) fn asset(name: &str) -> String {
    format!("{}/{name}", crate::assets::prefix())
}

/// The longest form that is read, in bytes: a questionnaire with room to spare.
const FORM_BYTES_MAX: usize = 1_024 * 1_024;

/// The console's pages.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .merge(entrance())
        .merge(work())
        .merge(definitions())
        .merge(traffic())
        .merge(administration())
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(middleware::from_fn(secure))
}

fn entrance() -> Router<Arc<App>> {
    Router::new()
        .route("/console", get(|| async { Redirect::to("/console/queue") }))
        .route(
            "/console/sign-in",
            get(sign_in::sign_in_page).post(sign_in::password),
        )
        .route("/console/sign-in/code", post(sign_in::code))
        .route("/console/sign-out", post(sign_in::sign_out))
        .route(
            "/console/welcome/{secret}",
            get(sign_in::welcome_page).post(sign_in::enrol),
        )
}

fn work() -> Router<Arc<App>> {
    Router::new()
        .route("/console/overview", get(overview::page))
        .route("/console/queue", get(queue::page))
        .route("/console/applicants", get(applicant::list))
        .route("/console/applicants/{id}", get(applicant::page))
        .route("/console/applicants/{id}/release", post(applicant::release))
        .route("/console/applicants/{id}/decision", post(applicant::decide))
        .route(
            "/console/applicants/{id}/steps/{step}/decision",
            post(applicant::step_decide),
        )
        .route("/console/applicants/{id}/files/{file}", get(applicant::file))
}

fn definitions() -> Router<Arc<App>> {
    Router::new()
        .route("/console/flows", get(flow::flows))
        .route("/console/flows/new", get(flow::flow_new).post(flow::flow_create))
        .route(
            "/console/flows/{id}",
            get(flow::flow_page).post(flow::flow_change),
        )
        .route("/console/questionnaires", get(flow::questionnaires))
        .route(
            "/console/questionnaires/new",
            get(flow::questionnaire_new).post(flow::questionnaire_create),
        )
        .route(
            "/console/questionnaires/{id}",
            get(flow::questionnaire_page).post(flow::questionnaire_change),
        )
}

fn traffic() -> Router<Arc<App>> {
    Router::new()
        .route("/console/deliveries", get(delivery::list))
        .route("/console/deliveries/resend", post(delivery::resend_range))
        .route("/console/deliveries/{id}", get(delivery::page))
        .route("/console/deliveries/{id}/resend", post(delivery::resend_one))
        .route("/console/endpoints", get(endpoint::page).post(endpoint::create))
        .route("/console/endpoints/{id}/enable", post(endpoint::enable))
        .route("/console/endpoints/{id}/rotate", post(endpoint::rotate))
        .route("/console/endpoints/{id}/delete", post(endpoint::delete))
        .route("/console/mail", get(mail::list))
        .route("/console/mail/{id}", get(mail::page))
        .route("/console/jobs", get(job::page))
        .route("/console/jobs/{id}/retry", post(job::retry))
}

fn administration() -> Router<Arc<App>> {
    Router::new()
        .route("/console/settings", get(settings::page).post(settings::save))
        .route("/console/keys", get(credential::page).post(credential::create))
        .route("/console/keys/{id}/rotate", post(credential::rotate))
        .route("/console/keys/{id}/revoke", post(credential::revoke))
        .route("/console/officers", get(officer::page).post(officer::invite))
        .route("/console/officers/{id}/role", post(officer::set_role))
        .route("/console/officers/{id}/reset", post(officer::reset))
        .route("/console/officers/{id}/disable", post(officer::disable))
        .route("/console/officers/{id}/enable", post(officer::enable))
        .route("/console/audit", get(audit::page))
}
