//! Rules that compare a schema with its siblings in the same release: what most of them do, the
//! others probably meant to do.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::meaning;
use super::schema::{Registry, Root, Spot, name};
use super::{Code, Finds};

/// Is it the usual way, if so many do it and so many don't? At least three do, and three of four.
fn is_usual(with: usize, without: usize) -> bool {
    with >= 3 && with >= 3 * without
}

/// A spot, and the document that has it.
type Found<'r, 'a> = (&'r Root<'a>, &'r Spot<'a>);

/// Spots that something has them compared by.
type Groups<'r, 'a> = BTreeMap<String, Vec<Found<'r, 'a>>>;

/// Compares the documents of one release.
pub(super) fn check<'a>(roots: &[&Root<'a>], registry: &Registry<'a>, finds: &mut Finds) {
    let spots = || {
        roots
            .iter()
            .flat_map(|root| root.spots.iter().map(|spot| (*root, spot)))
    };
    strings(group(spots(), |spot| Some(spot.path.clone())), finds);
    open_objects(
        spots().filter(|(_, spot)| spot.has("properties")).collect(),
        finds,
    );
    let events: Vec<_> = roots.iter().filter(|it| it.is_event()).collect();
    for path in ["", "/context", "/subject"] {
        let envelopes = events.iter().filter_map(|it| Some((**it, it.spot(path)?)));
        let envelopes: Vec<_> = envelopes.collect();
        envelope(path, &envelopes, finds);
    }
    ids(spots().collect(), finds);
    let objects = spots().filter(|(_, spot)| spot.has("properties") && spot.key() != "content");
    other_names(
        group(objects, |spot| Some(spot.key().to_owned())),
        registry,
        finds,
    );
}

fn group<'r, 'a: 'r>(
    spots: impl Iterator<Item = Found<'r, 'a>>,
    by: impl Fn(&Spot<'a>) -> Option<String>,
) -> Groups<'r, 'a> {
    let mut groups = Groups::new();
    for found in spots {
        if let Some(key) = by(found.1) {
            groups.entry(key).or_default().push(found);
        }
    }
    groups
}

/// Strings at the same place in several documents, of which some lack a format, or a least length.
fn strings(groups: Groups<'_, '_>, finds: &mut Finds) {
    for (path, spots) in groups {
        let is_free = |spot: &Spot<'_>| {
            spot.all("type").any(|it| it == "string") && !spot.has("enum") && !spot.has("const")
        };
        let strings: Vec<_> = spots.into_iter().filter(|(_, it)| is_free(it)).collect();
        for (keyword, code) in [
            ("format", Code::MissingFormat),
            ("minLength", Code::MissingMinLength),
        ] {
            let (with, without): (Vec<_>, Vec<_>) =
                strings.iter().partition(|(_, it)| it.has(keyword));
            if !is_usual(with.len(), without.len()) {
                continue;
            }
            let message = format!(
                "`{}` has no `{keyword}`; it has one in {} of {} schemas",
                name(&path),
                with.len(),
                strings.len()
            );
            for (root, spot) in without {
                finds.add(code, root, &message, &spot.place, None);
            }
        }
    }
}

/// Objects that allow members they don't name, where the others don't.
fn open_objects(objects: Vec<Found<'_, '_>>, finds: &mut Finds) {
    let (closed, open): (Vec<_>, Vec<_>) = objects.into_iter().partition(|(_, it)| it.is_closed());
    if !is_usual(closed.len(), open.len()) {
        return;
    }
    let message = "the object allows members that it doesn't name; most objects of the release \
                   that name their members allow no others";
    for (root, spot) in open {
        let detail = format!("`{}`", spot.name());
        finds.add(Code::OpenObject, root, message, &spot.place, Some(detail));
    }
}

