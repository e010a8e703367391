//! The command line of an event, by its schema.

use std::fmt::Write as _;

use cdevents_generated::Kind;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command};
use serde_json::Value;

use super::names;
use super::options::Flags;
use super::properties::{Properties, Property};
use super::source::Source;
use crate::failure::{Failure, SUCCESS};
use crate::output::print;

/// The variable that has the source of events without `--source`.
const SOURCE_VARIABLE: &str = "CDEVENTS_SOURCE";

/// Prints the help, or says that the event comes first.
pub(super) fn overview(flag: &str) -> Result<u8, Failure> {
    if !["-h", "--help"].contains(&flag) {
        let message =
            format!("expected an event before `{flag}`, as in `cdevents new EVENT {flag}`");
        return Err(message.into());
    }
    let mut events = "Events:\n".to_owned();
    for kind in Kind::ALL {
        let _ = writeln!(events, "  {kind}");
    }
    let command = Command::new("cdevents new")
        .about("Makes an event from flags, a template or answers")
        .override_usage("cdevents new EVENT [FLAGS]")
        .after_help(format!(
            "`cdevents new EVENT --help` lists the flags for the properties of an event.\n\n{}",
            events.trim_end()
        ));
    print(Flags::augment_args(command).render_help())?;
    Ok(SUCCESS)
}

/// Returns the command line of an event: a flag for each property.
pub(super) fn command(event: &str, source: &Source, properties: &Properties) -> Command {
    let command = Command::new(format!("cdevents new {event}"))
        .no_binary_name(true)
        .about(format!(
            "Makes an event `{event}` of release {}",
            source.release()
        ))
        .args_override_self(true);
    let command = Flags::augment_args(command);
    command.args(properties.iter().map(argument))
}

fn argument(property: &Property) -> Arg {
    let schema = property.value_schema();
    let heading = match property.path.as_slice() {
        [section, ..] if section == "context" => "Context",
        [_, key, ..] if key == "content" => "Content",
        [section, ..] if section == "subject" => "Subject",
        _ => "Custom data",
    };
    let mut argument = Arg::new(property.flag.clone())
        .long(property.flag.clone())
        .value_name(value_name(property))
        .help(help(property))
        .help_heading(heading)
        .allow_hyphen_values(true)
        .action(ArgAction::Append);
    if let Some(alias) = &property.alias {
        argument = argument.visible_alias(alias.clone());
    }
    if let Some(allowed) = allowed(schema) {
        argument = argument.value_parser(PossibleValuesParser::new(allowed));
    }
    if property.flag == "source" {
        argument = argument.env(SOURCE_VARIABLE);
    }
    argument
}

/// Returns what a flag's value is, in a word.
pub(super) fn value_name(property: &Property) -> &'static str {
    if property.path == ["customData"] {
        return "FILE|JSON";
    }
    let schema = property.value_schema();
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (_, Some("date-time")) => "TIME",
        (_, Some("uri" | "uri-reference")) => "URI",
        (Some("string"), _) => "TEXT",
        (Some("integer" | "number"), _) => "NUMBER",
        (Some("boolean"), _) => "BOOLEAN",
        (None, _) if schema["anyOf"].is_array() => "TEXT",
        _ => "JSON",
    }
}

/// Returns the values that a schema lists, if it allows no others.
pub(super) fn allowed(schema: &Value) -> Option<Vec<String>> {
    let values = schema["enum"].as_array()?.iter();
    values
        .map(|value| value.as_str().map(ToOwned::to_owned))
        .collect()
}

fn help(property: &Property) -> String {
    let path = names::pointer(&property.path);
    let mut help = match path.as_str() {
        "/context/id" => "A unique ID [default: random]".to_owned(),
        "/context/timestamp" => "When the event occurred [default: now]".to_owned(),
        "/subject/type" => format!("{path} [default: by the event]"),
        "/customData" => {
            format!("{path}: a JSON object, or a file with one; any other file is added as base64")
        }
        _ if property.is_required => format!("{path} (required)"),
        _ => path,
    };
    if property.is_list() {
        help.push_str(", can be repeated");
    }
    let alternatives = property.value_schema()["anyOf"].as_array();
    let mut known = alternatives.into_iter().flatten().filter_map(allowed);
    if let Some(known) = known.next() {
        let _ = write!(help, ", such as {}", known.join(", "));
    }
    help
}

/// Returns the properties that the command line sets, with their values.
pub(super) fn given<'p>(
    properties: &'p Properties,
    matches: &'p ArgMatches,
) -> impl Iterator<Item = (&'p Property, Vec<&'p str>)> {
    properties.iter().filter_map(|property| {
        let values = matches.get_many::<String>(&property.flag)?;
        Some((property, values.map(String::as_str).collect()))
    })
}
