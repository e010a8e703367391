//! `cargo xtask validate`.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal, Read};
use std::path::Path;
use std::process::ExitCode;
use std::{cell::RefCell, path::PathBuf, rc::Rc};

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
        return validate_all(format, "-", io::stdin().lock(), &ProgressBar::hidden());
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
    let valid = validate_all(format, &name, progress.wrap_read(file), &progress);
    progress.finish_and_clear();
    valid
}

/// One document after the other; only one is in memory.
fn validate_all(
    format: Format,
    name: &str,
    reader: impl Read,
    progress: &ProgressBar,
) -> Result<bool, String> {
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
        let items: Result<Vec<&RawValue>, _> = serde_json::from_str(text);
        if text.starts_with('[')
            && let Ok(items) = items
        {
            for (index, item) in items.iter().enumerate() {
                let place = format!("{name}:{line}[{index}]");
                all_valid &= judge(format, &place, item.get(), progress);
            }
        } else {
            all_valid &= judge(format, &format!("{name}:{line}"), text, progress);
        }
    }
    if count == 0 {
        return Err("has no JSON document".to_owned());
    }
    Ok(all_valid)
}

/// Writes the verdict of a document.
fn judge(format: Format, place: &str, text: &str, progress: &ProgressBar) -> bool {
    let verdict = validate_slice(text.as_bytes());
    let value: Option<Value> = serde_json::from_str(text).ok();
    let event_type = value
        .as_ref()
        .and_then(|it| it.pointer("/context/type")?.as_str());
    let line = match format {
        Format::Text => text_line(place, event_type, verdict.as_ref().err()),
        Format::Json => json_line(place, event_type, verdict.as_ref().err()),
    };
    progress.suspend(|| println!("{line}"));
    verdict.is_ok()
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
