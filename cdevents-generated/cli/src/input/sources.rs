//! Finds the files that arguments name: files, folders and globs.

use std::fmt;
use std::io::{self, IsTerminal};
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

/// Where events are read from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Source {
    Stdin,
    File {
        path: PathBuf,
        /// Whether the file was found in a folder. If it has no JSON, it is none of our business.
        is_found: bool,
    },
}

impl Source {
    /// Returns whether the source may be something else than events: a file in a folder whose name
    /// does not say that it is JSON.
    pub(crate) fn may_be_skipped(&self) -> bool {
        let Self::File {
            path,
            is_found: true,
        } = self
        else {
            return false;
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let is_json = |suffix| {
            Path::new(name)
                .extension()
                .is_some_and(|name| name == suffix)
        };
        !["json", "jsonl", "ndjson"].into_iter().any(is_json)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => formatter.write_str("-"),
            Self::File { path, .. } => path.display().fmt(formatter),
        }
    }
}

/// Returns the files that arguments name, in their order; those of a folder are sorted. Without
/// arguments, it is the standard input, unless that is a terminal.
///
/// A file or folder that does not exist is an error, after which the other arguments still count.
pub(crate) fn sources(arguments: &[PathBuf]) -> Vec<Result<Source, String>> {
    if arguments.is_empty() {
        return if io::stdin().is_terminal() {
            let message = "expected a file, a folder, a glob, or events on the standard input";
            vec![Err(message.to_owned())]
        } else {
            vec![Ok(Source::Stdin)]
        };
    }
    let mut sources = Vec::new();
    for argument in arguments {
        if argument == Path::new("-") {
            sources.push(Ok(Source::Stdin));
        } else if argument.is_dir() {
            let before = sources.len();
            walk(argument, None, &mut sources);
            if sources.len() == before {
                sources.push(Err(format!("{}: contains no file", argument.display())));
            }
        } else if let Some((folder, glob)) = glob(argument) {
            expand(argument, &folder, glob, &mut sources);
        } else {
            sources.push(Ok(Source::File {
                path: argument.clone(),
                is_found: false,
            }));
        }
    }
    sources
}

fn expand(
    argument: &Path,
    folder: &Path,
    glob: Result<GlobMatcher, String>,
    sources: &mut Vec<Result<Source, String>>,
) {
    let before = sources.len();
    match glob {
        Ok(glob) => walk(folder, Some(&glob), sources),
        Err(error) => sources.push(Err(error)),
    }
    if sources.len() == before {
        sources.push(Err(format!("{}: no file matches", argument.display())));
    }
}

/// Adds the files in a folder, except hidden ones and those that a `.gitignore` names.
fn walk(folder: &Path, glob: Option<&GlobMatcher>, sources: &mut Vec<Result<Source, String>>) {
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                sources.push(Err(error.to_string()));
                continue;
            }
        };
        let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
        let path = entry.into_path();
        let path = path.strip_prefix("./").map_or(path.clone(), Path::to_owned);
        if is_file && glob.is_none_or(|glob| glob.is_match(&path)) {
            sources.push(Ok(Source::File {
                path,
                is_found: glob.is_none(),
            }));
        }
    }
}

/// Returns the folder where a glob starts, and the glob, unless it is a file or has no wildcard.
fn glob(argument: &Path) -> Option<(PathBuf, Result<GlobMatcher, String>)> {
    let text = argument.to_str()?;
    if argument.exists() || !text.contains(['*', '?', '[', '{']) {
        return None;
    }
    let has_wildcard = |part: &Component<'_>| {
        let part = part.as_os_str().to_string_lossy();
        part.contains(['*', '?', '[', '{'])
    };
    let parts = argument.components().take_while(|part| !has_wildcard(part));
    let folder: PathBuf = parts.collect();
    let folder = if folder.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        folder
    };
    let text = text.strip_prefix("./").unwrap_or(text);
    let glob = GlobBuilder::new(text).literal_separator(true).build();
    let glob = glob.map(|glob| glob.compile_matcher());
    Some((folder, glob.map_err(|error| error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path, arguments: &[&str]) -> Vec<String> {
        let arguments: Vec<_> = arguments.iter().map(|name| folder.join(name)).collect();
        let name = |source| match source {
            Ok(Source::File { path, .. }) => path
                .strip_prefix(folder)
                .unwrap()
                .to_string_lossy()
                .into_owned(),
            other => format!("{other:?}"),
        };
        sources(&arguments).into_iter().map(name).collect()
    }

    #[test]
    fn folders_and_globs_are_walked_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        std::fs::create_dir_all(folder.join("b/c")).unwrap();
        for name in [
            "b/c/2.json",
            "b/1.ndjson",
            "a.json",
            ".hidden",
            "b/no.log",
            "[x].json",
        ] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        std::fs::write(folder.join(".gitignore"), "*.log\n").unwrap();
        assert_eq!(names(folder, &["b"]), ["b/1.ndjson", "b/c/2.json"]);
        assert_eq!(
            names(folder, &["**/*.json"]),
            ["[x].json", "a.json", "b/c/2.json"]
        );
        assert_eq!(names(folder, &["*.json"]), ["[x].json", "a.json"]);
        assert_eq!(names(folder, &["{a,b/*}.*json"]), ["a.json", "b/1.ndjson"]);
        // A file of that name is no glob.
        assert_eq!(
            names(folder, &["[x].json", "a.json"]),
            ["[x].json", "a.json"]
        );
        assert!(names(folder, &["*.xml"])[0].contains("no file matches"));
        assert!(names(folder, &["[.xml"])[0].contains("unclosed character class"));
    }
}
