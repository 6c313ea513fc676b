//! Somebody who opened a link: the visit with its language and token, and the parts that every one of its pages has.

use std::sync::Arc;

use app::{App, visit::Visit};
use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    Result,
    flow::Service,
    step::Step,
    tenant::{Mode, Tenant},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    end, headers,
    path::{self, Screen, Side},
    view::{Frame, LanguageItem, Page, StepHead, html},
};
use crate::{
    assets,
    text::{LANGUAGES, Language, Texts},
};

/// Remembers the language that the reader chose.
const LANGUAGE_COOKIE: &str = "bulla_language";
const LANGUAGE_SECONDS: u32 = 365 * 24 * 3_600;

/// What an address may carry after `?`. Anything else is left alone.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Chosen in the menu.
    pub lang: Option<String>,
    /// Chosen by the page that embeds this one.
    pub locale: Option<String>,
    /// Version of the client's SDK.
    #[serde(rename = "sdkVersion")]
    pub sdk_version: Option<String>,
}

/// An opened link.
pub struct Guest {
    /// The product.
    pub app: Arc<App>,
    /// The link and all behind it.
    pub visit: Visit,
    /// As in the address; verified.
    pub token: String,
    /// The words of its pages.
    pub t: &'static Texts,
    /// What came after `?`.
    pub query: Query,
    /// Whether a script asks and wants JSON.
    pub is_script: bool,
}

impl Guest {
    /// Opens a link, or says on a page why it does not open.
    ///
    /// # Errors
    /// The page to answer with.
    pub async fn enter(
        app: Arc<App>,
        token: String,
        query: Query,
        headers: &HeaderMap,
    ) -> Result<Self, Box<Response>> {
        let is_script = header_text(headers, "x-requested-with") == Some("bulla");
        match app.visit_open(&token).await {
            Ok(visit) => {
                let language = language(headers, &query, visit.session.locale.as_deref());
                Ok(Self {
                    app,
                    visit,
                    token,
                    t: language.texts(),
                    query,
                    is_script,
                })
            }
            Err(error) => {
                let t = language(headers, &query, None).texts();
                Err(Box::new(end::refused(
                    &error,
                    t,
                    None,
                    &retry_url(&token),
                    is_script,
                )))
            }
        }
    }

    /// The page that ends the way, for this visit.
    pub fn end(&self, error: &domain::Error) -> Response {
        let tenant = Some(&self.visit.tenant);
        end::refused(error, self.t, tenant, &self.entry_url(), self.is_script)
    }

    /// The link itself.
    pub fn entry_url(&self) -> String {
        format!("/verify/{}", self.token)
    }

    /// The address of a screen.
    pub fn url(&self, screen: Screen) -> String {
        path::address(&self.token, screen)
    }

    /// Sends the applicant on: a redirect, or the address for the script to follow.
    pub fn go(&self, address: &str) -> Response {
        let response = if self.is_script {
            Json(json!({ "next": address })).into_response()
        } else {
            Redirect::to(address).into_response()
        };
        headers::secure(response, self.origins())
    }

    /// Sends the applicant to where they are.
    pub fn go_on(&self, applicant: &domain::applicant::Applicant) -> Response {
        self.go(&self.url(path::current(applicant)))
    }

    /// A screen as an answer; a problem on it is told by the status.
    pub fn show(&self, screen: &impl askama::Template, problem: &str) -> Response {
        let status = if problem.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let mut response = if self.is_script {
            (status, Json(json!({ "problem": problem, "field": "file" }))).into_response()
        } else {
            match html(screen) {
                Ok(text) => (status, Html(text)).into_response(),
                Err(error) => return self.end(&error),
            }
        };
        self.keep_language(&mut response);
        headers::secure(response, self.origins())
    }

    /// Keeps the language of the menu for the next pages.
    fn keep_language(&self, response: &mut Response) {
        keep_language(response, &self.app, &self.query, "/verify");
    }

    fn origins(&self) -> &[String] {
        &self.visit.tenant.settings.brand.frame_origins
    }

    /// The parts around a screen.
    pub fn page(&self, screen: Screen) -> Page {
        let mut page = page(self.t, Some(&self.visit.tenant));
        page.tenant_css = format!("/verify/{}/brand.css", self.token);
        page.saved = !matches!(screen, Screen::Consent | Screen::Done);
        page.frame = self.frame(screen);
        page
    }

    /// The head of a step's screen.
    pub fn head(&self, screen: Screen, problem: &str) -> StepHead {
        let steps: Vec<&Step> = self.visit.applicant.given_steps().collect();
        let at = |position| steps.iter().position(|step| step.position == position);
        let total = steps.len() + 2;
        let (number, name) = match screen {
            Screen::Consent => (1, "consent"),
            Screen::Step(position, _) => at(position).map_or((2, "document"), |index| {
                (index + 2, service_key(steps[index].service))
            }),
            Screen::Review | Screen::Done => (total, "review"),
        };
        let url = self.url(screen);
        let back = match screen {
            Screen::Step(position, Side::Front) => Some(Screen::Step(position, Side::Choose)),
            Screen::Step(position, Side::Back) => Some(Screen::Step(position, Side::Front)),
            Screen::Step(position, Side::Code) => Some(Screen::Step(position, Side::Address)),
            _ => None,
        };
        let to_u32 = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let version = self.query.sdk_version.as_deref().unwrap_or_default();
        let version = url::form_urlencoded::byte_serialize(version.as_bytes()).collect::<String>();
        StepHead {
            number: to_u32(number),
            total: to_u32(total),
            name,
            title: self.t.say(format!("step-{name}")),
            lead: String::new(),
            problem: problem.to_owned(),
            form: self.app.form_token(&self.visit.session),
            url: if version.is_empty() {
                url
            } else {
                format!("{url}?sdkVersion={version}")
            },
            back_url: back.map(|screen| self.url(screen)).unwrap_or_default(),
            qr_url: format!("/verify/{}/qr.svg", self.token),
            events_url: format!("/verify/{}/events", self.token),
        }
    }

