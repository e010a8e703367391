//! The only maker of Rust names.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::Error;
use crate::documents::{Files, NAMES_FILE, Node, pointer};
use crate::model::ReleaseName;

/// Rust's words that no name can be without `r#`, and those that can't be even with it.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
const NEVER_NAMES: &[&str] = &["crate", "self", "super"];

/// The associated constant that lists the values of an enum. No variant can have this name.
pub(crate) const ALL: &str = "ALL";

/// What the module of the shapes uses besides them.
const USED: &[&str] = &[
    "Box",
    "Err",
    "Format",
    "MapAccess",
    "Members",
    "None",
    "Object",
    "Ok",
    "Option",
    "Pattern",
    "Result",
    "Self",
    "SerializeMap",
    "Some",
    "String",
    "Vec",
];

/// The table of words, and the names chosen for shapes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// The words that names are made of.
    words: BTreeSet<String>,
    /// What the specification writes as one word, and its words: `pipelinerun = "pipeline run"`.
    compounds: BTreeMap<String, String>,
    /// Better names for shapes, by the place of their first appearance.
    shapes: BTreeMap<String, String>,
    /// The stages of the life of software, and the subjects of each.
    #[serde(default, rename = "stage")]
    stages: Vec<Stage>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stage {
    name: String,
    subjects: Vec<String>,
}

/// Makes names, from a table.
#[derive(Debug)]
pub(crate) struct Names {
    file: std::path::PathBuf,
    table: Table,
    /// Where any word will do: the names whose words are given.
    free: Option<BTreeMap<String, String>>,
    /// May a name be of no use?
    is_part: bool,
    unknown: RefCell<Unknown>,
    words_used: RefCell<BTreeSet<String>>,
    shapes_used: RefCell<BTreeSet<String>>,
    subjects_used: RefCell<BTreeSet<String>>,
}

/// What the table lacks: all of it, so that one run tells what to add.
#[derive(Debug, Default)]
struct Unknown {
    words: Lacking,
    subjects: Lacking,
}

impl Unknown {
    /// One error, of the first; the others are listed so that they can be pasted into the table.
    fn check(&self) -> Result<(), Error> {
        let (words, subjects) = (&self.words, &self.subjects);
        let (error, others) = match (&words.first, &subjects.first) {
            (None, None) => return Ok(()),
            (Some((word, error)), _) => {
                let listed = words.listed("; and these are unknown too: ", Some(word));
                let title = "; and these subjects belong to no stage: ";
                (error, listed + &subjects.listed(title, None))
            }
            (None, Some((subject, error))) => {
                let title = "; and these belong to none either: ";
                (error, subjects.listed(title, Some(subject)))
            }
        };
        let reason = format!("{}{others}", error.reason());
        Err(Error::new(error.file(), error.pointer(), reason))
    }
}

/// What one list of the table lacks.
#[derive(Debug, Default)]
struct Lacking {
    /// What was found first, and the error that it is.
    first: Option<(String, Error)>,
    all: BTreeSet<String>,
}

impl Lacking {
    fn add(&mut self, what: &str, error: impl FnOnce() -> Error) {
        self.first.get_or_insert_with(|| (what.to_owned(), error()));
        self.all.insert(what.to_owned());
    }

    /// All but one, as the table has them, behind a title; nothing where there are no others.
    fn listed(&self, title: &str, but: Option<&String>) -> String {
        let others = self.all.iter().filter(|it| Some(*it) != but);
        let quoted: Vec<_> = others.map(|it| format!("\"{it}\"")).collect();
        if quoted.is_empty() {
            return String::new();
        }
        title.to_owned() + &quoted.join(", ")
    }
}

impl Names {
    pub(crate) fn new(files: &Files) -> Result<Self, Error> {
        let file = files.folder.join(NAMES_FILE);
        let text = files.texts.get(NAMES_FILE);
        let text = text.ok_or_else(|| {
            Error::new(
                &file,
                "",
                "is missing: it says which words names are made of",
            )
        })?;
        let table: Table = toml::from_str(text)
            .map_err(|error| Error::new(&file, "", format!("is not a table of names: {error}")))?;
        let mut shapes = table.shapes.iter();
        if let Some((place, name)) = shapes.find(|(_, name)| USED.contains(&name.as_str())) {
            let pointer = pointer::step("/shapes", place);
            let reason = format!("`{name}` is a name that what is generated uses; choose another");
            return Err(Error::new(file, pointer, reason));
        }
        let mut unknown = Unknown::default();
        for (compound, words) in &table.compounds {
            for word in words.split(' ').filter(|it| !table.words.contains(*it)) {
                let reason = format!("the word `{word}` is unknown; add it to `words`");
                let pointer = pointer::step("/compounds", compound);
                unknown
                    .words
                    .add(word, || Error::new(&file, pointer, reason));
            }
        }
        Ok(Self {
            file,
            table,
            free: None,
            is_part: files.is_part,
            unknown: RefCell::new(unknown),
            words_used: RefCell::default(),
            shapes_used: RefCell::default(),
            subjects_used: RefCell::default(),
        })
    }

