//! The UK Sanctions List of the Foreign, Commonwealth and Development Office, XML, by its published schema.

use std::io::BufRead;

use super::{
    Gathered, List, Refused, words,
    xml::{Node, Records},
};
use crate::{
    entity::{Entity, Listing},
    schema::Schema,
};

const NAMES: [&str; 6] = ["Name1", "Name2", "Name3", "Name4", "Name5", "Name6"];
const ADDRESS: [&str; 8] = [
    "AddressLine1",
    "AddressLine2",
    "AddressLine3",
    "AddressLine4",
    "AddressLine5",
    "AddressLine6",
    "AddressPostalCode",
    "AddressCountry",
];

pub(super) fn read(dataset: &str, input: impl BufRead) -> Result<List, Refused> {
    let mut records = Records::new(input, "Designations", &["Designation"]);
    let mut gathered = Gathered::new(dataset);
    while let Some(node) = records.next()? {
        gathered.push(entity(&node)?, node.line)?;
    }
    let published = records.header("DateGenerated").and_then(words::british_date);
    gathered.finish(published, records.line())
}

fn entity(node: &Node) -> Result<Entity, Refused> {
    let refused = |reason: &str| Refused::new(node.line, reason);
    let id = node.text("UniqueID");
    let id = id.ok_or_else(|| refused("a designation without a UniqueID"))?;
    let kind = node.text("IndividualEntityShip").unwrap_or_default();
    let schema = Schema::parse(match kind.to_lowercase().as_str() {
        "individual" => "Person",
        "entity" => "Organization",
        "ship" => "Vessel",
        _ => return Err(refused(&format!("a designation of kind {kind:?}"))),
    });
    let mut entity = Entity::new(format!("uk-{id}"), schema.expect("the model has all three"));
    for name in node.items("Names", "Name") {
        add_name(&mut entity, name);
    }
    for name in node.items("NonLatinNames", "NonLatinName") {
        entity.add(
            "name",
            words::squeeze(name.text("NameNonLatinScript").unwrap_or_default()),
        );
    }
    if entity.first("name").is_none() {
        return Err(refused("a designation without a primary name"));
    }
    entity.add("topics", "sanction");
    add_listing(&mut entity, node);
    add_contact(&mut entity, node);
    match entity.schema.name() {
        "Person" => add_person(&mut entity, node),
        "Vessel" => add_ship(&mut entity, node),
        _ => add_business(&mut entity, node),
    }
    Ok(entity)
}

/// A person's family name stands last, in `Name6`; an organisation or ship has that part alone.
fn add_name(entity: &mut Entity, name: &Node) {
    let parts = NAMES.iter().filter_map(|part| name.text(part));
    let whole = words::squeeze(&parts.collect::<Vec<_>>().join(" "));
    let kind = name.text("NameType").unwrap_or_default().to_lowercase();
    let weak = name.text("AliasStrength").unwrap_or_default().to_lowercase();
    let property = match kind.as_str() {
        "primary name" => "name",
        _ if weak.starts_with("low") => "weakAlias",
        _ => "alias",
    };
    if property == "name" && entity.schema.is_called("Person") {
        for (part, property) in [("Name1", "firstName"), ("Name6", "lastName")] {
            entity.add(property, words::squeeze(name.text(part).unwrap_or_default()));
        }
    }
    entity.add(property, whole);
}

fn add_listing(entity: &mut Entity, node: &Node) {
    let text = |name: &str| node.text(name).map(words::squeeze);
    if let Some(regime) = text("RegimeName") {
        entity.add("program", regime);
    }
    if let Some(other) = text("OtherInformation") {
        entity.add("notes", other);
    }
    entity.add_listing(Listing {
        list: text("DesignationSource"),
        programme: text("RegimeName"),
        record_id: text("UniqueID"),
        listed_on: node.text("DateDesignated").and_then(words::british_date),
        reason: text("UKStatementofReasons"),
        ..Listing::default()
    });
    entity.seen.last_change = node.text("LastUpdated").and_then(words::british_date);
}

