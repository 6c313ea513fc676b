//! What a tenant's server is told in this wire: results, documents, answers of a person.
//!
//! The vendor publishes no body; these carry the same keys as the calls that read the same things.

use app::outside::{Rendered, Told, WebhookRenderer};
use domain::{
    decision::ReasonCode,
    event::EventKind,
    inquiry::{Inquiry, InquiryKind},
    step::{Place, Step, StepStatus},
    tenant::{Api, Tenant},
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use values::Timestamp;

use super::render;

/// Every event name of this wire.
pub const EVENT_NAMES: [&str; 5] = ["kyc", "document", "notification", "device", "location"];

/// Renders events for the endpoints of this wire.
#[derive(Debug, Clone, Copy, Default)]
pub struct Renderer;

impl WebhookRenderer for Renderer {
    fn api(&self) -> Api {
        Api::CodegoKyc
    }

    fn render(&self, told: &Told<'_>) -> Option<Rendered> {
        let (event_name, body) = body(told)?;
        Some(Rendered {
            event_name: event_name.to_owned(),
            body: serde_json::to_vec(&body).expect("a JSON value has text keys"),
            headers: Vec::new(),
        })
    }

    /// `event-request-key` is the same in each message; `x-codego-signature` is `t=<seconds>,v1=<HMAC-SHA256 of "t.body" in hex>`.
    fn sign(&self, tenant: &Tenant, secret: &str, body: &[u8], now: Timestamp) -> Vec<(String, String)> {
        let seconds = now.as_seconds().to_string();
        let signed = [seconds.as_bytes(), b".", body].concat();
        let request_key = match tenant.settings.codego_kyc.event_request_key.as_str() {
            "" => mac(secret, b"event-request-key"),
            given => given.to_owned(),
        };
        vec![
            ("event-request-key".to_owned(), request_key),
            (
                "x-codego-signature".to_owned(),
                format!("t={seconds},v1={}", mac(secret, &signed)),
            ),
        ]
    }
}

fn mac(secret: &str, message: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(message);
    hex::encode(mac.finalize().into_bytes())
}

fn body(told: &Told<'_>) -> Option<(&'static str, Value)> {
    let kyc = |status: &str, reason| Some(("kyc", kyc(told, status, reason)));
    let verified = &told.tenant.settings.codego_kyc.verified_spelling;
    match &told.event.kind {
        EventKind::Submitted => kyc("Submitted", None),
        EventKind::OnHold => kyc("Under-Review", None),
        EventKind::Approved { .. } => kyc(verified, None),
        EventKind::Rejected { reason } => kyc("Rejected", Some(*reason)),
        EventKind::Incomplete { reason, .. } => kyc("Partially-Verified", Some(*reason)),
        EventKind::StepSubmitted { step_id, .. } => document(told, step_id.as_ref()?, StepStatus::Submitted),
        EventKind::StepAccepted { step_id, .. } => document(told, step_id.as_ref()?, StepStatus::Accepted),
        EventKind::StepRejected { step_id, .. } => document(told, step_id.as_ref()?, StepStatus::Rejected),
        EventKind::InquiryEnded { .. } => told.inquiry.map(|inquiry| answer(told, inquiry)),
        _ => None,
    }
}

fn kyc(told: &Told<'_>, status: &str, reason: Option<ReasonCode>) -> Value {
    let settings = &told.tenant.settings.codego_kyc;
    json!({
        "event": "kyc",
        "unique_id": told.applicant.external_id,
        "kyc_status": status,
        "status": render::checks(told.applicant, settings),
        "reason": reason.map(|reason| public_reason(told, reason)).unwrap_or_default(),
        "datetime": render::datetime(told.event.at),
    })
}

/// What the applicant reads: the officer's comment, or the reason's own words.
fn public_reason(told: &Told<'_>, reason: ReasonCode) -> String {
    let applicant = told.applicant;
    let of_whole = applicant.review.as_ref().and_then(|review| {
        let comment = review.public_comment.clone();
        comment.filter(|_| review.reason == Some(reason))
    });
    let of_step = applicant
        .steps
        .iter()
        .filter(|step| step.reason == Some(reason))
        .find_map(|step| step.public_comment.clone());
    of_whole.or(of_step).unwrap_or_else(|| reason.label().to_owned())
}

/// Only what was asked of this person alone has a request to name.
fn document(told: &Told<'_>, step_id: &values::StepId, status: StepStatus) -> Option<(&'static str, Value)> {
    let step: &Step = told.applicant.step(*step_id).ok()?;
    let request = step.request.as_ref()?;
    let settings = &told.tenant.settings.codego_kyc;
    let body = json!({
        "event": "document",
        "unique_id": told.applicant.external_id,
        "request_id": request.reference,
        "kyc_type": render::kyc_type(step.service),
        "status": render::document_status(status, settings),
    });
    Some(("document", body))
}

fn answer(told: &Told<'_>, inquiry: &Inquiry) -> (&'static str, Value) {
    let name = match inquiry.kind {
        InquiryKind::Confirmation { .. } => "notification",
        InquiryKind::Device => "device",
        InquiryKind::Location => "location",
    };
    let mut body = json!({
        "event": name,
        "unique_id": told.applicant.external_id,
        "request_id": inquiry.reference,
    });
    let notification = render::notification(inquiry, told.picture, told.now);
    match inquiry.kind {
        InquiryKind::Confirmation { .. } => {
            let more = serde_json::to_value(notification).expect("a notification has text keys");
            if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
                body.extend(more);
            }
        }
        InquiryKind::Device | InquiryKind::Location => {
            body["status"] = notification.status.into();
            body["location"] = place(inquiry.place.as_ref(), inquiry.answered_at);
            body["datetime"] = notification.datetime.into();
        }
    }
    if inquiry.kind == InquiryKind::Device {
        body["device_detail"] = inquiry.report.clone().map_or(Value::Null, Value::Object);
    }
    (name, body)
}

/// A place in the keys of `device_detail.location`; null where it was not shared.
fn place(place: Option<&Place>, at: Option<Timestamp>) -> Value {
    place.map_or(Value::Null, |place| {
        json!({
            "latitude": place.latitude,
            "longitude": place.longitude,
            "accuracy": place.accuracy_m,
            "timestamp": at.map(|at| at.to_string()),
        })
    })
}

#[cfg(test)]
mod tests {
    use domain::tenant::{Mode, Settings};
    use values::TenantId;

    use super::*;

    fn tenant() -> Tenant {
        Tenant {
            id: TenantId::parse("0190a5b4-7c3e-7000-8000-000000000001").unwrap(),
            name: "Acme".into(),
            mode: Mode::Sandbox,
            is_blocked: false,
            modules: Vec::new(),
            settings: Settings::default(),
            version: 1,
            created_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn the_signature_covers_time_and_body() {
        let now = Timestamp::from_millis(1_750_000_000_999);
        let headers = Renderer.sign(&tenant(), "whsec_test", b"{}", now);
        let expected = mac("whsec_test", b"1750000000.{}");
        assert_eq!(headers[1].1, format!("t=1750000000,v1={expected}"));
        assert_eq!(headers[0].1, mac("whsec_test", b"event-request-key"));
        let mut tenant = tenant();
        tenant.settings.codego_kyc.event_request_key = "given by the vendor".into();
        assert_eq!(
            Renderer.sign(&tenant, "s", b"{}", now)[0].1,
            "given by the vendor"
        );
    }
}
