//! The way to a place, in the document and in the schema.

use std::borrow::Cow;

use super::cause::Cause;
use super::report::{Keyword, Violation};
use super::table::Reference;
use crate::json::pointer;

/// A step on the way, with all before it, as a list on the stack.
pub(super) struct Trail<'a> {
    parent: Option<&'a Trail<'a>>,
    instance: Instance<'a>,
    schema: Step,
}

/// A step in the document.
#[derive(Clone, Copy)]
pub(super) enum Instance<'a> {
    Same,
    Key(&'a str),
    /// The key of a property that can be left out.
    Optional(&'a str),
    Index(usize),
}

/// A step in the schema.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Into a document, by its `$id`.
    Document(&'static str),
    /// Into the schema of a keyword.
    Keyword(&'static str),
    /// Into the schema of a keyword for a key.
    Key(&'static str, &'static str),
    /// Into one of a keyword's schemas.
    Index(&'static str, usize),
    /// To where a `$ref` leads.
    Reference(&'static Reference),
}

impl<'a> Trail<'a> {
    pub(super) const fn root(document: &'static str) -> Self {
        Self {
            parent: None,
            instance: Instance::Same,
            schema: Step::Document(document),
        }
    }

    pub(super) const fn step(&'a self, instance: Instance<'a>, schema: Step) -> Self {
        Self {
            parent: Some(self),
            instance,
            schema,
        }
    }

    pub(super) fn violation(&self, keyword: Keyword, cause: Cause) -> Violation {
        let mut instance_path = String::new();
        let mut steps = Vec::with_capacity(self.depth());
        self.collect(&mut instance_path, &mut steps);
        Violation {
            instance_path,
            steps,
            keyword,
            cause,
        }
    }

    /// Returns whether the value is that of a property that can be left out.
    pub(super) fn is_optional(&self) -> bool {
        match self.instance {
            Instance::Same => self.parent.is_some_and(Trail::is_optional),
            Instance::Optional(_) => true,
            Instance::Key(_) | Instance::Index(_) => false,
        }
    }

    fn depth(&self) -> usize {
        1 + self.parent.map_or(0, Trail::depth)
    }

    fn collect(&self, instance_path: &mut String, steps: &mut Vec<Step>) {
        if let Some(parent) = self.parent {
            parent.collect(instance_path, steps);
        }
        match self.instance {
            Instance::Same => {}
            Instance::Key(key) | Instance::Optional(key) => pointer::push(instance_path, key),
            Instance::Index(index) => pointer::push(instance_path, &index.to_string()),
        }
        steps.push(self.schema);
    }
}

/// The `$id` of the document that steps lead to.
pub(super) fn document(steps: &[Step]) -> Cow<'static, str> {
    let mut documents = steps.iter().rev().filter_map(|step| match step {
        Step::Document(document) => Some(*document),
        Step::Reference(reference) => Some(reference.document),
        _ => None,
    });
    let last = documents.next().unwrap_or_default();
    match documents.next_back() {
        // A URI has a colon; a name without what it has in common with the first has none.
        Some(first) if !last.contains(':') => {
            let folder = first.rfind('/').map_or("", |slash| &first[..=slash]);
            Cow::Owned(format!("{folder}{last}"))
        }
        _ => Cow::Borrowed(last),
    }
}

/// The place in that document.
pub(super) fn schema_path(steps: &[Step], keyword: Keyword) -> String {
    let is_reference = |step: &Step| matches!(step, Step::Reference(_));
    let start = steps.iter().rposition(is_reference).unwrap_or_default();
    let mut path = match steps.get(start) {
        Some(Step::Reference(reference)) => reference.pointer.to_owned(),
        _ => String::new(),
    };
    let rest = steps.get(start + 1..).unwrap_or_default();
    for step in rest {
        push_step(&mut path, *step);
    }
    push_keyword(&mut path, keyword);
    path
}

/// The way to that place, through every `$ref`.
pub(super) fn evaluation_path(steps: &[Step], keyword: Keyword) -> String {
    let mut path = String::new();
    for step in steps {
        push_step(&mut path, *step);
    }
    push_keyword(&mut path, keyword);
    path
}

fn push_step(path: &mut String, step: Step) {
    match step {
        Step::Document(_) => {}
        Step::Keyword(keyword) => pointer::push(path, keyword),
        Step::Key(keyword, key) => {
            pointer::push(path, keyword);
            pointer::push(path, key);
        }
        Step::Index(keyword, index) => {
            pointer::push(path, keyword);
            pointer::push(path, &index.to_string());
        }
        Step::Reference(_) => pointer::push(path, "$ref"),
    }
}

/// A `false` schema is violated as a whole.
fn push_keyword(path: &mut String, keyword: Keyword) {
    if keyword != Keyword::FalseSchema {
        pointer::push(path, keyword.as_str());
    }
}
