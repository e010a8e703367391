//! Importing a release from a checkout: schemas are detected by content, laid out, formatted, and
//! written all or nothing.

mod bad_checkouts;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cdevents_codegen::model::ReleaseName;
use cdevents_codegen::{CORRECTIONS_FILE, Error, Files, generate_from, lower, read_folder};
use cdevents_generated::Release;
use cdevents_tests::models::without_descriptions;
use cdevents_tests::{folders, upstream, workspace};
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::import::{self, FolderState, Outcome, Plan};
use xtask::public_items;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A checkout, and a folder of schemas to import it into.
struct Scene {
    _root: TempDir,
    source: PathBuf,
    schemas: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let [source, schemas] = ["spec", "schemas"].map(|name| root.path().join(name));
        fs::create_dir(&source).unwrap();
        fs::create_dir(&schemas).unwrap();
        Self {
            _root: root,
            source,
            schemas,
        }
    }

    /// A checkout with one event, and the document that it refers to.
    fn with_cake() -> Self {
        let scene = Self::new();
        scene.write("schemas/cakebaked.json", cake("9.9.9", "baked").to_string());
        scene.write("schemas/definitions.json", definitions().to_string());
        scene
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        write(&self.source.join(path), text);
    }

    fn plan(&self, release: Option<&str>) -> Result<Plan, Error> {
        let release: Option<ReleaseName> = release.map(|name| name.parse().unwrap());
        import::plan(&self.source, release.as_ref(), &self.schemas)
    }

    fn import(&self) -> Outcome {
        let import = import::write(&self.plan(None).unwrap(), false).unwrap();
        assert_eq!(import.leftover, None);
        import.outcome
    }

    /// Checks the error of an import, and that it changes nothing.
    #[track_caller]
    fn assert_fails(&self, release: Option<&str>, file: &str, pointer: &str, reason: &str) {
        let before = folders::contents(&self.schemas);
        let result = self.plan(release);
        let error = match result.and_then(|plan| import::write(&plan, false)) {
            Ok(import) => panic!("{import}"),
            Err(error) => error,
        };
        assert!(error.file().ends_with(file), "{error}");
        assert_eq!(error.pointer(), pointer, "{error}");
        assert!(error.reason().contains(reason), "{error}");
        assert!(folders::contents(&self.schemas) == before, "{error}");
    }
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The schema of an event, with a reference.
fn cake(release: &str, predicate: &str) -> Value {
    json!({
        "$schema": DIALECT,
        "$id": format!("https://cdevents.dev/{release}/schema/cake-{predicate}-event"),
        "properties": {
            "context": { "properties": {
                "type": { "const": format!("dev.cdevents.cake.{predicate}.1.0.0") },
            } },
            "subject": { "properties": { "content": { "$ref": "definitions#/$defs/content" } } },
        },
    })
}

fn definitions() -> Value {
    json!({
        "$schema": DIALECT,
        "$id": "https://cdevents.dev/9.9.9/schema/definitions",
        "$defs": { "content": { "type": "object" } },
    })
}

fn released() -> impl Iterator<Item = &'static str> {
    let releases = Release::ALL
        .iter()
        .filter(|release| **release != Release::Draft);
    releases.map(|release| release.as_str())
}

fn paths(folder: &Path) -> BTreeSet<String> {
    folders::contents(folder).into_keys().collect()
}

/// Returns generated lines without comments and without the numbers of tables.
fn without_docs(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let is_table = |word: &str| {
        let number = word.strip_prefix('S').unwrap_or_default();
        !number.is_empty() && number.chars().all(|char| char.is_ascii_digit())
    };
    let words = lines.map(|line| {
        let words = line.split_inclusive(|char: char| !char.is_alphanumeric());
        words.map(|word| {
            let end = word.trim_end_matches(|char: char| !char.is_alphanumeric());
            if is_table(end) {
                word.replacen(end, "S", 1)
            } else {
                word.to_owned()
            }
        })
    });
    words.map(Iterator::collect).collect()
}

#[test]
fn upstreams_newest_release_generates_the_same_crate_except_for_docs() {
    let Some(source) = upstream("0.5.1", "upstreams_newest_release_becomes_the_same_crate") else {
        return;
    };
    let mut scene = Scene::new();
    scene.source = source;
    folders::copy(&workspace().join("schemas"), &scene.schemas);
    fs::remove_dir_all(scene.schemas.join("0.5.1")).unwrap();
    assert_eq!(scene.import(), Outcome::Created);

    let ours = read_folder(&workspace().join("schemas")).unwrap();
    let theirs = read_folder(&scene.schemas).unwrap();
    assert_ne!(ours.texts, theirs.texts);
    let model = |files: &Files| without_descriptions(lower(files).unwrap());
    let (our_model, their_model) = (model(&ours), model(&theirs));
    assert_eq!(our_model.releases, their_model.releases);
    assert_eq!(our_model.shapes, their_model.shapes);
    assert_eq!(our_model.corrections, their_model.corrections);

    let (ours, theirs) = (
        generate_from(&ours).unwrap(),
        generate_from(&theirs).unwrap(),
    );
    assert!(ours.keys().eq(theirs.keys()));
    let mut differing = BTreeSet::new();
    for (path, text) in &ours {
        if *text != theirs[path] {
            differing.insert(path.as_str());
        }
        // Our schemas have more `$ref`s, which the tables follow.
        let is_docs = path.starts_with("docs/") && path != public_items::FILE;
        if !is_docs && path != "src/generated/tables.rs" {
            assert_eq!(without_docs(text), without_docs(&theirs[path]), "{path}");
        }
    }
    assert!(differing.contains("src/generated/v0_5_1.rs"));
    assert!(!differing.contains("src/generated/v0_5_0.rs"));
}

