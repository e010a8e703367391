//! Receives events over HTTP.
//!
//! | status | when |
//! |---|---|
//! | 202 | every event is valid and kept |
//! | 400 | an event is invalid; `violations` has every violation. Of a batch, the valid events are kept (`kept` says how many) |
//! | 408, 413, 415 | the body takes too long, is too large once decompressed, or is no CloudEvent |
//! | 503 | the events cannot be kept. Send the request again |

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use cdevents_generated::cloudevents::Binding;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::time::sleep;
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use super::read::Reader;
use super::sink::Sink;
use super::stop::Stop;
use crate::failure::Failure;
use crate::output::{tell, tell_warning};

/// The maximum size of a body, once it is decompressed.
const MOST_BYTES: usize = 1024 * 1024;
/// How much longer than a request the connections may take when the server stops.
const GRACE: Duration = Duration::from_secs(1);
const PROBLEM: &str = "application/problem+json";

struct Receiver {
    reader: Reader,
    sink: Sink,
}

/// Receives requests until the command is stopped.
pub(super) async fn receive(
    address: &str,
    timeout: Duration,
    reader: Reader,
    sink: Sink,
    stop: Stop,
) -> Result<(), Failure> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| format!("{address}: {error}"))?;
    let local = listener.local_addr().map_err(|error| error.to_string())?;
    tell(format_args!("listening on http://{local}"));

    let router = router(Receiver { reader, sink }, timeout);
    let server = axum::serve(listener, router).with_graceful_shutdown(stop.clone().stopped());
    tokio::select! {
        ended = server.into_future() => ended.map_err(|error| error.to_string())?,
        () = async {
            stop.stopped().await;
            sleep(timeout + GRACE).await;
        } => tell_warning("stopped while clients were still sending"),
    }
    Ok(())
}

/// The layers work from the last one to the first.
fn router(receiver: Receiver, timeout: Duration) -> Router {
    Router::new()
        .route("/", post(answer))
        .route("/healthz", get(StatusCode::OK))
        .with_state(Arc::new(receiver))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(RequestDecompressionLayer::new())
        // Stops compressed bodies that decompress to nothing, without an end.
        .layer(RequestBodyLimitLayer::new(2 * MOST_BYTES))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            timeout,
        ))
        .layer(map_response(describe))
}

/// Receives the events of a request, and answers when the valid ones are kept.
async fn answer(
    State(receiver): State<Arc<Receiver>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        // It is too large, isn't gzip, or the connection was cut.
        Err(rejection) => return problem(rejection.status(), &rejection.body_text(), json!({})),
    };
    let headers = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()));
    let mut events = receiver.reader.read(Binding::Http, headers, &body);
    if !receiver.sink.keep(&mut events).await {
        let detail = "the events cannot be kept; nothing was kept";
        return problem(StatusCode::SERVICE_UNAVAILABLE, detail, json!({}));
    }
    if events.invalid == 0 {
        return StatusCode::ACCEPTED.into_response();
    }
    let first = events.first_violation();
    tell_warning(format_args!("rejected an event: {first}"));
    let detail = match (events.valid, events.invalid) {
        (0, 1) => "the event is invalid".to_owned(),
        (_, invalid) => format!("{invalid} of the events are invalid; the others are kept"),
    };
    let (status, detail) = if events.is_no_event {
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, first)
    } else {
        (StatusCode::BAD_REQUEST, detail)
    };
    problem(
        status,
        &detail,
        json!({ "kept": events.valid, "violations": events.violations }),
    )
}

/// Returns an error as problem details, with further members.
fn problem(status: StatusCode, detail: &str, mut members: Value) -> Response {
    members["type"] = "about:blank".into();
    members["title"] = status.canonical_reason().into();
    members["status"] = status.as_u16().into();
    members["detail"] = detail.into();
    (status, [(CONTENT_TYPE, PROBLEM)], members.to_string()).into_response()
}

/// Turns the errors of the layers into problem details, too.
async fn describe(response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let content_type = response.headers().get(CONTENT_TYPE);
    if !is_error || content_type.is_some_and(|value| value == PROBLEM) {
        return response;
    }
    let title = status.canonical_reason().unwrap_or_default();
    let mut described = problem(status, title, json!({}));
    // The other headers tell clients which methods and encodings they can use.
    for (name, value) in response.headers() {
        if !name.as_str().starts_with("content-") {
            described.headers_mut().insert(name, value.clone());
        }
    }
    described
}
