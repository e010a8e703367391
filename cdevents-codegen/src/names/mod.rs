//! Makes every Rust name of the generated code.

mod missing;
mod spelling;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;

use crate::Error;
use crate::documents::{Files, NAMES_FILE, Node, pointer};
use crate::model::ReleaseName;

use missing::MissingNames;
pub(crate) use spelling::{camel_case, field_name, module_name, shown, type_name};
use spelling::{spelled, split};

/// The associated constant that lists the values of an enum. No variant can have this name.
pub(crate) const ALL: &str = "ALL";

/// The names of the standard prelude that generated code uses. No type can have one of these names.
const RESERVED: &[&str] = &[
    "Box", "Err", "None", "Ok", "Option", "Result", "Self", "Some", "String", "Vec",
];

/// The table of words, and the names chosen for types.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// The words that names are made of.
    words: BTreeSet<String>,
    /// Words that the specification writes together: `pipelinerun = "pipeline run"`.
    compounds: BTreeMap<String, String>,
    /// The names of types that are not named after their place, by the place of their first appearance.
    types: BTreeMap<String, String>,
    /// The stages of the software life cycle, and the subjects of each.
    #[serde(default, rename = "stage")]
    stages: Vec<Stage>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stage {
    name: String,
    subjects: Vec<String>,
}

/// Makes names from a table of words, or in a build script from the words of the schema.
#[derive(Debug, Default)]
pub(crate) struct Names {
    file: PathBuf,
    table: Table,
    /// In a build script: the words given for names. All other words are allowed too.
    free: Option<BTreeMap<String, String>>,
    /// Whether a name that is missing or that clashes is an error. Otherwise, one is made.
    is_strict: bool,
    /// Whether entries of the table may be unused.
    is_part: bool,
    missing: RefCell<MissingNames>,
    words_used: RefCell<BTreeSet<String>>,
    types_used: RefCell<BTreeSet<String>>,
    subjects_used: RefCell<BTreeSet<String>>,
}

impl Names {
    /// Reads the table of names.
    pub(crate) fn new(files: &Files) -> Result<Self, Error> {
        let file = files.folder.join(NAMES_FILE);
        let text = files.texts.get(NAMES_FILE);
        let text = text.ok_or_else(|| {
            Error::new(
                &file,
                "",
                "is missing; it lists the words that names are made of",
            )
        })?;
        let table: Table = toml::from_str(text).map_err(|error| {
            Error::new(&file, "", format!("is not a valid table of names: {error}"))
        })?;
        let mut types = table.types.iter();
        if let Some((place, name)) = types.find(|(_, name)| RESERVED.contains(&name.as_str())) {
            let pointer = pointer::step("/types", place);
            let reason = format!("the generated code uses the name `{name}`; choose another");
            return Err(Error::new(file, pointer, reason));
        }
        let mut missing = MissingNames::default();
        for (compound, words) in &table.compounds {
            for word in words.split(' ').filter(|word| !table.words.contains(*word)) {
                let reason = format!("the word `{word}` is unknown; add it to `words`");
                let pointer = pointer::step("/compounds", compound);
                missing
                    .words
                    .add(word, || Error::new(&file, pointer, reason));
            }
        }
        Ok(Self {
            file,
            table,
            is_part: files.is_part,
            missing: RefCell::new(missing),
            ..Self::default()
        })
    }

    /// Makes names from the words of any schema, for build scripts. `given` has the words of some names.
    pub(crate) fn free(given: &BTreeMap<String, String>, is_strict: bool) -> Self {
        Self {
            free: Some(given.clone()),
            is_strict,
            ..Self::default()
        }
    }

    /// Returns whether these are the names of a build script.
    pub(crate) fn is_free(&self) -> bool {
        self.free.is_some()
    }

    /// Returns whether types and names that are not as they should be are replaced by others.
    pub(crate) fn is_lenient(&self) -> bool {
        self.is_free() && !self.is_strict
    }

