//! The JSON of answers, in the vendor's spelling and order. A key whose value is unknown is left out, never null.
//!
//! Knows no rule and no HTTP.

pub mod body;

use serde::Serialize;
use utoipa::ToSchema;

/// A list of submissions; also what a single one comes in.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Submissions {
    /// Newest first.
    #[serde(rename = "Items")]
    pub items: Vec<Submission>,
    /// Only when there are more.
    #[serde(rename = "nextpageKey", skip_serializing_if = "Option::is_none")]
    pub next_page_key: Option<NextPageKey>,
}

/// What the next page is asked for with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextPageKey {
    /// Goes into `nextpage_id`.
    pub id: String,
    /// Goes into `nextpage_date`.
    pub created_at: String,
}

/// One submission. `request_type` can leave parts of it out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Submission {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Data>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    pub submission_id: String,
    /// The client's own name for the form address that it came through.
    #[serde(rename = "tokenId", skip_serializing_if = "Option::is_none")]
    pub token_id: Option<String>,
    /// ISO 8601 in UTC with milliseconds, as all instants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// When it was first approved or rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kyc_result_at: Option<String>,
    /// When it last began to wait for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userid: Option<String>,
    /// Shared by approved submissions of the same person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant_id: Option<String>,
    /// `system` or `agent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kyc: Option<Kyc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aml: Option<Aml>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_verification: Option<BankVerification>,
}

/// Who applies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Data {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The whole name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `male` or `female`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<&'static str>,
    /// ISO 3166-1 alpha-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cf1: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cf2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cf3: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// ISO 3166-1 alpha-3.
    #[serde(rename = "idcard_issuingCountry", skip_serializing_if = "Option::is_none")]
    pub issuing_country: Option<String>,
    #[serde(rename = "idcard_issueDate", skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<String>,
    #[serde(rename = "idcard_expireDate", skip_serializing_if = "Option::is_none")]
    pub expire_date: Option<String>,
    #[serde(rename = "idType", skip_serializing_if = "Option::is_none")]
    pub id_type: Option<String>,
    /// Its last six characters are hidden.
    #[serde(rename = "identityNumber", skip_serializing_if = "Option::is_none")]
    pub identity_number: Option<String>,
    #[serde(rename = "documentNumber", skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_street: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_zipcode: Option<String>,
    #[serde(rename = "address_globalCode", skip_serializing_if = "Option::is_none")]
    pub address_global_code: Option<String>,
    #[serde(rename = "address_compoundCode", skip_serializing_if = "Option::is_none")]
    pub address_compound_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_formatted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_detail: Option<String>,
}

/// Where the verification stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Kyc {
    /// `incomplete`, `pending`, `approved` or `rejected`.
    pub result: &'static str,
    /// Why it was rejected, for people; only then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Vec<String>>,
    /// Why it was rejected, for machines; only then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_code: Option<Vec<&'static str>>,
    /// What the person gave, one try each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
}

/// One giving of a document or of the face.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Attempt {
    /// From 1, over documents and faces.
    pub attempt_cnt: usize,
    #[serde(rename = "step1Time1st", skip_serializing_if = "Option::is_none")]
    pub step1_time1: Option<String>,
    #[serde(rename = "step1Time2nd", skip_serializing_if = "Option::is_none")]
    pub step1_time2: Option<String>,
    #[serde(rename = "step1Time3rd", skip_serializing_if = "Option::is_none")]
    pub step1_time3: Option<String>,
    #[serde(rename = "step2Time1st", skip_serializing_if = "Option::is_none")]
    pub step2_time1: Option<String>,
    #[serde(rename = "step2Time2nd", skip_serializing_if = "Option::is_none")]
    pub step2_time2: Option<String>,
    #[serde(rename = "step2Time3rd", skip_serializing_if = "Option::is_none")]
    pub step2_time3: Option<String>,
    /// `success` or `fail`: whether the document could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocr_result: Option<&'static str>,
    /// What the document said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_params: Option<VerificationParams>,
    /// `success` or `fail`; absent while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_result: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_msg: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_code: Option<Vec<&'static str>>,
}

/// What was compared with the document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct VerificationParams {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_number: Option<String>,
}

/// What screening found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Aml {
    /// `Not Screened`, `High`, `Medium` or `Low`.
    pub risk_level_summary: &'static str,
    /// `Not Screened`, `Red Flag` or `No Red Flag`.
    pub currentstatus: &'static str,
    /// Only with a red flag.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<AmlMatch>,
}

/// One entry of a list that matched.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AmlMatch {
    /// `HIGH`, `MEDIUM` or `LOW`.
    pub risk_level: &'static str,
    /// Names the entry's report.
    pub resource_id: String,
    /// 0 to 100.
    pub score: u32,
}

/// Whether a South Korean account is the person's own, as it was moved in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct BankVerification {
    /// `success` or `fail`.
    pub result: String,
    /// `occupancy`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Three digits.
    pub bank_code: String,
    pub account_number: String,
    pub retry_count: i64,
    /// The same number under its misspelled name, by setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_countj: Option<i64>,
}

/// An approved submission of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct SamePerson {
    pub submission_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A record was moved in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Migrated {
    /// `success`.
    pub message: &'static str,
    /// Its new id.
    pub submission_id: String,
}

/// A record was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Edited {
    /// Says so.
    pub message: &'static str,
}

/// A record, or part of it, was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    /// `success`.
    pub message: &'static str,
    /// A sentence with the id.
    pub content: String,
    /// 200.
    pub status_code: u16,
}

/// A record was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reviewed {
    /// Which one.
    pub submission_id: String,
    /// Says so.
    pub message: &'static str,
    /// `approved` or `rejected`.
    pub final_status: &'static str,
}

/// An answer in a project that encrypts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Encrypted {
    /// Base64 of the encrypted answer.
    pub data: String,
}
