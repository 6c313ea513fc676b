//! An entity of a list or of a query: its schema, what is known of it, and where it stands in which list.
//!
//! It knows no file format and no score.

use serde::{Deserialize, Serialize};

use crate::schema::{Kind, Property, Schema};

/// Values in one property at most; what more a file says is left out, so that no entity grows without bound.
pub const VALUES_MAX: usize = 2_000;

/// Bytes in one value at most; a longer value is left out.
pub const VALUE_BYTES_MAX: usize = 65_536;

/// A person, company, vessel, wallet or another thing of the model, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The id within its source, e.g. `ofac-36`.
    pub id: String,
    /// What it is.
    pub schema: Schema,
    /// What it is called on a page: its first name, its key, or its id.
    pub caption: String,
    /// The lists that it is in, e.g. `us_ofac_sdn`.
    pub datasets: Vec<String>,
    /// Ids by which it was known elsewhere.
    pub referents: Vec<String>,
    /// When the source first, last and for the last time differently had it, as the source writes it.
    pub seen: Seen,
    /// Whether the source lists it for itself, and not only because another entity points to it.
    pub target: bool,
    /// Under which programmes it is listed.
    pub listings: Vec<Listing>,
    properties: Vec<(Property, Vec<String>)>,
}

/// When a source had an entity; ISO 8601, as the source writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When it first was in the source.
    pub first_seen: Option<String>,
    /// When it last was in the source.
    pub last_seen: Option<String>,
    /// When anything about it last changed.
    pub last_change: Option<String>,
}

/// One listing of an entity: who lists it, why and since when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The list's own name where a file joins several, or the authority.
    pub list: Option<String>,
    /// The programme or regulation, as the list writes it.
    pub programme: Option<String>,
    /// The list's own number of the record.
    pub record_id: Option<String>,
    /// When it was listed, ISO 8601.
    pub listed_on: Option<String>,
    /// When the listing ends or ended, ISO 8601.
    pub ends_on: Option<String>,
    /// Why, in the list's words.
    pub reason: Option<String>,
    /// Where the list says so.
    pub source_url: Option<String>,
}

