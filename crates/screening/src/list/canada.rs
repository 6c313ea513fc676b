//! Canada's consolidated autonomous sanctions list, XML.
//!
//! Its records have no number of their own; regulation, schedule and item together name one.

use std::io::BufRead;

use super::{
    Gathered, List, Refused, words,
    xml::{Node, Records},
};
use crate::{
    entity::{Entity, Listing},
    schema::Schema,
};

pub(super) fn read(dataset: &str, input: impl BufRead) -> Result<List, Refused> {
    let mut records = Records::new(input, "data-set", &["record"]);
    let mut gathered = Gathered::new(dataset);
    while let Some(node) = records.next()? {
        gathered.push(entity(&node)?, node.line)?;
    }
    gathered.finish(None, records.line())
}

fn entity(node: &Node) -> Result<Entity, Refused> {
    let refused = |reason: &str| Refused::new(node.line, reason);
    // English and French stand side by side.
    let regulation = node.text("Country").and_then(|words| words.split(" / ").next());
    let regulation = regulation.ok_or_else(|| refused("a record without a country"))?;
    let item = node
        .text("Item")
        .ok_or_else(|| refused("a record without an item"))?;
    let schedule = node.text("Schedule").unwrap_or_default();
    let place = words::slug(&format!("{regulation} {schedule} {item}"));
    let mut entity = Entity::new(format!("ca-{place}"), schema(node));
    if !add_names(&mut entity, node) {
        return Err(refused("a record without a name"));
    }
    entity.add("topics", "sanction");
    entity.add("program", words::squeeze(regulation));
    if let Some(country) = words::country(regulation) {
        entity.add("country", country);
    }
    for alias in node.text("Aliases").unwrap_or_default().split([';', '\n']) {
        entity.add("alias", words::squeeze(alias));
    }
    add_details(&mut entity, node);
    entity.add_listing(Listing {
        programme: Some(words::squeeze(regulation)),
        record_id: Some(words::joined([Some(schedule), Some(item)])),
        listed_on: node.text("DateOfListing").and_then(words::date),
        ..Listing::default()
    });
    Ok(entity)
}

fn schema(node: &Node) -> Schema {
    let name = if node.text("ShipIMONumber").is_some() {
        "Vessel"
    } else if node.text("LastName").or(node.text("GivenName")).is_some() {
        "Person"
    } else {
        "Organization"
    };
    Schema::parse(name).expect("the model has all three")
}

fn add_names(entity: &mut Entity, node: &Node) -> bool {
    let tidy = |name: &str| node.text(name).map(words::squeeze);
    if entity.schema.is_called("Person") {
        let parts = [tidy("GivenName"), tidy("LastName")];
        let [first, last] = &parts;
        entity.add("firstName", first.clone().unwrap_or_default());
        entity.add("lastName", last.clone().unwrap_or_default());
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        entity.add("name", parts.join(" "));
    } else {
        entity.add("name", tidy("EntityOrShip").unwrap_or_default());
    }
    entity.first("name").is_some()
}

fn add_details(entity: &mut Entity, node: &Node) {
    let (title, date) = match entity.schema.name() {
        "Vessel" => ("type", "buildDate"),
        "Person" => ("title", "birthDate"),
        _ => ("notes", "incorporationDate"),
    };
    if let Some(text) = node.text("TitleOrShip") {
        entity.add(title, words::squeeze(text));
    }
    let dates = node.text("DateOfBirthOrShipBuildDate").unwrap_or_default();
    for one in dates.to_lowercase().split(" or ").flat_map(words::dates) {
        entity.add(date, one);
    }
    if let Some(number) = node.text("ShipIMONumber") {
        entity.add(
            "imoNumber",
            format!("IMO{}", number.trim_start_matches("IMO").trim()),
        );
    }
}
