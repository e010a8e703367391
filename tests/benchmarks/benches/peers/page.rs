//! Writes the page of ratios, `README.md`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::inputs::Inputs;
use crate::machine;
use crate::times::{OURS, Row, Times, ratio};

const HEAD: &str = "\
# Benchmarks

How much time this crate takes, compared with other crates: each number in a table's column of another crate is the \
time of this crate divided by the time of that one, for the same events. Below 1.00, this crate is faster.

Do not edit this page. `UPDATE_TABLES=1 cargo bench -p cdevents-benchmarks` writes it. All times are from one run: the \
best time of one pass over all events of an input.
";

/// What is measured, by group.
const GROUPS: [(&str, &str); 8] = [
    (
        "from_slice",
        "Parses a text into a typed event, which checks it against its schema. `IgnoredAny` and the values only check \
         that the text is JSON.",
    ),
    (
        "is_valid_slice",
        "Decides whether a text is a valid event. `Value` alone only checks that the text is JSON.",
    ),
    (
        "is_valid",
        "Decides whether a `serde_json::Value` is a valid event.",
    ),
    (
        "rejected",
        "`from_slice` of events that each have one mistake: with the error alone, and with the first violation's path \
         and message.",
    ),
    (
        "validate",
        "Finds every violation in a `serde_json::Value`, with its paths.",
    ),
    (
        "validate_slice",
        "Finds every violation in a text, with its paths.",
    ),
    ("to_json", "Writes an event."),
    (
        "upgrade",
        "Converts events between releases, compared with parsing them.",
    ),
];

/// Writes the page. Returns its path.
pub(crate) fn write(times: &Times, inputs: &Inputs<'_>) -> Result<PathBuf, String> {
    if times.is_partial {
        return Err("the page needs all measurements; run the benchmarks without a filter".into());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = [
        HEAD,
        "\n",
        &machine::description(),
        "\n",
        &list(inputs),
        &tables(times),
    ]
    .concat();
    std::fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path)
}

/// Lists the inputs.
fn list(inputs: &Inputs<'_>) -> String {
    let mut list = String::from("\n| input | events | bytes | |\n|---|---|---|---|\n");
    for input in &inputs.all {
        let bytes: usize = input.cases.iter().map(|case| case.text.len()).sum();
        let (name, count, about) = (input.name, input.cases.len(), input.about);
        let _ = writeln!(list, "| {name} | {count} | {bytes} | {about} |");
    }
    let (count, bytes) = (inputs.lines().len(), inputs.ndjson.len());
    let about = "one text; file order, each event on a line of its own";
    let _ = writeln!(list, "| NDJSON | {count} | {bytes} | {about} |");
    list
}

/// Returns a table for each group, with a row for each input and a column for each contender.
fn tables(times: &Times) -> String {
    let mut page = String::new();
    let mut columns = Vec::new();
    let mut group = "";
    let mut notes = String::new();
    for rows in times.comparisons() {
        let contenders: Vec<_> = rows.iter().map(|row| row.contender).collect();
        if (rows[0].group, &contenders) != (group, &columns) {
            page += &std::mem::take(&mut notes);
            if rows[0].group != group {
                group = rows[0].group;
                let _ = writeln!(page, "\n## {group}");
                let about = GROUPS.iter().find(|(name, _)| *name == group);
                if let Some((_, about)) = about {
                    let _ = writeln!(page, "\n{about}");
                }
            }
            columns = contenders;
            let peers = columns[1..].join(" | ");
            let _ = writeln!(page, "\n| input | time | {peers} |");
            let _ = writeln!(page, "|---{}|", "|---:".repeat(columns.len()));
        }
        let ratios = rows.iter().filter_map(|row| ratio(rows, row));
        let ratios: Vec<_> = ratios.collect();
        let (input, time) = (&rows[0].input, rows[0].time);
        let _ = writeln!(page, "| {input} | {time:.1?} | {} |", ratios.join(" | "));
        notes += &note(rows);
    }
    page + &notes
}

/// Says which contenders accept other events than this crate does. Those that accept all don't judge.
fn note(rows: &[Row]) -> String {
    let ours = &rows[0];
    let Some((accepted, all)) = ours.accepted.filter(|_| ours.contender == OURS) else {
        return String::new();
    };
    let other = rows.iter().filter_map(|row| {
        let (other, _) = row.accepted?;
        (other != accepted && other != all).then(|| format!("{} accepts {other}", row.contender))
    });
    let other: Vec<_> = other.collect();
    if other.is_empty() {
        return String::new();
    }
    let (input, other) = (&ours.input, other.join(", "));
    format!("\nOf the {all} events of \"{input}\", this crate accepts {accepted}; {other}.\n")
}
