//! What the reference says about upgrades.

use std::collections::BTreeSet;
use std::fs;

use cdevents_tests::workspace;

use super::lowered;

/// Returns the rows of a page's section on upgrades, as cells.
fn rows(page: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(workspace().join("cdevents-generated/docs").join(page)).unwrap();
    let (_, section) = text.split_once("\n## Upgrade\n").expect(page);
    assert!(!section.contains("\n## "), "{page}");
    let lines = section.lines().filter(|line| line.starts_with("| "));
    let cells = lines.map(|line| {
        line.trim_matches('|')
            .split(" | ")
            .map(|cell| cell.trim().to_owned())
    });
    cells.map(Iterator::collect).skip(1).collect()
}

#[test]
fn the_reference_says_what_is_asked_for() {
    let (_, model) = lowered();
    for question in &model.upgrades.questions {
        let release = question.release.to_string();
        let Some(events) = &question.events else {
            continue;
        };
        for event in events {
            let page = match event.as_str() {
                "custom" => "custom-events.md".to_owned(),
                name => format!("events/{}.md", name.replace('.', "-")),
            };
            let property = format!("`{}`", question.property);
            let rows = rows(&page);
            let mut rows = rows.iter().filter(|row| row[1].contains(&property));
            assert!(
                rows.any(|row| {
                    let (older, newer) = row[0].split_once(", ").unwrap();
                    newer == release && row[2].contains("asked for")
                        || older == release && row[3].contains("asked for")
                }),
                "{release}: {event} {property}"
            );
        }
    }
}

#[test]
fn every_event_has_a_section_on_upgrades() {
    let (_, model) = lowered();
    let events = model.releases.iter().flat_map(|release| &release.events);
    for event in events {
        let rows = rows(&format!("events/{}.md", event.file_name()));
        let releases = model.releases.iter();
        let of_event =
            releases.filter(|release| release.events.iter().any(|other| other.name == event.name));
        assert!(!rows.is_empty() || of_event.count() == 1, "{}", event.name);
        for row in &rows {
            let words = row[2..].iter().flat_map(|cell| cell.split("; "));
            let distinct = row[2..]
                .iter()
                .flat_map(|cell| cell.split("; ").collect::<BTreeSet<_>>());
            assert_eq!(words.count(), distinct.count(), "{}: {row:?}", event.name);
        }
    }
    for pair in model.releases.windows(2) {
        rows(&format!(
            "migration/{}-to-{}.md",
            pair[0].name, pair[1].name
        ));
    }
}
