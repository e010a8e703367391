//! Rules for what a document says that it is: its `$id`, its dialect, its event's type, its release.

use std::collections::BTreeMap;

use super::schema::Root;
use super::{Code, Finds};
use cdevents_codegen::documents::DocumentKind;
use cdevents_codegen::documents::pointer::step;
use cdevents_codegen::model::ReleaseName;

/// Looks at the documents of one release.
pub(super) fn check(release: &ReleaseName, roots: &[&Root<'_>], finds: &mut Finds) {
    absent("$id", Code::MissingId, roots, finds);
    absent("$schema", Code::MissingDialect, roots, finds);
    duplicates(roots, finds);
    for root in roots {
        id_of_other_release(release, root, finds);
        if root.kind == DocumentKind::Event {
            event_type(root, finds);
        }
        if root.is_event() {
            spec_version(release, root, finds);
        }
    }
}

/// A keyword that documents have, and some don't.
fn absent(keyword: &str, code: Code, roots: &[&Root<'_>], finds: &mut Finds) {
    let has = |it: &&&Root<'_>| it.document.value.get(keyword).is_some();
    if !roots.iter().any(|it| has(&it)) {
        return;
    }
    let message = format!("the document has no `{keyword}`, while others of its release have one");
    for root in roots.iter().filter(|it| !has(it)) {
        finds.add(code, root, &message, &step("", keyword), None);
    }
}

/// `$id`s and types that two documents have.
fn duplicates(roots: &[&Root<'_>], finds: &mut Finds) {
    let (mut ids, mut types) = (BTreeMap::new(), BTreeMap::new());
    for root in roots {
        if let Some(id) = root.document.id() {
            ids.entry(id).or_insert_with(Vec::new).push(*root);
        }
        if let Some(event_type) = &root.event_type {
            types.entry(event_type).or_insert_with(Vec::new).push(*root);
        }
    }
    for (id, roots) in ids.iter().filter(|(_, roots)| roots.len() > 1) {
        let message = format!("{} documents have the `$id` `{id}`", roots.len());
        for root in roots {
            finds.add(Code::DuplicateId, root, &message, "/$id", None);
        }
    }
    for (event_type, roots) in types.iter().filter(|(_, roots)| roots.len() > 1) {
        let message = format!("{} schemas are of the type `{event_type}`", roots.len());
        for root in roots {
            let place = root.spot("/context/type").map_or("", |it| &it.place);
            finds.add(Code::DuplicateType, root, &message, place, None);
        }
    }
}

/// `https://cdevents.dev/0.5.1/schema/…` is of release 0.5.1.
fn id_of_other_release(release: &ReleaseName, root: &Root<'_>, finds: &mut Finds) {
    let named = root.document.id().and_then(|id| {
        let (before, _) = id.split_once("/schema/")?;
        before.rsplit('/').next()?.parse::<ReleaseName>().ok()
    });
    if let Some(named) = named.filter(|it| it != release) {
        let message = format!("the `$id` is of release {named}; the document is of {release}");
        finds.add(Code::IdOfOtherRelease, root, &message, "/$id", None);
    }
}

/// The type must be the event's, and the `$id` must be the type's.
fn event_type(root: &Root<'_>, finds: &mut Finds) {
    let Some(spot) = root.spot("/context/type") else {
        return;
    };
    let Some(event_type) = &root.event_type else {
        let (allowed, place) = (spot.texts(), &spot.place);
        let message = match allowed {
            None => {
                "the schema takes any type, so that nothing but its `$id` says which event it is of"
                    .to_owned()
            }
            Some(types) => format!(
                "the schema allows {} types, so that it is of no one event",
                types.len()
            ),
        };
        finds.add(Code::UnpinnedType, root, &message, place, None);
        return;
    };
    let parts = parts(event_type);
    let fault = match parts {
        None => Some("the type isn't `dev.cdevents.<subject>.<predicate>.<version>`"),
        Some((_, _, None)) => {
            Some("the type has no version: it isn't `dev.cdevents.<subject>.<predicate>.<version>`")
        }
        Some(_) => None,
    };
    if let Some(message) = fault {
        let detail = Some(format!("`{event_type}`"));
        finds.add(Code::MalformedType, root, message, &spot.place, detail);
    }
    let Some((subject, predicate, _)) = parts else {
        return;
    };
    let Some(id) = root.document.id() else { return };
    let found = id.rsplit('/').next().unwrap_or_default();
    let expected = format!("{subject}-{predicate}-event");
    if found == expected {
        return;
    }
    let message = if found.replace('-', "") == expected.replace('-', "") {
        "the `$id` parts the subject's words, which the type doesn't"
    } else {
        "the `$id` names another event than the type"
    };
    let detail = format!("`{found}`; by the type `{expected}`");
    finds.add(Code::IdNotOfType, root, message, "/$id", Some(detail));
}

/// Subject, predicate and version of a type. `None` where it's no type at all.
fn parts(event_type: &str) -> Option<(&str, &str, Option<ReleaseName>)> {
    let mut parts = event_type.strip_prefix("dev.cdevents.")?.splitn(3, '.');
    let (subject, predicate) = (parts.next()?, parts.next()?);
    let is_word = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase());
    let version = match parts.next() {
        None => None,
        Some("draft") => return None,
        Some(version) => Some(version.parse().ok()?),
    };
    (is_word(subject) && is_word(predicate)).then_some((subject, predicate, version))
}

/// The release that an event says it is of should be the schema's.
fn spec_version(release: &ReleaseName, root: &Root<'_>, finds: &mut Finds) {
    for key in ["specversion", "version"] {
        let Some(spot) = root.spot(&format!("/context/{key}")) else {
            continue;
        };
        let message = match spot.texts() {
            None => format!("`context.{key}` may be any text, not only `{release}`"),
            Some(texts) => {
                let own = release.to_string();
                let others: Vec<_> = texts.iter().filter(|it| ***it != own).collect();
                if others.is_empty() {
                    continue;
                }
                let others: Vec<_> = others.iter().map(|it| format!("`{it}`")).collect();
                format!(
                    "`context.{key}` may be {}, another release",
                    others.join(" or ")
                )
            }
        };
        finds.add(Code::ReleaseNotPinned, root, &message, &spot.place, None);
    }
}
