//! Tokens that many items have.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::emit::print;
use crate::model::{Field, Model, Shape, Type};

/// A Rust name.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A number without the name of its type behind it.
pub(super) fn number(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}

/// The Rust type of a value, as the module of the shapes writes it.
pub(super) fn rust_type(model: &Model, r#type: &Type) -> TokenStream {
    match r#type {
        Type::String => quote!(String),
        Type::NonEmptyString => quote!(crate::NonEmptyString),
        Type::Uri => quote!(crate::Uri),
        Type::UriReference => quote!(crate::UriReference),
        Type::Timestamp => quote!(crate::Timestamp),
        Type::CustomEventType => quote!(crate::CustomEventType),
        Type::Boolean => quote!(bool),
        Type::FreeObject => quote!(crate::JsonObject),
        Type::Json => quote!(crate::Json),
        Type::Number => quote!(crate::Number),
        Type::Map(values) => {
            let values = rust_type(model, values);
            quote!(::std::collections::BTreeMap<String, #values>)
        }
        Type::Nullable(value) => {
            let value = rust_type(model, value);
            quote!(Option<#value>)
        }
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

/// The documentation of a shape. Without a description, it names the place in the schema.
pub(super) fn shape_docs(shape: &Shape) -> TokenStream {
    let origin = format!("`{}`.", shape.origin);
    doc(&described(&shape.description, &origin))
}

/// The documentation of a field. Without a description, it names the property.
pub(super) fn field_docs(field: &Field) -> TokenStream {
    let key = format!("`{}`.", field.key);
    doc(&described(&field.description, &key))
}

/// Documentation of one paragraph or more.
pub(super) fn doc(text: &str) -> TokenStream {
    let lines = wrap(text);
    quote!(#(#[doc = #lines])*)
}

/// Breaks a text into the lines of a doc comment. Invisible characters are written as escapes: rustc
/// rejects those that change the direction of the text behind them.
pub(super) fn wrap(text: &str) -> Vec<String> {
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

/// Returns the description, or `otherwise` if there is none.
pub(in crate::emit) fn described(description: &str, otherwise: &str) -> String {
    if description.is_empty() {
        otherwise.to_owned()
    } else {
        description.to_owned()
    }
}
