//! What an object can do besides being a struct: be made, read and written.

use proc_macro2::TokenStream;
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
    let additional = open.then(|| additional(shape));
    let serde = (!is_subject && !is_context).then(|| quote!(object!(#name);));
    let (generics, arguments) = if is_subject {
        (quote!(<C: crate::Content>), quote!(<C>))
    } else {
        (quote!(), quote!())
    };
    let keys = fields.iter().map(|field| &field.key);
    let read = read(fields, open);
    let write = write(fields, open);
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
        #additional
        impl #generics Object for #name #arguments {
            const KEYS: &'static [&'static str] = &[#(#keys),*];
            #read
            #write
        }
        #serde
        #role
    }
}

fn events(model: &Model) -> impl Iterator<Item = &crate::model::Event> {
    let releases = model.releases.iter();
    releases.flat_map(|release| release.events.iter().chain(&release.custom_event))
}

/// A struct with a content of any type, which typify doesn't know.
fn generic_struct(model: &Model, shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let docs = doc(&described(&shape.description, &format!("`{}`.", shape.origin)));
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
    if !fields.iter().any(|field| field.required) {
        return None;
    }
    let name = ident(&shape.name);
    let (generics, arguments) = if is_generic {
        (quote!(<C>), quote!(<C>))
    } else {
        (quote!(), quote!())
    };
    let required = stored(fields).filter(|(field, _)| field.required);
    let parameters = required.clone().map(|(field, r#type)| {
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
    let additional = open.then(|| quote!(additional: crate::AdditionalMembers::default()));
    let docs = if required.count() == 0 {
        doc("Without anything optional.")
    } else {
        doc("Of what is required.")
    };
    Some(quote! {
        impl #generics #name #arguments {
            #docs
            #[must_use]
            pub const fn new(#(#parameters),*) -> Self {
                Self { #(#values,)* #additional }
            }
        }
    })
}

/// The members that an open object may have besides its own.
fn additional(shape: &Shape) -> TokenStream {
    let name = ident(&shape.name);
    quote! {
        impl #name {
            /// The members that the schema doesn't name.
            #[must_use]
            pub const fn additional(&self) -> &crate::AdditionalMembers {
                &self.additional
            }

            /// Sets a member that the schema doesn't name, and returns what it was.
            ///
            /// # Errors
            /// Where the schema does name it.
            pub fn insert_additional(
                &mut self,
                key: impl Into<String>,
                value: crate::Json,
            ) -> Result<Option<crate::Json>, crate::InvalidValue> {
                self.additional.insert(key.into(), value, Self::KEYS)
            }
        }
    }
}

fn read(fields: &[Field], open: bool) -> TokenStream {
    let places = fields.iter().map(|field| {
        let name = ident(&field.name);
        quote!(let mut #name = None;)
    });
    let place_of_additional = open.then(|| quote!(let mut additional = crate::AdditionalMembers::default();));
    let mut reads: Vec<_> = fields.iter().map(read_field).collect();
    let body = if open {
        let last = reads.len().saturating_sub(1);
        let arms = reads.iter().enumerate().map(|(index, read)| {
            if index == last {
                quote!(Key::Known(_) => #read,)
            } else {
                quote!(Key::Known(#index) => #read,)
            }
        });
        let unknown = reads.is_empty().then(|| quote!(Key::Known(_) => {}));
        quote! {
            while let Some(key) = members.next_of_open()? {
                match key {
                    #(#arms)*
                    #unknown
                    Key::Additional(key) => members.additional(&mut additional, key)?,
                }
            }
        }
    } else {
        match (reads.pop(), reads.len()) {
            (None, _) => quote!(members.next()?;),
            (Some(only), 0) => quote!(while members.next()?.is_some() { #only; }),
            (Some(last), _) => {
                let arms = reads.iter().enumerate().map(|(index, read)| {
                    let index = proc_macro2::Literal::usize_unsuffixed(index);
                    quote!(#index => #read,)
                });
                quote! {
                    while let Some(key) = members.next()? {
                        match key { #(#arms)* _ => #last, }
                    }
                }
            }
        }
    };
    let checks = fields.iter().filter_map(|field| {
        let (name, key) = (ident(&field.name), &field.key);
        let is_constant = !matches!(field.value, FieldValue::Of(_));
        is_constant.then(|| quote!(required(#name, #key)?;))
    });
    let values = stored(fields).map(|(field, _)| value(field));
    let additional = open.then(|| quote!(additional));
    quote! {
        fn read<'de, A: MapAccess<'de>>(members: &mut Members<A>) -> Result<Self, A::Error> {
            #(#places)*
            #place_of_additional
            #body
            #(#checks)*
            Ok(Self { #(#values,)* #additional })
        }
    }
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

fn write(fields: &[Field], open: bool) -> TokenStream {
    let entries = fields.iter().map(|field| {
        let (name, key) = (ident(&field.name), &field.key);
        match &field.value {
            FieldValue::EventType => quote!(map.serialize_entry(#key, fixed)?;),
            FieldValue::Constant(constant) => quote!(map.serialize_entry(#key, #constant)?;),
            FieldValue::Of(_) if field.required => quote!(map.serialize_entry(#key, &self.#name)?;),
            FieldValue::Of(_) => quote! {
                if let Some(#name) = &self.#name {
                    map.serialize_entry(#key, #name)?;
                }
            },
        }
    });
    let has_fixed = fields.iter().any(|field| field.value == FieldValue::EventType);
    let fixed = if has_fixed { quote!(fixed) } else { quote!(_fixed) };
    let map = if fields.is_empty() && !open { quote!(_map) } else { quote!(map) };
    let end = if open { quote!(self.additional.write(map)) } else { quote!(Ok(())) };
    quote! {
        fn write<M: SerializeMap>(&self, #map: &mut M, #fixed: &str) -> Result<(), M::Error> {
            #(#entries)*
            #end
        }
    }
}

fn subject(shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let source = fields.iter().find(|field| field.key == "source");
    let source = match source {
        Some(_) => quote!(self.source.as_ref().map(AsRef::as_ref)),
        None => quote!(None),
    };
    quote! {
        impl<C: crate::Content> crate::Subject for #name<C> {
            type Content = C;

            fn of_content(id: crate::NonEmptyString, content: C) -> Self {
                Self::new(id, content)
            }

            fn id(&self) -> &crate::NonEmptyString {
                &self.id
            }

            fn source(&self) -> Option<&str> {
                #source
            }

            fn content(&self) -> &C {
                &self.content
            }
        }
    }
}

fn context(model: &Model, shape: &Shape, fields: &[Field]) -> TokenStream {
    let name = ident(&shape.name);
    let source = stored(fields).find(|(field, _)| field.key == "source");
    let source = source.map(|(_, r#type)| rust_type(model, r#type));
    let own_type = stored(fields).find(|(field, _)| field.key == "type");
    let (own_type, fixed) = match own_type {
        Some((field, _)) => {
            let field = ident(&field.name);
            let own_type = quote! {
                fn own_event_type(&self) -> Option<&str> {
                    Some(self.#field.as_ref())
                }
            };
            (own_type, TokenStream::new())
        }
        None => (TokenStream::new(), fixed_context(shape, fields)),
    };
    quote! {
        impl crate::Context for #name {
            type Source = #source;

            fn id(&self) -> &crate::NonEmptyString {
                &self.id
            }

            fn source(&self) -> &Self::Source {
                &self.source
            }

            fn timestamp(&self) -> &crate::Timestamp {
                &self.timestamp
            }

            #own_type
        }
        #fixed
    }
}

/// How a context is made of what every context requires.
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
    let release = if uses_release { quote!(release) } else { quote!(_release) };
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
