//! A walk over schemas that takes them as they are: what can't be followed is noted, not an error.

use std::collections::{BTreeMap, BTreeSet};

use fluent_uri::{Uri, UriRef};
use serde_json::{Map, Value};

use cdevents_codegen::documents::pointer::step;
use cdevents_codegen::documents::{Document, DocumentKind, anchors, decode_fragment};
use cdevents_codegen::model::ReleaseName;

/// Deeper, nobody has looked; a schema that refers to itself ends before.
const MAX_DEPTH: usize = 64;

/// The keywords of one schema.
type Keywords = Map<String, Value>;

/// All documents, by `$id`. Of those that share one, it has the first.
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

    /// What a `$ref` in a document refers to, if it leads anywhere.
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
            place: String::new(),
        })
    }
}

/// One of the schemas that hold at a spot: the one that stands there, and those it refers to.
#[derive(Clone, Debug)]
pub(super) struct Layer<'a> {
    pub(super) document: &'a Document,
    pub(super) value: &'a Value,
    pointer: String,
    /// Where it stands in the document that the walk began at, or the `$ref` there that led to it.
    pub(super) place: String,
}

impl<'a> Layer<'a> {
    pub(super) fn keywords(&self) -> Option<&'a Keywords> {
        self.value.as_object()
    }

    /// A schema within this one.
    fn inner(&self, keys: &[&str], value: &'a Value, root: &Document) -> Self {
        let further = |pointer: &str| {
            keys.iter()
                .fold(pointer.to_owned(), |it, key| step(&it, key))
        };
        let place = if std::ptr::eq(self.document, root) {
            further(&self.pointer)
        } else {
            self.place.clone()
        };
        Self {
            document: self.document,
            value,
            pointer: further(&self.pointer),
            place,
        }
    }
}

/// A place in instances, and all that a document says of it.
#[derive(Clone, Debug)]
pub(super) struct Spot<'a> {
    /// The way there in an instance: `/context/source`; of an array's items `/*`, of an alternative
    /// `/<anyOf 0>`.
    pub(super) path: String,
    /// Where it stands in the document that the walk began at.
    pub(super) place: String,
    /// The schemas that hold here.
    pub(super) layers: Vec<Layer<'a>>,
    /// The `$ref`s that lead nowhere.
    pub(super) dangling: Vec<(&'a str, String)>,
    /// Of the layers, those that are whole documents elsewhere, with walks of their own.
    elsewhere: usize,
}

impl<'a> Spot<'a> {
    /// The layers that belong to the document that the walk began at.
    pub(super) fn own_layers(&self) -> &[Layer<'a>] {
        &self.layers[..self.layers.len() - self.elsewhere]
    }

    /// What the layers say by a keyword.
    pub(super) fn all<'s>(&'s self, keyword: &'s str) -> impl Iterator<Item = &'a Value> + 's {
        let keywords = self.layers.iter().filter_map(Layer::keywords);
        keywords.filter_map(move |it| it.get(keyword))
    }

    pub(super) fn has(&self, keyword: &str) -> bool {
        self.all(keyword).next().is_some()
    }

    /// The members that it names, and the layers that do.
    pub(super) fn members(&self) -> BTreeMap<&'a str, (&Layer<'a>, &'a Value)> {
        let mut members = BTreeMap::new();
        for layer in &self.layers {
            let named = layer
                .keywords()
                .and_then(|it| it.get("properties")?.as_object());
            for (key, value) in named.into_iter().flatten() {
                members.entry(key.as_str()).or_insert((layer, value));
            }
        }
        members
    }

    /// The members that it requires.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let lists = self.all("required").filter_map(Value::as_array);
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// Does it allow only the members that it names?
    pub(super) fn is_closed(&self) -> bool {
        let closes = |keyword| self.all(keyword).any(|it| *it == Value::Bool(false));
        closes("additionalProperties") || closes("unevaluatedProperties")
    }

    /// The texts that it allows, if it allows only some.
    pub(super) fn texts(&self) -> Option<Vec<&'a str>> {
        if let Some(value) = self.all("const").next() {
            return Some(value.as_str().into_iter().collect());
        }
        let values = self.all("enum").find_map(Value::as_array)?;
        Some(values.iter().filter_map(Value::as_str).collect())
    }

    /// The key that leads here.
    pub(super) fn key(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The way here, as one writes it: `context.source`.
    pub(super) fn name(&self) -> String {
        name(&self.path)
    }
}

/// A way in an instance, as one writes it: `context.source`.
pub(super) fn name(path: &str) -> String {
    path.trim_start_matches('/').replace('/', ".")
}

/// A document, and all spots in what it describes.
#[derive(Debug)]
pub(super) struct Root<'a> {
    pub(super) document: &'a Document,
    pub(super) kind: DocumentKind,
    pub(super) spots: Vec<Spot<'a>>,
    /// The event's type, where the schema demands one.
    pub(super) event_type: Option<String>,
}

