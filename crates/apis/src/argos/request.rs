//! Request bodies: JSON of any shape in, bounded values or the problem with its key out.
//!
//! A key that this wire does not have is refused, null counts as absent.

use std::net::IpAddr;

use domain::{
    decision::Verdict,
    person::{Details, Gender},
};
use serde_json::{Map, Value};
use values::{Country, EmailAddress, PartialDate, bounded_text};

use super::enums;

const TEXT_CHARACTERS_MAX: usize = 500;
const ID_CHARACTERS_MAX: usize = 255;
const COMMENT_CHARACTERS_MAX: usize = 2_000;

/// What is wrong with a body; each call says it in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No JSON object.
    Payload,
    /// This key must be there.
    Missing(&'static str),
    /// This key is not one of the call's.
    Unknown(String),
    /// This key has an unusable value.
    Format(String),
}

/// A record that was verified elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Migrate {
    /// Who moves it in: a mail address.
    pub admin: String,
    /// The person's mail address.
    pub email: EmailAddress,
    /// `kycStatus`.
    pub verdict: Verdict,
    /// Who the person is.
    pub details: Details,
    /// `ipAddress`.
    pub ip: Option<IpAddr>,
    /// `userid`.
    pub userid: Option<String>,
    /// `cf1`, `cf2`, `cf3`, `bank_verification`.
    pub kept: Map<String, Value>,
}

impl Migrate {
    /// Reads a body. `today` is `YYYY-MM-DD`; nobody is born, and nothing issued, after it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn parse(body: &[u8], today: &str) -> Result<Self, Problem> {
        let mut body = object(body)?;
        body.remove("isEncrypted");
        let admin = required(text(&mut body, "admin")?, "admin")?;
        let email = required(
            read(&mut body, "email", |text| EmailAddress::parse(text).ok())?,
            "email",
        )?;
        let verdict = required(read(&mut body, "kycStatus", enums::verdict)?, "kycStatus")?;
        let ip = match body.contains_key("ipAddress") {
            true => read(&mut body, "ipAddress", |text| text.parse().ok())?,
            false => read(&mut body, "ip", |text| text.parse().ok())?,
        };
        let userid = read(&mut body, "userid", id)?;
        let kept = kept(&mut body)?;
        let (details, _) = details(body, today)?;
        if details.name().is_none() {
            return Err(Problem::Missing("fullName"));
        }
        if details.birth_on.is_none() {
            return Err(Problem::Missing("birthDate"));
        }
        Ok(Self {
            admin,
            email,
            verdict,
            details,
            ip,
            userid,
            kept,
        })
    }
}

/// A correction of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Which record.
    pub submission_id: String,
    /// Who corrects it: a mail address.
    pub admin: String,
    /// What to change.
    pub data: Changes,
}

/// What is to change.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// The new result.
    pub verdict: Option<Verdict>,
    /// The new details; what is silent stays.
    pub details: Details,
    /// The keys that were given.
    pub names: Vec<String>,
}

impl Changes {
    fn read(mut data: Map<String, Value>, today: &str) -> Result<Self, Problem> {
        let verdict = read(&mut data, "kycStatus", enums::verdict)?;
        let (details, given) = details(data, today)?;
        let status = verdict.map(|_| "kycStatus".to_owned());
        Ok(Self {
            verdict,
            details,
            names: status.into_iter().chain(given).collect(),
        })
    }
}

impl Edit {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn parse(body: &[u8], today: &str) -> Result<Self, Problem> {
        let mut body = object(body)?;
        body.remove("isEncrypted");
        let submission_id = required(read(&mut body, "submissionId", id)?, "submissionId")?;
        let admin = required(text(&mut body, "admin")?, "admin")?;
        let data = match body.remove("data") {
            Some(Value::Object(data)) => Changes::read(data, today)?,
            None | Some(Value::Null) => Changes::default(),
            Some(_) => return Err(Problem::Format("data".into())),
        };
        if data.names.is_empty() {
            return Err(Problem::Missing("data"));
        }
        Ok(Self {
            submission_id,
            admin,
            data,
        })
    }
}

/// A decision on a record that waits for one.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Which record.
    pub submission_id: String,
    /// Who decides: a mail address.
    pub admin: String,
    /// `status`.
    pub verdict: Verdict,
    /// Why; required for a rejection.
    pub reject_comment: Option<String>,
    /// What to change before, as in a correction.
    pub update_fields: Changes,
}

