//! Pages are readable: on any screen, in light and dark, with the keyboard.

use fantoccini::key::Key;
use serde_json::json;

use crate::common::{fixture, sources};
use crate::harness::{in_browser, in_browser_with_validator, pages_of_each_kind};
use crate::try_page;

#[test]
fn an_event_is_shown_in_three_ways_and_in_each_release() {
    let source = sources().pop().expect("a source");
    in_browser("ways", &source, async |page| {
        page.goto("events/service-deployed.html").await?;
        let shown = "return [...document.querySelectorAll('[role=tabpanel]')]
            .map((panel) => panel.checkVisibility())";
        assert_eq!(page.run(shown).await?, json!([true, false, false]));
        page.tab_to("[role=tab]").await?;
        page.key(Key::Right).await?;
        assert_eq!(page.run(shown).await?, json!([false, true, false]));
        assert!(page.url().await?.ends_with("service-deployed.html"));
        // The choice is kept for the next page.
        page.goto("events/service-removed.html").await?;
        assert_eq!(page.run(shown).await?, json!([false, true, false]));
        assert!(
            page.text("[role=tabpanel]:not([hidden])")
                .await?
                .contains("cdevents new")
        );

        page.goto("events/service-deployed.html#release-0.4.1")
            .await?;
        let open = "return [...document.querySelectorAll('details[open]')].map((it) => it.id)";
        assert_eq!(page.run(open).await?, json!(["release-0.4.1"]));
        Ok(())
    });
}

#[test]
fn the_keyboard_reaches_the_content_the_contents_and_what_scrolls() {
    in_browser("skip", &fixture(), async |page| {
        page.resize(390, 740).await?;
        page.goto("events/service-deployed.html").await?;
        page.key(Key::Tab).await?;
        assert_eq!(
            page.run("return document.activeElement.className").await?,
            "skip"
        );
        page.key(Key::Enter).await?;
        assert_eq!(
            page.run("return document.activeElement.tagName").await?,
            "MAIN"
        );
        page.tab_to("pre > code[aria-label^='Code: ']").await?;
        page.goto("index.html").await?;
        page.tab_to("#mdbook-sidebar-toggle").await?;
        page.key(Key::Enter).await?;
        let is_open = "return document.documentElement.classList.contains('sidebar-visible')";
        assert_eq!(page.run(is_open).await?, true);
        Ok(())
    });
}

/// The widths of a desktop, a tablet and a phone, and whether the page is loaded anew. It opens with the
/// sidebar on a desktop, and keeps it on the tablet, where it leaves little space.
const SCREENS: [(u32, bool); 3] = [(1440, true), (1024, false), (390, true)];

/// Returns what is wider than its place: tables, or the page. Either mdBook's page or its content
/// scrolls.
const TOO_WIDE: &str =
    "const wide = [...document.querySelectorAll('main table')].filter((table) => {
        const place = table.parentElement;
        return Math.max(table.scrollWidth, table.offsetWidth) > place.clientWidth;
    });
    const found = wide.map((table) => table.caption.textContent);
    for (let at = document.querySelector('main'); at; at = at.parentElement) {
        if (at.scrollWidth > innerWidth) {
            found.push(`${at.tagName}: ${at.scrollWidth}`);
        }
    }
    return found";

/// Looks at one page of each kind, or at all pages if `CDEVENTS_ALL_PAGES` is set.
#[test]
fn pages_and_tables_fit_and_stand_out_in_light_and_dark_on_any_screen() {
    let contrast = include_str!("contrast.js");
    let limit = std::env::var_os("CDEVENTS_ALL_PAGES").map_or(1, |_| usize::MAX);
    for source in sources() {
        in_browser_with_validator("readable", &source, async |page| {
            for path in pages_of_each_kind(&source, limit) {
                for (width, is_loaded) in SCREENS {
                    page.resize(width, 740).await?;
                    if is_loaded {
                        page.goto(&path).await?;
                        if path == "try.html" {
                            try_page::load(page, "broken").await?;
                            page.find("#verdict li").await?;
                        }
                    }
                    // The page follows the system's scheme without being loaded again.
                    for (scheme, theme) in [("light", "light"), ("dark", "navy")] {
                        page.prefer(scheme).await?;
                        let place = format!("{path}, {scheme}, {width}");
                        page.find(&format!("html.{theme}")).await?;
                        assert_eq!(page.run(TOO_WIDE).await?, json!([]), "{place}");
                        assert_eq!(page.run(contrast).await?, json!([]), "{place}");
                    }
                    let errors = page.errors().await?;
                    assert!(errors.is_empty(), "{path}, {width}: {}", errors.join("\n"));
                }
            }
            Ok(())
        });
    }
}

#[test]
fn a_table_without_space_becomes_cards_with_labels() {
    in_browser("table", &fixture(), async |page| {
        page.goto("migration/0.4.1-to-0.5.1.html").await?;
        let display = "return getComputedStyle(document.querySelector('main tbody tr')).display";
        assert_eq!(page.run(display).await?, "table-row");
        page.resize(390, 740).await?;
        assert_eq!(page.run(display).await?, "block");
        let label = "const cell = document.querySelector('main tbody td');
            return getComputedStyle(cell, '::before').content";
        assert_eq!(page.run(label).await?, "\"where: \"");
        Ok(())
    });
}
