//! Restricts which requests the server answers and what its pages may do.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// Returns whether a request comes from a page of this server or from no page at all.
///
/// Pages of other sites can send requests to a server on their reader's machine. Such a request names
/// the site in `Origin` or, after DNS rebinding, in `Host`.
pub(super) fn is_own(headers: &HeaderMap, port: u16) -> bool {
    let names = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
    let is_host = |host: &str| names.iter().any(|name| name == host);
    let host = headers.get(header::HOST).map(|value| value.to_str());
    let origin = headers.get(header::ORIGIN).map(|value| value.to_str());
    let is_own_host = matches!(host, Some(Ok(host)) if is_host(host));
    let is_own_origin = match origin {
        None => true,
        Some(Ok(origin)) => origin.strip_prefix("http://").is_some_and(is_host),
        Some(Err(_)) => false,
    };
    is_own_host && is_own_origin
}

/// Returns the `Content-Security-Policy` of a site: it allows nothing from other servers, and only the
/// inline scripts that the pages have.
///
/// # Errors
/// Fails if a page cannot be read.
pub(super) fn content_security_policy(site: &Path) -> io::Result<String> {
    let mut hashes = BTreeSet::new();
    add_hashes(site, &mut hashes)?;
    let hashes: Vec<_> = hashes.iter().map(|hash| format!(" '{hash}'")).collect();
    let hashes = hashes.concat();
    // mdBook's pages have inline styles and, without JavaScript, a frame for the table of contents.
    Ok(format!(
        "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; \
         form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
    ))
}

fn add_hashes(folder: &Path, hashes: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            add_hashes(&path, hashes)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            let page = fs::read_to_string(&path)?;
            hashes.extend(inline_scripts(&page).map(hash));
        }
    }
    Ok(())
}

/// Returns the inline scripts of a page. Scripts with a `type` are data.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    let scripts = page.split("<script>").skip(1);
    scripts.filter_map(|rest| Some(rest.split_once("</script>")?.0))
}

fn hash(script: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(script)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_own_request(host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        is_own(&headers, 8000)
    }

    #[test]
    fn requests_of_other_sites_are_recognized() {
        assert!(is_own_request("127.0.0.1:8000", None));
        assert!(is_own_request(
            "localhost:8000",
            Some("http://localhost:8000")
        ));
        for host in ["evil.example:8000", "127.0.0.1:8001", "127.0.0.1", ""] {
            assert!(!is_own_request(host, None), "{host}");
        }
        for origin in [
            "https://evil.example",
            "null",
            "http://127.0.0.1:8001",
            "https://127.0.0.1:8000",
            "http://127.0.0.1:8000.evil.example",
        ] {
            assert!(!is_own_request("127.0.0.1:8000", Some(origin)), "{origin}");
        }
        assert!(!is_own(&HeaderMap::new(), 8000));
    }

    #[test]
    fn scripts_are_hashed_like_in_browsers() {
        let page = r#"<script src="a.js"></script><script>alert('Hello, world.');</script>"#;
        let hashes: Vec<_> = inline_scripts(page).map(hash).collect();
        assert_eq!(
            hashes,
            ["sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="]
        );
    }
}
