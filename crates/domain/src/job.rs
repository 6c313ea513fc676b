//! Work to be done later: rows with a lease, at least once, so each kind must bear being run twice.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use values::{ApplicantId, EventId, InquiryId, JobId, MailId, TenantId, Timestamp};

/// Tries before a job is set aside for a person.
pub const ATTEMPTS_MAX: i64 = 12;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are the things the variant names")]
pub enum Work {
    /// Render an event for each endpoint that wants it.
    EventFanOut { event_id: EventId },
    /// Hand a mail to the mail server.
    MailSend { mail_id: MailId },
    /// End a question that nobody answered in time.
    InquiryExpire {
        applicant_id: ApplicantId,
        inquiry_id: InquiryId,
    },
    /// Tell one of a person's browsers that something waits.
    PushSend {
        applicant_id: ApplicantId,
        inquiry_id: Option<InquiryId>,
        endpoint: String,
    },
    /// Reject an applicant who was not finished, or not decided, in time.
    ApplicantTimeOut { applicant_id: ApplicantId },
    /// Give an applicant of a sandbox the outcome that its data asks for.
    SandboxOutcome { applicant_id: ApplicantId },
    /// Erase an applicant's rows and files.
    ApplicantErase { applicant_id: ApplicantId },
}

impl Work {
    /// The stored name.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::EventFanOut { .. } => "event_fan_out",
            Self::MailSend { .. } => "mail_send",
            Self::InquiryExpire { .. } => "inquiry_expire",
            Self::PushSend { .. } => "push_send",
            Self::ApplicantTimeOut { .. } => "applicant_time_out",
            Self::SandboxOutcome { .. } => "sandbox_outcome",
            Self::ApplicantErase { .. } => "applicant_erase",
        }
    }
}

/// Where a job stands; a done job is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// Waits for its time.
    Waiting,
    /// Given up; waits for a person.
    Dead,
}

impl JobStatus {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Dead => "dead",
        }
    }

    /// Reads [`JobStatus::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Waiting, Self::Dead]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// One job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// For whom.
    pub tenant_id: TenantId,
    /// What.
    pub work: Work,
    /// Where it stands.
    pub status: JobStatus,
    /// Not before this instant.
    pub run_at: Timestamp,
    /// Tries so far.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How long to wait after failed try `attempts` (from 1): 2 s doubling to an hour.
pub fn pause_after(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 20)).unwrap_or(1);
    Duration::from_secs(1 << doublings).min(Duration::from_secs(3600))
}
