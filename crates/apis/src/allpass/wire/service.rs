//! `servicesData`: what was given and found for each service.
//!
//! Only the document's shape is published; the others have `id`, `stepType`, `overallResult` and `createdAt` in common.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// One service for one applicant.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct ServiceData {
    pub data: ServicePayload,
    pub service: &'static str,
    /// OPEN, ACCEPTED, INCOMPLETE or REJECTED.
    pub status: &'static str,
    /// REGULAR or ON_DEMAND.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Earlier tries that no longer count.
    pub deactivated_service_count: u32,
    /// What the applicant reads about a refusal.
    pub error_message: Option<String>,
    /// The reason code of a refusal.
    pub reason: Option<String>,
}

/// What a service holds.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
#[expect(
    missing_docs,
    reason = "each variant is the data of the service that it names"
)]
pub enum ServicePayload {
    Document(DocumentData),
    Picture(PictureData),
    FaceMatch(FaceMatchData),
    Address(AddressData),
    Contact(ContactData),
    Questionnaire(QuestionnaireAnswers),
    Location(LocationData),
    Aml(AmlData),
}

/// DOCUMENT_CAPTURE.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct DocumentData {
    pub id: String,
    pub step_type: &'static str,
    /// 0 refused, 1 accepted, 2 not looked at.
    pub overall_result: i64,
    /// Milliseconds that a machine took to read the document; null while none did.
    pub elapsed_time: Option<i64>,
    /// The same for its chip.
    #[serde(rename = "elapsedTimeRFID")]
    pub elapsed_time_rfid: Option<i64>,
    pub uploaded_pages_count: usize,
    pub created_at: String,
    pub types: Vec<DocumentType>,
    pub graphics: Vec<GraphicGroup>,
    pub fields: Vec<FieldGroup>,
}

/// Which document it is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct DocumentType {
    pub id: String,
    pub doc_id: String,
    pub name: String,
    pub page_index: i64,
    #[serde(rename = "hasMRZ")]
    pub has_mrz: bool,
    /// The issuing country's three letters.
    pub icao: Option<String>,
    /// Regula document type.
    #[serde(rename = "type")]
    pub kind: i64,
    /// Year of the document's design; null until a machine recognises it.
    pub year: Option<String>,
    /// Regula document format.
    pub format: i64,
    pub created_at: String,
}

/// Pictures of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct GraphicGroup {
    /// The `fieldType` that all in `data` share.
    pub field_type: i64,
    pub data: Vec<Graphic>,
}

/// One picture.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Graphic {
    pub id: String,
    pub doc_id: String,
    /// Regula graphic field type.
    pub field_type: i64,
    pub source_type: i64,
    pub container_type: i64,
    pub page_index: i64,
    /// A data URI.
    pub image: Option<String>,
    pub created_at: String,
}

/// Values of one field from all its sources.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct FieldGroup {
    /// The `fieldType` that all in `data` share.
    pub field_type: i64,
    pub data: Vec<FieldValue>,
}

/// One value of one field.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct FieldValue {
    pub id: String,
    pub doc_id: String,
    /// Regula text field type.
    pub field_type: i64,
    /// Script of the value; 0 is Latin and anything typed.
    pub lcid: i64,
    /// 0 refused, 1 accepted, 2 not looked at.
    pub status: i64,
    pub page_index: i64,
    /// Per cent; 100 for what people typed, null for what a machine read without saying.
    pub probability: Option<i64>,
    /// 0 not verified yet, 1 verified, 2 refused.
    pub validity: i64,
    pub value: String,
    pub source_type: i64,
    /// By other source: 3 equal, 4 different. `-1` is `suppliedInfo`.
    pub comparison: BTreeMap<String, i64>,
    pub created_at: String,
}

/// PASSIVE_LIVENESS and SELFIE_WITH_DOCUMENT.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are those of its neighbours; what is particular is said at the field"
)]
pub struct PictureData {
    pub id: String,
    pub step_type: &'static str,
    pub overall_result: i64,
    pub created_at: String,
    pub graphics: Vec<GraphicGroup>,
    /// Likelihood of a live person; null while no machine has looked.
    pub score: Option<f64>,
    /// What the applicant was asked to do; null while nothing is asked.
    pub challenges: Option<Vec<String>>,
}

/// FACE_MATCH.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are those of its neighbours; what is particular is said at the field"
)]
pub struct FaceMatchData {
    pub id: String,
    pub step_type: &'static str,
    pub overall_result: i64,
    pub created_at: String,
    /// Per cent; null while no machine has compared.
    pub similarity: Option<f64>,
    /// The services whose pictures are to be compared and were given.
    pub sources: Vec<&'static str>,
}

/// UTILITY_BILL.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are those of its neighbours")]
pub struct AddressData {
    pub id: String,
    pub step_type: &'static str,
    pub overall_result: i64,
    pub created_at: String,
    pub graphics: Vec<GraphicGroup>,
    pub fields: Vec<FieldGroup>,
}

/// EMAIL_VERIFICATION and PHONE_VERIFICATION.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are those of its neighbours; what is particular is said at the field"
)]
pub struct ContactData {
    pub id: String,
    pub step_type: &'static str,
    pub overall_result: i64,
    pub created_at: String,
    /// The address or number.
    pub value: Option<String>,
    /// When the code came back.
    pub verified_at: Option<String>,
}

/// QUESTIONNAIRE.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are those of its neighbours; what is particular is said at the field"
)]
pub struct QuestionnaireAnswers {
    pub id: String,
    pub step_type: &'static str,
    pub overall_result: i64,
    pub created_at: String,
    pub questionnaire_id: String,
    pub version: i64,
    /// By question name.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    /// Files that answer questions.
    pub graphics: Vec<GraphicGroup>,
}

/// GEO_LOCATION.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are those of its neighbours; what is particular is said at the field"
)]
pub struct LocationData {
    pub id: String,
    pub step_type: &'static str,
    pub overall_result: i64,
    pub created_at: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// Metres.
    pub accuracy: Option<f64>,
}

/// AML.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are those of its neighbours; what is particular is said at the field"
)]
pub struct AmlData {
    pub id: String,
    pub step_type: &'static str,
    pub overall_result: i64,
    pub created_at: String,
    /// Null while no list was searched.
    pub case_id: Option<String>,
    /// Null while no list was searched.
    pub status: Option<String>,
    /// Null, not empty, while no list was searched: "nothing found" needs a search.
    #[schema(value_type = Option<Vec<Object>>)]
    pub hits: Option<Vec<Value>>,
}
