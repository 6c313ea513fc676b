//! One line of a file of applicants that move in: JSON in, values out. `docs/moving-in.md` is its description.

use domain::{
    Error, Reason, Result,
    applicant::{ApplicantStatus, Decider, MovedIn, NewApplicant, Origin, Past, Refusal, Try},
    decision::{Decision, ReasonCode, Verdict},
    evidence::FileKind,
    flow::Service,
    person::{Details, Gender},
    step::StepRequest,
    tenant::Api,
};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use values::{ApplicantId, EmailAddress, PersonId, PhoneNumber, TenantId, Timestamp, bounded_text};

/// Longest id, reference or name.
const NAME_CHARACTERS_MAX: usize = 255;
/// Largest `metadata` and `supplied`, in bytes of JSON.
const OBJECT_BYTES_MAX: u64 = 64 * 1024;
/// Most files and most tries of one applicant.
const ITEMS_MAX: usize = 100;
/// The APIs whose applicants can move in.
const APIS: [Api; 3] = [Api::Allpass, Api::Argos, Api::CodegoKyc];

/// One applicant as the file has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Line {
    api: Api,
    #[serde(default)]
    pub id: Option<ApplicantId>,
    pub external_id: String,
    #[serde(default)]
    client_reference: Option<String>,
    #[serde(default)]
    metadata: Map<String, Value>,
    #[serde(default)]
    supplied: Map<String, Value>,
    flow: String,
    #[serde(default)]
    email: Option<EmailAddress>,
    #[serde(default)]
    phone: Option<PhoneNumber>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default, deserialize_with = "details")]
    details: Details,
    #[serde(default, deserialize_with = "details")]
    pub found: Details,
    status: ApplicantStatus,
    #[serde(default)]
    decision: Option<LineDecision>,
    pub created_at: Timestamp,
    #[serde(default)]
    consented_at: Option<Timestamp>,
    #[serde(default)]
    submitted_at: Option<Timestamp>,
    #[serde(default)]
    tries: Vec<LineTry>,
    #[serde(default)]
    person_id: Option<String>,
    #[serde(default)]
    deletion_at: Option<Timestamp>,
    #[serde(default)]
    pub files: Vec<LineFile>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LineDecision {
    #[serde(default)]
    reason: Option<ReasonCode>,
    #[serde(default)]
    public_comment: Option<String>,
    #[serde(default)]
    internal_comment: Option<String>,
    decided_at: Timestamp,
    #[serde(default)]
    by: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LineTry {
    service: Service,
    at: Timestamp,
    #[serde(default)]
    refusal: Option<LineRefusal>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LineRefusal {
    reason: ReasonCode,
    #[serde(default)]
    comment: Option<String>,
    at: Timestamp,
}

/// A file of an applicant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LineFile {
    /// What it shows.
    pub kind: FileKind,
    /// Where it lies, below the folder of files.
    pub path: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// For an additional document: the client's name of the request.
    #[serde(default)]
    reference: Option<String>,
    /// For an additional document: what was asked for.
    #[serde(default)]
    title: Option<String>,
}

impl LineFile {
    /// The service whose step it belongs to.
    pub fn service(&self) -> Result<Service> {
        Ok(match self.kind {
            FileKind::DocumentFront | FileKind::DocumentBack => Service::Document,
            FileKind::Selfie => Service::Selfie,
            FileKind::SelfieWithDocument => Service::SelfieWithDocument,
            FileKind::AddressProof => Service::AddressProof,
            FileKind::AdditionalDocument => Service::AdditionalDocument,
            FileKind::Answer | FileKind::Confirmation => {
                return Err(expected("files.kind", "evidence of a step"));
            }
        })
    }

    /// The client's wish that an additional document answers.
    pub fn request(&self) -> Option<StepRequest> {
        (self.kind == FileKind::AdditionalDocument).then(|| StepRequest {
            reference: self.reference.clone().unwrap_or_else(|| self.path.clone()),
            title: self.title.clone().unwrap_or_default(),
            description: String::new(),
            ip: None,
        })
    }
}

impl Line {
    /// Reads a line. The text of a refusal says what is wrong where.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let line: Self = serde_json::from_slice(bytes)
            .map_err(|error| error.to_string().replace("at line 1 column", "at character"))?;
        line.check().map_err(|error| camel(&error.to_string()))?;
        Ok(line)
    }

    fn check(&self) -> Result<()> {
        if !APIS.contains(&self.api) {
            return Err(expected("api", "allpass, argos or codego_kyc"));
        }
        let names = [
            ("external_id", Some(&self.external_id)),
            ("client_reference", self.client_reference.as_ref()),
            ("flow", Some(&self.flow)),
            ("language", self.language.as_ref()),
            ("person_id", self.person_id.as_ref()),
            (
                "decision.by",
                self.decision.as_ref().and_then(|decision| decision.by.as_ref()),
            ),
        ];
        let files = self.files.iter().flat_map(|file| {
            let LineFile {
                path,
                reference,
                title,
                ..
            } = file;
            [
                ("files.path", Some(path)),
                ("files.reference", reference.as_ref()),
                ("files.title", title.as_ref()),
            ]
        });
        for (field, text) in names.into_iter().chain(files) {
            if let Some(text) = text {
                bounded_text(text, NAME_CHARACTERS_MAX).map_err(|problem| Error::invalid(field, problem))?;
            }
        }
        for (field, object) in [("metadata", &self.metadata), ("supplied", &self.supplied)] {
            let bytes = serde_json::to_vec(object).map_err(Error::internal)?.len() as u64;
            if bytes > OBJECT_BYTES_MAX {
                let bytes_max = OBJECT_BYTES_MAX;
                return Err(Error::invalid(field, Reason::TooLarge { bytes_max }));
            }
        }
        for (field, count) in [("files", self.files.len()), ("tries", self.tries.len())] {
            if count > ITEMS_MAX {
                return Err(expected(field, "at most 100 of them"));
            }
        }
        if self.tries.iter().any(|given| !given.service.is_evidence()) {
            return Err(expected("tries.service", "a service that takes evidence"));
        }
        self.details.check()
    }

    /// The applicant as it would be new.
    pub fn new_applicant(&self) -> NewApplicant {
        NewApplicant {
            external_id: self.external_id.clone(),
            flow_name: self.flow.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            language: self.language.clone(),
            supplied: self.supplied.clone(),
            details: self.details.clone(),
            origin: Origin {
                api: Some(self.api),
                client_reference: self.client_reference.clone(),
                metadata: self.metadata.clone(),
                ..Origin::default()
            },
        }
    }

    /// What happened to it.
    pub fn past(&self, tenant_id: TenantId, now: Timestamp) -> Past {
        Past {
            status: self.status,
            decision: self.decision.as_ref().map(|decision| decision.taken(self.status)),
            consented_at: self.consented_at,
            submitted_at: self.submitted_at,
            tries: self.tries.iter().map(LineTry::given).collect(),
            deletion_at: self.deletion_at,
            found: self.found.clone(),
            person_id: self.person(tenant_id).map(|(id, _)| id),
            moved_in: MovedIn {
                at: now,
                digest: self.digest(),
            },
        }
    }

    /// The person's id, and whether it had to be mapped.
    pub fn person(&self, tenant_id: TenantId) -> Option<(PersonId, bool)> {
        let text = self.person_id.as_deref()?;
        Some(match PersonId::parse(text) {
            Ok(id) => (id, false),
            Err(_) => (foreign_person(tenant_id, text), true),
        })
    }

    /// SHA-256 of everything that the line says, whatever its white space and the order of its keys.
    pub fn digest(&self) -> String {
        let value = serde_json::to_value(self).expect("a line came from JSON");
        hex::encode(Sha256::digest(sorted(value).to_string()))
    }
}

