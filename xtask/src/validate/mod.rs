//! Validates files of events.

mod lines;
mod verdict;

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::value::RawValue;

use crate::output::Format;
use lines::{CountingReader, Lines};
pub use verdict::{Verdict, verdict};

/// Why a file could not be validated to its end.
enum Failure {
    /// The file cannot be read. Other files are still validated.
    Input(String),
    /// The verdict cannot be written, so validation stops.
    Output(String),
}

/// Validates files, and returns the exit status: 1 if an event is invalid, or 2 if a file cannot be
/// validated to its end.
pub fn validate(
    format: Format,
    files: &[PathBuf],
    output: &mut impl Write,
    errors: &mut impl Write,
) -> u8 {
    let mut status = 0;
    for file in files {
        let (failure, is_last) = match validate_file(format, file, output) {
            Ok(all_valid) => {
                status = status.max(u8::from(!all_valid));
                continue;
            }
            Err(Failure::Input(failure)) => (failure, false),
            Err(Failure::Output(failure)) => (failure, true),
        };
        status = 2;
        let told = writeln!(errors, "error: {}: {failure}", file.display());
        if is_last || told.is_err() {
            break;
        }
    }
    status
}

fn validate_file(format: Format, path: &Path, output: &mut impl Write) -> Result<bool, Failure> {
    let unreadable = |error: io::Error| Failure::Input(format!("cannot be read: {error}"));
    if path == Path::new("-") {
        let input = io::stdin().lock();
        return validate_all(format, "-", input, output, &ProgressBar::hidden());
    }
    if path.is_dir() {
        return Err(Failure::Input("cannot be read: is a folder".to_owned()));
    }
    let file = File::open(path).map_err(unreadable)?;
    let progress = if io::stderr().is_terminal() {
        ProgressBar::new(file.metadata().map_err(unreadable)?.len())
    } else {
        ProgressBar::hidden()
    };
    let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta}");
    progress.set_style(style.map_err(|error| Failure::Output(error.to_string()))?);
    let name = path.display().to_string();
    let input = progress.wrap_read(file);
    let all_valid = validate_all(format, &name, input, output, &progress);
    progress.finish_and_clear();
    all_valid
}

