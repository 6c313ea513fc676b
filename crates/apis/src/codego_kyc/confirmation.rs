//! Confirmations, and questions about device and place.

use app::inquiry::NewInquiry;
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{
    Error, Noun, Reason,
    inquiry::{InquiryKind, Purpose},
};

use super::{
    auth::{serve, unique_id},
    render,
    reply::ErrorBody,
    wire::{Body, Done, Envelope, Notification, ReportRequest, SendNotification, UniqueIdAndRequest},
};
use crate::http::Wire;

/// Asks a person to confirm a transaction or a sign-in.
#[utoipa::path(
    post, path = "/api/sendpushnotification", tag = "Confirmations", security(("basic" = [])),
    request_body = SendNotification,
    responses(
        (status = 200, description = "It waits on the person's page", body = Done),
        (status = 400, description = "A key is missing or wrong, or request_id was used before", body = ErrorBody),
        (status = 404, description = "No such applicant", body = ErrorBody),
    )
)]
pub async fn send(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let id = unique_id(body.required("unique_id")?)?;
        let kind = SendNotification::kind(&body)?;
        let (title, text) = words(kind);
        let new = NewInquiry {
            reference: body.required("request_id")?,
            kind,
            title: body.text("title")?.unwrap_or_else(|| title.to_owned()),
            body: body.text("message")?.unwrap_or_else(|| text.to_owned()),
        };
        app.inquiry_make(&caller, &id, new).await?;
        Ok(Done {
            status: 200,
            message: "Notification sent to user.",
        })
    })
    .await
}

/// What a person reads where the client says nothing.
const fn words(kind: InquiryKind) -> (&'static str, &'static str) {
    match kind {
        InquiryKind::Confirmation {
            purpose: Purpose::Transaction,
            ..
        } => ("Transaction Confirmation", "Please confirm the transaction."),
        InquiryKind::Confirmation {
            purpose: Purpose::Login,
            ..
        } => ("Login Confirmation", "Please confirm that you are signing in."),
        InquiryKind::Device => ("Device Request", "Please share your device details and location."),
        InquiryKind::Location => ("Location Request", "Please share your location."),
    }
}

/// Asks where a person is, or what their device is too. The answer goes to the webhook.
#[utoipa::path(
    post, path = "/api/requestForLocationandDevice", tag = "Confirmations", security(("basic" = [])),
    request_body = ReportRequest,
    responses(
        (status = 200, description = "It waits on the person's page", body = Done),
        (status = 400, description = "A key is missing or wrong, or request_id was used before", body = ErrorBody),
        (status = 404, description = "No such applicant", body = ErrorBody),
    )
)]
pub async fn request_report(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let id = applicant_id(&body)?;
        let kind = ReportRequest::kind(&body)?.ok_or(Error::invalid("type", Reason::Required))?;
        app.inquiry_make(&caller, &id, report(kind, body.required("request_id")?))
            .await?;
        Ok(Done {
            status: 200,
            message: "Request sent you will get in webhook",
        })
    })
    .await
}

/// The document names the applicant `unique_id`, its example `applicant_id`.
fn applicant_id(body: &Body) -> domain::Result<String> {
    match body.text("unique_id")? {
        Some(id) => unique_id(id),
        None => match body.text("applicant_id")? {
            Some(id) => unique_id(id),
            None => Err(Error::invalid("unique_id", Reason::Required)),
        },
    }
}

fn report(kind: InquiryKind, reference: String) -> NewInquiry {
    let (title, text) = words(kind);
    NewInquiry {
        reference,
        kind,
        title: title.to_owned(),
        body: text.to_owned(),
    }
}

/// What a person answered. With `type` and a `request_id` that was not used, asks for device or place.
#[utoipa::path(
    post, path = "/api/getApplicantNotification", tag = "Confirmations", security(("basic" = [])),
    request_body = UniqueIdAndRequest,
    responses(
        (status = 200, description = "The question and its answer", body = Envelope<Notification>),
        (status = 404, description = "No such applicant or request", body = ErrorBody),
    )
)]
pub async fn read(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let (id, reference) = (applicant_id(&body)?, body.required("request_id")?);
        let kind = ReportRequest::kind(&body)?;
        let found = app.inquiry_read(&caller, &id, &reference).await;
        let (inquiry, picture) = match (found, kind) {
            (Err(Error::NotFound(Noun::Inquiry)), Some(kind)) => {
                let made = app.inquiry_make(&caller, &id, report(kind, reference)).await?;
                (made.value, None)
            }
            (found, _) => found?,
        };
        Ok(Envelope::new(render::notification(
            &inquiry,
            picture.as_deref(),
            app.now(),
        )))
    })
    .await
}
