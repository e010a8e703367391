//! SARIF 2.1.0. Results are written as they come, so what describes all of them comes last.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::writer::Report;
use crate::failure::Failure;
use crate::output::Output;
use crate::validate::problem::{Judged, Problem, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Default)]
pub(super) struct Sarif {
    has_results: bool,
    /// The rules that were violated, and their level.
    rules: BTreeMap<String, &'static str>,
    /// Why sources were not read to their end.
    notifications: Vec<Value>,
}

impl Report for Sarif {
    fn begin(&mut self, output: &mut Output) -> Result<(), Failure> {
        output.write(format_args!(
            "{{\"$schema\":{},\"version\":\"2.1.0\",\"runs\":[{{\"results\":[",
            Value::from(SCHEMA)
        ))
    }

    fn event(&mut self, source: &str, judged: &Judged, output: &mut Output) -> Result<(), Failure> {
        for problem in &judged.problems {
            let comma = if std::mem::replace(&mut self.has_results, true) {
                ","
            } else {
                ""
            };
            output.write(format_args!("{comma}\n{}", result(source, problem)))?;
            self.rules
                .insert(problem.rule.clone(), level(problem.severity));
        }
        Ok(())
    }

    fn source(
        &mut self,
        name: &str,
        error: Option<&str>,
        _output: &mut Output,
    ) -> Result<(), Failure> {
        let notification = error.map(|error| {
            let text = if name.is_empty() {
                error.to_owned()
            } else {
                format!("{name}: {error}")
            };
            json!({ "level": "error", "message": { "text": text } })
        });
        self.notifications.extend(notification);
        Ok(())
    }

    fn end(&mut self, output: &mut Output) -> Result<(), Failure> {
        let rules = std::mem::take(&mut self.rules);
        let rules = rules.into_iter().map(|(id, level)| {
            json!({
                "id": id,
                "shortDescription": { "text": description(&id) },
                "defaultConfiguration": { "level": level },
            })
        });
        let tool = json!({
            "driver": {
                "name": env!("CARGO_BIN_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.collect::<Value>(),
            }
        });
        let invocation = json!({
            "executionSuccessful": self.notifications.is_empty(),
            "toolExecutionNotifications": std::mem::take(&mut self.notifications),
        });
        output.line(format_args!(
            "],\n\"columnKind\":\"unicodeCodePoints\",\"invocations\":[{invocation}],\
             \"tool\":{tool}}}]}}"
        ))
    }
}

fn result(source: &str, problem: &Problem) -> Value {
    json!({
        "ruleId": problem.rule,
        "level": level(problem.severity),
        "message": { "text": problem.text() },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(source) },
                "region": {
                    "startLine": problem.start.line,
                    "startColumn": problem.start.column,
                    "endLine": problem.end.line,
                    "endColumn": problem.end.column,
                },
            },
            "logicalLocations": [{ "fullyQualifiedName": problem.path }],
        }],
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn description(rule: &str) -> String {
    match rule {
        "json" => "The text is not JSON.".to_owned(),
        "event" => "The event breaks a rule beyond its schema.".to_owned(),
        "cloudevents" => "The CloudEvent contradicts its event, or has none.".to_owned(),
        keyword if keyword.contains('-') => format!("The specification's text: {keyword}."),
        keyword => format!("The event violates the schema's keyword `{keyword}`."),
    }
}

/// Returns a path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            byte => uri.extend(format!("%{byte:02X}").chars()),
        }
    }
    uri
}
