//! Mails: the outbox that a mail server empties, or a person reads.

use domain::{
    Result,
    mail::{Mail, MailStatus},
};
use values::{MailId, TenantId, Timestamp};

use crate::{Row, Tx, json::from_word, params};

impl Tx<'_> {
    /// Stores a mail.
    ///
    /// # Errors
    /// Only the database's.
    pub fn mail_insert(&mut self, mail: &Mail) -> Result<()> {
        self.execute(
            "INSERT INTO mail (tenant_id, id, applicant_id, recipient, template, sealed_content, status, created_at, sent_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                mail.tenant_id,
                mail.id,
                mail.applicant_id,
                &mail.recipient,
                &mail.template,
                mail.sealed_content.clone(),
                mail.status.as_str(),
                mail.created_at,
                mail.sent_at
            ],
        )?;
        Ok(())
    }

    /// Notes where a mail stands.
    ///
    /// # Errors
    /// Only the database's.
    pub fn mail_note(
        &mut self,
        tenant_id: TenantId,
        id: MailId,
        status: MailStatus,
        sent_at: Option<Timestamp>,
    ) -> Result<()> {
        self.execute(
            "UPDATE mail SET status = $1, sent_at = $2 WHERE tenant_id = $3 AND id = $4",
            params![status.as_str(), sent_at, tenant_id, id],
        )?;
        Ok(())
    }

    /// One mail.
    ///
    /// # Errors
    /// Only the database's.
    pub fn mail_by_id(&mut self, tenant_id: TenantId, id: MailId) -> Result<Option<Mail>> {
        let row = self.query_opt(
            "SELECT * FROM mail WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )?;
        row.as_ref().map(mail).transpose()
    }

    /// One page of a tenant's mails, newest first, behind a place.
    ///
    /// # Errors
    /// Only the database's.
    pub fn mails(
        &mut self,
        tenant_id: TenantId,
        after: Option<(Timestamp, MailId)>,
        limit: i64,
    ) -> Result<Vec<Mail>> {
        let rows = self.query(
            "SELECT * FROM mail WHERE tenant_id = $1 AND (created_at < $2 OR (created_at = $2 AND id < $3))
             ORDER BY created_at DESC, id DESC LIMIT $4",
            params![
                tenant_id,
                after.map_or(i64::MAX, |(at, _)| at.as_millis()),
                after.map_or(String::new(), |(_, id)| id.to_string()),
                limit
            ],
        )?;
        rows.iter().map(mail).collect()
    }

    /// Deletes mails made before an instant.
    ///
    /// # Errors
    /// Only the database's.
    pub fn mails_purge(&mut self, before: Timestamp) -> Result<u64> {
        self.execute(
            "DELETE FROM mail WHERE created_at < $1 AND status <> 'waiting'",
            params![before],
        )
    }
}

fn mail(row: &Row) -> Result<Mail> {
    Ok(Mail {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        applicant_id: row.get("applicant_id")?,
        recipient: row.get("recipient")?,
        template: row.get("template")?,
        sealed_content: row.get("sealed_content")?,
        status: from_word(row, "status", MailStatus::parse)?,
        created_at: row.get("created_at")?,
        sent_at: row.get("sent_at")?,
    })
}
