//! The paths of pages, and links to them.

use crate::diff::Diff;
use crate::emit::site::SITE;
use crate::model::{Event, Release};

/// The address of the repository.
pub(super) const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The address of the crate's documentation.
pub(super) const RUST_DOCS: &str = "https://docs.rs/cdevents-generated/latest/cdevents_generated";

/// The start of a page's links to the root of the reference.
#[derive(Clone, Copy)]
pub(super) struct Root(pub(super) &'static str);

impl Root {
    pub(super) fn link(self, text: &str, page: &str) -> String {
        format!("[{text}]({}{page})", self.0)
    }
}

pub(super) fn event_page(event: &Event) -> String {
    format!("events/{}.md", event.file_name())
}

pub(super) fn release_page(release: &Release) -> String {
    format!("releases/{}.md", release.name)
}

pub(super) fn migration_page(diff: &Diff) -> String {
    format!("migration/{}-to-{}.md", diff.old, diff.new)
}

/// Returns a handwritten page with the names of the newest release filled in.
pub(super) fn filled_in(page: &str, newest: Option<&Release>) -> String {
    let Some(release) = newest else {
        return page.to_owned();
    };
    let page = page.replace("RELEASE_MODULE", &release.name.module());
    let page = page.replace("RUST_DOCS", RUST_DOCS).replace("SITE", SITE);
    page.replace("RELEASE_NAME", &release.name.to_string())
}
