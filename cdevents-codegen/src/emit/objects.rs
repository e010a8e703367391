//! What an object can do besides being a struct: be made, read and written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{Field, FieldValue, Model, Shape, Type};

use super::types::stored;
use super::{described, doc, ident, rust_type};

/// A struct, and its impls.
pub(super) fn object(
    model: &Model,
    index: usize,
    shape: &Shape,
    fields: &[Field],
    open: bool,
    definition: Option<TokenStream>,
) -> TokenStream {
    let name = ident(&shape.name);
    let is_subject = stored(fields).any(|(_, r#type)| *r#type == Type::Content);
    let is_context = events(model).any(|event| event.context.0 == index);
    let definition = definition.unwrap_or_else(|| generic_struct(model, shape, fields));
    let constructor = constructor(model, shape, fields, open, is_subject);
    let serde = (!is_subject && !is_context).then(|| quote!(object!(#name);));
    let members = members(shape, fields, open, is_subject);
    let role = if is_subject {
        subject(shape, fields)
    } else if is_context {
        context(model, shape, fields)
    } else {
        TokenStream::new()
    };
    quote! {
        #definition
        #constructor
        #members
        #serde
        #role
    }
}

fn events(model: &Model) -> impl Iterator<Item = &crate::model::Event> {
    let releases = model.releases.iter();
    releases.flat_map(crate::model::Release::all_events)
}

/// A struct with a content of any type, which typify doesn't know.
fn generic_struct(model: &Model, shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let docs = doc(&described(
        &shape.description,
        &format!("`{}`.", shape.origin),
    ));
    let members = stored(fields).map(|(field, r#type)| {
        let docs = doc(&described(&field.description, &format!("`{}`.", field.key)));
        let name = ident(&field.name);
        let r#type = rust_type(model, r#type);
        if field.required {
            quote!(#docs pub #name: #r#type)
        } else {
            quote!(#docs pub #name: Option<#r#type>)
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub struct #name<C> { #(#members,)* }
    }
}

/// `new`, of what is required; where nothing is, there is `default`.
fn constructor(
    model: &Model,
    shape: &Shape,
    fields: &[Field],
    open: bool,
    is_generic: bool,
) -> Option<TokenStream> {
    if !stored(fields).any(|(field, _)| field.required) {
        return None;
    }
    let name = ident(&shape.name);
    let (generics, arguments) = if is_generic {
        (quote!(<C>), quote!(<C>))
    } else {
        (quote!(), quote!())
    };
    let required: Vec<_> = stored(fields).filter(|(field, _)| field.required).collect();
    let parameters = required.iter().map(|(field, r#type)| {
        let name = ident(&field.name);
        let r#type = rust_type(model, r#type);
        quote!(#name: #r#type)
    });
    let values = stored(fields).map(|(field, _)| {
        let name = ident(&field.name);
        if field.required {
            quote!(#name)
        } else {
            quote!(#name: None)
        }
    });
    let additional = open.then(|| quote!(additional: crate::AdditionalMembers::new()));
    Some(quote! {
        impl #generics #name #arguments {
            /// Of what is required.
            #[must_use]
            pub const fn new(#(#parameters),*) -> Self {
                Self { #(#values,)* #additional }
            }
        }
    })
}

/// The members, as the runtime's macro takes them.
fn members(shape: &Shape, fields: &[Field], open: bool, is_generic: bool) -> TokenStream {
    let name = ident(&shape.name);
    let generics = is_generic.then(|| quote!(<C>));
    let stored = stored(fields).map(|(field, _)| ident(&field.name));
    let stored = if open {
        quote!(#(#stored,)* ..additional)
    } else {
        quote!(#(#stored),*)
    };
    let members = fields.iter().enumerate().map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        let (name, key) = (ident(&field.name), &field.key);
        match (&field.value, field.required) {
            (FieldValue::EventType, _) => quote!(#index #key fixed #name),
            (FieldValue::Constant(constant), _) => quote!(#index #key constant #name = #constant),
            (FieldValue::Of(Type::List(_)), true) => quote!(#index #key required_list #name),
            (FieldValue::Of(Type::List(_)), false) => quote!(#index #key optional_list #name),
            (FieldValue::Of(_), true) => quote!(#index #key required #name),
            (FieldValue::Of(_), false) => quote!(#index #key optional #name),
        }
    });
    quote!(members! { #name #generics { #stored } #(#members,)* })
}

/// Reads a member into its place.
pub(super) fn read_field(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    match &field.value {
        FieldValue::EventType => quote!(members.fixed(&mut #name)?),
        FieldValue::Constant(constant) => quote!(members.constant(&mut #name, #constant)?),
        FieldValue::Of(Type::List(_)) => quote!(members.list(&mut #name)?),
        FieldValue::Of(_) => quote!(members.value(&mut #name)?),
    }
}

/// A member of the struct, from its place.
pub(super) fn value(field: &Field) -> TokenStream {
    let (name, key) = (ident(&field.name), &field.key);
    if field.required {
        quote!(#name: required(#name, #key)?)
    } else {
        quote!(#name)
    }
}

fn subject(shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let source = fields.iter().find(|field| field.key == "source");
    let source = source.map(|field| {
        let source = ident(&field.name);
        quote!(, #source)
    });
    quote!(subject!(#name #source);)
}

fn context(model: &Model, shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let of = |key: &str| stored(fields).find(|(field, _)| field.key == key);
    let source = of("source").map(|(_, r#type)| rust_type(model, r#type));
    if let Some((field, _)) = of("type") {
        let own_type = ident(&field.name);
        return quote!(context!(#name, #source, #own_type););
    }
    let fixed_context = fixed_context(shape, fields);
    quote! {
        context!(#name, #source);
        #fixed_context
    }
}

/// A context of what its event type leaves open; what else it requires is the release's name.
fn fixed_context(shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let required = stored(fields).filter(|(field, _)| field.required);
    let arguments: Vec<_> = required
        .map(|(field, _)| match field.key.as_str() {
            "id" | "source" | "timestamp" => {
                let name = ident(&field.key);
                quote!(#name)
            }
            _ => quote!(release.into()),
        })
        .collect();
    let uses_release = stored(fields).filter(|(field, _)| field.required).count() > 3;
    let release = if uses_release {
        quote!(release)
    } else {
        quote!(_release)
    };
    quote! {
        impl crate::FixedContext for #name {
            fn of_release(
                #release: crate::Release,
                id: crate::NonEmptyString,
                source: Self::Source,
                timestamp: crate::Timestamp,
            ) -> Self {
                Self::new(#(#arguments),*)
            }
        }
    }
}
