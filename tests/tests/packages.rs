//! What goes to crates.io: only what is needed, with all that its page shows.

use std::fs;
use std::path::Path;
use std::process::Command;

use cdevents_codegen::{lower, read_folder};
use cdevents_tests::workspace;

const CRATES: [&str; 2] = ["cdevents-codegen", "cdevents-generated"];

/// No package may hold more than this, unpacked.
const MOST_BYTES: u64 = 1_500_000;

/// Runs cargo, and returns what it printed.
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

/// How many events there are in all releases, and so how many examples in JSON, and in Rust.
fn events() -> usize {
    let model = lower(&read_folder(&workspace().join("schemas")).unwrap()).unwrap();
    let releases = model.releases.iter();
    releases.map(|it| it.all_events().count()).sum()
}

#[test]
fn a_package_has_its_sources_its_page_and_its_license() {
    // Cargo writes these itself.
    const MADE: [&str; 4] = [
        ".cargo_vcs_info.json",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
    ];
    for package in CRATES {
        let list = cargo(&["package", "--list", "--allow-dirty", "--package", package]);
        let listed = list.lines().filter(|it| !MADE.contains(it));
        // The docs have the minimal examples and those in Rust, and pages stand beside the sources.
        let is_source = |it: &&str| {
            let extension = Path::new(it).extension().and_then(|it| it.to_str());
            let is_example = it.ends_with(".minimal.json") || extension == Some("rs");
            let is_source = extension == Some("rs") || extension == Some("md");
            it.starts_with("src/") && is_source || it.starts_with("examples/") && is_example
        };
        let (sources, others): (Vec<_>, Vec<_>) = listed.partition(is_source);
        assert_eq!(others, ["LICENSE", "README.md"], "{package}");
        let examples = sources.iter().filter(|it| it.starts_with("examples/"));
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
fn a_package_says_all_that_its_page_shows() {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    for name in CRATES {
        let packages = metadata["packages"].as_array().unwrap();
        let package = packages.iter().find(|it| it["name"] == name).unwrap();
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
