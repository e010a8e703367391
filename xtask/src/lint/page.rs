//! The page of all rules.

use super::Code;

/// One page of Markdown with every rule, each under a heading that is its code.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(INTRODUCTION);
    for code in Code::ALL {
        page.push_str("- [`");
        page.push_str(code.code());
        page.push_str("`](#");
        page.push_str(code.code());
        page.push_str("): ");
        page.push_str(code.title());
        page.push('\n');
    }
    for code in Code::ALL {
        page.push_str("\n## ");
        page.push_str(code.code());
        page.push_str("\n\n**");
        page.push_str(code.title());
        page.push_str(".** ");
        page.push_str(code.explanation().trim());
        page.push('\n');
    }
    page
}

const INTRODUCTION: &str = "\
# What `cargo xtask lint` finds

It reads the schemas as they were released, and reports faults that are the specification's own. \
A finding is new until `schemas/lint.toml` acknowledges it with a reason, or \
`schemas/corrections.toml` corrects it.

Where a rule compares siblings, most of them set the example: at least three do it one way, and at \
least three of four. That is a guess about what was meant, and the acknowledgement may say that it \
is wrong.

";
