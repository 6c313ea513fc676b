//! Applicants with their steps, and what belongs to nobody else: files, links and codes are erased with them.

use domain::{
    Conflict, Error, Result,
    applicant::{Applicant, ApplicantStatus, Origin},
    person::Person,
};
use values::{ApplicantId, OfficerId, TenantId, Timestamp};

use crate::{
    Row, Tx, Value,
    json::{from_json, from_json_opt, from_word, to_json},
    params,
};

pub(crate) const SAME_EMAIL: &str = "SELECT id FROM applicant
     WHERE tenant_id = $1 AND email_folded = $2 AND id <> $3
     ORDER BY created_at, external_id LIMIT 1";
pub(crate) const SAME_PHONE: &str = "SELECT id FROM applicant
     WHERE tenant_id = $1 AND phone_e164 = $2 AND id <> $3
     ORDER BY created_at, external_id LIMIT 1";

/// Which applicants a list shows. Empty means all, newest first.
#[derive(Debug, Clone, Default)]
pub struct ApplicantFilter {
    /// Only these statuses.
    pub statuses: Vec<ApplicantStatus>,
    /// Part of a name, mail address, phone number, id or external id, in any case.
    pub search: Option<String>,
    /// Oldest submission first, as the queue wants it.
    pub is_oldest_first: bool,
    /// Continue behind this place.
    pub after: Option<(Timestamp, ApplicantId)>,
    /// At most so many.
    pub limit: i64,
}

/// An officer's hold on an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Who.
    pub officer_id: OfficerId,
    /// Until when.
    pub until: Timestamp,
}

/// An applicant in a list: everything but the steps, and who holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct ApplicantSummary {
    /// The applicant, without steps.
    pub applicant: Applicant,
    /// The hold, past or present.
    pub hold: Option<Hold>,
}

