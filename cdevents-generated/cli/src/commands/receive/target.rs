//! Where events are kept: a file, or the standard output.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _, stdout};
use std::path::Path;

use crate::failure::Failure;

/// Where events are kept.
pub(super) enum Target {
    StandardOutput,
    File(Ndjson),
}

impl Target {
    pub(super) fn open(path: Option<&Path>) -> Result<Self, String> {
        let Some(path) = path else {
            return Ok(Self::StandardOutput);
        };
        let file = Ndjson::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self::File(file))
    }

    /// Writes lines. When this returns, they are on the disk, or the standard output has them.
    pub(super) fn append(&mut self, lines: &[u8]) -> Result<(), Failure> {
        let appended = match self {
            Self::StandardOutput => {
                let mut stdout = stdout().lock();
                stdout.write_all(lines).and_then(|()| stdout.flush())
            }
            Self::File(file) => file.append(lines),
        };
        appended.map_err(|error| match (error.kind(), self) {
            (io::ErrorKind::BrokenPipe, Self::StandardOutput) => Failure::ClosedPipe,
            _ => format!("the events cannot be written: {error}").into(),
        })
    }
}

/// A file with one JSON document in each line, open for one process at a time.
pub(super) struct Ndjson {
    file: File,
    length: u64,
}

impl Ndjson {
    /// Opens or creates a file, and removes the last line if it is incomplete: a process that died
    /// while it wrote the line did not acknowledge it.
    fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::Error::other("another process has it open"),
            TryLockError::Error(error) => error,
        })?;
        sync_folder(path)?;
        let length = complete_lines(&mut file)?;
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        Ok(Self { file, length })
    }

    /// Appends lines. If this fails, none of them is in the file.
    fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        let written = self.file.write_all(lines);
        if let Err(error) = written.and_then(|()| self.file.sync_data()) {
            self.file.set_len(self.length)?;
            self.file.seek(SeekFrom::Start(self.length))?;
            return Err(error);
        }
        self.length += lines.len() as u64;
        Ok(())
    }
}

/// Returns the length of the file up to and including its last line feed.
fn complete_lines(file: &mut File) -> io::Result<u64> {
    const BLOCK: u64 = 64 * 1024;
    let mut end = file.seek(SeekFrom::End(0))?;
    while end > 0 {
        let start = end.saturating_sub(BLOCK);
        let mut block = Vec::new();
        file.seek(SeekFrom::Start(start))?;
        file.take(end - start).read_to_end(&mut block)?;
        if let Some(feed) = block.iter().rposition(|byte| *byte == b'\n') {
            return Ok(start + feed as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}

/// Writes the name of a new file to the disk. Only Unix can do so.
fn sync_folder(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| folder != &Path::new(""));
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
