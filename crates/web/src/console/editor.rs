//! A page where JSON is edited: flows, questionnaires, settings.

use askama::Template;

use super::{parts::Link, shell::Shell};

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
