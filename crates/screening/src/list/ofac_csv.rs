//! OFAC's lists as CSV: the records (`sdn.csv`, `cons_prim.csv`) with their other names (`alt`), addresses (`add`) and
//! the rest of long remarks (`sdn_comments`).
//!
//! The files have no header; `-0-` stands for nothing. All parts must be of one publication: a name or address of a
//! record that is not there means that a part is cut or older, and refuses the list.

use std::{collections::HashMap, io::BufRead};

use super::{
    Gathered, List, Refused,
    ofac::{Fact, add_fact, add_name, alias_property, schema, without_alternative},
    rows::{Row, Rows},
    words,
};
use crate::entity::{Entity, Listing};

const RECORD_CELLS: usize = 12;
const NOTHING: &str = "-0-";

/// The parts of one publication.
#[derive(Debug)]
pub struct OfacCsv<R> {
    /// `sdn.csv` or `cons_prim.csv`.
    pub records: R,
    /// `alt.csv` or `cons_alt.csv`.
    pub aliases: Option<R>,
    /// `add.csv` or `cons_add.csv`.
    pub addresses: Option<R>,
    /// `sdn_comments.csv` or `cons_comments.csv`.
    pub comments: Option<R>,
}

/// Rows of one part by the number of the record that they belong to.
type ByRecord = HashMap<String, Vec<Row>>;

/// Reads a publication. `dataset` is the id of the source that each entity names.
///
/// # Errors
/// When a part is not wholly of this format, or the parts are not of one publication; the reason names the part.
pub fn read<R: BufRead>(dataset: &str, parts: OfacCsv<R>) -> Result<List, Refused> {
    let mut aliases = by_record("other names", parts.aliases, 4)?;
    let mut addresses = by_record("addresses", parts.addresses, 5)?;
    let mut comments = by_record("comments", parts.comments, 2)?;
    let mut rows = Rows::new(parts.records);
    let mut gathered = Gathered::new(dataset);
    while let Some(row) = rows.next()? {
        let Some(number) = record_number(&row)? else {
            continue;
        };
        if row.len() < RECORD_CELLS {
            let reason = format!("expected {RECORD_CELLS} cells, found {}", row.len());
            return Err(Refused::new(row.line, reason));
        }
        let mut entity = record(&row, &number)?;
        for alias in aliases.remove(&number).unwrap_or_default() {
            if let Some(name) = cell(&alias, 3) {
                let kind = cell(&alias, 2).unwrap_or_default();
                add_name(&mut entity, alias_property(kind, false), name);
            }
        }
        for address in addresses.remove(&number).unwrap_or_default() {
            add_address(&mut entity, &address);
        }
        let mut remarks = cell(&row, 11).unwrap_or_default().to_owned();
        for comment in comments.remove(&number).unwrap_or_default() {
            remarks.push_str(cell(&comment, 1).unwrap_or_default());
        }
        add_remarks(&mut gathered, &mut entity, &remarks, row.line)?;
        gathered.push(entity, row.line)?;
    }
    all_used("other names", &aliases)?;
    all_used("addresses", &addresses)?;
    all_used("comments", &comments)?;
    gathered.finish(None, rows.line())
}

/// A cell that says something.
fn cell(row: &Row, place: usize) -> Option<&str> {
    row.cell(place).filter(|text| *text != NOTHING)
}

/// The number of the record that the row is about; nothing for a row of column names at the file's beginning.
fn record_number(row: &Row) -> Result<Option<String>, Refused> {
    let number = row.cell(0).unwrap_or_default().trim_start_matches('\u{feff}');
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Some(number.to_owned()));
    }
    let names_columns =
        row.line == 1 && row.len() > 1 && number.bytes().all(|byte| byte.is_ascii_alphabetic());
    if names_columns {
        return Ok(None);
    }
    Err(Refused::new(row.line, "the first cell is no record number"))
}

