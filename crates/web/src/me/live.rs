//! The events by which an open page learns that something has changed. They say nothing but that: the page looks for itself.

use std::{convert::Infallible, sync::Arc};

use app::App;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{Stream, StreamExt};
use tokio_stream::wrappers::{BroadcastStream, errors::BroadcastStreamRecvError};
use values::ApplicantId;

use super::{headers, person::Visitor};
use crate::verify::guest::Query;

/// Tells whenever something about the person has changed.
pub async fn events(State(app): State<Arc<App>>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    // Listens first, so that nothing is missed while the page is opened.
    let changes = app.changes();
    let visitor = match Visitor::enter(app, token, Query::default(), &headers).await {
        Ok(visitor) => visitor,
        Err(response) => return *response,
    };
    let stream = told(visitor.me.applicant.id, BroadcastStream::new(changes));
    let mut response = Sse::new(stream).keep_alive(KeepAlive::default()).into_response();
    // A proxy that gathers answers would hold the events back.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    response
        .headers_mut()
        .insert(unbuffered, HeaderValue::from_static("no"));
    headers::secure(response)
}

fn told(
    id: ApplicantId,
    changes: BroadcastStream<ApplicantId>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    changes.filter_map(move |change| {
        let is_mine = match change {
            Ok(changed) => changed == id,
            Err(BroadcastStreamRecvError::Lagged(_)) => true,
        };
        std::future::ready(is_mine.then(|| Ok(Event::default().data("changed"))))
    })
}
