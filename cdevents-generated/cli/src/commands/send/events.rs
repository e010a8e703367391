//! Reads the events to send.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, stdin};
use std::path::{Path, PathBuf};

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Decoder, Received};
use serde_json::Deserializer;
use serde_json::value::RawValue;

/// Returns the events of files, or of the standard input, one after the other as they are read. A file
/// has JSON in any layout: events, envelopes of CloudEvents, or arrays of them.
pub(super) fn read(files: &[PathBuf]) -> impl Iterator<Item = Result<CdEvent, String>> {
    let stdin = files.is_empty().then(|| PathBuf::from("-"));
    let files = files.iter().cloned().chain(stdin);
    files.flat_map(|path| {
        let events: Box<dyn Iterator<Item = _>> = match open(&path) {
            Ok(input) => Box::new(events(input)),
            Err(error) => Box::new([Err(error.to_string())].into_iter()),
        };
        events.map(move |event| event.map_err(|error| format!("{}: {error}", path.display())))
    })
}

fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(stdin().lock()));
    }
    Ok(Box::new(File::open(path)?))
}

fn events(input: impl Read) -> impl Iterator<Item = Result<CdEvent, String>> {
    let documents = Deserializer::from_reader(BufReader::new(input)).into_iter::<Box<RawValue>>();
    let documents = documents.flat_map(|document| match document {
        Ok(document) if document.get().starts_with('[') => {
            match serde_json::from_str::<Vec<Box<RawValue>>>(document.get()) {
                Ok(items) => items.into_iter().map(Ok).collect(),
                Err(error) => vec![Err(error.to_string())],
            }
        }
        Ok(document) => vec![Ok(document)],
        Err(error) => vec![Err(format!("{error}; what follows is not sent"))],
    });
    documents.enumerate().map(|(index, document)| {
        event(document?.get()).map_err(|error| format!("event {}: {error}", index + 1))
    })
}

/// Reads an event, with or without the envelope of a CloudEvent.
fn event(text: &str) -> Result<CdEvent, String> {
    let properties: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
    if properties.contains_key("specversion") && !properties.contains_key("context") {
        let headers = [("content-type", "application/cloudevents+json")];
        let received = Decoder::new(Binding::Http).decode(headers, text.as_bytes());
        let decoded = received.and_then(Received::into_single);
        return decoded
            .map(|decoded| decoded.event)
            .map_err(|error| error.to_string());
    }
    CdEvent::from_slice(text.as_bytes()).map_err(|error| error.to_string())
}
