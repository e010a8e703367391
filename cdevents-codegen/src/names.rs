//! The only maker of Rust names.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::Error;
use crate::load::{Files, NAMES_FILE};
use crate::resolve::Node;

/// Rust's words that no name can be without `r#`, and those that can't be even with it.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
const NEVER_NAMES: &[&str] = &["crate", "self", "super"];

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
    words_used: RefCell<BTreeSet<String>>,
    shapes_used: RefCell<BTreeSet<String>>,
    subjects_used: RefCell<BTreeSet<String>>,
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
        for (compound, words) in &table.compounds {
            if let Some(word) = words.split(' ').find(|word| !table.words.contains(*word)) {
                let reason = format!("the word `{word}` is unknown; add it to `words`");
                return Err(Error::new(file, format!("/compounds/{compound}"), reason));
            }
        }
        Ok(Self {
            file,
            table,
            free: None,
            is_part: files.is_part,
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
            words_used: RefCell::default(),
            shapes_used: RefCell::default(),
            subjects_used: RefCell::default(),
        }
    }

    /// The words of a name in the specification: of `ticketURI`, ticket and uri.
    pub(crate) fn words(&self, name: &str, place: &Node<'_>) -> Result<Vec<String>, Error> {
        if let Some(given) = &self.free {
            return self.free_words(name, given, place);
        }
        let mut words = Vec::new();
        for part in parts(name) {
            if let Some(compound) = self.table.compounds.get(&part) {
                words.extend(compound.split(' ').map(str::to_owned));
            } else if self.table.words.contains(&part) {
                words.push(part);
            } else {
                return Err(place.error(format!(
                    "the word `{part}` in `{name}` is unknown; in {}, add \"{part}\" to `words`, \
                     or, if it is several words, a line `{part} = \"…\"` to [compounds]",
                    self.file.display(),
                )));
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
                words.split_whitespace().map(str::to_owned).collect()
            }
        };
        // A keyword is a name with an underscore behind it, as is anything else that can be one.
        let is_name = |word: &String| syn::parse_str::<syn::Ident>(&format!("{word}_")).is_ok();
        let begins = words.first().is_some_and(is_name);
        let goes_on = words.iter().all(|word| is_name(&format!("a{word}")));
        if begins && goes_on && words != ["self"] {
            return Ok(words);
        }
        Err(place.error(format!(
            "no name can be made of `{name}`; give it words by `with_name`"
        )))
    }

    /// The name chosen for the shape that appears first at a place, where one was.
    pub(crate) fn shape(&self, origin: &str) -> Option<String> {
        let name = self.table.shapes.get(origin)?;
        self.shapes_used.borrow_mut().insert(origin.to_owned());
        Some(name.clone())
    }

    /// The stage that a subject belongs to: of `service`, continuous deployment.
    pub(crate) fn stage(&self, subject: &str, place: &Node<'_>) -> Result<String, Error> {
        let mut stages = self.table.stages.iter();
        let stage = stages.find(|stage| stage.subjects.iter().any(|it| it == subject));
        let stage = stage.ok_or_else(|| {
            place.error(format!(
                "the subject `{subject}` belongs to no stage; in {}, add \"{subject}\" to the \
                 `subjects` of a [[stage]]",
                self.file.display(),
            ))
        })?;
        self.subjects_used.borrow_mut().insert(subject.to_owned());
        Ok(stage.name.clone())
    }

    /// The stages, in the order of the table.
    pub(crate) fn stages(&self) -> Vec<String> {
        let stages = self.table.stages.iter();
        stages.map(|stage| stage.name.clone()).collect()
    }

    /// How two shapes of one name are told apart.
    pub(crate) const fn advice(&self) -> &'static str {
        match self.free {
            None => "choose names in [shapes]",
            Some(_) => "give a member other words by `with_name`",
        }
    }

    /// Every name in the table must have been of use.
    pub(crate) fn finish(&self) -> Result<(), Error> {
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
                format!("/shapes/{}", origin.replace('/', "~1")),
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
