//! The names of the dialects.

/// A dialect of JSON Schema, oldest first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Dialect {
    /// Draft 4.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// Draft 2019-09.
    Draft201909,
    /// Draft 2020-12.
    Draft202012,
}

impl Dialect {
    /// All dialects, oldest first.
    pub const ALL: [Self; 5] = [
        Self::Draft4,
        Self::Draft6,
        Self::Draft7,
        Self::Draft201909,
        Self::Draft202012,
    ];

    /// Returns the dialect with this URI in `$schema`. The scheme may also be `https` or `http`, and
    /// the URI may end in an empty fragment.
    #[must_use]
    pub fn named(uri: &str) -> Option<Self> {
        let bare = |uri: &str| {
            let uri = uri.strip_suffix('#').unwrap_or(uri);
            let (_, rest) = uri.split_once("://")?;
            uri.starts_with("http").then(|| rest.to_owned())
        };
        let named = bare(uri)?;
        Self::ALL
            .into_iter()
            .find(|dialect| bare(dialect.uri()).as_ref() == Some(&named))
    }

    /// Returns the URI for `$schema`.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Draft4 => "http://json-schema.org/draft-04/schema#",
            Self::Draft6 => "http://json-schema.org/draft-06/schema#",
            Self::Draft7 => "http://json-schema.org/draft-07/schema#",
            Self::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
            Self::Draft202012 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// Returns the name, such as `draft-07`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft4 => "draft-04",
            Self::Draft6 => "draft-06",
            Self::Draft7 => "draft-07",
            Self::Draft201909 => "draft 2019-09",
            Self::Draft202012 => "draft 2020-12",
        }
    }

    /// Returns whether the keywords beside a `$ref` have no effect.
    pub(super) const fn ignores_siblings(self) -> bool {
        matches!(self, Self::Draft4 | Self::Draft6 | Self::Draft7)
    }

    /// Returns the keyword that names a schema.
    pub(crate) const fn id_keyword(self) -> &'static str {
        match self {
            Self::Draft4 => "id",
            _ => "$id",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_have_names_with_and_without_a_fragment() {
        for dialect in Dialect::ALL {
            assert_eq!(Dialect::named(dialect.uri()), Some(dialect));
            let bare = dialect.uri().trim_end_matches('#');
            let other = bare.replace("https:", "http:").replace("http:", "https:");
            for uri in [bare, &format!("{bare}#"), &other] {
                assert_eq!(Dialect::named(uri), Some(dialect), "{uri}");
            }
        }
        for uri in [
            "http://json-schema.org/draft-03/schema#",
            "",
            "draft-07",
            "ftp://json-schema.org/draft-07/schema",
        ] {
            assert_eq!(Dialect::named(uri), None, "{uri}");
        }
    }
}
