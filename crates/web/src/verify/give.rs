//! What the applicant posts: each form is read, checked and handed to `app`, which looks at the state again. Nothing is kept
//! here; a problem shows the same screen with what was typed.

use app::evidence::{Refusal, media_type};
use app::visit::CodeCheck;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    Conflict, Error, Noun, Result,
    applicant::Device,
    evidence::FileKind,
    flow::Service,
    questionnaire::{Definition, FileRules, Kind},
    step::{AnswerFile, DocumentKind, Field, FieldName, FieldSource, Place, Step, StepInput},
};
use serde_json::json;
use values::{Country, PartialDate, bounded_text};

use super::{
    end,
    form::{Form, Upload},
    guest::Guest,
    headers,
    path::{Screen, Side},
    question,
    screen::{AnswerEntry, DocumentEntry, TYPED_FIELDS, contact_of, megabytes},
};

/// Earliest birth year that is taken for a slip of the finger no more.
const BIRTH_YEAR_MIN: i16 = 1900;

impl Guest {
    /// Agreeing, or not.
    pub async fn give_consent(&self, form: &Form, device: Device) -> Result<Response> {
        if form.text("answer") != "agree" {
            return Ok(end::declined(self.t, &self.visit.tenant, &self.entry_url()));
        }
        let applicant = self.app.visit_consent(&self.visit, device).await?;
        Ok(self.go_on(&applicant))
    }

    /// One side of a step.
    pub async fn give_side(&self, step: &Step, side: Side, form: Form) -> Result<Response> {
        match side {
            Side::Choose => self.give_document(step, &form).await,
            Side::Front | Side::Back | Side::Picture => self.give_file(step, side, form).await,
            Side::Address => self.give_address(step, form.text("address")).await,
            Side::Code => self.give_code(step, &form).await,
            Side::Answers => self.give_answers(step, form).await,
            Side::Place => self.give_place(step, &form).await,
            Side::Refused => Err(Error::NotFound(Noun::Page)),
        }
    }

    async fn give_document(&self, step: &Step, form: &Form) -> Result<Response> {
        let today = self.app.now().date();
        let (entry, typed) = self.read_document(form, &today);
        let (Some(country), Some(kind), Some(typed)) = (entry.country, entry.kind, typed) else {
            let problem = self.t.say("field-required");
            let first = entry
                .typed
                .iter()
                .map(|(_, problem)| problem)
                .find(|problem| !problem.is_empty());
            return Ok(self.document_screen(step, &entry, first.unwrap_or(&problem)));
        };
        match self
            .app
            .visit_document_choose(&self.visit, step.id, country, kind, typed)
            .await
        {
            Ok(_) => Ok(self.go(&self.url(Screen::Step(step.position, Side::Front)))),
            Err(Error::Invalid { field: "country", .. }) => {
                let problem = self.t.say("reason-document_type_unsupported");
                Ok(self.document_screen(step, &entry, &problem))
            }
            Err(error) => Err(error),
        }
    }

    /// What was typed, and the fields where nothing is wrong with them.
    fn read_document(&self, form: &Form, today: &str) -> (DocumentEntry, Option<Vec<Field>>) {
        let mut entry = DocumentEntry {
            country: Country::parse(form.text("country")).ok(),
            kind: DocumentKind::parse(form.text("type")),
            ..DocumentEntry::default()
        };
        let mut fields = Vec::new();
        for ((name, _, _, length_max, required), slot) in TYPED_FIELDS.iter().zip(&mut entry.typed) {
            let text = form.text(name.as_str());
            let problem = match typed_problem(*name, text, *length_max as usize, *required, today) {
                Some(key) => self.t.say(key),
                None => String::new(),
            };
            if problem.is_empty() && !text.is_empty() {
                fields.push(Field {
                    name: *name,
                    value: text.to_owned(),
                    source: FieldSource::Typed,
                });
            }
            *slot = (text.to_owned(), problem);
        }
        let is_whole = entry.typed.iter().all(|(_, problem)| problem.is_empty());
        (entry, is_whole.then_some(fields))
    }

    async fn give_file(&self, step: &Step, side: Side, mut form: Form) -> Result<Response> {
        let kind = file_kind(step.service, side).ok_or(Error::NotFound(Noun::Page))?;
        let upload = form.files.pop().filter(|upload| upload.field == "file");
        let bytes = match upload {
            None => Err(Refusal::Empty),
            Some(Upload { bytes: None, .. }) => Err(Refusal::TooLarge { bytes_max: 0 }),
            Some(Upload {
                bytes: Some(bytes), ..
            }) => Ok(bytes),
        };
        let added = match bytes {
            Ok(bytes) => {
                self.app
                    .visit_file_add(&self.visit, step.id, kind, None, bytes)
                    .await?
            }
            Err(refusal) => Err(refusal),
        };
        if let Err(refusal) = added {
            return Ok(self.capture_screen(step, side, &self.refusal(refusal)));
        }
        let applicant = self.app.visit_open(&self.token).await?.applicant;
        let step = applicant.step(step.id)?;
        if side == Side::Front && Side::Back.belongs_to(step) {
            return Ok(self.go(&self.url(Screen::Step(step.position, Side::Back))));
        }
        if !step.input.is_complete() {
            return Ok(self.go_on(&applicant));
        }
        let applicant = self.app.visit_step_submit(&self.visit, step.id).await?;
        Ok(self.go_on(&applicant))
    }

