//! The timeline.

use domain::{Result, event::Event};
use values::{ApplicantId, EventId, TenantId, Timestamp};

use crate::{
    Row, Tx,
    json::{from_json, to_json},
    params,
};

impl Tx<'_> {
    /// Stores an event.
    ///
    /// # Errors
    /// Only the database's.
    pub fn event_insert(&mut self, event: &Event) -> Result<()> {
        self.execute(
            "INSERT INTO event (tenant_id, applicant_id, sequence, id, kind, content, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                event.tenant_id,
                event.applicant_id,
                event.sequence,
                event.id,
                event.kind.as_str(),
                to_json(&event.kind),
                to_json(&event.actor),
                event.at
            ],
        )?;
        Ok(())
    }

    /// One event.
    ///
    /// # Errors
    /// Only the database's.
    pub fn event_by_id(&mut self, tenant_id: TenantId, id: EventId) -> Result<Option<Event>> {
        let row = self.query_opt(
            "SELECT * FROM event WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )?;
        row.as_ref().map(event).transpose()
    }

    /// An applicant's events in their order.
    ///
    /// # Errors
    /// Only the database's.
    pub fn events(&mut self, tenant_id: TenantId, applicant_id: ApplicantId) -> Result<Vec<Event>> {
        let rows = self.query(
            "SELECT * FROM event WHERE tenant_id = $1 AND applicant_id = $2 ORDER BY sequence",
            params![tenant_id, applicant_id],
        )?;
        rows.iter().map(event).collect()
    }

    /// How often each kind of event happened on each day (UTC) since an instant: day number since 1970, kind, count.
    ///
    /// # Errors
    /// Only the database's.
    pub fn event_counts(&mut self, tenant_id: TenantId, since: Timestamp) -> Result<Vec<(i64, String, i64)>> {
        let rows = self.query(
            "SELECT at / 86400000 AS day, kind, COUNT(*) AS count FROM event WHERE tenant_id = $1 AND at >= $2
             GROUP BY at / 86400000, kind ORDER BY 1, 2",
            params![tenant_id, since],
        )?;
        rows.iter()
            .map(|row| Ok((row.get("day")?, row.get("kind")?, row.get("count")?)))
            .collect()
    }
}

fn event(row: &Row) -> Result<Event> {
    Ok(Event {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        applicant_id: row.get("applicant_id")?,
        sequence: row.get("sequence")?,
        kind: from_json(row, "content")?,
        actor: from_json(row, "actor")?,
        at: row.get("at")?,
    })
}
