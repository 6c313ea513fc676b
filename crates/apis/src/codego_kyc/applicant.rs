//! Applicants: create, read, their documents.

use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{
    applicant::{NewApplicant, Origin, Rules},
    flow::Service,
    tenant::{Api, ApplicantMode},
};

use super::{
    auth::{serve, unique_id},
    render,
    reply::ErrorBody,
    wire::{self, CreateApplicant, Created, Envelope, UniqueId},
};
use crate::http::Wire;

/// What the flow asks for that is made where the account has none of its name.
const SERVICES: &[Service] = &[
    Service::Document,
    Service::Selfie,
    Service::FaceMatch,
    Service::AddressProof,
];
/// The groups of a new `unique_id`.
const GROUPS: usize = 3;
/// The characters of a group.
const GROUP: usize = 8;

/// Creates an applicant and mails the link.
#[utoipa::path(
    post, path = "/api/createApplicant", tag = "Applicants", security(("basic" = [])),
    request_body = CreateApplicant,
    responses(
        (status = 200, description = "The applicant's id", body = Created),
        (status = 400, description = "A key is missing or wrong, or the mail address is taken", body = ErrorBody),
        (status = 401, description = "The account is missing or wrong", body = ErrorBody),
    )
)]
pub async fn create(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let settings = caller.tenant.settings.clone();
        let (email, details) = CreateApplicant::parse(&body, settings.age_min, app.now())?;
        let new = NewApplicant {
            external_id: new_unique_id(&app.nonce()),
            flow_name: settings.codego_kyc.flow_name,
            email: Some(email),
            details,
            origin: Origin {
                api: Some(Api::CodegoKyc),
                rules: Rules {
                    age_min: settings.age_min,
                    ..Rules::default()
                },
                ..Origin::default()
            },
            ..NewApplicant::default()
        };
        let invited = app.applicant_invite(&caller, new, SERVICES).await?.value;
        let shows_link = settings.codego_kyc.applicant_mode == ApplicantMode::Link;
        Ok(Created {
            status: "200",
            unique_id: invited.dossier.applicant.external_id,
            message: "A new user has been created. A confirmation email has been sent to the user.",
            link: shows_link.then_some(invited.url),
        })
    })
    .await
}

/// The same.
#[utoipa::path(
    post, path = "/api/createApplicantapp", tag = "Applicants", security(("basic" = [])),
    request_body = CreateApplicant,
    responses((status = 200, description = "As createApplicant", body = Created))
)]
pub async fn create_alias(state: State<Wire>, request: Request) -> Response {
    create(state, request).await
}

/// Three groups of eight letters and digits, as in the published samples.
fn new_unique_id(chance: &[u8; GROUPS * GROUP]) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let letter = |byte: &u8| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]);
    let groups: Vec<String> = chance
        .chunks(GROUP)
        .map(|group| group.iter().map(letter).collect())
        .collect();
    groups.join("-")
}

/// Where an applicant stands, and what is known.
#[utoipa::path(
    post, path = "/api/getApplicant", tag = "Applicants", security(("basic" = [])),
    request_body = UniqueId,
    responses(
        (status = 200, description = "The applicant", body = Envelope<wire::Applicant>),
        (status = 404, description = "No such applicant", body = ErrorBody),
    )
)]
pub async fn read(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let id = unique_id(body.required("unique_id")?)?;
        let (applicant, device) = app.applicant_and_device(&caller, &id).await?;
        let device_detail = device.map(|device| device.report);
        let settings = &caller.tenant.settings.codego_kyc;
        Ok(Envelope::new(render::applicant(
            &applicant,
            settings,
            device_detail,
        )))
    })
    .await
}

/// The same.
#[utoipa::path(
    post, path = "/api/checkApplication", tag = "Applicants", security(("basic" = [])),
    request_body = UniqueId,
    responses((status = 200, description = "As getApplicant", body = Envelope<wire::Applicant>))
)]
pub async fn read_alias(state: State<Wire>, request: Request) -> Response {
    read(state, request).await
}

/// The applicant's documents as data URIs.
#[utoipa::path(
    post, path = "/api/getDocuments", tag = "Documents", security(("basic" = [])),
    request_body = UniqueId,
    responses(
        (status = 200, description = "The documents", body = Envelope<wire::Documents>),
        (status = 404, description = "No such applicant", body = ErrorBody),
    )
)]
pub async fn documents(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, |app, caller, body| async move {
        let id = unique_id(body.required("unique_id")?)?;
        let dossier = app.applicant_dossier_with_files(&caller, &id).await?;
        Ok(Envelope::new(render::documents(&dossier)))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_three_groups_of_eight() {
        let chance: [u8; 24] = std::array::from_fn(|index| (index * 11) as u8);
        let id = new_unique_id(&chance);
        let groups: Vec<&str> = id.split('-').collect();
        assert_eq!(
            groups.iter().map(|group| group.len()).collect::<Vec<_>>(),
            [8, 8, 8]
        );
        assert!(
            id.bytes()
                .all(|byte| byte == b'-' || byte.is_ascii_alphanumeric())
        );
    }
}
