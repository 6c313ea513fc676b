//! Schemas of an OpenAPI document as rows of a table, and an example of what they describe. Bounded: a schema that contains itself ends.

use serde_json::{Map, Value, json};

use super::prose::Prose;

/// So deep a table goes.
const DEPTH_MAX: usize = 4;
/// So long a table gets.
const ROWS_MAX: usize = 300;
/// So many references in a row are followed.
const REFERENCES_MAX: usize = 16;

/// A table of fields.
#[derive(Debug)]
pub struct Table {
    pub(super) label: String,
    pub(super) rows: Vec<Row>,
}

/// One field.
#[derive(Debug, PartialEq)]
pub struct Row {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) is_required: bool,
    pub(super) text: Prose,
    pub(super) depth: usize,
}

/// Follows `$ref` within the document; what leads nowhere is empty.
pub fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut current = value;
    for _ in 0..REFERENCES_MAX {
        let Some(reference) = current["$ref"].as_str() else {
            return current;
        };
        let found = reference
            .strip_prefix('#')
            .and_then(|place| document.pointer(place));
        current = found.unwrap_or(&Value::Null);
    }
    &Value::Null
}

/// Whether this is one of several schemas of which the others say "or nothing".
fn is_null(schema: &Value) -> bool {
    schema["type"].as_str() == Some("null")
}

/// The one schema behind `oneOf [null, X]`, or the schema itself.
fn without_null<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let schema = resolve(document, schema);
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(list) = schema[key].as_array() {
            let mut others = list.iter().filter(|one| !is_null(resolve(document, one)));
            if let (Some(only), None) = (others.next(), others.next()) {
                return resolve(document, only);
            }
        }
    }
    schema
}

fn type_names(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A schema's type in words.
pub fn kind(document: &Value, schema: &Value) -> String {
    let schema = without_null(document, schema);
    if let Some(values) = schema["enum"].as_array() {
        let words: Vec<String> = values
            .iter()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect();
        return if words.len() > 6 {
            "enum".into()
        } else {
            words.join(" | ")
        };
    }
    if schema["oneOf"].is_array() || schema["anyOf"].is_array() {
        return "one of several".into();
    }
    let names = type_names(schema);
    let name = names.iter().find(|name| **name != "null").copied();
    let or_null = if names.contains(&"null") { " or null" } else { "" };
    match (name, schema["format"].as_str()) {
        (Some("array"), _) => format!("array of {}{or_null}", kind_of_items(document, schema)),
        (Some(name), Some(format)) => format!("{name}, {format}{or_null}"),
        (Some(name), None) => format!("{name}{or_null}"),
        (None, _) if schema["properties"].is_object() || schema["allOf"].is_array() => "object".into(),
        (None, _) => "any".into(),
    }
}

fn kind_of_items(document: &Value, schema: &Value) -> String {
    let items = without_null(document, &schema["items"]);
    match type_names(items).first() {
        Some(&name) => name.to_owned(),
        None => "values".into(),
    }
}

fn text(schema: &Value) -> String {
    let described = schema["description"].as_str().unwrap_or_default().to_owned();
    match schema["enum"].as_array() {
        Some(values) if values.len() > 6 => {
            let words: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            format!("{described} {}", words.join(", ")).trim().to_owned()
        }
        _ => described,
    }
}

/// The fields of a schema, those of inner objects below theirs.
pub fn table(document: &Value, schema: &Value, label: String) -> Option<Table> {
    let mut rows = Vec::new();
    collect(document, schema, 0, &mut rows);
    (!rows.is_empty()).then_some(Table { label, rows })
}

fn collect(document: &Value, schema: &Value, depth: usize, rows: &mut Vec<Row>) {
    let schema = without_null(document, schema);
    if depth >= DEPTH_MAX {
        return;
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        collect(document, part, depth, rows);
    }
    if schema["type"].as_str() == Some("array") {
        collect(document, &schema["items"], depth, rows);
    }
    let required = schema["required"].as_array();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if rows.len() >= ROWS_MAX {
            return;
        }
        let own_text = text(field);
        rows.push(Row {
            name: name.clone(),
            kind: kind(document, field),
            is_required: required.is_some_and(|names| names.iter().any(|known| known == name.as_str())),
            text: Prose(if own_text.is_empty() {
                text(without_null(document, field))
            } else {
                own_text
            }),
            depth,
        });
        collect(document, field, depth + 1, rows);
    }
}

/// An example of a schema: the given one, or one made up from the types.
pub fn example(document: &Value, schema: &Value) -> Value {
    made_up(document, schema, 0)
}

