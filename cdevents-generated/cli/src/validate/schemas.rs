//! The user's own schemas.

use std::path::PathBuf;
use std::str::FromStr;

use cdevents_generated::registry::SchemaRegistry;
use serde_json::Value;

/// A file with a schema, and the event type whose content it describes.
#[derive(Clone, Debug)]
pub(crate) struct SchemaFile {
    event_type: Option<String>,
    path: PathBuf,
}

impl FromStr for SchemaFile {
    type Err = std::convert::Infallible;

    fn from_str(argument: &str) -> Result<Self, Self::Err> {
        let pair = argument.split_once('=');
        let pair = pair.filter(|(event_type, _)| event_type.starts_with("dev.cdevents"));
        let (event_type, path) = match pair {
            Some((event_type, path)) => (Some(event_type.to_owned()), path),
            None => (None, argument),
        };
        Ok(Self {
            event_type,
            path: path.into(),
        })
    }
}

/// Compiles schemas. Returns nothing if there are none.
pub(super) fn registry(files: &[SchemaFile]) -> Result<Option<SchemaRegistry>, String> {
    if files.is_empty() {
        return Ok(None);
    }
    let mut builder = SchemaRegistry::builder();
    for SchemaFile { event_type, path } in files {
        builder = if let Some(event_type) = event_type {
            builder.content(event_type, path.as_path())
        } else {
            let id = id(path).map_err(|reason| format!("{}: {reason}", path.display()))?;
            builder.document(id, path.as_path()).honour_schema_uri(true)
        };
    }
    let registry = builder.build().map_err(|error| error.to_string())?;
    Ok(Some(registry))
}

fn id(path: &std::path::Path) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let schema: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let id = schema.get("$id").and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| {
        "the schema has no `$id`, by which the `schemaUri` of events could name it; for the schema \
         of the content of an event type, pass `--schema EVENT_TYPE=FILE`"
            .to_owned()
    })
}
