//! The form of every error: the HTTP status again, and what is wrong in words. Only the documented statuses are used for what a
//! client can cause, besides 405, 408, 409, 413 and 429 of HTTP itself.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Conflict, Error, Noun};
use serde::Serialize;
use utoipa::ToSchema;

/// The body of every error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ErrorBody {
    /// The HTTP status.
    pub status: u16,
    /// What is wrong.
    pub message: String,
}

/// An error in this wire's form. Our own faults are logged here, once, with their cause.
pub fn refuse(error: &Error) -> Response {
    if let Error::Internal(cause) | Error::Unavailable(cause) = error {
        tracing::error!(cause, "call failed: {error}");
    }
    let (status, message) = status_and_message(error);
    let mut response = refuse_with(status, &message);
    if let Error::RateLimited { retry_after_ms } = error {
        let seconds = retry_after_ms.div_ceil(1_000).max(1);
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A ready message as HTTP.
pub fn refuse_with(status: u16, message: &str) -> Response {
    let message = message.to_owned();
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (code, Json(ErrorBody { status, message })).into_response()
}

fn status_and_message(error: &Error) -> (u16, String) {
    match error {
        // The document knows one refusal of callers: 401.
        Error::Unauthenticated(_) | Error::Forbidden(_) => (401, "Not authorized".to_owned()),
        Error::NotFound(Noun::Page) => (404, "No such call.".to_owned()),
        Error::NotFound(Noun::Inquiry) => (404, "Request not found.".to_owned()),
        Error::NotFound(noun) => (404, format!("{} not found.", capitalised(&noun.to_string()))),
        Error::Invalid { field, reason } => (400, format!("{} {reason}.", wire_name(field))),
        Error::Conflict(Conflict::EmailTaken) => (400, "Email already exists.".to_owned()),
        Error::Conflict(Conflict::ReferenceTaken) => (400, "request_id already exists.".to_owned()),
        Error::Conflict(conflict @ (Conflict::IdempotencyMismatch | Conflict::IdempotencyUnfinished)) => {
            (409, format!("{}.", capitalised(&conflict.to_string())))
        }
        Error::Conflict(conflict) => (400, format!("{}.", capitalised(&conflict.to_string()))),
        Error::RateLimited { .. } => (429, "Too many requests.".to_owned()),
        Error::Unavailable(_) | Error::Internal(_) => (500, "System error".to_owned()),
    }
}

/// The key of this wire for a field of the domain; names that are already this wire's pass through.
fn wire_name(field: &str) -> &str {
    match field {
        "given_names" => "fname",
        "middle_names" => "mname",
        "surname" => "lname",
        "birth_on" => "dob",
        "birth_country" => "country_birth",
        "birth_state" => "state_birth",
        "birth_place" => "place_birth",
        "line" => "address",
        "building_name" => "buildingName",
        "building_number" => "buildingNumber",
        "flat_number" => "flatNumber",
        "title" => "document_type",
        "description" => "desc",
        "idempotency_key" => "Idempotency-Key",
        other => other,
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Denial, Reason};

    use super::*;

    #[test]
    fn errors_keep_to_the_documented_statuses() {
        for (error, status, message) in [
            (Error::Unauthenticated(Denial::Missing), 401, "Not authorized"),
            (Error::Forbidden(Denial::ModuleDisabled), 401, "Not authorized"),
            (Error::NotFound(Noun::Applicant), 404, "Applicant not found."),
            (
                Error::invalid("birth_on", Reason::Required),
                400,
                "dob is required.",
            ),
            (
                Error::Conflict(Conflict::EmailTaken),
                400,
                "Email already exists.",
            ),
            (
                Error::Conflict(Conflict::DeletionScheduled),
                400,
                "The applicant is scheduled for deletion.",
            ),
            (Error::Internal("secret".into()), 500, "System error"),
            (Error::Unavailable("secret".into()), 500, "System error"),
            (
                Error::RateLimited { retry_after_ms: 1 },
                429,
                "Too many requests.",
            ),
        ] {
            assert_eq!(status_and_message(&error), (status, message.to_owned()));
        }
    }
}
