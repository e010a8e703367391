//! Why an event could not be read.

use std::fmt;

use serde::de;
use serde_json::Value;

use crate::Release;
use crate::validate::{self, Report};

/// Why an event could not be read: what is wrong, and where.
///
/// [`Error::instance_path`] and [`Error::message`] are of the first problem that reading met;
/// [`Error::report`] has every violation, in document order.
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
        let mut this = Self::new(kind, instance_path, message);
        this.0.position = (line > 0).then_some((line, column));
        this
    }

    /// Adds what validation finds in the text. It finds nothing where only the rules of our own are
    /// broken.
    pub(crate) fn with_report(mut self, text: &str, release: Option<Release>) -> Self {
        if self.0.kind != ErrorKind::Syntax {
            self.0.report = validate::validate_text_by(text, release).err();
        }
        self
    }

    /// The same, by another way to validate.
    pub(crate) fn with_report_by(
        mut self,
        text: &str,
        report: impl FnOnce(Value) -> Option<Report>,
    ) -> Self {
        if self.0.kind != ErrorKind::Syntax
            && let Ok(value) = serde_json::from_str(text)
        {
            self.0.report = report(value);
        }
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

    /// The first problem that reading met, in a line.
    pub(crate) fn first(&self) -> First<'_> {
        First(&self.0)
    }

    /// Every violation of the schema. There is none where the bytes aren't JSON, and where the event
    /// breaks but the rules that reading has besides the schema's.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.0.report.as_ref()
    }
}

/// The report where there is one, and else the first problem.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.report {
            Some(report) => report.fmt(formatter),
            None => self.first().fmt(formatter),
        }
    }
}

/// The first problem of an error.
pub(crate) struct First<'a>(&'a Inner);

impl fmt::Display for First<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.instance_path.is_empty() {
            write!(formatter, "{}: ", self.0.instance_path)?;
        }
        formatter.write_str(&self.0.message)?;
        if let Some((line, column)) = self.0.position {
            write!(formatter, " at line {line} column {column}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// The same error, one step further out: serde's errors are opaque, so the path goes into the
/// text, in front.
pub(crate) fn at<E: de::Error>(segment: &str, error: &E) -> E {
    let text = error.to_string();
    if split_path(&text).is_some() {
        E::custom(format_args!("/{segment}{text}"))
    } else {
        E::custom(format_args!("/{segment}: {text}"))
    }
}

/// Parts the path that [`at`] put in front from the message behind it.
fn split_path(text: &str) -> Option<(&str, &str)> {
    let (path, message) = text.split_once(": ")?;
    path.starts_with('/').then_some((path, message))
}
