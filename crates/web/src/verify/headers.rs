//! The headers that every page of the verification carries: what a browser may do with it. Must not know the page.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; media-src blob:; form-action 'self'; base-uri 'none'; frame-ancestors ";
const PERMISSIONS: &str = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";

/// Adds the headers. Only the given origins may show the page in a frame; without any, nobody.
pub fn secure(mut response: Response, frame_origins: &[String]) -> Response {
    let headers = response.headers_mut();
    let ancestors = if frame_origins.is_empty() {
        "'none'".to_owned()
    } else {
        frame_origins.join(" ")
    };
    // Origins were checked when the setting was stored; one that is no header value still frames nothing.
    let policy = HeaderValue::from_str(&format!("{POLICY}{ancestors}"))
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    if frame_origins.is_empty() {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    let fixed = [
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_frames_a_page_unless_the_tenant_says_so() {
        let alone = secure(Response::default(), &[]);
        let policy = |response: &Response| {
            response.headers()["content-security-policy"]
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert!(policy(&alone).ends_with("frame-ancestors 'none'"));
        assert!(!policy(&alone).contains("unsafe"));
        assert_eq!(alone.headers()["x-frame-options"], "DENY");
        assert_eq!(alone.headers()["cache-control"], "no-store");
        let framed = secure(Response::default(), &["https://app.example".into()]);
        assert!(policy(&framed).ends_with("frame-ancestors https://app.example"));
        assert!(framed.headers().get("x-frame-options").is_none());
        let broken = secure(Response::default(), &["https://a\n".into()]);
        assert!(policy(&broken).contains("frame-ancestors 'none'"));
    }
}
