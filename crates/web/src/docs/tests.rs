//! A document with hostile words and odd shapes becomes a page without foreign markup.

use askama::Template;
use serde_json::json;

use super::*;

const HOSTILE: &str = "<script>alert(1)</script>\"'&";

fn document() -> ApiDocument {
    let shape = json!({ "type": "object", "required": ["id"], "properties": {
        "id": { "type": "string", "format": "uuid", "description": HOSTILE },
        "child": { "$ref": "#/components/schemas/Thing" },
    } });
    ApiDocument {
        name: "sample",
        title: "Sample API",
        openapi_json: json!({
            "openapi": "3.1.0",
            "info": { "title": "Sample", "version": "1", "description": HOSTILE },
            "components": {
                "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "x-key" } },
                "schemas": { "Thing": shape },
            },
            "paths": {
                "/v1/things": { "post": {
                    "tags": [HOSTILE], "summary": HOSTILE,
                    "requestBody": { "content": { "application/json": {
                        "schema": { "$ref": "#/components/schemas/Thing" } } } },
                    "responses": { "201": { "description": HOSTILE, "content": { "application/json": {
                        "schema": { "$ref": "#/components/schemas/Thing" }, "example": { "id": "</pre>" } } } } },
                } },
                "/v1/things/{id}": {
                    "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" },
                        "example": "it's" }],
                    "get": { "tags": [HOSTILE], "operationId": "thing_read", "responses": {} },
                },
            },
        }),
        quirks_markdown: "# Quirks <b>",
    }
}

#[test]
fn an_api_page_shows_everything_and_no_foreign_markup() {
    let documents = [document()];
    let text = api_page(&documents, &documents[0], "https://kyc.example")
        .render()
        .unwrap();
    assert!(
        !text.contains("<script>alert") && !text.contains("</pre>\""),
        "{text}"
    );
    assert!(text.contains("x-key: YOUR_API_KEY"));
    assert!(text.contains("Thing read"));
    assert!(text.contains("id=\"get--v1-things--id\"") || text.contains("get--v1-things--id"));
    assert!(text.contains("curl -X GET"));
    assert!(text.contains("required"));
    assert!(!text.contains("style="));
}

#[test]
fn the_index_lists_each_api() {
    let text = index_page(&[document()], "https://kyc.example").render().unwrap();
    assert!(text.contains("/docs/sample") && text.contains("/v1/*") && text.contains("https://kyc.example"));
    let empty = index_page(&[], "https://kyc.example").render().unwrap();
    assert!(!empty.contains("First call"));
}

#[test]
fn a_broken_document_is_an_empty_page() {
    for openapi_json in [
        json!(null),
        json!([]),
        json!({ "paths": 3 }),
        json!({ "paths": { "/x": { "get": null } } }),
    ] {
        let documents = [ApiDocument {
            openapi_json,
            ..document()
        }];
        api_page(&documents, &documents[0], "").render().unwrap();
    }
}
