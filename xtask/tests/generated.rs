//! Checked-in files are up to date, and `check` finds files that aren't.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cdevents_codegen::model::Form;
use cdevents_codegen::{Error, Files, Output, lower, read_folder};
use cdevents_tests::workspace;
use tempfile::TempDir;
use xtask::descriptions;
use xtask::generate::generate;
use xtask::sync::{self, FileState};

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// The generated files, which several tests read.
static OUTPUT: LazyLock<Output> = LazyLock::new(|| generate_all(&files()).unwrap());

/// Generates every file from schemas.
fn generate_all(files: &Files) -> Result<Output, Error> {
    generate(&lower(files)?)
}

#[test]
fn checked_in_files_are_up_to_date() {
    let output = &*OUTPUT;
    let status = sync::check(output, &workspace().join("cdevents-generated")).unwrap();
    assert_eq!(status.differences, [], "run `cargo xtask codegen`");
    assert_eq!(status.unchanged, output.len());
}

#[test]
fn check_reports_stale_missing_and_orphaned_files() {
    let output = &*OUTPUT;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let empty = sync::check(output, root).unwrap();
    assert_eq!(empty.differences.len(), output.len());

    let written = sync::write(output, root).unwrap();
    assert_eq!(written.differences.len(), output.len());
    assert!(sync::check(output, root).unwrap().is_clean());

    let generated = root.join("src/generated");
    let (stale, missing) = (generated.join("draft.rs"), generated.join("shapes.rs"));
    let (orphan, nested) = (generated.join("a.rs"), generated.join("old/b.rs"));
    fs::write(&stale, fs::read_to_string(&stale).unwrap() + "\n").unwrap();
    fs::remove_file(&missing).unwrap();
    fs::write(&orphan, "").unwrap();
    fs::create_dir(generated.join("old")).unwrap();
    fs::write(&nested, "").unwrap();
    let expected = [
        (orphan, FileState::Orphaned),
        (stale, FileState::Stale),
        (nested.clone(), FileState::Orphaned),
        (missing, FileState::Missing),
    ];
    let status = sync::check(output, root).unwrap();
    assert_eq!(status.differences, expected);
    assert!(nested.exists(), "checking changes nothing");
    let text = status.to_string();
    assert!(
        text.contains(&format!("orphaned {}\n", nested.display())),
        "{text}"
    );
    assert!(
        text.contains("\nto change: 4 files, up to date: "),
        "{text}"
    );
    assert!(!text.contains("deleted"), "{text}");

    let status = sync::write(output, root).unwrap();
    assert_eq!(status.differences, expected);
    assert_eq!(status.unchanged, output.len() - 2);
    let text = status.to_string();
    assert!(
        text.contains(&format!("deleted {}\n", nested.display())),
        "{text}"
    );
    assert!(text.contains("\nchanged: 4 files, unchanged: "), "{text}");
    assert!(sync::check(output, root).unwrap().is_clean());
    assert!(!generated.join("old").exists(), "an empty folder is left");
}

/// Writes a few generated files into a folder.
fn written() -> (Output, TempDir) {
    let output = [
        "src/generated/mod.rs",
        "docs/index.md",
        "docs/a/b.md",
        "examples/c.json",
    ];
    let output: Output = output
        .map(|path| (path.to_owned(), format!("{path}\n")))
        .into();
    let folder = tempfile::tempdir().unwrap();
    sync::write(&output, folder.path()).unwrap();
    (output, folder)
}