#[test]
fn every_upstream_release_is_imported_without_loss() {
    for release in released() {
        let Some(source) = upstream(release, "every_release_of_upstream_is_imported") else {
            continue;
        };
        let mut scene = Scene::new();
        scene.source = source;
        let own = workspace().join("schemas");
        fs::copy(
            own.join(CORRECTIONS_FILE),
            scene.schemas.join(CORRECTIONS_FILE),
        )
        .unwrap();
        let plan = scene.plan(None).unwrap();
        assert_eq!(plan.release.to_string(), release);
        assert_eq!(scene.import(), Outcome::Created);
        let mut ours = paths(&own.join(release));
        ours.remove("definitions.json");
        assert_eq!(paths(&scene.schemas.join(release)), ours);
        for file in &plan.files {
            let text = fs::read_to_string(scene.source.join(&file.from)).unwrap();
            // Only white space differs.
            let bare = |text: &str| text.replace(char::is_whitespace, "");
            assert_eq!(bare(&text), bare(&file.text));
            let formatted = import::format(&scene.source, &file.text).unwrap();
            assert_eq!(formatted, file.text);
        }
        assert!(plan.skipped.keys().all(|path| path.contains("conformance")));
        assert_eq!(scene.import(), Outcome::Unchanged);
    }
}

#[test]
fn importing_our_own_releases_changes_nothing() {
    let schemas = workspace().join("schemas");
    let mut before = None;
    for release in ["draft"].into_iter().chain(released()) {
        let plan = import::plan(&schemas.join(release), None, &schemas).unwrap();
        assert_eq!(plan.state, FolderState::Same, "{}", plan.difference);
        assert_eq!(plan.release.to_string(), release);
        assert!(plan.skipped.is_empty(), "{plan}");
        assert_eq!(plan.predecessor, before);
        before = Some(plan.release);
    }
}

#[test]
fn differences_are_shown_and_only_force_replaces_them() {
    let scene = Scene::with_cake();
    assert_eq!(scene.import(), Outcome::Created);
    let import = import::write(&scene.plan(None).unwrap(), false).unwrap();
    assert_eq!(import.outcome, Outcome::Unchanged);
    let folder = scene.schemas.join("9.9.9");
    assert_eq!(
        import.to_string(),
        format!("{} is up to date", folder.display())
    );

    let baked = folder.join("cake/baked.json");
    let text = fs::read_to_string(&baked).unwrap();
    fs::write(&baked, text.replace("\"const\"", "\"enum\"")).unwrap();
    fs::remove_file(folder.join("definitions.json")).unwrap();
    write(&folder.join("cake/eaten.json"), "{}");
    let plan = scene.plan(None).unwrap();
    assert_eq!(plan.state, FolderState::Differs);
    let shown = plan.difference.to_string();
    for line in [
        "added definitions.json",
        "removed cake/eaten.json",
        "changed cake/baked.json (-1 +1 lines)",
        "    -          \"enum\": \"dev.cdevents.cake.baked.1.0.0\"",
        "    +          \"const\": \"dev.cdevents.cake.baked.1.0.0\"",
        "1 added, 1 removed, 1 changed, 0 unchanged",
    ] {
        assert!(shown.lines().any(|other| other == line), "{line}: {shown}");
    }
    scene.assert_fails(None, "schemas/9.9.9", "", "`--force` replaces it");

    let import = import::write(&plan, true).unwrap();
    assert_eq!((import.outcome, import.leftover), (Outcome::Replaced, None));
    let expected = [
        "9.9.9/",
        "9.9.9/cake/",
        "9.9.9/cake/baked.json",
        "9.9.9/definitions.json",
    ];
    assert_eq!(paths(&scene.schemas), expected.map(str::to_owned).into());
    assert_eq!(fs::read_to_string(&baked).unwrap(), text);
    let error = import::write(&plan, true).unwrap_err();
    assert_eq!(
        error.reason(),
        "has changed since the import was planned; import again"
    );
}

