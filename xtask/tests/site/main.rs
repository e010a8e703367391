//! The files of the site.

#[path = "../common/mod.rs"]
mod common;
mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};

use common::{docs, fixture, sources};
use html::{Site, attributes, files};
use tempfile::TempDir;
use xtask::site::HOME;

fn build(source: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let output = docs(source, folder.path()).output().expect("xtask runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    folder
}

/// Returns the folder of a site. It is built only once, because that takes seconds.
fn built(source: &Path) -> PathBuf {
    static SITES: Mutex<BTreeMap<PathBuf, PathBuf>> = Mutex::new(BTreeMap::new());
    let mut sites = SITES.lock().unwrap_or_else(PoisonError::into_inner);
    let name = format!("files-of-site-{}", sites.len());
    let site = sites.entry(source.to_owned()).or_insert_with(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        assert!(
            docs(source, &folder)
                .status()
                .expect("xtask runs")
                .success()
        );
        folder
    });
    site.clone()
}

/// Returns the error output of a failed build.
fn failure(source: &Path, out: &Path) -> String {
    let output = docs(source, out).output().expect("xtask runs");
    assert!(!output.status.success());
    String::from_utf8(output.stderr).expect("text")
}

/// Copies the fixture, to damage the copy.
fn copy_of_fixture() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for path in files(&fixture()) {
        let target = folder.path().join(&path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(fixture().join(&path), target).expect("a copy");
    }
    folder
}

#[test]
fn every_page_and_picture_exists() {
    for source in sources() {
        let folder = built(&source);
        let site = files(&folder);
        // The words to search by become part of the index.
        let sources = files(&source).into_iter();
        for path in sources.filter(|path| path != Path::new("search.toml")) {
            let expected = match path.extension().and_then(|extension| extension.to_str()) {
                Some("md") if path == Path::new("SUMMARY.md") => "toc.html".into(),
                Some("md") => path.with_extension("html"),
                _ => path.clone(),
            };
            assert!(site.contains(&expected), "no {}", path.display());
        }
        assert!(site.contains(Path::new("try.html")));
    }
}

#[test]
fn every_link_has_a_target() {
    for source in sources() {
        let folder = built(&source);
        let site = Site::read(&folder);
        let mut problems = Vec::new();
        let mut count = 0;
        for (path, page) in &site.pages {
            let links = attributes(&page.text, "href").chain(attributes(&page.text, "src"));
            let relative = links.filter(|link| !link.contains(':') && !link.starts_with('/'));
            for link in relative {
                count += 1;
                problems.extend(site.problem(path, link));
            }
        }
        assert!(count > 100, "{count} links");
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}

#[test]
fn broken_links_are_found() {
    let source = copy_of_fixture();
    let page = source.path().join("links.md");
    let text = fs::read_to_string(&page).expect("a page");
    fs::write(&page, text + "\n[a](none.md) [b](index.md#none)\n").expect("a page");
    let folder = build(source.path());
    let site = Site::read(folder.path());
    let links = attributes(&site.pages[Path::new("links.html")].text, "href");
    let problems: Vec<_> = links
        .filter(|link| !link.contains(':'))
        .filter_map(|link| site.problem(Path::new("links.html"), link))
        .collect();
    assert_eq!(
        problems,
        [
            "links.html: no file for none.html",
            "links.html: no anchor for index.html#none"
        ]
    );
}

#[test]
fn nothing_is_loaded_from_other_servers() {
    for source in sources() {
        let folder = built(&source);
        for (path, page) in Site::read(&folder).pages {
            let head = page.text.split_once("</head>").expect("a head").0;
            let loaded = attributes(head, "href").chain(attributes(&page.text, "src"));
            // The canonical address is not loaded.
            let foreign = |link: &&str| {
                (link.contains("://") || link.starts_with("//")) && !link.starts_with(HOME)
            };
            let foreign: Vec<_> = loaded.filter(foreign).collect();
            assert!(foreign.is_empty(), "{}: {foreign:?}", path.display());
        }
    }
}

#[test]
fn pages_name_their_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = docs(&fixture(), folder.path());
    command.args(["--url", "https://example.com/docs/"]);
    assert!(command.status().expect("xtask runs").success());
    let page = |path: &str| fs::read_to_string(folder.path().join(path)).expect("a page");
    let canonical =
        |path: &str| format!("<link rel=\"canonical\" href=\"https://example.com/docs/{path}\">");
    assert!(page("index.html").contains(&canonical("")));
    let event = "events/service-deployed.html";
    assert!(page(event).contains(&canonical(event)));
    // A missing page can be in any folder.
    assert!(page("404.html").contains("<base href=\"/docs/\">"));
}