    fn refusal(&self, refusal: Refusal) -> String {
        match refusal {
            Refusal::TooLarge { bytes_max } => {
                let own = u32::try_from(bytes_max / 1_000_000).unwrap_or(u32::MAX);
                let most = if own == 0 {
                    megabytes()
                } else {
                    own.min(megabytes())
                };
                self.t.count("intake-too_large", "megabytes", most)
            }
            other => self.t.say(format!("intake-{}", other.code())),
        }
    }

    async fn give_address(&self, step: &Step, address: &str) -> Result<Response> {
        let sent = self
            .app
            .visit_code_send(&self.visit, step.id, address, self.t.language().code)
            .await;
        let key = match sent {
            Ok(_) => return Ok(self.go(&self.url(Screen::Step(step.position, Side::Code)))),
            Err(Error::Invalid { field: "email", .. }) => "contact-email",
            Err(Error::Invalid { field: "phone", .. }) => "contact-phone",
            Err(Error::RateLimited { .. }) => "code-wait",
            Err(error) => return Err(error),
        };
        Ok(self.contact_screen(step, address, &self.t.say(key)))
    }

    async fn give_code(&self, step: &Step, form: &Form) -> Result<Response> {
        match form.text("action") {
            "other" => return Ok(self.go(&self.url(Screen::Step(step.position, Side::Address)))),
            "resend" => {
                let address = contact_of(&self.visit.applicant, step);
                let language = self.t.language().code;
                return match self
                    .app
                    .visit_code_send(&self.visit, step.id, &address, language)
                    .await
                {
                    Ok(_) => Ok(self.go(&self.url(Screen::Step(step.position, Side::Code)))),
                    Err(Error::RateLimited { .. }) => Ok(self.code_screen(step, 0, &self.t.say("code-wait"))),
                    Err(error) => Err(error),
                };
            }
            _ => {}
        }
        match self
            .app
            .visit_code_check(&self.visit, step.id, form.text("code"))
            .await?
        {
            CodeCheck::Right => {
                let applicant = self.app.visit_open(&self.token).await?.applicant;
                Ok(self.go_on(&applicant))
            }
            CodeCheck::Wrong { tries_left } => {
                let tries = u32::try_from(tries_left).unwrap_or(0);
                Ok(self.code_screen(step, tries, &self.t.say("code-wrong")))
            }
            CodeCheck::Over => Ok(self.code_screen(step, 0, &self.t.say("code-expired"))),
        }
    }

    /// Files first, so that nothing of them is lost when an answer has to be looked at again.
    async fn give_answers(&self, step: &Step, mut form: Form) -> Result<Response> {
        let questionnaire = self.app.visit_questionnaire(&self.visit, step.id).await?;
        let definition = Definition::parse(&questionnaire.content).map_err(Error::internal)?;
        let uploads = std::mem::take(&mut form.files);
        let refused = self.keep_answer_files(step, &definition, uploads).await?;
        let applicant = self.app.visit_open(&self.token).await?.applicant;
        let given = question::answers(&definition, &form, answer_files(applicant.step(step.id)?));
        let checked = definition.check(&given);
        let kept = checked.as_ref().unwrap_or(&given).clone();
        self.app.visit_answers_save(&self.visit, step.id, kept).await?;
        let problems = checked.err().unwrap_or_default();
        if !problems.is_empty() || !refused.is_empty() {
            let entry = AnswerEntry {
                answers: given,
                problems,
                refused,
            };
            return Ok(self.questionnaire_screen(step, &definition, &entry));
        }
        let applicant = self.app.visit_step_submit(&self.visit, step.id).await?;
        Ok(self.go_on(&applicant))
    }

