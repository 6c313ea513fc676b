//! A page where JSON is edited: flows, questionnaires, settings.

use askama::Template;
use domain::{Conflict, Error};
use serde::Serialize;

use super::{parts::Link, problem::Problem, shell::Shell};

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/editor.html")]
pub struct EditorPage {
    pub(super) shell: Shell,
    pub(super) list: Option<Link>,
    pub(super) note: String,
    pub(super) problem: Option<String>,
    pub(super) action: String,
    pub(super) confirm: &'static str,
    pub(super) asks_factor: bool,
    pub(super) may_edit: bool,
    pub(super) version: i64,
    pub(super) fields: Vec<EditorField>,
    pub(super) label: &'static str,
    pub(super) definition: String,
    pub(super) effect: &'static str,
    pub(super) help: Help,
}

/// A line of text beside the JSON.
#[derive(Debug)]
pub struct EditorField {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) length_max: usize,
}

/// What the keys mean.
#[derive(Debug, Default)]
pub struct Help {
    pub(super) text: &'static str,
    pub(super) heads: [&'static str; 3],
    pub(super) rows: Vec<(String, String, String)>,
    pub(super) example: &'static str,
}

/// JSON as people edit it.
pub fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// What was wrong with what was written, for the page that shows it again; every other error goes on.
///
/// # Errors
/// What is not about the written text.
pub fn problem(error: Error) -> Result<String, Problem> {
    match error {
        Error::Invalid { field, reason } => Ok(format!("{field} {reason}.")),
        Error::Conflict(conflict @ (Conflict::NameTaken | Conflict::Version)) => {
            Ok(format!("Because {conflict}."))
        }
        other => Err(other.into()),
    }
}
