//! `cargo xtask validate`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;

use cdevents_generated::Error;
use cdevents_generated::validate::validate_slice;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::Format;

/// What keeps a file from being judged to its end.
enum Fault {
    /// The file itself. The others are judged all the same.
    Input(String),
    /// Nothing can be written any more.
    Output(String),
}

/// Validates files, one after the other.
pub(crate) fn run(format: Format, files: &[PathBuf]) -> ExitCode {
    ExitCode::from(status(format, files, &mut io::stdout(), &mut io::stderr()))
}

/// The exit status: 2 where a file can't be judged to its end, though all others are.
fn status(
    format: Format,
    files: &[PathBuf],
    output: &mut impl Write,
    errors: &mut impl Write,
) -> u8 {
    let mut status = 0;
    for file in files {
        let (fault, is_last) = match validate_file(format, file, output) {
            Ok(valid) => {
                status = status.max(u8::from(!valid));
                continue;
            }
            Err(Fault::Input(fault)) => (fault, false),
            Err(Fault::Output(fault)) => (fault, true),
        };
        status = 2;
        let told = writeln!(errors, "error: {}: {fault}", file.display());
        if is_last || told.is_err() {
            break;
        }
    }
    status
}

fn validate_file(format: Format, path: &Path, output: &mut impl Write) -> Result<bool, Fault> {
    let unreadable = |error: io::Error| Fault::Input(format!("can't be read: {error}"));
    if path == Path::new("-") {
        let input = io::stdin().lock();
        return validate_all(format, "-", input, output, &ProgressBar::hidden());
    }
    if path.is_dir() {
        return Err(Fault::Input("can't be read: is a folder".to_owned()));
    }
    let file = File::open(path).map_err(unreadable)?;
    let progress = if io::stderr().is_terminal() {
        ProgressBar::new(file.metadata().map_err(unreadable)?.len())
    } else {
        ProgressBar::hidden()
    };
    let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta}");
    progress.set_style(style.map_err(|error| Fault::Output(error.to_string()))?);
    let name = path.display().to_string();
    let input = progress.wrap_read(file);
    let valid = validate_all(format, &name, input, output, &progress);
    progress.finish_and_clear();
    valid
}

/// One document after the other; only one is in memory.
fn validate_all(
    format: Format,
    name: &str,
    reader: impl Read,
    output: &mut impl Write,
    progress: &ProgressBar,
) -> Result<bool, Fault> {
    let mut write = |line: &str| {
        let written = progress.suspend(|| writeln!(output, "{line}"));
        written.map_err(|error| Fault::Output(format!("the verdict can't be written: {error}")))
    };
    let no_json = |error: serde_json::Error| {
        let reason = if error.is_io() {
            "can't be read"
        } else {
            "not JSON"
        };
        Fault::Input(format!("{reason}: {error}"))
    };
    let lines = Rc::new(RefCell::new(Lines::default()));
    let reader = BufReader::new(CountingReader {
        reader,
        lines: Rc::clone(&lines),
    });
    let mut documents = serde_json::Deserializer::from_reader(reader).into_iter::<Box<RawValue>>();
    let (mut all_valid, mut documents_read, mut judged) = (true, 0, 0);
    while let Some(document) = documents.next() {
        let document = document.map_err(no_json)?;
        let text = document.get();
        documents_read += 1;
        let line = lines
            .borrow_mut()
            .line_of(documents.byte_offset() - text.len());
        if text.starts_with('[') {
            let items: Result<Vec<&RawValue>, _> = serde_json::from_str(text);
            let items = items.map_err(no_json)?;
            judged += items.len();
            for (index, item) in items.iter().enumerate() {
                let place = format!("{name}:{line}[{index}]");
                let (valid, verdict) = judge(format, &place, item.get());
                write(&verdict)?;
                all_valid &= valid;
            }
        } else {
            judged += 1;
            let (valid, verdict) = judge(format, &format!("{name}:{line}"), text);
            write(&verdict)?;
            all_valid &= valid;
        }
    }
    match (documents_read, judged) {
        (0, _) => Err(Fault::Input("has no JSON document".to_owned())),
        (_, 0) => Err(Fault::Input("has no event, but an empty array".to_owned())),
        _ => Ok(all_valid),
    }
}

/// The verdict on a document, and its words.
fn judge(format: Format, place: &str, text: &str) -> (bool, String) {
    let verdict = validate_slice(text.as_bytes());
    let value: Option<Value> = serde_json::from_str(text).ok();
    let event_type = value
        .as_ref()
        .and_then(|it| it.pointer("/context/type")?.as_str());
    let words = match format {
        Format::Text => text_line(place, event_type, verdict.as_ref().err()),
        Format::Json => json_line(place, event_type, verdict.as_ref().err()),
    };
    (verdict.is_ok(), words)
}

fn text_line(place: &str, event_type: Option<&str>, error: Option<&Error>) -> String {
    let event_type = event_type.unwrap_or("of no type");
    let Some(error) = error else {
        return format!("{place}: valid {event_type}");
    };
    let problems = error
        .report()
        .map_or_else(|| error.to_string(), ToString::to_string);
    format!(
        "{place}: invalid {event_type}\n  {}",
        problems.replace('\n', "\n  ")
    )
}

fn json_line(place: &str, event_type: Option<&str>, error: Option<&Error>) -> String {
    let mut line = json!({ "place": place, "type": event_type, "valid": error.is_none() });
    if let Some(error) = error {
        line["kind"] = json!(format!("{:?}", error.kind()));
        line["errors"] = match error.report().map(serde_json::to_value) {
            Some(Ok(report)) => report["errors"].clone(),
            _ => json!([{
                "instanceLocation": error.instance_path(),
                "error": error.message(),
            }]),
        };
    }
    line.to_string()
}

