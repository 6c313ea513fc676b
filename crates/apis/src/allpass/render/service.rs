//! `servicesData`: one entry for each step, from what the applicant gave and officers decided.
//!
//! Machine results have their places here and are null until a machine looks: a missing score is not a bad score, and no list of
//! hits is not an empty one.

use std::collections::BTreeMap;

use app::Dossier;
use domain::{
    evidence::File,
    flow::{FlowKind, Service},
    step::{DocumentKind, Field, FieldSource, Step, StepInput, StepStatus},
};
use values::{Country, Timestamp};

use crate::allpass::{comparison, enums, wire};
use crate::data_uri::file_uri;

/// Every step in its order.
pub fn all(dossier: &Dossier) -> Vec<wire::ServiceData> {
    let steps = dossier.applicant.steps.iter();
    steps.map(|step| service(dossier, step)).collect()
}

fn service(dossier: &Dossier, step: &Step) -> wire::ServiceData {
    let kind = if step.is_on_demand {
        FlowKind::OnDemand
    } else {
        FlowKind::Regular
    };
    let comment = step.public_comment.clone();
    wire::ServiceData {
        data: payload(dossier, step),
        service: enums::service(step.service),
        status: enums::step_status(step.status),
        kind: enums::flow_kind(kind),
        deactivated_service_count: step.attempts.saturating_sub(1),
        error_message: step
            .reason
            .map(|reason| comment.unwrap_or_else(|| reason.label().to_owned())),
        reason: step.reason.map(|reason| reason.as_str().to_owned()),
    }
}

fn payload(dossier: &Dossier, step: &Step) -> wire::ServicePayload {
    use wire::ServicePayload as Payload;
    match &step.input {
        StepInput::Document {
            country, document, ..
        } => Payload::Document(document_data(dossier, step, *country, *document)),
        StepInput::Selfie { .. }
        | StepInput::SelfieWithDocument { .. }
        | StepInput::AdditionalDocument { .. } => Payload::Picture(picture_data(dossier, step)),
        StepInput::AddressProof { .. } => Payload::Address(address_data(dossier, step)),
        StepInput::Email { address, verified_at } => Payload::Contact(contact_data(
            step,
            address.as_ref().map(ToString::to_string),
            *verified_at,
        )),
        StepInput::Phone { number, verified_at } => Payload::Contact(contact_data(
            step,
            number.as_ref().map(ToString::to_string),
            *verified_at,
        )),
        StepInput::Questionnaire {
            questionnaire_id,
            questionnaire_version,
            answers,
            ..
        } => Payload::Questionnaire(wire::QuestionnaireAnswers {
            id: step.id.to_string(),
            step_type: enums::service(step.service),
            overall_result: enums::overall_result(step.status),
            created_at: step.created_at.to_string(),
            questionnaire_id: questionnaire_id.to_string(),
            version: *questionnaire_version,
            answers: answers.clone(),
            graphics: graphics(dossier, step),
        }),
        StepInput::Location { place } => Payload::Location(wire::LocationData {
            id: step.id.to_string(),
            step_type: enums::service(step.service),
            overall_result: enums::overall_result(step.status),
            created_at: step.created_at.to_string(),
            latitude: place.map(|place| place.latitude),
            longitude: place.map(|place| place.longitude),
            accuracy: place.map(|place| place.accuracy_m),
        }),
        StepInput::FaceMatch => Payload::FaceMatch(face_match_data(dossier, step)),
        StepInput::Screening => Payload::Aml(wire::AmlData {
            id: step.id.to_string(),
            step_type: enums::service(step.service),
            overall_result: enums::overall_result(step.status),
            created_at: step.created_at.to_string(),
            case_id: None,
            status: None,
            hits: None,
        }),
    }
}

fn document_data(
    dossier: &Dossier,
    step: &Step,
    country: Option<Country>,
    document: Option<DocumentKind>,
) -> wire::DocumentData {
    wire::DocumentData {
        id: step.id.to_string(),
        step_type: enums::service(step.service),
        overall_result: enums::overall_result(step.status),
        elapsed_time: None,
        elapsed_time_rfid: None,
        uploaded_pages_count: step.input.files().len(),
        created_at: step.created_at.to_string(),
        types: document_type(step, country, document).into_iter().collect(),
        graphics: graphics(dossier, step),
        fields: field_groups(dossier, step),
    }
}

/// What the applicant chose; nothing before the choice.
fn document_type(
    step: &Step,
    country: Option<Country>,
    document: Option<DocumentKind>,
) -> Option<wire::DocumentType> {
    let names = [country.map(Country::name), document.map(enums::document_name)];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" - ");
    let has_read_mrz = step
        .input
        .fields()
        .iter()
        .any(|field| field.source == FieldSource::Mrz);
    (!name.is_empty()).then(|| wire::DocumentType {
        id: step.id.to_string(),
        doc_id: step.id.to_string(),
        name,
        page_index: 0,
        has_mrz: document == Some(DocumentKind::Passport) || has_read_mrz,
        icao: country.map(|country| country.alpha3().to_owned()),
        kind: document.map_or(0, enums::document_type),
        year: None,
        format: document.map_or(-1, enums::document_format),
        created_at: given_at(step).to_string(),
    })
}

