//! What happened to an applicant: the timeline that officers read and the source of every webhook.

use serde::{Deserialize, Serialize};
use values::{ApplicantId, EventId, FlowId, InquiryId, OfficerId, SessionId, StepId, TenantId, Timestamp};

use crate::{decision::ReasonCode, flow::Service};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// The tenant's client, through an API.
    Client,
    /// The person on the hosted page.
    Applicant,
    /// An officer.
    Officer(OfficerId),
    /// The operator, by command line or operator API.
    Operator,
    /// Bulla itself.
    System,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are the things the variant names")]
pub enum EventKind {
    /// The applicant exists.
    Created,
    /// A link was made.
    LinkCreated { session_id: SessionId },
    /// The applicant agreed and began.
    Started,
    /// A step was given.
    StepSubmitted {
        service: Service,
        attempt: u32,
        #[serde(default)]
        step_id: Option<StepId>,
    },
    /// A step was found good.
    StepAccepted {
        service: Service,
        #[serde(default)]
        step_id: Option<StepId>,
    },
    /// A step was refused, to be given again or not.
    StepRejected {
        service: Service,
        reason: ReasonCode,
        may_retry: bool,
        #[serde(default)]
        step_id: Option<StepId>,
    },
    /// Everything was given; checks run.
    Submitted,
    /// Something has to be given again.
    Incomplete {
        services: Vec<Service>,
        reason: ReasonCode,
    },
    /// Checks found something suspicious.
    OnHold,
    /// Checks are done.
    Completed,
    /// Waits for, or is with, an officer.
    InReview,
    /// Approved.
    Approved { by_machine: bool },
    /// Rejected.
    Rejected { reason: ReasonCode },
    /// Moved to another flow.
    FlowChanged { from: FlowId, to: FlowId },
    /// An on-demand flow asks for more.
    FlowAdded { flow_id: FlowId },
    /// The client asks for one more piece of evidence.
    EvidenceRequested { step_id: StepId },
    /// A question was put to the person.
    InquiryMade { inquiry_id: InquiryId },
    /// The person answered, or did not in time.
    InquiryEnded { inquiry_id: InquiryId },
    /// Somebody at the client changed what is known.
    Edited { fields: Vec<String>, by: String },
    /// Everything was erased; nothing follows.
    Erased { by: String },
    /// Will be erased.
    DeletionScheduled { deletion_at: Timestamp },
    /// Will not be erased.
    DeletionCancelled,
    /// Another applicant of the tenant has this mail address.
    DuplicateEmail { other: ApplicantId },
    /// Another applicant of the tenant has this phone number.
    DuplicatePhone { other: ApplicantId },
}

impl EventKind {
    /// The stored name.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::LinkCreated { .. } => "link_created",
            Self::Started => "started",
            Self::StepSubmitted { .. } => "step_submitted",
            Self::StepAccepted { .. } => "step_accepted",
            Self::StepRejected { .. } => "step_rejected",
            Self::Submitted => "submitted",
            Self::Incomplete { .. } => "incomplete",
            Self::OnHold => "on_hold",
            Self::Completed => "completed",
            Self::InReview => "in_review",
            Self::Approved { .. } => "approved",
            Self::Rejected { .. } => "rejected",
            Self::FlowChanged { .. } => "flow_changed",
            Self::FlowAdded { .. } => "flow_added",
            Self::EvidenceRequested { .. } => "evidence_requested",
            Self::InquiryMade { .. } => "inquiry_made",
            Self::InquiryEnded { .. } => "inquiry_ended",
            Self::Edited { .. } => "edited",
            Self::Erased { .. } => "erased",
            Self::DeletionScheduled { .. } => "deletion_scheduled",
            Self::DeletionCancelled => "deletion_cancelled",
            Self::DuplicateEmail { .. } => "duplicate_email",
            Self::DuplicatePhone { .. } => "duplicate_phone",
        }
    }
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Whose applicant.
    pub tenant_id: TenantId,
    /// About whom.
    pub applicant_id: ApplicantId,
    /// Order within the applicant, from 1 without gaps.
    pub sequence: i64,
    /// What happened.
    pub kind: EventKind,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
}
