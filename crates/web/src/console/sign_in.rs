//! Signing in: password, then second factor; invitations; confirming that it is still you.

use std::sync::Arc;

use app::App;
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Denial, Error};
use serde::Deserialize;

use super::{
    parts::{Copyable, Drawing, Notice},
    problem::{Problem, html},
    shell::Outside,
    visit::{Post, Sent, set_cookie},
    words,
};

/// The first half of signing in.
#[derive(Debug, Template)]
#[template(path = "console/sign-in.html")]
pub struct SignInPage {
    pub(super) shell: Outside,
    pub(super) next: String,
    pub(super) email: String,
}

/// The second half of signing in.
#[derive(Debug, Template)]
#[template(path = "console/sign-in-code.html")]
pub struct CodePage {
    pub(super) shell: Outside,
    pub(super) next: String,
    pub(super) ticket: String,
}

/// An invitation that was opened.
#[derive(Debug, Template)]
#[template(path = "console/welcome.html")]
pub struct WelcomePage {
    pub(super) shell: Outside,
    pub(super) action: String,
    pub(super) role: &'static str,
    pub(super) tenant: String,
    pub(super) email: String,
    pub(super) qr: Drawing,
    pub(super) secret: Copyable,
}

/// A fresh second factor is asked for; everything that was sent is carried along.
#[derive(Debug, Template)]
#[template(path = "console/confirm.html")]
pub struct ConfirmPage {
    pub(super) shell: Outside,
    pub(super) action: String,
    pub(super) fields: Vec<(String, String)>,
    pub(super) back: String,
}

/// `GET /console/sign-in`.
pub async fn sign_in_page(Query(wish): Query<Wish>) -> Response {
    sign_in(StatusCode::OK, Vec::new(), wish.next, String::new())
}

/// Where one wanted to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    next: String,
}

fn sign_in(status: StatusCode, notices: Vec<Notice>, next: String, email: String) -> Response {
    let shell = Outside::new("Sign in", notices);
    (status, html(&SignInPage { shell, next, email })).into_response()
}

fn refused(denial: Denial) -> Notice {
    match denial {
        Denial::Locked => Notice::bad("Locked for 15 minutes.", "There were too many failures."),
        Denial::Expired => Notice::bad("That took too long.", "Begin again."),
        _ => Notice::bad(
            "That is not right.",
            "After 5 failures the account locks for 15 minutes.",
        ),
    }
}

