//! A file that an applicant gave: re-encoded, stripped of metadata, stored encrypted under a key of its own.

use serde::{Deserialize, Serialize};
use values::{ApplicantId, FileId, InquiryId, StepId, TenantId, Timestamp};

/// What a file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is what the picture shows")]
pub enum FileKind {
    DocumentFront,
    DocumentBack,
    Selfie,
    SelfieWithDocument,
    AddressProof,
    Answer,
    AdditionalDocument,
    Confirmation,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::DocumentFront,
        Self::DocumentBack,
        Self::Selfie,
        Self::SelfieWithDocument,
        Self::AddressProof,
        Self::Answer,
        Self::AdditionalDocument,
        Self::Confirmation,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DocumentFront => "document_front",
            Self::DocumentBack => "document_back",
            Self::Selfie => "selfie",
            Self::SelfieWithDocument => "selfie_with_document",
            Self::AddressProof => "address_proof",
            Self::Answer => "answer",
            Self::AdditionalDocument => "additional_document",
            Self::Confirmation => "confirmation",
        }
    }

    /// Reads [`FileKind::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether a PDF will do as well as a picture.
    pub const fn may_be_pdf(self) -> bool {
        matches!(self, Self::AddressProof | Self::Answer | Self::AdditionalDocument)
    }
}

/// What a file was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// A step of a verification.
    Step(StepId),
    /// A question on the person's own page.
    Inquiry(InquiryId),
}

/// What is stored; there are only these two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// `image/jpeg`.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// `application/pdf`.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl MediaType {
    /// The media type of RFC 2046.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
        }
    }

    /// Reads [`MediaType::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Jpeg, Self::Pdf]
            .into_iter()
            .find(|media| media.as_str() == text)
    }
}

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its id, also its name in the file store.
    pub id: FileId,
    /// Whose applicant.
    pub tenant_id: TenantId,
    /// About whom.
    pub applicant_id: ApplicantId,
    /// What asked for it.
    pub asked_by: Asker,
    /// What it shows.
    pub kind: FileKind,
    /// What it is.
    pub media_type: MediaType,
    /// Size in bytes, unencrypted.
    pub bytes: i64,
    /// Pixels across; 0 for a PDF.
    pub width: i64,
    /// Pixels down; 0 for a PDF.
    pub height: i64,
    /// Of the bytes as they arrived, in hexadecimal: finds the same picture given twice.
    pub sha256: String,
    /// The file's own key, sealed under the master key. Erasing this row makes the bytes unreadable wherever they are.
    #[serde(skip)]
    pub sealed_key: Vec<u8>,
    /// When it came.
    pub created_at: Timestamp,
}
