//! `cargo xtask diff`.

use std::path::Path;
use std::process::ExitCode;

use cdevents_codegen::diff::{Diff, diff};
use cdevents_codegen::model::{Model, Release, ReleaseName};
use cdevents_codegen::{Error, Files, lower, read_folder};

use crate::DiffFormat;
use crate::output::{print, print_line, tell};
use crate::workspace::workspace;

/// Compares two releases, each the name of one in `schemas/`, or a folder.
pub(crate) fn run(old: &str, new: &str, format: DiffFormat, fails_on_breaking: bool) -> ExitCode {
    let diff = match compared(old, new) {
        Ok(diff) => diff,
        Err(error) => {
            tell(format_args!("error: {error}"));
            return ExitCode::from(2);
        }
    };
    if let Some(note) = backwards(&diff.old, &diff.new) {
        tell(note);
    }
    let written = match format {
        DiffFormat::Text => print(diff.text()),
        DiffFormat::Markdown => print(diff.markdown()),
        DiffFormat::Json => match serde_json::to_string_pretty(&diff) {
            Ok(json) => print_line(json),
            Err(error) => Err(error.to_string()),
        },
    };
    if let Err(error) = written {
        tell(format_args!("error: {error}"));
        return ExitCode::from(2);
    }
    ExitCode::from(u8::from(fails_on_breaking && diff.is_breaking()))
}

/// That the newer release comes first, if it does: one can ask for that, or have it mixed up.
fn backwards(old: &str, new: &str) -> Option<String> {
    let names: (ReleaseName, ReleaseName) = (old.parse().ok()?, new.parse().ok()?);
    (names.1 < names.0).then(|| {
        format!(
            "note: {old} is newer than {new}, and is compared as the older; the older comes first"
        )
    })
}

fn compared(old: &str, new: &str) -> Result<Diff, String> {
    let own = read_folder(&workspace().join("schemas")).map_err(|error| error.to_string())?;
    let model = lower(&own).map_err(|error| error.to_string())?;
    let (old, new) = (Named::of(old, &own)?, Named::of(new, &own)?);
    Ok(diff(old.side(&model)?, new.side(&model)?))
}

/// What an argument names.
enum Named {
    Release(ReleaseName),
    Folder(Box<Model>),
}

impl Named {
    fn of(argument: &str, own: &Files) -> Result<Self, String> {
        if let Ok(name) = argument.parse() {
            return Ok(Self::Release(name));
        }
        let path = Path::new(argument);
        if !path.is_dir() {
            return Err(format!(
                "`{argument}` is neither a release, such as `0.5.1`, nor a folder"
            ));
        }
        let model = folder(path, own).map_err(|error| error.to_string())?;
        if let [_] = model.releases.as_slice() {
            return Ok(Self::Folder(Box::new(model)));
        }
        let names: Vec<_> = model
            .releases
            .iter()
            .map(|it| it.name.to_string())
            .collect();
        Err(format!(
            "{argument} holds several releases: {}; name the folder of one",
            names.join(", ")
        ))
    }

    fn side<'a>(&'a self, own: &'a Model) -> Result<(&'a Model, &'a Release), String> {
        match self {
            Self::Folder(model) => match model.releases.as_slice() {
                [release] => Ok((model, release)),
                _ => Err("the folder holds no release".to_owned()),
            },
            Self::Release(name) => {
                let names =
                    || -> Vec<_> { own.releases.iter().map(|it| it.name.to_string()).collect() };
                let found = own.releases.iter().find(|it: &&Release| it.name == *name);
                found.map(|release| (own, release)).ok_or_else(|| {
                    format!(
                        "there is no release `{name}` in schemas/, but {}",
                        names().join(", ")
                    )
                })
            }
        }
    }
}

fn folder(path: &Path, own: &Files) -> Result<Model, Error> {
    lower(&read_folder(path)?.or_with_names_of(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newer_release_first_is_noted() {
        for (old, new) in [("0.5.0", "0.4.1"), ("0.10.0", "0.9.0"), ("0.1.0", "draft")] {
            assert!(backwards(old, new).is_some(), "{old} {new}");
            assert_eq!(backwards(new, old), None);
        }
        assert_eq!(backwards("0.5.0", "0.5.0"), None);
    }
}
