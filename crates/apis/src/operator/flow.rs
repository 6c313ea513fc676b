//! Flows and questionnaires.

use app::flow::NewQuestionnaire;
use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{Error, Noun, event::Actor, flow::FlowDefinition};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use values::{FlowId, QuestionnaireId};

use super::auth::{Operator, serve, tenant_id};

/// A flow's new definition and the version that was looked at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeFlow {
    /// The version that was looked at.
    version: i64,
    /// What it becomes.
    #[schema(value_type = Object)]
    definition: FlowDefinition,
}

/// A questionnaire in SurveyJS JSON.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveQuestionnaire {
    /// What officers call it.
    name: String,
    /// What it is for.
    #[serde(default)]
    description: String,
    /// The form itself.
    #[schema(value_type = Object)]
    content: Value,
}

impl From<SaveQuestionnaire> for NewQuestionnaire {
    fn from(save: SaveQuestionnaire) -> Self {
        Self {
            name: save.name,
            description: save.description,
            content: save.content,
        }
    }
}

/// Flows of a tenant by number.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/flows",
    tag = "Flows", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "Flows of a tenant by number."))
)]
pub async fn flows(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        Ok(json!({ "items": app.flows(tenant_id(&tenant)?).await? }))
    })
    .await
}

/// Makes a flow.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/flows",
    tag = "Flows", security(("operator" = [])),
    params(("tenant" = String, Path)),
    request_body = Object,
    responses((status = 201, description = "Makes a flow."))
)]
pub async fn flow_create(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::CREATED, |app, body| async move {
        let definition: FlowDefinition = body.json()?;
        Ok(json!(
            app.flow_create(tenant_id(&tenant)?, definition, Actor::Operator)
                .await?
        ))
    })
    .await
}

/// Changes a flow for applicants to come.
#[utoipa::path(
    put, path = "/operator/v1/tenants/{tenant}/flows/{flow}",
    tag = "Flows", security(("operator" = [])),
    params(("tenant" = String, Path), ("flow" = String, Path)),
    request_body = ChangeFlow,
    responses((status = 200, description = "Changes a flow for applicants to come."))
)]
pub async fn flow_change(
    State(operator): State<Operator>,
    Path((tenant, flow)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let change: ChangeFlow = body.json()?;
        let id = FlowId::parse(&flow).map_err(|_| Error::NotFound(Noun::Flow))?;
        Ok(json!(
            app.flow_change(
                tenant_id(&tenant)?,
                id,
                change.version,
                change.definition,
                Actor::Operator
            )
            .await?
        ))
    })
    .await
}

/// Questionnaires of a tenant by name.
#[utoipa::path(
    get, path = "/operator/v1/tenants/{tenant}/questionnaires",
    tag = "Flows", security(("operator" = [])),
    params(("tenant" = String, Path)),
    responses((status = 200, description = "Questionnaires of a tenant by name."))
)]
pub async fn questionnaires(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, _| async move {
        Ok(json!({ "items": app.questionnaires(tenant_id(&tenant)?).await? }))
    })
    .await
}

/// Makes a questionnaire.
#[utoipa::path(
    post, path = "/operator/v1/tenants/{tenant}/questionnaires",
    tag = "Flows", security(("operator" = [])),
    params(("tenant" = String, Path)),
    request_body = SaveQuestionnaire,
    responses((status = 201, description = "Makes a questionnaire."))
)]
pub async fn questionnaire_create(
    State(operator): State<Operator>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::CREATED, |app, body| async move {
        let save: SaveQuestionnaire = body.json()?;
        Ok(json!(
            app.questionnaire_save(tenant_id(&tenant)?, None, save.into(), Actor::Operator)
                .await?
        ))
    })
    .await
}

/// Makes a new version of a questionnaire.
#[utoipa::path(
    put, path = "/operator/v1/tenants/{tenant}/questionnaires/{questionnaire}",
    tag = "Flows", security(("operator" = [])),
    params(("tenant" = String, Path), ("questionnaire" = String, Path)),
    request_body = SaveQuestionnaire,
    responses((status = 200, description = "Makes a new version of a questionnaire."))
)]
pub async fn questionnaire_change(
    State(operator): State<Operator>,
    Path((tenant, questionnaire)): Path<(String, String)>,
    request: Request,
) -> Response {
    serve(operator, request, StatusCode::OK, |app, body| async move {
        let save: SaveQuestionnaire = body.json()?;
        let id = QuestionnaireId::parse(&questionnaire).map_err(|_| Error::NotFound(Noun::Questionnaire))?;
        Ok(json!(
            app.questionnaire_save(tenant_id(&tenant)?, Some(id), save.into(), Actor::Operator)
                .await?
        ))
    })
    .await
}