    /// Returns a name for something whose natural name is taken, unless that is an error: the name that
    /// `made` makes of its words with punctuation spelled out, or else the natural name and a number.
    pub(crate) fn instead(
        &self,
        text: &str,
        natural: &str,
        made: impl Fn(&[String]) -> String,
        is_taken: impl Fn(&str) -> bool,
    ) -> Option<String> {
        if !self.is_lenient() {
            return None;
        }
        let numbered = (2..).map(|number| format!("{natural}{number}"));
        let mut names = std::iter::once(made(&spelled(text))).chain(numbered);
        names.find(|name| !is_taken(name))
    }

    /// Returns the words of a name: for `ticketURI`, ticket and uri. [`finish`](Self::finish) reports
    /// unknown words, so that one run reports all of them.
    pub(crate) fn words(&self, name: &str, place: &Node<'_>) -> Result<Vec<String>, Error> {
        if let Some(given) = &self.free {
            return self.free_words(name, given, place);
        }
        let mut words = Vec::new();
        for word in split(name) {
            if let Some(compound) = self.table.compounds.get(&word) {
                words.extend(compound.split(' ').map(str::to_owned));
            } else {
                if !self.table.words.contains(&word) {
                    self.missing.borrow_mut().words.add(&word, || {
                        place.error(format!(
                            "the word `{word}` in `{name}` is unknown; in {}, add \"{word}\" to \
                             `words`, or, if it is several words, a line `{word} = \"…\"` to \
                             [compounds]",
                            self.file.display(),
                        ))
                    });
                }
                words.push(word);
            }
        }
        if words.is_empty() {
            return Err(place.error(format!(
                "`{name}` has no letters or digits to make a name of"
            )));
        }
        Ok(words)
    }

    fn free_words(
        &self,
        name: &str,
        given: &BTreeMap<String, String>,
        place: &Node<'_>,
    ) -> Result<Vec<String>, Error> {
        let words = match given.get(name) {
            None => split(name),
            Some(words) => {
                self.words_used.borrow_mut().insert(name.to_owned());
                split(words)
            }
        };
        // Names are ASCII, because rustc warns about letters that look alike, and only a whole crate can
        // allow them.
        let are_ascii = words.iter().all(|word| word.is_ascii());
        let first = words.first().and_then(|word| word.chars().next());
        let starts_with_letter = first.is_some_and(|character| character.is_ascii_alphabetic());
        if starts_with_letter && are_ascii && words != ["self"] {
            return Ok(words);
        }
        if !self.is_strict && !given.contains_key(name) {
            return Ok(spelled(name));
        }
        Err(place.error(format!(
            "no Rust name can be made of `{}`; give it words with `with_name`: {}",
            shown(name),
            call(name)
        )))
    }

    /// Returns the variant of an enum's value. A release has the name of its module, because digits
    /// alone are no name, unless words are given for it.
    pub(crate) fn variant(&self, text: &str, place: &Node<'_>) -> Result<String, Error> {
        let is_given = self
            .free
            .as_ref()
            .is_some_and(|given| given.contains_key(text));
        match text.parse::<ReleaseName>() {
            Ok(release) if !is_given => Ok(release.variant()),
            _ => Ok(type_name(&self.words(text, place)?)),
        }
    }

    /// Returns advice on a name that clashes with another, to append to the reason. Empty for the
    /// specification's names, where the reason is enough.
    pub(crate) fn advice(&self, name: &str) -> String {
        match self.free {
            None => String::new(),
            Some(_) => format!(
                "; give `{}` other words with `with_name`: {}",
                shown(name),
                call(name)
            ),
        }
    }

    /// Returns the name chosen for the type that first appears at a place, if one was.
    pub(crate) fn chosen(&self, origin: &str) -> Option<String> {
        let name = self.table.types.get(origin)?;
        self.types_used.borrow_mut().insert(origin.to_owned());
        Some(name.clone())
    }

