//! The message encryption that an application can choose: the JSON inside `data` travels as a hexadecimal string.
//!
//! | method | string | header [`SIGNATURE_HEADER`] |
//! | --- | --- | --- |
//! | `aes-256-cbc` | 16 bytes of IV, ciphertext with PKCS#7 padding | HMAC-SHA256 over the string |
//! | `aes-256-gcm` | 12 bytes of nonce, ciphertext | the 16-byte tag |
//!
//! Chance is an argument. Knows no JSON beyond the one key `data`.

use std::borrow::Cow;

use aes::Aes256;
use aes_gcm::{Aes256Gcm, aead::Aead};
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7};
use domain::{Denial, Error, Reason, Result, tenant::Encryption};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, Value};
use sha2::Sha256;

/// Carries the signature or tag, on requests, answers and webhooks.
pub const SIGNATURE_HEADER: &str = "x-allpass-signature";

const IV_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// An encrypted message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What `data` becomes.
    pub data: String,
    /// What goes into [`SIGNATURE_HEADER`].
    pub signature: String,
}

/// Encrypts an answer's or webhook's `data`; `None` where the application reads plain JSON.
///
/// `chance` is used once and never again: all 16 bytes as IV, or the first 12 as nonce.
///
/// # Errors
/// [`Error::Internal`] when the stored keys are none, which the settings' own check prevents.
pub fn seal(encryption: &Encryption, plain: &[u8], chance: [u8; IV_BYTES]) -> Result<Option<Sealed>> {
    match encryption {
        Encryption::None => Ok(None),
        Encryption::Aes256Cbc { secret_key, hmac_key } => {
            let cipher = cbc::Encryptor::<Aes256>::new_from_slices(&key(secret_key)?, &chance)
                .map_err(Error::internal)?;
            let ciphertext = cipher.encrypt_padded_vec::<Pkcs7>(plain);
            let data = hex::encode(chance) + &hex::encode(ciphertext);
            let signature = mac(hmac_key, data.as_bytes())?.finalize().into_bytes();
            Ok(Some(Sealed {
                data,
                signature: hex::encode(signature),
            }))
        }
        Encryption::Aes256Gcm { secret_key } => {
            let nonce = first(chance);
            let mut ciphertext = gcm(secret_key)?
                .encrypt(&nonce.into(), plain)
                .map_err(Error::internal)?;
            let tag = ciphertext.split_off(ciphertext.len() - TAG_BYTES);
            Ok(Some(Sealed {
                data: hex::encode(nonce) + &hex::encode(ciphertext),
                signature: hex::encode(tag),
            }))
        }
    }
}

/// Decrypts a string in the application's own method.
///
/// # Errors
/// [`Denial::Missing`] without a signature, [`Denial::Wrong`] when string and signature do not belong together,
/// [`Error::Invalid`] when the string has another form.
pub fn open(encryption: &Encryption, data: &str, signature: Option<&str>) -> Result<Vec<u8>> {
    if *encryption == Encryption::None {
        return Err(malformed());
    }
    let signature = signature.ok_or(Error::Unauthenticated(Denial::Missing))?;
    let signature = hex::decode(signature.trim()).map_err(|_| Error::Unauthenticated(Denial::Wrong))?;
    match encryption {
        Encryption::None => Err(malformed()),
        Encryption::Aes256Cbc { secret_key, hmac_key } => {
            // The signature is checked before anything is decrypted, so that padding tells nothing to a forger.
            verify(hmac_key, data.as_bytes(), &signature)?;
            let bytes = hex::decode(data).map_err(|_| malformed())?;
            let (iv, ciphertext) = bytes.split_at_checked(IV_BYTES).ok_or_else(malformed)?;
            cbc::Decryptor::<Aes256>::new_from_slices(&key(secret_key)?, iv)
                .map_err(Error::internal)?
                .decrypt_padded_vec::<Pkcs7>(ciphertext)
                .map_err(|_| malformed())
        }
        Encryption::Aes256Gcm { secret_key } => {
            if signature.len() != TAG_BYTES {
                return Err(Error::Unauthenticated(Denial::Wrong));
            }
            let bytes = hex::decode(data).map_err(|_| malformed())?;
            let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or_else(malformed)?;
            let tagged = [ciphertext, &signature].concat();
            gcm(secret_key)?
                .decrypt(&(*nonce).into(), tagged.as_slice())
                .map_err(|_| Error::Unauthenticated(Denial::Wrong))
        }
    }
}

