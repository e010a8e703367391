//! Where a conversion is, in the source and in the target.

use super::rule::Path;
use crate::json::pointer;

/// A value's place in the source and in the target, as a list that leads back to the root.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    parent: Option<&'a Self>,
    from: Segment<'a>,
    to: Segment<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Segment<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

/// The parts of an event that the release decides on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    Root,
    Context,
    Subject,
    Other,
}

impl<'a> Place<'a> {
    pub(super) const ROOT: Self = Self {
        parent: None,
        from: Segment::Root,
        to: Segment::Root,
    };

    /// Returns the place of a property.
    pub(super) const fn property(&'a self, from: &'a str, to: &'a str) -> Self {
        Self {
            parent: Some(self),
            from: Segment::Key(from),
            to: Segment::Key(to),
        }
    }

    /// Returns the place of an item.
    pub(super) const fn item(&'a self, from: usize, to: usize) -> Self {
        Self {
            parent: Some(self),
            from: Segment::Index(from),
            to: Segment::Index(to),
        }
    }

    /// Returns the JSON Pointer in the source.
    pub(super) fn source(&self) -> String {
        self.pointer(|place| place.from)
    }

    /// Returns the JSON Pointer in the target.
    pub(super) fn target(&self) -> String {
        self.pointer(|place| place.to)
    }

    /// Returns which part of an event the place is.
    pub(super) fn part(&self) -> Part {
        match (self.parent.map(|parent| parent.parent), self.to) {
            (None, _) => Part::Root,
            (Some(None), Segment::Key("context")) => Part::Context,
            (Some(None), Segment::Key("subject")) => Part::Subject,
            _ => Part::Other,
        }
    }

    fn pointer(&self, side: impl Fn(&Self) -> Segment<'a> + Copy) -> String {
        // Most pointers fit in the capacity.
        let mut pointer = match self.parent {
            Some(parent) => parent.pointer(side),
            None => String::with_capacity(48),
        };
        match side(self) {
            Segment::Root => {}
            Segment::Key(key) => pointer::push(&mut pointer, key),
            Segment::Index(index) => pointer::push(&mut pointer, &index.to_string()),
        }
        pointer
    }

    /// Returns the number of steps from the root.
    fn depth(&self) -> usize {
        self.parent.map_or(0, |parent| parent.depth() + 1)
    }

    /// Returns whether the target's place is at a path.
    pub(super) fn is_at(&self, path: &[String]) -> bool {
        self.depth() == path.len() && self.is_within(path)
    }

    /// Returns whether a path leads to the target's place, or further.
    pub(super) fn is_on(&self, path: &[String]) -> bool {
        path.get(..self.depth())
            .is_some_and(|path| self.is_within(path))
    }

    fn is_within(&self, path: &[String]) -> bool {
        match (self.parent, path.split_last()) {
            (Some(parent), Some((last, rest))) => {
                let is_same = match self.to {
                    Segment::Root => false,
                    Segment::Key(key) => key == last,
                    Segment::Index(_) => last == "*",
                };
                is_same && parent.is_within(rest)
            }
            (parent, last) => parent.is_none() && last.is_none(),
        }
    }

    /// Returns a path of the source as a JSON Pointer, with the indices of this place instead of `*`.
    pub(super) fn resolved(&self, path: &Path) -> String {
        let mut indices = Vec::new();
        let mut place = Some(self);
        while let Some(here) = place {
            if let Segment::Index(index) = here.from {
                indices.push(index.to_string());
            }
            place = here.parent;
        }
        let mut resolved = String::new();
        for segment in path {
            let index = if segment == "*" { indices.pop() } else { None };
            pointer::push(&mut resolved, index.as_deref().unwrap_or(segment));
        }
        resolved
    }
}
