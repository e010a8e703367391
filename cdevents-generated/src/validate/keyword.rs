//! The keywords of JSON Schema.

use std::fmt;

macro_rules! keywords {
    ($($name:ident = $text:literal,)*) => {
        /// A keyword of JSON Schema that a value can violate.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Keyword {
            $(#[doc = concat!("`", $text, "`.")] $name,)*
        }

        impl Keyword {
            /// Returns the keyword as it is written in schemas.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

keywords! {
    AdditionalProperties = "additionalProperties",
    AnyOf = "anyOf",
    Const = "const",
    Contains = "contains",
    DependentRequired = "dependentRequired",
    Enum = "enum",
    ExclusiveMaximum = "exclusiveMaximum",
    ExclusiveMinimum = "exclusiveMinimum",
    FalseSchema = "false",
    Format = "format",
    MaxContains = "maxContains",
    MaxItems = "maxItems",
    MaxLength = "maxLength",
    MaxProperties = "maxProperties",
    Maximum = "maximum",
    MinContains = "minContains",
    MinItems = "minItems",
    MinLength = "minLength",
    MinProperties = "minProperties",
    Minimum = "minimum",
    MultipleOf = "multipleOf",
    Not = "not",
    OneOf = "oneOf",
    Pattern = "pattern",
    PropertyNames = "propertyNames",
    Required = "required",
    Type = "type",
    UniqueItems = "uniqueItems",
}

impl fmt::Display for Keyword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl AsRef<str> for Keyword {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}
