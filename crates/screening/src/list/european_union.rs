//! The consolidated financial sanctions list of the European Union (FSF), XML 1.1, by its published schema.

use std::io::BufRead;

use super::{
    Gathered, List, Refused, words,
    xml::{Node, Records},
};
use crate::{
    entity::{Entity, Listing},
    schema::Schema,
};

/// What stands for a country that is not known.
const UNKNOWN_COUNTRY: &str = "00";

pub(super) fn read(dataset: &str, input: impl BufRead) -> Result<List, Refused> {
    let mut records = Records::new(input, "export", &["sanctionEntity"]);
    let mut gathered = Gathered::new(dataset);
    while let Some(node) = records.next()? {
        gathered.push(entity(&node)?, node.line)?;
    }
    let published = records.header("generationDate").and_then(words::date);
    gathered.finish(published, records.line())
}

fn entity(node: &Node) -> Result<Entity, Refused> {
    let refused = |reason: &str| Refused::new(node.line, reason);
    let id = node.attribute("logicalId");
    let id = id.ok_or_else(|| refused("a record without a logicalId"))?;
    let kind = node.child("subjectType").and_then(|kind| kind.attribute("code"));
    let schema = Schema::parse(match kind {
        Some("person") => "Person",
        Some("enterprise") => "Organization",
        // Compared with people and companies alike.
        Some(_) => "LegalEntity",
        None => return Err(refused("a record that does not say what it is about")),
    });
    let mut entity = Entity::new(format!("eu-{id}"), schema.expect("the model has all three"));
    entity.add("topics", "sanction");
    for name in node.children("nameAlias") {
        add_name(&mut entity, name);
    }
    if entity.first("name").is_none() {
        return Err(refused("a record without a name"));
    }
    for remark in node.children("remark").filter_map(Node::own_text) {
        entity.add("notes", words::squeeze(remark));
    }
    add_listings(&mut entity, node);
    add_details(&mut entity, node);
    Ok(entity)
}

/// The first strong name is the name, the other strong ones are aliases.
fn add_name(entity: &mut Entity, name: &Node) {
    let property = match name.attribute("strong") {
        Some("false") if entity.first("name").is_some() => "weakAlias",
        _ if entity.first("name").is_some() => "alias",
        _ => "name",
    };
    if let Some(whole) = name.attribute("wholeName") {
        entity.add(property, words::squeeze(whole));
    }
    for (attribute, property) in [
        ("firstName", "firstName"),
        ("middleName", "middleName"),
        ("lastName", "lastName"),
        ("title", "title"),
        ("function", "position"),
    ] {
        if let Some(value) = name.attribute(attribute) {
            entity.add(property, words::squeeze(value));
        }
    }
    if let Some(gender) = name.attribute("gender").and_then(words::gender) {
        entity.add("gender", gender);
    }
}

fn add_listings(entity: &mut Entity, node: &Node) {
    let record_id = node.attribute("euReferenceNumber").map(str::to_owned);
    for regulation in node.children("regulation") {
        let text = |name: &str| regulation.attribute(name).map(words::squeeze);
        if let Some(programme) = text("programme") {
            entity.add("program", programme);
        }
        entity.add_listing(Listing {
            list: text("numberTitle"),
            programme: text("programme"),
            record_id: record_id.clone(),
            listed_on: regulation.attribute("publicationDate").and_then(words::date),
            source_url: regulation.text("publicationUrl").map(str::to_owned),
            ..Listing::default()
        });
    }
}

fn country(node: &Node) -> Option<String> {
    let code = node.attribute("countryIso2Code");
    let code = code.filter(|code| *code != UNKNOWN_COUNTRY);
    code.and_then(words::country)
}

fn add_details(entity: &mut Entity, node: &Node) {
    for citizenship in node.children("citizenship").filter_map(country) {
        entity.add("citizenship", citizenship);
    }
    for born in node.children("birthdate") {
        add_birth(entity, born);
    }
    for address in node.children("address") {
        let parts = ["street", "poBox", "zipCode", "city", "place", "region"];
        let parts = parts.map(|part| address.attribute(part));
        if parts.iter().any(Option::is_some) {
            let land = country(address).and(address.attribute("countryDescription"));
            entity.add("address", words::joined(parts.into_iter().chain([land])));
        }
        if let Some(country) = country(address) {
            entity.add("country", country);
        }
    }
    for document in node.children("identification") {
        let passport = document
            .attribute("identificationTypeCode")
            .is_some_and(|code| code.contains("passport"));
        let number = document.attribute("number").or(document.attribute("latinNumber"));
        let number = number.map(words::squeeze).unwrap_or_default();
        if !(passport && entity.add("passportNumber", number.as_str())) {
            entity.add("idNumber", number);
        }
    }
}

fn add_birth(entity: &mut Entity, born: &Node) {
    let dates = match (born.attribute("yearRangeFrom"), born.attribute("yearRangeTo")) {
        (Some(from), Some(to)) => words::years_between(from, to),
        _ => {
            let date = born.attribute("birthdate").or(born.attribute("year"));
            words::dates(date.unwrap_or_default())
        }
    };
    // A year of another calendar would be a wrong year of ours.
    if born
        .attribute("calendarType")
        .is_none_or(|calendar| calendar == "GREGORIAN")
    {
        for date in dates {
            entity.add("birthDate", date);
        }
    }
    let known = country(born).and(born.attribute("countryDescription"));
    let place = ["city", "place", "region"].map(|part| born.attribute(part));
    let place = words::joined(place.into_iter().chain([known]));
    entity.add("birthPlace", place);
    if let Some(country) = country(born) {
        entity.add("birthCountry", country);
    }
}
