//! The one place where chance comes from: identifiers, keys, nonces, codes.

use std::sync::{Arc, Mutex};

use base64::Engine;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use values::Timestamp;

/// Fills bytes that nobody can guess.
pub trait Entropy: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// The same bytes in the same order for the same seed: for tests and replays, never for a running product.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<(u64, u64)>);

impl SeededEntropy {
    /// Starts from a seed.
    pub const fn new(seed: u64) -> Self {
        Self(Mutex::new((seed, 0)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for chunk in bytes.chunks_mut(32) {
            state.1 += 1;
            let block = Sha256::digest([state.0.to_be_bytes(), state.1.to_be_bytes()].concat());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// Makes identifiers and secrets out of chance.
#[derive(Clone)]
pub struct Chance(Arc<dyn Entropy>);

impl Chance {
    /// Draws from `entropy`.
    pub fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self(entropy)
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    /// A UUID of version 7 (RFC 9562): sorts by its instant, unguessable in its rest.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }

    /// A secret of 256 bits in URL-safe base64 (43 characters).
    pub fn secret(&self) -> String {
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// Six decimal digits, each equally likely.
    pub fn six_digits(&self) -> String {
        loop {
            let number = u32::from_be_bytes(self.bytes::<4>());
            // The largest multiple of a million below 2^32: beyond it small codes would be likelier.
            if number < 4_294_000_000 {
                return format!("{:06}", number % 1_000_000);
            }
        }
    }

    /// A number from 0 to 1000, to spread retries.
    pub fn jitter(&self) -> u32 {
        u32::from(u16::from_be_bytes(self.bytes::<2>())) % 1_001
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_identifiers_sort_by_time() {
        let draw = |seed| Chance::new(Arc::new(SeededEntropy::new(seed))).uuid(Timestamp::from_millis(1_000));
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let chance = Chance::new(Arc::new(SeededEntropy::new(3)));
        assert!(chance.uuid(Timestamp::from_millis(1)) < chance.uuid(Timestamp::from_millis(2)));
    }

    #[test]
    fn codes_are_six_digits() {
        let chance = Chance::new(Arc::new(SeededEntropy::new(3)));
        for _ in 0..100 {
            let code = chance.six_digits();
            assert!(
                code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()),
                "{code}"
            );
        }
    }
}
