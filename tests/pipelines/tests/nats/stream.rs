//! A stream of events through workers and a server that die in the middle.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use async_nats::jetstream::Context;
use async_nats::jetstream::consumer::PullConsumer;
use cdevents_pipeline_tests::events;
use futures_util::StreamExt as _;
use serde_json::Value;

use super::harness::{Server, Worker, dead_letters, publish, wait_until, wait_until_finished};

/// Every seventh event is invalid.
const INVALID: usize = 7;

/// Returns the number of events: `CDEVENTS_PIPELINE_EVENTS`, or a number that takes seconds.
fn count() -> usize {
    let count = std::env::var("CDEVENTS_PIPELINE_EVENTS");
    count.map_or(3_000, |text| {
        text.parse().expect("CDEVENTS_PIPELINE_EVENTS: a number")
    })
}

fn is_invalid(index: usize) -> bool {
    index.is_multiple_of(INVALID)
}

/// Returns events, each invalid one in one of several ways.
fn stream() -> Vec<Value> {
    let mut events: Vec<_> = events::numbered(count(), |index| format!("event-{index}")).collect();
    for (index, event) in events
        .iter_mut()
        .enumerate()
        .filter(|(index, _)| is_invalid(*index))
    {
        match index % 3 {
            0 => event["context"]["timestamp"] = "yesterday".into(),
            1 => event["subject"] = Value::Null,
            _ => event["context"]["type"] = "dev.cdevents.service.exploded.0.1.0".into(),
        }
    }
    events
}

fn ids(events: &[Value], invalid: bool) -> BTreeSet<String> {
    let chosen = events.iter().enumerate();
    let chosen = chosen.filter(|(index, _)| is_invalid(*index) == invalid);
    chosen
        .map(|(_, event)| events::id(event).to_owned())
        .collect()
}

/// Takes some events and never acknowledges them, as a worker that dies.
async fn die_with_events(jetstream: &Context) -> usize {
    let stream = jetstream.get_stream("cdevents").await.unwrap();
    let consumer: PullConsumer = stream.get_consumer("workers").await.unwrap();
    let batch = consumer
        .fetch()
        .max_messages(50)
        .expires(Duration::from_secs(10));
    batch
        .messages()
        .await
        .unwrap()
        .collect::<Vec<_>>()
        .await
        .len()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_event_is_lost_when_a_worker_is_killed_and_the_server_restarts() {
    let Some(mut server) = Server::start("no_event_is_lost") else {
        return;
    };
    let start = Instant::now();
    let jetstream = server.connect().await;
    let events = stream();
    let sizes = events
        .iter()
        .map(|event| event.to_string().len() as u64 + 1);
    let total: u64 = sizes.sum();

    let mut first = Worker::start(&server, "1.ndjson");
    let publisher = tokio::spawn({
        let (jetstream, events) = (jetstream.clone(), events.clone());
        async move { publish(&jetstream, &events).await }
    });
    let held = die_with_events(&jetstream).await;
    assert!(held > 0);
    let mut second = Worker::start(&server, "2.ndjson");

    let size = |least: u64, workers: [&Worker; 2]| {
        let size: u64 = workers.iter().map(|worker| worker.size()).sum();
        size > least
    };
    wait_until("a fifth of the events is kept", async || {
        size(total / 5, [&first, &second]) && first.size() > 0
    })
    .await;
    first.process.signal("KILL");
    first.process.wait();
    wait_until("half of the events is kept", async || {
        size(total / 2, [&first, &second])
    })
    .await;
    server.stop();
    server.start_again();
    publisher.await.unwrap();
    wait_until_finished(&jetstream).await;
    let ended = second.process.terminate();
    assert!(ended.status.success(), "{ended:?}");

    let mut kept = first.kept();
    for (id, times) in second.kept() {
        *kept.entry(id).or_default() += times;
    }
    let valid = ids(&events, false);
    assert_eq!(kept.keys().cloned().collect::<BTreeSet<_>>(), valid, "kept");
    let letters = dead_letters(&jetstream).await;
    let mut dead = BTreeMap::<String, usize>::new();
    for letter in &letters {
        let event: Value = serde_json::from_slice(&letter.payload).unwrap();
        *dead.entry(events::id(&event).to_owned()).or_default() += 1;
    }
    let invalid = ids(&events, true);
    assert_eq!(
        dead.keys().cloned().collect::<BTreeSet<_>>(),
        invalid,
        "dead letters"
    );
    println!(
        "{} events in {:.1} s: {} valid ones kept {} times, {} invalid ones in {} dead letters",
        events.len(),
        start.elapsed().as_secs_f64(),
        valid.len(),
        kept.values().sum::<usize>(),
        invalid.len(),
        letters.len(),
    );
}
