//! The page on links.

use std::fmt::Write as _;

use crate::Error;
use crate::markdown::code;
use crate::model::{Alternative, Event, FieldValue, Model, Type};

use super::members;
use super::words::Root;
use crate::emit::rust::examples::of_link;

/// The page: what links are, those of the newest release that travel within events, and those that
/// travel by themselves.
pub(super) fn page(model: &Model) -> Result<String, Error> {
    let newest = model.releases.last();
    let mut text = super::written(include_str!("links.md"), newest);
    let Some(release) = newest else {
        return Ok(text);
    };
    let (Some(link), Some(event)) = (&release.link, release.events.first()) else {
        return Ok(text);
    };
    let tag = model.shape(link.shape).form.tag();
    let told_apart = tag.map(|tag| format!(", told apart by {}", code(tag)));
    let _ = write!(
        text,
        "\n## Kinds\n\nOf release {}{}. An embedded link starts at the event that \
         carries it, and belongs to that event's chain.\n",
        release.name,
        told_apart.unwrap_or_default()
    );
    let embedded = embedded(model, event);
    for (alternative, ..) in link.kinds(model) {
        let shape = model.shape(alternative.shape);
        let tag = &alternative.tag;
        let _ = write!(text, "\n## {tag}\n\n{}\n", shape.description);
        let ways = [
            ("by itself", Some(alternative)),
            ("within an event", embedded.iter().find(|it| it.tag == *tag)),
        ];
        for (way, alternative) in ways {
            if let Some(alternative) = alternative {
                let heading = format!("{tag}, {way}");
                let tables =
                    members::of_object(model, event, &heading, alternative.shape, Root(""));
                text.push_str(&tables);
            }
        }
        let json = of_link(model, release, alternative)?;
        let _ = write!(text, "\nBy itself, as JSON:\n\n```json\n{json}```\n");
    }
    Ok(text)
}

/// The kinds of links within an event: the one list of unions in its context.
fn embedded<'a>(model: &'a Model, event: &Event) -> &'a [Alternative] {
    let context = model.shape(event.context).form.fields();
    let unions = context.iter().filter_map(|field| match &field.value {
        FieldValue::Of(Type::List(items)) => match **items {
            Type::Shape(id) => Some(model.shape(id).form.alternatives()),
            _ => None,
        },
        _ => None,
    });
    unions
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_default()
}
