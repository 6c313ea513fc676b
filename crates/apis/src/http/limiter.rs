//! Rate limits by credential: at most so many calls in any window, counted exactly on this node.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use domain::{Error, Result, tenant::RateLimit};
use values::{CredentialId, Timestamp};

/// Credentials beyond which the idle ones are forgotten.
const CREDENTIALS_KEPT: usize = 10_000;

/// Remembers when each credential called within its window.
#[derive(Debug, Default)]
pub struct Limiter(Mutex<HashMap<CredentialId, VecDeque<i64>>>);

impl Limiter {
    /// Counts a call.
    ///
    /// # Errors
    /// [`Error::RateLimited`] with the time until the oldest call leaves the window; such a call is not counted.
    pub fn check(&self, credential: CredentialId, limit: RateLimit, now: Timestamp) -> Result<()> {
        let (now, window) = (now.as_millis(), i64::from(limit.window_ms));
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if calls.len() > CREDENTIALS_KEPT {
            calls.retain(|_, times| times.back().is_some_and(|last| now - last < window));
        }
        let times = calls.entry(credential).or_default();
        while times.front().is_some_and(|first| now - first >= window) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= limit.requests as usize => Err(Error::RateLimited {
                retry_after_ms: u64::try_from(first + window - now).unwrap_or(1),
            }),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_window_holds_at_most_the_limit() {
        let limiter = Limiter::default();
        let credential = CredentialId::parse("0190a5b4-7c3e-7000-8000-000000000001").unwrap();
        let limit = RateLimit {
            requests: 3,
            window_ms: 10_000,
        };
        let call = |millis| limiter.check(credential, limit, Timestamp::from_millis(millis));
        assert_eq!([call(0), call(4_000), call(9_999)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(call(9_999), Err(Error::RateLimited { retry_after_ms: 1 }));
        call(10_000).unwrap();
        assert_eq!(
            call(13_000),
            Err(Error::RateLimited {
                retry_after_ms: 1_000
            })
        );
        call(14_000).unwrap();
        let other = CredentialId::parse("0190a5b4-7c3e-7000-8000-000000000002").unwrap();
        limiter
            .check(other, limit, Timestamp::from_millis(14_000))
            .unwrap();
    }
}
