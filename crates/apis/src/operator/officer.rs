//! Console users.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Error, Noun,
    event::Actor,
    officer::{Officer, Role},
};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use values::OfficerId;

use super::auth::{Operator, serve, tenant_id};

/// An invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// Signs in with it.
    email: String,
    /// What colleagues read.
    name: String,
    /// `reviewer`, `senior` or `admin`.
    #[schema(value_type = String)]
    role: Role,
}

/// What is to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeOfficer {
    /// `reviewer`, `senior` or `admin`.
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
    /// Switched off or on.
    is_disabled: Option<bool>,
}

/// Officers of a tenant by number.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/officers",
    tag = "Officers", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "Officers of a tenant by number."))
)]
pub async fn list(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let items: Vec<Value> = app
            .officers(tenant_id(&tenant)?)
            .await?
            .iter()
            .map(officer_json)
            .collect();
        Ok(json!({ "items": items }))
    })
    .await
}

/// Invites an officer; the link works once.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/officers",
    tag = "Officers", security(("operator" = [])),
    params(("tenant" = String, Path)),
    request_body = Invite,
    responses((status = 201, description = "Invites an officer; the link works once."))
)]
pub async fn invite(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::CREATED, |app, body| async move {
        let invite: Invite = body.json()?;
        let tenant = tenant_id(&tenant)?;
        let (officer, url) = app
            .officer_invite(tenant, &invite.email, &invite.name, invite.role, Actor::Operator)
            .await?;
        let mut value = officer_json(&officer);
        value["invitation_url"] = json!(url);
        Ok(value)
    })
    .await
}

/// Changes role or switches off and on.
#[utoipa::path(
    patch, path = "/operator/v1/tenants/{tenant}/officers/{officer}",
    tag = "Officers", security(("operator" = [])),
    params(("tenant" = String, Path), ("officer" = String, Path)),
    request_body = ChangeOfficer,
    responses((status = 200, description = "Changes role or switches off and on."))
)]
pub async fn change(
    State(operator): State<Operator>,
    Path((tenant, officer)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let change: ChangeOfficer = body.json()?;
        let (tenant, officer) = (tenant_id(&tenant)?, officer_id(&officer)?);
        if let Some(role) = change.role {
            app.officer_role(tenant, officer, role, Actor::Operator).await?;
        }
        if let Some(is_disabled) = change.is_disabled {
            app.officer_disable(tenant, officer, is_disabled, Actor::Operator)
                .await?;
        }
        Ok(json!({ "changed": true }))
    })
    .await
}

/// Takes password and second factor away; answers a new invitation.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/officers/{officer}/reset",
    tag = "Officers", security(("operator" = [])),
    params(("tenant" = String, Path), ("officer" = String, Path)),
    responses((status = 200, description = "Takes password and second factor away; answers a new invitation."))
)]
pub async fn reset(
    State(operator): State<Operator>,
    Path((tenant, officer)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let url = app
            .officer_reset(tenant_id(&tenant)?, officer_id(&officer)?, Actor::Operator)
            .await?;
        Ok(json!({ "invitation_url": url }))
    })
    .await
}

fn officer_id(text: &str) -> domain::Result<OfficerId> {
    OfficerId::parse(text).map_err(|_| Error::NotFound(Noun::Officer))
}

fn officer_json(officer: &Officer) -> Value {
    json!({
        "id": officer.id,
        "number": officer.number,
        "email": officer.email,
        "name": officer.name,
        "role": officer.role,
        "is_enrolled": officer.password_hash.is_some(),
        "locked_until": officer.locked_until,
        "disabled_at": officer.disabled_at,
        "created_at": officer.created_at,
    })
}
