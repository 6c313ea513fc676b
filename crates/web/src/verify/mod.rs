//! The hosted verification `/verify/{token}`: consent, each step of the flow, review, done.
//!
//! Where an applicant is follows from the applicant's state alone ([`path`]), so the link itself leads to the right screen on any
//! device. Every form is a plain multipart form that works without scripts; scripts send the same form and get JSON.
//! Must not know SQL, wires, or how files and codes are kept.

pub(crate) mod brand;
pub(crate) mod end;
pub(crate) mod form;
mod give;
pub(crate) mod guest;
pub(crate) mod headers;
pub(crate) mod live;
mod path;
mod question;
mod review;
pub(crate) mod screen;
pub(crate) mod view;

pub(crate) use guest::service_key;

use std::sync::Arc;

use app::App;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Multipart, Path, Query as UrlQuery, State, multipart::MultipartRejection},
    http::{Extensions, HeaderMap},
    response::Response,
    routing::{get, post},
};
use domain::{
    Conflict, Error, Noun, Result,
    questionnaire::Definition,
    step::{Step, StepInput},
};

use self::{
    form::Form,
    guest::{Guest, Query},
    path::{Screen, Side},
    screen::{AnswerEntry, DocumentEntry, TYPED_FIELDS, contact_of},
};

/// What comes after `?`; anything unreadable counts as nothing.
type Asked = Result<UrlQuery<Query>, axum::extract::rejection::QueryRejection>;
type Body = Result<Multipart, MultipartRejection>;

/// The routes of the hosted verification. Its pages load what [`crate::assets::router`] serves.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/verify/{token}", get(entry))
        .route("/verify/{token}/consent", get(consent).post(consent_post))
        .route("/verify/{token}/step/{position}/change", post(change_post))
        .route(
            "/verify/{token}/step/{position}/visibility",
            post(visibility_post),
        )
        .route(
            "/verify/{token}/step/{position}/{side}",
            get(side).post(side_post),
        )
        .route("/verify/{token}/review", get(review_page).post(review_post))
        .route("/verify/{token}/done", get(done))
        .route("/verify/{token}/file/{id}", get(live::file))
        .route("/verify/{token}/events", get(live::events))
        .route("/verify/{token}/qr.svg", get(live::qr))
        .route("/verify/{token}/brand.css", get(live::brand))
        .layer(DefaultBodyLimit::max(form::FORM_BYTES_MAX))
}

fn query(asked: Asked) -> Query {
    asked.map(|UrlQuery(query)| query).unwrap_or_default()
}

/// The link itself: on to where the applicant is, with what the embedding page said.
async fn entry(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let guest = match Guest::enter(app, token, query(asked), &headers).await {
        Ok(guest) => guest,
        Err(response) => return *response,
    };
    let mut address = guest.url(path::current(&guest.visit.applicant));
    let asked = &guest.query;
    let pairs = [
        ("lang", &asked.lang),
        ("locale", &asked.locale),
        ("sdkVersion", &asked.sdk_version),
    ];
    let pairs = pairs
        .iter()
        .filter_map(|(name, value)| value.as_ref().map(|value| (*name, value)));
    let text = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    if !text.is_empty() {
        address = format!("{address}?{text}");
    }
    guest.go(&address)
}

async fn consent(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    match Guest::enter(app, token, query(asked), &headers).await {
        Err(response) => *response,
        Ok(guest) => match path::current(&guest.visit.applicant) {
            Screen::Consent => guest.consent_screen(),
            _ => guest.go_on(&guest.visit.applicant),
        },
    }
}

async fn consent_post(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
    extensions: Extensions,
    body: Body,
) -> Response {
    let (guest, form) = match open_form(app, token, query(asked), &headers, body).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let device = live::device(&headers, &extensions, guest.query.sdk_version.as_deref());
    match guest.give_consent(&form, device).await {
        Ok(response) => response,
        Err(error) => guest.post_failed(&error).await,
    }
}

/// Opens the link, reads the form and checks that it is one of ours.
async fn open_form(
    app: Arc<App>,
    token: String,
    query: Query,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Guest, Form), Box<Response>> {
    let guest = Guest::enter(app, token, query, headers).await?;
    let form = match Form::read(body).await {
        Ok(form) => form,
        Err(problem) => return Err(Box::new(guest.form_failed(problem))),
    };
    match guest.app.form_check(&guest.visit.session, form.text("form")) {
        Ok(()) => Ok((guest, form)),
        Err(error) => Err(Box::new(guest.end(&error))),
    }
}

/// The step at a position.
fn step_at(guest: &Guest, position: i64) -> Result<Step> {
    let step = guest
        .visit
        .applicant
        .given_steps()
        .find(|step| step.position == position);
    step.cloned().ok_or(Error::NotFound(Noun::Page))
}

