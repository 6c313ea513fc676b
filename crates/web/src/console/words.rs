//! What officers read for each state, service, reason and event. Exhaustive, so that a new one does not compile without words.

use domain::{
    applicant::ApplicantStatus,
    decision::ReasonCode,
    event::{Actor, EventKind},
    evidence::FileKind,
    flow::{FlowKind, Service},
    inquiry::{InquiryStatus, Purpose},
    job::{JobStatus, Work},
    mail::MailStatus,
    officer::Role,
    step::{FieldName, StepStatus},
    tenant::{Api, Mode},
    webhook::DeliveryStatus,
};

use super::parts::{Badge, Tone};

/// An applicant's status.
pub const fn applicant_status(status: ApplicantStatus) -> Badge {
    match status {
        ApplicantStatus::Created => Badge(Tone::Information, "Created"),
        ApplicantStatus::Incomplete => Badge(Tone::Attention, "Incomplete"),
        ApplicantStatus::InProgress => Badge(Tone::Information, "In progress"),
        ApplicantStatus::OnHold => Badge(Tone::Attention, "On hold"),
        ApplicantStatus::Completed => Badge(Tone::Information, "Completed"),
        ApplicantStatus::InReview => Badge(Tone::Attention, "In review"),
        ApplicantStatus::Approved => Badge(Tone::Good, "Approved"),
        ApplicantStatus::Rejected => Badge(Tone::Bad, "Rejected"),
    }
}

/// A step's status.
pub const fn step_status(status: StepStatus) -> Badge {
    match status {
        StepStatus::Open => Badge(Tone::Information, "Not given"),
        StepStatus::Submitted => Badge(Tone::Attention, "Waiting"),
        StepStatus::Accepted => Badge(Tone::Good, "Accepted"),
        StepStatus::Resubmit => Badge(Tone::Attention, "Asked again"),
        StepStatus::Rejected => Badge(Tone::Bad, "Rejected"),
    }
}

/// Where a question to a person stands.
pub const fn inquiry_status(status: InquiryStatus) -> Badge {
    match status {
        InquiryStatus::Pending => Badge(Tone::Attention, "Waiting"),
        InquiryStatus::Approved => Badge(Tone::Good, "Approved"),
        InquiryStatus::Declined => Badge(Tone::Bad, "Declined"),
        InquiryStatus::Answered => Badge(Tone::Good, "Answered"),
        InquiryStatus::Expired => Badge(Tone::Information, "Expired"),
    }
}

/// What a confirmation is for.
pub const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Transaction => "Transaction",
        Purpose::Login => "Sign-in",
    }
}

/// A delivery's status; one that was tried before is retrying.
pub const fn delivery_status(status: DeliveryStatus, attempts: i64) -> Badge {
    match status {
        DeliveryStatus::Pending if attempts > 0 => Badge(Tone::Attention, "Retrying"),
        DeliveryStatus::Pending => Badge(Tone::Information, "Waiting"),
        DeliveryStatus::Delivered => Badge(Tone::Good, "Delivered"),
        DeliveryStatus::Dead => Badge(Tone::Bad, "Failed"),
    }
}

/// A mail's status.
pub const fn mail_status(status: MailStatus) -> Badge {
    match status {
        MailStatus::Waiting => Badge(Tone::Attention, "Waiting"),
        MailStatus::Sent => Badge(Tone::Good, "Sent"),
        MailStatus::Kept => Badge(Tone::Information, "Kept"),
        MailStatus::Failed => Badge(Tone::Bad, "Failed"),
    }
}

/// A job's status; one that was tried before is retrying.
pub const fn job_status(status: JobStatus, attempts: i64) -> Badge {
    match status {
        JobStatus::Waiting if attempts > 0 => Badge(Tone::Attention, "Retrying"),
        JobStatus::Waiting => Badge(Tone::Information, "Waiting"),
        JobStatus::Dead => Badge(Tone::Bad, "Dead"),
    }
}

/// A tenant's mode.
pub const fn mode(mode: Mode) -> Badge {
    match mode {
        Mode::Sandbox => Badge(Tone::Information, "Sandbox"),
        Mode::Live => Badge(Tone::Good, "Live"),
    }
}

/// What a job does.
pub const fn work(work: &Work) -> &'static str {
    match work {
        Work::EventFanOut { .. } => "Prepare webhooks",
        Work::MailSend { .. } => "Send a mail",
        Work::InquiryExpire { .. } => "End a question to a person",
        Work::PushSend { .. } => "Tell a person's browser",
        Work::ApplicantTimeOut { .. } => "End an applicant's time",
        Work::SandboxOutcome { .. } => "Give a sandbox outcome",
        Work::ApplicantErase { .. } => "Erase an applicant",
    }
}

/// A service.
pub const fn service(service: Service) -> &'static str {
    match service {
        Service::Document => "Identity document",
        Service::Selfie => "Selfie",
        Service::FaceMatch => "Face match",
        Service::SelfieWithDocument => "Selfie with document",
        Service::AddressProof => "Proof of address",
        Service::Email => "E-mail code",
        Service::Phone => "Phone code",
        Service::Questionnaire => "Questionnaire",
        Service::Location => "Device and place",
        Service::Screening => "Screening",
        Service::AdditionalDocument => "Additional document",
    }
}

/// A flow's kind.
pub const fn flow_kind(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Regular => "Regular",
        FlowKind::OnDemand => "On demand",
    }
}

/// An API.
pub const fn api(api: Api) -> &'static str {
    match api {
        Api::Allpass => "Allpass",
        Api::Argos => "Argos",
        Api::CodegoKyc => "Codego KYC",
        Api::CodegoBusiness => "Codego business",
        Api::CodegoCards => "Codego cards",
    }
}

