//! Walks schemas that may be faulty: a `$ref` that cannot be followed is recorded, not an error.

use std::collections::{BTreeMap, BTreeSet};

use fluent_uri::{Uri, UriRef};
use serde_json::{Map, Value};

use cdevents_codegen::documents::{Document, DocumentKind};
use cdevents_codegen::documents::{anchors, decode_fragment, pointer::step};
use cdevents_codegen::model::ReleaseName;

/// How deep subschemas are walked. A schema that refers to itself ends earlier.
const MAX_DEPTH: usize = 64;

/// The keywords of one schema.
type Keywords = Map<String, Value>;

/// All documents by `$id`; the first one if several share it.
#[derive(Debug)]
pub(super) struct Registry<'a> {
    by_id: BTreeMap<&'a str, &'a Document>,
}

impl<'a> Registry<'a> {
    pub(super) fn new(documents: &'a [Document]) -> Self {
        let mut by_id = BTreeMap::new();
        for document in documents {
            if let Some(id) = document.id() {
                by_id.entry(id).or_insert(document);
            }
        }
        Self { by_id }
    }

    /// Returns the target of a `$ref` in a document, if there is one.
    pub(super) fn follow(&self, from: &'a Document, reference: &str) -> Option<Layer<'a>> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let document = if address.is_empty() {
            from
        } else {
            let base = Uri::parse(from.id().unwrap_or_default());
            let uri = match (UriRef::parse(address).ok()?, base) {
                (relative, Ok(base)) => relative.resolve_against(&base).ok()?.to_string(),
                (absolute, Err(_)) => absolute.to_string(),
            };
            self.by_id.get(uri.as_str()).copied()?
        };
        let fragment = decode_fragment(fragment);
        let (value, pointer) = if fragment.is_empty() || fragment.starts_with('/') {
            let value = document.value.pointer(&fragment)?;
            (value, fragment.into_owned())
        } else {
            let pointer = anchors(&document.value).remove(&*fragment)?;
            (document.value.pointer(&pointer)?, pointer)
        };
        Some(Layer {
            document,
            value,
            pointer,
            root_pointer: String::new(),
        })
    }
}

/// A subschema that applies to an instance location, by itself or through `$ref` or `allOf`.
#[derive(Clone, Debug)]
pub(super) struct Layer<'a> {
    pub(super) document: &'a Document,
    pub(super) value: &'a Value,
    /// Its JSON Pointer in its own document.
    pointer: String,
    /// Its JSON Pointer in the walked document. For a subschema of another document, that of the `$ref`
    /// to it.
    pub(super) root_pointer: String,
}

impl<'a> Layer<'a> {
    pub(super) fn keywords(&self) -> Option<&'a Keywords> {
        self.value.as_object()
    }

    /// Returns the JSON Pointer of a keyword in the walked document.
    pub(super) fn pointer_to(&self, keyword: &str, root: &Document) -> String {
        if std::ptr::eq(self.document, root) {
            step(&self.root_pointer, keyword)
        } else {
            self.root_pointer.clone()
        }
    }

    /// Returns a subschema of this schema.
    fn inner(&self, keys: &[&str], value: &'a Value, root: &Document) -> Self {
        let pointer = keys
            .iter()
            .fold(self.pointer.clone(), |pointer, key| step(&pointer, key));
        let root_pointer = if std::ptr::eq(self.document, root) {
            pointer.clone()
        } else {
            self.root_pointer.clone()
        };
        Self {
            document: self.document,
            value,
            pointer,
            root_pointer,
        }
    }
}

/// An instance location, and the subschemas that apply to it.
#[derive(Clone, Debug)]
pub(super) struct Spot<'a> {
    /// The location: `/context/source`. Items of an array are `/*`, alternatives `/<anyOf 0>`.
    pub(super) path: String,
    /// The JSON Pointer of the subschema in the walked document.
    pub(super) pointer: String,
    /// The subschemas that apply.
    pub(super) layers: Vec<Layer<'a>>,
    /// The dangling `$ref`s, and their JSON Pointers in the walked document.
    pub(super) dangling: Vec<(&'a str, String)>,
    /// How many layers, at the end, are whole other documents, which are walked by themselves.
    elsewhere: usize,
}

impl<'a> Spot<'a> {
    /// Returns the layers that belong to the walked document.
    pub(super) fn own_layers(&self) -> &[Layer<'a>] {
        &self.layers[..self.layers.len() - self.elsewhere]
    }

