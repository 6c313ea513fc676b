//! A step: one service of a flow for one applicant, with what was given, how often, and what was decided.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use values::{
    ApplicantId, Country, EmailAddress, FileId, FlowId, OfficerId, PhoneNumber, QuestionnaireId, StepId,
    Timestamp,
};

use crate::{Conflict, Error, Result, decision::ReasonCode, flow::Service};

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// Waits for the applicant.
    Open,
    /// Given; waits for a check by machine or person.
    Submitted,
    /// Found good.
    Accepted,
    /// Found bad, and the applicant may give it again.
    Resubmit,
    /// Found bad for good.
    Rejected,
}

impl StepStatus {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Resubmit => "resubmit",
            Self::Rejected => "rejected",
        }
    }

    /// Reads [`StepStatus::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Open,
            Self::Submitted,
            Self::Accepted,
            Self::Resubmit,
            Self::Rejected,
        ]
        .into_iter()
        .find(|status| status.as_str() == text)
    }

    /// Whether the applicant has to do something.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Resubmit)
    }
}

/// A kind of identity document that can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is the document itself")]
pub enum DocumentKind {
    Passport,
    IdentityCard,
    DrivingLicence,
    ResidencePermit,
}

impl DocumentKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::Passport,
        Self::IdentityCard,
        Self::DrivingLicence,
        Self::ResidencePermit,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::IdentityCard => "identity_card",
            Self::DrivingLicence => "driving_licence",
            Self::ResidencePermit => "residence_permit",
        }
    }

    /// Reads [`DocumentKind::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether the back has to be shown too.
    pub const fn has_back(self) -> bool {
        !matches!(self, Self::Passport)
    }
}

/// A field of a document or of the applicant's own details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is the field itself")]
pub enum FieldName {
    Surname,
    GivenNames,
    BirthOn,
    Sex,
    Nationality,
    DocumentNumber,
    IssuedOn,
    ExpiresOn,
    Address,
}

impl FieldName {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Surname => "surname",
            Self::GivenNames => "given_names",
            Self::BirthOn => "birth_on",
            Self::Sex => "sex",
            Self::Nationality => "nationality",
            Self::DocumentNumber => "document_number",
            Self::IssuedOn => "issued_on",
            Self::ExpiresOn => "expires_on",
            Self::Address => "address",
        }
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldSource {
    /// Typed by the applicant.
    Typed,
    /// Typed by an officer who looked at the document.
    Officer,
    /// Read from the machine-readable zone.
    Mrz,
    /// Read from the visual zone.
    Visual,
    /// Read from a barcode.
    Barcode,
}

/// One value of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Which field.
    pub name: FieldName,
    /// Dates as ISO 8601, countries as alpha-3.
    pub value: String,
    /// Where it comes from.
    pub source: FieldSource,
}

/// A file that answers a question of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerFile {
    /// The question.
    pub question: String,
    /// The file's id.
    pub file_id: FileId,
    /// What the applicant called it.
    pub name: String,
}

/// What the applicant gave for a step; parts may still be missing while it is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the variants are the services, their fields what each asks for"
)]
pub enum StepInput {
    Document {
        country: Option<Country>,
        document: Option<DocumentKind>,
        front: Option<FileId>,
        back: Option<FileId>,
        fields: Vec<Field>,
    },
    Selfie {
        picture: Option<FileId>,
    },
    SelfieWithDocument {
        picture: Option<FileId>,
    },
    AddressProof {
        file: Option<FileId>,
        fields: Vec<Field>,
    },
    Email {
        address: Option<EmailAddress>,
        verified_at: Option<Timestamp>,
    },
    Phone {
        number: Option<PhoneNumber>,
        verified_at: Option<Timestamp>,
    },
    Questionnaire {
        questionnaire_id: QuestionnaireId,
        questionnaire_version: i64,
        answers: Map<String, Value>,
        files: Vec<AnswerFile>,
    },
    Location {
        place: Option<Place>,
    },
    FaceMatch,
    Screening,
    AdditionalDocument {
        file: Option<FileId>,
    },
}

/// Where an applicant says to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of confidence in metres.
    pub accuracy_m: f64,
}

impl Place {
    /// Refuses a place that is not on earth.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn check(&self) -> Result<()> {
        let exists = (-90.0..=90.0).contains(&self.latitude)
            && (-180.0..=180.0).contains(&self.longitude)
            && self.accuracy_m >= 0.0
            && self.accuracy_m.is_finite();
        if exists {
            Ok(())
        } else {
            Err(Error::invalid(
                "place",
                crate::Reason::Expected("a place on earth"),
            ))
        }
    }
}

impl StepInput {
    /// What is empty at the start of a step.
    pub fn empty(service: Service, questionnaire: Option<(QuestionnaireId, i64)>) -> Self {
        match service {
            Service::Document => Self::Document {
                country: None,
                document: None,
                front: None,
                back: None,
                fields: Vec::new(),
            },
            Service::Selfie => Self::Selfie { picture: None },
            Service::SelfieWithDocument => Self::SelfieWithDocument { picture: None },
            Service::AddressProof => Self::AddressProof {
                file: None,
                fields: Vec::new(),
            },
            Service::Email => Self::Email {
                address: None,
                verified_at: None,
            },
            Service::Phone => Self::Phone {
                number: None,
                verified_at: None,
            },
            Service::Questionnaire => {
                let (questionnaire_id, questionnaire_version) =
                    questionnaire.expect("a flow with this service names its questionnaire");
                Self::Questionnaire {
                    questionnaire_id,
                    questionnaire_version,
                    answers: Map::new(),
                    files: Vec::new(),
                }
            }
            Service::Location => Self::Location { place: None },
            Service::FaceMatch => Self::FaceMatch,
            Service::Screening => Self::Screening,
            Service::AdditionalDocument => Self::AdditionalDocument { file: None },
        }
    }

