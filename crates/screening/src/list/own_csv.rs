//! A tenant's own list as CSV. The columns are `id`, `schema`, `name` and any further property of the model by its
//! name, and of the listing `list`, `programme`, `record_id`, `listed_on`, `ends_on`, `reason` and `source_url`.
//!
//! The list is somebody's own work, so that everything that is not understood is said instead of passed over.

use std::{collections::HashMap, io::BufRead};

use super::{
    Gathered, List, Refused,
    rows::{Row, Rows},
    words,
};
use crate::{
    entity::{Entity, Listing},
    schema::{Kind, Schema},
};

const LISTING: [&str; 7] = [
    "list",
    "programme",
    "record_id",
    "listed_on",
    "ends_on",
    "reason",
    "source_url",
];

pub(super) fn read(dataset: &str, input: impl BufRead) -> Result<List, Refused> {
    let mut rows = Rows::with_header(input, &["id", "schema", "name"])?;
    let columns = property_columns(rows.columns())?;
    let width = rows.columns().len();
    let mut gathered = Gathered::new(dataset);
    while let Some(row) = rows.next()? {
        if row.len() != width {
            let reason = format!("expected {width} cells, found {}", row.len());
            return Err(Refused::new(row.line, reason));
        }
        gathered.push(entity(&rows, &row, &columns)?, row.line)?;
    }
    gathered.finish(None, rows.line())
}

/// The columns that are properties: their name in the file, in lower case, and the model's.
fn property_columns(columns: &HashMap<String, usize>) -> Result<Vec<(String, &'static str)>, Refused> {
    let properties = Schema::all().flat_map(Schema::properties);
    let known: HashMap<_, _> = properties
        .map(|property| (property.name().to_lowercase(), property.name()))
        .collect();
    let mut found = Vec::new();
    // From left to right, so that of several mistakes the first is named.
    let mut from_left: Vec<_> = columns.keys().collect();
    from_left.sort_unstable_by_key(|column| columns[*column]);
    for column in from_left {
        if ["id", "schema"].contains(&column.as_str()) || LISTING.contains(&column.as_str()) {
            continue;
        }
        let name = known.get(column);
        let name = name.ok_or_else(|| Refused::new(1, format!("the column {column} is not known")))?;
        found.push((column.clone(), *name));
    }
    Ok(found)
}

fn entity<R: BufRead>(
    rows: &Rows<R>,
    row: &Row,
    columns: &[(String, &'static str)],
) -> Result<Entity, Refused> {
    let refused = |reason: String| Refused::new(row.line, reason);
    let needed = |column: &str| {
        let cell = rows.cell(row, column);
        cell.ok_or_else(|| refused(format!("the {column} is empty")))
    };
    let schema = needed("schema")?;
    let schema = Schema::parse(schema)
        .filter(|schema| schema.is_matchable())
        .ok_or_else(|| refused(format!("the schema {schema:?} is not one that is screened")))?;
    let mut entity = Entity::new(needed("id")?, schema);
    needed("name")?;
    for (column, name) in columns {
        let cell = rows.cell(row, column).unwrap_or_default();
        for value in cell
            .split(';')
            .map(words::squeeze)
            .filter(|value| !value.is_empty())
        {
            let property = schema
                .property(name)
                .ok_or_else(|| refused(format!("a {schema} has no {name}")))?;
            let clean = cleaned(property.kind(), &value);
            let clean = clean.ok_or_else(|| refused(format!("{value:?} is no {name}")))?;
            entity.add(name, clean);
        }
    }
    let listing = listing(rows, row)?;
    if listing != Listing::default() {
        entity.add_listing(listing);
    }
    Ok(entity)
}

fn cleaned(kind: Kind, value: &str) -> Option<String> {
    match kind {
        Kind::Country => words::country(value),
        Kind::Date => words::date(value),
        Kind::Gender => words::gender(value).map(str::to_owned),
        _ => Some(value.to_owned()),
    }
}

fn listing<R: BufRead>(rows: &Rows<R>, row: &Row) -> Result<Listing, Refused> {
    let text = |column: &str| rows.cell(row, column).map(words::squeeze);
    let day = |column: &str| match rows.cell(row, column) {
        None => Ok(None),
        Some(cell) => match words::date(cell) {
            None => Err(Refused::new(row.line, format!("{cell:?} is no {column}"))),
            day => Ok(day),
        },
    };
    Ok(Listing {
        list: text("list"),
        programme: text("programme"),
        record_id: text("record_id"),
        listed_on: day("listed_on")?,
        ends_on: day("ends_on")?,
        reason: text("reason"),
        source_url: text("source_url"),
    })
}
