//! The person's own page `/me/{token}`: what is asked of them, answered there once and in time; an app on a phone where it is
//! installed. Works without scripts except for camera, position and notifications. Must not know SQL and wires.

mod answer;
mod app_files;
mod headers;
mod live;
mod person;
mod screen;
mod view;

use std::sync::Arc;

use app::{App, inquiry::REPORT_BYTES_MAX};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{
        DefaultBodyLimit, Multipart, Path, Query as UrlQuery, State,
        multipart::MultipartRejection,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{Extensions, HeaderMap, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{Denial, Error, Reason, Result};
use serde_json::json;

use self::person::{Visitor, problem};
use crate::verify::{
    brand,
    form::{FORM_BYTES_MAX, Form, FormProblem},
    guest::{Query, header_text},
    live::address,
};

/// What comes after `?`; anything unreadable counts as nothing.
type Asked = Result<UrlQuery<Query>, QueryRejection>;

/// The routes of the person's own page. It loads what [`crate::assets::router`] serves.
pub fn router() -> Router<Arc<App>> {
    let small = DefaultBodyLimit::max(REPORT_BYTES_MAX);
    Router::new()
        .route("/me/{token}", get(home))
        .route("/me/{token}/documents", get(documents))
        .route(
            "/me/{token}/inquiry/{id}",
            get(inquiry)
                .post(inquiry_post)
                .layer(DefaultBodyLimit::max(FORM_BYTES_MAX)),
        )
        .route("/me/{token}/device", post(device_post).layer(small))
        .route("/me/{token}/push", post(push_post).layer(small))
        .route("/me/{token}/events", get(live::events))
        .route("/me/{token}/manifest.webmanifest", get(manifest))
        .route("/me/{token}/sw.js", get(worker))
        .route("/me/{token}/brand.css", get(brand_css))
}

fn query(asked: Asked) -> Query {
    asked.map(|UrlQuery(query)| query).unwrap_or_default()
}

async fn home(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let visitor = match Visitor::enter(app, token, query(asked), &headers).await {
        Ok(visitor) => visitor,
        Err(response) => return *response,
    };
    match visitor.app.push_public_key().await {
        Ok(key) => visitor.home_screen(key),
        Err(error) => visitor.end(&error),
    }
}

/// On to the verification page, where documents are given.
async fn documents(State(app): State<Arc<App>>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    let visitor = match Visitor::enter(app, token, Query::default(), &headers).await {
        Ok(visitor) => visitor,
        Err(response) => return *response,
    };
    match visitor.app.me_verification_link(&visitor.me).await {
        Ok(address) => visitor.go(&address),
        Err(error) => visitor.end(&error),
    }
}

async fn inquiry(
    State(app): State<Arc<App>>,
    Path((token, id)): Path<(String, String)>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let visitor = match Visitor::enter(app, token, query(asked), &headers).await {
        Ok(visitor) => visitor,
        Err(response) => return *response,
    };
    let found = match answer::inquiry_id(&id) {
        Ok(id) => visitor.app.me_inquiry(&visitor.me, id).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(inquiry) => visitor.inquiry_screen(&inquiry, ""),
        Err(error) => visitor.end(&error),
    }
}

async fn inquiry_post(
    State(app): State<Arc<App>>,
    Path((token, id)): Path<(String, String)>,
    asked: Asked,
    headers: HeaderMap,
    extensions: Extensions,
    body: Result<Multipart, MultipartRejection>,
) -> Response {
    let visitor = match Visitor::enter(app, token, query(asked), &headers).await {
        Ok(visitor) => visitor,
        Err(response) => return *response,
    };
    let answered = match Form::read(body).await {
        Ok(form) => take(&visitor, &id, form, &headers, &extensions).await,
        Err(FormProblem::Incomplete | FormProblem::TooLarge) => {
            Err(Error::invalid("form", Reason::Expected("a whole form")))
        }
    };
    answered.unwrap_or_else(|error| visitor.end(&error))
}

async fn take(
    visitor: &Visitor,
    id: &str,
    form: Form,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> Result<Response> {
    visitor.app.form_check(&visitor.me.session, form.text("form"))?;
    let inquiry = visitor
        .app
        .me_inquiry(&visitor.me, answer::inquiry_id(id)?)
        .await?;
    visitor.answer(&inquiry, form, headers, address(extensions)).await
}

/// What a native app says of its device; passed on unchanged.
async fn device_post(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    extensions: Extensions,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let ip = address(&extensions).map(|address| address.to_string());
    let kept = async {
        let me = app.me_open(&token).await?;
        let report = answer::native_report(&whole(body)?)?;
        let place = report.get("location").and_then(answer::place_in);
        app.me_report_device(&me, report, place, ip.unwrap_or_default())
            .await
    };
    done(kept.await)
}

/// Where a browser takes push messages.
async fn push_post(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let kept = async {
        let me = app.me_open(&token).await?;
        let form = header_text(&headers, "x-form").ok_or(Error::Forbidden(Denial::Forgery))?;
        app.form_check(&me.session, form)?;
        app.me_push_subscribe(&me, &whole(body)?).await
    };
    done(kept.await)
}

fn whole(body: Result<Bytes, BytesRejection>) -> Result<Bytes> {
    body.map_err(|_| {
        Error::invalid(
            "body",
            Reason::TooLarge {
                bytes_max: REPORT_BYTES_MAX as u64,
            },
        )
    })
}

fn done<T>(result: Result<T>) -> Response {
    match result {
        Ok(_) => headers::secure(Json(json!({ "status": 200 })).into_response()),
        Err(error) => problem(&error),
    }
}

async fn manifest(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    match Visitor::enter(app, token, query(asked), &headers).await {
        Err(response) => *response,
        Ok(visitor) => {
            let manifest = app_files::manifest(
                &visitor.me.tenant,
                visitor.me.applicant.id,
                &visitor.url(),
                &visitor.theme(),
                visitor.t,
            );
            part(manifest.to_string().into_bytes(), "application/manifest+json")
        }
    }
}

/// The worker's scope is the page's address, which has no slash at its end: browsers ask for leave to go that high.
async fn worker(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    match Visitor::enter(app, token, query(asked), &headers).await {
        Err(response) => *response,
        Ok(visitor) => {
            let script = app_files::worker(&visitor.me.tenant, visitor.t);
            let mut response = part(script.into_bytes(), "text/javascript; charset=utf-8");
            if let Ok(scope) = visitor.url().parse() {
                response.headers_mut().insert("service-worker-allowed", scope);
            }
            response
        }
    }
}

async fn brand_css(State(app): State<Arc<App>>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    match Visitor::enter(app, token, Query::default(), &headers).await {
        Err(response) => *response,
        Ok(visitor) => {
            let css = brand::stylesheet(&visitor.me.tenant.settings.brand.accent);
            part(css.into_bytes(), "text/css; charset=utf-8")
        }
    }
}

/// Bytes of a kind, with the headers of a page.
fn part(bytes: Vec<u8>, media_type: &'static str) -> Response {
    headers::secure(([(header::CONTENT_TYPE, media_type)], bytes).into_response())
}
