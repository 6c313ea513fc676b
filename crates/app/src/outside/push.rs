//! Web Push: a message to a browser through its maker's push service, readable by that browser alone.
//!
//! The body is encrypted for the subscription (RFC 8291, one record of RFC 8188's `aes128gcm`), the sender names itself by a
//! signed token (RFC 8292, VAPID), and the POST leaves through the guarded client of [`super::hook`]. Keys, salt and instant are
//! arguments. Must not know applicants, texts, or where subscriptions are kept.

use std::time::Duration;

use aes_gcm::{
    Aes128Gcm,
    aead::{Aead, KeyInit},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use domain::{Error, Reason, Result, inquiry::PushSubscription, webhook::check_url};
use p256::{
    PublicKey, SecretKey,
    ecdh::diffie_hellman,
    ecdsa::{Signature, SigningKey, signature::Signer},
};
use serde::Deserialize;
use serde_json::json;
use values::Timestamp;

use super::hook;
use crate::keys::hmac_sha256;

/// Size of the one record, and what push services take at least (RFC 8291, 4).
const RECORD_BYTES: usize = 4_096;
/// Salt, record size, length of the key, key (RFC 8188, 2.1).
const HEADER_BYTES: usize = 16 + 4 + 1 + PUBLIC_BYTES;
/// Most bytes of a message: a record without header, delimiter and tag.
pub const PLAIN_BYTES_MAX: usize = RECORD_BYTES - HEADER_BYTES - 1 - 16;
/// An uncompressed point of P-256.
const PUBLIC_BYTES: usize = 65;
/// Marks the end of the last record (RFC 8188, 2).
const LAST_RECORD: u8 = 2;
/// How long a token is good for; the standard allows 24 hours.
const TOKEN_FOR: Duration = Duration::from_secs(12 * 3_600);
/// Longest name under which a newer message replaces an older one (RFC 8030, 5.4).
const TOPIC_CHARACTERS_MAX: usize = 32;

/// What a browser's script says of its subscription: `PushSubscription.toJSON()`.
#[derive(Deserialize)]
struct Said {
    endpoint: String,
    keys: SaidKeys,
}

#[derive(Deserialize)]
struct SaidKeys {
    p256dh: String,
    auth: String,
}

/// Reads what a browser's script sends. Whether the name leads outside is checked at each call.
///
/// # Errors
/// [`Error::Invalid`] naming what is wrong; plain `http` is one such thing unless `allows_plain`.
pub fn subscription(json: &[u8], allows_plain: bool) -> Result<PushSubscription> {
    let said: Said = serde_json::from_slice(json)
        .map_err(|_| Error::invalid("subscription", Reason::Expected("a browser's push subscription")))?;
    check_url(&said.endpoint, allows_plain)?;
    // Some browsers' libraries pad their base64.
    let unpadded = |text: String| text.trim_end_matches('=').to_owned();
    let found = PushSubscription {
        endpoint: said.endpoint,
        p256dh: unpadded(said.keys.p256dh),
        auth: unpadded(said.keys.auth),
    };
    opened(&found)?;
    Ok(found)
}

/// The keys of a subscription: the browser's public key, and the secret that it shares with us.
fn opened(subscription: &PushSubscription) -> Result<(PublicKey, [u8; 16])> {
    let public = BASE64.decode(&subscription.p256dh).ok();
    let public = public.filter(|bytes| bytes.len() == PUBLIC_BYTES);
    let public = public.and_then(|bytes| PublicKey::from_sec1_bytes(&bytes).ok());
    let public = public.ok_or_else(|| Error::invalid("p256dh", Reason::Expected("a point of P-256")))?;
    let auth = BASE64.decode(&subscription.auth).ok();
    let auth = auth.and_then(|bytes| bytes.try_into().ok());
    let auth = auth.ok_or_else(|| Error::invalid("auth", Reason::Expected("16 bytes in base64")))?;
    Ok((public, auth))
}

/// The key pair by which push services know this installation.
#[derive(Clone)]
pub struct PushKey(SigningKey);

impl PushKey {
    /// Takes 32 random bytes; almost all are a key.
    pub fn try_new(bytes: &[u8; 32]) -> Option<Self> {
        SigningKey::from_slice(bytes).ok().map(Self)
    }

    /// The bytes that it was made of, to be sealed.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes().into()
    }

    /// What a page subscribes with: the public key as an uncompressed point in URL-safe base64.
    pub fn public_text(&self) -> String {
        BASE64.encode(self.0.verifying_key().to_sec1_point(false))
    }
}

