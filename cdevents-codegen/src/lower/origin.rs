//! Where a schema is, for the names of types.

use crate::documents::pointer::step;
use crate::model::ReleaseName;

/// Where a schema stands: in what, and where in it.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The release.
    pub(super) release: ReleaseName,
    /// An event without its prefix, `service.deployed.0.3.0`, or what else is told from its
    /// siblings by name; the start of [`Shape::origin`].
    pub(super) of: String,
    /// Its words, for a name: service, deployed.
    pub(super) words: Vec<String>,
    /// Its version, for a name: `V0_3_0`.
    pub(super) version: String,
    /// The way within it: content, environment.
    pub(super) path: Vec<Step>,
    /// Words to put in front where the name is another's already.
    pub(super) further_words: Vec<String>,
}

/// A step on the way to a schema.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Step {
    /// A key or a value that the schema has, whose words its author may choose.
    Key(String),
    /// A word of ours.
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

    pub(super) fn place(&self) -> String {
        let path = self.path.iter();
        path.fold(self.of.clone(), |place, it| step(&place, it.text()))
    }

    /// A key that is on the one way, and not on the other.
    pub(super) fn telling_key<'a>(&'a self, other: &'a [Step]) -> Option<&'a str> {
        let pairs = self.path.iter().zip(other);
        let common = pairs.take_while(|(one, other)| one == other).count();
        let mut steps = self.path[common..].iter().chain(&other[common..]);
        steps.find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Own(_) => None,
        })
    }
}
