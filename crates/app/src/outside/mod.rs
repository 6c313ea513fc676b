//! The outside world: each part is a trait with a real adapter and a default that lets the product run alone.

pub mod file;
pub mod hook;
pub mod message;

use domain::{
    applicant::Applicant,
    event::Event,
    mail::MailContent,
    tenant::{Api, Tenant},
};
use values::Timestamp;

/// Turns an event into the bytes that an API's clients expect. Each wire registers one.
pub trait WebhookRenderer: Send + Sync {
    /// The API it speaks.
    fn api(&self) -> Api;

    /// The message about `event`, or none where this API has no such message. `nonce` is fresh chance for encryption.
    fn render(
        &self,
        tenant: &Tenant,
        applicant: &Applicant,
        event: &Event,
        nonce: [u8; 16],
        now: Timestamp,
    ) -> Option<Rendered>;
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
