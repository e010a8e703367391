//! `cargo xtask diff`.

use std::path::Path;

use cdevents_codegen::diff::{Diff, diff};
use cdevents_codegen::model::{Model, Release, ReleaseName};
use cdevents_codegen::{Files, lower, read_folder};

use crate::cli::DiffFormat;
use crate::workspace::workspace;
use xtask::output::{print, print_line, tell};

/// Compares two releases, each given by name or as a folder.
pub(crate) fn run(
    old: &str,
    new: &str,
    format: DiffFormat,
    fails_on_breaking: bool,
) -> Result<u8, String> {
    let diff = compared(old, new)?;
    if let Some(note) = order_note(&diff.old, &diff.new) {
        tell(note);
    }
    match format {
        DiffFormat::Text => print(diff.text())?,
        DiffFormat::Markdown => print(diff.markdown())?,
        DiffFormat::Json => {
            let json = serde_json::to_string_pretty(&diff);
            print_line(json.map_err(|error| error.to_string())?)?;
        }
    }
    Ok(u8::from(fails_on_breaking && diff.is_breaking()))
}

/// Returns a note if the newer release is given first, which may be a mistake.
fn order_note(old: &str, new: &str) -> Option<String> {
    let names: (ReleaseName, ReleaseName) = (old.parse().ok()?, new.parse().ok()?);
    (names.1 < names.0)
        .then(|| format!("note: {old} is newer than {new}; the older release should come first"))
}

fn compared(old: &str, new: &str) -> Result<Diff, String> {
    let own = read_folder(&workspace().join("schemas")).map_err(|error| error.to_string())?;
    let model = lower(&own).map_err(|error| error.to_string())?;
    let folder = |argument| folder(argument, &own, &model);
    let (old_folder, new_folder) = (folder(old)?, folder(new)?);
    Ok(diff(
        side(old, old_folder.as_ref().unwrap_or(&model))?,
        side(new, new_folder.as_ref().unwrap_or(&model))?,
    ))
}

/// Reads the folder that an argument names, unless it is the name of a release.
fn folder(argument: &str, own: &Files, model: &Model) -> Result<Option<Model>, String> {
    if argument.parse::<ReleaseName>().is_ok() {
        return Ok(None);
    }
    let path = Path::new(argument);
    if !path.is_dir() {
        return Err(format!(
            "`{argument}` is neither a release nor a folder; there are {}",
            releases(model)
        ));
    }
    let files = read_folder(path).map(|files| files.or_with_names_of(own));
    let model = files.and_then(|files| lower(&files));
    model.map(Some).map_err(|error| error.to_string())
}

/// Returns the names of all releases.
fn releases(model: &Model) -> String {
    let releases = model.releases.iter();
    let names = releases.map(|release| release.name.to_string());
    names.collect::<Vec<_>>().join(", ")
}

/// Returns the release that an argument names, or the only one of its folder.
fn side<'a>(argument: &str, model: &'a Model) -> Result<(&'a Model, &'a Release), String> {
    let Ok(name) = argument.parse::<ReleaseName>() else {
        return match model.releases.as_slice() {
            [release] => Ok((model, release)),
            _ => Err(format!(
                "{argument} has several releases: {}; pass the folder of one of them",
                releases(model)
            )),
        };
    };
    let mut found = model.releases.iter();
    match found.find(|release| release.name == name) {
        Some(release) => Ok((model, release)),
        None => Err(format!(
            "there is no release `{name}` in schemas/; there are {}",
            releases(model)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_release_in_first_place_is_noted() {
        for (old, new) in [("0.5.0", "0.4.1"), ("0.10.0", "0.9.0"), ("0.1.0", "draft")] {
            assert!(order_note(old, new).is_some(), "{old} {new}");
            assert_eq!(order_note(new, old), None);
        }
        assert_eq!(order_note("0.5.0", "0.5.0"), None);
    }
}