/// Encrypts a message for one subscription (RFC 8291). `ephemeral` is a fresh private key, `salt` fresh chance; neither may be
/// used twice.
///
/// # Errors
/// [`Error::Invalid`] for a subscription whose keys are none, a message over [`PLAIN_BYTES_MAX`], or the one private key in 2³²
/// that is none.
pub fn encrypt(
    subscription: &PushSubscription,
    plain: &[u8],
    ephemeral: &[u8; 32],
    salt: &[u8; 16],
) -> Result<Vec<u8>> {
    if plain.len() > PLAIN_BYTES_MAX {
        return Err(Error::invalid("message", Reason::Expected("at most 3993 bytes")));
    }
    let (reader, auth) = opened(subscription)?;
    let ephemeral = SecretKey::from_slice(ephemeral)
        .map_err(|_| Error::invalid("ephemeral", Reason::Expected("a key of P-256")))?;
    let sender = ephemeral.public_key().to_sec1_bytes();
    let shared = diffie_hellman(ephemeral.to_nonzero_scalar(), reader.as_affine());
    let info = [&b"WebPush: info\0"[..], &reader.to_sec1_bytes(), &sender].concat();
    let secret = derived(&auth, shared.raw_secret_bytes(), &info);
    let cek = derived(salt, &secret, b"Content-Encoding: aes128gcm\0");
    let nonce = derived(salt, &secret, b"Content-Encoding: nonce\0");
    let key: [u8; 16] = *cek.first_chunk().expect("a hash has 32 bytes");
    let nonce: [u8; 12] = *nonce.first_chunk().expect("a hash has 32 bytes");
    let record = [plain, &[LAST_RECORD]].concat();
    let sealed = Aes128Gcm::new(&key.into())
        .encrypt(&nonce.into(), record.as_slice())
        .expect("AES-GCM takes any message shorter than 64 GiB");
    let size = (RECORD_BYTES as u32).to_be_bytes();
    Ok([&salt[..], &size, &[PUBLIC_BYTES as u8], &sender, &sealed].concat())
}

/// HKDF-SHA256 (RFC 5869) for at most one block of output.
fn derived(salt: &[u8], secret: &[u8], info: &[u8]) -> [u8; 32] {
    hmac_sha256(&hmac_sha256(salt, secret), &[info, &[1]].concat())
}

/// The value of `Authorization` for a push service (RFC 8292): a token for its origin, signed by ES256, and our public key.
/// `subject` is an `https` or `mailto` address at which the service's people reach the sender.
///
/// # Errors
/// [`Error::Invalid`] for an endpoint that is no address.
pub fn vapid_header(key: &PushKey, endpoint: &str, subject: Option<&str>, now: Timestamp) -> Result<String> {
    let origin = url::Url::parse(endpoint)
        .map(|url| url.origin().ascii_serialization())
        .map_err(|_| Error::invalid("endpoint", Reason::Expected("an address")))?;
    let expires = now.plus(TOKEN_FOR).as_millis() / 1_000;
    let mut claims = json!({ "aud": origin, "exp": expires });
    if let Some(subject) = subject {
        claims["sub"] = subject.into();
    }
    let header = BASE64.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
    let signed = format!("{header}.{}", BASE64.encode(claims.to_string()));
    // Deterministic (RFC 6979): no chance is needed, and none can be missing.
    let signature: Signature = key.0.sign(signed.as_bytes());
    let token = format!("{signed}.{}", BASE64.encode(signature.to_bytes()));
    Ok(format!("vapid t={token}, k={}", key.public_text()))
}

/// A message to one browser.
#[derive(Debug, Clone, Copy)]
pub struct PushMessage<'message> {
    /// What its service worker reads.
    pub plain: &'message [u8],
    /// How long the push service keeps trying.
    pub lives_for: Duration,
    /// A newer message of the same topic replaces one that has not arrived: letters, digits, `-` and `_`.
    pub topic: &'message str,
}

/// Who sends, when, and with what fresh chance.
pub struct Sender<'sender> {
    /// Our key pair.
    pub key: &'sender PushKey,
    /// Where the push service's people reach us: an `https` or `mailto` address.
    pub subject: Option<&'sender str>,
    /// The present instant.
    pub now: Timestamp,
    /// A fresh private key.
    pub ephemeral: [u8; 32],
    /// Fresh chance.
    pub salt: [u8; 16],
    /// Whether a push service may run on this machine.
    pub allows_loopback: bool,
}

/// What came of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// The push service has taken it.
    Accepted,
    /// The browser hears no more: the subscription is to be forgotten.
    Gone,
    /// The push service refuses it for good.
    Refused(String),
    /// It may be taken later.
    Later(String),
}

/// Encrypts, signs and posts one message.
///
/// # Errors
/// As [`encrypt`] and [`vapid_header`].
pub async fn send(
    sender: &Sender<'_>,
    subscription: &PushSubscription,
    message: PushMessage<'_>,
) -> Result<Pushed> {
    let body = encrypt(subscription, message.plain, &sender.ephemeral, &sender.salt)?;
    let authorization = vapid_header(sender.key, &subscription.endpoint, sender.subject, sender.now)?;
    let topic: String = message
        .topic
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
        .take(TOPIC_CHARACTERS_MAX)
        .collect();
    let mut headers = vec![
        ("authorization", authorization),
        ("content-encoding", "aes128gcm".to_owned()),
        ("content-type", "application/octet-stream".to_owned()),
        ("ttl", message.lives_for.as_secs().to_string()),
        ("urgency", "high".to_owned()),
    ];
    if !topic.is_empty() {
        headers.push(("topic", topic));
    }
    let headers: Vec<(String, String)> = headers
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let posted = hook::post(&subscription.endpoint, &headers, body, sender.allows_loopback).await;
    Ok(outcome(&posted))
}

fn outcome(posted: &hook::Posted) -> Pushed {
    let said = || format!("HTTP {}: {}", posted.status.unwrap_or_default(), posted.answer);
    match posted.status {
        Some(200..=299) => Pushed::Accepted,
        Some(404 | 410) => Pushed::Gone,
        Some(408 | 425 | 429 | 500..=599) => Pushed::Later(said()),
        Some(_) => Pushed::Refused(said()),
        None => Pushed::Later(posted.error.clone().unwrap_or_default()),
    }
}

#[cfg(test)]
pub(crate) mod tests;
