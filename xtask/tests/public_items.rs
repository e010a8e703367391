//! The list of public items, the version hint, and the summary of generated files.

use cdevents_codegen::model::{Form, ReleaseName, Shape, Type};
use cdevents_codegen::{Files, NAMES_FILE, emit, lower, read_folder};
use cdevents_tests::workspace;
use xtask::public_items::{FILE, ItemChanges, PublicItems};
use xtask::summary::Summary;

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

fn items(files: &Files) -> PublicItems {
    PublicItems::of(&lower(files).unwrap()).unwrap()
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
fn the_list_is_checked_in_and_can_be_parsed() {
    let text = std::fs::read_to_string(workspace().join("cdevents-generated").join(FILE)).unwrap();
    let items: PublicItems = text.parse().unwrap();
    assert_eq!(items, self::items(&files()));
    assert_eq!(items.changes_since(&items), ItemChanges::default());
    assert_eq!(
        items.changes_since(&items).to_string(),
        "public items: unchanged"
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
    let changes = PublicItems::of(&model)
        .unwrap()
        .changes_since(&items(&before));
    assert!(!changes.is_breaking(), "{changes}");
    assert_eq!(changes.latest.as_deref(), Some(module.as_str()));
    for event in newest.all_events() {
        let name = format!("{module}::{}", event.type_name);
        assert!(changes.added.contains(&name), "{name}");
    }
    assert!(changes.to_string().contains("as for an addition"));
}

#[test]
fn removing_a_release_breaks() {
    let changes = items(&without("0.2.0/")).changes_since(&items(&files()));
    assert!(changes.is_breaking());
    assert!(
        changes
            .removed
            .contains(&"v0_2_0::ServiceDeployed".to_owned())
    );
    let text = changes.to_string();
    assert!(
        text.contains("removed: v0_2_0::ServiceDeployed\n"),
        "{text}"
    );
    assert!(text.contains("as for a breaking change"), "{text}");
}

#[test]
fn renaming_a_type_breaks() {
    let name = "\"0.4.0/custom/context/type\" = \"CustomContextType\"";
    let other = "\"0.4.0/custom/context/type\" = \"OtherType\"";
    let changes = items(&edited(NAMES_FILE, name, other)).changes_since(&items(&files()));
    assert_eq!(changes.removed, ["shapes::CustomContextType"]);
    assert_eq!(changes.added, ["shapes::OtherType"]);
    let changed: Vec<_> = changes
        .changed
        .iter()
        .map(|change| change.0.as_str())
        .collect();
    assert_eq!(changed, ["shapes::CustomContext.r#type"]);
    assert!(changes.is_breaking());
}

#[test]
fn a_new_variant_of_an_existing_type_breaks() {
    let mut edited = files();
    // In all releases that share the type.
    let first: ReleaseName = "0.5.0".parse().unwrap();
    for (path, text) in &mut edited.texts {
        let release = path.split('/').next().unwrap().parse::<ReleaseName>();
        if release.is_ok_and(|release| release >= first) {
            *text = text.replace("\"cancel\",", "\"cancel\", \"skipped\",");
        }
    }
    let changes = items(&edited).changes_since(&items(&files()));
    assert_eq!(changes.extended, ["shapes::Outcome::Skipped"]);
    assert!(changes.is_breaking());
    assert!(changes.added.is_empty() && changes.removed.is_empty());
}

fn parsed(text: &str) -> PublicItems {
    text.parse().unwrap()
}

#[test]
fn reordering_required_fields_breaks_calls_of_new() {
    let mut model = lower(&files()).unwrap();
    let before = PublicItems::of(&model).unwrap();
    let is_wanted = |shape: &&mut Shape| shape.name == "Reference" || shape.name == "Subject";
    for shape in model.shapes.iter_mut().filter(is_wanted) {
        let Form::Object { fields, .. } = &mut shape.form else {
            panic!("{} is no object", shape.name);
        };
        fields.reverse();
    }
    let changes = PublicItems::of(&model).unwrap().changes_since(&before);
    let changed: Vec<_> = changes
        .changed
        .iter()
        .map(|change| change.0.as_str())
        .collect();
    assert_eq!(changed, ["shapes::Subject::new"]);
    assert_eq!(
        changes.changed[0].1,
        "(id: NonEmptyString, content: Content)"
    );
    assert_eq!(
        changes.changed[0].2,
        "(content: Content, id: NonEmptyString)"
    );
    assert!(changes.is_breaking());
    // A new function breaks nothing.
    let (with, without) = (
        parsed("shapes::A = struct\nshapes::A::new = (a: Uri)"),
        parsed("shapes::A = struct"),
    );
    assert!(!with.changes_since(&without).is_breaking());
    assert!(without.changes_since(&with).is_breaking());
}

#[test]
fn changing_the_type_of_other_values_breaks() {
    let mut model = lower(&files()).unwrap();
    let before = PublicItems::of(&model).unwrap();
    let mut turned = Vec::new();
    for shape in &mut model.shapes {
        if let Form::OpenEnum { other, .. } = &mut shape.form {
            *other = if *other == Type::String {
                Type::NonEmptyString
            } else {
                Type::String
            };
            turned.push(format!("shapes::{}::Other", shape.name));
        }
    }
    turned.sort();
    assert!(!turned.is_empty());
    let changes = PublicItems::of(&model).unwrap().changes_since(&before);
    let changed: Vec<_> = changes.changed.iter().map(|change| &change.0).collect();
    assert_eq!(changed, turned.iter().collect::<Vec<_>>());
}

#[test]
fn a_new_event_of_an_existing_release_breaks() {
    let now = items(&files());
    for event in ["ServiceDeployed", "CustomEvent"] {
        let mut model = lower(&files()).unwrap();
        let release = model.releases.last_mut().unwrap();
        let module = release.name.module();
        release.events.retain(|other| other.type_name != event);
        release.custom_event = release
            .custom_event
            .take()
            .filter(|custom| custom.type_name != event);
        let changes = now.changes_since(&PublicItems::of(&model).unwrap());
        let variant = format!("{module}::AnyEvent::{event}");
        assert_eq!(changes.extended, [variant]);
        assert!(changes.is_breaking());
        assert!(changes.added.contains(&format!("{module}::{event}")));
    }
}

#[test]
fn two_items_with_one_path_are_an_error() {
    let twice = "# head\na = struct\na = enum"
        .parse::<PublicItems>()
        .unwrap_err();
    assert_eq!(
        twice,
        "line 3: `a` is defined twice: as `struct` and as `enum`"
    );
    let mut model = lower(&files()).unwrap();
    let twin = model.shapes[0].clone();
    model.shapes.push(twin.clone());
    let error = PublicItems::of(&model).unwrap_err().to_string();
    assert!(
        error.contains(&format!("`shapes::{}` is defined twice", twin.name)),
        "{error}"
    );
}

#[test]
fn the_summary_counts_generated_files() {
    let model = lower(&files()).unwrap();
    let output = emit(&model).unwrap();
    let summary = Summary::of(&model, &output);
    let rust = output
        .iter()
        .filter(|(path, _)| path.starts_with("src/") && path.rsplit('.').next() == Some("rs"));
    assert_eq!(
        summary.lines,
        rust.map(|(_, text)| text.lines().count()).sum::<usize>()
    );
    let count = |folder: &str, others: &[&str]| {
        let of_folder = output
            .keys()
            .filter(|path| path.split('/').next() == Some(folder));
        of_folder
            .filter(|path| !others.contains(&path.as_str()))
            .count()
    };
    assert_eq!(summary.pages, count("docs", &[FILE, "docs/search.toml"]));
    assert_eq!(summary.examples, count("examples", &["examples/README.md"]));
    assert_eq!(summary.releases, model.releases.len());
    assert!(summary.events > 300 && summary.shapes == model.shapes.len());
    let lines = summary.to_string();
    assert!(
        lines.contains(&format!("{} events", summary.events)),
        "{lines}"
    );
}

#[test]
fn the_summary_counts_files_by_folder_and_extension() {
    let model = lower(&files()).unwrap();
    let paths = [
        "src/generated/mod.rs",
        "src/generated/a/b.rs",
        "src/generated/events.md",
        "src/generated_too/c.rs",
        "docs/index.md",
        "docs/a/grid.svg",
        FILE,
        "docsets/d.md",
        "examples/a.json",
        "examples/a/b.rs",
        "examples/README.md",
        "examples-2/a.json",
    ];
    let output = paths.map(|path| (path.to_owned(), "a\nb\n".to_owned()));
    let summary = Summary::of(&model, &output.into());
    assert_eq!((summary.lines, summary.pages, summary.examples), (4, 2, 2));
}