    async fn keep_answer_files(
        &self,
        step: &Step,
        definition: &Definition,
        uploads: Vec<Upload>,
    ) -> Result<Vec<(String, String)>> {
        let elements = definition.elements();
        let mut problems = Vec::new();
        for upload in uploads {
            let index = upload
                .field
                .strip_prefix('q')
                .and_then(|index| index.parse::<usize>().ok());
            let element = index.and_then(|index| elements.get(index).copied());
            let Some((element, rules)) = element.and_then(|element| match &element.kind {
                Kind::File(rules) => Some((element, rules)),
                _ => None,
            }) else {
                continue;
            };
            let name = if upload.name.is_empty() {
                "file".to_owned()
            } else {
                upload.name
            };
            let bytes = match asked_for(rules, upload.bytes) {
                Ok(bytes) => bytes,
                Err(fault) => {
                    problems.push((element.name.clone(), self.fault(fault, rules)));
                    continue;
                }
            };
            let question = Some((element.name.clone(), name));
            let kind = FileKind::Answer;
            let added = self
                .app
                .visit_file_add(&self.visit, step.id, kind, question, bytes);
            if let Err(refusal) = added.await? {
                problems.push((element.name.clone(), self.refusal(refusal)));
            }
        }
        Ok(problems)
    }

    fn fault(&self, fault: Fault, rules: &FileRules) -> String {
        match fault {
            Fault::TooLarge { bytes_max } => self.refusal(Refusal::TooLarge { bytes_max }),
            Fault::OtherType => {
                let types = rules.accepted_types.join(", ");
                self.t.with("questionnaire-file-types", "types", types)
            }
        }
    }

    /// Which questions show under the answers typed so far; nothing is saved.
    pub async fn visibility(&self, step: &Step, form: &Form) -> Result<Response> {
        let questionnaire = self.app.visit_questionnaire(&self.visit, step.id).await?;
        let definition = Definition::parse(&questionnaire.content).map_err(Error::internal)?;
        let given = question::answers(&definition, form, answer_files(step));
        let visible = question::visible_names(&definition, &given);
        let response = Json(json!({ "visible": visible })).into_response();
        Ok(headers::secure(
            response,
            &self.visit.tenant.settings.brand.frame_origins,
        ))
    }

    async fn give_place(&self, step: &Step, form: &Form) -> Result<Response> {
        if form.text("answer") == "share" {
            let number = |field: &str| form.text(field).parse::<f64>().unwrap_or(f64::NAN);
            let place = Place {
                latitude: number("latitude"),
                longitude: number("longitude"),
                accuracy_m: number("accuracy"),
            };
            let saved = self
                .app
                .visit_place_save(&self.visit, step.id, place, time_zone(form.text("device")))
                .await;
            match saved {
                Ok(_) => {}
                Err(Error::Invalid { .. }) => {
                    return Ok(self.place_screen(step, &self.t.say("device-unavailable")));
                }
                Err(error) => return Err(error),
            }
        }
        let applicant = self.app.visit_step_submit(&self.visit, step.id).await?;
        Ok(self.go_on(&applicant))
    }

    /// Opens a given step again.
    pub async fn change(&self, step: &Step) -> Result<Response> {
        let applicant = self.app.visit_step_reopen(&self.visit, step.id).await?;
        let side = super::path::first_side(applicant.step(step.id)?.service);
        Ok(self.go(&self.url(Screen::Step(step.position, side))))
    }

    /// Sends everything.
    pub async fn send(&self) -> Result<Response> {
        let applicant = self.app.visit_submit(&self.visit).await?;
        Ok(self.go_on(&applicant))
    }

    /// The answer to an error of a post. What was given elsewhere meanwhile is no error: the applicant goes on from there.
    pub async fn post_failed(&self, error: &Error) -> Response {
        let moved_on = matches!(
            error,
            Error::Conflict(Conflict::StepNotOpen | Conflict::Finished | Conflict::Stale)
        );
        if !moved_on {
            return self.end(error);
        }
        match self.app.visit_open(&self.token).await {
            Ok(visit) => self.go_on(&visit.applicant),
            Err(error) => self.end(&error),
        }
    }

    /// The answer to a form that did not arrive.
    pub fn form_failed(&self, problem: super::form::FormProblem) -> Response {
        let (status, text) = match problem {
            super::form::FormProblem::Incomplete => (StatusCode::BAD_REQUEST, self.t.say("intake-truncated")),
            super::form::FormProblem::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                self.t.count("intake-too_large", "megabytes", megabytes()),
            ),
        };
        if self.is_script {
            let response = (status, Json(json!({ "problem": text, "field": "file" }))).into_response();
            return headers::secure(response, &[]);
        }
        let mut response = self.end(&Error::invalid("form", domain::Reason::Other(text)));
        *response.status_mut() = status;
        response
    }
}

