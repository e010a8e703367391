//! The address of the site, which the docs of the crate link to as well.

pub(super) const SITE: &str = "https://cdevents.github.io/cdevents-codegen-rs/";
