//! Bodies that are too large, compressed, slow or cut off.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::process::{Command, Stdio};
use std::thread;

use super::harness::{Answer, MOST_BYTES, Receiver, STRUCTURED, binary, envelope, event, request};

/// Returns an envelope that is padded to a size.
fn padded(id: &str, size: usize) -> Vec<u8> {
    let mut body = envelope(&event(id)).to_string().into_bytes();
    body.resize(size, b' ');
    body
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut command = Command::new("gzip");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = thread::scope(|scope| {
        scope.spawn(move || input.write_all(bytes).unwrap());
        child.wait_with_output().unwrap()
    });
    output.stdout
}

#[test]
fn a_body_over_the_limit_is_too_large() {
    let Some(receiver) = Receiver::start_for_curl("body limit") else {
        return;
    };
    let answer = receiver.post(&[STRUCTURED], &padded("largest", MOST_BYTES));
    assert_eq!(answer.status, 202, "{answer:?}");
    for headers in [
        &[STRUCTURED][..],
        &[STRUCTURED, "Transfer-Encoding: chunked"],
    ] {
        for size in [MOST_BYTES + 1, 20 * MOST_BYTES] {
            let answer = receiver.post(headers, &padded("too large", size));
            assert_eq!(answer.status, 413, "{headers:?}: {answer:?}");
            answer.problem();
        }
    }
    assert_eq!(receiver.kept_ids(), ["largest"]);
    receiver.assert_keeps_only_the_next();
}

fn post_gzip(receiver: &Receiver, body: &[u8]) -> Answer {
    receiver.post(&[STRUCTURED, "Content-Encoding: gzip"], body)
}

#[test]
fn a_compressed_body_is_read_up_to_the_same_limit() {
    let Some(receiver) = Receiver::start_for_curl("gzip") else {
        return;
    };
    let body = gzip(&padded("compressed", MOST_BYTES));
    let answer = post_gzip(&receiver, &body);
    assert_eq!(answer.status, 202, "{answer:?}");
    for size in [MOST_BYTES + 1, 200 * MOST_BYTES] {
        let answer = post_gzip(&receiver, &gzip(&padded("too large", size)));
        assert_eq!(answer.status, 413, "{answer:?}");
        answer.problem();
    }
    // Empty members decompress to nothing, without an end.
    let answer = post_gzip(&receiver, &gzip(b"").repeat(MOST_BYTES / 5));
    assert_eq!(answer.status, 413, "{answer:?}");
    assert_eq!(receiver.kept_ids(), ["compressed"]);
    receiver.assert_keeps_only_the_next();
}

#[test]
fn a_body_that_is_not_gzip_is_an_error() {
    let Some(receiver) = Receiver::start_for_curl("bad gzip") else {
        return;
    };
    let plain = padded("plain", 2_000);
    let good = gzip(&plain);
    let cut = &good[..good.len() / 2];
    let cut_before_the_checksum = &good[..good.len() - 8];
    let mut wrong_checksum = good.clone();
    wrong_checksum[good.len() - 8] ^= 1;
    for body in [&plain, cut, cut_before_the_checksum, &wrong_checksum] {
        let answer = post_gzip(&receiver, body);
        assert_eq!(answer.status, 400, "{answer:?}");
        answer.problem();
    }
    for encoding in ["br", "zstd", "deflate", "gzip, gzip", "nonsense"] {
        let header = format!("Content-Encoding: {encoding}");
        let answer = receiver.post(&[STRUCTURED, &header], &good);
        assert_eq!(answer.status, 415, "{answer:?}");
        assert!(answer.has_header("accept-encoding: gzip"), "{answer:?}");
        answer.problem();
    }
    receiver.assert_keeps_only_the_next();
}

/// Returns a request that lacks the end of its body.
fn half_a_request() -> Vec<u8> {
    let event = event("cut off");
    let mut bytes = request(&binary(&event), event.to_string().as_bytes());
    bytes.truncate(bytes.len() - 10);
    bytes
}

#[test]
fn a_connection_that_is_cut_in_the_middle_keeps_nothing() {
    let receiver = Receiver::start();
    let whole = half_a_request();
    for length in [10, 100, whole.len() / 2, whole.len()] {
        let mut stream = TcpStream::connect(&receiver.address).unwrap();
        stream.write_all(&whole[..length]).unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
    }
    // Here, the client still listens.
    let mut stream = TcpStream::connect(&receiver.address).unwrap();
    stream.write_all(&whole).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    receiver.assert_keeps_only_the_next();
}

#[test]
fn a_body_that_takes_too_long_is_an_error() {
    let receiver = Receiver::start_with(&["1"]);
    let answer = receiver.send_raw(&half_a_request());
    assert_eq!(answer.status, 408, "{answer:?}");
    answer.problem();
    receiver.assert_keeps_only_the_next();
}
