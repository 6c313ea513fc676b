//! Each screen of a visit, made from the applicant's state.

use axum::response::Response;
use domain::{
    applicant::Applicant,
    decision::ReasonCode,
    flow::Service,
    questionnaire::{AnswerProblem, Answers, Definition},
    session::CODE_MINUTES,
    step::{DocumentKind, FieldName, Step, StepInput},
};
use values::Country;

use super::{
    form::FILE_BYTES_MAX,
    guest::{Guest, service_key},
    path::{Screen, Side, first_side},
    question::{self, Shown},
    review,
    view::*,
};

/// Keys of the sentences that the scripts of a capture say.
const CAPTURE_TEXTS: &[&str] = &[
    "camera-dark",
    "camera-bright",
    "camera-blurry",
    "camera-still",
    "camera-ready",
    "camera-check",
    "camera-refused",
    "camera-missing",
    "camera-busy",
    "camera-use",
    "upload-send",
    "upload-checking",
    "upload-failed",
    "upload-cancelled",
    "intake-empty",
    "intake-unsupported",
    "intake-heic",
];
const PICTURES: &str = "image/jpeg,image/png,image/webp";
const PICTURES_AND_PDF: &str = "image/jpeg,image/png,image/webp,application/pdf";
/// How long a review takes as applicants are told.
const REVIEW_HOURS: u32 = 24;
/// Days after which the time of keeping is told in years.
const YEAR_DAYS: u32 = 365;

/// What is typed off the document, with the input's kind, the browser's name for it, the limit and whether all have it.
pub const TYPED_FIELDS: [(FieldName, &str, &str, u32, bool); 4] = [
    (FieldName::Surname, "text", "family-name", 200, true),
    (FieldName::GivenNames, "text", "given-name", 200, false),
    (FieldName::BirthOn, "date", "bday", 10, true),
    (FieldName::DocumentNumber, "text", "off", 50, true),
];

/// What was chosen and typed on the document's screen, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct DocumentEntry {
    /// The country, where it exists.
    pub country: Option<Country>,
    /// The document.
    pub kind: Option<DocumentKind>,
    /// In the order of [`TYPED_FIELDS`]: value and problem.
    pub typed: [(String, String); 4],
}

/// Answers as they were sent, with their problems.
pub struct AnswerEntry {
    /// The answers.
    pub answers: Answers,
    /// What is wrong with them.
    pub problems: Vec<AnswerProblem>,
    /// Why files were turned away, by question.
    pub refused: Vec<(String, String)>,
}

impl Guest {
    /// The first screen.
    pub fn consent_screen(&self) -> Response {
        let days = self.visit.tenant.settings.kept_days;
        let years = if days.is_multiple_of(YEAR_DAYS) {
            days / YEAR_DAYS
        } else {
            0
        };
        let steps: Vec<&Step> = self.visit.applicant.given_steps().collect();
        let titles = steps
            .iter()
            .map(|step| self.t.say(format!("step-{}", service_key(step.service))));
        let screen = ConsentScreen {
            t: self.t,
            page: self.page(Screen::Consent),
            heading: self.t.with("consent-title", "tenant", &self.visit.tenant.name),
            step: self.head(Screen::Consent, ""),
            consent: Consent {
                purpose: self.t.with("consent-purpose", "tenant", &self.visit.tenant.name),
                steps: titles.collect(),
                years,
                months: days.div_ceil(30),
                minutes: u32::try_from(steps.len()).unwrap_or(1).max(1),
            },
        };
        self.show(&screen, "")
    }

    /// Which document, with the details on it.
    pub fn document_screen(&self, step: &Step, entry: &DocumentEntry, problem: &str) -> Response {
        let here = Screen::Step(step.position, Side::Choose);
        let accepted = &self.visit.tenant.settings.document_countries;
        let mut countries: Vec<Country> = Country::all()
            .filter(|country| accepted.is_empty() || accepted.contains(country))
            .collect();
        countries.sort_by_key(|country| country.name());
        let fields = TYPED_FIELDS.iter().zip(&entry.typed);
        let choice = DocumentChoice {
            types: DocumentKind::ALL
                .into_iter()
                .map(|kind| Choice {
                    code: kind.as_str().to_owned(),
                    name: self.t.say(format!("document-{}", kind.as_str())),
                    chosen: entry.kind == Some(kind),
                })
                .collect(),
            countries: countries
                .into_iter()
                .map(|country| Choice {
                    code: country.alpha2().to_owned(),
                    name: country.name().to_owned(),
                    chosen: entry.country == Some(country),
                })
                .collect(),
            fields: fields
                .map(
                    |((name, input_type, autocomplete, length_max, required), (value, problem))| TypedField {
                        name: name.as_str(),
                        label: self.t.say(typed_label(*name)),
                        input_type,
                        autocomplete,
                        length_max: *length_max,
                        required: *required,
                        value: value.clone(),
                        problem: problem.clone(),
                    },
                )
                .collect(),
        };
        let screen = DocumentScreen {
            t: self.t,
            page: self.page(here),
            heading: self.t.say("document-choose-title"),
            step: self.head(here, problem),
            document: choice,
        };
        self.show(&screen, problem)
    }

