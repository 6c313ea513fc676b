//! The files that pages load: stylesheets, scripts and drawings, compiled into the program.
//!
//! They are served under `/assets/{hash}/{name}`, where the hash covers all of them: an address never changes its content,
//! so browsers keep it for good, and scripts find each other by relative names. Must not know any page.

use std::{fmt::Write, sync::LazyLock};

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};

struct Asset {
    name: &'static str,
    bytes: &'static [u8],
}

macro_rules! assets {
    ($($name:literal),* $(,)?) => {
        const ASSETS: &[Asset] = &[$(Asset {
            name: $name,
            bytes: include_bytes!(concat!("../assets/", $name)),
        }),*];
    };
}

assets![
    "bulla.css",
    "camera.js",
    "console.css",
    "console.js",
    "countries.js",
    "device.js",
    "docs.js",
    "frame.js",
    "icon-192.png",
    "icon-512.png",
    "icon.svg",
    "icons.svg",
    "install.js",
    "live.js",
    "location.js",
    "logo.svg",
    "me.css",
    "me.js",
    "page.js",
    "push.js",
    "questionnaire.js",
    "queue.js",
    "requests.js",
    "shell.js",
    "steady.js",
    "times.js",
    "upload.js",
    "verify.js",
    "viewer.js",
];

static PREFIX: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in ASSETS {
        hash.update(asset.name);
        hash.update(asset.bytes.len().to_le_bytes());
        hash.update(asset.bytes);
    }
    hash.finalize()
        .iter()
        .take(8)
        .fold(String::from("/assets/"), |mut prefix, byte| {
            let _ = write!(prefix, "{byte:02x}");
            prefix
        })
});

/// What the address of every asset begins with, e.g. `/assets/0123456789abcdef`.
pub fn prefix() -> &'static str {
    &PREFIX
}

/// Serves the assets, whatever the state of the pages.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{hash}/{name}", get(asset))
}

async fn asset(Path((hash, name)): Path<(String, String)>) -> Response {
    let found = ASSETS
        .iter()
        .find(|asset| asset.name == name && prefix().ends_with(&format!("/{hash}")));
    match found {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, media_type(asset.name)),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
            ],
            asset.bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    async fn get_asset(address: &str) -> Response {
        let request = Request::get(address).body(Body::empty()).unwrap();
        router::<()>().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn an_asset_is_served_for_good_under_its_hash_alone() {
        let found = get_asset(&format!("{}/verify.js", prefix())).await;
        assert_eq!(found.status(), 200);
        assert_eq!(found.headers()["content-type"], "text/javascript; charset=utf-8");
        assert!(
            found.headers()["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        for address in [
            "/assets/0000000000000000/verify.js".to_owned(),
            format!("{}/..%2Fverify.js", prefix()),
        ] {
            assert_eq!(get_asset(&address).await.status(), 404, "{address}");
        }
    }

    #[test]
    fn scripts_name_only_assets_that_exist() {
        for asset in ASSETS.iter().filter(|asset| asset.name.ends_with(".js")) {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            for import in text
                .lines()
                .filter_map(|line| line.split_once("from './").or(line.split_once("from \"./")))
            {
                let name = import.1.split(['\'', '"']).next().unwrap();
                assert!(
                    ASSETS.iter().any(|other| other.name == name),
                    "{} imports {name}",
                    asset.name
                );
            }
        }
    }
}
