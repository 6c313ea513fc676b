//! What a page says when something cannot be done: each error in words, with its status and a way to go on.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{Denial, Error};

use super::{parts::Link, shell::Outside};

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/problem.html")]
pub struct ProblemPage {
    pub(super) shell: Outside,
    pub(super) text: String,
    pub(super) link: Link,
}

/// Renders a template, or says that it could not.
pub fn html(page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Why a page is not shown: an error on its way to a page, or another page in its place.
#[derive(Debug)]
pub enum Problem {
    /// An error.
    Error(Error),
    /// Another page.
    Page(Box<Response>),
}

impl Problem {
    /// Another page in place of the one that was asked for.
    pub fn page(response: Response) -> Self {
        Self::Page(Box::new(response))
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// What a form is answered whose session is over: nothing was recorded.
pub fn signed_out() -> Response {
    let page = ProblemPage {
        shell: Outside::new("Sign in again", Vec::new()),
        text: "Your session is over. Nothing was recorded.".into(),
        link: Link::new("/console/sign-in", "Sign in"),
    };
    (StatusCode::UNAUTHORIZED, html(&page)).into_response()
}

fn words(error: &Error) -> (StatusCode, &'static str, String) {
    let sentence = |text: &dyn std::fmt::Display| {
        let text = text.to_string();
        let mut letters = text.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string());
        format!("{}{}.", first.unwrap_or_default(), letters.as_str())
    };
    match error {
        Error::Unauthenticated(denial) => (StatusCode::UNAUTHORIZED, "Sign in again", sentence(denial)),
        Error::Forbidden(denial) => (StatusCode::FORBIDDEN, "Not allowed", sentence(denial)),
        Error::NotFound(_) => (
            StatusCode::NOT_FOUND,
            "Not found",
            "There is no such page, or it belongs to another tenant.".into(),
        ),
        Error::Invalid { .. } => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Not accepted",
            format!("{} Nothing was recorded.", sentence(error)),
        ),
        Error::Conflict(conflict) => (
            StatusCode::CONFLICT,
            "Not possible now",
            format!("{} Nothing was recorded.", sentence(conflict)),
        ),
        Error::RateLimited { .. } => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many tries",
            "Wait a little, then try again.".into(),
        ),
        Error::Unavailable(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Busy",
            "A part that is needed does not answer. Try again in a moment.".into(),
        ),
        Error::Internal(_) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something failed here",
            "Nothing you sent was recorded. Try again; if it stays, tell your operator.".into(),
        ),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let error = match self {
            Self::Page(response) => return *response,
            Self::Error(error) => error,
        };
        match &error {
            Error::Unauthenticated(Denial::Missing | Denial::Expired) => {
                return Redirect::to("/console/sign-in").into_response();
            }
            Error::Internal(cause) | Error::Unavailable(cause) => {
                tracing::error!(%cause, "a console page failed");
            }
            _ => {}
        }
        let (status, title, text) = words(&error);
        let page = ProblemPage {
            shell: Outside::new(title, Vec::new()),
            text,
            link: Link::new("/console", "To the console"),
        };
        (status, html(&page)).into_response()
    }
}
