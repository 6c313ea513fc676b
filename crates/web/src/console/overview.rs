//! Numbers that people look at daily.

use askama::Template;

use super::{chart::Chart, shell::Shell};

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/overview.html")]
pub struct OverviewPage {
    pub(super) shell: Shell,
    pub(super) tiles: Vec<Tile>,
    pub(super) charts: Vec<Chart>,
}

/// One number.
#[derive(Debug)]
pub struct Tile {
    pub(super) href: &'static str,
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) note: String,
}
