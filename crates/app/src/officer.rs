//! Console users: invitation, password, second factor, lock-out, sessions, and the role that an action needs: pages ask for it early,
//! the use cases refuse without it.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{
    Denial, Error, Noun, Reason, Result,
    audit::NewAuditEntry,
    event::Actor,
    officer::{INVITATION_FOR, Officer, OfficerSession, Role},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use totp_rs::{Builder, Secret, Totp};
use values::{EmailAddress, OfficerId, TenantId, Timestamp};

use crate::{App, keys::Purpose, outside::Letter};

/// How long a half-finished sign-in waits for its code, in milliseconds.
const TICKET_MS: i64 = 5 * 60 * 1000;
const PASSWORD_CHARACTERS_MIN: usize = 12;
const PASSWORD_BYTES_MAX: usize = 1_024;

/// An invitation, opened: what the enrolment page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Who is invited.
    pub officer: Officer,
    /// The authenticator's secret in base32, to be typed.
    pub secret: String,
    /// The same as an `otpauth://` address, to be scanned.
    pub otpauth_url: String,
}

/// A browser's cookie and for how long it may hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie(pub String);

#[derive(Serialize, Deserialize)]
struct Ticket {
    tenant_id: TenantId,
    officer_id: OfficerId,
    made_at: i64,
}

