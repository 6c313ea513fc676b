//! Erasing submissions, in whole and in part.

use std::collections::BTreeSet;

use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{Error, Noun, applicant::Erasure, person::Details};

use super::{
    auth::{Asked, failed, serve},
    query::Pairs,
    render::TOKEN_KEY,
    reply::{ErrorBody, Failure},
    wire::Deleted,
};
use crate::http::Wire;

/// What `fields` may name.
const FIELDS: [&str; 13] = [
    "id_image",
    "selfie_image",
    "data",
    "OCR_raw",
    "ocr",
    "review",
    "applicant_id",
    "email",
    "userid",
    "additional_list",
    "duplicated_information",
    "custom_duplicated_information",
    "injection_action",
];

/// What `data_fields` may name.
const DATA_FIELDS: [&str; 32] = [
    "age_group",
    "first_name",
    "last_name",
    "full_name",
    "name",
    "gender",
    "nationality",
    "date_of_birth",
    "address_city",
    "address_country",
    "address_state",
    "address_street",
    "address_street2",
    "address_zipcode",
    "address_globalCode",
    "address_compoundCode",
    "address_formatted",
    "address_input",
    "address_detail",
    "ip_address",
    "idcard_issuingCountry",
    "idcard_issueDate",
    "idcard_expireDate",
    "idType",
    "documentNumber",
    "identityNumber",
    "serialNumber",
    "ssnNumber",
    "phoneNumber",
    "cf1",
    "cf2",
    "cf3",
];

/// Erases everything of a submission by which anybody could be recognised.
#[utoipa::path(
    delete, path = "/v3/submission", tag = "Submissions", security(("key" = [])),
    params(
        ("submission_id" = String, Query, description = "Which one"),
        ("admin_name" = Option<String>, Query, description = "Who erases it; told in the webhook"),
    ),
    responses(
        (status = 200, description = "Done", body = Deleted),
        (status = 400, description = "errorCode says what is wrong", body = ErrorBody),
    )
)]
pub async fn delete(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, async |asked: Asked| {
        let mut pairs = Pairs::parse(&asked.uri)?;
        let id = submission_id(&mut pairs)?.ok_or_else(|| Failure::deletion("not Exist Submission ID"))?;
        let by = pairs.id("admin_name")?.unwrap_or_default();
        asked
            .app
            .submission_erase(&asked.caller, &id, by)
            .await
            .map_err(|error| unerased(error, "not Exist Submission Data"))?;
        Ok(deleted(&id))
    })
    .await
}

/// Erases parts of a submission.
#[utoipa::path(
    delete, path = "/v3/submission/partial", tag = "Submissions", security(("key" = [])),
    params(
        ("submission_id" = String, Query, description = "Which one"),
        ("fields" = String, Query, description = "What to erase, with commas between"),
        ("data_fields" = Option<String>, Query, description = "With `data` in `fields`: only these of it"),
        ("admin_name" = Option<String>, Query, description = "Who erases it"),
    ),
    responses(
        (status = 200, description = "Done", body = Deleted),
        (status = 400, description = "errorCode says what is wrong", body = ErrorBody),
    )
)]
pub async fn delete_parts(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, async |asked: Asked| {
        let mut pairs = Pairs::parse(&asked.uri)?;
        let id = submission_id(&mut pairs)?.ok_or_else(|| Failure::deletion("submission_id is required"))?;
        let by = pairs.id("admin_name")?.unwrap_or_default();
        let wanted = Wanted::read(&mut pairs)?;
        let (erasure, names) = (wanted.erasure(), wanted.names());
        asked
            .app
            .submission_erase_parts(
                &asked.caller,
                &id,
                erasure,
                move |details| wanted.clear(details),
                names,
                by,
            )
            .await
            .map_err(|error| unerased(error, "not Exist Submission Data"))?;
        Ok(deleted(&id))
    })
    .await
}

