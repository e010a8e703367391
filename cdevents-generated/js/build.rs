//! Lists the complete examples of all events, so that the module has them.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples");

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={EXAMPLES}");
    let mut list = String::from("&[\n");
    for release in entries(Path::new(EXAMPLES))? {
        if !release.is_dir() {
            continue;
        }
        for file in entries(&release)? {
            let path = fs::canonicalize(&file)?;
            let stem = |path: &Path| Some(path.file_stem()?.to_str()?.to_owned());
            let is_json = file
                .extension()
                .is_some_and(|extension| extension == "json");
            // Minimal examples end in `.minimal.json`.
            if let Some(name) = stem(&file).filter(|name| is_json && !name.contains('.')) {
                let release = release.file_name().unwrap_or_default();
                let [release, path] = [release, path.as_os_str()].map(OsStr::to_string_lossy);
                writeln!(list, "({release:?}, {name:?}, include_str!({path:?})),")
                    .map_err(io::Error::other)?;
            }
        }
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("examples.rs"), list)
}

/// Returns the paths in a folder, sorted.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths: io::Result<Vec<_>> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect();
    let mut paths = paths?;
    paths.sort();
    Ok(paths)
}
