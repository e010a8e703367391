//! The page "Try an event".

use std::fs;
use std::time::Instant;

use cdevents_generated::verdict::Verdict;
use cdevents_tests::differential::Differential;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::common::fixture;
use crate::harness::{Outcome, in_browser, in_browser_with_validator};
use crate::page::Page;

/// How many damaged events are validated in the browser.
const DAMAGED: usize = 500;

/// Loads a sample.
pub(crate) async fn load(page: &Page, sample: &str) -> Result<(), CmdError> {
    page.find("#summary.is-valid").await?;
    let button = page.find(&format!("[data-sample={sample}]")).await?;
    button.click().await
}

/// Replaces the text as if it was typed.
async fn enter(page: &Page, text: &str) -> Result<Value, CmdError> {
    let script = "const area = document.querySelector('#event');
        area.value = argument;
        area.dispatchEvent(new Event('input'));";
    page.find("#summary.is-valid").await?;
    page.run_async(script, text.into()).await
}

async fn text_of_event(page: &Page) -> Result<String, CmdError> {
    let text = page
        .run("return document.querySelector('#event').value")
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Returns the selected text of the text area, which must have the focus.
const SELECTION: &str = "const area = document.activeElement;
    return area.value.slice(area.selectionStart, area.selectionEnd)";

/// Returns all examples, and damaged events.
fn texts() -> Vec<String> {
    let mut texts = Vec::new();
    let folder = cdevents_tests::workspace().join("cdevents-generated/examples");
    for release in fs::read_dir(folder).expect("a folder") {
        let release = release.expect("an entry").path();
        for file in fs::read_dir(&release).into_iter().flatten() {
            let file = file.expect("an entry").path();
            if file
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                texts.push(fs::read_to_string(file).expect("a file"));
            }
        }
    }
    assert!(texts.len() > 100, "{}", texts.len());
    let differential = Differential::default();
    let mut rng = fastrand::Rng::with_seed(0x0d0c);
    texts.extend((0..DAMAGED).map(|_| differential.mutated(&mut rng).1));
    texts
}

#[test]
fn the_page_agrees_with_the_library_and_needs_no_network() {
    in_browser_with_validator("agreement", &fixture(), async |page| {
        let start = Instant::now();
        page.goto("try.html").await?;
        page.find("#summary.is-valid").await?;
        let time = start.elapsed();
        let module = page.site.folder.join("validator/module_bg.wasm");
        let size = fs::metadata(module)?.len();
        println!("first verdict after {time:?}; the module of the tests has {size} bytes");
        page.go_offline().await?;
        let texts = texts();
        let validate = "const { validate } = await import('./validator/browser.js');
            return argument.map((text) => validate(text))";
        let mut verdicts = Vec::new();
        // A script must end in time, on a busy machine, too.
        for texts in texts.chunks(100) {
            let chunk = page.run_async(validate, json!(texts)).await?;
            verdicts.extend(chunk.as_array().expect("verdicts").iter().cloned());
        }
        assert_eq!(verdicts.len(), texts.len());
        let mut valid = 0;
        for (text, verdict) in texts.iter().zip(&verdicts) {
            let expected = Verdict::new(text.as_bytes(), None).with_advice(text.as_bytes());
            valid += usize::from(expected.is_valid());
            assert_eq!(verdict, &serde_json::to_value(&expected)?, "{text}");
        }
        let invalid = texts.len() - valid;
        assert!(valid > 100 && invalid > DAMAGED / 4, "{valid}, {invalid}");

        // The page itself works on, too.
        load(page, "newer").await?;
        let words = page.text("#summary.is-unknown").await?;
        assert!(words.starts_with("Newer than this validator"), "{words}");
        Ok(())
    });
}

/// What the page does, in one browser, because starting one takes seconds.
#[test]
fn the_page_judges_marks_links_shares_upgrades_and_advises() {
    in_browser_with_validator("try", &fixture(), async |page| {
        a_broken_event_shows_its_violations_with_places(page).await?;
        // A page with another fragment only is not loaded anew.
        page.goto("index.html").await?;
        the_verdict_follows_while_typing(page).await?;
        page.goto("index.html").await?;
        a_violation_is_selected_and_scrolled_into_view(page).await?;
        page.goto("index.html").await?;
        links_open_the_example_of_an_event(page).await?;
        page.goto("index.html").await?;
        an_event_and_its_release_are_shared_by_a_link(page).await?;
        page.goto("index.html").await?;
        events_are_upgraded_with_notes_and_answers(page).await?;
        page.goto("index.html").await?;
        advice_is_shown_for_valid_events(page).await?;
        page.goto("index.html").await?;
        the_page_works_with_the_keyboard_alone(page).await?;
        Ok(())
    });
}