#[test]
fn hand_written_programs_among_the_examples_are_kept() {
    let (output, folder) = written();
    let examples = folder.path().join("examples");
    let kept = ["send.rs", "shared/file.rs"].map(|file| examples.join(file));
    let orphans = ["send.json", "0.1.0/build-queued.rs", "shared.json"];
    let orphans = orphans.map(|file| examples.join(file));
    for file in kept.iter().chain(&orphans) {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "").unwrap();
    }
    let status = sync::write(&output, folder.path()).unwrap();
    assert_eq!(status.differences.len(), orphans.len(), "{status}");
    assert!(kept.iter().all(|file| file.is_file()));
    assert!(!orphans.iter().any(|file| file.exists()));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_an_orphan_and_its_target_is_kept() {
    use std::os::unix::fs::symlink;

    let elsewhere = tempfile::tempdir().unwrap();
    let precious = elsewhere.path().join("precious.md");
    fs::write(&precious, "docs/index.md\n").unwrap();
    let (output, folder) = written();
    let link = folder.path().join("docs/link");
    symlink(elsewhere.path(), &link).unwrap();
    // The link's target has the same text.
    let index = folder.path().join("docs/index.md");
    fs::remove_file(&index).unwrap();
    symlink(&precious, &index).unwrap();
    let status = sync::check(&output, folder.path()).unwrap();
    let expected = [
        (index, FileState::Stale),
        (link.clone(), FileState::Orphaned),
    ];
    assert_eq!(status.differences, expected);
    sync::write(&output, folder.path()).unwrap();
    assert!(fs::symlink_metadata(link).is_err());
    assert_eq!(fs::read_to_string(&precious).unwrap(), "docs/index.md\n");
    assert!(sync::check(&output, folder.path()).unwrap().is_clean());

    // The same with a folder.
    let docs = folder.path().join("docs");
    fs::remove_dir_all(&docs).unwrap();
    symlink(elsewhere.path(), &docs).unwrap();
    sync::write(&output, folder.path()).unwrap();
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
    assert!(!fs::symlink_metadata(&docs).unwrap().is_symlink());
    assert!(sync::check(&output, folder.path()).unwrap().is_clean());
}

#[test]
fn files_and_folders_can_replace_each_other() {
    let (mut output, folder) = written();
    let text = output.remove("docs/a/b.md").unwrap();
    output.insert("docs/a".to_owned(), text.clone());
    output.remove("docs/index.md").unwrap();
    output.insert("docs/index.md/c/d.md".to_owned(), text);
    sync::write(&output, folder.path()).unwrap();
    assert!(sync::check(&output, folder.path()).unwrap().is_clean());
    assert!(folder.path().join("docs/a").is_file());
    // The same with a file in place of all folders.
    fs::remove_dir_all(folder.path().join("docs")).unwrap();
    fs::write(folder.path().join("docs"), "").unwrap();
    sync::write(&output, folder.path()).unwrap();
    assert!(sync::check(&output, folder.path()).unwrap().is_clean());
}

#[test]
fn orphans_are_restored_if_writing_fails() {
    let (mut output, folder) = written();
    let orphan = folder.path().join("docs/old/orphan.md");
    fs::create_dir(folder.path().join("docs/old")).unwrap();
    fs::write(&orphan, "old").unwrap();
    fs::write(folder.path().join("else"), "in the way").unwrap();
    output.insert("else/where.md".to_owned(), String::new());
    sync::write(&output, folder.path()).unwrap_err();
    assert_eq!(fs::read_to_string(orphan).unwrap(), "old");
}

#[test]
fn what_a_killed_command_leaves_is_deleted_by_the_next() {
    let (output, folder) = written();
    let leftover = folder.path().join(".generated-1");
    fs::create_dir(&leftover).unwrap();
    fs::write(leftover.join("0"), "").unwrap();
    assert!(sync::write(&output, folder.path()).unwrap().is_clean());
    assert!(!leftover.exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_is_an_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let (output, folder) = written();
    let name = OsStr::from_bytes(b"\xff.md");
    fs::write(folder.path().join("docs").join(name), "").unwrap();
    let error = sync::write(&output, folder.path()).unwrap_err();
    assert!(error.reason().contains("is not UTF-8"), "{error}");
}

#[test]
fn a_failed_write_changes_nothing() {
    let output = &*OUTPUT;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    // A file in place of a folder stops even root from writing.
    fs::write(root.join("src"), "in the way").unwrap();
    let error = sync::write(output, root).unwrap_err();
    assert!(error.reason().contains("cannot be"), "{error}");
    let left: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["src"]);
}

