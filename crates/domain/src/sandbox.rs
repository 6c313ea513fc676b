//! Outcomes that a sandbox gives on demand, so that an integrator can see every branch: a word in a name, a mail address or a
//! document number says which.
//!
//! The word begins with `sandbox`; what separates its parts does not matter: `sandbox-rejected-blur` in a document number,
//! `ann+sandbox-rejected-blur@example.com` as an address, `Sandbox Rejected Blur` as a name.

use values::Timestamp;

use crate::{
    Result,
    applicant::{Applicant, ApplicantStatus, Decider, Refusal},
    decision::{Decision, ReasonCode},
    event::EventKind,
    step::{Step, StepStatus},
    tenant::{Mode, Tenant},
};

/// What is to come of an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SandboxOutcome {
    /// Approved.
    Verified,
    /// Rejected for this reason.
    Rejected(ReasonCode),
    /// Everything given; an officer has to decide.
    Submitted,
    /// Set aside for a closer look.
    UnderReview,
    /// Some evidence accepted, some asked for again.
    PartiallyVerified,
    /// Every link has expired when it arrives.
    ExpiredLink,
}

impl SandboxOutcome {
    /// Reads a word that begins with `sandbox`.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let (first, rest) = words.split_first()?;
        if *first != "sandbox" {
            return None;
        }
        match rest.join("_").as_str() {
            "verified" => Some(Self::Verified),
            "submitted" => Some(Self::Submitted),
            "under_review" => Some(Self::UnderReview),
            "partially_verified" => Some(Self::PartiallyVerified),
            "expired_link" => Some(Self::ExpiredLink),
            "rejected" => Some(Self::Rejected(ReasonCode::Other)),
            word => ReasonCode::parse(word.strip_prefix("rejected_")?).map(Self::Rejected),
        }
    }

    /// Brings the applicant there. Who is decided already or waits to be erased stays as they are.
    ///
    /// # Errors
    /// As [`Applicant::settle`].
    pub fn apply(self, applicant: &mut Applicant, now: Timestamp) -> Result<Vec<EventKind>> {
        if applicant.status.is_decided() || applicant.deletion_at.is_some() {
            return Ok(Vec::new());
        }
        match self {
            Self::Verified => {
                let mut events = give_all(applicant, now);
                events.extend(applicant.settle(&Decision::acceptance(), &Decider::Machine, now)?);
                Ok(events)
            }
            Self::Rejected(reason) => {
                let mut events = give_all(applicant, now);
                events.extend(applicant.settle(&Decision::refusal(reason), &Decider::Machine, now)?);
                Ok(events)
            }
            Self::Submitted => Ok(wait(
                applicant,
                now,
                ApplicantStatus::InReview,
                EventKind::InReview,
            )),
            Self::UnderReview => Ok(wait(applicant, now, ApplicantStatus::OnHold, EventKind::OnHold)),
            Self::PartiallyVerified => Ok(part(applicant, now)),
            Self::ExpiredLink => Ok(Vec::new()),
        }
    }
}

/// The outcome that an applicant of a sandbox asks for, by document number, mail address or name, in this order.
pub fn asked_by(tenant: &Tenant, applicant: &Applicant) -> Option<SandboxOutcome> {
    if tenant.mode != Mode::Sandbox {
        return None;
    }
    let known = applicant.person.known();
    let mailbox = applicant.email.as_ref().and_then(|email| {
        let (local, _) = email.as_str().split_once('@')?;
        local.split_once('+').map(|(_, tag)| tag.to_owned())
    });
    [known.document.number.clone(), mailbox, known.name()]
        .into_iter()
        .flatten()
        .find_map(|text| SandboxOutcome::parse(&text))
}

/// Everything counts as given; nothing was shown.
fn give_all(applicant: &mut Applicant, now: Timestamp) -> Vec<EventKind> {
    if applicant.submitted_at.is_some() {
        return Vec::new();
    }
    applicant.submitted_at = Some(now);
    applicant.history.pending_at = Some(now);
    applicant.updated_at = now;
    for step in applicant
        .steps
        .iter_mut()
        .filter(|step| step.status == StepStatus::Open)
    {
        step.status = StepStatus::Submitted;
        step.submitted_at = Some(now);
    }
    applicant.status = ApplicantStatus::InProgress;
    vec![EventKind::Submitted]
}

fn wait(
    applicant: &mut Applicant,
    now: Timestamp,
    status: ApplicantStatus,
    event: EventKind,
) -> Vec<EventKind> {
    let mut events = give_all(applicant, now);
    if applicant.status != status {
        applicant.status = status;
        events.push(event);
    }
    events
}

/// The first piece of evidence is good, every other has to be given again: once, then a person decides.
fn part(applicant: &mut Applicant, now: Timestamp) -> Vec<EventKind> {
    let is_evidence = |step: &Step| !step.is_on_demand && step.service.is_evidence();
    let has_begun = |step: &Step| is_evidence(step) && step.status == StepStatus::Accepted;
    if applicant.steps.iter().any(has_begun) {
        return Vec::new();
    }
    let mut events = give_all(applicant, now);
    let mut evidence = applicant.steps.iter_mut().filter(|step| is_evidence(step));
    if let Some(first) = evidence.next() {
        (first.status, first.decided_at) = (StepStatus::Accepted, Some(now));
        let (service, step_id) = (first.service, Some(first.id));
        events.push(EventKind::StepAccepted { service, step_id });
    }
    let reason = ReasonCode::Blur;
    let mut services = Vec::new();
    for step in evidence {
        (step.status, step.reason, step.decided_at) = (StepStatus::Resubmit, Some(reason), Some(now));
        step.attempts_max = step.attempts_max.max(step.attempts + 1);
        applicant.history.refused(
            step,
            Refusal {
                reason,
                comment: None,
                at: now,
            },
        );
        services.push(step.service);
        events.push(EventKind::StepRejected {
            service: step.service,
            reason,
            may_retry: true,
            step_id: Some(step.id),
        });
    }
    if services.is_empty() {
        events.extend(wait(
            applicant,
            now,
            ApplicantStatus::InReview,
            EventKind::InReview,
        ));
    } else {
        applicant.status = ApplicantStatus::Incomplete;
        events.push(EventKind::Incomplete { services, reason });
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_whatever_separates_them() {
        for (text, outcome) in [
            ("Sandbox Verified", Some(SandboxOutcome::Verified)),
            (
                "SANDBOX-REJECTED-BLUR",
                Some(SandboxOutcome::Rejected(ReasonCode::Blur)),
            ),
            (
                "sandbox.rejected.document_expired",
                Some(SandboxOutcome::Rejected(ReasonCode::DocumentExpired)),
            ),
            (
                "sandbox_rejected",
                Some(SandboxOutcome::Rejected(ReasonCode::Other)),
            ),
            ("sandbox under review", Some(SandboxOutcome::UnderReview)),
            ("sandbox", None),
            ("sandbox rejected nonsense", None),
            ("Anna Sandbox Verified", None),
            ("", None),
        ] {
            assert_eq!(SandboxOutcome::parse(text), outcome, "{text:?}");
        }
    }
}
