//! The domain's words in this wire's spelling. Each match is exhaustive: a new word does not compile until it is decided here.
//!
//! Numbers are those of Regula's Document Reader, which the vendor passes on. Knows no applicant and no envelope.

use domain::{
    applicant::ApplicantStatus,
    evidence::FileKind,
    flow::{FlowKind, Service},
    step::{DocumentKind, FieldName, FieldSource, StepStatus},
};

/// Regula `CheckResult`: a negative result.
pub const CHECK_NEGATIVE: i64 = 0;
/// Regula `CheckResult`: a positive result.
pub const CHECK_POSITIVE: i64 = 1;
/// Regula `CheckResult`: nobody and nothing has looked yet.
pub const CHECK_NOT_PERFORMED: i64 = 2;

/// `FieldVerificationResult`: not verified at all.
pub const VERIFICATION_DISABLED: i64 = 0;
/// `FieldVerificationResult`: found true.
pub const VERIFIED: i64 = 1;
/// `FieldVerificationResult`: found not to be true.
pub const NOT_VERIFIED: i64 = 2;
/// `FieldVerificationResult`: equal to the other source.
pub const COMPARE_TRUE: i64 = 3;
/// `FieldVerificationResult`: different from the other source.
pub const COMPARE_FALSE: i64 = 4;

/// Key in `comparison` for the data that the client supplied, which is no source that Regula has a number for.
pub const SOURCE_SUPPLIED: i64 = -1;
/// Source of a picture that does not come from a document.
pub const SOURCE_NONE: i64 = 0;
/// Source of the picture of a document's page.
pub const SOURCE_DOCUMENT_IMAGE: i64 = 1;

/// `status` of an applicant.
pub const fn applicant_status(status: ApplicantStatus) -> &'static str {
    match status {
        ApplicantStatus::Created => "INIT",
        ApplicantStatus::Incomplete => "INCOMPLETE",
        ApplicantStatus::InProgress => "IN_PROGRESS",
        ApplicantStatus::OnHold => "ON_HOLD",
        ApplicantStatus::Completed => "COMPLETED",
        ApplicantStatus::InReview => "IN_REVIEW",
        ApplicantStatus::Approved => "APPROVED",
        ApplicantStatus::Rejected => "REJECTED",
    }
}

/// `servicesData[].status`.
pub const fn step_status(status: StepStatus) -> &'static str {
    match status {
        StepStatus::Open | StepStatus::Submitted => "OPEN",
        StepStatus::Accepted => "ACCEPTED",
        StepStatus::Resubmit => "INCOMPLETE",
        StepStatus::Rejected => "REJECTED",
    }
}

/// `overallResult`: what the last look at the step found.
pub const fn overall_result(status: StepStatus) -> i64 {
    match status {
        StepStatus::Open | StepStatus::Submitted => CHECK_NOT_PERFORMED,
        StepStatus::Accepted => CHECK_POSITIVE,
        StepStatus::Resubmit | StepStatus::Rejected => CHECK_NEGATIVE,
    }
}

/// `validity` of a field whose step stands so.
pub const fn validity(status: StepStatus) -> i64 {
    match status {
        StepStatus::Open | StepStatus::Submitted => VERIFICATION_DISABLED,
        StepStatus::Accepted => VERIFIED,
        StepStatus::Resubmit | StepStatus::Rejected => NOT_VERIFIED,
    }
}

/// `service`, `stepType`, `stepName` and the items of `flow.services`.
pub const fn service(service: Service) -> &'static str {
    match service {
        Service::Document => "DOCUMENT_CAPTURE",
        Service::Selfie => "PASSIVE_LIVENESS",
        Service::FaceMatch => "FACE_MATCH",
        Service::SelfieWithDocument => "SELFIE_WITH_DOCUMENT",
        Service::AddressProof => "UTILITY_BILL",
        Service::Email => "EMAIL_VERIFICATION",
        Service::Phone => "PHONE_VERIFICATION",
        Service::Questionnaire => "QUESTIONNAIRE",
        Service::Location => "GEO_LOCATION",
        Service::Screening => "AML",
        Service::AdditionalDocument => "ADDITIONAL_DOCUMENT",
    }
}

