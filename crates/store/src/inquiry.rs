//! Questions put to applicants, where their browsers take push messages, and what their devices say of themselves.

use domain::{
    Conflict, Error, Result,
    inquiry::{Inquiry, InquiryStatus, PushSubscription},
    step::Place,
};
use serde_json::{Map, Value as Json};
use values::{ApplicantId, InquiryId, TenantId, Timestamp};

use crate::{
    Row, Tx,
    json::{from_json, from_json_opt, from_word, to_json},
    params,
};

/// Browsers that one applicant may have; the oldest gives way.
const SUBSCRIPTIONS_MAX: i64 = 10;

/// What a device last said of itself, and where it was.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceReport {
    /// As it was sent.
    pub report: Map<String, Json>,
    /// Where it was, if that was shared.
    pub place: Option<Place>,
    /// When.
    pub at: Timestamp,
}

impl Tx<'_> {
    /// Stores a new inquiry.
    ///
    /// # Errors
    /// [`Conflict::ReferenceTaken`].
    pub fn inquiry_insert(&mut self, inquiry: &Inquiry) -> Result<()> {
        let inserted = self.execute(
            "INSERT INTO inquiry (tenant_id, applicant_id, id, reference, kind, title, body, status, expires_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT DO NOTHING",
            params![
                inquiry.tenant_id,
                inquiry.applicant_id,
                inquiry.id,
                &inquiry.reference,
                to_json(&inquiry.kind),
                &inquiry.title,
                &inquiry.body,
                inquiry.status.as_str(),
                inquiry.expires_at,
                inquiry.created_at
            ],
        )?;
        if inserted == 0 {
            return Err(Error::Conflict(Conflict::ReferenceTaken));
        }
        Ok(())
    }

    /// Ends an inquiry that still waits.
    ///
    /// # Errors
    /// [`Conflict::InquiryAnswered`] when somebody else was faster.
    pub fn inquiry_end(&mut self, inquiry: &Inquiry) -> Result<()> {
        let changed = self.execute(
            "UPDATE inquiry SET status = $1, ip = $2, picture = $3, report = $4, place = $5, answered_at = $6
             WHERE tenant_id = $7 AND applicant_id = $8 AND id = $9 AND status = 'pending'",
            params![
                inquiry.status.as_str(),
                inquiry.ip.clone(),
                inquiry.picture,
                inquiry.report.as_ref().map(to_json),
                inquiry.place.as_ref().map(to_json),
                inquiry.answered_at,
                inquiry.tenant_id,
                inquiry.applicant_id,
                inquiry.id
            ],
        )?;
        if changed == 0 {
            return Err(Error::Conflict(Conflict::InquiryAnswered));
        }
        Ok(())
    }

    /// An applicant's inquiry.
    ///
    /// # Errors
    /// Only the database's.
    pub fn inquiry_by_id(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        id: InquiryId,
    ) -> Result<Option<Inquiry>> {
        let row = self.query_opt(
            "SELECT * FROM inquiry WHERE tenant_id = $1 AND applicant_id = $2 AND id = $3",
            params![tenant_id, applicant_id, id],
        )?;
        row.as_ref().map(inquiry).transpose()
    }

    /// The inquiry with the client's own name for it.
    ///
    /// # Errors
    /// Only the database's.
    pub fn inquiry_by_reference(&mut self, tenant_id: TenantId, reference: &str) -> Result<Option<Inquiry>> {
        let row = self.query_opt(
            "SELECT * FROM inquiry WHERE tenant_id = $1 AND reference = $2",
            params![tenant_id, reference],
        )?;
        row.as_ref().map(inquiry).transpose()
    }

    /// An applicant's inquiries, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn inquiries(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        limit: i64,
    ) -> Result<Vec<Inquiry>> {
        let rows = self.query(
            "SELECT * FROM inquiry WHERE tenant_id = $1 AND applicant_id = $2 ORDER BY created_at DESC, id DESC LIMIT $3",
            params![tenant_id, applicant_id, limit],
        )?;
        rows.iter().map(inquiry).collect()
    }

    /// Notes where a browser takes push messages.
    ///
    /// # Errors
    /// Only the database's.
    pub fn push_subscription_keep(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        subscription: &PushSubscription,
        now: Timestamp,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO push_subscription (tenant_id, applicant_id, endpoint, p256dh, auth, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (tenant_id, applicant_id, endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth",
            params![
                tenant_id,
                applicant_id,
                &subscription.endpoint,
                &subscription.p256dh,
                &subscription.auth,
                now
            ],
        )?;
        self.execute(
            "DELETE FROM push_subscription WHERE tenant_id = $1 AND applicant_id = $2 AND endpoint NOT IN
               (SELECT endpoint FROM push_subscription WHERE tenant_id = $1 AND applicant_id = $2
                ORDER BY created_at DESC, endpoint LIMIT $3)",
            params![tenant_id, applicant_id, SUBSCRIPTIONS_MAX],
        )?;
        Ok(())
    }

    /// Forgets a browser that takes no more push messages.
    ///
    /// # Errors
    /// Only the database's.
    pub fn push_subscription_forget(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        endpoint: &str,
    ) -> Result<()> {
        self.execute(
            "DELETE FROM push_subscription WHERE tenant_id = $1 AND applicant_id = $2 AND endpoint = $3",
            params![tenant_id, applicant_id, endpoint],
        )?;
        Ok(())
    }

    /// Where an applicant's browsers take push messages.
    ///
    /// # Errors
    /// Only the database's.
    pub fn push_subscriptions(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
    ) -> Result<Vec<PushSubscription>> {
        let rows = self.query(
            "SELECT endpoint, p256dh, auth FROM push_subscription WHERE tenant_id = $1 AND applicant_id = $2 ORDER BY endpoint",
            params![tenant_id, applicant_id],
        )?;
        rows.iter()
            .map(|row| {
                Ok(PushSubscription {
                    endpoint: row.get("endpoint")?,
                    p256dh: row.get("p256dh")?,
                    auth: row.get("auth")?,
                })
            })
            .collect()
    }

    /// Keeps what a device says of itself, in place of what it said before. A place is kept until another one comes.
    ///
    /// # Errors
    /// Only the database's.
    pub fn device_report_keep(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        report: &Map<String, Json>,
        place: Option<&Place>,
        now: Timestamp,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO device_report (tenant_id, applicant_id, report, place, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, applicant_id) DO UPDATE SET report = excluded.report,
               place = COALESCE(excluded.place, device_report.place), at = excluded.at",
            params![tenant_id, applicant_id, to_json(report), place.map(to_json), now],
        )?;
        Ok(())
    }

    /// What a device last said of itself.
    ///
    /// # Errors
    /// Only the database's.
    pub fn device_report(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
    ) -> Result<Option<DeviceReport>> {
        let row = self.query_opt(
            "SELECT report, place, at FROM device_report WHERE tenant_id = $1 AND applicant_id = $2",
            params![tenant_id, applicant_id],
        )?;
        row.map(|row| {
            Ok(DeviceReport {
                report: from_json(&row, "report")?,
                place: from_json_opt(&row, "place")?,
                at: row.get("at")?,
            })
        })
        .transpose()
    }
}

fn inquiry(row: &Row) -> Result<Inquiry> {
    Ok(Inquiry {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        applicant_id: row.get("applicant_id")?,
        reference: row.get("reference")?,
        kind: from_json(row, "kind")?,
        title: row.get("title")?,
        body: row.get("body")?,
        status: from_word(row, "status", InquiryStatus::parse)?,
        ip: row.get("ip")?,
        picture: row.get("picture")?,
        report: from_json_opt(row, "report")?,
        place: from_json_opt(row, "place")?,
        expires_at: row.get("expires_at")?,
        answered_at: row.get("answered_at")?,
        created_at: row.get("created_at")?,
    })
}
