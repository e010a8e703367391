//! Objects out of a few, told apart by one member, wherever among the others it stands.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::{Alternative, Field, FieldValue, Form, Link, Model, Shape, stored};

use super::objects::{read_field, value};
use super::tokens::{described, doc, ident};
use super::validators;

/// An enum of structs, and its impls.
pub(crate) fn union(
    model: &Model,
    shape: &Shape,
    tag: &str,
    alternatives: &[Alternative],
) -> TokenStream {
    let name = ident(&shape.name);
    let docs = doc(&described(
        &shape.description,
        &format!("`{}`.", shape.origin),
    ));
    let (variants, structs): (Vec<_>, Vec<_>) = alternatives
        .iter()
        .map(|it| (ident(&it.name), ident(&model.shape(it.shape).name)))
        .unzip();
    let members = alternatives.iter().map(|alternative| {
        let shape = model.shape(alternative.shape);
        // The rest stands at the object itself.
        let (first, _) = shape
            .description
            .split_once("\n\n")
            .unwrap_or((&shape.description, ""));
        let docs = doc(&described(first, &format!("`{}`.", alternative.tag)));
        let (variant, name) = (ident(&alternative.name), ident(&shape.name));
        quote!(#docs #variant(#name))
    });
    let read = read(model, tag, alternatives);
    let keys = keys(model, tag, alternatives);
    let link = link(model, shape, tag, alternatives);
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub enum #name { #(#members,)* }
        #(impl From<#structs> for #name {
            fn from(value: #structs) -> Self {
                Self::#variants(value)
            }
        })*
        impl Object for #name {
            const KEYS: &'static [&'static str] = &[#(#keys),*];
            #read
            fn write<M: SerializeMap>(&self, map: &mut M, fixed: &str) -> Result<(), M::Error> {
                match self {
                    #(Self::#variants(it) => it.write(map, fixed),)*
                }
            }
        }
        object!(#name);
        #link
    }
}

/// What links can do that travel by themselves.
fn link(
    model: &Model,
    shape: &Shape,
    tag: &str,
    alternatives: &[Alternative],
) -> Option<TokenStream> {
    let link = link_of(model, shape)?;
    let name = ident(&shape.name);
    let schemas = alternatives.iter().zip(&link.schemas);
    let schemas = schemas.map(|(alternative, (schema_id, schema))| {
        let (text, table) = (&alternative.tag, validators::name(*schema));
        quote!({ value: #text, schema: #table, schema_id: #schema_id })
    });
    Some(quote!(link_types! { link: #name, tag: #tag, #(#schemas)* }))
}

/// The links that travel by themselves and have a shape: where releases share it, the newest one's.
pub(crate) fn link_of<'a>(model: &'a Model, shape: &Shape) -> Option<&'a Link> {
    let is_it = |link: &&Link| model.shape(link.shape).name == shape.name;
    let mut links = model
        .releases
        .iter()
        .filter_map(|release| release.link.as_ref());
    links.rfind(is_it)
}

fn fields<'a>(model: &'a Model, alternative: &Alternative) -> &'a [Field] {
    match &model.shape(alternative.shape).form {
        Form::Object { fields, .. } => fields,
        _ => &[],
    }
}

/// The members of all alternatives, each once, without the one that tells them apart.
fn members<'a>(model: &'a Model, tag: &str, alternatives: &[Alternative]) -> Vec<&'a Field> {
    let mut members: Vec<&Field> = Vec::new();
    for alternative in alternatives {
        for field in fields(model, alternative) {
            if field.key != tag && !members.iter().any(|it| it.key == field.key) {
                members.push(field);
            }
        }
    }
    members
}

/// Has one of them a member that another one lacks?
pub(crate) fn has_foreign(model: &Model, alternatives: &[Alternative]) -> bool {
    let keys = |alternative: &Alternative| -> BTreeSet<String> {
        let fields = fields(model, alternative).iter();
        fields.map(|field| field.key.clone()).collect()
    };
    alternatives
        .windows(2)
        .any(|pair| keys(&pair[0]) != keys(&pair[1]))
}

/// The variables that members are read into, by key. What reads a union uses a few names of its own,
/// and two alternatives may have different members of one name; no field begins with two underscores.
fn places<'a>(members: &[&'a Field]) -> BTreeMap<&'a str, Ident> {
    const USED: &[&str] = &["absent", "key", "members", "required", "tag"];
    let mut seen: BTreeSet<&str> = USED.iter().copied().collect();
    let places = members.iter().enumerate().map(|(index, field)| {
        let place = if seen.insert(&field.name) {
            ident(&field.name)
        } else {
            ident(&format!("__member{index}"))
        };
        (field.key.as_str(), place)
    });
    places.collect()
}

fn keys(model: &Model, tag: &str, alternatives: &[Alternative]) -> Vec<String> {
    let members = members(model, tag, alternatives);
    let keys = members.into_iter().map(|field| field.key.clone());
    std::iter::once(tag.to_owned()).chain(keys).collect()
}

fn read(model: &Model, tag: &str, alternatives: &[Alternative]) -> TokenStream {
    let members = members(model, tag, alternatives);
    let by_key = places(&members);
    let place = |field: &Field| &by_key[field.key.as_str()];
    let places = members.iter().map(|field| {
        let name = place(field);
        quote!(let mut #name = None;)
    });
    let tags: Vec<_> = alternatives.iter().map(|it| &it.tag).collect();
    let last = members.len();
    let tag_key = if members.is_empty() {
        quote!(_)
    } else {
        quote!(0)
    };
    let reads = members.iter().enumerate().map(|(index, field)| {
        let read = read_field(field, place(field));
        let key = proc_macro2::Literal::usize_unsuffixed(index + 1);
        if index + 1 == last {
            quote!(_ => #read,)
        } else {
            quote!(#key => #read,)
        }
    });
    let results = alternatives.iter().enumerate().map(|(index, alternative)| {
        let own = fields(model, alternative);
        let (variant, name) = (
            ident(&alternative.name),
            ident(&model.shape(alternative.shape).name),
        );
        let foreign = members
            .iter()
            .filter(|field| !own.iter().any(|it| it.key == field.key));
        let checks = foreign.map(|field| {
            let (place, key) = (place(field), &field.key);
            quote!(absent(#place.as_ref(), #key, #name::KEYS)?;)
        });
        let values = stored(own).map(|(field, _)| value(field, place(field)));
        let pattern = if index + 1 == alternatives.len() {
            quote!(_)
        } else {
            let index = proc_macro2::Literal::usize_unsuffixed(index);
            quote!(#index)
        };
        quote! {
            #pattern => {
                #(#checks)*
                Ok(Self::#variant(#name { #(#values,)* }))
            }
        }
    });
    debug_assert!(
        members
            .iter()
            .all(|field| matches!(field.value, FieldValue::Of(_)))
    );
    quote! {
        fn read<'de, A: MapAccess<'de>>(members: &mut Members<A>) -> Result<Self, A::Error> {
            let mut tag = None;
            #(#places)*
            while let Some(key) = members.next_key()? {
                match key {
                    #tag_key => members.one_of(&mut tag, &[#(#tags),*])?,
                    #(#reads)*
                }
            }
            match required(tag, #tag)? { #(#results)* }
        }
    }
}
