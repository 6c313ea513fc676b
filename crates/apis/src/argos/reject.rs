//! Why a submission was rejected, and why a try has to be repeated, in this wire's codes and sentences.
//!
//! The reject table is the vendor's, word for word, with the country and the age put in. Of the retry codes no whole list is
//! published; a try that failed for something else carries the code of the reject table. Knows no applicant.

use domain::{decision::ReasonCode, flow::Service};
use values::Country;

/// A code and its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// For machines: `commentCode` or `retryCode`.
    pub code: &'static str,
    /// For people: `comment` or `retryMsg`.
    pub text: String,
}

impl Comment {
    fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
        }
    }
}

/// What the sentences name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Circumstances<'a> {
    /// The country that is not accepted.
    pub country: Option<Country>,
    /// Years that somebody must have, at least.
    pub age_limit: Option<u32>,
    /// What the officer wrote to the applicant.
    pub officer: Option<&'a str>,
}

/// A row of the vendor's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    IdImageInvalidImage,
    IdImageInvalidId,
    IdImageError,
    IdImageBadImage,
    IdInfoDataMismatch,
    IdInfoBlacklist,
    IdInfoNotOfAge,
    TooManyRetry,
    BlacklistCountry,
    UnderAgeLimit,
    InvalidAcceptedId,
    AddressImageInvalidImage,
    AddressImageError,
    AddressImageBadImage,
    AddressInfoExpiredDocument,
    AddressInfoDataMismatch,
    Timeout,
    Other,
}

/// The comment on a rejection. `service` is the step that was refused; none where the applicant was, as a whole.
pub fn rejection(service: Option<Service>, reason: ReasonCode, about: Circumstances<'_>) -> Comment {
    let code = match service {
        Some(Service::AddressProof) => of_address(reason),
        Some(_) => of_identity(reason),
        None => of_whole(reason),
    };
    let (name, text) = row(code);
    let text = match code {
        Code::Other => about.officer.unwrap_or_else(|| sentence(reason)).to_owned(),
        Code::IdInfoBlacklist | Code::BlacklistCountry => {
            text.replace("{country}", about.country.map_or("this country", Country::name))
        }
        Code::IdInfoNotOfAge | Code::UnderAgeLimit => {
            text.replace("{13}", &about.age_limit.unwrap_or(13).to_string())
        }
        _ => text.to_owned(),
    };
    Comment::new(name, text)
}

/// The comment on a try that failed and may be repeated.
pub fn retry(service: Service, reason: ReasonCode, about: Circumstances<'_>) -> Comment {
    let is_face = matches!(
        service,
        Service::Selfie | Service::FaceMatch | Service::SelfieWithDocument
    );
    match reason {
        ReasonCode::FaceMismatch => {
            Comment::new("face_compare_fail", "Face compare failed: no matching face")
        }
        ReasonCode::FaceNotVisible => Comment::new(
            "liveness_error",
            "Liveness fail: Face is not visible. Please retry.",
        ),
        ReasonCode::Blur | ReasonCode::Glare | ReasonCode::ScreenshotOrCopy if is_face => Comment::new(
            "liveness_error",
            "Liveness fail: Face is not clear. Please retry.",
        ),
        _ => rejection(Some(service), reason, about),
    }
}

fn of_identity(reason: ReasonCode) -> Code {
    match reason {
        ReasonCode::DocumentNotFound => Code::IdImageInvalidImage,
        ReasonCode::DocumentInvalid
        | ReasonCode::DocumentExpired
        | ReasonCode::ScreenshotOrCopy
        | ReasonCode::SuspectedFraud => Code::IdImageInvalidId,
        ReasonCode::UploadFailed => Code::IdImageError,
        ReasonCode::DocumentUnreadable
        | ReasonCode::DocumentIncomplete
        | ReasonCode::Glare
        | ReasonCode::Blur => Code::IdImageBadImage,
        ReasonCode::DataMismatch => Code::IdInfoDataMismatch,
        ReasonCode::CountryNotAccepted => Code::IdInfoBlacklist,
        ReasonCode::Underage => Code::IdInfoNotOfAge,
        ReasonCode::DocumentTypeUnsupported => Code::InvalidAcceptedId,
        ReasonCode::TooManyTries => Code::TooManyRetry,
        ReasonCode::TimedOut => Code::Timeout,
        ReasonCode::AddressNotFound
        | ReasonCode::AddressUnreadable
        | ReasonCode::AddressMismatch
        | ReasonCode::AddressDocumentOld
        | ReasonCode::FaceNotVisible
        | ReasonCode::FaceMismatch
        | ReasonCode::Duplicate
        | ReasonCode::Other => Code::Other,
    }
}

