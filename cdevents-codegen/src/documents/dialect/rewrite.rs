//! Rewrites a schema as one of draft 2020-12.

use std::collections::{BTreeMap, BTreeSet};

use fluent_uri::{Uri, UriRef};
use serde_json::{Map, Value};

use super::keywords::{Holds, Known, has_format, known};
use super::moves::Moves;
use super::version::Dialect;
use crate::documents::pointer::step;

/// A schema of draft 2020-12, and what it was before.
#[derive(Clone, Debug)]
pub(crate) struct Rewritten {
    pub(crate) value: Value,
    pub(crate) dialect: Dialect,
    pub(crate) moves: Moves,
    /// The schemas with a URI of their own: their JSON Pointers and URIs. The document is the first.
    pub(crate) resources: Vec<(String, String)>,
    /// The JSON Pointers of `$anchor`s, by the number of the resource and the name.
    pub(crate) anchors: BTreeMap<(usize, String), String>,
    /// The anchors that `$dynamicRef` may find.
    pub(crate) dynamic: BTreeSet<(usize, String)>,
    /// What has no effect in this dialect.
    pub(crate) ignored: Vec<Ignored>,
}

/// A keyword or format that has no effect.
#[derive(Clone, Debug)]
pub(crate) struct Ignored {
    /// The JSON Pointer in the file.
    pub(crate) pointer: String,
    /// The keyword or format as a phrase: "the keyword `const`".
    pub(crate) what: String,
}

/// The name of the anchor that stands for draft 2019-09's `$recursiveAnchor`. No anchor in a schema can
/// have this name.
const RECURSIVE: &str = "$recursive";

/// A fault: its JSON Pointer in the file, and the reason.
type Fault = (String, String);

/// Rewrites the schema with a URI.
pub(crate) fn rewrite(uri: &str, value: &Value, dialect: Dialect) -> Result<Rewritten, Fault> {
    let mut rewriting = Rewriting {
        rewritten: Rewritten {
            value: Value::Null,
            dialect,
            moves: Moves::default(),
            resources: vec![(String::new(), uri.to_owned())],
            anchors: BTreeMap::new(),
            dynamic: BTreeSet::new(),
            ignored: Vec::new(),
        },
        resource: 0,
        names: true,
    };
    rewriting.rewritten.value = rewriting.schema(value, &Place::default())?;
    Ok(rewriting.rewritten)
}

struct Rewriting {
    rewritten: Rewritten,
    /// The number of the resource that the current schema belongs to.
    resource: usize,
    /// Whether identifiers count. They do not within unknown keywords.
    names: bool,
}

/// A JSON Pointer in the file, and in the rewritten schema.
#[derive(Clone, Default)]
struct Place {
    before: String,
    now: String,
}

impl Place {
    fn at(&self, key: &str) -> Self {
        Self {
            before: step(&self.before, key),
            now: step(&self.now, key),
        }
    }

    fn moved(&self, before: &[&str], now: &[&str], moves: &mut Moves) -> Self {
        let steps = |pointer: &str, keys: &[&str]| {
            keys.iter()
                .fold(pointer.to_owned(), |pointer, key| step(&pointer, key))
        };
        let place = Self {
            before: steps(&self.before, before),
            now: steps(&self.now, now),
        };
        moves.add(&place.now, &place.before);
        place
    }
}

impl Rewriting {
    fn dialect(&self) -> Dialect {
        self.rewritten.dialect
    }

    fn ignore(&mut self, place: &Place, what: String) {
        self.rewritten.ignored.push(Ignored {
            pointer: place.before.clone(),
            what,
        });
    }

    fn schema(&mut self, value: &Value, place: &Place) -> Result<Value, Fault> {
        let Value::Object(keywords) = value else {
            return Ok(value.clone());
        };
        let dialect = self.dialect();
        let only_refers =
            dialect.ignores_siblings() && keywords.get("$ref").is_some_and(Value::is_string);
        let outer = self.resource;
        if self.names && (!only_refers || place.before.is_empty()) {
            self.identify(keywords, place)?;
        }
        let mut schema = Map::new();
        for (keyword, value) in keywords {
            let at = place.at(keyword);
            match known(dialect, keyword) {
                Known::Own(_, true) if only_refers && keyword != "$ref" => {
                    self.ignore(&at, format!("`{keyword}` beside a `$ref`"));
                }
                Known::Own(holds, _) => {
                    self.keyword(&mut schema, keywords, (keyword, value), holds, place)?;
                }
                Known::Foreign(Holds::Map, false) => {
                    let value = self.held(value, Holds::Map, &at)?;
                    schema.insert(keyword.clone(), value);
                }
                // Newer dialects have other keywords with the same meaning. Someone who uses the old
                // ones probably expects them to have an effect.
                Known::Foreign(_, true) if dialect >= Dialect::Draft201909 && is_old(keyword) => {
                    let reason = format!(
                        "{} has no `{keyword}`; {}, or name the dialect that the schema is written in \
                         in `$schema`",
                        dialect.name(),
                        replacement(keyword),
                    );
                    return Err((at.before, reason));
                }
                Known::Foreign(..) => {
                    let reason =
                        format!("the keyword `{keyword}`, which {} lacks,", dialect.name());
                    self.ignore(&at, reason);
                }
                Known::Unknown => {
                    let value = self.unknown(value, &at)?;
                    schema.insert(keyword.clone(), value);
                }
            }
        }
        self.resource = outer;
        Ok(Value::Object(schema))
    }

