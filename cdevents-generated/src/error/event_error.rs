//! The error of parsing and validating.

use std::fmt;
use std::sync::OnceLock;

use super::kind::ErrorKind;
use super::message::without_position;
use crate::json::locate;
use crate::json::tree::Node;
use crate::json::wording::{escaped, shortened};
use crate::validate::Report;
use crate::validate::schema::validate_with;
use crate::validate::table::Schema;
use crate::validate::violation::Violation;

/// The error for an event that can't be parsed, or isn't valid.
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
    report: Violations,
}

/// The report of an error.
enum Violations {
    None,
    Found(Report),
    /// They are found in the text once they are asked for.
    In(Box<Unread>),
}

/// A text that violates a schema.
struct Unread {
    text: String,
    schema: &'static Schema,
    schema_id: &'static str,
    report: OnceLock<Option<Report>>,
}

impl Violations {
    fn report(&self) -> Option<&Report> {
        match self {
            Self::None => None,
            Self::Found(report) => Some(report),
            Self::In(unread) => {
                let report = || {
                    let node = Node::parse(&unread.text).ok()?;
                    validate_with(unread.schema, unread.schema_id, &node).err()
                };
                unread.report.get_or_init(report).as_ref()
            }
        }
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.report().fmt(formatter)
    }
}

impl Error {
    pub(crate) fn new(
        kind: ErrorKind,
        instance_path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self(Box::new(Inner {
            kind,
            instance_path: instance_path.into(),
            message: message.into(),
            position: None,
            report: Violations::None,
        }))
    }

    /// Converts a JSON error about the whole document.
    pub(crate) fn from_json(kind: ErrorKind, error: &serde_json::Error) -> Self {
        Self::new(kind, "", without_position(error)).with_position(error)
    }

    /// Takes the path, message and position from the first violation in a text.
    pub(crate) fn from_report(report: Report, text: &str) -> Self {
        let mut error = Self::new(report.kind(), "", "");
        if let Some(first) = report.iter().next() {
            error = error.about(first, text);
        }
        error.0.report = Violations::Found(report);
        error
    }

    /// Takes the path, message and position from the first violation of a schema in a text, in which
    /// the others are found once they are asked for.
    pub(crate) fn from_first(
        first: &Violation,
        text: &str,
        schema: &'static Schema,
        schema_id: &'static str,
    ) -> Self {
        let mut error = Self::new(ErrorKind::Invalid, "", "").about(first, text);
        error.0.report = Violations::In(Box::new(Unread {
            text: text.to_owned(),
            schema,
            schema_id,
            report: OnceLock::new(),
        }));
        error
    }

    fn about(mut self, violation: &Violation, text: &str) -> Self {
        let violation = violation.innermost();
        let place = violation.offset_in(text);
        self.0.position = place.map(|offset| locate::position(text, offset));
        self.0.message = violation.message();
        violation
            .instance_path()
            .clone_into(&mut self.0.instance_path);
        self
    }

    /// Adds the position at which `serde_json` stopped, if there is one.
    pub(crate) fn with_position(mut self, error: &serde_json::Error) -> Self {
        self.0.position = (error.line() > 0).then(|| (error.line(), error.column()));
        self
    }

    /// Adds the position of an offset in the text.
    pub(crate) fn with_offset(mut self, text: &str, offset: usize) -> Self {
        self.0.position = Some(locate::position(text, offset));
        self
    }

    /// Converts the position to that in another text.
    pub(crate) fn map_position(
        mut self,
        map: impl FnOnce((usize, usize)) -> (usize, usize),
    ) -> Self {
        self.0.position = self.0.position.map(map);
        self
    }

    /// Moves the path and the position into a larger text, which has the value that was parsed at a
    /// JSON Pointer, from an offset.
    pub(crate) fn within(mut self, pointer: &str, text: &str, offset: usize) -> Self {
        self.0.instance_path.insert_str(0, pointer);
        self.moved(locate::position(text, offset))
    }

    /// Moves the position into a larger text, where the text that was parsed starts at a line and
    /// column.
    pub(crate) fn moved(self, (first_line, first_column): (usize, usize)) -> Self {
        self.map_position(|(line, column)| match line {
            0 | 1 => (first_line, first_column + column.saturating_sub(1)),
            line => (first_line + line - 1, column),
        })
    }

    /// Sets the position.
    pub(crate) fn at(mut self, position: (usize, usize)) -> Self {
        self.0.position = Some(position);
        self
    }

    /// Removes the position, of a value that wasn't parsed from text.
    pub(crate) fn without_position(mut self) -> Self {
        self.0.position = None;
        self
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the path of the value that the error is about: a JSON Pointer (RFC 6901), empty for
    /// the whole document. A property that is missing or unknown is reported at its object.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.0.instance_path
    }

    /// Returns what is wrong with that value.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the line and column of the problem, both from 1, if the event was parsed from text.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.0.position
    }

    /// Returns every violation of the schema. An error of parsing keeps a copy of the text, and finds
    /// them in it at the first call.
    ///
    /// There is no report if the input isn't JSON, or if the event violates only the rules that
    /// parsing adds to the schema's: no duplicate keys, and a limit to nesting.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.0.report.report()
    }
}

/// Writes the first problem in one line: its path, the message, its position in the text, and the
/// number of further violations.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        if let Some(note) = self.report().and_then(Report::note) {
            line = format!("{note}: ");
        }
        if !self.0.instance_path.is_empty() {
            line.push_str(&shortened(&self.0.instance_path));
            line.push_str(": ");
        }
        line.push_str(&self.0.message);
        let position = self.0.position;
        let position = position.map(|(line, column)| format!("line {line}, column {column}"));
        let violations = self.report().map(|report| report.violations().len());
        let more = match violations.unwrap_or(1) {
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
