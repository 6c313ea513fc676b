//! What officers do in the console. A [`Desk`] is a signed-in browser; every action is logged in the audit chain, and so is every
//! look at a person's evidence.

use domain::{
    Conflict, Denial, Error, Noun, Result,
    applicant::{Applicant, ApplicantStatus},
    audit::NewAuditEntry,
    decision::{Decision, Resubmission, Verdict},
    event::{Actor, Event, EventKind},
    evidence::File,
    inquiry::Inquiry,
    officer::{HOLD_FOR, Officer, OfficerSession, Role},
    tenant::Tenant,
};
use serde_json::json;
use store::{ApplicantFilter, ApplicantSummary, Hold, Tx};
use values::{ApplicantId, FileId, OfficerId, StepId, TenantId};

use crate::{App, Dossier, keys::Purpose, officer, record::Pen};

/// Seconds after which a browser's last use is noted again.
const TOUCH_MS: i64 = 60_000;
/// Questions to a person that an applicant's page shows.
const INQUIRIES_SHOWN: i64 = 50;
/// Applicants of the same person that an applicant's page shows.
const SAME_PERSON_SHOWN: usize = 20;

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    /// Whose officer.
    pub tenant: Tenant,
    /// Who.
    pub officer: Officer,
    /// The browser.
    pub session: OfficerSession,
}

impl Desk {
    /// The officer as the one who acts.
    pub const fn actor(&self) -> Actor {
        Actor::Officer(self.officer.id)
    }
}

/// An applicant's page.
#[derive(Debug, Clone, PartialEq)]
pub struct Casefile {
    /// The applicant with steps, flow and files.
    pub dossier: Dossier,
    /// What happened.
    pub events: Vec<Event>,
    /// What the client asked the person, newest first.
    pub inquiries: Vec<Inquiry>,
    /// Other approved applicants that are the same person, oldest first, without steps.
    pub same_person: Vec<Applicant>,
    /// Who holds it, at this instant.
    pub hold: Option<Hold>,
    /// The tenant's officers, to put names to ids.
    pub officers: Vec<Officer>,
}

/// How many of what, for the overview.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overview {
    /// Applicants in each status.
    pub statuses: Vec<(ApplicantStatus, i64)>,
    /// Day since 1970 (UTC), kind of event, count, for the last 30 days.
    pub days: Vec<(i64, String, i64)>,
    /// Deliveries by endpoint and status.
    pub deliveries: Vec<(values::EndpointId, domain::webhook::DeliveryStatus, i64)>,
}

impl App {
    /// Opens a desk by the browser's cookie.
    ///
    /// # Errors
    /// [`Denial::Missing`], [`Denial::Wrong`], [`Denial::Expired`].
    pub async fn desk_open(&self, cookie: &str) -> Result<Desk> {
        let wrong = || Error::Unauthenticated(Denial::Wrong);
        let (tenant_id, secret) = cookie
            .split_once('.')
            .ok_or(Error::Unauthenticated(Denial::Missing))?;
        let tenant_id = TenantId::parse(tenant_id).map_err(|_| wrong())?;
        let (hash, now) = (self.keys.hash(Purpose::OfficerSession, secret), self.now());
        let desk = self
            .db
            .read(move |tx| {
                let session = tx
                    .officer_session_by_hash(tenant_id, &hash)?
                    .ok_or(Error::Unauthenticated(Denial::Wrong))?;
                session.require_alive(now)?;
                let officer = tx
                    .officer_by_id(tenant_id, session.officer_id)?
                    .ok_or(Error::Unauthenticated(Denial::Wrong))?;
                officer.require_unlocked(now)?;
                let tenant = tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                tenant.require_unblocked()?;
                Ok(Desk {
                    tenant,
                    officer,
                    session,
                })
            })
            .await?;
        if now.as_millis() - desk.session.seen_at.as_millis() >= TOUCH_MS {
            let session = OfficerSession {
                seen_at: now,
                ..desk.session.clone()
            };
            self.db
                .write(move |tx| tx.officer_session_touch(&session))
                .await?;
        }
        Ok(desk)
    }

