//! Importing a faulty checkout: the error names the file, the JSON Pointer and the reason, and nothing
//! changes.

use std::fs;

use cdevents_codegen::model::Release;
use cdevents_codegen::{CORRECTIONS_FILE, lower, read_folder};
use cdevents_tests::{folders, workspace};
use serde_json::{Value, json};
use xtask::import::{self, Outcome};

use super::{DIALECT, Scene, cake, definitions, write};

#[test]
fn ids_name_the_release_and_must_agree() {
    let scene = Scene::with_cake();
    scene.assert_fails(
        Some("9.9.8"),
        "cakebaked.json",
        "/$id",
        "expected release 9.9.8, found 9.9.9",
    );
    scene.assert_fails(
        Some("draft"),
        "cakebaked.json",
        "/$id",
        "expected release draft, found 9.9.9",
    );
    scene.assert_fails(
        Some("9.9.0"),
        "cakebaked.json",
        "/$id",
        "expected release 9.9.0,",
    );
    scene.assert_fails(
        Some("9.9.99"),
        "cakebaked.json",
        "/$id",
        "expected release 9.9.99,",
    );
    assert_eq!(scene.plan(Some("9.9.9")).unwrap().prerelease, None);

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
    assert!(plan.files.iter().any(|file| file.to == "cake/eaten.json"));

    // A version that only starts like another one is different.
    let scene = Scene::new();
    let mut longer = cake("9.9.90", "baked");
    longer["properties"]["subject"] = json!({});
    scene.write("a.json", longer.to_string());
    scene.assert_fails(
        Some("9.9.9"),
        "a.json",
        "/$id",
        "expected release 9.9.9, found 9.9.90",
    );

    let scene = Scene::new();
    let mut nameless = cake("9.9.9", "baked");
    nameless["$id"] = json!("https://cdevents.dev/schema/cake-baked-event");
    nameless["properties"]["subject"] = json!({});
    scene.write("a.json", nameless.to_string());
    scene.assert_fails(
        None,
        "spec",
        "",
        "no `$id` names the release; name it with `--release`",
    );
    assert_eq!(
        scene.plan(Some("1.2.3")).unwrap().folder,
        scene.schemas.join("1.2.3")
    );
}

/// The specification's main branch names `0.6.0-draft` until 0.6.0 is out.
#[test]
fn a_prerelease_is_a_release_or_imported_as_the_one_to_come() {
    let scene = Scene::new();
    folders::copy(&workspace().join("schemas"), &scene.schemas);
    let before = lower(&read_folder(&scene.schemas).unwrap()).unwrap();
    for (path, text) in &read_folder(&workspace().join("schemas/0.5.1"))
        .unwrap()
        .texts
    {
        scene.write(path, text.replace("/0.5.1/", "/99.0.0-draft/"));
    }
    let plan = scene.plan(None).unwrap();
    assert_eq!(plan.release.to_string(), "99.0.0-draft");
    assert_eq!(plan.prerelease, None);
    assert_eq!(plan.folder, scene.schemas.join("99.0.0-draft"));
    scene.assert_fails(
        Some("98.0.0"),
        "deleted.json",
        "/$id",
        "expected release 98.0.0, found 99.0.0-draft",
    );
    scene.assert_fails(
        Some("9.0.0"),
        "deleted.json",
        "/$id",
        "expected release 9.0.0,",
    );
    let plan = scene.plan(Some("99.0.0")).unwrap();
    assert_eq!(plan.prerelease.as_deref(), Some("99.0.0-draft"));
    assert!(
        plan.to_string()
            .contains("note: the `$id`s name 99.0.0-draft"),
        "{plan}"
    );
    let predecessor = before.releases.last().map(|release| &release.name);
    assert_eq!(plan.predecessor.as_ref(), predecessor);
    import::write(&plan, false).unwrap();
    let model = lower(&read_folder(&scene.schemas).unwrap()).unwrap();
    let newest = model.releases.last().unwrap();
    assert_eq!(newest.name.to_string(), "99.0.0");
    let types = |release: &Release| -> Vec<_> {
        let events = release.events.iter();
        events.map(|event| event.event_type.clone()).collect()
    };
    let mut releases = before.releases.iter();
    let copied = releases.find(|release| release.name.to_string() == "0.5.1");
    assert_eq!(types(newest), types(copied.unwrap()));
}

#[test]
fn a_version_with_build_metadata_names_no_release() {
    let scene = Scene::new();
    for (path, text) in &read_folder(&workspace().join("schemas/0.5.1"))
        .unwrap()
        .texts
    {
        scene.write(path, text.replace("/0.5.1/", "/99.0.0+7/"));
    }
    let reason = "names no release: `99.0.0+7` is neither `draft` nor a version such as `0.5.1` or \
                  `0.6.0-draft`; to import it as release 99.0.0, pass `--release 99.0.0`";
    scene.assert_fails(None, "spec/artifact/deleted.json", "/$id", reason);
}

