//! Reports with their source text, for `miette`.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

use super::report::Report;
use super::violation::Violation;

/// A report with the text that was validated. Each violation is a label in the text.
///
/// ```
/// use cdevents_generated::CdEvent;
/// use miette::Diagnostic as _;
///
/// let json = r#"{
///     "context": {
///         "specversion": "0.5.1", "id": "", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
///         "type": "dev.cdevents.build.started.0.3.0"
///     },
///     "subject": { "id": "build/7", "content": {} }
/// }"#;
/// let error = json.parse::<CdEvent>().unwrap_err();
/// let report = error.report().unwrap().clone().with_source("event.json", json);
/// let label = report.labels().unwrap().next().unwrap();
/// assert_eq!(&json[label.offset()..label.offset() + label.len()], r#""""#);
/// ```
#[derive(Debug)]
pub struct SourceReport {
    report: Report,
    source: NamedSource<String>,
}

impl Report {
    /// Adds the text that was validated, and its name.
    #[must_use]
    pub fn with_source(self, name: impl AsRef<str>, text: impl Into<String>) -> SourceReport {
        SourceReport {
            source: NamedSource::new(name, text.into()),
            report: self,
        }
    }
}

impl SourceReport {
    /// Returns the report.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

impl fmt::Display for SourceReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.report.violations().len() {
            1 => formatter.write_str("the event has 1 violation"),
            count => write!(formatter, "the event has {count} violations"),
        }
    }
}

impl std::error::Error for SourceReport {}

impl Diagnostic for SourceReport {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        // Lazily, since each label scans the text.
        let label = |violation: &Violation| {
            let span = violation.span(self.source.inner()).unwrap_or_default();
            LabeledSpan::new_with_span(Some(violation.message()), span)
        };
        Some(Box::new(self.report.iter().map(label)))
    }
}
