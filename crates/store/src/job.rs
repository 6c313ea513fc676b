//! Jobs: rows with a lease, claimed by whichever worker comes first, deleted when done.

use domain::{
    Result,
    job::{Job, JobStatus},
};
use values::{JobId, TenantId, Timestamp};

use crate::{
    Row, Tx,
    json::{from_json, from_word, to_json},
    params,
};

impl Tx<'_> {
    /// Stores a job. `subject` is what it is about, so that it can be cancelled with it; `position` orders jobs of one subject.
    ///
    /// # Errors
    /// Only the database's.
    pub fn job_insert(&mut self, job: &Job, subject: &str, position: i64) -> Result<()> {
        self.execute(
            "INSERT INTO job (tenant_id, id, kind, work, subject, position, status, run_at, attempts, lease_until, lease_owner,
               last_error, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', $10, $11)",
            params![
                job.tenant_id,
                job.id,
                job.work.as_str(),
                to_json(&job.work),
                subject,
                position,
                job.status.as_str(),
                job.run_at,
                job.attempts,
                job.last_error.clone(),
                job.created_at
            ],
        )?;
        Ok(())
    }

    /// Takes up to `limit` due jobs under a lease, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn jobs_claim(
        &mut self,
        owner: &str,
        now: Timestamp,
        lease_until: Timestamp,
        limit: i64,
    ) -> Result<Vec<Job>> {
        let rows = self.query(
            "UPDATE job SET lease_until = $1, lease_owner = $2
             WHERE status = 'waiting' AND lease_until <= $3 AND (tenant_id, id) IN (
               SELECT tenant_id, id FROM job WHERE status = 'waiting' AND run_at <= $3 AND lease_until <= $3
               ORDER BY run_at, id LIMIT $4)
             RETURNING *",
            params![lease_until, owner, now, limit],
        )?;
        let mut jobs = rows.iter().map(job).collect::<Result<Vec<Job>>>()?;
        jobs.sort_by_key(|job| (job.run_at, job.id));
        Ok(jobs)
    }

    /// Deletes a finished job, if its lease is still this worker's.
    ///
    /// # Errors
    /// Only the database's.
    pub fn job_done(&mut self, job: &Job, owner: &str) -> Result<bool> {
        let deleted = self.execute(
            "DELETE FROM job WHERE tenant_id = $1 AND id = $2 AND lease_owner = $3",
            params![job.tenant_id, job.id, owner],
        )?;
        Ok(deleted == 1)
    }

    /// Puts a failed job back with its new state, if its lease is still this worker's.
    ///
    /// # Errors
    /// Only the database's.
    pub fn job_failed(&mut self, job: &Job, owner: &str) -> Result<bool> {
        let changed = self.execute(
            "UPDATE job SET status = $1, run_at = $2, attempts = $3, last_error = $4, lease_until = 0, lease_owner = ''
             WHERE tenant_id = $5 AND id = $6 AND lease_owner = $7",
            params![job.status.as_str(), job.run_at, job.attempts, job.last_error.clone(), job.tenant_id, job.id, owner],
        )?;
        Ok(changed == 1)
    }

    /// Cancels every job about a subject.
    ///
    /// # Errors
    /// Only the database's.
    pub fn jobs_cancel(&mut self, tenant_id: TenantId, kind: &str, subject: &str) -> Result<u64> {
        self.execute(
            "DELETE FROM job WHERE tenant_id = $1 AND kind = $2 AND subject = $3",
            params![tenant_id, kind, subject],
        )
    }

    /// Sets a dead job to run again now; says whether there was one.
    ///
    /// # Errors
    /// Only the database's.
    pub fn job_retry(&mut self, tenant_id: TenantId, id: JobId, now: Timestamp) -> Result<bool> {
        let changed = self.execute(
            "UPDATE job SET status = 'waiting', run_at = $1, attempts = 0, lease_until = 0
             WHERE tenant_id = $2 AND id = $3 AND status = 'dead'",
            params![now, tenant_id, id],
        )?;
        Ok(changed == 1)
    }

    /// A tenant's jobs, dead ones first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn jobs(&mut self, tenant_id: TenantId, limit: i64) -> Result<Vec<Job>> {
        let rows = self.query(
            "SELECT * FROM job WHERE tenant_id = $1 ORDER BY status, run_at, id LIMIT $2",
            params![tenant_id, limit],
        )?;
        rows.iter().map(job).collect()
    }

    /// When the earliest job or delivery is due, so that a worker knows how long it may rest.
    ///
    /// # Errors
    /// Only the database's.
    pub fn next_due(&mut self) -> Result<Option<Timestamp>> {
        let row = self.query_one(
            "SELECT MIN(due) AS due FROM (
               SELECT MIN(CASE WHEN lease_until > run_at THEN lease_until ELSE run_at END) AS due FROM job WHERE status = 'waiting'
               UNION ALL
               SELECT MIN(CASE WHEN lease_until > next_at THEN lease_until ELSE next_at END) FROM delivery WHERE status = 'pending'
             ) AS soonest",
            params![],
        )?;
        row.get("due")
    }
}

fn job(row: &Row) -> Result<Job> {
    Ok(Job {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        work: from_json(row, "work")?,
        status: from_word(row, "status", JobStatus::parse)?,
        run_at: row.get("run_at")?,
        attempts: row.get("attempts")?,
        last_error: row.get("last_error")?,
        created_at: row.get("created_at")?,
    })
}
