//! The example `send_http`: against the receiver, and against answers of every kind.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cdevents_pipeline_tests::events;
use cdevents_pipeline_tests::process::{Ended, Process, free_port};
use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use super::harness::Receiver;

/// The program of the example.
const SENDER: &str = env!("CARGO_BIN_EXE_send_http");

/// The headers and the body of a request.
type Request = (HeaderMap, Bytes);

/// Starts a server that gives answers in turn, and 202 from then on.
async fn answering(
    address: SocketAddr,
    answers: Vec<(u16, Option<(&'static str, String)>)>,
) -> (SocketAddr, Arc<Mutex<Vec<Request>>>) {
    let requests = Arc::new(Mutex::new(Vec::<Request>::new()));
    let listener = TcpListener::bind(address).await.unwrap();
    let address = listener.local_addr().unwrap();
    let handler = {
        let requests = requests.clone();
        post(async move |headers: HeaderMap, body: Bytes| {
            let mut requests = requests.lock().unwrap();
            let answer = answers.get(requests.len()).cloned().unwrap_or((202, None));
            requests.push((headers, body));
            let status = StatusCode::from_u16(answer.0).unwrap();
            (status, axum::response::AppendHeaders(answer.1), "why")
        })
    };
    let router = Router::new().route("/", handler);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, requests)
}

fn any_port() -> SocketAddr {
    ([127, 0, 0, 1], 0).into()
}

fn file_of(events: &[Value]) -> NamedTempFile {
    let lines: Vec<_> = events.iter().map(|event| format!("{event}\n")).collect();
    let file = NamedTempFile::new().unwrap();
    fs::write(&file, lines.concat()).unwrap();
    file
}

fn start(url: &str, mode: &str, file: &Path) -> Process {
    let arguments = [Path::new(url), Path::new(mode), file];
    Process::start(SENDER, arguments)
}

async fn send(url: &str, mode: &'static str, file: &Path) -> Ended {
    let mut process = start(url, mode, file);
    spawn_blocking(move || process.wait()).await.unwrap()
}

fn numbered(count: usize) -> Vec<Value> {
    events::numbered(count, |index| index.to_string()).collect()
}

#[test]
fn every_event_of_every_release_arrives_in_each_mode() {
    let events: Vec<_> = events::all().into_iter().map(|(_, event)| event).collect();
    let file = file_of(&events);
    for mode in ["binary", "structured", "batch"] {
        let receiver = Receiver::start();
        let ended = start(&receiver.url(), mode, file.path()).wait();
        assert!(
            ended.status.success() && ended.errors.is_empty(),
            "{mode}: {ended:?}"
        );
        assert!(receiver.kept() == events, "{mode}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_unavailable_is_tried_again_with_the_same_event() {
    let answers = [500, 502, 503].map(|status| (status, None)).to_vec();
    let (address, requests) = answering(any_port(), answers).await;
    let ended = send(
        &format!("http://{address}"),
        "binary",
        file_of(&numbered(2)).path(),
    )
    .await;
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(ended.errors.matches("warning: ").count(), 3, "{ended:?}");
    let requests = requests.lock().unwrap();
    let ids = requests
        .iter()
        .map(|(headers, _)| headers["ce-id"].to_str().unwrap());
    assert_eq!(ids.collect::<Vec<_>>(), ["0", "0", "0", "0", "1"]);
    assert!(requests[..4].iter().all(|(_, body)| *body == requests[0].1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_can_say_when_to_try_again() {
    let retry_after = Some(("Retry-After", "1".to_owned()));
    let unreadable = Some(("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT".to_owned()));
    let answers = vec![
        (429, retry_after.clone()),
        (503, retry_after),
        (429, unreadable),
    ];
    let (address, requests) = answering(any_port(), answers).await;
    let ended = send(
        &format!("http://{address}"),
        "batch",
        file_of(&numbered(2)).path(),
    )
    .await;
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(
        ended.errors.matches("next try in 1.0s").count(),
        2,
        "{ended:?}"
    );
    assert_eq!(requests.lock().unwrap().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_answers_are_final_and_the_next_event_is_still_sent() {
    for status in [301, 307, 400, 401, 404, 408, 413, 415] {
        let location = Some(("Location", "/".to_owned()));
        let (address, requests) = answering(any_port(), vec![(status, location)]).await;
        let url = format!("http://{address}");
        let ended = send(&url, "structured", file_of(&numbered(2)).path()).await;
        assert_eq!(ended.status.code(), Some(1), "{status}: {ended:?}");
        let error = format!("error: {status} ");
        assert!(
            ended.errors.starts_with(&error) && ended.errors.contains("why"),
            "{ended:?}"
        );
        assert_eq!(requests.lock().unwrap().len(), 2, "{status}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_starts_later_gets_the_event() {
    let port = free_port();
    let file = file_of(&numbered(1));
    let mut sender = start(&format!("http://127.0.0.1:{port}"), "binary", file.path());
    // The first try has failed once there is a warning; a little later is just as well.
    let (_, requests) = answering(([127, 0, 0, 1], port).into(), Vec::new()).await;
    let ended = spawn_blocking(move || sender.wait()).await.unwrap();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_cut_is_tried_again() {
    let listener = TcpListener::bind(any_port()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let file = file_of(&numbered(1));
    let mut sender = start(&format!("http://{address}"), "binary", file.path());
    drop(listener.accept().await.unwrap());
    drop(listener);
    let (_, requests) = answering(address, Vec::new()).await;
    let ended = spawn_blocking(move || sender.wait()).await.unwrap();
    assert!(
        ended.status.success() && ended.errors.starts_with("warning: "),
        "{ended:?}"
    );
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_no_event_is_an_error_and_the_others_are_sent() {
    let (address, requests) = answering(any_port(), Vec::new()).await;
    let file = file_of(&[Value::Null, numbered(1).remove(0)]);
    let mut text = fs::read(&file).unwrap();
    text.extend_from_slice(b"\n  \r\n\xff");
    fs::write(&file, text).unwrap();
    let ended = send(&format!("http://{address}"), "binary", file.path()).await;
    assert_eq!(ended.status.code(), Some(1));
    let lines: Vec<_> = ended
        .errors
        .lines()
        .map(|line| line.split(": ").nth(1))
        .collect();
    assert_eq!(lines, [Some("line 1"), Some("line 5")], "{ended:?}");
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[test]
fn wrong_arguments_print_the_usage() {
    let cases: [&[&str]; 4] = [&[], &["a"], &["a", "b"], &["a", "batch", "b", "c"]];
    for arguments in cases {
        let ended = Process::start(SENDER, arguments).wait();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        assert!(ended.errors.starts_with("usage: "), "{arguments:?}");
    }
    for (url, file) in [
        ("no url", file_of(&numbered(1)).path()),
        ("http://a", Path::new("missing")),
    ] {
        let ended = start(url, "binary", file).wait();
        assert_eq!(ended.status.code(), Some(1), "{url}: {ended:?}");
        assert!(ended.errors.starts_with("error: "), "{url}: {ended:?}");
    }
}