    /// Returns the values of a keyword in all layers.
    pub(super) fn all<'s>(&'s self, keyword: &'s str) -> impl Iterator<Item = &'a Value> + 's {
        let keywords = self.layers.iter().filter_map(Layer::keywords);
        keywords.filter_map(move |keywords| keywords.get(keyword))
    }

    pub(super) fn has(&self, keyword: &str) -> bool {
        self.all(keyword).next().is_some()
    }

    /// Returns the declared properties with their schemas and layers.
    pub(super) fn properties(&self) -> BTreeMap<&'a str, (&Layer<'a>, &'a Value)> {
        let mut properties = BTreeMap::new();
        for layer in &self.layers {
            let declared = layer.value.get("properties").and_then(Value::as_object);
            for (key, value) in declared.into_iter().flatten() {
                properties.entry(key.as_str()).or_insert((layer, value));
            }
        }
        properties
    }

    /// Returns the required properties.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let lists = self.all("required").filter_map(Value::as_array);
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// Returns whether other properties are forbidden.
    pub(super) fn is_closed(&self) -> bool {
        let closes = |keyword| self.all(keyword).any(|value| *value == Value::Bool(false));
        closes("additionalProperties") || closes("unevaluatedProperties")
    }

    /// Returns the strings of `const` or `enum`.
    pub(super) fn strings(&self) -> Option<Vec<&'a str>> {
        if let Some(value) = self.all("const").next() {
            return Some(value.as_str().into_iter().collect());
        }
        let values = self.all("enum").find_map(Value::as_array)?;
        Some(values.iter().filter_map(Value::as_str).collect())
    }

    /// Returns the last segment of the location.
    pub(super) fn key(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Returns the location as `context.source`.
    pub(super) fn name(&self) -> String {
        name(&self.path)
    }
}

/// Returns an instance location as `context.source`.
pub(super) fn name(path: &str) -> String {
    path.trim_start_matches('/').replace('/', ".")
}

/// A document, and the instance locations that it describes.
#[derive(Debug)]
pub(super) struct Root<'a> {
    pub(super) document: &'a Document,
    pub(super) kind: DocumentKind,
    pub(super) spots: Vec<Spot<'a>>,
    /// The event type, if the schema demands one.
    pub(super) event_type: Option<String>,
}

impl<'a> Root<'a> {
    pub(super) fn release(&self) -> &'a ReleaseName {
        &self.document.release
    }

    pub(super) fn spot(&self, path: &str) -> Option<&Spot<'a>> {
        self.spots.iter().find(|spot| spot.path == path)
    }

    /// Returns whether the document is the schema of an event or of custom events.
    pub(super) fn is_event(&self) -> bool {
        matches!(self.kind, DocumentKind::Event | DocumentKind::CustomEvent)
    }
}

/// Walks each document, and then the definitions that no `$ref` led to.
pub(super) fn roots<'a>(documents: &'a [Document], registry: &Registry<'a>) -> Vec<Root<'a>> {
    let mut walk = Walk {
        registry,
        met: BTreeSet::new(),
    };
    let mut roots: Vec<_> = documents
        .iter()
        .map(|document| walk.root(document))
        .collect();
    for root in &mut roots {
        let definitions = root.document.value.get("$defs").and_then(Value::as_object);
        for (key, value) in definitions.into_iter().flatten() {
            let pointer = step("/$defs", key);
            if !walk
                .met
                .contains(&(address(root.document), pointer.clone()))
            {
                let layer = Layer {
                    document: root.document,
                    value,
                    root_pointer: pointer.clone(),
                    pointer,
                };
                let path = format!("/<$defs>/{key}");
                walk.spot(
                    root.document,
                    &layer,
                    &path,
                    &mut Vec::new(),
                    &mut root.spots,
                );
            }
        }
    }
    roots
}

/// Returns the address of a document.
fn address(document: &Document) -> usize {
    std::ptr::from_ref(document).addr()
}

struct Walk<'r, 'a> {
    registry: &'r Registry<'a>,
    /// The documents and JSON Pointers that `$ref`s led to.
    met: BTreeSet<(usize, String)>,
}

