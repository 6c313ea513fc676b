//! What a tenant's server is told in this wire: which event has which name, and the bytes and headers that travel.
//!
//! Knows no endpoint and no retry; those are the same for every wire.

use app::outside::Told;
use domain::{
    Error, Result,
    applicant::Applicant,
    event::{Event, EventKind},
    tenant::{Api, Encryption},
};
use serde_json::{Map, Value};
use values::Timestamp;

use super::{
    encryption::{self, SIGNATURE_HEADER},
    enums,
    reply::Envelope,
};

/// Every event name of this wire, in the order of a verification.
pub const EVENT_NAMES: [&str; 11] = [
    "applicantCreated",
    "applicantIncomplete",
    "applicantStepPassed",
    "applicantInProgress",
    "applicantOnHold",
    "applicantCompleted",
    "applicantInReview",
    "applicantApproved",
    "applicantRejected",
    "applicantDuplicateEmail",
    "applicantDuplicatePhone",
];

/// Renders events for the endpoints of this wire.
#[derive(Debug, Clone, Copy, Default)]
pub struct Renderer;

impl app::outside::WebhookRenderer for Renderer {
    fn api(&self) -> Api {
        Api::Allpass
    }

    fn render(&self, told: &Told<'_>) -> Option<app::outside::Rendered> {
        let (event_name, payload) = render(told.event, told.applicant, &super::app_key(told.tenant.id))?;
        // The settings' check has seen these keys; without it there would be nothing to send.
        let encryption = &told.tenant.settings.allpass.encryption;
        let message = message(&payload, encryption, told.nonce, told.now).ok()?;
        Some(app::outside::Rendered {
            event_name: event_name.to_owned(),
            body: message.body,
            headers: message.headers,
        })
    }
}

/// A message ready to be stored and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The exact bytes of the body.
    pub body: Vec<u8>,
    /// Headers of this wire's own scheme.
    pub headers: Vec<(String, String)>,
}

/// The event's name on the wire and its payload; `None` for events that this wire does not tell.
pub fn render(event: &Event, applicant: &Applicant, app_key: &str) -> Option<(&'static str, Value)> {
    let (name, step_name, warnings) = describe(&event.kind)?;
    let mut payload = Map::new();
    payload.insert("id".into(), applicant.id.to_string().into());
    payload.insert("externalUserId".into(), applicant.external_id.clone().into());
    payload.insert("appKey".into(), app_key.into());
    payload.insert("warnings".into(), warnings.into());
    if let Some(step_name) = step_name {
        payload.insert("stepName".into(), step_name.into());
    }
    payload.insert("type".into(), name.into());
    Some((name, payload.into()))
}

type Description = (&'static str, Option<&'static str>, Vec<String>);

/// Name, step and warnings. Changes of flow, links and planned erasures were the client's own doing and are not told back.
fn describe(kind: &EventKind) -> Option<Description> {
    let plain = |name| Some((name, None, Vec::new()));
    match kind {
        EventKind::Created => plain("applicantCreated"),
        EventKind::Started => plain("applicantIncomplete"),
        EventKind::Submitted => plain("applicantInProgress"),
        EventKind::OnHold => plain("applicantOnHold"),
        EventKind::Completed => plain("applicantCompleted"),
        EventKind::InReview => plain("applicantInReview"),
        EventKind::Approved { .. } => plain("applicantApproved"),
        EventKind::StepAccepted { service, .. } => {
            Some(("applicantStepPassed", Some(enums::service(*service)), Vec::new()))
        }
        EventKind::Incomplete { services, reason } => {
            let warnings = services
                .iter()
                .map(|service| format!("{}: {}", enums::service(*service), reason.as_str()))
                .collect();
            Some(("applicantIncomplete", None, warnings))
        }
        EventKind::Rejected { reason } => Some(("applicantRejected", None, vec![reason.as_str().to_owned()])),
        EventKind::DuplicateEmail { other } => {
            let warning = format!("applicant {other} has the same e-mail address");
            Some(("applicantDuplicateEmail", None, vec![warning]))
        }
        EventKind::DuplicatePhone { other } => {
            let warning = format!("applicant {other} has the same phone number");
            Some(("applicantDuplicatePhone", None, vec![warning]))
        }
        EventKind::LinkCreated { .. }
        | EventKind::StepSubmitted { .. }
        | EventKind::StepRejected { .. }
        | EventKind::FlowChanged { .. }
        | EventKind::FlowAdded { .. }
        | EventKind::EvidenceRequested { .. }
        | EventKind::InquiryMade { .. }
        | EventKind::InquiryEnded { .. }
        | EventKind::Edited { .. }
        | EventKind::Erased { .. }
        | EventKind::DeletionScheduled { .. }
        | EventKind::DeletionCancelled => None,
    }
}

/// Wraps a payload in the envelope, encrypted in the application's method.
///
/// `chance` is used once and never again.
///
/// # Errors
/// [`Error::Internal`] when the stored keys are none.
pub fn message(payload: &Value, encryption: &Encryption, chance: [u8; 16], at: Timestamp) -> Result<Message> {
    let plain = serde_json::to_vec(payload).map_err(Error::internal)?;
    let (body, headers) = match encryption::seal(encryption, &plain, chance)? {
        None => (serde_json::to_vec(&Envelope::new(payload, at)), Vec::new()),
        Some(sealed) => (
            serde_json::to_vec(&Envelope::new(sealed.data, at)),
            vec![(SIGNATURE_HEADER.to_owned(), sealed.signature)],
        ),
    };
    Ok(Message {
        body: body.map_err(Error::internal)?,
        headers,
    })
}

