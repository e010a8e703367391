//! Compresses the files of a site.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use flate2::{Compression, GzBuilder};

/// The types of files that shrink.
const TYPES: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "wasm"];

/// Writes `FILE.gz` beside each file of a site, for servers that send these.
///
/// # Errors
/// Fails if a file cannot be read or written.
pub fn compress(site: &Path) -> io::Result<()> {
    for entry in fs::read_dir(site)? {
        let path = entry?.path();
        let shrinks = |kind: &str| path.extension().is_some_and(|extension| extension == kind);
        if path.is_dir() {
            compress(&path)?;
        } else if TYPES.into_iter().any(shrinks) {
            let mut target = path.clone().into_os_string();
            target.push(".gz");
            // The time is left out, so that the same file compresses to the same bytes.
            let file = fs::File::create(target)?;
            let mut encoder = GzBuilder::new().write(file, Compression::best());
            encoder.write_all(&fs::read(&path)?)?;
            encoder.finish()?;
        }
    }
    Ok(())
}