    /// What an embedding page hears, where the tenant allows one.
    fn frame(&self, screen: Screen) -> Option<Frame> {
        if self.origins().is_empty() {
            return None;
        }
        let before = |position| {
            let earlier = self
                .visit
                .applicant
                .given_steps()
                .filter(move |step| step.position < position);
            earlier.last().map_or("intro", |step| frame_step(step.service))
        };
        let (event, step_type) = match screen {
            Screen::Consent => ("onStart", "intro"),
            Screen::Step(position, _) => ("onPassStep", before(position)),
            Screen::Review => ("onPassStep", before(i64::MAX)),
            Screen::Done => ("onComplete", "complete"),
        };
        let claim = |name: &str| self.visit.claims.get(name).and_then(|value| value.as_str());
        Some(Frame {
            origins: self.origins().join(" "),
            event,
            app_key: claim("appKey").unwrap_or_default().to_owned(),
            transaction_id: self.visit.session.id.to_string(),
            external_user_id: self.visit.applicant.external_id.clone(),
            flow_id: claim("flowId").map_or_else(|| self.visit.flow.number.to_string(), str::to_owned),
            step_type,
            mode: mode(&self.visit.tenant),
            error: String::new(),
        })
    }
}

/// The parts around any page, also one without a visit.
pub fn page(t: &'static Texts, tenant: Option<&Tenant>) -> Page {
    let language = t.language();
    Page {
        lang: language.code.to_owned(),
        lang_name: language.name.to_owned(),
        dir: t.direction(),
        assets: assets::prefix().to_owned(),
        tenant: tenant.map_or_else(|| "Bulla".to_owned(), |tenant| tenant.name.clone()),
        logo: format!("{}/logo.svg", assets::prefix()),
        tenant_css: String::new(),
        test_mode: tenant.is_some_and(|tenant| tenant.mode == Mode::Sandbox),
        saved: false,
        help: tenant
            .map(|tenant| tenant.settings.brand.support.clone())
            .unwrap_or_default(),
        languages: LANGUAGES
            .iter()
            .map(|item| LanguageItem {
                code: item.code,
                name: item.name,
                current: *item == language,
            })
            .collect(),
        frame: None,
    }
}

/// The key of a service in the language files.
pub fn service_key(service: Service) -> &'static str {
    match service {
        Service::Document => "document",
        Service::Selfie | Service::FaceMatch => "selfie",
        Service::SelfieWithDocument => "selfie_document",
        Service::AddressProof => "address",
        Service::AdditionalDocument => "additional",
        Service::Email => "email",
        Service::Phone => "phone",
        Service::Questionnaire => "questionnaire",
        Service::Location => "device",
        Service::Screening => "review",
    }
}

/// What embedding pages call a step; empty where they have no word for it.
fn frame_step(service: Service) -> &'static str {
    match service {
        Service::Document | Service::AddressProof | Service::AdditionalDocument => "documents",
        Service::Selfie | Service::SelfieWithDocument | Service::FaceMatch => "biometry",
        Service::Email | Service::Phone | Service::Questionnaire | Service::Location | Service::Screening => {
            ""
        }
    }
}

fn mode(tenant: &Tenant) -> &'static str {
    match tenant.mode {
        Mode::Sandbox => "sandbox",
        Mode::Live => "live",
    }
}

/// Keeps the language of the menu for the pages below `path`.
pub fn keep_language(response: &mut Response, app: &App, query: &Query, path: &str) {
    let Some(chosen) = query.lang.as_deref().and_then(Language::find) else {
        return;
    };
    let secure = if app.public_url().starts_with("https:") {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!(
        "{LANGUAGE_COOKIE}={}; Path={path}; Max-Age={LANGUAGE_SECONDS}; HttpOnly; SameSite=Lax{secure}",
        chosen.code
    );
    if let Ok(value) = cookie.parse() {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
}

/// The language of a page: chosen in the menu, chosen before, the link's, the browser's.
pub fn language(headers: &HeaderMap, query: &Query, of_link: Option<&str>) -> Language {
    let chosen = query.lang.as_deref().or_else(|| cookie(headers, LANGUAGE_COOKIE));
    let of_link = query.locale.as_deref().or(of_link);
    Language::negotiate(chosen, of_link, header_text(headers, "accept-language"))
}

fn cookie<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    let cookies = header_text(headers, "cookie")?;
    cookies
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A header that is plain text.
pub fn header_text<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The link again; nothing for a token that cannot be one.
fn retry_url(token: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if token.bytes().all(is_plain) {
        format!("/verify/{token}")
    } else {
        String::new()
    }
}
