//! From schemas to rules: every keyword that affects validity. Fails on keywords that are not supported.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::Error;
use crate::documents::{Dialect, Node, is_assertion, is_keyword};
use crate::model::rules::{Applicator, Array, Object, Rules, Schema, SchemaId, Values};

use super::annotations::is_annotation;
use super::endless::Endless;
use super::unevaluated;
use super::values::{bound, check_pattern, count, flag, format, json_type, pattern, strings};

/// Lowers the schemas of all releases. Equal schemas become one.
#[derive(Debug, Default)]
pub(super) struct Lowering {
    rules: Rules,
    /// The targets of `$ref`s, by document and JSON Pointer.
    targets: BTreeMap<(String, String), Progress>,
    /// The schemas by their content.
    shared: BTreeMap<String, SchemaId>,
    /// A prefix that is removed from documents' `$id`s, so that schemas of two releases can be equal.
    base: String,
    policy: Policy,
    ignored: Vec<Error>,
    /// The depth of the current schema, counting nested schemas and `$ref`s.
    depth: usize,
    endless: Endless,
    /// Whether a schema has `unevaluatedProperties` or `unevaluatedItems`.
    has_unevaluated: bool,
}

/// What lowering does about formats, and about what it does not know.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Policy {
    /// Whether `format` affects validity.
    pub(crate) asserts_formats: bool,
    /// Whether unknown keywords and formats have no effect, as JSON Schema says. Otherwise, they are
    /// errors.
    pub(crate) ignores_unknown: bool,
}

impl Policy {
    /// The policy for the specification's schemas, and for others if nothing may be ignored.
    pub(crate) const STRICT: Self = Self {
        asserts_formats: true,
        ignores_unknown: false,
    };

    /// The policy for all other schemas.
    pub(crate) const LENIENT: Self = Self {
        ignores_unknown: true,
        ..Self::STRICT
    };
}

/// The maximum depth of nested schemas: each level takes some of the stack.
const MAX_DEPTH: usize = 1_000;

/// The progress of lowering the target of a `$ref`.
#[derive(Clone, Copy, Debug)]
enum Progress {
    /// Not yet complete. It has a number if it refers to itself.
    Begun(Option<SchemaId>),
    /// Complete.
    Done(SchemaId),
}

impl Lowering {
    pub(super) fn new(policy: Policy) -> Self {
        Self {
            policy,
            ..Self::default()
        }
    }

    /// Returns the unknown keywords and formats so far, and where they are.
    pub(super) fn ignored(&mut self) -> Vec<Error> {
        std::mem::take(&mut self.ignored)
    }

    /// Lowers a document and everything that it refers to.
    pub(super) fn document(&mut self, document: &Node<'_>) -> Result<SchemaId, Error> {
        let base = document.id().rfind('/').map_or(0, |slash| slash + 1);
        document.id()[..base].clone_into(&mut self.base);
        let schema = self.schema(document)?;
        self.endless.check(&self.rules, schema, document)?;
        if std::mem::take(&mut self.has_unevaluated) {
            // No `$ref` leads to the others, and they may apply themselves.
            let is_used = |id| self.endless.has_checked(id);
            unevaluated::replace(&mut self.rules, &is_used, document)?;
        }
        Ok(schema)
    }

    pub(super) fn finish(self) -> Rules {
        self.rules
    }

    /// Lowers one schema.
    pub(super) fn schema(&mut self, place: &Node<'_>) -> Result<SchemaId, Error> {
        let schema = self.nested(place)?;
        Ok(self.share(schema))
    }

    /// Returns the number of an equal schema, or adds the schema.
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

