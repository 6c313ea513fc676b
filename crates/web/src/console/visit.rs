//! Who is at the desk. Reading a page needs the browser's cookie; sending a form needs the cookie, an origin of our own and the form's
//! token; something dangerous needs a fresh second factor besides, asked for on a page of its own that carries the form along.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use app::{App, desk::Desk};
use axum::{
    Form,
    extract::{ConnectInfo, FromRequest, FromRequestParts, Request},
    http::{HeaderMap, Method, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Denial, Error, Result, officer::Role};
use values::Timestamp;

use super::{
    parts::{Moment, Notice},
    problem::{Problem, html, signed_out},
    shell::{Counts, Outside, Place, Shell, nav},
    sign_in::ConfirmPage,
    words,
};

/// The name of the browser's cookie.
const COOKIE: &str = "bulla_desk";

/// The cookie's header. `secret` is empty to take it away.
pub fn set_cookie(app: &App, secret: &str) -> String {
    let seconds = if secret.is_empty() {
        0
    } else {
        domain::officer::SESSION_MAX.as_secs()
    };
    let secure = if app.public_url().starts_with("https://") {
        "; Secure"
    } else {
        ""
    };
    format!("{COOKIE}={secret}; Path=/console; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Where a request comes from: as the server found out behind its proxy, otherwise the connection's other end.
pub fn address(parts: &Parts) -> String {
    let named = parts.extensions.get::<IpAddr>().copied();
    let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let found = named.or_else(|| connected.map(|ConnectInfo(address)| address.ip()));
    found.map_or_else(|| "unknown".to_owned(), |address| address.to_string())
}

/// What browser it is, as it says itself.
pub fn user_agent(parts: &Parts) -> String {
    let agent = parts.headers.get(header::USER_AGENT);
    let text = agent.and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    text.to_owned()
}

/// Refuses a form that was not sent by a page of this very origin.
///
/// # Errors
/// [`Denial::Forgery`].
pub fn require_own_origin(parts: &Parts) -> Result<()> {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let is_own = match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => {
            let host = text("host").or_else(|| parts.uri.authority().map(|authority| authority.as_str()));
            let origin = text("origin").and_then(|origin| origin.split_once("://"));
            origin.is_some_and(|(_, authority)| Some(authority) == host)
        }
    };
    if is_own {
        Ok(())
    } else {
        Err(Error::Forbidden(Denial::Forgery))
    }
}

/// A signed-in officer who reads a page.
pub struct Visit {
    /// The product.
    pub app: Arc<App>,
    /// The desk.
    pub desk: Desk,
    /// When the page is made.
    pub now: Timestamp,
}

impl Visit {
    /// Refuses a lesser role.
    pub fn require(&self, role: Role) -> Result<()> {
        self.desk.officer.require(role)
    }

    /// Whether the role includes another.
    pub fn is(&self, role: Role) -> bool {
        self.desk.officer.role >= role
    }

    /// Whether something dangerous will ask for the second factor.
    pub fn asks_factor(&self) -> bool {
        !self.desk.session.is_stepped_up(self.now)
    }

    /// An instant as this page prints it.
    pub const fn moment(&self, at: Timestamp) -> Moment {
        Moment { at, now: self.now }
    }

    /// The frame of a page.
    pub fn shell(&self, place: Place, title: impl Into<String>) -> Shell {
        self.shell_with(place, title, Counts::default())
    }

    /// The frame of a page that knows what waits elsewhere.
    pub fn shell_with(&self, place: Place, title: impl Into<String>, counts: Counts) -> Shell {
        Shell {
            title: title.into(),
            tenant: self.desk.tenant.name.clone(),
            mode: words::mode(self.desk.tenant.mode),
            officer: self.desk.officer.name.clone(),
            role: words::role(self.desk.officer.role),
            form_token: self.app.desk_form_token(&self.desk),
            notices: Vec::new(),
            nav: nav(self.desk.officer.role, place, counts),
        }
    }
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let opened = match cookie(&parts.headers) {
            Some(cookie) => app.desk_open(cookie).await,
            None => Err(Error::Unauthenticated(Denial::Missing)),
        };
        match opened {
            Ok(desk) => Ok(Self {
                app: Arc::clone(app),
                desk,
                now: app.now(),
            }),
            Err(Error::Unauthenticated(_)) => Err(to_sign_in(parts)),
            Err(error) => Err(Problem::from(error).into_response()),
        }
    }
}

fn to_sign_in(parts: &Parts) -> Response {
    if parts.method != Method::GET {
        // Not a redirect: a script that sent a form must not take the sign-in page for success.
        return signed_out();
    }
    let uri = parts.extensions.get::<axum::extract::OriginalUri>();
    let uri = uri.map_or(&parts.uri, |original| &original.0);
    let next = uri.path_and_query().map_or("/console", |path| path.as_str());
    let query = link("/console/sign-in", &[("next", next)]);
    Redirect::to(&query).into_response()
}

/// An address with the query's non-empty fields.
pub fn link(path: &str, query: &[(&str, &str)]) -> String {
    let given = query.iter().filter(|(_, value)| !value.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(given)
        .finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// What a form sent.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// A field's first value; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// A field's text without surrounding space; none when empty.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.get(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// All of a field's values.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }
}

/// A form of somebody who is not signed in yet, sent by a page of ours.
pub struct Sent {
    /// The form.
    pub fields: Fields,
    /// Where from.
    pub address: String,
    /// What browser.
    pub user_agent: String,
}

impl FromRequest<Arc<App>> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        require_own_origin(&parts).map_err(|error| Problem::from(error).into_response())?;
        let (address, user_agent) = (address(&parts), user_agent(&parts));
        let request = Request::from_parts(parts, body);
        let form = Form::<Vec<(String, String)>>::from_request(request, app).await;
        let Form(fields) = form.map_err(IntoResponse::into_response)?;
        Ok(Self {
            fields: Fields(fields),
            address,
            user_agent,
        })
    }
}

