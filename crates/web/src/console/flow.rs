//! Flows and questionnaires: what applicants are asked.

use app::flow::NewQuestionnaire;
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Error, Noun,
    flow::{Flow, FlowDefinition, Questionnaire},
    officer::Role,
};
use serde_json::Value;
use values::{FlowId, QuestionnaireId, Timestamp};

use super::{
    applicant::parse_id,
    editor::{EditorField, EditorPage, Help, pretty, problem},
    parts::{Copyable, Done, Empty, Link, Moment},
    problem::{Problem, html},
    shell::{Place, Shell},
    visit::{Post, Visit},
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

/// `GET /console/flows`.
pub async fn flows(visit: Visit, Query(done): Query<Done>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let flows = visit.app.flows(visit.desk.tenant.id).await?;
    let mut shell = visit.shell(Place::Flows, "Flows");
    shell.notices = done.notices();
    Ok(html(&FlowsPage {
        shell,
        may_edit: visit.is(Role::Admin),
        rows: flows.iter().map(FlowRow::new).collect(),
        empty: Empty::new(
            "No flows yet",
            "A flow lists, in order, what an applicant gives. Integrators name it when they create an applicant.",
        ),
    }))
}

const SMALL_FLOW: &str = r#"{
  "name": "Document and selfie",
  "services": ["document", "selfie"]
}"#;

fn flow_editor(visit: &Visit, flow: Option<&Flow>, definition: String, problem: Option<String>) -> Response {
    let row = |key: &str, kind: &str, text: &str| (key.to_owned(), kind.to_owned(), text.to_owned());
    let services = domain::flow::Service::ALL
        .map(domain::flow::Service::as_str)
        .join(", ");
    let is_refused = problem.is_some();
    let page = EditorPage {
        shell: visit.shell(
            Place::Flows,
            flow.map_or_else(|| "New flow".to_owned(), |flow| flow.definition.name.clone()),
        ),
        list: Some(Link::new(Place::Flows.href(), "Flows")),
        note: flow.map_or_else(String::new, |flow| {
            format!("number {} · version {}", flow.number, flow.version)
        }),
        problem,
        action: flow.map_or_else(
            || "/console/flows/new".to_owned(),
            |flow| format!("/console/flows/{}", flow.id),
        ),
        confirm: "",
        asks_factor: false,
        may_edit: visit.is(Role::Admin),
        version: flow.map_or(0, |flow| flow.version),
        fields: Vec::new(),
        label: "Definition (JSON)",
        definition,
        effect: "Counts for applicants to come; those who are there keep their steps.",
        help: Help {
            text: "Unknown keys are refused by name.",
            heads: ["Key", "Type", "Meaning"],
            rows: vec![
                row(
                    "name",
                    "text, at most 100",
                    "What integrators name. Unique in the tenant.",
                ),
                row(
                    "kind",
                    "regular, on_demand",
                    "On demand adds steps and leaves flow and status alone.",
                ),
                row("services", "list", &format!("In order, each once: {services}.")),
                row(
                    "auto_approve",
                    "boolean",
                    "Approves when every step is accepted without a person.",
                ),
                row(
                    "unique_face_match",
                    "boolean",
                    "Refuses a face that another applicant has.",
                ),
                row(
                    "questionnaire_id",
                    "id",
                    "Exactly when the service questionnaire is listed.",
                ),
            ],
            example: SMALL_FLOW,
        },
    };
    let status = if is_refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    (status, html(&page)).into_response()
}

/// `GET /console/flows/new`.
pub async fn flow_new(visit: Visit) -> Result<Response, Problem> {
    visit.require(Role::Admin)?;
    Ok(flow_editor(&visit, None, SMALL_FLOW.to_owned(), None))
}

/// `GET /console/flows/{id}`.
pub async fn flow_page(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let id = parse_id(FlowId::parse(&id), Noun::Flow)?;
    let flow = visit.app.flow(visit.desk.tenant.id, id).await?;
    Ok(flow_editor(&visit, Some(&flow), pretty(&flow.definition), None))
}

fn read_flow(text: &str) -> domain::Result<FlowDefinition> {
    let definition: FlowDefinition = serde_json::from_str(text)
        .map_err(|error| Error::invalid("definition", domain::Reason::Other(error.to_string())))?;
    definition.check()?;
    Ok(definition)
}