    /// A desk for the operator, who acts in an officer's name.
    ///
    /// # Errors
    /// [`Noun::Officer`].
    pub async fn desk_on_behalf(&self, tenant_id: TenantId, officer_id: OfficerId) -> Result<Desk> {
        let now = self.now();
        self.db
            .read(move |tx| {
                let officer = tx
                    .officer_by_id(tenant_id, officer_id)?
                    .ok_or(Error::NotFound(Noun::Officer))?;
                let tenant = tx.tenant_by_id(tenant_id)?.ok_or(Error::NotFound(Noun::Tenant))?;
                let session = OfficerSession {
                    token_hash: String::new(),
                    officer_id,
                    tenant_id,
                    created_at: now,
                    seen_at: now,
                    second_factor_at: now,
                    address: "operator".to_owned(),
                    user_agent: String::new(),
                };
                Ok(Desk {
                    tenant,
                    officer,
                    session,
                })
            })
            .await
    }

    /// A token for the desk's forms.
    pub fn desk_form_token(&self, desk: &Desk) -> String {
        self.keys.hash(Purpose::Form, &desk.session.token_hash)
    }

    /// Refuses a post whose form token is not the desk's.
    ///
    /// # Errors
    /// [`Denial::Forgery`].
    pub fn desk_form_check(&self, desk: &Desk, token: &str) -> Result<()> {
        let is_ours = self
            .keys
            .hash_matches(Purpose::Form, &desk.session.token_hash, token);
        if is_ours {
            Ok(())
        } else {
            Err(Error::Forbidden(Denial::Forgery))
        }
    }

    /// Gives the second factor again, for something dangerous.
    ///
    /// # Errors
    /// [`Denial::Wrong`] or [`Denial::Locked`].
    pub async fn desk_step_up(&self, desk: &Desk, code: &str) -> Result<()> {
        let officer = self.second_factor(desk.tenant.id, desk.officer.id, code).await?;
        let (actor, now) = (desk.actor(), self.now());
        let session = OfficerSession {
            seen_at: now,
            second_factor_at: now,
            ..desk.session.clone()
        };
        self.db
            .write(move |tx| {
                tx.officer_session_touch(&session)?;
                officer::log(tx, &officer, actor, "officer.step_up", json!({}), now)
            })
            .await
    }