#[test]
fn the_site_is_served_on_demand() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = docs(&fixture(), folder.path());
    command.arg("--serve").stdout(Stdio::piped());
    let mut server = command.spawn().expect("xtask runs");
    let lines = BufReader::new(server.stdout.take().expect("it is piped")).lines();
    let mut lines = lines.map(|line| line.expect("text"));
    let url = lines.find_map(|line| Some(line.strip_prefix("Serving http://")?.to_owned()));
    let url = url.expect("a URL");
    let (address, _) = url.split_once('/').expect("an address");
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut page = String::new();
    stream.read_to_string(&mut page).expect("a page");
    server.kill().expect("it can be killed");
    server.wait().expect("it ends");
    assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
    assert!(page.contains("</html>"), "{page}");
}

#[test]
fn compressed_files_are_written_on_demand() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = docs(&fixture(), folder.path()).arg("--gzip").status();
    assert!(command.expect("xtask runs").success());
    let bytes = fs::read(folder.path().join("index.html.gz")).expect("a file");
    let mut page = String::new();
    let mut decoder = flate2::read::GzDecoder::new(bytes.as_slice());
    decoder.read_to_string(&mut page).expect("gzip");
    let expected = fs::read_to_string(folder.path().join("index.html")).expect("a page");
    assert!(page == expected);
}

#[test]
fn the_names_of_scripts_and_styles_of_all_pages_change_with_their_contents() {
    let folder = built(&fixture());
    let is_hashed = |path: &Path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        let parts = name.split(['-', '.']);
        parts.into_iter().any(|part| {
            part.len() == 8 && part.chars().all(|character| character.is_ascii_hexdigit())
        })
    };
    for path in files(&folder) {
        let kind = path.extension().unwrap_or_default();
        // The page "Try an event" loads its own scripts by their names.
        let is_of_one_page = path.starts_with("try");
        if (kind == "js" || kind == "css") && !is_of_one_page {
            assert!(is_hashed(&path), "{}", path.display());
        }
    }
}

#[test]
fn ids_are_unique_on_a_page() {
    for source in sources() {
        let folder = built(&source);
        for (path, page) in Site::read(&folder).pages {
            let mut seen = BTreeSet::new();
            for id in &page.ids {
                assert!(seen.insert(id), "{}: {id}", path.display());
            }
        }
    }
}

#[test]
fn the_search_index_contains_the_events() {
    let folder = built(&fixture());
    let is_index = |name: &str| name.starts_with("searchindex");
    let files = files(&folder);
    let index = files
        .iter()
        .find(|path| path.to_str().is_some_and(is_index));
    let index = fs::read_to_string(folder.join(index.expect("an index")));
    let index = index.expect("text");
    assert!(index.contains("events/service-deployed.html#service-deployed"));
    assert!(index.contains("dev.cdevents.pipelinerun.finished.0.3.0"));
}

#[test]
fn code_has_no_run_button() {
    for source in sources() {
        let folder = built(&source);
        for (path, page) in Site::read(&folder).pages {
            for class in attributes(&page.text, "class") {
                assert!(!class.contains("playground"), "{}", path.display());
            }
        }
    }
}

#[test]
fn building_is_reproducible_and_changes_no_page() {
    let source = copy_of_fixture();
    let (one, other) = (build(source.path()), build(source.path()));
    // Also a second time into the same folder.
    let again = docs(source.path(), one.path()).status();
    assert!(again.expect("xtask runs").success());
    assert_eq!(files(one.path()), files(other.path()));
    for path in files(one.path()) {
        let read = |folder: &TempDir| fs::read(folder.path().join(&path)).expect("a file");
        assert!(read(&one) == read(&other), "{}", path.display());
    }
    assert_eq!(files(source.path()), files(&fixture()));
}

#[test]
fn a_missing_page_is_an_error() {
    let source = copy_of_fixture();
    fs::remove_file(source.path().join("links.md")).expect("it was there");
    let out = tempfile::tempdir().expect("a folder");
    let error = failure(source.path(), out.path());
    assert!(error.contains("links.md"), "{error}");

    let error = failure(Path::new("no/such/folder"), out.path());
    assert!(error.contains("no/such/folder: cannot be read"), "{error}");
}

#[test]
fn a_folder_with_other_contents_is_not_deleted() {
    let out = tempfile::tempdir().expect("a folder");
    let file = out.path().join("thesis.txt");
    fs::write(&file, "years of work").expect("a file");
    let error = failure(&fixture(), out.path());
    assert!(error.contains("nor a site that can be replaced"), "{error}");
    assert!(file.is_file());
}
