//! The events that are measured, in several layouts.

mod mistakes;
mod tree;

use cdevents_generated::validate::is_valid_slice;
use cdevents_tests::{json_files, upstream, workspace};
use serde_json::{Value, json};

use self::mistakes::MISTAKES;
use self::tree::Tree;
use crate::peers::{RELEASE, Schema, Schemas};

/// An event as text and as a value, with the peers' schema of its type.
pub(crate) struct Case<'a> {
    /// The text.
    pub(crate) text: Vec<u8>,
    /// The value of the text.
    pub(crate) value: Value,
    /// The schema of the event's type, or, if the type is a mistake, of the type that was meant.
    pub(crate) schema: Schema<'a>,
}

impl<'a> Case<'a> {
    fn new(text: Vec<u8>, schema: Schema<'a>) -> Self {
        let value = serde_json::from_slice(&text).expect("JSON");
        Self {
            text,
            value,
            schema,
        }
    }
}

/// A named set of events.
pub(crate) struct Input<'a> {
    /// The name, as the tables print it.
    pub(crate) name: &'static str,
    /// What the tables' page says about the input.
    pub(crate) about: &'static str,
    /// The events.
    pub(crate) cases: Vec<Case<'a>>,
}

impl Input<'_> {
    /// Returns the events' texts.
    pub(crate) fn texts(&self) -> Vec<&[u8]> {
        self.cases.iter().map(|case| case.text.as_slice()).collect()
    }
}

/// Everything that is measured.
pub(crate) struct Inputs<'a> {
    /// Events that parsing and validating are measured with. The first ones are in file order.
    pub(crate) all: Vec<Input<'a>>,
    /// The events in file order, each with one mistake.
    pub(crate) rejected: Vec<Case<'a>>,
    /// The events in file order, each with about five violations.
    pub(crate) broken: Vec<Case<'a>>,
    /// Many events, one per line.
    pub(crate) ndjson: Vec<u8>,
}

/// A valid event whose properties are in the author's order.
struct Event<'a> {
    tree: Tree,
    schema: Schema<'a>,
}

impl<'a> Inputs<'a> {
    /// Takes upstream's conformance events if they are available, or else our examples.
    pub(crate) fn new(schemas: &'a Schemas) -> Self {
        let events = events(schemas);
        let cases = |text: &dyn Fn(&Tree) -> Vec<u8>| -> Vec<_> {
            let case = |event: &Event<'a>| Case::new(text(&event.tree), event.schema);
            events.iter().map(case).collect()
        };
        let file_order = cases(&Tree::compact);
        let mut ndjson = Vec::new();
        for case in file_order.iter().cycle().take(2000) {
            ndjson.extend_from_slice(&case.text);
            ndjson.push(b'\n');
        }
        let changed = |change: fn(&mut Tree)| {
            cases(&|tree| {
                let mut tree = tree.clone();
                change(&mut tree);
                tree.compact()
            })
        };
        let first = events.first().expect("an event");
        let input = |name, about, cases| Input { name, about, cases };
        let all = vec![
            input(
                "file order",
                "compact, with the properties in the author's order",
                file_order,
            ),
            input(
                "keys sorted",
                "properties in alphabetical order, as many producers write them",
                changed(Tree::sort),
            ),
            input(
                "keys reversed",
                "properties in the reverse of the author's order: `subject` before `context`",
                changed(Tree::reverse),
            ),
            input(
                "pretty",
                "file order, indented by two spaces",
                cases(&Tree::pretty),
            ),
            input(
                "114 KB",
                "one event, which is mostly custom data",
                vec![Case::new(large(&first.tree), first.schema)],
            ),
            input(
                "escapes",
                r#"file order; every string that may have any text has `\u00e9`, `\n` and `\"`"#,
                changed(escape),
            ),
            input(
                "10 % invalid",
                "file order; each tenth event has one mistake, each time another one",
                some_invalid(&events),
            ),
        ];
        Self {
            all,
            rejected: with_mistakes(&events, |index| Some(index % MISTAKES.len())),
            broken: changed(break_in_five_places),
            ndjson,
        }
    }

    /// Returns the events in file order.
    pub(crate) fn valid(&self) -> &[Case<'a>] {
        &self.all[0].cases
    }

    /// Returns the lines of the text with many events.
    pub(crate) fn lines(&self) -> Vec<&[u8]> {
        let lines = self.ndjson.split(|byte| *byte == b'\n');
        lines.filter(|line| !line.is_empty()).collect()
    }
}

/// Reads the valid events whose types have a schema.
fn events(schemas: &Schemas) -> Vec<Event<'_>> {
    let folder = upstream(RELEASE, "the benchmarks with upstream's events").map_or_else(
        || {
            workspace()
                .join("cdevents-generated/examples")
                .join(RELEASE)
        },
        |folder| folder.join("conformance"),
    );
    let read = |(path, value): (_, Value)| {
        let event_type = value.pointer("/context/type")?.as_str()?;
        let schema = schemas.get(event_type)?;
        let tree = Tree::parse(&std::fs::read_to_string(path).expect("a readable file"));
        is_valid_slice(&tree.compact()).then_some(Event { tree, schema })
    };
    json_files(&folder).into_iter().filter_map(read).collect()
}

/// Writes an event with 114 KB of custom data.
fn large(event: &Tree) -> Vec<u8> {
    let item = json!({"name": "a step of a build", "seconds": 1.5, "tags": ["a", "b"], "ok": true});
    let mut event = event.clone();
    event.set(&["customData"], &json!({ "steps": vec![item; 1620] }));
    event.compact()
}

/// Appends escapes to every string that may have any text.
fn escape(event: &mut Tree) {
    for index in 0..event.strings().len() {
        let mut escaped = event.clone();
        if let Some(string) = escaped.strings().into_iter().nth(index) {
            string.append(r#" caf\u00e9\n\"bar\""#);
        }
        if is_valid_slice(&escaped.compact()) {
            *event = escaped;
        }
    }
}

/// Makes each tenth event invalid, until every mistake has been made once.
fn some_invalid<'a>(events: &[Event<'a>]) -> Vec<Case<'a>> {
    let events: Vec<_> = events.iter().cycle().take(10 * MISTAKES.len()).collect();
    with_mistakes(events, |index| (index % 10 == 9).then_some(index / 10))
}

/// Makes a mistake in those events for which there is an index of one.
fn with_mistakes<'e, 'a: 'e>(
    events: impl IntoIterator<Item = &'e Event<'a>>,
    mistake: impl Fn(usize) -> Option<usize>,
) -> Vec<Case<'a>> {
    let case = |(index, event): (usize, &Event<'a>)| {
        let mut tree = event.tree.clone();
        if let Some(mistake) = mistake(index) {
            MISTAKES[mistake](&mut tree);
            let text = String::from_utf8(tree.compact()).expect("UTF-8");
            assert!(!is_valid_slice(text.as_bytes()), "{mistake}: {text}");
        }
        Case::new(tree.compact(), event.schema)
    };
    events.into_iter().enumerate().map(case).collect()
}

/// Makes about five mistakes.
fn break_in_five_places(event: &mut Tree) {
    event.set(&["context", "id"], &json!(""));
    event.set(&["context", "timestamp"], &json!("yesterday"));
    event.set(&["context", "unknown"], &json!(1));
    event.set(&["subject", "id"], &json!(7));
    event.set(&["customData"], &json!([]));
}