async fn side(
    State(app): State<Arc<App>>,
    Path((token, position, side)): Path<(String, i64, String)>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let guest = match Guest::enter(app, token, query(asked), &headers).await {
        Ok(guest) => guest,
        Err(response) => return *response,
    };
    let shown = match (step_at(&guest, position), Side::parse(&side)) {
        (Ok(step), Some(side)) => show_side(&guest, &step, side).await,
        _ => Err(Error::NotFound(Noun::Page)),
    };
    shown.unwrap_or_else(|error| guest.end(&error))
}

/// A screen of an open step; elsewhere the applicant is led to where they are.
async fn show_side(guest: &Guest, step: &Step, side: Side) -> Result<Response> {
    let applicant = &guest.visit.applicant;
    let is_open =
        applicant.consented_at.is_some() && applicant.is_open_to_applicant() && step.awaits_applicant();
    if !is_open || !side.belongs_to(step) {
        return Ok(guest.go_on(applicant));
    }
    if step.attempts_left() == 0 {
        return Err(Error::Conflict(Conflict::NoTriesLeft));
    }
    Ok(match side {
        Side::Choose => guest.document_screen(step, &chosen(step), ""),
        Side::Front | Side::Back | Side::Picture => guest.capture_screen(step, side, ""),
        Side::Address => guest.contact_screen(step, &contact_of(applicant, step), ""),
        Side::Code => guest.code_screen(step, 0, ""),
        Side::Place => guest.place_screen(step, ""),
        Side::Refused => guest.refused_screen(step),
        Side::Answers => {
            let questionnaire = guest.app.visit_questionnaire(&guest.visit, step.id).await?;
            let definition = Definition::parse(&questionnaire.content).map_err(Error::internal)?;
            let entry = AnswerEntry {
                answers: answers(step),
                problems: Vec::new(),
                refused: Vec::new(),
            };
            guest.questionnaire_screen(step, &definition, &entry)
        }
    })
}

/// What is chosen and typed so far.
fn chosen(step: &Step) -> DocumentEntry {
    let StepInput::Document {
        country,
        document,
        fields,
        ..
    } = &step.input
    else {
        return DocumentEntry::default();
    };
    let typed = TYPED_FIELDS.map(|(name, ..)| {
        let field = fields.iter().find(|field| field.name == name);
        (
            field.map(|field| field.value.clone()).unwrap_or_default(),
            String::new(),
        )
    });
    DocumentEntry {
        country: *country,
        kind: *document,
        typed,
    }
}

fn answers(step: &Step) -> domain::questionnaire::Answers {
    match &step.input {
        StepInput::Questionnaire { answers, .. } => answers.clone(),
        _ => Default::default(),
    }
}

async fn side_post(
    State(app): State<Arc<App>>,
    Path((token, position, side)): Path<(String, i64, String)>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (guest, form) = match open_form(app, token, query(asked), &headers, body).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let given = match (step_at(&guest, position), Side::parse(&side)) {
        (Ok(step), Some(side)) if guest.visit.applicant.consented_at.is_none() || !side.belongs_to(&step) => {
            Err(Error::Conflict(Conflict::StepNotOpen))
        }
        (Ok(step), Some(side)) => guest.give_side(&step, side, form).await,
        _ => Err(Error::NotFound(Noun::Page)),
    };
    match given {
        Ok(response) => response,
        Err(error) => guest.post_failed(&error).await,
    }
}

async fn change_post(
    State(app): State<Arc<App>>,
    Path((token, position)): Path<(String, i64)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (guest, _) = match open_form(app, token, Query::default(), &headers, body).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let changed = match step_at(&guest, position) {
        Ok(step) => guest.change(&step).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(response) => response,
        Err(error) => guest.post_failed(&error).await,
    }
}

async fn visibility_post(
    State(app): State<Arc<App>>,
    Path((token, position)): Path<(String, i64)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (guest, form) = match open_form(app, token, Query::default(), &headers, body).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let visible = match step_at(&guest, position) {
        Ok(step) => guest.visibility(&step, &form).await,
        Err(error) => Err(error),
    };
    visible.unwrap_or_else(|error| guest.end(&error))
}

async fn review_page(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    match Guest::enter(app, token, query(asked), &headers).await {
        Err(response) => *response,
        Ok(guest) => match path::current(&guest.visit.applicant) {
            Screen::Review => guest.review_screen().await,
            _ => guest.go_on(&guest.visit.applicant),
        },
    }
}

async fn review_post(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (guest, _) = match open_form(app, token, query(asked), &headers, body).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    match guest.send().await {
        Ok(response) => response,
        Err(error) => guest.post_failed(&error).await,
    }
}

async fn done(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    match Guest::enter(app, token, query(asked), &headers).await {
        Err(response) => *response,
        Ok(guest) => match path::current(&guest.visit.applicant) {
            Screen::Done if guest.visit.applicant.status.is_decided() => {
                guest.end(&Error::Conflict(Conflict::Finished))
            }
            Screen::Done => guest.done_screen(),
            _ => guest.go_on(&guest.visit.applicant),
        },
    }
}
