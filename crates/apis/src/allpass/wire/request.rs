//! Request bodies: JSON of any shape in, bounded values or an error that names the field out.
//!
//! Unknown keys are ignored, null counts as absent. Errors carry the names of this wire.

use domain::{
    Error, Reason, Result,
    applicant::{NewApplicant, Origin},
    person::Details,
    session::TTL_SECONDS_MAX,
    tenant::Api,
};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use values::{EmailAddress, PhoneNumber, bounded_text};

/// Longest `externalUserId`.
pub const EXTERNAL_ID_CHARACTERS_MAX: usize = 255;
const FLOW_NAME_CHARACTERS_MAX: usize = 100;
const CONTACT_CHARACTERS_MAX: usize = 254;
const SUPPLIED_BYTES_MAX: u64 = 64 * 1024;

/// Asks for a new applicant.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct CreateApplicant {
    /// The client's own id of the applicant, unique in the application.
    pub external_user_id: String,
    /// Name of a flow.
    pub flow_name: String,
    /// With country code.
    pub phone: Option<String>,
    /// One address.
    pub email: Option<String>,
    /// Language tag such as `en` or `uk-UA`.
    pub lang: Option<String>,
    /// Data to compare with what the applicant gives: firstName, lastName, fullName, dateOfBirth, documentNumber,
    /// nationality, address, gender. Other keys are kept.
    #[schema(value_type = Option<Object>)]
    pub supplied_info: Option<Map<String, Value>>,
}

impl CreateApplicant {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the key that is missing or of the wrong type.
    pub fn parse(body: &[u8]) -> Result<Self> {
        let body = object(body)?;
        Ok(Self {
            external_user_id: required(text(&body, "externalUserId")?, "externalUserId")?,
            flow_name: required(text(&body, "flowName")?, "flowName")?,
            phone: text(&body, "phone")?,
            email: text(&body, "email")?,
            lang: text(&body, "lang")?,
            supplied_info: match present(&body, "suppliedInfo") {
                None => None,
                Some(Value::Object(supplied)) => Some(supplied.clone()),
                Some(_) => return Err(expected("suppliedInfo", "an object")),
            },
        })
    }
}

impl TryFrom<CreateApplicant> for NewApplicant {
    type Error = Error;

    fn try_from(request: CreateApplicant) -> Result<Self> {
        let contact = |field, text: &Option<String>| match text {
            Some(text) => bounded(field, text, CONTACT_CHARACTERS_MAX).map(Some),
            None => Ok(None),
        };
        let phone = contact("phone", &request.phone)?
            .map(|text| PhoneNumber::parse(&text))
            .transpose()
            .map_err(|problem| Error::invalid("phone", problem))?;
        let email = contact("email", &request.email)?
            .map(|text| EmailAddress::parse(&text))
            .transpose()
            .map_err(|problem| Error::invalid("email", problem))?;
        let supplied = request.supplied_info.unwrap_or_default();
        check_supplied(&supplied)?;
        Ok(Self {
            external_id: bounded(
                "externalUserId",
                &request.external_user_id,
                EXTERNAL_ID_CHARACTERS_MAX,
            )?,
            flow_name: bounded("flowName", &request.flow_name, FLOW_NAME_CHARACTERS_MAX)?,
            email,
            phone,
            language: request.lang.map(|tag| language_tag("lang", tag)).transpose()?,
            supplied,
            details: Details::default(),
            origin: Origin {
                api: Some(Api::Allpass),
                ..Origin::default()
            },
        })
    }
}

/// Asks for another flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct MoveToFlow {
    /// The flow's number, as number or as text of digits.
    #[schema(value_type = String, example = "2")]
    pub flow_id: i64,
}

