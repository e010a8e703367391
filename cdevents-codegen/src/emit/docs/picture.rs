//! A picture of the vocabulary: events by releases, a cell for what each release has of each.

use std::fmt::Write as _;

use crate::markdown::xml;
use crate::model::Model;

use super::grid::{Cell, Row};

/// The height of a row, and the room beside and above the cells.
const ROW: usize = 18;
const LEFT: usize = 190;
const TOP: usize = 64;
/// The width of a cell, with the gap behind it.
const COLUMN: usize = 48;

/// Colours that go with light and with dark grounds.
pub(super) const STYLE: &str = "\
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.stage { font-weight: 600; }
.new { fill: #0969da; } .changed { fill: #bf8700; } .unchanged { fill: #d0d7de; }
.sign { fill: #ffffff; text-anchor: middle; font-weight: 600; }
.line { stroke: #59636e; fill: none; } .box { fill: #f6f8fa; stroke: #59636e; }
.head { fill: #59636e; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.new { fill: #4493f8; } .changed { fill: #d29922; } .unchanged { fill: #3d444d; }
.sign { fill: #0d1117; }
.line { stroke: #9198a1; } .box { fill: #151b23; stroke: #9198a1; }
.head { fill: #9198a1; }
}
";

/// The picture, as SVG.
pub(super) fn vocabulary(model: &Model, rows: &[Row<'_>]) -> String {
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
            cell_at(&mut body, LEFT + COLUMN * index, y, entry.cell);
        }
        y += ROW;
    }
    let height = y + 8;
    let newest = model.releases.last().map(|it| it.name.to_string());
    let count = model.releases.last().map_or(0, |it| it.events.len());
    let title = format!(
        "The events of CDEvents, by release, until {}",
        newest.unwrap_or_default()
    );
    let description = format!(
        "A table: {} events in rows, {} releases in columns. A cell says whether the release has the event \
         new, changed, unchanged, or not at all. The newest release has {count} events. The page \
         Vocabulary has the same as text.",
        rows.len(),
        model.releases.len()
    );
    svg(width, height, &title, &description, &body)
}

/// What colours and signs mean.
fn legend(body: &mut String) {
    for (index, cell) in [Cell::New, Cell::Changed, Cell::Unchanged]
        .into_iter()
        .enumerate()
    {
        let x = LEFT + 120 * index;
        cell_at(body, x, 8, cell);
        let _ = writeln!(
            body,
            "<text x=\"{}\" y=\"21\">{}</text>",
            x + COLUMN,
            cell.word()
        );
    }
}

fn cell_at(body: &mut String, x: usize, y: usize, cell: Cell) {
    let sign = match cell {
        Cell::Absent => return,
        Cell::New => "+",
        Cell::Changed => "~",
        Cell::Unchanged => "",
    };
    let word = cell.word();
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

/// A picture with its text alternative.
pub(super) fn svg(
    width: usize,
    height: usize,
    title: &str,
    description: &str,
    body: &str,
) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title description\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <style>\n{STYLE}</style>\n{body}</svg>\n",
        xml(title),
        xml(description)
    )
}
