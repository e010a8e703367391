//! The pipelines in `examples/pipelines`: their scripts run, and their events arrive.

#![cfg(all(feature = "network", unix))]
#![expect(clippy::unwrap_used, reason = "a test may panic, also in its helpers")]

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cdevents_generated::CdEvent;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/pipelines")
}

fn read(name: &str) -> Value {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns the texts of a list.
fn texts(list: &Value) -> Vec<String> {
    let items = list.as_array().unwrap().iter();
    items
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

/// Returns the value of a key in each object of a list that has it.
fn each(list: &Value, key: &str) -> Vec<String> {
    let items = list.as_array().unwrap().iter();
    items
        .filter_map(|item| Some(item[key].as_str()?.to_owned()))
        .collect()
}

/// Runs scripts one after the other, as a pipeline does, and returns the events that a receiver keeps.
fn run(scripts: &[String], count: usize, variables: &[(&str, &str)]) -> Vec<CdEvent> {
    let folder = tempfile::tempdir().unwrap();
    // Commands that a test cannot run.
    let stubs = folder.path().join("stubs");
    fs::create_dir(&stubs).unwrap();
    for stub in ["make", "cargo"] {
        let script = stubs.join(stub);
        fs::write(&script, "#!/bin/sh\n").unwrap();
        let status = Command::new("chmod").arg("+x").arg(&script).status();
        assert!(status.unwrap().success());
    }
    let cdevents = Path::new(env!("CARGO_BIN_EXE_cdevents"));
    let path = env::var_os("PATH").unwrap();
    let paths = [stubs, cdevents.parent().unwrap().to_owned()];
    let path = env::join_paths(paths.into_iter().chain(env::split_paths(&path))).unwrap();

    let count = count.to_string();
    let kept = folder.path().join("kept.ndjson");
    let mut receiver = Command::new(cdevents)
        .args([
            "receive",
            "--http",
            "127.0.0.1:0",
            "--count",
            &count,
            "--to",
        ])
        .arg(&kept)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut errors = BufReader::new(receiver.stderr.take().unwrap());
    errors.read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("listening on ").unwrap();
    for script in scripts {
        let output = Command::new("sh")
            .args(["-e", "-c", script])
            .current_dir(&folder)
            .env("PATH", &path)
            .env("EVENTS_URL", url)
            .env("EVENTS_AUTHORIZATION", "Bearer secret")
            .env("CDEVENTS_SOURCE", "https://example.com/checkout")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        assert!(output.status.success(), "{script}: {output:?}");
    }
    assert!(receiver.wait().unwrap().success());
    let kept = fs::read(kept).unwrap();
    let lines = kept
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    lines
        .map(|line| CdEvent::from_slice(line).unwrap())
        .collect()
}

/// Asserts the names of events, which are one chain.
fn assert_chain(events: &[CdEvent], names: &[&str], chain: &str) {
    let found: Vec<_> = events.iter().filter_map(CdEvent::kind).collect();
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, names);
    assert!(events.iter().all(|event| event.chain_id() == Some(chain)));
    for pair in events.windows(2) {
        let (before, links) = (&pair[0], pair[1].links());
        let [link] = links.as_slice() else {
            panic!("{links:?}");
        };
        assert_eq!(link.reference().unwrap().id(), Some(before.id()));
    }
}

#[test]
fn the_github_workflow_sends_its_chain() {
    let workflow = read("github.yml");
    let scripts = each(&workflow["jobs"]["deploy"]["steps"], "run");
    let variables = [
        ("GITHUB_RUN_ID", "7"),
        ("GITHUB_RUN_ATTEMPT", "1"),
        ("GITHUB_SHA", "0b31b1c0"),
        ("GITHUB_ACTOR", "octocat"),
    ];
    let events = run(&scripts, 3, &variables);
    assert_chain(
        &events,
        &["build.started", "build.finished", "service.deployed"],
        "7-1",
    );
}

#[test]
fn the_gitlab_pipeline_sends_its_chain() {
    let pipeline = read("gitlab-ci.yml");
    let jobs = ["build", "deploy", "events"].map(|job| texts(&pipeline[job]["script"]));
    let variables = [
        ("CI_JOB_ID", "8"),
        ("CI_PIPELINE_ID", "7"),
        ("CI_COMMIT_SHA", "0b31b1c0"),
        ("CI_ENVIRONMENT_NAME", "production"),
        ("CI_ENVIRONMENT_URL", "https://checkout.example.com"),
    ];
    let events = run(&jobs.concat(), 3, &variables);
    assert_chain(
        &events,
        &["build.started", "build.finished", "service.deployed"],
        "7",
    );
}

#[test]
fn the_tekton_task_sends_its_event() {
    let task = read("tekton.yaml");
    let scripts = each(&task["spec"]["steps"], "script");
    let variables = [
        ("SERVICE", "service/checkout"),
        ("ENVIRONMENT", "production"),
        ("ARTIFACT", "pkg:oci/checkout@1"),
        ("RESULT", "result"),
    ];
    // The variables are those of the task.
    let names = each(&task["spec"]["stepTemplate"]["env"], "name");
    for (name, _) in variables {
        assert!(names.contains(&name.to_owned()), "{name}");
    }
    let events = run(&scripts, 1, &variables);
    assert_eq!(
        events[0].artifact_id().as_deref(),
        Some("pkg:oci/checkout@1")
    );
    assert_eq!(events[0].source(), "https://example.com/checkout");
}

#[test]
fn the_image_starts_the_command_that_it_installs() {
    let text = fs::read_to_string(folder().join("Containerfile")).unwrap();
    assert!(text.contains("--path cdevents-generated/cli "), "{text}");
    assert!(
        text.contains("COPY --from=build /usr/local/bin/cdevents "),
        "{text}"
    );
    assert!(text.ends_with("ENTRYPOINT [\"cdevents\"]\n"), "{text}");
}
