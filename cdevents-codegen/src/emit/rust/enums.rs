//! Enums of strings: closed ones, and those that leave room for others.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::{EnumValue, Model, ReleaseName, Shape, Type};

use super::tokens::{described, doc, ident, rust_type};

/// A closed enum, and its impls; where it is one of releases, with the value for each.
pub(crate) fn closed(shape: &Shape, values: &[EnumValue], may_be_of_releases: bool) -> TokenStream {
    let name = ident(&shape.name);
    let docs = doc(&described(
        &shape.description,
        &format!("`{}`", shape.origin),
    ));
    let members = values.iter().map(variant);
    let (variants, texts) = pairs(values);
    let expected = expected(values);
    let of_release = may_be_of_releases.then(|| of_release(values)).flatten();
    let of_release = of_release.map(|of_release| {
        quote! {
            impl #name {
                #of_release
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum #name { #(#members,)* }
        text_enum! { #name, #expected, #(#variants = #texts,)* }
        #of_release
    }
}

/// A variant without data.
fn variant(value: &EnumValue) -> TokenStream {
    let docs = doc(&format!("`{}`.", value.text));
    let name = ident(&value.name);
    quote!(#docs #name)
}

/// Of an enum of releases, the value for a release: its own, or else the newest.
fn of_release(values: &[EnumValue]) -> Option<TokenStream> {
    let releases = values.iter().map(|value| value.text.parse().ok());
    let releases: Vec<ReleaseName> = releases.collect::<Option<_>>()?;
    let newest = releases.iter().max()?;
    let arms = releases.iter().filter(|it| *it != newest).map(|release| {
        let variant = ident(&release.variant());
        quote!(crate::Release::#variant => Self::#variant)
    });
    let newest = ident(&newest.variant());
    Some(quote! {
        pub(crate) const fn of_release(release: crate::Release) -> Self {
            match release {
                #(#arms,)*
                _ => Self::#newest,
            }
        }
    })
}

/// An enum with a variant for any other string.
pub(crate) fn open(
    model: &Model,
    shape: &Shape,
    values: &[EnumValue],
    other: &Type,
) -> TokenStream {
    let name = ident(&shape.name);
    let docs = doc(&described(
        &shape.description,
        &format!("`{}`.", shape.origin),
    ));
    let members = values.iter().map(variant);
    let (variants, texts) = pairs(values);
    let other_type = rust_type(model, other);
    let expected = match other {
        Type::String => "a string",
        _ => "a string that is not empty",
    };
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum #name {
            #(#members,)*
            /// Any other, which the specification allows.
            Other(#other_type),
        }
        open_enum! { #name, #expected, #other_type, #(#variants = #texts,)* }
    }
}

fn pairs(values: &[EnumValue]) -> (Vec<Ident>, Vec<&String>) {
    values
        .iter()
        .map(|value| (ident(&value.name), &value.text))
        .unzip()
}

fn expected(values: &[EnumValue]) -> String {
    let texts: Vec<_> = values
        .iter()
        .map(|value| format!("`{}`", value.text))
        .collect();
    match texts.as_slice() {
        [only] => only.clone(),
        texts => format!("one of {}", texts.join(", ")),
    }
}
