//! Adds to the tables beside the schemas what `codegen` and `lint` ask for. Comments and order are kept.

use std::collections::BTreeSet;
use std::io::Write as _;

use cdevents_codegen::model::ReleaseName;
use cdevents_codegen::{Error, Files, LINT_FILE, Missing, NAMES_FILE, UPGRADES_FILE};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use crate::files::failed;
use crate::hold::hold;

/// The stage of subjects whose stage nobody has chosen.
const OTHER: &str = "Other";

/// How long a line of a table may be.
const WIDTH: usize = 100;

/// Adds what the generator asked for: words, subjects of the stage `Other`, and questions to the caller of an
/// upgrade.
///
/// # Errors
/// Fails if a table is not TOML, or doesn't have the lists that it should have.
pub fn add(files: &mut Files, missing: &[Missing]) -> Result<(), Error> {
    let of_names = |missing: &&Missing| matches!(missing, Missing::Word(_) | Missing::Subject(_));
    let (names, upgrades): (Vec<_>, Vec<_>) = missing.iter().partition(of_names);
    if !names.is_empty() {
        edit(files, NAMES_FILE, |table| add_names(table, &names))?;
    }
    if !upgrades.is_empty() {
        edit(files, UPGRADES_FILE, |table| {
            add_questions(table, &upgrades)
        })?;
    }
    Ok(())
}

/// Describes an addition: the file and the entry.
#[must_use]
pub fn described(missing: &Missing) -> String {
    match missing {
        Missing::Word(word) => format!("{NAMES_FILE}: the word `{word}`"),
        Missing::Subject(subject) => {
            format!("{NAMES_FILE}: the subject `{subject}`, in the stage `{OTHER}`")
        }
        Missing::Question(question) => format!("{UPGRADES_FILE}:\n\n{question}\n"),
        Missing::Events { question, events } => {
            let events = events.as_ref().map(|events| events.join(", "));
            let events = events.unwrap_or_else(|| "all events".to_owned());
            format!("{UPGRADES_FILE}#/question/{question}: now for {events}")
        }
        _ => format!("{missing:?}"),
    }
}

/// Acknowledges for a release what entries of `lint.toml` acknowledge for the release before.
///
/// # Errors
/// Fails if `lint.toml` is not TOML, or doesn't have the entries.
pub fn acknowledge(
    files: &mut Files,
    release: &ReleaseName,
    entries: &BTreeSet<usize>,
) -> Result<(), Error> {
    edit(files, LINT_FILE, |table| {
        let acknowledged = tables(table, "acknowledged")?;
        for entry in entries {
            let entry = acknowledged.get_mut(*entry)?;
            entry["releases"].as_array_mut()?.push(release.to_string());
        }
        Some(())
    })
}

/// Writes the tables that have changed.
///
/// # Errors
/// Fails if a table cannot be written. That table is then unchanged.
pub fn write(before: &Files, after: &Files) -> Result<(), Error> {
    let folder = &after.folder;
    let _hold = hold(folder);
    for (name, text) in &after.texts {
        if before.texts.get(name) == Some(text) {
            continue;
        }
        let path = folder.join(name);
        let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(())
        });
        written.map_err(|error| failed(&path, "written", &error))?;
    }
    Ok(())
}

/// Edits a table; `None` says that it is not of the expected form.
fn edit(
    files: &mut Files,
    name: &str,
    edit: impl FnOnce(&mut DocumentMut) -> Option<()>,
) -> Result<(), Error> {
    let file = files.folder.join(name);
    let error = |reason: String| Error::new(&file, "", reason);
    let text = files.texts.entry(name.to_owned()).or_default();
    let parsed = text.parse::<DocumentMut>();
    let mut table = parsed.map_err(|parse| error(format!("is not TOML: {parse}")))?;
    edit(&mut table)
        .ok_or_else(|| error("cannot be added to: a list is not of its form".to_owned()))?;
    *text = table.to_string();
    Ok(())
}

fn add_names(table: &mut DocumentMut, missing: &[&Missing]) -> Option<()> {
    let words = table.entry("words").or_insert_with(|| value(Array::new()));
    let words = words.as_array_mut()?;
    let known = words.iter().filter_map(|word| word.as_str());
    let mut all: BTreeSet<_> = known.map(str::to_owned).collect();
    let mut subjects = BTreeSet::new();
    for missing in missing {
        match missing {
            Missing::Word(word) => _ = all.insert(word.clone()),
            Missing::Subject(subject) => _ = subjects.insert(subject.as_str()),
            _ => {}
        }
    }
    if all.len() > words.len() {
        *words = wrapped(&all);
    }
    if subjects.is_empty() {
        return Some(());
    }
    let stages = tables(table, "stage")?;
    let is_other = |stage: &Table| stage.get("name").and_then(Item::as_str) == Some(OTHER);
    if !stages.iter().any(is_other) {
        let mut stage = Table::new();
        stage["name"] = value(OTHER);
        stage["subjects"] = value(Array::new());
        stages.push(stage);
    }
    let stage = stages.iter_mut().find(|stage| is_other(stage))?;
    stage["subjects"].as_array_mut()?.extend(subjects);
    Some(())
}

