//! Structs, with what reads and writes them. A struct may also be the context or the subject of
//! events.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::model::{
    Field, FieldValue, Form, Model, RELEASE_KEYS, Shape, ShapeId, Type, hidden, stored,
};

use super::boxes::Boxes;
use super::tokens::{field_docs, ident, rust_type, shape_docs};

/// A struct, and its impls. Without a definition of the struct, its content is of any type.
pub(super) fn object(
    model: &Model,
    boxes: &Boxes,
    id: ShapeId,
    fields: &[Field],
    open: bool,
    definition: Option<TokenStream>,
) -> TokenStream {
    let shape = model.shape(id);
    let is_subject = definition.is_none();
    let is_context = model.is_context(id);
    let generics = is_subject.then(|| quote!(<C>));
    let definition = match definition {
        None => generic_struct(model, shape, fields),
        Some(definition) if is_context => with_private_fields(definition, fields),
        Some(definition) => definition,
    };
    let is_public = !is_context || hidden(fields).next().is_none();
    let name = ident(&shape.name);
    let name = quote!(#name #generics);
    let constructor = constructor(model, boxes, &name, fields, open, is_public);
    let properties = properties(shape, fields, open, generics.as_ref());
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
        #properties
        #role
    }
}

/// Makes the fields of a context private that users can't set.
fn with_private_fields(definition: TokenStream, fields: &[Field]) -> TokenStream {
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

/// A struct with a content of any type, which typify can't print.
fn generic_struct(model: &Model, shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let fields = stored(fields).map(|(field, r#type)| {
        let docs = field_docs(field);
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
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub struct #name<C> { #(#fields,)* }
    }
}

/// The constructor, which takes the required fields. Without required fields, there is `Default`.
fn constructor(
    model: &Model,
    boxes: &Boxes,
    name: &TokenStream,
    fields: &[Field],
    open: bool,
    is_public: bool,
) -> Option<TokenStream> {
    let required = stored(fields).filter(|(field, _)| field.required);
    let parameters: Vec<_> = required
        .map(|(field, r#type)| {
            let name = ident(&field.name);
            let r#type = boxes.required(model, r#type);
            quote!(#name: #r#type)
        })
        .collect();
    if parameters.is_empty() {
        return None;
    }
    let optional = stored(fields).filter(|(field, _)| !field.required);
    let optional = optional.map(|(field, _)| {
        let name = ident(&field.name);
        quote!(#name = None,)
    });
    let additional = open.then(|| quote!(additional = crate::AdditionalProperties::new(),));
    let visibility = is_public.then(|| quote!(pub));
    Some(quote! {
        constructor! { #visibility #name, new(#(#parameters),*), #(#optional)* #additional }
    })
}

/// The properties, as the runtime's macro takes them.
fn properties(
    shape: &Shape,
    fields: &[Field],
    open: bool,
    generics: Option<&TokenStream>,
) -> TokenStream {
    let struct_name = ident(&shape.name);
    let properties = fields.iter().map(|field| {
        let (name, key) = (ident(&field.name), &field.key);
        match (&field.value, field.required) {
            (FieldValue::EventType | FieldValue::SubjectType, _) => {
                quote!(fixed(#key, variable = #name))
            }
            (FieldValue::Constant(text), _) => {
                quote!(constant(#key, variable = #name, value = #text))
            }
            (FieldValue::Of(Type::List(_)), true) => quote!(required_list(#key = #name)),
            (FieldValue::Of(Type::List(_)), false) => quote!(optional_list(#key = #name)),
            (FieldValue::Of(_), true) => quote!(required(#key = #name)),
            (FieldValue::Of(_), false) => quote!(optional(#key = #name)),
        }
    });
    let additional = open.then(|| quote!(, ..additional));
    quote!(properties!(#struct_name #generics #(, #properties)* #additional);)
}

/// What makes a struct the subject of events.
fn subject(shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let source = fields.iter().find(|field| field.key == "source");
    let source = source.map(|field| {
        let source = ident(&field.name);
        quote!(, source = #source)
    });
    let own_type = stored(fields).find(|(field, _)| field.key == "type");
    let own_type = own_type.map(|(field, _)| {
        let name = ident(&field.name);
        if field.required {
            quote!(, required_type = #name)
        } else {
            quote!(, optional_type = #name)
        }
    });
    let arguments = required(fields).map(|field| match (field.key.as_str(), &field.value) {
        ("type", FieldValue::Of(Type::NonEmptyString)) => {
            Some(quote!(crate::NonEmptyString::known(subject_type)))
        }
        ("id" | "content", _) => {
            let name = ident(&field.name);
            Some(quote!(#name))
        }
        // Only the author of a custom event knows the type of its subject.
        _ => None,
    });
    let arguments: Option<Vec<_>> = arguments.collect();
    let fixed_subject = arguments.map(|arguments| {
        let takes_type = required(fields).any(|field| field.key == "type");
        let subject_type = used(takes_type, "subject_type");
        quote! {
            new_subject!(#name(#subject_type, id, content) = (#(#arguments),*));
        }
    });
    quote! {
        subject!(#name #source #own_type);
        #fixed_subject
    }
}

/// The fields that the constructor takes.
fn required(fields: &[Field]) -> impl Iterator<Item = &Field> {
    stored(fields)
        .map(|(field, _)| field)
        .filter(|field| field.required)
}

/// A parameter's name, or `_` if the function doesn't use it.
fn used(is_used: bool, name: &str) -> TokenStream {
    if is_used {
        ident(name).into_token_stream()
    } else {
        quote!(_)
    }
}

/// The properties that only some contexts have, in the order in which the runtime's macro takes them.
const OPTIONAL_IN_CONTEXTS: [&str; 3] = ["chain_id", LINKS, "schema_uri"];

/// The only one of them that isn't a string.
const LINKS: &str = "links";

/// Returns whether the values of a type are strings.
fn is_text(model: &Model, r#type: &Type) -> bool {
    match r#type {
        Type::String | Type::NonEmptyString | Type::Uri | Type::UriReference => true,
        Type::Shape(id) => matches!(
            model.shape(*id).form,
            Form::String(_) | Form::OpenEnum { .. } | Form::ClosedEnum(_)
        ),
        _ => false,
    }
}

/// What makes a struct the context of events.
fn context(model: &Model, shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let find = |key: &str| stored(fields).find(|(field, _)| field.key == key);
    let source = find("source").map(|(_, r#type)| rust_type(model, r#type));
    let getters: Vec<_> = hidden(fields).map(getter).collect();
    let getters = (!getters.is_empty()).then(|| quote!(impl #name { #(#getters)* }));
    let own_type = find("type");
    let constructor = of_release(model, shape, fields, own_type.map(|(_, r#type)| r#type));
    let event_type = own_type.map(|(field, _)| {
        let field = ident(&field.name);
        quote!(, event_type = #field)
    });
    let optional = OPTIONAL_IN_CONTEXTS.map(|name| {
        let has_key = |field: &Field| {
            let key = field.key.replace('_', "");
            key.eq_ignore_ascii_case(&name.replace('_', ""))
        };
        let has_type = |r#type: &Type| match r#type {
            Type::List(_) => name == LINKS,
            _ => name != LINKS && is_text(model, r#type),
        };
        let mut fields = stored(fields);
        let found = fields.find(|(field, r#type)| has_key(field) && has_type(r#type));
        found.map(|(field, _)| {
            let (name, field) = (ident(name), ident(&field.name));
            quote!(, #name = #field)
        })
    });
    let release = fields
        .iter()
        .find(|field| RELEASE_KEYS.contains(&field.key.as_str()))
        .map(|field| match &field.value {
            FieldValue::Constant(constant) => quote!(#constant),
            _ => ident(&field.name).into_token_stream(),
        });
    quote! {
        #getters
        context!(#name, source = #source, release = #release #event_type #(#optional)*);
        #constructor
    }
}

/// The method that returns a private field of a context.
fn getter(field: &Field) -> TokenStream {
    let docs = field_docs(field);
    let name = ident(&field.name);
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> &str {
            self.#name.as_ref()
        }
    }
}

/// The constructor of a context that belongs to a release. The event type is fixed, or a default, or
/// chosen by the author of a custom event.
fn of_release(
    model: &Model,
    shape: &Shape,
    fields: &[Field],
    own_type: Option<&Type>,
) -> TokenStream {
    let custom_type = own_type.filter(|r#type| **r#type != Type::NonEmptyString);
    let event_type = custom_type.map(|r#type| {
        let r#type = rust_type(model, r#type);
        quote!(, event_type = #r#type)
    });
    let name = ident(&shape.name);
    let arguments = required(fields).map(|field| match (field.key.as_str(), &field.value) {
        ("id" | "source" | "timestamp", _) => ident(&field.key).into_token_stream(),
        ("type", FieldValue::Of(Type::NonEmptyString)) => {
            quote!(crate::NonEmptyString::known(event_type))
        }
        ("type", _) => quote!(event_type),
        (_, FieldValue::Of(Type::Shape(id))) => {
            let name = ident(&model.shape(*id).name);
            quote!(#name::of_release(release))
        }
        _ => quote!(release.into()),
    });
    let uses_type = required(fields).any(|field| field.key == "type");
    let uses_release = required(fields)
        .any(|field| !["id", "source", "timestamp", "type"].contains(&field.key.as_str()));
    let event_type_name = used(uses_type, "event_type");
    let release = used(uses_release, "release");
    quote! {
        new_context!(
            #name(#release, #event_type_name, id, source, timestamp) = (#(#arguments),*)
            #event_type
        );
    }
}
