//! Reports as XML, like those of `JUnit`: a suite for each source, with a test case for each event that is listed.

use std::fmt::Write as _;

use super::writer::Report;
use crate::failure::Failure;
use crate::output::Output;
use crate::validate::problem::{Judged, Problem, Verdict};
use crate::validate::summary::grouped;

/// The test cases of the current source. The suite begins with their number.
#[derive(Default)]
pub(super) struct Junit {
    cases: String,
    count: usize,
    failures: usize,
    silent: usize,
}

impl Report for Junit {
    fn begin(&mut self, output: &mut Output) -> Result<(), Failure> {
        output.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cdevents\">")
    }

    fn silent(&mut self, count: usize) {
        self.silent += count;
    }

    fn event(
        &mut self,
        source: &str,
        judged: &Judged,
        _output: &mut Output,
    ) -> Result<(), Failure> {
        let event_type = judged
            .event_type
            .as_deref()
            .unwrap_or("event without a type");
        let name = format!("{}: {event_type}", judged.position);
        let lines = judged.problems.iter().map(|problem| {
            let excerpt = problem.excerpt.to_string();
            let excerpt = anstream::adapter::strip_str(&excerpt).to_string();
            format!("{source}:{}: {}{excerpt}", problem.start, problem.text())
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        self.count += 1;
        let (tag, message) = if judged.verdict == Verdict::Valid {
            ("system-out", None)
        } else {
            self.failures += 1;
            ("failure", judged.problems.first().map(Problem::text))
        };
        self.case(source, &name, tag, message.as_deref(), &text);
        Ok(())
    }

    fn source(
        &mut self,
        name: &str,
        error: Option<&str>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let Self { silent, .. } = *self;
        if silent > 0 {
            self.count += 1;
            let plural = if silent == 1 { "" } else { "s" };
            let case = format!("{} valid event{plural}", grouped(silent));
            self.case(name, &case, "", None, "");
        }
        if let Some(error) = error {
            self.count += 1;
            self.case(name, "the file can be read", "error", Some(error), "");
        }
        let Self {
            cases,
            count,
            failures,
            ..
        } = std::mem::take(self);
        let errors = usize::from(error.is_some());
        output.line(format_args!(
            "  <testsuite name=\"{}\" tests=\"{count}\" failures=\"{failures}\" errors=\"{errors}\">\n\
             {cases}  </testsuite>",
            escaped(name)
        ))
    }

    fn end(&mut self, output: &mut Output) -> Result<(), Failure> {
        output.line("</testsuites>")
    }
}

impl Junit {
    /// Adds a test case. `tag` is the element within, if there is something to say.
    fn case(&mut self, class: &str, name: &str, tag: &str, message: Option<&str>, text: &str) {
        let (class, name) = (escaped(class), escaped(name));
        let case = format!("    <testcase classname=\"{class}\" name=\"{name}\"");
        let message = message.map(|message| format!(" message=\"{}\"", escaped(message)));
        let message = message.unwrap_or_default();
        let text = escaped_text(text);
        // Writing to a string does not fail.
        let _ = if tag.is_empty() || (message.is_empty() && text.is_empty()) {
            writeln!(self.cases, "{case}/>")
        } else {
            writeln!(
                self.cases,
                "{case}>\n      <{tag}{message}>{text}</{tag}>\n    </testcase>"
            )
        };
    }
}

/// Escapes a value of an attribute.
fn escaped(text: &str) -> String {
    escaped_text(text)
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}

/// Escapes text, and replaces characters that XML has no place for.
fn escaped_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\n' | '\t' => escaped.push(character),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            character if character.is_control() => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}
