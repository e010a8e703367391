//! Tables of objects. Objects that differ in few schemas, such as the contexts of a release, are written
//! by a generated macro that has what they share.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::rules::{JsonType, Rules, Schema, SchemaId};

use super::full::rare_rules;
use super::name::{is_never, name, path};

/// The most properties for which the runtime's macro sorts the keys, at compile time.
const LARGEST: usize = 64;

/// The fewest objects that get a macro of their own.
const FEWEST: usize = 4;

/// What the table of an object has.
struct Object {
    properties: Vec<Property>,
    /// Whether other properties are allowed.
    is_open: bool,
}

struct Property {
    key: String,
    is_required: bool,
    schema: SchemaId,
    /// The schema that `schema` leads to, if that is only a `$ref`.
    target: Option<SchemaId>,
}

/// An object without its properties' schemas, unless these are only a `$ref`.
type Frame = (Vec<(String, bool, Option<SchemaId>)>, bool);

/// The objects that have a macro of their own, with that macro's name and the positions of the
/// properties whose schemas are its arguments.
#[derive(Default)]
pub(super) struct Alike {
    macros: Vec<TokenStream>,
    calls: BTreeMap<SchemaId, TokenStream>,
}

impl Alike {
    /// Finds the objects that are alike.
    pub(super) fn of(rules: &Rules, schemas: &BTreeSet<SchemaId>) -> Self {
        let mut groups: BTreeMap<Frame, Vec<(SchemaId, Object)>> = BTreeMap::new();
        for id in schemas {
            if let Some(object) = object(rules, rules.get(*id)) {
                groups
                    .entry(object.frame())
                    .or_default()
                    .push((*id, object));
            }
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        groups.retain(|group| group.len() >= FEWEST);
        groups.sort_by_key(|group| group[0].0);
        let mut alike = Self::default();
        for group in groups {
            alike.add(rules, &group);
        }
        alike
    }

    fn add(&mut self, rules: &Rules, group: &[(SchemaId, Object)]) {
        let [(first, object), ..] = group else {
            return;
        };
        let differs = |position: &usize| {
            let mut schemas = group.iter().map(|(_, other)| other.schema(*position));
            schemas.any(|schema| schema != object.schema(*position))
        };
        let positions: Vec<_> = (0..object.properties.len()).filter(differs).collect();
        let parameter = |position: usize| {
            let number = positions.iter().position(|other| *other == position)?;
            Some(format_ident!("schema_{}", number + 1))
        };
        let macro_name = format_ident!("like_s{}", first.0);
        let parameters: Vec<_> = positions.iter().filter_map(|at| parameter(*at)).collect();
        let body = object.table(rules, &quote!($name), |position| {
            parameter(position).map(|parameter| quote!($#parameter))
        });
        let docs = format!(" The table of an object that is like `S{}`.", first.0);
        self.macros.push(quote! {
            #[doc = #docs]
            macro_rules! #macro_name {
                ($name:ident #(, $#parameters:path)*) => { #body };
            }
        });
        for (id, object) in group {
            let name = name(*id);
            let schemas = positions.iter().filter_map(|at| object.schema(*at));
            let schemas = schemas.map(|schema| path(rules, schema));
            let call = quote!(#macro_name!(#name #(, #schemas)*););
            self.calls.insert(*id, call);
        }
    }

    /// Returns the macros.
    pub(super) fn macros(&self) -> &[TokenStream] {
        &self.macros
    }

    /// Returns the table of an object without rare rules.
    pub(super) fn table(&self, rules: &Rules, id: SchemaId) -> Option<TokenStream> {
        if let Some(call) = self.calls.get(&id) {
            return Some(call.clone());
        }
        let object = object(rules, rules.get(id))?;
        let name: Ident = name(id);
        Some(object.table(rules, &quote!(#name), |_| None))
    }
}

impl Object {
    fn frame(&self) -> Frame {
        let properties = self.properties.iter().map(|property| {
            let reference = property.target.map(|_| property.schema);
            (property.key.clone(), property.is_required, reference)
        });
        (properties.collect(), self.is_open)
    }

    fn schema(&self, position: usize) -> Option<SchemaId> {
        self.properties
            .get(position)
            .map(|property| property.schema)
    }

    /// Returns the table. `parameter` returns what stands for the schema of a property.
    fn table(
        &self,
        rules: &Rules,
        name: &TokenStream,
        parameter: impl Fn(usize) -> Option<TokenStream>,
    ) -> TokenStream {
        let properties = self.properties.iter().enumerate();
        let properties = properties.map(|(position, property)| {
            let key = &property.key;
            let schema = parameter(position).unwrap_or_else(|| path(rules, property.schema));
            let target = property.target.map(|target| {
                let target = path(rules, target);
                quote!(, target = #target)
            });
            if property.is_required {
                quote!(required(#key, #schema #target))
            } else {
                quote!(optional(#key, #schema #target))
            }
        });
        let open = self.is_open.then(|| quote!(, ..ANY));
        quote!(object_table!(#name #(, #properties)* #open);)
    }
}

/// Returns an object without rare rules.
fn object(rules: &Rules, schema: &Schema) -> Option<Object> {
    let object = &schema.object;
    let plain = Schema {
        types: Some(vec![JsonType::Object]),
        object: object.clone(),
        ..Schema::default()
    };
    let is_open = match object.additional {
        None => true,
        Some(id) if is_never(rules.get(id)) => false,
        Some(_) => return None,
    };
    let has_properties = !object.properties.is_empty() || !is_open;
    let is_small = object.properties.len() <= LARGEST;
    if *schema != plain || !has_properties || !is_small || !rare_rules(rules, object).is_empty() {
        return None;
    }
    let properties = object.properties.iter().map(|(key, id)| {
        let target = rules.target(*id);
        Property {
            key: key.clone(),
            is_required: object.required.contains(key),
            schema: *id,
            target: (target != *id).then_some(target),
        }
    });
    Some(Object {
        properties: properties.collect(),
        is_open,
    })
}