#[test]
fn a_dangling_reference_is_an_error_unless_corrected() {
    let scene = Scene::with_cake();
    fs::remove_file(scene.source.join("schemas/definitions.json")).unwrap();
    let pointer = "/properties/subject/properties/content/$ref";
    let reason = "`definitions` does not resolve: no document has the `$id` \
                  https://cdevents.dev/9.9.9/schema/definitions; complete the checkout in ";
    scene.assert_fails(None, "schemas/cakebaked.json", pointer, reason);
    scene.assert_fails(
        None,
        "schemas/cakebaked.json",
        pointer,
        "declare a correction in corrections.toml",
    );

    let correction = format!(
        "[[correction]]\nrelease = \"9.9.9\"\nproblem = \"p\"\nreason = \"r\"\nissue = \"i\"\n\
         documents = [\"https://cdevents.dev/9.9.9/schema/cake-baked-event\"]\n\
         pointer = \"{pointer}\"\nfound = \"definitions#/$defs/content\"\n"
    );
    fs::write(scene.schemas.join(CORRECTIONS_FILE), &correction).unwrap();
    let plan = scene.plan(None).unwrap();
    // The file is imported uncorrected; corrections are made when it is read.
    assert!(plan.files[0].text.contains("definitions#/$defs/content"));

    let other = correction.replace("cake-baked", "cake-eaten");
    fs::write(scene.schemas.join(CORRECTIONS_FILE), other).unwrap();
    scene.assert_fails(
        None,
        CORRECTIONS_FILE,
        "/correction/0/documents/0",
        "incomplete?",
    );
    fs::write(scene.schemas.join(CORRECTIONS_FILE), "correction = 7").unwrap();
    scene.assert_fails(
        None,
        CORRECTIONS_FILE,
        "",
        "is not a valid list of corrections",
    );
}

/// Corrections find such a schema by its path.
#[test]
fn a_schema_without_an_id_keeps_its_file_name() {
    let scene = Scene::with_cake();
    scene.write(
        "schemas/links/odd.json",
        json!({ "$schema": DIALECT, "required": ["a"] }).to_string(),
    );
    scene.write(
        "more/even.json",
        json!({ "$schema": DIALECT, "required": ["b"] }).to_string(),
    );
    let correction = |name: &str, id: &str| {
        format!(
            "[[correction]]\nrelease = \"9.9.9\"\nproblem = \"p\"\nreason = \"r\"\nissue = \"i\"\n\
         documents = [\"{name}\"]\npointer = \"/$id\"\n\
         replacement = \"https://cdevents.dev/9.9.9/schema/{id}\"\n"
        )
    };
    let corrections = correction("links/odd.json", "one") + &correction("even.json", "other");
    fs::write(scene.schemas.join(CORRECTIONS_FILE), corrections).unwrap();
    assert_eq!(scene.import(), Outcome::Created);
    let folder = scene.schemas.join("9.9.9");
    assert!(folder.join("links/odd.json").exists() && folder.join("even.json").exists());
    let corrected = cdevents_codegen::corrected(&read_folder(&scene.schemas).unwrap()).unwrap();
    assert!(corrected.iter().all(|document| document.id().is_some()));
}

/// Properties may have the names of keywords, and values may look like references.
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
        "`no` does not resolve",
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
    scene.assert_fails(None, "spec", "", "there is no schema in this folder");
    scene.write("definitions.json", definitions().to_string());
    scene.assert_fails(
        None,
        "spec",
        "",
        "there is no schema of an event in this folder",
    );
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
    let file = scene.source.join("definitions.json");
    let error = import::plan(&file, None, &scene.schemas).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{}: not a folder", file.display())
    );
}

/// Events may be removed, but an incomplete checkout looks the same.
#[test]
fn removed_events_are_noted() {
    let scene = Scene::with_cake();
    assert_eq!(scene.plan(None).unwrap().removed, Vec::<String>::new());
    let before = scene.schemas.join("9.9.8");
    write(
        &before.join("cake/baked.json"),
        cake("9.9.8", "baked").to_string(),
    );
    assert!(
        !scene
            .plan(None)
            .unwrap()
            .to_string()
            .contains("removed since")
    );
    write(&before.join("links/part.json"), "{}");
    for predicate in ["cut", "eaten"] {
        let path = before.join(format!("cake/{predicate}.json"));
        write(&path, cake("9.9.8", predicate).to_string());
    }
    let plan = scene.plan(None).unwrap();
    assert_eq!(plan.removed, ["cake/cut.json", "cake/eaten.json"]);
    let note = "\nnote: removed since 9.9.8: cake/cut.json, cake/eaten.json; check that the checkout is complete, and if an event has a new name, declare it with an `[[event]]` in upgrades.toml\n";
    assert!(plan.to_string().contains(note), "{plan}");
    for number in 0..10 {
        let path = before.join(format!("cake/lost{number}.json"));
        write(&path, cake("9.9.8", &format!("lost{number}")).to_string());
    }
    let plan = scene.plan(None).unwrap();
    assert!(
        plan.to_string()
            .contains("cake/lost7.json and 2 more; check"),
        "{plan}"
    );
    assert_eq!(scene.import(), Outcome::Created);
}

