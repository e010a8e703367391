//! Alternatives: enums that others may extend, and objects that one member tells apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::Error;
use crate::documents::resolve::Node;
use crate::model::{Alternative, FieldValue, Form, Link, ReleaseName, Type};
use crate::names;

use super::keywords;
use super::shapes::{OBJECT_KEYWORDS, Origin, Shapes};

/// Lowers the links that travel by themselves, as one union.
pub(super) fn links(
    shapes: &mut Shapes<'_>,
    release: &ReleaseName,
    links: &[Node<'_>],
) -> Result<Option<Link>, Error> {
    let Some(first) = links.first() else {
        return Ok(None);
    };
    let origin = Origin {
        release: release.clone(),
        of: format!("link.{release}"),
        words: shapes.names.words("link", first)?,
        version: release.variant(),
        path: Vec::new(),
        further_words: Vec::new(),
    };
    let untold = || first.error("the links must be closed objects that one member tells apart");
    let form = shapes.union(links, &origin)?.ok_or_else(untold)?;
    let mut schemas = BTreeMap::new();
    for link in links {
        let schema = (link.id().to_owned(), shapes.rules.document(link)?);
        schemas.insert(tag(link)?, schema);
    }
    Ok(Some(Link {
        shape: shapes.share(first, form, &origin.at("link"))?,
        // Sorted by tag, as the union's alternatives are.
        schemas: schemas.into_values().collect(),
    }))
}

impl Shapes<'_> {
    /// An `anyOf` that is an enum that others may extend, or objects that one member tells apart.
    pub(super) fn any_of(
        &mut self,
        resolved: &Node<'_>,
        origin: &Origin,
    ) -> Result<Option<Form>, Error> {
        if !keywords::are_only(resolved, &["anyOf"])? {
            return Ok(None);
        }
        let alternatives: Result<Vec<_>, _> = resolved
            .require("anyOf")?
            .items()?
            .iter()
            .map(keywords::resolve)
            .collect();
        let alternatives = alternatives?;
        if alternatives.iter().any(|it| !it.value().is_object()) {
            return Ok(None);
        }
        if let [known, other] = alternatives.as_slice()
            && let Some(strings) = keywords::strings(known)?
        {
            if !keywords::has_type(other, "string") || keywords::strings(other)?.is_some() {
                return Ok(None);
            }
            let other_type = self.lower(other, &origin.at_own("other"))?;
            let allows_all = match other_type {
                Type::Text => true,
                Type::NonEmptyText => strings.iter().all(|(text, _)| !text.is_empty()),
                _ => false,
            };
            let values = self.values(&strings)?;
            if let Some(value) = values.iter().find(|value| value.name == "Other") {
                let reason = format!(
                    "`{}` makes the name `Other`, by which all other strings go{}",
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
        self.union(&alternatives, origin)
    }

    /// Objects of which each demands another constant of the same member: since no value is two
    /// of them, 'any of' and 'the one that the member names' are the same.
    pub(super) fn union(
        &mut self,
        objects: &[Node<'_>],
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
        for (object, (_, constant)) in objects.iter().zip(&tags) {
            let constant = constant.clone();
            let origin = origin.at(&constant);
            let form = self.object(object, &origin, &|_| None)?;
            let words = self.names.words(&constant, object)?;
            alternatives.push(Alternative {
                name: names::type_name(&words),
                shape: self.share(object, form, &origin)?,
                tag: constant,
            });
        }
        let tag = tag_key.clone();
        alternatives.sort_by(|one, other| one.tag.cmp(&other.tag));
        self.check_union(objects, &alternatives)?;
        Ok(Some(Form::Union { tag, alternatives }))
    }

    /// A union is read in one go, so a member must mean the same in every object that has it.
    fn check_union(&self, objects: &[Node<'_>], alternatives: &[Alternative]) -> Result<(), Error> {
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
                let reason = "isn't the same in every alternative, which isn't supported";
                let of_key = |it: &&Node<'_>| it.value()["properties"].get(&field.key).is_some();
                let place = objects.iter().find(of_key).unwrap_or(&objects[0]);
                return Err(place.error(format!("`{}` {reason}", field.key)));
            }
        }
        Ok(())
    }
}

/// The member that tells a closed object from its siblings, and the value that it demands of it,
/// where there is exactly one such member.
fn tag(object: &Node<'_>) -> Result<Option<(String, String)>, Error> {
    let is_struct = keywords::has_type(object, "object")
        && keywords::are_only(object, OBJECT_KEYWORDS)?
        && keywords::is_open(object)? == Some(false);
    if !is_struct {
        return Ok(None);
    }
    let mut tags = Vec::new();
    for key in keywords::required(object)? {
        let property = object.require("properties")?.require(key)?;
        if let Some(strings) = keywords::strings(&keywords::resolve(&property)?)?
            && let [(constant, _)] = strings.as_slice()
        {
            tags.push((key.to_owned(), (*constant).to_owned()));
        }
    }
    let tag: Option<[_; 1]> = tags.try_into().ok();
    Ok(tag.map(|[tag]| tag))
}