/// The JSON of a request body, decrypted where it is exactly `{"data":"<string>"}` and the application has a method.
///
/// Plain JSON is always welcome; a signature on it is checked all the same, so that nobody signs in vain.
///
/// # Errors
/// As [`open`].
pub fn request<'a>(
    encryption: &Encryption,
    body: &'a [u8],
    signature: Option<&str>,
) -> Result<Cow<'a, [u8]>> {
    if *encryption == Encryption::None {
        return Ok(Cow::Borrowed(body));
    }
    if let Some(data) = encrypted_string(body) {
        return open(encryption, &data, signature).map(Cow::Owned);
    }
    if let Some(signature) = signature {
        verify_plain(encryption, body, signature)?;
    }
    Ok(Cow::Borrowed(body))
}

fn encrypted_string(body: &[u8]) -> Option<String> {
    let mut object: Map<String, Value> = serde_json::from_slice(body).ok()?;
    match (object.len(), object.remove("data")) {
        (1, Some(Value::String(data))) => Some(data),
        _ => None,
    }
}

fn verify_plain(encryption: &Encryption, body: &[u8], signature: &str) -> Result<()> {
    let wrong = Error::Unauthenticated(Denial::Wrong);
    match encryption {
        Encryption::None => Ok(()),
        Encryption::Aes256Cbc { hmac_key, .. } => {
            let signature = hex::decode(signature.trim()).map_err(|_| wrong)?;
            verify(hmac_key, body, &signature)
        }
        // A tag means nothing without its ciphertext.
        Encryption::Aes256Gcm { .. } => Err(wrong),
    }
}

/// Compares in constant time.
fn verify(hmac_key: &str, signed: &[u8], signature: &[u8]) -> Result<()> {
    mac(hmac_key, signed)?
        .verify_slice(signature)
        .map_err(|_| Error::Unauthenticated(Denial::Wrong))
}

fn mac(hmac_key: &str, signed: &[u8]) -> Result<Hmac<Sha256>> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key(hmac_key)?).map_err(Error::internal)?;
    mac.update(signed);
    Ok(mac)
}

fn gcm(secret_key: &str) -> Result<Aes256Gcm> {
    <Aes256Gcm as KeyInit>::new_from_slice(&key(secret_key)?).map_err(Error::internal)
}

fn key(text: &str) -> Result<Vec<u8>> {
    hex::decode(text).map_err(|_| Error::internal("an encryption key in the settings is not hexadecimal"))
}

fn first(chance: [u8; IV_BYTES]) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    nonce.copy_from_slice(&chance[..NONCE_BYTES]);
    nonce
}

fn malformed() -> Error {
    Error::invalid(
        "data",
        Reason::Expected("a hexadecimal string, encrypted in the application's own method"),
    )
}

