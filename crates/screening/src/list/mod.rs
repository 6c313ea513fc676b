//! The files that lists are published in, read into entities.
//!
//! A reader takes bytes and gives a whole list or refuses the whole file with the line and the reason: half a list
//! would let a listed person through. A record takes bounded memory however long the file is. A reader knows neither
//! where a file comes from nor what is done with its entities.

mod bounded;
mod canada;
mod european_union;
mod followthemoney;
mod nested;
mod ofac;
mod ofac_csv;
mod ofac_xml;
mod own_csv;
mod rows;
mod united_kingdom;
mod united_nations;
mod us_screening;
mod words;
mod xml;

use std::{collections::HashMap, io::BufRead};

pub use bounded::RECORD_BYTES_MAX;
pub use ofac_csv::{OfacCsv, read as read_ofac_csv};

use crate::entity::Entity;

/// A list as one file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The date that the file says it was published or made on, ISO 8601; where it says so.
    pub published: Option<String>,
    /// Its entities, each id once, in the order of the file.
    pub entities: Vec<Entity>,
}

/// Why a file was not taken: nothing of it is used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Refused {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// What is wrong there, in words for the operator.
    pub reason: String,
}

impl Refused {
    pub(crate) fn new(line: u64, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self { line, reason }
    }
}

/// How a file of one part is written. OFAC's CSV comes in four parts: [`read_ofac_csv`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// FollowTheMoney entities as JSON lines, flat or nested (`entities.ftm.json`, `targets.nested.json`).
    FollowTheMoney,
    /// OFAC's `sdn.xml` and `consolidated.xml`.
    OfacXml,
    /// The consolidated list of the Security Council of the United Nations, XML.
    UnitedNations,
    /// Canada's consolidated autonomous sanctions list, XML.
    Canada,
    /// The consolidated financial sanctions list of the European Union, XML 1.1. Unproven on a genuine file.
    EuropeanUnion,
    /// The UK Sanctions List, XML. Unproven on a genuine file.
    UnitedKingdom,
    /// The Consolidated Screening List of the United States, CSV.
    UsScreening,
    /// A tenant's own list as CSV with named columns; `docs/lists.md` says which.
    OwnCsv,
}

impl Format {
    /// Every format with the name that it has in commands and settings.
    pub const ALL: [(&'static str, Self); 8] = [
        ("ftm", Self::FollowTheMoney),
        ("ofac-xml", Self::OfacXml),
        ("un-xml", Self::UnitedNations),
        ("ca-xml", Self::Canada),
        ("eu-xml", Self::EuropeanUnion),
        ("uk-xml", Self::UnitedKingdom),
        ("us-csl-csv", Self::UsScreening),
        ("csv", Self::OwnCsv),
    ];

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(one, _)| *one == name).map(|(_, format)| format)
    }

    /// Reads a file. `dataset` is the id of the source that each entity names, e.g. `us_ofac_sdn`; a FollowTheMoney
    /// entity that names its own sources keeps those.
    ///
    /// # Errors
    /// When the file is not wholly of this format, or has no entity.
    pub fn read(self, dataset: &str, input: impl BufRead) -> Result<List, Refused> {
        match self {
            Self::FollowTheMoney => followthemoney::read(dataset, input),
            Self::OfacXml => ofac_xml::read(dataset, input),
            Self::UnitedNations => united_nations::read(dataset, input),
            Self::Canada => canada::read(dataset, input),
            Self::EuropeanUnion => european_union::read(dataset, input),
            Self::UnitedKingdom => united_kingdom::read(dataset, input),
            Self::UsScreening => us_screening::read(dataset, input),
            Self::OwnCsv => own_csv::read(dataset, input),
        }
    }
}

/// The entities of a file as they are read, each id once.
struct Gathered {
    dataset: String,
    entities: Vec<Entity>,
    places: HashMap<String, usize>,
    /// How often the beginning of an id has been asked for.
    repeats: HashMap<String, u64>,
}

impl Gathered {
    fn new(dataset: &str) -> Self {
        Self {
            dataset: dataset.to_owned(),
            entities: Vec::new(),
            places: HashMap::new(),
            repeats: HashMap::new(),
        }
    }

    /// Adds an entity of which the file must not have another.
    fn push(&mut self, mut entity: Entity, line: u64) -> Result<(), Refused> {
        if self.places.contains_key(&entity.id) {
            return Err(Refused::new(
                line,
                format!("a second record with the id {}", entity.id),
            ));
        }
        if entity.datasets.is_empty() {
            entity.datasets.push(self.dataset.clone());
        }
        if entity.caption == entity.id {
            entity.name_itself();
        }
        self.places.insert(entity.id.clone(), self.entities.len());
        self.entities.push(entity);
        Ok(())
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Entity> {
        let place = *self.places.get(id)?;
        self.entities.get_mut(place)
    }

    /// An id of that beginning that no entity has yet: the beginning itself, or with `-2`, `-3` after it.
    fn free_id(&mut self, beginning: String) -> String {
        let mut id = beginning.clone();
        while self.places.contains_key(&id) {
            let count = self.repeats.entry(beginning.clone()).or_insert(1);
            *count += 1;
            id = format!("{beginning}-{count}");
        }
        id
    }

    /// Two entities by their ids, where both are there and are not one.
    fn pair_mut(&mut self, one: &str, other: &str) -> Option<[&mut Entity; 2]> {
        let places = [*self.places.get(one)?, *self.places.get(other)?];
        self.entities.get_disjoint_mut(places).ok()
    }

    fn finish(self, published: Option<String>, line: u64) -> Result<List, Refused> {
        if self.entities.is_empty() {
            return Err(Refused::new(line, "the file has no entries"));
        }
        Ok(List {
            published,
            entities: self.entities,
        })
    }
}
