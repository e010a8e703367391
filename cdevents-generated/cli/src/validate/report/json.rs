//! An object on each line.

use serde_json::{Value, json};

use super::writer::Report;
use crate::failure::Failure;
use crate::output::Output;
use crate::validate::problem::{Judged, Problem, Severity, Verdict};

pub(super) struct Json;

impl Report for Json {
    fn event(&mut self, source: &str, judged: &Judged, output: &mut Output) -> Result<(), Failure> {
        let list = |is_error: bool| {
            let problems = judged.problems.iter();
            let problems =
                problems.filter(|problem| (problem.severity == Severity::Error) == is_error);
            problems.map(object).collect::<Value>()
        };
        let mut line = json!({
            "file": source,
            "line": judged.position.line,
            "column": judged.position.column,
            "type": judged.event_type,
            "valid": judged.verdict == Verdict::Valid,
        });
        if judged.verdict != Verdict::Valid {
            line["kind"] = json!(judged.kind);
            line["note"] = json!(judged.note);
            line["errors"] = list(true);
            line["omitted"] = json!(judged.omitted);
        }
        line["advice"] = list(false);
        output.line(line)
    }
}

fn object(problem: &Problem) -> Value {
    let mut object = problem.details.clone();
    for (key, number) in [
        ("line", problem.start.line),
        ("column", problem.start.column),
        ("endLine", problem.end.line),
        ("endColumn", problem.end.column),
    ] {
        object.insert(key.to_owned(), number.into());
    }
    object.insert("instanceLocation".to_owned(), problem.path.clone().into());
    object.into()
}
