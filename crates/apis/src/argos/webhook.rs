//! What a tenant's server is told in this wire: which event is which trigger, and the bytes that travel.
//!
//! Fields that are not known are left out, as in the vendor's messages. Knows no endpoint and no retry.

use app::outside::{Rendered, Told, WebhookRenderer};
use domain::{
    applicant::Applicant,
    event::{Event, EventKind},
    flow::Service,
    tenant::Api,
};
use serde_json::{Map, Value, json};

use super::{encryption, enums, render, wire::Encrypted};

/// Every trigger that is told, in the order of a verification.
pub const EVENT_NAMES: [&str; 8] = [
    "created",
    "retry",
    "submit",
    "approved",
    "rejected",
    "updated",
    "injection",
    "delete",
];

/// Renders events for the endpoints of this wire.
#[derive(Debug, Clone, Copy, Default)]
pub struct Renderer;

impl WebhookRenderer for Renderer {
    fn api(&self) -> Api {
        Api::Argos
    }

    fn render(&self, told: &Told<'_>) -> Option<Rendered> {
        let (trigger, message) = message(told.event, told.applicant)?;
        let plain = serde_json::to_vec(&message).ok()?;
        // The cipher takes every key that the settings' check lets through; without one nothing is sent in the open.
        let sealed = encryption::seal(&told.tenant.settings.argos.encryption, &plain, told.nonce).ok()?;
        let body = match sealed {
            Some(data) => serde_json::to_vec(&Encrypted { data }).ok()?,
            None => plain,
        };
        Some(Rendered {
            event_name: trigger.to_owned(),
            body,
            headers: Vec::new(),
        })
    }
}

/// The trigger and the message; `None` for events that this wire does not tell.
pub fn message(event: &Event, applicant: &Applicant) -> Option<(&'static str, Value)> {
    let trigger = trigger(&event.kind)?;
    let mut message = Map::new();
    message.insert("webhook_trigger".into(), trigger.into());
    message.insert("submission_id".into(), applicant.external_id.clone().into());
    match &event.kind {
        EventKind::Erased { by } => {
            message.insert("admin".into(), by.clone().into());
            message.insert("delete_time".into(), event.at.to_string().into());
        }
        EventKind::Edited { fields, by } => {
            add_update(&mut message, applicant, fields, by, event);
            add_person(&mut message, applicant);
        }
        EventKind::Approved { .. } | EventKind::Rejected { .. } | EventKind::Submitted => {
            message.insert("kyc_result".into(), result(event, applicant));
            message.insert("created_at".into(), applicant.created_at.to_string().into());
            add_person(&mut message, applicant);
            add_document(&mut message, applicant);
        }
        _ => {
            let status = match event.kind {
                EventKind::FlowAdded { .. } => enums::result(applicant.status),
                _ => "incomplete",
            };
            message.insert("kyc_result".into(), json!({ "status": status }));
            add_retry(&mut message, event, applicant);
            add_text(&mut message, "ipAddress", render::data(applicant).ip_address);
        }
    }
    if !applicant.is_erased() {
        add_client(&mut message, applicant);
    }
    Some((trigger, message.into()))
}

/// Links, single steps that were given or accepted, and what waits for officers are not told, nor what only other wires have words for.
fn trigger(kind: &EventKind) -> Option<&'static str> {
    match kind {
        EventKind::Created => Some("created"),
        EventKind::StepRejected {
            service: Service::Document | Service::Selfie | Service::SelfieWithDocument | Service::AddressProof,
            may_retry: true,
            ..
        } => Some("retry"),
        EventKind::Submitted => Some("submit"),
        EventKind::Approved { .. } => Some("approved"),
        EventKind::Rejected { .. } => Some("rejected"),
        EventKind::Edited { .. } => Some("updated"),
        EventKind::FlowAdded { .. } => Some("injection"),
        EventKind::Erased { .. } => Some("delete"),
        EventKind::LinkCreated { .. }
        | EventKind::Started
        | EventKind::StepSubmitted { .. }
        | EventKind::StepAccepted { .. }
        | EventKind::StepRejected { .. }
        | EventKind::OnHold
        | EventKind::Completed
        | EventKind::InReview
        | EventKind::Incomplete { .. }
        | EventKind::FlowChanged { .. }
        | EventKind::EvidenceRequested { .. }
        | EventKind::InquiryMade { .. }
        | EventKind::InquiryEnded { .. }
        | EventKind::DeletionScheduled { .. }
        | EventKind::DeletionCancelled
        | EventKind::DuplicateEmail { .. }
        | EventKind::DuplicatePhone { .. } => None,
    }
}