impl Review {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn parse(body: &[u8], today: &str) -> Result<Self, Problem> {
        let mut body = object(body)?;
        let admin = required(text(&mut body, "admin")?, "admin")?;
        let submission_id = required(read(&mut body, "submissionId", id)?, "submissionId")?;
        let verdict = required(read(&mut body, "status", enums::verdict)?, "status")?;
        let comment = |text: &str| bounded_text(text, COMMENT_CHARACTERS_MAX).ok();
        let reject_comment = read(&mut body, "rejectComment", comment)?;
        if verdict == Verdict::Reject && reject_comment.is_none() {
            return Err(Problem::Missing("rejectComment"));
        }
        let update_fields = match body.remove("updateFields") {
            Some(Value::Object(fields)) => Changes::read(fields, today)?,
            None | Some(Value::Null) => Changes::default(),
            Some(_) => return Err(Problem::Format("updateFields".into())),
        };
        Ok(Self {
            submission_id,
            admin,
            verdict,
            reject_comment,
            update_fields,
        })
    }
}

/// Reads what says who the person is; every key of `body` must be one of these. Answers with the keys that were given.
fn details(body: Map<String, Value>, today: &str) -> Result<(Details, Vec<String>), Problem> {
    let (mut details, mut names) = (Details::default(), Vec::new());
    for (key, value) in body {
        if value.is_null() {
            continue;
        }
        let wrong = || Problem::Format(key.clone());
        let value = value.as_str().ok_or_else(wrong)?;
        let text = bounded_text(value, TEXT_CHARACTERS_MAX).map_err(|_| wrong())?;
        if !note(&mut details, &key, text, today)? {
            return Err(Problem::Unknown(key));
        }
        names.push(key);
    }
    let document = &details.document;
    match (&document.issued_on, &document.expires_on) {
        (Some(issued_on), Some(expires_on)) if expires_on < issued_on => {
            Err(Problem::Format("expireDate".into()))
        }
        _ => Ok((details, names)),
    }
}

/// Takes over one key; false where there is no such key.
fn note(details: &mut Details, key: &str, text: String, today: &str) -> Result<bool, Problem> {
    let wrong = || Problem::Format(key.to_owned());
    let country = |text: &str| {
        let country = Country::from_words(text).ok_or_else(wrong)?;
        Ok(Some(country.alpha3().to_owned()))
    };
    let past = |text: &str| {
        full_date(text)
            .filter(|date| date.to_string().as_str() <= today)
            .ok_or_else(wrong)
    };
    let (document, address) = (&mut details.document, &mut details.address);
    match key {
        "fullName" => details.full_name = Some(text),
        "firstName" => details.given_names = Some(text),
        "lastName" => details.surname = Some(text),
        "birthDate" => details.birth_on = Some(past(&text)?),
        "gender" => details.gender = Some(gender(&text).ok_or_else(wrong)?),
        "nationality" => details.nationality = country(&text)?,
        "issuingCountry" => document.issuing_country = country(&text)?,
        "idType" => document.kind = Some(enums::document_kind(&text).ok_or_else(wrong)?.to_owned()),
        "issueDate" => document.issued_on = Some(past(&text)?.to_string()),
        "expireDate" => document.expires_on = Some(full_date(&text).ok_or_else(wrong)?.to_string()),
        "identityNumber" => document.personal_number = Some(text),
        "documentNumber" => document.number = Some(text),
        "serialNumber" => document.serial_number = Some(text),
        "address_city" => address.city = Some(text),
        "address_country" => address.country = Some(text),
        "address_state" => address.state = Some(text),
        "address_street" => address.street = Some(text),
        "address_zipcode" => address.postcode = Some(text),
        "address_full" => address.line = Some(text),
        "address_detail" => address.detail = Some(text),
        _ => return Ok(false),
    }
    Ok(true)
}

fn gender(text: &str) -> Option<Gender> {
    Gender::parse(text).filter(|_| ["male", "female"].contains(&text.to_lowercase().as_str()))
}

fn full_date(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text).ok().filter(|date| date.is_complete())
}