    /// Returns the stage of a subject: for `service`, continuous deployment. Empty if there is none;
    /// [`finish`](Self::finish) reports all such subjects.
    pub(crate) fn stage(&self, subject: &str, place: &Node<'_>) -> String {
        let mut stages = self.table.stages.iter();
        let stage = stages.find(|stage| stage.subjects.iter().any(|other| other == subject));
        let Some(stage) = stage else {
            self.missing.borrow_mut().subjects.add(subject, || {
                place.error(format!(
                    "the subject `{subject}` belongs to no stage; in {}, add \"{subject}\" to the \
                     `subjects` of a [[stage]]",
                    self.file.display(),
                ))
            });
            return String::new();
        };
        self.subjects_used.borrow_mut().insert(subject.to_owned());
        stage.name.clone()
    }

    /// Fails because two things have the same name, unless words are missing: then the names are not
    /// final, and may differ once the words are known.
    pub(crate) fn clash(&self, error: Error) -> Result<(), Error> {
        if self.missing.borrow().words.is_empty() {
            Err(error)
        } else {
            Ok(())
        }
    }

    /// Returns the stages, in the order of the table.
    pub(crate) fn stages(&self) -> Vec<String> {
        let stages = self.table.stages.iter();
        stages.map(|stage| stage.name.clone()).collect()
    }

    /// Returns advice for two types with the same name. Renaming `key` would tell them apart.
    pub(crate) fn type_advice(&self, key: Option<&str>) -> String {
        match (&self.free, key) {
            (None, _) => "; choose names in [types]".to_owned(),
            (Some(_), key) => key.map(|key| self.advice(key)).unwrap_or_default(),
        }
    }

    /// Fails if a word or the stage of a subject was missing, or if an entry of the table was unused.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        self.missing.borrow().check()?;
        let names = self.free.iter().flat_map(BTreeMap::keys);
        let mut unused = names.filter(|name| !self.words_used.borrow().contains(*name));
        if let Some(name) = unused.next() {
            let reason = format!("`with_name` gives it words, but no schema has the name `{name}`");
            return Err(Error::new(name, "", reason));
        }
        let used = self.types_used.borrow();
        if self.is_part {
            return Ok(());
        }
        self.check_stages()?;
        match self
            .table
            .types
            .keys()
            .find(|origin| !used.contains(*origin))
        {
            Some(origin) => Err(Error::new(
                &self.file,
                pointer::step("/types", origin),
                "no type first appears at this place; fix the place or remove the line",
            )),
            None => Ok(()),
        }
    }

    /// Checks that the name of every stage makes a variant of its own, and that every subject of a
    /// stage has events, and belongs to one stage only.
    fn check_stages(&self) -> Result<(), Error> {
        let used = self.subjects_used.borrow();
        let mut seen = BTreeSet::new();
        let mut variants = BTreeSet::new();
        for (number, stage) in self.table.stages.iter().enumerate() {
            let name = &stage.name;
            let variant = stage_variant(name);
            let is_letter = |character: char| character.is_ascii_alphabetic();
            let is_name = name.is_ascii() && variant.starts_with(is_letter) && variant != "Self";
            if !is_name || !variants.insert(variant) {
                let reason = if is_name {
                    format!("another stage has the same name as `{name}` in Rust; rename one")
                } else {
                    format!("no Rust name can be made of `{}`; rename it", shown(name))
                };
                let pointer = format!("/stage/{number}/name");
                return Err(Error::new(&self.file, pointer, reason));
            }
            for (index, subject) in stage.subjects.iter().enumerate() {
                let reason = if !used.contains(subject) {
                    "no event has this subject; fix or remove it"
                } else if !seen.insert(subject) {
                    "already belongs to a stage"
                } else {
                    continue;
                };
                let pointer = format!("/stage/{number}/subjects/{index}");
                return Err(Error::new(&self.file, pointer, reason));
            }
        }
        Ok(())
    }
}

/// Returns the variant of a stage: `SourceCode` for “Source code”.
pub(crate) fn stage_variant(stage: &str) -> String {
    type_name(&split(stage))
}

/// Returns the call that gives words to a name.
fn call(name: &str) -> String {
    format!("`.with_name({name:?}, \"…\")`")
}
