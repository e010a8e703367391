//! The site in headless Chromium, if `chromedriver` is installed.

#[path = "../common/mod.rs"]
mod common;
mod driver;
mod harness;
mod page;
mod reading;
mod searching;

use std::path::Path;

use common::{fixture, sources};
use fantoccini::key::Key;
use harness::in_browser;
use serde_json::{Value, json};

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
fn a_broken_event_shows_its_violations_with_positions() {
    in_browser("violations", &fixture(), async |page| {
        page.goto("try.html").await?;
        page.find("#try [type=submit]").await?.click().await?;
        let words = page.text("#verdict .is-valid").await?;
        for part in [
            "dev.cdevents.service.deployed.0.3.0",
            "service/checkout",
            "0.5.1",
        ] {
            assert!(words.contains(part), "{words}");
        }
        page.find("[data-sample=sample-broken]")
            .await?
            .click()
            .await?;
        let words = page.text("#verdict .is-invalid").await?;
        assert!(words.starts_with("Invalid, 5 violations"), "{words}");
        let mut found = Vec::new();
        for violation in page.find_all("#verdict li").await? {
            let words = violation.text().await?;
            let button = violation.find(fantoccini::Locator::Css("button")).await?;
            button.click().await?;
            let selected = page.run(SELECTION).await?;
            found.push((
                words.lines().next().unwrap_or_default().to_owned(),
                selected,
            ));
            assert!(
                words.contains("https://cdevents.dev/0.5.1/schema/"),
                "{words}"
            );
        }
        let expected = [
            ("/context at 8:5", "\"chain_id\""),
            ("/context/id at 4:11", "\"\""),
            ("/context/timestamp at 7:18", "\"20 March 2026, 14:27\""),
            ("/subject/content at 12:16", "{"),
            ("/subject/content/environment at 15:9", "\"name\""),
        ];
        let expected = expected.map(|(place, text)| (place.to_owned(), Value::from(text)));
        assert_eq!(found, expected);
        Ok(())
    });
}

/// Returns the selected text of the text area, which must have the focus.
const SELECTION: &str = "const area = document.activeElement;
    return area.value.slice(area.selectionStart, area.selectionEnd)";

#[test]
fn a_violation_is_selected_and_scrolled_into_view() {
    in_browser("selection", &fixture(), async |page| {
        page.goto("try.html").await?;
        let fill = "const row = '    \"😀 é\",\\n'.repeat(300);
            document.querySelector('#event').value =
                `{ \"customData\": [\\n${row}    \"😀 é\", tru,\\n${row}0], \"context\": {} }`";
        page.run(fill).await?;
        page.find("#try [type=submit]").await?.click().await?;
        page.find("#verdict button.violation")
            .await?
            .click()
            .await?;
        assert_eq!(page.run(SELECTION).await?, ",");
        let words = page.text("#verdict .violation .place").await?;
        assert!(words.ends_with("at 302:15"), "{words}");
        let is_in_sight = "const area = document.activeElement;
            const top = 301 * parseFloat(getComputedStyle(area).lineHeight);
            return area.scrollTop < top && top < area.scrollTop + area.clientHeight";
        assert_eq!(page.run(is_in_sight).await?, true);
        Ok(())
    });
}

#[test]
fn a_newer_event_and_a_changed_text_are_marked() {
    in_browser("newer", &fixture(), async |page| {
        page.goto("try.html").await?;
        page.find("[data-sample=sample-newer]")
            .await?
            .click()
            .await?;
        let words = page.text("#verdict > .is-unknown").await?;
        assert!(words.starts_with("Newer than this validator"), "{words}");
        page.find("#event").await?.send_keys(" ").await?;
        let words = page.text("#verdict > .is-unknown").await?;
        assert!(words.starts_with("The text has changed"), "{words}");
        Ok(())
    });
}

#[test]
fn without_the_server_the_page_explains_how_to_start_it() {
    in_browser("file", &fixture(), async |page| {
        page.goto_file("try.html").await?;
        page.find("#try [type=submit]").await?.click().await?;
        let words = page.text("#verdict p").await?;
        assert_eq!(
            words,
            "The validator isn’t reachable: run cargo xtask docs --serve."
        );
        // The other pages also work from the disk.
        page.goto_file("vocabulary.html").await?;
        let stage = page.find("select[name=stage]").await?;
        stage.select_by_value("Core").await?;
        assert_eq!(page.text("[role=status]").await?, "2 of 6 events");
        Ok(())
    });
}

#[test]
fn errors_of_the_server_are_shown() {
    in_browser("no answer", &fixture(), async |page| {
        page.goto("try.html").await?;
        let large = "document.querySelector('#event').value = 'é'.repeat(600000)";
        page.run(large).await?;
        page.find("#try [type=submit]").await?.click().await?;
        let words = page.text("#verdict p").await?;
        assert_eq!(words, "The text is larger than 1 MiB.");

        // The answer of another server, and the answer after a crash.
        for (body, expected) in [
            ("'<p>', { status: 404 }", "The validator isn’t reachable"),
            (
                "'{\"error\":\"broken\"}', {
                    status: 500, headers: { 'content-type': 'application/json' } }",
                "broken",
            ),
        ] {
            page.goto("try.html").await?;
            let answer = format!("window.fetch = async () => new Response({body})");
            page.run(&answer).await?;
            page.find("#try [type=submit]").await?.click().await?;
            let words = page.text("#verdict p").await?;
            assert!(words.starts_with(expected), "{words}");
        }
        Ok(())
    });
}

#[test]
fn the_page_works_with_the_keyboard_alone() {
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

        page.goto("try.html").await?;
        page.tab_to("[data-sample=sample-valid]").await?;
        page.tab_to("#event").await?;
        // Typing neither searches nor turns the page.
        page.keys("s/").await?;
        page.key(Key::Right).await?;
        assert!(page.url().await?.ends_with("try.html"));
        let ends = "return document.activeElement.value.includes('s/')";
        assert_eq!(page.run(ends).await?, true);
        page.tab_to("#try [type=submit]").await?;
        page.key(Key::Enter).await?;
        page.find("#verdict button.violation").await?;
        page.tab_to("#verdict button.violation").await?;
        page.key(Key::Enter).await?;
        assert_eq!(page.run("return document.activeElement.id").await?, "event");
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
    in_browser("screenshots", &source, async |page| {
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
                        page.find("[data-sample=sample-broken]")
                            .await?
                            .click()
                            .await?;
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