impl Tx<'_> {
    /// Stores a new applicant with its steps.
    ///
    /// # Errors
    /// [`Conflict::ExternalIdTaken`].
    pub fn applicant_insert(&mut self, applicant: &Applicant) -> Result<()> {
        let inserted = self.execute(
            "INSERT INTO applicant (tenant_id, id, external_id, flow_id, status, version, events, email, email_folded, phone, phone_e164,
               language, full_name, search_text, birth_on, supplied, device, review, consented_at, submitted_at, deletion_at,
               created_at, updated_at, client_reference, origin, person, person_key, person_id, history)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
               $24, $25, $26, $27, $28, $29)
             ON CONFLICT DO NOTHING",
            params![
                applicant.tenant_id,
                applicant.id,
                &applicant.external_id,
                applicant.flow_id,
                applicant.status.as_str(),
                applicant.version,
                applicant.events,
                applicant.email.clone(),
                applicant.email.as_ref().map(|email| email.folded()),
                applicant.phone.clone(),
                applicant.phone.as_ref().map(|phone| phone.e164()),
                applicant.language.clone(),
                applicant.full_name.clone(),
                search_text(applicant),
                applicant.birth_on,
                to_json(&applicant.supplied),
                applicant.device.as_ref().map(to_json),
                applicant.review.as_ref().map(to_json),
                applicant.consented_at,
                applicant.submitted_at,
                applicant.deletion_at,
                applicant.created_at,
                applicant.updated_at,
                applicant.origin.client_reference.clone(),
                to_json(&applicant.origin),
                to_json(&applicant.person),
                applicant.person.key(),
                applicant.person.id,
                to_json(&applicant.history)
            ],
        )?;
        if inserted == 0 {
            return Err(Error::Conflict(Conflict::ExternalIdTaken));
        }
        applicant
            .steps
            .iter()
            .try_for_each(|step| self.step_insert(applicant.tenant_id, step))
    }

    /// Stores a changed applicant and its steps. `applicant.version` is the one that was read; the stored one is one more.
    ///
    /// # Errors
    /// [`Conflict::Stale`] when somebody else was faster.
    pub fn applicant_update(&mut self, applicant: &Applicant) -> Result<()> {
        let changed = self.execute(
            "UPDATE applicant SET flow_id = $1, status = $2, events = $3, email = $4, email_folded = $5, phone = $6, phone_e164 = $7,
               language = $8, full_name = $9, search_text = $10, birth_on = $11, device = $12, review = $13, consented_at = $14,
               submitted_at = $15, deletion_at = $16, updated_at = $17, client_reference = $18, origin = $19, person = $20,
               person_key = $21, person_id = $22, history = $23, version = version + 1
             WHERE tenant_id = $24 AND id = $25 AND version = $26",
            params![
                applicant.flow_id,
                applicant.status.as_str(),
                applicant.events,
                applicant.email.clone(),
                applicant.email.as_ref().map(|email| email.folded()),
                applicant.phone.clone(),
                applicant.phone.as_ref().map(|phone| phone.e164()),
                applicant.language.clone(),
                applicant.full_name.clone(),
                search_text(applicant),
                applicant.birth_on,
                applicant.device.as_ref().map(to_json),
                applicant.review.as_ref().map(to_json),
                applicant.consented_at,
                applicant.submitted_at,
                applicant.deletion_at,
                applicant.updated_at,
                applicant.origin.client_reference.clone(),
                to_json(&applicant.origin),
                to_json(&applicant.person),
                applicant.person.key(),
                applicant.person.id,
                to_json(&applicant.history),
                applicant.tenant_id,
                applicant.id,
                applicant.version
            ],
        )?;
        if changed == 0 {
            return Err(Error::Conflict(Conflict::Stale));
        }
        self.steps_replace(applicant)
    }

    /// The applicant with this id, with steps.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_by_id(&mut self, tenant_id: TenantId, id: ApplicantId) -> Result<Option<Applicant>> {
        let row = self.query_opt(
            "SELECT * FROM applicant WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )?;
        self.with_steps(row)
    }

    /// The applicant with the client's own id, with steps.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_by_external_id(
        &mut self,
        tenant_id: TenantId,
        external_id: &str,
    ) -> Result<Option<Applicant>> {
        let row = self.query_opt(
            "SELECT * FROM applicant WHERE tenant_id = $1 AND external_id = $2",
            params![tenant_id, external_id],
        )?;
        self.with_steps(row)
    }

    /// Another applicant of the tenant with the same mail address or phone number, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_with_contact(
        &mut self,
        applicant: &Applicant,
    ) -> Result<(Option<ApplicantId>, Option<ApplicantId>)> {
        let mut other = |sql: &'static str, contact: Option<String>| -> Result<Option<ApplicantId>> {
            let Some(contact) = contact else { return Ok(None) };
            let row = self.query_opt(sql, params![applicant.tenant_id, contact, applicant.id])?;
            row.map(|row| row.get("id")).transpose()
        };
        let by_email = other(SAME_EMAIL, applicant.email.as_ref().map(|email| email.folded()))?;
        let by_phone = other(SAME_PHONE, applicant.phone.as_ref().map(|phone| phone.e164()))?;
        Ok((by_email, by_phone))
    }

    /// One page of a list.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicants(
        &mut self,
        tenant_id: TenantId,
        filter: &ApplicantFilter,
    ) -> Result<Vec<ApplicantSummary>> {
        let (sql, params) = list_query(tenant_id, filter);
        self.query_text(&sql, &params)?.iter().map(summary).collect()
    }

    /// How many applicants stand in each status.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_counts(&mut self, tenant_id: TenantId) -> Result<Vec<(ApplicantStatus, i64)>> {
        let rows = self.query(
            "SELECT status, COUNT(*) AS count FROM applicant WHERE tenant_id = $1 GROUP BY status",
            params![tenant_id],
        )?;
        rows.iter()
            .map(|row| {
                Ok((
                    from_word(row, "status", ApplicantStatus::parse)?,
                    row.get("count")?,
                ))
            })
            .collect()
    }

    /// Takes or prolongs an officer's hold; false when another officer has it at `now`.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_hold(
        &mut self,
        tenant_id: TenantId,
        id: ApplicantId,
        hold: Hold,
        now: Timestamp,
    ) -> Result<bool> {
        let changed = self.execute(
            "UPDATE applicant SET held_by = $1, held_until = $2
             WHERE tenant_id = $3 AND id = $4 AND (held_by IS NULL OR held_by = $1 OR held_until <= $5)",
            params![hold.officer_id, hold.until, tenant_id, id, now],
        )?;
        Ok(changed == 1)
    }

    /// Gives a hold back.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_release(
        &mut self,
        tenant_id: TenantId,
        id: ApplicantId,
        officer_id: OfficerId,
    ) -> Result<()> {
        self.execute(
            "UPDATE applicant SET held_by = NULL, held_until = NULL WHERE tenant_id = $1 AND id = $2 AND held_by = $3",
            params![tenant_id, id, officer_id],
        )?;
        Ok(())
    }

    /// The hold on an applicant.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_holder(&mut self, tenant_id: TenantId, id: ApplicantId) -> Result<Option<Hold>> {
        let row = self.query_opt(
            "SELECT held_by, held_until FROM applicant WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )?;
        Ok(row.map(|row| hold(&row)).transpose()?.flatten())
    }

    /// Deletes every row about an applicant. Files in the file store are the caller's to delete; without their keys they are noise.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_erase(&mut self, tenant_id: TenantId, id: ApplicantId) -> Result<()> {
        self.execute(
            "DELETE FROM delivery_attempt WHERE tenant_id = $1 AND delivery_id IN
               (SELECT id FROM delivery WHERE tenant_id = $1 AND applicant_id = $2)",
            params![tenant_id, id],
        )?;
        for sql in [
            "DELETE FROM delivery WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM event WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM mail WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM code WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM session WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM inquiry WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM push_subscription WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM device_report WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM file WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM step WHERE tenant_id = $1 AND applicant_id = $2",
            "DELETE FROM applicant WHERE tenant_id = $1 AND id = $2",
        ] {
            self.execute(sql, params![tenant_id, id])?;
        }
        Ok(())
    }

    fn with_steps(&mut self, row: Option<Row>) -> Result<Option<Applicant>> {
        let Some(row) = row else { return Ok(None) };
        let mut applicant = applicant(&row)?;
        applicant.steps = self.steps(applicant.tenant_id, applicant.id)?;
        Ok(Some(applicant))
    }
}

