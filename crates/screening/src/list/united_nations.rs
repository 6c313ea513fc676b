//! The consolidated list of the Security Council of the United Nations, XML.

use std::io::BufRead;

use super::{
    Gathered, List, Refused, words,
    xml::{Node, Records},
};
use crate::{
    entity::{Entity, Listing},
    schema::Schema,
};

const NAMES: [&str; 4] = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
const ADDRESS: [&str; 5] = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"];

pub(super) fn read(dataset: &str, input: impl BufRead) -> Result<List, Refused> {
    let mut records = Records::new(input, "CONSOLIDATED_LIST", &["INDIVIDUAL", "ENTITY"]);
    let mut gathered = Gathered::new(dataset);
    while let Some(node) = records.next()? {
        gathered.push(entity(&node)?, node.line)?;
    }
    let published = records.header("dateGenerated").and_then(words::date);
    gathered.finish(published, records.line())
}

fn entity(node: &Node) -> Result<Entity, Refused> {
    let refused = |reason: &str| Refused::new(node.line, reason);
    let person = node.name() == "INDIVIDUAL";
    let schema = Schema::parse(if person { "Person" } else { "Organization" });
    let id = node
        .text("DATAID")
        .ok_or_else(|| refused("a record without a DATAID"))?;
    let mut entity = Entity::new(format!("un-{id}"), schema.expect("the model has both"));
    let names = NAMES.iter().filter_map(|part| node.text(part));
    let name = words::squeeze(&names.collect::<Vec<_>>().join(" "));
    if name.is_empty() {
        return Err(refused("a record without a name"));
    }
    entity.add("name", name);
    entity.add("topics", "sanction");
    if person && let Some(first) = node.text("FIRST_NAME") {
        entity.add("firstName", words::squeeze(first));
    }
    if let Some(original) = node.text("NAME_ORIGINAL_SCRIPT") {
        entity.add("name", words::squeeze(original));
    }
    add_listing(&mut entity, node);
    let prefix = if person { "INDIVIDUAL" } else { "ENTITY" };
    for alias in node.children(&format!("{prefix}_ALIAS")) {
        add_alias(&mut entity, alias);
    }
    for address in node.children(&format!("{prefix}_ADDRESS")) {
        add_address(&mut entity, address);
    }
    if person {
        add_person(&mut entity, node);
    }
    Ok(entity)
}

fn add_listing(entity: &mut Entity, node: &Node) {
    let text = |name: &str| node.text(name).map(words::squeeze);
    let programme = text("UN_LIST_TYPE");
    if let Some(programme) = &programme {
        entity.add("program", programme.as_str());
    }
    entity.add_listing(Listing {
        list: node
            .items("LIST_TYPE", "VALUE")
            .find_map(Node::own_text)
            .map(words::squeeze),
        programme,
        record_id: text("REFERENCE_NUMBER"),
        listed_on: node.text("LISTED_ON").and_then(words::date),
        ..Listing::default()
    });
    if let Some(comments) = text("COMMENTS1") {
        entity.add("notes", comments);
    }
    let updates = node.items("LAST_DAY_UPDATED", "VALUE").filter_map(Node::own_text);
    entity.seen.last_change = updates.filter_map(words::date).max();
}

/// A name of low quality is a weak alias; `;` parts several names in one element.
fn add_alias(entity: &mut Entity, alias: &Node) {
    let property = match alias.text("QUALITY").unwrap_or_default() {
        "Low" => "weakAlias",
        "f.k.a." => "previousName",
        _ => "alias",
    };
    for name in alias.text("ALIAS_NAME").unwrap_or_default().split(';') {
        entity.add(property, words::squeeze(name));
    }
}

fn add_address(entity: &mut Entity, address: &Node) {
    let address_parts = ADDRESS.map(|part| address.text(part));
    if address_parts.iter().flatten().count() > usize::from(address.text("COUNTRY").is_some()) {
        entity.add("address", words::joined(address_parts));
    }
    if let Some(country) = address.text("COUNTRY").and_then(words::country) {
        entity.add("country", country);
    }
}

fn add_person(entity: &mut Entity, node: &Node) {
    for title in node.items("TITLE", "VALUE").filter_map(Node::own_text) {
        entity.add("title", words::squeeze(title));
    }
    for position in node.items("DESIGNATION", "VALUE").filter_map(Node::own_text) {
        entity.add("position", words::squeeze(position));
    }
    for country in node.items("NATIONALITY", "VALUE").filter_map(Node::own_text) {
        if let Some(country) = words::country(country) {
            entity.add("nationality", country);
        }
    }
    if let Some(gender) = node.text("GENDER").and_then(words::gender) {
        entity.add("gender", gender);
    }
    for born in node.children("INDIVIDUAL_DATE_OF_BIRTH") {
        for date in birth_dates(born) {
            entity.add("birthDate", date);
        }
    }
    for born in node.children("INDIVIDUAL_PLACE_OF_BIRTH") {
        let place = words::joined(["CITY", "STATE_PROVINCE", "COUNTRY"].map(|part| born.text(part)));
        entity.add("birthPlace", place);
        if let Some(country) = born.text("COUNTRY").and_then(words::country) {
            entity.add("birthCountry", country);
        }
    }
    for document in node.children("INDIVIDUAL_DOCUMENT") {
        add_document(entity, document);
    }
}

fn birth_dates(born: &Node) -> Vec<String> {
    match (born.text("FROM_YEAR"), born.text("TO_YEAR")) {
        (Some(from), Some(to)) => words::years_between(from, to),
        (from, to) => {
            let one = born.text("DATE").or(born.text("YEAR")).or(from).or(to);
            words::dates(one.unwrap_or_default())
        }
    }
}

/// The kind of document stands in English, French or Spanish.
fn add_document(entity: &mut Entity, document: &Node) {
    let kinds = ["TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"];
    let kind: String = kinds.iter().filter_map(|name| document.text(name)).collect();
    let kind = kind.to_lowercase();
    let passport = ["passport", "passeport", "pasaporte"]
        .iter()
        .any(|word| kind.contains(word));
    let property = if passport { "passportNumber" } else { "idNumber" };
    if let Some(number) = document.text("NUMBER") {
        entity.add(property, words::squeeze(number));
    }
}
