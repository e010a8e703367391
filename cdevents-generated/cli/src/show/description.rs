//! What an event is about.

use cdevents_generated::CdEvent;

use crate::style::{BOLD, FAINT};

/// Returns what an event is about: its name, its subject, and the most important of its content.
pub(super) fn description(event: &CdEvent) -> String {
    let event_type = event.event_type();
    let name = match event.kind() {
        Some(kind) if event.release().is_some() && !event_type.is_custom() => kind.to_string(),
        _ => event_type.to_string(),
    };
    let subject = printable(event.subject_id());
    let artifact = event.artifact_id().filter(|id| id != event.subject_id());
    let environment = event.environment_id().filter(|id| id != event.subject_id());
    let details = [
        ("", artifact),
        ("in ", environment),
        ("outcome ", event.outcome()),
        ("from ", Some(event.source().to_owned())),
    ];
    let details = details.into_iter().filter_map(|(label, value)| {
        let value = value?;
        Some(format!("  {FAINT}{label}{FAINT:#}{}", printable(&value)))
    });
    let details: String = details.collect();
    format!("{BOLD}{name:<24}{BOLD:#}  {subject}{details}")
}

/// Replaces what would break the line or change the terminal.
pub(super) fn printable(text: &str) -> String {
    let replace = |character: char| {
        if character.is_control() {
            '\u{fffd}'
        } else {
            character
        }
    };
    text.chars().map(replace).collect()
}