/// `update_at` and `updated_at` are the same instant: the vendor's two descriptions spell it differently.
fn result(event: &Event, applicant: &Applicant) -> Value {
    // Later events may have changed the applicant; the status is the event's own.
    let status = match event.kind {
        EventKind::Approved { .. } => "approved",
        EventKind::Rejected { .. } => "rejected",
        _ => "pending",
    };
    let at = event.at.to_string();
    let mut result = Map::new();
    result.insert("status".into(), status.into());
    result.insert("update_at".into(), at.clone().into());
    result.insert("updated_at".into(), at.into());
    result.insert("created_at".into(), applicant.created_at.to_string().into());
    let instant = |at: Option<values::Timestamp>| at.map(|at| at.to_string());
    add_text(&mut result, "pending_at", instant(applicant.history.pending_at));
    if status != "pending" {
        add_text(
            &mut result,
            "kyc_result_at",
            instant(applicant.history.first_decided_at),
        );
        add_text(
            &mut result,
            "reviewer",
            render::reviewer(applicant).map(str::to_owned),
        );
    }
    if let EventKind::Rejected { reason } = event.kind {
        let comment = render::comment_on(applicant, reason);
        result.insert("comment".into(), json!([comment.text]));
        result.insert("commentCode".into(), json!([comment.code]));
    }
    result.into()
}

fn add_update(
    message: &mut Map<String, Value>,
    applicant: &Applicant,
    fields: &[String],
    by: &str,
    event: &Event,
) {
    let mut data = Map::new();
    data.insert("update".into(), json!(fields));
    data.insert("kyc_result".into(), enums::result(applicant.status).into());
    let pending_at = applicant.history.pending_at.map(|at| at.to_string());
    add_text(&mut data, "pending_at", pending_at);
    add_text(
        &mut data,
        "reviewer",
        render::reviewer(applicant).map(str::to_owned),
    );
    message.insert("data".into(), data.into());
    message.insert("admin".into(), by.into());
    message.insert("update_time".into(), event.at.to_string().into());
}

fn add_person(message: &mut Map<String, Value>, applicant: &Applicant) {
    let data = render::data(applicant);
    add_text(message, "applicant_id", render::applicant_id(applicant));
    add_text(message, "gender", data.gender.map(str::to_owned));
    add_text(message, "date_of_birth", data.date_of_birth);
    add_text(message, "nationality", data.nationality);
    add_text(message, "fullName", data.name.clone());
    add_text(message, "full_name", data.name);
    add_text(message, "first_name", data.first_name);
    add_text(message, "last_name", data.last_name);
}

fn add_document(message: &mut Map<String, Value>, applicant: &Applicant) {
    let data = render::data(applicant);
    add_text(message, "ipAddress", data.ip_address);
    add_text(message, "idType", data.id_type);
    add_text(message, "issuingCountry", data.issuing_country);
    add_text(message, "issueDate", data.issue_date);
    add_text(message, "expireDate", data.expire_date);
    add_text(message, "identityNumber", data.identity_number);
    add_text(message, "documentNumber", data.document_number);
}

