//! The output of the commands.

use std::process::{Command, Output, Stdio};

fn xtask(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).output().expect("xtask runs")
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn xtask_without_a_command_lists_all_commands() {
    let printed = printed(&xtask(&[]));
    let is_command = |line: &&str| line.starts_with("  ");
    let commands: Vec<_> = printed.lines().filter(is_command).collect();
    for name in [
        "acyclic",
        "ci",
        "codegen",
        "completions",
        "diff",
        "docs",
        "fuzz",
        "import",
        "js",
        "lint",
    ] {
        let is_wanted = |line: &&&str| line.split_whitespace().next() == Some(name);
        let mut of_name = commands.iter().filter(is_wanted);
        let line = of_name.next().expect(name);
        assert!(line.len() > 30 && line.len() <= 120, "{line}");
        assert_eq!(of_name.next(), None);
    }
    let help = xtask(&["--help"]);
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    // All of them except `help`.
    let in_help = help
        .lines()
        .filter(is_command)
        .filter(|line| line.as_bytes()[2] != b'-');
    assert_eq!(commands.len(), in_help.count() - 1, "{printed}{help}");
}

#[test]
fn diff_fails_on_breaking_changes_if_asked() {
    let status = |arguments: &[&str]| {
        let mut all = vec!["diff"];
        all.extend(arguments);
        xtask(&all).status.code()
    };
    assert_eq!(status(&["0.4.1", "0.5.0"]), Some(0));
    assert_eq!(
        status(&["0.4.1", "0.5.0", "--fail-on", "breaking"]),
        Some(1)
    );
    assert_eq!(
        status(&["0.5.0", "0.5.1", "--fail-on", "breaking"]),
        Some(0)
    );
    for (wrong, reason) in [
        ("9.9.9", "there is no release `9.9.9`"),
        (
            "0.5",
            "`0.5` is neither a release nor a folder; there are draft, 0.1.0, ",
        ),
        ("nothing", "neither a release nor a folder"),
    ] {
        let output = xtask(&["diff", "0.5.0", wrong]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains(reason), "{errors}");
    }
}

#[test]
fn diff_has_three_output_formats() {
    let written = |format| printed(&xtask(&["diff", "0.5.0", "0.5.1", "--format", format]));
    assert!(written("text").starts_with("from 0.5.0 to 0.5.1: 1 change, not breaking"));
    assert!(written("markdown").starts_with("# From 0.5.0 to 0.5.1\n"));
    let json: serde_json::Value = serde_json::from_str(&written("json")).expect("JSON");
    assert_eq!(json["changes"][0]["change"], "faultMended");
}

#[test]
fn diff_notes_a_newer_release_in_first_place() {
    let errors = |old, new| {
        let output = xtask(&["diff", old, new]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    assert_eq!(errors("0.5.0", "0.5.1"), "");
    assert!(errors("0.5.1", "0.5.0").starts_with("note: 0.5.1 is newer than 0.5.0"));
    let help = printed(&xtask(&["diff", "--help"]));
    assert!(help.contains("`./0.5.0`"), "{help}");
}

/// Creates a checkout with one release, and without names.
fn checkout() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let own = cdevents_tests::workspace().join("schemas/0.5.1");
    cdevents_tests::folders::copy(&own, &folder.path().join("schemas"));
    folder
}

#[test]
fn codegen_refuses_a_single_release_unless_it_only_checks() {
    let checkout = checkout();
    let folder = checkout.path().to_str().expect("UTF-8");
    // Nothing is written even if the refusal fails.
    let broken = checkout.path().join("broken.json");
    std::fs::write(&broken, r#"{ "$id": 1 }"#).expect("a file");
    let output = xtask(&["codegen", "--schemas", folder]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("would be deleted"), "{errors}");
    assert!(
        errors.contains(&format!("`cargo xtask import {folder}`")),
        "{errors}"
    );

    std::fs::remove_file(broken).expect("a file");
    let output = xtask(&["codegen", "--check", "--schemas", folder]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("\norphaned "), "{errors}");
    assert!(!errors.contains("\ndeleted "), "{errors}");
    let help = printed(&xtask(&["codegen", "--help"]));
    assert!(help.contains("is refused without `--check`"), "{help}");
}

#[test]
fn lint_adds_nothing_to_a_checkout() {
    let checkout = checkout();
    let folder = checkout.path().to_str().expect("UTF-8");
    let output = xtask(&["lint", "--accept", "--schemas", folder]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("import the release first"), "{errors}");
    assert!(!checkout.path().join("lint.toml").exists());
}

#[test]
fn import_suggests_commands_that_codegen_accepts() {
    let (checkout, into) = (checkout(), tempfile::tempdir().expect("a folder"));
    let schemas = cdevents_tests::workspace().join("schemas");
    let [from, into] = [&checkout, &into].map(|folder| folder.path().to_str().expect("UTF-8"));
    let tables = ["corrections.toml", "names.toml"];
    for (table, asked) in tables
        .into_iter()
        .zip(["codegen --check --schemas ", "codegen --accept --schemas "])
    {
        std::fs::copy(schemas.join(table), format!("{into}/{table}")).expect("a copy");
        let printed = printed(&xtask(&["import", from, "--into", into]));
        assert!(printed.contains(asked), "{printed}");
        std::fs::remove_dir_all(format!("{into}/0.5.1")).expect("a folder");
    }
}

/// Runs a command with a closed output, and returns its exit status and its errors.
fn unread(arguments: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command
        .args(arguments)
        .stdout(writer)
        .stderr(Stdio::piped());
    let output = output.spawn().expect("xtask runs").wait_with_output();
    let output = output.expect("it ends");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), errors)
}

