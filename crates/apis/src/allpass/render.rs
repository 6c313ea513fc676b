//! An applicant as the Open API shows it: every documented key, null where nothing is known.
//!
//! Reads a dossier and decides nothing. Knows no HTTP and no database.

mod service;

use app::Dossier;
use domain::{
    applicant::{self, Applicant},
    decision::Review,
    flow::Flow,
    step::{Field, FieldName, FieldSource, Place, StepInput},
};
use values::FileId;

use super::{comparison, enums, wire};
use crate::data_uri::file_uri;

/// The whole applicant, for the application whose key is `app_key`.
pub fn applicant(dossier: &Dossier, app_key: &str) -> wire::Applicant {
    let applicant = &dossier.applicant;
    let device = applicant.device.as_ref();
    wire::Applicant {
        id: applicant.id.to_string(),
        external_user_id: applicant.external_id.clone(),
        status: enums::applicant_status(applicant.status),
        updated_at: applicant.updated_at.to_string(),
        created_at: applicant.created_at.to_string(),
        scheduled_deletion_date: applicant.deletion_at.map(|at| at.to_string()),
        phone: applicant.phone.as_ref().map(ToString::to_string),
        email: applicant.email.as_ref().map(ToString::to_string),
        lang: applicant.language.clone(),
        date_of_birth: applicant.birth_on.map(|date| date.to_string()),
        ip: device.and_then(|device| filled(&device.ip)),
        country: None,
        region: None,
        timezone: device.and_then(|device| device.time_zone.clone()),
        city: None,
        image: selfie(applicant).and_then(|id| file_uri(dossier, id)),
        full_name: applicant.full_name.clone(),
        full_name_set_by_user: applicant.full_name.is_some() && is_name_typed(applicant),
        client_key: applicant.tenant_id.to_string(),
        flow_id: dossier.flow.number,
        review: applicant.review.as_ref().map(|seen| review(dossier, seen)),
        services_data: service::all(dossier),
        applications: wire::Applications {
            app_key: app_key.to_owned(),
        },
        flow: flow(&dossier.flow),
        aml_monitoring: None,
        device: device.map(|used| self::device(applicant, used)),
    }
}

fn review(dossier: &Dossier, review: &Review) -> wire::Review {
    let applicant = &dossier.applicant;
    let (reviewer, decided_by) = (dossier.reviewer.as_ref(), dossier.decided_by.as_ref());
    wire::Review {
        id: applicant.id.to_string(),
        version: review.version,
        status: enums::applicant_status(applicant.status),
        created_at: review.created_at.to_string(),
        updated_at: review.updated_at.to_string(),
        comment: review.public_comment.clone(),
        warnings: comparison::warnings(fields(applicant), &applicant.supplied),
        details: review.reason.map(|reason| reason.as_str().to_owned()),
        reviewer_id: reviewer.map(|officer| officer.number),
        reviewer_full_name: reviewer.map(|officer| officer.name.clone()),
        status_set_by_id: decided_by.map(|officer| officer.number),
        status_set_by_name: decided_by.map(|officer| officer.name.clone()),
    }
}

fn flow(flow: &Flow) -> wire::Flow {
    let definition = &flow.definition;
    wire::Flow {
        name: definition.name.clone(),
        id: flow.number,
        kind: enums::flow_kind(definition.kind),
        auto_approve: definition.auto_approve,
        unique_face_match: definition.unique_face_match,
        services: definition.services.iter().copied().map(enums::service).collect(),
    }
}

fn device(applicant: &Applicant, device: &applicant::Device) -> wire::Device {
    let place = shared_place(applicant);
    wire::Device {
        sdk_version: device.sdk_version.clone(),
        ip: filled(&device.ip),
        country: None,
        region: None,
        eu: None,
        timezone: device.time_zone.clone(),
        city: None,
        metro: None,
        ll: place.map(|place| vec![place.latitude, place.longitude]),
        area: place.map(|place| place.accuracy_m / 1_000.0),
        user_agent: filled(&device.user_agent),
        browser_type: device.browser.clone(),
        browser_version: device.browser_version.clone(),
    }
}

fn selfie(applicant: &Applicant) -> Option<FileId> {
    applicant.steps.iter().find_map(|step| match &step.input {
        StepInput::Selfie { picture } => *picture,
        _ => None,
    })
}

fn shared_place(applicant: &Applicant) -> Option<Place> {
    applicant.steps.iter().find_map(|step| match &step.input {
        StepInput::Location { place } => *place,
        _ => None,
    })
}

fn fields(applicant: &Applicant) -> impl Iterator<Item = &Field> {
    applicant.steps.iter().flat_map(|step| step.input.fields())
}

fn is_name_typed(applicant: &Applicant) -> bool {
    fields(applicant).any(|field| {
        matches!(field.name, FieldName::Surname | FieldName::GivenNames) && field.source == FieldSource::Typed
    })
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
