//! Moving in: applicants that were verified elsewhere come with ids, decisions, history and files. One line is one applicant and one
//! transaction; what is there already is left alone; nobody is told by mail or webhook.

mod folder;
mod line;

use domain::{
    Error, Noun, Reason, Result,
    applicant::Applicant,
    audit::NewAuditEntry,
    event::{Actor, EventKind},
    evidence::{Asker, File, FileKind},
    flow::FlowKind,
    job::Work,
    step::{DocumentKind, StepInput},
    tenant::Tenant,
};
use serde_json::json;
use store::Tx;
use values::{ApplicantId, Country, StepId, TenantId, Timestamp};

use self::line::{Line, camel};
pub use self::{folder::Folder, line::foreign_person};
use crate::{
    App,
    flow::{FlowReference, find, with_plan},
    record::Pen,
    visit::place_file,
};

/// Longest line in bytes.
pub const LINE_BYTES_MAX: usize = 1024 * 1024;

/// What came of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// Moved in, or, when only looked at, ready to. With a note where something could not be kept as it was.
    In {
        /// Under this id.
        id: ApplicantId,
        /// What to know.
        note: Option<String>,
    },
    /// The same line was moved in before.
    Known(ApplicantId),
    /// It cannot be moved in, for this reason.
    Refused(String),
}

/// What came of a whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MovingReport {
    /// Lines with something on them.
    pub lines: u64,
    /// Moved in.
    pub moved: u64,
    /// Moved in before.
    pub known: u64,
    /// Not moved in.
    pub refused: u64,
}

/// An applicant that is ready to be stored, and what its timeline will say.
#[derive(Clone)]
struct Ready {
    applicant: Applicant,
    events: Vec<(EventKind, Timestamp)>,
    note: Option<String>,
}

enum Looked {
    Ready(Box<Ready>),
    Known(ApplicantId),
}

impl App {
    /// Moves one applicant in. When `is_dry_run`, everything is looked at and nothing is kept.
    ///
    /// # Errors
    /// [`Noun::Tenant`], or a store that does not answer: the same line can be tried again. What is wrong with the line itself is no
    /// error but [`Moved::Refused`].
    pub async fn applicant_move_in(
        &self,
        tenant_id: TenantId,
        line: &[u8],
        folder: Option<&Folder>,
        is_dry_run: bool,
    ) -> Result<Moved> {
        let line = match Line::parse(line) {
            Ok(line) => line,
            Err(why) => return Ok(Moved::Refused(why)),
        };
        let mut ready = match refusable(self.look_at(tenant_id, line.clone()).await)? {
            Ok(Looked::Ready(ready)) => *ready,
            Ok(Looked::Known(id)) => return Ok(Moved::Known(id)),
            Err(why) => return Ok(Moved::Refused(why)),
        };
        let mut kept = Vec::new();
        let taken = self.files_take_in(&mut ready, &line, folder, is_dry_run, &mut kept);
        let stored = match taken.await {
            Ok(Ok(())) if is_dry_run => Ok(Ok(())),
            Ok(Ok(())) => refusable(self.store_moved_in(&ready, kept.clone()).await),
            other => other,
        };
        if !matches!(stored, Ok(Ok(()))) {
            self.files_forget(kept.iter().map(|file| file.id).collect())
                .await?;
        }
        Ok(match stored? {
            Ok(()) => Moved::In {
                id: ready.applicant.id,
                note: ready.note,
            },
            Err(why) => Moved::Refused(why),
        })
    }

    /// Writes the beginning or, with a report, the end of a run into the audit log.
    ///
    /// # Errors
    /// [`Noun::Tenant`].
    pub async fn moving_in_log(&self, tenant_id: TenantId, report: Option<MovingReport>) -> Result<()> {
        let now = self.now();
        let (action, details) = match report {
            None => ("applicants.move_in_begin", json!({})),
            Some(MovingReport {
                lines,
                moved,
                known,
                refused,
            }) => (
                "applicants.move_in_end",
                json!({ "lines": lines, "moved": moved, "known": known, "refused": refused }),
            ),
        };
        self.db
            .write(move |tx| {
                tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                let entry = NewAuditEntry {
                    actor: Actor::Operator,
                    action,
                    subject: format!("tenant:{tenant_id}"),
                    details: details.clone(),
                };
                tx.audit_append(tenant_id, &entry, now).map(drop)
            })
            .await
    }

