//! `cargo xtask import`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cdevents_codegen::import::{self, Outcome, Plan, State};
use cdevents_codegen::model::ReleaseName;
use cdevents_codegen::{Error, NAMES_FILE};

use crate::output::{print_line, tell};
use crate::workspace::workspace;

/// Imports, and says what to do next.
pub(crate) fn run(
    source: &Path,
    release: Option<&ReleaseName>,
    into: Option<PathBuf>,
    force: bool,
) -> ExitCode {
    let schemas = into.unwrap_or_else(|| workspace().join("schemas"));
    match import(source, release, &schemas, force) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(format_args!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn import(
    source: &Path,
    release: Option<&ReleaseName>,
    schemas: &Path,
    force: bool,
) -> Result<(), String> {
    let text = |error: Error| error.to_string();
    let plan = import::plan(source, release, schemas).map_err(text)?;
    print_line(&plan)?;
    if plan.state == State::Differs {
        let folder = plan.folder.display();
        print_line(format_args!("{folder} differs:\n{}", plan.difference))?;
    }
    let report = import::write(&plan, force).map_err(text)?;
    print_line(&report)?;
    if report.outcome != Outcome::Unchanged {
        print_line(next(&plan))?;
    }
    Ok(())
}

/// What to do next.
fn next(plan: &Plan) -> String {
    let Plan {
        release, schemas, ..
    } = plan;
    // Without names of its own, it isn't all releases.
    let check = if schemas.join(NAMES_FILE).is_file() {
        ""
    } else {
        " --check"
    };
    let from = if *schemas == workspace().join("schemas") {
        String::new()
    } else {
        format!(" --schemas {}", schemas.display())
    };
    let diff = plan
        .predecessor
        .as_ref()
        .map(|predecessor| format!("\n      cargo xtask diff {predecessor} {release}"));
    let diff = diff.unwrap_or_default();
    format!("next: cargo xtask codegen{check}{from}\n      cargo xtask lint {release}{diff}")
}