#[cfg(test)]
mod tests {
    use domain::{applicant::ApplicantStatus, decision::ReasonCode, event::Actor, flow::Service};
    use serde_json::json;
    use values::{ApplicantId, EventId, FlowId, SessionId, TenantId};

    use super::*;

    const ID: &str = "0190a5b4-7c3e-7000-8000-00000000000a";
    const OTHER: &str = "0190a5b4-7c3e-7000-8000-00000000000b";
    const APP_KEY: &str = "0190a5b4-7c3e-7000-8000-00000000000c";
    const NOW: Timestamp = Timestamp::from_millis(1_751_630_477_228);

    fn applicant() -> Applicant {
        Applicant {
            id: ApplicantId::parse(ID).unwrap(),
            tenant_id: TenantId::parse(OTHER).unwrap(),
            external_id: "user-7".into(),
            flow_id: FlowId::parse(OTHER).unwrap(),
            status: ApplicantStatus::InReview,
            version: 1,
            events: 1,
            email: None,
            phone: None,
            language: None,
            supplied: Map::new(),
            full_name: None,
            birth_on: None,
            person: domain::person::Person::default(),
            origin: domain::applicant::Origin::default(),
            history: domain::applicant::History::default(),
            device: None,
            consented_at: None,
            review: None,
            deletion_at: None,
            submitted_at: None,
            created_at: NOW,
            updated_at: NOW,
            steps: Vec::new(),
        }
    }

    fn rendered(kind: EventKind) -> Option<(&'static str, Value)> {
        let event = Event {
            id: EventId::parse(OTHER).unwrap(),
            tenant_id: TenantId::parse(OTHER).unwrap(),
            applicant_id: ApplicantId::parse(ID).unwrap(),
            sequence: 1,
            kind,
            actor: Actor::System,
            at: NOW,
        };
        render(&event, &applicant(), APP_KEY)
    }

    #[test]
    fn each_told_event_has_its_name_and_its_warnings() {
        let other = ApplicantId::parse(OTHER).unwrap();
        let cases = [
            (EventKind::Created, "applicantCreated", json!([])),
            (EventKind::Started, "applicantIncomplete", json!([])),
            (EventKind::Submitted, "applicantInProgress", json!([])),
            (EventKind::OnHold, "applicantOnHold", json!([])),
            (EventKind::Completed, "applicantCompleted", json!([])),
            (EventKind::InReview, "applicantInReview", json!([])),
            (
                EventKind::Approved { by_machine: true },
                "applicantApproved",
                json!([]),
            ),
            (
                EventKind::Rejected {
                    reason: ReasonCode::SuspectedFraud,
                },
                "applicantRejected",
                json!(["suspected_fraud"]),
            ),
            (
                EventKind::Incomplete {
                    services: vec![Service::Document, Service::Selfie],
                    reason: ReasonCode::Glare,
                },
                "applicantIncomplete",
                json!(["DOCUMENT_CAPTURE: glare", "PASSIVE_LIVENESS: glare"]),
            ),
            (
                EventKind::DuplicateEmail { other },
                "applicantDuplicateEmail",
                json!([format!("applicant {OTHER} has the same e-mail address")]),
            ),
            (
                EventKind::DuplicatePhone { other },
                "applicantDuplicatePhone",
                json!([format!("applicant {OTHER} has the same phone number")]),
            ),
        ];
        for (kind, expected, warnings) in cases {
            let (name, payload) = rendered(kind).unwrap();
            assert_eq!(name, expected);
            assert!(EVENT_NAMES.contains(&name));
            assert_eq!(
                payload,
                json!({"id": ID, "externalUserId": "user-7", "appKey": APP_KEY, "warnings": warnings, "type": name})
            );
        }
    }

    #[test]
    fn a_passed_step_says_which() {
        let (name, payload) = rendered(EventKind::StepAccepted {
            service: Service::AddressProof,
            step_id: None,
        })
        .unwrap();
        assert_eq!(
            (name, &payload["stepName"]),
            ("applicantStepPassed", &json!("UTILITY_BILL"))
        );
        assert!(EVENT_NAMES.contains(&name));
    }

    #[test]
    fn what_the_client_did_itself_is_not_told_back() {
        for kind in [
            EventKind::LinkCreated {
                session_id: SessionId::parse(OTHER).unwrap(),
            },
            EventKind::FlowAdded {
                flow_id: FlowId::parse(OTHER).unwrap(),
            },
            EventKind::DeletionScheduled { deletion_at: NOW },
            EventKind::DeletionCancelled,
        ] {
            assert_eq!(rendered(kind), None);
        }
    }

    #[test]
    fn a_message_is_the_envelope_in_plain_or_with_an_encrypted_string() {
        let (_, payload) = rendered(EventKind::Created).unwrap();
        let plain = message(&payload, &Encryption::None, [7; 16], NOW).unwrap();
        assert!(plain.headers.is_empty());
        assert_eq!(
            serde_json::from_slice::<Value>(&plain.body).unwrap(),
            json!({"status": true, "statusCode": 200, "data": payload, "time": "2025-07-04T12:01:17.228Z"})
        );

        let method = Encryption::Aes256Gcm {
            secret_key: "0f".repeat(32),
        };
        let sealed = message(&payload, &method, [7; 16], NOW).unwrap();
        let body: Value = serde_json::from_slice(&sealed.body).unwrap();
        let (header, signature) = &sealed.headers[0];
        assert_eq!(header, SIGNATURE_HEADER);
        let data = body["data"].as_str().unwrap();
        let opened = encryption::open(&method, data, Some(signature)).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&opened).unwrap(), payload);
    }
}
