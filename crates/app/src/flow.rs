//! Flows and questionnaires, and the plan of steps that a flow makes for an applicant.

use domain::{
    Conflict, Error, Noun, Reason, Result,
    applicant::StepPlan,
    audit::NewAuditEntry,
    event::Actor,
    flow::{Flow, FlowDefinition, FlowKind, Questionnaire, Service},
    officer::Role,
    questionnaire::Definition,
    tenant::Tenant,
};
use serde_json::{Value, json};
use store::Tx;
use values::{FlowId, QuestionnaireId, StepId, TenantId};

use crate::{App, officer::require_role, record::Pen};

/// How a caller names a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowReference {
    /// By its name.
    Name(String),
    /// By its number in the tenant.
    Number(i64),
    /// By its id.
    Id(FlowId),
}

/// What an operator writes of a questionnaire.
#[derive(Debug, Clone, PartialEq)]
pub struct NewQuestionnaire {
    /// What officers call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// SurveyJS JSON.
    pub content: Value,
}

impl App {
    /// Makes a flow.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Conflict::NameTaken`].
    pub async fn flow_create(
        &self,
        tenant_id: TenantId,
        definition: FlowDefinition,
        actor: Actor,
    ) -> Result<Flow> {
        definition.check()?;
        let pen = self.pen();
        let flow = Flow {
            id: FlowId::from_uuid(pen.uuid()),
            tenant_id,
            number: 0,
            definition,
            version: 1,
            created_at: pen.now,
        };
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                let mut flow = flow.clone();
                tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                questionnaire_of(tx, &flow)?;
                tx.flow_insert(&mut flow)?;
                let details = json!({ "definition": flow.definition });
                let entry = NewAuditEntry {
                    actor,
                    action: "flow.create",
                    subject: format!("flow:{}", flow.id),
                    details,
                };
                tx.audit_append(tenant_id, &entry, pen.now)?;
                Ok(flow)
            })
            .await
    }

    /// Changes a flow for applicants to come; `version` is the one that was looked at.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Noun::Flow`], [`Conflict::NameTaken`], [`Conflict::Version`].
    pub async fn flow_change(
        &self,
        tenant_id: TenantId,
        id: FlowId,
        version: i64,
        definition: FlowDefinition,
        actor: Actor,
    ) -> Result<Flow> {
        definition.check()?;
        let now = self.now();
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                let mut flow = tx.flow_by_id(tenant_id, id)?.ok_or(Error::NotFound(Noun::Flow))?;
                if flow.version != version {
                    return Err(Error::Conflict(Conflict::Version));
                }
                let before = std::mem::replace(&mut flow.definition, definition.clone());
                questionnaire_of(tx, &flow)?;
                tx.flow_update(&flow)?;
                flow.version += 1;
                let details = json!({ "before": before, "after": flow.definition });
                let entry = NewAuditEntry {
                    actor,
                    action: "flow.change",
                    subject: format!("flow:{id}"),
                    details,
                };
                tx.audit_append(tenant_id, &entry, now)?;
                Ok(flow)
            })
            .await
    }

    /// A tenant's flows by number.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn flows(&self, tenant_id: TenantId) -> Result<Vec<Flow>> {
        self.db.read(move |tx| tx.flows(tenant_id)).await
    }

    /// One flow.
    ///
    /// # Errors
    /// [`Noun::Flow`].
    pub async fn flow(&self, tenant_id: TenantId, id: FlowId) -> Result<Flow> {
        self.db
            .read(move |tx| tx.flow_by_id(tenant_id, id))
            .await?
            .ok_or(Error::NotFound(Noun::Flow))
    }

    /// Makes a questionnaire, or a new version of one.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the place in the content, [`Noun::Questionnaire`].
    pub async fn questionnaire_save(
        &self,
        tenant_id: TenantId,
        id: Option<QuestionnaireId>,
        new: NewQuestionnaire,
        actor: Actor,
    ) -> Result<Questionnaire> {
        values::bounded_text(&new.name, 100).map_err(|problem| Error::invalid("name", problem))?;
        Definition::parse(&new.content)
            .map_err(|problem| Error::invalid("content", Reason::Other(problem.to_string())))?;
        let pen = self.pen();
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                let earlier = match id {
                    Some(id) => {
                        tx.questionnaire_by_id(tenant_id, id)?
                            .ok_or(Error::NotFound(Noun::Questionnaire))?
                            .version
                    }
                    None => 0,
                };
                let questionnaire = Questionnaire {
                    id: id.unwrap_or_else(|| QuestionnaireId::from_uuid(pen.uuid())),
                    tenant_id,
                    version: earlier + 1,
                    name: new.name.clone(),
                    description: new.description.clone(),
                    content: new.content.clone(),
                    created_at: pen.now,
                };
                tx.questionnaire_insert(&questionnaire)?;
                let subject = format!("questionnaire:{}", questionnaire.id);
                let details = json!({ "version": questionnaire.version, "name": questionnaire.name });
                tx.audit_append(
                    tenant_id,
                    &NewAuditEntry {
                        actor,
                        action: "questionnaire.save",
                        subject,
                        details,
                    },
                    pen.now,
                )?;
                Ok(questionnaire)
            })
            .await
    }

    /// The newest version of a questionnaire.
    ///
    /// # Errors
    /// [`Noun::Questionnaire`].
    pub async fn questionnaire(&self, tenant_id: TenantId, id: &str) -> Result<Questionnaire> {
        let id = QuestionnaireId::parse(id).map_err(|_| Error::NotFound(Noun::Questionnaire))?;
        self.db
            .read(move |tx| tx.questionnaire_by_id(tenant_id, id))
            .await?
            .ok_or(Error::NotFound(Noun::Questionnaire))
    }

    /// The newest version of each of a tenant's questionnaires, by name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn questionnaires(&self, tenant_id: TenantId) -> Result<Vec<Questionnaire>> {
        self.db.read(move |tx| tx.questionnaires(tenant_id)).await
    }
}

