//! The guide: hand-written pages on using the crate.

use std::fmt::Write as _;

use crate::model::Model;

use super::pages::filled_in;

/// The pages: their paths, titles and texts, in reading order.
const PAGES: &[(&str, &str, &str)] = &[
    (
        "guide/get-started.md",
        "Get started",
        include_str!("guide/get-started.md"),
    ),
    (
        "guide/which-event.md",
        "Which event do I send?",
        include_str!("guide/which-event.md"),
    ),
    (
        "guide/sending.md",
        "Sending events",
        include_str!("guide/sending.md"),
    ),
    (
        "guide/receiving.md",
        "Receiving events",
        include_str!("guide/receiving.md"),
    ),
    ("guide/chains.md", "Chains", include_str!("guide/chains.md")),
    (
        "guide/upgrading.md",
        "Upgrading events",
        include_str!("guide/upgrading.md"),
    ),
    (
        "guide/command.md",
        "The command",
        include_str!("guide/command.md"),
    ),
    (
        "guide/from-cdevents-sdk.md",
        "Coming from cdevents-sdk",
        include_str!("guide/from-cdevents-sdk.md"),
    ),
    (
        "guide/faq.md",
        "Questions and answers",
        include_str!("guide/faq.md"),
    ),
];

/// Returns the pages by their paths, with the names of the newest release filled in.
pub(super) fn pages(model: &Model) -> impl Iterator<Item = (&'static str, String)> {
    let newest = model.releases.last();
    PAGES
        .iter()
        .map(move |(path, _, text)| (*path, filled_in(text, newest)))
}

/// Returns the guide's lines of the table of contents.
pub(super) fn summary() -> String {
    let mut text = String::new();
    for (path, title, _) in PAGES {
        let _ = writeln!(text, "- [{title}]({path})");
    }
    text
}
