//! Releases of the specification.

use std::fmt;
use std::str::FromStr;

use semver::Version;
use serde::Deserialize;

use super::event::Event;
use super::rules::SchemaId;
use super::shape::ShapeId;

/// The name of a release: `draft`, or a version such as `0.5.1` or `0.6.0-draft`.
#[derive(Clone, Debug, Default, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
#[serde(try_from = "String")]
pub struct ReleaseName(Option<Version>);

impl ReleaseName {
    /// Returns whether this release of the specification has custom events.
    pub(crate) fn has_custom_events(&self) -> bool {
        let version = self.0.as_ref();
        version.is_some_and(|version| (version.major, version.minor) >= (0, 4))
    }

    /// Returns the Rust module: `v0_5_1`, `v0_6_0_draft`.
    #[must_use]
    pub fn module(&self) -> String {
        match self.0 {
            None => "draft".to_owned(),
            Some(_) => format!("v{self}").to_lowercase().replace(['.', '-'], "_"),
        }
    }

    /// Returns the name for use in a sentence: `Release 0.5.1`.
    #[must_use]
    pub fn title(&self) -> String {
        match self.0 {
            None => "The draft".to_owned(),
            Some(_) => format!("Release {self}"),
        }
    }

    /// Returns the Rust variant, which is also the suffix of type names: `V0_5_1`, `V0_6_0Draft`.
    #[must_use]
    pub fn variant(&self) -> String {
        let Some(version) = &self.0 else {
            return "Draft".to_owned();
        };
        let mut variant = format!("V{}_{}_{}", version.major, version.minor, version.patch);
        for word in version.pre.split(['.', '-']) {
            let mut letters = word.chars();
            variant.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            variant.extend(letters);
        }
        variant
    }
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => formatter.write_str("draft"),
            Some(version) => version.fmt(formatter),
        }
    }
}

impl FromStr for ReleaseName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "draft" {
            return Ok(Self(None));
        }
        // What is behind a `+` says how something was built, and doesn't count in the order.
        match Version::parse(text) {
            Ok(version) if version.build.is_empty() => Ok(Self(Some(version))),
            _ => Err(format!(
                "`{text}` is neither `draft` nor a version such as `0.5.1` or `0.6.0-draft`"
            )),
        }
    }
}

impl TryFrom<String> for ReleaseName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// A release of the specification.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// The name.
    pub name: ReleaseName,
    /// The events, sorted by type.
    pub events: Vec<Event>,
    /// The event that stands for all custom events, if the release has it.
    pub custom_event: Option<Event>,
    /// The links that are sent separately from events, if the release has them.
    pub link: Option<Link>,
}

impl Release {
    /// Returns the events, followed by the custom event.
    pub fn all_events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().chain(&self.custom_event)
    }
}

/// The links that are sent separately from events.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// The type: a union ([`Form::Union`](super::Form::Union)).
    pub shape: ShapeId,
    /// The `$id` and the number of the schema of each alternative of the union.
    pub schemas: Vec<(String, SchemaId)>,
}

/// A correction of the specification's schemas.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Correction {
    /// The release that has the fault.
    pub release: ReleaseName,
    /// The `$id`s of the documents; for a document without one, the end of its path.
    pub documents: Vec<String>,
    /// The JSON Pointer of the fault in each of them.
    pub pointer: String,
    /// A description of the fault.
    pub problem: String,
    /// The change that corrects it, such as ``added `1` ``.
    pub correction: String,
    /// The reason why the correction is right.
    pub reason: String,
    /// The release that fixed the fault.
    pub fixed_in: Option<String>,
    /// The report of the fault.
    pub issue: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(name: &str) -> ReleaseName {
        name.parse().unwrap()
    }

    #[test]
    fn releases_are_ordered_as_versions() {
        let names = [
            "draft",
            "0.4.0-draft",
            "0.4.0",
            "0.5.1",
            "0.6.0-alpha.2",
            "0.6.0-alpha.10",
            "0.6.0-draft",
            "0.6.0",
            "0.10.0",
        ];
        let releases = names.map(release);
        assert!(releases.is_sorted());
        assert_eq!(releases.map(|release| release.to_string()), names);
    }

    #[test]
    fn a_prerelease_has_rust_names() {
        let names = |name| (release(name).module(), release(name).variant());
        assert_eq!(names("0.5.1"), ("v0_5_1".to_owned(), "V0_5_1".to_owned()));
        assert_eq!(
            names("0.6.0-draft"),
            ("v0_6_0_draft".to_owned(), "V0_6_0Draft".to_owned())
        );
        assert_eq!(
            names("0.6.0-alpha.1"),
            ("v0_6_0_alpha_1".to_owned(), "V0_6_0Alpha1".to_owned())
        );
        assert!(release("0.4.0-draft").has_custom_events());
        assert!(!release("0.3.0").has_custom_events());
    }

    #[test]
    fn other_texts_name_no_release() {
        for text in [
            "",
            "0.5",
            "v0.5.1",
            "0.5.1.2",
            "00.5.1",
            "0.5.1-",
            "0.5.1+1",
            "0.5.1-a/b",
        ] {
            assert!(text.parse::<ReleaseName>().is_err(), "{text}");
        }
    }
}
