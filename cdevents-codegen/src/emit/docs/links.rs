//! The page on links.

use std::fmt::Write as _;

use crate::Error;
use crate::markdown::code;
use crate::model::{Alternative, Event, FieldValue, Model, Type};

use super::pages::{Root, filled_in};
use super::properties;
use crate::emit::rust::examples::of_link;

/// Returns the page: what links are, and the links of the newest release, embedded and on their own.
pub(super) fn page(model: &Model) -> Result<String, Error> {
    let newest = model.releases.last();
    let mut text = filled_in(include_str!("links.md"), newest);
    let Some(release) = newest else {
        return Ok(text);
    };
    let (Some(link), Some(event)) = (&release.link, release.events.first()) else {
        return Ok(text);
    };
    let tag = model.shape(link.shape).form.tag();
    let tag = tag.map(|tag| format!(" The property {} contains the type.", code(tag)));
    let _ = write!(
        text,
        "\n## Link types\n\nLink types in release {}.{} An embedded link omits the chain, the timestamp and \
         the event that carries it, since they follow from that event.\n",
        release.name,
        tag.unwrap_or_default()
    );
    let embedded = embedded(model, event);
    for (alternative, ..) in link.kinds(model) {
        let shape = model.shape(alternative.shape);
        let tag = &alternative.tag;
        let _ = write!(text, "\n## {tag}\n\n{}\n", shape.description);
        let ways = [
            ("on its own", Some(alternative)),
            ("embedded", embedded.iter().find(|link| link.tag == *tag)),
        ];
        for (way, alternative) in ways {
            if let Some(alternative) = alternative {
                let heading = format!("{tag}, {way}");
                let tables =
                    properties::of_object(model, event, &heading, alternative.shape, Root(""));
                text.push_str(&tables);
            }
        }
        let json = of_link(model, release, alternative)?;
        let _ = write!(
            text,
            "\nExample of a link on its own:\n\n```json\n{json}```\n"
        );
    }
    Ok(text)
}

/// Returns the types of embedded links: the one list of alternatives in an event's context.
fn embedded<'a>(model: &'a Model, event: &Event) -> &'a [Alternative] {
    let context = model.shape(event.context).form.fields();
    let unions = context.iter().filter_map(|field| match &field.value {
        FieldValue::Of(Type::List(items)) => match **items {
            Type::Shape(id) => Some(model.shape(id).form.alternatives()),
            _ => None,
        },
        _ => None,
    });
    let mut unions = unions.filter(|alternatives| !alternatives.is_empty());
    unions.next().unwrap_or_default()
}
