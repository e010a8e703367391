//! Receivers that stop while clients send.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use cdevents_pipeline_tests::process::wait_until;

use super::harness::{Receiver, binary, event, request};

/// Sends events from several clients, sends a signal to the receiver once some are acknowledged, and
/// returns the IDs of all that were.
fn acknowledged_until(signal: &str, receiver: &Receiver) -> BTreeSet<String> {
    let acknowledged = Mutex::new(BTreeSet::new());
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for client in 0..8 {
            let (acknowledged, is_over) = (&acknowledged, &is_over);
            scope.spawn(move || {
                let mut index = 0;
                while !is_over.load(Ordering::Relaxed) {
                    let id = format!("{client}-{index}");
                    index += 1;
                    if is_accepted(receiver, &id) {
                        acknowledged.lock().unwrap().insert(id);
                    }
                }
            });
        }
        wait_until("events are acknowledged", || {
            acknowledged.lock().unwrap().len() > 100
        });
        receiver.process.signal(signal);
        wait_until("nobody listens", || {
            TcpStream::connect(&receiver.address).is_err()
        });
        is_over.store(true, Ordering::Relaxed);
    });
    acknowledged.into_inner().unwrap()
}

fn is_accepted(receiver: &Receiver, id: &str) -> bool {
    let event = event_of(id);
    let Ok(mut stream) = TcpStream::connect(&receiver.address) else {
        return false;
    };
    let mut answer = String::new();
    stream.write_all(&event).is_ok()
        && stream.read_to_string(&mut answer).is_ok()
        && answer.starts_with("HTTP/1.1 202 ")
}

fn event_of(id: &str) -> Vec<u8> {
    let event = event(id);
    request(&binary(&event), event.to_string().as_bytes())
}

#[test]
fn everything_that_was_acknowledged_before_sigterm_is_in_the_file() {
    let mut receiver = Receiver::start();
    let acknowledged = acknowledged_until("TERM", &receiver);
    let ended = receiver.process.wait();
    assert!(
        ended.status.success() && ended.errors.is_empty(),
        "{ended:?}"
    );
    let kept: BTreeSet<_> = receiver.kept_ids().into_iter().collect();
    let lost: Vec<_> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn everything_that_was_acknowledged_before_sigkill_is_in_the_file() {
    let mut receiver = Receiver::start();
    let acknowledged = acknowledged_until("KILL", &receiver);
    receiver.process.wait();
    let file = std::fs::read_to_string(receiver.file()).unwrap();
    let complete = file.rsplit_once('\n').unwrap().0;
    std::fs::write(receiver.file(), complete).unwrap();
    let kept: BTreeSet<_> = receiver.kept_ids().into_iter().collect();
    let lost: Vec<_> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_request_that_has_begun_is_finished_after_sigterm() {
    let mut receiver = Receiver::start();
    let idle = TcpStream::connect(&receiver.address).unwrap();
    let bytes = event_of("slow");
    let (first, second) = bytes.split_at(bytes.len() - 20);
    let mut stream = TcpStream::connect(&receiver.address).unwrap();
    stream.write_all(first).unwrap();
    // The receiver has accepted both connections once it answers the next one.
    receiver.assert_keeps_only_the_next();
    receiver.process.signal("TERM");
    wait_until("nobody listens", || {
        TcpStream::connect(&receiver.address).is_err()
    });
    stream.write_all(second).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
    let ended = receiver.process.wait();
    assert!(
        ended.status.success() && ended.errors.is_empty(),
        "{ended:?}"
    );
    assert_eq!(receiver.kept_ids(), ["the next one", "slow"]);
    drop(idle);
}