/// `POST /console/flows/new`.
pub async fn flow_create(post: Post) -> Result<Response, Problem> {
    let visit = &post.visit;
    visit.require(Role::Admin)?;
    let text = post.fields.get("definition");
    let saved = match read_flow(text) {
        Ok(definition) => {
            visit
                .app
                .flow_create(visit.desk.tenant.id, definition, visit.desk.actor())
                .await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(Redirect::to("/console/flows?done=saved").into_response()),
        Err(error) => Ok(flow_editor(visit, None, text.to_owned(), Some(problem(error)?))),
    }
}

/// `POST /console/flows/{id}`.
pub async fn flow_change(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    let visit = &post.visit;
    visit.require(Role::Admin)?;
    let id = parse_id(FlowId::parse(&id), Noun::Flow)?;
    let tenant_id = visit.desk.tenant.id;
    let text = post.fields.get("definition");
    let version = post.fields.get("version").parse().unwrap_or(0);
    let saved = match read_flow(text) {
        Ok(definition) => {
            let actor = visit.desk.actor();
            visit
                .app
                .flow_change(tenant_id, id, version, definition, actor)
                .await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(Redirect::to("/console/flows?done=saved").into_response()),
        Err(error) => {
            let problem = problem(error)?;
            let flow = visit.app.flow(tenant_id, id).await?;
            Ok(flow_editor(visit, Some(&flow), text.to_owned(), Some(problem)))
        }
    }
}

/// `GET /console/questionnaires`.
pub async fn questionnaires(visit: Visit, Query(done): Query<Done>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let found = visit.app.questionnaires(visit.desk.tenant.id).await?;
    let mut shell = visit.shell(Place::Questionnaires, "Questionnaires");
    shell.notices = done.notices();
    Ok(html(&QuestionnairesPage {
        shell,
        may_edit: visit.is(Role::Admin),
        rows: found
            .iter()
            .map(|found| QuestionnaireRow::new(found, visit.now))
            .collect(),
        empty: Empty::new(
            "No questionnaires yet",
            "A flow can ask one; it is written in SurveyJS JSON.",
        ),
    }))
}

const SMALL_QUESTIONNAIRE: &str = r#"{
  "pages": [
    {
      "elements": [
        { "type": "text", "name": "job", "title": "What is your job?", "isRequired": true }
      ]
    }
  ]
}"#;

struct Draft {
    name: String,
    description: String,
    content: String,
}

fn questionnaire_editor(
    visit: &Visit,
    known: Option<&Questionnaire>,
    draft: Draft,
    problem: Option<String>,
) -> Response {
    let row = |key: &str, kind: &str, text: &str| (key.to_owned(), kind.to_owned(), text.to_owned());
    let field = |name, label, value, length_max| EditorField {
        name,
        label,
        value,
        length_max,
    };
    let title = known.map_or_else(|| "New questionnaire".to_owned(), |known| known.name.clone());
    let is_refused = problem.is_some();
    let page = EditorPage {
        shell: visit.shell(Place::Questionnaires, title),
        list: Some(Link::new(Place::Questionnaires.href(), "Questionnaires")),
        note: known.map_or_else(String::new, |known| format!("version {}", known.version)),
        problem,
        action: known.map_or_else(
            || "/console/questionnaires/new".to_owned(),
            |known| format!("/console/questionnaires/{}", known.id),
        ),
        confirm: "",
        asks_factor: false,
        may_edit: visit.is(Role::Admin),
        version: known.map_or(0, |known| known.version),
        fields: vec![
            field("name", "Name", draft.name, 100),
            field("description", "Description", draft.description, 2_000),
        ],
        label: "Content (SurveyJS JSON)",
        definition: draft.content,
        effect: "Saving makes a new version; answers keep the one they were given to.",
        help: Help {
            text: "Kinds: text, comment, radiogroup, checkbox, dropdown, boolean, rating, matrix, file.",
            heads: ["Key", "Type", "Meaning"],
            rows: vec![
                row("pages[].elements[]", "list", "Questions of a page, in order."),
                row("type", "kind", "One of the kinds above."),
                row("name", "text", "The answer's key, unique."),
                row("title", "text", "What the applicant reads."),
                row("isRequired", "boolean", "An answer is needed."),
                row(
                    "visibleIf",
                    "expression",
                    "Shown when it holds, as {funds} = 'Business'.",
                ),
            ],
            example: SMALL_QUESTIONNAIRE,
        },
    };
    let status = if is_refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    (status, html(&page)).into_response()
}

/// `GET /console/questionnaires/new`.
pub async fn questionnaire_new(visit: Visit) -> Result<Response, Problem> {
    visit.require(Role::Admin)?;
    let draft = Draft {
        name: String::new(),
        description: String::new(),
        content: SMALL_QUESTIONNAIRE.to_owned(),
    };
    Ok(questionnaire_editor(&visit, None, draft, None))
}

/// `GET /console/questionnaires/{id}`.
pub async fn questionnaire_page(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.require(Role::Senior)?;
    let known = visit.app.questionnaire(visit.desk.tenant.id, &id).await?;
    let draft = Draft {
        name: known.name.clone(),
        description: known.description.clone(),
        content: pretty(&known.content),
    };
    Ok(questionnaire_editor(&visit, Some(&known), draft, None))
}

/// `POST /console/questionnaires/new`.
pub async fn questionnaire_create(post: Post) -> Result<Response, Problem> {
    questionnaire_save(&post, None).await
}

/// `POST /console/questionnaires/{id}`.
pub async fn questionnaire_change(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    let id = parse_id(QuestionnaireId::parse(&id), Noun::Questionnaire)?;
    questionnaire_save(&post, Some(id)).await
}

async fn questionnaire_save(post: &Post, id: Option<QuestionnaireId>) -> Result<Response, Problem> {
    let visit = &post.visit;
    visit.require(Role::Admin)?;
    let (tenant_id, actor) = (visit.desk.tenant.id, visit.desk.actor());
    let draft = Draft {
        name: post.fields.text("name").unwrap_or_default(),
        description: post.fields.text("description").unwrap_or_default(),
        content: post.fields.get("definition").to_owned(),
    };
    let saved = match serde_json::from_str::<Value>(&draft.content) {
        Ok(content) => {
            let new = NewQuestionnaire {
                name: draft.name.clone(),
                description: draft.description.clone(),
                content,
            };
            visit.app.questionnaire_save(tenant_id, id, new, actor).await
        }
        Err(error) => Err(Error::invalid(
            "content",
            domain::Reason::Other(error.to_string()),
        )),
    };
    match saved {
        Ok(_) => Ok(Redirect::to("/console/questionnaires?done=saved").into_response()),
        Err(error) => {
            let problem = problem(error)?;
            let known = match id {
                Some(id) => Some(visit.app.questionnaire(tenant_id, &id.to_string()).await?),
                None => None,
            };
            Ok(questionnaire_editor(visit, known.as_ref(), draft, Some(problem)))
        }
    }
}
