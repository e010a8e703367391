//! Building a registry: parsing and compiling schemas.

use std::collections::{HashMap, HashSet};
use std::error::Error as StdError;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ReferencingError, Registry, RegistryBuilder, Retrieve, Uri, Validator, uri};
use serde_json::{Value, json};

use super::error::{SchemaError, SchemaName};
use super::schema_registry::SchemaRegistry;
use crate::value::uri::is_uri;
use crate::{EventType, Json, validate};

/// A schema: a value, a JSON text, or a file. Strings are JSON text, and paths are files.
#[derive(Clone, Debug)]
pub struct SchemaSource(Source);

#[derive(Clone, Debug)]
enum Source {
    Value(Value),
    Text(String),
    File(PathBuf),
}

impl From<Value> for SchemaSource {
    fn from(schema: Value) -> Self {
        Self(Source::Value(schema))
    }
}

impl From<&Value> for SchemaSource {
    fn from(schema: &Value) -> Self {
        schema.clone().into()
    }
}

impl From<String> for SchemaSource {
    fn from(json: String) -> Self {
        Self(Source::Text(json))
    }
}

impl From<&str> for SchemaSource {
    fn from(json: &str) -> Self {
        json.to_owned().into()
    }
}

impl From<PathBuf> for SchemaSource {
    fn from(file: PathBuf) -> Self {
        Self(Source::File(file))
    }
}

impl From<&Path> for SchemaSource {
    fn from(file: &Path) -> Self {
        file.to_owned().into()
    }
}

impl Source {
    fn read(&self) -> Result<Value, String> {
        match self {
            Self::Value(schema) => Ok(schema.clone()),
            Self::Text(json) => parse(json),
            Self::File(path) => {
                let at = |reason| format!("{}: {reason}", path.display());
                let json = fs::read_to_string(path).map_err(|error| at(error.to_string()))?;
                parse(&json).map_err(at)
            }
        }
    }
}

/// Parses JSON without duplicate keys.
fn parse(json: &str) -> Result<Value, String> {
    let json: Json = serde_json::from_str(json).map_err(|error| error.to_string())?;
    json.read().map_err(|error| error.to_string())
}

/// Builds a [`SchemaRegistry`].
#[derive(Clone, Debug, Default)]
#[must_use = "schemas are compiled only by `build`"]
pub struct SchemaRegistryBuilder {
    schemas: Vec<(SchemaName, SchemaSource)>,
    honours_schema_uri: bool,
}

impl SchemaRegistry {
    /// Creates a builder without schemas.
    pub fn builder() -> SchemaRegistryBuilder {
        SchemaRegistryBuilder::default()
    }
}

impl SchemaRegistryBuilder {
    /// Adds a schema for the content (`subject.content`) of an event type.
    pub fn content(
        self,
        event_type: impl AsRef<str>,
        schema: impl Into<SchemaSource>,
    ) -> SchemaRegistryBuilder {
        let name = SchemaName::Content(event_type.as_ref().to_owned());
        self.add(name, schema.into())
    }

    /// Adds a schema for the custom data of an event type. It applies to custom data that is an
    /// object.
    pub fn custom_data(
        self,
        event_type: impl AsRef<str>,
        schema: impl Into<SchemaSource>,
    ) -> SchemaRegistryBuilder {
        let name = SchemaName::CustomData(event_type.as_ref().to_owned());
        self.add(name, schema.into())
    }

    /// Adds a document under an absolute URI. Other schemas can refer to it, and so can the
    /// `schemaUri` of events.
    pub fn document(
        self,
        uri: impl AsRef<str>,
        schema: impl Into<SchemaSource>,
    ) -> SchemaRegistryBuilder {
        let name = SchemaName::Document(uri.as_ref().to_owned());
        self.add(name, schema.into())
    }

    /// Sets whether an event with a `schemaUri` is validated against the document with that URI, and
    /// rejected if there is none. By default, `schemaUri` is ignored.
    pub fn honour_schema_uri(mut self, honour: bool) -> SchemaRegistryBuilder {
        self.honours_schema_uri = honour;
        self
    }