impl LineDecision {
    fn taken(&self, status: ApplicantStatus) -> (Decision, Decider, Timestamp) {
        let verdict = match status {
            ApplicantStatus::Approved => Verdict::Accept,
            ApplicantStatus::Rejected => Verdict::Reject,
            // Refused by the domain: only those who are decided have a decision.
            _ => Verdict::Resubmit,
        };
        let decision = Decision {
            verdict,
            reason: self.reason,
            public_comment: self.public_comment.clone(),
            internal_comment: self.internal_comment.clone(),
        };
        let decider = self.by.clone().map_or(Decider::Machine, Decider::Client);
        (decision, decider, self.decided_at)
    }
}

impl LineTry {
    fn given(&self) -> Try {
        Try {
            service: self.service,
            at: self.at,
            refusal: self.refusal.as_ref().map(|refusal| Refusal {
                reason: refusal.reason,
                comment: refusal.comment.clone(),
                at: refusal.at,
            }),
        }
    }
}

/// The id of a person whom another system knows by a text that is no UUID: the same text of the same tenant is the same person
/// (RFC 9562 version 8, from the SHA-256 of both).
pub fn foreign_person(tenant_id: TenantId, text: &str) -> PersonId {
    let digest = Sha256::digest(format!("{tenant_id}/{text}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    PersonId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

fn expected(field: &'static str, what: &'static str) -> Error {
    Error::invalid(field, Reason::Expected(what))
}

/// Names of fields as the file has them: `submitted_at` reads `submittedAt`.
pub(super) fn camel(text: &str) -> String {
    let (field, rest) = text.split_once(' ').unwrap_or((text, ""));
    let mut words = field.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, others) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        name.push_str(&first.to_uppercase());
        name.push_str(others);
    }
    format!("{name} {rest}")
}

/// `submittedAt` reads `submitted_at`.
fn snake(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(character.to_ascii_lowercase());
    }
    text
}

