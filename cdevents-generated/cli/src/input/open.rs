//! Opens files, and decompresses them.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::sources::Source;

/// How gzip begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a source, decompressed.
pub(crate) type Input = Box<dyn Read + Send>;

/// Opens a source. `wrap` sees what is read from a file before it is decompressed.
pub(crate) fn open(source: &Source, wrap: impl FnOnce(File) -> Input) -> io::Result<Input> {
    match source {
        Source::Stdin => decompressed(Box::new(io::stdin())),
        Source::File { path, .. } => decompressed(wrap(file(path)?)),
    }
}

fn file(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn decompressed(mut input: Input) -> io::Result<Input> {
    let mut start = Vec::with_capacity(GZIP.len());
    input.by_ref().take(2).read_to_end(&mut start)?;
    let is_gzip = start == GZIP;
    let input = Cursor::new(start).chain(input);
    if is_gzip {
        let input = BufReader::with_capacity(64 * 1024, input);
        return Ok(Box::new(MultiGzDecoder::new(input)));
    }
    Ok(Box::new(input))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn gzip_is_detected_by_content_and_may_have_several_members() {
        let member = |text: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        };
        for (bytes, expected) in [
            ([member(b"one "), member(b"two")].concat(), "one two"),
            (b"plain".to_vec(), "plain"),
            (b"x".to_vec(), "x"),
            (Vec::new(), ""),
        ] {
            let mut text = String::new();
            let mut input = decompressed(Box::new(Cursor::new(bytes))).unwrap();
            input.read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
        }
    }
}
