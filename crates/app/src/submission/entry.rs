//! How people enter: by an address that anybody can open and that makes a record, or by one that leads on with a record there is.

use std::time::Duration;

use domain::{
    Conflict, Denial, Error, Noun, Result,
    applicant::{Applicant, ApplicantStatus, NewApplicant},
    event::{Actor, EventKind},
    flow::FlowKind,
    tenant::{Api, Tenant},
};
use serde_json::Map;
use store::{ListingFilter, Tx};
use values::{ApplicantId, TenantId, Timestamp};

use super::{SERVICES, kept};
use crate::{
    App,
    applicant::create,
    flow::{FlowReference, find},
    keys::Purpose,
    link::{NewLink, enter_flow, make},
    record::Pen,
};

/// Seconds that somebody who enters by an address has.
const LINK_TTL_SECONDS: u64 = 86_400;
/// Letters and digits that cannot be taken for one another; 32 of them, so that no id is likelier than another.
const ID_LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Characters of an id.
const ID_CHARACTERS: usize = 16;
/// How long an address that makes one record leads on to it.
const ONCE_WITHIN: Duration = Duration::from_secs(180);
/// How many earlier records of one person are looked at.
const EARLIER_MAX: i64 = 100;

/// Somebody who opened the address.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The applicant; its external id is drawn here.
    pub new: NewApplicant,
    /// The client's name for an address that makes one record: it leads on to that record for some minutes, and then nowhere.
    pub once: Option<String>,
    /// Days after an approval in which the same person cannot enter again.
    pub approve_days: u32,
    /// Days after a rejection in which the same person cannot enter again.
    pub reject_days: u32,
}

impl App {
    /// The tenant behind an address that anybody can open.
    ///
    /// # Errors
    /// [`Noun::Tenant`] also where the tenant is blocked or does not use this API.
    pub async fn submission_tenant(&self, id: TenantId, api: Api) -> Result<Tenant> {
        let tenant = self.db.read(move |tx| tx.tenant_by_id(id)).await?;
        tenant
            .filter(|tenant| tenant.require(api).is_ok())
            .ok_or(Error::NotFound(Noun::Tenant))
    }

    /// Makes a record for somebody who opened the address; answers where the hosted verification is.
    ///
    /// # Errors
    /// [`Conflict::Finished`] when the same person was decided on a short time ago, [`Denial::Expired`] when the address has made its
    /// record already, [`Error::Invalid`].
    pub async fn submission_enter(&self, tenant: &Tenant, entry: Entry) -> Result<String> {
        entry.new.details.check()?;
        let (pen, tenant) = (self.pen(), tenant.clone());
        let (id, url) = self
            .db
            .write(move |tx| {
                let external_id = match &entry.once {
                    Some(name) => named_id(&pen, tenant.id, name),
                    None => drawn_id(&pen),
                };
                if let Some(begun) = tx.applicant_by_external_id(tenant.id, &external_id)? {
                    require_just_begun(&begun, pen.now)?;
                    return linked(tx, &pen, &tenant, begun, Vec::new(), entry.new.language.clone());
                }
                require_no_earlier(tx, &pen, &tenant, &entry)?;
                let new = NewApplicant {
                    external_id,
                    ..entry.new.clone()
                };
                let applicant = create(tx, &pen, &tenant, &new, Some(SERVICES), Actor::Client)?;
                linked(tx, &pen, &tenant, applicant, Vec::new(), new.language)
            })
            .await?;
        self.announce(id);
        Ok(url)
    }

