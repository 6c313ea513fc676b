//! Submissions: list, same person, move in, correct, decide.

use app::submission::{Correction, NewRecord, SubmissionQuery};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{
    Conflict, Error, Noun,
    applicant::Origin,
    decision::{ReasonCode, Verdict},
    tenant::Api,
};
use values::PersonId;

use super::{
    auth::{Asked, failed, serve},
    enums,
    query::{ListQuery, required_id},
    reject::{self, Circumstances, Comment},
    render,
    reply::{ErrorBody, Failure},
    request::{Edit, Migrate, Problem, Review},
    wire::{self, NextPageKey, Submissions, body},
};
use crate::http::Wire;

/// Submissions, all or those that match every filter, newest first.
#[utoipa::path(
    get, path = "/v3/submission", tag = "Submissions", security(("key" = [])),
    params(
        ("submission_id" = Option<String>, Query, description = "The one with this id"),
        ("userid" = Option<String>, Query, description = "Those with the client's own id of the person"),
        ("email" = Option<String>, Query, description = "Those with this mail address, in any case"),
        ("count" = Option<u32>, Query, description = "At most so many, 1 to 2000"),
        ("nextpage_id" = Option<String>, Query, description = "nextpageKey.id of the page before"),
        ("nextpage_date" = Option<String>, Query, description = "nextpageKey.created_at of the page before"),
        ("start_date" = Option<String>, Query, description = "From this day, YYYYMMDD or YYYY-MM-DD, UTC"),
        ("end_date" = Option<String>, Query, description = "To the end of this day"),
        ("request_type" = Option<String>, Query, description = "kyc, aml, data or others: only this part and the id"),
    ),
    responses(
        (status = 200, description = "The submissions; none is an empty list", body = Submissions),
        (status = 400, description = "Invalid Query String parameters", body = ErrorBody),
        (status = 403, description = "The key is missing or wrong, or the address is not allowed", body = ErrorBody),
    )
)]
pub async fn list(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, async |asked: Asked| {
        let settings = &asked.caller.tenant.settings.argos;
        let query = ListQuery::parse(&asked.uri)?;
        let wanted = query.request_type;
        let page = asked
            .app
            .submission_page(
                &asked.caller,
                SubmissionQuery {
                    external_id: query.submission_id,
                    client_reference: query.userid,
                    email: query.email,
                    from: query.from,
                    until: query.until,
                    after: query.after,
                    count: query.count.unwrap_or(settings.list_count),
                },
            )
            .await
            .map_err(failed)?;
        let last = page.applicants.last().filter(|_| page.has_more);
        Ok(Submissions {
            next_page_key: last.map(|last| NextPageKey {
                id: last.external_id.clone(),
                created_at: last.created_at.to_string(),
            }),
            items: page
                .applicants
                .iter()
                .map(|applicant| render::submission(applicant, settings, wanted))
                .collect(),
        })
    })
    .await
}

/// Approved submissions of one person.
#[utoipa::path(
    get, path = "/v3/submission/applicant", tag = "Submissions", security(("key" = [])),
    params(("applicant_id" = String, Query, description = "As an approved submission has it")),
    responses(
        (status = 200, description = "The submissions; none is an empty list", body = Vec<wire::SamePerson>),
        (status = 400, description = "Invalid Query String parameters", body = ErrorBody),
    )
)]
pub async fn same_person(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, async |asked: Asked| {
        let text = required_id(&asked.uri, "applicant_id")?;
        // An id that came with a record that was moved in goes on working.
        let id = PersonId::parse(&text)
            .unwrap_or_else(|_| app::moving_in::foreign_person(asked.caller.tenant.id, &text));
        let applicants = asked
            .app
            .submission_same_person(&asked.caller, id)
            .await
            .map_err(failed)?;
        let rows = applicants.iter().map(|applicant| wire::SamePerson {
            submission_id: applicant.external_id.clone(),
            email: applicant.email.as_ref().map(ToString::to_string),
        });
        Ok(rows.collect::<Vec<_>>())
    })
    .await
}

/// Moves a record in that was verified elsewhere.
#[utoipa::path(
    post, path = "/v3/submission/migration", tag = "Submissions", security(("key" = [])),
    request_body = body::Migration,
    responses(
        (status = 200, description = "The new id", body = wire::Migrated),
        (status = 400, description = "errorCode says what is wrong", body = ErrorBody),
    )
)]
pub async fn migrate(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, async |asked: Asked| {
        let record = Migrate::parse(&asked.body, &asked.today()).map_err(migration_problem)?;
        if !asked.admits(&record.admin) {
            return Err(Failure::coded("invalid_admin", "Invalid admin"));
        }
        let age_min = asked.caller.tenant.settings.age_min;
        let age = record.details.age(asked.app.now());
        if record.verdict == Verdict::Accept && age.zip(age_min).is_some_and(|(age, age_min)| age < age_min) {
            let refusal = under_age(age_min);
            return Err(Failure::coded(refusal.code, refusal.text));
        }
        let origin = Origin {
            api: Some(Api::Argos),
            client_reference: record.userid,
            metadata: record.kept,
            ip: record.ip.map(|ip| ip.to_string()),
            ..Origin::default()
        };
        let new = NewRecord {
            flow_name: asked.caller.tenant.settings.argos.flow_name.clone(),
            email: Some(record.email),
            details: record.details,
            origin,
            verdict: record.verdict,
            by: record.admin,
        };
        let outcome = asked.app.submission_move_in(&asked.caller, new).await;
        Ok(wire::Migrated {
            message: "success",
            submission_id: outcome.map_err(migration_failed)?.value,
        })
    })
    .await
}