/// Vectors come from Python's `cryptography` 48: keys are bytes 00..1f and 20..3f, IV 00..0f, nonce 00..0b;
/// `Cipher(AES(key), CBC(iv))` with `PKCS7(128)`, `hmac.new(hmac_key, hex_string, sha256)`, `AESGCM(key).encrypt(nonce, plain, None)`.
#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = r#"{"id":"0190a5b4","name":"Zoë"}"#;
    const CHANCE: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    const CBC_DATA: &str =
        "000102030405060708090a0b0c0d0e0faca50014e7f24a270e4a9cc1a0110547f6b1849a74741500f9fe8b5609a81c56";
    const CBC_SIGNATURE: &str = "748618d295d3f66513f014b83505d813e03b295f2c98d1beb83e6db02a63b28c";
    const GCM_DATA: &str =
        "000102030405060708090a0b3c20bf7fe7dfe02bbc78a7ea848b4c4faff4e9559d1e7d461a3d8a46b64b7d";
    const GCM_TAG: &str = "9f2ba7d66bb54555291a1c775cda6313";

    fn hex_of(bytes: std::ops::Range<u8>) -> String {
        hex::encode(bytes.collect::<Vec<u8>>())
    }

    fn cbc_method() -> Encryption {
        Encryption::Aes256Cbc {
            secret_key: hex_of(0..32),
            hmac_key: hex_of(32..64),
        }
    }

    fn gcm_method() -> Encryption {
        Encryption::Aes256Gcm {
            secret_key: hex_of(0..32),
        }
    }

    fn vectors() -> [(Encryption, &'static str, &'static str); 2] {
        [
            (cbc_method(), CBC_DATA, CBC_SIGNATURE),
            (gcm_method(), GCM_DATA, GCM_TAG),
        ]
    }

    #[test]
    fn strings_and_signatures_are_those_of_another_implementation() {
        for (method, data, signature) in vectors() {
            let sealed = seal(&method, PLAIN.as_bytes(), CHANCE).unwrap().unwrap();
            assert_eq!(
                (sealed.data.as_str(), sealed.signature.as_str()),
                (data, signature)
            );
            assert_eq!(open(&method, data, Some(signature)).unwrap(), PLAIN.as_bytes());
        }
        assert_eq!(seal(&Encryption::None, PLAIN.as_bytes(), CHANCE), Ok(None));
    }

    #[test]
    fn one_changed_character_is_enough_to_be_refused() {
        for (method, data, signature) in vectors() {
            for position in 0..data.len() {
                let mut changed = data.to_owned();
                let other = if data.as_bytes()[position] == b'0' {
                    "1"
                } else {
                    "0"
                };
                changed.replace_range(position..=position, other);
                assert_eq!(
                    open(&method, &changed, Some(signature)),
                    Err(Error::Unauthenticated(Denial::Wrong)),
                    "{position}"
                );
            }
            for forged in ["", "00", "zz", &signature[2..], &format!("{signature}00")] {
                assert_eq!(
                    open(&method, data, Some(forged)),
                    Err(Error::Unauthenticated(Denial::Wrong)),
                    "{forged}"
                );
            }
            assert_eq!(
                open(&method, data, None),
                Err(Error::Unauthenticated(Denial::Missing))
            );
        }
    }

    #[test]
    fn a_signed_string_of_another_form_is_an_input_error() {
        let sign = |data: &str| {
            hex::encode(
                mac(&hex_of(32..64), data.as_bytes())
                    .unwrap()
                    .finalize()
                    .into_bytes(),
            )
        };
        for data in ["", "xyz", "0001", &CBC_DATA[..32], &CBC_DATA[..62]] {
            let result = open(&cbc_method(), data, Some(&sign(data)));
            assert!(
                matches!(result, Err(Error::Invalid { field: "data", .. })),
                "{data}: {result:?}"
            );
        }
        for data in ["", "xyz", "0001"] {
            let result = open(&gcm_method(), data, Some(GCM_TAG));
            assert!(
                matches!(result, Err(Error::Invalid { field: "data", .. })),
                "{data}: {result:?}"
            );
        }
    }

    #[test]
    fn requests_may_be_encrypted_or_plain() {
        for (method, data, signature) in vectors() {
            let body = format!("{{\"data\":\"{data}\"}}");
            let opened = request(&method, body.as_bytes(), Some(signature)).unwrap();
            assert_eq!(&*opened, PLAIN.as_bytes());
            assert!(request(&method, body.as_bytes(), None).is_err());
            assert_eq!(
                &*request(&method, PLAIN.as_bytes(), None).unwrap(),
                PLAIN.as_bytes()
            );
            assert!(request(&method, PLAIN.as_bytes(), Some(signature)).is_err());
        }
        let signed = hex::encode(
            mac(&hex_of(32..64), PLAIN.as_bytes())
                .unwrap()
                .finalize()
                .into_bytes(),
        );
        assert!(request(&cbc_method(), PLAIN.as_bytes(), Some(&signed)).is_ok());
        let untouched = format!("{{\"data\":\"{CBC_DATA}\"}}");
        assert_eq!(
            &*request(&Encryption::None, untouched.as_bytes(), None).unwrap(),
            untouched.as_bytes()
        );
    }
}
