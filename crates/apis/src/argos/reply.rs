//! The form of every error: the gateway's for what concerns all calls, each call's own for what concerns its input.
//!
//! | where | body |
//! | --- | --- |
//! | key, address, query, size, rate, faults | `{"message":"…"}` |
//! | `POST /v3/submission/migration` | `{"errorCode":"invalid_format","message":"invalid format: birthDate"}` |
//! | `PATCH`, `PUT`, `POST /v3/submission/review` | `{"errorCode":"admin is required.","message":"admin is required."}` |
//! | `DELETE` | `{"errorCode":"…","message":"…","statusCode":400}` |
//!
//! Where the vendor shows two forms of the same error, the body has the keys of both. Knows no submission.

use domain::{Conflict, Denial, Error};
use serde::Serialize;
use utoipa::ToSchema;

/// The body of every error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// For machines, where the call has codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// For people.
    pub message: String,
    /// The HTTP status, where the call repeats it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_code: Option<u16>,
}

/// An error as HTTP carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: ErrorBody,
    /// Value of the `Retry-After` header, in seconds.
    pub retry_after_seconds: Option<u64>,
}

impl Failure {
    /// An error of the gateway.
    pub fn gateway(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            body: ErrorBody {
                error_code: None,
                message: message.into(),
                status_code: None,
            },
            retry_after_seconds: None,
        }
    }

    /// An unusable query.
    pub fn query() -> Self {
        Self::gateway(400, "Invalid Query String parameters")
    }

    /// An error of a call, with its code.
    pub fn coded(code: impl Into<String>, message: impl Into<String>) -> Self {
        let mut failure = Self::gateway(400, message);
        failure.body.error_code = Some(code.into());
        failure
    }

    /// An error whose code is its sentence.
    pub fn sentence(message: impl Into<String>) -> Self {
        let message = message.into();
        Self::coded(message.clone(), message)
    }

    /// An error of a call that repeats the status in its body.
    pub fn deletion(message: impl Into<String>) -> Self {
        let mut failure = Self::sentence(message);
        failure.body.status_code = Some(400);
        failure
    }
}

impl From<super::query::Unusable> for Failure {
    fn from(_: super::query::Unusable) -> Self {
        Self::query()
    }
}

/// What concerns all calls alike. Causes of our own faults stay out of it; log them before.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            // The vendor's gateway knows no 401: a key that is missing or wrong is forbidden, an address explicitly denied.
            Error::Unauthenticated(_) => Self::gateway(403, "Forbidden"),
            Error::Forbidden(Denial::Address) => Self::gateway(
                403,
                "User is not authorized to access this resource with an explicit deny",
            ),
            Error::Forbidden(_) => Self::gateway(403, "Forbidden"),
            Error::NotFound(_) => Self::gateway(404, "Not Found"),
            Error::Invalid { field, reason } => Self::gateway(400, format!("{field} {reason}")),
            Error::Conflict(Conflict::IdempotencyMismatch) => {
                Self::gateway(409, Conflict::IdempotencyMismatch.to_string())
            }
            Error::Conflict(conflict) => Self::gateway(400, conflict.to_string()),
            Error::RateLimited { retry_after_ms } => Self {
                retry_after_seconds: Some(retry_after_ms.div_ceil(1_000).max(1)),
                ..Self::gateway(429, "Too Many Requests")
            },
            Error::Unavailable(_) => Self::gateway(502, "Bad Gateway"),
            Error::Internal(_) => Self::gateway(500, "Internal Server Error"),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{Noun, Reason};
    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn the_gateway_says_little() {
        let explicit = "User is not authorized to access this resource with an explicit deny";
        let cases = [
            (Error::Unauthenticated(Denial::Missing), 403, "Forbidden"),
            (Error::Unauthenticated(Denial::Wrong), 403, "Forbidden"),
            (Error::Forbidden(Denial::ModuleDisabled), 403, "Forbidden"),
            (Error::Forbidden(Denial::Address), 403, explicit),
            (Error::NotFound(Noun::Page), 404, "Not Found"),
            (
                Error::invalid("email", Reason::Required),
                400,
                "email is required",
            ),
            (Error::RateLimited { retry_after_ms: 1 }, 429, "Too Many Requests"),
            (Error::Unavailable("disk full".into()), 502, "Bad Gateway"),
            (Error::Internal("cause".into()), 500, "Internal Server Error"),
        ];
        for (error, status, message) in cases {
            let failure = Failure::from(error);
            assert_eq!(failure.status, status);
            assert_eq!(to_value(&failure.body).unwrap(), json!({ "message": message }));
        }
        let limited = Failure::from(Error::RateLimited {
            retry_after_ms: 1_001,
        });
        assert_eq!(limited.retry_after_seconds, Some(2));
    }

    #[test]
    fn each_call_has_its_own_form() {
        assert_eq!(
            to_value(Failure::coded("invalid_format", "invalid format: birthDate").body).unwrap(),
            json!({"errorCode": "invalid_format", "message": "invalid format: birthDate"})
        );
        assert_eq!(
            to_value(Failure::sentence("admin is required.").body).unwrap(),
            json!({"errorCode": "admin is required.", "message": "admin is required."})
        );
        assert_eq!(
            to_value(Failure::deletion("not Exist Submission ID").body).unwrap(),
            json!({"errorCode": "not Exist Submission ID", "message": "not Exist Submission ID", "statusCode": 400})
        );
        assert_eq!(
            to_value(Failure::query().body).unwrap(),
            json!({"message": "Invalid Query String parameters"})
        );
    }
}
