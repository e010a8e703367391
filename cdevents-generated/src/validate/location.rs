//! Where a check is, in the document and in the schema.

use super::keyword::Keyword;
use super::schema_path::{SchemaPath, SchemaStep};
use super::table::Property;
use super::violation::{Cause, Violation};
use crate::json::pointer;
use crate::json::view::JsonValue;

/// How long most paths are, in bytes.
const USUAL_PATH: usize = 48;

/// A location, as a linked list of steps on the stack.
pub(super) struct Location<'a> {
    parent: Option<&'a Location<'a>>,
    instance: InstanceStep<'a>,
    schema: SchemaStep,
    /// Where the value starts in the text, if it was parsed from text.
    offset: Option<usize>,
}

/// A step in the document.
#[derive(Clone, Copy)]
pub(super) enum InstanceStep<'a> {
    /// To the same value.
    Same,
    /// To a property.
    Key(&'a str),
    /// To an optional property.
    Optional(&'a str),
    /// To an item.
    Index(usize),
}

impl InstanceStep<'_> {
    /// Returns the step to a property that has a schema of its own.
    pub(super) const fn to(property: &'static Property) -> Self {
        if property.required {
            Self::Key(property.key)
        } else {
            Self::Optional(property.key)
        }
    }
}

impl<'a> Location<'a> {
    /// Returns the location of a document and a schema's document.
    pub(super) fn root<J: JsonValue>(document: &'static str, value: &J) -> Self {
        Self::apart(InstanceStep::Same, document, value)
    }

    /// Returns the location of a value that is checked apart from the document around it.
    pub(super) fn apart<J: JsonValue>(
        instance: InstanceStep<'a>,
        document: &'static str,
        value: &J,
    ) -> Self {
        Self {
            parent: None,
            instance,
            schema: SchemaStep::Document(document),
            offset: value.offset(),
        }
    }

    /// Returns the location one step further, at a value.
    pub(super) fn step<J: JsonValue>(
        &'a self,
        (instance, schema): (InstanceStep<'a>, SchemaStep),
        value: &J,
    ) -> Self {
        Self {
            parent: Some(self),
            instance,
            schema,
            offset: value.offset(),
        }
    }

    /// Creates a violation at this location.
    pub(super) fn violation(&self, keyword: Keyword, cause: Cause) -> Violation {
        let mut instance_path = String::with_capacity(USUAL_PATH);
        let mut steps = Vec::with_capacity(self.depth());
        self.collect(&mut instance_path, &mut steps);
        Violation::new(instance_path, SchemaPath { steps, keyword }, cause).at(self.offset)
    }

    /// Returns whether the value is that of an optional property.
    pub(super) fn is_optional(&self) -> bool {
        match self.instance {
            InstanceStep::Same => self.parent.is_some_and(Location::is_optional),
            InstanceStep::Optional(_) => true,
            InstanceStep::Key(_) | InstanceStep::Index(_) => false,
        }
    }

    fn depth(&self) -> usize {
        1 + self.parent.map_or(0, Location::depth)
    }

    fn collect(&self, instance_path: &mut String, steps: &mut Vec<SchemaStep>) {
        if let Some(parent) = self.parent {
            parent.collect(instance_path, steps);
        }
        match self.instance {
            InstanceStep::Same => {}
            InstanceStep::Key(key) | InstanceStep::Optional(key) => {
                pointer::push(instance_path, key);
            }
            InstanceStep::Index(index) => pointer::push(instance_path, &index.to_string()),
        }
        steps.push(self.schema);
    }
}