/// A signed-in officer's form.
pub struct Post {
    /// Who.
    pub visit: Visit,
    /// The form.
    pub fields: Fields,
    /// Where it was sent to.
    path: String,
}

impl FromRequest<Arc<App>> for Post {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        let path = parts.uri.path().to_owned();
        let Sent { fields, .. } = Sent::from_request(Request::from_parts(parts, body), app).await?;
        app.desk_form_check(&visit.desk, fields.get("form_token"))
            .map_err(|error| Problem::from(error).into_response())?;
        Ok(Self { visit, fields, path })
    }
}

impl Post {
    /// Refuses a lesser role, then asks for the second factor unless it is fresh or came along.
    ///
    /// # Errors
    /// [`Denial::Role`], or the page that asks.
    pub async fn require_dangerous(&self, role: Role, place: Place) -> Result<(), Problem> {
        self.visit.require(role)?;
        if !self.visit.asks_factor() {
            return Ok(());
        }
        let Some(code) = self.fields.text("code") else {
            return Err(self.confirm(place, Vec::new()));
        };
        match self.visit.app.desk_step_up(&self.visit.desk, &code).await {
            Ok(()) => Ok(()),
            Err(Error::Unauthenticated(denial @ (Denial::Wrong | Denial::Locked))) => {
                let notice = match denial {
                    Denial::Locked => Notice::bad("Locked for 15 minutes.", "There were too many failures."),
                    _ => Notice::bad(
                        "That code is not right or was used already.",
                        "Wait for the next one.",
                    ),
                };
                Err(self.confirm(place, vec![notice]))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn confirm(&self, place: Place, notices: Vec<Notice>) -> Problem {
        let carried = self.fields.0.iter().filter(|(name, _)| name != "code");
        Problem::page(html(&ConfirmPage {
            shell: Outside::new("Confirm it is you", notices),
            action: self.path.clone(),
            fields: carried.cloned().collect(),
            back: place.href().to_owned(),
        }))
    }
}
