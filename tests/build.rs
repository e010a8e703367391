//! Turns the Rust examples, which are function bodies, into functions that a test can call.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("../cdevents-generated/examples");
    println!("cargo::rerun-if-changed={}", folder.display());
    let (mut list, mut functions) = (String::new(), String::new());
    let mut releases = entries(folder)?;
    releases.retain(|name| folder.join(name).is_dir());
    releases.sort_by_key(|name| version(name));
    // Releases share the bodies of earlier ones.
    let mut bodies = BTreeMap::new();
    for release in releases {
        let files = entries(&folder.join(&release))?;
        for file in &files {
            if let Some(event) = file.strip_suffix(".rs") {
                let body = fs::read_to_string(folder.join(&release).join(file))?;
                bodies.insert(event.to_owned(), body);
            }
        }
        for event in files
            .iter()
            .filter_map(|file| file.strip_suffix(".minimal.json"))
        {
            let missing = || format!("{release}/{event} has no Rust example");
            let body = bodies.get(event).ok_or_else(missing)?;
            let name = format!("r{release}_{event}").replace(['.', '-'], "_");
            writeln!(list, "    (\"{release}/{event}\", {name}),")?;
            let import = format!("use cdevents_generated::{}::*;", module(&release));
            let result = "Result<Vec<u8>, Box<dyn std::error::Error>>";
            writeln!(
                functions,
                "fn {name}() -> {result} {{\n{import}\n{body}Ok(json.into_bytes())\n}}"
            )?;
        }
    }
    let head = "/// The examples by path.\npub(crate) const ALL: &[(&str, super::Example)] = &[";
    let path = Path::new(&env::var("OUT_DIR")?).join("rust_examples.rs");
    fs::write(path, format!("{head}\n{list}];\n{functions}"))?;
    Ok(())
}

/// Returns what releases are sorted by: their numbers, and whether they are out. The draft has no numbers.
fn version(release: &str) -> (Vec<u64>, bool) {
    let (numbers, suffix) = release.split_once('-').unwrap_or((release, ""));
    let numbers = numbers.split('.');
    let numbers = numbers.filter_map(|number| number.parse().ok());
    (numbers.collect(), suffix.is_empty())
}

/// Returns the module of a release.
fn module(release: &str) -> String {
    if release == "draft" {
        release.to_owned()
    } else {
        format!("v{}", release.replace(['.', '-'], "_"))
    }
}

/// Returns the names of a folder's entries, sorted.
fn entries(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        names.push(
            name.into_string()
                .map_err(|name| format!("{}", name.display()))?,
        );
    }
    names.sort();
    Ok(names)
}
