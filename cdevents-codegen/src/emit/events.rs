//! A release: a type an event, a module with its parts, and an enum of all of them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{EnvironmentPlace, Event, Model, Release, Type};

use super::{described, doc, ident};

/// The module of a release.
pub(super) fn release(model: &Model, release: &Release) -> TokenStream {
    let title = format!(" {} of the specification.", release.name.title());
    let link = release.link.map(|id| {
        let name = ident(&model.shape(id).name);
        quote!(pub use crate::shapes::#name as Link;)
    });
    let any_event = any_event(release);
    let variant = ident(&release.name.variant());
    let items = release
        .all_events()
        .map(|event| item(model, release, event));
    quote! {
        #![doc = #title]

        use serde::{Serialize, Serializer};

        use crate::event::AnyKind;
        use crate::validate::release_validators;

        mod tables;

        #link
        #any_event
        release_validators!(#variant);
        #(#items)*
    }
}

/// The enum of the events of a release.
fn any_event(release: &Release) -> TokenStream {
    let names: Vec<_> = release
        .all_events()
        .map(|event| ident(&event.type_name))
        .collect();
    let docs = release.all_events().map(|event| doc(&summary(event)));
    quote! {
        /// An event of this release.
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub enum AnyEvent {
            #(#docs #names(Box<#names>),)*
        }

        impl AnyEvent {
            pub(crate) fn any(&self) -> &dyn AnyKind {
                match self {
                    #(Self::#names(event) => event.as_ref(),)*
                }
            }
        }

        impl Serialize for AnyEvent {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#names(event) => event.serialize(serializer),)*
                }
            }
        }
    }
}

fn summary(event: &Event) -> String {
    described(&event.description, &format!("`{}`.", event.event_type))
}

/// An event's type, and the module with its parts.
fn item(model: &Model, release: &Release, event: &Event) -> TokenStream {
    let (name, module) = (ident(&event.type_name), ident(&event.module_name));
    let variant = ident(&release.name.variant());
    let docs = doc(&summary(event));
    let type_docs = doc(&format!(
        "`{}`, as <{}> has it.",
        event.event_type, event.schema_id
    ));
    let module_docs = doc(&format!("The parts of [`{}`].", event.type_name));
    let context = ident(&model.shape(event.context).name);
    let subject = ident(&model.shape(event.subject).name);
    let content = content(model, &event.content);
    let parts = event
        .parts
        .iter()
        .filter(|(_, id)| Type::Shape(*id) != event.content);
    let parts = parts.map(|(part, id)| {
        let (name, part) = (ident(&model.shape(*id).name), ident(part));
        if name == part {
            quote!(pub use crate::shapes::#name;)
        } else {
            quote!(pub use crate::shapes::#name as #part;)
        }
    });
    let (event_type, schema_id) = (&event.event_type, &event.schema_id);
    let environment = event.environment.as_ref().map(environment);
    let table = super::validators::name(event.schema);
    quote! {
        #docs
        #[doc = ""]
        #type_docs
        pub type #name = crate::Event<#module::Kind>;

        #module_docs
        pub mod #module {
            #content
            pub use crate::shapes::#context as Context;
            #(#parts)*

            /// What the event is about.
            pub type Subject = crate::shapes::#subject<Content>;

            /// The kind of event.
            #[derive(Clone, Debug, Eq, PartialEq)]
            pub enum Kind {}

            impl crate::EventKind for Kind {
                type Context = Context;
                type Subject = Subject;
                const EVENT_TYPE: &'static str = #event_type;
                const SCHEMA_ID: &'static str = #schema_id;
                const RELEASE: crate::Release = crate::Release::#variant;
                const SCHEMA: &'static crate::validate::table::Schema = &super::tables::#table;

                #environment

                fn wrap(event: Box<super::#name>) -> crate::CdEvent {
                    crate::CdEvent::#variant(super::AnyEvent::#name(event))
                }
            }
        }
    }
}

/// The content's type, under the name that it has in every event.
fn content(model: &Model, content: &Type) -> TokenStream {
    match content {
        Type::Shape(id) => {
            let name = ident(&model.shape(*id).name);
            quote!(pub use crate::shapes::#name as Content;)
        }
        other => {
            let other = super::rust_type(model, other);
            quote! {
                /// What the event says.
                pub type Content = #other;
            }
        }
    }
}

/// The method that finds the environment.
fn environment(place: &EnvironmentPlace) -> TokenStream {
    let optional = |field: &Option<String>, object: &TokenStream, access: &TokenStream| {
        field.as_ref().map_or(quote!(None), |field| {
            let field = ident(field);
            quote!(#object.#field.#access())
        })
    };
    let (object, owner) = if place.is_subject {
        (quote!(event.subject.content), quote!(event.subject))
    } else {
        (quote!(environment), quote!(environment))
    };
    let name = optional(&place.name, &object, &quote!(as_deref));
    let url = optional(&place.url, &object, &quote!(as_ref));
    let source = optional(&place.source, &owner, &quote!(as_ref));
    let binding = if place.is_subject {
        None
    } else if place.required {
        Some(quote!(let environment = &event.subject.content.environment;))
    } else {
        Some(quote!(let environment = event.subject.content.environment.as_ref()?;))
    };
    quote! {
        fn environment(event: &crate::Event<Self>) -> Option<crate::Environment<'_>> {
            #binding
            Some(crate::Environment {
                id: #owner.id.as_str(),
                name: #name,
                url: #url,
                source: #source,
            })
        }
    }
}