    /// Notes the URI and the anchors of a schema.
    fn identify(&mut self, keywords: &Map<String, Value>, place: &Place) -> Result<(), Fault> {
        let dialect = self.dialect();
        let key = dialect.id_keyword();
        if let Some(Value::String(id)) = keywords.get(key) {
            let (address, fragment) = id.split_once('#').unwrap_or((id, ""));
            let is_root = place.before.is_empty();
            if !address.is_empty() && !is_root {
                let uri = self
                    .absolute(address)
                    .map_err(|reason| (step(&place.before, key), reason))?;
                self.resource = self.rewritten.resources.len();
                self.rewritten.resources.push((place.now.clone(), uri));
            }
            let names_anchor = !fragment.is_empty() && !fragment.starts_with('/');
            if dialect.ignores_siblings() && names_anchor {
                self.anchor(fragment, place);
            }
        }
        if dialect >= Dialect::Draft201909
            && let Some(Value::String(name)) = keywords.get("$anchor")
        {
            self.anchor(name, place);
        }
        let dynamic = match dialect {
            Dialect::Draft202012 => keywords.get("$dynamicAnchor").and_then(Value::as_str),
            Dialect::Draft201909 => {
                let is_recursive = keywords.get("$recursiveAnchor") == Some(&Value::Bool(true));
                is_recursive.then_some(RECURSIVE)
            }
            _ => None,
        };
        if let Some(name) = dynamic {
            self.anchor(name, place);
            let key = (self.resource, name.to_owned());
            self.rewritten.dynamic.insert(key);
        }
        Ok(())
    }

    fn anchor(&mut self, name: &str, place: &Place) {
        let key = (self.resource, name.to_owned());
        let anchors = self.rewritten.anchors.entry(key);
        anchors.or_insert_with(|| place.now.clone());
    }

    fn absolute(&self, address: &str) -> Result<String, String> {
        let base = &self.rewritten.resources[self.resource].1;
        resolved(base, address)
    }

