//! Request bodies as they are described; [`super::super::request`] reads them.

use utoipa::ToSchema;

/// A record that was verified elsewhere. Countries are codes, names or nationalities; dates are `YYYY-MM-DD`.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Migration {
    /// Who moves it in: a mail address.
    pub admin: String,
    pub email: String,
    /// Or `firstName` and `lastName`.
    pub full_name: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub birth_date: String,
    /// `approved` or `rejected`.
    pub kyc_status: String,
    /// `passport`, `government_id`, `drivers_license`, `residence_permit`, `vehicle_registration_certificate`, `visa`, `aadhaar`
    /// or `pancard`.
    pub id_type: Option<String>,
    pub issuing_country: Option<String>,
    pub nationality: Option<String>,
    /// `male` or `female`.
    pub gender: Option<String>,
    pub issue_date: Option<String>,
    pub expire_date: Option<String>,
    pub ip_address: Option<String>,
    pub identity_number: Option<String>,
    pub document_number: Option<String>,
    pub serial_number: Option<String>,
    #[schema(rename = "address_city")]
    pub address_city: Option<String>,
    #[schema(rename = "address_country")]
    pub address_country: Option<String>,
    #[schema(rename = "address_state")]
    pub address_state: Option<String>,
    #[schema(rename = "address_street")]
    pub address_street: Option<String>,
    #[schema(rename = "address_zipcode")]
    pub address_zipcode: Option<String>,
    #[schema(rename = "address_full")]
    pub address_full: Option<String>,
    #[schema(rename = "address_detail")]
    pub address_detail: Option<String>,
    pub userid: Option<String>,
    pub cf1: Option<String>,
    pub cf2: Option<String>,
    pub cf3: Option<String>,
    /// Kept and given back.
    #[schema(rename = "bank_verification")]
    pub bank_verification: Option<super::BankVerification>,
}

/// A correction of a record.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Correction {
    /// Which record.
    pub submission_id: String,
    /// Who corrects it: a mail address.
    pub admin: String,
    /// What to change; at least one key.
    pub data: Changes,
}

/// What changes; what is silent stays. The address keys of a moved-in record are taken as well.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are the contract's own; what is particular is said at the field"
)]
pub struct Changes {
    /// `approved` or `rejected`; decides anew.
    pub kyc_status: Option<String>,
    pub id_type: Option<String>,
    pub issuing_country: Option<String>,
    pub full_name: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub gender: Option<String>,
    pub birth_date: Option<String>,
    pub nationality: Option<String>,
    pub issue_date: Option<String>,
    pub expire_date: Option<String>,
    pub identity_number: Option<String>,
    pub document_number: Option<String>,
    pub serial_number: Option<String>,
}

/// A decision on a record that waits for one.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Review {
    /// Which record.
    pub submission_id: String,
    /// Who decides: a mail address.
    pub admin: String,
    /// `approved` or `rejected`.
    pub status: String,
    /// Why; required for a rejection.
    pub reject_comment: Option<String>,
    /// What to change before.
    pub update_fields: Option<Changes>,
}
