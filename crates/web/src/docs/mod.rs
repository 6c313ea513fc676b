//! The developers' pages: each API with its operations, schemas, examples, commands to copy and a form to try them, from its OpenAPI;
//! and the guides.
//!
//! Nothing here names an API: what is shown comes from the documents that the server hands in.

mod guide;
mod operation;
mod prose;
mod schema;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use app::App;
use askama::Template;
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::Value;

use crate::console::{html, secure};
use guide::{Article, GUIDES, Guide, sections};
use operation::{Key, Tag, tags};
use prose::Prose;

/// An API to show.
#[derive(Debug, Clone)]
pub struct ApiDocument {
    /// Its place in addresses, e.g. `operator`.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Its OpenAPI 3.1 document.
    pub openapi_json: Value,
    /// What there is to know beyond the document, in Markdown.
    pub quirks_markdown: &'static str,
}

/// Links under one heading of the contents.
#[derive(Debug)]
struct Group {
    title: String,
    links: Vec<ContentsLink>,
}

#[derive(Debug)]
struct ContentsLink {
    href: String,
    label: String,
    method: String,
    is_current: bool,
}

#[derive(Debug, Template)]
#[template(path = "docs/index.html")]
struct IndexPage {
    title: &'static str,
    contents: Vec<Group>,
    origin: String,
    apis: Vec<Listed>,
    first_call: String,
}

#[derive(Debug)]
struct Listed {
    href: String,
    title: &'static str,
    paths: String,
    auth: String,
    operations: usize,
    openapi: String,
}

#[derive(Debug, Template)]
#[template(path = "docs/api.html")]
struct ApiPage {
    title: &'static str,
    contents: Vec<Group>,
    openapi: String,
    api: Api,
    has_quirks: bool,
    quirks: Article,
}

#[derive(Debug, Template)]
#[template(path = "docs/guide.html")]
struct GuidePage {
    title: &'static str,
    contents: Vec<Group>,
    article: Article,
}

#[derive(Debug)]
struct Api {
    version: String,
    text: Prose,
    key: Key,
    tags: Vec<Tag>,
}

impl Api {
    fn new(document: &Value, origin: &str) -> Self {
        let info = |name: &str| document["info"][name].as_str().unwrap_or_default().to_owned();
        Self {
            version: info("version"),
            text: Prose(info("description")),
            key: Key::of(document),
            tags: tags(document, origin),
        }
    }
}

fn openapi_href(document: &ApiDocument) -> String {
    format!("/docs/{}/openapi.json", document.name)
}

fn link(href: String, label: &str, is_current: bool) -> ContentsLink {
    ContentsLink {
        href,
        label: label.to_owned(),
        method: String::new(),
        is_current,
    }
}

/// What every page's contents begin with: the APIs and the guides.
fn pages(documents: &[ApiDocument], current: &str) -> Vec<Group> {
    let page = |name: &str, title| link(format!("/docs/{name}"), title, name == current);
    let all = std::iter::once(link("/docs".into(), "All APIs", current.is_empty()));
    let apis = documents
        .iter()
        .map(|document| page(document.name, document.title));
    let guides = GUIDES.iter().map(|guide| page(guide.name, guide.title));
    vec![
        Group {
            title: "APIs".into(),
            links: all.chain(apis).collect(),
        },
        Group {
            title: "Guides".into(),
            links: guides.collect(),
        },
    ]
}

fn of_tag(tag: &Tag) -> Group {
    Group {
        title: tag.title.clone(),
        links: tag
            .operations
            .iter()
            .map(|operation| ContentsLink {
                method: operation.method.clone(),
                ..link(format!("#{}", operation.id), &operation.summary, false)
            })
            .collect(),
    }
}

fn is_page(documents: &[ApiDocument], name: &str) -> bool {
    documents.iter().any(|document| document.name == name) || GUIDES.iter().any(|guide| guide.name == name)
}

