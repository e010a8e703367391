//! The table of what upgrades must know, beyond the schemas.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Model, ReleaseName};
use crate::upgrades::{Plan, RenamedProperty};

use super::tokens::ident;

/// The table: renamed events, properties and values, defaults, and questions.
pub(crate) fn table(model: &Model, plan: &Plan<'_>) -> TokenStream {
    let rules = &model.upgrades;
    let has = |name: &ReleaseName| model.releases.iter().any(|release| release.name == *name);
    let variant = |release: &ReleaseName| ident(&release.variant());
    let mut entries = Vec::new();
    for renamed in rules.events.iter().filter(|renamed| has(&renamed.since)) {
        let (since, old, new) = (variant(&renamed.since), &renamed.old, &renamed.new);
        entries.push(quote!(event(since = #since, old = #old, new = #new)));
    }
    for property in &plan.properties {
        let RenamedProperty {
            since, old, new, ..
        } = property;
        let (since, events) = (variant(since), events(property.events.as_deref()));
        entries.push(quote!(property(since = #since, #events old = #old, new = #new)));
    }
    for value in rules.values.iter().filter(|value| has(&value.since)) {
        let (since, events) = (variant(&value.since), events(value.events.as_deref()));
        let property = &value.property;
        let [old, new] = [&value.old, &value.new].map(ToString::to_string);
        entries.push(quote! {
            value(since = #since, #events property = #property, old = #old, new = #new)
        });
    }
    for default in rules.defaults.iter().filter(|one| has(&one.release)) {
        let (release, events) = (variant(&default.release), events(default.events.as_deref()));
        let (property, value) = (&default.property, default.value.to_string());
        entries.push(quote! {
            default(release = #release, #events property = #property, value = #value)
        });
    }
    for question in rules.questions.iter().filter(|one| has(&one.release)) {
        let release = variant(&question.release);
        let (events, property) = (events(question.events.as_deref()), &question.property);
        entries.push(quote!(question(release = #release, #events property = #property)));
    }
    quote! {
        //! What upgrades must know, beyond the schemas.

        use crate::upgrade::table::upgrades;

        upgrades! { #(#entries,)* }
    }
}

/// The list of the events that an entry is about; nothing if it is about all.
fn events(names: Option<&[impl AsRef<str>]>) -> TokenStream {
    let Some(names) = names else {
        return TokenStream::new();
    };
    let names = names.iter().map(AsRef::as_ref);
    quote!(events = [#(#names),*],)
}
