//! Links to the hosted page, and one-time codes.

use domain::{
    Result,
    session::{CODE_TRIES_MAX, Channel, Code, LinkPurpose, Session},
};
use values::{ApplicantId, CodeId, SessionId, StepId, TenantId, Timestamp};

use crate::{Row, Tx, json::from_word, params};

impl Tx<'_> {
    /// Stores a new link.
    ///
    /// # Errors
    /// Only the database's.
    pub fn session_insert(&mut self, session: &Session) -> Result<()> {
        self.execute(
            "INSERT INTO session (tenant_id, applicant_id, id, flow_id, purpose, locale, expires_at, revoked_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                session.tenant_id,
                session.applicant_id,
                session.id,
                session.flow_id,
                session.purpose.as_str(),
                session.locale.clone(),
                session.expires_at,
                session.revoked_at,
                session.created_at
            ],
        )?;
        Ok(())
    }

    /// An applicant's link.
    ///
    /// # Errors
    /// Only the database's.
    pub fn session_by_id(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        id: SessionId,
    ) -> Result<Option<Session>> {
        let row = self.query_opt(
            "SELECT * FROM session WHERE tenant_id = $1 AND applicant_id = $2 AND id = $3",
            params![tenant_id, applicant_id, id],
        )?;
        row.as_ref().map(session).transpose()
    }

    /// Ends all of an applicant's links to the hosted verification.
    ///
    /// # Errors
    /// Only the database's.
    pub fn sessions_revoke(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        now: Timestamp,
    ) -> Result<u64> {
        self.execute(
            "UPDATE session SET revoked_at = $1 WHERE tenant_id = $2 AND applicant_id = $3 AND revoked_at IS NULL AND purpose = 'verify'",
            params![now, tenant_id, applicant_id],
        )
    }

    /// Stores a code that was sent.
    ///
    /// # Errors
    /// Only the database's.
    pub fn code_insert(&mut self, code: &Code) -> Result<()> {
        self.execute(
            "INSERT INTO code (tenant_id, applicant_id, id, step_id, channel, address, code_hash, tries, expires_at, used_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            params![
                code.tenant_id,
                code.applicant_id,
                code.id,
                code.step_id,
                code.channel.as_str(),
                &code.address,
                &code.code_hash,
                code.tries,
                code.expires_at,
                code.used_at,
                code.created_at
            ],
        )?;
        Ok(())
    }

    /// The newest code of a step.
    ///
    /// # Errors
    /// Only the database's.
    pub fn code_newest(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        step_id: StepId,
    ) -> Result<Option<Code>> {
        let row = self.query_opt(
            "SELECT * FROM code WHERE tenant_id = $1 AND applicant_id = $2 AND step_id = $3 ORDER BY created_at DESC, id DESC LIMIT 1",
            params![tenant_id, applicant_id, step_id],
        )?;
        row.as_ref().map(code).transpose()
    }

    /// How many codes a step asked for since an instant.
    ///
    /// # Errors
    /// Only the database's.
    pub fn code_count_since(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        step_id: StepId,
        since: Timestamp,
    ) -> Result<i64> {
        self.query_one(
            "SELECT COUNT(*) AS count FROM code WHERE tenant_id = $1 AND applicant_id = $2 AND step_id = $3 AND created_at > $4",
            params![tenant_id, applicant_id, step_id, since],
        )?
        .get("count")
    }

    /// Counts a try before the code is compared, so that a race of many guesses counts each; false when no try was left.
    ///
    /// # Errors
    /// Only the database's.
    pub fn code_try(&mut self, tenant_id: TenantId, applicant_id: ApplicantId, id: CodeId) -> Result<bool> {
        let changed = self.execute(
            "UPDATE code SET tries = tries + 1
             WHERE tenant_id = $1 AND applicant_id = $2 AND id = $3 AND used_at IS NULL AND tries < $4",
            params![tenant_id, applicant_id, id, CODE_TRIES_MAX],
        )?;
        Ok(changed == 1)
    }

    /// Marks a code as used; false when it already was.
    ///
    /// # Errors
    /// Only the database's.
    pub fn code_use(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        id: CodeId,
        now: Timestamp,
    ) -> Result<bool> {
        let changed = self.execute(
            "UPDATE code SET used_at = $1 WHERE tenant_id = $2 AND applicant_id = $3 AND id = $4 AND used_at IS NULL",
            params![now, tenant_id, applicant_id, id],
        )?;
        Ok(changed == 1)
    }
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        applicant_id: row.get("applicant_id")?,
        flow_id: row.get("flow_id")?,
        purpose: from_word(row, "purpose", LinkPurpose::parse)?,
        locale: row.get("locale")?,
        expires_at: row.get("expires_at")?,
        revoked_at: row.get("revoked_at")?,
        created_at: row.get("created_at")?,
    })
}

fn code(row: &Row) -> Result<Code> {
    Ok(Code {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        applicant_id: row.get("applicant_id")?,
        step_id: row.get("step_id")?,
        channel: from_word(row, "channel", Channel::parse)?,
        address: row.get("address")?,
        code_hash: row.get("code_hash")?,
        tries: row.get("tries")?,
        expires_at: row.get("expires_at")?,
        used_at: row.get("used_at")?,
        created_at: row.get("created_at")?,
    })
}
