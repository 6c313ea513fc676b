//! Tenants.

use domain::{
    Conflict, Error, Result,
    tenant::{Mode, Tenant},
};
use values::TenantId;

use crate::{
    Row, Tx,
    json::{from_json, from_word, to_json},
    params,
};

impl Tx<'_> {
    /// Stores a new tenant.
    ///
    /// # Errors
    /// Only the database's.
    pub fn tenant_insert(&mut self, tenant: &Tenant) -> Result<()> {
        self.execute(
            "INSERT INTO tenant (id, name, mode, is_blocked, modules, settings, version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                tenant.id,
                &tenant.name,
                mode_word(tenant.mode),
                tenant.is_blocked,
                to_json(&tenant.modules),
                to_json(&tenant.settings),
                tenant.version,
                tenant.created_at
            ],
        )?;
        Ok(())
    }

    /// Stores a changed tenant, whose `version` is still the one that was read.
    ///
    /// # Errors
    /// [`Conflict::Stale`] when somebody else was faster.
    pub fn tenant_update(&mut self, tenant: &Tenant) -> Result<()> {
        let changed = self.execute(
            "UPDATE tenant SET name = $1, mode = $2, is_blocked = $3, modules = $4, settings = $5, version = version + 1
             WHERE id = $6 AND version = $7",
            params![
                &tenant.name,
                mode_word(tenant.mode),
                tenant.is_blocked,
                to_json(&tenant.modules),
                to_json(&tenant.settings),
                tenant.id,
                tenant.version
            ],
        )?;
        if changed == 1 {
            Ok(())
        } else {
            Err(Error::Conflict(Conflict::Stale))
        }
    }

    /// The tenant with this id.
    ///
    /// # Errors
    /// Only the database's.
    pub fn tenant_by_id(&mut self, id: TenantId) -> Result<Option<Tenant>> {
        let row = self.query_opt(
            "SELECT id, name, mode, is_blocked, modules, settings, version, created_at FROM tenant WHERE id = $1",
            params![id],
        )?;
        row.as_ref().map(tenant).transpose()
    }

    /// Every tenant, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn tenants(&mut self) -> Result<Vec<Tenant>> {
        let rows = self.query(
            "SELECT id, name, mode, is_blocked, modules, settings, version, created_at FROM tenant ORDER BY created_at, id",
            params![],
        )?;
        rows.iter().map(tenant).collect()
    }
}

const fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Sandbox => "sandbox",
        Mode::Live => "live",
    }
}

fn tenant(row: &Row) -> Result<Tenant> {
    Ok(Tenant {
        id: row.get("id")?,
        name: row.get("name")?,
        mode: from_word(row, "mode", |word| {
            [Mode::Sandbox, Mode::Live]
                .into_iter()
                .find(|mode| mode_word(*mode) == word)
        })?,
        is_blocked: row.get("is_blocked")?,
        modules: from_json(row, "modules")?,
        settings: from_json(row, "settings")?,
        version: row.get("version")?,
        created_at: row.get("created_at")?,
    })
}
