//! Every keyword of a schema, for validators. Whatever isn't supported is an error.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Number, Value};

use crate::Error;
use crate::documents::resolve::Node;
use crate::model::rules::{
    Applicator, Array, Bounds, Format, JsonType, Object, Rules, Schema, SchemaId, Values,
};
use crate::texts;

use super::keywords::{self, is_annotation};

/// Lowers schemas of every release. Those that demand the same are one, wherever they stand.
#[derive(Debug)]
pub(super) struct Lowering {
    rules: Rules,
    /// The schemas that a `$ref` has led to: by document and place.
    places: BTreeMap<(String, String), Progress>,
    /// The schemas by what they demand.
    shared: BTreeMap<String, SchemaId>,
    /// The documents whose `$id`s begin so are named without it, so that schemas of two releases
    /// can be the same.
    base: String,
    asserts_formats: bool,
    /// The depth of the current schema, counting nested schemas and `$ref`s.
    depth: usize,
    /// Schemas that are known not to refer back to themselves without end.
    ended: BTreeSet<SchemaId>,
}

/// How deep schemas may be within one another: each level takes some of the stack.
const MAX_DEPTH: usize = 1_000;

/// How far a schema is lowered that a `$ref` has led to.
#[derive(Clone, Copy, Debug)]
enum Progress {
    /// Not to its end; with its number, if it leads back to itself.
    Begun(Option<SchemaId>),
    Done(SchemaId),
}

impl Lowering {
    pub(super) fn new(asserts_formats: bool) -> Self {
        Self {
            rules: Rules::default(),
            places: BTreeMap::new(),
            shared: BTreeMap::new(),
            base: String::new(),
            asserts_formats,
            depth: 0,
            ended: BTreeSet::new(),
        }
    }

    /// A document, and all that it refers to.
    pub(super) fn document(&mut self, document: &Node<'_>) -> Result<SchemaId, Error> {
        let base = document.id().rfind('/').map_or(0, |slash| slash + 1);
        document.id()[..base].clone_into(&mut self.base);
        let schema = self.schema(document)?;
        self.check_ends(schema, document)?;
        Ok(schema)
    }

    pub(super) fn finish(self) -> Rules {
        self.rules
    }

    /// The schema at a place.
    pub(super) fn schema(&mut self, place: &Node<'_>) -> Result<SchemaId, Error> {
        let schema = self.demands(place)?;
        Ok(self.share(schema))
    }

    /// The number of a schema: an equal one's, if there is one.
    fn share(&mut self, schema: Schema) -> SchemaId {
        let key = format!("{schema:?}");
        if let Some(id) = self.shared.get(&key) {
            return *id;
        }
        let id = self.add(schema);
        self.shared.insert(key, id);
        id
    }

    fn add(&mut self, schema: Schema) -> SchemaId {
        self.rules.schemas.push(schema);
        SchemaId(self.rules.schemas.len() - 1)
    }

    fn demands(&mut self, place: &Node<'_>) -> Result<Schema, Error> {
        if self.depth == MAX_DEPTH {
            return Err(place.error(format!(
                "is nested deeper than {MAX_DEPTH} schemas, by way of `$ref`s too, which isn't \
                 supported; leave the deepest ones open"
            )));
        }
        self.depth += 1;
        let schema = self.keywords(place);
        self.depth -= 1;
        schema
    }

