//! Makes the declared corrections of the specification's schemas. Each must find what it corrects:
//! so none outlives its fault.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Error;
use crate::documents::load::{self, CORRECTIONS_FILE, Document, Files};
use crate::model::{Correction, ReleaseName};

/// The file of corrections.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declarations {
    #[serde(default, rename = "correction")]
    corrections: Vec<Declaration>,
}

/// One fault, which several documents may share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declaration {
    /// The release that has the fault.
    release: String,
    /// The `$id`s of the documents; of those without one, how their paths end.
    documents: Vec<String>,
    /// The place: a JSON Pointer.
    pointer: String,
    /// What stands there; nothing, where something is missing.
    found: Option<Value>,
    /// What should stand there; nothing, where something is too much.
    replacement: Option<Value>,
    /// The members of the object there that belong into another, and the key of that one.
    moved: Option<Vec<String>>,
    into: Option<String>,
    /// What is wrong.
    problem: String,
    /// Why the correction is right.
    reason: String,
    /// The release that has it so.
    fixed_in: Option<String>,
    /// Where it was reported.
    issue: Option<String>,
}

/// The documents, corrected, and the corrections.
pub fn corrected(files: &Files) -> Result<(Vec<Document>, Vec<Correction>), Error> {
    let mut documents = load::documents(files)?;
    let corrections = correct(files, &mut documents)?;
    Ok((documents, corrections))
}

/// Corrects documents, wherever they were read from, as `files` declare.
pub fn correct(files: &Files, documents: &mut [Document]) -> Result<Vec<Correction>, Error> {
    let file = files.folder.join(CORRECTIONS_FILE);
    let declarations: Declarations = match files.texts.get(CORRECTIONS_FILE) {
        None => Declarations::default(),
        Some(text) => toml::from_str(text).map_err(|error| {
            let reason = format!("is not a list of corrections: {error}");
            Error::new(&file, "", reason)
        })?,
    };
    let mut corrections = Vec::new();
    for (index, declaration) in declarations.corrections.iter().enumerate() {
        let place = Place { file: &file, index };
        let release: ReleaseName = declaration
            .release
            .parse()
            .map_err(|reason: String| place.error("/release", reason))?;
        if files.is_part && !documents.iter().any(|it| it.release == release) {
            continue;
        }
        let change = change(declaration, &place)?;
        for (number, name) in declaration.documents.iter().enumerate() {
            let failed = |reason: String| place.error(&format!("/documents/{number}"), reason);
            let is_it = |it: &&mut Document| it.release == release && is_named(it, name);
            let Some(document) = documents.iter_mut().find(is_it) else {
                return Err(failed(format!(
                    "release {release} has no document `{name}`; remove the correction, or mend the name"
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
    Ok(corrections)
}

/// A declaration's place in its file.
struct Place<'a> {
    file: &'a PathBuf,
    index: usize,
}

impl Place<'_> {
    fn error(&self, pointer: &str, reason: impl Into<String>) -> Error {
        let pointer = format!("/correction/{}{pointer}", self.index);
        Error::new(self.file, pointer, reason)
    }
}

/// What a correction does to its place.
enum Change<'a> {
    Replace(&'a Value, &'a Value),
    Add(&'a Value),
    Remove(&'a Value),
    Move(&'a [String], &'a str),
}

impl std::fmt::Display for Change<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Replace(found, replacement) => {
                write!(formatter, "`{replacement}` stands in place of `{found}`")
            }
            Self::Add(replacement) => write!(formatter, "`{replacement}` is added"),
            Self::Remove(found) => write!(formatter, "`{found}` is removed"),
            Self::Move(keys, into) => {
                write!(formatter, "`{}` stand in `{into}`", keys.join("`, `"))
            }
        }
    }
}

fn change<'a>(declaration: &'a Declaration, place: &Place<'_>) -> Result<Change<'a>, Error> {
    if declaration.documents.is_empty() {
        return Err(place.error("/documents", "names no document"));
    }
    for (key, text) in [
        ("problem", &declaration.problem),
        ("reason", &declaration.reason),
    ] {
        if text.trim().is_empty() {
            return Err(place.error(&format!("/{key}"), "must say something"));
        }
    }
    if declaration.fixed_in.is_none() && declaration.issue.is_none() {
        let reason = "must say which release is right (`fixed_in`), or where the fault was reported (`issue`)";
        return Err(place.error("", reason));
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
                Err(place.error("/replacement", "changes nothing"))
            }
            (Some(found), Some(replacement)) => Ok(Change::Replace(found, replacement)),
            (None, Some(replacement)) => Ok(Change::Add(replacement)),
            (Some(found), None) => Ok(Change::Remove(found)),
            (None, None) => Err(place.error("", "says neither `found` nor `replacement`")),
        },
        _ => Err(place.error(
            "",
            "must say either `found` and `replacement`, or `moved` and `into`",
        )),
    }
}

/// Is it the document that a correction names?
pub fn is_named(document: &Document, name: &str) -> bool {
    match document.id() {
        Some(id) => id == name,
        None => document.file.ends_with(Path::new(name)),
    }
}

/// Makes a change, or says why there is nothing to change.
fn apply(document: &mut Value, pointer: &str, change: &Change<'_>) -> Result<(), String> {
    if let Change::Move(keys, into) = change {
        let object = document.pointer_mut(pointer).and_then(Value::as_object_mut);
        let object = object.ok_or("there is no object here")?;
        return move_members(object, keys, into);
    }
    let (parent, key) = pointer
        .rsplit_once('/')
        .ok_or("must be a place in the document")?;
    let key = key.replace("~1", "/").replace("~0", "~");
    let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
    let parent = parent.ok_or("this place is gone; remove the correction, or mend it")?;
    let expected = match change {
        Change::Replace(found, _) | Change::Remove(found) => Some(*found),
        Change::Add(_) | Change::Move(..) => None,
    };
    match (parent.get(&key), expected) {
        (found, expected) if found == expected => {}
        (Some(found), Some(_)) => return Err(format!("another value stands here: {found}")),
        (Some(found), None) => return Err(format!("something stands here already: {found}")),
        (None, _) => return Err("nothing stands here any more".to_owned()),
    }
    match change {
        Change::Replace(_, replacement) | Change::Add(replacement) => {
            parent.insert(key, (*replacement).clone());
        }
        Change::Remove(_) | Change::Move(..) => drop(parent.remove(&key)),
    }
    Ok(())
}

fn move_members(
    object: &mut Map<String, Value>,
    keys: &[String],
    into: &str,
) -> Result<(), String> {
    let mut moved = match object.remove(into) {
        None => Map::new(),
        Some(Value::Object(members)) => members,
        Some(other) => return Err(format!("`{into}` is no object: {other}")),
    };
    for key in keys {
        let value = object.remove(key);
        let value = value.ok_or_else(|| format!("`{key}` doesn't stand here any more"))?;
        if moved.insert(key.clone(), value).is_some() {
            return Err(format!("`{key}` stands in `{into}` already"));
        }
    }
    object.insert(into.to_owned(), moved.into());
    Ok(())
}
