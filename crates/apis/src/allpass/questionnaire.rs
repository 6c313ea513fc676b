//! Questionnaires: read one.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};

use super::{
    auth::{Answer, serve},
    reply::{Envelope, ErrorBody},
    wire::QuestionnaireData,
};
use crate::http::Wire;

/// The newest version of a questionnaire.
#[utoipa::path(
    get, path = "/api/public/questionnaire/{id}", tag = "Questionnaires", security(("key" = [])),
    params(("id" = String, Path, description = "The questionnaire's id")),
    responses(
        (status = 200, description = "The questionnaire", body = Envelope<QuestionnaireData>),
        (status = 404, description = "No such questionnaire", body = ErrorBody),
    )
)]
pub async fn read(State(wire): State<Wire>, Path(id): Path<String>, request: Request) -> Response {
    serve(wire, request, StatusCode::OK, |app, caller, _| async move {
        let questionnaire = app.questionnaire(caller.tenant.id, &id).await?;
        let data = QuestionnaireData {
            id: questionnaire.id.to_string(),
            name: questionnaire.name,
            description: questionnaire.description,
            client_key: caller.tenant.id.to_string(),
            content: questionnaire.content,
            version: questionnaire.version,
            created_at: questionnaire.created_at.to_string(),
        };
        Ok(Answer { data, at: app.now() })
    })
    .await
}