/// Builds the list's text from our own constants; everything from outside is a parameter.
fn list_query(tenant_id: TenantId, filter: &ApplicantFilter) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![tenant_id.into()];
    let mut sql = String::from("SELECT * FROM applicant WHERE tenant_id = $1");
    let add = |params: &mut Vec<Value>, value: Value| {
        params.push(value);
        format!("${}", params.len())
    };
    if !filter.statuses.is_empty() {
        let places: Vec<String> = filter
            .statuses
            .iter()
            .map(|status| add(&mut params, status.as_str().into()))
            .collect();
        sql.push_str(&format!(" AND status IN ({})", places.join(", ")));
    }
    if let Some(search) = filter
        .search
        .as_deref()
        .map(str::trim)
        .filter(|search| !search.is_empty())
    {
        let pattern = format!(
            "%{}%",
            search
                .to_lowercase()
                .replace('\\', "\\\\")
                .replace('%', "\\%")
                .replace('_', "\\_")
        );
        let place = add(&mut params, pattern.into());
        sql.push_str(&format!(" AND search_text LIKE {place} ESCAPE '\\'"));
    }
    let column = if filter.is_oldest_first {
        "COALESCE(submitted_at, created_at)"
    } else {
        "created_at"
    };
    let (comparison, direction) = if filter.is_oldest_first {
        (">", "ASC")
    } else {
        ("<", "DESC")
    };
    if let Some((at, id)) = filter.after {
        let (at, id) = (add(&mut params, at.into()), add(&mut params, id.into()));
        sql.push_str(&format!(
            " AND ({column} {comparison} {at} OR ({column} = {at} AND id {comparison} {id}))"
        ));
    }
    let limit = add(&mut params, filter.limit.into());
    sql.push_str(&format!(
        " ORDER BY {column} {direction}, id {direction} LIMIT {limit}"
    ));
    (sql, params)
}

fn search_text(applicant: &Applicant) -> String {
    let email = applicant.email.as_ref().map(|email| email.as_str().to_owned());
    let phone = applicant.phone.as_ref().map(|phone| phone.e164());
    let parts = [
        Some(applicant.id.to_string()),
        Some(applicant.external_id.clone()),
        applicant.full_name.clone(),
        email,
        phone,
    ];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase()
}

fn hold(row: &Row) -> Result<Option<Hold>> {
    let (officer_id, until): (Option<OfficerId>, Option<Timestamp>) =
        (row.get("held_by")?, row.get("held_until")?);
    Ok(officer_id
        .zip(until)
        .map(|(officer_id, until)| Hold { officer_id, until }))
}

fn summary(row: &Row) -> Result<ApplicantSummary> {
    Ok(ApplicantSummary {
        applicant: applicant(row)?,
        hold: hold(row)?,
    })
}

pub(crate) fn applicant(row: &Row) -> Result<Applicant> {
    let origin = Origin {
        client_reference: row.get("client_reference")?,
        ..from_json(row, "origin")?
    };
    let person = Person {
        id: row.get("person_id")?,
        ..from_json(row, "person")?
    };
    Ok(Applicant {
        origin,
        person,
        history: from_json(row, "history")?,
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        external_id: row.get("external_id")?,
        flow_id: row.get("flow_id")?,
        status: from_word(row, "status", ApplicantStatus::parse)?,
        version: row.get("version")?,
        events: row.get("events")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        language: row.get("language")?,
        supplied: from_json(row, "supplied")?,
        full_name: row.get("full_name")?,
        birth_on: row.get("birth_on")?,
        device: from_json_opt(row, "device")?,
        consented_at: row.get("consented_at")?,
        review: from_json_opt(row, "review")?,
        deletion_at: row.get("deletion_at")?,
        submitted_at: row.get("submitted_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        steps: Vec::new(),
    })
}
