//! Text for people.

use super::writer::Report;
use crate::failure::Failure;
use crate::output::Output;
use crate::style::{BOLD, ERROR, FAINT, NOTE, SUCCESS, WARNING};
use crate::validate::problem::{Judged, Problem, Severity, Verdict};

pub(super) struct Text;

impl Report for Text {
    fn event(&mut self, source: &str, judged: &Judged, output: &mut Output) -> Result<(), Failure> {
        if judged.verdict == Verdict::Valid && judged.problems.is_empty() {
            let event_type = judged.event_type.as_deref().unwrap_or_default();
            return output.line(format_args!(
                "{BOLD}{source}:{}:{BOLD:#} {SUCCESS}valid{SUCCESS:#} {event_type}",
                judged.position
            ));
        }
        for problem in &judged.problems {
            write(source, problem, output)?;
            if let Some(note) = &judged.note {
                output.line(format_args!("  {FAINT}= note: {note}{FAINT:#}"))?;
            }
        }
        match judged.omitted {
            0 => Ok(()),
            count => output.line(format_args!(
                "{BOLD}{source}:{}:{BOLD:#} {count} more violations",
                judged.position
            )),
        }
    }
}

fn write(source: &str, problem: &Problem, output: &mut Output) -> Result<(), Failure> {
    let (style, severity) = match problem.severity {
        Severity::Error => (ERROR, "error"),
        Severity::Warning => (WARNING, "warning"),
        Severity::Note => (NOTE, "note"),
    };
    output.line(format_args!(
        "{BOLD}{source}:{}:{BOLD:#} {style}{severity}:{style:#} {}{}",
        problem.start,
        problem.text(),
        problem.excerpt
    ))?;
    match &problem.reference {
        Some(reference) => output.line(format_args!("  {FAINT}= see {reference}{FAINT:#}")),
        None => Ok(()),
    }
}