    fn keywords(&mut self, place: &Node<'_>) -> Result<Schema, Error> {
        match place.value() {
            Value::Bool(true) => return Ok(Schema::default()),
            Value::Bool(false) => {
                let types = Some(Vec::new());
                return Ok(Schema {
                    types,
                    ..Schema::default()
                });
            }
            _ => keywords::check_schema(place)?,
        }
        let mut schema = Schema::default();
        for (keyword, value) in place.members()? {
            if keyword == "$id" && !place.is_root() {
                return Err(value.error("an `$id` within a document isn't supported"));
            }
            let is_known = is_annotation(keyword)
                || Self::general(&mut schema, keyword, &value)?
                || self.scalars(&mut schema, keyword, &value)?
                || self.array(&mut schema.array, keyword, &value, place)?
                || self.object(&mut schema.object, keyword, &value)?
                || self.applicator(&mut schema, keyword, &value, place)?;
            if !is_known {
                return Err(value.error(format!("the keyword `{keyword}` isn't supported here")));
            }
        }
        let Object {
            properties,
            required,
            ..
        } = &mut schema.object;
        let mut positions = BTreeMap::new();
        for (index, key) in required.iter().enumerate() {
            positions.entry(key).or_insert(index);
        }
        let position = |key: &String| positions.get(key).copied().unwrap_or(usize::MAX);
        properties.sort_by_cached_key(|(key, _)| (position(key), key.clone()));
        Ok(schema)
    }

