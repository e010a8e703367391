//! The site in headless Chromium, if `chromedriver` is installed.

#[path = "../common/mod.rs"]
mod common;
mod driver;
mod page;
mod run;
mod try_page;
#[path = "../common/wasm.rs"]
mod wasm;

use std::path::Path;

use common::{fixture, sources};
use fantoccini::key::Key;
use run::{in_browser, in_browser_with_validator};
use serde_json::json;

/// Returns the pages to look at: one of each group of events, releases and migrations, and all others.
fn pages_of_each_kind(source: &Path) -> Vec<String> {
    let mut pages = vec!["try.html".to_owned()];
    let mut pending = vec![source.to_owned()];
    while let Some(folder) = pending.pop() {
        let entries = folder.read_dir().expect("a folder");
        let mut entries: Vec<_> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        entries.sort();
        let is_page = |path: &Path| path.extension().is_some_and(|extension| extension == "md");
        let name = |path: &Path| {
            let path = path.strip_prefix(source).expect("below it");
            path.with_extension("html").display().to_string()
        };
        let markdown = entries.iter().filter(|path| is_page(path));
        let limit = if folder == source { usize::MAX } else { 1 };
        let names = markdown.map(|path| name(path)).take(limit);
        pages.extend(names.filter(|name| name != "SUMMARY.html"));
        pending.extend(entries.into_iter().filter(|path| path.is_dir()));
    }
    pages
}

#[test]
fn search_finds_an_event() {
    in_browser("search", &fixture(), async |page| {
        page.goto("index.html").await?;
        page.keys("s").await?;
        page.keys("deployed artifactId").await?;
        let first = "#mdbook-searchresults li:first-child a[href*='service-deployed.html']";
        page.find(first).await?.click().await?;
        assert!(page.url().await?.contains("events/service-deployed.html"));
        assert_eq!(page.text("main h1").await?, "Service deployed");
        Ok(())
    });
}

#[test]
fn the_filter_shows_matching_events_and_is_kept_in_the_address() {
    in_browser("filter", &fixture(), async |page| {
        page.goto("vocabulary.html").await?;
        let shown = async || {
            page.run(
                "return [...document.querySelectorAll('#vocabulary tbody tr')]
                .filter((row) => row.checkVisibility()).map((row) => row.cells[0].textContent)",
            )
            .await
        };
        let select = async |name: &str, value: &str| {
            let select = page.find(&format!("select[name={name}]")).await?;
            select.select_by_value(value).await
        };
        assert_eq!(page.text("[role=status]").await?, "6 of 6 events");
        select("stage", "Continuous Deployment").await?;
        assert_eq!(
            shown().await?,
            json!(["environment created", "service deployed"])
        );
        assert_eq!(page.text("[role=status]").await?, "2 of 6 events");
        select("release", "0.4.1").await?;
        assert_eq!(shown().await?, json!(["service deployed"]));
        let url = page.url().await?;
        assert!(
            url.ends_with("vocabulary.html?stage=Continuous+Deployment&release=0.4.1"),
            "{url}"
        );

        // The address restores the selection and ignores unknown values.
        page.goto("vocabulary.html?subject=pipelinerun&release=0.4.1&stage=Kitchen")
            .await?;
        assert_eq!(shown().await?, json!(["pipelinerun finished"]));
        let selected = "return document.querySelector('select[name=subject]').value";
        assert_eq!(page.run(selected).await?, "pipelinerun");
        page.find(".filter button").await?.click().await?;
        assert_eq!(shown().await?.as_array().map(Vec::len), Some(6));
        assert!(page.url().await?.ends_with("vocabulary.html"));

        let releases =
            "return [...document.querySelector('select[name=release]')].map((it) => it.value)";
        let expected = json!(["", "0.3.0", "0.4.0", "0.4.1", "0.5.0", "0.5.1", "draft"]);
        assert_eq!(page.run(releases).await?, expected);
        Ok(())
    });
}

