//! Endpoints, deliveries and their attempts. A delivery is claimed by a lease, so a worker that dies only delays it.

use domain::{
    Result,
    tenant::Api,
    webhook::{Attempt, Delivery, DeliveryStatus, Endpoint},
};
use values::{ApplicantId, DeliveryId, EndpointId, TenantId, Timestamp};

use crate::{
    Row, Tx,
    json::{from_json, from_word, to_json},
    params,
};

/// An endpoint as stored: its secrets are sealed, and only the application layer can open them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEndpoint {
    /// The endpoint with an empty list of secrets.
    pub endpoint: Endpoint,
    /// The sealed JSON list of secrets.
    pub sealed_secrets: Vec<u8>,
}

/// Which deliveries a list shows, newest first.
#[derive(Debug, Clone, Default)]
pub struct DeliveryFilter {
    /// Only this status.
    pub status: Option<DeliveryStatus>,
    /// Only this endpoint.
    pub endpoint_id: Option<EndpointId>,
    /// Only about this applicant.
    pub applicant_id: Option<ApplicantId>,
    /// Made at or after.
    pub from: Option<Timestamp>,
    /// Made before.
    pub until: Option<Timestamp>,
    /// Continue behind this place.
    pub after: Option<(Timestamp, DeliveryId)>,
    /// At most so many.
    pub limit: i64,
}