fn under_age(age_limit: Option<u32>) -> Comment {
    let about = Circumstances {
        age_limit,
        ..Circumstances::default()
    };
    reject::rejection(None, ReasonCode::Underage, about)
}

fn migration_problem(problem: Problem) -> Failure {
    match problem {
        Problem::Payload => Failure::coded("invalid_payload", "Invalid payload"),
        Problem::Missing(_) => Failure::coded("missing_data", "Required input data is missing"),
        Problem::Unknown(key) => Failure::coded("invalid_parameter", format!("invalid parameter: {key}")),
        Problem::Format(key) => Failure::coded("invalid_format", format!("invalid format: {key}")),
    }
}

fn migration_failed(error: Error) -> Failure {
    match error {
        Error::Invalid { field, .. } => Failure::coded("invalid_format", format!("invalid format: {field}")),
        other => failed(other),
    }
}

/// Corrects a record.
#[utoipa::path(
    patch, path = "/v3/submission", tag = "Submissions", security(("key" = [])),
    request_body = body::Correction,
    responses(
        (status = 200, description = "Done", body = wire::Edited),
        (status = 400, description = "errorCode says what is wrong", body = ErrorBody),
    )
)]
pub async fn edit(State(wire): State<Wire>, request: Request) -> Response {
    corrected(wire, request, "Data Processing Success.").await
}

/// Corrects a record: the older form of `PATCH`, with its own sentence.
#[utoipa::path(
    put, path = "/v3/submission", tag = "Submissions", security(("key" = [])),
    request_body = body::Correction,
    responses(
        (status = 200, description = "Done", body = wire::Edited),
        (status = 400, description = "errorCode says what is wrong", body = ErrorBody),
    )
)]
pub async fn replace(State(wire): State<Wire>, request: Request) -> Response {
    corrected(wire, request, "success to edit.").await
}

async fn corrected(wire: Wire, request: Request, message: &'static str) -> Response {
    serve(wire, request, async |asked: Asked| {
        let edit = Edit::parse(&asked.body, &asked.today()).map_err(edit_problem)?;
        if !asked.admits(&edit.admin) {
            return Err(Failure::sentence("The admin is not registered in the project."));
        }
        let correction = Correction {
            details: edit.data.details,
            fields: edit.data.names,
        };
        asked
            .app
            .submission_edit(
                &asked.caller,
                &edit.submission_id,
                correction,
                edit.data.verdict,
                edit.admin,
            )
            .await
            .map_err(edit_failed)?;
        Ok(wire::Edited { message })
    })
    .await
}

fn edit_problem(problem: Problem) -> Failure {
    Failure::sentence(match problem {
        Problem::Payload => "data parsing error. please check input data.".to_owned(),
        Problem::Missing("data") => "At least one property to modify is required.".to_owned(),
        Problem::Missing(key) => format!("{key} is required."),
        Problem::Unknown(key) => format!("invalid parameter: {key}"),
        Problem::Format(key) => format!("invalid format: {key}"),
    })
}

fn edit_failed(error: Error) -> Failure {
    match error {
        Error::NotFound(Noun::Applicant) => Failure::sentence("The submission is not found."),
        Error::Invalid { field, .. } => Failure::sentence(format!("invalid format: {field}")),
        Error::Conflict(conflict) if conflict != Conflict::IdempotencyMismatch => {
            Failure::sentence(conflict.to_string())
        }
        other => failed(other),
    }
}

/// Decides a record that waits for a person.
#[utoipa::path(
    post, path = "/v3/submission/review", tag = "Submissions", security(("key" = [])),
    request_body = body::Review,
    responses(
        (status = 200, description = "Done", body = wire::Reviewed),
        (status = 400, description = "errorCode says what is wrong", body = ErrorBody),
    )
)]
pub async fn review(State(wire): State<Wire>, request: Request) -> Response {
    serve(wire, request, async |asked: Asked| {
        let review = Review::parse(&asked.body, &asked.today()).map_err(review_problem)?;
        if !asked.admits(&review.admin) {
            return Err(Failure::sentence(
                "Access denied. The admin is not registered in the project.",
            ));
        }
        let correction = Correction {
            details: review.update_fields.details,
            fields: review.update_fields.names,
        };
        let outcome = asked
            .app
            .submission_review(
                &asked.caller,
                &review.submission_id,
                correction,
                review.verdict,
                review.reject_comment,
                review.admin,
            )
            .await
            .map_err(review_failed)?;
        Ok(wire::Reviewed {
            submission_id: review.submission_id,
            message: "Success to review submission.",
            final_status: enums::result(outcome.value),
        })
    })
    .await
}

fn review_problem(problem: Problem) -> Failure {
    Failure::sentence(match problem {
        Problem::Payload => "Invalid data format.".to_owned(),
        Problem::Missing("submissionId") => "Submission Id is required.".to_owned(),
        Problem::Missing("rejectComment") => "Reject comment is required".to_owned(),
        Problem::Missing("status") => "Invalid status".to_owned(),
        Problem::Missing(key) => format!("{key} is required."),
        Problem::Format(key) => match key.as_str() {
            "status" => "Invalid status".to_owned(),
            "updateFields" => "Invalid data format.".to_owned(),
            "submissionId" => "Invalid Submission Id.".to_owned(),
            _ => format!("invalid format: {key}"),
        },
        Problem::Unknown(key) => format!("invalid parameter: {key}"),
    })
}

fn review_failed(error: Error) -> Failure {
    match error {
        Error::NotFound(Noun::Applicant) => Failure::sentence("Invalid Submission Id."),
        Error::Conflict(Conflict::Decision) => {
            Failure::sentence("Only submissions in pending status can be reviewed")
        }
        other => edit_failed(other),
    }
}
