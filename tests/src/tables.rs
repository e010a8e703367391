//! Builds the runtime's tables from the generator's rules without compiling generated code, so that
//! tests can use schemas that no release has.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_codegen::model::rules::{
    self, Applicator, Array, Bounds, JsonType, Object, Rules, SchemaId, StringRules,
};
use cdevents_codegen::patterns::expand;
use cdevents_generated::validate::table::{
    self, Alternatives, ArrayRules, Condition, Contains, Format, Literal, NumberRules, ObjectRules,
    Pattern, Property, RareObjectRules, Reference, Schema, Tag, TextRules, Types, Values,
};
use serde_json::{Number, Value};

/// The depth below which recursive schemas are not built. No document in the tests is as deep.
const DEEPEST: usize = 64;

/// Builds the table of a schema. The table is leaked to be `'static`, like generated tables.
#[must_use]
pub fn table(rules: &Rules, id: SchemaId) -> &'static Schema {
    let mut builder = Builder {
        rules,
        depth: 0,
        recursive: BTreeMap::new(),
        built: BTreeMap::new(),
    };
    builder.table(id)
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Builds a pattern, which the generator expands.
///
/// # Panics
/// Panics if the generator doesn't support the pattern.
#[must_use]
pub fn pattern(source: &str) -> &'static Pattern {
    let expanded = expand(source).expect("a supported pattern");
    leak(Pattern::expanded(leak_text(source), leak_text(&expanded)))
}

struct Builder<'a> {
    rules: &'a Rules,
    /// The number of schemas that enclose the current one.
    depth: usize,
    /// Whether a schema refers to itself, and whether it refers to one that does.
    recursive: BTreeMap<SchemaId, (bool, bool)>,
    /// The tables by schema and depth. Where no schema is recursive, the depth does not matter.
    built: BTreeMap<(SchemaId, usize), &'static Schema>,
}

impl Builder<'_> {
    fn table(&mut self, id: SchemaId) -> &'static Schema {
        let (is_recursive, has_recursive) = self.recursive(id);
        if is_recursive && self.depth >= DEEPEST {
            return &Schema::ANY;
        }
        let depth = if has_recursive {
            self.depth.min(DEEPEST)
        } else {
            0
        };
        if let Some(table) = self.built.get(&(id, depth)) {
            return table;
        }
        self.depth += 1;
        let schema = self.rules.get(id);
        let (text, number) = (&schema.text, &schema.number);
        let table = Schema {
            types: schema.types.as_deref().map_or(Types::ANY, types),
            text: (*text != StringRules::default()).then(|| text_rules(text)),
            number: (*number != Bounds::default()).then(|| number_rules(number)),
            array: (schema.array != Array::default()).then(|| self.array(&schema.array)),
            object: (schema.object != Object::default()).then(|| self.object(&schema.object)),
            values: schema.values.as_ref().map(values),
            applicators: self.applicators(&schema.applicators),
            ..Schema::ANY
        };
        self.depth -= 1;
        let table = leak(table.ready());
        self.built.insert((id, depth), table);
        table
    }

    fn recursive(&mut self, id: SchemaId) -> (bool, bool) {
        if let Some(recursive) = self.recursive.get(&id) {
            return *recursive;
        }
        let below = self.below(id);
        let is_recursive = below.contains(&id);
        let has_recursive = is_recursive || below.iter().any(|id| self.below(*id).contains(id));
        self.recursive.insert(id, (is_recursive, has_recursive));
        (is_recursive, has_recursive)
    }

    /// Returns the schemas that a schema refers to, directly or through others.
    fn below(&self, id: SchemaId) -> BTreeSet<SchemaId> {
        let mut below = BTreeSet::new();
        let mut pending = self.rules.get(id).referred();
        while let Some(id) = pending.pop() {
            if below.insert(id) {
                pending.extend(self.rules.get(id).referred());
            }
        }
        below
    }

    fn tables(&mut self, ids: &[SchemaId]) -> &'static [&'static Schema] {
        ids.iter()
            .map(|id| self.table(*id))
            .collect::<Vec<_>>()
            .leak()
    }

    fn array(&mut self, rules: &Array) -> &'static ArrayRules {
        leak(ArrayRules {
            prefix: self.tables(&rules.prefix),
            items: rules.items.map(|id| self.table(id)),
            min_items: rules.min_items,
            max_items: rules.max_items,
            unique: rules.unique,
            contains: rules.contains.map(|(id, min, max)| Contains {
                schema: self.table(id),
                min,
                max,
            }),
        })
    }

    fn object(&mut self, rules: &Object) -> &'static ObjectRules {
        let properties = rules.properties.iter().map(|(key, id)| {
            let schema = self.table(*id);
            Property {
                key: leak_text(key),
                required: rules.required.contains(key),
                schema,
                target: schema.target(),
            }
        });
        let properties: &[Property] = properties.collect::<Vec<_>>().leak();
        let is_property = |key: &&String| rules.properties.iter().any(|(name, _)| name == *key);
        let required = rules.required.iter().filter(|key| !is_property(key));
        let required: Vec<&'static str> = required.map(|key| leak_text(key)).collect();
        let patterns = rules.patterns.iter();
        let patterns = patterns.map(|(key, id)| (pattern(key), self.table(*id)));
        let patterns: Vec<(&'static Pattern, &'static Schema)> = patterns.collect();
        let dependent = rules.dependent_required.iter().map(|(key, required)| {
            let required: Vec<_> = required.iter().map(|key| leak_text(key)).collect();
            (leak_text(key), &*required.leak())
        });
        let rare = RareObjectRules {
            dependent_required: dependent.collect::<Vec<_>>().leak(),
            dependent_schemas: self.keyed(&rules.dependent_schemas),
            patterns: patterns.leak(),
            names: rules.names.map(|id| self.table(id)),
            min_properties: rules.min_properties,
            max_properties: rules.max_properties,
            required: required.leak(),
        };
        let is_rare = !rare.required.is_empty()
            || !rare.patterns.is_empty()
            || rare.names.is_some()
            || rare.min_properties > 0
            || rare.max_properties.is_some()
            || !rare.dependent_required.is_empty()
            || !rare.dependent_schemas.is_empty();
        let mut sorted: Vec<u16> = (0..).take(rules.properties.len()).collect();
        sorted.sort_by_key(|index| &rules.properties[usize::from(*index)].0);
        leak(ObjectRules {
            properties,
            required: properties
                .iter()
                .filter(|property| property.required)
                .count(),
            sorted: sorted.leak(),
            additional: rules.additional.map_or(&Schema::ANY, |id| self.table(id)),
            rare: is_rare.then(|| leak(rare)),
        })
    }

    fn keyed(
        &mut self,
        schemas: &[(String, SchemaId)],
    ) -> &'static [(&'static str, &'static Schema)] {
        let schemas = schemas
            .iter()
            .map(|(key, id)| (leak_text(key), self.table(*id)));
        schemas.collect::<Vec<_>>().leak()
    }

    fn applicators(&mut self, applicators: &[Applicator]) -> &'static [table::Applicator] {
        let applicators = applicators.iter().map(|applicator| match applicator {
            Applicator::Reference(id, document, pointer) => {
                table::Applicator::Reference(leak(Reference {
                    schema: self.table(*id),
                    document: leak_text(document),
                    pointer: leak_text(pointer),
                }))
            }
            Applicator::AllOf(ids) => table::Applicator::AllOf(self.tables(ids)),
            Applicator::AnyOf(ids) => table::Applicator::AnyOf(leak(Alternatives {
                schemas: self.tables(ids),
                tag: self.rules.tag(ids).map(|(key, texts)| {
                    let texts: Vec<_> = texts.into_iter().map(leak_text).collect();
                    let (key, texts) = (leak_text(key), &*texts.leak());
                    Tag { key, texts }
                }),
            })),
            Applicator::OneOf(ids) => table::Applicator::OneOf(self.tables(ids)),
            Applicator::Not(id) => table::Applicator::Not(self.table(*id)),
            Applicator::If(condition, then, otherwise) => table::Applicator::If(leak(Condition {
                condition: self.table(*condition),
                then: self.table(*then),
                otherwise: self.table(*otherwise),
            })),
        });
        applicators.collect::<Vec<_>>().leak()
    }
}

