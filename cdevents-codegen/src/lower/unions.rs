//! Classifies alternatives: enums that others may extend, and objects that one property tells apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::Error;
use crate::model::rules::{JsonType, SchemaId};
use crate::model::{Alternative, FieldValue, Form, Link, ReleaseName, Type};
use crate::names;

use super::located::Located;
use super::origin::Origin;
use super::shapes::Shapes;
use super::types::OBJECT_KEYWORDS;

/// Lowers the links that are sent separately from events, as one union.
pub(super) fn links(
    shapes: &mut Shapes<'_>,
    release: &ReleaseName,
    links: &[Located<'_>],
) -> Result<Option<Link>, Error> {
    let Some(first) = links.first() else {
        return Ok(None);
    };
    let origin = Origin::new(release, "link", shapes.names.words("link", &first.node)?);
    let form = shapes.union(links, &origin)?.ok_or_else(|| {
        first.error("the links must be closed objects that a constant property tells apart")
    })?;
    // Sorted by tag, as the union's alternatives are.
    let mut schemas: BTreeMap<_, (String, SchemaId)> = BTreeMap::new();
    for link in links {
        schemas.insert(tag(link)?, (link.node.id().to_owned(), link.id));
    }
    Ok(Some(Link {
        shape: shapes.share(first, form, &origin)?,
        schemas: schemas.into_values().collect(),
    }))
}

impl Shapes<'_> {
    /// Classifies an `anyOf`: an enum that others may extend, or objects that one property tells apart.
    pub(super) fn any_of(
        &mut self,
        alternatives: &[Located<'_>],
        origin: &Origin,
    ) -> Result<Option<Form>, Error> {
        if let [known, other] = alternatives
            && let Some(strings) = known.strings()?
        {
            if !other.has_type(JsonType::String) || other.strings()?.is_some() {
                return Ok(None);
            }
            let other_type = self.lower(other, &origin.at_own("other"))?;
            let allows_all = match other_type {
                Type::String => true,
                Type::NonEmptyString => strings.iter().all(|(text, _)| !text.is_empty()),
                _ => false,
            };
            let values = self.values(&strings, Some("Other"))?;
            if let Some(value) = values.iter().find(|value| value.name == "Other") {
                let reason = format!(
                    "`{}` gets the name `Other`, which is reserved for all other strings{}",
                    names::shown(&value.text),
                    self.names.advice(&value.text),
                );
                self.names.clash(known.error(reason))?;
            }
            return Ok(allows_all.then_some(Form::OpenEnum {
                values,
                other: other_type,
            }));
        }
        self.union(alternatives, origin)
    }

    /// Classifies objects that each require a different constant for the same property. A value can
    /// match only one of them, so the constant tells which.
    pub(super) fn union(
        &mut self,
        objects: &[Located<'_>],
        origin: &Origin,
    ) -> Result<Option<Form>, Error> {
        let tags: Result<Option<Vec<_>>, Error> = objects.iter().map(tag).collect();
        let Some(tags) = tags? else {
            return Ok(None);
        };
        let keys: BTreeSet<_> = tags.iter().map(|(key, _)| key).collect();
        let constants: BTreeSet<_> = tags.iter().map(|(_, constant)| constant).collect();
        let [tag_key] = *Vec::from_iter(keys) else {
            return Ok(None);
        };
        if constants.len() != objects.len() {
            return Ok(None);
        }
        let mut alternatives: Vec<Alternative> = Vec::new();
        let natural = objects.iter().zip(&tags).map(|(object, (_, constant))| {
            let words = self.names.words(constant, &object.node)?;
            Ok(names::type_name(&words))
        });
        let natural: Vec<_> = natural.collect::<Result<_, Error>>()?;
        for ((object, (_, constant)), name) in objects.iter().zip(&tags).zip(&natural) {
            let constant = constant.clone();
            let is_used = |name: &str| {
                alternatives
                    .iter()
                    .any(|alternative| alternative.name == name)
            };
            let made = |words: &[String]| names::type_name(words);
            let is_taken = |name: &str| is_used(name) || natural.iter().any(|other| other == name);
            let other = is_used(name).then(|| self.names.instead(&constant, name, made, is_taken));
            let name = other.flatten().unwrap_or_else(|| name.clone());
            let origin = origin.at(&constant);
            let form = self.object(object, &origin, &|_| None)?;
            alternatives.push(Alternative {
                name,
                shape: self.share(object, form, &origin)?,
                tag: constant,
            });
        }
        let tag = tag_key.clone();
        alternatives.sort_by(|one, other| one.tag.cmp(&other.tag));
        let is_union = self.check_union(objects, &alternatives)?;
        Ok(is_union.then_some(Form::Union { tag, alternatives }))
    }

    /// Returns whether a property has the same type in every alternative, because a union is read in one
    /// pass. In the specification's schemas, it must.
    fn check_union(
        &self,
        objects: &[Located<'_>],
        alternatives: &[Alternative],
    ) -> Result<bool, Error> {
        let mut seen: BTreeMap<&str, &FieldValue> = BTreeMap::new();
        for alternative in alternatives {
            let Form::Object { fields, .. } = &self.get(alternative.shape).form else {
                continue;
            };
            for field in fields {
                let earlier = seen.insert(&field.key, &field.value);
                if matches!(field.value, FieldValue::Constant(_)) {
                    continue;
                }
                if earlier.is_none_or(|earlier| *earlier == field.value) {
                    continue;
                }
                if self.names.is_free() {
                    return Ok(false);
                }
                let reason = "differs between the alternatives, which is not supported";
                let has_key = |object: &&Located<'_>| object.property(&field.key).is_ok();
                let place = objects.iter().find(has_key).unwrap_or(&objects[0]);
                return Err(place.error(format!("`{}` {reason}", field.key)));
            }
        }
        Ok(true)
    }
}

/// Returns the only property of a closed object that must be a constant, and the constant.
fn tag(object: &Located<'_>) -> Result<Option<(String, String)>, Error> {
    let is_struct = object.has_type(JsonType::Object)
        && object.has_only(OBJECT_KEYWORDS)
        && object.is_open() == Some(false);
    if !is_struct {
        return Ok(None);
    }
    let mut tags = Vec::new();
    for key in object.required()? {
        if let Some(constant) = object.property(key)?.constant()? {
            tags.push((key.to_owned(), constant.to_owned()));
        }
    }
    let tag: Option<[_; 1]> = tags.try_into().ok();
    Ok(tag.map(|[tag]| tag))
}
