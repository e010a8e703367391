//! The tables by which a release's events are validated.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::needed;
use super::tokens::collect_names;
use crate::model::Model;
use crate::model::rules::{
    Applicator, Array, Bounds, Format, JsonType, Object, Rules, Schema, SchemaId, Text, Values,
};

/// What tables are made of.
const PARTS: &[&str] = &[
    "Alternatives",
    "Applicator",
    "ArrayRules",
    "Condition",
    "Contains",
    "Format",
    "Literal",
    "NumberRules",
    "ObjectRules",
    "Pattern",
    "Property",
    "RareObjectRules",
    "Reference",
    "Schema",
    "Tag",
    "TextRules",
    "Types",
    "Values",
    "constant_table",
    "object_table",
    "reference_table",
    "text_table",
];

/// The tables of all releases.
pub(crate) fn validators(model: &Model) -> TokenStream {
    let tables = tables(model, &[]);
    quote! {
        //! What the schemas demand, as tables. A schema that several events have, or several
        //! releases, stands here once.

        #tables
    }
}

/// The tables of a model, and of what else is needed; and what they use.
pub(crate) fn tables(model: &Model, further: &[SchemaId]) -> TokenStream {
    let rules = &model.rules;
    let needed = needed::needed(model, further);
    let mut statics = TokenStream::new();
    for (index, schema) in rules.schemas.iter().enumerate() {
        if is_never(schema) || !needed.contains(&SchemaId(index)) {
            continue;
        }
        let name = name(SchemaId(index));
        statics.extend(plain(&name, schema, rules).unwrap_or_else(|| {
            let schema = Table(rules).schema(schema);
            quote!(pub(super) static #name: Schema = #schema;)
        }));
    }
    let mut names = BTreeSet::new();
    collect_names(statics.clone(), &mut names);
    let parts = PARTS.iter().filter(|part| names.contains(**part));
    let parts = parts.map(|part| Ident::new(part, Span::call_site()));
    quote! {
        use crate::validate::table::{#(#parts),*};

        #statics
    }
}

/// The name of a schema's table.
pub(crate) fn name(id: SchemaId) -> Ident {
    Ident::new(&format!("S{}", id.0), Span::call_site())
}

/// Where a schema's table is, from anywhere in the crate.
pub(crate) fn full_path(rules: &Rules, id: SchemaId) -> TokenStream {
    if is_never(rules.get(id)) {
        quote!(crate::validate::table::Schema::NEVER)
    } else {
        let name = name(id);
        quote!(crate::generated::tables::#name)
    }
}

fn is_never(schema: &Schema) -> bool {
    schema.types.as_ref().is_some_and(Vec::is_empty)
}

/// Most schemas are of a few kinds that have macros of their own.
fn plain(name: &Ident, schema: &Schema, rules: &Rules) -> Option<TokenStream> {
    plain_object(name, schema, rules)
        .or_else(|| plain_text(name, schema))
        .or_else(|| plain_reference(name, schema, rules))
}

/// A string, with demands or one value.
fn plain_text(name: &Ident, schema: &Schema) -> Option<TokenStream> {
    let plain = Schema {
        types: schema.types.clone(),
        values: schema.values.clone(),
        text: schema.text.clone(),
        ..Schema::default()
    };
    if *schema != plain {
        return None;
    }
    let is_string = schema.types == Some(vec![JsonType::String]);
    match &schema.values {
        None if is_string => {
            let fields = text_fields(&schema.text);
            Some(quote!(text_table!(#name, #(#fields),*);))
        }
        Some(Values::Const(Value::String(text))) if schema.types.is_none() => {
            (schema.text == Text::default()).then(|| quote!(constant_table!(#name, #text);))
        }
        _ => None,
    }
}

/// Nothing but a `$ref`.
fn plain_reference(name: &Ident, schema: &Schema, rules: &Rules) -> Option<TokenStream> {
    match schema.applicators.as_slice() {
        [Applicator::Reference(target, document, pointer)] if schema.is_only_applicators() => {
            let target = Table(rules).path(*target);
            Some(quote!(reference_table!(#name, #target, #document, #pointer);))
        }
        _ => None,
    }
}

/// An object without rare demands.
fn plain_object(name: &Ident, schema: &Schema, rules: &Rules) -> Option<TokenStream> {
    let plain = Schema {
        types: Some(vec![JsonType::Object]),
        object: schema.object.clone(),
        ..Schema::default()
    };
    let additional = match schema.object.additional {
        None => quote!(ANY),
        Some(id) if is_never(rules.get(id)) => quote!(NEVER),
        Some(_) => return None,
    };
    let has_properties = !schema.object.properties.is_empty() || schema.object.additional.is_some();
    let table = Table(rules);
    let required: BTreeSet<_> = schema.object.required.iter().collect();
    if *schema != plain || !has_properties || !table.rare(&schema.object).is_empty() {
        return None;
    }
    let properties = schema.object.properties.iter().map(|(key, id)| {
        let (value, target) = (table.path(*id), rules.target(*id));
        let presence = if required.contains(key) {
            quote!(required)
        } else {
            quote!(optional)
        };
        let target = (target != *id).then(|| {
            let target = table.path(target);
            quote!(=> #target)
        });
        quote!(#key #presence #value #target)
    });
    let sorted = sorted(&schema.object);
    Some(quote!(
        object_table! { #name #additional #sorted, #(#properties,)* }
    ))
}

/// The indices of the properties, sorted by key.
fn sorted(rules: &Object) -> TokenStream {
    let mut indices: Vec<usize> = (0..rules.properties.len()).collect();
    indices.sort_by_key(|index| &rules.properties[*index].0);
    let indices = indices.into_iter().map(Literal::usize_unsuffixed);
    quote!([#(#indices),*])
}

/// Tables, of schemas that refer to one another.
struct Table<'a>(&'a Rules);

impl Table<'_> {
    /// The path of a schema's table.
    fn path(&self, id: SchemaId) -> TokenStream {
        if is_never(self.0.get(id)) {
            quote!(Schema::NEVER)
        } else {
            let name = name(id);
            quote!(#name)
        }
    }

    fn schema(&self, schema: &Schema) -> TokenStream {
        if *schema == Schema::default() {
            return quote!(Schema::ANY);
        }
        let mut fields = Vec::new();
        if let Some(types) = &schema.types {
            let types = types
                .iter()
                .map(|it| type_of(*it))
                .reduce(|one, other| quote!(#one.union(#other)));
            fields.push(quote!(types: #types));
        }
        if schema.text != Text::default() {
            let rules = text(&schema.text);
            fields.push(quote!(text: Some(&#rules)));
        }
        if schema.number != Bounds::default() {
            let rules = bounds(&schema.number);
            fields.push(quote!(number: Some(&#rules)));
        }
        if schema.array != Array::default() {
            let rules = self.array(&schema.array);
            fields.push(quote!(array: Some(&#rules)));
        }
        if schema.object != Object::default() {
            let rules = self.object(&schema.object);
            fields.push(quote!(object: Some(&#rules)));
        }
        if let Some(allowed) = &schema.values {
            let allowed = values(allowed);
            fields.push(quote!(values: Some(#allowed)));
        }
        if !schema.applicators.is_empty() {
            let applicators = schema.applicators.iter().map(|it| self.applicator(it));
            fields.push(quote!(applicators: &[#(#applicators),*]));
        }
        quote!(Schema { #(#fields,)* ..Schema::ANY }.ready())
    }

    fn array(&self, rules: &Array) -> TokenStream {
        let Array {
            prefix,
            items,
            min_items,
            max_items,
            unique,
            contains,
        } = rules;
        let mut fields = Vec::new();
        if !prefix.is_empty() {
            let prefix = self.list(prefix);
            fields.push(quote!(prefix: #prefix));
        }
        if let Some(items) = items {
            let items = self.path(*items);
            fields.push(quote!(items: Some(&#items)));
        }
        if *min_items > 0 {
            fields.push(quote!(min_items: #min_items));
        }
        if let Some(max) = max_items {
            fields.push(quote!(max_items: Some(#max)));
        }
        if *unique {
            fields.push(quote!(unique: true));
        }
        if let Some((schema, min, max)) = contains {
            let (schema, max) = (self.path(*schema), option(max.as_ref()));
            fields
                .push(quote!(contains: Some(Contains { schema: &#schema, min: #min, max: #max })));
        }
        quote!(ArrayRules { #(#fields,)* ..ArrayRules::ANY })
    }

    fn list(&self, schemas: &[SchemaId]) -> TokenStream {
        let names = schemas.iter().map(|id| self.path(*id));
        quote!(&[#(&#names),*])
    }

    fn object(&self, rules: &Object) -> TokenStream {
        let mut fields = Vec::new();
        if !rules.properties.is_empty() {
            let required: BTreeSet<_> = rules.required.iter().collect();
            let is_required = |key| required.contains(key);
            let properties = rules.properties.iter().map(|(key, schema)| {
                let target = self.path(self.0.target(*schema));
                let (required, schema) = (is_required(key), self.path(*schema));
                quote!(Property {
                    key: #key,
                    required: #required,
                    schema: &#schema,
                    target: &#target,
                })
            });
            let required = rules.properties.iter().filter(|it| is_required(&it.0));
            let required = Literal::usize_unsuffixed(required.count());
            let sorted = sorted(rules);
            fields.push(quote!(properties: &[#(#properties),*]));
            fields.push(quote!(required: #required));
            fields.push(quote!(sorted: &#sorted));
        }
        if let Some(additional) = rules.additional {
            let additional = self.path(additional);
            fields.push(quote!(additional: &#additional));
        }
        let rare = self.rare(rules);
        if !rare.is_empty() {
            fields.push(quote!(rare: Some(&RareObjectRules { #(#rare,)* ..RareObjectRules::ANY })));
        }
        quote!(ObjectRules { #(#fields,)* ..ObjectRules::ANY })
    }

    fn rare(&self, rules: &Object) -> Vec<TokenStream> {
        let mut fields = Vec::new();
        let properties: BTreeSet<_> = rules.properties.iter().map(|(key, _)| key).collect();
        let is_property = |key: &String| properties.contains(key);
        let required: Vec<_> = rules
            .required
            .iter()
            .filter(|key| !is_property(key))
            .collect();
        if !required.is_empty() {
            fields.push(quote!(required: &[#(#required),*]));
        }
        if !rules.patterns.is_empty() {
            let (patterns, schemas) = self.keyed(&rules.patterns);
            let patterns = patterns.into_iter().map(|pattern| compiled(pattern));
            fields.push(quote!(patterns: &[#((#patterns, &#schemas)),*]));
        }
        if let Some(names) = rules.names {
            let names = self.path(names);
            fields.push(quote!(names: Some(&#names)));
        }
        if rules.min_properties > 0 {
            let min = rules.min_properties;
            fields.push(quote!(min_properties: #min));
        }
        if let Some(max) = rules.max_properties {
            fields.push(quote!(max_properties: Some(#max)));
        }
        if !rules.dependent_required.is_empty() {
            let dependent = rules.dependent_required.iter();
            let dependent = dependent.map(|(key, required)| quote!((#key, &[#(#required),*])));
            fields.push(quote!(dependent_required: &[#(#dependent),*]));
        }
        if !rules.dependent_schemas.is_empty() {
            let (keys, schemas) = self.keyed(&rules.dependent_schemas);
            fields.push(quote!(dependent_schemas: &[#((#keys, &#schemas)),*]));
        }
        fields
    }

    fn keyed<'a>(&self, schemas: &'a [(String, SchemaId)]) -> (Vec<&'a String>, Vec<TokenStream>) {
        schemas
            .iter()
            .map(|(key, id)| (key, self.path(*id)))
            .unzip()
    }

    fn applicator(&self, applicator: &Applicator) -> TokenStream {
        match applicator {
            Applicator::Reference(schema, document, pointer) => {
                let schema = self.path(*schema);
                quote!(Applicator::Reference(&Reference {
                    schema: &#schema,
                    document: #document,
                    pointer: #pointer,
                }))
            }
            Applicator::AllOf(schemas) => {
                let schemas = self.list(schemas);
                quote!(Applicator::AllOf(#schemas))
            }
            Applicator::AnyOf(schemas) => {
                let tag = self.0.tag(schemas).map_or(
                    quote!(None),
                    |(key, texts)| quote!(Some(Tag { key: #key, texts: &[#(#texts),*] })),
                );
                let schemas = self.list(schemas);
                quote!(Applicator::AnyOf(&Alternatives { schemas: #schemas, tag: #tag }))
            }
            Applicator::OneOf(schemas) => {
                let schemas = self.list(schemas);
                quote!(Applicator::OneOf(#schemas))
            }
            Applicator::Not(schema) => {
                let schema = self.path(*schema);
                quote!(Applicator::Not(&#schema))
            }
            Applicator::If(condition, then, otherwise) => {
                let [condition, then, otherwise] =
                    [condition, then, otherwise].map(|id| self.path(*id));
                quote!(Applicator::If(&Condition {
                    condition: &#condition,
                    then: &#then,
                    otherwise: &#otherwise,
                }))
            }
        }
    }
}

fn type_of(r#type: JsonType) -> TokenStream {
    match r#type {
        JsonType::Null => quote!(Types::NULL),
        JsonType::Boolean => quote!(Types::BOOLEAN),
        JsonType::Object => quote!(Types::OBJECT),
        JsonType::Array => quote!(Types::ARRAY),
        JsonType::Integer => quote!(Types::INTEGER),
        JsonType::Number => quote!(Types::NUMBER),
        JsonType::String => quote!(Types::STRING),
    }
}

fn text(rules: &Text) -> TokenStream {
    let fields = text_fields(rules);
    quote!(TextRules { #(#fields,)* ..TextRules::ANY })
}

/// The demands on strings, as fields of a struct.
pub(crate) fn text_fields(rules: &Text) -> Vec<TokenStream> {
    let Text {
        min_length,
        max_length,
        pattern,
        format,
    } = rules;
    let mut fields = Vec::new();
    if *min_length > 0 {
        let min_length = Literal::u64_unsuffixed(*min_length);
        fields.push(quote!(min_length: #min_length));
    }
    if let Some(max) = max_length {
        fields.push(quote!(max_length: Some(#max)));
    }
    if let Some(pattern) = pattern {
        let pattern = compiled(pattern);
        fields.push(quote!(pattern: Some(#pattern)));
    }
    if let Some(format) = format {
        let format = match format {
            Format::DateTime => quote!(DateTime),
            Format::Uri => quote!(Uri),
            Format::UriReference => quote!(UriReference),
        };
        fields.push(quote!(format: Some(Format::#format)));
    }
    fields
}

/// A pattern and a literal are compiled and parsed once, so they stand somewhere.
fn compiled(pattern: &str) -> TokenStream {
    quote!({
        static PATTERN: Pattern = Pattern::new(#pattern);
        &PATTERN
    })
}

fn literal(value: &Value) -> TokenStream {
    let json = value.to_string();
    quote!({
        static LITERAL: Literal = Literal::new(#json);
        &LITERAL
    })
}

fn bounds(rules: &Bounds) -> TokenStream {
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

fn option(value: Option<&u64>) -> TokenStream {
    value.map_or(quote!(None), |value| quote!(Some(#value)))
}

fn values(values: &Values) -> TokenStream {
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
