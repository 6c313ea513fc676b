//! A console user: role, second factor, lock-out, and what a signed-in browser may do.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use values::{EmailAddress, OfficerId, TenantId, Timestamp};

use crate::{Denial, Error, Result};

/// Failures in a row after which an officer is locked out.
pub const FAILURES_MAX: i64 = 5;
/// How long the lock-out lasts.
pub const LOCKED_FOR: Duration = Duration::from_secs(15 * 60);
/// A browser that does nothing for so long is signed out.
pub const IDLE_MAX: Duration = Duration::from_secs(30 * 60);
/// A browser is signed out after so long, whatever it does.
pub const SESSION_MAX: Duration = Duration::from_secs(12 * 3600);
/// How long a fresh second factor opens dangerous actions.
pub const STEP_UP_FOR: Duration = Duration::from_secs(5 * 60);
/// How long an invitation link works.
pub const INVITATION_FOR: Duration = Duration::from_secs(72 * 3600);
/// How long an applicant stays held after the officer last looked.
pub const HOLD_FOR: Duration = Duration::from_secs(10 * 60);

/// What an officer may do. Each role includes the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works the queue.
    Reviewer,
    /// Also changes decisions, sends webhooks again, retries jobs.
    Senior,
    /// Also manages flows, settings, keys and officers.
    Admin,
}

impl Role {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Senior => "senior",
            Self::Admin => "admin",
        }
    }

    /// Reads [`Role::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Reviewer, Self::Senior, Self::Admin]
            .into_iter()
            .find(|role| role.as_str() == text)
    }
}

/// A console user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Its id.
    pub id: OfficerId,
    /// Whose officer.
    pub tenant_id: TenantId,
    /// A short number, unique in the tenant, for wires that show one.
    pub number: i64,
    /// Signs in with it.
    pub email: EmailAddress,
    /// What colleagues read.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Argon2id in PHC form; none until the invitation is used.
    pub password_hash: Option<String>,
    /// The authenticator's secret, sealed; none until enrolled.
    pub sealed_totp: Option<Vec<u8>>,
    /// The last time step (RFC 6238) that was used, so that a code works once.
    pub totp_step: i64,
    /// Failures in a row.
    pub failures: i64,
    /// Locked out until then.
    pub locked_until: Option<Timestamp>,
    /// Keyed hash of the invitation's secret.
    pub invitation_hash: Option<String>,
    /// When the invitation ends.
    pub invitation_expires_at: Option<Timestamp>,
    /// Switched off.
    pub disabled_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Officer {
    /// Refuses a locked or switched-off officer.
    ///
    /// # Errors
    /// [`Denial::Locked`] or [`Denial::Wrong`].
    pub fn require_unlocked(&self, now: Timestamp) -> Result<()> {
        if self.disabled_at.is_some() {
            return Err(Error::Unauthenticated(Denial::Wrong));
        }
        if self.locked_until.is_some_and(|until| now < until) {
            Err(Error::Unauthenticated(Denial::Locked))
        } else {
            Ok(())
        }
    }

    /// Counts a failure and locks after too many.
    pub fn note_failure(&mut self, now: Timestamp) {
        self.failures += 1;
        if self.failures >= FAILURES_MAX {
            self.failures = 0;
            self.locked_until = Some(now.plus(LOCKED_FOR));
        }
    }

    /// Forgets earlier failures.
    pub fn note_success(&mut self) {
        self.failures = 0;
        self.locked_until = None;
    }

    /// Refuses a lesser role.
    ///
    /// # Errors
    /// [`Denial::Role`].
    pub fn require(&self, role: Role) -> Result<()> {
        if self.role >= role {
            Ok(())
        } else {
            Err(Error::Forbidden(Denial::Role))
        }
    }
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerSession {
    /// Keyed hash of the cookie's secret.
    pub token_hash: String,
    /// Whose browser.
    pub officer_id: OfficerId,
    /// Whose officer.
    pub tenant_id: TenantId,
    /// When signed in.
    pub created_at: Timestamp,
    /// Last used.
    pub seen_at: Timestamp,
    /// When the second factor was last given.
    pub second_factor_at: Timestamp,
    /// Where from.
    pub address: String,
    /// What browser.
    pub user_agent: String,
}

impl OfficerSession {
    /// Refuses an idle or old session.
    ///
    /// # Errors
    /// [`Denial::Expired`].
    pub fn require_alive(&self, now: Timestamp) -> Result<()> {
        let is_over = now.since(self.seen_at) >= IDLE_MAX || now.since(self.created_at) >= SESSION_MAX;
        if is_over {
            Err(Error::Unauthenticated(Denial::Expired))
        } else {
            Ok(())
        }
    }

    /// Whether the second factor is fresh enough for something dangerous.
    pub fn is_stepped_up(&self, now: Timestamp) -> bool {
        now.since(self.second_factor_at) < STEP_UP_FOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::{EmailAddress, OfficerId, TenantId};

    fn officer() -> Officer {
        Officer {
            id: OfficerId::parse("0190a5b4-7c3e-7000-8000-000000000001").unwrap(),
            tenant_id: TenantId::parse("0190a5b4-7c3e-7000-8000-000000000002").unwrap(),
            number: 1,
            email: EmailAddress::parse("m@example.org").unwrap(),
            name: "M. Officer".into(),
            role: Role::Senior,
            password_hash: None,
            sealed_totp: None,
            totp_step: 0,
            failures: 0,
            locked_until: None,
            invitation_hash: None,
            invitation_expires_at: None,
            disabled_at: None,
            created_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn five_failures_lock_for_a_quarter_of_an_hour() {
        let (mut officer, now) = (officer(), Timestamp::from_millis(1_000));
        for _ in 0..FAILURES_MAX {
            officer.require_unlocked(now).unwrap();
            officer.note_failure(now);
        }
        assert_eq!(
            officer.require_unlocked(now),
            Err(Error::Unauthenticated(Denial::Locked))
        );
        officer.require_unlocked(now.plus(LOCKED_FOR)).unwrap();
    }

    #[test]
    fn roles_include_the_lesser_ones() {
        let officer = officer();
        officer.require(Role::Reviewer).unwrap();
        officer.require(Role::Senior).unwrap();
        assert_eq!(officer.require(Role::Admin), Err(Error::Forbidden(Denial::Role)));
    }
}
