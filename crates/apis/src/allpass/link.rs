//! Links: the `token` call.

use app::link::NewLink;
use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use serde_json::{Map, json};

use super::{
    app_key,
    auth::{Answer, serve},
    reply::{Envelope, ErrorBody},
    wire::{CreateToken, TokenData},
};
use crate::http::Wire;

/// Makes a link to the hosted page.
#[utoipa::path(
    post, path = "/api/public/applicant/{applicantId}/token", tag = "Links", security(("key" = [])),
    params(("applicantId" = String, Path, description = "Our id or the client's own")),
    request_body = CreateToken,
    responses(
        (status = 201, description = "The link", body = Envelope<TokenData>),
        (status = 400, description = "ttl is out of range", body = ErrorBody),
        (status = 404, description = "No such applicant or flow", body = ErrorBody),
        (status = 409, description = "The applicant waits to be erased", body = ErrorBody),
    )
)]
pub async fn create(State(wire): State<Wire>, Path(reference): Path<String>, request: Request) -> Response {
    serve(
        wire,
        request,
        StatusCode::CREATED,
        |app, caller, body| async move {
            let asked = CreateToken::parse(&body)?;
            // The vendor's SDK reads appKey from the token.
            let claims = Map::from_iter([("appKey".to_owned(), json!(app_key(caller.tenant.id)))]);
            let new = NewLink {
                locale: asked.locale,
                ttl_seconds: asked
                    .ttl
                    .unwrap_or(caller.tenant.settings.allpass.token_ttl_seconds),
                flow_name: asked.flow_name,
                claims,
            };
            let outcome = app.link_create(&caller, &reference, new).await?;
            let link = outcome.value;
            let data = TokenData {
                transaction_id: link.session_id.to_string(),
                access_token: link.token,
                link: link.url,
                applicant_id: link.applicant_id.to_string(),
                ttl: link.ttl_seconds,
            };
            Ok(Answer { data, at: outcome.at })
        },
    )
    .await
}