fn add_retry(message: &mut Map<String, Value>, event: &Event, applicant: &Applicant) {
    let EventKind::StepRejected { service, reason, .. } = event.kind else {
        return;
    };
    let comment = super::reject::retry(service, reason, render::circumstances(applicant, None));
    message.insert("retryCode".into(), json!([comment.code]));
    message.insert("retryMsg".into(), json!([comment.text]));
    message.insert("attempts".into(), render::attempts(applicant).len().into());
}

/// What the client said when it sent the person.
fn add_client(message: &mut Map<String, Value>, applicant: &Applicant) {
    add_text(
        message,
        "email",
        applicant.email.as_ref().map(ToString::to_string),
    );
    add_text(message, "userid", applicant.origin.client_reference.clone());
    add_text(
        message,
        "tokenId",
        render::kept_text(applicant, render::TOKEN_KEY),
    );
    let mut custom = Map::new();
    for key in ["cf1", "cf2", "cf3"] {
        add_text(&mut custom, key, render::kept_text(applicant, key));
    }
    if !custom.is_empty() {
        message.insert("cf".into(), custom.into());
    }
}

fn add_text(object: &mut Map<String, Value>, key: &str, text: Option<String>) {
    if let Some(text) = text {
        object.insert(key.into(), text.into());
    }
}

#[cfg(test)]
mod tests {
    use domain::{decision::ReasonCode, event::Actor};
    use values::{EventId, FlowId, StepId};

    use super::*;
    use crate::argos::render::tests::sample;

    const ID: &str = "0190a5b4-7c3e-7000-8000-00000000000a";

    fn told(kind: EventKind) -> Option<(&'static str, Value)> {
        let applicant = sample();
        let event = Event {
            id: EventId::parse(ID).unwrap(),
            tenant_id: applicant.tenant_id,
            applicant_id: applicant.id,
            sequence: 1,
            kind,
            actor: Actor::System,
            at: applicant.updated_at,
        };
        message(&event, &applicant)
    }

    fn refused(service: Service, may_retry: bool) -> EventKind {
        EventKind::StepRejected {
            service,
            reason: ReasonCode::Blur,
            may_retry,
            step_id: StepId::parse(ID).ok(),
        }
    }

    #[test]
    fn each_trigger_has_its_event() {
        let flow_id = FlowId::parse(ID).unwrap();
        let by = || "Ann".to_owned();
        let kinds = [
            EventKind::Created,
            refused(Service::Document, true),
            EventKind::Submitted,
            EventKind::Approved { by_machine: true },
            EventKind::Rejected {
                reason: ReasonCode::TooManyTries,
            },
            EventKind::Edited {
                fields: Vec::new(),
                by: by(),
            },
            EventKind::FlowAdded { flow_id },
            EventKind::Erased { by: by() },
        ];
        let triggers = kinds.map(|kind| told(kind).unwrap().0);
        assert_eq!(triggers, EVENT_NAMES);
        for kind in [
            EventKind::Started,
            EventKind::InReview,
            refused(Service::Document, false),
            refused(Service::Questionnaire, true),
        ] {
            assert_eq!(told(kind), None);
        }
    }

    #[test]
    fn a_message_says_what_the_event_said() {
        // The applicant was rejected since; the earlier approval is told as it was.
        let (_, approved) = told(EventKind::Approved { by_machine: true }).unwrap();
        assert_eq!(approved["kyc_result"]["status"], "approved");
        assert_eq!(approved["kyc_result"].get("comment"), None);
        let reason = ReasonCode::TooManyTries;
        let (_, rejected) = told(EventKind::Rejected { reason }).unwrap();
        assert_eq!(rejected["kyc_result"]["commentCode"], json!(["too_many_retry"]));
        let (_, retry) = told(refused(Service::Document, true)).unwrap();
        assert_eq!(
            (&retry["retryCode"], &retry["attempts"]),
            (&json!(["id_image_badImage"]), &json!(3))
        );
    }
}
