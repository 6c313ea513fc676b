//! An entity made ready for comparison: every form of its values that a feature needs, made once.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::identifiers::strict;
use crate::schema::{Kind, Property, Schema};
use crate::text::{
    ascii_text, clean_name_ascii, clean_name_light, fingerprint_name, is_decimal, is_modern_alphabet,
    metaphone, name_tokens, words,
};

/// What scoring reads of an entity: FollowTheMoney's schema and properties, the values cleaned as stored.
pub trait EntityView {
    /// The schema's name, e.g. `Person`.
    fn schema(&self) -> &str;

    /// The property's values; none if the entity lacks it.
    fn values<'a>(&'a self, property: &str) -> impl Iterator<Item = &'a str>;
}

/// An entity ready to be compared with any number of others.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// None for a schema that the model does not know.
    pub(crate) schema: Option<Schema>,
    /// Of organisations, companies and public bodies.
    pub(crate) is_organization: bool,
    pub(crate) schema_name: String,
    pub(crate) names: Vec<Name>,
    pub(crate) light_names: BTreeSet<String>,
    /// The light forms of all names, weak aliases among them.
    pub(crate) light_names_and_aliases: BTreeSet<String>,
    pub(crate) light_aliases: BTreeSet<String>,
    pub(crate) numbers: BTreeSet<String>,
    pub(crate) address_numbers: BTreeSet<String>,
    pub(crate) address_words: Vec<String>,
    pub(crate) countries: BTreeSet<String>,
    pub(crate) genders: BTreeSet<String>,
    pub(crate) birth_dates: BTreeSet<String>,
    pub(crate) last_name_words: BTreeSet<String>,
    pub(crate) public_keys: BTreeSet<String>,
    pub(crate) identifiers: BTreeSet<String>,
    pub(crate) strict_identifiers: BTreeSet<String>,
    /// The values of the properties in [`CODES`], in that order; empty where the schema has no such identifier.
    pub(crate) codes: [BTreeSet<String>; CODES.len()],
}

/// Values are read up to this many characters, so that pairing their words stays bounded.
pub const MAX_VALUE_LENGTH: usize = 1_024;

/// Properties with a rule of their own for what is a valid value.
pub(crate) const CODES: [&str; 7] = [
    "isin",
    "leiCode",
    "ogrnCode",
    "imoNumber",
    "mmsi",
    "innCode",
    "swiftBic",
];

/// One name, and the forms of it that features compare, each made when first asked for: names of persons and
/// of others are compared by different forms.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) raw: String,
    personal: OnceLock<PersonalForms>,
    fingerprint: OnceLock<Option<Fingerprint>>,
}

/// The forms that the features of persons compare.
#[derive(Debug, Clone)]
pub(crate) struct PersonalForms {
    /// Words of the ASCII form, and the same without spaces.
    pub(crate) words: Vec<String>,
    pub(crate) joined: String,
    pub(crate) tokens: Vec<Token>,
}

/// An organisation's name abridged: without spaces, and its words of two letters or more.
#[derive(Debug, Clone)]
pub(crate) struct Fingerprint {
    pub(crate) joined: String,
    pub(crate) words: Vec<String>,
}

/// One token of a name in its own script: in ASCII, and how it sounds if its script tells.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) ascii: String,
    pub(crate) sound: Option<String>,
}