impl Entity {
    /// An entity of which nothing is known yet.
    pub fn new(id: impl Into<String>, schema: Schema) -> Self {
        let id = id.into();
        Self {
            caption: id.clone(),
            id,
            schema,
            datasets: Vec::new(),
            referents: Vec::new(),
            seen: Seen::default(),
            target: true,
            listings: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// Adds a value as it is, once. Returns whether the schema has such a property; an empty value, one of more than
    /// [`VALUE_BYTES_MAX`] bytes and one after [`VALUES_MAX`] others are left out.
    pub fn add(&mut self, name: &str, value: impl Into<String>) -> bool {
        let Some(property) = self.schema.property(name) else {
            return false;
        };
        let value = value.into();
        if value.is_empty() || value.len() > VALUE_BYTES_MAX {
            return true;
        }
        let place = self.properties.iter().position(|(one, _)| *one == property);
        let place = place.unwrap_or_else(|| {
            self.properties.push((property, Vec::new()));
            self.properties.len() - 1
        });
        let values = &mut self.properties[place].1;
        if values.len() < VALUES_MAX && !values.contains(&value) {
            values.push(value);
        }
        true
    }

    /// Adds a listing, once; one after [`VALUES_MAX`] others is left out.
    pub fn add_listing(&mut self, listing: Listing) {
        if self.listings.len() < VALUES_MAX && !self.listings.contains(&listing) {
            self.listings.push(listing);
        }
    }

    /// The values of a property, in the order of the source.
    pub fn values(&self, name: &str) -> &[String] {
        let mut all = self.properties.iter();
        all.find(|(property, _)| property.name() == name)
            .map_or(&[], |(_, values)| values)
    }

    /// The first value of a property.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.values(name).first().map(String::as_str)
    }

    /// Every property that has values.
    pub fn properties(&self) -> impl Iterator<Item = (Property, &[String])> {
        self.properties
            .iter()
            .map(|(property, values)| (*property, values.as_slice()))
    }

    /// The values of every property of that kind; only of those that are matchable if so wanted.
    pub fn of_kind(&self, kind: Kind, matchable_only: bool) -> impl Iterator<Item = &str> {
        self.properties()
            .filter(move |(property, _)| {
                property.kind() == kind && (property.is_matchable() || !matchable_only)
            })
            .flat_map(|(_, values)| values.iter().map(String::as_str))
    }

    /// What the entity stands for, e.g. `sanction`, `role.pep`.
    pub fn topics(&self) -> &[String] {
        self.values("topics")
    }

    /// Takes the caption from the properties that the schema is called by; the id stays where there are none.
    pub fn name_itself(&mut self) {
        let mut names = self.schema.caption_properties();
        let found = names.find_map(|property| self.first(property.name()));
        if let Some(caption) = found.map(str::to_owned) {
            self.caption = caption;
        }
    }

    /// Takes over what another record of the same id says. Returns whether both can be one thing: whether one schema
    /// extends the other; of those the narrower one stays.
    pub fn merge(&mut self, other: Self) -> bool {
        if other.schema.is_a(self.schema) {
            self.schema = other.schema;
            for (property, _) in &mut self.properties {
                // A narrower schema may define a property anew, such as a company's jurisdiction.
                *property = self.schema.property(property.name()).unwrap_or(*property);
            }
        } else if !self.schema.is_a(other.schema) {
            return false;
        }
        for (property, values) in other.properties {
            for value in values {
                self.add(property.name(), value);
            }
        }
        let known = |have: &mut Vec<String>, more: Vec<String>| {
            for one in more {
                if !have.contains(&one) {
                    have.push(one);
                }
            }
        };
        known(&mut self.datasets, other.datasets);
        known(&mut self.referents, other.referents);
        self.seen.first_seen = earlier(self.seen.first_seen.take(), other.seen.first_seen);
        self.seen.last_seen = self.seen.last_seen.take().max(other.seen.last_seen);
        self.seen.last_change = self.seen.last_change.take().max(other.seen.last_change);
        self.target |= other.target;
        for listing in other.listings {
            self.add_listing(listing);
        }
        true
    }

    /// Puts values and lists into an order of their own, so that two readings of one record are equal.
    pub fn sort(&mut self) {
        self.properties.sort_by_key(|(property, _)| property.name());
        self.datasets.sort_unstable();
        self.referents.sort_unstable();
    }
}

fn earlier(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl crate::logic::EntityView for Entity {
    fn schema(&self) -> &str {
        self.schema.name()
    }

    fn values<'a>(&'a self, property: &str) -> impl Iterator<Item = &'a str> {
        Self::values(self, property).iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Entity {
        Entity::new("a-1", Schema::parse("Person").unwrap())
    }

    #[test]
    fn a_value_is_kept_once_and_only_where_the_schema_has_the_property() {
        let mut entity = person();
        assert!(entity.add("name", "Ada Example"));
        assert!(entity.add("name", "Ada Example"));
        assert!(entity.add("alias", ""));
        assert!(!entity.add("imoNumber", "IMO9187629"));
        assert_eq!(entity.values("name"), ["Ada Example"]);
        assert_eq!(entity.properties().count(), 1);
    }

    #[test]
    fn names_that_match_leave_weak_aliases_out() {
        let mut entity = person();
        for (property, value) in [("name", "A B"), ("alias", "C D"), ("weakAlias", "E")] {
            entity.add(property, value);
        }
        let matchable: Vec<_> = entity.of_kind(Kind::Name, true).collect();
        assert_eq!(matchable, ["A B", "C D"]);
        assert_eq!(entity.of_kind(Kind::Name, false).count(), 3);
    }

    #[test]
    fn records_of_one_thing_are_merged() {
        let mut one = Entity::new("a-1", Schema::parse("LegalEntity").unwrap());
        one.add("name", "Ada");
        one.seen.first_seen = Some("2024-02-01".into());
        let mut other = person();
        other.add("name", "Ada");
        other.add("birthDate", "1960");
        other.seen.first_seen = Some("2024-01-01".into());
        assert!(one.merge(other));
        assert_eq!(one.schema.name(), "Person");
        assert_eq!(
            (one.values("name").len(), one.first("birthDate")),
            (1, Some("1960"))
        );
        assert_eq!(one.seen.first_seen.as_deref(), Some("2024-01-01"));
        assert!(!one.merge(Entity::new("a-1", Schema::parse("Vessel").unwrap())));
    }

    #[test]
    fn the_caption_is_the_first_thing_it_is_called_by() {
        let mut entity = person();
        entity.name_itself();
        assert_eq!(entity.caption, "a-1");
        entity.add("lastName", "Example");
        entity.name_itself();
        assert_eq!(entity.caption, "Example");
    }

    #[test]
    fn values_are_bounded_in_number_and_length() {
        let mut entity = person();
        for number in 0..VALUES_MAX + 5 {
            entity.add("alias", number.to_string());
        }
        entity.add("name", "x".repeat(VALUE_BYTES_MAX + 1));
        assert_eq!(entity.values("alias").len(), VALUES_MAX);
        assert!(entity.values("name").is_empty());
    }
}
