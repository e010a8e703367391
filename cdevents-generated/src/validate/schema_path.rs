//! Paths to keywords, in a schema.

use std::borrow::Cow;

use super::keyword::Keyword;
use super::table::Reference;
use crate::json::pointer;

/// A step from a schema to one of its subschemas.
#[derive(Clone, Copy, Debug)]
pub(super) enum SchemaStep {
    /// Into a document, by its `$id`.
    Document(&'static str),
    /// Into the schema of a keyword.
    Keyword(&'static str),
    /// Into the schema of a keyword for a key.
    Key(&'static str, &'static str),
    /// Into one of a keyword's schemas.
    Index(&'static str, usize),
    /// To the target of a `$ref`.
    Reference(&'static Reference),
}

/// The steps to a keyword of a schema, and the keyword.
#[derive(Clone, Debug)]
pub(super) struct SchemaPath {
    pub(super) steps: Vec<SchemaStep>,
    pub(super) keyword: Keyword,
}

impl SchemaPath {
    /// Returns the `$id` of the document that has the keyword.
    pub(super) fn document(&self) -> Cow<'static, str> {
        let mut documents = self.steps.iter().rev().filter_map(|step| match step {
            SchemaStep::Document(document) => Some(*document),
            SchemaStep::Reference(reference) => Some(reference.document),
            _ => None,
        });
        let last = documents.next().unwrap_or_default();
        match documents.next_back() {
            // A URI has a colon. A relative name has none, and continues the folder of the first.
            Some(first) if !last.contains(':') => {
                let folder = first.rfind('/').map_or("", |slash| &first[..=slash]);
                Cow::Owned(format!("{folder}{last}"))
            }
            _ => Cow::Borrowed(last),
        }
    }

    /// Returns the JSON Pointer to the keyword in its document.
    pub(super) fn in_document(&self) -> String {
        let is_reference = |step: &SchemaStep| matches!(step, SchemaStep::Reference(_));
        let start = self
            .steps
            .iter()
            .rposition(is_reference)
            .unwrap_or_default();
        let base = match self.steps.get(start) {
            Some(SchemaStep::Reference(reference)) => reference.pointer,
            _ => "",
        };
        self.extend(base, self.steps.get(start + 1..).unwrap_or_default())
    }

    /// Returns the JSON Pointer to the keyword from the first schema, through every `$ref`.
    pub(super) fn through_references(&self) -> String {
        self.extend("", &self.steps)
    }

    fn extend(&self, base: &str, steps: &[SchemaStep]) -> String {
        /// How much most paths grow, in bytes.
        const USUAL: usize = 64;
        let mut path = String::with_capacity(base.len() + USUAL);
        path.push_str(base);
        for step in steps {
            push_step(&mut path, *step);
        }
        // A violation of a `false` schema has no keyword.
        if self.keyword != Keyword::FalseSchema {
            pointer::push(&mut path, self.keyword.as_str());
        }
        path
    }
}

fn push_step(path: &mut String, step: SchemaStep) {
    match step {
        SchemaStep::Document(_) => {}
        SchemaStep::Keyword(keyword) => pointer::push(path, keyword),
        SchemaStep::Key(keyword, key) => {
            pointer::push(path, keyword);
            pointer::push(path, key);
        }
        SchemaStep::Index(keyword, index) => {
            pointer::push(path, keyword);
            pointer::push(path, &index.to_string());
        }
        SchemaStep::Reference(_) => pointer::push(path, "$ref"),
    }
}
