use super::*;
use crate::read::named_release::VERSION;

#[test]
fn every_entry_is_found_by_its_type_and_release() {
    for entry in EVENTS {
        let release = entry.release.as_str();
        let named = NamedRelease {
            property: VERSION,
            name: Some(release),
        };
        let (found, is_exact) = find(entry.event_type, named, None).unwrap();
        assert!(std::ptr::eq(found, entry) && is_exact, "{release}");
        let cut = &entry.event_type[..entry.event_type.len() - 1];
        assert!(of_type(cut).is_empty(), "{cut}");
    }
    assert!(of_type("").is_empty());
}

#[test]
fn few_types_share_a_slot() {
    let displaced = EVENTS.iter().filter(|entry| {
        let slot = INDEX[hash(entry.event_type)];
        EVENTS[usize::from(slot.first)].event_type != entry.event_type
    });
    assert!(displaced.count() * 10 < EVENTS.len());
}