/// What the client wants kept: its own three fields, and what its bank check found.
fn kept(body: &mut Map<String, Value>) -> Result<Map<String, Value>, Problem> {
    let mut kept = Map::new();
    for key in ["cf1", "cf2", "cf3"] {
        if let Some(text) = read(body, key, id)? {
            kept.insert(key.into(), text.into());
        }
    }
    match body.remove("bank_verification") {
        None | Some(Value::Null) => {}
        Some(Value::Object(bank)) if is_bank_verification(&bank) => {
            kept.insert("bank_verification".into(), bank.into());
        }
        Some(_) => return Err(Problem::Format("bank_verification".into())),
    }
    Ok(kept)
}

fn is_bank_verification(bank: &Map<String, Value>) -> bool {
    let text =
        |key: &str, is_good: fn(&str) -> bool| bank.get(key).and_then(Value::as_str).is_some_and(is_good);
    bank.len() == 5
        && text("result", |text| ["success", "fail"].contains(&text))
        && text("type", |text| ["occupancy", "nameCheck"].contains(&text))
        && text("bank_code", |text| {
            text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())
        })
        && text("account_number", |text| bounded_text(text, 50).is_ok())
        && bank
            .get("retry_count")
            .and_then(Value::as_i64)
            .is_some_and(|count| (0..=1_000).contains(&count))
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Problem> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(Problem::Payload),
    }
}

fn required<T>(value: Option<T>, key: &'static str) -> Result<T, Problem> {
    value.ok_or(Problem::Missing(key))
}

/// Takes a text; an empty one counts as absent.
fn text(body: &mut Map<String, Value>, key: &str) -> Result<Option<String>, Problem> {
    match body.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Problem::Format(key.to_owned())),
    }
}

fn read<T>(
    body: &mut Map<String, Value>,
    key: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    text(body, key)?
        .map(|text| read(&text).ok_or_else(|| Problem::Format(key.to_owned())))
        .transpose()
}

