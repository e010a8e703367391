//! Bad input of `send` and `receive`: the message and the exit status.

use crate::harness::{EVENT, Receiver, cdevents, send};

#[test]
fn bad_input_is_an_error_that_says_what_to_do() {
    let http = ["--http", "http://127.0.0.1:1/", "--retries", "0"];
    let with = |more: &[&'static str]| [&http, more].concat();
    let cases = [
        (vec![], EVENT, 2, "<--http <URL>|--nats <SUBJECT>>"),
        (with(&["--nats", "a"]), EVENT, 2, "cannot be used with"),
        (
            vec!["--http", "example.com"],
            EVENT,
            2,
            "`example.com` is no URL, such as `https://",
        ),
        (
            vec!["--http", "ftp://example.com"],
            EVENT,
            2,
            "`ftp://example.com` is no URL",
        ),
        (
            vec!["--nats", "cdevents.>"],
            EVENT,
            2,
            "`cdevents.>` is no subject",
        ),
        (
            with(&["--mode", "batches"]),
            EVENT,
            2,
            "a similar value exists: 'batch'",
        ),
        (
            with(&["--header", "x-team"]),
            EVENT,
            2,
            "expected a name and a value",
        ),
        (
            with(&["--header", "Ce-Id=1"]),
            EVENT,
            2,
            "the event decides on `ce-id`",
        ),
        (
            with(&["--header", "a=\n"]),
            EVENT,
            2,
            "can only have printable ASCII",
        ),
        (
            with(&["--header-env", "a=CDEVENTS_UNSET"]),
            EVENT,
            2,
            "the variable `CDEVENTS_UNSET` for the header `a` is not set",
        ),
        (
            with(&["missing.json"]),
            "",
            2,
            "missing.json: cannot be read: No such file",
        ),
        (with(&[]), "{", 1, "-:1:1: "),
        (with(&[]), "{}", 1, "-:1:1: missing property `context`"),
        (with(&[]), EVENT, 2, "no answer: io: Connection refused"),
        (
            vec![
                "--nats",
                "a",
                "--nats-server",
                "127.0.0.1:1",
                "--retries",
                "0",
            ],
            EVENT,
            2,
            "Connection refused",
        ),
    ];
    for (arguments, input, status, expected) in cases {
        let output = send(&arguments, input);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.starts_with("error: "), "{arguments:?}: {errors}");
        assert!(errors.contains(expected), "{arguments:?}: {errors}");
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments:?}: {errors}"
        );
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_receiver_that_cannot_start_is_an_error() {
    let receiver = Receiver::http(&[]);
    let address = receiver.from.trim_start_matches("http://");
    let file = receiver.file();
    let file = file.to_str().unwrap();
    for (arguments, expected) in [
        (
            ["--http", address, "--count", "1"],
            "Address already in use",
        ),
        (
            ["--http", "127.0.0.1:0", "--to", file],
            "events.ndjson: another process has it open",
        ),
        (
            ["--http", "127.0.0.1:0", "--to", "missing/a"],
            "missing/a: No such file",
        ),
        (
            ["--http", "127.0.0.1:0", "--count", "0"],
            "number would be zero",
        ),
        (
            ["--http", "127.0.0.1:0", "--source", "not a URI"],
            "--source",
        ),
        (
            ["--nats", "a", "--nats-server", "127.0.0.1:1"],
            "no connection to the NATS server",
        ),
    ] {
        let output = cdevents(&["receive"]).args(arguments).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            errors.starts_with("error: ") && errors.contains(expected),
            "{arguments:?}: {errors}"
        );
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}
