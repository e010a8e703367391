//! The schemas of the values that events consist of. They are repeated in each place, because they are
//! short.

use std::borrow::Cow;

use schemars_1::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{
    CustomContent, CustomData, CustomEventType, EventType, Json, JsonObject, NonEmptyString,
    Timestamp, Uri, UriReference,
};

macro_rules! scalars {
    ($($name:ident: $schema:tt,)*) => {$(
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!("cdevents_generated::", stringify!($name)).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

scalars! {
    NonEmptyString: { "type": "string", "minLength": 1 },
    Timestamp: { "type": "string", "format": "date-time" },
    Uri: { "type": "string", "format": "uri" },
    UriReference: { "type": "string", "format": "uri-reference", "minLength": 1 },
    EventType: {
        "type": "string",
        "pattern": r"^dev\.(cdevents\.[^.\s]+|cdeventsx\.[^.\s-]+-[^.\s]+)(\.[^.\s]+)+$"
    },
    CustomEventType: {
        "type": "string",
        "pattern": r"^dev\.cdeventsx\.[a-zA-Z0-9]+-[a-zA-Z]+\.[a-zA-Z]+\.[0-9]\.[0-9]\.[0-9]$"
    },
    CustomData: { "type": ["object", "string"] },
    Json: {},
    JsonObject: { "type": "object" },
}

impl<C: JsonSchema> JsonSchema for CustomContent<C> {
    fn inline_schema() -> bool {
        C::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        C::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        C::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        C::json_schema(generator)
    }
}
