//! A flow: the ordered services that an applicant goes through.

use serde::{Deserialize, Serialize};
use values::{FlowId, QuestionnaireId, TenantId, Timestamp};

use crate::{Error, Reason, Result};

/// One thing that is asked of, or found out about, an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Pictures of an identity document.
    Document,
    /// A live picture of the face.
    Selfie,
    /// The faces of document and selfie compared.
    FaceMatch,
    /// A picture of the person holding the document.
    SelfieWithDocument,
    /// A bill or statement that shows the address.
    AddressProof,
    /// A code sent by mail.
    Email,
    /// A code sent to the phone.
    Phone,
    /// Answers to a questionnaire.
    Questionnaire,
    /// Device and place, with consent.
    Location,
    /// Screening against sanction, PEP and crime lists.
    Screening,
    /// A document that the client asks one person for, in its own words.
    AdditionalDocument,
}

impl Service {
    /// Every service, in the order in which they are usually asked.
    pub const ALL: [Self; 11] = [
        Self::Email,
        Self::Phone,
        Self::Document,
        Self::Selfie,
        Self::FaceMatch,
        Self::SelfieWithDocument,
        Self::AddressProof,
        Self::Questionnaire,
        Self::Location,
        Self::Screening,
        Self::AdditionalDocument,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Selfie => "selfie",
            Self::FaceMatch => "face_match",
            Self::SelfieWithDocument => "selfie_with_document",
            Self::AddressProof => "address_proof",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Questionnaire => "questionnaire",
            Self::Location => "location",
            Self::Screening => "screening",
            Self::AdditionalDocument => "additional_document",
        }
    }

    /// Reads [`Service::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.as_str() == text)
    }

    /// Whether the applicant has something to give; the others are only looked at by machines and people.
    pub const fn needs_applicant(self) -> bool {
        !matches!(self, Self::FaceMatch | Self::Screening)
    }

    /// Whether the applicant shows something that machines and people then look at.
    pub const fn is_evidence(self) -> bool {
        self.needs_applicant() && !self.is_checked_when_given()
    }

    /// Whether giving it is all there is to check: a code that matched, answers that are complete, a place that was shared.
    /// Everything else waits for a person until a machine check exists.
    pub const fn is_checked_when_given(self) -> bool {
        matches!(
            self,
            Self::Email | Self::Phone | Self::Questionnaire | Self::Location
        )
    }
}

/// Whether a flow is the applicant's main path or asks for something extra.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// The main path; decides the applicant's status.
    Regular,
    /// Asks for extra data and leaves flow and status alone.
    OnDemand,
}

/// A tenant's flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Its id.
    pub id: FlowId,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// A short number, unique in the tenant, for wires that show one.
    pub number: i64,
    /// What it contains.
    pub definition: FlowDefinition,
    /// Grows with each change.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What an operator writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowDefinition {
    /// Unique in the tenant.
    pub name: String,
    /// Main path or extra.
    #[serde(default = "regular")]
    pub kind: FlowKind,
    /// In the order in which they are asked.
    pub services: Vec<Service>,
    /// Approve without a person when every service was accepted by machine.
    #[serde(default)]
    pub auto_approve: bool,
    /// Refuse a face that another applicant of the tenant has.
    #[serde(default)]
    pub unique_face_match: bool,
    /// The questionnaire of the service of that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questionnaire_id: Option<QuestionnaireId>,
}

const fn regular() -> FlowKind {
    FlowKind::Regular
}

impl FlowDefinition {
    /// Checks the definition.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field.
    pub fn check(&self) -> Result<()> {
        values::bounded_text(&self.name, 100).map_err(|problem| Error::invalid("name", problem))?;
        if self.services.is_empty() {
            return Err(Error::invalid("services", Reason::Required));
        }
        let mut seen = self.services.clone();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() != self.services.len() {
            return Err(Error::invalid("services", Reason::Expected("each service once")));
        }
        if self.services.contains(&Service::Questionnaire) != self.questionnaire_id.is_some() {
            return Err(Error::invalid(
                "questionnaire_id",
                Reason::Expected("given exactly when the questionnaire service is listed"),
            ));
        }
        if self.services.contains(&Service::AdditionalDocument) {
            return Err(Error::invalid(
                "services",
                Reason::Expected("a list without additional_document: that is asked of one person"),
            ));
        }
        if self.services.contains(&Service::FaceMatch) && !self.services.contains(&Service::Selfie) {
            return Err(Error::invalid(
                "services",
                Reason::Expected("a list where face_match comes with selfie"),
            ));
        }
        Ok(())
    }
}

/// A tenant's questionnaire; each change makes a new version, and answers name the version they were given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Its id.
    pub id: QuestionnaireId,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// From 1.
    pub version: i64,
    /// What officers call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The form itself, in SurveyJS JSON, passed on untouched.
    pub content: serde_json::Value,
    /// When this version was made.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(services: &[Service]) -> FlowDefinition {
        FlowDefinition {
            name: "onboarding".into(),
            kind: FlowKind::Regular,
            services: services.to_vec(),
            auto_approve: false,
            unique_face_match: false,
            questionnaire_id: None,
        }
    }

    #[test]
    fn services_keep_their_names() {
        for service in Service::ALL {
            assert_eq!(Service::parse(service.as_str()), Some(service));
        }
    }

    #[test]
    fn impossible_flows_are_refused() {
        definition(&[Service::Document, Service::Selfie, Service::FaceMatch])
            .check()
            .unwrap();
        for services in [
            &[][..],
            &[Service::Document, Service::Document],
            &[Service::Questionnaire],
            &[Service::FaceMatch],
            &[Service::AdditionalDocument],
        ] {
            assert!(definition(services).check().is_err(), "{services:?}");
        }
    }
}
