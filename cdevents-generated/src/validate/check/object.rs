//! The keywords for objects.

use super::count;
use super::visitor::Visitor;
use crate::json::tree::Node;
use crate::json::view::{JsonValue, Properties as _};
use crate::validate::keyword::Keyword;
use crate::validate::location::InstanceStep;
use crate::validate::schema_path::SchemaStep;
use crate::validate::table::{ObjectRules, RareObjectRules, Types};
use crate::validate::violation::Cause;

pub(super) fn check<J: JsonValue, V: Visitor>(
    rules: &'static ObjectRules,
    (value, properties): (&J, &J::Object),
    visitor: &mut V,
) -> bool {
    let mut missing_keys = missing_keys::<J>(rules, properties);
    if !missing_keys
        .all(|key| visitor.report(Keyword::Required, || missing::<J>(key, rules, properties)))
    {
        return false;
    }
    if let Some(rare) = rules.rare
        && !check_rare(rare, (value, properties), visitor)
    {
        return false;
    }
    let patterns = rules.rare.map_or(&[][..], |rare| rare.patterns);
    let mut expected = 0;
    for (key, value) in properties.iter() {
        let property = rules.find(key, &mut expected);
        if let Some((_, property)) = property {
            let step = SchemaStep::Key("properties", property.key);
            let step = (InstanceStep::to(property), step);
            if !visitor.apply(property.schema, value, step) {
                return false;
            }
        }
        let mut is_known = property.is_some();
        for (pattern, schema) in patterns {
            if visitor.state().matches(pattern, key) {
                is_known = true;
                let step = SchemaStep::Key("patternProperties", pattern.source());
                let step = (InstanceStep::Key(key), step);
                if !visitor.apply(schema, value, step) {
                    return false;
                }
            }
        }
        if is_known {
            continue;
        }
        let continues = if rules.additional.types == Types::NONE {
            let cause = || Cause::Unknown(key.to_owned(), rules);
            visitor.report_key(
                properties.key_offset(key),
                Keyword::AdditionalProperties,
                cause,
            )
        } else {
            let step = SchemaStep::Keyword("additionalProperties");
            let step = (InstanceStep::Key(key), step);
            visitor.apply(rules.additional, value, step)
        };
        if !continues {
            return false;
        }
    }
    true
}

/// Returns the keys of the required properties that an object lacks. One pass over the object tells for
/// most of them.
fn missing_keys<J: JsonValue>(
    rules: &'static ObjectRules,
    properties: &J::Object,
) -> impl Iterator<Item = &'static str> {
    let (mut found, mut expected) = (0_u64, 0);
    for (key, _) in properties.iter() {
        if let Some((index, _)) = rules.find(key, &mut expected) {
            found |= u32::try_from(index).map_or(0, |index| 1_u64.checked_shl(index).unwrap_or(0));
        }
    }
    rules.missing(found, |key| properties.contains_key(key))
}

/// How many unknown properties are compared with a missing one. More would take too long.
pub(in crate::validate) const MOST_UNKNOWN: usize = 64;

/// Describes a missing property. An unknown one may have been meant.
fn missing<J: JsonValue>(
    key: &'static str,
    rules: &'static ObjectRules,
    properties: &J::Object,
) -> Cause {
    let keys = properties.iter().map(|(key, _)| key);
    let mut expected = 0;
    let unknown = keys.filter(|key| rules.find(key, &mut expected).is_none());
    Cause::Missing(key, unknown.take(MOST_UNKNOWN).map(str::to_owned).collect())
}

fn check_rare<J: JsonValue, V: Visitor>(
    rare: &'static RareObjectRules,
    (value, properties): (&J, &J::Object),
    visitor: &mut V,
) -> bool {
    let min = (Keyword::MinProperties, rare.min_properties);
    let max = (Keyword::MaxProperties, rare.max_properties);
    if !count::check(properties.len(), min, max, visitor) {
        return false;
    }
    let dependent = rare.dependent_required.iter();
    for (key, required) in dependent.filter(|(key, _)| properties.contains_key(key)) {
        for missing in required.iter().filter(|key| !properties.contains_key(key)) {
            let cause = || Cause::Dependent(missing, key);
            if !visitor.report(Keyword::DependentRequired, cause) {
                return false;
            }
        }
    }
    if let Some(names) = rare.names {
        for (key, _) in properties.iter() {
            if !visitor.is_string_valid(names, &Node::from(key)) {
                let (offset, cause) = (properties.key_offset(key), || Cause::Name(key.to_owned()));
                if !visitor.report_key(offset, Keyword::PropertyNames, cause) {
                    return false;
                }
            }
        }
    }
    let mut dependent = rare.dependent_schemas.iter();
    dependent.all(|(key, schema)| {
        let step = (InstanceStep::Same, SchemaStep::Key("dependentSchemas", key));
        !properties.contains_key(key) || visitor.apply(schema, value, step)
    })
}