#[test]
fn an_unreadable_file_is_an_error() {
    let scene = Scene::with_cake();
    scene.write("a.json", [b'"', 0xff, b'"']);
    scene.assert_fails(
        None,
        "spec/a.json",
        "",
        "is not UTF-8 from byte 1 on; save it as UTF-8",
    );
    scene.write("a.json", "{ \"a\": }");
    scene.assert_fails(
        None,
        "spec/a.json",
        "",
        "is not JSON: expected value at line 1 column 8",
    );
    // The error names the first file, however the folder is listed.
    for name in ["d", "b", "f", "c", "e"] {
        scene.write(&format!("{name}.json"), "{");
        scene.assert_fails(None, "spec/a.json", "", "is not JSON");
    }
    for name in ["d", "b", "f", "c", "e"] {
        fs::remove_file(scene.source.join(format!("{name}.json"))).unwrap();
    }
    let twice = cake("9.9.9", "eaten").to_string();
    scene.write(
        "a.json",
        twice.replacen('{', "{ \"type\": \"object\", \"type\": 7, ", 1),
    );
    scene.assert_fails(None, "spec/a.json", "/type", "duplicate key");
    #[cfg(unix)]
    {
        fs::remove_file(scene.source.join("a.json")).unwrap();
        std::os::unix::fs::symlink("gone.json", scene.source.join("a.json")).unwrap();
        scene.assert_fails(None, "spec/a.json", "", "cannot be read: No such file");
    }
}

#[test]
fn an_unexpected_schema_is_an_error() {
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
            "is also the `$id` of",
        ),
        (
            "properties",
            json!({ "context": { "properties": { "type": { "const": "no" } } }, "subject": {} }),
            "/properties/context/properties/type/const",
            "`no` is not an event type",
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
            "does not name its dialect"
        };
        scene.assert_fails(None, "spec/z.json", "", reason);
    }
}

#[test]
fn two_schemas_with_one_path_are_an_error() {
    let scene = Scene::with_cake();
    let mut again = cake("9.9.9", "baked");
    again["$id"] = json!("https://cdevents.dev/9.9.9/schema/cake-baked-again-event");
    scene.write("z.json", again.to_string());
    let reason = "would be imported as cake/baked.json, like schemas/cakebaked.json";
    scene.assert_fails(None, "spec/z.json", "", reason);
    // Some file systems ignore case.
    let mut capital = definitions();
    capital["$id"] = json!("https://cdevents.dev/9.9.9/schema/Definitions");
    scene.write("z.json", capital.to_string());
    scene.assert_fails(
        None,
        "spec/z.json",
        "",
        "would be imported as Definitions.json, like ",
    );
}

#[test]
fn no_schema_is_written_outside_its_folder() {
    for name in ["../../x", "a//b", ".hidden", "a%2fb", "a%5Cb", ""] {
        let scene = Scene::with_cake();
        let mut schema = definitions();
        schema["$id"] = json!(format!("https://cdevents.dev/9.9.9/schema/{name}"));
        scene.write("z.json", schema.to_string());
        scene.assert_fails(None, "spec/z.json", "", "a file cannot be named `");
    }
    let scene = Scene::with_cake();
    let mut schema = cake("9.9.9", "eaten");
    schema["properties"]["context"]["properties"]["type"]["const"] = json!("dev.cdevents.a/b.c");
    scene.write("z.json", schema.to_string());
    scene.assert_fails(
        None,
        "spec/z.json",
        "",
        "a file cannot be named after `a/b`",
    );
}

#[test]
fn a_failed_write_changes_nothing() {
    let scene = Scene::with_cake();
    fs::write(scene.schemas.join("9.9.9"), "").unwrap();
    scene.assert_fails(None, "schemas/9.9.9", "", "is in the way: not a folder");
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
            .starts_with("cannot be written: File name too long"),
        "{error}"
    );
    assert!(folders::contents(&scene.schemas) == before);
}

/// `codegen` would refuse it, too.
#[test]
fn an_unknown_keyword_is_an_error_unless_it_is_declared_to_be_an_annotation() {
    let scene = Scene::with_cake();
    let mut schema = cake("9.9.9", "eaten");
    // A property may have the name of an unknown keyword, and `x-` marks annotations.
    schema["x-owner"] = json!({ "any": ["thing"] });
    schema["properties"]["reviewed"] = json!({ "default": { "reviewed": 1 } });
    scene.write("z.json", schema.to_string());
    scene.plan(None).unwrap();
    schema["properties"]["a/b"] = json!({ "anyOf": [true, { "reviewed": "2026" }] });
    scene.write("z.json", schema.to_string());
    let pointer = "/properties/a~1b/anyOf/1/reviewed";
    let line = "annotations = [\"reviewed\"]";
    scene.assert_fails(None, "spec/z.json", pointer, line);
    write(&scene.schemas.join(CORRECTIONS_FILE), line);
    let plan = scene.plan(None).unwrap();
    let mut files = plan.files.iter();
    assert!(files.any(|file| file.text.contains("\"2026\"")), "{plan}");
}
