//! Operations of an OpenAPI document as the page shows them: grouped by tag, with tables, examples and a command to copy.

use serde_json::Value;

use super::{
    prose::Prose,
    schema::{self, Row, Table},
};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// How calls are authorised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub(super) header: String,
    pub(super) prefix: String,
}

impl Key {
    /// The first scheme that a document names; bearer when it names none.
    pub fn of(document: &Value) -> Self {
        let schemes = document["components"]["securitySchemes"].as_object();
        let scheme = schemes
            .and_then(|schemes| schemes.values().next())
            .unwrap_or(&Value::Null);
        let key = |header: &str, prefix: &str| Self {
            header: header.to_owned(),
            prefix: prefix.to_owned(),
        };
        match (scheme["type"].as_str(), scheme["scheme"].as_str()) {
            (Some("apiKey"), _) => key(scheme["name"].as_str().unwrap_or("authorization"), ""),
            (_, Some("basic")) => key("authorization", "Basic "),
            _ => key("authorization", "Bearer "),
        }
    }

    /// The same in words.
    pub fn words(&self) -> String {
        format!(
            "Every call carries the header {}: {}YOUR_API_KEY.",
            self.header, self.prefix
        )
    }
}

/// Operations under one heading.
#[derive(Debug)]
pub struct Tag {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    pub(super) text: Prose,
    pub(super) parameters: Option<Table>,
    pub(super) inputs: Vec<Input>,
    pub(super) request: Option<Body>,
    pub(super) responses: Vec<Answer>,
    pub(super) curl: String,
}

/// A field of try-it.
#[derive(Debug)]
pub struct Input {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) example: String,
    pub(super) is_required: bool,
}

/// A request's body.
#[derive(Debug)]
pub struct Body {
    pub(super) media_type: String,
    pub(super) table: Option<Table>,
    pub(super) example: String,
}

/// A possible answer.
#[derive(Debug)]
pub struct Answer {
    pub(super) status: String,
    pub(super) text: Prose,
    pub(super) table: Option<Table>,
    pub(super) example: String,
}

/// Every operation of a document, by tag, in the document's order. `origin` goes into the commands.
pub fn tags(document: &Value, origin: &str) -> Vec<Tag> {
    let key = Key::of(document);
    let mut tags: Vec<Tag> = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let Some(described) = item.get(method) else {
                continue;
            };
            let title = described["tags"][0].as_str().unwrap_or("Operations");
            let operation = operation(document, path, method, item, origin, &key);
            match tags.iter_mut().find(|tag| tag.title == title) {
                Some(tag) => tag.operations.push(operation),
                None => tags.push(Tag {
                    id: format!("tag-{}", slug(title)),
                    title: title.to_owned(),
                    operations: vec![operation],
                }),
            }
        }
    }
    tags
}

fn slug(text: &str) -> String {
    let plain = |character: char| {
        if character.is_ascii_alphanumeric() {
            character.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    text.chars()
        .map(plain)
        .collect::<String>()
        .trim_matches('-')
        .to_owned()
}

fn parameters<'a>(document: &'a Value, item: &'a Value, described: &'a Value) -> Vec<&'a Value> {
    let lists = [&item["parameters"], &described["parameters"]];
    let all = lists.into_iter().filter_map(Value::as_array).flatten();
    all.map(|parameter| schema::resolve(document, parameter))
        .collect()
}

fn operation(document: &Value, path: &str, method: &str, item: &Value, origin: &str, key: &Key) -> Operation {
    let described = &item[method];
    let word = |name: &str| described[name].as_str().unwrap_or_default().trim().to_owned();
    let (summary, text) = (
        word("summary").trim_end_matches('.').to_owned(),
        word("description"),
    );
    let summary = if summary.is_empty() {
        title_of(&word("operationId"), path)
    } else {
        summary
    };
    let parameters = parameters(document, item, described);
    let inputs: Vec<Input> = parameters
        .iter()
        .map(|parameter| input(document, parameter))
        .collect();
    let rows: Vec<Row> = parameters
        .iter()
        .map(|parameter| row(document, parameter))
        .collect();
    let request = request(document, described, &summary);
    Operation {
        id: slug(&format!("{method}-{path}")),
        method: method.to_uppercase(),
        path: path.to_owned(),
        text: Prose(text),
        parameters: (!rows.is_empty()).then(|| Table {
            label: format!("Parameters of {summary}"),
            rows,
        }),
        curl: curl(
            &method.to_uppercase(),
            &format!("{origin}{path}"),
            key,
            &inputs,
            request.as_ref(),
        ),
        inputs,
        responses: responses(document, described, &summary),
        request,
        summary,
    }
}

