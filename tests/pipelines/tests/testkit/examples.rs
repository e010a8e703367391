//! The list of examples is complete.

use std::collections::BTreeMap;
use std::fs;

use cdevents_generated::CdEvent;
use cdevents_generated::testkit::EXAMPLES;
use cdevents_tests::workspace;

#[test]
fn each_packaged_example_is_a_constant() {
    let folder = workspace().join("cdevents-generated/examples");
    let mut files = BTreeMap::new();
    for release in fs::read_dir(folder).expect("a folder") {
        let release = release.expect("an entry");
        if !release.path().is_dir() {
            continue;
        }
        for file in fs::read_dir(release.path()).expect("a folder") {
            let path = file.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if let Some(name) = name.strip_suffix(".minimal.json") {
                let release = release.file_name().to_string_lossy().into_owned();
                let text = fs::read_to_string(&path).expect("a readable file");
                files.insert((release, name.to_owned()), text);
            }
        }
    }
    let constants = EXAMPLES.iter().map(|example| {
        let key = (example.release.to_string(), example.name.to_owned());
        (key, example.json.to_owned())
    });
    assert_eq!(constants.collect::<BTreeMap<_, _>>(), files);
}

#[test]
fn each_constant_is_a_valid_event_of_its_release_and_type() {
    for example in EXAMPLES {
        let event = CdEvent::from_slice(example.json.as_bytes()).expect("a valid event");
        assert_eq!(event.release(), Some(example.release), "{}", example.json);
        assert_eq!(event.event_type(), example.event_type().as_str());
    }
}
