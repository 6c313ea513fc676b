//! One applicant as an officer works on it: evidence, given data beside document data, steps. Pure: from the domain to a view.

use std::collections::HashMap;

use domain::{
    applicant::{Applicant, Device},
    decision::ReasonCode,
    event::Event,
    evidence::{File, MediaType},
    flow::Service,
    inquiry::Inquiry,
    step::{Step, StepInput, StepRequest, StepStatus},
};
use values::{ApplicantId, Country, FileId, OfficerId, Timestamp};

use super::{
    decision::{DecidedView, DecisionView},
    fact::{Fact, facts, plain},
    inquiry::InquiryView,
    parts::{Badge, Copyable, Link, Moment, Pair},
    words,
};

/// What an applicant's page needs besides the applicant.
pub struct Surroundings<'a> {
    /// Name of the applicant's flow.
    pub flow: &'a str,
    /// Names of the tenant's officers.
    pub officers: &'a HashMap<OfficerId, String>,
    /// The applicant's files.
    pub files: &'a [File],
    /// What happened, oldest first.
    pub events: &'a [Event],
    /// What the client asked the person, newest first.
    pub inquiries: &'a [Inquiry],
    /// Other applicants that are the same person.
    pub same_person: &'a [Applicant],
    /// Another officer's hold and its end.
    pub hold: Option<(OfficerId, Timestamp)>,
    /// When the page is made.
    pub now: Timestamp,
}

impl Surroundings<'_> {
    /// An officer's name, or the id of one who is gone.
    pub fn officer(&self, id: OfficerId) -> String {
        self.officers.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// An instant beside that of the page.
    pub const fn moment(&self, at: Timestamp) -> Moment {
        Moment { at, now: self.now }
    }
}

/// The view.
#[derive(Debug)]
pub struct Item {
    pub id: String,
    pub href: String,
    pub name: String,
    pub born: String,
    pub country: String,
    pub flow: String,
    pub state: Badge,
    pub external_id: Copyable,
    pub hold: Option<HoldView>,
    pub same_person: Vec<Link>,
    pub warnings: Vec<String>,
    pub pictures: Vec<Picture>,
    pub files: Vec<FileView>,
    pub facts: Vec<Fact>,
    pub facts_note: String,
    pub inquiries: Vec<InquiryView>,
    pub steps: Vec<StepView>,
    pub steps_note: String,
    pub decided: Option<DecidedView>,
    pub whole: Option<DecisionView>,
}

/// Somebody else works on it.
#[derive(Debug)]
pub struct HoldView {
    pub officer: String,
    pub until: Moment,
}

/// A picture.
#[derive(Debug)]
pub struct Picture {
    pub label: &'static str,
    pub href: String,
    pub width: i64,
    pub height: i64,
}

/// A file that is no picture.
#[derive(Debug)]
pub struct FileView {
    pub name: &'static str,
    pub href: String,
    pub size: String,
    pub at: Moment,
}

/// A step.
#[derive(Debug)]
pub struct StepView {
    pub name: &'static str,
    pub state: Badge,
    pub tries: u32,
    pub tries_max: u32,
    pub note: String,
    pub check: &'static str,
    pub answers: Vec<Pair>,
    pub is_open: bool,
    pub decision: Option<DecisionView>,
}

/// A reason that can be chosen.
#[derive(Debug)]
pub struct ReasonView {
    pub code: &'static str,
    pub letters: &'static str,
    pub text: &'static str,
}

/// Every reason.
pub fn reasons() -> Vec<ReasonView> {
    let view = |code: &ReasonCode| ReasonView {
        code: code.as_str(),
        letters: words::letters(*code),
        text: code.label(),
    };
    ReasonCode::ALL.iter().map(view).collect()
}

/// An entry of the timeline.
#[derive(Debug)]
pub struct EventView {
    pub at: Moment,
    pub title: String,
    pub who: String,
    pub text: String,
}

/// The timeline, newest first.
pub fn timeline(around: &Surroundings<'_>) -> Vec<EventView> {
    let view = |event: &Event| {
        let (title, text) = words::event(&event.kind);
        EventView {
            at: around.moment(event.at),
            title,
            who: words::actor(event.actor, |id| around.officer(id)),
            text,
        }
    };
    around.events.iter().rev().map(view).collect()
}

/// What an applicant is called in lists.
pub fn name(applicant: &Applicant) -> String {
    let email = || applicant.email.as_ref().map(ToString::to_string);
    applicant
        .full_name
        .clone()
        .or_else(email)
        .unwrap_or_else(|| applicant.external_id.clone())
}

