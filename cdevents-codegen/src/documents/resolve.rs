//! Finds what a `$ref` means, by the `$id`s of the documents.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use fluent_uri::pct_enc::{EStr, encoder::Fragment};
use fluent_uri::{Uri, UriRef};
use serde_json::{Map, Value};

use crate::Error;
use crate::documents::load::{self, Document, Kind};
use crate::model::ReleaseName;

/// All documents, by `$id`.
#[derive(Debug)]
pub struct Registry {
    documents: Vec<Document>,
    /// The documents' `$id`s.
    ids: Vec<String>,
    by_id: BTreeMap<String, usize>,
    /// Where references led: documents, and JSON Pointers in them.
    followed: RefCell<BTreeSet<(usize, String)>>,
    /// The places of the `$anchor`s, of the documents in which one was looked for.
    anchors: RefCell<BTreeMap<String, BTreeMap<String, String>>>,
}

impl Registry {
    /// Of documents that must say their `$id` and their dialect.
    pub fn new(documents: Vec<Document>) -> Result<Self, Error> {
        let with_id = |document: Document| {
            load::check_dialect(&document)?;
            match document.id() {
                Some(id) => Ok((id.to_owned(), document)),
                None => Err(Error::new(&document.file, "", "has no `$id`")),
            }
        };
        let documents: Result<Vec<_>, _> = documents.into_iter().map(with_id).collect();
        Self::with_ids(documents?)
    }

    /// Of documents with their `$id`s.
    pub fn with_ids(documents: Vec<(String, Document)>) -> Result<Self, Error> {
        let (ids, documents): (Vec<_>, Vec<_>) = documents.into_iter().unzip();
        let mut by_id = BTreeMap::new();
        for (index, (id, document)) in ids.iter().zip(&documents).enumerate() {
            if let Err(error) = Uri::parse(id.as_str()) {
                let reason = format!("`{id}` is not an absolute URI: {error}");
                return Err(Error::new(&document.file, "/$id", reason));
            }
            if let Some(other) = by_id.insert(id.to_owned(), index) {
                let other: &Document = &documents[other];
                let reason = format!(
                    "`{id}` is the `$id` of {} too; one of them is most often a copy",
                    other.file.display()
                );
                return Err(Error::new(&document.file, "/$id", reason));
            }
        }
        Ok(Self {
            documents,
            ids,
            by_id,
            followed: RefCell::default(),
            anchors: RefCell::default(),
        })
    }

    /// What stands in the documents, but to which nothing refers, so that nothing has read it.
    pub fn unread(&self) -> Vec<Node<'_>> {
        let followed = self.followed.borrow();
        let is_read = |index: usize, prefix: &str| {
            followed.iter().any(|(document, pointer)| {
                let rest = pointer.strip_prefix(prefix);
                *document == index && rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
            })
        };
        let mut unread = Vec::new();
        for (index, document) in self.documents.iter().enumerate() {
            let root = self.root(index);
            let is_root_read = followed.contains(&(index, String::new()));
            if document.kind() == Kind::Definition && !is_root_read {
                unread.push(root.clone());
            }
            let definitions = root.get("$defs").and_then(|it| it.members().ok());
            for (_, definition) in definitions.into_iter().flatten() {
                if !is_read(index, &definition.pointer) {
                    unread.push(definition);
                }
            }
        }
        unread
    }

    /// The releases that there are, oldest first.
    pub fn releases(&self) -> Vec<ReleaseName> {
        let mut releases: Vec<_> = self.documents.iter().map(|it| it.release.clone()).collect();
        releases.sort();
        releases.dedup();
        releases
    }

    /// The documents of one kind in a release, sorted by `$id`, so that files may be moved.
    pub fn of_kind(&self, release: &ReleaseName, kind: Kind) -> Vec<Node<'_>> {
        let roots = self.by_id.values().map(|index| self.root(*index));
        roots
            .filter(|it| it.document.release == *release && it.document.kind() == kind)
            .collect()
    }

    /// A document by its `$id`.
    pub fn document(&self, id: &str) -> Result<Node<'_>, Error> {
        match self.by_id.get(id) {
            Some(index) => Ok(self.root(*index)),
            None => Err(Error::new(id, "", "no document has this `$id`")),
        }
    }

    /// The documents, in the order in which they were given.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.documents.len()).map(|index| self.root(index))
    }

    fn root(&self, index: usize) -> Node<'_> {
        let document = &self.documents[index];
        Node {
            registry: self,
            document,
            id: &self.ids[index],
            value: &document.value,
            pointer: String::new(),
        }
    }
}

/// A place in a document.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    registry: &'a Registry,
    document: &'a Document,
    id: &'a str,
    value: &'a Value,
    pointer: String,
}

impl<'a> Node<'a> {
    /// Returns the value at this place.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// The `$id` of the document.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// The place in the document: a JSON Pointer.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Is it the whole document?
    pub fn is_root(&self) -> bool {
        self.pointer.is_empty()
    }

    /// What the document is.
    pub fn kind(&self) -> Kind {
        self.document.kind()
    }

    /// An error here.
    pub fn error(&self, reason: impl Into<String>) -> Error {
        Error::new(&self.document.file, &self.pointer, reason)
    }

