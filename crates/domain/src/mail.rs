//! A mail or text message: who gets it, what it says, whether it has left.

use serde::{Deserialize, Serialize};
use values::{ApplicantId, MailId, TenantId, Timestamp};

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailStatus {
    /// Waits to be handed to the mail server.
    Waiting,
    /// The mail server has it.
    Sent,
    /// No mail server is set: it stays here to be read.
    Kept,
    /// Given up.
    Failed,
}

impl MailStatus {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Kept => "kept",
            Self::Failed => "failed",
        }
    }

    /// Reads [`MailStatus::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Waiting, Self::Sent, Self::Kept, Self::Failed]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// What a mail says, in both forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailContent {
    /// The subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
    /// Codes and links inside, which a live tenant's outbox shows masked.
    pub secrets: Vec<String>,
}

impl MailContent {
    /// The same with every secret replaced.
    #[must_use]
    pub fn masked(&self) -> Self {
        let mask = |text: &str| {
            self.secrets.iter().fold(text.to_owned(), |text, secret| {
                text.replace(secret.as_str(), "••••••")
            })
        };
        Self {
            subject: mask(&self.subject),
            text: mask(&self.text),
            html: mask(&self.html),
            secrets: Vec::new(),
        }
    }
}

/// One mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// In whose name.
    pub tenant_id: TenantId,
    /// About whom, if about an applicant.
    pub applicant_id: Option<ApplicantId>,
    /// To whom: a mail address, or a phone number for a text message.
    pub recipient: String,
    /// Which mail it is, e.g. `link`.
    pub template: String,
    /// The content, sealed.
    pub sealed_content: Vec<u8>,
    /// Where it stands.
    pub status: MailStatus,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it left.
    pub sent_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_every_secret_in_every_part() {
        let content = MailContent {
            subject: "Your code 123456".into(),
            text: "Code 123456".into(),
            html: "<b>123456</b>".into(),
            secrets: vec!["123456".into()],
        };
        let masked = content.masked();
        assert!(
            ![masked.subject, masked.text, masked.html]
                .concat()
                .contains("123456")
        );
    }
}