/// The flow of this name; where there is none, it is made of `services`.
pub(crate) fn ensure(
    tx: &mut Tx,
    pen: &Pen,
    tenant_id: TenantId,
    name: &str,
    services: &[Service],
) -> Result<Flow> {
    if let Some(flow) = tx.flow_by_name(tenant_id, name)? {
        return Ok(flow);
    }
    let mut flow = Flow {
        id: FlowId::from_uuid(pen.uuid()),
        tenant_id,
        number: 0,
        definition: FlowDefinition {
            name: name.to_owned(),
            kind: FlowKind::Regular,
            services: services.to_vec(),
            auto_approve: false,
            unique_face_match: false,
            questionnaire_id: None,
        },
        version: 1,
        created_at: pen.now,
    };
    flow.definition.check()?;
    tx.flow_insert(&mut flow)?;
    let entry = NewAuditEntry {
        actor: Actor::System,
        action: "flow.create",
        subject: format!("flow:{}", flow.id),
        details: json!({ "definition": flow.definition }),
    };
    tx.audit_append(tenant_id, &entry, pen.now)?;
    Ok(flow)
}

/// Finds the flow that a caller names.
pub(crate) fn find(tx: &mut Tx, tenant_id: TenantId, reference: &FlowReference) -> Result<Flow> {
    let found = match reference {
        FlowReference::Name(name) => tx.flow_by_name(tenant_id, name)?,
        FlowReference::Number(number) => tx.flow_by_number(tenant_id, *number)?,
        FlowReference::Id(id) => tx.flow_by_id(tenant_id, *id)?,
    };
    found.ok_or(Error::NotFound(Noun::Flow))
}

/// Hands the plan of a flow's steps to `use_plan`.
pub(crate) fn with_plan<T>(
    tx: &mut Tx,
    pen: &Pen,
    tenant: &Tenant,
    flow: &Flow,
    use_plan: impl FnOnce(&StepPlan<'_>) -> T,
) -> Result<T> {
    let questionnaire = questionnaire_of(tx, flow)?;
    let step_ids: Vec<StepId> = flow
        .definition
        .services
        .iter()
        .map(|_| StepId::from_uuid(pen.uuid()))
        .collect();
    let attempts_max = tenant.settings.step_attempts_max;
    Ok(use_plan(&StepPlan {
        flow,
        questionnaire,
        attempts_max,
        step_ids: &step_ids,
    }))
}

fn questionnaire_of(tx: &mut Tx, flow: &Flow) -> Result<Option<(QuestionnaireId, i64)>> {
    let Some(id) = flow.definition.questionnaire_id else {
        return Ok(None);
    };
    let questionnaire = tx
        .questionnaire_by_id(flow.tenant_id, id)?
        .ok_or(Error::NotFound(Noun::Questionnaire))?;
    Ok(Some((questionnaire.id, questionnaire.version)))
}
