//! The meaning of the tables for objects.

use super::cause::{self, Cause};
use super::judge::Judge;
use super::report::Keyword;
use super::table::{ObjectRules, RareObjectRules, Types};
use super::trail::{Instance, Step, Trail};
use super::value::{Sink, descend};
use super::verdict::fits;
use crate::json::keys::is_same;
use crate::json::tree::Node;
use crate::json::view::{Json, Object as _};

pub(super) fn check_object<J: Json, S: Sink>(
    rules: &'static ObjectRules,
    (value, members): (&J, &J::Object),
    trail: &Trail<'_>,
    (judge, sink): (&mut Judge, &mut S),
) -> bool {
    for property in rules.properties {
        if property.required
            && !members.contains_key(property.key)
            && !sink.take(trail, Keyword::Required, || {
                cause::missing::<J>(property.key, rules, members)
            })
        {
            return false;
        }
    }
    if let Some(rare) = rules.rare
        && !check_rare((rare, rules), (value, members), trail, (judge, sink))
    {
        return false;
    }
    let mut expected = 0;
    for (key, value) in members.iter() {
        let found = find(rules, key, expected);
        if let Some(index) = found {
            expected = index + 1;
            let property = &rules.properties[index];
            let instance = if property.required {
                Instance::Key(key)
            } else {
                Instance::Optional(key)
            };
            let way = (instance, Step::Key("properties", property.key));
            if !descend(property.schema, value, trail, way, (judge, sink)) {
                return false;
            }
        }
        let mut is_known = found.is_some();
        for (pattern, schema) in rules.rare.map_or(&[][..], |rare| rare.patterns) {
            if judge.finds(pattern, key) {
                is_known = true;
                let step = Step::Key("patternProperties", pattern.source());
                let way = (Instance::Key(key), step);
                if !descend(schema, value, trail, way, (judge, sink)) {
                    return false;
                }
            }
        }
        if is_known {
            continue;
        }
        let goes_on = if rules.additional.types == Types::NONE {
            let keyword = Keyword::AdditionalProperties;
            sink.take(trail, keyword, || Cause::Unknown(key.to_owned(), rules))
        } else {
            let way = (Instance::Key(key), Step::Keyword("additionalProperties"));
            descend(rules.additional, value, trail, way, (judge, sink))
        };
        if !goes_on {
            return false;
        }
    }
    true
}

/// Are all that are required among those that were seen, a bit a property?
pub(super) fn has_required(rules: &ObjectRules, seen: u64) -> bool {
    let mut properties = rules.properties.iter().enumerate();
    properties.all(|(index, property)| !property.required || seen & (1 << index) != 0)
}

/// The index of a property; it is looked for first where the one before it left off.
#[inline]
pub(super) fn find(rules: &'static ObjectRules, key: &str, expected: usize) -> Option<usize> {
    for (index, property) in rules.properties.iter().enumerate().skip(expected) {
        if is_same(property.key, key) {
            return Some(index);
        }
    }
    for (index, property) in rules.properties.iter().enumerate().take(expected) {
        if is_same(property.key, key) {
            return Some(index);
        }
    }
    None
}

fn check_rare<J: Json, S: Sink>(
    (rare, rules): (&'static RareObjectRules, &'static ObjectRules),
    (value, members): (&J, &J::Object),
    trail: &Trail<'_>,
    (judge, sink): (&mut Judge, &mut S),
) -> bool {
    let count = members.len() as u64;
    let wrong_count = |keyword, bound| move || Cause::WrongCount(keyword, bound, count);
    for key in rare
        .required
        .iter()
        .filter(|key| !members.contains_key(key))
    {
        if !sink.take(trail, Keyword::Required, || {
            cause::missing::<J>(key, rules, members)
        }) {
            return false;
        }
    }
    if count < rare.min_properties {
        let wrong = wrong_count(Keyword::MinProperties, rare.min_properties);
        if !sink.take(trail, Keyword::MinProperties, wrong) {
            return false;
        }
    }
    if let Some(max) = rare.max_properties.filter(|max| count > *max) {
        let wrong = wrong_count(Keyword::MaxProperties, max);
        if !sink.take(trail, Keyword::MaxProperties, wrong) {
            return false;
        }
    }
    for (key, required) in rare
        .dependent_required
        .iter()
        .filter(|it| members.contains_key(it.0))
    {
        for missing in required.iter().filter(|key| !members.contains_key(key)) {
            let wrong = || Cause::Dependent(missing, key);
            if !sink.take(trail, Keyword::DependentRequired, wrong) {
                return false;
            }
        }
    }
    if let Some(names) = rare.names {
        for (key, _) in members.iter() {
            // Keys aren't values of the document, so that they are no judgement's of it.
            let mut of_key = Judge::default();
            let is_allowed = fits(names, &Node::from(key), &mut of_key);
            judge.add(&of_key);
            if !is_allowed {
                let wrong = || Cause::Name(key.to_owned());
                if !sink.take(trail, Keyword::PropertyNames, wrong) {
                    return false;
                }
            }
        }
    }
    let mut dependent = rare
        .dependent_schemas
        .iter()
        .filter(|it| members.contains_key(it.0));
    dependent.all(|(key, schema)| {
        let way = (Instance::Same, Step::Key("dependentSchemas", key));
        descend(schema, value, trail, way, (judge, sink))
    })
}
