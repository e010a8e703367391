//! The packages for crates.io contain only the needed files, and have all metadata.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use cdevents_codegen::EXAMPLES_FOLDER;
use cdevents_generated::Release;
use cdevents_tests::{output, workspace};

const CRATES: [&str; 2] = ["cdevents-codegen", "cdevents-generated"];

/// The maximum size of an unpacked package, for each release of the specification.
const MOST_BYTES: usize = 150_000;

/// Runs cargo and returns its standard output.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(workspace())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The examples that the docs of the runtime include.
const INCLUDED: [&str; 3] = [
    "examples/0.3.0/build-started.minimal.json",
    "examples/0.5.1/build-started.minimal.json",
    "examples/0.5.1/service-deployed.minimal.json",
];

/// Returns the generated examples that the docs include: those in Rust, and [`INCLUDED`].
fn examples() -> Vec<String> {
    let files = output().keys();
    let folder = format!("{EXAMPLES_FOLDER}/");
    let examples = files.filter(|file| file.starts_with(&folder) && is_included(file));
    examples.cloned().collect()
}

fn is_included(example: &str) -> bool {
    let extension = Path::new(example).extension();
    let is_named = INCLUDED.iter().any(|name| example.ends_with(name));
    is_named || extension.is_some_and(|name| name == "rs")
}

#[test]
fn a_package_has_only_its_sources_readme_and_license() {
    // Cargo adds these files itself.
    const ADDED: [&str; 4] = [
        ".cargo_vcs_info.json",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
    ];
    for package in CRATES {
        let list = cargo(&["package", "--list", "--allow-dirty", "--package", package]);
        let listed = list.lines().filter(|file| !ADDED.contains(file));
        // The docs include Rust examples, and subjects and Markdown files in `src`.
        let is_source = |file: &&str| {
            let extension = Path::new(file).extension().and_then(|name| name.to_str());
            let is_example = is_included(file);
            let is_subject = file.starts_with("src/generated/subjects/");
            let is_source = is_subject || extension == Some("rs") || extension == Some("md");
            let is_test = package == "cdevents-generated" && file.ends_with("/tests.rs");
            file.starts_with("src/") && is_source && !is_test
                || file.starts_with("examples/") && is_example
        };
        let (sources, others): (Vec<_>, Vec<_>) = listed.partition(is_source);
        assert_eq!(others, ["LICENSE", "README.md"], "{package}");
        let packaged = sources.iter().filter(|file| file.starts_with("examples/"));
        let packaged: BTreeSet<_> = packaged.map(|file| (*file).to_owned()).collect();
        let expected = if package == "cdevents-generated" {
            examples().into_iter().collect()
        } else {
            BTreeSet::new()
        };
        assert_eq!(packaged, expected, "{package}");
        let folder = workspace().join(package);
        let length = |file: &&str| fs::metadata(folder.join(file)).unwrap().len();
        let bytes: u64 = sources.iter().chain(&others).map(length).sum();
        let most = u64::try_from(MOST_BYTES * Release::ALL.len()).unwrap();
        assert!(bytes < most, "{package} has {bytes} bytes");
        let license = |folder: &Path| fs::read(folder.join("LICENSE")).unwrap();
        assert_eq!(license(&folder), license(&workspace()), "{package}");
    }
}

#[test]
fn a_package_has_all_metadata_that_crates_io_shows() {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    for name in CRATES {
        let packages = metadata["packages"].as_array().unwrap();
        let package = packages
            .iter()
            .find(|package| package["name"] == name)
            .unwrap();
        for field in [
            "description",
            "documentation",
            "license",
            "readme",
            "repository",
            "rust_version",
        ] {
            assert!(package[field].is_string(), "{name}: {field}");
        }
        let count = |field: &str| package[field].as_array().unwrap().len();
        assert!((1..=5).contains(&count("keywords")), "{name}");
        assert!((1..=5).contains(&count("categories")), "{name}");
        assert_eq!(
            package["metadata"]["docs"]["rs"]["all-features"], true,
            "{name}"
        );
    }
}

#[test]
fn links_of_a_packages_readme_are_absolute() {
    for package in CRATES {
        let readme = fs::read_to_string(workspace().join(package).join("README.md")).unwrap();
        let links: Vec<_> = readme.split("](").skip(1).collect();
        assert!(links.len() > 2, "{package}");
        for link in links {
            assert!(link.starts_with("https://"), "{package}: {link}");
        }
    }
}
