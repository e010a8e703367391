//! Places in examples.

use std::fmt;

/// A place in an example, such as `0.5.1/service.deployed/service/id`.
#[derive(Clone, Copy, Debug)]
pub(super) struct InstancePath<'a> {
    parent: Option<&'a InstancePath<'a>>,
    pub(super) key: &'a str,
}

impl<'a> InstancePath<'a> {
    pub(super) fn new(key: &'a str) -> Self {
        Self { parent: None, key }
    }

    pub(super) fn join(&'a self, key: &'a str) -> Self {
        let parent = Some(self);
        Self { parent, key }
    }

    /// Returns whether the last keys of the path are those of `end`.
    pub(super) fn ends_with(&self, end: &str) -> bool {
        match end.rsplit_once('/') {
            None => end == self.key,
            Some((before, key)) => {
                let parent = self.parent.filter(|_| key == self.key);
                parent.is_some_and(|parent| parent.ends_with(before))
            }
        }
    }
}

impl fmt::Display for InstancePath<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(formatter, "{parent}/")?;
        }
        formatter.write_str(self.key)
    }
}