#[test]
fn the_filter_works_with_the_keyboard_alone() {
    in_browser("keyboard", &fixture(), async |page| {
        page.goto("vocabulary.html").await?;
        for name in ["stage", "subject", "release"] {
            page.tab_to(&format!("select[name={name}]")).await?;
        }
        page.key(Key::Down).await?;
        assert_eq!(page.text("[role=status]").await?, "5 of 6 events");
        page.tab_to(".filter button").await?;
        page.key(Key::Enter).await?;
        assert_eq!(page.text("[role=status]").await?, "6 of 6 events");
        Ok(())
    });
}

/// Returns the width of the page without scrolling elements. Either mdBook's page or its content
/// scrolls.
const WIDEST: &str = "let widest = 0;
    for (let at = document.querySelector('main'); at; at = at.parentElement) {
        widest = Math.max(widest, at.scrollWidth);
    }
    return widest";

#[test]
fn pages_are_readable_in_light_and_dark_and_on_a_phone() {
    let contrast = include_str!("contrast.js");
    for source in sources() {
        in_browser_with_validator("readable", &source, async |page| {
            for (scheme, theme) in [("light", "light"), ("dark", "navy")] {
                page.prefer(scheme).await?;
                for width in [360, 1280] {
                    page.resize(width, 740).await?;
                    for path in pages_of_each_kind(&source) {
                        page.goto(&path).await?;
                        if path == "try.html" {
                            try_page::load(page, "broken").await?;
                            page.find("#verdict li").await?;
                        }
                        let place = format!("{path}, {scheme}, {width}");
                        let classes = page
                            .run("return document.documentElement.className")
                            .await?;
                        assert!(classes.to_string().contains(theme), "{place}: {classes}");
                        let actual = page.run(WIDEST).await?;
                        assert!(actual.as_u64() <= Some(width.into()), "{place}: {actual}");
                        assert_eq!(page.run(contrast).await?, json!([]), "{place}");
                        let errors = page.errors().await?;
                        assert!(errors.is_empty(), "{place}: {}", errors.join("\n"));
                    }
                }
            }
            Ok(())
        });
    }
}

#[test]
fn a_wide_table_scrolls_without_the_page() {
    in_browser("table", &fixture(), async |page| {
        page.resize(360, 740).await?;
        page.goto("vocabulary.html").await?;
        let scrolls = "const around = document.querySelector('#vocabulary').parentElement;
            around.scrollLeft = 100;
            return [around.scrollLeft, around.scrollWidth > around.clientWidth, around.clientWidth < 360]";
        assert_eq!(page.run(scrolls).await?, json!([100, true, true]));
        Ok(())
    });
}

/// Takes screenshots for people, if `CDEVENTS_SCREENSHOTS` names a folder.
#[test]
fn screenshots_are_taken_if_a_folder_is_named() {
    let Some(folder) = std::env::var_os("CDEVENTS_SCREENSHOTS") else {
        return;
    };
    std::fs::create_dir_all(&folder).expect("a folder");
    let source = sources().pop().expect("a source");
    in_browser_with_validator("screenshots", &source, async |page| {
        for (screen, width, height) in [("desktop", 1280, 800), ("phone", 360, 740)] {
            page.resize(width, height).await?;
            for scheme in ["light", "dark"] {
                page.prefer(scheme).await?;
                for name in [
                    "index",
                    "vocabulary",
                    "events/service-deployed",
                    "links",
                    "try",
                ] {
                    page.goto(&format!("{name}.html")).await?;
                    if name == "try" {
                        try_page::load(page, "broken").await?;
                        page.find("#verdict button.violation")
                            .await?
                            .click()
                            .await?;
                    }
                    let file = format!("{}-{screen}-{scheme}.png", name.replace('/', "-"));
                    let path = Path::new(&folder).join(file);
                    std::fs::write(path, page.screenshot().await?)?;
                    if name == "try" {
                        page.run("document.querySelector('#verdict').scrollIntoView()")
                            .await?;
                        let path =
                            Path::new(&folder).join(format!("verdict-{screen}-{scheme}.png"));
                        std::fs::write(path, page.screenshot().await?)?;
                    }
                }
            }
        }
        Ok(())
    });
}
