//! FollowTheMoney entities as JSON lines: flat ones that point to each other by id, and the nested ones of
//! `targets.nested.json`.
//!
//! A nested entity becomes an entity of its own that is no target, and its id takes its place. A property that the
//! model does not have is left out; a schema that it does not have refuses the file. Several records of one id are parts
//! of one entity, as everywhere in FollowTheMoney.

use std::io::{BufRead, Read};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Gathered, List, RECORD_BYTES_MAX, Refused, nested};
use crate::{
    entity::{Entity, Seen},
    schema::{Kind, Schema},
};

const DEPTH_MAX: usize = 8;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

#[derive(Deserialize)]
struct Document {
    id: String,
    schema: String,
    #[serde(default)]
    caption: Option<String>,
    #[serde(default)]
    properties: Map<String, Value>,
    #[serde(default)]
    datasets: Vec<String>,
    #[serde(default)]
    referents: Vec<String>,
    #[serde(default)]
    target: Option<bool>,
    #[serde(flatten)]
    seen: Seen,
}

struct Reading {
    gathered: Gathered,
    /// Who is described by whom, by id.
    links: Vec<(String, String)>,
    line: u64,
}

pub(super) fn read(dataset: &str, mut input: impl BufRead) -> Result<List, Refused> {
    let mut reading = Reading {
        gathered: Gathered::new(dataset),
        links: Vec::new(),
        line: 0,
    };
    let mut text = Vec::new();
    loop {
        text.clear();
        reading.line += 1;
        let limit = RECORD_BYTES_MAX as u64 + 1;
        let count = input.by_ref().take(limit).read_until(b'\n', &mut text);
        let count = count.map_err(|problem| reading.refused(problem.to_string()))?;
        if count == 0 {
            break;
        }
        if count > RECORD_BYTES_MAX {
            return Err(reading.refused(format!("a record of more than {RECORD_BYTES_MAX} bytes")));
        }
        let json = match reading.line {
            1 => text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text),
            _ => &text,
        };
        if !json.trim_ascii().is_empty() {
            let document = serde_json::from_slice(json);
            let document = document.map_err(|problem| reading.refused(problem.to_string()))?;
            reading.take(document, None)?;
        }
    }
    nested::settle(&mut reading.gathered, &reading.links);
    reading.gathered.finish(None, reading.line)
}

impl Reading {
    fn refused(&self, reason: impl Into<String>) -> Refused {
        Refused::new(self.line, reason)
    }

    fn take(&mut self, document: Document, parent: Option<(&str, usize)>) -> Result<(), Refused> {
        let depth = parent.map_or(0, |(_, depth)| depth);
        if depth > DEPTH_MAX {
            return Err(self.refused("entities are nested too deeply"));
        }
        let schema = Schema::parse(&document.schema);
        let schema =
            schema.ok_or_else(|| self.refused(format!("there is no schema {:?}", document.schema)))?;
        if document.id.is_empty() {
            return Err(self.refused("an entity with an empty id"));
        }
        let mut entity = Entity::new(document.id, schema);
        if let Some((parent, _)) = parent {
            self.links.push((parent.to_owned(), entity.id.clone()));
        }
        entity.datasets = document.datasets;
        entity.referents = document.referents;
        entity.seen = document.seen;
        entity.target = parent.is_none() && document.target.unwrap_or(true);
        for (name, values) in document.properties {
            self.add(&mut entity, &name, values, depth)?;
        }
        if let Some(caption) = document.caption.filter(|caption| !caption.is_empty()) {
            entity.caption = caption;
        }
        self.place(entity)
    }

    fn add(&mut self, entity: &mut Entity, name: &str, values: Value, depth: usize) -> Result<(), Refused> {
        let values = match values {
            Value::Array(values) => values,
            one => vec![one],
        };
        for value in values {
            match value {
                Value::String(text) => {
                    self.link(entity, name, &text);
                    entity.add(name, text);
                }
                Value::Number(number) => {
                    entity.add(name, number.to_string());
                }
                Value::Null => {}
                Value::Object(_) => {
                    let nested: Document =
                        serde_json::from_value(value).map_err(|problem| self.refused(problem.to_string()))?;
                    entity.add(name, nested.id.as_str());
                    self.take(nested, Some((&entity.id, depth + 1)))?;
                }
                Value::Bool(_) | Value::Array(_) => {
                    return Err(self.refused(format!("{name} is neither a text nor an entity")));
                }
            }
        }
        Ok(())
    }

    /// Remembers that one entity describes another, where the property says so.
    fn link(&mut self, entity: &Entity, name: &str, id: &str) {
        let property = entity.schema.property(name);
        if property.is_none_or(|property| property.kind() != Kind::Entity) {
            return;
        }
        match name {
            "entity" | "holder" => self.links.push((id.to_owned(), entity.id.clone())),
            "addressEntity" => self.links.push((entity.id.clone(), id.to_owned())),
            _ => {}
        }
    }

    /// Puts an entity among the others; records of one id are parts of one entity.
    fn place(&mut self, entity: Entity) -> Result<(), Refused> {
        let Some(there) = self.gathered.get_mut(&entity.id) else {
            return self.gathered.push(entity, self.line);
        };
        let (id, schemata) = (entity.id.clone(), (there.schema, entity.schema));
        if there.merge(entity) {
            return Ok(());
        }
        let (one, other) = schemata;
        Err(self.refused(format!("{id} is a {one} and a {other}")))
    }
}
