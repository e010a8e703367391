//! One worker: what it keeps, what it moves, and how it starts and stops.

use std::fs;
use std::path::Path;

use async_nats::HeaderMap;
use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Encoder};
use cdevents_pipeline_tests::events;
use cdevents_pipeline_tests::process::Process;
use serde_json::{Value, json};

use super::harness::{Server, WORKER, Worker, dead_letters, publish, wait_until_finished};

#[tokio::test(flavor = "multi_thread")]
async fn an_event_of_every_release_is_kept_without_a_change() {
    let Some(server) = Server::start("an_event_of_every_release_is_kept") else {
        return;
    };
    let jetstream = server.connect().await;
    let mut worker = Worker::start(&server, "1.ndjson");
    let count = events::all().len();
    let events: Vec<_> = events::numbered(count, |index| index.to_string()).collect();
    publish(&jetstream, &events).await;
    wait_until_finished(&jetstream).await;
    assert!(worker.process.terminate().status.success());
    let kept = fs::read_to_string(&worker.file).unwrap();
    let kept: Vec<Value> = kept
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(kept, events);
    assert!(dead_letters(&jetstream).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_with_attributes_is_kept_unless_they_contradict_it() {
    let Some(server) = Server::start("an_event_with_attributes_is_kept") else {
        return;
    };
    let jetstream = server.connect().await;
    let worker = Worker::start(&server, "1.ndjson");
    let encoder = Encoder::new(Binding::Nats);
    for (index, event) in events::numbered(6, |index| index.to_string()).enumerate() {
        let sent = CdEvent::from_slice(event.to_string().as_bytes()).unwrap();
        let message = match index % 2 {
            0 => encoder.binary(&sent),
            _ => encoder.structured(&sent),
        };
        let mut headers = HeaderMap::new();
        for (name, value) in message.headers() {
            headers.insert(name, value);
        }
        let mut body = message.into_body();
        match index {
            4 => headers.insert("ce-id", "another"),
            5 => {
                body = String::from_utf8(body)
                    .unwrap()
                    .replacen("\"id\":\"5\"", "\"id\":\"another\"", 1)
                    .into_bytes();
            }
            _ => {}
        }
        let receipt = jetstream.publish_with_headers("cdevents.a", headers, body.into());
        receipt.await.unwrap().await.unwrap();
    }
    wait_until_finished(&jetstream).await;
    assert_eq!(
        worker.kept().into_keys().collect::<Vec<_>>(),
        ["0", "1", "2", "3"]
    );
    let letters = dead_letters(&jetstream).await;
    assert_eq!(letters.len(), 2);
    for letter in letters {
        let headers = letter.headers.as_ref().unwrap();
        let report = headers.get("Cdevents-Violations").unwrap().as_str();
        let report: Value = serde_json::from_str(report).unwrap();
        assert_eq!(report["violations"][0]["attribute"], "id", "{report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_letter_has_the_body_as_it_came_and_its_violations() {
    let Some(server) = Server::start("a_dead_letter_has_the_body") else {
        return;
    };
    let jetstream = server.connect().await;
    let _worker = Worker::start(&server, "1.ndjson");
    let (_, mut event) = events::all().swap_remove(0);
    event["context"]["id"] = "".into();
    event["subject"]["id"] = json!(["a\r\nb"]);
    let two = serde_json::to_string_pretty(&event).unwrap();
    // Hostile keys have line breaks, which would end a header.
    event["context"]["Nats-Msg-Id: 1\r\n\u{e9}"] = "".into();
    let line_break = event.to_string();
    let mut many = event.clone();
    for index in 0..2_000 {
        many["context"][format!("key {index}")] = 1.into();
    }
    let many = many.to_string();
    let bodies = [
        b"".as_slice(),
        b"no JSON",
        b"\xff\xfe",
        two.as_bytes(),
        line_break.as_bytes(),
        many.as_bytes(),
    ];
    for body in bodies {
        let receipt = jetstream
            .publish("cdevents.a.b", body.to_vec().into())
            .await;
        receipt.unwrap().await.unwrap();
    }
    wait_until_finished(&jetstream).await;
    let letters = dead_letters(&jetstream).await;
    assert_eq!(letters.len(), bodies.len());
    for (index, (letter, body)) in letters.iter().zip(bodies).enumerate() {
        assert_eq!(letter.payload, body);
        let headers = letter.headers.as_ref().unwrap();
        let header = |name: &str| headers.get(name).unwrap().as_str();
        assert_eq!(header("Cdevents-Subject"), "cdevents.a.b");
        assert_eq!(header("Cdevents-Sequence"), (index + 1).to_string());
        assert_eq!(header("Nats-Msg-Id"), format!("cdevents:{}", index + 1));
        let report: Value = serde_json::from_str(header("Cdevents-Violations")).unwrap();
        let listed = report["violations"].as_array().unwrap();
        let count = report["count"].as_u64().unwrap();
        match index {
            0..=2 => assert_eq!((count, listed.len()), (1, 1), "{report}"),
            3 => assert_eq!((count, listed.len()), (2, 2), "{report}"),
            4 => assert_eq!((count, listed.len()), (3, 3), "{report}"),
            _ => assert!(count >= 2_000 && listed.len() < 1_000, "{report}"),
        }
        assert!(
            listed
                .iter()
                .all(|violation| violation["message"].is_string()),
            "{report}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_event_of_the_maximum_size_does_not_stop_the_worker() {
    let Some(server) = Server::start("an_invalid_event_of_the_maximum_size") else {
        return;
    };
    let jetstream = server.connect().await;
    let worker = Worker::start(&server, "1.ndjson");
    let most = server_limit(&jetstream);
    let receipt = jetstream
        .publish("cdevents.a", vec![b'x'; most].into())
        .await;
    receipt.unwrap().await.unwrap();
    let events: Vec<_> = events::numbered(1, |_| "after".to_owned()).collect();
    publish(&jetstream, &events).await;
    wait_until_finished(&jetstream).await;
    assert_eq!(worker.kept().len(), 1);
    let letters = dead_letters(&jetstream).await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].payload.is_empty());
}

fn server_limit(jetstream: &async_nats::jetstream::Context) -> usize {
    jetstream.client().server_info().max_payload
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_removes_an_incomplete_last_line_and_no_other() {
    let Some(server) = Server::start("a_worker_removes_an_incomplete_last_line") else {
        return;
    };
    let long = "x".repeat(200_000);
    for (before, after) in [
        ("", String::new()),
        ("incomplete", String::new()),
        ("{}\n", "{}\n".to_owned()),
        ("{}\n{}\nincomplete", "{}\n{}\n".to_owned()),
        (&format!("{{}}\n{long}"), "{}\n".to_owned()),
        (&format!("{long}\n{long}"), format!("{long}\n")),
    ] {
        let file = server.folder.path().join("1.ndjson");
        fs::write(&file, before).unwrap();
        let mut worker = Worker::start(&server, "1.ndjson");
        assert_eq!(fs::read_to_string(file).unwrap(), after);
        assert!(worker.process.terminate().status.success());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_cannot_have_the_same_file() {
    let Some(server) = Server::start("two_workers_cannot_have_the_same_file") else {
        return;
    };
    let first = Worker::start(&server, "1.ndjson");
    let ended = Worker::start_with(&server, &first.file).wait();
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        ended.errors.starts_with("error: ") && ended.errors.contains("1.ndjson"),
        "{ended:?}"
    );
}

#[test]
fn wrong_arguments_print_the_usage() {
    let cases: [&[&str]; 4] = [&[], &["a"], &["a", "b", "0"], &["a", "b", "1", "c"]];
    for arguments in cases {
        let ended = Process::start(WORKER, arguments).wait();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        assert!(ended.errors.starts_with("usage: "), "{arguments:?}");
    }
}

#[test]
fn a_worker_stops_while_it_waits_for_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.ndjson");
    let port = cdevents_pipeline_tests::process::free_port();
    let url = format!("localhost:{port}");
    let mut worker = Process::start(WORKER, [Path::new(&url), &file]);
    cdevents_pipeline_tests::process::wait_until("the file is there", || file.exists());
    let ended = worker.terminate();
    assert!(ended.status.success(), "{ended:?}");
}
