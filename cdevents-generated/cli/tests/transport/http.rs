//! HTTP: every mode, bad events, retries, `curl` and signals.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;

use crate::harness::{EVENT, Receiver, cdevents, errors, event, is_installed, send};

#[test]
fn every_mode_arrives_and_is_on_the_disk_when_it_is_accepted() {
    let receiver = Receiver::http(&[]);
    let lines: String = ["a", "b", "c"].map(|id| event(id) + "\n").concat();
    for mode in ["binary", "structured", "batch"] {
        let arguments = [
            "--http",
            &receiver.from,
            "--mode",
            mode,
            "--batch-size",
            "2",
        ];
        let output = send(&arguments, &lines);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(
            output.stdout.is_empty() && output.stderr.is_empty(),
            "{output:?}"
        );
    }
    assert_eq!(receiver.kept(), ["a", "b", "c"].repeat(3));
}

#[test]
fn an_invalid_event_is_not_sent_and_the_others_are() {
    let receiver = Receiver::http(&[]);
    let lines = format!(
        "{}\n{}\n{}\n",
        event("a"),
        EVENT.replace("/ci", ""),
        event("b")
    );
    let output = send(&["--http", &receiver.from], &lines);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        errors(&output).contains("-:2:1: /context/source: "),
        "{output:?}"
    );
    assert_eq!(receiver.kept(), ["a", "b"]);
}

