//! Generates types for your own events from a JSON Schema, in a build script.
//!
//! ```no_run
//! use std::path::Path;
//! use std::{env, fs};
//!
//! use cdevents_codegen::custom::{CustomEvent, Schema};
//!
//! println!("cargo::rerun-if-changed=schemas");
//! let schema = Schema::read("schemas/gate-checked.json".as_ref())?;
//! let event = CustomEvent::of_content("dev.cdeventsx.gatekeeper-gate.checked.0.1.0", schema);
//! let path = Path::new(&env::var("OUT_DIR")?).join("gate_checked.rs");
//! fs::write(path, event.generate()?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Include the generated file as a module:
//!
//! ```ignore
//! mod gate_checked {
//!     include!(concat!(env!("OUT_DIR"), "/gate_checked.rs"));
//! }
//! ```
//!
//! The module contains:
//!
//! - `GateChecked`, named after the subject and the predicate: the event, a `CustomEvent` of
//!   `cdevents-generated`;
//! - `Content` and the types within it, named after the properties that hold them;
//! - `EVENT_TYPE`, and `from_slice`, which parses an event;
//! - `validate`, `validate_slice`, `is_valid` and `is_valid_slice`, which check an event against the
//!   specification's schema and your own.
//!
//! A value that has no type of its own, such as a number, stays JSON in a type that checks it against
//! its schema: `Score::try_from(Json::from_serialize(&97)?)` creates one, and `as_json().read::<u8>()`
//! reads it.
//!
//! Your crate needs `cdevents-generated` as a dependency under that name, and `cdevents-codegen` of the
//! same version as a build dependency.
//!
//! # Names
//!
//! Names are split into words at capitals and punctuation: `reviewedBy` and `reviewed-by` become
//! *reviewed by*, but `pipelinerun` stays one word. Rust names consist of ASCII letters and digits only,
//! because rustc warns about other letters that look alike. If no name can be made, or two names are
//! equal, generating fails with an error that says which call of [`CustomEvent::with_name`] helps.
//!
//! # Limits
//!
//! These are errors: a duplicate key in a schema, types nested deeper than 32 levels, schemas nested
//! deeper than 1,000 levels through `$ref`s, and patterns that would take very long to compile.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::documents::{Document, Documents, files, parse_json};
use crate::emit::print;
use crate::lower::custom;
use crate::model::ReleaseName;
use crate::names::Names;
use crate::{Error, emit, stack};

/// A JSON Schema of draft 2020-12: of an event, of its content, or of something that they refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema(Document);

impl Schema {
    /// Reads a schema from its file.
    ///
    /// # Errors
    /// Fails if the file cannot be read, is not JSON, or is of another draft.
    pub fn read(file: &Path) -> Result<Self, Error> {
        Self::new(file, &files::read_text(file)?)
    }

    /// Parses a schema. Errors name `file`.
    ///
    /// # Errors
    /// Fails if the text is not JSON, or is of another draft.
    pub fn new(file: impl Into<PathBuf>, text: &str) -> Result<Self, Error> {
        let file = file.into();
        let value = parse_json(&file, text)?;
        let release = ReleaseName::default();
        let document = Document {
            file,
            release,
            value,
        };
        document.check_declared_dialect()?;
        Ok(Self(document))
    }

    /// Returns the URI that `$ref`s use: the `$id`, or one made of the file name alone, so that the
    /// generated code does not contain the machine's folders.
    fn id(&self) -> Result<String, Error> {
        if let Some(id) = self.0.id() {
            // `$ref`s find a document by its URI without a fragment.
            let id = id.strip_suffix('#').unwrap_or(id);
            if id.contains('#') {
                let reason = format!("`{id}` has a fragment; remove `#` and what follows");
                return Err(Error::new(&self.0.file, "/$id", reason));
            }
            return Ok(id.to_owned());
        }
        match self.0.file.file_name().and_then(|name| name.to_str()) {
            Some(name) if name.bytes().all(is_plain) => Ok(format!("file:///{name}")),
            _ => {
                let reason =
                    "has no `$id`, and its file name cannot be part of a URI; add an `$id`";
                Err(Error::new(&self.0.file, "", reason))
            }
        }
    }
}

