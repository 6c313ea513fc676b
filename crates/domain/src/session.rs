//! A link handed to an applicant, and the one-time codes that prove a mailbox or phone.

use serde::{Deserialize, Serialize};
use values::{ApplicantId, CodeId, FlowId, SessionId, StepId, TenantId, Timestamp};

use crate::{Denial, Error, Reason, Result};

/// Seconds in a century: the longest life a link can be asked to have.
pub const TTL_SECONDS_MAX: u64 = 3_153_600_000;

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// The hosted verification.
    Verify,
    /// The person's own page, with confirmations and requests.
    OwnPage,
}

impl LinkPurpose {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::OwnPage => "own_page",
        }
    }

    /// Reads [`LinkPurpose::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Verify, Self::OwnPage]
            .into_iter()
            .find(|purpose| purpose.as_str() == text)
    }
}

/// One link. Its token is signed and names tenant, applicant, flow and language; this row can end it early.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id; inside the token.
    pub id: SessionId,
    /// Whose applicant.
    pub tenant_id: TenantId,
    /// Who may enter.
    pub applicant_id: ApplicantId,
    /// What it opens.
    pub purpose: LinkPurpose,
    /// The flow it was made for.
    pub flow_id: FlowId,
    /// Language tag, where the maker of the link chose one.
    pub locale: Option<String>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was ended early.
    pub revoked_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Session {
    /// Refuses an ended link, and one that opens something else.
    ///
    /// # Errors
    /// [`Denial::Expired`] after its time, [`Denial::Wrong`] when it was ended early or opens something else.
    pub fn require_valid(&self, purpose: LinkPurpose, now: Timestamp) -> Result<()> {
        if self.revoked_at.is_some() || self.purpose != purpose {
            return Err(Error::Unauthenticated(Denial::Wrong));
        }
        if now >= self.expires_at {
            Err(Error::Unauthenticated(Denial::Expired))
        } else {
            Ok(())
        }
    }
}

/// How a code travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By mail.
    Email,
    /// By text message.
    Phone,
}

impl Channel {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// Reads [`Channel::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Email, Self::Phone]
            .into_iter()
            .find(|channel| channel.as_str() == text)
    }
}

/// Wrong tries after which a code is dead.
pub const CODE_TRIES_MAX: i64 = 5;
/// Minutes that a code is valid.
pub const CODE_MINUTES: u64 = 10;
/// Seconds before another code may be sent.
pub const CODE_PAUSE_SECONDS: u64 = 30;
/// Codes that one step may ask for in an hour.
pub const CODES_PER_HOUR_MAX: i64 = 5;

/// A six-digit code. Its hash covers the address and the step, so it confirms nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its id.
    pub id: CodeId,
    /// Whose applicant.
    pub tenant_id: TenantId,
    /// Who asked.
    pub applicant_id: ApplicantId,
    /// For which step.
    pub step_id: StepId,
    /// How it travelled.
    pub channel: Channel,
    /// Where to.
    pub address: String,
    /// Keyed hash of code, address and step.
    pub code_hash: String,
    /// Wrong tries so far.
    pub tries: i64,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When it was sent.
    pub created_at: Timestamp,
}

impl Code {
    /// Refuses a code that can no longer be used, whatever is typed.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what to do.
    pub fn require_usable(&self, now: Timestamp) -> Result<()> {
        let is_over = self.used_at.is_some() || now >= self.expires_at || self.tries >= CODE_TRIES_MAX;
        if is_over {
            Err(Error::invalid(
                "code",
                Reason::Expected("a fresh code: this one can no longer be used"),
            ))
        } else {
            Ok(())
        }
    }
}
