//! What was decided on an applicant, and the forms for what may be decided now. Pure: from the domain to a view. Offers only what the
//! domain would take, which checks again.

use domain::{
    applicant::{Applicant, ApplicantStatus},
    event::EventKind,
    step::{Step, StepStatus},
};

use super::{
    item::{Surroundings, href, name},
    parts::{Choice, Moment, Pair},
    words,
};

/// A decision that stands.
#[derive(Debug)]
pub struct DecidedView {
    /// `good` or `bad`.
    pub tone: &'static str,
    /// Approved or rejected.
    pub title: String,
    /// Who decided.
    pub who: String,
    /// When.
    pub at: Moment,
    /// The reason and the comments, as far as there are any.
    pub particulars: Vec<Pair>,
}

impl DecidedView {
    /// The decision on an applicant who is decided on: the last one of the timeline.
    pub fn find(applicant: &Applicant, around: &Surroundings<'_>) -> Option<Self> {
        if !applicant.status.is_decided() {
            return None;
        }
        let is_decision =
            |kind: &EventKind| matches!(kind, EventKind::Approved { .. } | EventKind::Rejected { .. });
        let event = around
            .events
            .iter()
            .rev()
            .find(|event| is_decision(&event.kind))?;
        let (title, reason) = words::event(&event.kind);
        let review = applicant.review.as_ref();
        let public = review.and_then(|review| review.public_comment.clone());
        let internal = review.and_then(|review| review.internal_comment.clone());
        let particulars = [
            ("Reason", Some(reason).filter(|reason| !reason.is_empty())),
            ("For the applicant", public),
            ("Internal", internal),
        ];
        Some(Self {
            tone: if applicant.status == ApplicantStatus::Approved {
                "good"
            } else {
                "bad"
            },
            title,
            who: match review.and_then(|review| review.decided_at_client.as_ref()) {
                Some(name) => format!("{name} at the client"),
                None => words::actor(event.actor, |id| around.officer(id)),
            },
            at: around.moment(event.at),
            particulars: particulars
                .into_iter()
                .filter_map(|(label, text)| Some(Pair::new(label, text?)))
                .collect(),
        })
    }
}

/// A form for a decision.
#[derive(Debug)]
pub struct DecisionView {
    /// Part of its fields' ids.
    pub id: String,
    /// Where it is sent to.
    pub href: String,
    /// What is decided.
    pub what: String,
    /// The word for accepting; none where that is impossible.
    pub accept: Option<&'static str>,
    /// Whether it can be rejected.
    pub may_reject: bool,
    /// Whether something can be asked for again.
    pub may_ask_again: bool,
    /// Whether it can be set aside for a closer look.
    pub may_set_aside: bool,
    /// The version that was looked at.
    pub version: i64,
    /// Whether it is about the applicant.
    pub is_whole: bool,
    /// What can be asked for again, on the form about the applicant.
    pub steps: Vec<Choice>,
}

impl DecisionView {
    /// The form about the applicant, once everything was given.
    pub fn whole(applicant: &Applicant) -> Option<Self> {
        let is_given = !matches!(
            applicant.status,
            ApplicantStatus::Created | ApplicantStatus::Incomplete
        );
        let can_be_asked = |step: &&Step| !step.status.is_open() && step.service.needs_applicant();
        let steps: Vec<Choice> = applicant
            .steps
            .iter()
            .filter(can_be_asked)
            .map(|step| Choice::new(step.id.to_string(), words::service(step.service)))
            .collect();
        is_given.then(|| Self {
            id: "whole".into(),
            href: format!("{}/decision", href(applicant)),
            what: format!("Decision on {}", name(applicant)),
            accept: may_approve(applicant).then_some("Approve"),
            may_reject: applicant.status != ApplicantStatus::Rejected,
            may_ask_again: !steps.is_empty(),
            may_set_aside: matches!(
                applicant.status,
                ApplicantStatus::InProgress | ApplicantStatus::Completed | ApplicantStatus::InReview
            ),
            version: applicant.version,
            is_whole: true,
            steps,
        })
    }

    /// The form about a step that was given.
    pub fn step(applicant: &Applicant, step: &Step) -> Option<Self> {
        let is_approved = applicant.status == ApplicantStatus::Approved;
        (!step.status.is_open()).then(|| Self {
            id: format!("step-{}", step.position),
            href: format!("{}/steps/{}/decision", href(applicant), step.id),
            what: format!("Step {}", words::service(step.service)),
            accept: Some("Accept"),
            may_reject: !is_approved || step.is_on_demand,
            may_ask_again: step.service.needs_applicant(),
            may_set_aside: false,
            version: applicant.version,
            is_whole: false,
            steps: Vec::new(),
        })
    }
}

/// Nobody is approved twice, and a rejection that came before everything was given is not taken back. While nothing is decided,
/// steps may still be decided on the same page, so approval is always offered.
fn may_approve(applicant: &Applicant) -> bool {
    let is_lacking = |step: &Step| step.status.is_open() || step.status == StepStatus::Rejected;
    match applicant.status {
        ApplicantStatus::Approved => false,
        ApplicantStatus::Rejected => !applicant
            .steps
            .iter()
            .any(|step| !step.is_on_demand && is_lacking(step)),
        _ => true,
    }
}
