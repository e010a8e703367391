//! Follows `$ref`s between documents.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use fluent_uri::pct_enc::{EStr, encoder::Fragment};
use fluent_uri::{Uri, UriRef};
use serde_json::{Map, Value};

use crate::Error;
use crate::model::ReleaseName;

use super::document::{Document, DocumentKind};
use super::pointer::step;

/// All documents, indexed by `$id`.
#[derive(Debug)]
pub struct Documents {
    all: Vec<Document>,
    /// The documents' `$id`s.
    ids: Vec<String>,
    by_id: BTreeMap<String, usize>,
    /// The targets of the references followed so far: documents, and JSON Pointers in them.
    followed: RefCell<BTreeSet<(usize, String)>>,
    /// A cache: the JSON Pointers of a document's `$anchor`s.
    anchors: RefCell<BTreeMap<String, BTreeMap<String, String>>>,
}

impl Documents {
    /// Indexes documents by `$id`. Each document must declare its `$id` and its dialect.
    ///
    /// # Errors
    /// Fails if one is missing, if a dialect is not supported, or if an `$id` is no URI or not unique.
    pub fn new(documents: Vec<Document>) -> Result<Self, Error> {
        let with_id = |document: Document| {
            document.check_dialect()?;
            match document.id() {
                Some(id) => Ok((id.to_owned(), document)),
                None => Err(Error::new(&document.file, "", "has no `$id`")),
            }
        };
        let documents: Result<Vec<_>, _> = documents.into_iter().map(with_id).collect();
        Self::with_ids(documents?)
    }

    /// Indexes documents by the given `$id`s.
    pub(crate) fn with_ids(documents: Vec<(String, Document)>) -> Result<Self, Error> {
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
                    "`{id}` is also the `$id` of {}; one of the two is probably a copy",
                    other.file.display()
                );
                return Err(Error::new(&document.file, "/$id", reason));
            }
        }
        Ok(Self {
            all: documents,
            ids,
            by_id,
            followed: RefCell::default(),
            anchors: RefCell::default(),
        })
    }

    /// Returns the definitions that no followed reference led to.
    pub(crate) fn unread(&self) -> Vec<Node<'_>> {
        let followed = self.followed.borrow();
        let is_read = |index: usize, prefix: &str| {
            followed.iter().any(|(document, pointer)| {
                let rest = pointer.strip_prefix(prefix);
                *document == index
                    && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        let mut unread = Vec::new();
        for (index, document) in self.all.iter().enumerate() {
            let root = self.root(index);
            let is_root_read = followed.contains(&(index, String::new()));
            if document.kind() == DocumentKind::Definition && !is_root_read {
                unread.push(root.clone());
            }
            let definitions = root.get("$defs").and_then(|defs| defs.properties().ok());
            for (_, definition) in definitions.into_iter().flatten() {
                if !is_read(index, &definition.pointer) {
                    unread.push(definition);
                }
            }
        }
        unread
    }

    /// Returns the releases of the documents, oldest first.
    pub(crate) fn releases(&self) -> Vec<ReleaseName> {
        let documents = self.all.iter();
        let mut releases: Vec<_> = documents.map(|document| document.release.clone()).collect();
        releases.sort();
        releases.dedup();
        releases
    }

    /// Returns a release's documents of one kind, sorted by `$id`, so that the order does not depend on
    /// file names.
    pub(crate) fn of_kind(&self, release: &ReleaseName, kind: DocumentKind) -> Vec<Node<'_>> {
        let roots = self.by_id.values().map(|index| self.root(*index));
        roots
            .filter(|root| root.document.release == *release && root.document.kind() == kind)
            .collect()
    }

    /// Returns the document with this `$id`.
    pub(crate) fn document(&self, id: &str) -> Result<Node<'_>, Error> {
        match self.by_id.get(id) {
            Some(index) => Ok(self.root(*index)),
            None => Err(Error::new(id, "", "no document has this `$id`")),
        }
    }

    /// Returns the documents, in the order in which they were given.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.all.len()).map(|index| self.root(index))
    }

    fn root(&self, index: usize) -> Node<'_> {
        let document = &self.all[index];
        Node {
            documents: self,
            document,
            id: &self.ids[index],
            value: &document.value,
            pointer: String::new(),
        }
    }
}

/// A value in a document, and its JSON Pointer.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    documents: &'a Documents,
    document: &'a Document,
    id: &'a str,
    value: &'a Value,
    pointer: String,
}

impl<'a> Node<'a> {
    /// Returns the value.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Returns the `$id` of the document.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// Returns the JSON Pointer of the value in its document.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns whether this is the whole document.
    pub(crate) fn is_root(&self) -> bool {
        self.pointer.is_empty()
    }

