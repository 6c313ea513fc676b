//! Telling a tenant's server what happened: endpoints, deliveries, and when to try again.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use values::{ApplicantId, DeliveryId, EndpointId, EventId, TenantId, Timestamp};

use crate::{Error, Reason, Result, tenant::Api};

/// Tries before a delivery is given up.
pub const ATTEMPTS_MAX: i64 = 10;
/// Days of nothing but failure after which an endpoint is switched off.
pub const FAILING_DAYS_MAX: u64 = 5;
const FIRST_PAUSE: Duration = Duration::from_secs(30);
const LONGEST_PAUSE: Duration = Duration::from_secs(4 * 3600);

/// A secret that signs, and when it stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningSecret {
    /// `whsec_` and base64 of 24 to 64 bytes (Standard Webhooks).
    pub secret: String,
    /// Set while a newer secret is taking over.
    pub expires_at: Option<Timestamp>,
}

/// A place that webhooks are sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// The API whose bodies it understands.
    pub api: Api,
    /// Where to.
    pub url: String,
    /// Event names that it wants; empty means all.
    pub events: Vec<String>,
    /// The newest first; at most two are alive.
    pub secrets: Vec<SigningSecret>,
    /// Since when nothing but failures.
    pub failing_since: Option<Timestamp>,
    /// When it was switched off.
    pub disabled_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Endpoint {
    /// The secrets that sign at this instant.
    pub fn live_secrets(&self, now: Timestamp) -> impl Iterator<Item = &str> {
        self.secrets
            .iter()
            .filter(move |secret| secret.expires_at.is_none_or(|end| now < end))
            .map(|secret| secret.secret.as_str())
    }

    /// Whether it wants an event of this name.
    pub fn wants(&self, event: &str) -> bool {
        self.disabled_at.is_none() && (self.events.is_empty() || self.events.iter().any(|name| name == event))
    }

    /// Whether it has failed for so long that it is switched off.
    pub fn is_given_up(&self, now: Timestamp) -> bool {
        self.failing_since
            .is_some_and(|since| now.since(since) >= Duration::from_secs(FAILING_DAYS_MAX * 86_400))
    }
}

/// Checks an endpoint's address as far as text can be checked; where its name leads is checked at each call.
///
/// # Errors
/// [`Error::Invalid`] for anything but `https://`, or `http://` where `allows_plain`.
pub fn check_url(url: &str, allows_plain: bool) -> Result<()> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://").filter(|_| allows_plain));
    let is_fine =
        rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['@', ' ', '\\'])) && url.len() <= 2_000;
    if is_fine && url.chars().all(|character| character.is_ascii_graphic()) {
        Ok(())
    } else {
        Err(Error::invalid(
            "url",
            Reason::Expected("an https:// address without user name"),
        ))
    }
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Waits for its time, or for an earlier one about the same applicant.
    Pending,
    /// The endpoint answered 2xx.
    Delivered,
    /// Given up; can be sent again by hand.
    Dead,
}

impl DeliveryStatus {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
        }
    }

    /// Reads [`DeliveryStatus::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Delivered, Self::Dead]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// One message for one endpoint. The body never changes, however often it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id; receivers drop repeats by it.
    pub id: DeliveryId,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// Where to.
    pub endpoint_id: EndpointId,
    /// What it tells.
    pub event_id: EventId,
    /// About whom; order is kept within one applicant.
    pub applicant_id: ApplicantId,
    /// Order within the applicant.
    pub sequence: i64,
    /// The event's name on the wire.
    pub event_name: String,
    /// The exact bytes.
    pub body: Vec<u8>,
    /// Headers of the API's own scheme.
    pub headers: Vec<(String, String)>,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// Tries so far.
    pub attempts: i64,
    /// Not before this instant.
    pub next_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

/// One try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// From 1.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// HTTP status, if an answer came.
    pub status: Option<i64>,
    /// Milliseconds until the answer or failure.
    pub latency_ms: i64,
    /// Why no answer came.
    pub error: Option<String>,
    /// Beginning of the answer's body.
    pub answer: String,
}

/// What an attempt ended in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// 2xx.
    Delivered,
    /// 410: the receiver wants nothing any more.
    Gone,
    /// Anything else; the receiver may have said when to come back.
    Failed {
        /// From `Retry-After`.
        retry_after: Option<Duration>,
    },
}

/// What follows from an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Done.
    Delivered,
    /// Try again at the instant.
    Retry(Timestamp),
    /// No more tries.
    GiveUp,
    /// No more tries, and the endpoint is switched off.
    GiveUpEndpoint,
}

/// Decides what follows from the outcome of attempt `number` (from 1) at `now`.
///
/// The first pause is 30 s, each further one doubles up to four hours, and `jitter` in 0..=1000 adds up to a fifth so that receivers
/// are not hit by everyone at once. A `Retry-After` lengthens the pause, up to a day.
pub fn next_after(outcome: &Outcome, number: i64, now: Timestamp, jitter: u32) -> Next {
    let retry_after = match outcome {
        Outcome::Delivered => return Next::Delivered,
        Outcome::Gone => return Next::GiveUpEndpoint,
        Outcome::Failed { .. } if number >= ATTEMPTS_MAX => return Next::GiveUp,
        Outcome::Failed { retry_after } => retry_after
            .unwrap_or(Duration::ZERO)
            .min(Duration::from_secs(86_400)),
    };
    let doublings = u32::try_from(number.clamp(1, 30) - 1).unwrap_or(0);
    let pause = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
    let pause = pause + pause.mul_f64(f64::from(jitter.min(1000)) / 5_000.0);
    Next::Retry(now.plus(pause.max(retry_after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    fn pause_seconds(number: i64, retry_after: Option<u64>, jitter: u32) -> u64 {
        let outcome = Outcome::Failed {
            retry_after: retry_after.map(Duration::from_secs),
        };
        match next_after(&outcome, number, NOW, jitter) {
            Next::Retry(at) => at.since(NOW).as_secs(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn pauses_double_from_thirty_seconds_to_hours() {
        let pauses: Vec<u64> = (1..ATTEMPTS_MAX)
            .map(|number| pause_seconds(number, None, 0))
            .collect();
        assert_eq!(pauses, [30, 60, 120, 240, 480, 960, 1920, 3840, 7680]);
        assert_eq!(pause_seconds(1, None, 1000), 36);
    }

    #[test]
    fn the_receiver_may_ask_for_more_time_but_not_for_ever() {
        assert_eq!(pause_seconds(1, Some(600), 0), 600);
        assert_eq!(pause_seconds(5, Some(1), 0), 480);
        assert_eq!(pause_seconds(1, Some(10_000_000), 0), 86_400);
    }

    #[test]
    fn ends_are_final() {
        let failed = Outcome::Failed { retry_after: None };
        assert_eq!(next_after(&failed, ATTEMPTS_MAX, NOW, 0), Next::GiveUp);
        assert_eq!(next_after(&Outcome::Gone, 1, NOW, 0), Next::GiveUpEndpoint);
        assert_eq!(next_after(&Outcome::Delivered, 10, NOW, 0), Next::Delivered);
    }

    #[test]
    fn addresses_are_https_unless_plain_is_allowed() {
        check_url("https://hooks.example/bulla?x=1", false).unwrap();
        check_url("http://127.0.0.1:9/", true).unwrap();
        for url in [
            "http://a.example/",
            "ftp://a",
            "https://",
            "https://user@host/",
            "https://ho st/",
            "javascript:alert(1)",
            "",
        ] {
            assert!(check_url(url, false).is_err(), "{url:?}");
        }
    }
}