    /// Everything that can be said without files and without writing.
    async fn look_at(&self, tenant_id: TenantId, line: Line) -> Result<Looked> {
        let pen = self.pen();
        self.db
            .read(move |tx| {
                let tenant = tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                if let Some(id) = known(tx, tenant_id, &line)? {
                    return Ok(Looked::Known(id));
                }
                made(tx, &pen, &tenant, &line).map(|ready| Looked::Ready(Box::new(ready)))
            })
            .await
    }

    /// Reads, looks through, seals and keeps the files, one at a time. `kept` has those whose bytes are kept whatever is answered.
    async fn files_take_in(
        &self,
        ready: &mut Ready,
        line: &Line,
        folder: Option<&Folder>,
        is_dry_run: bool,
        kept: &mut Vec<File>,
    ) -> Result<Result<(), String>> {
        let steps = line.files.iter().zip(step_ids(&ready.applicant, line));
        for (given, step_id) in steps {
            let Some(folder) = folder.cloned() else {
                return Ok(Err("files need the folder that they lie in".to_owned()));
            };
            let path = given.path.clone();
            let read = tokio::task::spawn_blocking(move || folder.read(&path)).await;
            let bytes = match read.map_err(Error::internal)? {
                Ok(bytes) => bytes,
                Err(why) => return Ok(Err(why)),
            };
            let accepted = match self.file_accept(given.kind, bytes).await? {
                Ok(accepted) => accepted,
                Err(refusal) => return Ok(Err(format!("file {:?}: {refusal}", given.path))),
            };
            if is_dry_run {
                continue;
            }
            let Applicant { tenant_id, id, .. } = ready.applicant;
            let keep = self.file_keep(tenant_id, id, Asker::Step(step_id), given.kind, accepted);
            let file = File {
                created_at: given.given_at,
                ..keep.await?
            };
            kept.push(file.clone());
            place_file(&mut ready.applicant.step_mut(step_id)?.input, &file, None)?;
        }
        Ok(Ok(()))
    }

    async fn store_moved_in(&self, ready: &Ready, files: Vec<File>) -> Result<()> {
        let (pen, ready) = (self.pen(), ready.clone());
        self.db
            .write(move |tx| {
                let mut applicant = ready.applicant.clone();
                pen.insert_past(tx, &mut applicant, ready.events.clone(), Actor::Operator)?;
                files.iter().try_for_each(|file| tx.file_insert(file))?;
                let (tenant_id, applicant_id) = (applicant.tenant_id, applicant.id);
                if let Some(at) = applicant.deletion_at {
                    let work = Work::ApplicantErase { applicant_id };
                    pen.job(tx, tenant_id, work, &applicant_id.to_string(), 0, at)?;
                }
                let entry = NewAuditEntry {
                    actor: Actor::Operator,
                    action: "applicant.move_in",
                    subject: format!("applicant:{applicant_id}"),
                    details: json!({
                        "api": applicant.origin.api, "status": applicant.status, "files": files.len(),
                    }),
                };
                tx.audit_append(tenant_id, &entry, pen.now).map(drop)
            })
            .await
    }
}

/// Sets apart what is wrong with a line from what is wrong with us.
fn refusable<T>(result: Result<T>) -> Result<Result<T, String>> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(error @ (Error::Unavailable(_) | Error::Internal(_) | Error::NotFound(Noun::Tenant))) => {
            Err(error)
        }
        Err(error @ Error::Invalid { .. }) => Ok(Err(camel(&error.to_string()))),
        Err(error) => Ok(Err(error.to_string())),
    }
}

