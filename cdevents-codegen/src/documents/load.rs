//! Reads a folder of schemas: the only step that reads the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::model::ReleaseName;
use crate::{Error, documents::json};

/// The dialect that every schema must be written in.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The file with the words and names, beside the releases' folders.
pub const NAMES_FILE: &str = "names.toml";

/// The file with the corrections, beside the releases' folders.
pub const CORRECTIONS_FILE: &str = "corrections.toml";

/// The file with the values for examples, beside the releases' folders.
pub const EXAMPLES_FILE: &str = "examples.toml";

/// The file with the acknowledged faults, beside the releases' folders.
pub const LINT_FILE: &str = "lint.toml";

/// What lies beside the releases' folders.
const CONFIGURATION: [&str; 4] = [NAMES_FILE, CORRECTIONS_FILE, EXAMPLES_FILE, LINT_FILE];

/// The text of every file that matters, by its path below the folder.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The folder, for messages.
    pub folder: PathBuf,
    /// The texts, sorted by path; a path's parts are separated by `/`.
    pub texts: BTreeMap<String, String>,
    /// Are the names, the corrections and the examples those of more releases than are here? Then
    /// those may be of no use that are for another release.
    pub is_part: bool,
}

impl Files {
    /// Has names of its own?
    #[must_use]
    pub fn has_names(&self) -> bool {
        self.texts.contains_key(NAMES_FILE)
    }

    /// Takes the names, the corrections, the examples and the acknowledged faults from another
    /// folder, which has more releases: a checkout of the specification has none.
    #[must_use]
    pub fn with_names_of(mut self, other: &Self) -> Self {
        for file in CONFIGURATION {
            if let Some(text) = other.texts.get(file) {
                self.texts.insert(file.to_owned(), text.clone());
            }
        }
        self.is_part = true;
        self
    }

    /// As they are where they have names of their own, or else [with those](Self::with_names_of) of
    /// another folder.
    #[must_use]
    pub fn or_with_names_of(self, other: &Self) -> Self {
        if self.has_names() {
            self
        } else {
            self.with_names_of(other)
        }
    }
}

/// What a document is. It is told by what it holds, not by its name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// An event of the vocabulary.
    Event,
    /// The event of those who have events of their own.
    CustomEvent,
    /// A link that travels by itself.
    Link,
    /// What others refer to.
    Definition,
}

/// A schema, as it stands in its file, or as a correction made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file.
    pub file: PathBuf,
    /// The release that it belongs to.
    pub release: ReleaseName,
    /// The JSON.
    pub value: Value,
}

impl Document {
    /// Its `$id`, where it has one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.value.get("$id").and_then(Value::as_str)
    }

    /// Returns what kind of document this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        let has = |pointer: &str| self.value.pointer(pointer).is_some();
        let has_property =
            |keys: [&str; 2]| keys.iter().any(|key| has(&format!("/properties/{key}")));
        if has("/properties/context") && has("/properties/subject") {
            if has("/properties/context/properties/type/pattern") {
                Kind::CustomEvent
            } else {
                Kind::Event
            }
        } else if has_property(["linkType", "link_type"]) && has_property(["chainId", "chain_id"]) {
            Kind::Link
        } else {
            Kind::Definition
        }
    }
}

/// Reads every `.json` below a folder, and the tables beside them.
///
/// # Errors
/// Where a folder or a file can't be read.
pub fn read_folder(folder: &Path) -> Result<Files, Error> {
    let mut files = Files {
        folder: folder.to_owned(),
        ..Files::default()
    };
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = pending.pop() {
        let unreadable = |error| Error::new(&path, "", format!("can't be read: {error}"));
        for entry in fs::read_dir(&path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let Ok(name) = entry.file_name().into_string() else {
                return Err(Error::new(entry.path(), "", "its name isn't UTF-8"));
            };
            let key = format!("{prefix}{name}");
            if entry.path().is_dir() {
                pending.push((entry.path(), format!("{key}/")));
            } else if is_configuration(&key) || has_extension(&name, "json") {
                let text = fs::read_to_string(entry.path());
                let text = text.map_err(|error| {
                    Error::new(entry.path(), "", format!("can't be read: {error}"))
                })?;
                files.texts.insert(key, text);
            }
        }
    }
    Ok(files)
}