/// Notes where lines end, as far as nobody has asked beyond.
struct CountingReader<R> {
    reader: R,
    lines: Rc<RefCell<Lines>>,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.lines.borrow_mut().add(&buffer[..count]);
        Ok(count)
    }
}

#[derive(Default)]
struct Lines {
    /// How many bytes have been read.
    bytes: usize,
    /// How many lines end before all that is asked for from now on.
    before: usize,
    /// Where the other lines end.
    ends: VecDeque<usize>,
}

impl Lines {
    fn add(&mut self, bytes: &[u8]) {
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        self.ends.extend(ends.map(|(index, _)| self.bytes + index));
        self.bytes += bytes.len();
    }

    /// The line, from 1, of a byte that is no earlier than the one asked for before.
    fn line_of(&mut self, offset: usize) -> usize {
        while self.ends.front().is_some_and(|end| *end < offset) {
            self.ends.pop_front();
            self.before += 1;
        }
        self.before + 1
    }
}

/// What the command says of an event, for tests of what else gives a verdict.
#[cfg(all(test, feature = "docs"))]
pub(crate) fn verdict(text: &str) -> (bool, String) {
    judge(Format::Text, "event", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn validated(format: Format, input: &str) -> Result<(bool, String), String> {
        let (mut output, progress) = (Vec::new(), ProgressBar::hidden());
        match validate_all(format, "f", input.as_bytes(), &mut output, &progress) {
            Ok(valid) => Ok((valid, String::from_utf8(output).unwrap())),
            Err(Fault::Input(fault) | Fault::Output(fault)) => Err(fault),
        }
    }

    const VALID: &str = r#"{"context":{"version":"draft","id":"1","source":"/ci","type":
"dev.cdevents.environment.created","timestamp":"2026-03-20T14:27:05Z"},"subject":{"id":"a","content":{}}}"#;

    #[test]
    fn every_document_has_a_line_with_its_place() {
        let broken = VALID.replace("\"a\"", "\"\"");
        let input = format!("{VALID}\n\n{broken}\n[{VALID},{{}}]");
        let (valid, output) = validated(Format::Text, &input).unwrap();
        let lines: Vec<_> = output.lines().collect();
        assert!(!valid);
        assert_eq!(lines[0], "f:1: valid dev.cdevents.environment.created");
        assert_eq!(lines[1], "f:4: invalid dev.cdevents.environment.created");
        assert!(lines[2].starts_with("  /subject/id: expected a string that is not empty"));
        assert_eq!(lines[4], "f:6[0]: valid dev.cdevents.environment.created");
        assert_eq!(lines[5], "f:6[1]: invalid of no type");
        assert_eq!(
            lines[6],
            "  the document: missing property `context`, which says what kind of event it is"
        );
        assert!(validated(Format::Text, VALID).unwrap().0);
    }

    #[test]
    fn json_has_an_object_a_line() {
        let broken = VALID.replace("\"a\"", "7");
        let (_, output) = validated(Format::Json, &format!("{VALID}\n{broken}")).unwrap();
        let lines: Vec<Value> = output
            .lines()
            .map(|it| serde_json::from_str(it).unwrap())
            .collect();
        assert_eq!(lines[0]["valid"], true);
        assert_eq!(lines[1]["place"], "f:3");
        assert_eq!(lines[1]["errors"][0]["instanceLocation"], "/subject/id");
    }

    #[test]
    fn what_can_not_be_judged_keeps_no_other_file_from_it() {
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
        let judged = |files: &[PathBuf]| {
            let (mut output, mut errors) = (Vec::new(), Vec::new());
            let status = status(Format::Text, files, &mut output, &mut errors);
            let [output, errors] = [output, errors].map(|it| String::from_utf8(it).unwrap());
            (status, output, errors)
        };
        let mut files = faulty.to_vec();
        files.push(valid.clone());
        files.push(file("invalid.json", "{}"));
        let (status, output, errors) = judged(&files);
        assert_eq!(status, 2);
        assert!(output.contains("valid.json:1: valid dev."), "{output}");
        assert!(output.contains("garbage.ndjson:1: valid dev."), "{output}");
        assert!(
            output.contains("invalid.json:1: invalid of no type"),
            "{output}"
        );
        let errors: Vec<_> = errors.lines().collect();
        let reasons = [
            "can't be read: is a folder",
            "can't be read: ",
            "not JSON: expected ident at line 2",
            "has no JSON document",
            "has no event, but an empty array",
        ];
        assert_eq!(errors.len(), reasons.len(), "{errors:?}");
        for ((error, reason), path) in errors.iter().zip(reasons).zip(&faulty) {
            let start = format!("error: {}: {reason}", path.display());
            assert!(error.starts_with(&start), "{error}");
        }
        assert_eq!(judged(std::slice::from_ref(&valid)).0, 0);
        assert_eq!(judged(&[folder.path().join("invalid.json"), valid]).0, 1);
    }

    #[test]
    fn what_can_not_be_written_ends_it() {
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
        assert_eq!(status(Format::Text, &files, &mut Closed, &mut errors), 2);
        let errors = String::from_utf8(errors).unwrap();
        assert_eq!(errors.lines().count(), 1, "{errors}");
    }

    #[test]
    fn what_is_no_json_ends_it() {
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

    #[test]
    fn lines_are_counted_as_they_are_read() {
        let mut lines = Lines::default();
        lines.add(b"{}\n\n{");
        assert_eq!(lines.line_of(0), 1);
        assert_eq!(lines.line_of(4), 3);
        lines.add(b"\n}\n{}");
        assert_eq!(lines.line_of(8), 5);
        assert!(lines.ends.is_empty());
    }
}