fn add_contact(entity: &mut Entity, node: &Node) {
    for (list, item, property) in [
        ("PhoneNumbers", "PhoneNumber", "phone"),
        ("EmailAddresses", "EmailAddress", "email"),
        ("Websites", "Website", "website"),
        ("Titles", "Title", "title"),
    ] {
        for text in node.items(list, item).filter_map(Node::own_text) {
            entity.add(property, words::squeeze(text));
        }
    }
    for address in node.items("Addresses", "Address") {
        let country = address.text("AddressCountry");
        let parts = ADDRESS.map(|part| address.text(part));
        if parts.iter().flatten().count() > usize::from(country.is_some()) {
            entity.add("address", words::joined(parts));
        }
        if let Some(country) = country.and_then(words::country) {
            entity.add("country", country);
        }
    }
}

fn add_person(entity: &mut Entity, node: &Node) {
    for person in node.items("IndividualDetails", "Individual") {
        for date in person.items("DOBs", "DOB").filter_map(Node::own_text) {
            if let Some(date) = words::british_date(date) {
                entity.add("birthDate", date);
            }
        }
        for country in person
            .items("Nationalities", "Nationality")
            .filter_map(Node::own_text)
        {
            if let Some(country) = words::country(country) {
                entity.add("nationality", country);
            }
        }
        for position in person.items("Positions", "Position").filter_map(Node::own_text) {
            entity.add("position", words::squeeze(position));
        }
        for gender in person.items("Genders", "Gender").filter_map(Node::own_text) {
            if let Some(gender) = words::gender(gender) {
                entity.add("gender", gender);
            }
        }
        for (list, item, number, property) in [
            ("PassportDetails", "Passport", "PassportNumber", "passportNumber"),
            (
                "NationalIdentifierDetails",
                "NationalIdentifier",
                "NationalIdentifierNumber",
                "idNumber",
            ),
        ] {
            for text in person.items(list, item).filter_map(|item| item.text(number)) {
                entity.add(property, words::squeeze(text));
            }
        }
        for place in person.items("BirthDetails", "Location") {
            let country = place.text("CountryOfBirth");
            entity.add("birthPlace", words::joined([place.text("TownOfBirth"), country]));
            if let Some(country) = country.and_then(words::country) {
                entity.add("birthCountry", country);
            }
        }
    }
}

fn add_business(entity: &mut Entity, node: &Node) {
    for business in node.items("EntityDetails", "Entity") {
        let numbers = business.items("BusinessRegistrationNumbers", "BusinessRegistrationNumber");
        for number in numbers.filter_map(Node::own_text) {
            entity.add("registrationNumber", words::squeeze(number));
        }
    }
}

fn add_ship(entity: &mut Entity, node: &Node) {
    for ship in node.items("ShipDetails", "Ship") {
        for number in ship.items("IMONumbers", "IMONumber").filter_map(Node::own_text) {
            entity.add(
                "imoNumber",
                format!("IMO{}", number.trim_start_matches("IMO").trim()),
            );
        }
        for (list, item, property) in [
            ("CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip", "flag"),
            ("PreviousFlags", "PreviousFlag", "pastFlags"),
        ] {
            for flag in ship.items(list, item).filter_map(Node::own_text) {
                if let Some(flag) = words::country(flag) {
                    entity.add(property, flag);
                }
            }
        }
        for (list, item, property) in [
            ("TypeOfShipDetails", "TypeOfShip", "type"),
            ("TonnageOfShipDetails", "TonnageOfShip", "tonnage"),
            ("YearsBuilt", "YearBuilt", "buildDate"),
        ] {
            for text in ship.items(list, item).filter_map(Node::own_text) {
                entity.add(property, words::squeeze(text));
            }
        }
    }
}
