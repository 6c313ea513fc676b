//! Applicants as officers see them, and decisions in an officer's name.

use axum::{
    extract::{Path, Query, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{Error, Noun, applicant::ApplicantStatus, decision::Decision};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use values::{ApplicantId, OfficerId, StepId};

use super::auth::{Operator, serve, tenant_id};

/// A decision in an officer's name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// Who decides.
    #[schema(value_type = String)]
    officer_id: OfficerId,
    /// The applicant's version that was looked at.
    version: i64,
    /// Verdict (`accept`, `resubmit`, `reject`), reason, comments.
    #[schema(value_type = Object)]
    decision: Decision,
}

/// Which applicants.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// One status.
    status: Option<String>,
    /// Part of a name, address, number or id.
    search: Option<String>,
    /// The last item's `id` of the page before.
    after: Option<String>,
}

/// One applicant with steps and timeline.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/applicants/{applicant}",
    tag = "Applicants", security(("operator" = [])),
    params(("tenant" = String, Path), ("applicant" = String, Path)),
    responses((status = 200, description = "One applicant with steps and timeline."))
)]
pub async fn read(
    State(operator): State<Operator>,
    Path((tenant, applicant)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let (dossier, events) = app.applicant_record(tenant_id(&tenant)?, applicant_id(&applicant)?).await?;
        Ok(json!({ "applicant": dossier.applicant, "flow": dossier.flow, "files": dossier.files, "events": events }))
    })
    .await
}

/// Decides on an applicant.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/applicants/{applicant}/decision",
    tag = "Applicants", security(("operator" = [])),
    params(("tenant" = String, Path), ("applicant" = String, Path)),
    request_body = Decide,
    responses((status = 200, description = "Decides on an applicant."))
)]
pub async fn decide(
    State(operator): State<Operator>,
    Path((tenant, applicant)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let decide: Decide = body.json()?;
        let desk = app.desk_on_behalf(tenant_id(&tenant)?, decide.officer_id).await?;
        let applicant = app
            .desk_decide(&desk, applicant_id(&applicant)?, decide.version, decide.decision)
            .await?;
        Ok(json!(applicant))
    })
    .await
}

/// Decides on one step.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/applicants/{applicant}/steps/{step}/decision",
    tag = "Applicants", security(("operator" = [])),
    params(("tenant" = String, Path), ("applicant" = String, Path), ("step" = String, Path)),
    request_body = Decide,
    responses((status = 200, description = "Decides on one step."))
)]
pub async fn step_decide(
    State(operator): State<Operator>,
    Path((tenant, applicant, step)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let decide: Decide = body.json()?;
        let desk = app.desk_on_behalf(tenant_id(&tenant)?, decide.officer_id).await?;
        let step = StepId::parse(&step).map_err(|_| Error::NotFound(Noun::Step))?;
        let applicant = applicant_id(&applicant)?;
        Ok(json!(
            app.desk_step_decide(&desk, applicant, decide.version, step, decide.decision)
                .await?
        ))
    })
    .await
}

/// Applicants, newest first.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/applicants",
    tag = "Applicants", security(("operator" = [])),
    params(("tenant" = String, Path), Which),
    responses((status = 200, description = "Applicants, newest first."))
)]
pub async fn list(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    Query(which): Query<Which>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let status = match which.status.as_deref().map(ApplicantStatus::parse) {
            Some(None) => {
                return Err(Error::invalid(
                    "status",
                    domain::Reason::Expected("one of the applicant's statuses"),
                ));
            }
            Some(found) => found,
            None => None,
        };
        let after = which.after.as_deref().map(applicant_id).transpose()?;
        let page = app
            .applicant_page(tenant_id(&tenant)?, status, which.search, after)
            .await?;
        Ok(json!({ "items": page.iter().map(|applicant| json!(applicant)).collect::<Vec<Value>>() }))
    })
    .await
}

fn applicant_id(text: &str) -> domain::Result<ApplicantId> {
    ApplicantId::parse(text).map_err(|_| Error::NotFound(Noun::Applicant))
}
