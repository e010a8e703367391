//! Custom events of one's own, from a JSON Schema in one's own crate: a library for build scripts.
//!
//! A company's tool emits `dev.cdeventsx.gatekeeper-gate.checked.0.1.0`, and has a schema of what
//! such an event says. This makes Rust of it: the type of the content, the type of the event, and
//! its validators, as exact as those of `cdevents-generated`, which the text refers to. A build
//! script writes it down:
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
//! and the crate has it in a module:
//!
//! ```ignore
//! mod gate_checked {
//!     include!(concat!(env!("OUT_DIR"), "/gate_checked.rs"));
//! }
//! ```
//!
//! In it are `GateChecked`, named after the subject and the predicate, which is a `CustomEvent` of
//! `cdevents-generated`; `Content`, and the types within that, named after the members that hold
//! them; `EVENT_TYPE`; `from_slice`; and `validate`, `validate_slice`, `is_valid` and
//! `is_valid_slice`. All of these hold an event to the specification's schema and to its own.
//!
//! What has no type of its own, a number for instance, is kept as it came, in a type that is held to
//! its schema: `Score::try_from(Json::from_serialize(&97)?)` makes one, and `as_json().read::<u8>()`
//! reads it.
//!
//! The crate needs `cdevents-generated` under that name, of the same version as this crate, and
//! `cdevents-codegen` as a build dependency.
//!
//! # Names
//!
//! Names are split into words at capitals and punctuation, and nowhere else: `reviewedBy` and
//! `reviewed-by` are *reviewed by*, and `pipelinerun` is one word. Names are made of ASCII letters and
//! digits alone, since rustc warns about other letters that look alike, and a generated module can't
//! allow that. Where there is no name, or the same name twice, generating is an error that says which
//! [`CustomEvent::with_name`] helps.
//!
//! # Limits
//!
//! A schema whose JSON has a key twice is an error, and so are one whose objects are nested deeper than
//! 32, one whose schemas are nested deeper than 1,000 by way of `$ref`s, and a pattern that would take
//! very long to compile.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::documents::{Document, Documents, files, parse_json};
use crate::emit::print;
use crate::lower::custom;
use crate::model::ReleaseName;
use crate::names::Names;
use crate::{Error, emit, stack};

/// A JSON Schema of draft 2020-12, of an event or of its content.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema(Document);

impl Schema {
    /// Reads a schema from its file.
    ///
    /// # Errors
    /// Where the file can't be read, isn't JSON, or is of another draft.
    pub fn read(file: &Path) -> Result<Self, Error> {
        Self::new(file, &files::read(file)?)
    }

    /// Of a text, with the file that errors are to name.
    ///
    /// # Errors
    /// Where it isn't JSON, or is of another draft.
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

    /// What a `$ref` finds it by: its `$id`, or else a URI of its file's name alone, so that no
    /// machine's folders are in what is generated.
    fn id(&self) -> Result<String, Error> {
        if let Some(id) = self.0.id() {
            // A `$ref` finds a document by what is in front of the fragment.
            let id = id.strip_suffix('#').unwrap_or(id);
            if id.contains('#') {
                let reason = format!("`{id}` has a fragment; leave out `#` and what is behind it");
                return Err(Error::new(&self.0.file, "/$id", reason));
            }
            return Ok(id.to_owned());
        }
        match self.0.file.file_name().and_then(|name| name.to_str()) {
            Some(name) if name.bytes().all(is_plain) => Ok(format!("file:///{name}")),
            _ => {
                let reason = "has no `$id`, and its name can't be part of a URI; give it an `$id`";
                Err(Error::new(&self.0.file, "", reason))
            }
        }
    }
}

/// Is it one of RFC 3986's unreserved characters?
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// A custom event that Rust is to be made of. See the [module](self).
///
/// Unless [`with_release`](Self::with_release) names a release, the generated module is of
/// `cdevents_generated::latest`, which moves to a newer release by an update of that crate. What
/// names a release, such as a schema that demands a `specversion`, or code with `v0_5_1`, then no
/// longer fits it.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomEvent {
    schema: Schema,
    /// The event's type, where the schema is that of the content.
    event_type: Option<String>,
    others: Vec<Schema>,
    names: BTreeMap<String, String>,
    release: Option<ReleaseName>,
}

impl CustomEvent {
    /// By the event's type and the schema of its content: what stands at `/subject/content`.
    #[must_use]
    pub fn of_content(event_type: &str, schema: Schema) -> Self {
        Self {
            event_type: Some(event_type.to_owned()),
            ..Self::of_event(schema)
        }
    }

    /// By the schema of the whole event, such as `schemaUri` names. It must demand one type, by a
    /// `const`, at `/context/type`.
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

    /// With a schema that a `$ref` leads to. Nothing is ever fetched.
    #[must_use]
    pub fn with_document(mut self, schema: Schema) -> Self {
        self.others.push(schema);
        self
    }

    /// With the words, in lower case and separated by spaces, of a name as the schema or the event's
    /// type has it: of a member, a value, or a subject.
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

    /// Of a release of the specification that has custom events, 0.4.0 or newer, instead of the
    /// newest that `cdevents-generated` has: what is emitted then names the same release after an
    /// update.
    #[must_use]
    pub fn with_release(mut self, release: ReleaseName) -> Self {
        self.release = Some(release);
        self
    }

    /// Makes the Rust.
    ///
    /// # Errors
    /// Where a schema isn't what it should be, or has what isn't supported: with the file, the JSON
    /// Pointer and the reason.
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
                "{release} has no custom events; choose 0.4.0 or a newer release by `with_release`"
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
            // Tokens can't leave their thread.
            let tokens = emit::rust::custom::custom(&event, self.release.as_ref())?;
            let origin = file.file_name().map(|name| name.to_string_lossy());
            print::outside(file, &origin.unwrap_or_default(), tokens)
        })
    }
}