fn title_of(operation_id: &str, path: &str) -> String {
    let words = operation_id.replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => path.to_owned(),
    }
}

fn is_required(parameter: &Value) -> bool {
    parameter["required"].as_bool().unwrap_or(false)
}

fn input(document: &Value, parameter: &Value) -> Input {
    let given = parameter.get("example").cloned();
    let place = parameter["in"].as_str().unwrap_or_default().to_owned();
    let example = given.or_else(|| {
        let schema = schema::resolve(document, &parameter["schema"]);
        schema.get("example").or_else(|| schema.get("default")).cloned()
    });
    Input {
        name: parameter["name"].as_str().unwrap_or_default().to_owned(),
        place,
        example: example.map_or_else(String::new, |value| plain(&value)),
        is_required: is_required(parameter),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn row(document: &Value, parameter: &Value) -> Row {
    let kind = schema::kind(document, &parameter["schema"]);
    Row {
        name: parameter["name"].as_str().unwrap_or_default().to_owned(),
        kind: format!("{kind}, {}", parameter["in"].as_str().unwrap_or_default()),
        is_required: is_required(parameter),
        text: Prose(parameter["description"].as_str().unwrap_or_default().to_owned()),
        depth: 0,
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// The first media type of a body or answer, with its schema and example.
fn content<'a>(
    document: &'a Value,
    holder: &'a Value,
    made_up: fn(&Value, &Value) -> Value,
) -> Option<(&'a str, &'a Value, Value)> {
    let (media_type, content) = holder["content"].as_object()?.iter().next()?;
    let named = || {
        content["examples"]
            .as_object()?
            .values()
            .next()?
            .get("value")
            .cloned()
    };
    let given = content.get("example").cloned().or_else(named);
    let example = given.unwrap_or_else(|| made_up(document, &content["schema"]));
    Some((media_type, &content["schema"], example))
}

fn request(document: &Value, described: &Value, summary: &str) -> Option<Body> {
    let body = schema::resolve(document, &described["requestBody"]);
    let (media_type, shape, example) = content(document, body, schema::example_to_send)?;
    Some(Body {
        media_type: media_type.to_owned(),
        table: schema::table(document, shape, format!("Request body of {summary}")),
        example: pretty(&example),
    })
}

fn responses(document: &Value, described: &Value, summary: &str) -> Vec<Answer> {
    let answer = |(status, response): (&String, &Value)| {
        let response = schema::resolve(document, response);
        let found = content(document, response, schema::example);
        let is_success = status.starts_with('2');
        Answer {
            status: status.clone(),
            text: Prose(response["description"].as_str().unwrap_or_default().to_owned()),
            table: found.as_ref().filter(|_| is_success).and_then(|(_, shape, _)| {
                schema::table(document, shape, format!("Answer {status} of {summary}"))
            }),
            example: found.map_or_else(String::new, |(_, _, example)| pretty(&example)),
        }
    };
    described["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .map(answer)
        .collect()
}

/// A text that a shell takes as one word, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn curl(method: &str, address: &str, key: &Key, inputs: &[Input], body: Option<&Body>) -> String {
    let mut address = address.to_owned();
    for input in inputs
        .iter()
        .filter(|input| input.place == "path" && !input.example.is_empty())
    {
        address = address.replace(&format!("{{{}}}", input.name), &input.example);
    }
    let mut parts = vec![
        format!("curl -X {method} {}", quoted(&address)),
        format!(
            "-H {}",
            quoted(&format!("{}: {}YOUR_API_KEY", key.header, key.prefix))
        ),
    ];
    if let Some(body) = body {
        parts.push(format!(
            "-H {}",
            quoted(&format!("content-type: {}", body.media_type))
        ));
        parts.push(format!("-d {}", quoted(&body.example)));
    }
    parts.join(" \\\n  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_one_word_for_the_shell_whatever_is_in_it() {
        assert_eq!(quoted("it's; rm -rf $HOME"), r"'it'\''s; rm -rf $HOME'");
    }

    #[test]
    fn the_key_follows_the_document() {
        let document = serde_json::json!({ "components": { "securitySchemes": {
            "key": { "type": "apiKey", "in": "header", "name": "x-private-app-key" } } } });
        assert_eq!(Key::of(&document).header, "x-private-app-key");
        assert_eq!(Key::of(&Value::Null).prefix, "Bearer ");
    }
}
