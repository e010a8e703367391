//! Keywords that do not affect validity.

use crate::Error;
use crate::documents::Node;
pub use crate::documents::is_annotation;
use crate::markdown;

/// Returns the first description among places, as Markdown; empty if there is none.
pub(super) fn description(places: [&Node<'_>; 2]) -> Result<String, Error> {
    for place in places {
        if let Some(description) = place.get("description") {
            let words = description.text()?.trim();
            if !words.is_empty() {
                return Ok(markdown::prose(words));
            }
        }
    }
    Ok(String::new())
}