/// The address of an applicant's page.
pub fn href(applicant: &Applicant) -> String {
    format!("/console/applicants/{}", applicant.id)
}

impl Item {
    /// The view of an applicant. Without `may_change` nothing that was decided can be decided otherwise.
    pub fn new(applicant: &Applicant, around: &Surroundings<'_>, may_change: bool) -> Self {
        let facts = facts(applicant);
        let differing = facts.iter().filter(|fact| fact.differs()).count();
        let waiting = applicant.steps.iter().filter(|step| step.awaits_person()).count();
        let may_decide = around.hold.is_none() && applicant.deletion_at.is_none();
        let is_settled = applicant.status.is_decided() && !may_change;
        let mut steps: Vec<StepView> = applicant
            .steps
            .iter()
            .map(|step| {
                step_view(
                    applicant,
                    step,
                    around,
                    may_decide && (!is_settled || step.is_on_demand),
                )
            })
            .collect();
        if let Some(first) = applicant.steps.iter().position(Step::awaits_person) {
            steps[first].is_open = true;
        }
        Self {
            id: applicant.id.to_string(),
            href: href(applicant),
            name: name(applicant),
            born: applicant
                .birth_on
                .map_or_else(|| "no birth date".into(), |birth_on| birth_on.to_string()),
            country: country(applicant),
            flow: came_by(applicant, around.flow),
            state: words::applicant_status(applicant.status),
            external_id: Copyable(applicant.external_id.clone()),
            hold: around.hold.map(|(officer_id, until)| HoldView {
                officer: around.officer(officer_id),
                until: around.moment(until),
            }),
            same_person: around.same_person.iter().map(link).collect(),
            warnings: warnings(applicant, &facts),
            pictures: pictures(around.files),
            files: other_files(around),
            facts_note: match differing {
                0 => String::new(),
                1 => "1 differs".into(),
                count => format!("{count} differ"),
            },
            facts,
            inquiries: around
                .inquiries
                .iter()
                .map(|inquiry| InquiryView::new(inquiry, around))
                .collect(),
            steps,
            steps_note: format!("{waiting} of {} wait for a person", applicant.steps.len()),
            decided: DecidedView::find(applicant, around),
            whole: (may_decide && !is_settled)
                .then(|| DecisionView::whole(applicant))
                .flatten(),
        }
    }
}

/// The country of the document, else that of the person, as far as either is known.
fn country(applicant: &Applicant) -> String {
    let of_document = applicant.steps.iter().find_map(|step| match &step.input {
        StepInput::Document { country, .. } => *country,
        _ => None,
    });
    let known = applicant.person.known();
    let of_person = || {
        let texts = [&known.document.issuing_country, &known.nationality];
        texts
            .into_iter()
            .flatten()
            .find_map(|text| Country::from_words(text))
    };
    of_document
        .or_else(of_person)
        .map_or("no country", Country::name)
        .to_owned()
}

/// The flow, and the API that made the applicant.
fn came_by(applicant: &Applicant, flow: &str) -> String {
    match applicant.origin.api {
        Some(api) => format!("{flow} · {}", words::api(api)),
        None => flow.to_owned(),
    }
}

fn warnings(applicant: &Applicant, facts: &[Fact]) -> Vec<String> {
    let mut warnings: Vec<String> = facts
        .iter()
        .filter(|fact| fact.differs())
        .map(|fact| format!("{} is not the same everywhere.", fact.name))
        .collect();
    if let Some(at) = applicant.deletion_at {
        warnings.push(format!("Everything will be erased on {}.", at.date()));
    }
    warnings
}

/// Another applicant, by name and state.
fn link(applicant: &Applicant) -> Link {
    let Badge(_, state) = words::applicant_status(applicant.status);
    let (name, at) = (name(applicant), applicant.created_at.date());
    Link::new(href(applicant), format!("{name}, {at}, {}", state.to_lowercase()))
}

/// The address of a file of an applicant.
pub fn file_href(applicant_id: ApplicantId, id: FileId) -> String {
    format!("/console/applicants/{applicant_id}/files/{id}")
}

fn pictures(files: &[File]) -> Vec<Picture> {
    let pictures = files.iter().filter(|file| file.media_type == MediaType::Jpeg);
    pictures
        .map(|file| Picture {
            label: words::file_kind(file.kind),
            href: file_href(file.applicant_id, file.id),
            width: file.width,
            height: file.height,
        })
        .collect()
}

