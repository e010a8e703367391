//! Annotations of a GitHub workflow.

use super::writer::Report;
use crate::failure::Failure;
use crate::output::Output;
use crate::validate::problem::{Judged, Severity};

pub(super) struct Github;

impl Report for Github {
    fn event(&mut self, source: &str, judged: &Judged, output: &mut Output) -> Result<(), Failure> {
        let event_type = judged.event_type.as_deref();
        let title = property(event_type.unwrap_or("CDEvent"));
        let source = property(source);
        for problem in &judged.problems {
            let level = match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let (start, end) = (problem.start, problem.end);
            output.line(format_args!(
                "::{level} file={source},line={},endLine={},col={},endColumn={},title={title}::{}",
                start.line,
                end.line,
                start.column,
                end.column,
                message(&problem.text())
            ))?;
        }
        Ok(())
    }

    fn source(
        &mut self,
        name: &str,
        error: Option<&str>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let Some(error) = error else {
            return Ok(());
        };
        output.line(format_args!(
            "::error file={}::{}",
            property(name),
            message(error)
        ))
    }
}

fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
