//! Restricts what the pages may do.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

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
    // `wasm-unsafe-eval` allows WebAssembly, but no scripts from text.
    // mdBook's pages have inline styles and, without JavaScript, a frame for the table of contents.
    Ok(format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; \
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
