//! Webhook endpoints and deliveries.

use app::webhook::NewEndpoint;
use axum::{
    extract::{Path, Query, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Error, Noun,
    event::Actor,
    tenant::Api,
    webhook::{Attempt, Delivery, DeliveryStatus, Endpoint},
};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use values::{ApplicantId, DeliveryId, EndpointId, Timestamp};

use super::{
    auth::{Operator, serve, tenant_id},
    tenant::Overlap,
};

/// A new endpoint.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateEndpoint {
    /// The API whose bodies it understands.
    #[schema(value_type = String)]
    api: Api,
    /// Where to; https.
    url: String,
    /// Event names that it wants; empty means all.
    #[serde(default)]
    events: Vec<String>,
}

/// What an endpoint becomes; it is switched on again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeEndpoint {
    /// Where to; https.
    url: String,
    /// Event names that it wants; empty means all.
    #[serde(default)]
    events: Vec<String>,
}

/// A time range, ISO 8601.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// From this instant.
    #[schema(value_type = String)]
    from: Timestamp,
    /// Before this one.
    #[schema(value_type = String)]
    until: Timestamp,
}

/// Which deliveries.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// `pending`, `delivered` or `dead`.
    status: Option<String>,
    /// Only of this endpoint.
    endpoint: Option<String>,
    /// Only about this applicant.
    applicant: Option<String>,
    /// The last item's `id` of the page before.
    after: Option<String>,
}

/// Endpoints of a tenant.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/endpoints",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "Endpoints of a tenant."))
)]
pub async fn endpoints(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let items: Vec<Value> = app
            .endpoints(tenant_id(&tenant)?)
            .await?
            .iter()
            .map(endpoint_json)
            .collect();
        Ok(json!({ "items": items }))
    })
    .await
}

/// Makes an endpoint; its secret is shown this once.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/endpoints",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path)),
    request_body = CreateEndpoint,
    responses((status = 201, description = "Makes an endpoint; its secret is shown this once."))
)]
pub async fn endpoint_create(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::CREATED, |app, body| async move {
        let new: CreateEndpoint = body.json()?;
        let new = NewEndpoint {
            api: new.api,
            url: new.url,
            events: new.events,
        };
        Ok(with_secret(
            &app.endpoint_create(tenant_id(&tenant)?, new, Actor::Operator)
                .await?,
        ))
    })
    .await
}

/// Changes an endpoint and switches it on.
#[utoipa::path(
    put, path = "/operator/v1/tenants/{tenant}/endpoints/{endpoint}",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path), ("endpoint" = String, Path)),
    request_body = ChangeEndpoint,
    responses((status = 200, description = "Changes an endpoint and switches it on."))
)]
pub async fn endpoint_change(
    State(operator): State<Operator>,
    Path((tenant, endpoint)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let change: ChangeEndpoint = body.json()?;
        let (tenant, endpoint) = (tenant_id(&tenant)?, endpoint_id(&endpoint)?);
        Ok(endpoint_json(
            &app.endpoint_change(tenant, endpoint, change.url, change.events, Actor::Operator)
                .await?,
        ))
    })
    .await
}

/// Deletes an endpoint.
#[utoipa::path(
    delete, path = "/operator/v1/tenants/{tenant}/endpoints/{endpoint}",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path), ("endpoint" = String, Path)),
    responses((status = 200, description = "Deletes an endpoint."))
)]
pub async fn endpoint_delete(
    State(operator): State<Operator>,
    Path((tenant, endpoint)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        app.endpoint_delete(tenant_id(&tenant)?, endpoint_id(&endpoint)?, Actor::Operator)
            .await?;
        Ok(json!({ "deleted": true }))
    })
    .await
}

/// Makes a new secret; both sign for a while.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/endpoints/{endpoint}/rotate",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path), ("endpoint" = String, Path)),
    request_body = Overlap,
    responses((status = 200, description = "Makes a new secret; both sign for a while."))
)]
pub async fn endpoint_rotate(
    State(operator): State<Operator>,
    Path((tenant, endpoint)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let overlap = body.json::<Overlap>()?.duration();
        Ok(with_secret(
            &app.endpoint_rotate(
                tenant_id(&tenant)?,
                endpoint_id(&endpoint)?,
                overlap,
                Actor::Operator,
            )
            .await?,
        ))
    })
    .await
}