impl Tx<'_> {
    /// Stores a new endpoint.
    ///
    /// # Errors
    /// Only the database's.
    pub fn endpoint_insert(&mut self, stored: &StoredEndpoint) -> Result<()> {
        let endpoint = &stored.endpoint;
        self.execute(
            "INSERT INTO endpoint (tenant_id, id, api, url, events, sealed_secrets, failing_since, disabled_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                endpoint.tenant_id,
                endpoint.id,
                endpoint.api.as_str(),
                &endpoint.url,
                to_json(&endpoint.events),
                stored.sealed_secrets.clone(),
                endpoint.failing_since,
                endpoint.disabled_at,
                endpoint.created_at
            ],
        )?;
        Ok(())
    }

    /// Stores a changed endpoint; says whether it exists.
    ///
    /// # Errors
    /// Only the database's.
    pub fn endpoint_update(&mut self, stored: &StoredEndpoint) -> Result<bool> {
        let endpoint = &stored.endpoint;
        let changed = self.execute(
            "UPDATE endpoint SET url = $1, events = $2, sealed_secrets = $3, failing_since = $4, disabled_at = $5
             WHERE tenant_id = $6 AND id = $7",
            params![
                &endpoint.url,
                to_json(&endpoint.events),
                stored.sealed_secrets.clone(),
                endpoint.failing_since,
                endpoint.disabled_at,
                endpoint.tenant_id,
                endpoint.id
            ],
        )?;
        Ok(changed == 1)
    }

    /// Notes that an endpoint fails, or works again. The first failure's instant stays.
    ///
    /// # Errors
    /// Only the database's.
    pub fn endpoint_note_health(
        &mut self,
        tenant_id: TenantId,
        id: EndpointId,
        failing_at: Option<Timestamp>,
    ) -> Result<()> {
        match failing_at {
            Some(at) => self.execute(
                "UPDATE endpoint SET failing_since = $1 WHERE tenant_id = $2 AND id = $3 AND failing_since IS NULL",
                params![at, tenant_id, id],
            ),
            None => self.execute(
                "UPDATE endpoint SET failing_since = NULL WHERE tenant_id = $1 AND id = $2 AND failing_since IS NOT NULL",
                params![tenant_id, id],
            ),
        }?;
        Ok(())
    }

    /// Switches an endpoint off; false when it was off already.
    ///
    /// # Errors
    /// Only the database's.
    pub fn endpoint_disable(&mut self, tenant_id: TenantId, id: EndpointId, at: Timestamp) -> Result<bool> {
        let changed = self.execute(
            "UPDATE endpoint SET disabled_at = $1 WHERE tenant_id = $2 AND id = $3 AND disabled_at IS NULL",
            params![at, tenant_id, id],
        )?;
        Ok(changed == 1)
    }

    /// Deletes an endpoint; its deliveries stay as a record and are no longer sent.
    ///
    /// # Errors
    /// Only the database's.
    pub fn endpoint_delete(&mut self, tenant_id: TenantId, id: EndpointId) -> Result<bool> {
        self.execute(
            "UPDATE delivery SET status = 'dead' WHERE tenant_id = $1 AND endpoint_id = $2 AND status = 'pending'",
            params![tenant_id, id],
        )?;
        Ok(self.execute(
            "DELETE FROM endpoint WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )? == 1)
    }

    /// Whether any endpoint of the tenant is switched on.
    ///
    /// # Errors
    /// Only the database's.
    pub fn endpoint_exists(&mut self, tenant_id: TenantId) -> Result<bool> {
        let row = self.query_opt(
            "SELECT 1 AS found FROM endpoint WHERE tenant_id = $1 AND disabled_at IS NULL LIMIT 1",
            params![tenant_id],
        )?;
        Ok(row.is_some())
    }

    /// One endpoint.
    ///
    /// # Errors
    /// Only the database's.
    pub fn endpoint_by_id(&mut self, tenant_id: TenantId, id: EndpointId) -> Result<Option<StoredEndpoint>> {
        let row = self.query_opt(
            "SELECT * FROM endpoint WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )?;
        row.as_ref().map(endpoint).transpose()
    }

    /// A tenant's endpoints, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn endpoints(&mut self, tenant_id: TenantId) -> Result<Vec<StoredEndpoint>> {
        let rows = self.query(
            "SELECT * FROM endpoint WHERE tenant_id = $1 ORDER BY created_at, id",
            params![tenant_id],
        )?;
        rows.iter().map(endpoint).collect()
    }

    /// Stores a delivery; one that tells the same event to the same endpoint is left as it is.
    ///
    /// # Errors
    /// Only the database's.
    pub fn delivery_insert(&mut self, delivery: &Delivery) -> Result<()> {
        self.execute(
            "INSERT INTO delivery (tenant_id, id, endpoint_id, event_id, applicant_id, sequence, event_name, body, headers, status,
               attempts, next_at, lease_until, lease_owner, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, '', $13) ON CONFLICT DO NOTHING",
            params![
                delivery.tenant_id,
                delivery.id,
                delivery.endpoint_id,
                delivery.event_id,
                delivery.applicant_id,
                delivery.sequence,
                &delivery.event_name,
                delivery.body.clone(),
                to_json(&delivery.headers),
                delivery.status.as_str(),
                delivery.attempts,
                delivery.next_at,
                delivery.created_at
            ],
        )?;
        Ok(())
    }

    /// Takes up to `limit` due deliveries under a lease. A delivery waits while an earlier one about the same applicant is pending,
    /// and while that applicant's fan-out still has an earlier event to render.
    ///
    /// # Errors
    /// Only the database's.
    pub fn deliveries_claim(
        &mut self,
        owner: &str,
        now: Timestamp,
        lease_until: Timestamp,
        limit: i64,
    ) -> Result<Vec<Delivery>> {
        let rows = self.query(
            "UPDATE delivery SET lease_until = $1, lease_owner = $2
             WHERE status = 'pending' AND lease_until <= $3 AND (tenant_id, id) IN (
               SELECT due.tenant_id, due.id FROM delivery AS due
               WHERE due.status = 'pending' AND due.next_at <= $3 AND due.lease_until <= $3 AND NOT EXISTS (
                 SELECT 1 FROM delivery AS earlier
                 WHERE earlier.tenant_id = due.tenant_id AND earlier.endpoint_id = due.endpoint_id
                   AND earlier.applicant_id = due.applicant_id AND earlier.status = 'pending' AND earlier.sequence < due.sequence)
                 AND NOT EXISTS (
                 SELECT 1 FROM job WHERE job.tenant_id = due.tenant_id AND job.subject = due.applicant_id
                   AND job.kind = 'event_fan_out' AND job.status = 'waiting' AND job.position < due.sequence)
               ORDER BY due.next_at, due.id LIMIT $4)
             RETURNING *",
            params![lease_until, owner, now, limit],
        )?;
        rows.iter().map(delivery).collect()
    }

    /// Records an attempt behind the earlier ones, and what follows from it; does nothing when the lease was lost to another worker.
    ///
    /// # Errors
    /// Only the database's.
    pub fn delivery_note_attempt(
        &mut self,
        delivery: &Delivery,
        owner: &str,
        attempt: &Attempt,
    ) -> Result<bool> {
        let changed = self.execute(
            "UPDATE delivery SET status = $1, attempts = $2, next_at = $3, lease_until = 0, lease_owner = ''
             WHERE tenant_id = $4 AND id = $5 AND lease_owner = $6",
            params![
                delivery.status.as_str(),
                delivery.attempts,
                delivery.next_at,
                delivery.tenant_id,
                delivery.id,
                owner
            ],
        )?;
        if changed == 0 {
            return Ok(false);
        }
        // A message that was sent again counts its tries afresh; the record goes on.
        let number: i64 = self
            .query_one(
                "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM delivery_attempt WHERE tenant_id = $1 AND delivery_id = $2",
                params![delivery.tenant_id, delivery.id],
            )?
            .get("next")?;
        self.execute(
            "INSERT INTO delivery_attempt (tenant_id, delivery_id, number, at, status, latency_ms, error, answer)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                delivery.tenant_id,
                delivery.id,
                number,
                attempt.at,
                attempt.status,
                attempt.latency_ms,
                attempt.error.clone(),
                &attempt.answer
            ],
        )?;
        Ok(true)
    }

    /// Sets a delivery to be sent again now, with the same bytes and id, and a fresh set of tries; says whether it exists.
    ///
    /// # Errors
    /// Only the database's.
    pub fn delivery_resend(&mut self, tenant_id: TenantId, id: DeliveryId, now: Timestamp) -> Result<bool> {
        let changed = self.execute(
            "UPDATE delivery SET status = 'pending', attempts = 0, next_at = $1, lease_until = 0 WHERE tenant_id = $2 AND id = $3",
            params![now, tenant_id, id],
        )?;
        Ok(changed == 1)
    }

    /// One delivery.
    ///
    /// # Errors
    /// Only the database's.
    pub fn delivery_by_id(&mut self, tenant_id: TenantId, id: DeliveryId) -> Result<Option<Delivery>> {
        let row = self.query_opt(
            "SELECT * FROM delivery WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )?;
        row.as_ref().map(delivery).transpose()
    }

    /// The attempts of a delivery in their order.
    ///
    /// # Errors
    /// Only the database's.
    pub fn delivery_attempts(&mut self, tenant_id: TenantId, id: DeliveryId) -> Result<Vec<Attempt>> {
        let rows = self.query(
            "SELECT * FROM delivery_attempt WHERE tenant_id = $1 AND delivery_id = $2 ORDER BY number",
            params![tenant_id, id],
        )?;
        rows.iter().map(attempt).collect()
    }

    /// One page of deliveries.
    ///
    /// # Errors
    /// Only the database's.
    pub fn deliveries(&mut self, tenant_id: TenantId, filter: &DeliveryFilter) -> Result<Vec<Delivery>> {
        let rows = self.query(
            "SELECT * FROM delivery
             WHERE tenant_id = $1 AND ($2 = '' OR status = $2) AND ($3 = '' OR endpoint_id = $3) AND ($4 = '' OR applicant_id = $4)
               AND created_at >= $5 AND created_at < $6 AND (created_at < $7 OR (created_at = $7 AND id < $8))
             ORDER BY created_at DESC, id DESC LIMIT $9",
            params![
                tenant_id,
                filter.status.map_or("", DeliveryStatus::as_str),
                filter.endpoint_id.map_or(String::new(), |id| id.to_string()),
                filter.applicant_id.map_or(String::new(), |id| id.to_string()),
                filter.from.map_or(i64::MIN, Timestamp::as_millis),
                filter.until.map_or(i64::MAX, Timestamp::as_millis),
                filter.after.map_or(i64::MAX, |(at, _)| at.as_millis()),
                filter.after.map_or(String::new(), |(_, id)| id.to_string()),
                filter.limit
            ],
        )?;
        rows.iter().map(delivery).collect()
    }

    /// How many deliveries of an endpoint are pending, delivered and dead.
    ///
    /// # Errors
    /// Only the database's.
    pub fn delivery_counts(&mut self, tenant_id: TenantId) -> Result<Vec<(EndpointId, DeliveryStatus, i64)>> {
        let rows = self.query(
            "SELECT endpoint_id, status, COUNT(*) AS count FROM delivery WHERE tenant_id = $1 GROUP BY endpoint_id, status",
            params![tenant_id],
        )?;
        rows.iter()
            .map(|row| {
                Ok((
                    row.get("endpoint_id")?,
                    from_word(row, "status", DeliveryStatus::parse)?,
                    row.get("count")?,
                ))
            })
            .collect()
    }
}

