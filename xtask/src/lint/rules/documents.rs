//! Rules about the identity of a document: its `$id`, dialect, event type and release.

use std::collections::BTreeMap;

use crate::lint::fault::Faults;
use crate::lint::rule::Rule;
use crate::lint::schema::Root;
use cdevents_codegen::documents::DocumentKind;
use cdevents_codegen::documents::pointer::step;
use cdevents_codegen::model::ReleaseName;

/// Checks the documents of one release.
pub(super) fn check(release: &ReleaseName, roots: &[&Root<'_>], faults: &mut Faults) {
    absent("$id", Rule::MissingId, roots, faults);
    absent("$schema", Rule::MissingDialect, roots, faults);
    duplicates(roots, faults);
    for root in roots {
        id_of_other_release(release, root, faults);
        if root.kind == DocumentKind::Event {
            event_type(root, faults);
        }
        if root.is_event() {
            spec_version(release, root, faults);
        }
    }
}

/// Finds the documents without a keyword that others have.
fn absent(keyword: &str, rule: Rule, roots: &[&Root<'_>], faults: &mut Faults) {
    let has = |root: &Root<'_>| root.document.value.get(keyword).is_some();
    if !roots.iter().any(|root| has(root)) {
        return;
    }
    let message = format!("the document has no `{keyword}`, unlike others of its release");
    for root in roots.iter().filter(|root| !has(root)) {
        faults.add(rule, root, &message, &step("", keyword), None);
    }
}

/// Finds `$id`s and event types that several documents share.
fn duplicates(roots: &[&Root<'_>], faults: &mut Faults) {
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
            faults.add(Rule::DuplicateId, root, &message, "/$id", None);
        }
    }
    for (event_type, roots) in types.iter().filter(|(_, roots)| roots.len() > 1) {
        let message = format!("{} schemas demand the type `{event_type}`", roots.len());
        for root in roots {
            let pointer = root.spot("/context/type").map_or("", |spot| &spot.pointer);
            faults.add(Rule::DuplicateType, root, &message, pointer, None);
        }
    }
}

/// Finds `$id`s that name another release, as in `https://cdevents.dev/0.5.1/schema/…`.
fn id_of_other_release(release: &ReleaseName, root: &Root<'_>, faults: &mut Faults) {
    let named = root.document.id().and_then(|id| {
        let (before, _) = id.split_once("/schema/")?;
        before.rsplit('/').next()?.parse::<ReleaseName>().ok()
    });
    if let Some(named) = named.filter(|named| named != release) {
        let message =
            format!("the `$id` names release {named}, but the document belongs to {release}");
        faults.add(Rule::IdOfOtherRelease, root, &message, "/$id", None);
    }
}

/// Checks the event type, and that the `$id` matches it.
fn event_type(root: &Root<'_>, faults: &mut Faults) {
    let Some(spot) = root.spot("/context/type") else {
        return;
    };
    let Some(event_type) = &root.event_type else {
        let message = match spot.strings() {
            None => "the schema accepts any type; only its `$id` names the event".to_owned(),
            Some(types) => format!("the schema accepts {} types instead of one", types.len()),
        };
        faults.add(Rule::UnpinnedType, root, &message, &spot.pointer, None);
        return;
    };
    let parts = parts(event_type);
    let fault = match parts {
        None => Some("the type is not `dev.cdevents.<subject>.<predicate>.<version>`"),
        Some((_, _, None)) => Some(
            "the type has no version: it is not `dev.cdevents.<subject>.<predicate>.<version>`",
        ),
        Some(_) => None,
    };
    if let Some(message) = fault {
        let detail = Some(format!("`{event_type}`"));
        faults.add(Rule::MalformedType, root, message, &spot.pointer, detail);
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
        "the `$id` separates the words of the subject, unlike the type"
    } else {
        "the `$id` names a different event than the type"
    };
    let detail = format!("expected `{expected}`, found `{found}`");
    faults.add(Rule::IdNotOfType, root, message, "/$id", Some(detail));
}

/// Splits a type into subject, predicate and version; `None` if it is malformed.
fn parts(event_type: &str) -> Option<(&str, &str, Option<ReleaseName>)> {
    let mut parts = event_type.strip_prefix("dev.cdevents.")?.splitn(3, '.');
    let (subject, predicate) = (parts.next()?, parts.next()?);
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let version = match parts.next() {
        None => None,
        Some("draft") => return None,
        Some(version) => Some(version.parse().ok()?),
    };
    (is_word(subject) && is_word(predicate)).then_some((subject, predicate, version))
}

/// Finds schemas whose events may name another release.
fn spec_version(release: &ReleaseName, root: &Root<'_>, faults: &mut Faults) {
    for key in ["specversion", "version"] {
        let Some(spot) = root.spot(&format!("/context/{key}")) else {
            continue;
        };
        let message = match spot.strings() {
            None => format!("`context.{key}` accepts any string, not only `{release}`"),
            Some(texts) => {
                let own = release.to_string();
                let others: Vec<_> = texts.iter().filter(|text| ***text != own).collect();
                if others.is_empty() {
                    continue;
                }
                let others: Vec<_> = others.iter().map(|text| format!("`{text}`")).collect();
                format!(
                    "`context.{key}` also accepts {}, another release",
                    others.join(" or ")
                )
            }
        };
        faults.add(Rule::ReleaseNotPinned, root, &message, &spot.pointer, None);
    }
}
