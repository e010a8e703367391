//! Follows `$ref`s between documents.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use fluent_uri::Uri;
use fluent_uri::pct_enc::{EStr, encoder::Fragment};
use serde_json::{Map, Value};

use crate::Error;
use crate::model::ReleaseName;

use super::dialect::{Dialect, Rewritten, resolved, rewrite};
use super::document::{Document, DocumentKind};
use super::pointer::step;

/// All documents, indexed by `$id`.
#[derive(Debug)]
pub struct Documents {
    all: Vec<Document>,
    /// The documents' `$id`s.
    ids: Vec<String>,
    /// The documents as schemas of draft 2020-12.
    rewritten: Vec<Rewritten>,
    /// The documents and the schemas within them that have a URI, by that URI: the number of the
    /// document, and of the resource in it.
    by_id: BTreeMap<String, (usize, usize)>,
    /// The targets of the references followed so far: documents, and JSON Pointers in them.
    followed: RefCell<BTreeSet<(usize, String)>>,
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
                Some(id) => Ok((id.to_owned(), document, Dialect::Draft202012)),
                None => Err(Error::new(&document.file, "", "has no `$id`")),
            }
        };
        let documents: Result<Vec<_>, _> = documents.into_iter().map(with_id).collect();
        let documents = Self::with_ids(documents?)?;
        match documents.ignored().into_iter().next() {
            Some(ignored) => Err(ignored),
            None => Ok(documents),
        }
    }

    /// Indexes documents by the given `$id`s. Schemas of other dialects are rewritten.
    pub(crate) fn with_ids(given: Vec<(String, Document, Dialect)>) -> Result<Self, Error> {
        let mut documents = Self {
            all: Vec::new(),
            ids: Vec::new(),
            rewritten: Vec::new(),
            by_id: BTreeMap::new(),
            followed: RefCell::default(),
        };
        for (id, document, dialect) in given {
            let place = step("", dialect.id_keyword());
            if let Err(error) = Uri::parse(id.as_str()) {
                let reason = format!("`{id}` is not an absolute URI: {error}");
                return Err(Error::new(&document.file, place, reason));
            }
            let rewritten = rewrite(&id, &document.value, dialect)
                .map_err(|(pointer, reason)| Error::new(&document.file, pointer, reason))?;
            let index = documents.all.len();
            for (number, (pointer, uri)) in rewritten.resources.iter().enumerate() {
                let other = documents.by_id.insert(uri.clone(), (index, number));
                if let Some((other, _)) = other {
                    let other = documents.all.get(other).unwrap_or(&document);
                    let reason = format!(
                        "`{uri}` is also the `{}` of {}; one of the two is probably a copy",
                        dialect.id_keyword(),
                        other.file.display()
                    );
                    let place = rewritten.moves.before(pointer) + &place;
                    return Err(Error::new(&document.file, place, reason));
                }
            }
            documents.ids.push(id);
            documents.all.push(document);
            documents.rewritten.push(rewritten);
        }
        Ok(documents)
    }

    /// Returns the keywords and formats that have no effect in the dialects of the documents.
    pub(crate) fn ignored(&self) -> Vec<Error> {
        let documents = self.all.iter().zip(&self.rewritten);
        let ignored = documents.flat_map(|(document, rewritten)| {
            rewritten.ignored.iter().map(|ignored| {
                let reason = format!(
                    "{} has no effect in {}",
                    ignored.what,
                    rewritten.dialect.name()
                );
                Error::new(&document.file, &ignored.pointer, reason)
            })
        });
        ignored.collect()
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
        let mut roots: Vec<_> = self.roots().collect();
        roots.sort_by(|one, other| one.id().cmp(other.id()));
        roots
            .into_iter()
            .filter(|root| root.document().release == *release && root.kind() == kind)
            .collect()
    }

    /// Returns the document with this `$id`.
    pub(crate) fn document(&self, id: &str) -> Result<Node<'_>, Error> {
        match self.by_id.get(id) {
            Some((index, _)) => Ok(self.root(*index)),
            None => Err(Error::new(id, "", "no document has this `$id`")),
        }
    }

    /// Returns the documents, in the order in which they were given.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.all.len()).map(|index| self.root(index))
    }

    fn root(&self, index: usize) -> Node<'_> {
        Node {
            documents: self,
            index,
            value: &self.rewritten[index].value,
            pointer: String::new(),
        }
    }

    /// Returns the number of the document in a file.
    fn in_file(&self, file: &Path) -> Option<usize> {
        let file = plain(file);
        self.all
            .iter()
            .position(|document| plain(&document.file) == file)
    }

    /// Returns how many schemas have a dynamic anchor.
    fn dynamic_anchors(&self, name: &str) -> usize {
        let anchors = self
            .rewritten
            .iter()
            .flat_map(|rewritten| &rewritten.dynamic);
        anchors.filter(|(_, other)| other == name).count()
    }
}