fn deleted(id: &str) -> Deleted {
    Deleted {
        message: "success",
        content: format!("Submission {id} deleted successfully."),
        status_code: 200,
    }
}

fn submission_id(pairs: &mut Pairs) -> Result<Option<String>, Failure> {
    match pairs.take("submission_id")? {
        Some(id) if id.is_empty() => Ok(None),
        Some(id) => Ok(Some(
            values::bounded_text(&id, 255).map_err(|_| Failure::query())?,
        )),
        None => Ok(None),
    }
}

fn unerased(error: Error, message: &str) -> Failure {
    match error {
        Error::NotFound(Noun::Applicant) => Failure::deletion(message),
        Error::Conflict(conflict) => Failure::deletion(conflict.to_string()),
        other => failed(other),
    }
}

/// What is to go, by this wire's names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    fields: BTreeSet<&'static str>,
    /// All of them where `data` is wanted as a whole.
    data_fields: BTreeSet<&'static str>,
}

impl Wanted {
    fn read(pairs: &mut Pairs) -> Result<Self, Failure> {
        let fields = pairs.take("fields")?.unwrap_or_default();
        if fields.is_empty() {
            return Err(Failure::deletion(
                "fields parameter is required and cannot be empty",
            ));
        }
        let fields = names(&fields, "fields", &FIELDS)?;
        let data_fields = pairs.take("data_fields")?.unwrap_or_default();
        let data_fields = names(&data_fields, "data_fields", &DATA_FIELDS)?;
        let data_fields = match (fields.contains("data"), data_fields.is_empty()) {
            (false, false) => {
                return Err(Failure::deletion(
                    "data_fields parameter is not allowed when fields does not include data",
                ));
            }
            (true, true) => DATA_FIELDS.into(),
            _ => data_fields,
        };
        Ok(Self { fields, data_fields })
    }

    /// What was asked for, as it was named.
    fn names(&self) -> Vec<String> {
        let is_whole = self.data_fields.len() == DATA_FIELDS.len();
        let data_fields = self.data_fields.iter().filter(|_| !is_whole);
        self.fields
            .iter()
            .chain(data_fields)
            .map(|name| (*name).to_owned())
            .collect()
    }

    fn erasure(&self) -> Erasure {
        let has = |name| self.fields.contains(name);
        let mut metadata: Vec<String> = ["cf1", "cf2", "cf3"]
            .into_iter()
            .filter(|name| self.data_fields.contains(name))
            .map(str::to_owned)
            .collect();
        if self.data_fields.len() == DATA_FIELDS.len() {
            metadata.extend(["bank_verification".to_owned(), TOKEN_KEY.to_owned()]);
        }
        let is_personal = |name: &&str| !["cf1", "cf2", "cf3", "ip_address"].contains(name);
        Erasure {
            document_pictures: has("id_image"),
            face_pictures: has("selfie_image"),
            readings: has("OCR_raw")
                || has("ocr")
                || has("review")
                || self.data_fields.iter().any(is_personal),
            person_link: has("applicant_id")
                || has("duplicated_information")
                || has("custom_duplicated_information"),
            email: has("email"),
            client_reference: has("userid"),
            ip: self.data_fields.contains("ip_address"),
            phone: self.data_fields.contains("phoneNumber"),
            metadata,
        }
    }

    /// Empties the details that are to go.
    fn clear(&self, details: &mut Details) {
        if self.data_fields.len() == DATA_FIELDS.len() {
            *details = Details::default();
            return;
        }
        for name in &self.data_fields {
            clear_one(details, name);
        }
    }
}