    /// Of any words, since nobody's table knows those of a schema of one's own; with names whose words
    /// are given.
    pub(crate) fn free(given: &BTreeMap<String, String>) -> Self {
        Self {
            file: std::path::PathBuf::new(),
            table: Table::default(),
            free: Some(given.clone()),
            is_part: false,
            unknown: RefCell::default(),
            words_used: RefCell::default(),
            shapes_used: RefCell::default(),
            subjects_used: RefCell::default(),
        }
    }

    /// The words of a name in the specification: of `ticketURI`, ticket and uri. Unknown ones stand
    /// for themselves until [`finish`](Self::finish) tells of all of them.
    pub(crate) fn words(&self, name: &str, place: &Node<'_>) -> Result<Vec<String>, Error> {
        if let Some(given) = &self.free {
            return self.free_words(name, given, place);
        }
        let mut words = Vec::new();
        for part in parts(name) {
            if let Some(compound) = self.table.compounds.get(&part) {
                words.extend(compound.split(' ').map(str::to_owned));
            } else {
                if !self.table.words.contains(&part) {
                    self.unknown.borrow_mut().words.add(&part, || {
                        place.error(format!(
                            "the word `{part}` in `{name}` is unknown; in {}, add \"{part}\" to \
                             `words`, or, if it is several words, a line `{part} = \"…\"` to \
                             [compounds]",
                            self.file.display(),
                        ))
                    });
                }
                words.push(part);
            }
        }
        if words.is_empty() {
            return Err(place.error(format!("no name can be made of `{name}`")));
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
            None => parts(name),
            Some(words) => {
                self.words_used.borrow_mut().insert(name.to_owned());
                parts(words)
            }
        };
        // rustc warns about letters that look alike, and only a whole crate can allow them, so names
        // are ASCII.
        let are_ascii = words.iter().all(|word| word.is_ascii());
        let first = words.first().and_then(|word| word.chars().next());
        let begins = first.is_some_and(|character| character.is_ascii_alphabetic());
        if begins && are_ascii && words != ["self"] {
            return Ok(words);
        }
        Err(place.error(format!(
            "no name can be made of `{}`; give it words by `with_name`: {}",
            shown(name),
            call(name)
        )))
    }

    /// The words of the one value of an enum. A release is named as its module is, since digits alone
    /// are no name, unless it was given words.
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

    /// What to do about a name that is another's already, to stand behind the reason. In the tables
    /// of the specification's names, the reason says enough.
    pub(crate) fn advice(&self, name: &str) -> String {
        match self.free {
            None => String::new(),
            Some(_) => format!(
                "; give `{}` other words by `with_name`: {}",
                shown(name),
                call(name)
            ),
        }
    }

    /// The name chosen for the shape that appears first at a place, where one was.
    pub(crate) fn shape(&self, origin: &str) -> Option<String> {
        let name = self.table.shapes.get(origin)?;
        self.shapes_used.borrow_mut().insert(origin.to_owned());
        Some(name.clone())
    }

