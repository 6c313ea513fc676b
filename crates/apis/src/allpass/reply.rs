//! The envelope around every answer, and the form of every error.
//!
//! HTTP 201 goes with `statusCode` 200: the vendor's envelope sets it so, and clients compare it. Errors repeat the
//! HTTP status and use the names of the NestJS exceptions. Knows no applicant.

use domain::{Conflict, Error, Noun};
use serde::Serialize;
use utoipa::ToSchema;
use values::Timestamp;

/// What surrounds the data of every answer and webhook.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Envelope<T> {
    /// Always true.
    pub status: bool,
    /// Always 200, also where HTTP says 201.
    pub status_code: u16,
    /// The answer itself, or a string where the application encrypts.
    pub data: T,
    /// When the answer was made; ISO 8601 with milliseconds.
    pub time: String,
}

impl<T> Envelope<T> {
    /// Wraps `data`.
    pub fn new(data: T, now: Timestamp) -> Self {
        Self {
            status: true,
            status_code: 200,
            data,
            time: now.to_string(),
        }
    }
}

/// The body of every error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// Always false.
    pub status: bool,
    /// The HTTP status.
    pub status_code: u16,
    /// The name of the HTTP status.
    pub error: &'static str,
    /// What to do about it.
    pub message: String,
    /// When it happened; ISO 8601 with milliseconds.
    pub time: String,
}

/// An error as HTTP carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The body; its `status_code` is the HTTP status.
    pub body: ErrorBody,
    /// Value of the `Retry-After` header, in seconds.
    pub retry_after_seconds: Option<u64>,
}

impl Failure {
    /// A failure that has no [`Error`]: the HTTP layer found it (405, 408, 413, 415 …).
    pub fn new(status_code: u16, message: impl Into<String>, now: Timestamp) -> Self {
        Self {
            body: ErrorBody {
                status: false,
                status_code,
                error: status_name(status_code),
                message: message.into(),
                time: now.to_string(),
            },
            retry_after_seconds: None,
        }
    }
}

/// Translates an error. Causes of our own faults stay out of it; log them before.
pub fn failure(error: &Error, now: Timestamp) -> Failure {
    let (status_code, message) = match error {
        Error::Unauthenticated(denial) => (401, denial.to_string()),
        Error::Forbidden(denial) => (403, denial.to_string()),
        Error::NotFound(noun) => (404, not_found(*noun)),
        Error::Invalid { field, reason } => (400, format!("{} {reason}", wire_name(field))),
        Error::Conflict(conflict) => (409, conflict_message(*conflict)),
        Error::RateLimited { .. } => (429, "too many requests; try again later".to_owned()),
        Error::Unavailable(_) => (503, "temporarily unavailable; try again later".to_owned()),
        Error::Internal(_) => (500, "internal error".to_owned()),
    };
    Failure {
        retry_after_seconds: match error {
            Error::RateLimited { retry_after_ms } => Some(retry_after_ms.div_ceil(1000).max(1)),
            _ => None,
        },
        ..Failure::new(status_code, message, now)
    }
}

fn not_found(noun: Noun) -> String {
    match noun {
        Noun::Page => "no such call".to_owned(),
        other => format!("{other} not found"),
    }
}

fn conflict_message(conflict: Conflict) -> String {
    match conflict {
        Conflict::ExternalIdTaken => "externalUserId is already taken".to_owned(),
        other => other.to_string(),
    }
}

/// The key of this wire for a field of the domain; names that are already this wire's pass through.
fn wire_name(field: &str) -> &str {
    match field {
        "external_id" => "externalUserId",
        "flow_name" => "flowName",
        "flow_id" | "flow_number" => "flowId",
        "language" => "lang",
        "supplied" => "suppliedInfo",
        "applicant_id" => "applicantId",
        "questionnaire_id" => "id",
        "ttl_seconds" => "ttl",
        "idempotency_key" => "Idempotency-Key",
        other => other,
    }
}

/// The names that NestJS gives.
fn status_name(status_code: u16) -> &'static str {
    match status_code {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Payload Too Large",
        415 => "Unsupported Media Type",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use domain::{Denial, Reason};
    use serde_json::json;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_751_630_477_228);

    #[test]
    fn success_says_200_inside() {
        let body = serde_json::to_string(&Envelope::new(json!({"id": "a"}), NOW)).unwrap();
        assert_eq!(
            body,
            r#"{"status":true,"statusCode":200,"data":{"id":"a"},"time":"2025-07-04T12:01:17.228Z"}"#
        );
    }

    #[test]
    fn errors_repeat_the_status_and_name_the_field_of_this_wire() {
        let cases = [
            (
                Error::Unauthenticated(Denial::Missing),
                401,
                "Unauthorized",
                "credentials are missing",
            ),
            (
                Error::Forbidden(Denial::Blocked),
                403,
                "Forbidden",
                "this tenant is blocked",
            ),
            (
                Error::NotFound(Noun::Applicant),
                404,
                "Not Found",
                "applicant not found",
            ),
            (
                Error::invalid("external_id", Reason::Required),
                400,
                "Bad Request",
                "externalUserId is required",
            ),
            (
                Error::invalid("lang", Reason::Expected("a string")),
                400,
                "Bad Request",
                "lang must be a string",
            ),
            (
                Error::Conflict(Conflict::ExternalIdTaken),
                409,
                "Conflict",
                "externalUserId is already taken",
            ),
            (
                Error::RateLimited { retry_after_ms: 1 },
                429,
                "Too Many Requests",
                "too many requests; try again later",
            ),
            (
                Error::Unavailable("disk full at /var/lib".into()),
                503,
                "Service Unavailable",
                "temporarily unavailable; try again later",
            ),
            (
                Error::Internal("secret cause".into()),
                500,
                "Internal Server Error",
                "internal error",
            ),
        ];
        for (error, status_code, name, message) in cases {
            let failure = failure(&error, NOW);
            assert_eq!(
                serde_json::to_value(&failure.body).unwrap(),
                json!({"status": false, "statusCode": status_code, "error": name, "message": message,
                    "time": "2025-07-04T12:01:17.228Z"})
            );
        }
    }

    #[test]
    fn a_caller_over_the_limit_is_told_when_to_come_back() {
        let seconds =
            |retry_after_ms| failure(&Error::RateLimited { retry_after_ms }, NOW).retry_after_seconds;
        assert_eq!(
            [seconds(0), seconds(1), seconds(1_000), seconds(1_001)],
            [Some(1), Some(1), Some(1), Some(2)]
        );
        assert_eq!(
            failure(&Error::NotFound(Noun::Flow), NOW).retry_after_seconds,
            None
        );
    }
}