    /// Signs the browser out.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn desk_close(&self, desk: &Desk) -> Result<()> {
        let (officer, hash) = (desk.officer.clone(), desk.session.token_hash.clone());
        let (actor, now) = (desk.actor(), self.now());
        self.db
            .write(move |tx| {
                tx.officer_session_delete(officer.tenant_id, &hash)?;
                officer::log(tx, &officer, actor, "officer.sign_out", json!({}), now)
            })
            .await
    }

    /// The officer's signed-in browsers.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn desk_sessions(&self, desk: &Desk) -> Result<Vec<OfficerSession>> {
        let (tenant_id, officer_id) = (desk.tenant.id, desk.officer.id);
        self.db
            .read(move |tx| tx.officer_sessions(tenant_id, officer_id))
            .await
    }

    /// One page of applicants.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn desk_applicants(
        &self,
        desk: &Desk,
        filter: ApplicantFilter,
    ) -> Result<Vec<ApplicantSummary>> {
        let tenant_id = desk.tenant.id;
        self.db.read(move |tx| tx.applicants(tenant_id, &filter)).await
    }

    /// Numbers for the overview.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn desk_overview(&self, desk: &Desk) -> Result<Overview> {
        let tenant_id = desk.tenant.id;
        let since = self.now().minus(std::time::Duration::from_secs(30 * 86_400));
        self.db
            .read(move |tx| {
                Ok(Overview {
                    statuses: tx.applicant_counts(tenant_id)?,
                    days: tx.event_counts(tenant_id, since)?,
                    deliveries: tx.delivery_counts(tenant_id)?,
                })
            })
            .await
    }

    /// An applicant's page. Looking is logged.
    ///
    /// # Errors
    /// [`Noun::Applicant`].
    pub async fn desk_casefile(&self, desk: &Desk, id: ApplicantId) -> Result<Casefile> {
        let (tenant_id, actor, now) = (desk.tenant.id, desk.actor(), self.now());
        self.db
            .write(move |tx| {
                let applicant = Pen::applicant(tx, tenant_id, id)?;
                log(tx, tenant_id, actor, "applicant.view", id, json!({}), now)?;
                Ok(Casefile {
                    inquiries: tx.inquiries(tenant_id, id, INQUIRIES_SHOWN)?,
                    same_person: same_person(tx, &applicant)?,
                    dossier: Dossier::load(tx, applicant)?,
                    events: tx.events(tenant_id, id)?,
                    hold: tx
                        .applicant_holder(tenant_id, id)?
                        .filter(|hold| hold.until > now),
                    officers: tx.officers(tenant_id)?,
                })
            })
            .await
    }

    /// The bytes of a piece of evidence. Looking is logged.
    ///
    /// # Errors
    /// [`Noun::File`].
    pub async fn desk_file(
        &self,
        desk: &Desk,
        applicant_id: ApplicantId,
        id: FileId,
    ) -> Result<(File, Vec<u8>)> {
        let (tenant_id, actor, now) = (desk.tenant.id, desk.actor(), self.now());
        let file = self
            .db
            .write(move |tx| {
                let file = tx
                    .file_by_id(tenant_id, applicant_id, id)?
                    .ok_or(Error::NotFound(Noun::File))?;
                log(
                    tx,
                    tenant_id,
                    actor,
                    "file.view",
                    applicant_id,
                    json!({ "file": id, "kind": file.kind }),
                    now,
                )?;
                Ok(file)
            })
            .await?;
        let bytes = self.file_bytes(&file).await?;
        Ok((file, bytes))
    }

    /// Takes or prolongs the officer's hold; says who has it otherwise. Taking is logged; prolonging comes with a look, which is.
    ///
    /// # Errors
    /// [`Noun::Applicant`].
    pub async fn desk_hold(&self, desk: &Desk, id: ApplicantId) -> Result<Option<Hold>> {
        let (tenant_id, actor, now) = (desk.tenant.id, desk.actor(), self.now());
        let hold = Hold {
            officer_id: desk.officer.id,
            until: now.plus(HOLD_FOR),
        };
        self.db
            .write(move |tx| {
                Pen::applicant(tx, tenant_id, id)?;
                let before = tx.applicant_holder(tenant_id, id)?;
                if !tx.applicant_hold(tenant_id, id, hold, now)? {
                    return tx.applicant_holder(tenant_id, id);
                }
                if !before.is_some_and(|held| held.officer_id == hold.officer_id && held.until > now) {
                    log(tx, tenant_id, actor, "applicant.hold", id, json!({}), now)?;
                }
                Ok(None)
            })
            .await
    }

    /// Gives the hold back. Where the officer has none, nothing happens and nothing is logged.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn desk_release(&self, desk: &Desk, id: ApplicantId) -> Result<()> {
        let (tenant_id, officer_id) = (desk.tenant.id, desk.officer.id);
        let (actor, now) = (desk.actor(), self.now());
        self.db
            .write(move |tx| {
                let held = tx.applicant_holder(tenant_id, id)?;
                if held.is_none_or(|hold| hold.officer_id != officer_id) {
                    return Ok(());
                }
                tx.applicant_release(tenant_id, id, officer_id)?;
                log(tx, tenant_id, actor, "applicant.release", id, json!({}), now)
            })
            .await
    }

    /// Decides on one step of an applicant that still has the version that was looked at. After the applicant was decided on, this
    /// needs a senior, unless the step was asked in addition.
    ///
    /// # Errors
    /// [`Conflict::Version`] when somebody else changed it, [`Denial::Role`], otherwise as [`Applicant::step_decide`].
    pub async fn desk_step_decide(
        &self,
        desk: &Desk,
        id: ApplicantId,
        version: i64,
        step_id: StepId,
        decision: Decision,
    ) -> Result<Applicant> {
        let details = json!({ "step": step_id, "verdict": decision.verdict, "reason": decision.reason });
        let role = desk.officer.role;
        self.desk_change(
            desk,
            id,
            version,
            "step.decide",
            details,
            move |applicant, officer, pen| {
                require_may_change(applicant, role, &[step_id])?;
                applicant.step_decide(step_id, &decision, officer, pen.now)
            },
        )
        .await
    }

    /// Asks for steps again.
    ///
    /// # Errors
    /// As [`App::desk_step_decide`].
    pub async fn desk_resubmission(
        &self,
        desk: &Desk,
        id: ApplicantId,
        version: i64,
        wish: Resubmission,
    ) -> Result<Applicant> {
        let details = json!({ "steps": wish.step_ids, "reason": wish.reason });
        let role = desk.officer.role;
        self.desk_change(
            desk,
            id,
            version,
            "applicant.resubmission",
            details,
            move |applicant, officer, pen| {
                require_may_change(applicant, role, &wish.step_ids)?;
                applicant.resubmission_request(&wish, officer, pen.now)
            },
        )
        .await
    }

    /// Sets an applicant aside for a closer look.
    ///
    /// # Errors
    /// [`Conflict::Version`], otherwise as [`Applicant::set_aside`].
    pub async fn desk_set_aside(&self, desk: &Desk, id: ApplicantId, version: i64) -> Result<Applicant> {
        self.desk_change(
            desk,
            id,
            version,
            "applicant.set_aside",
            json!({}),
            |applicant, officer, pen| applicant.set_aside(officer, pen.now),
        )
        .await
    }

    /// Decides on an applicant. Changing an earlier decision needs a senior.
    ///
    /// # Errors
    /// [`Conflict::Version`], [`Denial::Role`], otherwise as [`Applicant::decide`].
    pub async fn desk_decide(
        &self,
        desk: &Desk,
        id: ApplicantId,
        version: i64,
        decision: Decision,
    ) -> Result<Applicant> {
        let details = json!({ "verdict": decision.verdict, "reason": decision.reason });
        let role = desk.officer.role;
        self.desk_change(
            desk,
            id,
            version,
            "applicant.decide",
            details,
            move |applicant, officer, pen| {
                require_may_change(applicant, role, &[])?;
                if decision.verdict == Verdict::Resubmit {
                    return Err(Error::Conflict(Conflict::Decision));
                }
                applicant.decide(&decision, officer, pen.now)
            },
        )
        .await
    }

    async fn desk_change<F>(
        &self,
        desk: &Desk,
        id: ApplicantId,
        version: i64,
        action: &'static str,
        details: serde_json::Value,
        change: F,
    ) -> Result<Applicant>
    where
        F: Fn(&mut Applicant, OfficerId, &Pen) -> Result<Vec<EventKind>> + Send + 'static,
    {
        let (pen, tenant, officer_id) = (self.pen(), desk.tenant.clone(), desk.officer.id);
        let applicant = self
            .db
            .write(move |tx| {
                let mut applicant = Pen::applicant(tx, tenant.id, id)?;
                if applicant.version != version {
                    return Err(Error::Conflict(Conflict::Version));
                }
                if tx
                    .applicant_holder(tenant.id, id)?
                    .is_some_and(|hold| hold.until > pen.now && hold.officer_id != officer_id)
                {
                    return Err(Error::Conflict(Conflict::Held));
                }
                let events = change(&mut applicant, officer_id, &pen)?;
                pen.store_and_tell(tx, &tenant, &mut applicant, events, Actor::Officer(officer_id))?;
                log(
                    tx,
                    tenant.id,
                    Actor::Officer(officer_id),
                    action,
                    id,
                    details.clone(),
                    pen.now,
                )?;
                Ok(applicant)
            })
            .await?;
        self.announce(id);
        Ok(applicant)
    }
}

