//! Replaces mdBook's search index by one with our own ranking and words.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The file with the words by which people look for pages, among the pages.
pub(super) const WORDS: &str = "search.toml";

const RANKING: &str = include_str!("assets/search.js");

/// The words to find pages by.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pages: BTreeMap<String, Vec<String>>,
}

impl Words {
    /// Parses the file with the words.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| format!("{WORDS}: {error}"))
    }
}

/// The names of an index file, before and after.
pub(super) struct Renamed {
    pub(super) old: String,
    pub(super) new: String,
}

/// Replaces the index of a site. The new file's name changes with its contents, so that browsers can
/// keep it.
pub(super) fn replace(site: &Path, words: &Words) -> Result<Renamed, String> {
    let entries = fs::read_dir(site).map_err(|error| error.to_string())?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let old = names
        .into_iter()
        .find(|name| name.starts_with("searchindex-"));
    let old = old.ok_or("mdBook has written no search index")?;
    let text = fs::read_to_string(site.join(&old)).map_err(|error| format!("{old}: {error}"))?;
    let index = parse(&text).ok_or_else(|| format!("{old}: not as mdBook used to write it"))?;
    let text = with_ranking(&index, words).ok_or_else(|| format!("{old}: no documents"))?;
    let hash = Sha256::digest(&text);
    let hash = hash
        .iter()
        .take(4)
        .fold(0_u32, |hash, byte| (hash << 8) | u32::from(*byte));
    let new = format!("searchindex-{hash:08x}.js");
    fs::remove_file(site.join(&old)).map_err(|error| format!("{old}: {error}"))?;
    fs::write(site.join(&new), text).map_err(|error| format!("{new}: {error}"))?;
    Ok(Renamed { old, new })
}

/// Returns the index in mdBook's script, which is a string of JSON.
fn parse(script: &str) -> Option<Value> {
    let (_, rest) = script.split_once("JSON.parse('")?;
    let (text, _) = rest.rsplit_once("')")?;
    let json = text.replace("\\'", "'").replace("\\\\", "\\");
    serde_json::from_str(&json).ok()
}

/// Returns a script with the ranking, and the index that it needs.
fn with_ranking(index: &Value, words: &Words) -> Option<String> {
    let urls = index["doc_urls"].as_array()?;
    let stored = &index["index"]["documentStore"]["docs"];
    let documents = urls.iter().enumerate().map(|(number, url)| {
        let document = &stored[number.to_string()];
        json!({
            "url": url,
            "title": document["title"],
            "breadcrumbs": document["breadcrumbs"],
            "body": document["body"],
        })
    });
    let search = json!({
        "results_options": index["results_options"],
        "search_options": index["search_options"],
        "doc_urls": urls,
        "index": { "documents": documents.collect::<Vec<_>>(), "words": words.pages },
    });
    Some(format!(
        "{RANKING}\nwindow.search = Object.assign(window.search, {search});\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_found_in_the_script() {
        let script =
            r#"window.search = Object.assign(window.search, JSON.parse('{"a":"it\'s \\"b\\""}'));"#;
        assert_eq!(parse(script), Some(json!({ "a": "it's \"b\"" })));
        assert_eq!(parse("window.search = 7"), None);
    }

    #[test]
    fn unknown_keys_among_the_words_are_errors() {
        assert!(Words::parse("[pages]\nindex = ['home']").is_ok());
        let error = Words::parse("page = 1").err().unwrap_or_default();
        assert!(error.starts_with("search.toml: "), "{error}");
    }
}
