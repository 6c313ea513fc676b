//! This wire's words for states, documents and genders: exhaustive matches, so that a new state does not compile until it has one.

use domain::{applicant::ApplicantStatus, decision::Verdict, person::Gender, step::DocumentKind};

/// Documents that this wire knows, beside those that the domain knows by another name.
const OTHER_ID_TYPES: [&str; 4] = ["vehicle_registration_certificate", "visa", "aadhaar", "pancard"];

/// `kyc.result`.
pub const fn result(status: ApplicantStatus) -> &'static str {
    match status {
        ApplicantStatus::Created | ApplicantStatus::Incomplete => "incomplete",
        ApplicantStatus::InProgress
        | ApplicantStatus::OnHold
        | ApplicantStatus::Completed
        | ApplicantStatus::InReview => "pending",
        ApplicantStatus::Approved => "approved",
        ApplicantStatus::Rejected => "rejected",
    }
}

/// Reads a result that a client may set.
pub fn verdict(text: &str) -> Option<Verdict> {
    match text {
        "approved" => Some(Verdict::Accept),
        "rejected" => Some(Verdict::Reject),
        _ => None,
    }
}

/// `data.gender`; this wire has no word for a gender that the document leaves open.
pub const fn gender(gender: Gender) -> Option<&'static str> {
    match gender {
        Gender::Female => Some("female"),
        Gender::Male => Some("male"),
        Gender::Unspecified => None,
    }
}

/// `data.idType` of a kind of document as it is stored.
pub fn id_type(kind: &str) -> String {
    match DocumentKind::parse(kind) {
        Some(DocumentKind::Passport) => "passport",
        Some(DocumentKind::IdentityCard) => "government_id",
        Some(DocumentKind::DrivingLicence) => "drivers_license",
        Some(DocumentKind::ResidencePermit) => "residence_permit",
        None => kind,
    }
    .to_owned()
}

/// How a document named on this wire is stored; `drvlic` stands in a published sample.
pub fn document_kind(id_type: &str) -> Option<&'static str> {
    let kind = match id_type {
        "passport" => DocumentKind::Passport,
        "government_id" => DocumentKind::IdentityCard,
        "drivers_license" | "drvlic" => DocumentKind::DrivingLicence,
        "residence_permit" => DocumentKind::ResidencePermit,
        other => return OTHER_ID_TYPES.into_iter().find(|known| *known == other),
    };
    Some(kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_type_survives_a_round_trip() {
        let mut id_types = vec!["passport", "government_id", "drivers_license", "residence_permit"];
        id_types.extend(OTHER_ID_TYPES);
        for name in id_types {
            assert_eq!(id_type(document_kind(name).unwrap()), name);
        }
        assert_eq!(id_type(document_kind("drvlic").unwrap()), "drivers_license");
        for name in ["", "Passport", "drivers_licensem", "identity_card"] {
            assert_eq!(document_kind(name), None, "{name}");
        }
    }
}
