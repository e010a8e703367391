//! Makes a page's tables readable on any screen and to screen readers.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::{ContentType, Element};
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str, text};

const HEADINGS: &str = "main h1, main h2, main h3, main h4";

/// What precedes an element, as HTML.
#[derive(Default)]
struct Before {
    /// The last heading.
    heading: String,
    /// The headings of the table's columns.
    labels: Vec<String>,
    /// Whether the head of the table is over.
    is_in_body: bool,
    /// The number of cells before, in the row.
    cells: usize,
}

impl Before {
    fn element(&mut self, element: &mut Element<'_, '_>) -> HandlerResult {
        match element.tag_name().as_str() {
            "h1" | "h2" | "h3" | "h4" => self.heading.clear(),
            "table" => {
                self.labels.clear();
                self.is_in_body = false;
                let caption = format!("<caption class=\"unseen\">{}</caption>", self.heading);
                element.prepend(&caption, ContentType::Html);
                element.set_attribute("role", "table")?;
            }
            name @ ("thead" | "tbody") => {
                self.is_in_body = name == "tbody";
                element.set_attribute("role", "rowgroup")?;
            }
            "tr" => {
                self.cells = 0;
                element.set_attribute("role", "row")?;
            }
            name @ ("td" | "th") if self.is_in_body => {
                if let Some(label) = self.labels.get(self.cells) {
                    element.set_attribute("data-label", label)?;
                }
                self.cells += 1;
                let role = if name == "th" { "rowheader" } else { "cell" };
                element.set_attribute("role", role)?;
            }
            "th" => {
                self.labels.push(String::new());
                element.set_attribute("scope", "col")?;
                element.set_attribute("role", "columnheader")?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// Adds captions, labels and roles to tables, and places where long code may wrap.
///
/// The style sheet shows rows as cards on a phone, with a label for each cell. Browsers then forget that
/// it is a table, unless roles say so.
pub(super) fn with_readable_tables(page: &str) -> Result<String, String> {
    let before = Rc::new(RefCell::new(Before::default()));
    let [elements, headings, labels] = [(); 3].map(|()| Rc::clone(&before));
    let handlers = [
        element!("main *", move |element| elements
            .borrow_mut()
            .element(element)),
        text!(HEADINGS, move |chunk| {
            headings.borrow_mut().heading.push_str(chunk.as_str());
            Ok(())
        }),
        text!("main thead th", move |chunk| {
            if let Some(label) = labels.borrow_mut().labels.last_mut() {
                label.push_str(chunk.as_str());
            }
            Ok(())
        }),
        text!("main td code, main tbody a", |chunk| {
            let parts = with_breaks(chunk.as_str());
            chunk.replace(&parts, ContentType::Html);
            Ok(())
        }),
    ];
    let settings = handlers.into_iter().fold(
        RewriteStrSettings::new(),
        RewriteStrSettings::append_element_content_handler,
    );
    rewrite_str(page, settings).map_err(|error| error.to_string())
}

/// Lets code wrap between the parts of a path or a name.
fn with_breaks(text: &str) -> String {
    let mut parts = String::with_capacity(text.len() * 2);
    let mut before = '/';
    for character in text.chars() {
        let is_start = match character {
            '/' => before != '/',
            character if character.is_uppercase() => before.is_lowercase(),
            character if character.is_alphabetic() => "._:[".contains(before),
            _ => false,
        };
        if is_start {
            parts.push_str("<wbr>");
        }
        parts.push(character);
        before = character;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_label_of_their_column() {
        let page = "<main><h2>A &amp; b</h2><table><thead><tr><th>x</th><th>y</th></tr></thead>\
                    <tbody><tr><td>1</td><td>2</td></tr></tbody></table></main>";
        let page = with_readable_tables(page).unwrap();
        for part in [
            r#"<caption class="unseen">A &amp; b</caption>"#,
            r#"<td data-label="x" role="cell">1</td>"#,
            r#"<td data-label="y" role="cell">2</td>"#,
        ] {
            assert!(page.contains(part), "{page}");
        }
    }

    #[test]
    fn code_in_cells_wraps_between_words() {
        let page = "<main><table><tr><td><code>/a/b.cD.0.1&lt;</code> a.b</td></tr></table></main>";
        let page = with_readable_tables(page).unwrap();
        assert!(
            page.contains("/a<wbr>/b.<wbr>c<wbr>D.0.1&lt;</code> a.b"),
            "{page}"
        );
    }
}