/// Returns whether a byte is one of RFC 3986's unreserved characters.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// A custom event to generate Rust for. See the [module](self).
///
/// The generated module uses `cdevents_generated::latest`, which changes when an update of that crate
/// adds a release. If your schema requires a `specversion`, or your code names a module such as
/// `v0_5_1`, fix the release with [`with_release`](Self::with_release).
#[derive(Clone, Debug, PartialEq)]
pub struct CustomEvent {
    schema: Schema,
    /// The event type, if the schema describes the content.
    event_type: Option<String>,
    others: Vec<Schema>,
    names: BTreeMap<String, String>,
    release: Option<ReleaseName>,
}

impl CustomEvent {
    /// Describes an event by its type and the schema of its content, at `/subject/content`.
    #[must_use]
    pub fn of_content(event_type: &str, schema: Schema) -> Self {
        Self {
            event_type: Some(event_type.to_owned()),
            ..Self::of_event(schema)
        }
    }

    /// Describes an event by its whole schema, which a `schemaUri` may refer to. The schema must have a
    /// `const` at `/context/type`.
    #[must_use]
    pub const fn of_event(schema: Schema) -> Self {
        Self {
            schema,
            event_type: None,
            others: Vec::new(),
            names: BTreeMap::new(),
            release: None,
        }
    }

    /// Adds a schema that `$ref`s refer to. Nothing is ever fetched.
    #[must_use]
    pub fn with_document(mut self, schema: Schema) -> Self {
        self.others.push(schema);
        self
    }

    /// Sets the words of a name in the schema or the event type: of a property, a value or a subject.
    /// Words are in lower case and separated by spaces.
    ///
    /// ```
    /// # use cdevents_codegen::custom::{CustomEvent, Schema};
    /// # let schema = Schema::new("a.json", "{}")?;
    /// # let event = CustomEvent::of_event(schema);
    /// let event = event.with_name("pipelinerun", "pipeline run").with_name("2fa", "two factor");
    /// # Ok::<(), cdevents_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn with_name(mut self, name: &str, words: &str) -> Self {
        self.names.insert(name.to_owned(), words.to_owned());
        self
    }

    /// Sets the release of the specification, 0.4.0 or newer, so that it does not change when
    /// `cdevents-generated` is updated. The default is the newest release of that crate.
    #[must_use]
    pub fn with_release(mut self, release: ReleaseName) -> Self {
        self.release = Some(release);
        self
    }

    /// Generates the Rust module.
    ///
    /// # Errors
    /// Fails if a schema is invalid or contains something that is not supported. The error has the file,
    /// the JSON Pointer and the reason.
    pub fn generate(&self) -> Result<String, Error> {
        let mut documents = Vec::new();
        for schema in std::iter::once(&self.schema).chain(&self.others) {
            documents.push((schema.id()?, schema.0.clone()));
        }
        let id = documents[0].0.clone();
        let file = &self.schema.0.file;
        if let Some(release) = self
            .release
            .as_ref()
            .filter(|release| !release.has_custom_events())
        {
            let reason = format!(
                "{release} has no custom events; choose 0.4.0 or newer with `with_release`"
            );
            return Err(Error::new(file, "", reason));
        }
        let (event, source) = match &self.event_type {
            None => (id, custom::Source::Event),
            Some(event_type) => {
                custom::check_type(event_type).map_err(|reason| Error::new(file, "", reason))?;
                let wrapper = custom::wrapper(event_type, &id, file);
                let event = wrapper.0.clone();
                documents.push(wrapper);
                (event, custom::Source::Content(event_type.clone()))
            }
        };
        stack::large(file, || {
            let documents = Documents::with_ids(documents)?;
            let names = Names::free(&self.names);
            let event = custom::lower(&documents, &names, &event, &source)?;
            names.finish()?;
            // Tokens cannot leave their thread.
            let tokens = emit::rust::custom::custom(&event, self.release.as_ref())?;
            let origin = file.file_name().map(|name| name.to_string_lossy());
            print::outside(file, &origin.unwrap_or_default(), tokens)
        })
    }
}
