//! Link tokens: JSON Web Tokens (RFC 7519) signed by HMAC-SHA256, naming tenant, applicant, link and language.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use domain::{Denial, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;
use values::{ApplicantId, FlowId, SessionId, TenantId};

use crate::keys::{Keys, Purpose};

/// The fixed header: the algorithm is never taken from the token.
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;
/// A longer token is not one of ours.
const BYTES_MAX: usize = 4_096;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    /// The link.
    pub jti: SessionId,
    /// The applicant.
    pub sub: ApplicantId,
    /// The tenant.
    pub tenant: TenantId,
    /// The flow it was made for.
    pub flow: FlowId,
    /// Language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Seconds since 1970 at which it was made.
    pub iat: i64,
    /// Seconds since 1970 at which it ends.
    pub exp: i64,
    /// What the wire that made the link adds for its clients.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Signs claims.
pub fn sign(claims: &Claims, keys: &Keys) -> String {
    let payload = serde_json::to_vec(claims).expect("claims have text keys");
    let signed = format!("{}.{}", BASE64.encode(HEADER), BASE64.encode(payload));
    let signature = BASE64.encode(keys.mac(Purpose::Link, signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// Reads a token that [`sign`] made. Whether it has expired is the link's row to say.
///
/// # Errors
/// [`Denial::Wrong`] for anything else.
pub fn verify(token: &str, keys: &Keys) -> Result<Claims> {
    let wrong = || Error::Unauthenticated(Denial::Wrong);
    if token.len() > BYTES_MAX {
        return Err(wrong());
    }
    let (signed, signature) = token.rsplit_once('.').ok_or_else(wrong)?;
    let (header, payload) = signed.split_once('.').ok_or_else(wrong)?;
    let given = BASE64.decode(signature).map_err(|_| wrong())?;
    let expected = keys.mac(Purpose::Link, signed.as_bytes());
    if !bool::from(expected[..].ct_eq(&given)) || header != BASE64.encode(HEADER) {
        return Err(wrong());
    }
    let payload = BASE64.decode(payload).map_err(|_| wrong())?;
    serde_json::from_slice(&payload).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        let id = "0190a5b4-7c3e-7000-8000-000000000001";
        Claims {
            jti: SessionId::parse(id).unwrap(),
            sub: ApplicantId::parse(id).unwrap(),
            tenant: TenantId::parse(id).unwrap(),
            flow: FlowId::parse(id).unwrap(),
            locale: Some("uk-UA".into()),
            iat: 1,
            exp: 2,
            more: Map::new(),
        }
    }

    #[test]
    fn reads_what_it_signed_and_nothing_else() {
        let keys = Keys::new([1; 32]);
        let token = sign(&claims(), &keys);
        assert_eq!(verify(&token, &keys).unwrap(), claims());
        assert!(verify(&token, &Keys::new([2; 32])).is_err());
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            assert!(
                verify(&String::from_utf8(bytes).unwrap(), &keys).is_err(),
                "byte {at}"
            );
        }
        let unsigned = format!("{}.{}.", BASE64.encode(r#"{"alg":"none"}"#), BASE64.encode("{}"));
        for text in ["", ".", "..", "a.b.c", unsigned.as_str(), &"a".repeat(10_000)] {
            assert!(verify(text, &keys).is_err());
        }
    }
}
