//! What was found, as text and as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Acknowledgement, Code, Finding, PAGE, Place};
use cdevents_codegen::model::ReleaseName;

/// How many places of a finding are shown, unless all are asked for.
const SHOWN: usize = 4;

/// All findings, in the order of releases, then rules, then places.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The findings, acknowledged or not.
    pub findings: Vec<Finding>,
    /// The releases that were looked at, oldest first.
    pub releases: Vec<ReleaseName>,
}

impl Report {
    /// The findings that nothing acknowledges.
    pub fn new_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|it| it.acknowledgement.is_none())
    }

    /// What was found in one release.
    #[must_use]
    pub fn of(&self, release: &ReleaseName) -> Self {
        let is_it = |it: &&ReleaseName| *it == release;
        let findings = self.findings.iter().filter(|it| it.release == *release);
        Self {
            findings: findings.cloned().collect(),
            releases: self.releases.iter().filter(is_it).cloned().collect(),
        }
    }

    /// How many findings, and in how many places, by rule and release.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<(Code, ReleaseName), (usize, usize)> {
        let mut counts = BTreeMap::new();
        for finding in &self.findings {
            let key = (finding.code, finding.release.clone());
            let (findings, places) = counts.entry(key).or_insert((0, 0));
            *findings += 1;
            *places += finding.places.len();
        }
        counts
    }

    /// For people: the new findings, then how many there are of each rule. With `all`, the
    /// acknowledged ones as well, and every place.
    #[must_use]
    pub fn to_text(&self, all: bool) -> String {
        let mut text = String::new();
        for finding in self.new_findings() {
            describe(&mut text, finding, all);
        }
        if all {
            let known = self
                .findings
                .iter()
                .filter(|it| it.acknowledgement.is_some());
            known.for_each(|it| describe(&mut text, it, all));
        }
        self.table(&mut text);
        let count =
            |is_it: fn(&Finding) -> bool| self.findings.iter().filter(|it| is_it(it)).count();
        let accepted =
            count(|it| matches!(it.acknowledgement, Some(Acknowledgement::Accepted { .. })));
        let corrected =
            count(|it| matches!(it.acknowledgement, Some(Acknowledgement::Corrected { .. })));
        let findings = match self.findings.len() {
            1 => "1 finding".to_owned(),
            count => format!("{count} findings"),
        };
        let new = match (self.new_findings().count(), count(|it| it.before.is_some())) {
            (new, 0) => format!("{new} new"),
            (new, before) => format!("{new} new ({before} acknowledged in the release before)"),
        };
        add(
            &mut text,
            format_args!("{findings}: {new}, {accepted} acknowledged, {corrected} corrected\n"),
        );
        self.advice(&mut text);
        text
    }

    /// What to do with what is new.
    fn advice(&self, text: &mut String) {
        let releases: BTreeSet<_> = self.new_findings().map(|it| &it.release).collect();
        let quoted: Vec<_> = releases.iter().map(|it| format!("\"{it}\"")).collect();
        if !quoted.is_empty() {
            add(
                text,
                format_args!(
                    "next: report what is new to the specification, and acknowledge it in \
                     schemas/lint.toml: add {} to the `releases` of the entry that fits, or write \
                     an entry with a reason\n",
                    quoted.join(", ")
                ),
            );
        }
    }

    /// For programs: a JSON object a finding.
    #[must_use]
    pub fn to_json(&self) -> Vec<Value> {
        self.findings.iter().map(Finding::to_json).collect()
    }

    /// A line a rule, a column a release; in it, findings and their places.
    fn table(&self, text: &mut String) {
        let counts = self.counts();
        let codes: BTreeSet<_> = counts.keys().map(|(code, _)| *code).collect();
        if codes.is_empty() {
            return;
        }
        let width = codes
            .iter()
            .map(|it| it.code().len())
            .max()
            .unwrap_or_default();
        let title = "findings/places";
        add(text, format_args!("{title:width$}"));
        for release in &self.releases {
            add(text, format_args!(" {:>6}", release.to_string()));
        }
        text.push('\n');
        for code in codes {
            add(text, format_args!("{:width$}", code.code()));
            for release in &self.releases {
                let cell = match counts.get(&(code, release.clone())) {
                    Some((findings, places)) => format!("{findings}/{places}"),
                    None => "-".to_owned(),
                };
                add(text, format_args!(" {cell:>6}"));
            }
            text.push('\n');
        }
        text.push('\n');
    }
}

impl Finding {
    /// Where the docs explain it.
    #[must_use]
    pub fn link(&self) -> String {
        format!("{PAGE}#{}", self.code)
    }

    /// As JSON: its members are the fields, with `kind` telling `accepted` from `corrected`;
    /// [`before`](Self::before) is `acknowledgedBefore`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let places: Vec<_> = self.places.iter().map(Place::to_json).collect();
        let acknowledgement = match &self.acknowledgement {
            None => Value::Null,
            Some(Acknowledgement::Accepted { reason }) => {
                json!({ "kind": "accepted", "reason": reason })
            }
            Some(Acknowledgement::Corrected { problem }) => {
                json!({ "kind": "corrected", "reason": problem })
            }
        };
        let before = self.before.as_ref();
        let before =
            before.map(|it| json!({ "release": it.release.to_string(), "reason": it.reason }));
        json!({
            "code": self.code.code(),
            "release": self.release.to_string(),
            "message": self.message,
            "link": self.link(),
            "places": places,
            "acknowledgement": acknowledgement,
            "acknowledgedBefore": before,
        })
    }
}

impl Place {
    fn to_json(&self) -> Value {
        json!({
            "file": self.file.display().to_string(),
            "pointer": self.pointer,
            "eventType": self.event_type,
            "detail": self.detail,
        })
    }
}

fn describe(text: &mut String, finding: &Finding, all: bool) {
    let Finding { code, release, .. } = finding;
    let state = match (&finding.acknowledgement, &finding.before) {
        (None, None) => "new".to_owned(),
        (None, Some(before)) => format!("new; acknowledged in {}", before.release),
        (Some(Acknowledgement::Accepted { .. }), _) => "acknowledged".to_owned(),
        (Some(Acknowledgement::Corrected { .. }), _) => "corrected".to_owned(),
    };
    let message = &finding.message;
    add(
        text,
        format_args!("{release} {code} ({state}): {message}\n"),
    );
    let shown = if all { usize::MAX } else { SHOWN };
    for place in finding.places.iter().take(shown) {
        add(text, format_args!("  {}", place.file.display()));
        if !place.pointer.is_empty() {
            add(text, format_args!("#{}", place.pointer));
        }
        match (&place.event_type, &place.detail) {
            (Some(event_type), None) => add(text, format_args!(" ({event_type})")),
            (_, Some(detail)) => add(text, format_args!(": {detail}")),
            (None, None) => {}
        }
        text.push('\n');
    }
    if let Some(more) = finding.places.len().checked_sub(shown).filter(|it| *it > 0) {
        add(text, format_args!("  and {more} more\n"));
    }
    if let Some(before) = &finding.before {
        let (release, reason) = (&before.release, &before.reason);
        add(text, format_args!("  in {release}: {reason}\n"));
    }
    match &finding.acknowledgement {
        None => {}
        Some(Acknowledgement::Accepted { reason }) => {
            add(text, format_args!("  acknowledged: {reason}\n"));
        }
        Some(Acknowledgement::Corrected { problem }) => {
            add(text, format_args!("  corrected: {problem}\n"));
        }
    }
    add(text, format_args!("  see {}\n\n", finding.link()));
}

/// To write to a text can't fail.
fn add(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}
