//! An event in the releases before the newest that has it.

use std::fmt::Write as _;

use crate::Error;
use crate::model::{Model, Release};

use super::grid::Row;
use super::pages::Root;
use super::properties;
use crate::emit::rust::examples::Examples;

/// Consecutive releases in which an event has the same type and content.
pub(super) struct Older<'a> {
    first: &'a Release,
    last: &'a Release,
    event_type: &'a str,
    content: String,
    /// The minimal example of the last of the releases.
    example: &'a str,
}

impl Older<'_> {
    fn name(&self) -> String {
        let (first, last) = (&self.first.name, &self.last.name);
        if first == last {
            last.to_string()
        } else {
            format!("{first} to {last}")
        }
    }

    fn anchor(&self) -> String {
        format!("release-{}", self.last.name)
    }
}

/// Returns the older releases that have an event, newest first.
pub(super) fn older<'a>(
    model: &'a Model,
    row: &Row<'a>,
    examples: &'a Examples,
) -> Result<Vec<Older<'a>>, Error> {
    let mut all: Vec<Older<'a>> = Vec::new();
    for entry in row.entries.iter().rev() {
        let Some(event) = entry.event.filter(|_| entry.release.name != row.last.name) else {
            continue;
        };
        let content = flat(&properties::of_content(model, event, Root("../")));
        match all.last_mut() {
            Some(older) if older.event_type == event.event_type && older.content == content => {
                older.first = entry.release;
            }
            _ => all.push(Older {
                first: entry.release,
                last: entry.release,
                event_type: &event.event_type,
                content,
                example: &examples.of_event(event)?.minimal,
            }),
        }
    }
    Ok(all)
}

/// Returns links to the sections of older releases.
pub(super) fn switch(row: &Row<'_>, older: &[Older<'_>]) -> String {
    if older.is_empty() {
        return String::new();
    }
    let links = older
        .iter()
        .map(|older| format!("[{}](#{})", older.name(), older.anchor()));
    let links: Vec<_> = links.collect();
    format!("Release: **{}** · {}\n\n", row.last.name, links.join(" · "))
}

/// Returns a section for each of the older releases, which opens on demand.
pub(super) fn sections(older: &[Older<'_>]) -> String {
    let mut text = String::new();
    if !older.is_empty() {
        text.push_str("\n## Older releases\n");
    }
    for older in older {
        let _ = write!(
            text,
            "\n<details id=\"{}\">\n<summary>{}: <code>{}</code></summary>\n\n{}\n```json\n{}```\n\n</details>\n",
            older.anchor(),
            older.name(),
            older.event_type,
            older.content,
            older.example
        );
    }
    text
}

/// Makes headings bold, and removes links to them.
fn flat(tables: &str) -> String {
    let mut text = String::new();
    for line in tables.trim_start().lines() {
        match line.strip_prefix("### ") {
            Some(heading) => {
                let _ = writeln!(text, "**{heading}**");
            }
            None => {
                let _ = writeln!(text, "{}", without_anchors(line));
            }
        }
    }
    text
}

/// Replaces links to anchors of the page by their words.
fn without_anchors(line: &str) -> String {
    let mut parts = line.split("](#");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some(open) = text.rfind('[') {
            text.remove(open);
        }
        text.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_become_bold_and_their_links_words() {
        let tables = "\n### `/a`\n\n| [x](../y.md#z) | see [`/a/b`](#ab), [`c`](#c) |\n";
        let expected = "**`/a`**\n\n| [x](../y.md#z) | see `/a/b`, `c` |\n";
        assert_eq!(flat(tables), expected);
    }
}
