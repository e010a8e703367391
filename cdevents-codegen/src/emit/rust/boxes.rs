//! Decides which fields are boxed. A struct contains its fields, so nested objects, each with several
//! of the next, would soon be larger than a thread's stack.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Form, Model, ShapeId, Type, stored};

use super::tokens::rust_type;

/// The size in bytes above which a field is boxed.
const LARGEST: usize = 1024;

/// The approximate sizes of the shapes, in bytes. A shape that contains itself is too large for any.
pub(super) struct Boxes(Vec<usize>);

impl Boxes {
    pub(super) fn of(model: &Model) -> Self {
        if !model.releases.is_empty() {
            // The specification's objects are small, and its examples in Rust have no boxes.
            return Self(Vec::new());
        }
        let mut boxes = Self(Vec::with_capacity(model.shapes.len()));
        // A shape comes after the shapes that it contains, except those that contain it.
        for (index, shape) in model.shapes.iter().enumerate() {
            let size = if contains_itself(model, index) {
                usize::MAX
            } else {
                boxes.form(&shape.form)
            };
            boxes.0.push(size);
        }
        boxes
    }

    fn form(&self, form: &Form) -> usize {
        match form {
            Form::Object { fields, .. } => {
                let sizes = stored(fields).map(|(_, r#type)| {
                    if self.is_boxed(r#type) {
                        8
                    } else {
                        self.size(r#type)
                    }
                });
                sizes.sum::<usize>() + 24
            }
            Form::Union { alternatives, .. } => {
                let sizes = alternatives
                    .iter()
                    .map(|alternative| self.shape(alternative.shape.0));
                sizes.max().unwrap_or(0).saturating_add(8)
            }
            Form::ClosedEnum(_) => 8,
            Form::String(_) | Form::Checked(_) | Form::OpenEnum { .. } => 32,
            Form::Wrapped { inner, .. } => self.size(inner),
            Form::Choice { alternatives, .. } => {
                let sizes = alternatives
                    .iter()
                    .map(|alternative| self.size(&alternative.r#type));
                sizes.max().unwrap_or(0).saturating_add(8)
            }
        }
    }

    fn shape(&self, index: usize) -> usize {
        self.0.get(index).copied().unwrap_or(0)
    }

    fn size(&self, r#type: &Type) -> usize {
        match r#type {
            Type::Shape(id) => self.shape(id.0),
            Type::Nullable(inner) => self.size(inner),
            Type::Boolean => 8,
            _ => 32,
        }
    }

    /// Returns whether fields of a type are boxed.
    pub(super) fn is_boxed(&self, r#type: &Type) -> bool {
        self.size(r#type) > LARGEST
    }

    /// The Rust type of a required field.
    pub(super) fn required(&self, model: &Model, r#type: &Type) -> TokenStream {
        let unboxed = rust_type(model, r#type);
        if self.is_boxed(r#type) {
            quote!(Box<#unboxed>)
        } else {
            unboxed
        }
    }
}

/// Returns whether a value of a shape contains one of the same shape, other than in a list.
fn contains_itself(model: &Model, index: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut pending = within(&model.shapes[index].form);
    while let Some(id) = pending.pop() {
        if id.0 == index {
            return true;
        }
        if seen.insert(id) {
            pending.extend(within(&model.shape(id).form));
        }
    }
    false
}

/// Returns the shapes whose values are stored in a value of a form.
fn within(form: &Form) -> Vec<ShapeId> {
    match form {
        Form::Wrapped { inner, .. } => return inner.shape().into_iter().collect(),
        Form::Choice { alternatives, .. } => {
            let alternatives = alternatives.iter();
            return alternatives
                .filter_map(|alternative| alternative.r#type.shape())
                .collect();
        }
        _ => {}
    }
    let fields = stored(form.fields()).filter_map(|(_, r#type)| r#type.shape());
    let alternatives = form.alternatives().iter();
    let alternatives = alternatives.map(|alternative| alternative.shape);
    fields.chain(alternatives).collect()
}