    fn nested(&mut self, place: &Node<'_>) -> Result<Schema, Error> {
        if self.depth == MAX_DEPTH {
            return Err(place.error(format!(
                "is nested deeper than {MAX_DEPTH} schemas, counting `$ref`s, which is not supported; \
                 replace the deepest schemas with `true`"
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
            Value::Object(_) => {}
            _ => return Err(place.error("must be a schema: an object, `true` or `false`")),
        }
        let mut schema = Schema::default();
        for (keyword, value) in place.properties()? {
            let is_known = is_annotation(keyword)
                || Self::general(&mut schema, keyword, &value)?
                || self.scalars(&mut schema, keyword, &value)?
                || self.array(&mut schema.array, keyword, &value, place)?
                || self.object(&mut schema.object, keyword, &value)?
                || self.applicator(&mut schema, keyword, &value, place)?;
            if !is_known {
                self.unknown(keyword, &value)?;
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

    /// Handles a keyword that has no rules.
    fn unknown(&mut self, keyword: &str, value: &Node<'_>) -> Result<(), Error> {
        if is_assertion(keyword) || !(self.policy.ignores_unknown || is_keyword(keyword)) {
            return Err(value.error(format!("the keyword `{keyword}` is not supported here")));
        }
        if !is_keyword(keyword) {
            let reason =
                format!("the keyword `{keyword}` is not part of JSON Schema and has no effect");
            self.ignored.push(value.error(reason));
        }
        Ok(())
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
                    return Err(value.error("an empty list of types allows no value"));
                }
                schema.types = Some(types);
            }
            "const" => {
                set_values(schema, value, Values::Const(value.value().clone()))?;
            }
            "enum" => {
                let items = value.items()?;
                let values = items.iter().map(|item| item.value().clone()).collect();
                set_values(schema, value, Values::Enum(values))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn scalars(
        &mut self,
        schema: &mut Schema,
        keyword: &str,
        value: &Node<'_>,
    ) -> Result<bool, Error> {
        let Schema { text, number, .. } = schema;
        match keyword {
            "minLength" => text.min_length = count(value)?,
            "maxLength" => text.max_length = Some(count(value)?),
            "pattern" => text.pattern = Some(pattern(value)?),
            "format" if self.policy.asserts_formats => match format(value) {
                Ok(format) => text.format = Some(format),
                Err(error) if self.policy.ignores_unknown => self.ignored.push(error),
                Err(error) => return Err(error),
            },
            "format" => {}
            _ => return bound(number, keyword, value),
        }
        Ok(true)
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
            "minItems" => array.min_items = count(value)?,
            "maxItems" => array.max_items = Some(count(value)?),
            "uniqueItems" => array.unique = flag(value)?,
            "contains" => {
                let min = schema
                    .get("minContains")
                    .map_or(Ok(1), |place| count(&place))?;
                let max = schema
                    .get("maxContains")
                    .map(|place| count(&place))
                    .transpose()?;
                array.contains = Some((self.schema(value)?, min, max));
            }
            "unevaluatedItems" => {
                self.has_unevaluated = true;
                let counts_contains = schema.dialect() >= Dialect::Draft202012;
                array.unevaluated = Some((self.schema(value)?, counts_contains));
            }
            // Without `contains`, these have no effect.
            "minContains" | "maxContains" => drop(count(value)?),
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
            "required" => object.required = strings(value)?,
            "additionalProperties" => object.additional = Some(self.schema(value)?),
            "patternProperties" => {
                for (pattern, place) in value.properties()? {
                    check_pattern(pattern, &place)?;
                }
                object.patterns = self.keyed(value)?;
            }
            "propertyNames" => object.names = Some(self.schema(value)?),
            "minProperties" => object.min_properties = count(value)?,
            "maxProperties" => object.max_properties = Some(count(value)?),
            "dependentRequired" => {
                let properties = value.properties()?;
                let dependent = properties
                    .iter()
                    .map(|(key, keys)| Ok(((*key).to_owned(), strings(keys)?)));
                object.dependent_required = dependent.collect::<Result<_, Error>>()?;
            }
            "unevaluatedProperties" => {
                self.has_unevaluated = true;
                object.unevaluated = Some(self.schema(value)?);
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
            "$ref" => self.reference(&place.follow()?)?,
            "$dynamicRef" => self.reference(&place.follow_dynamic()?)?,
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
                // Without `if`, these have no effect, but must be valid.
                self.schema(value)?;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        schema.applicators.push(applicator);
        Ok(true)
    }

    fn reference(&mut self, target: &Node<'_>) -> Result<Applicator, Error> {
        let document = target.id().strip_prefix(&self.base).unwrap_or(target.id());
        let (document, pointer) = (document.to_owned(), target.pointer().to_owned());
        let id = self.target(target)?;
        Ok(Applicator::Reference(id, document, pointer))
    }

    /// Lowers the target of a `$ref`.
    fn target(&mut self, target: &Node<'_>) -> Result<SchemaId, Error> {
        let key = (target.id().to_owned(), target.pointer().to_owned());
        match self.targets.get(&key) {
            Some(Progress::Done(id) | Progress::Begun(Some(id))) => return Ok(*id),
            Some(Progress::Begun(None)) => {
                // The target contains this `$ref`, so it needs a number before it is complete.
                let id = self.add(Schema::default());
                self.targets.insert(key, Progress::Begun(Some(id)));
                return Ok(id);
            }
            None => {}
        }
        self.targets.insert(key.clone(), Progress::Begun(None));
        let schema = self.nested(target)?;
        let id = match self.targets.get(&key) {
            Some(Progress::Begun(Some(id))) => {
                self.rules.schemas[id.0] = schema;
                *id
            }
            _ => self.share(schema),
        };
        self.targets.insert(key, Progress::Done(id));
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
        let properties = place.properties()?;
        let keyed = properties
            .iter()
            .map(|(key, place)| Ok(((*key).to_owned(), self.schema(place)?)));
        keyed.collect()
    }
}

fn set_values(schema: &mut Schema, place: &Node<'_>, values: Values) -> Result<(), Error> {
    match schema.values.replace(values) {
        Some(_) => Err(place.error("`const` next to `enum` is not supported")),
        None => Ok(()),
    }
}