#[test]
fn generation_is_reproducible() {
    let files = files();
    let first = &*OUTPUT;
    assert_eq!(generate_all(&files).unwrap(), *first);
    // The folder and the names of files in a release don't matter.
    let mut moved = Files {
        folder: "elsewhere".into(),
        ..Files::default()
    };
    for (index, (path, text)) in files.texts.iter().enumerate() {
        // A document without an `$id` is identified by its name.
        let path = match path.split_once('/').filter(|_| text.contains("\"$id\"")) {
            Some((release, _)) => format!("{release}/{}.json", 1000 - index),
            None => path.clone(),
        };
        moved.texts.insert(path, text.clone());
    }
    assert_eq!(generate_all(&moved).unwrap(), *first);
}

#[test]
fn every_event_and_every_field_is_documented() {
    let model = lower(&files()).unwrap();
    // The newest release may have been imported just now.
    let newest = format!("{}/", model.releases.last().unwrap().name);
    let missing = descriptions::missing(&model);
    let old: Vec<_> = missing
        .iter()
        .filter(|path| !path.starts_with(&newest))
        .collect();
    assert!(old.is_empty(), "{old:?}");
}

#[test]
fn what_has_no_description_is_found() {
    let mut model = lower(&files()).unwrap();
    let release = model.releases.last_mut().unwrap();
    release.events[0].description.clear();
    let event = format!("{}/{}", release.name, release.events[0].name);
    let shape = &mut model.shapes[0];
    shape.description.clear();
    let origin = shape.origin.clone();
    let Form::Object { fields, .. } = &mut shape.form else {
        panic!("{origin} is an object");
    };
    fields[0].description.clear();
    let field = format!("{origin}/{}", fields[0].key);
    let missing = descriptions::missing(&model);
    for path in [event, origin, field] {
        assert!(missing.contains(&path), "{path}: {missing:?}");
    }
}

/// Returns the docs of each type, joined.
fn docs_of_types(text: &str) -> Vec<(&str, String)> {
    let (mut docs, mut types) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("///") {
            docs.push(words.trim());
        } else if line.starts_with("pub struct ") || line.starts_with("pub enum ") {
            types.push((line, docs.join(" ")));
            docs.clear();
        } else if !line.starts_with("#[") {
            docs.clear();
        }
    }
    types
}

#[test]
fn every_type_names_its_first_release_and_shows_its_json() {
    let output = &*OUTPUT;
    let types = docs_of_types(&output["src/generated/shapes.rs"]);
    let mut shown = 0;
    for (name, docs) in &types {
        assert!(docs.contains("Since "), "{name}: {docs}");
        if let Some((_, json)) = docs.split_once("In JSON: `") {
            let (json, _) = json.split_once('`').unwrap();
            let parsed = serde_json::from_str::<serde_json::Value>(json);
            assert!(parsed.is_ok(), "{name}: {json}");
            shown += 1;
        }
    }
    assert!(types.len() > 100 && shown * 10 > types.len() * 9, "{shown}");
}

#[test]
fn every_generated_file_says_so() {
    for (path, text) in &*OUTPUT {
        // JSON has no comments: a README marks the examples, and the folder's name the subjects. An
        // example in Rust is shown in docs as it is.
        let extension = Path::new(path).extension().and_then(|name| name.to_str());
        let is_example = path.starts_with("examples/");
        if extension == Some("json") || is_example && extension == Some("rs") {
            continue;
        }
        let first = text.lines().next().unwrap();
        assert!(
            first.contains("@generated by `cargo xtask codegen`"),
            "{path}"
        );
    }
}