async fn a_broken_event_shows_its_violations_with_places(page: &Page) -> Outcome {
    page.goto("try.html").await?;
    load(page, "broken").await?;
    let words = page.text("#summary.is-invalid").await?;
    assert!(words.starts_with("Invalid, 5 violations"), "{words}");
    let mut found = Vec::new();
    for violation in page.find_all("#verdict li").await? {
        let words = violation.text().await?;
        let button = violation.find(fantoccini::Locator::Css("button")).await?;
        button.click().await?;
        let selected = page.run(SELECTION).await?;
        let first = words.lines().next().unwrap_or_default().to_owned();
        found.push((first, selected));
        let schema = "https://cdevents.dev/0.5.1/schema/";
        assert!(words.contains(schema), "{words}");
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
    let marks = "return [...document.querySelectorAll('.marks mark')]
            .map((mark) => mark.textContent)";
    let marked = json!([
        "\"\"",
        "\"20 March 2026, 14:27\"",
        "\"chain_id\"",
        "{",
        "\"name\""
    ]);
    assert_eq!(page.run(marks).await?, marked);
    // The layer with the marks lies where the text is, and has its measures.
    let fits = "const [area, layer] = ['#event', '.marks'].map((it) => document.querySelector(it));
            const names = ['font', 'lineHeight', 'padding', 'borderWidth', 'whiteSpace', 'tabSize'];
            const styles = [area, layer].map(getComputedStyle);
            const tops = [area, layer].map((it) => it.getBoundingClientRect().top);
            return tops[0] === tops[1] && names.every((name) => styles[0][name] === styles[1][name])";
    assert_eq!(page.run(fits).await?, true);
    Ok(())
}

async fn the_verdict_follows_while_typing(page: &Page) -> Outcome {
    page.goto("try.html").await?;
    page.find("#summary.is-valid").await?;
    page.find("#event").await?.click().await?;
    page.keys("s/").await?;
    let words = page.text("#summary.is-invalid").await?;
    assert!(words.starts_with("Invalid, 1 violation"), "{words}");
    assert!(page.url().await?.ends_with("try.html"));
    for _ in 0..2 {
        page.key(Key::Backspace).await?;
    }
    page.find("#summary.is-valid").await?;
    Ok(())
}

async fn a_violation_is_selected_and_scrolled_into_view(page: &Page) -> Outcome {
    page.goto("try.html").await?;
    let rows = "    \"😀 é\",\n".repeat(300);
    let text =
        format!("{{ \"customData\": [\n{rows}    \"😀 é\", tru,\n{rows}0], \"context\": {{}} }}");
    enter(page, &text).await?;
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
}

async fn links_open_the_example_of_an_event(page: &Page) -> Outcome {
    for (link, event_type) in [
        (
            "type=build.started&release=0.4.1",
            "dev.cdevents.build.started.0.2.0",
        ),
        (
            "type=dev.cdevents.service.deployed.0.1.1",
            "dev.cdevents.service.deployed.0.1.1",
        ),
        ("type=custom", "dev.cdeventsx."),
    ] {
        page.goto("index.html").await?;
        page.goto(&format!("try.html#{link}")).await?;
        let words = page.text("#summary.is-valid").await?;
        assert!(words.contains(event_type), "{link}: {words}");
        assert!(text_of_event(page).await?.contains(event_type), "{link}");
    }
    page.goto("index.html").await?;
    page.goto("try.html#type=service.baked").await?;
    let words = page.text("#summary.is-unknown").await?;
    assert_eq!(words, "No release has an example of service.baked.");
    page.goto("index.html").await?;
    page.goto("try.html#event=zzz").await?;
    let words = page.text("#summary.is-unknown").await?;
    assert!(words.starts_with("The link is broken"), "{words}");
    Ok(())
}

async fn an_event_and_its_release_are_shared_by_a_link(page: &Page) -> Outcome {
    page.goto("try.html").await?;
    let text =
        "{\"é😀\": \"a+b/c=d\", \"context\": {\"type\": \"dev.cdevents.build.started.0.2.0\"}}";
    enter(page, text).await?;
    let release = page.find("[name=release]").await?;
    release.select_by_value("0.4.1").await?;
    page.find("[name=share]").await?.click().await?;
    page.find("#summary:not([class*=is-])").await?;
    let link = page.url().await?;
    assert!(
        link.contains("#event=z") && link.ends_with("&release=0.4.1"),
        "{link}"
    );
    page.goto("index.html").await?;
    let (_, link) = link.rsplit_once('/').expect("a URL");
    page.goto(link).await?;
    let words = page.text("#summary.is-invalid").await?;
    assert!(words.contains("validated against release 0.4.1"), "{words}");
    assert_eq!(text_of_event(page).await?, text);
    Ok(())
}

async fn events_are_upgraded_with_notes_and_answers(page: &Page) -> Outcome {
    page.goto("try.html#type=repository.created&release=0.4.1")
        .await?;
    page.find("#summary.is-valid").await?;
    let before = text_of_event(page).await?;
    page.find("#try [type=submit]").await?.click().await?;
    let words = page.text("#verdict").await?;
    let moved = "moved /subject/content/url to /subject/content/uri";
    assert!(words.contains(moved), "{words}");
    let upgraded = text_of_event(page).await?;
    assert!(upgraded.contains("\n    \"uri\": \"") || upgraded.contains("\n      \"uri\": \""));
    page.find("#verdict p button").await?.click().await?;
    assert_eq!(text_of_event(page).await?, before);

    page.goto("index.html").await?;
    page.goto("try.html#type=service.deployed&release=draft")
        .await?;
    page.find("#summary.is-valid").await?;
    page.find("#try [type=submit]").await?.click().await?;
    page.find("#summary.is-invalid").await?;
    for input in page.find_all("#verdict input").await? {
        let pointer = input.attr("data-pointer").await?.unwrap_or_default();
        let is_object = pointer.ends_with("/environment");
        let answer = if is_object {
            "{\"id\": \"production\"}"
        } else {
            "pkg:oci/checkout"
        };
        input.send_keys(answer).await?;
    }
    page.find("#try [type=submit]").await?.click().await?;
    page.find("#summary.is-valid").await?;
    assert!(text_of_event(page).await?.contains("pkg:oci/checkout"));
    Ok(())
}

async fn advice_is_shown_for_valid_events(page: &Page) -> Outcome {
    page.goto("try.html").await?;
    page.find("#summary.is-valid").await?;
    let text = text_of_event(page).await?;
    let chain = text.find("\"chainId\": \"").expect("a chain") + "\"chainId\": \"".len();
    enter(
        page,
        &format!("{}no-uuid-{}", &text[..chain], &text[chain..]),
    )
    .await?;
    let words = page.text("#verdict h2 + ol").await?;
    assert!(words.contains("/context/chainId"), "{words}");
    Ok(())
}

async fn the_page_works_with_the_keyboard_alone(page: &Page) -> Outcome {
    page.goto("try.html").await?;
    page.find("#summary.is-valid").await?;
    page.tab_to("[data-sample=broken]").await?;
    page.key(Key::Enter).await?;
    page.find("#summary.is-invalid").await?;
    page.tab_to("#event").await?;
    page.tab_to("[name=share]").await?;
    page.tab_to("#verdict button.violation").await?;
    page.key(Key::Enter).await?;
    assert_eq!(page.run("return document.activeElement.id").await?, "event");
    let live = "return document.querySelector('#summary').getAttribute('role')";
    assert_eq!(page.run(live).await?, "status");
    Ok(())
}

#[test]
fn a_page_without_the_validator_says_so() {
    in_browser("no validator", &fixture(), async |page| {
        page.goto("try.html").await?;
        let words = page.text("#summary.is-unknown").await?;
        assert_eq!(words, "The validator can’t be loaded.");
        // The missing file is in the console.
        assert!(!page.errors().await?.is_empty());
        // From the disk, browsers load no scripts of this kind: the form stays hidden.
        page.goto_file("try.html").await?;
        let words = page.text("#try-unavailable").await?;
        assert!(words.starts_with("This page needs JavaScript"), "{words}");
        let hidden = "return document.querySelector('#try').checkVisibility()";
        assert_eq!(page.run(hidden).await?, false);
        assert!(!page.errors().await?.is_empty());
        // The other pages also work from the disk.
        page.goto_file("vocabulary.html").await?;
        let stage = page.find("select[name=stage]").await?;
        stage.select_by_value("Core").await?;
        assert_eq!(page.text("[role=status]").await?, "2 of 6 events");
        Ok(())
    });
}