fn of_address(reason: ReasonCode) -> Code {
    match reason {
        ReasonCode::DocumentNotFound
        | ReasonCode::DocumentInvalid
        | ReasonCode::DocumentTypeUnsupported
        | ReasonCode::AddressNotFound
        | ReasonCode::ScreenshotOrCopy
        | ReasonCode::SuspectedFraud => Code::AddressImageInvalidImage,
        ReasonCode::UploadFailed => Code::AddressImageError,
        ReasonCode::DocumentUnreadable
        | ReasonCode::DocumentIncomplete
        | ReasonCode::AddressUnreadable
        | ReasonCode::Glare
        | ReasonCode::Blur => Code::AddressImageBadImage,
        ReasonCode::AddressDocumentOld | ReasonCode::DocumentExpired => Code::AddressInfoExpiredDocument,
        ReasonCode::AddressMismatch | ReasonCode::DataMismatch => Code::AddressInfoDataMismatch,
        ReasonCode::CountryNotAccepted => Code::BlacklistCountry,
        ReasonCode::Underage => Code::UnderAgeLimit,
        ReasonCode::TooManyTries => Code::TooManyRetry,
        ReasonCode::TimedOut => Code::Timeout,
        ReasonCode::FaceNotVisible | ReasonCode::FaceMismatch | ReasonCode::Duplicate | ReasonCode::Other => {
            Code::Other
        }
    }
}

/// What is said of the applicant as a whole is said of the identity document, unless its reason speaks of an address.
fn of_whole(reason: ReasonCode) -> Code {
    match reason {
        ReasonCode::AddressNotFound
        | ReasonCode::AddressUnreadable
        | ReasonCode::AddressMismatch
        | ReasonCode::AddressDocumentOld
        | ReasonCode::CountryNotAccepted
        | ReasonCode::Underage => of_address(reason),
        ReasonCode::SuspectedFraud => Code::Other,
        _ => of_identity(reason),
    }
}

/// What `other` says where the officer wrote nothing.
fn sentence(reason: ReasonCode) -> &'static str {
    match reason {
        ReasonCode::FaceMismatch => "Face compare failed: no matching face",
        ReasonCode::FaceNotVisible => "Face not detected. Please take a clear picture of your face.",
        ReasonCode::Duplicate => "This person has already been verified.",
        _ => "The submission was rejected by a reviewer.",
    }
}

