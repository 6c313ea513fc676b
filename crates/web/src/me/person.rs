//! Somebody who opened their own page: the language, the addresses, and the parts that every one of its screens has.

use std::sync::Arc;

use app::{App, me::Me};
use askama::Template;
use axum::{
    Json,
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{Denial, Error, inquiry::Inquiry};
use serde_json::json;

use super::{headers, view::Head};
use crate::{
    text::Texts,
    verify::{
        brand, end,
        guest::{self, Query, header_text},
        view::{Page, html},
    },
};

/// An opened page.
pub struct Visitor {
    /// The product.
    pub app: Arc<App>,
    /// The person and what is asked.
    pub me: Me,
    /// As in the address; verified.
    pub token: String,
    /// The words of the screens.
    pub t: &'static Texts,
    query: Query,
}

impl Visitor {
    /// Opens the page, or says why it does not open.
    ///
    /// # Errors
    /// The page to answer with.
    pub async fn enter(
        app: Arc<App>,
        token: String,
        query: Query,
        headers: &HeaderMap,
    ) -> Result<Self, Box<Response>> {
        match app.me_open(&token).await {
            Ok(me) => {
                let language = guest::language(headers, &query, me.applicant.language.as_deref());
                Ok(Self {
                    app,
                    me,
                    token,
                    t: language.texts(),
                    query,
                })
            }
            Err(error) => {
                let t = guest::language(headers, &query, None).texts();
                let is_script = header_text(headers, "x-requested-with") == Some("bulla");
                let page = end::refused(&error, t, None, "", is_script);
                Err(Box::new(headers::secure(page)))
            }
        }
    }

    /// The page's own address.
    pub fn url(&self) -> String {
        format!("/me/{}", self.token)
    }

    /// The address of one request.
    pub fn inquiry_url(&self, inquiry: &Inquiry) -> String {
        format!("/me/{}/inquiry/{}", self.token, inquiry.id)
    }

    /// The tenant's colour.
    pub fn theme(&self) -> String {
        brand::theme(&self.me.tenant.settings.brand.accent)
    }

    /// The head of a screen; `state` is where the shown request stands.
    pub fn head(&self, state: &'static str) -> Head {
        Head {
            url: self.url(),
            theme: self.theme(),
            form: self.app.form_token(&self.me.session),
            state,
        }
    }

    /// The parts around a screen.
    pub fn page(&self) -> Page {
        let mut page = guest::page(self.t, Some(&self.me.tenant));
        page.tenant_css = format!("/me/{}/brand.css", self.token);
        page
    }

    /// A screen as an answer.
    pub fn show(&self, screen: &impl Template, status: StatusCode) -> Response {
        match html(screen) {
            Ok(text) => {
                let mut response = (status, Html(text)).into_response();
                guest::keep_language(&mut response, &self.app, &self.query, "/me");
                headers::secure(response)
            }
            Err(error) => self.end(&error),
        }
    }

    /// Sends the browser on.
    pub fn go(&self, address: &str) -> Response {
        headers::secure(Redirect::to(address).into_response())
    }

    /// The page that says why something did not work.
    pub fn end(&self, error: &Error) -> Response {
        let tenant = Some(&self.me.tenant);
        headers::secure(end::refused(error, self.t, tenant, &self.url(), false))
    }
}

/// The answer to a program, such as a native app, for which something did not work.
pub fn problem(error: &Error) -> Response {
    if let Error::Unavailable(cause) | Error::Internal(cause) = error {
        tracing::error!(cause, "a program was not answered");
    }
    let status = match error {
        Error::Unauthenticated(Denial::Expired) => StatusCode::GONE,
        Error::Unauthenticated(_) | Error::NotFound(_) => StatusCode::NOT_FOUND,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::Invalid { .. } => StatusCode::BAD_REQUEST,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let body = json!({ "status": status.as_u16(), "message": error.to_string() });
    headers::secure((status, Json(body)).into_response())
}
