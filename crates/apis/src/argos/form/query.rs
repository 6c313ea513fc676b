//! What a client puts into the form address: who comes, which checks are lifted, and all of it encrypted where the project wants that.
//!
//! | key | means |
//! | --- | --- |
//! | `pid` | the project: the tenant's id |
//! | `lang` | language tag of the pages |
//! | `email`, `userid`, `cf1`, `cf2`, `cf3` | kept with the submission |
//! | `blacklistCountries`, `ageLimit`, `approvePeriod`, `rejectPeriod` | `false` lifts that check for this submission |
//! | `rejectDuplicateUser` | `true` or `false` instead of the project's setting |
//! | `allowedCountries` | the only countries that are accepted, with commas between |
//! | `token` | the client's name for this address, told back as `tokenId` |
//! | `sid`, `action` | an existing submission, and the extra flow that it goes through |
//! | `startValidUntil` | an instant after which the address is dead; only encrypted |
//! | `encrypted` | any of these but `pid` and `lang`, as JSON object or query string; goes before what is plain |

use axum::http::Uri;
use domain::tenant::ArgosSettings;
use serde_json::{Map, Value};
use values::{Country, EmailAddress, TenantId, Timestamp};

use crate::argos::{
    encryption,
    query::{Pairs, Unusable},
};

const COUNTRIES_MAX: usize = 250;

/// What the form address asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormQuery {
    /// Language of the pages.
    pub language: Option<String>,
    /// Where the person is reached.
    pub email: Option<EmailAddress>,
    /// The client's own id of the person.
    pub userid: Option<String>,
    /// `cf1`, `cf2`, `cf3`.
    pub custom: [Option<String>; 3],
    /// Whether refused countries are taken after all.
    pub lifts_countries: bool,
    /// Whether the age limit is lifted.
    pub lifts_age: bool,
    /// Whether somebody may come again soon after an approval.
    pub lifts_approve_period: bool,
    /// Whether somebody may come again soon after a rejection.
    pub lifts_reject_period: bool,
    /// Whether a person who is approved already is refused; absent leaves it to the project.
    pub refuses_known_person: Option<bool>,
    /// The only countries that are accepted; empty accepts all.
    pub countries_accepted: Vec<Country>,
    /// The client's name for this address.
    pub token: Option<String>,
    /// An existing submission, and the extra flow for it.
    pub injection: Option<Injection>,
    /// When the address stops working.
    pub valid_until: Option<Timestamp>,
}

/// An existing submission that goes through something extra.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Injection {
    /// Which submission.
    pub submission_id: String,
    /// Name of the extra flow.
    pub action: String,
    /// Whether it was said in the open, where anybody could have said it.
    pub is_plain: bool,
}

/// The project that an address belongs to.
///
/// # Errors
/// [`Unusable`] without exactly one `pid` that could be one.
pub fn project(uri: &Uri) -> Result<TenantId, Unusable> {
    Pairs::parse(uri)?
        .read("pid", |text| TenantId::parse(text).ok())?
        .ok_or(Unusable)
}

impl FormQuery {
    /// Reads an address by its project's settings.
    ///
    /// # Errors
    /// [`Unusable`], also for what cannot be decrypted.
    pub fn parse(uri: &Uri, settings: &ArgosSettings) -> Result<Self, Unusable> {
        let mut plain = Pairs::parse(uri)?;
        let language = plain.read("lang", language)?;
        let mut hidden = match plain.take("encrypted")? {
            Some(text) => Pairs::new(decrypted(settings, &text)?),
            None => Pairs::new(Vec::new()),
        };
        let valid_until = hidden.read("startValidUntil", |text| Timestamp::parse(text).ok())?;
        let hidden_injection = injection(&mut hidden, false)?;
        if settings.encrypted_only {
            plain = Pairs::new(Vec::new());
        }
        let injection = hidden_injection.or(injection(&mut plain, true)?);
        let mut pairs = hidden.over(plain);
        let mut lifts = |key| Ok(pairs.read(key, boolean)? == Some(false));
        Ok(Self {
            language,
            lifts_countries: lifts("blacklistCountries")?,
            lifts_age: lifts("ageLimit")?,
            lifts_approve_period: lifts("approvePeriod")?,
            lifts_reject_period: lifts("rejectPeriod")?,
            refuses_known_person: pairs.read("rejectDuplicateUser", boolean)?,
            email: pairs.read("email", |text| EmailAddress::parse(text).ok())?,
            userid: pairs.id("userid")?,
            custom: [pairs.id("cf1")?, pairs.id("cf2")?, pairs.id("cf3")?],
            countries_accepted: pairs.read("allowedCountries", countries)?.unwrap_or_default(),
            token: pairs.read("token", token)?,
            injection,
            valid_until,
        })
    }
}

