//! `cargo xtask import`.

use std::path::{Path, PathBuf};

use cdevents_codegen::model::ReleaseName;
use cdevents_codegen::{Error, NAMES_FILE};
use xtask::import::{self, FolderState, Outcome};

use crate::workspace::workspace;
use xtask::output::print_line;

/// Imports a release, and prints what to do next.
pub(crate) fn run(
    source: &Path,
    release: Option<&ReleaseName>,
    into: Option<PathBuf>,
    force: bool,
) -> Result<u8, String> {
    let schemas = into.unwrap_or_else(|| workspace().join("schemas"));
    let text = |error: Error| error.to_string();
    if schemas.is_dir() {
        import::clean_up(&schemas).map_err(text)?;
    }
    let plan = import::plan(source, release, &schemas).map_err(text)?;
    print_line(&plan)?;
    if plan.state == FolderState::Differs {
        let folder = plan.folder.display();
        print_line(format_args!("{folder} differs:\n{}", plan.difference))?;
    }
    let import = import::write(&plan, force).map_err(text)?;
    print_line(&import)?;
    if import.outcome != Outcome::Unchanged {
        print_line(next(&plan.release, plan.predecessor.as_ref(), &schemas))?;
    }
    Ok(0)
}

/// Returns the commands to run next.
fn next(release: &ReleaseName, predecessor: Option<&ReleaseName>, schemas: &Path) -> String {
    // A folder without names doesn't have all releases, so it can only be checked.
    let codegen = if schemas.join(NAMES_FILE).is_file() {
        " --accept"
    } else {
        " --check"
    };
    let is_own = schemas == workspace().join("schemas");
    let (from, folder) = if is_own {
        (String::new(), None)
    } else {
        (format!(" --schemas {}", schemas.display()), Some(schemas))
    };
    let side = |release: &ReleaseName| match folder {
        None => release.to_string(),
        Some(folder) => folder.join(release.to_string()).display().to_string(),
    };
    let diff = predecessor.map(|predecessor| {
        let (old, new) = (side(predecessor), side(release));
        format!("\n      cargo xtask diff {old} {new}")
    });
    let diff = diff.unwrap_or_default();
    let accept = if is_own { " --accept" } else { "" };
    format!(
        "next: cargo xtask codegen{codegen}{from}\n      cargo xtask lint{accept} {release}{from}{diff}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_commands_name_the_folder() {
        let [old, new] = ["0.5.0", "0.5.1"].map(|name| name.parse::<ReleaseName>().unwrap());
        assert_eq!(
            next(&new, Some(&old), &workspace().join("schemas")),
            "next: cargo xtask codegen --accept\n      cargo xtask lint --accept 0.5.1\n      \
             cargo xtask diff 0.5.0 0.5.1"
        );
        let folder = Path::new("other");
        let [old_folder, new_folder] = [&old, &new].map(|release| folder.join(release.to_string()));
        assert_eq!(
            next(&new, Some(&old), folder),
            format!(
                "next: cargo xtask codegen --check --schemas other\n      \
                 cargo xtask lint 0.5.1 --schemas other\n      cargo xtask diff {} {}",
                old_folder.display(),
                new_folder.display()
            )
        );
        assert!(!next(&new, None, folder).contains("diff"));
    }
}