    /// Rewrites a keyword of the dialect.
    fn keyword(
        &mut self,
        schema: &mut Map<String, Value>,
        keywords: &Map<String, Value>,
        (keyword, value): (&String, &Value),
        holds: Holds,
        place: &Place,
    ) -> Result<(), Fault> {
        let dialect = self.dialect();
        let moves = |rewriting: &mut Self, before: &[&str], now: &[&str]| {
            place.moved(before, now, &mut rewriting.rewritten.moves)
        };
        match (keyword.as_str(), value) {
            // The URI is noted. Nothing else reads it.
            ("id" | "$id", Value::String(_)) if !place.before.is_empty() => {}
            ("id", _) => drop(schema.insert("$id".to_owned(), value.clone())),
            ("items", Value::Array(_)) if dialect < Dialect::Draft202012 => {
                let at = moves(self, &["items"], &["prefixItems"]);
                let items = self.held(value, Holds::List, &at)?;
                schema.insert("prefixItems".to_owned(), items);
                if let Some(additional) = keywords.get("additionalItems") {
                    let at = moves(self, &["additionalItems"], &["items"]);
                    let additional = self.schema(additional, &at)?;
                    schema.insert("items".to_owned(), additional);
                }
            }
            ("items", Value::Array(_)) => {
                let reason =
                    "must be a schema; draft 2020-12 has `prefixItems` for an array of schemas"
                        .to_owned();
                return Err((step(&place.before, "items"), reason));
            }
            ("dependencies", Value::Object(dependencies)) => {
                self.dependencies(schema, dependencies, place)?;
            }
            ("minimum" | "maximum", _) if dialect == Dialect::Draft4 => {
                let exclusive = if keyword == "minimum" {
                    "exclusiveMinimum"
                } else {
                    "exclusiveMaximum"
                };
                if keywords.get(exclusive) == Some(&Value::Bool(true)) {
                    moves(self, &[keyword], &[exclusive]);
                    schema.insert(exclusive.to_owned(), value.clone());
                } else {
                    schema.insert(keyword.clone(), value.clone());
                }
            }
            ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_))
                if dialect == Dialect::Draft4 => {}
            ("exclusiveMinimum" | "exclusiveMaximum", _) if dialect == Dialect::Draft4 => {
                let reason = "must be `true` or `false` in draft-04".to_owned();
                return Err((step(&place.before, keyword), reason));
            }
            ("format", Value::String(format)) if !has_format(dialect, format) => {
                let at = place.at("format");
                self.ignore(&at, format!("the format `{format}`"));
            }
            ("$recursiveRef", Value::String(target)) => {
                moves(self, &["$recursiveRef"], &["$dynamicRef"]);
                let anchor = (self.resource, RECURSIVE.to_owned());
                let target = if target != "#" {
                    let reason = "must be `#`".to_owned();
                    return Err((step(&place.before, keyword), reason));
                } else if self.rewritten.anchors.contains_key(&anchor) {
                    format!("#{RECURSIVE}")
                } else {
                    target.clone()
                };
                schema.insert("$dynamicRef".to_owned(), target.into());
            }
            // The first has no effect without an array of `items`, with which it is read; so is the second
            // with the anchors.
            ("additionalItems" | "$recursiveAnchor", _) => {}
            _ => {
                let value = self.held(value, holds, &place.at(keyword))?;
                schema.insert(keyword.clone(), value);
            }
        }
        Ok(())
    }

    fn dependencies(
        &mut self,
        schema: &mut Map<String, Value>,
        dependencies: &Map<String, Value>,
        place: &Place,
    ) -> Result<(), Fault> {
        let (mut required, mut schemas) = (Map::new(), Map::new());
        for (key, value) in dependencies {
            let keyword = if value.is_array() {
                "dependentRequired"
            } else {
                "dependentSchemas"
            };
            let moves = &mut self.rewritten.moves;
            let at = place.moved(&["dependencies", key], &[keyword, key], moves);
            if value.is_array() {
                required.insert(key.clone(), value.clone());
            } else {
                let value = self.schema(value, &at)?;
                schemas.insert(key.clone(), value);
            }
        }
        for (keyword, map) in [
            ("dependentRequired", required),
            ("dependentSchemas", schemas),
        ] {
            if !map.is_empty() {
                schema.insert(keyword.to_owned(), map.into());
            }
        }
        Ok(())
    }

    /// Rewrites the schemas that a keyword holds.
    fn held(&mut self, value: &Value, holds: Holds, place: &Place) -> Result<Value, Fault> {
        match (holds, value) {
            (Holds::Schema | Holds::SchemaOrList, _) => self.schema(value, place),
            (Holds::List, Value::Array(items)) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.schema(item, &place.at(&index.to_string())))
                    .collect()
            }
            (Holds::Map, Value::Object(properties)) => {
                let properties = properties.iter();
                let schemas = properties
                    .map(|(key, value)| Ok((key.clone(), self.schema(value, &place.at(key))?)));
                schemas.collect::<Result<_, Fault>>().map(Value::Object)
            }
            _ => Ok(value.clone()),
        }
    }

    /// Rewrites everything in the value of an unknown keyword, because a `$ref` may lead there.
    fn unknown(&mut self, value: &Value, place: &Place) -> Result<Value, Fault> {
        let names = std::mem::replace(&mut self.names, false);
        let ignored = self.rewritten.ignored.len();
        let value = self.anything(value, place);
        self.rewritten.ignored.truncate(ignored);
        self.names = names;
        value
    }

    fn anything(&mut self, value: &Value, place: &Place) -> Result<Value, Fault> {
        match value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.anything(item, &place.at(&index.to_string())))
                    .collect()
            }
            // What is no schema need not be one, so a fault leaves it as it is.
            Value::Object(_) => Ok(self.schema(value, place).unwrap_or_else(|_| value.clone())),
            _ => Ok(value.clone()),
        }
    }
}

/// Resolves a URI reference. The error is the reason why that fails.
pub(crate) fn resolved(base: &str, address: &str) -> Result<String, String> {
    let invalid = |error: String| format!("`{address}` is not a URI reference: {error}");
    let base = Uri::parse(base).map_err(|error| invalid(error.to_string()))?;
    let relative = UriRef::parse(address).map_err(|error| invalid(error.to_string()))?;
    let absolute = relative.resolve_against(&base);
    let absolute = absolute.map_err(|error| invalid(error.to_string()))?;
    Ok(absolute.as_str().to_owned())
}

/// Returns whether a keyword affected validity before draft 2019-09, or before draft 2020-12.
fn is_old(keyword: &str) -> bool {
    matches!(keyword, "dependencies" | "$recursiveRef")
}

fn replacement(keyword: &str) -> &'static str {
    match keyword {
        "dependencies" => "use `dependentRequired` or `dependentSchemas`",
        _ => "use `$dynamicRef`",
    }
}
