//! Flows and questionnaires: what applicants are asked.

use askama::Template;
use domain::flow::{Flow, Questionnaire};
use values::Timestamp;

use super::{
    parts::{Copyable, Empty, Moment},
    shell::Shell,
    words,
};

/// The flows.
#[derive(Debug, Template)]
#[template(path = "console/flows.html")]
pub struct FlowsPage {
    pub(super) shell: Shell,
    pub(super) may_edit: bool,
    pub(super) rows: Vec<FlowRow>,
    pub(super) empty: Empty,
}

/// One of them.
#[derive(Debug)]
pub struct FlowRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) number: i64,
    pub(super) kind: &'static str,
    pub(super) services: String,
    pub(super) auto_approve: &'static str,
    pub(super) unique_face: &'static str,
    pub(super) version: i64,
}

const fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

impl FlowRow {
    pub(super) fn new(flow: &Flow) -> Self {
        let definition = &flow.definition;
        let services = definition.services.iter().map(|service| words::service(*service));
        Self {
            href: format!("/console/flows/{}", flow.id),
            name: definition.name.clone(),
            number: flow.number,
            kind: words::flow_kind(definition.kind),
            services: services.collect::<Vec<_>>().join(", "),
            auto_approve: yes(definition.auto_approve),
            unique_face: yes(definition.unique_face_match),
            version: flow.version,
        }
    }
}

/// The questionnaires.
#[derive(Debug, Template)]
#[template(path = "console/questionnaires.html")]
pub struct QuestionnairesPage {
    pub(super) shell: Shell,
    pub(super) may_edit: bool,
    pub(super) rows: Vec<QuestionnaireRow>,
    pub(super) empty: Empty,
}

/// One of them.
#[derive(Debug)]
pub struct QuestionnaireRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) id: Copyable,
    pub(super) version: i64,
    pub(super) questions: usize,
    pub(super) created_at: Moment,
}

impl QuestionnaireRow {
    pub(super) fn new(questionnaire: &Questionnaire, now: Timestamp) -> Self {
        Self {
            href: format!("/console/questionnaires/{}", questionnaire.id),
            name: questionnaire.name.clone(),
            id: Copyable(questionnaire.id.to_string()),
            version: questionnaire.version,
            questions: question_count(&questionnaire.content),
            created_at: Moment {
                at: questionnaire.created_at,
                now,
            },
        }
    }
}

fn question_count(content: &serde_json::Value) -> usize {
    let pages = content["pages"].as_array().map_or(&[][..], Vec::as_slice);
    let on_pages = pages.iter().filter_map(|page| page["elements"].as_array());
    let loose = content["elements"].as_array().map_or(0, Vec::len);
    on_pages.map(Vec::len).sum::<usize>() + loose
}
