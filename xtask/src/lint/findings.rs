//! Findings as text and as JSON. Writing to a `String` can't fail, so results are ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::finding::{Acknowledgement, Finding, Location};
use super::page::PAGE;
use super::rule::Rule;
use cdevents_codegen::model::ReleaseName;

/// How many locations of a finding are shown unless all are asked for.
const SHOWN: usize = 4;

/// The result of linting.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Findings {
    /// The findings, acknowledged or not, sorted by release, rule and location.
    pub findings: Vec<Finding>,
    /// The releases that were linted, oldest first.
    pub releases: Vec<ReleaseName>,
}

impl Findings {
    /// Returns the findings that nothing acknowledges.
    pub fn new_findings(&self) -> impl Iterator<Item = &Finding> {
        self.filter(|finding| finding.acknowledgement.is_none())
    }

    fn filter(&self, is_wanted: impl Fn(&Finding) -> bool) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| is_wanted(finding))
    }

    /// Returns the findings of one release.
    #[must_use]
    pub fn of(&self, release: &ReleaseName) -> Self {
        let mut of_release = self.clone();
        of_release
            .findings
            .retain(|finding| finding.release == *release);
        of_release.releases.retain(|other| other == release);
        of_release
    }

    /// Returns the numbers of findings and of locations, by rule and release.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<(Rule, ReleaseName), (usize, usize)> {
        let mut counts = BTreeMap::new();
        for finding in &self.findings {
            let key = (finding.rule, finding.release.clone());
            let (findings, locations) = counts.entry(key).or_insert((0, 0));
            *findings += 1;
            *locations += finding.locations.len();
        }
        counts
    }

    /// Formats the new findings and the counts for people. With `all`, also the acknowledged
    /// findings, and every location.
    #[must_use]
    pub fn to_text(&self, all: bool) -> String {
        let mut text = String::new();
        for finding in self.new_findings() {
            describe(&mut text, finding, all);
        }
        if all {
            for finding in self.filter(|finding| finding.acknowledgement.is_some()) {
                describe(&mut text, finding, all);
            }
        }
        self.table(&mut text);
        let findings = match self.findings.len() {
            1 => "1 finding".to_owned(),
            count => format!("{count} findings"),
        };
        let before = self.filter(|finding| finding.before.is_some()).count();
        let new = match (self.new_findings().count(), before) {
            (new, 0) => format!("{new} new"),
            (new, before) => format!("{new} new ({before} acknowledged in the release before)"),
        };
        let [accepted, corrected] = ["acknowledged", "corrected"]
            .map(|state| self.filter(|finding| finding.state() == state).count());
        let _ = writeln!(
            text,
            "{findings}: {new}, {accepted} acknowledged, {corrected} corrected"
        );
        self.advice(&mut text);
        text
    }

    /// Adds what to do about new findings.
    fn advice(&self, text: &mut String) {
        let releases: BTreeSet<_> = self
            .new_findings()
            .map(|finding| &finding.release)
            .collect();
        let quoted = releases.iter().map(|release| format!("\"{release}\""));
        let quoted: Vec<_> = quoted.collect();
        if !quoted.is_empty() {
            let _ = writeln!(
                text,
                "next: report new findings to the specification and acknowledge them in \
                 schemas/lint.toml: add {} to the `releases` of a matching entry, or add an entry with \
                 a reason",
                quoted.join(", ")
            );
        }
    }

    /// Returns a JSON object for each finding.
    #[must_use]
    pub fn to_json(&self) -> Vec<Value> {
        self.findings.iter().map(Finding::to_json).collect()
    }

    /// Adds a table of counts: a line for each rule, a column for each release.
    fn table(&self, text: &mut String) {
        let counts = self.counts();
        let rules: BTreeSet<_> = counts.keys().map(|(rule, _)| *rule).collect();
        let Some(width) = rules.iter().map(|rule| rule.code().len()).max() else {
            return;
        };
        let title = "findings/places";
        let _ = write!(text, "{title:width$}");
        for release in &self.releases {
            let _ = write!(text, " {:>6}", release.to_string());
        }
        text.push('\n');
        for rule in rules {
            let _ = write!(text, "{:width$}", rule.code());
            for release in &self.releases {
                let cell = match counts.get(&(rule, release.clone())) {
                    Some((findings, locations)) => format!("{findings}/{locations}"),
                    None => "-".to_owned(),
                };
                let _ = write!(text, " {cell:>6}");
            }
            text.push('\n');
        }
        text.push('\n');
    }
}

impl Finding {
    fn state(&self) -> &'static str {
        match self.acknowledgement {
            None => "new",
            Some(Acknowledgement::Accepted { .. }) => "acknowledged",
            Some(Acknowledgement::Corrected { .. }) => "corrected",
        }
    }

    /// Returns the link to the explanation of the rule.
    #[must_use]
    pub fn link(&self) -> String {
        format!("{PAGE}#{}", self.rule)
    }

    /// Returns the finding as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let acknowledgement = match &self.acknowledgement {
            None => Value::Null,
            Some(Acknowledgement::Accepted { reason }) => {
                json!({ "kind": "accepted", "reason": reason })
            }
            Some(Acknowledgement::Corrected { problem }) => {
                json!({ "kind": "corrected", "reason": problem })
            }
        };
        let before = self.before.as_ref().map(
            |before| json!({ "release": before.release.to_string(), "reason": before.reason }),
        );
        json!({
            "code": self.rule.code(),
            "release": self.release.to_string(),
            "message": self.message,
            "link": self.link(),
            "places": self.locations.iter().map(Location::to_json).collect::<Vec<_>>(),
            "acknowledgement": acknowledgement,
            "acknowledgedBefore": before,
        })
    }
}

impl Location {
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
    let Finding {
        rule,
        release,
        message,
        locations,
        ..
    } = finding;
    let before = finding.before.as_ref();
    let before = before.map(|before| format!("; acknowledged in {}", before.release));
    let state = format!("{}{}", finding.state(), before.unwrap_or_default());
    let _ = writeln!(text, "{release} {rule} ({state}): {message}");
    let shown = if all { locations.len() } else { SHOWN };
    for location in locations.iter().take(shown) {
        let _ = write!(text, "  {}", location.file.display());
        if !location.pointer.is_empty() {
            let _ = write!(text, "#{}", location.pointer);
        }
        match (&location.event_type, &location.detail) {
            (Some(event_type), None) => drop(write!(text, " ({event_type})")),
            (_, Some(detail)) => drop(write!(text, ": {detail}")),
            (None, None) => {}
        }
        text.push('\n');
    }
    if locations.len() > shown {
        let _ = writeln!(text, "  and {} more", locations.len() - shown);
    }
    if let Some(before) = &finding.before {
        let (release, reason) = (&before.release, &before.reason);
        let _ = writeln!(text, "  in {release}: {reason}");
    }
    if let Some(
        Acknowledgement::Accepted { reason: known } | Acknowledgement::Corrected { problem: known },
    ) = &finding.acknowledgement
    {
        let _ = writeln!(text, "  {}: {known}", finding.state());
    }
    let _ = writeln!(text, "  see {}\n", finding.link());
}