impl App {
    /// Invites an officer: the link works once and for three days.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`domain::Conflict::NameTaken`].
    pub async fn officer_invite(
        &self,
        tenant_id: TenantId,
        email: &str,
        name: &str,
        role: Role,
        actor: Actor,
    ) -> Result<(Officer, String)> {
        let email = EmailAddress::parse(email).map_err(|error| Error::invalid("email", error))?;
        let name = values::bounded_text(name, 100).map_err(|problem| Error::invalid("name", problem))?;
        let (pen, secret) = (self.pen(), self.chance.secret());
        let url = format!("{}/console/welcome/{secret}", self.public_url);
        let tenant = self.tenant(tenant_id).await?;
        let letter = Letter::Invitation {
            name: name.clone(),
            url: url.clone(),
            hours: INVITATION_FOR.as_secs() / 3_600,
        };
        let content = self.letters.write(&tenant, "en", &letter);
        let officer = Officer {
            id: OfficerId::from_uuid(pen.uuid()),
            tenant_id,
            number: 0,
            email,
            name,
            role,
            password_hash: None,
            sealed_totp: None,
            totp_step: 0,
            failures: 0,
            locked_until: None,
            invitation_hash: Some(self.keys.hash(Purpose::Invitation, &secret)),
            invitation_expires_at: Some(pen.now.plus(INVITATION_FOR)),
            disabled_at: None,
            created_at: pen.now,
        };
        let officer = self
            .db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, Role::Admin)?;
                let mut officer = officer.clone();
                tx.officer_insert(&mut officer)?;
                pen.mail(
                    tx,
                    tenant_id,
                    None,
                    officer.email.as_str(),
                    letter.template(),
                    &content,
                )?;
                let details = json!({ "role": officer.role });
                log(tx, &officer, actor, "officer.invite", details, pen.now)?;
                Ok(officer)
            })
            .await?;
        self.work.notify_one();
        Ok((officer, url))
    }

    /// Takes password and second factor away and makes a new invitation, for somebody who lost them.
    ///
    /// # Errors
    /// [`Noun::Officer`].
    pub async fn officer_reset(&self, tenant_id: TenantId, id: OfficerId, actor: Actor) -> Result<String> {
        let (pen, secret) = (self.pen(), self.chance.secret());
        let hash = self.keys.hash(Purpose::Invitation, &secret);
        let url = format!("{}/console/welcome/{secret}", self.public_url);
        self.officer_change(
            tenant_id,
            id,
            (actor, Role::Admin),
            "officer.reset",
            move |officer| {
                officer.password_hash = None;
                officer.sealed_totp = None;
                officer.note_success();
                officer.invitation_hash = Some(hash.clone());
                officer.invitation_expires_at = Some(pen.now.plus(INVITATION_FOR));
            },
        )
        .await?;
        Ok(url)
    }

    /// Gives an officer another role.
    ///
    /// # Errors
    /// [`Noun::Officer`].
    pub async fn officer_role(
        &self,
        tenant_id: TenantId,
        id: OfficerId,
        role: Role,
        actor: Actor,
    ) -> Result<()> {
        self.officer_change(
            tenant_id,
            id,
            (actor, Role::Admin),
            "officer.role",
            move |officer| officer.role = role,
        )
        .await
    }

    /// Switches an officer off, or on again.
    ///
    /// # Errors
    /// [`Noun::Officer`].
    pub async fn officer_disable(
        &self,
        tenant_id: TenantId,
        id: OfficerId,
        is_disabled: bool,
        actor: Actor,
    ) -> Result<()> {
        let now = self.now();
        self.officer_change(
            tenant_id,
            id,
            (actor, Role::Admin),
            "officer.disable",
            move |officer| officer.disabled_at = is_disabled.then_some(now),
        )
        .await
    }

    async fn officer_change<F>(
        &self,
        tenant_id: TenantId,
        id: OfficerId,
        (actor, least): (Actor, Role),
        action: &'static str,
        change: F,
    ) -> Result<()>
    where
        F: Fn(&mut Officer) + Send + 'static,
    {
        let now = self.now();
        self.db
            .write(move |tx| {
                require_role(tx, tenant_id, actor, least)?;
                let mut officer = tx
                    .officer_locked(tenant_id, id)?
                    .ok_or(Error::NotFound(Noun::Officer))?;
                change(&mut officer);
                tx.officer_update(&officer)?;
                tx.officer_sessions_delete(tenant_id, id)?;
                let details = json!({ "role": officer.role, "disabled": officer.disabled_at.is_some() });
                log(tx, &officer, actor, action, details, now)
            })
            .await
    }

    /// A tenant's officers by number.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn officers(&self, tenant_id: TenantId) -> Result<Vec<Officer>> {
        self.db.read(move |tx| tx.officers(tenant_id)).await
    }

    /// Opens an invitation. The authenticator's secret is the same each time, so the page can be loaded again.
    ///
    /// # Errors
    /// [`Denial::Wrong`] or [`Denial::Expired`].
    pub async fn officer_invitation(&self, secret: &str) -> Result<Enrolment> {
        let officer = self.invited(secret).await?;
        let totp = self.enrolment_totp(secret, &officer)?;
        Ok(Enrolment {
            secret: totp.secret().to_base32(),
            otpauth_url: totp.to_url().map_err(Error::internal)?,
            officer,
        })
    }

    /// Uses an invitation: sets password and second factor, and signs the browser in.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a weak password or a wrong code.
    pub async fn officer_enrol(
        &self,
        secret: &str,
        password: &str,
        code: &str,
        address: &str,
        user_agent: &str,
    ) -> Result<Cookie> {
        let officer = self.invited(secret).await?;
        require_password(password, &officer)?;
        let pen = self.pen();
        let step = matching_step(&self.enrolment_totp(secret, &officer)?, code, pen.now);
        let step = step.ok_or(Error::invalid(
            "code",
            Reason::Expected("the six digits that the authenticator shows now"),
        ))?;
        let password_hash = self.password_hash(password.to_owned()).await?;
        let sealed_totp = self.keys.seal(
            Purpose::Totp,
            &officer.id.to_string(),
            &self.enrolment_bytes(secret),
            &self.chance,
        );
        let hash = self.keys.hash(Purpose::Invitation, secret);
        let (cookie, session) = self.session_for(&officer, address, user_agent, pen.now);
        self.db
            .write(move |tx| {
                let found = tx.officer_by_invitation(&hash)?;
                let found = found.ok_or(Error::Unauthenticated(Denial::Wrong))?;
                let locked = tx.officer_locked(found.tenant_id, found.id)?;
                let mut officer = locked
                    .filter(|officer| officer.invitation_hash.as_deref() == Some(hash.as_str()))
                    .ok_or(Error::Unauthenticated(Denial::Wrong))?;
                officer.password_hash = Some(password_hash.clone());
                officer.sealed_totp = Some(sealed_totp.clone());
                officer.totp_step = step;
                officer.invitation_hash = None;
                officer.invitation_expires_at = None;
                tx.officer_update(&officer)?;
                tx.officer_session_insert(&session)?;
                log(
                    tx,
                    &officer,
                    Actor::Officer(officer.id),
                    "officer.enrol",
                    json!({}),
                    pen.now,
                )
            })
            .await?;
        Ok(cookie)
    }

    /// First half of signing in. An unknown address takes as long and looks the same as a wrong password.
    ///
    /// # Errors
    /// [`Denial::Wrong`] or [`Denial::Locked`].
    pub async fn officer_password(&self, email: &str, password: &str) -> Result<String> {
        let folded = email.trim().to_lowercase();
        let found = self.db.read(move |tx| tx.officer_by_email(&folded)).await?;
        let now = self.now();
        let hash = found.as_ref().and_then(|officer| officer.password_hash.clone());
        let is_right = self.password_matches(password.to_owned(), hash).await?;
        let officer = found.ok_or(Error::Unauthenticated(Denial::Wrong))?;
        officer.require_unlocked(now)?;
        if !is_right {
            self.officer_failed(&officer).await?;
            return Err(Error::Unauthenticated(Denial::Wrong));
        }
        let ticket = Ticket {
            tenant_id: officer.tenant_id,
            officer_id: officer.id,
            made_at: now.as_millis(),
        };
        let plain = serde_json::to_vec(&ticket).map_err(Error::internal)?;
        Ok(hex::encode(self.keys.seal(
            Purpose::Ticket,
            "sign in",
            &plain,
            &self.chance,
        )))
    }

    /// Second half of signing in.
    ///
    /// # Errors
    /// [`Denial::Expired`] for an old ticket, [`Denial::Wrong`] for a wrong or used code, [`Denial::Locked`].
    pub async fn officer_code(
        &self,
        ticket: &str,
        code: &str,
        address: &str,
        user_agent: &str,
    ) -> Result<Cookie> {
        let wrong = || Error::Unauthenticated(Denial::Wrong);
        let sealed = hex::decode(ticket).map_err(|_| wrong())?;
        let plain = self
            .keys
            .open(Purpose::Ticket, "sign in", &sealed)
            .map_err(|_| wrong())?;
        let ticket: Ticket = serde_json::from_slice(&plain).map_err(Error::internal)?;
        let now = self.now();
        if now.as_millis() - ticket.made_at > TICKET_MS {
            return Err(Error::Unauthenticated(Denial::Expired));
        }
        let officer = self
            .second_factor(ticket.tenant_id, ticket.officer_id, code)
            .await?;
        let (cookie, session) = self.session_for(&officer, address, user_agent, now);
        self.db
            .write(move |tx| {
                tx.officer_session_insert(&session)?;
                log(
                    tx,
                    &officer,
                    Actor::Officer(officer.id),
                    "officer.sign_in",
                    json!({ "address": session.address }),
                    now,
                )
            })
            .await?;
        Ok(cookie)
    }

    /// Checks an officer's code, once for each code, counting failures.
    pub(crate) async fn second_factor(
        &self,
        tenant_id: TenantId,
        id: OfficerId,
        code: &str,
    ) -> Result<Officer> {
        let (now, keys, code) = (self.now(), self.keys.clone(), code.to_owned());
        // Check and count in one transaction, one at a time: guesses sent at once get no more tries than others.
        let checked = self.db.write(move |tx| {
            let wrong = Error::Unauthenticated(Denial::Wrong);
            let mut officer = tx.officer_locked(tenant_id, id)?.ok_or(wrong.clone())?;
            officer.require_unlocked(now)?;
            let sealed = officer.sealed_totp.clone().ok_or(wrong)?;
            let bytes = keys.open(Purpose::Totp, &officer.id.to_string(), &sealed)?;
            let step = matching_step(&totp(bytes, &officer)?, &code, now);
            match step.filter(|step| *step > officer.totp_step) {
                Some(step) => {
                    officer.totp_step = step;
                    officer.note_success();
                    tx.officer_update(&officer)?;
                    Ok(Some(officer))
                }
                None => failed(tx, &mut officer, now).map(|()| None),
            }
        });
        checked.await?.ok_or(Error::Unauthenticated(Denial::Wrong))
    }

    /// Changes the officer's own password.
    ///
    /// # Errors
    /// [`Denial::Wrong`] for the present one, [`Error::Invalid`] for the new one.
    pub async fn officer_password_change(&self, officer: &Officer, present: &str, new: &str) -> Result<()> {
        if !self
            .password_matches(present.to_owned(), officer.password_hash.clone())
            .await?
        {
            self.officer_failed(officer).await?;
            return Err(Error::Unauthenticated(Denial::Wrong));
        }
        require_password(new, officer)?;
        let hash = self.password_hash(new.to_owned()).await?;
        let actor = Actor::Officer(officer.id);
        self.officer_change(
            officer.tenant_id,
            officer.id,
            (actor, Role::Reviewer),
            "officer.password",
            move |officer| {
                officer.password_hash = Some(hash.clone());
            },
        )
        .await
    }

    async fn officer_failed(&self, officer: &Officer) -> Result<()> {
        let (tenant_id, id, now) = (officer.tenant_id, officer.id, self.now());
        self.db
            .write(move |tx| match tx.officer_locked(tenant_id, id)? {
                Some(mut officer) => failed(tx, &mut officer, now),
                None => Ok(()),
            })
            .await
    }

    async fn invited(&self, secret: &str) -> Result<Officer> {
        let (hash, now) = (self.keys.hash(Purpose::Invitation, secret), self.now());
        let found = self.db.read(move |tx| tx.officer_by_invitation(&hash)).await?;
        let officer = found.ok_or(Error::Unauthenticated(Denial::Wrong))?;
        match officer.invitation_expires_at {
            Some(end) if now < end && officer.disabled_at.is_none() => Ok(officer),
            _ => Err(Error::Unauthenticated(Denial::Expired)),
        }
    }

    fn session_for(
        &self,
        officer: &Officer,
        address: &str,
        user_agent: &str,
        now: Timestamp,
    ) -> (Cookie, OfficerSession) {
        let secret = self.chance.secret();
        let session = OfficerSession {
            token_hash: self.keys.hash(Purpose::OfficerSession, &secret),
            officer_id: officer.id,
            tenant_id: officer.tenant_id,
            created_at: now,
            seen_at: now,
            second_factor_at: now,
            address: address.to_owned(),
            user_agent: user_agent
                .chars()
                .filter(|character| !character.is_control())
                .take(300)
                .collect(),
        };
        (Cookie(format!("{}.{secret}", officer.tenant_id)), session)
    }

    /// The enrolment's authenticator secret follows from the invitation, so nothing has to be stored before it is proven.
    fn enrolment_bytes(&self, secret: &str) -> Vec<u8> {
        self.keys.mac(Purpose::Totp, secret.as_bytes())[..20].to_vec()
    }

    fn enrolment_totp(&self, secret: &str, officer: &Officer) -> Result<Totp> {
        totp(self.enrolment_bytes(secret), officer)
    }

    async fn password_hash(&self, password: String) -> Result<String> {
        let salt = self.chance.bytes::<16>();
        let hashed = move || {
            let hash = Argon2::default()
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map_err(Error::internal)?;
            Ok(hash.to_string())
        };
        self.heavily(hashed).await?
    }

    /// Compares a password; without a hash it works as long and says no.
    async fn password_matches(&self, password: String, hash: Option<String>) -> Result<bool> {
        if password.len() > PASSWORD_BYTES_MAX {
            return Ok(false);
        }
        let compared = move || match hash {
            Some(hash) => {
                let hash = PasswordHash::new(&hash).map_err(Error::internal)?;
                Ok(Argon2::default()
                    .verify_password(password.as_bytes(), &hash)
                    .is_ok())
            }
            None => {
                let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), b"nobody has this!");
                Ok(false)
            }
        };
        self.heavily(compared).await?
    }
}

