//! The names of tables.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::rules::{Rules, Schema, SchemaId};

/// The name of a schema's table.
pub(in crate::emit::rust) fn name(id: SchemaId) -> Ident {
    format_ident!("S{}", id.0)
}

/// The path of a schema's table, from among the tables.
pub(super) fn path(rules: &Rules, id: SchemaId) -> TokenStream {
    if is_never(rules.get(id)) {
        quote!(Schema::NEVER)
    } else {
        let name = name(id);
        quote!(#name)
    }
}

/// The path of a schema's table, from anywhere in the crate.
pub(in crate::emit::rust) fn full_path(rules: &Rules, id: SchemaId) -> TokenStream {
    if is_never(rules.get(id)) {
        quote!(crate::validate::table::Schema::NEVER)
    } else {
        let name = name(id);
        quote!(crate::generated::tables::#name)
    }
}

/// Returns whether a schema rejects every value. Such schemas share one table.
pub(super) fn is_never(schema: &Schema) -> bool {
    schema.types.as_ref().is_some_and(Vec::is_empty)
}
