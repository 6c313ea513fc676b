//! What pages of a visit load beside themselves: the applicant's own pictures, the code that opens the link on a phone, the
//! tenant's colours, and the events by which one device follows another.

use std::{convert::Infallible, net::IpAddr, net::SocketAddr, sync::Arc};

use app::App;
use axum::{
    extract::{ConnectInfo, Path, State},
    http::{Extensions, HeaderMap, HeaderName, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use domain::{Error, Noun, applicant::Device};
use futures_util::{Stream, StreamExt};
use qrcode::{QrCode, render::svg};
use serde_json::json;
use tokio_stream::wrappers::{BroadcastStream, errors::BroadcastStreamRecvError};
use values::FileId;

use super::{
    brand,
    guest::{Guest, Query, header_text},
    headers, path, review,
};

const QR_PIXELS: u32 = 176;
const USER_AGENT_CHARACTERS_MAX: usize = 500;
const VERSION_CHARACTERS_MAX: usize = 50;

/// One of the applicant's own files. A PDF is shown by its drawing: no browser opens what somebody uploaded.
pub async fn file(
    State(app): State<Arc<App>>,
    Path((token, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let guest = match Guest::enter(app, token, Query::default(), &headers).await {
        Ok(guest) => guest,
        Err(response) => return *response,
    };
    let Ok(id) = FileId::parse(&id) else {
        return guest.end(&Error::NotFound(Noun::File));
    };
    match guest.app.visit_file_read(&guest.visit, id).await {
        Err(error) => guest.end(&error),
        Ok((file, bytes)) => match review::drawing(file.media_type) {
            Some(drawing) => part(drawing.into(), "image/svg+xml"),
            None => {
                let mut response = part(bytes, file.media_type.as_str());
                let attachment = header::HeaderValue::from_static("attachment; filename=\"picture.jpg\"");
                response
                    .headers_mut()
                    .insert(header::CONTENT_DISPOSITION, attachment);
                response
            }
        },
    }
}

/// A picture that opens the same link on a phone.
pub async fn qr(State(app): State<Arc<App>>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    let guest = match Guest::enter(app, token, Query::default(), &headers).await {
        Ok(guest) => guest,
        Err(response) => return *response,
    };
    let address = format!("{}{}", guest.app.public_url(), guest.entry_url());
    match QrCode::new(address) {
        Ok(code) => {
            let picture = code
                .render::<svg::Color<'_>>()
                .min_dimensions(QR_PIXELS, QR_PIXELS)
                .build();
            part(picture.into_bytes(), "image/svg+xml")
        }
        Err(error) => guest.end(&Error::internal(error)),
    }
}

/// The tenant's colours.
pub async fn brand(State(app): State<Arc<App>>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    match Guest::enter(app, token, Query::default(), &headers).await {
        Err(response) => *response,
        Ok(guest) => {
            let css = brand::stylesheet(&guest.visit.tenant.settings.brand.accent);
            part(css.into_bytes(), "text/css; charset=utf-8")
        }
    }
}

/// Bytes of a kind, with the headers of a page.
fn part(bytes: Vec<u8>, media_type: &'static str) -> Response {
    headers::secure(([(header::CONTENT_TYPE, media_type)], bytes).into_response(), &[])
}

/// Where the applicant is, told whenever that may have changed.
pub async fn events(State(app): State<Arc<App>>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    let changes = app.changes();
    let guest = match Guest::enter(app, token, Query::default(), &headers).await {
        Ok(guest) => guest,
        Err(response) => return *response,
    };
    let stream = Sse::new(places(guest, BroadcastStream::new(changes))).keep_alive(KeepAlive::default());
    let mut response = stream.into_response();
    // A proxy that gathers answers would hold the events back.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    response
        .headers_mut()
        .insert(unbuffered, header::HeaderValue::from_static("no"));
    headers::secure(response, &[])
}

fn places(
    guest: Guest,
    changes: BroadcastStream<values::ApplicantId>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let guest = Arc::new(guest);
    let id = guest.visit.applicant.id;
    let mine = changes.filter(move |change| {
        let is_mine = match change {
            Ok(changed) => *changed == id,
            Err(BroadcastStreamRecvError::Lagged(_)) => true,
        };
        std::future::ready(is_mine)
    });
    mine.filter_map(move |_| {
        let guest = Arc::clone(&guest);
        async move {
            let visit = guest.app.visit_open(&guest.token).await.ok();
            let next = visit.map_or_else(
                || guest.entry_url(),
                |visit| guest.url(path::current(&visit.applicant)),
            );
            Some(Ok(Event::default().data(json!({ "next": next }).to_string())))
        }
    })
}

/// Where a request came from, behind trusted proxies.
pub fn address(extensions: &Extensions) -> Option<IpAddr> {
    let behind_proxies = extensions.get::<IpAddr>().copied();
    behind_proxies.or_else(|| {
        extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip())
    })
}

/// What the browser says of itself when the applicant agrees.
pub fn device(headers: &HeaderMap, extensions: &Extensions, sdk_version: Option<&str>) -> Device {
    let bounded = |text: &str, most: usize| -> String {
        text.chars()
            .filter(|character| !character.is_control())
            .take(most)
            .collect()
    };
    let user_agent = bounded(
        header_text(headers, "user-agent").unwrap_or_default(),
        USER_AGENT_CHARACTERS_MAX,
    );
    let browser = woothee::parser::Parser::new().parse(&user_agent);
    let known = |text: &str| (!text.is_empty() && text != "UNKNOWN").then(|| text.to_owned());
    Device {
        ip: address(extensions)
            .map(|address| address.to_string())
            .unwrap_or_default(),
        browser: browser.as_ref().and_then(|browser| known(browser.name)),
        browser_version: browser.as_ref().and_then(|browser| known(browser.version)),
        user_agent,
        time_zone: None,
        sdk_version: sdk_version
            .filter(|version| !version.is_empty())
            .map(|version| bounded(version, VERSION_CHARACTERS_MAX)),
    }
}
