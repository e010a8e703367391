//! Rules that compare a schema with its siblings in the same release, assuming that most of them are
//! right.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::fault::Faults;
use crate::lint::meaning::meaning;
use crate::lint::rule::Rule;
use crate::lint::schema::{Registry, Root, Spot, name};

/// Returns whether a way is the usual one: at least three schemas, and three quarters, follow it.
fn is_usual(with: usize, without: usize) -> bool {
    with >= 3 && with >= 3 * without
}

/// An instance location and its document.
type Spotted<'r, 'a> = (&'r Root<'a>, &'r Spot<'a>);

/// Instance locations to compare, by what they have in common.
type Groups<'r, 'a> = BTreeMap<String, Vec<Spotted<'r, 'a>>>;

/// Compares the documents of one release.
pub(super) fn check<'a>(roots: &[&Root<'a>], registry: &Registry<'a>, faults: &mut Faults) {
    let spots = || {
        roots
            .iter()
            .flat_map(|root| root.spots.iter().map(|spot| (*root, spot)))
    };
    strings(group(spots(), |spot| Some(spot.path.clone())), faults);
    open_objects(
        spots().filter(|(_, spot)| spot.has("properties")).collect(),
        faults,
    );
    let events: Vec<_> = roots.iter().filter(|root| root.is_event()).collect();
    for path in ["", "/context", "/subject"] {
        let envelopes = events
            .iter()
            .filter_map(|root| Some((**root, root.spot(path)?)));
        let envelopes: Vec<_> = envelopes.collect();
        envelope(path, &envelopes, faults);
    }
    ids(spots().collect(), faults);
    let objects = spots().filter(|(_, spot)| spot.has("properties") && spot.key() != "content");
    other_names(
        group(objects, |spot| Some(spot.key().to_owned())),
        registry,
        faults,
    );
}

fn group<'r, 'a: 'r>(
    spots: impl Iterator<Item = Spotted<'r, 'a>>,
    by: impl Fn(&Spot<'a>) -> Option<String>,
) -> Groups<'r, 'a> {
    let mut groups = Groups::new();
    for spotted in spots {
        if let Some(key) = by(spotted.1) {
            groups.entry(key).or_default().push(spotted);
        }
    }
    groups
}

/// Finds strings without the `format` or `minLength` that they have in other documents.
fn strings(groups: Groups<'_, '_>, faults: &mut Faults) {
    for (path, spots) in groups {
        let is_free = |spot: &Spot<'_>| {
            spot.all("type").any(|name| name == "string") && !spot.has("enum") && !spot.has("const")
        };
        let strings: Vec<_> = spots
            .into_iter()
            .filter(|(_, spot)| is_free(spot))
            .collect();
        for (keyword, rule) in [
            ("format", Rule::MissingFormat),
            ("minLength", Rule::MissingMinLength),
        ] {
            let (with, without): (Vec<_>, Vec<_>) =
                strings.iter().partition(|(_, spot)| spot.has(keyword));
            if !is_usual(with.len(), without.len()) {
                continue;
            }
            let message = format!(
                "`{}` has no `{keyword}`, unlike in {} of {} schemas",
                name(&path),
                with.len(),
                strings.len()
            );
            for (root, spot) in without {
                faults.add(rule, root, &message, &spot.pointer, None);
            }
        }
    }
}

/// Finds open objects in a release of closed ones.
fn open_objects(objects: Vec<Spotted<'_, '_>>, faults: &mut Faults) {
    let (closed, open): (Vec<_>, Vec<_>) =
        objects.into_iter().partition(|(_, spot)| spot.is_closed());
    if !is_usual(closed.len(), open.len()) {
        return;
    }
    let message =
        "the object allows undeclared properties, unlike most objects with declared properties";
    for (root, spot) in open {
        let detail = format!("`{}`", spot.name());
        faults.add(Rule::OpenObject, root, message, &spot.pointer, Some(detail));
    }
}

