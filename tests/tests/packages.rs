//! The packages for crates.io contain only the needed files, and have all metadata.

use std::fs;
use std::path::Path;
use std::process::Command;

use cdevents_codegen::{lower, read_folder};
use cdevents_tests::workspace;

const CRATES: [&str; 2] = ["cdevents-codegen", "cdevents-generated"];

/// The maximum size of an unpacked package.
const MOST_BYTES: u64 = 1_500_000;

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

/// Returns the number of events in all releases. Each has a minimal JSON and a Rust example.
fn events() -> usize {
    let model = lower(&read_folder(&workspace().join("schemas")).unwrap()).unwrap();
    let releases = model.releases.iter();
    releases.map(|release| release.all_events().count()).sum()
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
        // The docs include the minimal and the Rust examples, and Markdown files in `src`.
        let is_source = |file: &&str| {
            let extension = Path::new(file).extension().and_then(|name| name.to_str());
            let is_example = file.ends_with(".minimal.json") || extension == Some("rs");
            let is_source = extension == Some("rs") || extension == Some("md");
            file.starts_with("src/") && is_source || file.starts_with("examples/") && is_example
        };
        let (sources, others): (Vec<_>, Vec<_>) = listed.partition(is_source);
        assert_eq!(others, ["LICENSE", "README.md"], "{package}");
        let examples = sources.iter().filter(|file| file.starts_with("examples/"));
        let expected = if package == "cdevents-generated" {
            2 * events()
        } else {
            0
        };
        assert_eq!(examples.count(), expected, "{package}");
        let folder = workspace().join(package);
        let length = |file: &&str| fs::metadata(folder.join(file)).unwrap().len();
        let bytes: u64 = sources.iter().chain(&others).map(length).sum();
        assert!(bytes < MOST_BYTES, "{package} has {bytes} bytes");
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