/// The same for something to send: only what must be there or has an example of its own, so that it can be sent as it is.
pub fn example_to_send(document: &Value, schema: &Value) -> Value {
    let mut whole = example(document, schema);
    let schema = without_null(document, schema);
    let required = schema["required"].as_array();
    let is_kept = |name: &str| {
        let is_required = required.is_some_and(|names| names.iter().any(|known| known == name));
        is_required || given(without_null(document, &schema["properties"][name])).is_some()
    };
    if let (Value::Object(fields), true) = (&mut whole, given(schema).is_none()) {
        fields.retain(|name, _| is_kept(name));
    }
    whole
}

fn given(schema: &Value) -> Option<Value> {
    let first = || {
        schema["examples"]
            .as_array()
            .and_then(|list| list.first())
            .cloned()
    };
    [schema.get("example"), schema.get("default"), schema.get("const")]
        .into_iter()
        .flatten()
        .next()
        .cloned()
        .or_else(first)
        .filter(|value| !value.is_null())
}

fn made_up(document: &Value, schema: &Value, depth: usize) -> Value {
    let schema = without_null(document, schema);
    if let Some(value) = given(schema) {
        return value;
    }
    if depth > DEPTH_MAX {
        return Value::Null;
    }
    if let Some(first) = schema["enum"].as_array().and_then(|list| list.first()) {
        return first.clone();
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(first) = schema[key].as_array().and_then(|list| list.first()) {
            return made_up(document, first, depth + 1);
        }
    }
    let name = type_names(schema).into_iter().find(|name| *name != "null");
    match (name, schema["format"].as_str()) {
        (Some("string"), Some("date-time")) => json!("2026-01-31T23:59:59.999Z"),
        (Some("string"), Some("date")) => json!("2026-01-31"),
        (Some("string"), Some("uuid")) => json!("0190a5b4-7c3e-7000-8000-000000000001"),
        (Some("string"), _) => json!("text"),
        (Some("integer" | "number"), _) => json!(1),
        (Some("boolean"), _) => json!(true),
        (Some("array"), _) => json!([made_up(document, &schema["items"], depth + 1)]),
        _ => object(document, schema, depth),
    }
}

fn object(document: &Value, schema: &Value, depth: usize) -> Value {
    let mut fields = Map::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        if let Value::Object(more) = made_up(document, part, depth + 1) {
            fields.extend(more);
        }
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        fields.insert(name.clone(), made_up(document, field, depth + 1));
    }
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_that_contains_itself_ends() {
        let document = json!({ "components": { "schemas": {
            "Node": { "type": "object", "required": ["next"], "properties": {
                "next": { "$ref": "#/components/schemas/Node" },
                "list": { "type": "array", "items": { "$ref": "#/components/schemas/Node" } },
            } },
            "Loop": { "$ref": "#/components/schemas/Loop" },
        } } });
        let node = json!({ "$ref": "#/components/schemas/Node" });
        let rows = table(&document, &node, "Node".into()).unwrap().rows;
        assert!(rows.len() > 2 && rows.len() <= ROWS_MAX);
        assert!(rows[0].is_required);
        assert!(example(&document, &node).is_object());
        let endless = json!({ "$ref": "#/components/schemas/Loop" });
        assert_eq!(resolve(&document, &endless), &Value::Null);
        assert!(table(&document, &json!({ "$ref": "#/nowhere" }), String::new()).is_none());
    }

    #[test]
    fn types_are_told_in_words() {
        let document =
            json!({ "components": { "schemas": { "S": { "enum": ["A", "B"], "type": "string" } } } });
        for (schema, words) in [
            (
                json!({ "type": ["string", "null"], "format": "date" }),
                "string, date or null",
            ),
            (
                json!({ "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/S" }] }),
                "A | B",
            ),
            (
                json!({ "type": "array", "items": { "type": "integer" } }),
                "array of integer",
            ),
            (json!({}), "any"),
        ] {
            assert_eq!(kind(&document, &schema), words);
        }
    }

    #[test]
    fn what_is_sent_leaves_out_what_may_be_left_out() {
        let schema = json!({ "type": "object", "required": ["id"], "properties": {
            "id": { "type": "string" }, "note": { "type": "string" }, "lang": { "type": "string", "example": "en" },
        } });
        assert_eq!(
            example_to_send(&json!({}), &schema),
            json!({ "id": "text", "lang": "en" })
        );
    }

    #[test]
    fn examples_prefer_what_is_given() {
        let schema = json!({ "type": "object", "properties": {
            "id": { "type": "string", "example": "cust-1" }, "at": { "type": "string", "format": "date" },
        } });
        assert_eq!(
            example(&json!({}), &schema),
            json!({ "id": "cust-1", "at": "2026-01-31" })
        );
    }
}