/// Refuses an officer of a lesser role, as it is now and not when the browser signed in. Who is no officer has come by another door.
pub(crate) fn require_role(tx: &mut Tx, tenant_id: TenantId, actor: Actor, least: Role) -> Result<()> {
    let Actor::Officer(id) = actor else {
        return Ok(());
    };
    let officer = tx.officer_by_id(tenant_id, id)?;
    let is_enough = |officer: &Officer| officer.disabled_at.is_none() && officer.role >= least;
    if officer.as_ref().is_some_and(is_enough) {
        Ok(())
    } else {
        Err(Error::Forbidden(Denial::Role))
    }
}

/// Counts a failure; the one that locks the officer out is logged.
fn failed(tx: &mut Tx, officer: &mut Officer, now: Timestamp) -> Result<()> {
    officer.note_failure(now);
    tx.officer_update(officer)?;
    if officer.require_unlocked(now).is_ok() {
        return Ok(());
    }
    let details = json!({ "until": officer.locked_until });
    log(tx, officer, Actor::System, "officer.lock", details, now)
}

/// Logs what was done to or by an officer.
pub(crate) fn log(
    tx: &mut Tx,
    officer: &Officer,
    actor: Actor,
    action: &'static str,
    details: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let entry = NewAuditEntry {
        actor,
        action,
        subject: format!("officer:{}", officer.id),
        details,
    };
    tx.audit_append(officer.tenant_id, &entry, now).map(drop)
}

