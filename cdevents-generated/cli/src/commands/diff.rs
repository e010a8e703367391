//! `cdevents diff`.

use cdevents_generated::Release;
use clap::Args;

use crate::failure::{Failure, SUCCESS};
use crate::output::print;

/// What changed between each release and each later one. Each comparison begins with a line of its own.
const DIFFS: &str = include_str!("../generated/diffs.txt");

/// Shows what changed in meaning between two releases, and whom it breaks.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The older release
    old: Release,
    /// The newer release [default: the newest]
    new: Option<Release>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let old = arguments.old;
    let new = arguments
        .new
        .unwrap_or(Release::ALL[Release::ALL.len() - 1]);
    if new < old {
        return Err(format!(
            "{old} is newer than {new}; the older release comes first: `cdevents diff {new} {old}`"
        )
        .into());
    }
    let found = DIFFS.find(&format!("\nfrom {old} to {new}: "));
    let Some(start) = found else {
        return Err(format!("there is nothing to compare between {old} and {new}").into());
    };
    let diff = &DIFFS[start + 1..];
    let end = diff.find("\nfrom ").map_or(diff.len(), |end| end + 1);
    print(&diff[..end])?;
    Ok(SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_releases_is_compared() {
        let releases = Release::ALL.len();
        let comparisons = DIFFS.matches("\nfrom ").count();
        assert_eq!(comparisons, releases * (releases - 1) / 2);
    }
}
