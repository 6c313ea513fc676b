//! Request bodies. Unknown keys are ignored; null and the empty text count as absent.

use domain::{
    Error, Reason, Result,
    flow::Service,
    inquiry::{InquiryKind, Purpose},
    person::{Address, Details, Gender},
};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use values::{Country, EmailAddress, PartialDate, Timestamp};

/// A JSON object.
#[derive(Debug, Clone, PartialEq)]
pub struct Body(Map<String, Value>);

impl Body {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Error::Invalid`] for anything but a JSON object.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(members)) => Ok(Self(members)),
            _ => Err(Error::invalid("The body", Reason::Expected("a JSON object"))),
        }
    }

    /// A text, without blanks around it; none where it is absent or empty.
    ///
    /// # Errors
    /// [`Error::Invalid`] for another type or a NUL.
    pub fn text(&self, key: &'static str) -> Result<Option<String>> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.contains('\0') => {
                Err(Error::invalid(key, Reason::Expected("text without NUL")))
            }
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Some(_) => Err(Error::invalid(key, Reason::Expected("a string"))),
        }
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// As [`Body::text`], and where it is absent or empty.
    pub fn required(&self, key: &'static str) -> Result<String> {
        self.text(key)?.ok_or(Error::invalid(key, Reason::Required))
    }
}

/// Asks for a new applicant.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct CreateApplicant {
    /// Given name.
    pub fname: String,
    /// Middle name.
    pub mname: Option<String>,
    /// Surname.
    pub lname: String,
    /// Where mails go; one applicant each.
    pub email: String,
    /// `YYYY-MM-DD`.
    pub dob: String,
    /// Code, name or adjective.
    #[schema(rename = "applicant_country")]
    pub applicant_country: String,
    /// As `applicant_country`.
    #[schema(rename = "country_birth")]
    pub country_birth: Option<String>,
    /// In words.
    #[schema(rename = "state_birth")]
    pub state_birth: Option<String>,
    /// In words.
    #[schema(rename = "place_birth")]
    pub place_birth: Option<String>,
    /// M or F.
    pub gender: String,
    /// As `applicant_country`.
    pub nationality: Option<String>,
    /// The whole residence as one text.
    pub address: String,
    /// In words.
    pub city: String,
    /// `n/a` where the country has none; empty means the same.
    pub postcode: Option<String>,
    /// In words.
    pub state: Option<String>,
    /// In words.
    pub street: Option<String>,
    /// In words.
    pub building_name: Option<String>,
    /// In words.
    pub flat_number: Option<String>,
    /// In words.
    pub building_number: Option<String>,
    /// Country of residence, as `applicant_country`.
    pub country: String,
}

impl CreateApplicant {
    /// Reads mail address and details of the person.
    ///
    /// # Errors
    /// [`Error::Invalid`] by this wire's names; `age_min` is the tenant's limit.
    pub fn parse(body: &Body, age_min: Option<u32>, now: Timestamp) -> Result<(EmailAddress, Details)> {
        let email = EmailAddress::parse(&body.required("email")?)
            .map_err(|problem| Error::invalid("email", problem))?;
        let gender = Gender::parse(&body.required("gender")?)
            .filter(|gender| *gender != Gender::Unspecified)
            .ok_or(Error::invalid("gender", Reason::Expected("M or F")))?;
        let details = Details {
            given_names: Some(body.required("fname")?),
            middle_names: body.text("mname")?,
            surname: Some(body.required("lname")?),
            full_name: None,
            birth_on: Some(birth_date(&body.required("dob")?, now)?),
            gender: Some(gender),
            nationality: country(body, "nationality")?,
            birth_country: country(body, "country_birth")?,
            birth_state: body.text("state_birth")?,
            birth_place: body.text("place_birth")?,
            country: Some(required_country(body, "applicant_country")?),
            address: address(body)?,
            ..Details::default()
        };
        let age = details.age(now).unwrap_or(0);
        if let Some(age_min) = age_min.filter(|age_min| age < *age_min) {
            let problem = format!("must be at least {age_min} years ago");
            return Err(Error::invalid("dob", Reason::Other(problem)));
        }
        Ok((email, details))
    }
}

fn birth_date(text: &str, now: Timestamp) -> Result<PartialDate> {
    let wrong = || Error::invalid("dob", Reason::Expected("a date that exists, written YYYY-MM-DD"));
    let date = PartialDate::parse(text).map_err(|_| wrong())?;
    if !date.is_complete() {
        return Err(wrong());
    }
    if date.to_string() > now.date() {
        return Err(Error::invalid("dob", Reason::Expected("in the past")));
    }
    Ok(date)
}

/// A country as it was written, if it is one.
fn country(body: &Body, key: &'static str) -> Result<Option<String>> {
    let text = body.text(key)?;
    match text.as_deref().map(Country::from_words) {
        Some(None) => Err(Error::invalid(
            key,
            Reason::Expected("a country: a code, its name or its people"),
        )),
        _ => Ok(text),
    }
}

fn required_country(body: &Body, key: &'static str) -> Result<String> {
    country(body, key)?.ok_or(Error::invalid(key, Reason::Required))
}

fn address(body: &Body) -> Result<Address> {
    Ok(Address {
        line: Some(body.required("address")?),
        country: Some(required_country(body, "country")?),
        city: Some(body.required("city")?),
        postcode: Some(body.text("postcode")?.unwrap_or_else(|| "n/a".to_owned())),
        state: body.text("state")?,
        street: body.text("street")?,
        building_name: body.text("buildingName")?,
        flat_number: body.text("flatNumber")?,
        building_number: body.text("buildingNumber")?,
        ..Address::default()
    })
}

/// Names an applicant.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
pub struct UniqueId {
    /// The applicant.
    pub unique_id: String,
}

/// Names an applicant and a request.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
pub struct UniqueIdAndRequest {
    /// The applicant.
    pub unique_id: String,
    /// The request.
    pub request_id: String,
}

/// Asks for a document anew.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
pub struct DocumentRequest {
    /// The applicant.
    pub unique_id: String,
    /// ID, ADDRESS or LIVENESS, in any case.
    pub document_type: String,
    /// A note to the person.
    pub desc: Option<String>,
}

impl DocumentRequest {
    /// Reads what is asked for.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a type outside the enum.
    pub fn service(body: &Body) -> Result<Service> {
        match body.required("document_type")?.to_uppercase().as_str() {
            "ID" => Ok(Service::Document),
            "ADDRESS" => Ok(Service::AddressProof),
            "LIVENESS" => Ok(Service::Selfie),
            _ => {
                let expected = Reason::Expected("ID, ADDRESS or LIVENESS");
                Err(Error::invalid("document_type", expected))
            }
        }
    }
}

/// Asks for a document in the client's own words.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
pub struct AdditionalDocumentRequest {
    /// The applicant.
    pub unique_id: String,
    /// What is asked for, in words.
    pub document_type: String,
    /// A note to the person.
    pub desc: Option<String>,
}

/// Asks a person to confirm something.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
pub struct SendNotification {
    /// The applicant.
    pub unique_id: String,
    /// trx or login.
    #[schema(rename = "type")]
    pub kind: String,
    /// trx_bio_confirmation, trx_confirmation, login_bio_confirmation or login_confirmation.
    pub category: String,
    /// The client's own name for it, unique in the account.
    pub request_id: String,
    /// What the person reads first; the category's own words where it is absent.
    pub title: Option<String>,
    /// What the person reads then.
    pub message: Option<String>,
}

impl SendNotification {
    /// Reads what is to be confirmed, and how.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a category outside the enum, or one of another type.
    pub fn kind(body: &Body) -> Result<InquiryKind> {
        let (kind, category) = (body.required("type")?, body.required("category")?);
        let purpose = match kind.as_str() {
            "trx" => Purpose::Transaction,
            "login" => Purpose::Login,
            _ => return Err(Error::invalid("type", Reason::Expected("trx or login"))),
        };
        let confirmation = |needs_selfie| InquiryKind::Confirmation {
            purpose,
            needs_selfie,
        };
        match (category.strip_prefix(kind.as_str()), purpose) {
            (Some("_bio_confirmation"), _) => Ok(confirmation(true)),
            (Some("_confirmation"), _) => Ok(confirmation(false)),
            (_, Purpose::Transaction) => {
                let expected = Reason::Expected("trx_bio_confirmation or trx_confirmation");
                Err(Error::invalid("category", expected))
            }
            (_, Purpose::Login) => {
                let expected = Reason::Expected("login_bio_confirmation or login_confirmation");
                Err(Error::invalid("category", expected))
            }
        }
    }
}

/// Asks where a person is, or what their device is too.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
pub struct ReportRequest {
    /// The applicant; `applicant_id` means the same.
    pub unique_id: String,
    /// The client's own name for it, unique in the account.
    pub request_id: String,
    /// device or location.
    #[schema(rename = "type")]
    pub kind: String,
}

impl ReportRequest {
    /// Reads the kind; none where the key is absent.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a kind outside the enum.
    pub fn kind(body: &Body) -> Result<Option<InquiryKind>> {
        match body.text("type")?.as_deref() {
            None => Ok(None),
            Some("device") => Ok(Some(InquiryKind::Device)),
            Some("location") => Ok(Some(InquiryKind::Location)),
            Some(_) => Err(Error::invalid("type", Reason::Expected("device or location"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: &str = "2026-05-01T00:00:00Z";

    fn create(changes: Value) -> Result<(EmailAddress, Details)> {
        let mut body = json!({
            "fname": "Ranjit", "mname": "", "lname": "singh", "email": "ranjit@example.com", "dob": "1989-02-01",
            "applicant_country": "India", "country_birth": "India", "gender": "M", "nationality": "indian",
            "address": "214 danube tower, dubai UAE", "city": "dubai", "postcode": "", "country": "UAE",
        });
        for (key, value) in changes.as_object().unwrap() {
            body[key] = value.clone();
        }
        let body = Body::parse(body.to_string().as_bytes()).unwrap();
        CreateApplicant::parse(&body, Some(18), Timestamp::parse(NOW).unwrap())
    }

    #[test]
    fn the_documented_sample_is_understood() {
        let (email, details) = create(json!({})).unwrap();
        assert_eq!(email.as_str(), "ranjit@example.com");
        assert_eq!(details.name().unwrap(), "Ranjit singh");
        assert_eq!(details.nationality.as_deref(), Some("indian"), "kept as written");
        assert_eq!(details.nationality_country().unwrap().alpha2(), "IN");
        assert_eq!(details.address.postcode.as_deref(), Some("n/a"));
        assert_eq!(details.middle_names, None);
    }

    #[test]
    fn what_is_wrong_is_said_by_name() {
        let refused = [
            (json!({"dob": "2025-02-30"}), "dob"),
            (json!({"dob": "1989"}), "dob"),
            (json!({"dob": "2026-05-02"}), "dob"),
            (json!({"dob": "2008-05-02"}), "dob"),
            (json!({"gender": "X"}), "gender"),
            (json!({"email": "nobody"}), "email"),
            (json!({"fname": " "}), "fname"),
            (json!({"lname": null}), "lname"),
            (json!({"address": ""}), "address"),
            (json!({"city": 7}), "city"),
            (json!({"applicant_country": "Atlantis"}), "applicant_country"),
            (json!({"nationality": "Atlantean"}), "nationality"),
            (json!({"country": ""}), "country"),
            (json!({"fname": "a\u{0}b"}), "fname"),
        ];
        for (change, expected) in refused {
            match create(change.clone()) {
                Err(Error::Invalid { field, .. }) => assert_eq!(field, expected, "{change}"),
                other => panic!("{change}: {other:?}"),
            }
        }
        for text in ["IN", "IND", "India", "Indian"] {
            create(json!({ "nationality": text })).unwrap();
        }
        create(json!({"dob": "2008-05-01"})).unwrap();
    }

    #[test]
    fn a_category_belongs_to_its_type() {
        let kind = |kind: &str, category: &str| {
            let body = json!({ "type": kind, "category": category }).to_string();
            SendNotification::kind(&Body::parse(body.as_bytes()).unwrap())
        };
        for (type_, purpose) in [("trx", Purpose::Transaction), ("login", Purpose::Login)] {
            for (suffix, needs_selfie) in [("_bio_confirmation", true), ("_confirmation", false)] {
                let expected = InquiryKind::Confirmation {
                    purpose,
                    needs_selfie,
                };
                assert_eq!(kind(type_, &format!("{type_}{suffix}")), Ok(expected));
            }
        }
        for (type_, category) in [
            ("trx", "login_confirmation"),
            ("login", "login"),
            ("TRX", "trx_confirmation"),
            ("trx", ""),
        ] {
            assert!(kind(type_, category).is_err(), "{type_} {category}");
        }
    }

    #[test]
    fn only_objects_are_bodies() {
        for text in ["", "[]", "null", "{\"a\":", "7"] {
            assert!(Body::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