    /// One picture or file.
    pub fn capture_screen(&self, step: &Step, side: Side, problem: &str) -> Response {
        let here = Screen::Step(step.position, side);
        let t = self.t;
        let (heading, lead, guidance, guide, example, facing) = match (step.service, side) {
            (_, Side::Front) if !has_back(&step.input) => (
                "document-passport-title",
                "document-tips",
                "document-guide",
                "card",
                "example-card",
                "environment",
            ),
            (_, Side::Front) => (
                "document-front-title",
                "document-tips",
                "document-guide",
                "card",
                "example-card",
                "environment",
            ),
            (_, Side::Back) => (
                "document-back-title",
                "document-tips",
                "document-guide",
                "card",
                "example-back",
                "environment",
            ),
            (Service::SelfieWithDocument, _) => (
                "selfie_document-title",
                "selfie_document-tips",
                "selfie_document-guide",
                "none",
                "example-face-card",
                "user",
            ),
            (Service::AddressProof, _) => (
                "address-title",
                "address-tips",
                "address-guide",
                "page",
                "example-page",
                "environment",
            ),
            (Service::AdditionalDocument, _) => (
                "additional-title",
                "additional-tips",
                "additional-guide",
                "page",
                "example-page",
                "environment",
            ),
            _ => (
                "selfie-title",
                "selfie-tips",
                "selfie-guide",
                "face",
                "example-face",
                "user",
            ),
        };
        let pdf = matches!(step.service, Service::AddressProof | Service::AdditionalDocument);
        let mut head = self.head(here, problem);
        let (heading, lead) = in_client_words(step, t.say(heading), t.say(lead));
        head.lead = lead;
        let screen = CaptureScreen {
            t,
            page: self.page(here),
            heading,
            step: head,
            capture: Capture {
                guide,
                example,
                facing,
                guidance: t.say(guidance),
                pdf,
                automatic: guide == "card",
                accept: if pdf { PICTURES_AND_PDF } else { PICTURES },
                max_megabytes: megabytes(),
                max_bytes: FILE_BYTES_MAX as u64,
                texts: CAPTURE_TEXTS,
            },
        };
        self.show(&screen, problem)
    }

    /// A mail address or phone number.
    pub fn contact_screen(&self, step: &Step, value: &str, problem: &str) -> Response {
        let here = Screen::Step(step.position, Side::Address);
        let (title, text, label, input_type) = match step.service {
            Service::Phone => (
                "phone-number-title",
                "phone-number-text",
                "phone-number-label",
                "tel",
            ),
            _ => ("email-title", "email-text", "email-label", "email"),
        };
        let mut head = self.head(here, problem);
        head.lead = self.t.say(text);
        let screen = ContactScreen {
            t: self.t,
            page: self.page(here),
            heading: self.t.say(title),
            step: head,
            contact: Contact {
                label: self.t.say(label),
                input_type,
                autocomplete: input_type,
                value: value.to_owned(),
            },
        };
        self.show(&screen, problem)
    }

    /// The code that was sent. `tries` is 0 where it is not known.
    pub fn code_screen(&self, step: &Step, tries: u32, problem: &str) -> Response {
        let here = Screen::Step(step.position, Side::Code);
        let mut head = self.head(here, problem);
        head.lead = self
            .t
            .with("code-sent", "address", contact_of(&self.visit.applicant, step));
        let screen = CodeScreen {
            t: self.t,
            page: self.page(here),
            heading: self.t.say("code-title"),
            step: head,
            code: CodeEntry {
                minutes: u32::try_from(CODE_MINUTES).unwrap_or(u32::MAX),
                tries,
                can_change: true,
            },
        };
        self.show(&screen, problem)
    }

    /// A questionnaire with the answers so far.
    pub fn questionnaire_screen(
        &self,
        step: &Step,
        definition: &Definition,
        entry: &AnswerEntry,
    ) -> Response {
        let here = Screen::Step(step.position, Side::Answers);
        let problem = if entry.problems.is_empty() && entry.refused.is_empty() {
            String::new()
        } else {
            self.t.say("questionnaire-invalid")
        };
        let shown = Shown {
            definition,
            answers: &entry.answers,
            problems: &entry.problems,
            refused: &entry.refused,
            t: self.t,
        };
        let title = definition
            .title
            .as_ref()
            .map(|title| title.text(self.t.language().code).to_owned());
        let screen = QuestionnaireScreen {
            t: self.t,
            page: self.page(here),
            heading: title.unwrap_or_else(|| self.t.say("step-questionnaire")),
            step: self.head(here, &problem),
            questionnaire: QuestionnaireForm {
                visibility_url: format!("/verify/{}/step/{}/visibility", self.token, step.position),
                questions: question::questions(&shown),
            },
        };
        self.show(&screen, &problem)
    }

