//! Changing an applicant: load, let the domain decide, store the new state with its events, jobs and mails in the same transaction.

use std::sync::Arc;

use domain::{
    Error, Noun, Result,
    applicant::{Applicant, ApplicantStatus},
    event::{Actor, Event, EventKind},
    job::{Job, JobStatus, Work},
    mail::{Mail, MailContent, MailStatus},
    tenant::Tenant,
};
use store::Tx;
use values::{ApplicantId, EventId, JobId, MailId, PersonId, TenantId, Timestamp};

use crate::{
    App,
    chance::Chance,
    keys::{Keys, Purpose},
    mail::applicant_letters,
    outside::LetterWriter,
};

/// What writing needs besides the transaction.
#[derive(Clone)]
pub(crate) struct Pen {
    /// Chance, for ids.
    pub chance: Chance,
    /// Keys, for what is sealed.
    pub keys: Keys,
    /// The instant of the whole operation.
    pub now: Timestamp,
    /// Who writes letters.
    pub letters: Arc<dyn LetterWriter>,
    /// Where links lead; no slash at the end.
    pub public_url: String,
}

impl App {
    /// A pen for an operation that begins now.
    pub(crate) fn pen(&self) -> Pen {
        Pen {
            chance: self.chance.clone(),
            keys: self.keys.clone(),
            now: self.now(),
            letters: Arc::clone(&self.letters),
            public_url: self.public_url.clone(),
        }
    }
}

impl Pen {
    /// A fresh UUID.
    pub(crate) fn uuid(&self) -> uuid::Uuid {
        self.chance.uuid(self.now)
    }

    /// Loads an applicant of a tenant.
    pub(crate) fn applicant(tx: &mut Tx, tenant_id: TenantId, id: ApplicantId) -> Result<Applicant> {
        tx.applicant_by_id(tenant_id, id)?
            .ok_or(Error::NotFound(Noun::Applicant))
    }

    /// Stores a changed applicant with the events of the change. The applicant comes back as it is stored.
    pub(crate) fn store(
        &self,
        tx: &mut Tx,
        applicant: &mut Applicant,
        kinds: Vec<EventKind>,
        actor: Actor,
    ) -> Result<()> {
        self.know_person(tx, applicant)?;
        let first = applicant.events + 1;
        applicant.events += i64::try_from(kinds.len()).unwrap_or(0);
        tx.applicant_update(applicant)?;
        applicant.version += 1;
        self.events(tx, applicant, first, kinds, actor)
    }

    /// Stores a changed applicant and writes the letters that follow from the change.
    pub(crate) fn store_and_tell(
        &self,
        tx: &mut Tx,
        tenant: &Tenant,
        applicant: &mut Applicant,
        kinds: Vec<EventKind>,
        actor: Actor,
    ) -> Result<()> {
        applicant_letters(tx, self, tenant, applicant, &kinds)?;
        self.store(tx, applicant, kinds, actor)
    }

    /// An approved applicant is one person with every approved applicant of the same key, or a person of its own.
    fn know_person(&self, tx: &mut Tx, applicant: &mut Applicant) -> Result<()> {
        let person = &applicant.person;
        if applicant.status != ApplicantStatus::Approved || person.id.is_some() || person.is_unlinked {
            return Ok(());
        }
        let known = match person.key() {
            Some(key) => tx.person_by_key(applicant.tenant_id, &key)?,
            None => None,
        };
        applicant.person.id = Some(known.unwrap_or_else(|| PersonId::from_uuid(self.uuid())));
        Ok(())
    }

    /// Stores a new applicant with the events of its making.
    pub(crate) fn insert(
        &self,
        tx: &mut Tx,
        applicant: &mut Applicant,
        kinds: Vec<EventKind>,
        actor: Actor,
    ) -> Result<()> {
        self.know_person(tx, applicant)?;
        applicant.events = i64::try_from(kinds.len()).unwrap_or(0);
        tx.applicant_insert(applicant)?;
        self.events(tx, applicant, 1, kinds, actor)
    }

    /// Stores a new applicant with a past: its events stand at their own instants, and no endpoint is told.
    pub(crate) fn insert_past(
        &self,
        tx: &mut Tx,
        applicant: &mut Applicant,
        events: Vec<(EventKind, Timestamp)>,
        actor: Actor,
    ) -> Result<()> {
        self.know_person(tx, applicant)?;
        applicant.events = i64::try_from(events.len()).unwrap_or(0);
        tx.applicant_insert(applicant)?;
        for ((kind, at), sequence) in events.into_iter().zip(1..) {
            tx.event_insert(&Event {
                id: EventId::from_uuid(self.uuid()),
                tenant_id: applicant.tenant_id,
                applicant_id: applicant.id,
                sequence,
                kind,
                actor,
                at,
            })?;
        }
        Ok(())
    }

    fn events(
        &self,
        tx: &mut Tx,
        applicant: &Applicant,
        first: i64,
        kinds: Vec<EventKind>,
        actor: Actor,
    ) -> Result<()> {
        let has_listeners = !kinds.is_empty() && tx.endpoint_exists(applicant.tenant_id)?;
        for (kind, sequence) in kinds.into_iter().zip(first..) {
            let id = EventId::from_uuid(self.uuid());
            let event = Event {
                id,
                tenant_id: applicant.tenant_id,
                applicant_id: applicant.id,
                sequence,
                kind,
                actor,
                at: self.now,
            };
            tx.event_insert(&event)?;
            if has_listeners {
                let work = Work::EventFanOut { event_id: id };
                self.job(
                    tx,
                    applicant.tenant_id,
                    work,
                    &applicant.id.to_string(),
                    sequence,
                    self.now,
                )?;
            }
        }
        Ok(())
    }

    /// Plans a job.
    pub(crate) fn job(
        &self,
        tx: &mut Tx,
        tenant_id: TenantId,
        work: Work,
        subject: &str,
        position: i64,
        run_at: Timestamp,
    ) -> Result<()> {
        let job = Job {
            id: JobId::from_uuid(self.uuid()),
            tenant_id,
            work,
            status: JobStatus::Waiting,
            run_at,
            attempts: 0,
            last_error: None,
            created_at: self.now,
        };
        tx.job_insert(&job, subject, position)
    }

    /// Puts a message into the outbox and plans its sending.
    pub(crate) fn mail(
        &self,
        tx: &mut Tx,
        tenant_id: TenantId,
        applicant_id: Option<ApplicantId>,
        recipient: &str,
        template: &str,
        content: &MailContent,
    ) -> Result<()> {
        let id = MailId::from_uuid(self.uuid());
        let plain = serde_json::to_vec(content).map_err(Error::internal)?;
        let mail = Mail {
            id,
            tenant_id,
            applicant_id,
            recipient: recipient.to_owned(),
            template: template.to_owned(),
            sealed_content: self
                .keys
                .seal(Purpose::Mail, &id.to_string(), &plain, &self.chance),
            status: MailStatus::Waiting,
            created_at: self.now,
            sent_at: None,
        };
        tx.mail_insert(&mail)?;
        self.job(
            tx,
            tenant_id,
            Work::MailSend { mail_id: id },
            &id.to_string(),
            0,
            self.now,
        )
    }
}