    /// Returns what kind of document this is.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        self.document.kind()
    }

    /// Creates an error at this place.
    #[must_use]
    pub fn error(&self, reason: impl Into<String>) -> Error {
        Error::new(&self.document.file, &self.pointer, reason)
    }

    /// Returns the property with this key, if there is one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(self.step(key, value))
    }

    /// Returns the property with this key.
    ///
    /// # Errors
    /// Fails if there is none.
    pub fn require(&self, key: &str) -> Result<Self, Error> {
        self.get(key)
            .ok_or_else(|| self.error(format!("`{key}` is missing")))
    }

    /// Returns the properties of an object.
    ///
    /// # Errors
    /// Fails if the value is not an object.
    pub fn properties(&self) -> Result<Vec<(&'a str, Self)>, Error> {
        let properties = self.object()?.iter();
        Ok(properties
            .map(|(key, value)| (key.as_str(), self.step(key, value)))
            .collect())
    }

    /// Returns the items of an array.
    ///
    /// # Errors
    /// Fails if the value is not an array.
    pub fn items(&self) -> Result<Vec<Self>, Error> {
        let Some(items) = self.value.as_array() else {
            return Err(self.error("must be an array"));
        };
        let items = items.iter().enumerate();
        Ok(items
            .map(|(index, value)| self.step(&index.to_string(), value))
            .collect())
    }

    /// Returns the value as an object.
    ///
    /// # Errors
    /// Fails if it is not an object.
    pub fn object(&self) -> Result<&'a Map<String, Value>, Error> {
        self.value
            .as_object()
            .ok_or_else(|| self.error("must be an object"))
    }

    /// Returns the value as a string.
    ///
    /// # Errors
    /// Fails if it is not a string.
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

    /// Returns the target of the object's `$ref`.
    ///
    /// # Errors
    /// Fails if there is no `$ref`, or if it does not lead to a value.
    pub fn follow(&self) -> Result<Self, Error> {
        let place = self.require("$ref")?;
        let reference = place.text()?;
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let target = place.document_at(address)?;
        let fragment = decode_fragment(fragment);
        let dangling = || {
            let id = target.id();
            place.error(format!(
                "`{reference}` does not resolve: {id} has no `{fragment}`"
            ))
        };
        let pointer = if fragment.is_empty() || fragment.starts_with('/') {
            fragment.clone().into_owned()
        } else {
            target.anchor(&fragment).ok_or_else(dangling)?
        };
        let value = target.value.pointer(&pointer).ok_or_else(dangling)?;
        if let Some(index) = self.documents.by_id.get(target.id()) {
            let mut followed = self.documents.followed.borrow_mut();
            followed.insert((*index, pointer.clone()));
        }
        Ok(Self {
            value,
            pointer,
            ..target
        })
    }

    /// Returns the JSON Pointer of an `$anchor` in this document.
    fn anchor(&self, name: &str) -> Option<String> {
        let mut anchors = self.documents.anchors.borrow_mut();
        let of_document = anchors.entry(self.id.to_owned()).or_insert_with(|| {
            let anchors = self::anchors(self.value).into_iter();
            anchors
                .map(|(name, pointer)| (name.to_owned(), pointer))
                .collect()
        });
        of_document.get(name).cloned()
    }

    fn document_at(&self, address: &str) -> Result<Self, Error> {
        let invalid =
            |error: String| self.error(format!("`{address}` is not a URI reference: {error}"));
        let base = Uri::parse(self.id()).map_err(|error| invalid(error.to_string()))?;
        let relative = UriRef::parse(address).map_err(|error| invalid(error.to_string()))?;
        let absolute = relative.resolve_against(&base);
        let absolute = absolute.map_err(|error| invalid(error.to_string()))?;
        match self.documents.by_id.get(absolute.as_str()) {
            Some(index) => Ok(self.documents.root(*index)),
            None => Err(self.error(format!(
                "`{address}` does not resolve: no document has the `$id` {absolute}"
            ))),
        }
    }
}

/// Decodes a URI's percent-encoded fragment.
#[must_use]
pub fn decode_fragment(fragment: &str) -> Cow<'_, str> {
    EStr::<Fragment>::new(fragment).map_or(Cow::Borrowed(fragment), |encoded| {
        encoded.decode().to_string_lossy()
    })
}

/// Returns the JSON Pointers of a document's `$anchor`s by name. Of duplicates, the first counts.
#[must_use]
pub fn anchors(document: &Value) -> BTreeMap<&str, String> {
    let mut anchors = BTreeMap::new();
    collect_anchors(document, "", &mut anchors);
    anchors
}

fn collect_anchors<'a>(value: &'a Value, pointer: &str, anchors: &mut BTreeMap<&'a str, String>) {
    /// Keywords that hold values rather than schemas.
    const VALUES: &[&str] = &["const", "enum", "default", "examples"];
    match value {
        Value::Object(properties) => {
            if let Some(name) = properties.get("$anchor").and_then(Value::as_str) {
                anchors.entry(name).or_insert_with(|| pointer.to_owned());
            }
            for (key, value) in properties {
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
