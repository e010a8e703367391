//! Which members are boxed: a struct holds its members by value, so that objects within objects, each
//! with a few of the next, would soon be larger than a thread's stack.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Form, Model, Type, stored};

use super::tokens::rust_type;

/// How large a member may be without a box, in bytes.
const LARGEST: usize = 1024;

/// The shapes' sizes in bytes, about.
pub(crate) struct Boxes(Vec<usize>);

impl Boxes {
    pub(crate) fn of(model: &Model) -> Self {
        if !model.releases.is_empty() {
            // The specification's are small, and their examples in Rust know no boxes.
            return Self(Vec::new());
        }
        let mut boxes = Self(Vec::with_capacity(model.shapes.len()));
        // Those within a shape stand before it.
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

    /// Is a member of that type boxed?
    pub(crate) fn is_boxed(&self, r#type: &Type) -> bool {
        self.size(r#type) > LARGEST
    }

    /// The Rust type of a member that is always there.
    pub(crate) fn required(&self, model: &Model, r#type: &Type) -> TokenStream {
        let unboxed = rust_type(model, r#type);
        if self.is_boxed(r#type) {
            quote!(Box<#unboxed>)
        } else {
            unboxed
        }
    }
}
