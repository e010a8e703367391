//! A release is taken in from a checkout: told by what its files hold, laid out, written as ours are,
//! wholly or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cdevents_codegen::import::{self, Outcome, Plan, State};
use cdevents_codegen::model::ReleaseName;
use cdevents_codegen::{CORRECTIONS_FILE, Error, Files, generate_from, lower, read_folder};
use cdevents_generated::Release;
use cdevents_tests::models::without_words;
use cdevents_tests::{folders, upstream, workspace};
use serde_json::{Value, json};
use tempfile::TempDir;

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
        scene.write(
            "schemas/cakebaked.json",
            &cake("9.9.9", "baked").to_string(),
        );
        scene.write("schemas/definitions.json", &definitions().to_string());
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
    let model = |files: &Files| without_words(lower(files).unwrap());
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
        // The tables follow the `$ref`s, which ours have more of.
        if path != "src/generated/tables.rs" {
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
    for release in ["draft"].into_iter().chain(released()) {
        let plan = import::plan(&schemas.join(release), None, &schemas).unwrap();
        assert_eq!(plan.state, State::Same, "{}", plan.difference);
        assert_eq!(plan.release.to_string(), release);
        assert!(plan.left.is_empty(), "{plan}");
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

#[test]
fn ids_name_the_release_and_must_agree() {
    let scene = Scene::with_cake();
    scene.assert_fails(
        Some("9.9.8"),
        "cakebaked.json",
        "/$id",
        "names release 9.9.9, and not 9.9.8",
    );
    scene.assert_fails(
        Some("draft"),
        "cakebaked.json",
        "/$id",
        "names release 9.9.9, and not draft",
    );
    assert_eq!(scene.plan(Some("9.9.9")).unwrap().not_yet, None);

    scene.write("schemas/cakeeaten.json", cake("9.9.8", "eaten").to_string());
    let reason = "names release 9.9.8, but 2 files, such as ";
    scene.assert_fails(None, "schemas/cakeeaten.json", "/$id", reason);
    scene.assert_fails(Some("9.9.9"), "schemas/cakeeaten.json", "/$id", reason);
    // A wrong `$id` can be corrected.
    let correction = "[[correction]]\nrelease = \"9.9.9\"\nproblem = \"p\"\nreason = \"r\"\nissue = \"i\"\n\
        documents = [\"https://cdevents.dev/9.9.8/schema/cake-eaten-event\"]\npointer = \"/$id\"\n\
        found = \"https://cdevents.dev/9.9.8/schema/cake-eaten-event\"\n\
        replacement = \"https://cdevents.dev/9.9.9/schema/cake-eaten-event\"\n";
    fs::write(scene.schemas.join(CORRECTIONS_FILE), correction).unwrap();
    let plan = scene.plan(Some("9.9.9")).unwrap();
    assert!(plan.taken.iter().any(|it| it.to == "cake/eaten.json"));

    let scene = Scene::new();
    let mut nameless = cake("9.9.9", "baked");
    nameless["$id"] = json!("https://cdevents.dev/schema/cake-baked-event");
    nameless["properties"]["subject"] = json!({});
    scene.write("a.json", nameless.to_string());
    scene.assert_fails(
        None,
        "spec",
        "",
        "no `$id` names the release; say its name: `--release`",
    );
    assert_eq!(
        scene.plan(Some("1.2.3")).unwrap().folder,
        scene.schemas.join("1.2.3")
    );
}

/// The specification's main branch says `0.6.0-draft` until 0.6.0 is out.
#[test]
fn a_release_that_is_not_out_yet_needs_its_name() {
    let scene = Scene::new();
    folders::copy(&workspace().join("schemas"), &scene.schemas);
    for (path, text) in &read_folder(&workspace().join("schemas/0.5.1"))
        .unwrap()
        .texts
    {
        scene.write(path, text.replace("/0.5.1/", "/99.0.0-draft/"));
    }
    let reason = "names no release: `99.0.0-draft` is neither `draft` nor a version such as `0.5.1`; \
                  if it is what will be release 99.0.0, say so: `--release 99.0.0`";
    scene.assert_fails(None, "spec/artifact/deleted.json", "/$id", reason);
    scene.assert_fails(
        Some("98.0.0"),
        "deleted.json",
        "/$id",
        "names release 99.0.0-draft, and not 98",
    );
    scene.assert_fails(Some("9.0.0"), "deleted.json", "/$id", "and not 9.0.0");
    let plan = scene.plan(Some("99.0.0")).unwrap();
    assert_eq!(plan.not_yet.as_deref(), Some("99.0.0-draft"));
    assert!(
        plan.to_string()
            .contains("note: the `$id`s say 99.0.0-draft"),
        "{plan}"
    );
    assert_eq!(
        plan.predecessor
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("0.5.1")
    );
    import::write(&plan, false).unwrap();
    let model = lower(&read_folder(&scene.schemas).unwrap()).unwrap();
    let newest = model.releases.last().unwrap();
    assert_eq!(
        (newest.name.to_string().as_str(), newest.events.len()),
        ("99.0.0", 45)
    );
}

#[test]
fn what_is_referred_to_must_be_there_or_corrected() {
    let scene = Scene::with_cake();
    fs::remove_file(scene.source.join("schemas/definitions.json")).unwrap();
    let pointer = "/properties/subject/properties/content/$ref";
    let reason = "`definitions` dangles: no document has the `$id` \
                  https://cdevents.dev/9.9.9/schema/definitions; is the checkout in ";
    scene.assert_fails(None, "schemas/cakebaked.json", pointer, reason);
    scene.assert_fails(
        None,
        "schemas/cakebaked.json",
        pointer,
        "a correction in corrections.toml first",
    );

    let correction = format!(
        "[[correction]]\nrelease = \"9.9.9\"\nproblem = \"p\"\nreason = \"r\"\nissue = \"i\"\n\
         documents = [\"https://cdevents.dev/9.9.9/schema/cake-baked-event\"]\n\
         pointer = \"{pointer}\"\nfound = \"definitions#/$defs/content\"\n"
    );
    fs::write(scene.schemas.join(CORRECTIONS_FILE), &correction).unwrap();
    let plan = scene.plan(None).unwrap();
    // It is imported as it is: the correction is made when it is read.
    assert!(plan.taken[0].text.contains("definitions#/$defs/content"));

    let other = correction.replace("cake-baked", "cake-eaten");
    fs::write(scene.schemas.join(CORRECTIONS_FILE), other).unwrap();
    scene.assert_fails(
        None,
        CORRECTIONS_FILE,
        "/correction/0/documents/0",
        "not whole?",
    );
    fs::write(scene.schemas.join(CORRECTIONS_FILE), "correction = 7").unwrap();
    scene.assert_fails(None, CORRECTIONS_FILE, "", "is not a list of corrections");
}

/// Properties may be called as keywords are, and values may look like references.
#[test]
fn only_references_are_followed() {
    let scene = Scene::with_cake();
    let mut schema = cake("9.9.9", "eaten");
    schema["examples"] = json!([{ "$ref": "no" }]);
    schema["properties"]["$ref"] = json!({ "const": { "$ref": "no" } });
    scene.write("a.json", schema.to_string());
    scene.plan(None).unwrap();
    schema["properties"]["examples"] = json!({ "anyOf": [{ "$ref": "no" }] });
    scene.write("a.json", schema.to_string());
    scene.assert_fails(
        None,
        "a.json",
        "/properties/examples/anyOf/0/$ref",
        "`no` dangles",
    );
    schema["properties"]["examples"] = json!({ "$ref": 7 });
    scene.write("a.json", schema.to_string());
    scene.assert_fails(
        None,
        "a.json",
        "/properties/examples/$ref",
        "must be a string",
    );
}

#[test]
fn a_folder_without_a_release_is_an_error() {
    let scene = Scene::new();
    scene.assert_fails(None, "spec", "", "no schema is below this folder");
    scene.write("definitions.json", definitions().to_string());
    scene.assert_fails(None, "spec", "", "no event's schema is below this folder");
    let nowhere = scene.source.join("nowhere");
    let error = import::plan(&nowhere, None, &scene.schemas).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{}: no such folder", nowhere.display())
    );
    let error = import::plan(&scene.source, None, &nowhere).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{}: no such folder", nowhere.display())
    );
}

