//! What is said about bad input, and with which exit status.

use std::fs;

use crate::common::{event, run, run_with_input};

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn every_bad_input_has_a_message_and_an_exit_status() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::create_dir(folder.join("empty")).expect("a folder");
    fs::create_dir(folder.join("texts")).expect("a folder");
    fs::write(folder.join("texts/README.md"), "# Texts").expect("a file");
    fs::write(folder.join("empty.json"), " \n").expect("a file");
    fs::write(folder.join("array.json"), "[]").expect("a file");
    fs::write(
        folder.join("schema.json"),
        "{\"type\": 7, \"$id\": \"https://a/b\"}",
    )
    .expect("a file");
    fs::write(folder.join("no-id.json"), "{}").expect("a file");
    fs::write(folder.join("cut.gz"), [0x1f, 0x8b, 8, 0]).expect("a file");
    let valid = event("0.5.1", "build-started");
    let typo = valid.replace("build.started", "build.startd");
    let utf16: Vec<u8> = valid.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let old = event("0.2.0", "testcase-started");
    let cases: &[(&[&str], &[u8], i32, &str)] = &[
        (
            &["validate", "absent.json"],
            b"",
            2,
            "error: absent.json: cannot be read: ",
        ),
        (
            &["validate", "empty.json"],
            b"",
            2,
            "error: empty.json: contains no event",
        ),
        (
            &["validate", "array.json"],
            b"",
            2,
            "error: array.json: contains no event",
        ),
        (
            &["validate", "empty"],
            b"",
            2,
            "error: empty: contains no file",
        ),
        (
            &["validate", "*.xml"],
            b"",
            2,
            "error: *.xml: no file matches",
        ),
        (&["validate", "[.xml"], b"", 2, "error: error parsing glob"),
        (
            &["validate", "cut.gz"],
            b"",
            2,
            "error: cut.gz: cannot be read: ",
        ),
        (&["validate"], b"", 2, "error: -: contains no event"),
        (
            &["validate", "texts"],
            b"",
            2,
            "error: no file has an event",
        ),
        (&["validate"], b"no", 1, "-:1:2: error: "),
        (&["validate"], b"{\"a\": 1", 1, "-:1:8: error: "),
        (&["validate"], b"a: 1\nb: 2\n", 1, "found YAML"),
        (&["validate"], b"<a/>", 1, "found XML or HTML"),
        (&["validate"], &utf16, 1, "UTF-16"),
        (&["validate"], b"\xef\xbb\xbf{}", 1, "byte order mark"),
        (
            &["validate"],
            b"{\"a\": \"\xff\"}",
            1,
            "expected UTF-8, found byte 0xff",
        ),
        (&["validate"], b"{}", 1, "missing property `context`"),
        (&["validate"], b"7", 1, "-:1:1: error: "),
        (
            &["validate"],
            b"{\"context\": {}, \"context\": {}}",
            1,
            "-:1:",
        ),
        (&["validate"], typo.as_bytes(), 1, "did you mean"),
        (&["validate", "--release", "9.9"], b"", 2, "9.9"),
        (
            &["validate", "--format", "yaml"],
            b"",
            2,
            "possible values: text, json, github, sarif, junit",
        ),
        (
            &["validate", "--schema", "absent.json"],
            b"",
            2,
            "error: absent.json: ",
        ),
        (
            &["validate", "--schema", "no-id.json"],
            b"",
            2,
            "has no `$id`",
        ),
        (
            &["validate", "--schema", "schema.json"],
            b"",
            2,
            "error: the document `https://a/b`: ",
        ),
        (
            &["validate", "--threads", "none"],
            b"",
            2,
            "invalid value 'none'",
        ),
        (
            &["schema", "servcie.deployed"],
            b"",
            2,
            "did you mean `service.deployed`",
        ),
        (
            &["schema", "build.started", "--release", "9.9"],
            b"",
            2,
            "9.9",
        ),
        (
            &["schema", "ticket.created", "--release", "draft"],
            b"",
            2,
            "these releases have it: ",
        ),
        (&["show"], b"no", 1, "error: -:1:1: "),
        (
            &["show", "absent.json"],
            b"",
            2,
            "error: absent.json: cannot be read: ",
        ),
        (&["upgrade"], b"{}", 1, "error: -:1:1: "),
        (
            &["upgrade"],
            old.as_bytes(),
            1,
            "pass `--set /subject/content/environment=VALUE`",
        ),
        (
            &["upgrade", "--set", "a=1"],
            b"",
            2,
            "expected a JSON Pointer and a value",
        ),
        (&["upgrade", "--to", "9.9"], b"", 2, "9.9"),
        (
            &["upgrade", "--loss", "some"],
            b"",
            2,
            "possible values: refuse, report, keep",
        ),
        (
            &["diff", "0.5", "0.5.1"],
            b"",
            2,
            "expected one of `draft`, `0.1.0`",
        ),
        (
            &["diff", "0.5.1", "0.4.1"],
            b"",
            2,
            "`cdevents diff 0.4.1 0.5.1`",
        ),
        (&["diff", "0.5.1", "0.5.1"], b"", 2, "nothing to compare"),
        (&["completions", "csh"], b"", 2, "invalid value 'csh'"),
        (
            &["man", "--to", "absent/folder"],
            b"",
            2,
            "error: absent/folder: cannot be written: ",
        ),
        (&["nothing"], b"", 2, "unrecognized subcommand 'nothing'"),
        (&[], b"", 2, "Usage: cdevents"),
    ];
    let mut wrong = Vec::new();
    for (arguments, input, status, message) in cases {
        let ran = if input.is_empty() {
            run(folder, arguments)
        } else {
            run_with_input(folder, arguments, input)
        };
        let text = format!("{}{}", ran.output, ran.errors);
        if ran.status != Some(*status) || !text.contains(message) {
            wrong.push(format!(
                "{arguments:?}: expected {status}, {message}: {ran:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
