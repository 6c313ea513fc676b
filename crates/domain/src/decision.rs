//! What an officer decides, with which reason, and what the applicant is told.

use serde::{Deserialize, Serialize};
use values::{OfficerId, StepId, Timestamp};

use crate::{Error, Reason, Result};

macro_rules! reason_codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $label:literal;)*) => {
        /// Why evidence or a person was refused. The public sentence for each is in the language files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ReasonCode {
            $($(#[$doc])* #[serde(rename = $text)] $variant,)*
        }

        impl ReasonCode {
            /// Every code in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stored name, also the key of the public sentence.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What officers read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// Reads [`ReasonCode::as_str`] back.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text)
            }
        }
    };
}

reason_codes! {
    /// Text on it cannot be read.
    DocumentUnreadable = "document_unreadable", "Document unreadable";
    /// Past its date.
    DocumentExpired = "document_expired", "Document expired";
    /// Not a kind that is accepted.
    DocumentTypeUnsupported = "document_type_unsupported", "Document type not accepted";
    /// A side or corner is missing.
    DocumentIncomplete = "document_incomplete", "Document not shown whole";
    /// The face cannot be seen well.
    FaceNotVisible = "face_not_visible", "Face not visible";
    /// Not the same person.
    FaceMismatch = "face_mismatch", "Faces differ";
    /// Light reflects.
    Glare = "glare", "Glare";
    /// Out of focus.
    Blur = "blur", "Blurred";
    /// A picture of a screen or a copy.
    ScreenshotOrCopy = "screenshot_or_copy", "Screenshot or copy";
    /// Given data and document differ.
    DataMismatch = "data_mismatch", "Data differs from the document";
    /// The address is not on it.
    AddressNotFound = "address_not_found", "Address not on the document";
    /// Too old to prove an address.
    AddressDocumentOld = "address_document_old", "Address document too old";
    /// Under the age limit.
    Underage = "underage", "Under the age limit";
    /// Signs of forgery.
    SuspectedFraud = "suspected_fraud", "Suspected fraud";
    /// The person is already known under another name or id.
    Duplicate = "duplicate", "Duplicate person";
    /// No document in the picture.
    DocumentNotFound = "document_not_found", "No document in the picture";
    /// Not a document that a state issued, or one that is void.
    DocumentInvalid = "document_invalid", "Document not valid";
    /// The file arrived broken.
    UploadFailed = "upload_failed", "File arrived broken";
    /// People or documents of this country are not accepted.
    CountryNotAccepted = "country_not_accepted", "Country not accepted";
    /// Given too often without success.
    TooManyTries = "too_many_tries", "Too many tries";
    /// Text on the proof of address cannot be read.
    AddressUnreadable = "address_unreadable", "Proof of address unreadable";
    /// Given data and proof of address differ.
    AddressMismatch = "address_mismatch", "Data differs from the proof of address";
    /// Not finished in time.
    TimedOut = "timed_out", "Not finished in time";
    /// Something else; the comment says what.
    Other = "other", "Other";
}

/// A decision on one step or on the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Good.
    Accept,
    /// Bad, and it may be given again.
    Resubmit,
    /// Bad for good.
    Reject,
}

/// What an officer sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The verdict.
    pub verdict: Verdict,
    /// Required unless accepted.
    #[serde(default)]
    pub reason: Option<ReasonCode>,
    /// What the applicant and the client's API read.
    #[serde(default)]
    pub public_comment: Option<String>,
    /// What only officers read.
    #[serde(default)]
    pub internal_comment: Option<String>,
}

impl Decision {
    /// Good, without a word.
    pub const fn acceptance() -> Self {
        Self {
            verdict: Verdict::Accept,
            reason: None,
            public_comment: None,
            internal_comment: None,
        }
    }

    /// Bad for good, for this reason.
    pub const fn refusal(reason: ReasonCode) -> Self {
        Self {
            verdict: Verdict::Reject,
            reason: Some(reason),
            public_comment: None,
            internal_comment: None,
        }
    }

    /// Checks that a refusal says why and comments are bounded.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn check(&self) -> Result<()> {
        if self.verdict != Verdict::Accept && self.reason.is_none() {
            return Err(Error::invalid("reason", Reason::Required));
        }
        for (field, comment) in [
            ("public_comment", &self.public_comment),
            ("internal_comment", &self.internal_comment),
        ] {
            if let Some(text) = comment {
                values::bounded_text(text, 2_000).map_err(|problem| Error::invalid(field, problem))?;
            }
        }
        Ok(())
    }
}

/// A wish to have steps given again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resubmission {
    /// Which steps.
    pub step_ids: Vec<StepId>,
    /// Why.
    pub reason: ReasonCode,
    /// What the applicant reads besides the reason's own sentence.
    pub public_comment: Option<String>,
}

/// The officers' look at an applicant as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Grows with each decision.
    pub version: i64,
    /// Why it was refused.
    pub reason: Option<ReasonCode>,
    /// What the applicant and the client's API read.
    pub public_comment: Option<String>,
    /// What only officers read.
    pub internal_comment: Option<String>,
    /// Who looked.
    pub reviewer: Option<OfficerId>,
    /// The officer who decided.
    pub decided_by: Option<OfficerId>,
    /// Who decided at the client, through an API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at_client: Option<String>,
    /// When the review began.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_why() {
        let mut decision = Decision {
            verdict: Verdict::Reject,
            reason: None,
            public_comment: None,
            internal_comment: None,
        };
        assert!(decision.check().is_err());
        decision.reason = Some(ReasonCode::Glare);
        decision.check().unwrap();
        decision.internal_comment = Some("x".repeat(2_001));
        assert!(decision.check().is_err());
    }

    #[test]
    fn codes_keep_their_names() {
        for code in ReasonCode::ALL {
            assert_eq!(ReasonCode::parse(code.as_str()), Some(*code));
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
