//! `cdevents new`: makes an event from flags, a template or answers.

mod flags;
mod missing;
mod names;
mod options;
mod properties;
mod questions;
mod source;
mod values;

use std::io::{IsTerminal as _, stderr, stdin};

use cdevents_generated::CdEvent;
use clap::Args;
use serde_json::Value;

use crate::failure::{Failure, SUCCESS};
use crate::output::{print, tell_warning};
use options::Options;
use properties::Properties;
use source::Source;

/// Makes an event from flags, a template or answers.
///
/// `cdevents new EVENT --help` lists the flags of an event: one for each property of its schema. What is
/// required and missing is asked for on a terminal, and is an error otherwise.
#[derive(Args, Debug)]
#[command(
    disable_help_flag = true,
    override_usage = "cdevents new EVENT [FLAGS]"
)]
pub(crate) struct Arguments {
    /// The event, such as `service.deployed`, and its flags. A custom event is its whole type, such
    /// as `dev.cdeventsx.mytool-build.queued.0.1.0`
    #[arg(
        value_name = "EVENT",
        required = true,
        allow_hyphen_values = true,
        trailing_var_arg = true
    )]
    words: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let Some((event, flags)) = arguments.words.split_first() else {
        return Err("an event is missing".into());
    };
    if event.starts_with('-') {
        return flags::overview(event);
    }
    let source = Source::find(event, options::release(flags)?)?;
    let properties = Properties::of(&source);
    let command = flags::command(event, &source, &properties);
    let matches = match command.try_get_matches_from(flags) {
        Ok(matches) => matches,
        // It is a request for help, too. Clap knows the stream and the exit status.
        Err(error) => error.exit(),
    };
    let options = Options::from_matches(&matches)?;

    let mut json = source.start(options.template.as_deref())?;
    for (property, texts) in flags::given(&properties, &matches) {
        values::insert(&mut json, &property.path, property.value(&texts)?)?;
    }
    for (path, text) in &options.settings {
        values::insert(&mut json, path, properties.value_at(path, text)?)?;
    }
    ask_or_refuse(event, &source, &properties, &mut json)?;
    let mut event: CdEvent = parse(&json, &properties)?;
    if let Some(previous) = &options.previous {
        if previous.chain_id().is_none() {
            tell_warning("the previous event has no chain ID, so the new event only links to it");
        }
        let continued = event.continue_from(previous);
        continued.map_err(|error| error.to_string())?;
    }
    if options.is_pretty {
        let pretty = event.to_value().map_err(|error| error.to_string())?;
        print(format_args!("{pretty:#}\n"))?;
    } else {
        print(format_args!("{}\n", event.to_json()))?;
    }
    Ok(SUCCESS)
}

/// Asks for the required properties that are missing, if someone can answer.
fn ask_or_refuse(
    event: &str,
    source: &Source,
    properties: &Properties,
    json: &mut Value,
) -> Result<(), Failure> {
    let missing = missing::complete(&source.schema, json);
    if missing.is_empty() {
        return Ok(());
    }
    if stdin().is_terminal() && stderr().is_terminal() {
        questions::ask(&missing, properties, json, stdin().lock(), stderr().lock())?;
        return Ok(());
    }
    let flags: Vec<_> = missing.iter().map(|path| properties.flag(path)).collect();
    Err(Failure::Error(format!(
        "`{event}` also needs {}\n  `cdevents new {event} --help` lists all flags",
        flags.join(", ")
    )))
}

/// Parses the event. In an error, the violations name the flags.
fn parse(json: &Value, properties: &Properties) -> Result<CdEvent, String> {
    CdEvent::from_slice(json.to_string().as_bytes()).map_err(|error| {
        let violations = error.report().into_iter().flatten();
        let lines: Vec<_> = violations
            .map(|violation| {
                let path = violation.instance_path();
                let place = match properties.get(&names::keys(path)) {
                    Some(property) => format!("--{}", property.flag),
                    None => path.to_owned(),
                };
                format!("{place}: {}", violation.message())
            })
            .collect();
        if lines.is_empty() {
            return error.to_string();
        }
        lines.join("\n  ")
    })
}

#[cfg(test)]
mod tests;