/// What all paths of a document begin with.
fn common_path(document: &Value) -> String {
    let mut paths = document["paths"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(path, _)| path.as_str());
    let Some(first) = paths.next() else {
        return String::new();
    };
    let shared = paths.fold(first, |shared, path| {
        let same = shared
            .bytes()
            .zip(path.bytes())
            .take_while(|(left, right)| left == right)
            .count();
        shared.get(..same).unwrap_or_default()
    });
    let end = shared.rfind('/').map_or(0, |slash| slash + 1);
    format!("{}*", &shared[..end])
}

fn index_page(documents: &[ApiDocument], origin: &str) -> IndexPage {
    let apis: Vec<(Api, &ApiDocument)> = documents
        .iter()
        .map(|document| (Api::new(&document.openapi_json, origin), document))
        .collect();
    let first = apis
        .first()
        .and_then(|(api, _)| api.tags.first()?.operations.first());
    IndexPage {
        title: "APIs",
        contents: pages(documents, ""),
        origin: origin.to_owned(),
        first_call: first.map(|operation| operation.curl.clone()).unwrap_or_default(),
        apis: apis
            .iter()
            .map(|(api, document)| Listed {
                href: format!("/docs/{}", document.name),
                title: document.title,
                paths: common_path(&document.openapi_json),
                auth: format!("header {}", api.key.header),
                operations: api.tags.iter().map(|tag| tag.operations.len()).sum(),
                openapi: openapi_href(document),
            })
            .collect(),
    }
}

fn api_page(documents: &[ApiDocument], document: &ApiDocument, origin: &str) -> ApiPage {
    let api = Api::new(&document.openapi_json, origin);
    ApiPage {
        title: document.title,
        contents: pages(documents, document.name)
            .into_iter()
            .chain(api.tags.iter().map(of_tag))
            .collect(),
        openapi: openapi_href(document),
        api,
        has_quirks: !document.quirks_markdown.is_empty(),
        quirks: Article::new(document.quirks_markdown, 1, |name| is_page(documents, name)),
    }
}

fn guide_page(documents: &[ApiDocument], guide: &Guide, origin: &str) -> GuidePage {
    let here = |section: guide::Section| link(format!("#{}", section.id), &section.title, false);
    let on_page = Group {
        title: "On this page".into(),
        links: sections(guide.markdown).into_iter().map(here).collect(),
    };
    let markdown = guide.markdown.replace("https://kyc.example", origin);
    GuidePage {
        title: guide.title,
        contents: pages(documents, guide.name)
            .into_iter()
            .chain([on_page])
            .collect(),
        article: Article::new(&markdown, 0, |name| is_page(documents, name)),
    }
}

/// `/docs`, `/docs/{name}` and `/docs/{name}/openapi.json`.
pub fn router(documents: Vec<ApiDocument>) -> Router<Arc<App>> {
    let documents: Arc<[ApiDocument]> = documents.into();
    let (of_index, of_page, of_json) = (Arc::clone(&documents), Arc::clone(&documents), documents);
    let index =
        move |State(app): State<Arc<App>>| async move { html(&index_page(&of_index, app.public_url())) };
    let page = move |State(app): State<Arc<App>>, Path(name): Path<String>| async move {
        if let Some(guide) = GUIDES.iter().find(|guide| guide.name == name) {
            return html(&guide_page(&of_page, guide, app.public_url()));
        }
        with(&of_page, &name, |document| {
            html(&api_page(&of_page, document, app.public_url()))
        })
    };
    let json = move |Path(name): Path<String>| async move {
        with(&of_json, &name, |document| {
            Json(&document.openapi_json).into_response()
        })
    };
    Router::new()
        .route("/docs", get(index))
        .route("/docs/{name}", get(page))
        .route("/docs/{name}/openapi.json", get(json))
        .layer(middleware::from_fn(secure))
}

fn with(documents: &[ApiDocument], name: &str, show: impl FnOnce(&ApiDocument) -> Response) -> Response {
    match documents.iter().find(|document| document.name == name) {
        Some(document) => show(document),
        None => (StatusCode::NOT_FOUND, "no such API").into_response(),
    }
}
