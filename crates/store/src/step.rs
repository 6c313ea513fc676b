//! An applicant's steps; read and written with the applicant, never alone.

use domain::{
    Result,
    applicant::Applicant,
    decision::ReasonCode,
    flow::Service,
    step::{Step, StepStatus},
};
use values::{ApplicantId, TenantId};

use crate::{
    Row, Tx, Value,
    json::{from_json, from_json_opt, from_word, to_json},
    params,
};

impl Tx<'_> {
    pub(crate) fn step_insert(&mut self, tenant_id: TenantId, step: &Step) -> Result<()> {
        self.execute(
            "INSERT INTO step (tenant_id, applicant_id, id, flow_id, service, is_on_demand, position, status, attempts, attempts_max,
               input, reason, public_comment, internal_comment, decided_by, decided_at, submitted_at, request, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
             ON CONFLICT (tenant_id, applicant_id, id) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
               attempts_max = excluded.attempts_max, input = excluded.input, reason = excluded.reason,
               public_comment = excluded.public_comment, internal_comment = excluded.internal_comment,
               decided_by = excluded.decided_by, decided_at = excluded.decided_at, submitted_at = excluded.submitted_at,
               request = excluded.request",
            &row_values(tenant_id, step),
        )?;
        Ok(())
    }

    /// Makes the stored steps equal to the applicant's.
    pub(crate) fn steps_replace(&mut self, applicant: &Applicant) -> Result<()> {
        let stored = self.steps(applicant.tenant_id, applicant.id)?;
        for gone in stored
            .iter()
            .filter(|stored| applicant.steps.iter().all(|step| step.id != stored.id))
        {
            self.execute(
                "DELETE FROM step WHERE tenant_id = $1 AND applicant_id = $2 AND id = $3",
                params![applicant.tenant_id, applicant.id, gone.id],
            )?;
        }
        let changed = applicant.steps.iter().filter(|step| !stored.contains(step));
        for step in changed {
            self.step_insert(applicant.tenant_id, step)?;
        }
        Ok(())
    }

    pub(crate) fn steps(&mut self, tenant_id: TenantId, applicant_id: ApplicantId) -> Result<Vec<Step>> {
        let rows = self.query(
            "SELECT * FROM step WHERE tenant_id = $1 AND applicant_id = $2 ORDER BY position",
            params![tenant_id, applicant_id],
        )?;
        rows.iter().map(step).collect()
    }
}

fn row_values(tenant_id: TenantId, step: &Step) -> [Value; 19] {
    [
        tenant_id.into(),
        step.applicant_id.into(),
        step.id.into(),
        step.flow_id.into(),
        step.service.as_str().into(),
        step.is_on_demand.into(),
        step.position.into(),
        step.status.as_str().into(),
        i64::from(step.attempts).into(),
        i64::from(step.attempts_max).into(),
        to_json(&step.input).into(),
        step.reason.map(ReasonCode::as_str).into(),
        step.public_comment.clone().into(),
        step.internal_comment.clone().into(),
        step.decided_by.into(),
        step.decided_at.into(),
        step.submitted_at.into(),
        step.request.as_ref().map(to_json).into(),
        step.created_at.into(),
    ]
}

fn step(row: &Row) -> Result<Step> {
    let count = |column| -> Result<u32> { Ok(u32::try_from(row.get::<i64>(column)?).unwrap_or(u32::MAX)) };
    let reason: Option<String> = row.get("reason")?;
    Ok(Step {
        id: row.get("id")?,
        applicant_id: row.get("applicant_id")?,
        flow_id: row.get("flow_id")?,
        service: from_word(row, "service", Service::parse)?,
        is_on_demand: row.get("is_on_demand")?,
        position: row.get("position")?,
        status: from_word(row, "status", StepStatus::parse)?,
        attempts: count("attempts")?,
        attempts_max: count("attempts_max")?,
        input: from_json(row, "input")?,
        reason: reason.as_deref().and_then(ReasonCode::parse),
        public_comment: row.get("public_comment")?,
        internal_comment: row.get("internal_comment")?,
        decided_by: row.get("decided_by")?,
        decided_at: row.get("decided_at")?,
        submitted_at: row.get("submitted_at")?,
        request: from_json_opt(row, "request")?,
        created_at: row.get("created_at")?,
    })
}