#[test]
fn a_long_difference_is_cut() {
    let scene = Scene::with_cake();
    for index in 0..12 {
        let mut schema = cake("9.9.9", &format!("baked{index}"));
        schema["examples"] = (0..30).collect();
        scene.write(&format!("schemas/{index}.json"), schema.to_string());
    }
    scene.import();
    for index in 0..12 {
        let schema = cake("9.9.9", &format!("baked{index}"));
        scene.write(&format!("schemas/{index}.json"), schema.to_string());
    }
    let shown = scene.plan(None).unwrap().difference.to_string();
    assert_eq!(shown.matches("more lines").count(), 10, "{shown}");
    assert_eq!(shown.matches("changed cake/").count(), 12);
}

#[test]
fn files_are_recognized_by_content() {
    let scene = Scene::with_cake();
    let id = |name: &str| format!("https://cdevents.dev/9.9.9/schema/{name}");
    let link = json!({
        "$schema": DIALECT, "$id": id("start"),
        "properties": { "linkType": {}, "chainId": {} },
    });
    scene.write("a.json", link.to_string());
    let part = json!({ "$schema": DIALECT, "$id": id("links/part.json") });
    scene.write("b/c/d.json", part.to_string());
    let custom = json!({
        "$schema": DIALECT, "$id": id("custom"),
        "properties": {
            "context": { "properties": { "type": { "pattern": "^dev" } } }, "subject": {},
        },
    });
    scene.write("conformance/x.JSON", custom.to_string());
    scene.write("conformance/y.json", r#"{ "context": {}, "subject": {} }"#);
    scene.write("conformance/z.json", r#"{ "context": {}, "subject": {} }"#);
    scene.write("package.json", r#"{ "name": "spec" }"#);
    scene.write(
        "cspell.json",
        r#"{ "$schema": "https://cspell.org/it", "required": [] }"#,
    );
    scene.write("list.json", "[7]");
    // Entries of a glossary and of a registry, with keys that are also keywords.
    let term = json!({ "$id": id("glossary/cake"), "required": true, "items": ["flour"] });
    scene.write("glossary/cake.json", term.to_string());
    scene.write("README.md", "");
    scene.write("noname", [0xff]);
    // These folders are skipped.
    scene.write(".git/a.json", "{");
    scene.write("node_modules/a.json", "{");
    let plan = scene.plan(None).unwrap();
    let files = plan.files.iter();
    let files: Vec<_> = files
        .map(|file| (file.from.as_str(), file.to.as_str()))
        .collect();
    let expected = [
        ("a.json", "links/start.json"),
        ("b/c/d.json", "links/part.json"),
        ("conformance/x.JSON", "custom.json"),
        ("schemas/cakebaked.json", "cake/baked.json"),
        ("schemas/definitions.json", "definitions.json"),
    ];
    assert_eq!(files, expected);
    let shown = plan.to_string();
    for line in [
        "Release 9.9.9, from",
        "import b/c/d.json               as links/part.json",
        "skip .git/: a hidden or foreign folder",
        "skip conformance/ (2 files): an event, not a schema",
        "skip cspell.json: data described by https://cspell.org/it, not a schema",
        "skip list.json: not a schema",
        "skip node_modules/: a hidden or foreign folder",
        "skip package.json: not a schema",
        "skip 2 files that are not .json",
        "skip glossary/cake.json: a document with an `$id`, not a schema",
        "5 to import, 10 skipped",
    ] {
        assert!(
            shown.lines().any(|other| other.starts_with(line)),
            "{line}: {shown}"
        );
    }
    assert_eq!(scene.import(), Outcome::Created);
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_dropped() {
    let scene = Scene::with_cake();
    let plain = scene.plan(None).unwrap();
    let text = fs::read_to_string(scene.source.join("schemas/cakebaked.json")).unwrap();
    let text = import::format("a.json".as_ref(), &text).unwrap();
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    scene.write("schemas/cakebaked.json", text);
    assert_eq!(scene.plan(None).unwrap(), plain);
}

#[test]
fn what_a_killed_import_leaves_is_cleaned_up() {
    let scene = Scene::with_cake();
    assert_eq!(scene.import(), Outcome::Created);
    let before = folders::contents(&scene.schemas);
    let folder = scene.schemas.join("9.9.9");
    // Killed before the folder is replaced, in between, and afterwards.
    let temporary = scene.schemas.join(".import-9.9.9-Ab1");
    write(&temporary.join("new/cake/baked.json"), "{}");
    import::clean_up(&scene.schemas).unwrap();
    assert_eq!(folders::contents(&scene.schemas), before);
    write(&temporary.join("new/cake/baked.json"), "{}");
    fs::rename(&folder, temporary.join("old")).unwrap();
    // Codegen doesn't take it for a release.
    assert!(read_folder(&scene.schemas).unwrap().texts.is_empty());
    import::clean_up(&scene.schemas).unwrap();
    assert_eq!(folders::contents(&scene.schemas), before);
    write(&temporary.join("old/cake/baked.json"), "{}");
    import::clean_up(&scene.schemas).unwrap();
    assert_eq!(folders::contents(&scene.schemas), before);
}
