//! All events by release, as a table that scripts can filter.

use std::fmt::Write as _;

use crate::markdown::xml;
use crate::model::{Event, Model};

use super::grid::{Presence, Row};
use super::pages::{Root, event_page};

/// Returns the page with the table.
pub(super) fn page(model: &Model, rows: &[Row<'_>]) -> String {
    let mut text = String::from(
        "# The vocabulary\n\nEvery event in every release, with the version of its event type. Bold means new in the \
         release, and italic means changed. “–” means that the release has no such event, and “yes” that the \
         event type has no version.\n\n\
         <table id=\"vocabulary\">\n<thead>\n<tr><th scope=\"col\">event</th><th scope=\"col\">stage</th>",
    );
    for release in &model.releases {
        let name = &release.name;
        let _ = write!(
            text,
            "<th scope=\"col\"><a href=\"releases/{name}.md\">{name}</a></th>"
        );
    }
    text.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        let present = row.entries.iter().filter(|entry| entry.event.is_some());
        let present: Vec<_> = present
            .map(|entry| entry.release.name.to_string())
            .collect();
        let _ = write!(
            text,
            "<tr data-stage=\"{}\" data-subject=\"{}\" data-releases=\"{}\">\
             <th scope=\"row\"><a href=\"{}\">{}</a></th><td>{}</td>",
            xml(row.stage),
            xml(row.subject()),
            present.join(" "),
            xml(&event_page(row.newest)),
            xml(row.name),
            xml(row.stage)
        );
        for entry in &row.entries {
            // Event types of the first releases have no version.
            let version = entry.event.and_then(Event::version).unwrap_or("yes");
            let _ = match entry.presence {
                Presence::Absent => write!(text, "<td class=\"absent\">–</td>"),
                Presence::New => write!(text, "<td><strong>{version}</strong></td>"),
                Presence::Changed => write!(text, "<td><em>{version}</em></td>"),
                Presence::Unchanged => write!(text, "<td>{version}</td>"),
            };
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table>\n\n![The events of CDEvents by release](vocabulary.svg)\n");
    text
}

/// Returns the events of the newest release as a table of links, by subject.
pub(super) fn by_subject(model: &Model, rows: &[Row<'_>]) -> String {
    let newest = model.releases.last().map(|release| &release.name);
    let rows = rows.iter().filter(|row| Some(&row.last.name) == newest);
    let mut subjects: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for row in rows {
        let predicate = row
            .name
            .split_once('.')
            .map_or(row.name, |(_, predicate)| predicate);
        let link = Root("").link(predicate, &event_page(row.newest));
        match subjects.last_mut() {
            Some((.., subject, links)) if *subject == row.subject() => links.push(link),
            _ => subjects.push((row.stage, row.subject(), vec![link])),
        }
    }
    let mut text = String::from("| subject | events | stage |\n|---|---|---|\n");
    for (stage, subject, links) in subjects {
        let _ = writeln!(text, "| **{subject}** | {} | {stage} |", links.join(", "));
    }
    text
}