fn graphics(dossier: &Dossier, step: &Step) -> Vec<wire::GraphicGroup> {
    let mut groups: BTreeMap<i64, Vec<wire::Graphic>> = BTreeMap::new();
    for id in step.input.files() {
        if let Some(file) = dossier.files.iter().find(|file| file.id == id) {
            let graphic = graphic(dossier, step, file);
            groups.entry(graphic.field_type).or_default().push(graphic);
        }
    }
    groups
        .into_iter()
        .map(|(field_type, data)| wire::GraphicGroup { field_type, data })
        .collect()
}

fn graphic(dossier: &Dossier, step: &Step, file: &File) -> wire::Graphic {
    let source = enums::graphic_source(file.kind);
    wire::Graphic {
        id: file.id.to_string(),
        doc_id: step.id.to_string(),
        field_type: enums::graphic_type(file.kind),
        source_type: source,
        container_type: source,
        page_index: enums::page_index(file.kind),
        image: file_uri(dossier, file.id),
        created_at: file.created_at.to_string(),
    }
}

fn field_groups(dossier: &Dossier, step: &Step) -> Vec<wire::FieldGroup> {
    let mut groups: BTreeMap<i64, Vec<wire::FieldValue>> = BTreeMap::new();
    for field in step.input.fields() {
        let data = groups.entry(enums::field_type(field.name)).or_default();
        let value = field_value(dossier, step, field, data.len());
        data.push(value);
    }
    groups
        .into_iter()
        .map(|(field_type, data)| wire::FieldGroup { field_type, data })
        .collect()
}

fn field_value(dossier: &Dossier, step: &Step, field: &Field, index: usize) -> wire::FieldValue {
    let field_type = enums::field_type(field.name);
    wire::FieldValue {
        id: format!("{}-{field_type}-{index}", step.id),
        doc_id: step.id.to_string(),
        field_type,
        lcid: 0,
        status: enums::overall_result(step.status),
        page_index: 0,
        probability: matches!(field.source, FieldSource::Typed | FieldSource::Officer).then_some(100),
        validity: enums::validity(step.status),
        value: field.value.clone(),
        source_type: enums::source_type(field.source),
        comparison: comparison_of(dossier, step, field),
        created_at: given_at(step).to_string(),
    }
}

/// The field beside its other sources and the supplied data. Where two others share a number, a difference outweighs.
fn comparison_of(dossier: &Dossier, step: &Step, field: &Field) -> BTreeMap<String, i64> {
    let result = |is_same| {
        if is_same {
            enums::COMPARE_TRUE
        } else {
            enums::COMPARE_FALSE
        }
    };
    let mut comparison = BTreeMap::new();
    let others = step.input.fields().iter();
    for other in others.filter(|other| other.name == field.name && other.source != field.source) {
        let is_same = comparison::is_same(field.name, &field.value, &other.value);
        let entry = comparison
            .entry(enums::source_type(other.source).to_string())
            .or_insert(enums::COMPARE_TRUE);
        *entry = result(is_same).max(*entry);
    }
    if let Some(is_same) = comparison::with_supplied(field, &dossier.applicant.supplied) {
        comparison.insert(enums::SOURCE_SUPPLIED.to_string(), result(is_same));
    }
    comparison
}

fn picture_data(dossier: &Dossier, step: &Step) -> wire::PictureData {
    wire::PictureData {
        id: step.id.to_string(),
        step_type: enums::service(step.service),
        overall_result: enums::overall_result(step.status),
        created_at: step.created_at.to_string(),
        graphics: graphics(dossier, step),
        score: None,
        challenges: None,
    }
}

fn address_data(dossier: &Dossier, step: &Step) -> wire::AddressData {
    wire::AddressData {
        id: step.id.to_string(),
        step_type: enums::service(step.service),
        overall_result: enums::overall_result(step.status),
        created_at: step.created_at.to_string(),
        graphics: graphics(dossier, step),
        fields: field_groups(dossier, step),
    }
}

fn contact_data(step: &Step, value: Option<String>, verified_at: Option<Timestamp>) -> wire::ContactData {
    wire::ContactData {
        id: step.id.to_string(),
        step_type: enums::service(step.service),
        overall_result: enums::overall_result(step.status),
        created_at: step.created_at.to_string(),
        value,
        verified_at: verified_at.map(|at| at.to_string()),
    }
}

fn face_match_data(dossier: &Dossier, step: &Step) -> wire::FaceMatchData {
    let pictured = [Service::Document, Service::Selfie, Service::SelfieWithDocument];
    let sources = dossier
        .applicant
        .steps
        .iter()
        .filter(|other| pictured.contains(&other.service) && is_given(other))
        .map(|other| enums::service(other.service))
        .collect();
    wire::FaceMatchData {
        id: step.id.to_string(),
        step_type: enums::service(step.service),
        overall_result: enums::overall_result(step.status),
        created_at: step.created_at.to_string(),
        similarity: None,
        sources,
    }
}

fn is_given(step: &Step) -> bool {
    match step.status {
        StepStatus::Open | StepStatus::Resubmit => false,
        StepStatus::Submitted | StepStatus::Accepted | StepStatus::Rejected => true,
    }
}

fn given_at(step: &Step) -> Timestamp {
    step.submitted_at.unwrap_or(step.created_at)
}
