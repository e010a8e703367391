//! `cdevents validate`.

use std::path::PathBuf;

use cdevents_generated::Release;
use clap::Args;

use crate::failure::Failure;
use crate::validate::{self, Format, Options, SchemaFile};

/// Validates events, and reports every violation with its line and column.
///
/// What a file holds is detected by its content: single events in any layout, several in a row
/// (NDJSON), arrays, CloudEvents in structured mode and batches of them, and all of that compressed
/// with gzip. Of a folder, every file that holds JSON is validated.
///
/// The exit status is 0 if all events are valid, 1 if one is not, and 2 if a file cannot be read or has
/// no event.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Files, folders and globs such as `'events/**/*.json'`; `-` is the standard input, which is also
    /// read if there are none
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Also report valid events
    #[arg(short, long)]
    verbose: bool,
    /// Also report what the specification recommends beyond its schemas
    #[arg(long)]
    advice: bool,
    /// The release in which events must be valid, instead of the one that each of them names
    #[arg(long)]
    release: Option<Release>,
    /// A file with a JSON Schema of your own. With an event type, it describes the content
    /// (`subject.content`) of that event; without, the events whose `schemaUri` is its `$id`, and
    /// other values of `schemaUri` are errors
    #[arg(long, value_name = "[EVENT_TYPE=]FILE")]
    schema: Vec<SchemaFile>,
    /// How many threads validate [default: the number of cores]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<usize>,
}

pub(crate) fn run(arguments: Arguments) -> Result<u8, Failure> {
    validate::run(&Options {
        arguments: arguments.files,
        format: arguments.format,
        is_verbose: arguments.verbose,
        advises: arguments.advice,
        release: arguments.release,
        schemas: arguments.schema,
        threads: arguments.threads,
    })
}