impl<'a> Walk<'_, 'a> {
    fn root(&mut self, document: &'a Document) -> Root<'a> {
        let layer = Layer {
            document,
            value: &document.value,
            pointer: String::new(),
            root_pointer: String::new(),
        };
        let mut spots = Vec::new();
        self.spot(document, &layer, "", &mut Vec::new(), &mut spots);
        let mut root = Root {
            document,
            kind: document.kind(),
            spots,
            event_type: None,
        };
        let types = root.spot("/context/type").and_then(Spot::strings);
        if let (DocumentKind::Event, Some([one])) = (root.kind, types.as_deref()) {
            root.event_type = Some((*one).to_owned());
        }
        root
    }

    /// Adds an instance location, and those within it.
    fn spot(
        &mut self,
        root: &'a Document,
        layer: &Layer<'a>,
        path: &str,
        way: &mut Vec<(usize, String)>,
        spots: &mut Vec<Spot<'a>>,
    ) {
        let mut spot = Spot {
            path: path.to_owned(),
            pointer: layer.root_pointer.clone(),
            layers: Vec::new(),
            dangling: Vec::new(),
            elsewhere: 0,
        };
        let depth = way.len();
        let mut elsewhere = Vec::new();
        self.layers(root, layer, way, &mut spot, &mut elsewhere);
        let own = spot.layers.clone();
        spot.elsewhere = elsewhere.len();
        spot.layers.append(&mut elsewhere);
        spots.push(spot);
        if depth < MAX_DEPTH {
            for (segment, inner) in own.iter().flat_map(|layer| inner(layer, root)) {
                let path = format!("{path}/{segment}");
                way.push((usize::MAX, String::new()));
                self.spot(root, &inner, &path, way, spots);
                way.pop();
            }
        }
        way.truncate(depth);
    }

    /// Adds a schema, and those that apply with it through `allOf` and `$ref`.
    fn layers(
        &mut self,
        root: &'a Document,
        layer: &Layer<'a>,
        way: &mut Vec<(usize, String)>,
        spot: &mut Spot<'a>,
        elsewhere: &mut Vec<Layer<'a>>,
    ) {
        let keywords = layer.keywords();
        spot.layers.push(layer.clone());
        let parts = keywords.and_then(|keywords| keywords.get("allOf")?.as_array());
        for (index, part) in parts.into_iter().flatten().enumerate() {
            let part = layer.inner(&["allOf", &index.to_string()], part, root);
            self.layers(root, &part, way, spot, elsewhere);
        }
        let Some(reference) = keywords.and_then(|keywords| keywords.get("$ref")?.as_str()) else {
            return;
        };
        let Some(mut target) = self.registry.follow(layer.document, reference) else {
            let pointer = layer.pointer_to("$ref", root);
            spot.dangling.push((reference, pointer));
            return;
        };
        let key = (address(target.document), target.pointer.clone());
        self.met.insert(key.clone());
        if way.contains(&key) {
            return;
        }
        way.push(key);
        if std::ptr::eq(target.document, root) {
            target.root_pointer.clone_from(&target.pointer);
        } else {
            target.root_pointer.clone_from(&layer.root_pointer);
        }
        if target.pointer.is_empty() && !std::ptr::eq(target.document, root) {
            let mut there = Spot {
                path: String::new(),
                pointer: String::new(),
                layers: Vec::new(),
                dangling: Vec::new(),
                elsewhere: 0,
            };
            let mut further = Vec::new();
            self.layers(root, &target, way, &mut there, &mut further);
            elsewhere.append(&mut there.layers);
            elsewhere.append(&mut further);
        } else {
            self.layers(root, &target, way, spot, elsewhere);
        }
    }
}

/// Returns the subschemas of a schema that apply elsewhere, or under a condition.
fn inner<'a>(layer: &Layer<'a>, root: &Document) -> Vec<(String, Layer<'a>)> {
    let mut found = Vec::new();
    for (keyword, value) in layer.keywords().into_iter().flatten() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                for (key, value) in properties {
                    found.push((key.clone(), layer.inner(&[keyword, key], value, root)));
                }
            }
            ("patternProperties" | "dependentSchemas", Value::Object(schemas)) => {
                for (key, value) in schemas {
                    let segment = format!("<{keyword} {key}>");
                    found.push((segment, layer.inner(&[keyword, key], value, root)));
                }
            }
            ("anyOf" | "oneOf" | "prefixItems", Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    let segment = format!("<{keyword} {index}>");
                    let index = index.to_string();
                    found.push((segment, layer.inner(&[keyword, &index], value, root)));
                }
            }
            ("items", Value::Object(_)) => {
                found.push(("*".to_owned(), layer.inner(&[keyword], value, root)));
            }
            (
                "additionalProperties"
                | "unevaluatedProperties"
                | "propertyNames"
                | "contains"
                | "not"
                | "if"
                | "then"
                | "else",
                Value::Object(_),
            ) => found.push((format!("<{keyword}>"), layer.inner(&[keyword], value, root))),
            _ => {}
        }
    }
    found
}
