//! What the applicant does on the hosted page. A [`Visit`] is an opened link; every method checks the state again in its transaction.

mod code;

pub use code::CodeCheck;

use documents::intake::Refusal;
use domain::{
    Error, Noun, Reason, Result,
    applicant::{Applicant, Device},
    event::{Actor, EventKind},
    evidence::{Asker, File, FileKind},
    flow::{Flow, Questionnaire},
    questionnaire::{AnswerProblem, Answers, Definition},
    sandbox,
    session::{LinkPurpose, Session},
    step::{AnswerFile, DocumentKind, Field, Place, StepInput},
    tenant::Tenant,
};
use store::Tx;
use values::{Country, FileId, StepId};

use crate::{App, record::Pen, token};

/// An opened link with everything that its pages show.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// Who asks.
    pub tenant: Tenant,
    /// Who answers.
    pub applicant: Applicant,
    /// What is asked.
    pub flow: Flow,
    /// The link.
    pub session: Session,
    /// What the wire that made the link added to its token.
    pub claims: serde_json::Map<String, serde_json::Value>,
}

impl App {
    /// Opens a link.
    ///
    /// # Errors
    /// [`domain::Denial::Wrong`] for a token that is not ours or was ended,
    /// [`domain::Denial::Expired`], [`domain::Denial::Blocked`], [`Noun::Session`],
    /// [`domain::Conflict::DeletionScheduled`].
    pub async fn visit_open(&self, token: &str) -> Result<Visit> {
        let claims = token::verify(token, &self.keys)?;
        let now = self.now();
        self.db
            .read(move |tx| {
                let session = tx
                    .session_by_id(claims.tenant, claims.sub, claims.jti)?
                    .ok_or(Error::NotFound(Noun::Session))?;
                session.require_valid(LinkPurpose::Verify, now)?;
                let tenant = tx
                    .tenant_by_id(claims.tenant)?
                    .ok_or(Error::NotFound(Noun::Tenant))?;
                tenant.require_unblocked()?;
                let applicant = Pen::applicant(tx, claims.tenant, claims.sub)?;
                applicant.require_kept()?;
                let flow = tx
                    .flow_by_id(claims.tenant, applicant.flow_id)?
                    .ok_or(Error::NotFound(Noun::Flow))?;
                Ok(Visit {
                    tenant,
                    applicant,
                    flow,
                    session,
                    claims: claims.more.clone(),
                })
            })
            .await
    }

    /// The applicant agrees and begins.
    ///
    /// # Errors
    /// [`domain::Conflict::Finished`].
    pub async fn visit_consent(&self, visit: &Visit, device: Device) -> Result<Applicant> {
        self.visit_change(visit, move |_, applicant, pen| {
            applicant.consent(device.clone(), pen.now)
        })
        .await
    }

    /// Chooses country and kind of document, with what the applicant types about it. Pictures of another kind are dropped.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a country that the tenant does not accept.
    pub async fn visit_document_choose(
        &self,
        visit: &Visit,
        step_id: StepId,
        country: Country,
        kind: DocumentKind,
        typed: Vec<Field>,
    ) -> Result<Applicant> {
        let accepted = &visit.tenant.settings.document_countries;
        if !accepted.is_empty() && !accepted.contains(&country) {
            return Err(Error::invalid(
                "country",
                Reason::Expected("a country whose documents are accepted"),
            ));
        }
        self.visit_change(visit, move |_, applicant, pen| {
            let StepInput::Document {
                country: earlier_country,
                document: earlier_kind,
                front,
                back,
                ..
            } = applicant.step(step_id)?.input.clone()
            else {
                return Err(Error::NotFound(Noun::Step));
            };
            let is_same = earlier_country == Some(country) && earlier_kind == Some(kind);
            let (front, back) = if is_same { (front, back) } else { (None, None) };
            let input = StepInput::Document {
                country: Some(country),
                document: Some(kind),
                front,
                back,
                fields: typed.clone(),
            };
            applicant.step_save(step_id, input, pen.now)?;
            Ok(Vec::new())
        })
        .await
    }

