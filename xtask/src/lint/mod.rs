//! Finds upstream bugs in the specification's schemas, as they were released.
//!
//! The linter needs no valid schemas: it also works if they accept nothing or have dangling `$ref`s.
//! [`Rule`] lists the rules. A finding is new unless `schemas/lint.toml` acknowledges it with a
//! reason or `schemas/corrections.toml` corrects it.
//!
//! ```no_run
//! let files = cdevents_codegen::read_folder("schemas".as_ref())?;
//! let findings = xtask::lint::lint(&files)?;
//! print!("{}", findings.to_text(false));
//! assert_eq!(findings.new_findings().count(), 0);
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```

mod fault;
mod finding;
mod findings;
mod known;
mod meaning;
mod page;
mod rule;
mod rules;
mod schema;
mod value;

use std::collections::BTreeMap;

use cdevents_codegen::Error;
use cdevents_codegen::documents::{self, Files};

pub use finding::{AcknowledgedBefore, Acknowledgement, Finding, Location};
pub use findings::Findings;
pub use page::page;
pub use rule::Rule;

/// Finds the faults of the schemas, without corrections.
///
/// # Errors
/// Fails if a file isn't JSON or belongs to no release; if a correction or an acknowledgement is
/// malformed, or matches nothing.
pub fn lint(files: &Files) -> Result<Findings, Error> {
    let documents = documents::load(files)?;
    let releases = rules::releases(&documents);
    let known = known::Known::new(files, &documents)?;
    let faults = known.acknowledge(files, &documents, rules::check(&documents))?;
    let mut groups: BTreeMap<_, Vec<Location>> = BTreeMap::new();
    for (fault, acknowledgement) in faults {
        let before = match acknowledgement {
            Some(_) => None,
            None => known.before(&fault, &documents, &releases),
        };
        let key = (
            fault.rule,
            fault.release,
            fault.message,
            acknowledgement,
            before,
        );
        groups.entry(key).or_default().push(fault.location);
    }
    let findings = groups.into_iter().map(|(key, mut locations)| {
        let (rule, release, message, acknowledgement, before) = key;
        locations.sort();
        locations.dedup();
        Finding {
            rule,
            release,
            message,
            locations,
            acknowledgement,
            before,
        }
    });
    let mut findings: Vec<_> = findings.collect();
    findings.sort_by_cached_key(|finding| {
        let first = finding.locations[0].clone();
        (finding.release.clone(), finding.rule, first)
    });
    Ok(Findings { findings, releases })
}