fn add_questions(table: &mut DocumentMut, missing: &[&Missing]) -> Option<()> {
    let questions = tables(table, "question")?;
    let mut end = String::new();
    for missing in missing {
        match missing {
            Missing::Question(question) => end.extend(["\n", question, "\n"]),
            Missing::Events { question, events } => {
                let question = questions.get_mut(*question)?;
                match events {
                    None => _ = question.remove("events"),
                    Some(events) => question["events"] = value(Array::from_iter(events)),
                }
            }
            _ => {}
        }
    }
    let text = table.to_string() + &end;
    *table = text.parse().ok()?;
    Some(())
}

/// Returns the tables of an array of tables, which is created if there is none.
fn tables<'a>(table: &'a mut DocumentMut, name: &str) -> Option<&'a mut ArrayOfTables> {
    let tables = table.entry(name);
    tables
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
}

/// Returns an array of words in lines of limited width.
fn wrapped(words: &BTreeSet<String>) -> Array {
    let mut array = Array::new();
    let mut width = WIDTH;
    for word in words {
        array.push(word);
        let needed = word.len() + r#" "","#.len();
        let is_new = width + needed > WIDTH;
        width = if is_new { 3 + needed } else { width + needed };
        let before = if is_new { "\n    " } else { " " };
        if let Some(word) = array.get_mut(array.len() - 1) {
            word.decor_mut().set_prefix(before);
        }
    }
    array.set_trailing("\n");
    array.set_trailing_comma(true);
    array
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn files(name: &str, text: &str) -> Files {
        Files {
            folder: "schemas".into(),
            texts: BTreeMap::from([(name.to_owned(), text.to_owned())]),
            is_part: false,
        }
    }

    fn own(name: &str) -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas");
        std::fs::read_to_string(format!("{folder}/{name}")).unwrap()
    }

    #[test]
    fn words_and_subjects_are_added_where_they_belong() {
        let words: Vec<_> = (10..60).map(|number| format!("\"word{number}\"")).collect();
        let words = words.join(", ");
        let stage = "\n# Why.\n[[stage]]\nname = \"Core\" # first\nsubjects = [\"run\"]\n";
        let text = format!("# How.\nwords = [ {words} ]\n{stage}");
        let mut files = files(NAMES_FILE, &text);
        let word = |word: &str| Missing::Word(word.to_owned());
        let subject = |subject: &str| Missing::Subject(subject.to_owned());
        add(&mut files, &[subject("oven"), subject("cake")]).unwrap();
        let other = "\n[[stage]]\nname = \"Other\"\nsubjects = [\"cake\", \"oven\"]\n";
        assert_eq!(files.texts[NAMES_FILE], format!("{text}{other}"));
        add(
            &mut files,
            &[word("zebra"), word("aardvark"), subject("pan")],
        )
        .unwrap();
        let added = &files.texts[NAMES_FILE];
        let start = "# How.\nwords = [\n    \"aardvark\", \"word10\", ";
        assert!(added.starts_with(start), "{added}");
        let rest = format!(
            ", \"zebra\",\n]\n{stage}{}",
            other.replace("oven\"", "oven\", \"pan\"")
        );
        assert!(added.ends_with(&rest), "{added}");
        assert!(added.lines().all(|line| line.len() <= WIDTH), "{added}");
        assert!(added.lines().count() < 20, "{added}");
    }

    #[test]
    fn questions_are_appended_and_extended() {
        let text = "# Why.\n\n[[question]]\nrelease = \"1.0.0\" # so\nevents = [\"a.b\"]\n";
        let mut files = files(UPGRADES_FILE, text);
        let events = |events: Option<&[&str]>| Missing::Events {
            question: 0,
            events: events.map(|events| events.iter().map(|event| (*event).to_owned()).collect()),
        };
        let new = "[[question]]\nrelease = \"2.0.0\"";
        let missing = [
            events(Some(&["a.b", "c.d"])),
            Missing::Question(new.to_owned()),
        ];
        add(&mut files, &missing).unwrap();
        let expected = "# Why.\n\n[[question]]\nrelease = \"1.0.0\" # so\nevents = [\"a.b\", \"c.d\"]\n\n\
                        [[question]]\nrelease = \"2.0.0\"\n";
        assert_eq!(files.texts[UPGRADES_FILE], expected);
        add(&mut files, &[events(None)]).unwrap();
        let expected = expected.replace("events = [\"a.b\", \"c.d\"]\n", "");
        assert_eq!(files.texts[UPGRADES_FILE], expected);
    }

    #[test]
    fn a_release_is_added_to_entries() {
        let text = own(LINT_FILE);
        let mut files = files(LINT_FILE, &text);
        let release: ReleaseName = "9.0.0-draft".parse().unwrap();
        acknowledge(&mut files, &release, &BTreeSet::from([0])).unwrap();
        let added = text.replacen("\"]\ndocuments", "\", \"9.0.0-draft\"]\ndocuments", 1);
        assert_eq!(files.texts[LINT_FILE], added);
    }

    #[test]
    fn a_table_of_another_form_is_an_error() {
        for (text, expected) in [
            ("words = 7", "cannot be added to"),
            ("stage = 7", "cannot be added to"),
            ("words = [", "is not TOML"),
        ] {
            let mut files = files(NAMES_FILE, text);
            let missing = [
                Missing::Word("word".to_owned()),
                Missing::Subject("cake".to_owned()),
            ];
            let error = add(&mut files, &missing).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}
