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
//! Objects become structs or maps, alternatives become enums, and `null` becomes `Option`. A rule that no
//! Rust type has is checked by a type around the value: an integer of at most 100 is a `Score` around a
//! `Number`. `Score::try_from(Number::from(97))?` creates one, and `score.as_u64()` reads it. The few
//! values that fit none of these stay JSON, in a type that checks it.
//!
//! Your crate needs `cdevents-generated` as a dependency under that name, and `cdevents-codegen` of the
//! same version as a build dependency.
//!
//! # Names
//!
//! Names are split into words at capitals and punctuation: `reviewedBy` and `reviewed-by` become
//! *reviewed by*, but `pipelinerun` stays one word. Rust names consist of ASCII letters and digits only,
//! because rustc warns about other letters that look alike. Where that gives no name, or a name that
//! is taken, punctuation and other letters are spelled out (`<=` becomes *less equal*, and `10` becomes
//! *n10*), or else a number is added. [`CustomEvent::with_name`] gives other words. After
//! [`CustomEvent::strict`], generating fails instead, with an error that says which call helps.
//!
//! # Schemas
//!
//! A schema may be of any dialect from draft-04 to draft 2020-12, and each means what its dialect says: up
//! to draft-07, for example, keywords beside a `$ref` have no effect. A `$ref` leads to a schema by its
//! `$id`, or to a file beside the schema's own. Both must be given by [`CustomEvent::with_document`].
//!
//! Formats are checked in the dialects that have them, except `regex`, `idn-email` and `idn-hostname`. These,
//! other formats and unknown keywords have no effect. Cargo shows a warning that names each of them; after
//! [`CustomEvent::strict`], they are errors.
//!
//! # Limits
//!
//! These are errors: a duplicate key in a schema, schemas nested deeper than 1,000 levels through
//! `$ref`s, patterns that would take very long to compile, a `$dynamicRef` that may lead to different
//! schemas, and an `unevaluatedProperties` or `unevaluatedItems` beside very many alternatives. Values
//! nested deeper than 32 types stay JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use crate::documents::Dialect;
use crate::documents::{Document, Documents, files, parse_json, resolved};
use crate::emit::print;
use crate::lower::{self, Policy, custom};
use crate::model::ReleaseName;
use crate::model::rules::{Rules, SchemaId};
use crate::names::Names;
use crate::{Error, emit, stack};

/// A JSON Schema: of an event, of its content, or of something that they refer to.
///
/// It may be of draft-04, -06, -07, 2019-09 or 2020-12, as its `$schema` says; without one, it is of
/// draft 2020-12.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    document: Document,
    dialect: Dialect,
}

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
        let dialect = document.dialect()?;
        Ok(Self { document, dialect })
    }

    /// Sets the dialect of a schema that has no `$schema`.
    #[must_use]
    pub const fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Lowers the schema to rules, without a Rust type. `others` are the schemas that it refers to.
    /// Returns the rules, and the number of the schema among them.
    ///
    /// # Errors
    /// Fails if a schema is invalid or contains something that is not supported.
    pub fn rules(&self, others: &[Self]) -> Result<(Rules, SchemaId), Error> {
        let mut documents = Vec::new();
        for schema in std::iter::once(self).chain(others) {
            documents.push(schema.identified()?);
        }
        let id = documents[0].0.clone();
        stack::large(&self.document.file, || {
            lower::schema(&Documents::with_ids(documents)?, &id, Policy::LENIENT)
        })
    }

    fn identified(&self) -> Result<(String, Document, Dialect), Error> {
        Ok((self.id()?, self.document.clone(), self.dialect))
    }

    /// Returns the URI that `$ref`s use: the `$id`, or one made of the file name alone, so that the
    /// generated code does not contain the machine's folders.
    fn id(&self) -> Result<String, Error> {
        let file = &self.document.file;
        let keyword = self.dialect.id_keyword();
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.filter(|name| name.bytes().all(is_plain));
        let base = format!("file:///{}", name.unwrap_or_default());
        match self.document.value.get(keyword).and_then(Value::as_str) {
            // `$ref`s find a document by its URI without a fragment.
            Some(id) if !id.starts_with('#') => {
                let (id, fragment) = id.split_once('#').unwrap_or((id, ""));
                let place = format!("/{keyword}");
                if !fragment.is_empty() {
                    let reason =
                        format!("`{id}#{fragment}` has a fragment; remove `#` and what follows");
                    return Err(Error::new(file, place, reason));
                }
                resolved(&base, id).map_err(|reason| Error::new(file, place, reason))
            }
            _ if name.is_none() => {
                let reason = format!(
                    "has no `{keyword}`, and its file name cannot be part of a URI; add an `{keyword}`"
                );
                Err(Error::new(file, "", reason))
            }
            _ => Ok(base),
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
    is_strict: bool,
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
            is_strict: false,
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

    /// Makes keywords and formats that have no effect errors instead of warnings, and does the same for
    /// names that are missing or taken.
    #[must_use]
    pub const fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Generates the Rust module. In a build script, prints warnings for Cargo to show.
    ///
    /// # Errors
    /// Fails if a schema is invalid or contains something that is not supported. The error has the file,
    /// the JSON Pointer and the reason.
    pub fn generate(&self) -> Result<String, Error> {
        let (text, warnings) = self.generate_with_warnings()?;
        // Only build scripts have both variables when they run.
        if ["OUT_DIR", "HOST"]
            .iter()
            .all(|name| std::env::var_os(name).is_some())
        {
            for warning in warnings {
                println!("cargo::warning={warning}");
            }
        }
        Ok(text)
    }

    /// Generates the Rust module. Returns it and the warnings, one for each keyword or format that has
    /// no effect, with the place where it occurs first.
    ///
    /// # Errors
    /// Fails as [`generate`](Self::generate) does.
    pub fn generate_with_warnings(&self) -> Result<(String, Vec<Error>), Error> {
        let mut documents = Vec::new();
        for schema in std::iter::once(&self.schema).chain(&self.others) {
            documents.push(schema.identified()?);
        }
        let id = documents[0].0.clone();
        let file = &self.schema.document.file;
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
            let names = Names::free(&self.names, self.is_strict);
            let policy = if self.is_strict {
                Policy::STRICT
            } else {
                Policy::LENIENT
            };
            let mut event = custom::lower(&documents, &names, &event, &source, policy)?;
            names.finish()?;
            let mut ignored = documents.ignored();
            ignored.append(&mut event.ignored);
            if let Some(error) = ignored.first().filter(|_| self.is_strict) {
                return Err(error.clone());
            }
            // Tokens cannot leave their thread.
            let tokens = emit::rust::custom::custom(&event, self.release.as_ref())?;
            let origin = file.file_name().map(|name| name.to_string_lossy());
            let text = print::outside(file, &origin.unwrap_or_default(), tokens)?;
            Ok((text, first_of_each(ignored)))
        })
    }
}

/// Returns the first error of each reason.
fn first_of_each(errors: Vec<Error>) -> Vec<Error> {
    let mut seen = BTreeSet::new();
    let mut errors = errors;
    errors.retain(|error| seen.insert(error.reason().to_owned()));
    errors
}
