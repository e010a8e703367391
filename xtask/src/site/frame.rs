//! What surrounds the content of a page: the head, the bar at the top and the ways into the content.

use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

/// The repository, for links.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

const RUST_DOCS: &str = "https://docs.rs/cdevents-generated";

/// The home of the site. Pages link to it where a relative link would be broken in the repository.
pub const HOME: &str = "https://cdevents.github.io/cdevents-codegen-rs/";

/// The themes that are left out, so that the others can be tested.
const OTHER_THEMES: [&str; 3] = ["rust", "coal", "ayu"];

const SEARCH: &str = include_str!("assets/search.html");

/// Completes a page.
///
/// `path` is the page's path in the site, and `url` the address of the site.
pub(super) fn with_frame(page: &str, path: &str, url: &str) -> Result<String, String> {
    let root = "../".repeat(path.matches('/').count());
    let canonical = match path {
        "index.html" => url.to_owned(),
        path => format!("{url}{path}"),
    };
    let canonical = format!("<link rel=\"canonical\" href=\"{canonical}\">");
    let is_missing = path == "404.html";
    let links = format!(
        "<a href=\"{RUST_DOCS}\">Rust docs</a> <a href=\"{REPOSITORY}\">Repository</a> \
         <a href=\"{REPOSITORY}/issues\">Issues</a>"
    );
    let title = format!("<a href=\"{root}index.html\">CDEvents for Rust</a>");
    // An address without a path would mean the page that the missing page was asked for.
    let skip_to = if is_missing {
        "404.html#content"
    } else {
        "#content"
    };
    let skip = format!("<a class=\"skip\" href=\"{skip_to}\">Skip to the content</a>");
    let search = if is_missing {
        SEARCH.replace("class=\"search\"", "class=\"search missing\"")
    } else {
        SEARCH.to_owned()
    };
    let handlers = [
        element!("head", |head| {
            if !is_missing {
                head.append(&canonical, ContentType::Html);
            }
            Ok(())
        }),
        element!("body", |body| {
            body.prepend(&skip, ContentType::Html);
            Ok(())
        }),
        element!("main", |main| {
            main.set_attribute("id", "content")?;
            main.set_attribute("tabindex", "-1")?;
            Ok(())
        }),
        element!("#mdbook-menu-bar", |bar| Ok(
            bar.set_attribute("role", "banner")?
        )),
        // The script makes it react to keys.
        element!("#mdbook-sidebar-toggle", |label| {
            label.set_attribute("role", "button")?;
            label.set_attribute("tabindex", "0")?;
            Ok(())
        }),
        element!("#mdbook-searchbar", |input| {
            Ok(input.set_attribute("aria-label", "Search")?)
        }),
        element!("h1.menu-title", |heading| {
            heading.set_tag_name("p")?;
            heading.set_inner_content(&title, ContentType::Html);
            Ok(())
        }),
        element!(".right-buttons", |buttons| {
            buttons.set_inner_content(&links, ContentType::Html);
            Ok(())
        }),
        element!("#mdbook-theme-list li button", |button| {
            let id = button.get_attribute("id").unwrap_or_default();
            if OTHER_THEMES.iter().any(|theme| id.ends_with(theme)) {
                button.remove();
            }
            Ok(())
        }),
        element!("main h1", |heading| {
            if is_missing || path == "index.html" {
                heading.after(&search, ContentType::Html);
            }
            Ok(())
        }),
        element!("main a[href]", |link| {
            let target = link.get_attribute("href").unwrap_or_default();
            if let Some(path) = target.strip_prefix(HOME) {
                link.set_attribute("href", &format!("{root}{path}"))?;
            }
            Ok(())
        }),
    ];
    let settings = handlers.into_iter().fold(
        RewriteStrSettings::new(),
        RewriteStrSettings::append_element_content_handler,
    );
    rewrite_str(page, settings).map_err(|error| error.to_string())
}

/// Returns the path of an address: `/docs/` for `https://example.com/docs/`.
pub(super) fn path_of(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    rest.find('/').map_or("/", |start| &rest[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_name_their_address_and_lead_to_their_content() {
        let page = "<head></head><body><main><h1>A</h1>\
                    <a href=\"https://cdevents.github.io/cdevents-codegen-rs/try.html#a\">b</a></main></body>";
        let page = with_frame(page, "events/a.html", "https://example.com/").unwrap();
        for part in [
            r#"<link rel="canonical" href="https://example.com/events/a.html">"#,
            r##"<body><a class="skip" href="#content">"##,
            r#"<main id="content" tabindex="-1">"#,
            r#"<a href="../try.html#a">b</a>"#,
        ] {
            assert!(page.contains(part), "{page}");
        }
        let first = with_frame("<head></head><main><h1>A</h1></main>", "index.html", HOME).unwrap();
        assert!(first.contains("<form"), "{first}");
    }

    #[test]
    fn the_path_of_an_address_starts_with_a_slash() {
        assert_eq!(path_of("https://example.com/docs/"), "/docs/");
        assert_eq!(path_of("https://example.com"), "/");
        assert_eq!(path_of("/docs/"), "/docs/");
    }
}
