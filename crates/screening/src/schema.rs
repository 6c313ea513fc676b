//! The FollowTheMoney model of release 3.8.5: which kinds of entities there are, what extends what, which may be
//! matched with which, and what properties each has.
//!
//! The tables beside this file hold the whole model, so that no property of a foreign file is lost. Nothing here knows
//! an entity or a list.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::LazyLock,
};

static MODEL: LazyLock<Model> = LazyLock::new(Model::read);

/// What values of a property are; the model's property types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is called as the model calls it")]
pub enum Kind {
    Address,
    Checksum,
    Country,
    Date,
    Email,
    Entity,
    Gender,
    Html,
    Iban,
    Identifier,
    Ip,
    Json,
    Language,
    MimeType,
    Name,
    Number,
    Phone,
    Text,
    Topic,
    Url,
    /// A text of no special form, such as a title.
    Words,
}

impl Kind {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "address" => Self::Address,
            "checksum" => Self::Checksum,
            "country" => Self::Country,
            "date" => Self::Date,
            "email" => Self::Email,
            "entity" => Self::Entity,
            "gender" => Self::Gender,
            "html" => Self::Html,
            "iban" => Self::Iban,
            "identifier" => Self::Identifier,
            "ip" => Self::Ip,
            "json" => Self::Json,
            "language" => Self::Language,
            "mimetype" => Self::MimeType,
            "name" => Self::Name,
            "number" => Self::Number,
            "phone" => Self::Phone,
            "string" => Self::Words,
            "text" => Self::Text,
            "topic" => Self::Topic,
            "url" => Self::Url,
            _ => return None,
        })
    }
}

/// A property as one schema defines it, such as `birthDate` of Person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Property(u16);

impl Property {
    /// The name in files and on wires, e.g. `birthDate`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What its values are.
    pub fn kind(self) -> Kind {
        self.row().kind
    }

    /// Whether its values say that two entities may be the same one.
    pub fn is_matchable(self) -> bool {
        self.row().matchable
    }

    /// The schema of the entities that it points to, where its values are ids of other entities.
    pub fn range(self) -> Option<Schema> {
        Schema::parse(self.row().range)
    }

    fn row(self) -> &'static PropertyRow {
        &MODEL.properties[usize::from(self.0)]
    }
}

impl fmt::Debug for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A kind of entity, such as Person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Schema(u8);

impl Schema {
    /// The schema of that exact name.
    pub fn parse(name: &str) -> Option<Self> {
        MODEL.by_name.get(name).copied()
    }

    /// Every schema of the model, parents before children.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).map(Self).take(MODEL.schemata.len())
    }

    /// The name in files and on wires, e.g. `Person`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether this is that schema or extends it, through however many parents.
    pub fn is_a(self, ancestor: Self) -> bool {
        self.row().lineage.contains(&ancestor)
    }

    /// Whether this is the schema of that name or extends it.
    pub fn is_called(self, ancestor: &str) -> bool {
        Self::parse(ancestor).is_some_and(|ancestor| self.is_a(ancestor))
    }

    /// Whether entities of this schema are ever matched.
    pub fn is_matchable(self) -> bool {
        self.row().matchable
    }

    /// Whether a query of this schema may match a candidate of the other: one extends the other and both are matchable.
    pub fn may_match(self, candidate: Self) -> bool {
        let related = self.is_a(candidate) || candidate.is_a(self);
        related && self.is_matchable() && candidate.is_matchable()
    }

    /// The property of that name, its own or inherited.
    pub fn property(self, name: &str) -> Option<Property> {
        self.row().properties.get(name).copied()
    }

    /// Every property, its own and inherited, in no order.
    pub fn properties(self) -> impl Iterator<Item = Property> {
        self.row().properties.values().copied()
    }

    /// The properties that an entity may be called by, best first.
    pub fn caption_properties(self) -> impl Iterator<Item = Property> {
        let names = self.row().caption.iter();
        names.filter_map(move |name| self.property(name))
    }

    fn row(self) -> &'static SchemaRow {
        &MODEL.schemata[usize::from(self.0)]
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

struct PropertyRow {
    name: &'static str,
    kind: Kind,
    matchable: bool,
    range: &'static str,
}

struct SchemaRow {
    name: &'static str,
    matchable: bool,
    caption: Vec<&'static str>,
    lineage: HashSet<Schema>,
    properties: HashMap<&'static str, Property>,
}

