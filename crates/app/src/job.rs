//! The worker: claims due jobs and deliveries by lease, does them, records what came of it, and rests until something is due.

use std::{sync::Arc, time::Duration};

use domain::{
    Error, Noun, Result,
    audit::NewAuditEntry,
    event::Actor,
    job::{ATTEMPTS_MAX, Job, JobStatus, Work, pause_after},
    mail::MailStatus,
    officer::Role,
};
use serde_json::json;
use tokio::sync::watch;
use values::{ApplicantId, FileId, JobId, MailId, TenantId};

use crate::{App, metric::OutcomeLabels, officer::require_role};

/// A worker that dies delays its work by this long.
const LEASE: Duration = Duration::from_secs(60);
/// Jobs and deliveries that one round takes.
const ROUND: i64 = 64;
/// The longest rest, so that work planned by other nodes is seen.
const REST_MAX: Duration = Duration::from_secs(2);
/// How often old rows are swept out.
const SWEEP_EVERY: Duration = Duration::from_secs(3_600);
/// How long mails are kept.
const MAIL_KEPT: Duration = Duration::from_secs(7 * 86_400);
/// How long idempotency keys are kept.
const IDEMPOTENCY_KEPT: Duration = Duration::from_secs(86_400);

impl App {
    /// Works until `stop` turns true; what is under way is finished.
    #[expect(
        clippy::disallowed_methods,
        reason = "the worker is what waits for time to pass"
    )]
    pub async fn work(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let owner = hex::encode(self.chance.bytes::<8>());
        let mut swept_at = None;
        while !*stop.borrow() {
            let now = self.now();
            if swept_at.is_none_or(|at| now.since(at) >= SWEEP_EVERY) {
                swept_at = Some(now);
                if let Err(error) = self.sweep().await {
                    tracing::warn!(%error, "sweep failed: {error}");
                }
            }
            let rest = match self.work_round(&owner).await {
                Ok(done) if done > 0 => continue,
                Ok(_) => self.rest().await,
                Err(error) => {
                    tracing::warn!(cause = ?error, "worker round failed: {error}");
                    REST_MAX
                }
            };
            tokio::select! {
                () = self.work.notified() => {}
                () = tokio::time::sleep(rest) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Does what is due until nothing is; for tests and for one-off runs.
    ///
    /// # Errors
    /// Only the database's: what a job itself fails with is recorded with the job.
    pub async fn work_until_idle(self: &Arc<Self>) -> Result<()> {
        while self.work_round("until-idle").await? > 0 {}
        Ok(())
    }

    async fn rest(&self) -> Duration {
        match self.db.read(|tx| tx.next_due()).await {
            Ok(Some(due)) => due.since(self.now()).clamp(Duration::from_millis(5), REST_MAX),
            _ => REST_MAX,
        }
    }

    pub(crate) async fn work_round(self: &Arc<Self>, owner: &str) -> Result<usize> {
        let (now, claimer) = (self.now(), owner.to_owned());
        let (jobs, deliveries) = self
            .db
            .write(move |tx| {
                let until = now.plus(LEASE);
                Ok((
                    tx.jobs_claim(&claimer, now, until, ROUND)?,
                    tx.deliveries_claim(&claimer, now, until, ROUND)?,
                ))
            })
            .await?;
        let count = jobs.len() + deliveries.len();
        let mut running = tokio::task::JoinSet::new();
        for delivery in deliveries {
            let (app, owner) = (Arc::clone(self), owner.to_owned());
            running.spawn(async move { app.delivery_send(delivery, owner).await });
        }
        for job in jobs {
            let (app, owner) = (Arc::clone(self), owner.to_owned());
            running.spawn(async move { app.job_run(job, owner).await });
        }
        while let Some(ended) = running.join_next().await {
            // A lost record is made good when the lease ends: the work runs again, and every kind bears that.
            match ended {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(cause = ?error, "recording work failed: {error}"),
                Err(panic) => tracing::error!(%panic, "work panicked"),
            }
        }
        Ok(count)
    }

    async fn job_run(&self, mut job: Job, owner: String) -> Result<()> {
        let done = match &job.work {
            Work::EventFanOut { event_id } => self.event_fan_out(job.tenant_id, *event_id).await,
            Work::MailSend { mail_id } => self.mail_send(job.tenant_id, *mail_id).await,
            Work::InquiryExpire {
                applicant_id,
                inquiry_id,
            } => {
                self.inquiry_expire(job.tenant_id, *applicant_id, *inquiry_id)
                    .await
            }
            Work::PushSend {
                applicant_id,
                inquiry_id,
                endpoint,
            } => {
                self.push_send(job.tenant_id, *applicant_id, *inquiry_id, endpoint)
                    .await
            }
            Work::ApplicantTimeOut { applicant_id } => {
                self.applicant_time_out(job.tenant_id, *applicant_id).await
            }
            Work::SandboxOutcome { applicant_id } => self.sandbox_outcome(job.tenant_id, *applicant_id).await,
            Work::ApplicantErase { applicant_id } => self.applicant_erase(job.tenant_id, *applicant_id).await,
        };
        let (kind, now) = (job.work.as_str().to_owned(), self.now());
        let outcome = match done {
            Ok(()) => {
                self.db
                    .write(move |tx| tx.job_done(&job, &owner).map(drop))
                    .await?;
                "done"
            }
            Err(error) => {
                tracing::warn!(kind, attempts = job.attempts + 1, cause = ?error, "job {kind} failed: {error}");
                job.attempts += 1;
                job.last_error = Some(format!("{error:?}").chars().take(500).collect());
                job.run_at = now.plus(pause_after(job.attempts));
                let is_dead = job.attempts >= ATTEMPTS_MAX;
                job.status = if is_dead {
                    JobStatus::Dead
                } else {
                    JobStatus::Waiting
                };
                self.db
                    .write(move |tx| tx.job_failed(&job, &owner).map(drop))
                    .await?;
                if is_dead { "dead" } else { "failed" }
            }
        };
        self.metrics
            .jobs
            .get_or_create(&OutcomeLabels { kind, outcome })
            .inc();
        Ok(())
    }

    async fn mail_send(&self, tenant_id: TenantId, id: MailId) -> Result<()> {
        let Some(mail) = self.db.read(move |tx| tx.mail_by_id(tenant_id, id)).await? else {
            return Ok(());
        };
        if mail.status != MailStatus::Waiting {
            return Ok(());
        }
        let status = if self.messenger.can_send(&mail.recipient) {
            match self
                .messenger
                .send(&mail.recipient, &self.mail_content(&mail)?)
                .await
            {
                Ok(()) => MailStatus::Sent,
                Err(Error::Invalid { reason, .. }) => {
                    tracing::warn!(mail = %id, "mail {id} was refused for good: {reason}");
                    MailStatus::Failed
                }
                Err(error) => return Err(error),
            }
        } else {
            MailStatus::Kept
        };
        let sent_at = (status == MailStatus::Sent).then(|| self.now());
        self.db
            .write(move |tx| tx.mail_note(tenant_id, id, status, sent_at))
            .await
    }

    /// Erases an applicant's rows and files, if that is still wanted. What stays is an audit entry without the person's data.
    async fn applicant_erase(&self, tenant_id: TenantId, id: ApplicantId) -> Result<()> {
        let now = self.now();
        let files: Vec<FileId> = self
            .db
            .write(move |tx| {
                let Some(applicant) = tx.applicant_by_id(tenant_id, id)? else {
                    return Ok(Vec::new());
                };
                if applicant.deletion_at.is_none_or(|at| at > now) {
                    return Ok(Vec::new());
                }
                let files: Vec<FileId> = tx.files(tenant_id, id)?.iter().map(|file| file.id).collect();
                tx.jobs_cancel(tenant_id, "event_fan_out", &id.to_string())?;
                tx.applicant_erase(tenant_id, id)?;
                let entry = NewAuditEntry {
                    actor: Actor::System,
                    action: "applicant.erase",
                    subject: format!("applicant:{id}"),
                    details: json!({ "files": files.len() }),
                };
                tx.audit_append(tenant_id, &entry, now)?;
                Ok(files)
            })
            .await?;
        self.files_forget(files).await
    }

    async fn sweep(&self) -> Result<()> {
        let now = self.now();
        self.db
            .write(move |tx| {
                tx.mails_purge(now.minus(MAIL_KEPT))?;
                tx.idempotency_purge(now.minus(IDEMPOTENCY_KEPT))?;
                tx.officer_sessions_purge(now.minus(domain::officer::SESSION_MAX))
                    .map(drop)
            })
            .await
    }

    /// A tenant's jobs, dead ones first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn jobs(&self, tenant_id: TenantId) -> Result<Vec<Job>> {
        self.db.read(move |tx| tx.jobs(tenant_id, 200)).await
    }

    /// Sets a dead job to run again.
    ///
    /// # Errors
    /// [`Noun::Job`].
    pub async fn job_retry(&self, tenant_id: TenantId, id: JobId, actor: Actor) -> Result<()> {
        let now = self.now();
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Senior)?;
                if !tx.job_retry(tenant_id, id, now)? {
                    return Err(Error::NotFound(Noun::Job));
                }
                let entry = NewAuditEntry {
                    actor,
                    action: "job.retry",
                    subject: format!("job:{id}"),
                    details: json!({}),
                };
                tx.audit_append(tenant_id, &entry, now).map(drop)
            })
            .await?;
        self.work.notify_one();
        Ok(())
    }
}
