//! Tables of any schema, written as struct literals.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::rust::tokens::number;
use crate::model::rules::{
    Applicator, Array, Bounds, Object, Rules, Schema, SchemaId, StringRules,
};

use super::name::{name, path};
use super::scalars::{bounds, pattern, text_rules, types, values};

/// The table of a schema.
pub(super) fn table(rules: &Rules, id: SchemaId) -> TokenStream {
    let (name, schema) = (name(id), schema(rules, rules.get(id)));
    quote!(pub(super) static #name: Schema = #schema;)
}

fn schema(rules: &Rules, schema: &Schema) -> TokenStream {
    if *schema == Schema::default() {
        return quote!(Schema::ANY);
    }
    let mut fields = Vec::new();
    if let Some(allowed) = &schema.types {
        let types = types(allowed);
        fields.push(quote!(types: #types));
    }
    if schema.text != StringRules::default() {
        let text = text_rules(&schema.text);
        fields.push(quote!(text: Some(&text_rules!(#(#text),*))));
    }
    if schema.number != Bounds::default() {
        let number = bounds(&schema.number);
        fields.push(quote!(number: Some(&#number)));
    }
    if schema.array != Array::default() {
        let array = array(rules, &schema.array);
        fields.push(quote!(array: Some(&#array)));
    }
    if schema.object != Object::default() {
        let object = object(rules, &schema.object);
        fields.push(quote!(object: Some(&#object)));
    }
    if let Some(allowed) = &schema.values {
        let values = values(allowed);
        fields.push(quote!(values: Some(#values)));
    }
    if !schema.applicators.is_empty() {
        let applicators = schema.applicators.iter();
        let applicators = applicators.map(|schemas| applicator(rules, schemas));
        fields.push(quote!(applicators: &[#(#applicators),*]));
    }
    quote!(Schema { #(#fields,)* ..Schema::ANY }.ready())
}

fn array(rules: &Rules, array: &Array) -> TokenStream {
    let mut fields = Vec::new();
    if !array.prefix.is_empty() {
        let prefix = list(rules, &array.prefix);
        fields.push(quote!(prefix: #prefix));
    }
    if let Some(items) = array.items {
        let items = path(rules, items);
        fields.push(quote!(items: Some(&#items)));
    }
    if array.min_items > 0 {
        let min = number(array.min_items);
        fields.push(quote!(min_items: #min));
    }
    if let Some(max) = array.max_items.map(number) {
        fields.push(quote!(max_items: Some(#max)));
    }
    if array.unique {
        fields.push(quote!(unique: true));
    }
    if let Some((schema, min, max)) = array.contains {
        let (schema, min) = (path(rules, schema), number(min));
        let max = max.map(number);
        let max = max.map_or_else(|| quote!(None), |max| quote!(Some(#max)));
        fields.push(quote!(contains: Some(Contains { schema: &#schema, min: #min, max: #max })));
    }
    quote!(ArrayRules { #(#fields,)* ..ArrayRules::ANY })
}

fn list(rules: &Rules, schemas: &[SchemaId]) -> TokenStream {
    let paths = schemas.iter().map(|id| path(rules, *id));
    quote!(&[#(&#paths),*])
}

fn object(rules: &Rules, object: &Object) -> TokenStream {
    let mut fields = Vec::new();
    if !object.properties.is_empty() {
        let required: BTreeSet<_> = object.required.iter().collect();
        let is_required = |key| required.contains(key);
        let properties = object.properties.iter().map(|(key, id)| {
            let (schema, target) = (path(rules, *id), path(rules, rules.target(*id)));
            let required = is_required(key);
            quote!(Property { key: #key, required: #required, schema: &#schema, target: &#target })
        });
        let required = object.properties.iter().filter(|(key, _)| is_required(key));
        let required = Literal::usize_unsuffixed(required.count());
        let sorted = sorted(object);
        fields.push(quote!(properties: &[#(#properties),*]));
        fields.push(quote!(required: #required));
        fields.push(quote!(sorted: &#sorted));
    }
    if let Some(additional) = object.additional {
        let additional = path(rules, additional);
        fields.push(quote!(additional: &#additional));
    }
    let rare = rare_rules(rules, object);
    if !rare.is_empty() {
        fields.push(quote!(rare: Some(&RareObjectRules { #(#rare,)* ..RareObjectRules::ANY })));
    }
    quote!(ObjectRules { #(#fields,)* ..ObjectRules::ANY })
}

/// The indices of an object's properties, sorted by key.
fn sorted(object: &Object) -> TokenStream {
    let mut indices: Vec<usize> = (0..object.properties.len()).collect();
    indices.sort_by_key(|index| &object.properties[*index].0);
    let indices = indices.into_iter().map(Literal::usize_unsuffixed);
    quote!([#(#indices),*])
}

/// The rules of an object that few schemas have.
pub(super) fn rare_rules(rules: &Rules, object: &Object) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    let properties: BTreeSet<_> = object.properties.iter().map(|(key, _)| key).collect();
    let required = object.required.iter();
    let required: Vec<_> = required.filter(|key| !properties.contains(key)).collect();
    if !required.is_empty() {
        fields.push(quote!(required: &[#(#required),*]));
    }
    if !object.patterns.is_empty() {
        let patterns = object.patterns.iter().map(|(text, id)| {
            let (pattern, schema) = (pattern(text), path(rules, *id));
            quote!((#pattern, &#schema))
        });
        fields.push(quote!(patterns: &[#(#patterns),*]));
    }
    if let Some(names) = object.names {
        let names = path(rules, names);
        fields.push(quote!(names: Some(&#names)));
    }
    if object.min_properties > 0 {
        let min = number(object.min_properties);
        fields.push(quote!(min_properties: #min));
    }
    if let Some(max) = object.max_properties.map(number) {
        fields.push(quote!(max_properties: Some(#max)));
    }
    if !object.dependent_required.is_empty() {
        let dependent = object.dependent_required.iter();
        let dependent = dependent.map(|(key, required)| quote!((#key, &[#(#required),*])));
        fields.push(quote!(dependent_required: &[#(#dependent),*]));
    }
    if !object.dependent_schemas.is_empty() {
        let dependent = object.dependent_schemas.iter().map(|(key, id)| {
            let schema = path(rules, *id);
            quote!((#key, &#schema))
        });
        fields.push(quote!(dependent_schemas: &[#(#dependent),*]));
    }
    fields
}

fn applicator(rules: &Rules, applicator: &Applicator) -> TokenStream {
    let path = |id: &SchemaId| path(rules, *id);
    match applicator {
        Applicator::Reference(schema, document, pointer) => {
            let schema = path(schema);
            quote!(Applicator::Reference(&Reference {
                schema: &#schema,
                document: #document,
                pointer: #pointer,
            }))
        }
        Applicator::AllOf(schemas) => {
            let schemas = list(rules, schemas);
            quote!(Applicator::AllOf(#schemas))
        }
        Applicator::AnyOf(schemas) => {
            let tag = rules.tag(schemas).map_or_else(
                || quote!(None),
                |(key, texts)| quote!(Some(Tag { key: #key, texts: &[#(#texts),*] })),
            );
            let schemas = list(rules, schemas);
            quote!(Applicator::AnyOf(&Alternatives { schemas: #schemas, tag: #tag }))
        }
        Applicator::OneOf(schemas) => {
            let schemas = list(rules, schemas);
            quote!(Applicator::OneOf(#schemas))
        }
        Applicator::Not(schema) => {
            let schema = path(schema);
            quote!(Applicator::Not(&#schema))
        }
        Applicator::If(condition, then, otherwise) => {
            let [condition, then, otherwise] = [condition, then, otherwise].map(path);
            quote!(Applicator::If(&Condition {
                condition: &#condition,
                then: &#then,
                otherwise: &#otherwise,
            }))
        }
    }
}