/// `POST /console/sign-in`: the password.
pub async fn password(State(app): State<Arc<App>>, sent: Sent) -> Result<Response, Problem> {
    let (email, next) = (sent.fields.get("email"), sent.fields.get("next").to_owned());
    match app.officer_password(email, sent.fields.get("password")).await {
        Ok(ticket) => Ok(code_page(StatusCode::OK, Vec::new(), next, ticket)),
        Err(Error::Unauthenticated(denial)) => {
            let notices = vec![refused(denial)];
            Ok(sign_in(StatusCode::UNAUTHORIZED, notices, next, email.to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}

fn code_page(status: StatusCode, notices: Vec<Notice>, next: String, ticket: String) -> Response {
    let shell = Outside::new("Second factor", notices);
    (status, html(&CodePage { shell, next, ticket })).into_response()
}

/// `POST /console/sign-in/code`: the second factor.
pub async fn code(State(app): State<Arc<App>>, sent: Sent) -> Result<Response, Problem> {
    let (ticket, next) = (sent.fields.get("ticket"), sent.fields.get("next").to_owned());
    let code = sent.fields.get("code").trim();
    match app
        .officer_code(ticket, code, &sent.address, &sent.user_agent)
        .await
    {
        Ok(cookie) => Ok(signed_in(&app, &cookie.0, &next)),
        Err(Error::Unauthenticated(Denial::Wrong)) => {
            let notice = Notice::bad(
                "That code is not right or was used already.",
                "Wait for the next one.",
            );
            let ticket = ticket.to_owned();
            Ok(code_page(StatusCode::UNAUTHORIZED, vec![notice], next, ticket))
        }
        Err(Error::Unauthenticated(denial)) => {
            let notices = vec![refused(denial)];
            Ok(sign_in(StatusCode::UNAUTHORIZED, notices, next, String::new()))
        }
        Err(error) => Err(error.into()),
    }
}

fn signed_in(app: &App, cookie: &str, next: &str) -> Response {
    let next = if is_own_page(next) { next } else { "/console" };
    (
        [(header::SET_COOKIE, set_cookie(app, cookie))],
        Redirect::to(next),
    )
        .into_response()
}

/// Whether an address leads back into the console and nowhere else.
fn is_own_page(next: &str) -> bool {
    let is_inside = next == "/console" || next.starts_with("/console/") || next.starts_with("/console?");
    is_inside && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') && !next.contains("//")
}

/// `POST /console/sign-out`.
pub async fn sign_out(post: Post) -> Result<Response, Problem> {
    let app = &post.visit.app;
    app.desk_close(&post.visit.desk).await?;
    let gone = [(header::SET_COOKIE, set_cookie(app, ""))];
    Ok((gone, Redirect::to("/console/sign-in")).into_response())
}

async fn welcome(
    app: &App,
    secret: &str,
    status: StatusCode,
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let enrolment = app.officer_invitation(secret).await?;
    let tenant = app.tenant(enrolment.officer.tenant_id).await?;
    let page = WelcomePage {
        shell: Outside::new("Set up your account", notices),
        action: format!("/console/welcome/{secret}"),
        role: words::role(enrolment.officer.role),
        tenant: tenant.name,
        email: enrolment.officer.email.to_string(),
        qr: qr_code(&enrolment.otpauth_url)?,
        secret: Copyable(enrolment.secret),
    };
    Ok((status, html(&page)).into_response())
}

fn qr_code(text: &str) -> domain::Result<Drawing> {
    let code = qrcode::QrCode::new(text).map_err(Error::internal)?;
    let svg = code
        .render::<qrcode::render::svg::Color>()
        .min_dimensions(200, 200)
        .build();
    let drawing = svg.split_once("<svg").map_or("", |(_, rest)| rest);
    Ok(Drawing(format!(
        r#"<svg role="img" aria-label="QR code for an authenticator app"{drawing}"#
    )))
}

/// `GET /console/welcome/{secret}`: an invitation is opened.
pub async fn welcome_page(
    State(app): State<Arc<App>>,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    welcome(&app, &secret, StatusCode::OK, Vec::new()).await
}

/// `POST /console/welcome/{secret}`: the invitation is used.
pub async fn enrol(
    State(app): State<Arc<App>>,
    Path(secret): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (password, code) = (sent.fields.get("password"), sent.fields.get("code").trim());
    if password != sent.fields.get("password_again") {
        let notices = vec![Notice::bad(
            "The two passwords differ.",
            "Type the same one twice.",
        )];
        return welcome(&app, &secret, StatusCode::UNPROCESSABLE_ENTITY, notices).await;
    }
    let enrolled = app
        .officer_enrol(&secret, password, code, &sent.address, &sent.user_agent)
        .await;
    match enrolled {
        Ok(cookie) => Ok(signed_in(&app, &cookie.0, "/console")),
        Err(Error::Invalid { field, reason }) => {
            let notices = vec![Notice::bad(
                format!("The {field} {reason}."),
                "Nothing was saved.",
            )];
            welcome(&app, &secret, StatusCode::UNPROCESSABLE_ENTITY, notices).await
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_only_into_the_console() {
        for next in ["/console", "/console/queue?applicant=x&q=a%20b"] {
            assert!(is_own_page(next), "{next}");
        }
        for next in [
            "",
            "//evil.example",
            "/console//evil",
            "/consolefoo",
            "https://evil.example/console",
            "/console/\\x",
            "/console/\r\n",
        ] {
            assert!(!is_own_page(next), "{next:?}");
        }
    }

    #[test]
    fn the_authenticator_secret_is_drawn() {
        let drawing = qr_code("otpauth://totp/Bulla?secret=AAAA").unwrap().0;
        assert!(drawing.starts_with("<svg role") && drawing.contains("<path") && !drawing.contains("style="));
    }
}