fn is_configuration(key: &str) -> bool {
    CONFIGURATION.contains(&key)
}

/// Returns whether a file name has an extension, in any case.
#[must_use]
pub fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case(extension))
}

/// Parses every schema, sorted by path. JSON that is no schema is left out.
pub fn documents(files: &Files) -> Result<Vec<Document>, Error> {
    let mut parsed = Vec::new();
    for (key, text) in files.texts.iter().filter(|(key, _)| !is_configuration(key)) {
        let file = files.folder.join(key);
        let value = json::parse(&file, text)?;
        if looks_like_a_schema(&value) {
            parsed.push((key.as_str(), file, value));
        }
    }
    let mut named: Option<(ReleaseName, PathBuf)> = None;
    for (key, file, value) in &parsed {
        if release_of_folder(key).is_none()
            && let Some(release) = release_of_id(value)
        {
            match &named {
                Some((other, elsewhere)) if *other != release => {
                    let reason = format!(
                        "is of release {release}, and {} of {other}: put each in a folder of that name",
                        elsewhere.display()
                    );
                    return Err(Error::new(file, "/$id", reason));
                }
                _ => named = Some((release, file.clone())),
            }
        }
    }
    let mut documents = Vec::new();
    for (key, file, value) in parsed {
        let named = named.as_ref().map(|(release, _)| release.clone());
        let Some(release) = release_of_folder(key).or(named) else {
            let reason = "lies in no release's folder (`draft`, or a version such as `0.5.1`), and no `$id` names a release";
            return Err(Error::new(file, "", reason));
        };
        documents.push(Document {
            file,
            release,
            value,
        });
    }
    if !documents.iter().any(|it| it.kind() == Kind::Event) {
        let reason = "no event's schema is below this folder";
        return Err(Error::new(&files.folder, "", reason));
    }
    Ok(documents)
}

/// The release whose folder a file is in, of many in one folder.
fn release_of_folder(key: &str) -> Option<ReleaseName> {
    key.split_once('/')?.0.parse().ok()
}

/// The release that a schema's `$id` names: `https://cdevents.dev/0.5.1/schema/…`. So a checkout of
/// the specification, which is one release, can be read where it lies.
fn release_of_id(value: &Value) -> Option<ReleaseName> {
    let (before, _) = value.get("$id")?.as_str()?.split_once("/schema/")?;
    before.rsplit('/').next()?.parse().ok()
}

/// Events and other data have none of these.
pub fn looks_like_a_schema(value: &Value) -> bool {
    const KEYWORDS: &[&str] = &[
        "$schema",
        "$id",
        "$ref",
        "$defs",
        "properties",
        "required",
        "additionalProperties",
        "items",
    ];
    KEYWORDS.iter().any(|keyword| value.get(keyword).is_some())
}

/// Every schema must be in the one dialect that is supported.
pub fn check_dialect(document: &Document) -> Result<(), Error> {
    match document.value.get("$schema").map(Value::as_str) {
        Some(Some(DIALECT)) => Ok(()),
        Some(_) => {
            let reason = format!("only the dialect {DIALECT} is supported");
            Err(Error::new(&document.file, "/$schema", reason))
        }
        None => {
            let reason =
                format!("looks like a schema, but says no dialect; add `$schema`: {DIALECT}");
            Err(Error::new(&document.file, "", reason))
        }
    }
}

/// A document that is in no file, with its `$id`, which may be another than the URI that it is
/// found by. It needs no dialect.
pub fn loose(uri: &str, value: &Value) -> Result<(String, Document), Error> {
    let document = Document {
        file: uri.into(),
        release: ReleaseName::default(),
        value: value.clone(),
    };
    if value.get("$schema").is_some() {
        check_dialect(&document)?;
    }
    Ok((document.id().unwrap_or(uri).to_owned(), document))
}
