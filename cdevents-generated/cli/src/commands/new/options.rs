//! The flags that all events share.

use std::fs;
use std::io::{Read as _, stdin};
use std::path::{Path, PathBuf};

use cdevents_generated::{CdEvent, Release};
use clap::{ArgMatches, Args, FromArgMatches as _};

use super::names;

/// The names of the flags, which no property gets.
pub(super) const OPTION_NAMES: &[&str] = &["release", "from", "chain-of", "set", "pretty", "help"];

// A doc comment would become the help of the command.
#[derive(Args, Debug)]
pub(super) struct Flags {
    /// The release of the specification [default: the newest that has the event]
    #[arg(long)]
    release: Option<Release>,
    /// Starts from the event in a file, without its ID and timestamp. Flags replace its properties
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Continues the chain of the event in a file, the last one if it has several: takes over the
    /// chain ID and links to the event
    #[arg(long, value_name = "FILE")]
    chain_of: Option<PathBuf>,
    /// Sets any property by its JSON Pointer, such as `/customData/runner=7`. The value is JSON, or
    /// else a string
    #[arg(long, value_name = "POINTER=VALUE", value_parser = setting)]
    set: Vec<(Vec<String>, String)>,
    /// Prints the event with line breaks and indentation
    #[arg(long)]
    pretty: bool,
}

/// The flags that all events share, with the files that they name.
pub(super) struct Options {
    pub(super) template: Option<String>,
    pub(super) previous: Option<CdEvent>,
    pub(super) settings: Vec<(Vec<String>, String)>,
    pub(super) is_pretty: bool,
}

impl Options {
    pub(super) fn from_matches(matches: &ArgMatches) -> Result<Self, String> {
        let flags = Flags::from_arg_matches(matches).map_err(|error| error.to_string())?;
        let template = flags.from.as_deref().map(read).transpose()?;
        let template = template.map(String::from_utf8).transpose();
        Ok(Self {
            template: template.map_err(|_| "the template is no UTF-8")?,
            previous: flags.chain_of.as_deref().map(last_event).transpose()?,
            settings: flags.set,
            is_pretty: flags.pretty,
        })
    }
}

/// Returns the release in the words of a command line. The flags of an event depend on it, so it is
/// needed before they are parsed.
pub(super) fn release(words: &[String]) -> Result<Option<Release>, String> {
    let mut words = words.iter();
    let name = words.find_map(|word| match word.strip_prefix("--release")? {
        "" => Some(None),
        rest => Some(Some(rest.strip_prefix('=')?)),
    });
    let name = match name {
        Some(Some(name)) => name,
        Some(None) => match words.next() {
            Some(name) => name,
            // Clap says what is missing.
            None => return Ok(None),
        },
        None => return Ok(None),
    };
    name.parse().map(Some).map_err(|error| format!("{error}"))
}

fn setting(text: &str) -> Result<(Vec<String>, String), String> {
    match text.split_once('=') {
        Some((pointer, value)) if pointer.starts_with('/') => {
            Ok((names::keys(pointer), value.to_owned()))
        }
        _ => Err("expected a JSON Pointer and a value, such as `/subject/id=checkout`".to_owned()),
    }
}

/// Reads a file, or the standard input for `-`.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = stdin().lock().read_to_end(&mut bytes);
        return read.map(|_| bytes).map_err(|error| error.to_string());
    }
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Returns the event in a file, or that in its last line.
fn last_event(path: &Path) -> Result<CdEvent, String> {
    let bytes = read(path)?;
    let lines = bytes.split(|byte| *byte == b'\n');
    let last = lines.rev().find(|line| !line.trim_ascii().is_empty());
    let event = last.and_then(|line| CdEvent::from_slice(line).ok());
    match event {
        Some(event) => Ok(event),
        None => CdEvent::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display())),
    }
}