/// The vendor's code and sentence.
fn row(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::IdImageInvalidImage => (
            "id_image_invalidImage",
            "ID document not detected. Please take a picture of your ID document.",
        ),
        Code::IdImageInvalidId => (
            "id_image_invalidId",
            "Invalid ID document. Please resubmit with another ID document.",
        ),
        Code::IdImageError => (
            "id_image_error",
            "Fail to upload the ID image. Please resubmit the KYC process.",
        ),
        Code::IdImageBadImage => (
            "id_image_badImage",
            "Fail to read the ID image. Please take a clear picture of your ID document.",
        ),
        Code::IdInfoDataMismatch => (
            "id_info_dataMismatch",
            "The entered information does not match with your ID document.",
        ),
        Code::IdInfoBlacklist => (
            "id_info_blacklist",
            "According to the policy, we do not accept KYC from {country}.",
        ),
        Code::IdInfoNotOfAge => (
            "id_info_notOfAge",
            "We do not accept KYC anyone under {13} years old.",
        ),
        Code::TooManyRetry => ("too_many_retry", "Multiple invalid KYC attempts"),
        Code::BlacklistCountry => (
            "blacklistCountry",
            "According to the policy, we do not accept KYC from {country}.",
        ),
        Code::UnderAgeLimit => (
            "under_ageLimit",
            "We do not accept KYC anyone under {13} years old.",
        ),
        Code::InvalidAcceptedId => (
            "invalid_acceptedID",
            "Inacceptable ID type. Please resubmit with another ID, check the valid ID on the submission page.",
        ),
        Code::AddressImageInvalidImage => (
            "address_image_invalidImage",
            "Invalid proof of address. Proof of address must include your full name and address. \
             ex)utility bill, bank statement, residency certificate, etc.",
        ),
        Code::AddressImageError => (
            "address_image_error",
            "Fail to upload proof of address image. Please retry.",
        ),
        Code::AddressImageBadImage => (
            "address_image_badImage",
            "Fail to read the image. Please take a clear picture of your proof of address.",
        ),
        Code::AddressInfoExpiredDocument => (
            "address_info_expiredDocument",
            "Expired proof of address. The proof of address should be issued within 6 months.",
        ),
        Code::AddressInfoDataMismatch => (
            "address_info_dataMismatch",
            "Entered information does not match with your proof of address.",
        ),
        Code::Timeout => ("timeout", "KYC rejected due to timeout"),
        Code::Other => ("other", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(service: Option<Service>, reason: ReasonCode) -> &'static str {
        rejection(service, reason, Circumstances::default()).code
    }

    #[test]
    fn every_row_of_the_table_can_be_reached() {
        use ReasonCode as Reason;
        let (document, address) = (Some(Service::Document), Some(Service::AddressProof));
        let rows = [
            (document, Reason::DocumentNotFound, "id_image_invalidImage"),
            (document, Reason::DocumentInvalid, "id_image_invalidId"),
            (document, Reason::UploadFailed, "id_image_error"),
            (document, Reason::DocumentUnreadable, "id_image_badImage"),
            (document, Reason::DataMismatch, "id_info_dataMismatch"),
            (document, Reason::CountryNotAccepted, "id_info_blacklist"),
            (document, Reason::Underage, "id_info_notOfAge"),
            (Some(Service::Selfie), Reason::TooManyTries, "too_many_retry"),
            (None, Reason::CountryNotAccepted, "blacklistCountry"),
            (None, Reason::Underage, "under_ageLimit"),
            (document, Reason::DocumentTypeUnsupported, "invalid_acceptedID"),
            (address, Reason::DocumentInvalid, "address_image_invalidImage"),
            (address, Reason::UploadFailed, "address_image_error"),
            (address, Reason::AddressUnreadable, "address_image_badImage"),
            (
                address,
                Reason::AddressDocumentOld,
                "address_info_expiredDocument",
            ),
            (address, Reason::AddressMismatch, "address_info_dataMismatch"),
            (None, Reason::TimedOut, "timeout"),
            (None, Reason::Other, "other"),
        ];
        for (service, reason, expected) in rows {
            assert_eq!(code(service, reason), expected, "{service:?} {reason:?}");
        }
    }

    #[test]
    fn every_reason_says_something_about_every_step() {
        let services = Service::ALL.into_iter().map(Some).chain([None]);
        for (service, reason) in
            services.flat_map(|service| ReasonCode::ALL.iter().map(move |r| (service, *r)))
        {
            let comment = rejection(service, reason, Circumstances::default());
            assert!(
                !comment.text.is_empty() && !comment.text.contains('{'),
                "{comment:?}"
            );
            if let Some(service) = service {
                assert!(!retry(service, reason, Circumstances::default()).text.is_empty());
            }
        }
    }

    #[test]
    fn country_age_and_the_officers_words_are_put_in() {
        let about = Circumstances {
            country: Country::parse("KOR").ok(),
            age_limit: Some(19),
            officer: Some("Please call us."),
        };
        let text = |reason| rejection(Some(Service::Document), reason, about).text;
        assert_eq!(
            text(ReasonCode::CountryNotAccepted),
            "According to the policy, we do not accept KYC from South Korea."
        );
        assert_eq!(
            text(ReasonCode::Underage),
            "We do not accept KYC anyone under 19 years old."
        );
        assert_eq!(text(ReasonCode::Other), "Please call us.");
        assert_eq!(
            text(ReasonCode::TooManyTries),
            "Multiple invalid KYC attempts",
            "the table's own sentence stays as it is"
        );
    }

    #[test]
    fn faces_have_retry_codes_of_their_own() {
        let code = |service, reason| retry(service, reason, Circumstances::default()).code;
        assert_eq!(
            code(Service::Selfie, ReasonCode::FaceMismatch),
            "face_compare_fail"
        );
        assert_eq!(code(Service::Selfie, ReasonCode::Blur), "liveness_error");
        assert_eq!(code(Service::Document, ReasonCode::Blur), "id_image_badImage");
    }
}
