//! Signing in: password, then second factor; invitations; confirming that it is still you.

use askama::Template;

use super::{
    parts::{Copyable, Drawing},
    shell::Outside,
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
