//! A picture of how links connect the events of a pipeline.

use std::fmt::Write as _;

use crate::markdown::xml;
use crate::model::{Alternative, Model};

use super::svg::svg;

const BOX: usize = 130;
const GAP: usize = 110;
const HEIGHT: usize = 44;
/// The left edge of the chain.
const LEFT: usize = 110;
/// The top edge of the chain.
const TOP: usize = 30;
/// The top edge of the event of another chain.
const BELOW: usize = TOP + 120;

/// Returns the picture as SVG, or nothing if the newest release has no links.
pub(super) fn picture(model: &Model) -> Option<String> {
    let release = model.releases.last()?;
    let link = release.link.as_ref()?;
    let kinds: Vec<_> = link.kinds(model).map(|(kind, ..)| kind).collect();
    let mut body = String::from(
        "<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" \
         markerHeight=\"8\" orient=\"auto\"><path class=\"head\" d=\"M0 0L10 5L0 10z\"/></marker></defs>\n",
    );
    for (number, name) in ["first event", "next event", "last event"]
        .into_iter()
        .enumerate()
    {
        event(&mut body, column(number), TOP, name);
    }
    event(&mut body, column(1), BELOW, "related event");
    let mut others = Vec::new();
    for kind in &kinds {
        if !draw(&mut body, kind) {
            others.push(kind);
        }
    }
    let mut y = BELOW + HEIGHT + 30;
    for kind in &others {
        let line = format!("{}: {}", kind.tag, model.shape(kind.shape).description);
        let _ = writeln!(body, "<text x=\"8\" y=\"{y}\">{}</text>", xml(&line));
        y += 20;
    }
    let descriptions = kinds.iter().map(|kind| {
        let description = &model.shape(kind.shape).description;
        format!("{}: {description}", kind.tag)
    });
    let description = format!(
        "A chain of three events, and an event of another chain below. {} All links of a chain carry its ID.",
        descriptions.collect::<Vec<_>>().join(" ")
    );
    let width = column(2) + BOX + 100;
    let title = "How links connect the events of a pipeline";
    Some(svg(width, y, title, &description, &body))
}

/// Returns the left edge of an event of the chain.
const fn column(number: usize) -> usize {
    LEFT + (BOX + GAP) * number
}

fn event(body: &mut String, x: usize, y: usize, name: &str) {
    let (middle, line) = (x + BOX / 2, y + HEIGHT / 2 + 4);
    let _ = writeln!(
        body,
        "<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{BOX}\" height=\"{HEIGHT}\" rx=\"6\"/>\n\
         <text x=\"{middle}\" y=\"{line}\" text-anchor=\"middle\">{name}</text>"
    );
}

/// Draws a type of link. Returns whether its place is known.
fn draw(body: &mut String, kind: &Alternative) -> bool {
    let y = TOP + HEIGHT / 2;
    match kind.tag.as_str() {
        "START" => arrow(body, column(0) - 80, column(0), y, &kind.tag),
        "PATH" => {
            arrow(body, column(0) + BOX, column(1), y, &kind.tag);
            arrow(body, column(1) + BOX, column(2), y, &kind.tag);
        }
        "END" => arrow(body, column(2) + BOX, column(2) + BOX + 80, y, &kind.tag),
        "RELATION" => {
            let x = column(1) + BOX / 2;
            let (from, to) = (TOP + HEIGHT, BELOW - 2);
            let _ = writeln!(
                body,
                "<path class=\"line\" stroke-dasharray=\"5 4\" marker-end=\"url(#tip)\" d=\"M{x} {from}V{to}\"/>\n\
                 <text x=\"{}\" y=\"{}\">{}</text>",
                x + 8,
                usize::midpoint(from, to) + 4,
                xml(&kind.tag)
            );
        }
        _ => return false,
    }
    true
}

fn arrow(body: &mut String, from: usize, to: usize, y: usize, tag: &str) {
    let (middle, above, tip) = (usize::midpoint(from, to), y - 8, to - 2);
    let _ = writeln!(
        body,
        "<path class=\"line\" marker-end=\"url(#tip)\" d=\"M{from} {y}H{tip}\"/>\n\
         <text x=\"{middle}\" y=\"{above}\" text-anchor=\"middle\">{tag}</text>"
    );
}