fn other_files(around: &Surroundings<'_>) -> Vec<FileView> {
    let others = around
        .files
        .iter()
        .filter(|file| file.media_type != MediaType::Jpeg);
    others
        .map(|file| FileView {
            name: words::file_kind(file.kind),
            href: file_href(file.applicant_id, file.id),
            size: size(file.bytes),
            at: around.moment(file.created_at),
        })
        .collect()
}

/// A size in words.
pub fn size(bytes: i64) -> String {
    match bytes {
        ..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

fn answers(input: &StepInput) -> Vec<Pair> {
    let pair = |name: &str, value: Option<String>| Pair::new(name, value.unwrap_or_default());
    match input {
        StepInput::Document {
            country, document, ..
        } => vec![
            pair("Country", country.map(|country| country.name().to_owned())),
            pair("Document", document.map(|kind| kind.as_str().replace('_', " "))),
        ],
        StepInput::Email { address, .. } => {
            vec![pair("Address", address.as_ref().map(ToString::to_string))]
        }
        StepInput::Phone { number, .. } => vec![pair("Number", number.as_ref().map(ToString::to_string))],
        StepInput::Questionnaire { answers, files, .. } => answers
            .iter()
            .map(|(question, answer)| Pair::new(question, plain(answer)))
            .chain(files.iter().map(|file| Pair::new(&file.question, &file.name)))
            .collect(),
        StepInput::Location { place } => {
            let shared = place.map(|place| {
                format!(
                    "{:.5}, {:.5} within {:.0} m",
                    place.latitude, place.longitude, place.accuracy_m
                )
            });
            vec![pair("Place", Some(shared.unwrap_or_else(|| "not shared".into())))]
        }
        StepInput::Selfie { .. }
        | StepInput::SelfieWithDocument { .. }
        | StepInput::AddressProof { .. }
        | StepInput::AdditionalDocument { .. }
        | StepInput::FaceMatch
        | StepInput::Screening => Vec::new(),
    }
}

/// What the applicant's browser says of itself, as far as it says it.
fn device(device: &Device) -> Vec<Pair> {
    let browser = device.browser.as_ref().map(|name| {
        let version = device.browser_version.as_deref().unwrap_or_default();
        format!("{name} {version}").trim_end().to_owned()
    });
    let known = [
        ("Browser", browser),
        ("Time zone", device.time_zone.clone()),
        ("Internet address", Some(device.ip.clone())),
    ];
    known
        .into_iter()
        .filter_map(|(name, value)| {
            value
                .filter(|value| !value.is_empty())
                .map(|value| Pair::new(name, value))
        })
        .collect()
}

fn step_view(applicant: &Applicant, step: &Step, around: &Surroundings<'_>, may_decide: bool) -> StepView {
    let mut answers = answers(&step.input);
    if step.service == Service::Location {
        answers.extend(applicant.device.as_ref().into_iter().flat_map(device));
    }
    if let Some(request) = &step.request {
        answers.splice(..0, wish(request));
    }
    let comments = [
        ("For the applicant", &step.public_comment),
        ("Internal", &step.internal_comment),
    ];
    for (label, comment) in comments {
        answers.extend(comment.as_ref().map(|text| Pair::new(label, text)));
    }
    StepView {
        name: words::service(step.service),
        state: words::step_status(step.status),
        tries: step.attempts,
        tries_max: step.attempts_max,
        note: step_note(step, around),
        check: if step.service.is_checked_when_given() {
            "Giving it is the check."
        } else {
            "No machine checks this yet: it waits for a person."
        },
        answers,
        is_open: false,
        decision: may_decide.then(|| DecisionView::step(applicant, step)).flatten(),
    }
}

/// What the client asked for in its own words.
fn wish(request: &StepRequest) -> Vec<Pair> {
    let said = [
        ("The client asks for", request.title.as_str()),
        ("Note", &request.description),
        ("Request", &request.reference),
        ("Given from", request.ip.as_deref().unwrap_or_default()),
    ];
    said.into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| Pair::new(name, text))
        .collect()
}

fn step_note(step: &Step, around: &Surroundings<'_>) -> String {
    let reason = step.reason.map(|reason| reason.label().to_owned());
    let by = step.decided_by.map(|id| format!("by {}", around.officer(id)));
    let on_demand = match &step.request {
        Some(request) if request.title.is_empty() => Some("asked by the client".to_owned()),
        Some(request) => Some(request.title.clone()),
        None => step.is_on_demand.then(|| "asked in addition".to_owned()),
    };
    let step_is_new =
        (step.status == StepStatus::Open && step.attempts == 0).then(|| "not given yet".to_owned());
    let parts: Vec<String> = [reason, by, on_demand, step_is_new]
        .into_iter()
        .flatten()
        .collect();
    parts.join(" · ")
}