    fn add(mut self, name: SchemaName, schema: SchemaSource) -> Self {
        self.schemas.push((name, schema));
        self
    }

    /// Compiles every schema. Reads the added files, and nothing else.
    ///
    /// # Errors
    /// Fails if an event type or URI is invalid or added twice, or if a schema can't be read, is
    /// invalid, has the `$id` of another document, or refers to an unregistered document.
    pub fn build(self) -> Result<SchemaRegistry, SchemaError> {
        let mut names = HashSet::new();
        let mut schemas = Vec::with_capacity(self.schemas.len());
        for (name, SchemaSource(source)) in &self.schemas {
            check(name).map_err(|reason| SchemaError::new(name, reason))?;
            if !names.insert(name) {
                return Err(SchemaError::new(name, "is registered twice"));
            }
            let schema = source.read();
            schemas.push((
                name,
                schema.map_err(|reason| SchemaError::new(name, reason))?,
            ));
        }
        check_ids(&schemas)?;
        let documents = prepare(&schemas)?;
        let mut registry = SchemaRegistry {
            content: HashMap::new(),
            custom_data: HashMap::new(),
            documents: HashMap::new(),
            honours_schema_uri: self.honours_schema_uri,
        };
        for (name, schema) in &schemas {
            let validator = compile(name, schema, &documents)?;
            let (validators, key) = match name {
                SchemaName::Content(event_type) => (&mut registry.content, event_type),
                SchemaName::CustomData(event_type) => (&mut registry.custom_data, event_type),
                SchemaName::Document(uri) => (&mut registry.documents, uri),
            };
            validators.insert(key.clone(), validator);
        }
        Ok(registry)
    }
}

/// Checks the name of a schema. Without this check, a typo in an event type would silently disable
/// its schema.
fn check(name: &SchemaName) -> Result<(), String> {
    match name {
        SchemaName::Content(event_type) | SchemaName::CustomData(event_type) => {
            let parsed: EventType = event_type.parse().map_err(|error| format!("{error}"))?;
            let event = json!({ "context": { "type": parsed.as_str() } });
            validate::resolve(&event).map_err(|report| report.to_string())?;
            Ok(())
        }
        SchemaName::Document(uri) if !is_uri(uri) || uri.contains('#') => {
            Err("its URI must be absolute and without a fragment".to_owned())
        }
        // `jsonschema` would use its built-in documents instead.
        SchemaName::Document(uri) if DRAFTS.iter().any(|draft| uri.starts_with(draft)) => {
            Err("the schemas of the JSON Schema drafts are built in".to_owned())
        }
        SchemaName::Document(_) => Ok(()),
    }
}

const DRAFTS: [&str; 2] = ["https://json-schema.org/", "http://json-schema.org/"];

/// A schema with its name.
type NamedSchema<'a> = (&'a SchemaName, Value);

