//! An HTTP server that receives events as CloudEvents, and keeps them in a file.
//!
//! ```sh
//! cargo run --bin receive_http -- localhost:8080 events.ndjson
//! curl -i localhost:8080 -H 'Content-Type: application/cloudevents+json' -d @event.json
//! ```
//!
//! `POST /` takes an event in binary or structured mode, or a batch. Errors are problem details
//! (RFC 9457).
//!
//! | status | when |
//! |---|---|
//! | 202 | every event is valid, and on the disk |
//! | 400 | an event is invalid; `violations` has every violation. Of a batch, the valid events are kept (`kept` says how many), and each violation has the `index` of its event. Don't send the batch again |
//! | 408, 413, 415 | the body takes too long, is too large once decompressed, or is no CloudEvent |
//! | 503 | the disk can't be written. Nothing was kept. Send the request again |
//!
//! `GET /healthz` tells a load balancer whether the server can receive. SIGTERM and SIGINT let the
//! requests at hand finish. The server limits neither connections nor the time that headers take:
//! run it behind a proxy that does.

mod shared;

use std::error::Error;
use std::future::IntoFuture as _;
use std::process::ExitCode;
use std::thread;
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
use cdevents_generated::cloudevents::{self, Binding, Decoded, Decoder, ErrorKind, Received};
use serde_json::{Value, json};
use shared::arguments::Arguments;
use shared::ndjson::Ndjson;
use shared::stop::Stop;
use shared::violations::of_message;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

const USAGE: &str = "usage: receive_http ADDRESS FILE [TIMEOUT_SECONDS]";
/// How long a request may take by default.
const DEFAULT_SECONDS: u64 = 10;

/// The maximum size of a body, once it is decompressed.
const MOST_BYTES: usize = 1024 * 1024;
/// How many requests can wait for the disk. All of them are written at once.
const MOST_WAITING: usize = 1024;
/// How long the requests at hand may take when the server stops.
const GRACE: Duration = Duration::from_secs(20);
const PROBLEM: &str = "application/problem+json";

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(arguments) = Arguments::from_env(DEFAULT_SECONDS) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<()> {
    let stop = Stop::on_signals()?;
    let file = Ndjson::open(&arguments.file)
        .map_err(|error| format!("{}: {error}", arguments.file.display()))?;
    let listener = TcpListener::bind(&arguments.address).await?;
    let (keep, waiting) = mpsc::channel(MOST_WAITING);
    let keeper = thread::spawn(move || keep_all(file, waiting));
    println!("listening on {}", listener.local_addr()?);

    let router = router(keep, arguments.wait);
    let server = axum::serve(listener, router).with_graceful_shutdown(stop.clone().asked_for());
    tokio::select! {
        ended = server.into_future() => ended?,
        () = async {
            stop.asked_for().await;
            sleep(GRACE).await;
        } => eprintln!("warning: stopped while clients were still sending"),
    }
    // Without the server, nothing more waits for the disk.
    drop(keeper.join());
    Ok(())
}

/// The layers work from the last one to the first.
fn router(keep: mpsc::Sender<Lines>, timeout: Duration) -> Router {
    Router::new()
        .route("/", post(receive))
        .route("/healthz", get(healthz))
        .with_state(keep)
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

async fn healthz(State(keep): State<mpsc::Sender<Lines>>) -> StatusCode {
    if keep.is_closed() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    StatusCode::OK
}

/// Receives the events of a request, and answers when the valid ones are on the disk.
async fn receive(
    State(keep): State<mpsc::Sender<Lines>>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        // It is too large, isn't gzip, or the connection was cut.
        Err(rejection) => return problem(rejection.status(), &rejection.body_text(), json!({})),
    };
    let received = match Decoder::new(Binding::Http).decode(&headers, &body) {
        Ok(received) => received,
        Err(error) => {
            let violations = of_message(&error);
            return problem(
                status(&error),
                &error.to_string(),
                json!({ "violations": violations }),
            );
        }
    };
    let (lines, kept, errors) = sort(received);
    if kept > 0 && !is_kept(&keep, lines).await {
        let detail = "the events can't be written; nothing was kept";
        return problem(StatusCode::SERVICE_UNAVAILABLE, detail, json!({}));
    }
    if errors.is_empty() {
        return StatusCode::ACCEPTED.into_response();
    }
    let detail = format!(
        "{} of the events are invalid; the others are kept",
        errors.len()
    );
    let violations: Vec<_> = errors.iter().flat_map(of_message).collect();
    let members = json!({ "kept": kept, "violations": violations });
    problem(StatusCode::BAD_REQUEST, &detail, members)
}

/// Returns the valid events as lines, how many there are, and the errors of the others.
fn sort(received: Received) -> (String, usize, Vec<cloudevents::Error>) {
    let (mut lines, mut kept, mut errors) = (String::new(), 0, Vec::new());
    for event in received.events {
        match event {
            Ok(Decoded { event, .. }) => {
                lines.push_str(&event.to_json());
                lines.push('\n');
                kept += 1;
            }
            Err(error) => errors.push(error),
        }
    }
    (lines, kept, errors)
}

fn status(error: &cloudevents::Error) -> StatusCode {
    match error.kind() {
        ErrorKind::NotACloudEvent | ErrorKind::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::BAD_REQUEST,
    }
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
    if !is_error
        || response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|value| value == PROBLEM)
    {
        return response;
    }
    let mut described = problem(
        status,
        status.canonical_reason().unwrap_or_default(),
        json!({}),
    );
    // The other headers tell clients which methods and encodings they can use.
    for (name, value) in response.headers() {
        if !name.as_str().starts_with("content-") {
            described.headers_mut().insert(name, value.clone());
        }
    }
    described
}

/// Lines for the file, and whom to tell whether they were kept.
struct Lines {
    text: String,
    kept: oneshot::Sender<bool>,
}

async fn is_kept(keep: &mpsc::Sender<Lines>, text: String) -> bool {
    let (kept, answer) = oneshot::channel();
    keep.send(Lines { text, kept }).await.is_ok() && answer.await.unwrap_or(false)
}

/// Writes the lines of all waiting requests at once, since flushing takes as long for many as for
/// one.
fn keep_all(mut file: Ndjson, mut waiting: mpsc::Receiver<Lines>) {
    while let Some(first) = waiting.blocking_recv() {
        let mut text = first.text;
        let mut clients = vec![first.kept];
        while clients.len() < MOST_WAITING
            && let Ok(lines) = waiting.try_recv()
        {
            text.push_str(&lines.text);
            clients.push(lines.kept);
        }
        let appended = file.append(text.as_bytes());
        if let Err(error) = &appended {
            eprintln!("error: {error}");
        }
        for client in clients {
            // A client that is gone sends its events again.
            let _ = client.send(appended.is_ok());
        }
    }
}