    /// Device and place.
    pub fn place_screen(&self, step: &Step, problem: &str) -> Response {
        let here = Screen::Step(step.position, Side::Place);
        let mut head = self.head(here, problem);
        head.lead = self.t.with("device-text", "tenant", &self.visit.tenant.name);
        let screen = DeviceScreen {
            t: self.t,
            page: self.page(here),
            heading: self.t.say("device-title"),
            step: head,
        };
        self.show(&screen, problem)
    }

    /// Why a step has to be given again.
    pub fn refused_screen(&self, step: &Step) -> Response {
        let here = Screen::Step(step.position, Side::Refused);
        let t = self.t;
        let title = t.say(format!("step-{}", service_key(step.service)));
        let picture = review::pictures(self, step).into_iter().next();
        let (example, good) = match step.service {
            Service::Selfie => ("example-face", "refused-good-selfie"),
            Service::SelfieWithDocument => ("example-face-card", "refused-good-selfie"),
            Service::AddressProof => ("example-page", "refused-good-address"),
            Service::AdditionalDocument => ("example-page", "refused-good-document"),
            _ => ("example-card", "refused-good-document"),
        };
        let reason = step.reason.unwrap_or(ReasonCode::Other);
        let retry = Screen::Step(step.position, first_side(step.service));
        let (picture_url, picture_title) = picture
            .map(|picture| (picture.url, picture.title))
            .unwrap_or_default();
        let screen = RefusedScreen {
            t,
            page: self.page(here),
            heading: t.with("refused-title", "step", title),
            step: self.head(here, ""),
            refused: Refused {
                reason: t.say(format!("reason-{}", reason.as_str())),
                note: step.public_comment.clone().unwrap_or_default(),
                picture_url,
                picture_title,
                example,
                example_text: t.say(good),
                tries: step.attempts_left(),
                retry_url: self.url(retry),
            },
        };
        self.show(&screen, "")
    }

    /// Everything given, before it is sent.
    pub async fn review_screen(&self) -> Response {
        let mut head = self.head(Screen::Review, "");
        head.lead = self.t.say("review-text");
        let screen = ReviewScreen {
            t: self.t,
            page: self.page(Screen::Review),
            heading: self.t.say("review-title"),
            step: head,
            review: Review {
                entries: review::entries(self, &review::definitions(self).await),
            },
        };
        self.show(&screen, "")
    }

    /// All is sent.
    pub fn done_screen(&self) -> Response {
        let applicant = &self.visit.applicant;
        let screen = DoneScreen {
            t: self.t,
            page: self.page(Screen::Done),
            heading: self.t.say("done-title"),
            done: Done {
                hours: REVIEW_HOURS,
                mail: applicant
                    .email
                    .as_ref()
                    .map(|email| email.as_str().to_owned())
                    .unwrap_or_default(),
                reference: applicant.id.to_string(),
            },
        };
        self.show(&screen, "")
    }
}

/// The key of a typed detail's label.
pub fn typed_label(name: FieldName) -> &'static str {
    match name {
        FieldName::Surname => "document-surname",
        FieldName::GivenNames => "document-given_names",
        FieldName::BirthOn => "document-birth_on",
        _ => "document-number",
    }
}

/// Where the code of a step goes, or what the tenant already knows.
pub fn contact_of(applicant: &Applicant, step: &Step) -> String {
    let given = match &step.input {
        StepInput::Email { address, .. } => address
            .as_ref()
            .or(applicant.email.as_ref())
            .map(|email| email.as_str().to_owned()),
        StepInput::Phone { number, .. } => number
            .as_ref()
            .or(applicant.phone.as_ref())
            .map(|number| number.as_str().to_owned()),
        _ => None,
    };
    given.unwrap_or_default()
}

/// The largest file as applicants are told.
pub fn megabytes() -> u32 {
    u32::try_from(FILE_BYTES_MAX / (1024 * 1024)).unwrap_or(u32::MAX)
}

fn has_back(input: &StepInput) -> bool {
    matches!(input, StepInput::Document { document: Some(kind), .. } if kind.has_back())
}

/// Heading and lead as the client wrote them, where it asked this person for the step.
fn in_client_words(step: &Step, heading: String, lead: String) -> (String, String) {
    let Some(request) = &step.request else {
        return (heading, lead);
    };
    let or = |text: &str, ours: String| if text.is_empty() { ours } else { text.to_owned() };
    (or(&request.title, heading), or(&request.description, lead))
}
