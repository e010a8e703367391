//! The site in headless Chromium, if `chromedriver` is installed.

#[path = "../common/mod.rs"]
mod common;
mod driver;
mod harness;
mod page;
mod reading;
mod searching;
mod site;
mod try_page;
#[path = "../common/wasm.rs"]
mod wasm;

use std::path::Path;

use common::{fixture, sources};
use fantoccini::key::Key;
use harness::{in_browser, in_browser_with_validator};
use serde_json::json;

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

/// Takes screenshots for people, if `CDEVENTS_SCREENSHOTS` names a folder.
#[test]
fn screenshots_are_taken_if_a_folder_is_named() {
    let Some(folder) = std::env::var_os("CDEVENTS_SCREENSHOTS") else {
        return;
    };
    std::fs::create_dir_all(&folder).expect("a folder");
    let source = sources().pop().expect("a source");
    in_browser_with_validator("screenshots", &source, async |page| {
        for (screen, width, height) in [
            ("desktop", 1440, 900),
            ("tablet", 1024, 800),
            ("phone", 390, 740),
        ] {
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