    /// Takes an uploaded picture or PDF into an open step. `question` names the question of a questionnaire and the file's own name.
    ///
    /// The inner result is what the picture itself was refused for; nothing is kept then.
    ///
    /// # Errors
    /// [`Noun::Step`], [`domain::Conflict::StepNotOpen`], [`domain::Conflict::NoTriesLeft`], [`Error::Unavailable`] when the disk is full.
    pub async fn visit_file_add(
        &self,
        visit: &Visit,
        step_id: StepId,
        kind: FileKind,
        question: Option<(String, String)>,
        bytes: Vec<u8>,
    ) -> Result<Result<File, Refusal>> {
        visit.applicant.step(step_id)?.require_open()?;
        let accepted = match self.file_accept(kind, bytes).await? {
            Ok(accepted) => accepted,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let file = self
            .file_keep(
                visit.tenant.id,
                visit.applicant.id,
                Asker::Step(step_id),
                kind,
                accepted,
            )
            .await?;
        let (stored, dropped) = (
            file.clone(),
            std::sync::Arc::new(std::sync::Mutex::new(Vec::new())),
        );
        let drop_list = std::sync::Arc::clone(&dropped);
        let result = self
            .visit_change(visit, move |tx, applicant, pen| {
                let mut input = applicant.step(step_id)?.input.clone();
                let replaced = place_file(&mut input, &stored, question.as_ref())?;
                applicant.step_save(step_id, input, pen.now)?;
                tx.file_insert(&stored)?;
                for id in &replaced {
                    tx.file_delete(applicant.tenant_id, applicant.id, *id)?;
                }
                *drop_list
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner) = replaced;
                Ok(Vec::new())
            })
            .await;
        if let Err(error) = result {
            self.files_forget(vec![file.id]).await?;
            return Err(error);
        }
        let replaced =
            std::mem::take(&mut *dropped.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        self.files_forget(replaced).await?;
        Ok(Ok(file))
    }

    /// The bytes of one of the applicant's own files.
    ///
    /// # Errors
    /// [`Noun::File`].
    pub async fn visit_file_read(&self, visit: &Visit, id: FileId) -> Result<(File, Vec<u8>)> {
        let (tenant_id, applicant_id) = (visit.tenant.id, visit.applicant.id);
        let file = self
            .db
            .read(move |tx| tx.file_by_id(tenant_id, applicant_id, id))
            .await?
            .ok_or(Error::NotFound(Noun::File))?;
        let bytes = self.file_bytes(&file).await?;
        Ok((file, bytes))
    }

    /// Saves answers to a questionnaire, complete or not.
    ///
    /// # Errors
    /// [`Noun::Step`].
    pub async fn visit_answers_save(
        &self,
        visit: &Visit,
        step_id: StepId,
        given: Answers,
    ) -> Result<Applicant> {
        self.visit_change(visit, move |_, applicant, pen| {
            let StepInput::Questionnaire {
                questionnaire_id,
                questionnaire_version,
                files,
                ..
            } = applicant.step(step_id)?.input.clone()
            else {
                return Err(Error::NotFound(Noun::Step));
            };
            let input = StepInput::Questionnaire {
                questionnaire_id,
                questionnaire_version,
                answers: given.clone(),
                files,
            };
            applicant.step_save(step_id, input, pen.now)?;
            Ok(Vec::new())
        })
        .await
    }

    /// Checks answers against the questionnaire they belong to; the inner error lists what is wrong with which.
    ///
    /// # Errors
    /// [`Noun::Questionnaire`].
    pub async fn visit_answers_check(
        &self,
        visit: &Visit,
        step_id: StepId,
        given: &Answers,
    ) -> Result<Result<Answers, Vec<AnswerProblem>>> {
        let questionnaire = self.visit_questionnaire(visit, step_id).await?;
        let definition = Definition::parse(&questionnaire.content).map_err(Error::internal)?;
        Ok(definition.check(given))
    }

    /// The questionnaire of a step, in the version that it was opened with.
    ///
    /// # Errors
    /// [`Noun::Step`], [`Noun::Questionnaire`].
    pub async fn visit_questionnaire(&self, visit: &Visit, step_id: StepId) -> Result<Questionnaire> {
        let StepInput::Questionnaire {
            questionnaire_id,
            questionnaire_version,
            ..
        } = visit.applicant.step(step_id)?.input
        else {
            return Err(Error::NotFound(Noun::Step));
        };
        let tenant_id = visit.tenant.id;
        let found = self
            .db
            .read(move |tx| tx.questionnaire_by_version(tenant_id, questionnaire_id, questionnaire_version))
            .await?;
        found.ok_or(Error::NotFound(Noun::Questionnaire))
    }

    /// Saves the place that the applicant shares, and what the browser says of itself.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a place that does not exist.
    pub async fn visit_place_save(
        &self,
        visit: &Visit,
        step_id: StepId,
        place: Place,
        time_zone: Option<String>,
    ) -> Result<Applicant> {
        place.check()?;
        self.visit_change(visit, move |_, applicant, pen| {
            applicant.step_save(step_id, StepInput::Location { place: Some(place) }, pen.now)?;
            if let (Some(device), Some(zone)) = (applicant.device.as_mut(), &time_zone) {
                device.time_zone = Some(zone.clone());
            }
            Ok(Vec::new())
        })
        .await
    }

    /// Gives a step.
    ///
    /// # Errors
    /// As [`Step::submit`].
    pub async fn visit_step_submit(&self, visit: &Visit, step_id: StepId) -> Result<Applicant> {
        self.visit_change(visit, move |_, applicant, pen| {
            applicant.step_submit(step_id, pen.now)
        })
        .await
    }

    /// Opens a given step again, to change it before everything is sent.
    ///
    /// # Errors
    /// As [`Applicant::step_reopen`].
    pub async fn visit_step_reopen(&self, visit: &Visit, step_id: StepId) -> Result<Applicant> {
        self.visit_change(visit, move |_, applicant, pen| {
            applicant.step_reopen(step_id, pen.now).map(|()| Vec::new())
        })
        .await
    }

    /// Sends everything.
    ///
    /// # Errors
    /// As [`Applicant::submit`].
    pub async fn visit_submit(&self, visit: &Visit) -> Result<Applicant> {
        let tenant = visit.tenant.clone();
        self.visit_change(visit, move |tx, applicant, pen| {
            let flow = tx
                .flow_by_id(applicant.tenant_id, applicant.flow_id)?
                .ok_or(Error::NotFound(Noun::Flow))?;
            let is_known = is_known(tx, applicant)?;
            let mut events = applicant.submit(&flow, is_known, pen.now)?;
            if let Some(outcome) = sandbox::asked_by(&tenant, applicant) {
                events.extend(outcome.apply(applicant, pen.now)?);
            }
            Ok(events)
        })
        .await
    }

    async fn visit_change<F>(&self, visit: &Visit, change: F) -> Result<Applicant>
    where
        F: Fn(&mut Tx, &mut Applicant, &Pen) -> Result<Vec<EventKind>> + Send + 'static,
    {
        let (pen, session, tenant) = (self.pen(), visit.session.clone(), visit.tenant.clone());
        let applicant = self
            .db
            .write(move |tx| {
                let link = tx.session_by_id(session.tenant_id, session.applicant_id, session.id)?;
                link.ok_or(Error::NotFound(Noun::Session))?
                    .require_valid(LinkPurpose::Verify, pen.now)?;
                let mut applicant = Pen::applicant(tx, session.tenant_id, session.applicant_id)?;
                let events = change(tx, &mut applicant, &pen)?;
                pen.store_and_tell(tx, &tenant, &mut applicant, events, Actor::Applicant)?;
                Ok(applicant)
            })
            .await?;
        self.announce(applicant.id);
        Ok(applicant)
    }
}

/// Whether the same person is approved already, as far as the applicant's rules ask.
fn is_known(tx: &mut Tx, applicant: &Applicant) -> Result<bool> {
    if !applicant.origin.rules.refuses_known_person {
        return Ok(false);
    }
    match applicant.person.known().key() {
        Some(key) => Ok(tx.person_by_key(applicant.tenant_id, &key)?.is_some()),
        None => Ok(false),
    }
}

/// Puts a file where its kind belongs and says which files it replaces.
pub(crate) fn place_file(
    input: &mut StepInput,
    file: &File,
    question: Option<&(String, String)>,
) -> Result<Vec<FileId>> {
    let slot = match (input, file.kind) {
        (StepInput::Document { front, .. }, FileKind::DocumentFront) => front,
        (StepInput::Document { back, .. }, FileKind::DocumentBack) => back,
        (StepInput::Selfie { picture }, FileKind::Selfie) => picture,
        (StepInput::SelfieWithDocument { picture }, FileKind::SelfieWithDocument) => picture,
        (StepInput::AddressProof { file, .. }, FileKind::AddressProof) => file,
        (StepInput::AdditionalDocument { file }, FileKind::AdditionalDocument) => file,
        (StepInput::Questionnaire { files, .. }, FileKind::Answer) => {
            let (question, name) = question.ok_or(Error::invalid("question", Reason::Required))?;
            if files.len() >= domain::questionnaire::FILES_MAX {
                return Err(Error::invalid(
                    "file",
                    Reason::Expected("fewer files: remove one first"),
                ));
            }
            files.push(AnswerFile {
                question: question.clone(),
                file_id: file.id,
                name: name.clone(),
            });
            return Ok(Vec::new());
        }
        _ => {
            return Err(Error::invalid(
                "file",
                Reason::Expected("a file that this step asks for"),
            ));
        }
    };
    Ok(slot.replace(file.id).into_iter().collect())
}