fn injection(pairs: &mut Pairs, is_plain: bool) -> Result<Option<Injection>, Unusable> {
    match (pairs.id("sid")?, pairs.id("action")?) {
        (Some(submission_id), Some(action)) => Ok(Some(Injection {
            submission_id,
            action,
            is_plain,
        })),
        (None, None) => Ok(None),
        _ => Err(Unusable),
    }
}

/// The pairs inside `encrypted`.
fn decrypted(settings: &ArgosSettings, text: &str) -> Result<Vec<(String, String)>, Unusable> {
    let bytes = encryption::open(&settings.encryption, text).map_err(|_| Unusable)?;
    let plain = String::from_utf8(bytes).map_err(|_| Unusable)?;
    if plain.trim_start().starts_with('{') {
        let object: Map<String, Value> = serde_json::from_str(&plain).map_err(|_| Unusable)?;
        return object
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| Ok((key, scalar(value).ok_or(Unusable)?)))
            .collect();
    }
    let uri: Uri = format!("/?{}", plain.trim().trim_start_matches('?'))
        .parse()
        .map_err(|_| Unusable)?;
    Ok(Pairs::parse(&uri)?.into_inner())
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.into_iter().map(scalar).collect();
            items.map(|items| items.join(","))
        }
        Value::Null | Value::Object(_) => None,
    }
}

fn boolean(text: &str) -> Option<bool> {
    text.to_ascii_lowercase().parse().ok()
}

fn language(text: &str) -> Option<String> {
    let is_tag = (2..=35).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    is_tag.then(|| text.replace('_', "-"))
}

fn countries(text: &str) -> Option<Vec<Country>> {
    let codes: Vec<&str> = text.split(',').take(COUNTRIES_MAX + 1).collect();
    if codes.len() > COUNTRIES_MAX {
        return None;
    }
    codes.into_iter().map(Country::from_words).collect()
}

