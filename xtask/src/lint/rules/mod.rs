//! Applies the rules to documents.

mod documents;
mod keywords;
mod patterns;
mod releases;
mod siblings;

use cdevents_codegen::documents::Document;
use cdevents_codegen::model::ReleaseName;

use super::fault::{Fault, Faults};
use super::schema::{self, Registry};

/// Returns the faults that the rules find.
pub(super) fn check(documents: &[Document]) -> Vec<Fault> {
    let registry = Registry::new(documents);
    let roots = schema::roots(documents, &registry);
    let mut faults = Faults::default();
    for root in &roots {
        keywords::check(root, &registry, &mut faults);
    }
    for release in releases(documents) {
        let of_release = roots.iter().filter(|root| *root.release() == release);
        let of_release: Vec<_> = of_release.collect();
        documents::check(&release, &of_release, &mut faults);
        siblings::check(&of_release, &registry, &mut faults);
        patterns::check(&of_release, &mut faults);
    }
    releases::check(&roots, &registry, &mut faults);
    faults.0
}

/// Returns the releases of documents, oldest first.
pub(super) fn releases(documents: &[Document]) -> Vec<ReleaseName> {
    let mut releases: Vec<_> = documents
        .iter()
        .map(|document| document.release.clone())
        .collect();
    releases.sort();
    releases.dedup();
    releases
}
