//! The outside world: each part is a trait with a real adapter and a default that lets the product run alone.

pub mod file;
pub mod hook;
pub mod message;
pub mod push;

use domain::{
    applicant::Applicant,
    event::Event,
    flow::Service,
    inquiry::Inquiry,
    mail::MailContent,
    tenant::{Api, Tenant},
};
use values::Timestamp;

/// Turns an event into the bytes that an API's clients expect. Each wire registers one.
pub trait WebhookRenderer: Send + Sync {
    /// The API it speaks.
    fn api(&self) -> Api;

    /// The message about an event, or none where this API has no such message.
    fn render(&self, told: &Told<'_>) -> Option<Rendered>;

    /// Headers of the API's own scheme that are made anew at each sending, from the endpoint's newest secret.
    fn sign(&self, _tenant: &Tenant, _secret: &str, _body: &[u8], _now: Timestamp) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// What a message is made from.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Whose applicant.
    pub tenant: &'a Tenant,
    /// About whom, as they are now.
    pub applicant: &'a Applicant,
    /// What happened.
    pub event: &'a Event,
    /// The question that it is about, where there is one.
    pub inquiry: Option<&'a Inquiry>,
    /// The picture that the answer carries, as JPEG.
    pub picture: Option<&'a [u8]>,
    /// Fresh chance for encryption.
    pub nonce: [u8; 16],
    /// The instant.
    pub now: Timestamp,
}

/// A message ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The event's name on that wire.
    pub event_name: String,
    /// The exact body.
    pub body: Vec<u8>,
    /// Headers of the API's own scheme.
    pub headers: Vec<(String, String)>,
}

/// What a mail or text message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are what the text names")]
pub enum Letter {
    /// A one-time code.
    Code { code: String, minutes: u64 },
    /// Something has to be given again.
    Resubmission {
        reason: &'static str,
        comment: Option<String>,
        url: String,
    },
    /// Approved.
    Approved,
    /// Rejected.
    Rejected {
        reason: &'static str,
        comment: Option<String>,
    },
    /// The person is asked to verify themselves.
    Verification { url: String },
    /// One more document is asked for; the title and note are the client's words and may be empty.
    EvidenceRequested {
        service: Service,
        title: String,
        note: String,
        url: String,
    },
    /// A document was refused; with a link where it may be given again.
    EvidenceRefused {
        reason: &'static str,
        comment: Option<String>,
        url: Option<String>,
    },
    /// Something waits on the person's own page, for so many minutes.
    Inquiry {
        title: String,
        url: String,
        minutes: u64,
    },
    /// A colleague is invited to the console.
    Invitation { name: String, url: String, hours: u64 },
    /// An endpoint was switched off.
    EndpointDisabled { url: String, days: u64 },
}

impl Letter {
    /// The stored name.
    pub const fn template(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::Resubmission { .. } => "resubmission",
            Self::Approved => "approved",
            Self::Rejected { .. } => "rejected",
            Self::Verification { .. } => "verification",
            Self::EvidenceRequested { .. } => "evidence_requested",
            Self::EvidenceRefused { .. } => "evidence_refused",
            Self::Inquiry { .. } => "inquiry",
            Self::Invitation { .. } => "invitation",
            Self::EndpointDisabled { .. } => "endpoint_disabled",
        }
    }
}

/// Writes letters in the reader's language. The pages register one, since they own the texts.
pub trait LetterWriter: Send + Sync {
    /// Subject, text and HTML of a letter in the name of `tenant`; `language` is a tag or empty.
    fn write(&self, tenant: &Tenant, language: &str, letter: &Letter) -> MailContent;
}
