//! The text of a document.

use std::io;

use crate::read::not_json;
use crate::{Error, ErrorKind};

/// Returns the text of a JSON document.
pub(crate) fn text(json: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(json).map_err(|error| not_json::bytes(json, error.valid_up_to()))
}

/// Reads a document to its end.
pub(crate) fn bytes(mut reader: impl io::Read) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = reader.read_to_end(&mut bytes);
    read.map_err(|error| Error::new(ErrorKind::Io, "", error.to_string()))?;
    Ok(bytes)
}
