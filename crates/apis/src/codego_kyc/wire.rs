//! The JSON of Codego KYC: request bodies of any shape in, bounded values or an error that names the key out; answers with every
//! documented key in its documented order.

mod request;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

pub use request::{
    AdditionalDocumentRequest, Body, CreateApplicant, DocumentRequest, ReportRequest, SendNotification,
    UniqueId, UniqueIdAndRequest,
};

/// An answer that carries data. `status` is a number.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Envelope<T> {
    /// Always 200.
    pub status: u16,
    /// The answer itself.
    pub data: T,
}

impl<T> Envelope<T> {
    /// Wraps `data`.
    pub const fn new(data: T) -> Self {
        Self { status: 200, data }
    }
}

/// An answer that only says that it was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Done {
    /// Always 200.
    pub status: u16,
    /// What was done.
    pub message: &'static str,
}

/// A new applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Created {
    /// The text "200".
    pub status: &'static str,
    /// The applicant's id.
    pub unique_id: String,
    /// What was done.
    pub message: &'static str,
    /// The hosted verification, where the account asks for links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A request for a document that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentRequested {
    /// Always 200.
    pub status: u16,
    /// The person's own page, where the account asks for links; else empty.
    pub link: String,
    /// What was done.
    pub message: &'static str,
    /// A store's address, from the account's settings.
    pub ios: String,
    /// A store's address, from the account's settings.
    pub android: String,
    /// The name under which getApplicantHistory finds it.
    pub request_id: String,
}

/// An applicant.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct Applicant {
    pub fname: String,
    pub mname: String,
    pub lname: String,
    /// `YYYY-MM-DD`.
    pub dob: String,
    pub country_birth: String,
    pub state_birth: String,
    pub place_birth: String,
    /// M, F or empty.
    pub gender: String,
    pub nationality: String,
    pub address: Address,
    pub status: Checks,
    /// Pending, Submitted, Verified, Rejected, Under-Review or Partially-Verified.
    pub kyc_status: String,
    /// What the person's device last said of itself; null until it did.
    #[schema(value_type = Option<Object>)]
    pub device_detail: Option<Map<String, Value>>,
}

/// A residence in parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct Address {
    pub country: String,
    pub city: String,
    pub postcode: String,
    pub street: String,
    pub state: Option<String>,
    pub building_name: String,
    pub flat_number: String,
    pub building_number: Option<String>,
}

/// The seven checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct Checks {
    /// Pending, Rejected or Verified.
    pub id_proof_status: String,
    /// Pending, Rejected or Verified.
    pub address_proof_status: String,
    /// Pending, Match or Not Match.
    pub liveness_status: &'static str,
    /// Pending: nobody is screened yet.
    pub pep_status: &'static str,
    pub sanction_status: &'static str,
    pub crimelist_status: &'static str,
    pub adverse_media_status: &'static str,
}

/// The answer of getDocuments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Documents {
    /// The files.
    pub file: Files,
}

/// Files as data URIs; empty where nothing was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct Files {
    #[serde(rename = "idProof")]
    pub id_proof: IdProof,
    #[serde(rename = "addressProof")]
    pub address_proof: AddressProof,
    pub profile_image: String,
}

/// An identity document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct IdProof {
    pub idtype: String,
    pub id_number: String,
    pub expire: String,
    pub issuance_date: String,
    pub id_front_doc: String,
    pub id_back_doc: String,
}

/// A proof of address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct AddressProof {
    pub address_proof: String,
}

/// What came of a request for a document.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct History {
    /// ADDITIONAL, ID, ADDRESS or Liveness.
    pub kyc_type: &'static str,
    pub ip_address: String,
    /// Pending, Verified or Rejected.
    pub status: String,
    /// `YYYY-MM-DD HH:MM:SS` in UTC.
    pub modified: String,
    pub created: String,
    /// For an additional document alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc_desc: Option<String>,
    /// For an identity document alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_type: Option<&'static str>,
    pub document: HistoryFiles,
}

/// The files of a request, as data URIs; empty where nothing was given yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub enum HistoryFiles {
    Additional {
        addtional_doc: String,
    },
    Id {
        id_front_doc: String,
        id_back_doc: String,
    },
    Address {
        address_proof: String,
    },
    Liveness {
        profile_image: String,
    },
}

/// A question to a person and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are the contract's own")]
pub struct Notification {
    /// The category; for questions about the device, `device` or `location`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: String,
    pub body: String,
    /// Pending, Approved, Declined or Expired.
    pub status: &'static str,
    /// The fresh selfie as data URI; the bare prefix where there is none.
    pub image: String,
    pub ipaddress: String,
    /// When it was answered, `YYYY-MM-DD HH:MM:SS` in UTC; empty before.
    pub datetime: String,
    pub created: String,
}
