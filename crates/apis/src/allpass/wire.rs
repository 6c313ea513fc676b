//! The JSON of the Allpass Open API: requests as they are read, answers with every documented key in its documented order.
//!
//! A key whose value is unknown is null, never absent. Knows no rule and no HTTP.

mod request;
mod service;

use serde::Serialize;
use utoipa::ToSchema;

pub use request::{CreateApplicant, CreateToken, MoveToFlow};
pub use service::{
    AddressData, AmlData, ContactData, DocumentData, DocumentType, FaceMatchData, FieldGroup, FieldValue,
    Graphic, GraphicGroup, LocationData, PictureData, QuestionnaireAnswers, ServiceData, ServicePayload,
};

/// An applicant in full.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Applicant {
    pub id: String,
    pub external_user_id: String,
    /// INIT, INCOMPLETE, IN_PROGRESS, ON_HOLD, COMPLETED, IN_REVIEW, APPROVED or REJECTED.
    pub status: &'static str,
    pub updated_at: String,
    pub created_at: String,
    /// When everything is erased; null unless that was asked for.
    pub scheduled_deletion_date: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub lang: Option<String>,
    /// `YYYY-MM-DD`, or less where the document knows less.
    pub date_of_birth: Option<String>,
    pub ip: Option<String>,
    /// Always null: addresses are not looked up in a map.
    pub country: Option<String>,
    /// Always null, as `country`.
    pub region: Option<String>,
    pub timezone: Option<String>,
    /// Always null, as `country`.
    pub city: Option<String>,
    /// The selfie as data URI.
    pub image: Option<String>,
    pub full_name: Option<String>,
    /// Whether the name was typed by the applicant.
    pub full_name_set_by_user: bool,
    /// The tenant.
    pub client_key: String,
    pub flow_id: i64,
    /// Null until officers look.
    pub review: Option<Review>,
    pub services_data: Vec<ServiceData>,
    pub applications: Applications,
    pub flow: Flow,
    /// Null while nothing is monitored.
    pub aml_monitoring: Option<AmlMonitoring>,
    /// Null until the applicant opened the link.
    pub device: Option<Device>,
}

/// The officers' look at an applicant.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Review {
    /// There is one review for each applicant; it has the applicant's id.
    pub id: String,
    /// Grows with each decision.
    pub version: i64,
    pub status: &'static str,
    pub created_at: String,
    pub updated_at: String,
    /// What the officer says to the applicant.
    pub comment: Option<String>,
    /// Where given data differs from `suppliedInfo`, in words.
    pub warnings: Option<String>,
    /// The reason code of a refusal.
    pub details: Option<String>,
    pub reviewer_id: Option<i64>,
    pub reviewer_full_name: Option<String>,
    pub status_set_by_id: Option<i64>,
    pub status_set_by_name: Option<String>,
}

/// The application that asks.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Applications {
    /// Id of the key that the call was made with.
    pub app_key: String,
}

/// The applicant's flow.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Flow {
    pub name: String,
    pub id: i64,
    /// REGULAR or ON_DEMAND.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub auto_approve: bool,
    pub unique_face_match: bool,
    pub services: Vec<&'static str>,
}

/// Repeated screening.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct AmlMonitoring {
    pub id: String,
    pub applicant_id: String,
    pub external_id: String,
    /// DAILY, WEEKLY or MONTHLY.
    pub period: &'static str,
    pub is_active: bool,
    pub created_at: String,
    pub updated_at: String,
}

/// The browser that the applicant used last.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Device {
    pub sdk_version: Option<String>,
    pub ip: Option<String>,
    /// Always null: addresses are not looked up in a map.
    pub country: Option<String>,
    /// Always null, as `country`.
    pub region: Option<String>,
    /// Always null, as `country`.
    pub eu: Option<String>,
    pub timezone: Option<String>,
    /// Always null, as `country`.
    pub city: Option<String>,
    /// Always null, as `country`.
    pub metro: Option<i64>,
    /// Latitude and longitude in degrees, where the applicant shared them.
    pub ll: Option<Vec<f64>>,
    /// Radius of confidence of `ll` in kilometres.
    pub area: Option<f64>,
    pub user_agent: Option<String>,
    pub browser_type: Option<String>,
    pub browser_version: Option<String>,
}

/// Where an applicant stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct StatusData {
    pub id: String,
    pub status: &'static str,
}

/// A planned erasure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct DeletionData {
    pub id: String,
    pub scheduled_deletion_date: String,
}

/// An applicant that will not be erased after all.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct RestoreData {
    pub id: String,
}

/// A link for the applicant.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct TokenData {
    pub transaction_id: String,
    /// A signed JWT with at least `appKey` and `exp`.
    pub access_token: String,
    pub link: String,
    pub applicant_id: String,
    /// Seconds.
    pub ttl: u64,
}

/// A questionnaire in SurveyJS JSON.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct QuestionnaireData {
    pub id: String,
    pub name: String,
    pub description: String,
    pub client_key: String,
    #[schema(value_type = Object)]
    pub content: serde_json::Value,
    /// A number; the published sample shows an empty object.
    pub version: i64,
    pub created_at: String,
}