/// 8 to 64 letters, digits, hyphens, underscores and periods, with a letter or digit at both ends.
fn token(text: &str) -> Option<String> {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let is_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let is_token = (8..=64).contains(&bytes.len())
        && bytes.iter().copied().all(is_inner)
        && is_end(bytes.first())
        && is_end(bytes.last());
    is_token.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use domain::tenant::ArgosEncryption;

    use super::*;

    const PID: &str = "0190a5b4-7c3e-7000-8000-000000000001";

    fn settings(is_encrypted: bool, encrypted_only: bool) -> ArgosSettings {
        let encryption = if is_encrypted {
            ArgosEncryption::Aes256Gcm {
                secret_key: "k".into(),
            }
        } else {
            ArgosEncryption::None
        };
        ArgosSettings {
            encryption,
            encrypted_only,
            ..ArgosSettings::default()
        }
    }

    fn parse(query: &str, settings: &ArgosSettings) -> Result<FormQuery, Unusable> {
        FormQuery::parse(&format!("/form?pid={PID}&{query}").parse().unwrap(), settings)
    }

    fn hidden(plain: &str) -> String {
        let text = encryption::seal(&settings(true, false).encryption, plain.as_bytes(), [7; 16]);
        text.unwrap()
            .unwrap()
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D")
    }

    #[test]
    fn every_parameter_is_read() {
        let query = parse(
            "email=anna%40example.org&userid=u-1&cf1=a&cf2=%C3%A9&cf3=c%20d&lang=pt_BR&blacklistCountries=false&ageLimit=false\
             &approvePeriod=false&rejectPeriod=false&rejectDuplicateUser=true&allowedCountries=USA,KOR&token=token-0001&x=1",
            &settings(false, false),
        )
        .unwrap();
        let expected = FormQuery {
            language: Some("pt-BR".into()),
            email: EmailAddress::parse("anna@example.org").ok(),
            userid: Some("u-1".into()),
            custom: [Some("a".into()), Some("é".into()), Some("c d".into())],
            lifts_countries: true,
            lifts_age: true,
            lifts_approve_period: true,
            lifts_reject_period: true,
            refuses_known_person: Some(true),
            countries_accepted: ["US", "KR"].map(|code| Country::parse(code).unwrap()).to_vec(),
            token: Some("token-0001".into()),
            injection: None,
            valid_until: None,
        };
        assert_eq!(query, expected);
        assert_eq!(parse("", &settings(false, false)), Ok(FormQuery::default()));
    }

    #[test]
    fn what_is_encrypted_goes_before_what_is_plain() {
        let json = hidden(
            r#"{"userid":"hidden","ageLimit":false,"cf1":7,"cf2":null,"allowedCountries":["USA","KOR"],
                "sid":"s1","action":"address","startValidUntil":"2026-04-30T15:00:00Z"}"#,
        );
        let address = format!("userid=shown&email=a@b.co&lang=ko&encrypted={json}");
        let query = parse(&address, &settings(true, false)).unwrap();
        assert_eq!(query.userid.as_deref(), Some("hidden"));
        assert!(query.email.is_some() && query.lifts_age);
        assert_eq!(query.custom[0].as_deref(), Some("7"));
        assert_eq!(query.countries_accepted.len(), 2);
        assert_eq!(query.language.as_deref(), Some("ko"));
        assert!(query.valid_until.is_some());
        assert!(query.injection.is_some_and(|injection| !injection.is_plain));
        let only = parse(&address, &settings(true, true)).unwrap();
        assert_eq!((only.userid.as_deref(), only.email), (Some("hidden"), None));
        let text = parse(
            &format!("encrypted={}", hidden("userid=a%20b&cf1=1")),
            &settings(true, true),
        )
        .unwrap();
        assert_eq!(text.userid.as_deref(), Some("a b"));
    }

    #[test]
    fn unusable_addresses_are_refused() {
        let plain = settings(false, false);
        for query in [
            "email=nobody",
            "userid=",
            "userid=1&userid=2",
            "ageLimit=no",
            "rejectDuplicateUser=",
            "allowedCountries=USA,Atlantis",
            "allowedCountries=",
            "token=short",
            "token=-starts-with-a-dash",
            "token=has%20a%20space",
            "sid=s1",
            "action=address",
            "lang=x",
            "lang=%3Cscript%3E",
            "encrypted=AAAA",
        ] {
            assert_eq!(parse(query, &plain), Err(Unusable), "{query}");
        }
        let encrypted = settings(true, false);
        for inside in [
            "{",
            r#"{"cf1":{}}"#,
            r#"{"userid":""}"#,
            r#"{"startValidUntil":"soon"}"#,
        ] {
            let query = format!("encrypted={}", hidden(inside));
            assert_eq!(parse(&query, &encrypted), Err(Unusable), "{inside}");
        }
        for query in ["encrypted=AAAA", "encrypted=", "encrypted=a&encrypted=b"] {
            assert_eq!(parse(query, &encrypted), Err(Unusable), "{query}");
        }
        for address in [
            "/form",
            "/form?pid=",
            "/form?pid=7",
            &format!("/form?pid={PID}&pid={PID}"),
        ] {
            assert_eq!(project(&address.parse().unwrap()), Err(Unusable), "{address}");
        }
        assert!(project(&format!("/form?pid={PID}").parse().unwrap()).is_ok());
    }
}
