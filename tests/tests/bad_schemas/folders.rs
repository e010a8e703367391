//! Mistakes in the folder of the schemas.

use cdevents_codegen::{generate, lower, read_folder};
use serde_json::json;

use super::{DEFINITIONS, DEPLOYED, assert_error, at, error, error_in, files};

#[test]
fn a_folder_that_is_not_a_release_is_an_error() {
    let error = error(|files| {
        let schema = files.texts.remove(DEPLOYED).unwrap();
        let schema = schema.replace("/0.5.1/", "/newest/");
        files
            .texts
            .insert("newest/deployed.json".to_owned(), schema);
    });
    assert_error(
        &error,
        "newest/deployed.json",
        "",
        "is not in the folder of a release",
    );
}

#[test]
fn two_releases_in_one_folder_are_an_error() {
    let error = error(|files| {
        for release in ["0.5.0", "0.5.1"] {
            let path = format!("{release}/service/deployed.json");
            let schema = files.texts.remove(&path).unwrap();
            files.texts.insert(format!("newest/{release}.json"), schema);
        }
    });
    let reason = "put each in a folder named after its release";
    assert_error(&error, "newest/0.5.1.json", "/$id", reason);
    assert!(
        error.reason().starts_with("belongs to release 0.5.1, but "),
        "{error}"
    );
}

#[test]
fn a_folder_without_schemas_is_an_error() {
    let error = error(|files| files.texts.retain(|path, _| path == "names.toml"));
    assert_error(
        &error,
        "schemas",
        "",
        "this folder contains no schema of an event",
    );
    let error = generate("no/such/folder".as_ref()).unwrap_err();
    assert_error(&error, "no/such/folder", "", "cannot be read");
}

/// A specification has glossaries, registries and other data beside its schemas.
#[test]
fn json_that_is_no_schema_is_left_out() {
    let release = DEPLOYED.split('/').next().unwrap();
    let mut files = files();
    let expected = lower(&files).unwrap();
    for (name, value) in [
        (
            "term",
            json!({ "$id": "https://example.com/term", "term": "cake", "required": true }),
        ),
        (
            "registry",
            json!({ "$id": "https://example.com/terms", "items": [{ "name": "cake" }] }),
        ),
        ("data", json!({ "properties": ["a", "b"] })),
        ("list", json!([1, 2])),
    ] {
        let path = format!("{release}/data/{name}.json");
        files.texts.insert(path, value.to_string());
    }
    assert_eq!(lower(&files).unwrap(), expected);
}

#[cfg(unix)]
#[test]
fn hidden_files_are_not_read_and_a_link_to_a_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let hidden = folder.path().join(".import-9.9.9-a");
    std::fs::create_dir(&hidden).unwrap();
    std::fs::write(hidden.join("a.json"), "{").unwrap();
    std::fs::write(folder.path().join(".b.json"), "{").unwrap();
    std::fs::write(folder.path().join("c.json"), "\u{feff}{}").unwrap();
    let texts = read_folder(folder.path()).unwrap().texts;
    assert_eq!(texts, [("c.json".to_owned(), "{}".to_owned())].into());
    let link = folder.path().join("loop");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    let error = read_folder(folder.path()).unwrap_err();
    assert_eq!(error.file(), link);
    assert!(
        error.reason().contains("a symbolic link to a folder"),
        "{error}"
    );
}

#[test]
fn unused_definitions_and_documents_are_errors() {
    let error = error_in(DEFINITIONS, |schema| {
        at(schema, "/$defs")["forgotten"] = json!({"type": "string"});
    });
    assert_error(
        &error,
        DEFINITIONS,
        "/$defs/forgotten",
        "no `$ref` leads here",
    );
    // Without `subject`, the document is no event, and nothing else uses it.
    let error = error_in(DEPLOYED, |schema| {
        at(schema, "/properties")
            .as_object_mut()
            .unwrap()
            .remove("subject");
    });
    assert_error(
        &error,
        DEPLOYED,
        "",
        "is not the schema of an event, a custom event or a link",
    );
}

#[test]
fn two_releases_with_one_name_in_rust_are_an_error() {
    let error = error(|files| {
        for release in ["0.6.0-rc.1", "0.6.0-rc1"] {
            for (path, text) in files.texts.clone() {
                if let Some(path) = path.strip_prefix("0.5.1/") {
                    let text = text.replace("/0.5.1/", &format!("/{release}/"));
                    files.texts.insert(format!("{release}/{path}"), text);
                }
            }
        }
    });
    let reason = "is of release 0.6.0-rc1, which has the same name in Rust as release 0.6.0-rc.1";
    assert_error(&error, "0.6.0-rc1/artifact/deleted.json", "", reason);
}