/// Validates one document after the other, so that only one is in memory. Returns whether all events
/// are valid.
fn validate_all(
    format: Format,
    name: &str,
    reader: impl Read,
    output: &mut impl Write,
    progress: &ProgressBar,
) -> Result<bool, Failure> {
    let mut all_valid = true;
    let mut write = |place: String, event: &str| {
        let verdict = verdict(format, &place, event);
        all_valid &= verdict.is_valid;
        let written = progress.suspend(|| writeln!(output, "{}", verdict.text));
        written.map_err(|error| Failure::Output(format!("the verdict cannot be written: {error}")))
    };
    let unreadable = |error: serde_json::Error| {
        let is_io = error.is_io();
        let reason = if is_io { "cannot be read" } else { "not JSON" };
        Failure::Input(format!("{reason}: {error}"))
    };
    let lines = Rc::new(RefCell::new(Lines::default()));
    let reader = BufReader::new(CountingReader {
        reader,
        lines: Rc::clone(&lines),
    });
    let mut documents = serde_json::Deserializer::from_reader(reader).into_iter::<Box<RawValue>>();
    let (mut document_count, mut event_count) = (0, 0);
    while let Some(document) = documents.next() {
        let document = document.map_err(unreadable)?;
        let text = document.get();
        let offset = documents.byte_offset() - text.len();
        let line = lines.borrow_mut().line_of(offset);
        document_count += 1;
        if text.starts_with('[') {
            let events: Vec<&RawValue> = serde_json::from_str(text).map_err(unreadable)?;
            event_count += events.len();
            for (index, event) in events.iter().enumerate() {
                write(format!("{name}:{line}[{index}]"), event.get())?;
            }
        } else {
            event_count += 1;
            write(format!("{name}:{line}"), text)?;
        }
    }
    match (document_count, event_count) {
        (0, _) => Err(Failure::Input("contains no JSON document".to_owned())),
        (_, 0) => Err(Failure::Input("contains only an empty array".to_owned())),
        _ => Ok(all_valid),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn validated(format: Format, input: &str) -> Result<(bool, String), String> {
        let (mut output, progress) = (Vec::new(), ProgressBar::hidden());
        match validate_all(format, "f", input.as_bytes(), &mut output, &progress) {
            Ok(valid) => Ok((valid, String::from_utf8(output).unwrap())),
            Err(Failure::Input(failure) | Failure::Output(failure)) => Err(failure),
        }
    }

    const VALID: &str = r#"{"context":{"version":"draft","id":"1","source":"/ci","type":
"dev.cdevents.environment.created","timestamp":"2026-03-20T14:27:05Z"},"subject":{"id":"a","content":{}}}"#;

    #[test]
    fn every_event_has_a_line_with_its_location() {
        let broken = VALID.replace("\"a\"", "\"\"");
        let input = format!("{VALID}\n\n{broken}\n[{VALID},{{}}]");
        let (valid, output) = validated(Format::Text, &input).unwrap();
        let lines: Vec<_> = output.lines().collect();
        assert!(!valid);
        assert_eq!(lines[0], "f:1: valid dev.cdevents.environment.created");
        assert_eq!(lines[1], "f:4: invalid dev.cdevents.environment.created");
        assert!(lines[2].starts_with("  /subject/id: expected a string that is not empty"));
        assert_eq!(lines[4], "f:6[0]: valid dev.cdevents.environment.created");
        assert_eq!(lines[5], "f:6[1]: invalid event without a type");
        assert_eq!(
            lines[6],
            "  the document: missing property `context`, which says what kind of event it is"
        );
        assert!(validated(Format::Text, VALID).unwrap().0);
    }

    #[test]
    fn json_has_an_object_on_each_line() {
        let broken = VALID.replace("\"a\"", "7");
        let (_, output) = validated(Format::Json, &format!("{VALID}\n{broken}")).unwrap();
        let lines: Vec<Value> = output
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines[0]["valid"], true);
        assert_eq!(lines[1]["place"], "f:3");
        assert_eq!(lines[1]["errors"][0]["instanceLocation"], "/subject/id");
    }

    #[test]
    fn an_unreadable_file_does_not_stop_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let valid = file("valid.json", VALID);
        let garbage = file(
            "garbage.ndjson",
            &format!("{}\nno\n{{}}", VALID.replace('\n', " ")),
        );
        let faulty = [
            folder.path().to_owned(),
            folder.path().join("absent.json"),
            garbage.clone(),
            file("empty.json", ""),
            file("array.json", "[]"),
        ];
        let validated = |files: &[PathBuf]| {
            let (mut output, mut errors) = (Vec::new(), Vec::new());
            let status = validate(Format::Text, files, &mut output, &mut errors);
            let [output, errors] = [output, errors].map(|bytes| String::from_utf8(bytes).unwrap());
            (status, output, errors)
        };
        let mut files = faulty.to_vec();
        files.push(valid.clone());
        files.push(file("invalid.json", "{}"));
        let (status, output, errors) = validated(&files);
        assert_eq!(status, 2);
        assert!(output.contains("valid.json:1: valid dev."), "{output}");
        assert!(output.contains("garbage.ndjson:1: valid dev."), "{output}");
        assert!(
            output.contains("invalid.json:1: invalid event without a type"),
            "{output}"
        );
        let errors: Vec<_> = errors.lines().collect();
        let reasons = [
            "cannot be read: is a folder",
            "cannot be read: ",
            "not JSON: expected ident at line 2",
            "contains no JSON document",
            "contains only an empty array",
        ];
        assert_eq!(errors.len(), reasons.len(), "{errors:?}");
        for ((error, reason), path) in errors.iter().zip(reasons).zip(&faulty) {
            let start = format!("error: {}: {reason}", path.display());
            assert!(error.starts_with(&start), "{error}");
        }
        assert_eq!(validated(std::slice::from_ref(&valid)).0, 0);
        assert_eq!(validated(&[folder.path().join("invalid.json"), valid]).0, 1);
    }

    #[test]
    fn a_closed_output_stops_validation() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, VALID).unwrap();
        let mut errors = Vec::new();
        let files = [path.clone(), path];
        let status = validate(Format::Text, &files, &mut Closed, &mut errors);
        assert_eq!(status, 2);
        let errors = String::from_utf8(errors).unwrap();
        assert_eq!(errors.lines().count(), 1, "{errors}");
    }

    #[test]
    fn text_that_is_not_json_is_an_error() {
        assert!(
            validated(Format::Text, "")
                .unwrap_err()
                .contains("no JSON document")
        );
        assert!(
            validated(Format::Text, "{")
                .unwrap_err()
                .contains("not JSON")
        );
    }
}