fn by_record<R: BufRead>(part: &str, input: Option<R>, cells: usize) -> Result<ByRecord, Refused> {
    let within = |refused: Refused| Refused::new(refused.line, format!("{part}: {}", refused.reason));
    let mut found = ByRecord::new();
    let Some(input) = input else {
        return Ok(found);
    };
    let mut rows = Rows::new(input);
    while let Some(row) = rows.next().map_err(within)? {
        let Some(number) = record_number(&row).map_err(within)? else {
            continue;
        };
        if row.len() < cells {
            let reason = format!("expected {cells} cells, found {}", row.len());
            return Err(within(Refused::new(row.line, reason)));
        }
        found.entry(number).or_default().push(row);
    }
    Ok(found)
}

fn all_used(part: &str, left: &ByRecord) -> Result<(), Refused> {
    let first = left
        .iter()
        .filter_map(|(number, rows)| Some((rows.first()?.line, number)))
        .min();
    first.map_or(Ok(()), |(line, number)| {
        Err(Refused::new(line, format!("{part}: there is no record {number}")))
    })
}

fn record(row: &Row, number: &str) -> Result<Entity, Refused> {
    let kind = cell(row, 2).unwrap_or_default();
    let schema = schema(kind).ok_or_else(|| Refused::new(row.line, format!("a record of kind {kind:?}")))?;
    let mut entity = Entity::new(format!("ofac-{number}"), schema);
    let name = cell(row, 1).ok_or_else(|| Refused::new(row.line, "a record without a name"))?;
    add_name(&mut entity, "name", name);
    entity.add("topics", "sanction");
    for programme in cell(row, 3).unwrap_or_default().split("] [") {
        let programme = programme.trim_matches(['[', ']', ' ']);
        if !programme.is_empty() {
            entity.add("program", programme);
            entity.add_listing(Listing {
                programme: Some(programme.to_owned()),
                record_id: Some(number.to_owned()),
                ..Listing::default()
            });
        }
    }
    for (place, property) in [
        (4, "position"),
        (5, "callSign"),
        (6, "type"),
        (7, "tonnage"),
        (8, "grossRegisteredTonnage"),
    ] {
        if let Some(value) = cell(row, place) {
            entity.add(property, words::squeeze(value));
        }
    }
    if let Some(flag) = cell(row, 9).and_then(words::country) {
        entity.add("flag", flag);
    }
    if let Some(owner) = cell(row, 10) {
        entity.add("notes", format!("Owner {}", words::squeeze(owner)));
    }
    Ok(entity)
}

fn add_address(entity: &mut Entity, row: &Row) {
    let address = words::joined([cell(row, 2), cell(row, 3), cell(row, 4)]);
    let country = cell(row, 4).and_then(words::country);
    // A country alone is no address, only a country.
    if cell(row, 2).is_some() || cell(row, 3).is_some() || country.is_none() {
        entity.add("address", address);
    }
    if let Some(country) = country {
        entity.add("country", country);
    }
}

/// Adds what the remarks say, one fact between semicolons each; what is no known fact is kept as a note.
fn add_remarks(
    gathered: &mut Gathered,
    entity: &mut Entity,
    remarks: &str,
    line: u64,
) -> Result<(), Refused> {
    for remark in remarks.split(';') {
        let remark = remark.trim().trim_end_matches('.');
        if let Some(name) = quoted_name(remark) {
            add_name(entity, "weakAlias", name);
        } else if let Some(fact) = Fact::parse(remark) {
            add_fact(gathered, entity, &fact, line)?;
        } else {
            entity.add("notes", words::squeeze(remark));
        }
    }
    Ok(())
}

/// The name in `a.k.a. 'NAME'`: the remarks hold the names that OFAC calls weak.
fn quoted_name(remark: &str) -> Option<&str> {
    let remark = without_alternative(remark);
    let mut kinds = ["a.k.a. ", "f.k.a. ", "n.k.a. "].iter();
    let rest = kinds.find_map(|kind| remark.strip_prefix(kind))?;
    Some(rest.trim().trim_matches(['\'', '"']))
}
