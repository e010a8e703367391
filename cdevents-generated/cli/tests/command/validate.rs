//! `cdevents validate`: what it accepts, where it finds violations, and what it prints.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::common::{event, run, run_with_input};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Returns an event with an empty subject ID.
fn broken() -> String {
    let text = event("0.5.1", "build-started");
    let mut event: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    event["subject"]["id"] = "".into();
    event.to_string()
}

/// Returns the places that are reported, without the file.
fn places(input: &str) -> Vec<String> {
    let ran = run_with_input(Path::new("."), &["validate"], input.as_bytes());
    let lines = ran
        .output
        .lines()
        .filter_map(|line| line.strip_prefix("-:"));
    lines
        .map(|line| line.split(": ").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn violations_have_their_place_in_the_file_whatever_its_layout() {
    let (valid, broken) = (event("0.5.1", "build-started"), broken());
    let value: serde_json::Value = serde_json::from_str(&broken).expect("JSON");
    let pretty = format!("{value:#}");
    let column = broken
        .find(r#""id":"","#)
        .or_else(|| broken.find(r#""id":"""#));
    let column = column.expect("an ID") + r#""id":"#.len() + 1;
    let line = 1 + pretty
        .lines()
        .position(|line| line.contains(r#""id": """#))
        .expect("an ID");
    let pretty_column = 1 + pretty
        .lines()
        .nth(line - 1)
        .and_then(|line| line.find(r#""""#))
        .expect("an ID");

    assert_eq!(
        places(&format!("{valid}\n\n{broken}\n{valid}")),
        [format!("3:{column}")]
    );
    assert_eq!(
        places(&format!("{valid} {broken}")),
        [format!("1:{}", valid.len() + 1 + column)]
    );
    assert_eq!(
        places(&format!("[{valid},\n{broken}]")),
        [format!("2:{column}")]
    );
    assert_eq!(
        places(&format!("[\"é\",{broken}]"))[1],
        format!("1:{}", 5 + column)
    );
    assert_eq!(
        places(&format!("{valid}\n{pretty}\n{valid}")),
        [format!("{}:{pretty_column}", line + 1)]
    );
    assert_eq!(
        places(&format!("[\n{pretty}\n]")),
        [format!("{}:{pretty_column}", line + 1)]
    );
}

/// Puts an event into a CloudEvent in structured mode.
fn enveloped(event: &str, data: &str) -> String {
    let event: serde_json::Value = serde_json::from_str(event).expect("JSON");
    let context = &event["context"];
    format!(
        r#"{{"specversion":"1.0","id":{},"source":{},"type":{},"time":{},"subject":{},"datacontenttype":"application/json",{data}}}"#,
        context["id"],
        context["source"],
        context["type"],
        context["timestamp"],
        event["subject"]["id"]
    )
}

#[test]
fn cloudevents_are_unwrapped_one_by_one_and_in_batches() {
    let (valid, broken) = (event("0.5.1", "build-started"), broken());
    let of = |event: &str| enveloped(event, &format!("\"data\":\n{event}"));
    let column = broken.find(r#""id":"""#).expect("an ID") + r#""id":"#.len() + 1;
    assert_eq!(places(&of(&valid)), [] as [&str; 0]);
    assert_eq!(places(&of(&broken)), [format!("2:{column}")]);
    assert_eq!(
        places(&format!("[{},{}]", of(&valid), of(&broken))),
        [format!("3:{column}")]
    );
    let base64 = |event: &str| {
        use base64::Engine as _;
        let base64 = base64::engine::general_purpose::STANDARD.encode(event);
        enveloped(event, &format!("\n\"data_base64\":\"{base64}\""))
    };
    assert_eq!(places(&base64(&valid)), [] as [&str; 0]);
    assert_eq!(places(&base64(&broken)), ["2:15"]);
}

#[test]
fn a_cloudevent_that_contradicts_its_event_is_invalid() {
    let valid = event("0.5.1", "build-started");
    let contradicting = enveloped(&valid, &format!("\"data\":{valid}"));
    let contradicting = contradicting.replacen("\"source\":", "\"source\":\"/other\",\"x\":", 1);
    let ran = run_with_input(Path::new("."), &["validate"], contradicting.as_bytes());
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(ran.output.contains("`source`: expected"), "{ran:?}");
    let without = enveloped(&valid, "\"x\":1");
    let ran = run_with_input(Path::new("."), &["validate"], without.as_bytes());
    assert_eq!(ran.status, Some(1), "{ran:?}");
}

#[test]
fn compressed_files_are_detected_by_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let text = format!("{}\n{}\n", event("0.5.1", "build-started"), broken());
    encoder.write_all(text.as_bytes()).expect("gzip");
    let bytes = encoder.finish().expect("gzip");
    fs::write(folder.path().join("events"), &bytes).expect("a file");
    let ran = run(folder.path(), &["validate", "events"]);
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(ran.output.starts_with("events:2:"), "{ran:?}");
    assert_eq!(ran.errors, "2 events: 1 valid, 1 invalid\n");

    fs::write(folder.path().join("cut"), &bytes[..bytes.len() - 12]).expect("a file");
    let ran = run(folder.path(), &["validate", "cut"]);
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(
        ran.errors.starts_with("error: cut: cannot be read: "),
        "{ran:?}"
    );
}

#[test]
fn folders_and_globs_are_walked() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let valid = event("0.5.1", "build-started");
    write("events/a/1.json", &valid);
    write("events/a/README.md", "# Events\n");
    write("events/a/capture", &format!("{valid}\n{valid}"));
    write("events/b.ndjson", &broken());
    let ran = run(folder.path(), &["validate", "events"]);
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(
        ran.output
            .starts_with(&format!("{}:1:", Path::new("events/b.ndjson").display()))
    );
    assert_eq!(
        ran.errors,
        "4 events: 3 valid, 1 invalid; 1 file without JSON skipped\n"
    );
    let ran = run(folder.path(), &["validate", "events/**/*.json"]);
    assert_eq!(
        (ran.status, ran.errors.as_str()),
        (Some(0), "1 event: 1 valid, 0 invalid\n")
    );
    // A file of JSON must hold JSON.
    write("events/c.json", "no\n");
    let ran = run(folder.path(), &["validate", "events/c.json"]);
    assert_eq!(ran.status, Some(1), "{ran:?}");
}

#[test]
fn a_line_that_is_not_json_does_not_hide_the_next_one() {
    let valid = event("0.5.1", "build-started");
    let input = format!("{valid}\nno\nnot at all\n{}\n{{\"a\": \n{valid}", broken());
    let ran = run_with_input(Path::new("."), &["validate"], input.as_bytes());
    assert_eq!(ran.status, Some(1), "{ran:?}");
    let lines: Vec<_> = ran
        .output
        .lines()
        .filter(|line| line.starts_with("-:"))
        .collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].starts_with("-:2:"), "{lines:?}");
    assert!(lines[1].starts_with("-:4:"), "{lines:?}");
    assert!(
        lines[2].starts_with("-:5:") || lines[2].starts_with("-:6:"),
        "{lines:?}"
    );
    assert!(ran.errors.contains("2 passages not JSON"), "{ran:?}");
}

#[test]
fn valid_events_are_silent_unless_asked() {
    let valid = event("0.5.1", "build-started");
    let ran = run_with_input(Path::new("."), &["validate"], valid.as_bytes());
    assert_eq!((ran.status, ran.output.as_str()), (Some(0), ""));
    let ran = run_with_input(Path::new("."), &["validate", "-v", "-"], valid.as_bytes());
    assert!(
        ran.output
            .starts_with("-:1:1: valid dev.cdevents.build.started."),
        "{ran:?}"
    );
}

#[test]
fn a_release_can_be_required() {
    let valid = event("0.5.1", "ticket-created");
    let status = |release: &str| {
        let arguments = ["validate", "--release", release];
        run_with_input(Path::new("."), &arguments, valid.as_bytes()).status
    };
    assert_eq!(status("0.5.1"), Some(0));
    assert_eq!(status("0.1.0"), Some(1));
}

#[test]
fn advice_does_not_make_an_event_invalid() {
    let valid = event("0.5.1", "build-started");
    let mut value: serde_json::Value = serde_json::from_str(&valid).expect("JSON");
    value["context"]["chainId"] = "release 7".into();
    let input = value.to_string();
    let ran = run_with_input(Path::new("."), &["validate", "--advice"], input.as_bytes());
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let column = input.find("\"release 7\"").expect("the chain ID") + 1;
    let start = format!("-:1:{column}: warning: /context/chainId: ");
    assert!(
        ran.output.lines().any(|line| line.starts_with(&start)),
        "{ran:?}"
    );
    assert!(ran.errors.contains("of advice"), "{ran:?}");
}

#[test]
fn own_schemas_describe_custom_events() {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = r#"{"$id": "https://example.com/own", "type": "object", "required": ["user"]}"#;
    fs::write(folder.path().join("own.json"), schema).expect("a file");
    let custom = r#"{"context":{"specversion":"0.5.1","id":"1","source":"/ci","timestamp":"2026-03-20T14:27:05Z","type":"dev.cdeventsx.mytool-resource.created.0.1.0"},"subject":{"id":"a","content":{}}}"#;
    let content = "dev.cdeventsx.mytool-resource.created.0.1.0=own.json";
    let ran = run_with_input(
        folder.path(),
        &["validate", "--schema", content],
        custom.as_bytes(),
    );
    assert_eq!(ran.status, Some(1), "{ran:?}");
    let column = custom.find("{}").expect("the content") + 1;
    let start = format!("-:1:{column}: error: /subject/content: \"user\" is a required property");
    assert!(ran.output.starts_with(&start), "{ran:?}");

    let named = custom.replace(
        r#""source""#,
        r#""schemaUri":"https://example.com/own","source""#,
    );
    for (input, status) in [(custom, 0), (named.as_str(), 1)] {
        let arguments = ["validate", "--schema", "own.json"];
        let ran = run_with_input(folder.path(), &arguments, input.as_bytes());
        assert_eq!(ran.status, Some(status), "{ran:?}");
    }
}

#[test]
fn threads_do_not_change_the_output() {
    let (valid, broken) = (event("0.5.1", "build-started"), broken());
    let lines = (0..3_000).map(|index| if index % 7 == 0 { &broken } else { &valid });
    let input = lines.cloned().collect::<Vec<_>>().join("\n");
    let validated = |threads| {
        let arguments = ["validate", "--threads", threads];
        run_with_input(Path::new("."), &arguments, input.as_bytes())
    };
    let (one, four) = (validated("1"), validated("4"));
    assert!(one.output == four.output, "the output differs");
    assert_eq!(one.errors, "3,000 events: 2,571 valid, 429 invalid\n");
    assert_eq!(four.errors, one.errors);
}
