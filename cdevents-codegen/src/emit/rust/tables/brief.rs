//! Tables of the most frequent kinds of schemas, for which the runtime has macros.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::model::rules::{Applicator, JsonType, Rules, Schema, SchemaId, StringRules, Values};

use super::full::rare_rules;
use super::name::{is_never, name, path};
use super::scalars::text_rules;

/// The most properties for which the macro of objects sorts the keys, at compile time.
const LARGEST: usize = 64;

/// Returns the table of a schema, if there is a macro for its kind.
pub(super) fn table(rules: &Rules, id: SchemaId) -> Option<TokenStream> {
    let (name, schema) = (name(id), rules.get(id));
    object(&name, schema, rules)
        .or_else(|| text(&name, schema))
        .or_else(|| reference(&name, schema, rules))
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
        quote! {
            reference_table!(
                #name, schema = #target, document = #document, pointer = #pointer
            );
        }
    })
}

/// An object without rare rules.
fn object(name: &Ident, schema: &Schema, rules: &Rules) -> Option<TokenStream> {
    let object = &schema.object;
    let plain = Schema {
        types: Some(vec![JsonType::Object]),
        object: object.clone(),
        ..Schema::default()
    };
    let allows_additional = match object.additional {
        None => true,
        Some(id) if is_never(rules.get(id)) => false,
        Some(_) => return None,
    };
    let has_properties = !object.properties.is_empty() || !allows_additional;
    let is_small = object.properties.len() <= LARGEST;
    if *schema != plain || !has_properties || !is_small || !rare_rules(rules, object).is_empty() {
        return None;
    }
    let required: BTreeSet<_> = object.required.iter().collect();
    let properties = object.properties.iter().map(|(key, id)| {
        let schema = path(rules, *id);
        let target = rules.target(*id);
        let target = (target != *id).then(|| {
            let target = path(rules, target);
            quote!(, target = #target)
        });
        if required.contains(key) {
            quote!(required(#key, #schema #target))
        } else {
            quote!(optional(#key, #schema #target))
        }
    });
    let open = allows_additional.then(|| quote!(, ..ANY));
    Some(quote!(object_table!(#name #(, #properties)* #open);))
}