/// The applicant that this line was moved in as.
fn known(tx: &mut Tx, tenant_id: TenantId, line: &Line) -> Result<Option<ApplicantId>> {
    let by_name = tx.applicant_by_external_id(tenant_id, &line.external_id)?;
    let by_id = match line.id {
        Some(id) => tx.applicant_by_id(tenant_id, id)?,
        None => None,
    };
    let conflict = |field, text: &str| Err(Error::invalid(field, Reason::Other(text.to_owned())));
    match (by_name, by_id) {
        (None, None) => Ok(None),
        (None, Some(_)) => conflict("id", "belongs to an applicant with another externalId"),
        (Some(applicant), _) => match &applicant.origin.moved_in {
            Some(moved_in) if moved_in.digest == line.digest() => Ok(Some(applicant.id)),
            Some(_) => conflict(
                "external_id",
                "was moved in before from a line that said something else",
            ),
            None => conflict("external_id", "belongs to an applicant that was not moved in"),
        },
    }
}

/// Makes the applicant with its past, everything but the files.
fn made(tx: &mut Tx, pen: &Pen, tenant: &Tenant, line: &Line) -> Result<Ready> {
    let new = line.new_applicant();
    let flow = find(tx, tenant.id, &FlowReference::Name(new.flow_name.clone()))?;
    if flow.definition.kind == FlowKind::OnDemand {
        return Err(Error::invalid("flow", Reason::Expected("a regular flow")));
    }
    let id = line.id.unwrap_or_else(|| ApplicantId::from_uuid(pen.uuid()));
    let (mut applicant, _) = with_plan(tx, pen, tenant, &flow, |plan| {
        Applicant::new(id, tenant.id, &new, plan, line.created_at)
    })?;
    let attempts_max = tenant.settings.step_attempts_max;
    for file in &line.files {
        if let Some(request) = file.request() {
            let step_id = StepId::from_uuid(pen.uuid());
            applicant.evidence_request(step_id, file.service()?, request, attempts_max, file.given_at)?;
        }
    }
    check_files(&applicant, line, pen.now)?;
    describe_document(&mut applicant, line);
    let events = applicant.move_in(line.past(tenant.id, pen.now))?;
    let note = line
        .person(tenant.id)
        .filter(|(_, is_mapped)| *is_mapped)
        .map(|(id, _)| format!("personId is no UUID: the person is {id}"));
    Ok(Ready {
        applicant,
        events,
        note,
    })
}

/// The step of each of the line's files, in their order; each additional document has one of its own.
fn step_ids(applicant: &Applicant, line: &Line) -> Vec<StepId> {
    let mut requested = applicant.requested_steps();
    let own = |service| applicant.steps.iter().find(|step| step.service == service);
    line.files
        .iter()
        .filter_map(|file| match file.kind {
            FileKind::AdditionalDocument => requested.next(),
            _ => own(file.service().ok()?),
        })
        .map(|step| step.id)
        .collect()
}

/// Every file needs a place of its own in a step of the flow.
fn check_files(applicant: &Applicant, line: &Line, now: Timestamp) -> Result<()> {
    let mut places = Vec::new();
    for file in &line.files {
        let service = file.service()?;
        if !applicant.steps.iter().any(|step| step.service == service) {
            return Err(Error::invalid(
                "files.kind",
                Reason::Expected("evidence that the flow asks for"),
            ));
        }
        if file.given_at < applicant.created_at || file.given_at > now {
            return Err(Error::invalid(
                "files.given_at",
                Reason::Expected("neither in the future nor before the applicant was made"),
            ));
        }
        let is_single = file.kind != FileKind::AdditionalDocument;
        if is_single && places.contains(&file.kind) {
            return Err(Error::invalid("files.kind", Reason::Expected("given once")));
        }
        places.push(file.kind);
    }
    Ok(())
}

/// What the line says of the document belongs to the step that shows it.
fn describe_document(applicant: &mut Applicant, line: &Line) {
    let details = line
        .found
        .document
        .clone()
        .over(&applicant.person.stated.document);
    for step in &mut applicant.steps {
        if let StepInput::Document {
            country, document, ..
        } = &mut step.input
        {
            *country = details
                .issuing_country
                .as_deref()
                .and_then(|text| Country::parse(text).ok());
            *document = details.kind.as_deref().and_then(DocumentKind::parse);
        }
    }
}
