//! A release is taken in from a checkout: told by what its files hold, laid out, written as ours are,
//! wholly or not at all.

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
use xtask::import::{self, Outcome, Plan, State};
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

    /// With a release of one event, and what it refers to.
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
        let release: Option<ReleaseName> = release.map(|it| it.parse().unwrap());
        import::plan(&self.source, release.as_ref(), &self.schemas)
    }

    fn import(&self) -> Outcome {
        let report = import::write(&self.plan(None).unwrap(), false).unwrap();
        assert_eq!(report.leftover, None);
        report.outcome
    }

    /// The error of an import, which changes nothing.
    #[track_caller]
    fn assert_fails(&self, release: Option<&str>, file: &str, pointer: &str, reason: &str) {
        let before = folders::contents(&self.schemas);
        let result = self.plan(release);
        let error = match result.and_then(|plan| import::write(&plan, false)) {
            Ok(report) => panic!("{report}"),
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

/// An event's schema, with a reference.
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
    let releases = Release::ALL.iter().filter(|it| **it != Release::Draft);
    releases.map(|it| it.as_str())
}

fn paths(folder: &Path) -> BTreeSet<String> {
    folders::contents(folder).into_keys().collect()
}

/// Generated lines without comments, and without the numbers of tables.
fn without_docs(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|it| !it.trim_start().starts_with("//"));
    let is_table = |word: &str| {
        let number = word.strip_prefix('S').unwrap_or_default();
        !number.is_empty() && number.chars().all(|it| it.is_ascii_digit())
    };
    let words = lines.map(|line| {
        let words = line.split_inclusive(|it: char| !it.is_alphanumeric());
        words.map(|word| {
            let end = word.trim_end_matches(|it: char| !it.is_alphanumeric());
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
fn upstreams_newest_release_becomes_the_same_crate_but_for_its_docs() {
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
        // The reference is docs, and the tables follow the `$ref`s, which ours have more of.
        let is_docs = path.starts_with("docs/") && path != public_items::FILE;
        if !is_docs && path != "src/generated/tables.rs" {
            assert_eq!(without_docs(text), without_docs(&theirs[path]), "{path}");
        }
    }
    assert!(differing.contains("src/generated/v0_5_1.rs"));
    assert!(!differing.contains("src/generated/v0_5_0.rs"));
}

#[test]
fn every_release_of_upstream_is_imported_without_a_loss() {
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
        for taken in &plan.taken {
            let text = fs::read_to_string(scene.source.join(&taken.from)).unwrap();
            // Nothing but spaces differ: so do neither numbers nor the order of keys.
            let bare = |text: &str| text.replace(char::is_whitespace, "");
            assert_eq!(bare(&text), bare(&taken.text));
            let formatted = import::format(&scene.source, &taken.text).unwrap();
            assert_eq!(formatted, taken.text);
        }
        assert!(plan.left.keys().all(|path| path.contains("conformance")));
        assert_eq!(scene.import(), Outcome::Unchanged);
    }
}

/// So a file of ours comes out as it went in, and lies where import would put it.
#[test]
fn our_own_releases_are_as_import_would_have_them() {
    let schemas = workspace().join("schemas");
    let mut before = None;
    for release in ["draft"].into_iter().chain(released()) {
        let plan = import::plan(&schemas.join(release), None, &schemas).unwrap();
        assert_eq!(plan.state, State::Same, "{}", plan.difference);
        assert_eq!(plan.release.to_string(), release);
        assert!(plan.left.is_empty(), "{plan}");
        assert_eq!(plan.predecessor, before);
        before = Some(plan.release);
    }
}

#[test]
fn what_differs_is_shown_and_replaced_by_force_alone() {
    let scene = Scene::with_cake();
    assert_eq!(scene.import(), Outcome::Created);
    let report = import::write(&scene.plan(None).unwrap(), false).unwrap();
    assert_eq!(report.outcome, Outcome::Unchanged);
    let folder = scene.schemas.join("9.9.9");
    assert_eq!(
        report.to_string(),
        format!("{} is as it was", folder.display())
    );

    let baked = folder.join("cake/baked.json");
    let text = fs::read_to_string(&baked).unwrap();
    fs::write(&baked, text.replace("\"const\"", "\"enum\"")).unwrap();
    fs::remove_file(folder.join("definitions.json")).unwrap();
    write(&folder.join("cake/eaten.json"), "{}");
    let plan = scene.plan(None).unwrap();
    assert_eq!(plan.state, State::Differs);
    let shown = plan.difference.to_string();
    for line in [
        "added definitions.json",
        "removed cake/eaten.json",
        "changed cake/baked.json (-1 +1 lines)",
        "    -          \"enum\": \"dev.cdevents.cake.baked.1.0.0\"",
        "    +          \"const\": \"dev.cdevents.cake.baked.1.0.0\"",
        "1 added, 1 removed, 1 changed, 0 unchanged",
    ] {
        assert!(shown.lines().any(|it| it == line), "{line}: {shown}");
    }
    scene.assert_fails(None, "schemas/9.9.9", "", "`--force` replaces it");

    let report = import::write(&plan, true).unwrap();
    assert_eq!((report.outcome, report.leftover), (Outcome::Replaced, None));
    let expected = [
        "9.9.9/",
        "9.9.9/cake/",
        "9.9.9/cake/baked.json",
        "9.9.9/definitions.json",
    ];
    assert_eq!(paths(&scene.schemas), expected.map(str::to_owned).into());
    assert_eq!(fs::read_to_string(&baked).unwrap(), text);
    let error = import::write(&plan, true).unwrap_err();
    assert_eq!(error.reason(), "has changed meanwhile; import once more");
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
    assert_eq!(shown.matches("further lines").count(), 10, "{shown}");
    assert_eq!(shown.matches("changed cake/").count(), 12);
}

#[test]
fn files_are_told_by_what_they_hold() {
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
    scene.write("README.md", "");
    scene.write("noname", [0xff]);
    // Neither is looked into.
    scene.write(".git/a.json", "{");
    scene.write("node_modules/a.json", "{");
    let plan = scene.plan(None).unwrap();
    let taken: Vec<_> = plan
        .taken
        .iter()
        .map(|it| (it.from.as_str(), it.to.as_str()))
        .collect();
    let expected = [
        ("a.json", "links/start.json"),
        ("b/c/d.json", "links/part.json"),
        ("conformance/x.JSON", "custom.json"),
        ("schemas/cakebaked.json", "cake/baked.json"),
        ("schemas/definitions.json", "definitions.json"),
    ];
    assert_eq!(taken, expected);
    let shown = plan.to_string();
    for line in [
        "Release 9.9.9, from",
        "took b/c/d.json               as links/part.json",
        "left .git/: a folder that is not looked into",
        "left conformance/ (2 files): an event, no schema",
        "left cspell.json: no schema, but data, described by https://cspell.org/it",
        "left list.json: no schema",
        "left node_modules/: a folder that is not looked into",
        "left package.json: no schema",
        "left 2 that are not named .json",
        "took 5, left 9",
    ] {
        assert!(
            shown.lines().any(|it| it.starts_with(line)),
            "{line}: {shown}"
        );
    }
    assert_eq!(scene.import(), Outcome::Created);
}
