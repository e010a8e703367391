//! `curl` as a foreign client, in each mode.

use std::fs;
use std::process::Command;

use cdevents_pipeline_tests::events;
use serde_json::Value;

use super::harness::{BATCH, Receiver, STRUCTURED, binary, envelope};

/// Sends requests, given as headers and body, all of them with one `curl`, and returns the statuses.
fn post_all(receiver: &Receiver, requests: &[(Vec<String>, Value)]) -> Vec<String> {
    let url = receiver.url();
    let mut lines = Vec::new();
    for (index, (headers, body)) in requests.iter().enumerate() {
        let file = receiver.folder.path().join(format!("body-{index}"));
        fs::write(&file, body.to_string()).unwrap();
        if index > 0 {
            lines.push("next".to_owned());
        }
        let file = format!("@{}", file.display());
        for (option, value) in [("url", &url), ("data-binary", &file)] {
            lines.push(option_line(option, value));
        }
        lines.extend(headers.iter().map(|header| option_line("header", header)));
        lines.push("silent".to_owned());
        lines.push(option_line("write-out", "%{http_code}\n"));
    }
    let file = receiver.folder.path().join("curl.conf");
    fs::write(&file, lines.join("\n")).unwrap();
    let output = Command::new("curl").arg("--config").arg(file).output();
    let statuses = String::from_utf8(output.unwrap().stdout).unwrap();
    statuses.lines().map(ToOwned::to_owned).collect()
}

/// Returns a line of `curl`'s configuration, whose strings are quoted as in JSON.
fn option_line(option: &str, value: &str) -> String {
    format!("{option} = {}", Value::from(value))
}

fn all() -> Vec<Value> {
    events::all().into_iter().map(|(_, event)| event).collect()
}

#[test]
fn curl_sends_every_event_of_every_release_in_binary_mode() {
    let Some(receiver) = Receiver::start_for_curl("binary mode") else {
        return;
    };
    let requests = all().into_iter().map(|event| (binary(&event), event));
    let statuses = post_all(&receiver, &requests.collect::<Vec<_>>());
    assert_eq!(statuses, vec!["202"; all().len()]);
    assert_eq!(receiver.kept(), all());
}

#[test]
fn curl_sends_every_event_of_every_release_in_structured_mode() {
    let Some(receiver) = Receiver::start_for_curl("structured mode") else {
        return;
    };
    let events = all().into_iter();
    let requests = events.map(|event| (vec![STRUCTURED.to_owned()], envelope(&event)));
    let statuses = post_all(&receiver, &requests.collect::<Vec<_>>());
    assert_eq!(statuses, vec!["202"; all().len()]);
    assert_eq!(receiver.kept(), all());
}

#[test]
fn curl_sends_every_event_of_every_release_in_batches() {
    let Some(receiver) = Receiver::start_for_curl("batch mode") else {
        return;
    };
    let events = all();
    let batches: Vec<_> = events
        .chunks(100)
        .map(|events| {
            let batch = events.iter().map(envelope).collect();
            (vec![BATCH.to_owned()], batch)
        })
        .collect();
    let statuses = post_all(&receiver, &batches);
    assert_eq!(statuses, vec!["202"; batches.len()]);
    assert_eq!(receiver.kept(), events);
}

#[test]
fn other_methods_and_paths_are_errors() {
    let Some(receiver) = Receiver::start_for_curl("methods and paths") else {
        return;
    };
    let healthz = format!("{}healthz", receiver.url());
    assert_eq!(receiver.curl(&[&healthz]).status, 200);
    for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = receiver.curl(&["--request", method]);
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.has_header("allow: post"), "{answer:?}");
        answer.problem();
    }
    let answer = receiver.curl(&["--request", "POST", &format!("{}events", receiver.url())]);
    assert_eq!(answer.status, 404);
    answer.problem();
    receiver.assert_keeps_only_the_next();
}