impl Prepared {
    /// Reads and cleans every value that a feature looks at.
    pub fn new(entity: &impl EntityView) -> Self {
        let schema = Schema::parse(entity.schema());
        let names = gathered(entity, &["name", "alias", "previousName"]);
        let aliases = gathered(entity, &["weakAlias"]);
        let addresses = gathered(entity, &matchable(schema, Kind::Address));
        let identifier_names = matchable(schema, Kind::Identifier);
        let identifiers = gathered(entity, &identifier_names);
        let light_names = light(&names);
        let light_aliases = light(&aliases);
        Self {
            schema,
            is_organization: schema.is_some_and(|schema| schema.is_called("Organization")),
            schema_name: entity.schema().to_owned(),
            light_names_and_aliases: light_names.union(&light_aliases).cloned().collect(),
            light_names,
            light_aliases,
            numbers: numbers(&names),
            address_numbers: numbers(&addresses),
            address_words: address_words(&addresses),
            countries: gathered(entity, &matchable(schema, Kind::Country)),
            genders: gathered(entity, &["gender"]),
            birth_dates: gathered(entity, &["birthDate"]),
            last_name_words: last_name_words(&gathered(entity, &["lastName"])),
            public_keys: gathered(entity, &["publicKey"]),
            strict_identifiers: identifiers.iter().filter_map(|value| strict(value)).collect(),
            identifiers,
            codes: CODES.map(|code| match identifier_names.contains(&code) {
                true => gathered(entity, &[code]),
                false => BTreeSet::new(),
            }),
            names: names.into_iter().map(Name::new).collect(),
        }
    }
}

impl Name {
    fn new(raw: String) -> Self {
        Self {
            raw,
            personal: OnceLock::new(),
            fingerprint: OnceLock::new(),
        }
    }

    pub(crate) fn personal(&self) -> &PersonalForms {
        self.personal.get_or_init(|| {
            let ascii = clean_name_ascii(&self.raw).unwrap_or_default();
            let tokens = name_tokens(&self.raw.to_lowercase());
            PersonalForms {
                words: words(&ascii, 1).map(str::to_owned).collect(),
                joined: ascii.replace(' ', ""),
                tokens: tokens.iter().map(|token| Token::new(token)).collect(),
            }
        })
    }

    /// Nothing for a name of which nothing is left.
    pub(crate) fn fingerprint(&self) -> Option<&Fingerprint> {
        let made = || {
            fingerprint_name(&self.raw).map(|text| Fingerprint {
                joined: text.replace(' ', ""),
                words: words(&text, 2).map(str::to_owned).collect(),
            })
        };
        self.fingerprint.get_or_init(made).as_ref()
    }
}

impl Token {
    fn new(token: &str) -> Self {
        let ascii = ascii_text(token);
        let sound = is_modern_alphabet(token)
            .then(|| metaphone(&ascii))
            .filter(|code| code.chars().count() >= 3);
        Self { ascii, sound }
    }
}

/// The names of a schema's properties of one kind that count in a match.
fn matchable(schema: Option<Schema>, kind: Kind) -> Vec<&'static str> {
    let counts = |property: &Property| property.kind() == kind && property.is_matchable();
    let properties = schema.into_iter().flat_map(Schema::properties);
    properties.filter(counts).map(Property::name).collect()
}

fn gathered(entity: &impl EntityView, properties: &[&str]) -> BTreeSet<String> {
    properties
        .iter()
        .flat_map(|property| entity.values(property))
        .filter(|value| !value.is_empty())
        .map(bounded)
        .collect()
}

/// The reference reads values of any length; its own cut at 384 characters comes later, in the distances.
fn bounded(value: &str) -> String {
    match value.char_indices().nth(MAX_VALUE_LENGTH) {
        Some((end, _)) => value[..end].to_owned(),
        None => value.to_owned(),
    }
}

fn light(names: &BTreeSet<String>) -> BTreeSet<String> {
    names.iter().filter_map(|name| clean_name_light(name)).collect()
}

fn address_words(addresses: &BTreeSet<String>) -> Vec<String> {
    let fingerprints = addresses.iter().filter_map(|address| fingerprint_name(address));
    fingerprints
        .flat_map(|text| words(&text, 1).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn last_name_words(names: &BTreeSet<String>) -> BTreeSet<String> {
    let fingerprints = names.iter().filter_map(|name| fingerprint_name(name));
    fingerprints
        .flat_map(|text| words(&text, 2).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn numbers(values: &BTreeSet<String>) -> BTreeSet<String> {
    values
        .iter()
        .flat_map(|value| value.split(|character| !is_decimal(character)))
        .filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}