/// A person's details by the file's names; a name that is not one of them is refused.
fn details<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Details, D::Error> {
    let given = Option::<Map<String, Value>>::deserialize(deserializer)?.unwrap_or_default();
    let mut given = snake_keys(given);
    if let Some(Value::String(text)) = given.get("gender") {
        let gender = Gender::parse(text).ok_or_else(|| D::Error::custom("gender must be F, M or X"))?;
        given.insert("gender".to_owned(), serde_json::json!(gender));
    }
    let details: Details = serde_json::from_value(Value::Object(given.clone()))
        .map_err(|error| D::Error::custom(format!("details: {error}")))?;
    let kept = serde_json::to_value(&details).map_err(D::Error::custom)?;
    match lost(&given, &kept) {
        Some(name) => Err(D::Error::custom(format!(
            "details: unknown field {}",
            camel(&name).trim_end()
        ))),
        None => Ok(details),
    }
}

fn snake_keys(object: Map<String, Value>) -> Map<String, Value> {
    let renamed = |(name, value): (String, Value)| match value {
        Value::Object(inner) => (snake(&name), Value::Object(snake_keys(inner))),
        other => (snake(&name), other),
    };
    object.into_iter().map(renamed).collect()
}

/// The first name with a value that `kept` does not have.
fn lost(given: &Map<String, Value>, kept: &Value) -> Option<String> {
    given
        .iter()
        .filter(|(_, value)| !value.is_null())
        .find_map(|(name, value)| match (value, kept.get(name)) {
            (_, None) => Some(name.clone()),
            (Value::Object(inner), Some(kept)) => lost(inner, kept),
            _ => None,
        })
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let is_said = |(_, value): &(String, Value)| !value.is_null();
            let mut fields: Vec<(String, Value)> = object.into_iter().filter(is_said).collect();
            fields.sort_by(|left, right| left.0.cmp(&right.0));
            fields
                .into_iter()
                .map(|(name, value)| (name, sorted(value)))
                .collect()
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}
