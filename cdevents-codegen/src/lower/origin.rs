//! Where a type first appears, which it is named after.

use crate::documents::pointer::step;
use crate::model::ReleaseName;

/// The position of a schema: in a release, in an event or a link, and in which of their properties.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The release. The events of build scripts have none.
    pub(super) release: Option<ReleaseName>,
    /// The subject and predicate of an event, such as `service.deployed`, or `custom` or `link`.
    pub(super) of: String,
    /// The first words of the type's name: service, deployed.
    pub(super) words: Vec<String>,
    /// The path: content, environment.
    pub(super) path: Vec<Step>,
    /// Words to prepend if the name is already taken.
    pub(super) further_words: Vec<String>,
}

/// A step on the path to a schema.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Step {
    /// A key or a value in the schema. Its author may choose other words for it.
    Key(String),
    /// A word of the generator.
    Own(&'static str),
}

impl Step {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Own(word) => word,
        }
    }
}

impl Origin {
    pub(super) fn new(release: &ReleaseName, of: &str, words: Vec<String>) -> Self {
        Self {
            release: Some(release.clone()),
            of: of.to_owned(),
            words,
            path: Vec::new(),
            further_words: Vec::new(),
        }
    }

    pub(super) fn at(&self, key: &str) -> Self {
        self.further(Step::Key(key.to_owned()))
    }

    pub(super) fn at_own(&self, word: &'static str) -> Self {
        self.further(Step::Own(word))
    }

    fn further(&self, step: Step) -> Self {
        let mut origin = self.clone();
        origin.path.push(step);
        origin
    }

    /// Returns whether this is the content of an event.
    pub(super) fn is_content(&self) -> bool {
        self.path == [Step::Own("content")]
    }

    /// Returns the place as text: `0.5.1/service.deployed/content`.
    pub(super) fn place(&self) -> String {
        let start = match &self.release {
            Some(release) => format!("{release}/{}", self.of),
            None => self.of.clone(),
        };
        let path = self.path.iter();
        path.fold(start, |place, next| step(&place, next.text()))
    }

    /// Returns a key that is on only one of the two paths.
    pub(super) fn telling_key<'a>(&'a self, other: &'a Self) -> Option<&'a str> {
        let pairs = self.path.iter().zip(&other.path);
        let common = pairs.take_while(|(one, other)| one == other).count();
        let mut steps = self.path[common..].iter().chain(&other.path[common..]);
        steps.find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Own(_) => None,
        })
    }
}
