//! The master key and what is made of it: keyed hashes for lookups, sealed values for what must be read again.
//!
//! Each purpose has a key of its own, derived by HMAC-SHA256 from the master key, so that a value sealed for one purpose opens
//! for no other.

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use domain::{Error, Result};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::chance::Chance;

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// API keys, looked up by hash.
    Credential,
    /// The console's cookie, looked up by hash.
    OfficerSession,
    /// Invitations, looked up by hash.
    Invitation,
    /// One-time codes.
    Code,
    /// Tokens of pages against forged forms.
    Form,
    /// Links for applicants.
    Link,
    /// Half-finished sign-ins.
    Ticket,
    /// The keys of files.
    FileKey,
    /// Mails in the outbox.
    Mail,
    /// Secrets of webhook endpoints.
    Endpoint,
    /// Authenticator secrets.
    Totp,
    /// First answers of repeatable calls.
    Idempotency,
    /// Ids of records that one address makes.
    Entry,
    /// The key pair of push messages.
    Push,
    /// Proof that the master key fits the data.
    Proof,
}

impl Purpose {
    const fn label(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::OfficerSession => "officer session",
            Self::Invitation => "invitation",
            Self::Code => "code",
            Self::Form => "form",
            Self::Link => "link",
            Self::Ticket => "ticket",
            Self::FileKey => "file key",
            Self::Mail => "mail",
            Self::Endpoint => "endpoint",
            Self::Totp => "totp",
            Self::Idempotency => "idempotency",
            Self::Entry => "entry",
            Self::Push => "push",
            Self::Proof => "proof",
        }
    }
}

/// Bytes of a sealed value before its ciphertext: the nonce.
const NONCE_BYTES: usize = 12;

/// Everything made of the master key.
#[derive(Clone)]
pub struct Keys {
    master: Zeroizing<[u8; 32]>,
}

impl Keys {
    /// Takes the master key.
    pub fn new(master: [u8; 32]) -> Self {
        Self {
            master: Zeroizing::new(master),
        }
    }

    /// A keyed hash in hexadecimal: equal for equal texts, useless without the key.
    pub fn hash(&self, purpose: Purpose, text: &str) -> String {
        hex::encode(self.mac(purpose, text.as_bytes()))
    }

    /// Whether `hash` is the keyed hash of `text`, without telling by timing how far it agrees.
    pub fn hash_matches(&self, purpose: Purpose, text: &str, hash: &str) -> bool {
        self.hash(purpose, text).as_bytes().ct_eq(hash.as_bytes()).into()
    }

    /// HMAC-SHA256 under the purpose's key.
    pub fn mac(&self, purpose: Purpose, bytes: &[u8]) -> [u8; 32] {
        hmac_sha256(self.derived(purpose).as_slice(), bytes)
    }

    /// Encrypts and authenticates `plain` by AES-256-GCM, bound to `context` (such as the row's id): nonce and ciphertext.
    pub fn seal(&self, purpose: Purpose, context: &str, plain: &[u8], chance: &Chance) -> Vec<u8> {
        seal_with(&self.derived(purpose), context, plain, chance)
    }

    /// Opens what [`Keys::seal`] made for the same purpose and context.
    ///
    /// # Errors
    /// [`Error::Internal`] for anything else.
    pub fn open(&self, purpose: Purpose, context: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        open_with(&self.derived(purpose), context, sealed)
    }

    fn derived(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(hmac_sha256(self.master.as_slice(), purpose.label().as_bytes()))
    }
}

/// HMAC-SHA256 (RFC 2104).
pub fn hmac_sha256(key: &[u8], bytes: &[u8]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

/// AES-256-GCM under a given key: nonce and ciphertext.
pub(crate) fn seal_with(key: &[u8; 32], context: &str, plain: &[u8], chance: &Chance) -> Vec<u8> {
    let nonce = chance.bytes::<NONCE_BYTES>();
    let cipher = Aes256Gcm::new(&(*key).into());
    let sealed = cipher
        .encrypt(
            &nonce.into(),
            Payload {
                msg: plain,
                aad: context.as_bytes(),
            },
        )
        .expect("AES-GCM takes any message shorter than 64 GiB");
    [&nonce[..], &sealed].concat()
}

/// Opens what [`seal_with`] made.
pub(crate) fn open_with(key: &[u8; 32], context: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let broken = || Error::internal("a sealed value does not open: another master key, or changed bytes");
    let (nonce, body) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(broken)?;
    let cipher = Aes256Gcm::new(&(*key).into());
    cipher
        .decrypt(
            &(*nonce).into(),
            Payload {
                msg: body,
                aad: context.as_bytes(),
            },
        )
        .map_err(|_| broken())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SeededEntropy;
    use std::sync::Arc;

    #[test]
    fn a_sealed_value_opens_only_for_its_purpose_and_context() {
        let (keys, chance) = (Keys::new([7; 32]), Chance::new(Arc::new(SeededEntropy::new(1))));
        let sealed = keys.seal(Purpose::Mail, "mail:1", b"hello", &chance);
        assert_eq!(keys.open(Purpose::Mail, "mail:1", &sealed).unwrap(), b"hello");
        assert!(keys.open(Purpose::Totp, "mail:1", &sealed).is_err());
        assert!(keys.open(Purpose::Mail, "mail:2", &sealed).is_err());
        assert!(Keys::new([8; 32]).open(Purpose::Mail, "mail:1", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(keys.open(Purpose::Mail, "mail:1", &changed).is_err(), "byte {at}");
        }
        assert!(keys.open(Purpose::Mail, "mail:1", &[]).is_err());
    }

    #[test]
    fn hashes_differ_by_purpose() {
        let keys = Keys::new([7; 32]);
        assert_ne!(keys.hash(Purpose::Code, "1"), keys.hash(Purpose::Form, "1"));
        assert!(keys.hash_matches(Purpose::Code, "1", &keys.hash(Purpose::Code, "1")));
        assert!(!keys.hash_matches(Purpose::Code, "2", &keys.hash(Purpose::Code, "1")));
    }
}