fn id(text: &str) -> Option<String> {
    bounded_text(text, ID_CHARACTERS_MAX).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TODAY: &str = "2026-05-01";

    fn record() -> Value {
        json!({
            "admin": "admin@example.org", "email": "hong@example.org", "fullName": "Hong Kil Dong", "birthDate": "1999-11-30",
            "kycStatus": "approved",
        })
    }

    fn migrate(body: &Value) -> Result<Migrate, Problem> {
        Migrate::parse(body.to_string().as_bytes(), TODAY)
    }

    #[test]
    fn a_record_is_read_with_every_key() {
        let mut body = record();
        for (key, value) in [
            ("idType", "drvlic"),
            ("issuingCountry", "KOR"),
            ("nationality", "South Korean"),
            ("gender", "male"),
            ("issueDate", "2017-10-19"),
            ("expireDate", "2027-10-18"),
            ("ipAddress", "203.0.113.7"),
            ("identityNumber", "991130-1111111"),
            ("documentNumber", "05-167-U0815"),
            ("address_city", "Seoul"),
            ("address_full", "1 Sejong-daero, Seoul"),
            ("cf1", "vip"),
            ("userid", "u-1"),
        ] {
            body[key] = value.into();
        }
        let bank = json!({"result": "success", "type": "occupancy", "bank_code": "004", "account_number": "1", "retry_count": 1});
        body["bank_verification"] = bank.clone();
        let record = migrate(&body).unwrap();
        assert_eq!(record.details.nationality.as_deref(), Some("KOR"));
        assert_eq!(record.details.document.kind.as_deref(), Some("driving_licence"));
        assert_eq!(
            record.details.address.line.as_deref(),
            Some("1 Sejong-daero, Seoul")
        );
        assert_eq!(record.ip, "203.0.113.7".parse().ok());
        assert_eq!(
            Value::from(record.kept),
            json!({"cf1": "vip", "bank_verification": bank})
        );
        let mut parts = super::tests::record();
        parts["fullName"] = Value::Null;
        parts["firstName"] = "Kil Dong".into();
        parts["lastName"] = "Hong".into();
        assert_eq!(migrate(&parts).unwrap().details.name().unwrap(), "Kil Dong Hong");
    }

    #[test]
    fn what_is_wrong_is_said_by_key() {
        for key in ["admin", "email", "fullName", "birthDate", "kycStatus"] {
            let mut body = record();
            body[key] = Value::Null;
            assert_eq!(migrate(&body), Err(Problem::Missing(key)));
        }
        let bank = json!({"result": "maybe"});
        for (key, value) in [
            ("email", json!("nobody")),
            ("birthDate", json!("1999-11-31")),
            ("birthDate", json!("2026-05-02")),
            ("birthDate", json!("1999")),
            ("kycStatus", json!("pending")),
            ("gender", json!("m")),
            ("nationality", json!("Atlantis")),
            ("issuingCountry", json!(410)),
            ("idType", json!("library_card")),
            ("issueDate", json!("19.10.2017")),
            ("ipAddress", json!("999.1.1.1")),
            ("documentNumber", json!("x".repeat(501))),
            ("cf1", json!({})),
            ("userid", json!("\u{0}")),
            ("bank_verification", bank),
        ] {
            let mut body = record();
            body[key] = value.clone();
            assert_eq!(migrate(&body), Err(Problem::Format(key.into())), "{value}");
        }
        let mut body = record();
        (body["issueDate"], body["expireDate"]) = ("2020-01-02".into(), "2020-01-01".into());
        assert_eq!(migrate(&body), Err(Problem::Format("expireDate".into())));
        let mut body = record();
        body["wallet"] = "0x".into();
        assert_eq!(migrate(&body), Err(Problem::Unknown("wallet".into())));
        for body in ["", "[]", "{", "null", "\"text\""] {
            assert_eq!(
                Migrate::parse(body.as_bytes(), TODAY),
                Err(Problem::Payload),
                "{body}"
            );
        }
    }

    #[test]
    fn a_correction_names_what_it_changes() {
        let edit = |body: Value| Edit::parse(body.to_string().as_bytes(), TODAY);
        let read = edit(json!({"submissionId": "s", "admin": "a@b.co",
            "data": {"kycStatus": "rejected", "fullName": "A B", "serialNumber": "07PN10", "gender": null}}))
        .unwrap();
        assert_eq!(read.data.names, ["kycStatus", "fullName", "serialNumber"]);
        assert_eq!(read.data.verdict, Some(Verdict::Reject));
        for (body, problem) in [
            (json!({}), Problem::Missing("submissionId")),
            (json!({"submissionId": "s"}), Problem::Missing("admin")),
            (
                json!({"submissionId": "s", "admin": "a"}),
                Problem::Missing("data"),
            ),
            (
                json!({"submissionId": "s", "admin": "a", "data": {"gender": null}}),
                Problem::Missing("data"),
            ),
            (
                json!({"submissionId": "s", "admin": "a", "data": []}),
                Problem::Format("data".into()),
            ),
            (
                json!({"submissionId": "s", "admin": "a", "data": {"birthDate": "1999-11-31"}}),
                Problem::Format("birthDate".into()),
            ),
            (
                json!({"submissionId": "s", "admin": "a", "data": {"email": "a@b.co"}}),
                Problem::Unknown("email".into()),
            ),
        ] {
            assert_eq!(edit(body.clone()), Err(problem), "{body}");
        }
    }

    #[test]
    fn a_rejection_says_why() {
        let review = |body: Value| Review::parse(body.to_string().as_bytes(), TODAY);
        let approve = json!({"submissionId": "s", "admin": "a@b.co", "status": "approved", "updateFields": {"fullName": "A"}});
        assert_eq!(review(approve).unwrap().update_fields.names, ["fullName"]);
        let with = |key: &str, value: Value| {
            let mut body =
                json!({"submissionId": "s", "admin": "a@b.co", "status": "rejected", "rejectComment": "no"});
            body[key] = value;
            review(body)
        };
        assert_eq!(with("x", json!(1)).unwrap().reject_comment.as_deref(), Some("no"));
        assert_eq!(
            with("rejectComment", json!(" ")),
            Err(Problem::Missing("rejectComment"))
        );
        assert_eq!(
            with("status", json!("pending")),
            Err(Problem::Format("status".into()))
        );
        assert_eq!(
            with("updateFields", json!("all")),
            Err(Problem::Format("updateFields".into()))
        );
        assert_eq!(
            with("rejectComment", json!("x".repeat(2_001))),
            Err(Problem::Format("rejectComment".into()))
        );
    }
}
