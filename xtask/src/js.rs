//! Builds the npm package: the WebAssembly module, and the JavaScript around it.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// The package of the module. Its name in file names has underscores.
const CRATE: &str = "cdevents-js";

/// The name of the module in the npm package.
const MODULE: &str = "module";

/// The folder in Cargo's target folder that has the npm package.
const OUT: &str = "js";

/// Builds the npm package and returns its folder, in Cargo's target folder.
///
/// # Errors
/// Fails if the WebAssembly target isn't installed, the module doesn't compile, or a file cannot be
/// read or written.
pub fn build(workspace: &Path) -> Result<PathBuf, String> {
    check_target()?;
    let module = compile(workspace)?;
    // `target/wasm32-unknown-unknown/wasm/cdevents_js.wasm`
    let target = module.ancestors().nth(3).unwrap_or(workspace);
    let out = target.join(OUT);
    fs::create_dir_all(&out).map_err(failed("created", &out))?;
    // Files are moved from here in one step, so that no process reads a part of one.
    let new = tempfile::tempdir_in(&out).map_err(failed("created", &out))?;
    let package = workspace.join("cdevents-generated/js/package");
    let entries = fs::read_dir(&package).map_err(failed("read", &package))?;
    let files = entries.map(|entry| entry.map(|entry| entry.path()));
    let files: io::Result<Vec<_>> = files.collect();
    let license = workspace.join("LICENSE");
    for file in files
        .map_err(failed("read", &package))?
        .iter()
        .chain([&license])
    {
        let target = new.path().join(file.file_name().unwrap_or_default());
        fs::copy(file, target).map_err(failed("copied", file))?;
    }
    if !has_interface(&module, &out) {
        add_interface(&module, new.path())?;
    }
    for entry in fs::read_dir(new.path()).map_err(failed("read", new.path()))? {
        let file = entry.map_err(failed("read", new.path()))?;
        let target = out.join(file.file_name());
        fs::rename(file.path(), &target).map_err(failed("written", &target))?;
    }
    Ok(out)
}

/// Fails if the target's standard library isn't installed.
fn check_target() -> Result<(), String> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    let output = rustc
        .output()
        .map_err(|error| format!("rustc cannot be run: {error}"))?;
    let folder = String::from_utf8_lossy(&output.stdout);
    if output.status.success() && Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    Err(format!(
        "the target of the WebAssembly module is missing; install it with `rustup target add {TARGET}`"
    ))
}

/// Compiles the module and returns its file.
fn compile(workspace: &Path) -> Result<PathBuf, String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--locked", "--profile", "wasm"])
        .args(["--target", TARGET, "--package", CRATE])
        .arg("--message-format=json-render-diagnostics")
        .arg("--manifest-path")
        .arg(workspace.join("Cargo.toml"))
        .stderr(Stdio::inherit());
    // The build takes minutes, so people see its progress.
    if !io::stderr().is_terminal() {
        cargo.arg("--quiet");
    }
    let output = cargo
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        return Err("the WebAssembly module cannot be built".to_owned());
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let names = messages.filter_map(|message| message.get("filenames").cloned());
    let files = names.flat_map(|names| names.as_array().cloned().unwrap_or_default());
    let mut paths = files.filter_map(|file| file.as_str().map(PathBuf::from));
    paths
        .find(|path| path.extension() == Some(OsStr::new("wasm")))
        .ok_or_else(|| "cargo has built no WebAssembly module".to_owned())
}

/// Returns whether a folder has the module with its interface for JavaScript.
fn has_interface(module: &Path, folder: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    let built = modified(&folder.join(format!("{MODULE}_bg.wasm")));
    matches!((built, modified(module)), (Ok(built), Ok(compiled)) if built > compiled)
}

/// Adds the module with its interface for JavaScript to a folder.
fn add_interface(module: &Path, folder: &Path) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(MODULE);
    bindgen.typescript(false);
    bindgen
        .remove_name_section(true)
        .remove_producers_section(true);
    let generated = bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder));
    generated.map_err(|error| format!("{}: {error:#}", module.display()))
}

fn failed(action: &str, path: &Path) -> impl FnOnce(io::Error) -> String {
    let place = path.display().to_string();
    move |error| format!("{place}: cannot be {action}: {error}")
}