fn clear_one(details: &mut Details, name: &str) {
    let (address, document) = (&mut details.address, &mut details.document);
    match name {
        "first_name" => (details.given_names, details.middle_names) = (None, None),
        "last_name" => details.surname = None,
        "full_name" | "name" => {
            details.full_name = None;
            (details.given_names, details.middle_names, details.surname) = (None, None, None);
        }
        "gender" => details.gender = None,
        "nationality" => details.nationality = None,
        "date_of_birth" => details.birth_on = None,
        "address_city" => address.city = None,
        "address_country" => address.country = None,
        "address_state" => address.state = None,
        "address_street" => address.street = None,
        "address_zipcode" => address.postcode = None,
        "address_globalCode" => address.global_code = None,
        "address_compoundCode" => address.compound_code = None,
        "address_formatted" => address.formatted = None,
        "address_input" => address.line = None,
        "address_detail" => address.detail = None,
        "idcard_issuingCountry" => document.issuing_country = None,
        "idcard_issueDate" => document.issued_on = None,
        "idcard_expireDate" => document.expires_on = None,
        "idType" => document.kind = None,
        "documentNumber" => document.number = None,
        "identityNumber" | "ssnNumber" => document.personal_number = None,
        "serialNumber" => document.serial_number = None,
        _ => {}
    }
}

/// Names with commas between, all of them known.
fn names(text: &str, parameter: &str, known: &[&'static str]) -> Result<BTreeSet<&'static str>, Failure> {
    let given = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    let (mut names, mut unknown) = (BTreeSet::new(), Vec::new());
    for name in given {
        match known.iter().find(|known| **known == name) {
            Some(known) => drop(names.insert(*known)),
            None => unknown.push(name),
        }
    }
    if !unknown.is_empty() {
        let unknown: String = unknown.join(", ").chars().take(200).collect();
        return Err(Failure::deletion(format!(
            "invalid fields found in {parameter}: {unknown}"
        )));
    }
    if names.is_empty() && !text.is_empty() {
        return Err(Failure::deletion(format!("{parameter} cannot be empty")));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Wanted, String> {
        let uri = format!("/?{query}").parse().unwrap();
        let wanted = Wanted::read(&mut Pairs::parse(&uri).unwrap());
        wanted.map_err(|failure| failure.body.message)
    }

    #[test]
    fn names_are_read_and_checked() {
        let wanted = read("fields=id_image,%20email,data&data_fields=full_name,cf1").unwrap();
        assert_eq!(wanted.names(), ["data", "email", "id_image", "cf1", "full_name"]);
        let erasure = wanted.erasure();
        assert!(erasure.document_pictures && erasure.email && erasure.readings);
        assert!(!erasure.face_pictures && !erasure.ip && !erasure.person_link);
        assert_eq!(erasure.metadata, ["cf1"]);
        for (query, message) in [
            ("", "fields parameter is required and cannot be empty"),
            ("fields=", "fields parameter is required and cannot be empty"),
            ("fields=,", "fields cannot be empty"),
            (
                "fields=email,selfie,Data",
                "invalid fields found in fields: selfie, Data",
            ),
            (
                "fields=data&data_fields=shoe_size",
                "invalid fields found in data_fields: shoe_size",
            ),
            (
                "fields=email&data_fields=name",
                "data_fields parameter is not allowed when fields does not include data",
            ),
            ("fields=ocr_raw", "invalid fields found in fields: ocr_raw"),
        ] {
            assert_eq!(read(query).unwrap_err(), message, "{query}");
        }
    }

    #[test]
    fn details_go_one_by_one_or_all() {
        let full = || Details {
            full_name: Some("A B".into()),
            given_names: Some("A".into()),
            surname: Some("B".into()),
            nationality: Some("LVA".into()),
            ..Details::default()
        };
        let mut details = full();
        read("fields=data&data_fields=name").unwrap().clear(&mut details);
        assert_eq!((details.name(), details.nationality.is_some()), (None, true));
        let mut details = full();
        let whole = read("fields=data").unwrap();
        whole.clear(&mut details);
        assert_eq!(details, Details::default());
        assert_eq!(whole.names(), ["data"]);
        for name in DATA_FIELDS {
            clear_one(&mut full(), name);
        }
    }
}
