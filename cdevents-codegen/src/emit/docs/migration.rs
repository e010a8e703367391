//! The page that links to all migration notes.

use std::fmt::Write as _;

use crate::diff::{Diff, Rule, render};

use super::pages::migration_page;

/// Returns the page: all pairs of consecutive releases, and the rules that classify changes.
pub(super) fn page(changes: &[Diff]) -> String {
    let mut text = String::from(
        "# Migration\n\nThese pages list the changes in meaning between consecutive releases. Changes of wording \
         or spelling don't count. A change breaks producers if an event that was valid may now be invalid. It \
         breaks consumers if an event that was invalid may now be valid.\n\n\
         | from | to | changes |\n|---|---|---|\n",
    );
    for diff in changes.iter().rev() {
        let _ = writeln!(
            text,
            "| {} | {} | [{}]({}) |",
            diff.old,
            diff.new,
            render::summary(diff),
            migration_page(diff)
        );
    }
    text.push_str(
        "\n[Upgrading events](guide/upgrading.md) shows how to convert events between releases.\n",
    );
    text.push_str("\n## Rules\n\n| rule | producers | consumers | reason |\n|---|---|---|---|\n");
    for rule in Rule::ALL {
        let (producers, consumers) = rule.effects();
        let _ = writeln!(
            text,
            "| {rule} | {producers} | {consumers} | {} |",
            rule.explanation()
        );
    }
    text
}
