//! The types of JSON values.

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Types(pub u8);

impl Types {
    /// No type.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(2);
    /// Objects.
    pub const OBJECT: Self = Self(4);
    /// Arrays.
    pub const ARRAY: Self = Self(8);
    /// Whole numbers, in any notation.
    pub const INTEGER: Self = Self(16 | 128);
    /// Whole numbers without a fraction or an exponent: what draft-04 calls `integer`.
    pub const PLAIN_INTEGER: Self = Self(128);
    /// Numbers that aren't whole.
    pub const FRACTION: Self = Self(32);
    /// Numbers, whole or not.
    pub const NUMBER: Self = Self(16 | 32 | 128);
    /// Strings.
    pub const STRING: Self = Self(64);
    /// Every type.
    pub const ANY: Self = Self(255);

    /// Returns the union of two sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether two sets have a type in common.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether a set has every type of another.
    #[must_use]
    pub const fn has_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Returns the names of the types. A set with all numbers doesn't list `integer` separately.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let names = [
            (Self::NULL, "null"),
            (Self::BOOLEAN, "boolean"),
            (Self::OBJECT, "object"),
            (Self::ARRAY, "array"),
            (Self::FRACTION, "number"),
            (Self::INTEGER, "integer"),
            (Self::STRING, "string"),
        ];
        let number = self.has(Self::FRACTION);
        names.into_iter().filter_map(move |(r#type, name)| {
            (self.has(r#type) && !(number && r#type == Self::INTEGER)).then_some(name)
        })
    }
}
