//! Enums of structs that one property, the tag, tells apart. The tag may stand anywhere among the
//! other properties.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::{Alternative, Field, FieldValue, Model, Shape, Type, stored};

use super::tables;
use super::tokens::{described, doc, ident, shape_docs};

/// An enum of structs, and its impls.
pub(super) fn union(
    model: &Model,
    shape: &Shape,
    tag: &str,
    alternatives: &[Alternative],
) -> TokenStream {
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let variants = alternatives.iter().map(|alternative| {
        let shape = model.shape(alternative.shape);
        // The rest stands at the struct itself.
        let first = shape.description.split("\n\n").next().unwrap_or_default();
        let docs = doc(&described(first, &format!("`{}`.", alternative.tag)));
        let (variant, name) = (ident(&alternative.name), ident(&shape.name));
        quote!(#docs #variant(#name))
    });
    let fields = distinct_fields(model, tag, alternatives);
    let variables = variables(&fields);
    let properties = fields.iter().map(|field| {
        let (key, variable) = (&field.key, &variables[field.key.as_str()]);
        let is_list = matches!(field.value, FieldValue::Of(Type::List(_)));
        let read = ident(if is_list { "list" } else { "value" });
        quote!(#read(#key = #variable))
    });
    let structs = alternatives
        .iter()
        .map(|alternative| self::alternative(model, alternative, &fields, &variables));
    let link_kinds = link_kinds(model, shape, tag, alternatives);
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum #name { #(#variants,)* }
        tagged_union!(#name, tag = #tag, properties = [#(#properties),*] #(, #structs)*);
        #link_kinds
    }
}

/// One of the structs, as the runtime's macro takes it.
fn alternative(
    model: &Model,
    alternative: &Alternative,
    fields: &[&Field],
    variables: &BTreeMap<&str, Ident>,
) -> TokenStream {
    let shape = model.shape(alternative.shape);
    let own = shape.form.fields();
    let values = stored(own).map(|(field, _)| {
        let (name, variable) = (ident(&field.name), &variables[field.key.as_str()]);
        if name == *variable {
            quote!(#name)
        } else {
            quote!(#name: #variable)
        }
    });
    let foreign = fields
        .iter()
        .filter(|field| own.iter().all(|own| own.key != field.key));
    let required = stored(own).map(|(field, _)| field);
    let required = required.filter(|field| field.required);
    let check = |kind: &str, field: &Field| {
        let (key, variable) = (&field.key, &variables[field.key.as_str()]);
        let kind = ident(kind);
        quote!(#kind(#key = #variable))
    };
    let absent = foreign.map(|field| check("absent", field));
    let checks = absent.chain(required.map(|field| check("required", field)));
    let text = &alternative.tag;
    let (variant, name) = (ident(&alternative.name), ident(&shape.name));
    quote!(alternative(#text, #variant = #name { #(#values),* } #(, #checks)*))
}

/// What reads and validates links outside of events, if the shape is one of those links.
fn link_kinds(
    model: &Model,
    shape: &Shape,
    tag: &str,
    alternatives: &[Alternative],
) -> Option<TokenStream> {
    let link = tables::link_of(model, shape)?;
    let name = ident(&shape.name);
    let kinds = alternatives.iter().zip(&link.schemas);
    let kinds = kinds.map(|(alternative, (schema_id, schema))| {
        let (text, table) = (&alternative.tag, tables::name(*schema));
        quote!(link_type(#text, schema = #table, schema_id = #schema_id))
    });
    Some(quote!(link_types!(#name, tag = #tag #(, #kinds)*);))
}

/// The fields of all structs, each key once, without the tag.
fn distinct_fields<'a>(
    model: &'a Model,
    tag: &str,
    alternatives: &[Alternative],
) -> Vec<&'a Field> {
    let mut keys = BTreeSet::from([tag]);
    let fields = alternatives
        .iter()
        .map(|alternative| model.shape(alternative.shape));
    let fields = fields.flat_map(|shape| shape.form.fields());
    fields.filter(|field| keys.insert(&field.key)).collect()
}

/// The variables that properties are read into, by key. Two structs may have fields of one name that
/// are different properties.
fn variables<'a>(fields: &[&'a Field]) -> BTreeMap<&'a str, Ident> {
    let mut names = BTreeSet::new();
    let variables = fields.iter().enumerate().map(|(index, field)| {
        let is_free = names.insert(&field.name);
        let name = if is_free {
            field.name.clone()
        } else {
            format!("__property{index}")
        };
        (field.key.as_str(), ident(&name))
    });
    variables.collect()
}