/// `flow.type` and `servicesData[].type`.
pub const fn flow_kind(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Regular => "REGULAR",
        FlowKind::OnDemand => "ON_DEMAND",
    }
}

/// Regula document type.
pub const fn document_type(kind: DocumentKind) -> i64 {
    match kind {
        DocumentKind::Passport => 11,
        DocumentKind::IdentityCard => 12,
        DocumentKind::DrivingLicence => 49,
        DocumentKind::ResidencePermit => 24,
    }
}

/// Regula document format: ID3 for booklets, ID1 for cards.
pub const fn document_format(kind: DocumentKind) -> i64 {
    match kind {
        DocumentKind::Passport => 2,
        DocumentKind::IdentityCard | DocumentKind::DrivingLicence | DocumentKind::ResidencePermit => 0,
    }
}

/// What the document is called in `types[].name`, after its country.
pub const fn document_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Passport => "Passport",
        DocumentKind::IdentityCard => "Identity Card",
        DocumentKind::DrivingLicence => "Driving License",
        DocumentKind::ResidencePermit => "Residence Permit",
    }
}

/// Regula text field type. Nationality is kept as a code, hence 26 and not 11.
pub const fn field_type(name: FieldName) -> i64 {
    match name {
        FieldName::DocumentNumber => 2,
        FieldName::ExpiresOn => 3,
        FieldName::IssuedOn => 4,
        FieldName::BirthOn => 5,
        FieldName::Surname => 8,
        FieldName::GivenNames => 9,
        FieldName::Sex => 12,
        FieldName::Address => 17,
        FieldName::Nationality => 26,
    }
}

/// Regula source type.
pub const fn source_type(source: FieldSource) -> i64 {
    match source {
        FieldSource::Typed | FieldSource::Officer => SOURCE_NONE,
        FieldSource::Mrz => 3,
        FieldSource::Visual => 17,
        FieldSource::Barcode => 18,
    }
}

/// Regula graphic field type.
pub const fn graphic_type(kind: FileKind) -> i64 {
    match kind {
        FileKind::DocumentFront => 207,
        FileKind::DocumentBack => 208,
        FileKind::Selfie => 201,
        FileKind::Confirmation => 201,
        FileKind::SelfieWithDocument
        | FileKind::AddressProof
        | FileKind::AdditionalDocument
        | FileKind::Answer => 250,
    }
}

/// Where a picture comes from: a page of a document, or no document at all.
pub const fn graphic_source(kind: FileKind) -> i64 {
    match kind {
        FileKind::DocumentFront
        | FileKind::DocumentBack
        | FileKind::AddressProof
        | FileKind::AdditionalDocument => SOURCE_DOCUMENT_IMAGE,
        FileKind::Selfie | FileKind::SelfieWithDocument | FileKind::Answer | FileKind::Confirmation => {
            SOURCE_NONE
        }
    }
}

/// Page of the document that a picture shows, from 0.
pub const fn page_index(kind: FileKind) -> i64 {
    match kind {
        FileKind::DocumentBack => 1,
        FileKind::DocumentFront
        | FileKind::Selfie
        | FileKind::SelfieWithDocument
        | FileKind::AddressProof
        | FileKind::AdditionalDocument
        | FileKind::Confirmation
        | FileKind::Answer => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_words_of_the_domain_become_one() {
        let statuses: BTreeSet<_> = ApplicantStatus::ALL.map(applicant_status).into();
        let services: BTreeSet<_> = Service::ALL.map(service).into();
        let documents: BTreeSet<_> = DocumentKind::ALL.map(document_type).into();
        assert_eq!((statuses.len(), services.len(), documents.len()), (8, 11, 4));
    }

    #[test]
    fn words_that_the_published_sample_shows_are_spelled_so() {
        assert_eq!(applicant_status(ApplicantStatus::Created), "INIT");
        assert_eq!(step_status(StepStatus::Rejected), "REJECTED");
        assert_eq!(service(Service::Document), "DOCUMENT_CAPTURE");
        assert_eq!(flow_kind(FlowKind::OnDemand), "ON_DEMAND");
    }
}
