//! Tenants and their API keys.

use std::time::Duration;

use app::{
    credential::NewKey,
    tenant::{NewTenant, TenantChange},
};
use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Error, Noun,
    credential::Credential,
    event::Actor,
    tenant::{Api, Mode, Settings, Tenant},
};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use values::CredentialId;

use super::auth::{Operator, serve, tenant_id};

/// A new tenant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTenant {
    /// What applicants read.
    name: String,
    /// `sandbox` or `live`.
    #[schema(value_type = String)]
    mode: Mode,
    /// APIs that it may call; all when absent.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    modules: Option<Vec<Api>>,
    /// Settings that differ from the defaults.
    #[serde(default)]
    #[schema(value_type = Object)]
    settings: Settings,
}

/// What is to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeTenant {
    /// What applicants read.
    name: Option<String>,
    /// Refuse every call and page.
    is_blocked: Option<bool>,
    /// APIs that it may call.
    #[schema(value_type = Option<Vec<String>>)]
    modules: Option<Vec<Api>>,
    /// All settings; those that are absent become the default.
    #[schema(value_type = Option<Object>)]
    settings: Option<Settings>,
}

/// A new key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCredential {
    /// The API it opens.
    #[schema(value_type = String)]
    api: Api,
    /// What people call it.
    label: String,
}

/// How a key gives way to another.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// Hours that the old one lives on.
    #[serde(default)]
    overlap_hours: u32,
}

impl Overlap {
    /// As a duration.
    pub fn duration(&self) -> Duration {
        Duration::from_secs(u64::from(self.overlap_hours) * 3_600)
    }
}

/// Every tenant, oldest first.
#[utoipa::path(
    get, path = "/operator/v1/tenants",
    tag = "Tenants", security(("operator" = [])),
    responses((status = 200, description = "Every tenant, oldest first."))
)]
pub async fn list(State(operator): State<Operator>, request: Request) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let items: Vec<Value> = app.tenants().await?.iter().map(tenant_json).collect();
        Ok(json!({ "items": items }))
    })
    .await
}

/// Makes a tenant.
#[utoipa::path(
    post, path = "/operator/v1/tenants",
    tag = "Tenants", security(("operator" = [])),
    request_body = CreateTenant,
    responses((status = 201, description = "Makes a tenant."))
)]
pub async fn create(State(operator): State<Operator>, request: Request) -> Response {
    serve(operator, request, StatusCode::CREATED, |app, body| async move {
        let new: CreateTenant = body.json()?;
        let modules = new.modules.unwrap_or_else(|| Api::ALL.to_vec());
        let new = NewTenant {
            name: new.name,
            mode: new.mode,
            modules,
            settings: new.settings,
        };
        Ok(tenant_json(&app.tenant_create(new, Actor::Operator).await?))
    })
    .await
}

/// One tenant.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}",
    tag = "Tenants", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "One tenant."))
)]
pub async fn read(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        Ok(tenant_json(&app.tenant(tenant_id(&tenant)?).await?))
    })
    .await
}

/// Changes a tenant.
#[utoipa::path(
    patch, path = "/operator/v1/tenants/{tenant}",
    tag = "Tenants", security(("operator" = [])),
    params(("tenant" = String, Path)),
    request_body = ChangeTenant,
    responses((status = 200, description = "Changes a tenant."))
)]
pub async fn change(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let change: ChangeTenant = body.json()?;
        let change = TenantChange {
            name: change.name,
            is_blocked: change.is_blocked,
            modules: change.modules,
            settings: change.settings,
        };
        Ok(tenant_json(
            &app.tenant_change(tenant_id(&tenant)?, change, Actor::Operator)
                .await?,
        ))
    })
    .await
}

/// Keys of a tenant, newest first.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/credentials",
    tag = "Keys", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "Keys of a tenant, newest first."))
)]
pub async fn credentials(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let credentials = app.credentials(tenant_id(&tenant)?).await?;
        Ok(json!({ "items": credentials }))
    })
    .await
}

/// Makes a key; it is shown this once.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/credentials",
    tag = "Keys", security(("operator" = [])),
    params(("tenant" = String, Path)),
    request_body = CreateCredential,
    responses((status = 201, description = "Makes a key; it is shown this once."))
)]
pub async fn credential_create(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::CREATED, |app, body| async move {
        let new: CreateCredential = body.json()?;
        let made = app
            .credential_create(tenant_id(&tenant)?, new.api, &new.label, Actor::Operator)
            .await?;
        Ok(new_key_json(&made))
    })
    .await
}

/// Makes a key in place of another.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/credentials/{credential}/rotate",
    tag = "Keys", security(("operator" = [])),
    params(("tenant" = String, Path), ("credential" = String, Path)),
    request_body = Overlap,
    responses((status = 201, description = "Makes a key in place of another."))
)]
pub async fn credential_rotate(
    State(operator): State<Operator>,
    Path((tenant, credential)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::CREATED, |app, body| async move {
        let overlap = body.json::<Overlap>()?.duration();
        let made = app
            .credential_rotate(
                tenant_id(&tenant)?,
                credential_id(&credential)?,
                overlap,
                Actor::Operator,
            )
            .await?;
        Ok(new_key_json(&made))
    })
    .await
}

/// Ends a key at once.
#[utoipa::path(
    delete, path = "/operator/v1/tenants/{tenant}/credentials/{credential}",
    tag = "Keys", security(("operator" = [])),
    params(("tenant" = String, Path), ("credential" = String, Path)),
    responses((status = 200, description = "Ends a key at once."))
)]
pub async fn credential_end(
    State(operator): State<Operator>,
    Path((tenant, credential)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        app.credential_end(
            tenant_id(&tenant)?,
            credential_id(&credential)?,
            Duration::ZERO,
            Actor::Operator,
        )
        .await?;
        Ok(json!({ "ended": true }))
    })
    .await
}

fn credential_id(text: &str) -> domain::Result<CredentialId> {
    CredentialId::parse(text).map_err(|_| Error::NotFound(Noun::Credential))
}

fn tenant_json(tenant: &Tenant) -> Value {
    json!(tenant)
}

fn new_key_json(made: &NewKey) -> Value {
    let Credential {
        id,
        api,
        label,
        hint,
        created_at,
        ..
    } = &made.credential;
    json!({ "id": id, "api": api, "label": label, "hint": hint, "created_at": created_at, "key": made.key })
}