/// The key of what is wrong with a typed detail.
fn typed_problem(
    name: FieldName,
    text: &str,
    length_max: usize,
    required: bool,
    today: &str,
) -> Option<&'static str> {
    if text.is_empty() {
        return required.then_some("field-required");
    }
    if text.chars().count() > length_max {
        return Some("field-too-long");
    }
    if bounded_text(text, length_max).is_err() {
        return Some("questionnaire-invalid");
    }
    let is_birth = name == FieldName::BirthOn;
    let exists = PartialDate::parse(text)
        .is_ok_and(|date| date.is_complete() && date.year() >= BIRTH_YEAR_MIN && text <= today);
    (is_birth && !exists).then_some("details-birth_on")
}

fn file_kind(service: Service, side: Side) -> Option<FileKind> {
    match (service, side) {
        (Service::Document, Side::Front) => Some(FileKind::DocumentFront),
        (Service::Document, Side::Back) => Some(FileKind::DocumentBack),
        (Service::Selfie, Side::Picture) => Some(FileKind::Selfie),
        (Service::SelfieWithDocument, Side::Picture) => Some(FileKind::SelfieWithDocument),
        (Service::AddressProof, Side::Picture) => Some(FileKind::AddressProof),
        (Service::AdditionalDocument, Side::Picture) => Some(FileKind::AdditionalDocument),
        _ => None,
    }
}

fn answer_files(step: &Step) -> &[AnswerFile] {
    match &step.input {
        StepInput::Questionnaire { files, .. } => files,
        _ => &[],
    }
}

/// Why a file is not what its question asks for.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    TooLarge { bytes_max: usize },
    OtherType,
}

/// An upload that keeps to its question's rules. What no question takes is left to the intake, which knows why.
fn asked_for(rules: &FileRules, bytes: Option<Vec<u8>>) -> std::result::Result<Vec<u8>, Fault> {
    let bytes = bytes.ok_or(Fault::TooLarge { bytes_max: 0 })?;
    let own = rules.bytes_max.and_then(|most| usize::try_from(most).ok());
    let bytes_max = own.unwrap_or(usize::MAX);
    if bytes.len() > bytes_max {
        return Err(Fault::TooLarge { bytes_max });
    }
    if media_type(&bytes).is_some_and(|kind| !rules.accepts(kind)) {
        return Err(Fault::OtherType);
    }
    Ok(bytes)
}

/// The time zone that the script tells, if it looks like one of IANA's names.
fn time_zone(device: &str) -> Option<String> {
    let device: serde_json::Value = serde_json::from_str(device).ok()?;
    let zone = device.get("timeZone")?.as_str()?;
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "/_+-".contains(character);
    (zone.len() <= 64 && zone.chars().all(is_plain)).then(|| zone.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_details_are_bounded_and_a_birth_date_exists() {
        let birth = |text| typed_problem(FieldName::BirthOn, text, 10, true, "2026-11-21");
        assert_eq!(birth("1990-02-28"), None);
        for text in ["1990-02-30", "1990", "2026-11-22", "0001-01-01", "28.02.1990"] {
            assert_eq!(birth(text), Some("details-birth_on"), "{text}");
        }
        assert_eq!(birth("1990-02-281"), Some("field-too-long"));
        let name = |text| typed_problem(FieldName::Surname, text, 200, true, "2026-11-21");
        assert_eq!(name(""), Some("field-required"));
        assert_eq!(name("a\u{0}b"), Some("questionnaire-invalid"));
        assert_eq!(name("<script>محمد 🙂"), None);
        assert_eq!(typed_problem(FieldName::GivenNames, "", 200, false, ""), None);
    }

    #[test]
    fn a_file_keeps_to_its_questions_size_and_type() {
        let rules = FileRules {
            bytes_max: Some(16),
            accepted_types: vec![".pdf".into()],
            multiple: false,
        };
        let pdf = b"%PDF-1.4".to_vec();
        assert_eq!(asked_for(&rules, Some(pdf.clone())), Ok(pdf));
        let long = [b"%PDF-1.4".as_slice(), &[b' '; 16]].concat();
        let too_large = |bytes_max| Err(Fault::TooLarge { bytes_max });
        assert_eq!(asked_for(&rules, Some(long)), too_large(16));
        assert_eq!(
            asked_for(&rules, None),
            too_large(0),
            "over the limit of every form"
        );
        let picture = b"\x89PNG\r\n\x1a\n".to_vec();
        assert_eq!(asked_for(&rules, Some(picture)), Err(Fault::OtherType));
        let unknown = b"MZ".to_vec();
        assert_eq!(asked_for(&rules, Some(unknown.clone())), Ok(unknown));
    }

    #[test]
    fn a_time_zone_is_a_name_and_nothing_else() {
        assert_eq!(
            time_zone(r#"{"timeZone":"Europe/Riga"}"#).as_deref(),
            Some("Europe/Riga")
        );
        for device in ["", "{}", r#"{"timeZone":"<script>"}"#, r#"{"timeZone":5}"#] {
            assert_eq!(time_zone(device), None, "{device}");
        }
    }
}
