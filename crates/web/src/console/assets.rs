//! The console's stylesheets, scripts and icons, compiled in and served under a hash of them all, so that they may be kept for ever
//! and a script that imports another gets the one of its own release.

use std::{fmt::Write, sync::LazyLock};

use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

struct Asset {
    name: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
}

macro_rules! assets {
    ($($name:literal: $media_type:literal;)*) => {
        const ASSETS: &[Asset] = &[$(Asset {
            name: $name,
            media_type: $media_type,
            bytes: include_bytes!(concat!("../../assets/", $name)),
        }),*];
    };
}

assets! {
    "bulla.css": "text/css; charset=utf-8";
    "console.css": "text/css; charset=utf-8";
    "console.js": "text/javascript; charset=utf-8";
    "queue.js": "text/javascript; charset=utf-8";
    "viewer.js": "text/javascript; charset=utf-8";
    "docs.js": "text/javascript; charset=utf-8";
    "icons.svg": "image/svg+xml";
}

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in ASSETS {
        hash.update((asset.bytes.len() as u64).to_be_bytes());
        hash.update(asset.bytes);
    }
    hash.finalize()[..8].iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes every text");
        text
    })
});

/// Where an asset is served.
pub fn href(name: &str) -> String {
    format!("/console/assets/{}/{name}", *HASH)
}

/// `GET /console/assets/{hash}/{name}`.
pub async fn serve(Path((hash, name)): Path<(String, String)>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name && hash == *HASH) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    (headers, asset.bytes).into_response()
}
