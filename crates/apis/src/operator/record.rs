//! What has happened: outbox, jobs, audit log.

use app::mail::OutboxMail;
use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{Error, Noun, event::Actor};
use serde_json::{Value, json};
use values::JobId;

use super::auth::{Operator, serve, tenant_id};

/// The newest mails of a tenant.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/mails",
    tag = "Records", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "The newest mails of a tenant."))
)]
pub async fn mails(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let items: Vec<Value> = app
            .mails(tenant_id(&tenant)?, None)
            .await?
            .iter()
            .map(mail_json)
            .collect();
        Ok(json!({ "items": items }))
    })
    .await
}

/// Jobs of a tenant, dead ones first.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/jobs",
    tag = "Records", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "Jobs of a tenant, dead ones first."))
)]
pub async fn jobs(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        Ok(json!({ "items": app.jobs(tenant_id(&tenant)?).await? }))
    })
    .await
}

/// Runs a dead job again.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/jobs/{job}/retry",
    tag = "Records", security(("operator" = [])),
    params(("tenant" = String, Path), ("job" = String, Path)),
    responses((status = 200, description = "Runs a dead job again."))
)]
pub async fn job_retry(
    State(operator): State<Operator>,
    Path((tenant, job)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let id = JobId::parse(&job).map_err(|_| Error::NotFound(Noun::Job))?;
        app.job_retry(tenant_id(&tenant)?, id, Actor::Operator).await?;
        Ok(json!({ "planned": true }))
    })
    .await
}

/// The newest entries of the audit log.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/audit",
    tag = "Records", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "The newest entries of the audit log."))
)]
pub async fn audit(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        Ok(json!({ "items": app.audit_page(tenant_id(&tenant)?, None, "").await? }))
    })
    .await
}

/// Checks the whole chain.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/audit/verify",
    tag = "Records", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "Checks the whole chain."))
)]
pub async fn audit_verify(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let report = app.audit_verify(tenant_id(&tenant)?).await?;
        let broken = report
            .broken
            .map(|broken| json!({ "sequence": broken.sequence, "problem": broken.problem }));
        Ok(json!({ "entries": report.entries, "hash": report.hash, "broken": broken }))
    })
    .await
}

fn mail_json(outbox: &OutboxMail) -> Value {
    json!({
        "id": outbox.mail.id,
        "recipient": outbox.mail.recipient,
        "template": outbox.mail.template,
        "status": outbox.mail.status,
        "created_at": outbox.mail.created_at,
        "sent_at": outbox.mail.sent_at,
        "subject": outbox.content.subject,
        "text": outbox.content.text,
    })
}
