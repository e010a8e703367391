//! Tables of the most frequent kinds of schemas besides objects, for which the runtime has macros.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::model::rules::{Applicator, JsonType, Rules, Schema, SchemaId, StringRules, Values};

use super::name::{name, path};
use super::scalars::text_rules;

/// Returns the table of a schema, if there is a macro for its kind.
pub(super) fn table(rules: &Rules, id: SchemaId) -> Option<TokenStream> {
    let (name, schema) = (name(id), rules.get(id));
    text(&name, schema).or_else(|| reference(&name, schema, rules))
}

/// A string with rules, or with a single valid value.
fn text(name: &Ident, schema: &Schema) -> Option<TokenStream> {
    let plain = Schema {
        types: schema.types.clone(),
        values: schema.values.clone(),
        text: schema.text.clone(),
        ..Schema::default()
    };
    if *schema != plain {
        return None;
    }
    match &schema.values {
        None if schema.types == Some(vec![JsonType::String]) => {
            let rules = text_rules(&schema.text);
            Some(quote!(text_table!(#name #(, #rules)*);))
        }
        Some(Values::Const(Value::String(text))) if schema.types.is_none() => {
            let is_only_value = schema.text == StringRules::default();
            is_only_value.then(|| quote!(constant_table!(#name, value = #text);))
        }
        _ => None,
    }
}

/// A schema that is only a `$ref`.
fn reference(name: &Ident, schema: &Schema, rules: &Rules) -> Option<TokenStream> {
    let [Applicator::Reference(target, document, pointer)] = schema.applicators.as_slice() else {
        return None;
    };
    let target = path(rules, *target);
    schema.is_only_applicators().then(|| {
        quote! { reference_table!(#name = #target, #document, #pointer); }
    })
}