#[test]
fn a_file_that_can_not_be_read_is_an_error() {
    let scene = Scene::with_cake();
    scene.write("a.json", [b'"', 0xff, b'"']);
    scene.assert_fails(
        None,
        "spec/a.json",
        "",
        "can't be read: stream did not contain valid UTF-8",
    );
    scene.write("a.json", "{ \"a\": }");
    scene.assert_fails(
        None,
        "spec/a.json",
        "",
        "is not JSON: expected value at line 1 column 8",
    );
    let twice = cake("9.9.9", "eaten").to_string();
    scene.write(
        "a.json",
        twice.replacen('{', "{ \"type\": \"object\", \"type\": 7, ", 1),
    );
    scene.assert_fails(None, "spec/a.json", "/type", "stands here twice");
    #[cfg(unix)]
    {
        fs::remove_file(scene.source.join("a.json")).unwrap();
        std::os::unix::fs::symlink("gone.json", scene.source.join("a.json")).unwrap();
        scene.assert_fails(None, "spec/a.json", "", "can't be read: No such file");
    }
}

#[test]
fn a_schema_that_is_not_as_all_are_is_an_error() {
    let edits: [(&str, Value, &str, &str); 5] = [
        (
            "$schema",
            json!("http://json-schema.org/draft-07/schema#"),
            "/$schema",
            "only the dialect",
        ),
        ("$schema", Value::Null, "/$schema", "only the dialect"),
        ("$id", json!("cake"), "/$id", "is not an absolute URI"),
        (
            "$id",
            json!("https://cdevents.dev/9.9.9/schema/definitions"),
            "/$id",
            "is the `$id` of",
        ),
        (
            "properties",
            json!({ "context": { "properties": { "type": { "const": "no" } } }, "subject": {} }),
            "/properties/context/properties/type/const",
            "`no` is no event type",
        ),
    ];
    for (key, value, pointer, reason) in edits {
        let scene = Scene::with_cake();
        let mut schema = cake("9.9.9", "eaten");
        schema[key] = value;
        scene.write("z.json", schema.to_string());
        scene.assert_fails(None, "spec/z.json", pointer, reason);
    }
    for key in ["$schema", "$id"] {
        let scene = Scene::with_cake();
        let mut schema = cake("9.9.9", "eaten");
        schema.as_object_mut().unwrap().remove(key);
        scene.write("z.json", schema.to_string());
        let reason = if key == "$id" {
            "has no `$id`"
        } else {
            "says no dialect"
        };
        scene.assert_fails(None, "spec/z.json", "", reason);
    }
}