    /// The stage that a subject belongs to: of `service`, continuous deployment. Where there is none,
    /// it has no name until [`finish`](Self::finish) tells of all such subjects.
    pub(crate) fn stage(&self, subject: &str, place: &Node<'_>) -> String {
        let mut stages = self.table.stages.iter();
        let stage = stages.find(|stage| stage.subjects.iter().any(|it| it == subject));
        let Some(stage) = stage else {
            self.unknown.borrow_mut().subjects.add(subject, || {
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

    /// That two things have one name is an error, once all words are known. Until then, names aren't
    /// what they will be, and it may only follow from that.
    pub(crate) fn clash(&self, error: Error) -> Result<(), Error> {
        match self.unknown.borrow().words.first {
            None => Err(error),
            Some(_) => Ok(()),
        }
    }

    /// The stages, in the order of the table.
    pub(crate) fn stages(&self) -> Vec<String> {
        let stages = self.table.stages.iter();
        stages.map(|stage| stage.name.clone()).collect()
    }

    /// Returns advice for two shapes with the same name. Renaming `key` would tell them apart.
    pub(crate) fn shape_advice(&self, key: Option<&str>) -> String {
        match (&self.free, key) {
            (None, _) => "; choose names in [shapes]".to_owned(),
            (Some(_), key) => key.map(|key| self.advice(key)).unwrap_or_default(),
        }
    }

    /// Every word must have been known, every subject have had a stage, and every name in the table
    /// must have been of use.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        self.unknown.borrow().check()?;
        let names = self.free.iter().flat_map(BTreeMap::keys);
        let mut unused = names.filter(|name| !self.words_used.borrow().contains(*name));
        if let Some(name) = unused.next() {
            let reason = format!("`with_name` gives it words, but no schema has the name `{name}`");
            return Err(Error::new(name, "", reason));
        }
        let used = self.shapes_used.borrow();
        if self.is_part {
            return Ok(());
        }
        self.check_stages()?;
        match self
            .table
            .shapes
            .keys()
            .find(|origin| !used.contains(*origin))
        {
            Some(origin) => Err(Error::new(
                &self.file,
                pointer::step("/shapes", origin),
                "no shape appears first at this place; remove the line, or mend the place",
            )),
            None => Ok(()),
        }
    }
}

impl Names {
    /// Every subject must be one of an event, and stand in one stage.
    fn check_stages(&self) -> Result<(), Error> {
        let used = self.subjects_used.borrow();
        let mut seen = BTreeSet::new();
        for (number, stage) in self.table.stages.iter().enumerate() {
            for (index, subject) in stage.subjects.iter().enumerate() {
                let reason = if !used.contains(subject) {
                    "no event has this subject; remove it, or mend it"
                } else if !seen.insert(subject) {
                    "stands in a stage already"
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

/// A name within backticks, on one line.
pub(crate) fn shown(name: &str) -> String {
    let quoted = format!("{name:?}");
    quoted[1..quoted.len() - 1].replace("\\\"", "\"")
}

/// The call that gives a name words, but for the words.
fn call(name: &str) -> String {
    format!("`.with_name({name:?}, \"…\")`")
}

/// Splits at capitals and punctuation, and lowers the case: `ticketURI` is ticket, uri.
fn parts(name: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for run in name.split(|it: char| !it.is_alphanumeric()) {
        let mut part = String::new();
        let mut previous = None;
        for character in run.chars() {
            let boundary = character.is_uppercase() && previous.is_some_and(char::is_lowercase);
            if boundary {
                parts.push(std::mem::take(&mut part));
            }
            part.extend(character.to_lowercase());
            previous = Some(character);
        }
        parts.push(part);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// `ServiceDeployed`, of any number of words.
pub(crate) fn type_name<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let mut name = String::new();
    for word in words {
        let mut characters = word.chars();
        name.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    name
}

/// `pipelineRun`.
pub(crate) fn camel_case(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [first, rest @ ..] => first.clone() + &type_name(rest),
    }
}

/// `service_deployed`.
pub(crate) fn module_name(words: &[String]) -> String {
    words.join("_")
}

/// `artifact_id`; `r#type`.
pub(crate) fn field_name(words: &[String]) -> String {
    let name = words.join("_");
    if NEVER_NAMES.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_at_capitals_and_punctuation() {
        assert_eq!(parts("ticketURI"), ["ticket", "uri"]);
        assert_eq!(parts("testSuiteRun"), ["test", "suite", "run"]);
        assert_eq!(parts("END"), ["end"]);
        assert_eq!(parts("chain_id"), ["chain", "id"]);
        assert_eq!(parts("e2e"), ["e2e"]);
        assert_eq!(parts("-"), Vec::<String>::new());
    }

    #[test]
    fn keywords_become_raw_or_get_an_underscore() {
        assert_eq!(field_name(&["type".to_owned()]), "r#type");
        assert_eq!(field_name(&["self".to_owned()]), "self_");
        assert_eq!(
            field_name(&["link".to_owned(), "type".to_owned()]),
            "link_type"
        );
    }
}
