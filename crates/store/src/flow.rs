//! Flows and questionnaires.

use domain::{
    Conflict, Error, Result,
    flow::{Flow, Questionnaire},
};
use values::{FlowId, QuestionnaireId, TenantId};

use crate::{
    Row, Tx,
    json::{from_json, to_json},
    params,
};

impl Tx<'_> {
    /// Stores a new flow and gives it the next number of its tenant.
    ///
    /// # Errors
    /// [`Conflict::NameTaken`].
    pub fn flow_insert(&mut self, flow: &mut Flow) -> Result<()> {
        let row = self.query_one(
            "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM flow WHERE tenant_id = $1",
            params![flow.tenant_id],
        )?;
        flow.number = row.get("next")?;
        if self
            .flow_by_name(flow.tenant_id, &flow.definition.name)?
            .is_some()
        {
            return Err(Error::Conflict(Conflict::NameTaken));
        }
        let inserted = self.execute(
            "INSERT INTO flow (tenant_id, id, number, name, definition, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT DO NOTHING",
            params![
                flow.tenant_id,
                flow.id,
                flow.number,
                &flow.definition.name,
                to_json(&flow.definition),
                flow.version,
                flow.created_at
            ],
        )?;
        if inserted == 1 {
            Ok(())
        } else {
            Err(Error::Conflict(Conflict::Stale))
        }
    }

    /// Stores a changed flow, whose `version` is still the one that was read.
    ///
    /// # Errors
    /// [`Conflict::NameTaken`] or [`Conflict::Stale`].
    pub fn flow_update(&mut self, flow: &Flow) -> Result<()> {
        if self
            .flow_by_name(flow.tenant_id, &flow.definition.name)?
            .is_some_and(|other| other.id != flow.id)
        {
            return Err(Error::Conflict(Conflict::NameTaken));
        }
        let changed = self.execute(
            "UPDATE flow SET name = $1, definition = $2, version = version + 1 WHERE tenant_id = $3 AND id = $4 AND version = $5",
            params![&flow.definition.name, to_json(&flow.definition), flow.tenant_id, flow.id, flow.version],
        )?;
        if changed == 1 {
            Ok(())
        } else {
            Err(Error::Conflict(Conflict::Stale))
        }
    }

    /// The flow with this id.
    ///
    /// # Errors
    /// Only the database's.
    pub fn flow_by_id(&mut self, tenant_id: TenantId, id: FlowId) -> Result<Option<Flow>> {
        let row = self.query_opt(
            "SELECT tenant_id, id, number, definition, version, created_at FROM flow WHERE tenant_id = $1 AND id = $2",
            params![tenant_id, id],
        )?;
        row.as_ref().map(flow).transpose()
    }

    /// The flow with this name.
    ///
    /// # Errors
    /// Only the database's.
    pub fn flow_by_name(&mut self, tenant_id: TenantId, name: &str) -> Result<Option<Flow>> {
        let row = self.query_opt(
            "SELECT tenant_id, id, number, definition, version, created_at FROM flow WHERE tenant_id = $1 AND name = $2",
            params![tenant_id, name],
        )?;
        row.as_ref().map(flow).transpose()
    }

    /// The flow with this number.
    ///
    /// # Errors
    /// Only the database's.
    pub fn flow_by_number(&mut self, tenant_id: TenantId, number: i64) -> Result<Option<Flow>> {
        let row = self.query_opt(
            "SELECT tenant_id, id, number, definition, version, created_at FROM flow WHERE tenant_id = $1 AND number = $2",
            params![tenant_id, number],
        )?;
        row.as_ref().map(flow).transpose()
    }

    /// A tenant's flows by number.
    ///
    /// # Errors
    /// Only the database's.
    pub fn flows(&mut self, tenant_id: TenantId) -> Result<Vec<Flow>> {
        let rows = self.query(
            "SELECT tenant_id, id, number, definition, version, created_at FROM flow WHERE tenant_id = $1 ORDER BY number",
            params![tenant_id],
        )?;
        rows.iter().map(flow).collect()
    }

    /// Stores a version of a questionnaire.
    ///
    /// # Errors
    /// [`Conflict::Stale`] when that version exists.
    pub fn questionnaire_insert(&mut self, questionnaire: &Questionnaire) -> Result<()> {
        let inserted = self.execute(
            "INSERT INTO questionnaire (tenant_id, id, version, name, description, content, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            params![
                questionnaire.tenant_id,
                questionnaire.id,
                questionnaire.version,
                &questionnaire.name,
                &questionnaire.description,
                to_json(&questionnaire.content),
                questionnaire.created_at
            ],
        )?;
        if inserted == 1 {
            Ok(())
        } else {
            Err(Error::Conflict(Conflict::Stale))
        }
    }

    /// The newest version of a questionnaire.
    ///
    /// # Errors
    /// Only the database's.
    pub fn questionnaire_by_id(
        &mut self,
        tenant_id: TenantId,
        id: QuestionnaireId,
    ) -> Result<Option<Questionnaire>> {
        let row = self.query_opt(
            "SELECT tenant_id, id, version, name, description, content, created_at FROM questionnaire
             WHERE tenant_id = $1 AND id = $2 ORDER BY version DESC LIMIT 1",
            params![tenant_id, id],
        )?;
        row.as_ref().map(questionnaire).transpose()
    }

    /// One version of a questionnaire.
    ///
    /// # Errors
    /// Only the database's.
    pub fn questionnaire_by_version(
        &mut self,
        tenant_id: TenantId,
        id: QuestionnaireId,
        version: i64,
    ) -> Result<Option<Questionnaire>> {
        let row = self.query_opt(
            "SELECT tenant_id, id, version, name, description, content, created_at FROM questionnaire
             WHERE tenant_id = $1 AND id = $2 AND version = $3",
            params![tenant_id, id, version],
        )?;
        row.as_ref().map(questionnaire).transpose()
    }

    /// The newest version of each of a tenant's questionnaires, by name.
    ///
    /// # Errors
    /// Only the database's.
    pub fn questionnaires(&mut self, tenant_id: TenantId) -> Result<Vec<Questionnaire>> {
        let rows = self.query(
            "SELECT tenant_id, id, version, name, description, content, created_at FROM questionnaire AS newest
             WHERE tenant_id = $1 AND version = (SELECT MAX(version) FROM questionnaire AS other
                                                WHERE other.tenant_id = newest.tenant_id AND other.id = newest.id)
             ORDER BY name, id",
            params![tenant_id],
        )?;
        rows.iter().map(questionnaire).collect()
    }
}

fn flow(row: &Row) -> Result<Flow> {
    Ok(Flow {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        number: row.get("number")?,
        definition: from_json(row, "definition")?,
        version: row.get("version")?,
        created_at: row.get("created_at")?,
    })
}

fn questionnaire(row: &Row) -> Result<Questionnaire> {
    Ok(Questionnaire {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        version: row.get("version")?,
        name: row.get("name")?,
        description: row.get("description")?,
        content: from_json(row, "content")?,
        created_at: row.get("created_at")?,
    })
}