impl MoveToFlow {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Error::Invalid`] unless `flowId` is a positive whole number or digits that spell one.
    pub fn parse(body: &[u8]) -> Result<Self> {
        let body = object(body)?;
        let value = required(present(&body, "flowId"), "flowId")?;
        let number = match value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            _ => None,
        };
        let flow_id = number
            .filter(|number| *number >= 1)
            .ok_or(expected("flowId", "a flow's number, as number or text"))?;
        Ok(Self { flow_id })
    }
}

/// Asks for a link.
#[derive(Debug, Clone, PartialEq, Eq, Default, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct CreateToken {
    /// Language tag such as `en-US`.
    pub locale: Option<String>,
    /// Seconds that the link is valid, 1 to 3153600000.
    pub ttl: Option<u64>,
    /// Name of a flow to go through instead of the applicant's own.
    pub flow_name: Option<String>,
}

impl CreateToken {
    /// Reads a body; an empty one asks for nothing particular.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the key that is of the wrong type or out of bounds.
    pub fn parse(body: &[u8]) -> Result<Self> {
        let body = object(body)?;
        Ok(Self {
            locale: text(&body, "locale")?
                .map(|tag| language_tag("locale", tag))
                .transpose()?,
            ttl: present(&body, "ttl").map(seconds).transpose()?,
            flow_name: text(&body, "flowName")?
                .map(|name| bounded("flowName", &name, FLOW_NAME_CHARACTERS_MAX))
                .transpose()?,
        })
    }
}

/// The body as an object; an empty body is an empty object.
///
/// # Errors
/// [`Error::Invalid`] for malformed JSON and for JSON that is no object.
pub fn object(body: &[u8]) -> Result<Map<String, Value>> {
    if body.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(expected("body", "a JSON object")),
        Err(problem) => Err(Error::invalid(
            "body",
            Reason::Other(format!("must be valid JSON: {problem}")),
        )),
    }
}

fn expected(field: &'static str, what: &'static str) -> Error {
    Error::invalid(field, Reason::Expected(what))
}

fn present<'a>(body: &'a Map<String, Value>, field: &str) -> Option<&'a Value> {
    body.get(field).filter(|value| !value.is_null())
}

fn required<T>(value: Option<T>, field: &'static str) -> Result<T> {
    value.ok_or(Error::invalid(field, Reason::Required))
}

fn text(body: &Map<String, Value>, field: &'static str) -> Result<Option<String>> {
    match present(body, field) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(expected(field, "a string")),
    }
}

fn bounded(field: &'static str, text: &str, characters_max: usize) -> Result<String> {
    bounded_text(text, characters_max).map_err(|problem| Error::invalid(field, problem))
}

/// A whole number of seconds; clients that only know floating point may write `3600.0`.
fn seconds(value: &Value) -> Result<u64> {
    let range = Reason::Range {
        min: 1,
        max: TTL_SECONDS_MAX as i64,
    };
    let number = match value {
        Value::Number(number) => number.as_f64().unwrap_or(f64::INFINITY),
        _ => return Err(expected("ttl", "a number of seconds")),
    };
    if !(1.0..=TTL_SECONDS_MAX as f64).contains(&number) {
        return Err(Error::invalid("ttl", range));
    }
    if number.fract() != 0.0 {
        return Err(expected("ttl", "a whole number of seconds"));
    }
    Ok(number as u64)
}

/// The form of BCP 47: a language of 2 to 8 letters, then subtags of up to 8 letters and digits.
fn language_tag(field: &'static str, tag: String) -> Result<String> {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    let is_tag = tag.len() <= 35
        && (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|subtag| {
            (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if is_tag {
        Ok(tag)
    } else {
        Err(expected(field, "a language tag such as en-US"))
    }
}

/// Supplied data is kept as it is, within a bound and without NUL, which no database keeps.
fn check_supplied(supplied: &Map<String, Value>) -> Result<()> {
    let bytes = serde_json::to_vec(supplied).map_err(Error::internal)?.len();
    if bytes as u64 > SUPPLIED_BYTES_MAX {
        return Err(Error::invalid(
            "suppliedInfo",
            Reason::TooLarge {
                bytes_max: SUPPLIED_BYTES_MAX,
            },
        ));
    }
    let has_nul = supplied
        .iter()
        .any(|(key, value)| key.contains('\0') || contains_nul(value));
    if has_nul {
        return Err(Error::invalid("suppliedInfo", values::TextProblem::Control));
    }
    Ok(())
}

fn contains_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(contains_nul),
        Value::Object(entries) => entries
            .iter()
            .any(|(key, value)| key.contains('\0') || contains_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn create(body: Value) -> Result<NewApplicant> {
        CreateApplicant::parse(body.to_string().as_bytes())?.try_into()
    }

    fn message<T: std::fmt::Debug>(result: Result<T>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn every_documented_key_arrives_and_unknown_ones_do_not_matter() {
        let new = create(json!({
            "externalUserId": "مستخدم-👩🏽‍🚀-7", "flowName": "onboarding", "phone": "+49 151 1234567",
            "email": "zoe@example.org", "lang": "uk-UA", "suppliedInfo": {"firstName": "Zoë", "tier": 3}, "extra": [1],
        }))
        .unwrap();
        assert_eq!(new.external_id, "مستخدم-👩🏽‍🚀-7");
        assert_eq!(new.flow_name, "onboarding");
        assert_eq!(new.phone.unwrap().as_str(), "+49 151 1234567");
        assert_eq!(new.email.unwrap().as_str(), "zoe@example.org");
        assert_eq!(new.language.as_deref(), Some("uk-UA"));
        assert_eq!(Value::from(new.supplied), json!({"firstName": "Zoë", "tier": 3}));
    }

    #[test]
    fn optional_keys_may_be_absent_or_null() {
        let new = create(json!({
            "externalUserId": "u", "flowName": "f", "phone": null, "email": null, "lang": null, "suppliedInfo": null,
        }))
        .unwrap();
        assert_eq!(
            new,
            NewApplicant {
                external_id: "u".into(),
                flow_name: "f".into(),
                origin: Origin {
                    api: Some(Api::Allpass),
                    ..Origin::default()
                },
                ..NewApplicant::default()
            }
        );
    }

    #[test]
    fn what_is_wrong_is_said_by_name() {
        let with = |field: &str, value: Value| {
            let mut body = json!({"externalUserId": "u", "flowName": "f"});
            body[field] = value;
            message(create(body))
        };
        assert_eq!(
            with("externalUserId", json!(7)),
            "externalUserId must be a string"
        );
        assert_eq!(with("externalUserId", json!(null)), "externalUserId is required");
        assert_eq!(
            with("externalUserId", json!(" ")),
            "externalUserId must not be empty"
        );
        assert_eq!(
            with("externalUserId", json!("a\0")),
            "externalUserId must not contain control characters"
        );
        assert_eq!(
            with("externalUserId", json!("é".repeat(256))),
            "externalUserId must be at most 255 characters"
        );
        assert_eq!(with("flowName", json!([])), "flowName must be a string");
        assert_eq!(with("phone", json!(491511234567_i64)), "phone must be a string");
        assert_eq!(with("email", json!("zoe")), "email must be an e-mail address");
        assert_eq!(
            with("lang", json!("e")),
            "lang must be a language tag such as en-US"
        );
        assert_eq!(with("suppliedInfo", json!([])), "suppliedInfo must be an object");
        assert_eq!(
            with("suppliedInfo", json!({"a": [{"b": "\0"}]})),
            "suppliedInfo must not contain control characters"
        );
        assert_eq!(
            with("suppliedInfo", json!({"a": "x".repeat(65_536)})),
            "suppliedInfo must be at most 65536 bytes"
        );
    }

    #[test]
    fn a_body_is_one_json_object() {
        assert_eq!(message(object(b"[]")), "body must be a JSON object");
        assert!(message(object(b"{\"a\":")).starts_with("body must be valid JSON"));
        assert!(message(object(&b"[".repeat(100_000))).starts_with("body must be valid JSON"));
        assert!(message(object(b"{\"a\":\"\xff\"}")).starts_with("body must be valid JSON"));
        assert_eq!(object(b" \n").unwrap(), Map::new());
    }

    #[test]
    fn a_flow_is_named_by_number_or_digits() {
        for body in [r#"{"flowId":12}"#, r#"{"flowId":"12"}"#] {
            assert_eq!(MoveToFlow::parse(body.as_bytes()), Ok(MoveToFlow { flow_id: 12 }));
        }
        for body in [
            r#"{"flowId":""}"#,
            r#"{"flowId":"x"}"#,
            r#"{"flowId":"-1"}"#,
            r#"{"flowId":0}"#,
            r#"{"flowId":1.5}"#,
            r#"{"flowId":"99999999999999999999"}"#,
            r#"{"flowId":true}"#,
        ] {
            assert_eq!(
                message(MoveToFlow::parse(body.as_bytes())),
                "flowId must be a flow's number, as number or text",
                "{body}"
            );
        }
        assert_eq!(message(MoveToFlow::parse(b"{}")), "flowId is required");
    }

    #[test]
    fn a_life_of_a_link_is_a_whole_number_of_seconds_up_to_a_century() {
        let ttl = |text: &str| CreateToken::parse(format!("{{\"ttl\":{text}}}").as_bytes());
        assert_eq!(ttl("1").unwrap().ttl, Some(1));
        assert_eq!(ttl("3600.0").unwrap().ttl, Some(3600));
        assert_eq!(ttl("3153600000").unwrap().ttl, Some(TTL_SECONDS_MAX));
        for text in ["0", "-1", "3153600001", "1e300", "18446744073709551616"] {
            assert_eq!(
                message(ttl(text)),
                "ttl must be between 1 and 3153600000",
                "{text}"
            );
        }
        assert_eq!(message(ttl("1.5")), "ttl must be a whole number of seconds");
        assert_eq!(message(ttl("\"60\"")), "ttl must be a number of seconds");
        assert_eq!(CreateToken::parse(b""), Ok(CreateToken::default()));
    }

    #[test]
    fn the_requests_of_the_examples_are_read() {
        let body = |example: &str| {
            let example: Value = serde_json::from_str(example).unwrap();
            example["request"]["body"].to_string().into_bytes()
        };
        let create = body(include_str!(
            "../../../tests/goldens/allpass/applicant_create.json"
        ));
        let new = NewApplicant::try_from(CreateApplicant::parse(&create).unwrap()).unwrap();
        assert_eq!(new.external_id, "customer-1001");
        let token = body(include_str!(
            "../../../tests/goldens/allpass/applicant_token.json"
        ));
        assert_eq!(CreateToken::parse(&token).unwrap().ttl, Some(3600));
        let moving = body(include_str!(
            "../../../tests/goldens/allpass/applicant_move_to_flow.json"
        ));
        assert_eq!(MoveToFlow::parse(&moving).unwrap().flow_id, 4);
    }
}
