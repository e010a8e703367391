//! Nothing is lost and nothing is invented without a note.

use std::collections::BTreeSet;

use cdevents_generated::CdEvent;
use cdevents_generated::upgrade::{ErrorKind, Loss, Note, NoteKind, Upgrade};
use cdevents_tests::cases::cases;
use serde_json::Value;

use super::events::{PEERS, Peers, Random, all, answer, leaves};

/// The parts that follow from the release. That their own notes are right is tested below.
const ENVELOPE: [&str; 4] = [
    "/context/version",
    "/context/specversion",
    "/context/type",
    "/subject/type",
];

fn is_at_or_below(pointer: &str, parent: &str) -> bool {
    let rest = pointer.strip_prefix(parent);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn value(json: &cdevents_generated::Json) -> Value {
    json.read().expect("a value")
}

/// Follows the notes from a place in the event to that in the converted event.
fn image(pointer: &str, source: &Value, notes: &[Note]) -> String {
    let (mut from, mut to) = (String::new(), String::new());
    for segment in pointer.split('/').skip(1) {
        let parent = from.clone();
        from = format!("{from}/{segment}");
        let moved = notes
            .iter()
            .find(|note| note.kind() == NoteKind::Moved && note.from_pointer() == Some(&from));
        if let Some(note) = moved {
            note.to_pointer().expect("a place").clone_into(&mut to);
            continue;
        }
        let is_item = source.pointer(&parent).is_some_and(Value::is_array);
        if is_item {
            let index: usize = segment.parse().expect("an index");
            let dropped = (0..index).filter(|before| {
                let item = format!("{parent}/{before}");
                let mut notes = notes.iter().filter(|note| note.kind() == NoteKind::Dropped);
                notes.any(|note| note.from_pointer() == Some(&item))
            });
            to = format!("{to}/{}", index - dropped.count());
        } else {
            to = format!("{to}/{segment}");
        }
    }
    to
}

/// Checks that each part of an event is in the converted one, or in a note, and the reverse.
fn check(event: &CdEvent, converted: &CdEvent, notes: &[Note]) -> Result<(), String> {
    let (source, target) = (event.to_value().unwrap(), converted.to_value().unwrap());
    let mut images = BTreeSet::new();
    let mut pointers = Vec::new();
    leaves(&source, String::new(), &mut pointers);
    for pointer in pointers {
        let mut outer = pointer.as_str();
        while let Some((parent, _)) = outer.rsplit_once('/') {
            images.insert(image(parent, &source, notes));
            outer = parent;
        }
        let lost = notes.iter().find(|note| {
            let from = note.from_pointer().unwrap_or("no place");
            note.is_loss() && is_at_or_below(&pointer, from)
        });
        if let Some(note) = lost {
            let from = note.from_pointer().expect("a place");
            let old = note.old().map(value);
            if source.pointer(from) != old.as_ref() {
                return Err(format!("{note}: the value isn't the event's"));
            }
            continue;
        }
        if ENVELOPE.contains(&pointer.as_str()) {
            continue;
        }
        let to = image(&pointer, &source, notes);
        let changed = notes
            .iter()
            .find(|note| note.kind() == NoteKind::Changed && note.from_pointer() == Some(&pointer));
        let expected = match changed {
            Some(note) => note.new_value().map(value),
            None => source.pointer(&pointer).cloned(),
        };
        // An empty object may be filled.
        let was_empty = expected.as_ref().and_then(Value::as_object);
        if was_empty.is_some_and(serde_json::Map::is_empty)
            && target.pointer(&to).is_some_and(Value::is_object)
        {
            images.insert(to);
            continue;
        }
        if target.pointer(&to) != expected.as_ref() {
            return Err(format!("{pointer} is lost: expected {expected:?} at {to}"));
        }
        images.insert(to);
    }
    let mut pointers = Vec::new();
    leaves(&target, String::new(), &mut pointers);
    for pointer in pointers {
        let filled = notes.iter().find(|note| {
            matches!(note.kind(), NoteKind::Filled | NoteKind::Replaced)
                && is_at_or_below(&pointer, note.to_pointer().unwrap_or("no place"))
        });
        if let Some(note) = filled {
            let new = note.new_value().map(value);
            let to = note.to_pointer().expect("a place");
            if target.pointer(to) != new.as_ref() {
                return Err(format!("{note}: the value isn't the converted event's"));
            }
        } else if !ENVELOPE.contains(&pointer.as_str()) && !images.contains(&pointer) {
            return Err(format!("{pointer} is invented"));
        }
    }
    // A note is about something that is there.
    for note in notes {
        let is_there = match (note.from_pointer(), note.to_pointer()) {
            (Some(from), _) if source.pointer(from).is_none() => false,
            (_, Some(to)) if target.pointer(to).is_none() => false,
            _ => true,
        };
        if !is_there {
            return Err(format!("{note}: there is no such place"));
        }
    }
    Ok(())
}

/// Checks that the target has no place for what was dropped: with it, the peer finds the converted
/// event invalid.
fn check_drops(
    event: &CdEvent,
    converted: &CdEvent,
    notes: &[Note],
    peers: &Peers,
) -> Result<(), String> {
    let (source, target) = (event.to_value().unwrap(), converted.to_value().unwrap());
    let id = converted.schema_id().expect("a known event");
    for note in notes.iter().filter(|note| note.kind() == NoteKind::Dropped) {
        let from = note.from_pointer().expect("a place");
        let (parent, key) = from.rsplit_once('/').expect("a key");
        let mut with = target.clone();
        let place = with.pointer_mut(&image(parent, &source, notes));
        let Some(properties) = place.and_then(Value::as_object_mut) else {
            continue;
        };
        let key = key.replace("~1", "/").replace("~0", "~");
        let is_free = properties
            .insert(key, note.old().map(value).unwrap())
            .is_none();
        if is_free && peers.is_valid(id, &with) {
            return Err(format!("{note}: needlessly"));
        }
    }
    Ok(())
}

#[test]
fn each_part_of_an_event_is_in_the_converted_one_or_in_a_note() {
    let mut random = Random::new(11);
    let (mut converted, mut lossy) = (0, 0);
    for case in 0..cases(2000) {
        let is_changed = case % 2 == 0;
        let event = if is_changed {
            random.event()
        } else {
            random.generated()
        };
        let release = random.release();
        let upgrade = Upgrade::new(release).answers(answer);
        match upgrade.convert(event.clone()) {
            Ok(upgraded) => {
                let checked = check(&event, &upgraded.event, &upgraded.notes);
                checked.unwrap_or_else(|problem| {
                    panic!(
                        "{problem}\n{event}\n{}\n{:#?}",
                        upgraded.event, upgraded.notes
                    )
                });
                if converted % 4 == 0 {
                    let checked = check_drops(&event, &upgraded.event, &upgraded.notes, &PEERS);
                    checked
                        .unwrap_or_else(|problem| panic!("{problem}\n{event}\n{}", upgraded.event));
                }
                converted += 1;
                let is_lossy = upgraded.notes.iter().any(Note::is_loss);
                lossy += usize::from(is_lossy);
                let refused = upgrade.loss(Loss::Refuse).convert(event);
                match refused {
                    Ok(refused) => assert!(!is_lossy && refused == upgraded),
                    Err(error) => {
                        assert_eq!(error.kind(), ErrorKind::Loss);
                        let losses = upgraded.notes.iter().filter(|note| note.is_loss());
                        assert!(losses.eq(error.losses()), "{error}");
                    }
                }
            }
            Err(error) => assert_eq!(error.kind(), ErrorKind::MissingEvent, "{error}\n{event}"),
        }
    }
    println!("{converted} conversions, {lossy} with a loss");
    assert!(
        lossy * 20 > converted && lossy < converted,
        "{lossy} of {converted}"
    );
}

#[test]
fn what_the_release_decides_is_noted_if_the_event_had_a_choice() {
    let events = all("what_the_release_decides_is_noted_if_the_event_had_a_choice");
    for event in events.into_iter().step_by(3) {
        let source = event.to_value().unwrap();
        let named = |pointer| source.pointer(pointer).and_then(Value::as_str);
        let release = event.release().expect("a known event");
        let names_other = event.release_name() != Some(release.as_str());
        for target in cdevents_generated::Release::ALL {
            let Ok(upgraded) = Upgrade::new(*target).answers(answer).convert(event.clone()) else {
                continue;
            };
            let replaced = |pointer: &str| {
                let mut notes = upgraded.notes.iter();
                notes.any(|note| {
                    note.kind() == NoteKind::Replaced && note.from_pointer() == Some(pointer)
                })
            };
            let is_noted = replaced("/context/version") || replaced("/context/specversion");
            assert_eq!(is_noted, names_other && *target != release, "{event}");
            assert!(upgraded.event.release_name().is_some());
            let converted = upgraded.event.to_value().unwrap();
            let kept = converted.pointer("/subject/type").and_then(Value::as_str);
            if let (Some("text"), false) = (named("/subject/type"), kept == Some("text")) {
                let mut notes = upgraded.notes.iter();
                assert!(
                    notes
                        .any(|note| note.is_loss() && note.from_pointer() == Some("/subject/type")),
                    "{event}"
                );
            }
        }
    }
}