fn endpoint(row: &Row) -> Result<StoredEndpoint> {
    let endpoint = Endpoint {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        api: from_word(row, "api", Api::parse)?,
        url: row.get("url")?,
        events: from_json(row, "events")?,
        secrets: Vec::new(),
        failing_since: row.get("failing_since")?,
        disabled_at: row.get("disabled_at")?,
        created_at: row.get("created_at")?,
    };
    Ok(StoredEndpoint {
        endpoint,
        sealed_secrets: row.get("sealed_secrets")?,
    })
}

fn delivery(row: &Row) -> Result<Delivery> {
    Ok(Delivery {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        endpoint_id: row.get("endpoint_id")?,
        event_id: row.get("event_id")?,
        applicant_id: row.get("applicant_id")?,
        sequence: row.get("sequence")?,
        event_name: row.get("event_name")?,
        body: row.get("body")?,
        headers: from_json(row, "headers")?,
        status: from_word(row, "status", DeliveryStatus::parse)?,
        attempts: row.get("attempts")?,
        next_at: row.get("next_at")?,
        created_at: row.get("created_at")?,
    })
}

fn attempt(row: &Row) -> Result<Attempt> {
    Ok(Attempt {
        number: row.get("number")?,
        at: row.get("at")?,
        status: row.get("status")?,
        latency_ms: row.get("latency_ms")?,
        error: row.get("error")?,
        answer: row.get("answer")?,
    })
}
