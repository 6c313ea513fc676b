//! Tenants: made by the operator, set up by the operator or their own admins.

use domain::{
    Error, Noun, Result,
    audit::NewAuditEntry,
    event::Actor,
    officer::Role,
    tenant::{Api, Mode, Settings, Tenant},
};
use serde_json::json;
use values::TenantId;

use crate::{App, officer::require_role};

/// What an operator says of a new tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTenant {
    /// Its name.
    pub name: String,
    /// Sandbox or live.
    pub mode: Mode,
    /// The APIs it may call.
    pub modules: Vec<Api>,
    /// How its product behaves.
    pub settings: Settings,
}

/// What is changed of a tenant; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TenantChange {
    /// Its name.
    pub name: Option<String>,
    /// Blocked or not.
    pub is_blocked: Option<bool>,
    /// The APIs it may call.
    pub modules: Option<Vec<Api>>,
    /// All settings.
    pub settings: Option<Settings>,
}

impl App {
    /// Makes a tenant.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn tenant_create(&self, new: NewTenant, actor: Actor) -> Result<Tenant> {
        let name = values::bounded_text(&new.name, 100).map_err(|problem| Error::invalid("name", problem))?;
        new.settings.check()?;
        let pen = self.pen();
        let tenant = Tenant {
            id: TenantId::from_uuid(pen.uuid()),
            name,
            mode: new.mode,
            is_blocked: false,
            modules: new.modules,
            settings: new.settings,
            version: 1,
            created_at: pen.now,
        };
        let stored = tenant.clone();
        self.db
            .write(move |tx| {
                tx.tenant_insert(&stored)?;
                let entry = NewAuditEntry {
                    actor,
                    action: "tenant.create",
                    subject: format!("tenant:{}", stored.id),
                    details: json!({ "name": stored.name, "mode": stored.mode, "modules": stored.modules }),
                };
                tx.audit_append(stored.id, &entry, pen.now).map(drop)
            })
            .await?;
        Ok(tenant)
    }

    /// Changes a tenant.
    ///
    /// # Errors
    /// [`Error::Invalid`] or [`Noun::Tenant`].
    pub async fn tenant_change(&self, id: TenantId, change: TenantChange, actor: Actor) -> Result<Tenant> {
        if let Some(settings) = &change.settings {
            settings.check()?;
        }
        if let Some(name) = &change.name {
            values::bounded_text(name, 100).map_err(|problem| Error::invalid("name", problem))?;
        }
        let now = self.now();
        self.db
            .write(move |tx| {
                require_role(tx, id, actor, Role::Admin)?;
                let mut tenant = tx.tenant_by_id(id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                let changed = apply(&mut tenant, &change);
                tx.tenant_update(&tenant)?;
                tenant.version += 1;
                let entry = NewAuditEntry {
                    actor,
                    action: "tenant.change",
                    subject: format!("tenant:{id}"),
                    details: json!({ "changed": changed }),
                };
                tx.audit_append(id, &entry, now)?;
                Ok(tenant)
            })
            .await
    }

    /// One tenant.
    ///
    /// # Errors
    /// [`Noun::Tenant`].
    pub async fn tenant(&self, id: TenantId) -> Result<Tenant> {
        self.db
            .read(move |tx| tx.tenant_by_id(id))
            .await?
            .ok_or(Error::NotFound(Noun::Tenant))
    }

    /// Every tenant, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn tenants(&self) -> Result<Vec<Tenant>> {
        self.db.read(|tx| tx.tenants()).await
    }
}

/// Applies a change and names what differs. Values stay out of the audit log: settings hold keys.
fn apply(tenant: &mut Tenant, change: &TenantChange) -> Vec<String> {
    let before = tenant.clone();
    if let Some(name) = &change.name {
        tenant.name.clone_from(name);
    }
    if let Some(is_blocked) = change.is_blocked {
        tenant.is_blocked = is_blocked;
    }
    if let Some(modules) = &change.modules {
        tenant.modules.clone_from(modules);
    }
    if let Some(settings) = &change.settings {
        tenant.settings = settings.clone();
    }
    let fields = |tenant: &Tenant| {
        let mut fields = match serde_json::to_value(&tenant.settings) {
            Ok(serde_json::Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        fields.insert("name".into(), json!(tenant.name));
        fields.insert("is_blocked".into(), json!(tenant.is_blocked));
        fields.insert("modules".into(), json!(tenant.modules));
        fields
    };
    let (before, after) = (fields(&before), fields(tenant));
    after
        .into_iter()
        .filter(|(name, value)| before.get(name) != Some(value))
        .map(|(name, _)| name)
        .collect()
}