/// Checks that no two documents have the same URI or `$id`. Otherwise a `$ref` could lead to the
/// wrong schema.
fn check_ids(schemas: &[NamedSchema<'_>]) -> Result<(), SchemaError> {
    let mut documents: HashMap<String, &NamedSchema<'_>> = HashMap::new();
    let is_document = |(name, _): &&NamedSchema<'_>| matches!(name, SchemaName::Document(_));
    let others = schemas.iter().filter(|named| !is_document(named));
    for named in schemas.iter().filter(is_document).chain(others) {
        let (name, schema) = named;
        for id in ids(name, schema) {
            match documents.get(&id) {
                Some((other, known)) if other != name && known != schema => {
                    let reason = format!("has the same URI or `$id` as {other}: `{id}`");
                    return Err(SchemaError::new(name, reason));
                }
                None if is_document(&named) => drop(documents.insert(id, named)),
                _ => {}
            }
        }
    }
    Ok(())
}

/// Returns the URI of a document and the `$id` of any schema.
fn ids(name: &SchemaName, schema: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    let id = schema.get("$id").and_then(Value::as_str);
    let id = id.map(|id| id.strip_suffix('#').unwrap_or(id));
    if let SchemaName::Document(uri) = name {
        ids.push(uri.clone());
        if let Some(id) = id
            && let Ok(base) = uri::from_str(uri)
            && let Ok(id) = uri::resolve_against(&base.borrow(), id)
        {
            ids.push(id.to_string());
        }
    } else if let Some(id) = id {
        ids.push(id.to_owned());
    }
    ids
}

/// Prepares every document, under its URI and its `$id`s.
fn prepare<'a>(schemas: &'a [NamedSchema<'_>]) -> Result<Registry<'a>, SchemaError> {
    let mut builder = Registry::new().retriever(Refuse);
    for (name, schema) in schemas {
        if let SchemaName::Document(uri) = name {
            let added = builder.add(uri, schema);
            builder = added.map_err(|error| SchemaError::new(name, describe(&error)))?;
        }
    }
    builder.prepare().map_err(|error| locate(schemas, &error))
}

/// Compiles a schema.
fn compile(
    name: &SchemaName,
    schema: &Value,
    documents: &Registry<'_>,
) -> Result<Validator, SchemaError> {
    let mut options = jsonschema::options()
        .with_registry(documents)
        .with_retriever(Refuse)
        .should_validate_formats(true);
    if let SchemaName::Document(uri) = name {
        options = options.with_base_uri(uri);
    }
    options.build(schema).map_err(|error| {
        let reason = match (error.kind(), error.instance_path().as_str()) {
            (ValidationErrorKind::Referencing(error), _) => describe(error),
            (_, "") => error.to_string(),
            (_, path) => format!("{path}: {error}"),
        };
        SchemaError::new(name, reason)
    })
}

/// Fetches nothing and opens no file.
struct Refuse;

impl Retrieve for Refuse {
    fn retrieve(&self, _: &Uri<String>) -> Result<Value, Box<dyn StdError + Send + Sync>> {
        Err("nothing is fetched".into())
    }
}

/// Describes what is wrong with a reference.
fn describe(error: &ReferencingError) -> String {
    match error {
        ReferencingError::Unretrievable { uri, .. } if is_uri(uri) => {
            format!("refers to `{uri}`, which is not registered")
        }
        ReferencingError::Unretrievable { uri, .. } => {
            format!("refers to `{uri}`, but has no absolute `$id` to resolve that against")
        }
        ReferencingError::UnknownSpecification { specification } => {
            format!("uses the draft `{specification}`, which is not registered")
        }
        error => error.to_string(),
    }
}

/// Finds the document that causes an error. All documents are prepared together, and the error
/// doesn't say which one is wrong.
fn locate(schemas: &[NamedSchema<'_>], error: &ReferencingError) -> SchemaError {
    let missing = match error {
        ReferencingError::Unretrievable { uri, .. }
        | ReferencingError::CircularMetaschema { uri } => Some(uri.as_str()),
        ReferencingError::UnknownSpecification { specification } => Some(specification.as_str()),
        _ => None,
    };
    let is_culprit = |(name, schema): &&NamedSchema<'_>| {
        let SchemaName::Document(uri) = name else {
            return false;
        };
        let asked = Record::default();
        let alone = Registry::new().retriever(asked.clone()).add(uri, schema);
        let is_wrong = alone.and_then(RegistryBuilder::prepare).is_err();
        missing.map_or(is_wrong, |missing| asked.has(missing))
    };
    let name = schemas
        .iter()
        .find(is_culprit)
        .map(|(name, _)| (*name).clone());
    // Some document causes the error, so this is never used.
    let name = name.unwrap_or_else(|| SchemaName::Document(missing.unwrap_or_default().to_owned()));
    SchemaError::new(&name, describe(error))
}

/// Records the requested URIs and returns an empty schema for each.
#[derive(Clone, Default)]
struct Record(Arc<Mutex<Vec<String>>>);

impl Record {
    fn has(&self, uri: &str) -> bool {
        let asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().any(|known| known == uri)
    }
}

impl Retrieve for Record {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn StdError + Send + Sync>> {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(uri.to_string());
        Ok(Value::Bool(true))
    }
}
