//! The domain's values as this wire's answers.

use app::Dossier;
use domain::{
    applicant::{Applicant, ApplicantStatus},
    evidence::MediaType,
    flow::Service,
    inquiry::{Inquiry, InquiryKind, InquiryStatus, Purpose},
    person::Gender,
    step::{DocumentKind, FieldName, Step, StepInput, StepStatus},
    tenant::CodegoKycSettings,
};
use serde_json::{Map, Value};
use values::{FileId, Timestamp};

use super::wire;
use crate::data_uri::{data_uri, file_uri};

/// What the published samples show where there is no picture.
const NO_IMAGE: &str = "data:image/png;base64,";
/// What a list check says before anybody is screened.
const UNCHECKED: &str = "Pending";

/// `YYYY-MM-DD HH:MM:SS` in UTC.
pub fn datetime(at: Timestamp) -> String {
    let text = at.to_string();
    let (date, time) = text.split_once('T').unwrap_or((&text, ""));
    format!("{date} {}", time.get(..8).unwrap_or_default())
}

/// An applicant with the seven checks.
pub fn applicant(
    applicant: &Applicant,
    settings: &CodegoKycSettings,
    device_detail: Option<Map<String, Value>>,
) -> wire::Applicant {
    let details = applicant.person.stated.over(&applicant.person.found);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let address = &details.address;
    wire::Applicant {
        fname: details
            .given_names
            .clone()
            .or_else(|| details.full_name.clone())
            .unwrap_or_default(),
        mname: text(&details.middle_names),
        lname: text(&details.surname),
        dob: details.birth_on.map(|date| date.to_string()).unwrap_or_default(),
        country_birth: text(&details.birth_country),
        state_birth: text(&details.birth_state),
        place_birth: text(&details.birth_place),
        gender: gender(details.gender).to_owned(),
        nationality: text(&details.nationality),
        address: wire::Address {
            country: text(&address.country),
            city: text(&address.city),
            postcode: text(&address.postcode),
            street: text(&address.street),
            state: address.state.clone(),
            building_name: text(&address.building_name),
            flat_number: text(&address.flat_number),
            building_number: address.building_number.clone(),
        },
        status: checks(applicant, settings),
        kyc_status: kyc_status(applicant, settings).to_owned(),
        device_detail,
    }
}

const fn gender(gender: Option<Gender>) -> &'static str {
    match gender {
        Some(Gender::Female) => "F",
        Some(Gender::Male) => "M",
        Some(Gender::Unspecified) | None => "",
    }
}

/// Where an applicant stands, in the six words of the document.
pub fn kyc_status<'a>(applicant: &Applicant, settings: &'a CodegoKycSettings) -> &'a str {
    match applicant.status {
        ApplicantStatus::Created => "Pending",
        ApplicantStatus::Incomplete if is_asked_again(applicant) => "Partially-Verified",
        ApplicantStatus::Incomplete => "Pending",
        ApplicantStatus::InProgress | ApplicantStatus::Completed | ApplicantStatus::InReview => "Submitted",
        ApplicantStatus::OnHold => "Under-Review",
        ApplicantStatus::Approved => &settings.verified_spelling,
        ApplicantStatus::Rejected => "Rejected",
    }
}

/// Whether evidence was refused and not yet given anew with everything else.
fn is_asked_again(applicant: &Applicant) -> bool {
    applicant.submitted_at.is_some()
        || applicant
            .steps
            .iter()
            .any(|step| !step.is_on_demand && step.status == StepStatus::Resubmit)
}

/// The seven checks.
pub fn checks(applicant: &Applicant, settings: &CodegoKycSettings) -> wire::Checks {
    let status = |service| own_step(applicant, service).map(|step| step.status);
    let proof = |service| {
        status(service)
            .map_or("Pending", |status| document_status(status, settings))
            .to_owned()
    };
    wire::Checks {
        id_proof_status: proof(Service::Document),
        address_proof_status: proof(Service::AddressProof),
        liveness_status: match status(Service::Selfie) {
            Some(StepStatus::Accepted) => "Match",
            Some(StepStatus::Resubmit | StepStatus::Rejected) => "Not Match",
            Some(StepStatus::Open | StepStatus::Submitted) | None => "Pending",
        },
        pep_status: UNCHECKED,
        sanction_status: UNCHECKED,
        crimelist_status: UNCHECKED,
        adverse_media_status: UNCHECKED,
    }
}

fn own_step(applicant: &Applicant, service: Service) -> Option<&Step> {
    applicant
        .steps
        .iter()
        .find(|step| !step.is_on_demand && step.service == service)
}

/// A document's status in the three words of the document.
pub fn document_status(status: StepStatus, settings: &CodegoKycSettings) -> &str {
    match status {
        StepStatus::Open | StepStatus::Submitted => "Pending",
        StepStatus::Accepted => &settings.verified_spelling,
        StepStatus::Resubmit | StepStatus::Rejected => "Rejected",
    }
}

/// The evidence that holds for a service: what was accepted last, or what the flow asked for.
fn evidence(applicant: &Applicant, service: Service) -> Option<&Step> {
    let accepted = applicant
        .requested_steps()
        .filter(|step| step.service == service && step.status == StepStatus::Accepted)
        .last();
    accepted.or_else(|| own_step(applicant, service))
}

