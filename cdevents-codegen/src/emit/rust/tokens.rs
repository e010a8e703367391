//! Tokens that many items have.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::emit::print;
use crate::model::{Model, Type};

/// Every word in some tokens.
pub(crate) fn collect_names(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => drop(names.insert(name.to_string())),
            TokenTree::Group(group) => collect_names(group.stream(), names),
            _ => {}
        }
    }
}

/// A Rust name.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The Rust type of a value, as it is written in the shapes' module.
pub(crate) fn rust_type(model: &Model, r#type: &Type) -> TokenStream {
    match r#type {
        Type::String => quote!(String),
        Type::NonEmptyString => quote!(crate::NonEmptyString),
        Type::Uri => quote!(crate::Uri),
        Type::UriReference => quote!(crate::UriReference),
        Type::Timestamp => quote!(crate::Timestamp),
        Type::CustomEventType => quote!(crate::CustomEventType),
        Type::Boolean => quote!(bool),
        Type::FreeObject => quote!(crate::JsonObject),
        Type::List(items) => {
            let items = rust_type(model, items);
            quote!(Vec<#items>)
        }
        Type::Shape(id) => {
            let name = ident(&model.shape(*id).name);
            quote!(#name)
        }
        Type::Content => quote!(C),
    }
}

/// Documentation, a paragraph or more.
pub(crate) fn doc(text: &str) -> TokenStream {
    let lines = wrap(text);
    quote!(#(#[doc = #lines])*)
}

/// Breaks a text into lines of a doc comment. Characters that nobody sees are written as escapes: some
/// of them change the direction of what comes next, so that rustc denies them.
pub(crate) fn wrap(text: &str) -> Vec<String> {
    const WIDTH: usize = 90;
    let text = &print::visible(text);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.len() + word.len() > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            line.push(' ');
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// A description, or where there is none, what stands for it.
pub(crate) fn described(description: &str, otherwise: &str) -> String {
    if description.is_empty() {
        otherwise.to_owned()
    } else {
        description.to_owned()
    }
}
