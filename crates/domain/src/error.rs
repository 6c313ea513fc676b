//! The one error of the product, by what the caller can do about it.
//!
//! Every wire maps it with one exhaustive match into its own envelope. The public text says what to do next and holds nothing secret;
//! the cause inside [`Error::Internal`] and [`Error::Unavailable`] is for the log alone.

use std::fmt;

/// The result of everything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nobody we know is calling: the key, token, password or signature is missing or wrong.
    #[error("{0}")]
    Unauthenticated(Denial),
    /// We know who is calling; they may not do this.
    #[error("{0}")]
    Forbidden(Denial),
    /// There is no such thing, or it belongs to somebody else: the two are the same answer.
    #[error("{0} not found")]
    NotFound(Noun),
    /// The input is not usable.
    #[error("{field} {reason}")]
    Invalid {
        /// The field as the domain calls it; a wire may translate it.
        field: &'static str,
        /// What is wrong with it.
        reason: Reason,
    },
    /// The input is usable, but not in the present state.
    #[error("{0}")]
    Conflict(Conflict),
    /// Too many calls; try again after the given number of milliseconds.
    #[error("too many requests")]
    RateLimited {
        /// When to try again.
        retry_after_ms: u64,
    },
    /// A part that we need does not answer or is full; the same call may succeed later. The text is for the log.
    #[error("temporarily unavailable")]
    Unavailable(String),
    /// Our own fault. The text is for the log.
    #[error("internal error")]
    Internal(String),
}

impl Error {
    /// An input error.
    pub fn invalid(field: &'static str, reason: impl Into<Reason>) -> Self {
        Self::Invalid {
            field,
            reason: reason.into(),
        }
    }

    /// A fault of our own, with its cause for the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// Whether another transaction was faster and the whole operation may simply run again.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Conflict(Conflict::Stale))
    }
}

/// Why a caller was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// No key, token or session came with the call.
    #[error("credentials are missing")]
    Missing,
    /// The key, token, password or code is not one of ours, or not this one.
    #[error("credentials are invalid")]
    Wrong,
    /// It was ours, and its time is over.
    #[error("credentials have expired")]
    Expired,
    /// Too many failures; locked for a while.
    #[error("locked after repeated failures")]
    Locked,
    /// The operator has blocked this tenant.
    #[error("this tenant is blocked")]
    Blocked,
    /// The tenant has not enabled this API or part.
    #[error("this module is not enabled for the tenant")]
    ModuleDisabled,
    /// The address is not on the tenant's allow-list.
    #[error("calls from this address are not allowed")]
    Address,
    /// The officer's role does not include this.
    #[error("this needs another role")]
    Role,
    /// Only sandbox tenants may do this.
    #[error("this works for sandbox tenants only")]
    SandboxOnly,
    /// A page was posted from elsewhere or after its session ended.
    #[error("the form has expired; load the page again")]
    Forgery,
}

/// What was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the noun itself")]
pub enum Noun {
    Tenant,
    Credential,
    Endpoint,
    Flow,
    Questionnaire,
    Applicant,
    Step,
    File,
    Session,
    Delivery,
    Job,
    Mail,
    Officer,
    Inquiry,
    Page,
}

impl fmt::Display for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tenant => "tenant",
            Self::Credential => "credential",
            Self::Endpoint => "endpoint",
            Self::Flow => "flow",
            Self::Questionnaire => "questionnaire",
            Self::Applicant => "applicant",
            Self::Step => "step",
            Self::File => "file",
            Self::Session => "link",
            Self::Delivery => "delivery",
            Self::Job => "job",
            Self::Mail => "mail",
            Self::Officer => "officer",
            Self::Inquiry => "request",
            Self::Page => "page",
        })
    }
}

/// What is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It must be given.
    #[error("is required")]
    Required,
    /// It breaks a bound of text.
    #[error("{0}")]
    Text(#[from] values::TextProblem),
    /// It should have been something else.
    #[error("must be {0}")]
    Expected(&'static str),
    /// It is a number outside its range.
    #[error("must be between {min} and {max}")]
    Range {
        /// Smallest allowed value.
        min: i64,
        /// Largest allowed value.
        max: i64,
    },
    /// More bytes than are accepted.
    #[error("must be at most {bytes_max} bytes")]
    TooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// Something more particular, in words for the caller.
    #[error("{0}")]
    Other(String),
}

impl From<values::ParseError> for Reason {
    fn from(error: values::ParseError) -> Self {
        Self::Expected(error.expected)
    }
}

/// Why the present state does not allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Another transaction changed the row first; run the operation again.
    #[error("changed by somebody else meanwhile; try again")]
    Stale,
    /// What the officer looked at is no longer the present state.
    #[error("somebody else has changed this meanwhile; look at it again")]
    Version,
    /// The client's own id is already used.
    #[error("the external id is already taken")]
    ExternalIdTaken,
    /// A name that must be unique is already used.
    #[error("the name is already taken")]
    NameTaken,
    /// The idempotency key was used with another request.
    #[error("the idempotency key was used with another request")]
    IdempotencyMismatch,
    /// The first call with the idempotency key is still under way, or was cut off before its answer was kept.
    #[error(
        "the first call with this idempotency key has not finished; look at what it did before using another key"
    )]
    IdempotencyUnfinished,
    /// The step was already given, or is not asked for.
    #[error("this step is not open")]
    StepNotOpen,
    /// Every allowed try was used.
    #[error("no tries are left")]
    NoTriesLeft,
    /// The flow is already finished.
    #[error("the verification is already finished")]
    Finished,
    /// The applicant is waiting to be erased.
    #[error("the applicant is scheduled for deletion")]
    DeletionScheduled,
    /// The applicant is not waiting to be erased.
    #[error("the applicant is not scheduled for deletion")]
    DeletionNotScheduled,
    /// The decision does not follow from this state.
    #[error("this decision is not possible in the present state")]
    Decision,
    /// The client's own name for a request is already used.
    #[error("the request id is already taken")]
    ReferenceTaken,
    /// The mail address belongs to another applicant.
    #[error("the mail address is already taken")]
    EmailTaken,
    /// The person has answered already.
    #[error("this request has already been answered")]
    InquiryAnswered,
    /// The time for an answer is over.
    #[error("this request has expired")]
    InquiryExpired,
    /// Another officer holds the applicant.
    #[error("another officer is working on this")]
    Held,
}
