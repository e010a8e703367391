//! Applies the declared corrections to the specification's schemas. A correction fails once the fault
//! is gone.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Error;
use crate::model::{Correction, ReleaseName};

use super::document::Document;
use super::files::{CORRECTIONS_FILE, Files};
use super::keywords::remove_annotations;
use super::load::load;
use super::pointer;

/// The file of corrections.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declarations {
    #[serde(default, rename = "correction")]
    corrections: Vec<Declaration>,
    /// Keywords that JSON Schema does not know and that do not affect validity.
    #[serde(default)]
    annotations: Vec<String>,
}

/// The correction of one fault, which several documents may share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declaration {
    /// The release that has the fault.
    release: String,
    /// The `$id`s of the documents; for a document without one, the end of its path.
    documents: Vec<String>,
    /// The JSON Pointer of the fault.
    pointer: String,
    /// The wrong value; absent if a value is missing.
    found: Option<Value>,
    /// The right value; absent if the wrong one is to be removed.
    replacement: Option<Value>,
    /// The keys of properties that belong in a nested object.
    moved: Option<Vec<String>>,
    /// The key of that nested object.
    into: Option<String>,
    /// A description of the fault.
    problem: String,
    /// The reason why the correction is right.
    reason: String,
    /// The release that fixed the fault.
    fixed_in: Option<String>,
    /// The report of the fault.
    issue: Option<String>,
}

/// Loads the documents and corrects them. Returns the corrections too.
///
/// # Errors
/// Fails as [`load()`] and [`correct()`] do.
pub fn load_corrected(files: &Files) -> Result<(Vec<Document>, Vec<Correction>), Error> {
    let mut documents = load(files)?;
    let corrections = correct(files, &mut documents)?;
    Ok((documents, corrections))
}

/// Applies the corrections that `files` declare, and removes the keywords that they declare to be
/// annotations. Returns the corrections.
///
/// # Errors
/// Fails if a declaration is incomplete or does not match its document.
pub fn correct(files: &Files, documents: &mut [Document]) -> Result<Vec<Correction>, Error> {
    let file = files.folder.join(CORRECTIONS_FILE);
    let declarations: Declarations = match files.texts.get(CORRECTIONS_FILE) {
        None => Declarations::default(),
        Some(text) => toml::from_str(text).map_err(|error| {
            let reason = format!("is not a valid list of corrections: {error}");
            Error::new(&file, "", reason)
        })?,
    };
    let mut corrections = Vec::new();
    for (index, declaration) in declarations.corrections.iter().enumerate() {
        let entry = Entry { file: &file, index };
        let release: ReleaseName = declaration
            .release
            .parse()
            .map_err(|reason: String| entry.error("/release", reason))?;
        if files.is_part && !documents.iter().any(|document| document.release == release) {
            continue;
        }
        let change = change(declaration, &entry)?;
        for (number, name) in declaration.documents.iter().enumerate() {
            let failed = |reason: String| entry.error(&format!("/documents/{number}"), reason);
            let is_meant =
                |document: &&mut Document| document.release == release && is_named(document, name);
            let Some(document) = documents.iter_mut().find(is_meant) else {
                return Err(failed(format!(
                    "release {release} has no document `{name}`; fix the name or remove the correction"
                )));
            };
            let at = document.file.display().to_string();
            apply(&mut document.value, &declaration.pointer, &change)
                .map_err(|reason| failed(format!("{at}#{}: {reason}", declaration.pointer)))?;
        }
        corrections.push(Correction {
            release,
            documents: declaration.documents.clone(),
            pointer: declaration.pointer.clone(),
            problem: declaration.problem.clone(),
            correction: change.to_string(),
            reason: declaration.reason.clone(),
            fixed_in: declaration.fixed_in.clone(),
            issue: declaration.issue.clone(),
        });
    }
    let declared = declarations.annotations.iter().map(String::as_str);
    let declared: BTreeSet<_> = declared.collect();
    let removed = remove_annotations(documents, &declared);
    let unused = declarations.annotations.iter().enumerate();
    let mut unused = unused.filter(|(_, keyword)| !removed.contains(keyword.as_str()));
    match unused.next() {
        Some((index, keyword)) if !files.is_part => {
            let reason = format!("no schema has the keyword `{keyword}`; remove it from the list");
            Err(Error::new(&file, format!("/annotations/{index}"), reason))
        }
        _ => Ok(corrections),
    }
}

/// The position of a declaration in its file.
struct Entry<'a> {
    file: &'a Path,
    index: usize,
}