    /// Lets the person of an existing record go through an extra flow; answers where the hosted verification is.
    ///
    /// # Errors
    /// [`Noun::Applicant`], also for a record that `only_of`, where it is given, did not make; [`Noun::Flow`] where there is no extra flow
    /// of this name.
    pub async fn submission_enter_again(
        &self,
        tenant: &Tenant,
        reference: &str,
        flow_name: &str,
        language: Option<String>,
        only_of: Option<Api>,
    ) -> Result<String> {
        let (pen, tenant) = (self.pen(), tenant.clone());
        let (reference, flow_name) = (reference.to_owned(), flow_name.to_owned());
        let (id, url) = self
            .db
            .write(move |tx| {
                let mut applicant = kept(tx, tenant.id, &reference)?;
                if only_of.is_some() && applicant.origin.api != only_of {
                    return Err(Error::NotFound(Noun::Applicant));
                }
                let flow = find(tx, tenant.id, &FlowReference::Name(flow_name.clone()))?;
                if flow.definition.kind != FlowKind::OnDemand {
                    return Err(Error::NotFound(Noun::Flow));
                }
                let events = enter_flow(tx, &pen, &tenant, &mut applicant, Some(&flow_name))?;
                linked(tx, &pen, &tenant, applicant, events, language.clone())
            })
            .await?;
        self.announce(id);
        Ok(url)
    }
}

/// Refuses somebody whose earlier record was decided on a short time ago.
fn require_no_earlier(tx: &mut Tx, pen: &Pen, tenant: &Tenant, entry: &Entry) -> Result<()> {
    let by = |client_reference, email| ListingFilter {
        client_reference,
        email,
        limit: EARLIER_MAX,
        ..ListingFilter::default()
    };
    let mut filters = Vec::new();
    if entry.approve_days > 0 || entry.reject_days > 0 {
        let reference = entry.new.origin.client_reference.clone();
        filters.extend(reference.map(|reference| by(Some(reference), None)));
        filters.extend(entry.new.email.clone().map(|email| by(None, Some(email))));
    }
    for filter in filters {
        for earlier in tx.listing(tenant.id, &filter)? {
            let days = match earlier.status {
                ApplicantStatus::Approved => entry.approve_days,
                ApplicantStatus::Rejected => entry.reject_days,
                _ => 0,
            };
            let decided_at = earlier.review.map(|review| review.updated_at);
            let until = decided_at.map(|at| at.plus(Duration::from_secs(u64::from(days) * 86_400)));
            if until.is_some_and(|until| pen.now < until) {
                return Err(Error::Conflict(Conflict::Finished));
            }
        }
    }
    Ok(())
}

/// Stores what happened and makes the link.
fn linked(
    tx: &mut Tx,
    pen: &Pen,
    tenant: &Tenant,
    mut applicant: Applicant,
    mut events: Vec<EventKind>,
    locale: Option<String>,
) -> Result<(ApplicantId, String)> {
    let new = NewLink {
        locale,
        ttl_seconds: LINK_TTL_SECONDS,
        flow_name: None,
        claims: Map::new(),
    };
    let link = make(tx, pen, tenant, &applicant, &new)?;
    events.push(EventKind::LinkCreated {
        session_id: link.session_id,
    });
    pen.store(tx, &mut applicant, events, Actor::Client)?;
    Ok((applicant.id, link.url))
}

/// An id of 16 letters and digits that nobody can guess: 80 bits.
pub(super) fn drawn_id(pen: &Pen) -> String {
    lettered(pen.chance.bytes())
}

/// The id that belongs to the client's name for an address; nobody can guess it from the name.
fn named_id(pen: &Pen, tenant_id: TenantId, name: &str) -> String {
    let mac = pen
        .keys
        .mac(Purpose::Entry, format!("{tenant_id}/{name}").as_bytes());
    let mut bytes = [0; ID_CHARACTERS];
    bytes.copy_from_slice(&mac[..ID_CHARACTERS]);
    lettered(bytes)
}

fn lettered(bytes: [u8; ID_CHARACTERS]) -> String {
    let letter = |byte: &u8| char::from(ID_LETTERS[usize::from(byte & 31)]);
    bytes.iter().map(letter).collect()
}

/// Lets only who began a short time ago go on.
fn require_just_begun(applicant: &Applicant, now: Timestamp) -> Result<()> {
    let is_open = matches!(
        applicant.status,
        ApplicantStatus::Created | ApplicantStatus::Incomplete
    );
    if is_open && !applicant.is_erased() && now < applicant.created_at.plus(ONCE_WITHIN) {
        Ok(())
    } else {
        Err(Error::Unauthenticated(Denial::Expired))
    }
}
