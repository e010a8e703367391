//! `cargo xtask import`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cdevents_codegen::Error;
use cdevents_codegen::import::{self, Outcome, Plan, State};
use cdevents_codegen::model::ReleaseName;

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
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn import(
    source: &Path,
    release: Option<&ReleaseName>,
    schemas: &Path,
    force: bool,
) -> Result<(), Error> {
    let plan = import::plan(source, release, schemas)?;
    println!("{plan}");
    if plan.state == State::Differs {
        println!("{} differs:\n{}", plan.folder.display(), plan.difference);
    }
    let report = import::write(&plan, force)?;
    println!("{report}");
    if report.outcome != Outcome::Unchanged {
        println!("{}", next(&plan));
    }
    Ok(())
}

/// What to do next.
fn next(plan: &Plan) -> String {
    let Plan {
        release, schemas, ..
    } = plan;
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
    format!("next: cargo xtask codegen{from}\n      cargo xtask lint {release}{diff}")
}