/// Every document as data URIs.
pub fn documents(dossier: &Dossier) -> wire::Documents {
    let applicant = &dossier.applicant;
    let first = |service| {
        let file = evidence(applicant, service).and_then(|step| step.input.files().first().copied());
        shown(dossier, file)
    };
    wire::Documents {
        file: wire::Files {
            id_proof: id_proof(dossier, evidence(applicant, Service::Document)),
            address_proof: wire::AddressProof {
                address_proof: first(Service::AddressProof),
            },
            profile_image: first(Service::Selfie),
        },
    }
}

fn id_proof(dossier: &Dossier, step: Option<&Step>) -> wire::IdProof {
    let (kind, front, back) = match step.map(|step| &step.input) {
        Some(StepInput::Document {
            document,
            front,
            back,
            ..
        }) => (*document, *front, *back),
        _ => (None, None, None),
    };
    let known = dossier.applicant.person.known().document;
    let field = |name: FieldName, known: Option<String>| {
        let fields = step.map(|step| step.input.fields()).unwrap_or_default();
        let read = fields.iter().find(|field| field.name == name);
        read.map(|field| field.value.clone())
            .or(known)
            .unwrap_or_default()
    };
    wire::IdProof {
        idtype: kind.map_or_else(
            || known.kind.clone().unwrap_or_default(),
            |kind| id_type(kind).to_owned(),
        ),
        id_number: field(FieldName::DocumentNumber, known.number.clone()),
        expire: field(FieldName::ExpiresOn, known.expires_on.clone()),
        issuance_date: field(FieldName::IssuedOn, known.issued_on.clone()),
        id_front_doc: shown(dossier, front),
        id_back_doc: shown(dossier, back),
    }
}

const fn id_type(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Passport => "Passport",
        DocumentKind::IdentityCard => "ID Card",
        DocumentKind::DrivingLicence => "Driver License",
        DocumentKind::ResidencePermit => "Residence Permit",
    }
}

/// A file as data URI; empty where there is none.
fn shown(dossier: &Dossier, id: Option<FileId>) -> String {
    id.and_then(|id| file_uri(dossier, id)).unwrap_or_default()
}

/// What came of a request for a document.
pub fn history(dossier: &Dossier, step: &Step, settings: &CodegoKycSettings) -> wire::History {
    let request = step.request.as_ref();
    let files = step.input.files();
    let file = |index: usize| shown(dossier, files.get(index).copied());
    let is_additional = step.service == Service::AdditionalDocument;
    let modified = [step.decided_at, step.submitted_at].into_iter().flatten().max();
    wire::History {
        kyc_type: kyc_type(step.service),
        ip_address: request.and_then(|request| request.ip.clone()).unwrap_or_default(),
        status: document_status(step.status, settings).to_owned(),
        modified: datetime(modified.unwrap_or(step.created_at)),
        created: datetime(step.created_at),
        doc_title: request
            .filter(|_| is_additional)
            .map(|request| request.title.clone()),
        doc_desc: request
            .filter(|_| is_additional)
            .map(|request| request.description.clone()),
        id_type: (step.service == Service::Document).then_some("ID Proof"),
        document: match step.service {
            Service::Document => wire::HistoryFiles::Id {
                id_front_doc: file(0),
                id_back_doc: file(1),
            },
            Service::AddressProof => wire::HistoryFiles::Address {
                address_proof: file(0),
            },
            Service::Selfie => wire::HistoryFiles::Liveness {
                profile_image: file(0),
            },
            _ => wire::HistoryFiles::Additional {
                addtional_doc: file(0),
            },
        },
    }
}

/// A request's kind in the words of the document.
pub const fn kyc_type(service: Service) -> &'static str {
    match service {
        Service::Document => "ID",
        Service::AddressProof => "ADDRESS",
        Service::Selfie => "Liveness",
        _ => "ADDITIONAL",
    }
}

/// A question to a person and its answer. `picture` is the fresh selfie as JPEG.
pub fn notification(inquiry: &Inquiry, picture: Option<&[u8]>, now: Timestamp) -> wire::Notification {
    wire::Notification {
        kind: category(inquiry.kind),
        title: inquiry.title.clone(),
        body: inquiry.body.clone(),
        status: inquiry_status(inquiry.status_at(now)),
        image: picture.map_or_else(|| NO_IMAGE.to_owned(), |bytes| data_uri(MediaType::Jpeg, bytes)),
        ipaddress: inquiry.ip.clone().unwrap_or_default(),
        datetime: inquiry.answered_at.map(datetime).unwrap_or_default(),
        created: datetime(inquiry.created_at),
    }
}

/// A question's category.
pub const fn category(kind: InquiryKind) -> &'static str {
    match kind {
        InquiryKind::Confirmation {
            purpose,
            needs_selfie,
        } => match (purpose, needs_selfie) {
            (Purpose::Transaction, true) => "trx_bio_confirmation",
            (Purpose::Transaction, false) => "trx_confirmation",
            (Purpose::Login, true) => "login_bio_confirmation",
            (Purpose::Login, false) => "login_confirmation",
        },
        InquiryKind::Device => "device",
        InquiryKind::Location => "location",
    }
}

const fn inquiry_status(status: InquiryStatus) -> &'static str {
    match status {
        InquiryStatus::Pending => "Pending",
        InquiryStatus::Approved | InquiryStatus::Answered => "Approved",
        InquiryStatus::Declined => "Declined",
        InquiryStatus::Expired => "Expired",
    }
}
