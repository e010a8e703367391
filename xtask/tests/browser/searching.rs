//! The search.

use serde_json::json;

use crate::common::{fixture, sources};
use crate::harness::in_browser;

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
fn each_query_finds_its_page_first() {
    let source = sources().pop().expect("a source");
    in_browser("queries", &source, async |page| {
        let lines = include_str!("queries.txt").lines();
        let queries: Vec<_> = lines.filter_map(|line| line.split_once(" -> ")).collect();
        assert!(queries.len() >= 40, "{}", queries.len());
        page.goto("index.html?search=deploy").await?;
        page.find("#mdbook-searchresults a").await?;
        let find = "const box = document.querySelector('#mdbook-searchbar');
            return QUERIES.map((query) => {
                box.value = query;
                box.dispatchEvent(new KeyboardEvent('keyup'));
                const first = document.querySelector('#mdbook-searchresults a');
                return new URL(first.href).pathname;
            })";
        let words: Vec<_> = queries.iter().map(|(query, _)| query).collect();
        let find = find.replace("QUERIES", &json!(words).to_string());
        let expected: Vec<_> = queries
            .iter()
            .map(|(_, path)| format!("/{path}.html"))
            .collect();
        let found = page.run(&find).await?;
        let found = found.as_array().expect("paths").iter();
        let pairs = found.zip(&expected).zip(&queries);
        let wrong: Vec<_> = pairs
            .filter(|((path, expected), _)| *path != *expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        Ok(())
    });
}

#[test]
fn the_first_page_searches() {
    in_browser("first page", &fixture(), async |page| {
        page.goto("index.html").await?;
        page.find("form.search input")
            .await?
            .send_keys("deployd")
            .await?;
        page.find("form.search button").await?.click().await?;
        page.find("#mdbook-searchresults a[href*='service-deployed.html']")
            .await?;

        // A missing page suggests the words of its address.
        page.goto("old/service-deployed.html").await?;
        let suggested = page.run("return document.querySelector('form.search input').value");
        assert_eq!(suggested.await?, "service deployed");
        page.find("form.search button").await?.click().await?;
        page.find("#mdbook-searchresults a[href*='service-deployed.html']")
            .await?;
        let missing = page.errors().await?;
        assert!(
            missing.iter().all(|error| error.contains("404")),
            "{missing:?}"
        );
        Ok(())
    });
}
