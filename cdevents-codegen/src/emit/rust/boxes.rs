//! Decides which fields are boxed. A struct contains its fields, so nested objects, each with several
//! of the next, would soon be larger than a thread's stack.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Form, Model, Type, stored};

use super::tokens::rust_type;

/// The size in bytes above which a field is boxed.
const LARGEST: usize = 1024;

/// The approximate sizes of the shapes, in bytes.
pub(super) struct Boxes(Vec<usize>);

impl Boxes {
    pub(super) fn of(model: &Model) -> Self {
        if !model.releases.is_empty() {
            // The specification's objects are small, and its examples in Rust have no boxes.
            return Self(Vec::new());
        }
        let mut boxes = Self(Vec::with_capacity(model.shapes.len()));
        // A shape comes after the shapes that it contains.
        for shape in &model.shapes {
            let size = boxes.form(&shape.form);
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
                sizes.max().unwrap_or(0) + 8
            }
            Form::ClosedEnum(_) => 8,
            Form::String(_) | Form::Checked(_) | Form::OpenEnum { .. } => 32,
        }
    }

    fn shape(&self, index: usize) -> usize {
        self.0.get(index).copied().unwrap_or(0)
    }

    fn size(&self, r#type: &Type) -> usize {
        match r#type {
            Type::Shape(id) => self.shape(id.0),
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