/// Compares the properties that all events have: those of the event, its context and its subject.
fn envelope(path: &str, spots: &[Spotted<'_, '_>], faults: &mut Faults) {
    let keys: BTreeSet<_> = spots
        .iter()
        .flat_map(|(_, spot)| spot.properties().into_keys())
        .collect();
    for key in keys {
        let path = name(&format!("{path}/{key}"));
        let (with, without): (Vec<_>, Vec<_>) = spots
            .iter()
            .partition(|(_, spot)| spot.properties().contains_key(key));
        let all = spots.len();
        if is_usual(with.len(), without.len()) {
            let message = format!(
                "`{path}` is missing; {} of {all} events have it",
                with.len()
            );
            for (root, spot) in without {
                faults.add(Rule::MissingProperty, root, &message, &spot.pointer, None);
            }
            let (required, optional): (Vec<_>, Vec<_>) = with
                .iter()
                .partition(|(_, spot)| spot.required().contains(key));
            if is_usual(required.len(), optional.len()) {
                optional_property(&path, key, required.len(), &optional, faults);
            }
        } else if is_usual(without.len(), with.len()) {
            let message = format!(
                "`{path}` is declared, unlike in {} of {all} events",
                without.len()
            );
            for (root, spot) in with {
                let pointer = pointer_to(root, spot, key);
                faults.add(Rule::ExtraProperty, root, &message, &pointer, None);
            }
        }
    }
}

/// Finds optional ids outside the envelope that most objects require.
fn ids(spots: Vec<Spotted<'_, '_>>, faults: &mut Faults) {
    let mut objects: BTreeMap<&str, Vec<Spotted<'_, '_>>> = BTreeMap::new();
    for (root, spot) in spots {
        let is_envelope = root.is_event() && ["", "/context", "/subject"].contains(&&*spot.path);
        for key in spot.properties().into_keys().filter(|key| is_id(key)) {
            if !is_envelope {
                objects.entry(key).or_default().push((root, spot));
            }
        }
    }
    for (key, objects) in objects {
        let (required, optional): (Vec<_>, Vec<_>) = objects
            .iter()
            .partition(|(_, spot)| spot.required().contains(key));
        if is_usual(required.len(), optional.len()) {
            optional_property(key, key, required.len(), &optional, faults);
        }
    }
}

fn is_id(key: &str) -> bool {
    key == "id" || key.ends_with("Id") || key.ends_with("_id")
}

fn optional_property(
    path: &str,
    key: &str,
    required: usize,
    spots: &[&Spotted<'_, '_>],
    faults: &mut Faults,
) {
    let all = required + spots.len();
    let message = format!("`{path}` is optional; {required} of {all} objects with it require it");
    for (root, spot) in spots {
        let pointer = pointer_to(root, spot, key);
        let detail = (!spot.path.is_empty()).then(|| format!("in `{}`", spot.name()));
        faults.add(Rule::OptionalProperty, root, &message, &pointer, detail);
    }
}

/// Returns the JSON Pointer of a property's schema.
fn pointer_to(root: &Root<'_>, spot: &Spot<'_>, key: &str) -> String {
    let path = format!("{}/{key}", spot.path);
    root.spot(&path).unwrap_or(spot).pointer.clone()
}

/// Finds objects of the same name that differ only in the name of one property.
fn other_names<'a>(groups: Groups<'_, 'a>, registry: &Registry<'a>, faults: &mut Faults) {
    for (key, spots) in groups {
        let mut shapes: BTreeMap<BTreeSet<&str>, Vec<Spotted<'_, 'a>>> = BTreeMap::new();
        for spotted in spots {
            let properties = spotted.1.properties().into_keys().collect();
            shapes.entry(properties).or_default().push(spotted);
        }
        for (rare, few) in &shapes {
            for (usual, many) in &shapes {
                let name_here: Vec<_> = rare.difference(usual).collect();
                let name_there: Vec<_> = usual.difference(rare).collect();
                let ([here], [there]) = (&name_here[..], &name_there[..]) else {
                    continue;
                };
                let means = |(_, spot): &Spotted<'_, 'a>, key: &str| {
                    let (layer, value) = *spot.properties().get(key)?;
                    Some(meaning(registry, layer.document, value))
                };
                let is_same = means(&few[0], here) == means(&many[0], there);
                if rare.len() < 2 || many.len() <= few.len() || !is_same {
                    continue;
                }
                let message = format!(
                    "`{here}` of `{key}` is called `{there}` in {} of {} such objects",
                    many.len(),
                    many.len() + few.len()
                );
                for (root, spot) in few {
                    let pointer = pointer_to(root, spot, here);
                    faults.add(Rule::OtherName, root, &message, &pointer, None);
                }
            }
        }
    }
}
