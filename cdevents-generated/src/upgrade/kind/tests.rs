use super::*;

#[test]
fn every_entry_is_found_by_its_name() {
    for release in Release::ALL {
        for entry in of_release(*release) {
            let found = named(name(entry), *release).unwrap();
            assert!(std::ptr::eq(entry, found), "{}", entry.event_type);
        }
    }
}

#[test]
fn renaming_there_and_back_leads_to_the_same_event() {
    for entry in entries() {
        for release in Release::ALL {
            let there = name_in(name(entry), entry.release, *release);
            if named(there, *release).is_some() {
                let back = name_in(there, *release, entry.release);
                assert_eq!(back, name(entry), "{release}");
            }
        }
    }
}
