//! OFAC's lists as XML: `sdn.xml` and `consolidated.xml`, which have one form.
//!
//! The file says how many records it has; fewer or more refuse it.

use std::io::BufRead;

use super::{
    Gathered, List, Refused,
    ofac::{Fact, add_fact, add_name, add_person_name, alias_property, schema},
    words,
    xml::{Node, Records},
};
use crate::entity::{Entity, Listing};

const ADDRESS: [&str; 6] = [
    "address1",
    "address2",
    "address3",
    "city",
    "stateOrProvince",
    "postalCode",
];

pub(super) fn read(dataset: &str, input: impl BufRead) -> Result<List, Refused> {
    let mut records = Records::new(input, "sdnList", &["sdnEntry"]);
    let mut gathered = Gathered::new(dataset);
    let mut count = 0_u64;
    while let Some(node) = records.next()? {
        count += 1;
        let entity = entity(&mut gathered, &node)?;
        gathered.push(entity, node.line)?;
    }
    let line = records.line();
    let promised = records
        .header("Record_Count")
        .and_then(|text| text.parse::<u64>().ok());
    if promised.is_some_and(|promised| promised != count) {
        let reason = format!(
            "the file says it has {} records and has {count}",
            promised.unwrap_or_default()
        );
        return Err(Refused::new(line, reason));
    }
    let published = records.header("Publish_Date").and_then(words::american_date);
    gathered.finish(published, line)
}

fn entity(gathered: &mut Gathered, node: &Node) -> Result<Entity, Refused> {
    let refused = |reason: &str| Refused::new(node.line, reason);
    let number = node
        .text("uid")
        .ok_or_else(|| refused("a record without a uid"))?;
    let kind = node
        .text("sdnType")
        .ok_or_else(|| refused("a record without a type"))?;
    let schema = schema(kind).ok_or_else(|| refused(&format!("a record of kind {kind:?}")))?;
    let mut entity = Entity::new(format!("ofac-{number}"), schema);
    let name = node
        .text("lastName")
        .ok_or_else(|| refused("a record without a name"))?;
    add_parts(&mut entity, "name", node.text("firstName"), name);
    entity.add("topics", "sanction");
    for programme in node.items("programList", "program").filter_map(Node::own_text) {
        entity.add("program", programme);
        entity.add_listing(Listing {
            programme: Some(programme.to_owned()),
            record_id: Some(number.to_owned()),
            ..Listing::default()
        });
    }
    for alias in node.items("akaList", "aka") {
        if let Some(name) = alias.text("lastName") {
            let kind = alias.text("type").unwrap_or_default();
            let weak = alias.text("category") == Some("weak");
            add_parts(
                &mut entity,
                alias_property(kind, weak),
                alias.text("firstName"),
                name,
            );
        }
    }
    add_plain(&mut entity, node);
    add_vessel(&mut entity, node);
    for id in node.items("idList", "id") {
        let kind = id.text("idType").unwrap_or_default().trim_end_matches(':');
        let fact = Fact {
            kind,
            value: id.text("idNumber").unwrap_or_default(),
            country: id.text("idCountry"),
        };
        add_fact(gathered, &mut entity, &fact, id.line)?;
    }
    Ok(entity)
}

fn add_parts(entity: &mut Entity, property: &str, first: Option<&str>, last: &str) {
    match first {
        Some(first) => add_person_name(entity, property, Some(first), last),
        None => add_name(entity, property, last),
    }
}

fn add_plain(entity: &mut Entity, node: &Node) {
    if let Some(title) = node.text("title") {
        entity.add("position", words::squeeze(title));
    }
    if let Some(remarks) = node.text("remarks") {
        entity.add("notes", words::squeeze(remarks));
    }
    for born in node.items("dateOfBirthList", "dateOfBirthItem") {
        for date in words::dates(born.text("dateOfBirth").unwrap_or_default()) {
            entity.add("birthDate", date);
        }
    }
    for born in node.items("placeOfBirthList", "placeOfBirthItem") {
        entity.add(
            "birthPlace",
            words::squeeze(born.text("placeOfBirth").unwrap_or_default()),
        );
    }
    for (list, item, property) in [
        ("nationalityList", "nationality", "nationality"),
        ("citizenshipList", "citizenship", "citizenship"),
    ] {
        for country in node.items(list, item).filter_map(|item| item.text("country")) {
            if let Some(country) = words::country(country) {
                entity.add(property, country);
            }
        }
    }
    for address in node.items("addressList", "address") {
        add_address(entity, address);
    }
}

fn add_address(entity: &mut Entity, address: &Node) {
    let country = address.text("country");
    if ADDRESS.iter().any(|part| address.text(part).is_some()) {
        let parts = ADDRESS.iter().map(|part| address.text(part));
        entity.add("address", words::joined(parts.chain([country])));
    }
    if let Some(country) = country.and_then(words::country) {
        entity.add("country", country);
    }
}

fn add_vessel(entity: &mut Entity, node: &Node) {
    let Some(vessel) = node.child("vesselInfo") else {
        return;
    };
    for (name, property) in [
        ("callSign", "callSign"),
        ("vesselType", "type"),
        ("tonnage", "tonnage"),
        ("grossRegisteredTonnage", "grossRegisteredTonnage"),
    ] {
        if let Some(value) = vessel.text(name) {
            entity.add(property, words::squeeze(value));
        }
    }
    if let Some(flag) = vessel.text("vesselFlag").and_then(words::country) {
        entity.add("flag", flag);
    }
    if let Some(owner) = vessel.text("vesselOwner") {
        entity.add("notes", format!("Owner {}", words::squeeze(owner)));
    }
}
