//! The form address: a client sends people there; it makes a submission and leads on to the hosted verification.
//!
//! Anybody can open it, so entries are counted by address, and what is wrong is said to a person, not to a program.

mod query;

use std::net::IpAddr;

use app::submission::Entry;
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    Error,
    applicant::{NewApplicant, Origin, Rules},
    tenant::{Api, RateLimit, Tenant},
};
use serde_json::Map;
use sha2::{Digest, Sha256};
use values::{CredentialId, TenantId};

use self::query::FormQuery;
use super::{query::Unusable, render::TOKEN_KEY};
use crate::http::Wire;

/// Entries from one address into one project.
const ENTRIES: RateLimit = RateLimit {
    requests: 30,
    window_ms: 60_000,
};

/// Makes a submission and leads to the hosted verification.
#[utoipa::path(
    get, path = "/form", tag = "Form address",
    params(
        ("pid" = String, Query, description = "The project: the tenant's id"),
        ("lang" = Option<String>, Query, description = "Language tag of the pages"),
        ("email" = Option<String>, Query, description = "The person's mail address"),
        ("userid" = Option<String>, Query, description = "The client's own id of the person"),
        ("cf1" = Option<String>, Query, description = "Kept with the submission; cf2 and cf3 likewise"),
        ("cf2" = Option<String>, Query, description = "As cf1"),
        ("cf3" = Option<String>, Query, description = "As cf1"),
        ("blacklistCountries" = Option<bool>, Query, description = "false lifts the refusal of countries"),
        ("ageLimit" = Option<bool>, Query, description = "false lifts the age limit"),
        ("approvePeriod" = Option<bool>, Query, description = "false lets somebody come again soon after an approval"),
        ("rejectPeriod" = Option<bool>, Query, description = "false lets somebody come again soon after a rejection"),
        ("rejectDuplicateUser" = Option<bool>, Query, description = "Whether a person who is approved already is refused"),
        ("allowedCountries" = Option<String>, Query, description = "The only countries accepted, with commas between"),
        ("token" = Option<String>, Query, description = "The client's name for this address"),
        ("sid" = Option<String>, Query, description = "An existing submission, with action"),
        ("action" = Option<String>, Query, description = "Name of an on-demand flow for that submission"),
        ("encrypted" = Option<String>, Query, description = "Any of these but pid and lang, encrypted"),
    ),
    responses(
        (status = 303, description = "To the hosted verification"),
        (status = 400, description = "A page that says that the address is not right"),
        (status = 404, description = "A page that says that there is no such project or submission"),
        (status = 409, description = "A page that says that this person was verified a short time ago"),
        (status = 410, description = "A page that says that the address has expired"),
        (status = 429, description = "A page that asks to come again later"),
    )
)]
pub async fn enter(State(wire): State<Wire>, request: Request) -> Response {
    if request.method() != Method::GET {
        return page(StatusCode::METHOD_NOT_ALLOWED, "Open this address in a browser.");
    }
    let address = request.extensions().get::<IpAddr>().copied();
    let address = address.unwrap_or(IpAddr::from([0, 0, 0, 0]));
    match entered(&wire, request.uri().clone(), address).await {
        Ok(url) => {
            let no_store = [
                (header::CACHE_CONTROL, "no-store"),
                (header::REFERRER_POLICY, "no-referrer"),
            ];
            (no_store, Redirect::to(&url)).into_response()
        }
        Err(error) => refusal(&error),
    }
}

async fn entered(wire: &Wire, uri: Uri, address: IpAddr) -> Result<String, Error> {
    let project = query::project(&uri).map_err(unusable)?;
    wire.limiter
        .check(visitor(project, address), ENTRIES, wire.app.now())?;
    let tenant = wire.app.submission_tenant(project, Api::Argos).await?;
    let query = FormQuery::parse(&uri, &tenant.settings.argos).map_err(unusable)?;
    if query.valid_until.is_some_and(|until| wire.app.now() >= until) {
        return Err(Error::Unauthenticated(domain::Denial::Expired));
    }
    if let Some(injection) = &query.injection {
        let only_of = injection.is_plain.then_some(Api::Argos);
        let (id, flow) = (&injection.submission_id, &injection.action);
        return wire
            .app
            .submission_enter_again(&tenant, id, flow, query.language, only_of)
            .await;
    }
    if tenant.settings.argos.private_mode && query.token.is_none() {
        return Err(unusable(Unusable));
    }
    let entry = entry(query, &tenant, address);
    wire.app.submission_enter(&tenant, entry).await
}

/// Counts one visitor of one project; no credential has this id.
fn visitor(project: TenantId, address: IpAddr) -> CredentialId {
    let digest = Sha256::digest(format!("form {project} {address}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    CredentialId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

fn entry(query: FormQuery, tenant: &Tenant, address: IpAddr) -> Entry {
    let settings = &tenant.settings.argos;
    let rules = Rules {
        age_min: tenant.settings.age_min.filter(|_| !query.lifts_age),
        countries_refused: if query.lifts_countries {
            Vec::new()
        } else {
            settings.countries_refused.clone()
        },
        countries_accepted: query.countries_accepted,
        hours_max: settings.timeout_hours,
        refuses_known_person: query
            .refuses_known_person
            .unwrap_or(settings.refuses_known_person),
    };
    let once = query.token.clone().filter(|_| settings.private_mode);
    let kept = ["cf1", "cf2", "cf3"].into_iter().zip(query.custom);
    let kept = kept.chain([(TOKEN_KEY, query.token)]);
    let metadata: Map<_, _> = kept
        .filter_map(|(key, text)| Some((key.to_owned(), text?.into())))
        .collect();
    Entry {
        new: NewApplicant {
            flow_name: settings.flow_name.clone(),
            email: query.email,
            language: query.language,
            origin: Origin {
                api: Some(Api::Argos),
                client_reference: query.userid,
                metadata,
                ip: Some(address.to_string()),
                rules,
                ..Origin::default()
            },
            ..NewApplicant::default()
        },
        once,
        approve_days: if query.lifts_approve_period {
            0
        } else {
            settings.approve_period_days
        },
        reject_days: if query.lifts_reject_period {
            0
        } else {
            settings.reject_period_days
        },
    }
}

fn unusable(_: Unusable) -> Error {
    Error::invalid("query", domain::Reason::Expected("a usable form address"))
}

fn refusal(error: &Error) -> Response {
    let (status, sentence) = match error {
        Error::Unauthenticated(_) => (
            StatusCode::GONE,
            "This address has expired. Please ask for a new one.",
        ),
        Error::Invalid { .. } => (
            StatusCode::BAD_REQUEST,
            "This address is not right. Please ask for a new one.",
        ),
        Error::NotFound(_) | Error::Forbidden(_) => (
            StatusCode::NOT_FOUND,
            "There is nothing at this address. Please ask for a new one.",
        ),
        Error::Conflict(_) => (
            StatusCode::CONFLICT,
            "You have been verified here a short time ago. Please come back later.",
        ),
        Error::RateLimited { .. } => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many visits from your network. Please try again in a minute.",
        ),
        Error::Unavailable(cause) | Error::Internal(cause) => {
            tracing::error!(cause, "form address failed: {error}");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "This did not work. Please try again in a minute.",
            )
        }
    };
    page(status, sentence)
}

/// A page of one sentence; the form address has no look of its own.
fn page(status: StatusCode, sentence: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Verification</title><main><h1>Verification</h1><p>{sentence}</p></main></html>"
    );
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (status, headers, Html(html)).into_response()
}