    /// Whether nothing is missing any more.
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Document {
                country,
                document,
                front,
                back,
                ..
            } => {
                country.is_some()
                    && front.is_some()
                    && document.is_some_and(|kind| back.is_some() || !kind.has_back())
            }
            Self::Selfie { picture } | Self::SelfieWithDocument { picture } => picture.is_some(),
            Self::AddressProof { file, .. } | Self::AdditionalDocument { file } => file.is_some(),
            Self::Email { verified_at, .. } | Self::Phone { verified_at, .. } => verified_at.is_some(),
            Self::Questionnaire { answers, .. } => !answers.is_empty(),
            // A place is the applicant's to keep: going on without one is an answer too.
            Self::Location { .. } | Self::FaceMatch | Self::Screening => true,
        }
    }

    /// The files it refers to.
    pub fn files(&self) -> Vec<FileId> {
        match self {
            Self::Document { front, back, .. } => front.iter().chain(back).copied().collect(),
            Self::Selfie { picture } | Self::SelfieWithDocument { picture } => {
                picture.iter().copied().collect()
            }
            Self::AddressProof { file, .. } | Self::AdditionalDocument { file } => {
                file.iter().copied().collect()
            }
            Self::Questionnaire { files, .. } => files.iter().map(|file| file.file_id).collect(),
            Self::Email { .. }
            | Self::Phone { .. }
            | Self::Location { .. }
            | Self::FaceMatch
            | Self::Screening => Vec::new(),
        }
    }

    /// The typed and read fields.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Document { fields, .. } | Self::AddressProof { fields, .. } => fields,
            _ => &[],
        }
    }
}

/// What a client asks one person for, beside the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRequest {
    /// The name under which the client asks for it again, unique for the applicant.
    pub reference: String,
    /// What is asked for, in the client's words; empty where the service says it.
    pub title: String,
    /// A note to the person; may be empty.
    pub description: String,
    /// The address that the answer came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
}

/// One service of a flow for one applicant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Whose step it is.
    pub applicant_id: ApplicantId,
    /// The flow that asked for it.
    pub flow_id: FlowId,
    /// What it asks for.
    pub service: Service,
    /// Asked for by an on-demand flow, beside the applicant's own.
    pub is_on_demand: bool,
    /// Order within the applicant.
    pub position: i64,
    /// Where it stands.
    pub status: StepStatus,
    /// How often it was given.
    pub attempts: u32,
    /// How often it may be given.
    pub attempts_max: u32,
    /// What was given.
    pub input: StepInput,
    /// Why it was refused.
    pub reason: Option<ReasonCode>,
    /// What the applicant reads about it.
    pub public_comment: Option<String>,
    /// What only officers read.
    pub internal_comment: Option<String>,
    /// The officer who decided; none for a decision by machine.
    pub decided_by: Option<OfficerId>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// When it was last given.
    pub submitted_at: Option<Timestamp>,
    /// Set where the client asked one person for it.
    pub request: Option<StepRequest>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Step {
    /// How often it may still be given.
    pub const fn attempts_left(&self) -> u32 {
        self.attempts_max.saturating_sub(self.attempts)
    }

    /// Whether nothing but a person's look is missing.
    pub const fn awaits_person(&self) -> bool {
        matches!(self.status, StepStatus::Submitted) && !self.service.is_checked_when_given()
    }

    /// Whether the applicant has to do something here.
    pub const fn awaits_applicant(&self) -> bool {
        self.status.is_open() && self.service.needs_applicant()
    }

    /// Refuses input where none is asked for.
    ///
    /// # Errors
    /// [`Conflict::StepNotOpen`] or [`Conflict::NoTriesLeft`].
    pub fn require_open(&self) -> Result<()> {
        if !self.awaits_applicant() {
            return Err(Error::Conflict(Conflict::StepNotOpen));
        }
        if self.attempts_left() == 0 {
            return Err(Error::Conflict(Conflict::NoTriesLeft));
        }
        Ok(())
    }

    /// Takes the given input as this try's answer. Steps whose giving is the check are accepted at once.
    ///
    /// # Errors
    /// As [`Step::require_open`], or [`Error::Invalid`] when something is still missing.
    pub fn submit(&mut self, now: Timestamp) -> Result<()> {
        self.require_open()?;
        if !self.input.is_complete() {
            return Err(Error::invalid("step", crate::Reason::Required));
        }
        self.attempts += 1;
        self.submitted_at = Some(now);
        self.reason = None;
        self.public_comment = None;
        self.decided_by = None;
        self.status = if self.service.is_checked_when_given() {
            StepStatus::Accepted
        } else {
            StepStatus::Submitted
        };
        self.decided_at = (self.status == StepStatus::Accepted).then_some(now);
        Ok(())
    }
}