struct Model {
    schemata: Vec<SchemaRow>,
    properties: Vec<PropertyRow>,
    by_name: HashMap<&'static str, Schema>,
}

impl Model {
    fn read() -> Self {
        let mut model = Self {
            schemata: Vec::new(),
            properties: Vec::new(),
            by_name: HashMap::new(),
        };
        let mut own: HashMap<&str, Vec<Property>> = HashMap::new();
        for [schema, name, kind, matchable, range] in rows(include_str!("schema/properties.tsv")) {
            let id = Property(u16::try_from(model.properties.len()).expect("the table is short"));
            let kind = Kind::parse(kind).expect("the table has the model's types");
            model.properties.push(PropertyRow {
                name,
                kind,
                matchable: matchable == "yes",
                range,
            });
            own.entry(schema).or_default().push(id);
        }
        for row in rows(include_str!("schema/schemata.tsv")) {
            model.add(row, own.get(row[0]).map_or(&[], Vec::as_slice));
        }
        model
    }

    /// Adds a schema whose parents are already there.
    fn add(&mut self, [name, parents, matchable, caption]: [&'static str; 4], own: &[Property]) {
        let id = Schema(u8::try_from(self.schemata.len()).expect("the table is short"));
        let mut row = SchemaRow {
            name,
            matchable: matchable == "yes",
            caption: words(caption).collect(),
            lineage: HashSet::from([id]),
            properties: HashMap::new(),
        };
        for property in own {
            let name = self.properties[usize::from(property.0)].name;
            row.properties.insert(name, *property);
        }
        for parent in words(parents) {
            let parent = &self.schemata[usize::from(self.by_name[parent].0)];
            row.lineage.extend(&parent.lineage);
            for (name, property) in &parent.properties {
                row.properties.entry(*name).or_insert(*property);
            }
        }
        self.by_name.insert(name, id);
        self.schemata.push(row);
    }
}

fn rows<const CELLS: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; CELLS]> {
    table.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().expect("each line of the table has all its cells"))
    })
}

fn words(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(',').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(name: &str) -> Schema {
        Schema::parse(name).unwrap()
    }

    fn matched_by(name: &str) -> Vec<&'static str> {
        let mut names: Vec<_> = Schema::all()
            .filter(|candidate| schema(name).may_match(*candidate))
            .map(Schema::name)
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn a_query_matches_its_own_line_of_the_tree() {
        assert_eq!(matched_by("Person"), ["LegalEntity", "Person"]);
        assert_eq!(matched_by("Company"), ["Company", "LegalEntity", "Organization"]);
        assert_eq!(
            matched_by("Organization"),
            ["Company", "LegalEntity", "Organization", "PublicBody"]
        );
        assert_eq!(
            matched_by("LegalEntity"),
            ["Company", "LegalEntity", "Organization", "Person", "PublicBody"]
        );
        for alone in ["Vessel", "Airplane", "Address", "CryptoWallet", "Security"] {
            assert_eq!(matched_by(alone), [alone]);
        }
        assert!(matched_by("Thing").is_empty());
    }

    #[test]
    fn properties_are_inherited_and_typed() {
        let of = |schema_name: &str, name: &str| schema(schema_name).property(name).unwrap();
        assert_eq!(of("Person", "name").kind(), Kind::Name);
        assert!(of("Person", "alias").is_matchable());
        assert!(!of("Person", "weakAlias").is_matchable());
        assert_eq!(of("Person", "firstName").kind(), Kind::Words);
        assert_eq!(of("Vessel", "pastFlags").kind(), Kind::Country);
        assert_eq!(of("Company", "ogrnCode"), of("LegalEntity", "ogrnCode"));
        assert_eq!(of("Person", "addressEntity").range(), Some(schema("Address")));
        assert!(schema("Vessel").property("birthDate").is_none());
    }

    #[test]
    fn country_properties_are_those_that_the_scores_compare() {
        let countries = |name: &str| {
            let mut names: Vec<_> = schema(name)
                .properties()
                .filter(|property| property.kind() == Kind::Country)
                .map(Property::name)
                .collect();
            names.sort_unstable();
            names
        };
        assert_eq!(countries("Vessel"), ["country", "flag", "pastFlags"]);
        assert_eq!(
            countries("LegalEntity"),
            ["country", "jurisdiction", "mainCountry"]
        );
        let person = [
            "birthCountry",
            "citizenship",
            "country",
            "jurisdiction",
            "mainCountry",
            "nationality",
        ];
        assert_eq!(countries("Person"), person);
    }
}