impl Entry<'_> {
    fn error(&self, pointer: &str, reason: impl Into<String>) -> Error {
        let pointer = format!("/correction/{}{pointer}", self.index);
        Error::new(self.file, pointer, reason)
    }
}

/// The change that a correction makes.
enum Change<'a> {
    Replace(&'a Value, &'a Value),
    Add(&'a Value),
    Remove(&'a Value),
    Move(&'a [String], &'a str),
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replace(found, replacement) => {
                write!(formatter, "replaced `{found}` with `{replacement}`")
            }
            Self::Add(replacement) => write!(formatter, "added `{replacement}`"),
            Self::Remove(found) => write!(formatter, "removed `{found}`"),
            Self::Move(keys, into) => {
                write!(formatter, "moved `{}` into `{into}`", keys.join("`, `"))
            }
        }
    }
}

fn change<'a>(declaration: &'a Declaration, entry: &Entry<'_>) -> Result<Change<'a>, Error> {
    if declaration.documents.is_empty() {
        return Err(entry.error("/documents", "must name at least one document"));
    }
    for (key, text) in [
        ("problem", &declaration.problem),
        ("reason", &declaration.reason),
    ] {
        if text.trim().is_empty() {
            return Err(entry.error(&format!("/{key}"), "must not be empty"));
        }
    }
    if declaration.fixed_in.is_none() && declaration.issue.is_none() {
        let reason =
            "must have `fixed_in`, the release that fixed the fault, or `issue`, its report";
        return Err(entry.error("", reason));
    }
    match declaration {
        Declaration {
            moved: Some(keys),
            into: Some(into),
            found: None,
            replacement: None,
            ..
        } if !keys.is_empty() => Ok(Change::Move(keys, into)),
        Declaration {
            moved: None,
            into: None,
            found,
            replacement,
            ..
        } => match (found, replacement) {
            (Some(found), Some(replacement)) if found == replacement => {
                Err(entry.error("/replacement", "is equal to `found`, so it changes nothing"))
            }
            (Some(found), Some(replacement)) => Ok(Change::Replace(found, replacement)),
            (None, Some(replacement)) => Ok(Change::Add(replacement)),
            (Some(found), None) => Ok(Change::Remove(found)),
            (None, None) => Err(entry.error("", "must have `found` or `replacement`")),
        },
        _ => Err(entry.error(
            "",
            "must have either `found` and `replacement`, or `moved` and `into`",
        )),
    }
}

/// Returns whether a correction means this document: its `$id`, or the end of its path if it has none.
#[must_use]
pub fn is_named(document: &Document, name: &str) -> bool {
    match document.id() {
        Some(id) => id == name,
        None => document.file.ends_with(Path::new(name)),
    }
}

/// Applies a change. The error says why it does not apply.
fn apply(document: &mut Value, pointer: &str, change: &Change<'_>) -> Result<(), String> {
    if let Change::Move(keys, into) = change {
        let object = document.pointer_mut(pointer).and_then(Value::as_object_mut);
        let object = object.ok_or("there is no object here")?;
        return move_properties(object, keys, into);
    }
    let (parent, key) = pointer::split(pointer).ok_or("must not be the whole document")?;
    let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
    let parent = parent
        .ok_or("the parent object no longer exists; fix the pointer or remove the correction")?;
    let expected = match change {
        Change::Replace(found, _) | Change::Remove(found) => Some(*found),
        Change::Add(_) | Change::Move(..) => None,
    };
    match (parent.get(&key), expected) {
        (found, expected) if found == expected => {}
        (Some(found), Some(_)) => return Err(format!("found another value: {found}")),
        (Some(found), None) => return Err(format!("there already is a value: {found}")),
        (None, _) => return Err("the value no longer exists".to_owned()),
    }
    match change {
        Change::Replace(_, replacement) | Change::Add(replacement) => {
            parent.insert(key, (*replacement).clone());
        }
        Change::Remove(_) | Change::Move(..) => drop(parent.remove(&key)),
    }
    Ok(())
}

fn move_properties(
    object: &mut Map<String, Value>,
    keys: &[String],
    into: &str,
) -> Result<(), String> {
    let mut moved = match object.remove(into) {
        None => Map::new(),
        Some(Value::Object(properties)) => properties,
        Some(other) => return Err(format!("`{into}` is not an object: {other}")),
    };
    for key in keys {
        let value = object.remove(key);
        let value = value.ok_or_else(|| format!("`{key}` no longer exists here"))?;
        if moved.insert(key.clone(), value).is_some() {
            return Err(format!("`{into}` already has `{key}`"));
        }
    }
    object.insert(into.to_owned(), moved.into());
    Ok(())
}
