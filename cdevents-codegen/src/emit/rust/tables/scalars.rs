//! The rules of types, strings, numbers and literal values.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::emit::rust::tokens::{ident, number};
use crate::model::rules::{Bounds, JsonType, StringRules, Values};
use crate::patterns::expand;

/// A set of types.
pub(in crate::emit::rust) fn types(types: &[JsonType]) -> TokenStream {
    let types = types.iter().map(|r#type| match r#type {
        JsonType::Null => quote!(Types::NULL),
        JsonType::Boolean => quote!(Types::BOOLEAN),
        JsonType::Object => quote!(Types::OBJECT),
        JsonType::Array => quote!(Types::ARRAY),
        JsonType::Integer => quote!(Types::INTEGER),
        JsonType::PlainInteger => quote!(Types::PLAIN_INTEGER),
        JsonType::Number => quote!(Types::NUMBER),
        JsonType::String => quote!(Types::STRING),
    });
    let union = types.reduce(|one, other| quote!(#one.union(#other)));
    union.unwrap_or_else(|| quote!(Types::NONE))
}

/// The rules of a string, as the runtime's macros take them.
pub(in crate::emit::rust) fn text_rules(rules: &StringRules) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    if rules.min_length > 0 {
        let min = number(rules.min_length);
        fields.push(quote!(min_length = #min));
    }
    if let Some(max) = rules.max_length {
        let max = number(max);
        fields.push(quote!(max_length = #max));
    }
    if let Some(pattern) = &rules.pattern {
        fields.push(match expanded(pattern) {
            None => quote!(pattern = #pattern),
            Some(expanded) => quote!(pattern = (#pattern, #expanded)),
        });
    }
    fields.extend(rules.format.map(|format| {
        // The runtime's variants have the same names.
        let variant = ident(&format!("{format:?}"));
        quote!(format = #variant)
    }));
    fields
}

/// A pattern. It is compiled once, at its first use.
pub(super) fn pattern(pattern: &str) -> TokenStream {
    let new = match expanded(pattern) {
        None => quote!(new(#pattern)),
        Some(expanded) => quote!(expanded(#pattern, #expanded)),
    };
    quote!({
        static PATTERN: Pattern = Pattern::#new;
        &PATTERN
    })
}

fn expanded(pattern: &str) -> Option<String> {
    expand(pattern).filter(|expanded| expanded != pattern)
}

/// A JSON value. It is parsed once, at its first use.
fn literal(value: &Value) -> TokenStream {
    let json = value.to_string();
    quote!({
        static LITERAL: Literal = Literal::new(#json);
        &LITERAL
    })
}

/// The rules of a number.
pub(super) fn bounds(rules: &Bounds) -> TokenStream {
    let fields = [
        (quote!(minimum), &rules.minimum),
        (quote!(exclusive_minimum), &rules.exclusive_minimum),
        (quote!(maximum), &rules.maximum),
        (quote!(exclusive_maximum), &rules.exclusive_maximum),
        (quote!(multiple_of), &rules.multiple_of),
    ];
    let fields = fields.iter().filter_map(|(field, bound)| {
        let bound = literal(&Value::Number((*bound).clone()?));
        Some(quote!(#field: Some(#bound)))
    });
    quote!(NumberRules { #(#fields,)* ..NumberRules::ANY })
}

/// The values that a schema allows.
pub(super) fn values(values: &Values) -> TokenStream {
    match values {
        Values::Const(Value::String(text)) => quote!(Values::ConstText(#text)),
        Values::Const(value) => {
            let value = literal(value);
            quote!(Values::Const(#value))
        }
        Values::Enum(values) if values.iter().all(Value::is_string) => {
            let texts = values.iter().filter_map(Value::as_str);
            quote!(Values::EnumTexts(&[#(#texts),*]))
        }
        Values::Enum(values) => {
            let values = values.iter().map(literal);
            quote!(Values::Enum(&[#(#values),*]))
        }
    }
}