fn same_person(tx: &mut Tx, applicant: &Applicant) -> Result<Vec<Applicant>> {
    let Some(person_id) = applicant.person.id else {
        return Ok(Vec::new());
    };
    let all = tx.applicants_of_person(applicant.tenant_id, person_id)?;
    let others = all.into_iter().filter(|other| other.id != applicant.id);
    Ok(others.take(SAME_PERSON_SHOWN).collect())
}

/// Refuses a reviewer who would change an earlier decision on the applicant. Steps that were asked in addition are no part of it.
fn require_may_change(applicant: &Applicant, role: Role, step_ids: &[StepId]) -> Result<()> {
    let is_in_addition = |id: &StepId| applicant.step(*id).is_ok_and(|step| step.is_on_demand);
    let touches_decision = step_ids.is_empty() || !step_ids.iter().all(is_in_addition);
    if applicant.status.is_decided() && touches_decision && role < Role::Senior {
        return Err(Error::Forbidden(Denial::Role));
    }
    Ok(())
}

fn log(
    tx: &mut Tx,
    tenant_id: TenantId,
    actor: Actor,
    action: &'static str,
    id: ApplicantId,
    details: serde_json::Value,
    now: values::Timestamp,
) -> Result<()> {
    let entry = NewAuditEntry {
        actor,
        action,
        subject: format!("applicant:{id}"),
        details,
    };
    tx.audit_append(tenant_id, &entry, now).map(drop)
}