/// What a file shows.
pub const fn file_kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::DocumentFront => "Front",
        FileKind::DocumentBack => "Back",
        FileKind::Selfie => "Selfie",
        FileKind::SelfieWithDocument => "Selfie with document",
        FileKind::AddressProof => "Proof of address",
        FileKind::Answer => "Answer",
        FileKind::AdditionalDocument => "Additional document",
        FileKind::Confirmation => "Confirmation selfie",
    }
}

/// A field of a document.
pub const fn field(name: FieldName) -> &'static str {
    match name {
        FieldName::Surname => "Surname",
        FieldName::GivenNames => "Given names",
        FieldName::BirthOn => "Birth",
        FieldName::Sex => "Sex",
        FieldName::Nationality => "Nationality",
        FieldName::DocumentNumber => "Document no.",
        FieldName::IssuedOn => "Issued",
        FieldName::ExpiresOn => "Expires",
        FieldName::Address => "Address",
    }
}

/// The two letters that an officer types for a reason.
pub const fn letters(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::DocumentUnreadable => "DU",
        ReasonCode::DocumentExpired => "DE",
        ReasonCode::DocumentTypeUnsupported => "DT",
        ReasonCode::DocumentIncomplete => "DI",
        ReasonCode::FaceNotVisible => "FN",
        ReasonCode::FaceMismatch => "FM",
        ReasonCode::Glare => "GL",
        ReasonCode::Blur => "BL",
        ReasonCode::ScreenshotOrCopy => "SC",
        ReasonCode::DataMismatch => "DM",
        ReasonCode::AddressNotFound => "AN",
        ReasonCode::AddressDocumentOld => "AO",
        ReasonCode::Underage => "UA",
        ReasonCode::SuspectedFraud => "SF",
        ReasonCode::Duplicate => "DP",
        ReasonCode::DocumentNotFound => "DN",
        ReasonCode::DocumentInvalid => "DV",
        ReasonCode::UploadFailed => "UF",
        ReasonCode::CountryNotAccepted => "CN",
        ReasonCode::TooManyTries => "TT",
        ReasonCode::AddressUnreadable => "AU",
        ReasonCode::AddressMismatch => "AM",
        ReasonCode::TimedOut => "TO",
        ReasonCode::Other => "OT",
    }
}

/// A role.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Reviewer => "Reviewer",
        Role::Senior => "Senior",
        Role::Admin => "Admin",
    }
}

/// Who did something; `officer` finds an officer's name.
pub fn actor(actor: Actor, officer: impl Fn(values::OfficerId) -> String) -> String {
    match actor {
        Actor::Client => "API client".into(),
        Actor::Applicant => "Applicant".into(),
        Actor::Officer(id) => officer(id),
        Actor::Operator => "Operator".into(),
        Actor::System => "Bulla".into(),
    }
}

/// What happened, and the particulars.
pub fn event(kind: &EventKind) -> (String, String) {
    let title = |text: &str| (text.to_owned(), String::new());
    match kind {
        EventKind::Created => title("Created"),
        EventKind::LinkCreated { .. } => title("Link made"),
        EventKind::Started => title("Consent given"),
        EventKind::StepSubmitted {
            service: given,
            attempt,
            ..
        } => (format!("{} given", service(*given)), format!("Try {attempt}")),
        EventKind::StepAccepted { service: given, .. } => {
            (format!("{} accepted", service(*given)), String::new())
        }
        EventKind::StepRejected {
            service: given,
            reason,
            may_retry: true,
            ..
        } => (format!("{} asked again", service(*given)), reason.label().into()),
        EventKind::StepRejected {
            service: given,
            reason,
            ..
        } => (format!("{} rejected", service(*given)), reason.label().into()),
        EventKind::Submitted => title("Everything sent"),
        EventKind::Incomplete { services, reason } => {
            let names: Vec<&str> = services.iter().map(|given| service(*given)).collect();
            (
                "Incomplete".into(),
                format!("{}: {}", names.join(", "), reason.label()),
            )
        }
        EventKind::OnHold => title("On hold"),
        EventKind::Completed => title("Checks done"),
        EventKind::InReview => title("Waits for an officer"),
        EventKind::Approved { by_machine: true } => title("Approved without a person"),
        EventKind::Approved { .. } => title("Approved"),
        EventKind::Rejected { reason } => ("Rejected".into(), reason.label().into()),
        EventKind::FlowChanged { .. } => title("Moved to another flow"),
        EventKind::FlowAdded { .. } => title("Another flow added"),
        EventKind::EvidenceRequested { .. } => title("The client asks for a document"),
        EventKind::InquiryMade { .. } => title("The client asks the person"),
        EventKind::InquiryEnded { .. } => title("The person answered, or the time was over"),
        EventKind::Edited { fields, by } => (format!("Changed by {by}"), fields.join(", ")),
        EventKind::Erased { by } => (format!("Erased by {by}"), String::new()),
        EventKind::DeletionScheduled { deletion_at } => {
            ("Deletion scheduled".into(), format!("For {}", deletion_at.date()))
        }
        EventKind::DeletionCancelled => title("Deletion taken back"),
        EventKind::DuplicateEmail { other } => ("E-mail already known".into(), format!("Applicant {other}")),
        EventKind::DuplicatePhone { other } => ("Phone already known".into(), format!("Applicant {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_two_letters_of_its_own() {
        let mut seen: Vec<&str> = ReasonCode::ALL.iter().map(|code| letters(*code)).collect();
        assert!(seen.iter().all(|letters| letters.len() == 2));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), ReasonCode::ALL.len());
    }
}