#[test]
fn two_schemas_on_one_path_are_an_error() {
    let scene = Scene::with_cake();
    let mut again = cake("9.9.9", "baked");
    again["$id"] = json!("https://cdevents.dev/9.9.9/schema/cake-baked-again-event");
    scene.write("z.json", again.to_string());
    let reason = "becomes cake/baked.json, and so does schemas/cakebaked.json";
    scene.assert_fails(None, "spec/z.json", "", reason);
    // Not every file system tells them apart.
    let mut capital = definitions();
    capital["$id"] = json!("https://cdevents.dev/9.9.9/schema/Definitions");
    scene.write("z.json", capital.to_string());
    scene.assert_fails(
        None,
        "spec/z.json",
        "",
        "becomes Definitions.json, and so does",
    );
}

#[test]
fn no_schema_is_put_outside_of_its_folder() {
    for name in ["../../x", "a//b", ".hidden", "a%2fb", "a%5Cb", ""] {
        let scene = Scene::with_cake();
        let mut schema = definitions();
        schema["$id"] = json!(format!("https://cdevents.dev/9.9.9/schema/{name}"));
        scene.write("z.json", schema.to_string());
        scene.assert_fails(None, "spec/z.json", "", "no file can be named `");
    }
    let scene = Scene::with_cake();
    let mut schema = cake("9.9.9", "eaten");
    schema["properties"]["context"]["properties"]["type"]["const"] = json!("dev.cdevents.a/b.c");
    scene.write("z.json", schema.to_string());
    scene.assert_fails(None, "spec/z.json", "", "no file can be named after `a/b`");
}

#[test]
fn what_can_not_be_written_leaves_all_as_it_was() {
    let scene = Scene::with_cake();
    fs::write(scene.schemas.join("9.9.9"), "").unwrap();
    scene.assert_fails(None, "schemas/9.9.9", "", "is in the way: it is no folder");
    fs::remove_file(scene.schemas.join("9.9.9")).unwrap();

    scene.import();
    let long = "x".repeat(300);
    scene.write("z.json", cake("9.9.9", &long).to_string());
    let plan = scene.plan(None).unwrap();
    let before = folders::contents(&scene.schemas);
    let error = import::write(&plan, true).unwrap_err();
    assert!(
        error.file().ends_with(format!("9.9.9/cake/{long}.json")),
        "{error}"
    );
    assert!(
        error
            .reason()
            .starts_with("can't be written: File name too long"),
        "{error}"
    );
    assert!(folders::contents(&scene.schemas) == before);
}
