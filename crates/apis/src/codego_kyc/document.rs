//! Requests for documents, and what came of them.

use std::sync::Arc;

use app::App;
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{Result, credential::Caller, flow::Service, step::StepRequest, tenant::ApplicantMode};

use super::{
    auth::{serve, unique_id},
    render,
    reply::ErrorBody,
    wire::{
        AdditionalDocumentRequest, Body, DocumentRequest, DocumentRequested, Envelope, History,
        UniqueIdAndRequest,
    },
};
use crate::http::Wire;

/// Asks a person for a document anew.
#[utoipa::path(
    post, path = "/api/requestDoc", tag = "Documents", security(("basic" = [])),
    request_body = DocumentRequest,
    responses(
        (status = 200, description = "The request's id", body = DocumentRequested),
        (status = 400, description = "document_type is none of the three", body = ErrorBody),
        (status = 404, description = "No such applicant", body = ErrorBody),
    )
)]
pub async fn request(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let service = DocumentRequest::service(&body)?;
        let message = "Document requested has been sent to user.";
        ask(&app, &caller, &body, service, String::new(), message).await
    })
    .await
}

/// The same.
#[utoipa::path(
    post, path = "/api/resendApplication", tag = "Documents", security(("basic" = [])),
    request_body = DocumentRequest,
    responses((status = 200, description = "As requestDoc", body = DocumentRequested))
)]
pub async fn request_alias(state: State<Wire>, body: Request) -> Response {
    request(state, body).await
}

/// Asks a person for a document in the client's own words.
#[utoipa::path(
    post, path = "/api/requestAdditiondoc", tag = "Documents", security(("basic" = [])),
    request_body = AdditionalDocumentRequest,
    responses(
        (status = 200, description = "The request's id", body = DocumentRequested),
        (status = 404, description = "No such applicant", body = ErrorBody),
    )
)]
pub async fn request_additional(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let title = body.required("document_type")?;
        let message = "Additional document requested has been sent to user.";
        ask(&app, &caller, &body, Service::AdditionalDocument, title, message).await
    })
    .await
}

/// The same under the name that the text uses.
#[utoipa::path(
    post, path = "/api/requestAdditionaldoc", tag = "Documents", security(("basic" = [])),
    request_body = AdditionalDocumentRequest,
    responses((status = 200, description = "As requestAdditiondoc", body = DocumentRequested))
)]
pub async fn request_additional_alias(state: State<Wire>, request: Request) -> Response {
    request_additional(state, request).await
}

async fn ask(
    app: &Arc<App>,
    caller: &Caller,
    body: &Body,
    service: Service,
    title: String,
    message: &'static str,
) -> Result<DocumentRequested> {
    let id = unique_id(body.required("unique_id")?)?;
    let request = StepRequest {
        reference: format!("app-{}", hex::encode(app.nonce::<10>())),
        title,
        description: body.text("desc")?.unwrap_or_default(),
        ip: None,
    };
    let made = app.evidence_request(caller, &id, service, request).await?.value;
    let settings = &caller.tenant.settings.codego_kyc;
    let shows_link = settings.applicant_mode == ApplicantMode::Link;
    Ok(DocumentRequested {
        status: 200,
        link: if shows_link { made.url } else { String::new() },
        message,
        ios: settings.ios.clone(),
        android: settings.android.clone(),
        request_id: made.reference,
    })
}

/// What came of a request for a document.
#[utoipa::path(
    post, path = "/api/getApplicantHistory", tag = "Documents", security(("basic" = [])),
    request_body = UniqueIdAndRequest,
    responses(
        (status = 200, description = "The request", body = Envelope<History>),
        (status = 404, description = "No such applicant or request", body = ErrorBody),
    )
)]
pub async fn history(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let id = unique_id(body.required("unique_id")?)?;
        let reference = body.required("request_id")?;
        let (step, dossier) = app.evidence_requested(&caller, &id, &reference).await?;
        let settings = &caller.tenant.settings.codego_kyc;
        Ok(Envelope::new(render::history(&dossier, &step, settings)))
    })
    .await
}
