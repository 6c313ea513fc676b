//! The Consolidated Screening List of the United States, CSV: export control, debarment and sanctions lists in one file.

use std::io::BufRead;

use super::{
    Gathered, List, Refused,
    ofac::{Fact, add_fact, add_name},
    rows::{Row, Rows},
    words,
};
use crate::{
    entity::{Entity, Listing},
    schema::Schema,
};

const NEEDED: [&str; 4] = ["source", "name", "type", "programs"];

pub(super) fn read(dataset: &str, input: impl BufRead) -> Result<List, Refused> {
    let mut rows = Rows::with_header(input, &NEEDED)?;
    let width = rows.columns().len();
    let mut gathered = Gathered::new(dataset);
    while let Some(row) = rows.next()? {
        if row.len() != width {
            let reason = format!("expected {width} cells, found {}", row.len());
            return Err(Refused::new(row.line, reason));
        }
        let entity = entity(&mut gathered, &rows, &row)?;
        gathered.push(entity, row.line)?;
    }
    gathered.finish(None, rows.line())
}

fn entity<R: BufRead>(gathered: &mut Gathered, rows: &Rows<R>, row: &Row) -> Result<Entity, Refused> {
    let cell = |column: &str| rows.cell(row, column);
    let refused = |reason: &str| Refused::new(row.line, reason);
    let source = cell("source").ok_or_else(|| refused("a row without a source"))?;
    let name = cell("name").ok_or_else(|| refused("a row without a name"))?;
    let kind = cell("type").unwrap_or_default();
    let schema = schema(kind).ok_or_else(|| refused(&format!("a row of type {kind:?}")))?;
    let beginning = match cell("entity_number") {
        Some(number) => format!("csl-{number}"),
        None => words::slug(&format!("csl {} {name}", abbreviation(source))),
    };
    let mut entity = Entity::new(gathered.free_id(beginning), schema);
    add_name(&mut entity, "name", name);
    for alias in parts(cell("alt_names")) {
        add_name(&mut entity, "alias", alias);
    }
    entity.add("topics", topic(source));
    add_listings(&mut entity, rows, row);
    add_details(&mut entity, rows, row);
    for id in parts(cell("ids")) {
        let (value, kind) = id.rsplit_once(", ").unwrap_or((id, ""));
        let (country, value) = match value.split_once(", ") {
            Some((code, rest)) if code.len() == 2 => (words::country(code), rest),
            _ => (None, value),
        };
        let country = country.map(|code| if code == "ru" { "Russia".to_owned() } else { code });
        let country = country.as_deref();
        add_fact(gathered, &mut entity, &Fact { kind, value, country }, row.line)?;
    }
    Ok(entity)
}

fn schema(kind: &str) -> Option<Schema> {
    Schema::parse(match kind.to_lowercase().as_str() {
        "individual" => "Person",
        "entity" => "Organization",
        "vessel" => "Vessel",
        "aircraft" => "Airplane",
        // Half of the lists do not say whether they mean a person or a company.
        "" => "LegalEntity",
        _ => return None,
    })
}

/// What stands in brackets: `DPL` of `Denied Persons List (DPL) - Bureau of Industry and Security`.
fn abbreviation(source: &str) -> &str {
    let rest = source.split_once('(').map(|(_, rest)| rest);
    rest.and_then(|rest| rest.split(')').next()).unwrap_or(source)
}

fn topic(source: &str) -> &'static str {
    match abbreviation(source) {
        "DPL" | "EL" | "MEU" | "UVL" => "export.control",
        "DTC" => "debarment",
        _ => "sanction",
    }
}

fn parts(cell: Option<&str>) -> impl Iterator<Item = &str> {
    let parts = cell.unwrap_or_default().split(';').map(str::trim);
    parts.filter(|part| !part.is_empty())
}

fn add_listings<R: BufRead>(entity: &mut Entity, rows: &Rows<R>, row: &Row) {
    let cell = |column: &str| rows.cell(row, column).map(words::squeeze);
    let day = |column: &str| rows.cell(row, column).and_then(words::date);
    let mut programmes: Vec<_> = parts(rows.cell(row, "programs")).map(str::to_owned).collect();
    for programme in &programmes {
        entity.add("program", programme.as_str());
    }
    if programmes.is_empty() {
        programmes.push(String::new());
    }
    for programme in programmes {
        entity.add_listing(Listing {
            list: cell("source"),
            programme: Some(programme).filter(|programme| !programme.is_empty()),
            record_id: cell("entity_number").or_else(|| cell("federal_register_notice")),
            listed_on: day("start_date"),
            ends_on: day("end_date"),
            reason: cell("license_requirement"),
            source_url: cell("source_list_url"),
        });
    }
}

fn add_details<R: BufRead>(entity: &mut Entity, rows: &Rows<R>, row: &Row) {
    let cell = |column: &str| rows.cell(row, column);
    for address in parts(cell("addresses")) {
        let country = address.rsplit(", ").next().and_then(words::country);
        if address.contains(", ") || country.is_none() {
            entity.add("address", words::squeeze(address));
        }
        if let Some(country) = country {
            entity.add("country", country);
        }
    }
    for (column, property) in [
        ("title", "position"),
        ("call_sign", "callSign"),
        ("vessel_type", "type"),
        ("gross_tonnage", "tonnage"),
        ("gross_registered_tonnage", "grossRegisteredTonnage"),
        ("remarks", "notes"),
    ] {
        if let Some(text) = cell(column) {
            entity.add(property, words::squeeze(text));
        }
    }
    for (column, property) in [
        ("citizenships", "citizenship"),
        ("nationalities", "nationality"),
        ("vessel_flag", "flag"),
    ] {
        for country in parts(cell(column)).filter_map(words::country) {
            entity.add(property, country);
        }
    }
    for date in parts(cell("dates_of_birth")).flat_map(words::dates) {
        entity.add("birthDate", date);
    }
    for place in parts(cell("places_of_birth")) {
        entity.add("birthPlace", words::squeeze(place));
    }
}