    /// The member of an object, where there is one.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(self.step(key, value))
    }

    /// The member of an object, which must be there.
    pub fn require(&self, key: &str) -> Result<Self, Error> {
        self.get(key)
            .ok_or_else(|| self.error(format!("`{key}` is missing here")))
    }

    /// The members of an object.
    pub fn members(&self) -> Result<Vec<(&'a str, Self)>, Error> {
        let members = self.object()?.iter();
        Ok(members
            .map(|(key, value)| (key.as_str(), self.step(key, value)))
            .collect())
    }

    /// The items of an array.
    pub fn items(&self) -> Result<Vec<Self>, Error> {
        let Some(items) = self.value.as_array() else {
            return Err(self.error("must be an array"));
        };
        let items = items.iter().enumerate();
        Ok(items
            .map(|(index, value)| self.step(&index.to_string(), value))
            .collect())
    }

    /// Returns the object at this place.
    ///
    /// # Errors
    /// If it is not an object.
    pub fn object(&self) -> Result<&'a Map<String, Value>, Error> {
        self.value
            .as_object()
            .ok_or_else(|| self.error("must be an object"))
    }

    /// Returns the string at this place.
    ///
    /// # Errors
    /// If it is not a string.
    pub fn text(&self) -> Result<&'a str, Error> {
        self.value
            .as_str()
            .ok_or_else(|| self.error("must be a string"))
    }

    fn step(&self, key: &str, value: &'a Value) -> Self {
        Self {
            value,
            pointer: step(&self.pointer, key),
            ..self.clone()
        }
    }

    /// What the `$ref` at this place refers to.
    pub fn follow(&self) -> Result<Self, Error> {
        let place = self.require("$ref")?;
        let reference = place.text()?;
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let target = place.document_at(address)?;
        let fragment = decode(fragment);
        let dangling = || {
            let id = target.id();
            place.error(format!("`{reference}` dangles: {id} has no {fragment}"))
        };
        let (value, pointer) = if fragment.is_empty() || fragment.starts_with('/') {
            let value = target.value.pointer(&fragment).ok_or_else(dangling)?;
            (value, fragment.clone().into_owned())
        } else {
            let pointer = target.anchor(&fragment).ok_or_else(dangling)?;
            let value = target.value.pointer(&pointer).ok_or_else(dangling)?;
            (value, pointer)
        };
        if let Some(index) = self.registry.by_id.get(target.id()) {
            let mut followed = self.registry.followed.borrow_mut();
            followed.insert((*index, pointer.clone()));
        }
        Ok(Self {
            value,
            pointer,
            ..target
        })
    }

    /// The place with that `$anchor` in this document.
    fn anchor(&self, name: &str) -> Option<String> {
        let mut anchors = self.registry.anchors.borrow_mut();
        let of_document = anchors.entry(self.id.to_owned()).or_insert_with(|| {
            let anchors = self::anchors(self.value).into_iter();
            anchors
                .map(|(name, place)| (name.to_owned(), place))
                .collect()
        });
        of_document.get(name).cloned()
    }

    fn document_at(&self, address: &str) -> Result<Self, Error> {
        let invalid = |error: String| self.error(format!("`{address}` is no URI: {error}"));
        let base = Uri::parse(self.id()).map_err(|error| invalid(error.to_string()))?;
        let relative = UriRef::parse(address).map_err(|error| invalid(error.to_string()))?;
        let absolute = relative.resolve_against(&base);
        let absolute = absolute.map_err(|error| invalid(error.to_string()))?;
        match self.registry.by_id.get(absolute.as_str()) {
            Some(index) => Ok(self.registry.root(*index)),
            None => Err(self.error(format!(
                "`{address}` dangles: no document has the `$id` {absolute}"
            ))),
        }
    }
}

/// A fragment without its percent-encoding.
pub fn decode(fragment: &str) -> Cow<'_, str> {
    EStr::<Fragment>::new(fragment)
        .map_or(Cow::Borrowed(fragment), |it| it.decode().to_string_lossy())
}

/// The places of the `$anchor`s in a document: JSON Pointers, each that of the first.
pub fn anchors(document: &Value) -> BTreeMap<&str, String> {
    let mut anchors = BTreeMap::new();
    collect_anchors(document, "", &mut anchors);
    anchors
}

fn collect_anchors<'a>(value: &'a Value, pointer: &str, anchors: &mut BTreeMap<&'a str, String>) {
    /// Under these keywords stand values, not schemas.
    const VALUES: &[&str] = &["const", "enum", "default", "examples"];
    match value {
        Value::Object(members) => {
            if let Some(name) = members.get("$anchor").and_then(Value::as_str) {
                anchors.entry(name).or_insert_with(|| pointer.to_owned());
            }
            for (key, value) in members {
                if !VALUES.contains(&key.as_str()) {
                    collect_anchors(value, &step(pointer, key), anchors);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_anchors(item, &step(pointer, &index.to_string()), anchors);
            }
        }
        _ => {}
    }
}

/// A JSON Pointer, one segment further.
pub fn step(pointer: &str, segment: &str) -> String {
    let segment = segment.replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{segment}")
}
