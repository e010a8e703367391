//! A picture of the vocabulary: events as rows, releases as columns.

use std::fmt::Write as _;

use crate::markdown::xml;
use crate::model::Model;

use super::grid::{Presence, Row};
use super::svg::svg;

/// The height of a row.
const ROW: usize = 18;
/// The space on the left of the cells.
const LEFT: usize = 190;
/// The space above the cells.
const TOP: usize = 64;
/// The width of a cell with the gap after it.
const COLUMN: usize = 48;

/// Returns the picture as SVG.
pub(super) fn picture(model: &Model, rows: &[Row<'_>]) -> String {
    let width = LEFT + COLUMN * model.releases.len() + 10;
    let mut body = String::new();
    legend(&mut body);
    for (index, release) in model.releases.iter().enumerate() {
        let x = LEFT + COLUMN * index + COLUMN / 2 - 2;
        let _ = writeln!(
            body,
            "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            TOP - 8,
            xml(&release.name.to_string())
        );
    }
    let (mut y, mut stage) = (TOP, "");
    for row in rows {
        if row.stage != stage {
            stage = row.stage;
            y += ROW;
            let _ = writeln!(
                body,
                "<text class=\"stage\" x=\"8\" y=\"{}\">{}</text>",
                y - 4,
                xml(stage)
            );
        }
        let _ = writeln!(
            body,
            "<text x=\"8\" y=\"{}\">{}</text>",
            y + 13,
            xml(row.name)
        );
        for (index, entry) in row.entries.iter().enumerate() {
            cell(&mut body, LEFT + COLUMN * index, y, entry.presence);
        }
        y += ROW;
    }
    let height = y + 8;
    let newest = model.releases.last();
    let count = newest.map_or(0, |release| release.events.len());
    let title = format!(
        "The events of CDEvents by release, up to {}",
        newest
            .map(|release| release.name.to_string())
            .unwrap_or_default()
    );
    let description = format!(
        "A table with {} events as rows and {} releases as columns. Each cell shows whether the event is \
         new, changed, unchanged or absent in the release. The newest release has {count} events. The \
         vocabulary page shows the same as text.",
        rows.len(),
        model.releases.len()
    );
    svg(width, height, &title, &description, &body)
}

/// Adds the meaning of colours and signs.
fn legend(body: &mut String) {
    for (index, presence) in [Presence::New, Presence::Changed, Presence::Unchanged]
        .into_iter()
        .enumerate()
    {
        let x = LEFT + 120 * index;
        cell(body, x, 8, presence);
        let _ = writeln!(
            body,
            "<text x=\"{}\" y=\"21\">{}</text>",
            x + COLUMN,
            presence.word()
        );
    }
}

fn cell(body: &mut String, x: usize, y: usize, presence: Presence) {
    let sign = match presence {
        Presence::Absent => return,
        Presence::New => "+",
        Presence::Changed => "~",
        Presence::Unchanged => "",
    };
    let word = presence.word();
    let _ = writeln!(
        body,
        "<rect class=\"{word}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
        COLUMN - 4,
        ROW - 2
    );
    if !sign.is_empty() {
        let (x, y) = (x + COLUMN / 2 - 2, y + 12);
        let _ = writeln!(
            body,
            "<text class=\"sign\" x=\"{x}\" y=\"{y}\">{sign}</text>"
        );
    }
}
