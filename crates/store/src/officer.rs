//! Console users and their signed-in browsers.

use domain::{
    Conflict, Error, Result,
    officer::{Officer, OfficerSession, Role},
};
use values::{OfficerId, TenantId, Timestamp};

use crate::{Row, Tx, json::from_word, params};

impl Tx<'_> {
    /// Stores a new officer and gives them the next number of their tenant.
    ///
    /// # Errors
    /// [`Conflict::NameTaken`] when the mail address belongs to an officer already; [`Conflict::Stale`] when another one
    /// was made at the same instant.
    pub fn officer_insert(&mut self, officer: &mut Officer) -> Result<()> {
        if self.officer_by_email(&officer.email.folded())?.is_some() {
            return Err(Error::Conflict(Conflict::NameTaken));
        }
        let row = self.query_one(
            "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM officer WHERE tenant_id = $1",
            params![officer.tenant_id],
        )?;
        officer.number = row.get("next")?;
        let inserted = self.execute(
            "INSERT INTO officer (tenant_id, id, number, email, email_folded, name, role, password_hash, sealed_totp, totp_step, failures,
               locked_until, invitation_hash, invitation_expires_at, disabled_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING",
            params![
                officer.tenant_id,
                officer.id,
                officer.number,
                officer.email.clone(),
                officer.email.folded(),
                &officer.name,
                officer.role.as_str(),
                officer.password_hash.clone(),
                officer.sealed_totp.clone(),
                officer.totp_step,
                officer.failures,
                officer.locked_until,
                officer.invitation_hash.clone(),
                officer.invitation_expires_at,
                officer.disabled_at,
                officer.created_at
            ],
        )?;
        if inserted == 1 {
            Ok(())
        } else {
            // Number or address were taken since we looked.
            Err(Error::Conflict(Conflict::Stale))
        }
    }

    /// Stores a changed officer.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_update(&mut self, officer: &Officer) -> Result<()> {
        self.execute(
            "UPDATE officer SET name = $1, role = $2, password_hash = $3, sealed_totp = $4, totp_step = $5, failures = $6,
               locked_until = $7, invitation_hash = $8, invitation_expires_at = $9, disabled_at = $10
             WHERE tenant_id = $11 AND id = $12",
            params![
                &officer.name,
                officer.role.as_str(),
                officer.password_hash.clone(),
                officer.sealed_totp.clone(),
                officer.totp_step,
                officer.failures,
                officer.locked_until,
                officer.invitation_hash.clone(),
                officer.invitation_expires_at,
                officer.disabled_at,
                officer.tenant_id,
                officer.id
            ],
        )?;
        Ok(())
    }

    /// The officer with this id, as nobody else can change it until the transaction ends: what is counted is counted once.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_locked(&mut self, tenant_id: TenantId, id: OfficerId) -> Result<Option<Officer>> {
        let row = self.query_opt(
            "UPDATE officer SET failures = failures WHERE tenant_id = $1 AND id = $2 RETURNING *",
            params![tenant_id, id],
        )?;
        row.as_ref().map(officer).transpose()
    }

    /// The officer with this id.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_by_id(&mut self, tenant_id: TenantId, id: OfficerId) -> Result<Option<Officer>> {
        let row = self.query_opt(
            "SELECT * FROM officer WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )?;
        row.as_ref().map(officer).transpose()
    }

    /// The officer with this mail address, whosever officer: the lookup of the sign-in page.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_by_email(&mut self, email_folded: &str) -> Result<Option<Officer>> {
        let row = self.query_opt(
            "SELECT * FROM officer WHERE email_folded = $1",
            params![email_folded],
        )?;
        row.as_ref().map(officer).transpose()
    }

    /// The officer whose invitation has this hash.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_by_invitation(&mut self, invitation_hash: &str) -> Result<Option<Officer>> {
        let row = self.query_opt(
            "SELECT * FROM officer WHERE invitation_hash = $1",
            params![invitation_hash],
        )?;
        row.as_ref().map(officer).transpose()
    }

    /// A tenant's officers by number.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officers(&mut self, tenant_id: TenantId) -> Result<Vec<Officer>> {
        let rows = self.query(
            "SELECT * FROM officer WHERE tenant_id = $1 ORDER BY number",
            params![tenant_id],
        )?;
        rows.iter().map(officer).collect()
    }

    /// Stores a signed-in browser.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_session_insert(&mut self, session: &OfficerSession) -> Result<()> {
        self.execute(
            "INSERT INTO officer_session (tenant_id, token_hash, officer_id, created_at, seen_at, second_factor_at, address, user_agent)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                session.tenant_id,
                &session.token_hash,
                session.officer_id,
                session.created_at,
                session.seen_at,
                session.second_factor_at,
                &session.address,
                &session.user_agent
            ],
        )?;
        Ok(())
    }

    /// The signed-in browser with this hash.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_session_by_hash(
        &mut self,
        tenant_id: TenantId,
        token_hash: &str,
    ) -> Result<Option<OfficerSession>> {
        let row = self.query_opt(
            "SELECT * FROM officer_session WHERE tenant_id = $1 AND token_hash = $2",
            params![tenant_id, token_hash],
        )?;
        row.as_ref().map(session).transpose()
    }

    /// Notes that a browser was used, or that its second factor is fresh.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_session_touch(&mut self, session: &OfficerSession) -> Result<()> {
        self.execute(
            "UPDATE officer_session SET seen_at = $1, second_factor_at = $2 WHERE tenant_id = $3 AND token_hash = $4",
            params![session.seen_at, session.second_factor_at, session.tenant_id, &session.token_hash],
        )?;
        Ok(())
    }

    /// Signs a browser out.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_session_delete(&mut self, tenant_id: TenantId, token_hash: &str) -> Result<()> {
        self.execute(
            "DELETE FROM officer_session WHERE tenant_id = $1 AND token_hash = $2",
            params![tenant_id, token_hash],
        )?;
        Ok(())
    }

    /// Signs all of an officer's browsers out.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_sessions_delete(&mut self, tenant_id: TenantId, officer_id: OfficerId) -> Result<u64> {
        self.execute(
            "DELETE FROM officer_session WHERE tenant_id = $1 AND officer_id = $2",
            params![tenant_id, officer_id],
        )
    }

    /// An officer's signed-in browsers, last used first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_sessions(
        &mut self,
        tenant_id: TenantId,
        officer_id: OfficerId,
    ) -> Result<Vec<OfficerSession>> {
        let rows = self.query(
            "SELECT * FROM officer_session WHERE tenant_id = $1 AND officer_id = $2 ORDER BY seen_at DESC",
            params![tenant_id, officer_id],
        )?;
        rows.iter().map(session).collect()
    }

    /// Deletes browsers that were last used before an instant.
    ///
    /// # Errors
    /// Only the database's.
    pub fn officer_sessions_purge(&mut self, before: Timestamp) -> Result<u64> {
        self.execute("DELETE FROM officer_session WHERE seen_at < $1", params![before])
    }
}

fn officer(row: &Row) -> Result<Officer> {
    Ok(Officer {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        number: row.get("number")?,
        email: row.get("email")?,
        name: row.get("name")?,
        role: from_word(row, "role", Role::parse)?,
        password_hash: row.get("password_hash")?,
        sealed_totp: row.get("sealed_totp")?,
        totp_step: row.get("totp_step")?,
        failures: row.get("failures")?,
        locked_until: row.get("locked_until")?,
        invitation_hash: row.get("invitation_hash")?,
        invitation_expires_at: row.get("invitation_expires_at")?,
        disabled_at: row.get("disabled_at")?,
        created_at: row.get("created_at")?,
    })
}

fn session(row: &Row) -> Result<OfficerSession> {
    Ok(OfficerSession {
        token_hash: row.get("token_hash")?,
        officer_id: row.get("officer_id")?,
        tenant_id: row.get("tenant_id")?,
        created_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        second_factor_at: row.get("second_factor_at")?,
        address: row.get("address")?,
        user_agent: row.get("user_agent")?,
    })
}
