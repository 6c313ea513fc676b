//! What an applicant's record keeps beside the steps: how it came, which rules it came under, what was tried, who decided.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use values::{Country, OfficerId, Timestamp};

use super::MovedIn;
use crate::{decision::ReasonCode, flow::Service, person::Details, step::Step, tenant::Api};

/// How an applicant came to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// The API that made it, or one like it elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api: Option<Api>,
    /// The client's own name for the person behind it; several applicants may share one.
    #[serde(skip)]
    pub client_reference: Option<String>,
    /// What the client wants kept with it and given back.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub metadata: Map<String, Value>,
    /// The address that the person came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// What is refused without a person's look.
    pub rules: Rules,
    /// Set for one that was verified elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_in: Option<MovedIn>,
}

/// What is refused as soon as everything is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Full years of age that a person must have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_min: Option<u32>,
    /// Countries whose documents and nationals are refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries_refused: Vec<Country>,
    /// Countries whose documents alone are accepted; empty accepts all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries_accepted: Vec<Country>,
    /// Hours after which an applicant who is not decided yet is rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_max: Option<u32>,
    /// Whether a person who is approved already is refused.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub refuses_known_person: bool,
}

impl Rules {
    /// The first rule that the details break. `is_known` tells whether the person is approved already.
    pub fn broken(&self, details: &Details, is_known: bool, now: Timestamp) -> Option<ReasonCode> {
        let countries = [&details.document.issuing_country, &details.nationality];
        let mut countries = countries
            .into_iter()
            .flatten()
            .filter_map(|text| Country::from_words(text));
        let is_refused = |country: &Country| {
            self.countries_refused.contains(country)
                || (!self.countries_accepted.is_empty() && !self.countries_accepted.contains(country))
        };
        if self.refuses_age(details, now) {
            Some(ReasonCode::Underage)
        } else if countries.any(|country| is_refused(&country)) {
            Some(ReasonCode::CountryNotAccepted)
        } else if self.refuses_known_person && is_known {
            Some(ReasonCode::Duplicate)
        } else {
            None
        }
    }

    /// Whether the person is known to be too young.
    pub fn refuses_age(&self, details: &Details, now: Timestamp) -> bool {
        self.age_min
            .zip(details.age(now))
            .is_some_and(|(age_min, age)| age < age_min)
    }
}

/// One giving of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Try {
    /// For which service.
    pub service: Service,
    /// When.
    pub at: Timestamp,
    /// What it was refused for; none while it waits or after it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

/// Why a try was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The reason.
    pub reason: ReasonCode,
    /// What the applicant read besides the reason's own sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What happened so far, as far as answers show it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// Evidence that was given, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tries: Vec<Try>,
    /// When it last began to wait for a decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_at: Option<Timestamp>,
    /// When it was first decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_decided_at: Option<Timestamp>,
    /// When everything by which the person could be recognised was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
}

impl History {
    /// Notes that evidence was given.
    pub(super) fn gave(&mut self, service: Service, at: Timestamp) {
        let refusal = None;
        self.tries.push(Try { service, at, refusal });
    }

    /// Notes that what was last given for a step was refused.
    pub(crate) fn refused(&mut self, step: &Step, refusal: Refusal) {
        if let Some(last) = self.last_of(step) {
            last.refusal = Some(refusal);
        }
    }

    /// Notes that what was last given for a step was accepted after all.
    pub(crate) fn accepted(&mut self, step: &Step) {
        if let Some(last) = self.last_of(step) {
            last.refusal = None;
        }
    }

    /// Two steps may ask for the same service: the instant tells which one a try was for.
    fn last_of(&mut self, step: &Step) -> Option<&mut Try> {
        let is_it = |given: &&mut Try| given.service == step.service && Some(given.at) == step.submitted_at;
        self.tries.iter_mut().rev().find(is_it)
    }
}

/// Who decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// An officer in the console.
    Officer(OfficerId),
    /// Somebody at the client, who decides through an API and says their name.
    Client(String),
    /// Bulla itself, by a rule.
    Machine,
}

impl Decider {
    /// The officer, if it is one.
    pub const fn officer(&self) -> Option<OfficerId> {
        match self {
            Self::Officer(id) => Some(*id),
            Self::Client(_) | Self::Machine => None,
        }
    }

    /// The client's name for who decided.
    pub fn client_name(&self) -> Option<String> {
        match self {
            Self::Client(name) => Some(name.clone()),
            Self::Officer(_) | Self::Machine => None,
        }
    }
}

impl From<OfficerId> for Decider {
    fn from(id: OfficerId) -> Self {
        Self::Officer(id)
    }
}

#[cfg(test)]
mod tests {
    use values::PartialDate;

    use super::*;

    #[test]
    fn each_rule_refuses_what_it_names() {
        let now = Timestamp::parse("2026-05-01T00:00:00Z").unwrap();
        let mut details = Details {
            birth_on: PartialDate::parse("2010-01-01").ok(),
            nationality: Some("Latvia".into()),
            ..Details::default()
        };
        let country = |code| vec![Country::parse(code).unwrap()];
        let none = Rules::default();
        assert_eq!(none.broken(&details, true, now), None);
        let age = Rules {
            age_min: Some(18),
            ..Rules::default()
        };
        assert_eq!(age.broken(&details, false, now), Some(ReasonCode::Underage));
        let refused = Rules {
            countries_refused: country("LVA"),
            ..Rules::default()
        };
        assert_eq!(
            refused.broken(&details, false, now),
            Some(ReasonCode::CountryNotAccepted)
        );
        let accepted = Rules {
            countries_accepted: country("LV"),
            ..Rules::default()
        };
        assert_eq!(accepted.broken(&details, false, now), None);
        details.document.issuing_country = Some("EST".into());
        assert_eq!(
            accepted.broken(&details, false, now),
            Some(ReasonCode::CountryNotAccepted)
        );
        let known = Rules {
            refuses_known_person: true,
            ..Rules::default()
        };
        assert_eq!(known.broken(&details, false, now), None);
        assert_eq!(known.broken(&details, true, now), Some(ReasonCode::Duplicate));
    }
}
