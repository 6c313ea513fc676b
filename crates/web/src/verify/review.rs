//! What was given, step by step, as the applicant looks it over before sending it.

use std::collections::BTreeMap;

use domain::{
    evidence::MediaType,
    questionnaire::{Choice, Definition, Element, Kind, LocalText},
    step::{FieldName, Step, StepInput},
};
use serde_json::Value;
use values::{FileId, StepId};

use super::{
    guest::{Guest, service_key},
    question::plain,
    screen::contact_of,
    view::{Picture, ReviewItem},
};

/// The questionnaires of the steps that were answered, so that answers are shown in the words of their choices.
pub type Definitions = BTreeMap<StepId, Definition>;

/// Loads the questionnaires of an applicant's steps; one that cannot be read leaves its answers as they were sent.
pub async fn definitions(guest: &Guest) -> Definitions {
    let mut found = Definitions::new();
    let steps = guest.visit.applicant.given_steps();
    for step in steps.filter(|step| matches!(step.input, StepInput::Questionnaire { .. })) {
        if let Ok(questionnaire) = guest.app.visit_questionnaire(&guest.visit, step.id).await
            && let Ok(definition) = Definition::parse(&questionnaire.content)
        {
            found.insert(step.id, definition);
        }
    }
    found
}

/// One entry for each step.
pub fn entries(guest: &Guest, definitions: &Definitions) -> Vec<ReviewItem> {
    let steps = guest
        .visit
        .applicant
        .given_steps()
        .filter(|step| !step.status.is_open());
    steps.map(|step| entry(guest, step, definitions)).collect()
}

fn entry(guest: &Guest, step: &Step, definitions: &Definitions) -> ReviewItem {
    let pictures = pictures(guest, step);
    let can_change = step.attempts_left() > 0 && step.decided_by.is_none();
    ReviewItem {
        title: guest.t.say(format!("step-{}", service_key(step.service))),
        value: value(guest, step, definitions.get(&step.id)),
        has_pictures: !pictures.is_empty(),
        pictures,
        change_url: if can_change {
            format!("/verify/{}/step/{}/change", guest.token, step.position)
        } else {
            String::new()
        },
    }
}

fn value(guest: &Guest, step: &Step, definition: Option<&Definition>) -> String {
    let t = guest.t;
    match &step.input {
        StepInput::Document {
            country,
            document,
            fields,
            ..
        } => {
            let typed = |name| {
                let field = fields.iter().find(|field| field.name == name);
                field.map(|field| field.value.clone())
            };
            let parts = [
                document.map(|kind| t.say(format!("document-{}", kind.as_str()))),
                country.map(|country| country.name().to_owned()),
                typed(FieldName::GivenNames),
                typed(FieldName::Surname),
                typed(FieldName::BirthOn),
                typed(FieldName::DocumentNumber),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        StepInput::Email { .. } | StepInput::Phone { .. } => contact_of(&guest.visit.applicant, step),
        StepInput::Questionnaire { answers, .. } => {
            let elements = definition.map(Definition::elements).unwrap_or_default();
            let element = |name: &String| elements.iter().copied().find(|element| element.name == *name);
            let mut words: Vec<String> = answers
                .iter()
                .map(|(name, value)| labelled(guest, element(name), value))
                .filter(|text| !text.is_empty())
                .collect();
            words.truncate(50);
            words.join(" · ")
        }
        StepInput::Location { place } => t.say(match place {
            Some(_) => "review-shared",
            None => "review-not-given",
        }),
        StepInput::AddressProof { .. }
        | StepInput::AdditionalDocument { .. }
        | StepInput::Selfie { .. }
        | StepInput::SelfieWithDocument { .. }
        | StepInput::FaceMatch
        | StepInput::Screening => String::new(),
    }
}

/// An answer in the words of its choice, where it has one.
fn labelled(guest: &Guest, element: Option<&Element>, value: &Value) -> String {
    let locale = guest.t.language().code;
    let of_choice = |items: &[Choice], value: &Value| {
        let item = items.iter().find(|item| item.value == *value);
        item.map_or_else(|| spoken(value), |item| item.text.text(locale).to_owned())
    };
    let of_answer = |text: &Option<LocalText>, key: &str| {
        text.as_ref()
            .map_or_else(|| guest.t.say(key), |text| text.text(locale).to_owned())
    };
    match (element.map(|element| &element.kind), value) {
        (Some(Kind::Checkbox(choices)), Value::Array(values)) => values
            .iter()
            .map(|value| of_choice(&choices.items, value))
            .collect::<Vec<_>>()
            .join(", "),
        (Some(Kind::RadioGroup(choices) | Kind::Dropdown(choices)), value) => {
            of_choice(&choices.items, value)
        }
        (Some(Kind::Rating(rating)), value) => of_choice(&rating.marks, value),
        (
            Some(Kind::Boolean {
                value_true,
                label_true,
                ..
            }),
            value,
        ) if value == value_true => of_answer(label_true, "yes"),
        (Some(Kind::Boolean { label_false, .. }), _) => of_answer(label_false, "no"),
        (_, value) => spoken(value),
    }
}

/// An answer as people read it.
fn spoken(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(spoken).collect::<Vec<_>>().join(", "),
        Value::Object(members) => match members.get("name") {
            Some(name) => plain(name),
            None => members.values().map(spoken).collect::<Vec<_>>().join(", "),
        },
        other => plain(other),
    }
}

/// The pictures of a step; a PDF is among them, and [`drawing`] stands for it.
pub fn pictures(guest: &Guest, step: &Step) -> Vec<Picture> {
    let picture = |id: &Option<FileId>, key: &str| {
        id.map(|id| Picture {
            url: format!("/verify/{}/file/{id}", guest.token),
            title: guest.t.say(key),
        })
    };
    match &step.input {
        StepInput::Document { front, back, .. } => {
            let sides = [picture(front, "document-front"), picture(back, "document-back")];
            sides.into_iter().flatten().collect()
        }
        StepInput::Selfie { picture: id } => picture(id, "step-selfie").into_iter().collect(),
        StepInput::SelfieWithDocument { picture: id } => {
            picture(id, "step-selfie_document").into_iter().collect()
        }
        StepInput::AddressProof { file, .. } => picture(file, "step-address").into_iter().collect(),
        StepInput::AdditionalDocument { file } => picture(file, "step-additional").into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The drawing that stands for a file which is no picture.
pub fn drawing(media_type: MediaType) -> Option<&'static str> {
    match media_type {
        MediaType::Jpeg => None,
        MediaType::Pdf => Some(include_str!("../../assets/pdf.svg")),
    }
}
