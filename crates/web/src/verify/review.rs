//! What was given, step by step, as the applicant looks it over before sending it.

use domain::{
    evidence::MediaType,
    step::{FieldName, Step, StepInput},
};
use serde_json::Value;
use values::FileId;

use super::{
    guest::{Guest, service_key},
    question::plain,
    screen::contact_of,
    view::{Picture, ReviewItem},
};

/// One entry for each step.
pub fn entries(guest: &Guest) -> Vec<ReviewItem> {
    let steps = guest
        .visit
        .applicant
        .given_steps()
        .filter(|step| !step.status.is_open());
    steps.map(|step| entry(guest, step)).collect()
}

fn entry(guest: &Guest, step: &Step) -> ReviewItem {
    let pictures = pictures(guest, step);
    let can_change = step.attempts_left() > 0 && step.decided_by.is_none();
    ReviewItem {
        title: guest.t.say(format!("step-{}", service_key(step.service))),
        value: value(guest, step),
        has_pictures: !pictures.is_empty(),
        pictures,
        change_url: if can_change {
            format!("/verify/{}/step/{}/change", guest.token, step.position)
        } else {
            String::new()
        },
    }
}

fn value(guest: &Guest, step: &Step) -> String {
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
            let mut words: Vec<String> = answers
                .values()
                .map(spoken)
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
        | StepInput::Selfie { .. }
        | StepInput::SelfieWithDocument { .. }
        | StepInput::FaceMatch
        | StepInput::Screening => String::new(),
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
