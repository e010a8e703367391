//! The page of the guide about the command: its commands run, and print what the page says.

#![cfg(all(feature = "network", unix))]
#![expect(clippy::unwrap_used, reason = "a test may panic, also in its helpers")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A command, and what it prints to the standard output and the standard error.
struct Example {
    command: String,
    printed: String,
}

/// Returns the examples in the blocks `console` of a page.
fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for block in page.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let mut is_command = false;
        for line in block.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                let command = command.to_owned();
                examples.push(Example {
                    command,
                    printed: String::new(),
                });
                is_command = true;
            } else {
                let example = examples.last_mut().unwrap();
                let text = if is_command {
                    &mut example.command
                } else {
                    &mut example.printed
                };
                if is_command {
                    text.push('\n');
                }
                text.push_str(line);
                if !is_command {
                    text.push('\n');
                }
            }
            is_command = is_command && line.ends_with('\\');
        }
    }
    examples
}

#[test]
fn the_examples_print_what_the_page_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide/command.md");
    let page = fs::read_to_string(page).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_cdevents")).parent().unwrap();
    let path = env::var_os("PATH").unwrap();
    let paths = [bin.to_owned()].into_iter().chain(env::split_paths(&path));
    let path = env::join_paths(paths).unwrap();
    let examples = examples(&page);
    for Example { command, printed } in &examples {
        let output = Command::new("sh")
            .args(["-c", command])
            .current_dir(&folder)
            .env("PATH", &path)
            .env_remove("CDEVENTS_SOURCE")
            .output()
            .unwrap();
        let found = [output.stdout, output.stderr].concat();
        let found = String::from_utf8(found).unwrap();
        assert_eq!(found.trim_end(), printed.trim_end(), "{command}");
    }
    for command in ["new", "validate", "show", "upgrade", "send"] {
        let name = format!("cdevents {command} ");
        let is_shown = examples
            .iter()
            .any(|example| example.command.contains(&name));
        assert!(is_shown, "{command}");
    }
}