/// Sends all deliveries of a time range again.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/endpoints/{endpoint}/resend",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path), ("endpoint" = String, Path)),
    request_body = Range,
    responses((status = 200, description = "Sends all deliveries of a time range again."))
)]
pub async fn endpoint_resend(
    State(operator): State<Operator>,
    Path((tenant, endpoint)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let range: Range = body.json()?;
        let (tenant, endpoint) = (tenant_id(&tenant)?, endpoint_id(&endpoint)?);
        let count = app
            .delivery_resend_range(tenant, endpoint, range.from, range.until, Actor::Operator)
            .await?;
        Ok(json!({ "count": count }))
    })
    .await
}

/// One delivery with its attempts.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/deliveries/{delivery}",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path), ("delivery" = String, Path)),
    responses((status = 200, description = "One delivery with its attempts."))
)]
pub async fn delivery(
    State(operator): State<Operator>,
    Path((tenant, delivery)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let (delivery, attempts) = app.delivery(tenant_id(&tenant)?, delivery_id(&delivery)?).await?;
        let mut value = delivery_json(&delivery);
        value["body"] = json!(String::from_utf8_lossy(&delivery.body));
        value["headers"] = json!(delivery.headers);
        value["tries"] = attempts.iter().map(attempt_json).collect();
        Ok(value)
    })
    .await
}

/// Sends a delivery again: same id, same bytes.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/deliveries/{delivery}/resend",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path), ("delivery" = String, Path)),
    responses((status = 200, description = "Sends a delivery again: same id, same bytes."))
)]
pub async fn delivery_resend(
    State(operator): State<Operator>,
    Path((tenant, delivery)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        app.delivery_resend(tenant_id(&tenant)?, delivery_id(&delivery)?, Actor::Operator)
            .await?;
        Ok(json!({ "planned": true }))
    })
    .await
}

/// Deliveries, newest first.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/deliveries",
    tag = "Webhooks", security(("operator" = [])),
    params(("tenant" = String, Path), Which),
    responses((status = 200, description = "Deliveries, newest first."))
)]
pub async fn deliveries(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    Query(which): Query<Which>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        let tenant = tenant_id(&tenant)?;
        let after = match &which.after {
            Some(id) => Some(delivery_id(id)?),
            None => None,
        };
        let filter = app::webhook::DeliveryQuery {
            status: which.status.as_deref().map(status).transpose()?,
            endpoint_id: which.endpoint.as_deref().map(endpoint_id).transpose()?,
            applicant_id: which.applicant.as_deref().map(applicant_id).transpose()?,
            after,
        };
        let items: Vec<Value> = app
            .delivery_page(tenant, filter)
            .await?
            .iter()
            .map(delivery_json)
            .collect();
        Ok(json!({ "items": items }))
    })
    .await
}

fn status(word: &str) -> domain::Result<DeliveryStatus> {
    DeliveryStatus::parse(word).ok_or(Error::invalid(
        "status",
        domain::Reason::Expected("pending, delivered or dead"),
    ))
}

fn endpoint_id(text: &str) -> domain::Result<EndpointId> {
    EndpointId::parse(text).map_err(|_| Error::NotFound(Noun::Endpoint))
}

fn delivery_id(text: &str) -> domain::Result<DeliveryId> {
    DeliveryId::parse(text).map_err(|_| Error::NotFound(Noun::Delivery))
}

fn applicant_id(text: &str) -> domain::Result<ApplicantId> {
    ApplicantId::parse(text).map_err(|_| Error::NotFound(Noun::Applicant))
}

fn endpoint_json(endpoint: &Endpoint) -> Value {
    json!({
        "id": endpoint.id,
        "api": endpoint.api,
        "url": endpoint.url,
        "events": endpoint.events,
        "failing_since": endpoint.failing_since,
        "disabled_at": endpoint.disabled_at,
        "created_at": endpoint.created_at,
    })
}

fn with_secret(endpoint: &Endpoint) -> Value {
    let mut value = endpoint_json(endpoint);
    value["secret"] = json!(endpoint.secrets.first().map(|secret| &secret.secret));
    value
}

fn delivery_json(delivery: &Delivery) -> Value {
    json!({
        "id": delivery.id,
        "endpoint_id": delivery.endpoint_id,
        "applicant_id": delivery.applicant_id,
        "event": delivery.event_name,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "next_at": delivery.next_at,
        "created_at": delivery.created_at,
    })
}

fn attempt_json(attempt: &Attempt) -> Value {
    json!({
        "number": attempt.number,
        "at": attempt.at,
        "status": attempt.status,
        "latency_ms": attempt.latency_ms,
        "error": attempt.error,
        "answer": attempt.answer,
    })
}
