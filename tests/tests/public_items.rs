//! What the generator says of the public names of the generated crate.

use cdevents_codegen::model::ReleaseName;
use cdevents_codegen::public_items::{FILE, ItemChanges, PublicItems};
use cdevents_codegen::summary::Summary;
use cdevents_codegen::{Files, NAMES_FILE, emit, lower, read_folder};
use cdevents_tests::workspace;

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

fn items(files: &Files) -> PublicItems {
    PublicItems::of(&lower(files).unwrap())
}

fn without(release: &str) -> Files {
    let mut files = files();
    files.is_part = true;
    files.texts.retain(|path, _| !path.starts_with(release));
    files
}

fn edited(path: &str, from: &str, to: &str) -> Files {
    let mut files = files();
    let text = files.texts.get_mut(path).unwrap();
    assert!(text.contains(from), "{path}: {from}");
    *text = text.replace(from, to);
    files
}

#[test]
fn the_index_is_checked_in_and_read_back() {
    let text = std::fs::read_to_string(workspace().join("cdevents-generated").join(FILE)).unwrap();
    let items: PublicItems = text.parse().unwrap();
    assert_eq!(items, self::items(&files()));
    assert_eq!(items.changes_since(&items), ItemChanges::default());
    assert_eq!(
        items.changes_since(&items).to_string(),
        "public names: as they were"
    );
    assert!(
        "no item"
            .parse::<PublicItems>()
            .unwrap_err()
            .contains("line 1")
    );
}

#[test]
fn a_new_release_is_an_addition() {
    let model = lower(&files()).unwrap();
    let newest = model.releases.last().unwrap();
    let module = newest.name.module();
    let before = without(&format!("{}/", newest.name));
    let changes = PublicItems::of(&model).changes_since(&items(&before));
    assert!(!changes.is_breaking(), "{changes}");
    assert_eq!(changes.latest.as_deref(), Some(module.as_str()));
    for event in newest.all_events() {
        let name = format!("{module}::{}", event.type_name);
        assert!(changes.added.contains(&name), "{name}");
    }
    assert!(changes.to_string().contains("as for an addition"));
}

#[test]
fn a_release_that_goes_breaks() {
    let changes = items(&without("0.2.0/")).changes_since(&items(&files()));
    assert!(changes.is_breaking());
    assert!(changes.gone.contains(&"v0_2_0::ServiceDeployed".to_owned()));
    let text = changes.to_string();
    assert!(text.contains("gone: v0_2_0::ServiceDeployed\n"), "{text}");
    assert!(text.contains("as for a breaking change"), "{text}");
}

#[test]
fn another_name_or_type_breaks() {
    let name = "\"custom.0.4.0/context/type\" = \"CustomEventTypeV0_4_0\"";
    let other = "\"custom.0.4.0/context/type\" = \"OtherType\"";
    let changes = items(&edited(NAMES_FILE, name, other)).changes_since(&items(&files()));
    assert_eq!(changes.gone, ["shapes::CustomEventTypeV0_4_0"]);
    assert_eq!(changes.added, ["shapes::OtherType"]);
    let changed: Vec<_> = changes.changed.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(changed, ["shapes::CustomContextV0_4_0.r#type"]);
    assert!(changes.is_breaking());
}

#[test]
fn a_new_part_of_a_type_that_was_there_breaks() {
    let mut edited = files();
    // In every release since that which has it first, or there would be two types.
    let first: ReleaseName = "0.5.0".parse().unwrap();
    for (path, text) in &mut edited.texts {
        let release = path.split('/').next().unwrap().parse::<ReleaseName>();
        if release.is_ok_and(|it| it >= first) {
            *text = text.replace("\"cancel\",", "\"cancel\", \"skipped\",");
        }
    }
    let changes = items(&edited).changes_since(&items(&files()));
    assert_eq!(changes.extended, ["shapes::Outcome::Skipped"]);
    assert!(changes.is_breaking());
    assert!(changes.added.is_empty() && changes.gone.is_empty());
}

#[test]
fn the_summary_counts_what_is_generated() {
    let model = lower(&files()).unwrap();
    let output = emit(&model).unwrap();
    let summary = Summary::of(&model, &output);
    let text = output["src/generated/mod.rs"].clone();
    assert_eq!(summary.releases, model.releases.len());
    assert!(summary.lines > text.lines().count());
    assert!(summary.events > 300 && summary.shapes == model.shapes.len());
    let lines = summary.to_string();
    assert!(
        lines.contains(&format!("{} events", summary.events)),
        "{lines}"
    );
}
