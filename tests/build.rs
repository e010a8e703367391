//! Turns the Rust examples, which are function bodies, into functions that a test can call.

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
    for release in releases {
        for file in entries(&folder.join(&release))? {
            let Some(event) = file.strip_suffix(".rs") else {
                continue;
            };
            let body = fs::read_to_string(folder.join(&release).join(&file))?;
            let name = format!("r{release}_{event}").replace(['.', '-'], "_");
            writeln!(list, "    (\"{release}/{event}\", {name}),")?;
            let result = "Result<Vec<u8>, Box<dyn std::error::Error>>";
            writeln!(
                functions,
                "fn {name}() -> {result} {{\n{body}Ok(json.into_bytes())\n}}"
            )?;
        }
    }
    let head = "/// The examples by path.\npub(crate) const ALL: &[(&str, super::Example)] = &[";
    let path = Path::new(&env::var("OUT_DIR")?).join("rust_examples.rs");
    fs::write(path, format!("{head}\n{list}];\n{functions}"))?;
    Ok(())
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