#[test]
fn envelopes_and_arrays_are_sent_like_events() {
    let receiver = Receiver::http(&[]);
    let envelope = format!(
        r#"{{"specversion":"1.0","id":"1","source":"/ci","type":"dev.cdevents.build.started.0.3.0","data":{EVENT}}}"#
    );
    let output = send(
        &["--http", &receiver.from],
        &format!("[{},\n{envelope}]", event("a")),
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(receiver.kept(), ["a", "1"]);
}

#[test]
fn curl_gets_the_violations_and_plain_events_are_completed_on_demand() {
    if !is_installed("curl") {
        return;
    }
    let post = |receiver: &Receiver, body: &str| {
        let output = Command::new("curl")
            .args([
                "--silent",
                "--include",
                "--max-time",
                "60",
                "--data",
                body,
                &receiver.from,
            ])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let receiver = Receiver::http(&[]);
    let answer = post(&receiver, EVENT);
    assert!(answer.starts_with("HTTP/1.1 415 "), "{answer}");
    assert!(
        answer.contains("`cdevents receive --plain` accepts it"),
        "{answer}"
    );

    let receiver = Receiver::http(&["--source", "/default", "--content-ids"]);
    let partial = r#"{"context":{"specversion":"0.5.1","type":"dev.cdevents.build.started.0.3.0"},"subject":{"id":"b","content":{}}}"#;
    for _ in 0..2 {
        let answer = post(&receiver, partial);
        assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
    }
    let kept = receiver.kept();
    assert!(kept.len() == 2 && kept[0] == kept[1], "{kept:?}");
    let answer = post(&receiver, &partial.replace(r#""b""#, "7"));
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(answer.contains(r#""path":"/subject/id""#), "{answer}");
}

#[test]
fn the_receiver_stops_after_a_number_of_events() {
    let mut receiver = Receiver::http(&["--count", "2"]);
    let lines = format!("{}\n{}\n", event("a"), event("b"));
    let output = send(&["--http", &receiver.from], &lines);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(receiver.process.wait(), Some(0));
    assert_eq!(receiver.kept(), ["a", "b"]);
}

#[test]
fn a_signal_lets_the_request_at_hand_finish() {
    for signal in ["INT", "TERM"] {
        let mut receiver = Receiver::http(&[]);
        let address = receiver.from.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!(
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n\
             ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /ci\r\n\
             ce-type: dev.cdevents.build.started.0.3.0\r\nExpect: 100-continue\r\n\
             Content-Length: {}\r\n\r\n",
            EVENT.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // The receiver reads the body from here on.
        let mut interim = [0; b"HTTP/1.1 100 Continue\r\n\r\n".len()];
        stream.read_exact(&mut interim).unwrap();
        receiver.process.signal(signal);
        thread::sleep(std::time::Duration::from_millis(200));
        assert!(receiver.process.is_running());
        stream.write_all(EVENT.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
        assert_eq!(receiver.process.wait(), Some(0));
        assert_eq!(receiver.kept(), ["1"]);
    }
}

#[test]
fn a_client_that_never_finishes_does_not_hold_up_a_signal() {
    let mut receiver = Receiver::http(&["--timeout", "1"]);
    let address = receiver.from.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"POST / HTTP/1.1\r\nHost").unwrap();
    // The receiver has accepted the connection once it answers on a later one.
    let output = send(&["--http", &receiver.from], EVENT);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    receiver.process.signal("INT");
    receiver
        .process
        .said("stopped while clients were still sending");
    assert_eq!(receiver.process.wait(), Some(0));
    assert_eq!(receiver.kept(), ["1"]);
}

/// Answers requests with these statuses in turn, and returns the requests.
fn server(statuses: &'static [&'static str]) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/events", listener.local_addr().unwrap());
    let served = thread::spawn(move || {
        let answer = |status: &&str| {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !request.ends_with(b"}}") {
                let length = stream.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..length]);
            }
            let answer = format!(
                "HTTP/1.1 {status}\r\nRetry-After: 0\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbusy"
            );
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8(request).unwrap()
        };
        statuses.iter().map(answer).collect()
    });
    (url, served)
}

#[test]
fn a_busy_receiver_is_tried_again_and_sees_the_headers() {
    let (url, served) = server(&["503 Busy", "429 Busy", "202 Accepted"]);
    let mut command = cdevents(&["send", "--http", &url, "--header", "X-Team=a=b"]);
    command.args(["--header-env", "authorization=SECRET", "event.json"]);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("event.json"), EVENT).unwrap();
    let output = command
        .current_dir(&folder)
        .env("SECRET", "Bearer s3")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let errors = errors(&output);
    let first =
        "warning: event `1`: the receiver answered 503 Service Unavailable: busy; next try in 0";
    assert!(errors.starts_with(first), "{errors}");
    assert_eq!(errors.lines().count(), 2, "{errors}");
    for request in served.join().unwrap() {
        for header in [
            "POST /events ",
            "x-team: a=b\r\n",
            "authorization: Bearer s3\r\n",
            "ce-id: 1\r\n",
        ] {
            assert!(request.contains(header), "{header}: {request}");
        }
    }
}

#[test]
fn a_refusal_is_final_but_the_next_event_is_sent() {
    let (url, served) = server(&["400 Bad", "302 Found", "200 OK"]);
    let lines = [event("a"), event("b"), event("c")].join("\n");
    let output = send(&["--http", &url], &lines);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(
        errors(&output),
        "error: event `a`: the receiver answered 400 Bad Request: busy\n\
         error: event `b`: the receiver answered 302 Found, and redirects are not followed: busy\n"
    );
    assert_eq!(served.join().unwrap().len(), 3);
}

#[test]
fn an_unavailable_receiver_ends_the_command() {
    let (url, served) = server(&["503 Busy"]);
    let lines = [event("a"), event("b")].join("\n");
    let output = send(&["--http", &url, "--retries", "0"], &lines);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let error = "error: event `a`: the receiver answered 503 Service Unavailable: busy\n";
    assert_eq!(errors(&output), error);
    assert_eq!(served.join().unwrap().len(), 1);
}

#[test]
fn a_dry_run_prints_the_messages_without_secrets() {
    let mut command = cdevents(&[
        "send",
        "--dry-run",
        "--http",
        "https://example.com/a?b",
        "-",
    ]);
    command
        .args(["--header-env", "authorization=SECRET"])
        .env("SECRET", "s3cret");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("event.json");
    std::fs::write(&file, EVENT).unwrap();
    let output = command
        .stdin(std::fs::File::open(&file).unwrap())
        .output()
        .unwrap();
    let expected = format!(
        "POST /a?b HTTP/1.1\n\
         host: example.com\n\
         ce-specversion: 1.0\n\
         ce-id: 1\n\
         ce-source: /ci\n\
         ce-type: dev.cdevents.build.started.0.3.0\n\
         ce-subject: b\n\
         ce-time: 2026-03-20T14:27:05Z\n\
         content-type: application/cdevents+json\n\
         authorization: (hidden)\n\
         \n\
         {EVENT}\n\n"
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}