#[test]
fn a_closed_pipe_is_no_error() {
    let (checkout, into) = (checkout(), tempfile::tempdir().expect("a folder"));
    let [from, into] = [&checkout, &into].map(|folder| folder.path().to_str().expect("UTF-8"));
    let corrections = cdevents_tests::workspace().join("schemas/corrections.toml");
    std::fs::copy(corrections, format!("{into}/corrections.toml")).expect("a copy");
    for arguments in [
        &[] as &[&str],
        &["completions", "bash"],
        &["codegen", "--check"],
        &["diff", "0.4.1", "0.5.0"],
        &["diff", "0.4.1", "0.5.0", "--format", "json"],
        &["lint", "--all"],
        &["import", from, "--into", into],
    ] {
        assert_eq!(unread(arguments), (Some(0), String::new()), "{arguments:?}");
    }
    // The command has done its work.
    assert!(std::path::Path::new(into).join("0.5.1").is_dir());
    // The exit status is the same.
    let breaking = ["diff", "0.4.1", "0.5.0", "--fail-on", "breaking"];
    assert_eq!(unread(&breaking).0, Some(1));
}

#[test]
fn an_unknown_command_is_an_error() {
    let output = xtask(&["nothing"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
}

#[test]
fn every_shell_has_completions_of_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&xtask(&["completions", shell]));
        for word in ["codegen", "completions", "schemas"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        let has_function =
            script.contains("cargo xtask \"$@\"") || script.contains("cargo xtask $argv");
        assert_eq!(
            has_function,
            ["bash", "fish", "zsh"].contains(&shell),
            "{shell}"
        );
    }
}

/// Returns the completions of these words in bash.
fn offered(script: &str, words: &str) -> Option<Vec<String>> {
    let program = format!(
        "_cargo() {{ COMPREPLY=(by_cargo); }}\n{script}\n\
         COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
         function=$(complete -p \"${{COMP_WORDS[0]}}\" | sed 's/.*-F \\([^ ]*\\).*/\\1/')\n\
         $function \"${{COMP_WORDS[0]}}\" \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"\n\
         printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let output = Command::new("bash")
        .args(["--norc", "-c", &program])
        .output()
        .ok()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.is_empty(), "{errors}");
    let offered = String::from_utf8(output.stdout).expect("UTF-8");
    Some(offered.lines().map(str::to_owned).collect())
}

#[test]
fn bash_completes_xtask_and_cargo_xtask() {
    let script = printed(&xtask(&["completions", "bash"]));
    let Some(of_xtask) = offered(&script, "xtask co") else {
        eprintln!("SKIPPED: there is no bash");
        return;
    };
    assert_eq!(of_xtask, ["codegen", "completions"]);
    assert_eq!(offered(&script, "cargo xtask co"), Some(of_xtask));
    let flags = offered(&script, "cargo xtask codegen --").unwrap_or_default();
    assert!(flags.iter().any(|flag| flag == "--check"), "{flags:?}");
    // Other cargo commands keep their completion.
    assert_eq!(
        offered(&script, "cargo bu"),
        Some(vec!["by_cargo".to_owned()])
    );
}

/// Starts imports of our newest release with another description, and stops them at different times.
#[cfg(unix)]
#[test]
fn an_import_that_is_stopped_leaves_the_folder_as_before_or_as_after() {
    use cdevents_tests::{folders, workspace};
    use std::time::Duration;

    let release = newest_release();
    let root = tempfile::tempdir().expect("a folder");
    let [source, schemas] = ["spec", "schemas"].map(|name| root.path().join(name));
    let own = workspace().join("schemas").join(&release);
    folders::copy(&own, &schemas.join(&release));
    folders::copy(&own, &source);
    let before = folders::contents(&schemas);
    let file = source.join("custom.json");
    let text = std::fs::read_to_string(&file).expect("a schema");
    let text = text.replacen("\"description\": \"", "\"description\": \"Edited: ", 1);
    std::fs::write(&file, text).expect("a file that can be written");
    let import = || {
        // Interrupts are ignored, as in the background of a script.
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' INT; exec \"$@\"", "sh"]);
        command.args([env!("CARGO_BIN_EXE_xtask"), "import"]);
        command.arg(&source).arg("--into");
        command.arg(&schemas).arg("--force").stdout(Stdio::null());
        command.stderr(Stdio::null()).spawn().expect("xtask runs")
    };
    let wait = |mut import: std::process::Child| import.wait().expect("an exit status");
    // Two at once: one waits for the other.
    let [one, two] = [import(), import()];
    let statuses = [wait(one), wait(two)];
    assert!(
        statuses.iter().any(std::process::ExitStatus::success),
        "{statuses:?}"
    );
    let after = folders::contents(&schemas);
    assert!(after != before, "{statuses:?}");
    for delay in (0..10).map(|step| Duration::from_millis(step * 15)) {
        std::fs::remove_dir_all(schemas.join(&release)).expect("a folder");
        folders::copy(&own, &schemas.join(&release));
        let child = import();
        std::thread::sleep(delay);
        let id = child.id().to_string();
        let _ = Command::new("kill").arg(id).status().expect("`kill` runs");
        wait(child);
        let found = folders::contents(&schemas);
        assert!(found == before || found == after, "stopped after {delay:?}");
    }
}

/// Returns the name of the newest release in the folder of schemas.
#[cfg(unix)]
fn newest_release() -> String {
    let folder = cdevents_tests::workspace().join("schemas");
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let releases =
        names.filter_map(|name| name.parse::<cdevents_codegen::model::ReleaseName>().ok());
    releases.max().expect("a release").to_string()
}
