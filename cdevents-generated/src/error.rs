//! Why an event could not be read.

use std::fmt;

use serde::de;

use crate::Release;
use crate::json::locate;
use crate::json::pointer;
use crate::json::wording::{escaped, shortened};
use crate::validate::{self, Report};

/// Why an event could not be parsed: what is wrong, and where.
///
/// [`instance_path`](Self::instance_path), [`message`](Self::message) and
/// [`position`](Self::position) are those of the first problem. [`report`](Self::report) has every
/// violation of the schema.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    instance_path: String,
    message: String,
    position: Option<(usize, usize)>,
    report: Option<Report>,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input can't be read.
    Io,
    /// The bytes aren't JSON.
    Syntax,
    /// It is JSON, but no event that says its type: there is no `context.type` to be found.
    NotAnEvent,
    /// The event's type is none of the known releases'.
    UnknownEventType,
    /// The event isn't as its schema says.
    Invalid,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, instance_path: &str, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            instance_path: instance_path.to_owned(),
            message: message.into(),
            position: None,
            report: None,
        }))
    }

    /// Takes a JSON error apart: `/path: message at line 1 column 2`.
    pub(crate) fn from_json(kind: ErrorKind, error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let (line, column) = (error.line(), error.column());
        let suffix = format!(" at line {line} column {column}");
        let text = text.strip_suffix(&suffix).unwrap_or(&text);
        let (instance_path, message) = split_path(text).unwrap_or(("", text));
        let mut this = Self::new(kind, instance_path, shortened(message));
        this.0.position = (line > 0).then_some((line, column));
        this
    }

    /// Adds the report on the text, and takes path, message and position from its first violation.
    /// There is no report if the text only breaks the rules that parsing has on top of the schema's.
    pub(crate) fn with_report(self, text: &str, release: Option<Release>) -> Self {
        self.with_report_by(text, |text| validate::validate_text_by(text, release).err())
    }

    /// The same, by another way to validate.
    pub(crate) fn with_report_by(
        mut self,
        text: &str,
        report: impl FnOnce(&str) -> Option<Report>,
    ) -> Self {
        if self.0.kind == ErrorKind::Syntax {
            return self;
        }
        let report = report(text);
        if let Some(first) = report.as_ref().and_then(|report| report.iter().next()) {
            let first = first.innermost();
            first.instance_path().clone_into(&mut self.0.instance_path);
            self.0.message = first.message();
            let offset = first.offset_in(text);
            self.0.position = offset.map(|offset| locate::position(text, offset));
        }
        self.0.report = report;
        self
    }

    /// Adds the position at which `serde_json` stopped.
    pub(crate) fn with_position(mut self, error: &serde_json::Error) -> Self {
        self.0.position = Some((error.line(), error.column()));
        self
    }

    /// Removes the position: a value that wasn't read from text has none.
    pub(crate) fn without_position(mut self) -> Self {
        self.0.position = None;
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where in the event: a JSON Pointer (RFC 6901); empty for the whole. A member that is
    /// missing or unknown is reported at the object that it should be in, or is in.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.0.instance_path
    }

    /// What is wrong there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Line and column, from 1, at which reading stopped, where it was read from text.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.0.position
    }

    /// Returns every violation of the schema, in document order.
    ///
    /// There is none if the input isn't JSON, or if the event breaks only the rules that parsing
    /// has on top of the schema's: no duplicate keys, and a limit to nesting.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.0.report.as_ref()
    }
}

/// Writes the first problem in one line: its place, what is wrong, its position in the text, and how
/// many violations follow.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        if let Some(note) = self.0.report.as_ref().and_then(Report::note) {
            line = format!("{note}: ");
        }
        if !self.0.instance_path.is_empty() {
            line.push_str(&shortened(&self.0.instance_path));
            line.push_str(": ");
        }
        line.push_str(&self.0.message);
        let position = self.0.position;
        let position = position.map(|(line, column)| format!("line {line}, column {column}"));
        let violations = self.0.report.as_ref().map_or(1, |it| it.violations().len());
        let more = match violations {
            0 | 1 => None,
            2 => Some("1 more violation".to_owned()),
            count => Some(format!("{} more violations", count - 1)),
        };
        let details: Vec<_> = position.into_iter().chain(more).collect();
        if !details.is_empty() {
            line = format!("{line} ({})", details.join("; "));
        }
        formatter.write_str(&escaped(&line))
    }
}

impl std::error::Error for Error {}

/// The same error, one step further out: serde's errors are opaque, so the path goes into the
/// text, in front.
pub(crate) fn at<E: de::Error>(segment: &str, error: &E) -> E {
    let text = error.to_string();
    let mut path = String::new();
    pointer::push(&mut path, segment);
    let separator = if split_path(&text).is_some() {
        ""
    } else {
        ": "
    };
    E::custom(format_args!("{path}{separator}{}", shortened(&text)))
}

/// Parts the path that [`at`] put in front from the message behind it.
fn split_path(text: &str) -> Option<(&str, &str)> {
    let (path, message) = text.split_once(": ")?;
    path.starts_with('/').then_some((path, message))
}
