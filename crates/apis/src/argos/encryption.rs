//! The message encryption that a project can choose: JSON travels as `{"data":"<base64>"}`.
//!
//! | method | bytes of the base64 text |
//! | --- | --- |
//! | `aes-256-ecb` | ciphertext with PKCS#7 padding |
//! | `aes-256-cbc` | 16 bytes of IV, ciphertext with PKCS#7 padding |
//! | `aes-256-gcm` | 12 bytes of nonce, ciphertext, 16 bytes of tag |
//!
//! The vendor prescribes these ciphers and not their layout. Only GCM notices every change on the way; ECB and CBC notice
//! broken padding alone, so what they carry is checked as any other input. Chance is an argument.

use std::borrow::Cow;

use aes::Aes256;
use aes_gcm::{Aes256Gcm, aead::Aead};
use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyInit, KeyIvInit, block_padding::Pkcs7};
use domain::{Error, Reason, Result, tenant::ArgosEncryption};
use serde_json::{Map, Value};

const KEY_BYTES: usize = 32;
const IV_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;

/// Reads base64 with or without its padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Encrypts an answer or webhook; `None` where the project reads plain JSON.
///
/// `chance` is used once and never again: all 16 bytes as IV, or the first 12 as nonce.
///
/// # Errors
/// [`Error::Internal`] when the cipher refuses, which its inputs do not allow.
pub fn seal(encryption: &ArgosEncryption, plain: &[u8], chance: [u8; IV_BYTES]) -> Result<Option<String>> {
    let bytes = match encryption {
        ArgosEncryption::None => return Ok(None),
        ArgosEncryption::Aes256Ecb { secret_key } => {
            ecb::Encryptor::<Aes256>::new(&key(secret_key).into()).encrypt_padded_vec::<Pkcs7>(plain)
        }
        ArgosEncryption::Aes256Cbc { secret_key } => {
            let cipher = cbc::Encryptor::<Aes256>::new(&key(secret_key).into(), &chance.into());
            [&chance[..], &cipher.encrypt_padded_vec::<Pkcs7>(plain)].concat()
        }
        ArgosEncryption::Aes256Gcm { secret_key } => {
            let mut nonce = [0; NONCE_BYTES];
            nonce.copy_from_slice(&chance[..NONCE_BYTES]);
            let sealed = Aes256Gcm::new(&key(secret_key).into())
                .encrypt(&nonce.into(), plain)
                .map_err(Error::internal)?;
            [&nonce[..], &sealed].concat()
        }
    };
    Ok(Some(BASE64.encode(bytes)))
}

/// Decrypts a text: base64 in its plain or its URL alphabet, padded or not.
///
/// # Errors
/// [`Error::Invalid`] when it was not encrypted in the project's method with the project's key.
pub fn open(encryption: &ArgosEncryption, data: &str) -> Result<Vec<u8>> {
    // A query string's reader makes spaces of the plus signs that a client forgot to escape.
    let standard = data.trim().replace('-', "+").replace('_', "/").replace(' ', "+");
    let bytes = BASE64.decode(standard).map_err(|_| undecryptable())?;
    let plain = match encryption {
        ArgosEncryption::None => None,
        ArgosEncryption::Aes256Ecb { secret_key } => ecb::Decryptor::<Aes256>::new(&key(secret_key).into())
            .decrypt_padded_vec::<Pkcs7>(&bytes)
            .ok(),
        ArgosEncryption::Aes256Cbc { secret_key } => {
            let (iv, sealed) = bytes.split_first_chunk::<IV_BYTES>().ok_or_else(undecryptable)?;
            cbc::Decryptor::<Aes256>::new(&key(secret_key).into(), &(*iv).into())
                .decrypt_padded_vec::<Pkcs7>(sealed)
                .ok()
        }
        ArgosEncryption::Aes256Gcm { secret_key } => {
            let (nonce, sealed) = bytes
                .split_first_chunk::<NONCE_BYTES>()
                .ok_or_else(undecryptable)?;
            Aes256Gcm::new(&key(secret_key).into())
                .decrypt(&(*nonce).into(), sealed)
                .ok()
        }
    };
    plain.ok_or_else(undecryptable)
}

/// The JSON of a request body, decrypted where the project has a method and the body is an encrypted text: alone, or as
/// `{"data":"<text>"}`, with `isEncrypted` beside it or not. Plain JSON is always welcome.
///
/// # Errors
/// As [`open`].
pub fn request<'a>(encryption: &ArgosEncryption, body: &'a [u8]) -> Result<Cow<'a, [u8]>> {
    match encrypted_text(body) {
        Some(text) if *encryption != ArgosEncryption::None => open(encryption, &text).map(Cow::Owned),
        _ => Ok(Cow::Borrowed(body)),
    }
}

fn encrypted_text(body: &[u8]) -> Option<String> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => encrypted_data(object),
        Ok(Value::String(text)) => Some(text),
        Ok(_) => None,
        Err(_) => {
            let text = std::str::from_utf8(body).ok()?.trim();
            let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte);
            (!text.is_empty() && text.bytes().all(is_base64)).then(|| text.to_owned())
        }
    }
}

fn encrypted_data(mut object: Map<String, Value>) -> Option<String> {
    object.remove("isEncrypted");
    match (object.len(), object.remove("data")) {
        (1, Some(Value::String(text))) => Some(text),
        _ => None,
    }
}

/// 64 hexadecimal digits as they are, or the first 32 bytes of a text, filled up with zeros.
fn key(secret: &str) -> [u8; KEY_BYTES] {
    let mut key = [0; KEY_BYTES];
    if secret.len() == 2 * KEY_BYTES && hex::decode_to_slice(secret, &mut key).is_ok() {
        return key;
    }
    // A failed decoding leaves what it had read.
    key = [0; KEY_BYTES];
    let bytes = &secret.as_bytes()[..secret.len().min(KEY_BYTES)];
    key[..bytes.len()].copy_from_slice(bytes);
    key
}

