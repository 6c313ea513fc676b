//! Applicants: create, read, status, move, plan and cancel erasure.

use app::{applicant::Standing, flow::FlowReference};
use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::applicant::NewApplicant;

use super::{
    app_key,
    auth::{Answer, serve},
    enums, render,
    reply::{Envelope, ErrorBody},
    wire::{self, CreateApplicant, DeletionData, MoveToFlow, RestoreData, StatusData},
};
use crate::http::Wire;

/// Creates an applicant in a flow.
#[utoipa::path(
    post, path = "/api/public/applicant", tag = "Applicants", security(("key" = [])),
    request_body = CreateApplicant,
    responses(
        (status = 201, description = "The applicant", body = Envelope<wire::Applicant>),
        (status = 400, description = "A field is missing or wrong", body = ErrorBody),
        (status = 401, description = "The key is missing or wrong", body = ErrorBody),
        (status = 404, description = "No such flow", body = ErrorBody),
        (status = 409, description = "externalUserId is taken, or the idempotency key was used otherwise", body = ErrorBody),
    )
)]
pub async fn create(State(wire): State<Wire>, request: Request) -> Response {
    serve(
        wire,
        request,
        StatusCode::CREATED,
        |app, caller, body| async move {
            let new = NewApplicant::try_from(CreateApplicant::parse(&body)?)?;
            let outcome = app
                .applicant_create(&caller, new, caller.tenant.settings.allpass.upsert)
                .await?;
            Ok(Answer {
                data: render::applicant(&outcome.value, &app_key(caller.tenant.id)),
                at: outcome.at,
            })
        },
    )
    .await
}

/// Everything about an applicant.
#[utoipa::path(
    get, path = "/api/public/applicant/{applicantId}", tag = "Applicants", security(("key" = [])),
    params(("applicantId" = String, Path, description = "Our id or the client's own")),
    responses(
        (status = 200, description = "The applicant", body = Envelope<wire::Applicant>),
        (status = 404, description = "No such applicant", body = ErrorBody),
    )
)]
pub async fn read(State(wire): State<Wire>, Path(reference): Path<String>, request: Request) -> Response {
    serve(wire, request, StatusCode::OK, |app, caller, _| async move {
        let dossier = app.applicant_dossier(&caller, &reference).await?;
        Ok(Answer {
            data: render::applicant(&dossier, &app_key(caller.tenant.id)),
            at: app.now(),
        })
    })
    .await
}

/// Where an applicant stands.
#[utoipa::path(
    get, path = "/api/public/applicant/{applicantId}/status", tag = "Applicants", security(("key" = [])),
    params(("applicantId" = String, Path, description = "Our id or the client's own")),
    responses(
        (status = 200, description = "Id and status", body = Envelope<StatusData>),
        (status = 404, description = "No such applicant", body = ErrorBody),
    )
)]
pub async fn status(State(wire): State<Wire>, Path(reference): Path<String>, request: Request) -> Response {
    serve(wire, request, StatusCode::OK, |app, caller, _| async move {
        let standing = app.applicant_standing(&caller, &reference).await?;
        Ok(Answer {
            data: status_data(&standing),
            at: app.now(),
        })
    })
    .await
}

/// Moves an applicant to another flow. Links made before stop working.
#[utoipa::path(
    post, path = "/api/public/applicant/{applicantId}/moveToFlow", tag = "Applicants", security(("key" = [])),
    params(("applicantId" = String, Path, description = "Our id or the client's own")),
    request_body = MoveToFlow,
    responses(
        (status = 200, description = "Id and status", body = Envelope<StatusData>),
        (status = 404, description = "No such applicant or flow", body = ErrorBody),
        (status = 409, description = "The applicant waits to be erased", body = ErrorBody),
    )
)]
pub async fn move_to_flow(
    State(wire): State<Wire>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    serve(wire, request, StatusCode::OK, |app, caller, body| async move {
        let to = FlowReference::Number(MoveToFlow::parse(&body)?.flow_id);
        let outcome = app.applicant_move(&caller, &reference, to).await?;
        Ok(Answer {
            data: status_data(&outcome.value),
            at: outcome.at,
        })
    })
    .await
}

/// Plans the erasure of an applicant after the retention days.
#[utoipa::path(
    post, path = "/api/public/applicant/{applicantId}/schedule-deletion", tag = "Applicants", security(("key" = [])),
    params(("applicantId" = String, Path, description = "Our id or the client's own")),
    responses(
        (status = 200, description = "Id and date", body = Envelope<DeletionData>),
        (status = 409, description = "It is planned already", body = ErrorBody),
    )
)]
pub async fn schedule_deletion(
    State(wire): State<Wire>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    serve(wire, request, StatusCode::OK, |app, caller, _| async move {
        let outcome = app.applicant_schedule_deletion(&caller, &reference).await?;
        let standing = outcome.value;
        let date = standing.deletion_at.map(|at| at.to_string()).unwrap_or_default();
        Ok(Answer {
            data: DeletionData {
                id: standing.id.to_string(),
                scheduled_deletion_date: date,
            },
            at: outcome.at,
        })
    })
    .await
}

/// Takes a planned erasure back.
#[utoipa::path(
    post, path = "/api/public/applicant/{applicantId}/restore", tag = "Applicants", security(("key" = [])),
    params(("applicantId" = String, Path, description = "Our id or the client's own")),
    responses(
        (status = 200, description = "Id", body = Envelope<RestoreData>),
        (status = 409, description = "No erasure is planned", body = ErrorBody),
    )
)]
pub async fn restore(State(wire): State<Wire>, Path(reference): Path<String>, request: Request) -> Response {
    serve(wire, request, StatusCode::OK, |app, caller, _| async move {
        let outcome = app.applicant_restore(&caller, &reference).await?;
        Ok(Answer {
            data: RestoreData {
                id: outcome.value.id.to_string(),
            },
            at: outcome.at,
        })
    })
    .await
}

fn status_data(standing: &Standing) -> StatusData {
    StatusData {
        id: standing.id.to_string(),
        status: enums::applicant_status(standing.status),
    }
}