impl<'a> Root<'a> {
    pub(super) fn release(&self) -> &'a ReleaseName {
        &self.document.release
    }

    pub(super) fn spot(&self, path: &str) -> Option<&Spot<'a>> {
        self.spots.iter().find(|it| it.path == path)
    }

    /// Is it an event's schema, be it the custom event's?
    pub(super) fn is_event(&self) -> bool {
        matches!(self.kind, DocumentKind::Event | DocumentKind::CustomEvent)
    }
}

/// Walks all documents, each by itself, and then the definitions that no walk came by.
pub(super) fn roots<'a>(documents: &'a [Document], registry: &Registry<'a>) -> Vec<Root<'a>> {
    let mut walk = Walk {
        registry,
        met: BTreeSet::new(),
    };
    let mut roots: Vec<_> = documents.iter().map(|it| walk.root(it)).collect();
    for root in &mut roots {
        let definitions = root.document.value.get("$defs").and_then(Value::as_object);
        for (key, value) in definitions.into_iter().flatten() {
            let pointer = step("/$defs", key);
            if !walk.met.contains(&(id(root.document), pointer.clone())) {
                let layer = Layer {
                    document: root.document,
                    value,
                    place: pointer.clone(),
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

/// Which document it is, of all that are in memory.
fn id(document: &Document) -> usize {
    std::ptr::from_ref(document).addr()
}

struct Walk<'r, 'a> {
    registry: &'r Registry<'a>,
    /// Where references led.
    met: BTreeSet<(usize, String)>,
}

impl<'a> Walk<'_, 'a> {
    fn root(&mut self, document: &'a Document) -> Root<'a> {
        let layer = Layer {
            document,
            value: &document.value,
            pointer: String::new(),
            place: String::new(),
        };
        let mut spots = Vec::new();
        self.spot(document, &layer, "", &mut Vec::new(), &mut spots);
        let mut root = Root {
            document,
            kind: document.kind(),
            spots,
            event_type: None,
        };
        let types = root.spot("/context/type").and_then(Spot::texts);
        if let (DocumentKind::Event, Some([one])) = (root.kind, types.as_deref()) {
            root.event_type = Some((*one).to_owned());
        }
        root
    }

    /// Notes a spot, and all spots within.
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
            place: layer.place.clone(),
            layers: Vec::new(),
            dangling: Vec::new(),
            elsewhere: 0,
        };
        let before = way.len();
        let mut elsewhere = Vec::new();
        self.layers(root, layer, way, &mut spot, &mut elsewhere);
        let own = spot.layers.clone();
        spot.elsewhere = elsewhere.len();
        spot.layers.append(&mut elsewhere);
        spots.push(spot);
        if before < MAX_DEPTH {
            for (segment, inner) in own.iter().flat_map(|it| inner(it, root)) {
                let path = format!("{path}/{segment}");
                way.push((usize::MAX, String::new()));
                self.spot(root, &inner, &path, way, spots);
                way.pop();
            }
        }
        way.truncate(before);
    }

    /// Adds a schema, and all that it says to hold as well.
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
        let parts = keywords.and_then(|it| it.get("allOf")?.as_array());
        for (index, part) in parts.into_iter().flatten().enumerate() {
            let part = layer.inner(&["allOf", &index.to_string()], part, root);
            self.layers(root, &part, way, spot, elsewhere);
        }
        let Some(reference) = keywords.and_then(|it| it.get("$ref")?.as_str()) else {
            return;
        };
        let place = if std::ptr::eq(layer.document, root) {
            step(&layer.place, "$ref")
        } else {
            layer.place.clone()
        };
        let Some(mut target) = self.registry.follow(layer.document, reference) else {
            spot.dangling.push((reference, place));
            return;
        };
        let key = (id(target.document), target.pointer.clone());
        self.met.insert(key.clone());
        if way.contains(&key) {
            return;
        }
        way.push(key);
        if std::ptr::eq(target.document, root) {
            target.place.clone_from(&target.pointer);
        } else {
            target.place.clone_from(&layer.place);
        }
        if target.pointer.is_empty() && !std::ptr::eq(target.document, root) {
            let mut there = Spot {
                path: String::new(),
                place: String::new(),
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

/// The schemas within a schema that say something of other places, or of a place under conditions.
fn inner<'a>(layer: &Layer<'a>, root: &Document) -> Vec<(String, Layer<'a>)> {
    let mut found = Vec::new();
    for (keyword, value) in layer.keywords().into_iter().flatten() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(members)) => {
                for (key, value) in members {
                    found.push((key.clone(), layer.inner(&[keyword, key], value, root)));
                }
            }
            ("patternProperties" | "dependentSchemas", Value::Object(members)) => {
                for (key, value) in members {
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
