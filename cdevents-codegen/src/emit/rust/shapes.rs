//! The types that events are made of.

use proc_macro2::TokenStream;
use quote::quote;

use super::boxes::Boxes;
use super::{checked, enums, objects, structs, unions};
use crate::Error;
use crate::model::{FieldValue, Form, Model, Release, ShapeId, Type};

/// The module of the types.
pub(in crate::emit) fn file(model: &Model) -> Result<TokenStream, Error> {
    let items = items(model)?;
    Ok(quote! {
        //! The types that events are made of. A type that several events or releases share is
        //! here once. Events offer theirs under shorter names, such as
        //! [`service_deployed::Content`](crate::v0_5_1::service_deployed::Content).
        //!
        //! A name that ends in a release, such as `…V0_3_0`, belongs to a type that first appeared
        //! in that release, and an earlier release has another type of the same name.

        #items
    })
}

/// The types, sorted by name.
pub(super) fn items(model: &Model) -> Result<TokenStream, Error> {
    let boxes = Boxes::of(model);
    let mut structs = structs::structs(model, &boxes)?;
    let mut shapes: Vec<_> = model.shapes.iter().enumerate().collect();
    shapes.sort_by_key(|(_, shape)| &shape.name);
    let items = shapes.into_iter().map(|(index, shape)| match &shape.form {
        Form::Object { fields, open } => {
            let definition = structs.remove(&index);
            objects::object(model, &boxes, ShapeId(index), fields, *open, definition)
        }
        Form::String(text) => checked::text(shape, text),
        Form::Checked(schema) => checked::json(model, shape, *schema),
        Form::Wrapped { inner, schema } => checked::wrapped(model, shape, inner, *schema),
        Form::Choice {
            alternatives,
            schema,
        } => checked::choice(model, shape, alternatives, *schema),
        Form::ClosedEnum(values) => {
            enums::closed(shape, values, is_of_contexts(model, ShapeId(index)))
        }
        Form::OpenEnum { values, other } => enums::open(model, shape, values, other),
        Form::Union { tag, alternatives } => unions::union(model, shape, tag, alternatives),
    });
    Ok(quote! {
        use crate::prelude::*;

        #(#items)*
    })
}

/// Returns whether a context has a field of a type. Only there does an enum of versions list
/// releases.
fn is_of_contexts(model: &Model, id: ShapeId) -> bool {
    let events = model.releases.iter().flat_map(Release::all_events);
    let mut fields = events.flat_map(|event| model.shape(event.context).form.fields());
    fields.any(|field| field.value == FieldValue::Of(Type::Shape(id)))
}