fn require_password(password: &str, officer: &Officer) -> Result<()> {
    let expected = |what| Err(Error::invalid("password", Reason::Expected(what)));
    if password.chars().count() < PASSWORD_CHARACTERS_MIN || password.len() > PASSWORD_BYTES_MAX {
        return expected("12 to 1,000 characters long");
    }
    let folded = password.to_lowercase();
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let local = officer
        .email
        .folded()
        .split('@')
        .next()
        .unwrap_or_default()
        .to_owned();
    if letters.len() < 5 || folded.contains("password") || (local.len() > 3 && folded.contains(&local)) {
        return expected("harder to guess");
    }
    Ok(())
}

/// RFC 6238 with SHA-1, six digits and 30 s, as every authenticator reads it; the step before and after are taken too.
fn totp(secret: Vec<u8>, officer: &Officer) -> Result<Totp> {
    Builder::new()
        .with_secret(Secret::from(secret))
        .with_skew(1)
        .with_account_name(officer.email.as_str().replace(':', ""))
        .with_issuer(Some("Bulla"))
        .build()
        .map_err(Error::internal)
}

fn matching_step(totp: &Totp, code: &str, now: Timestamp) -> Option<i64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let seconds = u64::try_from(now.as_seconds()).ok()?;
    totp.check(&digits, seconds)
        .and_then(|step| i64::try_from(step).ok())
}
