//! What an object can do besides being a struct: be made, read and written.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::model::{Field, FieldValue, Model, RELEASE_KEYS, Shape, ShapeId, Type, hidden, stored};

use super::boxes::Boxes;
use super::tokens::{described, doc, ident, rust_type};

/// A struct, and its impls.
pub(crate) fn object(
    model: &Model,
    boxes: &Boxes,
    id: ShapeId,
    fields: &[Field],
    open: bool,
    definition: Option<TokenStream>,
) -> TokenStream {
    let shape = model.shape(id);
    let name = ident(&shape.name);
    let is_subject = stored(fields).any(|(_, r#type)| *r#type == Type::Content);
    let is_context = model.is_context(id);
    let definition = definition.unwrap_or_else(|| generic_struct(model, shape, fields));
    let definition = if is_context {
        with_hidden_fields(definition, fields)
    } else {
        definition
    };
    let is_public = !is_context || hidden(fields).next().is_none();
    let constructor = constructor(model, boxes, shape, fields, open, is_subject, is_public);
    let serde = (!is_subject && !is_context).then(|| quote!(object!(#name);));
    let members = members(shape, fields, open, is_subject);
    let additional = open.then(|| quote!(additional_members!(#name);));
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
        #additional
        #serde
        #role
    }
}

/// Makes the hidden fields of a context private.
fn with_hidden_fields(definition: TokenStream, fields: &[Field]) -> TokenStream {
    let Ok(mut item) = syn::parse2::<syn::ItemStruct>(definition.clone()) else {
        return definition;
    };
    for field in &mut item.fields {
        if hidden(fields).any(|hidden| Some(ident(&hidden.name)) == field.ident) {
            field.vis = syn::Visibility::Inherited;
        }
    }
    item.into_token_stream()
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
    boxes: &Boxes,
    shape: &Shape,
    fields: &[Field],
    open: bool,
    is_generic: bool,
    is_public: bool,
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
        let r#type = boxes.required(model, r#type);
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
    let visibility = if is_public {
        quote!(
            /// Creates a value from its required fields.
            #[must_use]
            pub
        )
    } else {
        TokenStream::new()
    };
    Some(quote! {
        impl #generics #name #arguments {
            #visibility const fn new(#(#parameters),*) -> Self {
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
            (FieldValue::EventType | FieldValue::SubjectType, _) => {
                quote!(#index #key fixed #name)
            }
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
pub(crate) fn read_field(field: &Field, place: &Ident) -> TokenStream {
    match &field.value {
        FieldValue::EventType | FieldValue::SubjectType => quote!(members.fixed(&mut #place)?),
        FieldValue::Constant(constant) => quote!(members.constant(&mut #place, #constant)?),
        FieldValue::Of(Type::List(_)) => quote!(members.list(&mut #place)?),
        FieldValue::Of(_) => quote!(members.value(&mut #place)?),
    }
}

/// A member of the struct, from its place.
pub(crate) fn value(field: &Field, place: &Ident) -> TokenStream {
    let (name, key) = (ident(&field.name), &field.key);
    if field.required {
        quote!(#name: required(#place, #key)?)
    } else if name == *place {
        quote!(#name)
    } else {
        quote!(#name: #place)
    }
}

fn subject(shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let source = fields.iter().find(|field| field.key == "source");
    let source = source.map(|field| {
        let source = ident(&field.name);
        quote!(, source: #source)
    });
    let arguments = required(fields).map(|field| match (field.key.as_str(), &field.value) {
        ("type", FieldValue::Of(Type::NonEmptyText)) => {
            Some(quote!(crate::NonEmptyString::known(subject_type)))
        }
        ("id" | "content", _) => {
            let name = ident(&field.name);
            Some(quote!(#name))
        }
        // The type of a custom event's subject is for its maker to say.
        _ => None,
    });
    let arguments: Option<Vec<_>> = arguments.collect();
    let fixed_subject = arguments.map(|arguments| {
        let takes_type = required(fields).any(|field| field.key == "type");
        let subject_type = if takes_type {
            quote!(subject_type)
        } else {
            quote!(_)
        };
        quote! {
            impl<C: crate::traits::Content> crate::traits::NewSubject for #name<C> {
                fn of_content(
                    #subject_type: &'static str,
                    id: crate::NonEmptyString,
                    content: C,
                ) -> Self {
                    Self::new(#(#arguments),*)
                }
            }
        }
    });
    quote! {
        subject! { name: #name #source, }
        #fixed_subject
    }
}

/// The members that must be said when an object is made.
fn required(fields: &[Field]) -> impl Iterator<Item = &Field> {
    stored(fields)
        .map(|(field, _)| field)
        .filter(|field| field.required)
}

fn context(model: &Model, shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let of = |key: &str| stored(fields).find(|(field, _)| field.key == key);
    let source = of("source").map(|(_, r#type)| rust_type(model, r#type));
    let own_type = of("type").map(|(field, r#type)| (ident(&field.name), r#type));
    let made = match &own_type {
        Some((_, r#type)) if **r#type != Type::NonEmptyText => {
            custom_context(model, shape, fields, r#type)
        }
        _ => fixed_context(model, shape, fields),
    };
    let getters = getters(fields).map(|getters| quote!(impl #name { #(#getters)* }));
    let own_type = own_type.map(|(own_type, _)| quote!(, event_type: #own_type));
    let release = fields
        .iter()
        .find(|field| RELEASE_KEYS.contains(&field.key.as_str()))
        .map(|field| match &field.value {
            FieldValue::Constant(constant) => quote!(#constant),
            _ => ident(&field.name).into_token_stream(),
        });
    quote! {
        #getters
        context! { name: #name, source: #source, release: #release #own_type, }
        #made
    }
}

/// What reads the hidden fields of a context.
fn getters(fields: &[Field]) -> Option<Vec<TokenStream>> {
    let getters: Vec<_> = hidden(fields)
        .map(|field| {
            let docs = doc(&described(&field.description, &format!("`{}`.", field.key)));
            let name = ident(&field.name);
            quote! {
                #docs
                #[must_use]
                pub fn #name(&self) -> &str {
                    self.#name.as_ref()
                }
            }
        })
        .collect();
    (!getters.is_empty()).then_some(getters)
}

/// A context whose event type is the same in every event of its kind, or has a default.
fn fixed_context(model: &Model, shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let arguments = context_arguments(model, fields, &quote!(NonEmptyString::known(event_type)));
    let uses_type = required(fields).any(|field| field.key == "type");
    let event_type = if uses_type {
        quote!(event_type)
    } else {
        quote!(_)
    };
    let release = release_parameter(fields);
    quote! {
        impl crate::traits::NewContext for #name {
            type EventType = &'static str;

            fn of_release(
                #release: crate::Release,
                #event_type: &'static str,
                id: crate::NonEmptyString,
                source: Self::Source,
                timestamp: crate::Timestamp,
            ) -> Self {
                Self::new(#(#arguments),*)
            }
        }
    }
}

/// A context of an event of one's own.
fn custom_context(model: &Model, shape: &Shape, fields: &[Field], r#type: &Type) -> TokenStream {
    let name = ident(&shape.name);
    let r#type = rust_type(model, r#type);
    let arguments = context_arguments(model, fields, &quote!(event_type));
    let release = release_parameter(fields);
    quote! {
        impl crate::traits::NewContext for #name {
            type EventType = #r#type;

            fn of_release(
                #release: crate::Release,
                event_type: Self::EventType,
                id: crate::NonEmptyString,
                source: Self::Source,
                timestamp: crate::Timestamp,
            ) -> Self {
                Self::new(#(#arguments),*)
            }
        }
    }
}

/// What a context is made of: the envelope's members, the type, and the release's name.
fn context_arguments(
    model: &Model,
    fields: &[Field],
    event_type: &TokenStream,
) -> Vec<TokenStream> {
    let arguments = required(fields).map(|field| match (field.key.as_str(), &field.value) {
        ("id" | "source" | "timestamp", _) => {
            let name = ident(&field.key);
            quote!(#name)
        }
        ("type", FieldValue::Of(Type::NonEmptyText)) => quote!(crate::#event_type),
        ("type", _) => event_type.clone(),
        (_, FieldValue::Of(Type::Shape(id))) => {
            let name = ident(&model.shape(*id).name);
            quote!(#name::of_release(release))
        }
        _ => quote!(release.into()),
    });
    arguments.collect()
}

fn release_parameter(fields: &[Field]) -> TokenStream {
    let is_release =
        |field: &Field| !["id", "source", "timestamp", "type"].contains(&field.key.as_str());
    if required(fields).any(is_release) {
        quote!(release)
    } else {
        quote!(_)
    }
}