fn undecryptable() -> Error {
    Error::invalid(
        "data",
        Reason::Expected("encrypted in the project's method with the project's key"),
    )
}

/// ECB, CBC: NIST SP 800-38A, F.1.5 and F.2.5, whose four blocks are what these ciphers make of the same text before its padding.
/// GCM: McGrew and Viega, "The Galois/Counter Mode of Operation", test case 14 (zero key, zero nonce, 16 zero bytes).
#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
    const PLAIN: &str = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
                         30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
    const ECB: &str = "f3eed1bdb5d2a03c064b5a7e3db181f8591ccb10d410ed26dc5ba74a31362870\
                       b6ed21b99ca6f4f9f153e7b1beafed1d23304b7a39f9f3ff067d8d8f9e24ecc7";
    const CBC: &str = "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d\
                       39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b";
    const CHANCE: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    fn methods(secret: &str) -> [ArgosEncryption; 3] {
        let secret_key = || secret.to_owned();
        [
            ArgosEncryption::Aes256Ecb {
                secret_key: secret_key(),
            },
            ArgosEncryption::Aes256Cbc {
                secret_key: secret_key(),
            },
            ArgosEncryption::Aes256Gcm {
                secret_key: secret_key(),
            },
        ]
    }

    fn sealed(method: &ArgosEncryption, plain: &[u8], chance: [u8; 16]) -> Vec<u8> {
        BASE64
            .decode(seal(method, plain, chance).unwrap().unwrap())
            .unwrap()
    }

    #[test]
    fn ciphers_are_those_of_the_standards() {
        let plain = hex::decode(PLAIN).unwrap();
        let [ecb, cbc, _] = methods(KEY);
        let of = sealed(&ecb, &plain, CHANCE);
        assert_eq!((hex::encode(&of[..64]).as_str(), of.len()), (ECB, 80));
        let of = sealed(&cbc, &plain, CHANCE);
        assert_eq!((&of[..16], of.len()), (&CHANCE[..], 96));
        assert_eq!(hex::encode(&of[16..80]), CBC);
        let [.., gcm] = methods(&"0".repeat(64));
        assert_eq!(
            hex::encode(sealed(&gcm, &[0; 16], [0; 16])),
            format!(
                "{}cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
                "0".repeat(24)
            )
        );
    }

    #[test]
    fn what_is_sealed_opens_in_every_alphabet() {
        for method in methods("a project's key") {
            for plain in [
                "",
                "{}",
                r#"{"name":"Zoë","userid":"12?>~~"}"#,
                &"x".repeat(100_000),
            ] {
                let text = seal(&method, plain.as_bytes(), CHANCE).unwrap().unwrap();
                let url = text.replace('+', "-").replace('/', "_");
                for text in [
                    text.as_str(),
                    url.trim_end_matches('='),
                    &text.replace('+', " "),
                    &format!(" {text}\n"),
                ] {
                    assert_eq!(open(&method, text).unwrap(), plain.as_bytes());
                }
            }
        }
        assert_eq!(seal(&ArgosEncryption::None, b"{}", CHANCE), Ok(None));
    }

    #[test]
    fn other_keys_forged_and_truncated_texts_are_refused() {
        let others = methods("another key");
        for (method, other) in methods("a project's key").into_iter().zip(others) {
            let text = seal(&method, br#"{"userid":"1"}"#, CHANCE).unwrap().unwrap();
            let mut forged = vec![String::new(), "%".into(), "AAAA".into(), "été".into()];
            forged.extend([text[4..].to_owned(), text[..text.len() - 8].to_owned()]);
            for forged in &forged {
                assert!(open(&method, forged).is_err(), "{method:?} {forged}");
            }
            assert!(open(&other, &text).is_err(), "{method:?}");
            assert!(open(&ArgosEncryption::None, &text).is_err());
        }
        let [.., gcm] = methods("a project's key");
        let bytes = sealed(&gcm, b"{}", CHANCE);
        for position in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[position] ^= 1;
            assert!(open(&gcm, &BASE64.encode(changed)).is_err(), "{position}");
        }
    }

    #[test]
    fn keys_are_hexadecimal_or_the_first_32_bytes_of_a_text() {
        assert_eq!(hex::encode(key(KEY)), KEY);
        assert_eq!(key("abc")[..4], [b'a', b'b', b'c', 0]);
        assert_eq!(key(&"k".repeat(43)), [b'k'; 32]);
        let not_hexadecimal = format!("00{}", "z".repeat(62));
        assert_eq!(key(&not_hexadecimal)[..3], [b'0', b'0', b'z']);
    }

    #[test]
    fn requests_may_be_encrypted_or_plain() {
        let plain = br#"{"submissionId":"1","data":{"fullName":"A"}}"#;
        for method in methods(KEY) {
            let text = seal(&method, plain, CHANCE).unwrap().unwrap();
            for body in [
                format!(r#"{{"data":"{text}"}}"#),
                format!(r#"{{"data":"{text}","isEncrypted":true}}"#),
                format!(r#""{text}""#),
                text.clone(),
            ] {
                assert_eq!(&*request(&method, body.as_bytes()).unwrap(), plain, "{body}");
                let untouched = request(&ArgosEncryption::None, body.as_bytes()).unwrap();
                assert_eq!(&*untouched, body.as_bytes());
            }
            assert_eq!(&*request(&method, plain).unwrap(), plain);
            assert!(request(&method, br#"{"data":"AAAA"}"#).is_err());
            assert_eq!(&*request(&method, b"not json {").unwrap(), b"not json {");
        }
    }
}
