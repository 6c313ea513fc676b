//! Links for applicants.

use std::time::Duration;

use domain::{
    Denial, Error, Reason, Result,
    applicant::Applicant,
    credential::Caller,
    event::{Actor, EventKind},
    sandbox::{SandboxOutcome, asked_by},
    session::{LinkPurpose, Session, TTL_SECONDS_MAX},
    tenant::Tenant,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::Tx;
use values::{ApplicantId, SessionId, Timestamp};

use crate::{
    App, Outcome,
    applicant::referenced,
    flow::{FlowReference, find, with_plan},
    keys::Purpose,
    record::Pen,
    token::{Claims, sign},
};

/// Seconds that a link to a person's own page lives: a year.
const OWN_PAGE_TTL_SECONDS: u64 = 365 * 86_400;

/// What a client says of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct NewLink {
    /// Language tag of the page.
    pub locale: Option<String>,
    /// Seconds that it lives.
    pub ttl_seconds: u64,
    /// A flow to move to, where it is not the applicant's own.
    pub flow_name: Option<String>,
    /// What the wire adds to the token for its clients.
    pub claims: Map<String, Value>,
}

/// A link, as the client hands it to the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its id.
    pub session_id: SessionId,
    /// Whose it is.
    pub applicant_id: ApplicantId,
    /// The token alone.
    pub token: String,
    /// The whole address.
    pub url: String,
    /// Seconds that it lives.
    pub ttl_seconds: u64,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl App {
    /// Makes a link.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a time out of range, [`domain::Noun::Applicant`], [`domain::Noun::Flow`],
    /// [`domain::Conflict::DeletionScheduled`].
    pub async fn link_create(&self, caller: &Caller, reference: &str, new: NewLink) -> Result<Outcome<Link>> {
        if !(1..=TTL_SECONDS_MAX).contains(&new.ttl_seconds) {
            let max = i64::try_from(TTL_SECONDS_MAX).unwrap_or(i64::MAX);
            return Err(Error::invalid("ttl", Reason::Range { min: 1, max }));
        }
        let (pen, tenant, reference) = (self.pen(), caller.tenant.clone(), reference.to_owned());
        self.once(caller, move |tx, now| {
            let mut applicant = referenced(tx, tenant.id, &reference)?;
            applicant.require_kept()?;
            let mut events = enter_flow(tx, &pen, &tenant, &mut applicant, new.flow_name.as_deref())?;
            let link = make(tx, &pen, &tenant, &applicant, &new)?;
            events.push(EventKind::LinkCreated {
                session_id: link.session_id,
            });
            applicant.updated_at = now;
            pen.store(tx, &mut applicant, events, Actor::Client)?;
            Ok(link)
        })
        .await
    }
}

impl App {
    /// A token for the forms of a link's pages: a post without it was not made on our page.
    pub fn form_token(&self, session: &Session) -> String {
        self.keys.hash(Purpose::Form, &session.id.to_string())
    }

    /// Refuses a post whose form token is not the link's.
    ///
    /// # Errors
    /// [`Denial::Forgery`].
    pub fn form_check(&self, session: &Session, token: &str) -> Result<()> {
        let is_ours = self
            .keys
            .hash_matches(Purpose::Form, &session.id.to_string(), token);
        if is_ours {
            Ok(())
        } else {
            Err(Error::Forbidden(Denial::Forgery))
        }
    }
}

/// Moves the applicant into the named flow, where that is not the present one.
pub(crate) fn enter_flow(
    tx: &mut Tx,
    pen: &Pen,
    tenant: &Tenant,
    applicant: &mut Applicant,
    name: Option<&str>,
) -> Result<Vec<EventKind>> {
    let Some(name) = name else { return Ok(Vec::new()) };
    let flow = find(tx, tenant.id, &FlowReference::Name(name.to_owned()))?;
    let has_it = applicant.flow_id == flow.id
        || applicant
            .steps
            .iter()
            .any(|step| step.flow_id == flow.id && step.awaits_applicant());
    if has_it {
        return Ok(Vec::new());
    }
    if flow.definition.kind == domain::flow::FlowKind::Regular {
        tx.sessions_revoke(tenant.id, applicant.id, pen.now)?;
    }
    with_plan(tx, pen, tenant, &flow, |plan| {
        applicant.move_to_flow(plan, pen.now)
    })?
}

/// Stores a link and signs its token.
pub(crate) fn make(
    tx: &mut Tx,
    pen: &Pen,
    tenant: &Tenant,
    applicant: &Applicant,
    new: &NewLink,
) -> Result<Link> {
    let ttl_seconds = match asked_by(tenant, applicant) {
        Some(SandboxOutcome::ExpiredLink) => 0,
        _ => new.ttl_seconds,
    };
    keep(
        tx,
        pen,
        applicant,
        &NewLink {
            ttl_seconds,
            ..new.clone()
        },
        LinkPurpose::Verify,
    )
}

/// A link to the person's own page.
pub(crate) fn own_page(tx: &mut Tx, pen: &Pen, applicant: &Applicant) -> Result<Link> {
    let new = NewLink {
        locale: applicant.language.clone(),
        ttl_seconds: OWN_PAGE_TTL_SECONDS,
        flow_name: None,
        claims: Map::new(),
    };
    keep(tx, pen, applicant, &new, LinkPurpose::OwnPage)
}

fn keep(tx: &mut Tx, pen: &Pen, applicant: &Applicant, new: &NewLink, purpose: LinkPurpose) -> Result<Link> {
    let session = Session {
        id: SessionId::from_uuid(pen.uuid()),
        tenant_id: applicant.tenant_id,
        applicant_id: applicant.id,
        purpose,
        flow_id: applicant.flow_id,
        locale: new.locale.clone(),
        expires_at: pen.now.plus(Duration::from_secs(new.ttl_seconds)),
        revoked_at: None,
        created_at: pen.now,
    };
    tx.session_insert(&session)?;
    let token = sign(&claims(&session, new), &pen.keys);
    Ok(Link {
        session_id: session.id,
        applicant_id: applicant.id,
        url: format!("{}/{}/{token}", pen.public_url, path(purpose)),
        token,
        ttl_seconds: new.ttl_seconds,
        expires_at: session.expires_at,
    })
}

/// The page that a link opens.
const fn path(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Verify => "verify",
        LinkPurpose::OwnPage => "me",
    }
}

fn claims(session: &Session, new: &NewLink) -> Claims {
    Claims {
        jti: session.id,
        sub: session.applicant_id,
        tenant: session.tenant_id,
        flow: session.flow_id,
        locale: session.locale.clone(),
        iat: session.created_at.as_seconds(),
        exp: session.expires_at.as_seconds(),
        more: new.claims.clone(),
    }
}
