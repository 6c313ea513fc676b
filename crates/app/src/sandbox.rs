//! Jobs that end an applicant's wait without a person: the outcome that a sandbox was asked for, and the end of the time given.

use domain::{Result, event::Actor, sandbox};
use values::{ApplicantId, TenantId};

use crate::App;

impl App {
    /// Gives an applicant of a sandbox the outcome that its data asks for.
    pub(crate) async fn sandbox_outcome(&self, tenant_id: TenantId, id: ApplicantId) -> Result<()> {
        let pen = self.pen();
        self.db
            .write(move |tx| {
                let (Some(tenant), Some(mut applicant)) =
                    (tx.tenant_by_id(tenant_id)?, tx.applicant_by_id(tenant_id, id)?)
                else {
                    return Ok(());
                };
                let Some(outcome) = sandbox::asked_by(&tenant, &applicant) else {
                    return Ok(());
                };
                let events = outcome.apply(&mut applicant, pen.now)?;
                pen.store_and_tell(tx, &tenant, &mut applicant, events, Actor::System)
            })
            .await?;
        self.announce(id);
        Ok(())
    }

    /// Rejects an applicant whose time is over.
    pub(crate) async fn applicant_time_out(&self, tenant_id: TenantId, id: ApplicantId) -> Result<()> {
        let pen = self.pen();
        self.db
            .write(move |tx| {
                let (Some(tenant), Some(mut applicant)) =
                    (tx.tenant_by_id(tenant_id)?, tx.applicant_by_id(tenant_id, id)?)
                else {
                    return Ok(());
                };
                let events = applicant.time_out(pen.now);
                if events.is_empty() {
                    return Ok(());
                }
                pen.store_and_tell(tx, &tenant, &mut applicant, events, Actor::System)
            })
            .await?;
        self.announce(id);
        Ok(())
    }
}