/// Returns a path without `.` and `..`.
fn plain(file: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in file.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.pop() => {}
            component => plain.push(component),
        }
    }
    plain
}

/// A value in a document, and its JSON Pointer.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    documents: &'a Documents,
    /// The number of the document.
    index: usize,
    value: &'a Value,
    pointer: String,
}

impl<'a> Node<'a> {
    /// Returns the value.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.value
    }

    fn document(&self) -> &'a Document {
        &self.documents.all[self.index]
    }

    fn rewritten(&self) -> &'a Rewritten {
        &self.documents.rewritten[self.index]
    }

    /// Returns the dialect of the document.
    pub(crate) fn dialect(&self) -> Dialect {
        self.rewritten().dialect
    }

    /// Returns the `$id` of the document.
    #[must_use]
    pub fn id(&self) -> &'a str {
        &self.documents.ids[self.index]
    }

    /// Returns the JSON Pointer of the value in its document.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns what kind of document this is.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        self.document().kind()
    }

    /// Creates an error at this place.
    #[must_use]
    pub fn error(&self, reason: impl Into<String>) -> Error {
        let place = self.rewritten().moves.before(&self.pointer);
        Error::new(&self.document().file, place, reason)
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
        let (target, _) = place.target()?;
        Ok(target)
    }

    /// Returns the target of the object's `$dynamicRef`.
    pub(crate) fn follow_dynamic(&self) -> Result<Self, Error> {
        let place = self.require("$dynamicRef")?;
        let (target, anchor) = place.target()?;
        match anchor {
            // The outermost of them would be the target, which depends on the way here.
            Some(name) if self.documents.dynamic_anchors(&name) > 1 => {
                let reason = "leads to different schemas, depending on where validation starts, which is \
                              not supported; use `$ref`";
                Err(place.error(reason))
            }
            _ => Ok(target),
        }
    }

    /// Returns the target of this reference, and its name if that is a dynamic anchor.
    fn target(&self) -> Result<(Self, Option<String>), Error> {
        let reference = self.text()?;
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (document, resource) = self.resource_at(address)?;
        let fragment = decode_fragment(fragment);
        let rewritten = document.rewritten();
        let (root, uri) = &rewritten.resources[resource];
        let dangling = || {
            self.error(format!(
                "`{reference}` does not resolve: {uri} has no `{fragment}`"
            ))
        };
        let anchor = (resource, fragment.clone().into_owned());
        let pointer = if fragment.is_empty() || fragment.starts_with('/') {
            let root = rewritten.moves.before(root);
            rewritten.moves.now(&format!("{root}{fragment}"))
        } else {
            let pointer = rewritten.anchors.get(&anchor);
            pointer.ok_or_else(dangling)?.clone()
        };
        let value = rewritten.value.pointer(&pointer).ok_or_else(dangling)?;
        let mut followed = self.documents.followed.borrow_mut();
        followed.insert((document.index, pointer.clone()));
        let target = Self {
            value,
            pointer,
            ..document
        };
        Ok((
            target,
            rewritten.dynamic.contains(&anchor).then_some(anchor.1),
        ))
    }

    /// Returns the URI against which references resolve, and the number of its resource.
    fn base(&self) -> (usize, &'a str) {
        let resources = self.rewritten().resources.iter().enumerate();
        let around = resources.filter(|(_, (pointer, _))| {
            let rest = self.pointer.strip_prefix(pointer.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let nearest = around.max_by_key(|(_, (pointer, _))| pointer.len());
        nearest.map_or((0, self.id()), |(number, (_, uri))| (number, uri.as_str()))
    }

    /// Returns the document at an address, and the number of the resource in it.
    fn resource_at(&self, address: &str) -> Result<(Self, usize), Error> {
        let (number, base) = self.base();
        let documents = self.documents;
        if address.is_empty() {
            return Ok((documents.root(self.index), number));
        }
        let absolute = resolved(base, address).map_err(|reason| self.error(reason))?;
        if let Some((index, number)) = documents.by_id.get(&absolute) {
            return Ok((documents.root(*index), *number));
        }
        // Many schemas refer to files beside them, without regard to their own `$id`.
        let file = self
            .document()
            .file
            .with_file_name(&*decode_fragment(address));
        match documents.in_file(&file) {
            Some(index) => Ok((documents.root(index), 0)),
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
