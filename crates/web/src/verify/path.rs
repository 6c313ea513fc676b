//! Where an applicant is: which screen comes next, and its address. Follows from the applicant's state alone, so a link resumes
//! on any device. Must not know requests or texts.

use domain::{
    applicant::{Applicant, ApplicantStatus},
    flow::Service,
    step::{Step, StepInput, StepStatus},
};

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Who asks, and why.
    Consent,
    /// A side of the step at this position.
    Step(i64, Side),
    /// Everything given so far.
    Review,
    /// All is sent.
    Done,
}

/// One screen of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Choose,
    Front,
    Back,
    Picture,
    Address,
    Code,
    Answers,
    Place,
    Refused,
}

impl Side {
    const ALL: [Self; 9] = [
        Self::Choose,
        Self::Front,
        Self::Back,
        Self::Picture,
        Self::Address,
        Self::Code,
        Self::Answers,
        Self::Place,
        Self::Refused,
    ];

    /// Its name in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::Front => "front",
            Self::Back => "back",
            Self::Picture => "picture",
            Self::Address => "address",
            Self::Code => "code",
            Self::Answers => "answers",
            Self::Place => "place",
            Self::Refused => "refused",
        }
    }

    /// Reads [`Side::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.as_str() == text)
    }

    /// Whether a step has this screen now.
    pub fn belongs_to(self, step: &Step) -> bool {
        match self {
            Self::Refused => step.status == StepStatus::Resubmit,
            Self::Choose => step.service == Service::Document,
            Self::Front => chosen_document(&step.input).is_some(),
            Self::Back => chosen_document(&step.input).is_some_and(|kind| kind.has_back()),
            Self::Picture => matches!(
                step.service,
                Service::Selfie
                    | Service::SelfieWithDocument
                    | Service::AddressProof
                    | Service::AdditionalDocument
            ),
            Self::Address => matches!(step.service, Service::Email | Service::Phone),
            Self::Code => has_address(&step.input),
            Self::Answers => step.service == Service::Questionnaire,
            Self::Place => step.service == Service::Location,
        }
    }
}

fn chosen_document(input: &StepInput) -> Option<domain::step::DocumentKind> {
    match input {
        StepInput::Document {
            document, country, ..
        } => document.filter(|_| country.is_some()),
        _ => None,
    }
}

fn has_address(input: &StepInput) -> bool {
    matches!(
        input,
        StepInput::Email { address: Some(_), .. } | StepInput::Phone { number: Some(_), .. }
    )
}

/// The screen with which giving a step begins.
pub fn first_side(service: Service) -> Side {
    match service {
        Service::Document => Side::Choose,
        Service::Email | Service::Phone => Side::Address,
        Service::Questionnaire => Side::Answers,
        Service::Location => Side::Place,
        Service::Selfie
        | Service::SelfieWithDocument
        | Service::AddressProof
        | Service::AdditionalDocument
        | Service::FaceMatch
        | Service::Screening => Side::Picture,
    }
}

/// The screen of an open step: what is missing first, or the beginning where nothing is.
fn open_side(step: &Step) -> Side {
    if step.status == StepStatus::Resubmit {
        return Side::Refused;
    }
    match &step.input {
        StepInput::Document { front, back, .. } => match chosen_document(&step.input) {
            Some(_) if front.is_none() => Side::Front,
            Some(kind) if kind.has_back() && back.is_none() => Side::Back,
            _ => Side::Choose,
        },
        input if has_address(input) => Side::Code,
        _ => first_side(step.service),
    }
}

/// Where the applicant is.
pub fn current(applicant: &Applicant) -> Screen {
    if applicant.consented_at.is_none() && applicant.is_open_to_applicant() {
        return Screen::Consent;
    }
    if !applicant.is_open_to_applicant() {
        return Screen::Done;
    }
    match (applicant.next_step(), applicant.status) {
        (Some(step), _) => Screen::Step(step.position, open_side(step)),
        (None, ApplicantStatus::Created | ApplicantStatus::Incomplete) => Screen::Review,
        (None, _) => Screen::Done,
    }
}

/// The address of a screen. `token` has been verified, so it holds only letters that addresses may.
pub fn address(token: &str, screen: Screen) -> String {
    match screen {
        Screen::Consent => format!("/verify/{token}/consent"),
        Screen::Step(position, side) => format!("/verify/{token}/step/{position}/{}", side.as_str()),
        Screen::Review => format!("/verify/{token}/review"),
        Screen::Done => format!("/verify/{token}/done"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::step::DocumentKind;
    use values::{ApplicantId, Country, FileId, FlowId, StepId, Timestamp};

    const ID: &str = "0190a5b4-7c3e-7000-8000-000000000001";

    fn step(service: Service, input: StepInput) -> Step {
        Step {
            id: StepId::parse(ID).unwrap(),
            applicant_id: ApplicantId::parse(ID).unwrap(),
            flow_id: FlowId::parse(ID).unwrap(),
            service,
            is_on_demand: false,
            position: 3,
            status: StepStatus::Open,
            attempts: 0,
            attempts_max: 9,
            input,
            reason: None,
            public_comment: None,
            internal_comment: None,
            decided_by: None,
            decided_at: None,
            submitted_at: None,
            request: None,
            created_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn a_document_resumes_at_what_is_missing_first() {
        let file = FileId::parse(ID).unwrap();
        let with = |document, front, back| {
            let input = StepInput::Document {
                country: Some(Country::parse("LV").unwrap()),
                document,
                front,
                back,
                fields: Vec::new(),
            };
            open_side(&step(Service::Document, input))
        };
        let (card, passport) = (Some(DocumentKind::IdentityCard), Some(DocumentKind::Passport));
        assert_eq!(with(None, None, None), Side::Choose);
        assert_eq!(with(card, None, None), Side::Front);
        assert_eq!(with(card, Some(file), None), Side::Back);
        assert_eq!(with(card, Some(file), Some(file)), Side::Choose);
        assert_eq!(with(passport, Some(file), None), Side::Choose);
    }

    #[test]
    fn a_refused_step_says_why_first_and_has_no_side_of_another() {
        let mut selfie = step(Service::Selfie, StepInput::Selfie { picture: None });
        assert_eq!(open_side(&selfie), Side::Picture);
        assert!(!Side::Refused.belongs_to(&selfie) && !Side::Front.belongs_to(&selfie));
        selfie.status = StepStatus::Resubmit;
        assert_eq!(open_side(&selfie), Side::Refused);
        let here = Screen::Step(3, Side::Refused);
        assert_eq!(address("a.b-c", here), "/verify/a.b-c/step/3/refused");
        assert!(
            Side::ALL
                .into_iter()
                .all(|side| Side::parse(side.as_str()) == Some(side))
        );
    }
}
