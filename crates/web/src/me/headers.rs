//! The headers of the person's own page: those of the verification, never in a frame, with a manifest and a worker of its own.
//! Must not know the page.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};

use crate::verify::headers;

/// Nobody may put buttons that approve payments under something else, so no tenant's setting opens a frame here.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; media-src blob:; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Adds the headers.
pub fn secure(response: Response) -> Response {
    let mut response = headers::secure(response, &[]);
    let policy = HeaderValue::from_static(POLICY);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
