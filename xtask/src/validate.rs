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

/// Validates files, one after the other.
pub(crate) fn run(format: Format, files: &[PathBuf]) -> ExitCode {
    let mut all_valid = true;
    for file in files {
        match validate_file(format, file) {
            Ok(valid) => all_valid &= valid,
            Err(error) => {
                eprintln!("error: {}: {error}", file.display());
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::from(u8::from(!all_valid))
}

fn validate_file(format: Format, path: &Path) -> Result<bool, String> {
    let unreadable = |error: io::Error| format!("can't be read: {error}");
    if path == Path::new("-") {
        let input = io::stdin().lock();
        return validate_all(
            format,
            "-",
            input,
            &mut io::stdout(),
            &ProgressBar::hidden(),
        );
    }
    let file = File::open(path).map_err(unreadable)?;
    let progress = if io::stderr().is_terminal() {
        ProgressBar::new(file.metadata().map_err(unreadable)?.len())
    } else {
        ProgressBar::hidden()
    };
    let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta}");
    progress.set_style(style.map_err(|error| error.to_string())?);
    let name = path.display().to_string();
    let input = progress.wrap_read(file);
    let valid = validate_all(format, &name, input, &mut io::stdout(), &progress);
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
) -> Result<bool, String> {
    let mut write = |line: &str| {
        let written = progress.suspend(|| writeln!(output, "{line}"));
        written.map_err(|error| format!("the verdict can't be written: {error}"))
    };
    let lines = Rc::new(RefCell::new(Lines::default()));
    let reader = BufReader::new(CountingReader {
        reader,
        lines: Rc::clone(&lines),
    });
    let mut documents = serde_json::Deserializer::from_reader(reader).into_iter::<Box<RawValue>>();
    let (mut all_valid, mut count) = (true, 0);
    while let Some(document) = documents.next() {
        let document = document.map_err(|error| format!("not JSON: {error}"))?;
        let text = document.get();
        count += 1;
        let line = lines
            .borrow_mut()
            .line_of(documents.byte_offset() - text.len());
        if text.starts_with('[') {
            let items: Result<Vec<&RawValue>, _> = serde_json::from_str(text);
            let items = items.map_err(|error| format!("not JSON: {error}"))?;
            for (index, item) in items.iter().enumerate() {
                let place = format!("{name}:{line}[{index}]");
                let (valid, verdict) = judge(format, &place, item.get());
                write(&verdict)?;
                all_valid &= valid;
            }
        } else {
            let (valid, verdict) = judge(format, &format!("{name}:{line}"), text);
            write(&verdict)?;
            all_valid &= valid;
        }
    }
    if count == 0 {
        return Err("has no JSON document".to_owned());
    }
    Ok(all_valid)
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
    let problems = error.to_string().replace('\n', "\n  ");
    format!("{place}: invalid {event_type}\n  {problems}")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn validated(format: Format, input: &str) -> Result<(bool, String), String> {
        let (mut output, progress) = (Vec::new(), ProgressBar::hidden());
        let valid = validate_all(format, "f", input.as_bytes(), &mut output, &progress)?;
        Ok((valid, String::from_utf8(output).unwrap()))
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
            "  the document: `context` is missing, which says what the event is"
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