    fn general(schema: &mut Schema, keyword: &str, value: &Node<'_>) -> Result<bool, Error> {
        match keyword {
            "type" => {
                let places = match value.value() {
                    Value::Array(_) => value.items()?,
                    _ => vec![value.clone()],
                };
                let mut types = Vec::new();
                for place in &places {
                    let r#type = json_type(place)?;
                    if !types.contains(&r#type) {
                        types.push(r#type);
                    }
                }
                if places.is_empty() {
                    return Err(value.error("an empty list of types allows nothing"));
                }
                schema.types = Some(types);
            }
            "const" => {
                let constant = Values::Const(value.value().clone());
                set_values(schema, value, constant)?;
            }
            "enum" => {
                let values = value.items()?.iter().map(|it| it.value().clone()).collect();
                set_values(schema, value, Values::Enum(values))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn scalars(&self, schema: &mut Schema, keyword: &str, value: &Node<'_>) -> Result<bool, Error> {
        let Schema { text, number, .. } = schema;
        match keyword {
            "minLength" => text.min_length = count_of(value)?,
            "maxLength" => text.max_length = Some(count_of(value)?),
            "pattern" => text.pattern = Some(pattern_of(value)?),
            "format" => text.format = self.format(value)?,
            _ => return bound(number, keyword, value),
        }
        Ok(true)
    }

    fn format(&self, place: &Node<'_>) -> Result<Option<Format>, Error> {
        if !self.asserts_formats {
            return Ok(None);
        }
        format_of(place).map(Some)
    }

    fn array(
        &mut self,
        array: &mut Array,
        keyword: &str,
        value: &Node<'_>,
        schema: &Node<'_>,
    ) -> Result<bool, Error> {
        match keyword {
            "prefixItems" => array.prefix = self.list(value)?,
            "items" => array.items = Some(self.schema(value)?),
            "minItems" => array.min_items = count_of(value)?,
            "maxItems" => array.max_items = Some(count_of(value)?),
            "uniqueItems" => array.unique = flag(value)?,
            "contains" => {
                let min = schema
                    .get("minContains")
                    .map_or(Ok(1), |it| count_of(&it))?;
                let max = schema
                    .get("maxContains")
                    .map(|it| count_of(&it))
                    .transpose()?;
                array.contains = Some((self.schema(value)?, min, max));
            }
            // Without `contains` they demand nothing.
            "minContains" | "maxContains" => drop(count_of(value)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn object(
        &mut self,
        object: &mut Object,
        keyword: &str,
        value: &Node<'_>,
    ) -> Result<bool, Error> {
        match keyword {
            "properties" => object.properties = self.keyed(value)?,
            "required" => object.required = texts(value)?,
            "additionalProperties" => object.additional = Some(self.schema(value)?),
            "patternProperties" => {
                for (pattern, place) in value.members()? {
                    check_pattern(pattern, &place)?;
                }
                object.patterns = self.keyed(value)?;
            }
            "propertyNames" => object.names = Some(self.schema(value)?),
            "minProperties" => object.min_properties = count_of(value)?,
            "maxProperties" => object.max_properties = Some(count_of(value)?),
            "dependentRequired" => {
                let members = value.members()?;
                let dependent = members
                    .iter()
                    .map(|(key, it)| Ok(((*key).to_owned(), texts(it)?)));
                object.dependent_required = dependent.collect::<Result<_, Error>>()?;
            }
            "dependentSchemas" => object.dependent_schemas = self.keyed(value)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn applicator(
        &mut self,
        schema: &mut Schema,
        keyword: &str,
        value: &Node<'_>,
        place: &Node<'_>,
    ) -> Result<bool, Error> {
        let applicator = match keyword {
            "$ref" => self.reference(place)?,
            "allOf" => Applicator::AllOf(self.alternatives(value)?),
            "anyOf" => Applicator::AnyOf(self.alternatives(value)?),
            "oneOf" => Applicator::OneOf(self.alternatives(value)?),
            "not" => Applicator::Not(self.schema(value)?),
            "if" => {
                let condition = self.schema(value)?;
                let mut branch = |key: &str| match place.get(key) {
                    Some(branch) => self.schema(&branch),
                    None => Ok(self.share(Schema::default())),
                };
                Applicator::If(condition, branch("then")?, branch("else")?)
            }
            "then" | "else" => {
                // Without an `if` they demand nothing, but must be understood.
                self.schema(value)?;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        schema.applicators.push(applicator);
        Ok(true)
    }

    fn reference(&mut self, place: &Node<'_>) -> Result<Applicator, Error> {
        let target = place.follow()?;
        let document = target.id().strip_prefix(&self.base).unwrap_or(target.id());
        let (document, pointer) = (document.to_owned(), target.pointer().to_owned());
        let id = self.target(&target)?;
        Ok(Applicator::Reference(id, document, pointer))
    }

    /// The schema that a `$ref` leads to.
    fn target(&mut self, target: &Node<'_>) -> Result<SchemaId, Error> {
        let key = (target.id().to_owned(), target.pointer().to_owned());
        match self.places.get(&key) {
            Some(Progress::Done(id) | Progress::Begun(Some(id))) => return Ok(*id),
            Some(Progress::Begun(None)) => {
                // It contains the reference, so it must have a number before it is lowered.
                let id = self.add(Schema::default());
                self.places.insert(key, Progress::Begun(Some(id)));
                return Ok(id);
            }
            None => {}
        }
        self.places.insert(key.clone(), Progress::Begun(None));
        let schema = self.demands(target)?;
        let id = match self.places.get(&key) {
            Some(Progress::Begun(Some(id))) => {
                self.rules.schemas[id.0] = schema;
                *id
            }
            _ => self.share(schema),
        };
        self.places.insert(key, Progress::Done(id));
        Ok(id)
    }

    fn list(&mut self, place: &Node<'_>) -> Result<Vec<SchemaId>, Error> {
        place
            .items()?
            .iter()
            .map(|item| self.schema(item))
            .collect()
    }

    fn alternatives(&mut self, place: &Node<'_>) -> Result<Vec<SchemaId>, Error> {
        let schemas = self.list(place)?;
        if schemas.is_empty() {
            return Err(place.error("must have at least one schema"));
        }
        Ok(schemas)
    }

    fn keyed(&mut self, place: &Node<'_>) -> Result<Vec<(String, SchemaId)>, Error> {
        let members = place.members()?;
        let keyed = members
            .iter()
            .map(|(key, it)| Ok(((*key).to_owned(), self.schema(it)?)));
        keyed.collect()
    }

    /// A schema that applies itself to the same value again would never come to an end.
    pub(super) fn check_ends(&mut self, start: SchemaId, place: &Node<'_>) -> Result<(), Error> {
        // What applies to a part of the value must end for itself.
        let mut pending = vec![start];
        while let Some(id) = pending.pop() {
            if !self.ends(id, &mut pending) {
                return Err(
                    place.error("a `$ref` in it leads back to itself, and to the same value")
                );
            }
        }
        Ok(())
    }

    /// Does a schema come to an end on the same value? Schemas of its parts are left to be asked. It
    /// isn't recursive, since such a way may be as long as there are schemas.
    fn ends(&mut self, start: SchemaId, pending: &mut Vec<SchemaId>) -> bool {
        let mut on_path = BTreeSet::new();
        let mut path = vec![(start, None)];
        while let Some((id, left)) = path.last_mut() {
            let (id, rules) = (*id, &self.rules);
            let left = match left {
                Some(left) => left,
                None if self.ended.contains(&id) => {
                    path.pop();
                    continue;
                }
                None if !on_path.insert(id) => return false,
                None => left.insert(rules.get(id).of_same_value()),
            };
            if let Some(next) = left.pop() {
                path.push((next, None));
            } else {
                path.pop();
                on_path.remove(&id);
                self.ended.insert(id);
                pending.extend(rules.get(id).of_parts());
            }
        }
        true
    }
}

fn set_values(schema: &mut Schema, place: &Node<'_>, values: Values) -> Result<(), Error> {
    match schema.values.replace(values) {
        Some(_) => Err(place.error("`const` beside `enum` isn't supported")),
        None => Ok(()),
    }
}

fn json_type(place: &Node<'_>) -> Result<JsonType, Error> {
    Ok(match place.text()? {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "object" => JsonType::Object,
        "array" => JsonType::Array,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        other => return Err(place.error(format!("`{other}` is no type"))),
    })
}

/// A number that counts something: 2 or 2.0.
pub(super) fn count_of(place: &Node<'_>) -> Result<u64, Error> {
    let wrong = || place.error("must be a whole number, 0 or more");
    let number = place.value().as_number().ok_or_else(wrong)?;
    if let Some(count) = number.as_u64() {
        return Ok(count);
    }
    let text = number.to_string();
    let whole = text.strip_suffix(".0").and_then(|it| it.parse().ok());
    whole.ok_or_else(wrong)
}

/// A format that is asserted.
pub(super) fn format_of(place: &Node<'_>) -> Result<Format, Error> {
    match place.text()? {
        "date-time" => Ok(Format::DateTime),
        "uri" => Ok(Format::Uri),
        "uri-reference" => Ok(Format::UriReference),
        other => Err(place.error(format!("the format `{other}` isn't supported"))),
    }
}

fn flag(place: &Node<'_>) -> Result<bool, Error> {
    let flag = place.value().as_bool();
    flag.ok_or_else(|| place.error("must be `true` or `false`"))
}

fn texts(place: &Node<'_>) -> Result<Vec<String>, Error> {
    let items = place.items()?;
    items
        .iter()
        .map(|it| it.text().map(str::to_owned))
        .collect()
}

fn bound(bounds: &mut Bounds, keyword: &str, value: &Node<'_>) -> Result<bool, Error> {
    let place: &mut Option<Number> = match keyword {
        "minimum" => &mut bounds.minimum,
        "exclusiveMinimum" => &mut bounds.exclusive_minimum,
        "maximum" => &mut bounds.maximum,
        "exclusiveMaximum" => &mut bounds.exclusive_maximum,
        "multipleOf" => &mut bounds.multiple_of,
        _ => return Ok(false),
    };
    let number = value.value().as_number();
    *place = Some(
        number
            .ok_or_else(|| value.error("must be a number"))?
            .clone(),
    );
    Ok(true)
}

pub(super) fn pattern_of(place: &Node<'_>) -> Result<String, Error> {
    let pattern = place.text()?;
    check_pattern(pattern, place)?;
    Ok(pattern.to_owned())
}

fn check_pattern(pattern: &str, place: &Node<'_>) -> Result<(), Error> {
    match texts::pattern(pattern) {
        Ok(_) => Ok(()),
        Err(reason) => {
            let shown: String = pattern.chars().take(100).collect();
            let more = if shown == pattern { "" } else { "…" };
            Err(place.error(format!("`{shown}{more}` {reason}")))
        }
    }
}
