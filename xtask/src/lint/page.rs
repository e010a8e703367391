//! The page that explains the rules.

use std::fmt::Write as _;

use super::rule::Rule;

/// The path of the page. Findings link to it.
pub(super) const PAGE: &str = "cdevents-generated/docs/lint.md";

/// Returns a Markdown page that explains each rule under a heading with its code.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(INTRODUCTION);
    // Writing to a `String` can't fail.
    for rule in Rule::ALL {
        let _ = writeln!(page, "- [`{rule}`](#{rule}): {}", rule.title());
    }
    for rule in Rule::ALL {
        let (title, explanation) = (rule.title(), rule.explanation().trim());
        let _ = write!(page, "\n## {rule}\n\n**{title}.** {explanation}\n");
    }
    page
}

const INTRODUCTION: &str = "\
# What `cargo xtask lint` finds

The linter reads the schemas as they were released, without corrections, and reports upstream bugs. \
A finding is new unless `schemas/lint.toml` acknowledges it with a reason or \
`schemas/corrections.toml` corrects it.

Some rules compare a schema with its siblings. They take a way for the usual one if at least three \
schemas, and three quarters of all, follow it. They can be wrong about what was meant; an \
acknowledgement can say so.

";