/// What every event has: its context, its subject, and what stands beside them.
fn envelope(path: &str, spots: &[Found<'_, '_>], finds: &mut Finds) {
    let keys: BTreeSet<_> = spots
        .iter()
        .flat_map(|(_, it)| it.members().into_keys())
        .collect();
    for key in keys {
        let way = name(&format!("{path}/{key}"));
        let (with, without): (Vec<_>, Vec<_>) = spots
            .iter()
            .partition(|(_, it)| it.members().contains_key(key));
        let all = spots.len();
        if is_usual(with.len(), without.len()) {
            let message = format!("`{way}` is missing; {} of {all} events have it", with.len());
            for (root, spot) in without {
                finds.add(Code::MissingMember, root, &message, &spot.place, None);
            }
            let (required, optional): (Vec<_>, Vec<_>) =
                with.iter().partition(|(_, it)| it.required().contains(key));
            if is_usual(required.len(), optional.len()) {
                optional_member(&way, key, required.len(), &optional, finds);
            }
        } else if is_usual(without.len(), with.len()) {
            let message = format!(
                "`{way}` is there; {} of {all} events don't have it",
                without.len()
            );
            for (root, spot) in with {
                let place = place_of(root, spot, key);
                finds.add(Code::ExtraMember, root, &message, &place, None);
            }
        }
    }
}

/// Ids, wherever they stand but in the envelope: what has no id can't be told from others.
fn ids(spots: Vec<Found<'_, '_>>, finds: &mut Finds) {
    let mut objects: BTreeMap<&str, Vec<Found<'_, '_>>> = BTreeMap::new();
    for (root, spot) in spots {
        let is_envelope = root.is_event() && ["", "/context", "/subject"].contains(&&*spot.path);
        for key in spot.members().into_keys().filter(|it| is_id(it)) {
            if !is_envelope {
                objects.entry(key).or_default().push((root, spot));
            }
        }
    }
    for (key, objects) in objects {
        let (required, optional): (Vec<_>, Vec<_>) = objects
            .iter()
            .partition(|(_, it)| it.required().contains(key));
        if is_usual(required.len(), optional.len()) {
            optional_member(key, key, required.len(), &optional, finds);
        }
    }
}

fn is_id(key: &str) -> bool {
    key == "id" || key.ends_with("Id") || key.ends_with("_id")
}

fn optional_member(
    way: &str,
    key: &str,
    required: usize,
    spots: &[&Found<'_, '_>],
    finds: &mut Finds,
) {
    let all = required + spots.len();
    let message =
        format!("`{way}` isn't required; {required} of {all} objects that have it require it");
    for (root, spot) in spots {
        let place = place_of(root, spot, key);
        let detail = (!spot.path.is_empty()).then(|| format!("in `{}`", spot.name()));
        finds.add(Code::OptionalMember, root, &message, &place, detail);
    }
}

/// The place of a member.
fn place_of(root: &Root<'_>, spot: &Spot<'_>, key: &str) -> String {
    let path = format!("{}/{key}", spot.path);
    root.spot(&path).map_or(&spot.place, |it| &it.place).clone()
}

/// Objects of the same name that differ in one member's name alone.
fn other_names<'a>(groups: Groups<'_, 'a>, registry: &Registry<'a>, finds: &mut Finds) {
    for (key, spots) in groups {
        let mut shapes: BTreeMap<BTreeSet<&str>, Vec<Found<'_, 'a>>> = BTreeMap::new();
        for found in spots {
            let members = found.1.members().into_keys().collect();
            shapes.entry(members).or_default().push(found);
        }
        for (rare, few) in &shapes {
            for (usual, many) in &shapes {
                let name_here: Vec<_> = rare.difference(usual).collect();
                let name_there: Vec<_> = usual.difference(rare).collect();
                let ([here], [there]) = (&name_here[..], &name_there[..]) else {
                    continue;
                };
                let means = |(_, spot): &Found<'_, 'a>, key: &str| {
                    let (layer, value) = *spot.members().get(key)?;
                    Some(meaning(registry, layer.document, value))
                };
                let is_same = means(&few[0], here) == means(&many[0], there);
                if rare.len() < 2 || many.len() <= few.len() || !is_same {
                    continue;
                }
                let message = format!(
                    "`{here}` of `{key}` is `{there}` in {} of {} such objects",
                    many.len(),
                    many.len() + few.len()
                );
                for (root, spot) in few {
                    let place = place_of(root, spot, here);
                    finds.add(Code::OtherName, root, &message, &place, None);
                }
            }
        }
    }
}