fn types(types: &[JsonType]) -> Types {
    let types = types.iter().map(|r#type| match r#type {
        JsonType::Null => Types::NULL,
        JsonType::Boolean => Types::BOOLEAN,
        JsonType::Object => Types::OBJECT,
        JsonType::Array => Types::ARRAY,
        JsonType::Integer => Types::INTEGER,
        JsonType::PlainInteger => Types::PLAIN_INTEGER,
        JsonType::Number => Types::NUMBER,
        JsonType::String => Types::STRING,
    });
    types.fold(Types::NONE, Types::union)
}

fn text_rules(rules: &StringRules) -> &'static TextRules {
    leak(TextRules {
        min_length: rules.min_length,
        max_length: rules.max_length,
        pattern: rules.pattern.as_deref().map(pattern),
        format: rules.format.map(|format| {
            let mut formats = Format::ALL.into_iter();
            formats
                .find(|other| other.name() == format.name())
                .expect("a format")
        }),
    })
}

fn number_rules(rules: &Bounds) -> &'static NumberRules {
    let bound = |limit: &Option<Number>| limit.clone().map(|limit| literal(&Value::Number(limit)));
    leak(NumberRules {
        minimum: bound(&rules.minimum),
        exclusive_minimum: bound(&rules.exclusive_minimum),
        maximum: bound(&rules.maximum),
        exclusive_maximum: bound(&rules.exclusive_maximum),
        multiple_of: bound(&rules.multiple_of),
    })
}

fn literal(value: &Value) -> &'static Literal {
    leak(Literal::new(leak_text(&value.to_string())))
}

fn values(values: &rules::Values) -> Values {
    match values {
        rules::Values::Const(Value::String(text)) => Values::ConstText(leak_text(text)),
        rules::Values::Const(value) => Values::Const(literal(value)),
        rules::Values::Enum(values) => {
            match values.iter().map(Value::as_str).collect::<Option<Vec<_>>>() {
                Some(texts) => {
                    let texts: Vec<_> = texts.into_iter().map(leak_text).collect();
                    Values::EnumTexts(texts.leak())
                }
                None => Values::Enum(values.iter().map(literal).collect::<Vec<_>>().leak()),
            }
        }
    }
}
