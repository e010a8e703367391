//! The findings in the specification's releases.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_codegen::model::ReleaseName;
use cdevents_codegen::read_folder;
use cdevents_tests::upstream;
use xtask::lint::{Acknowledgement, Finding, Findings, Rule, lint};

use super::{files, findings, locations, of};

/// The numbers of findings and of locations, by rule and release. Releases without a column are only
/// covered by `lint.toml`.
const COUNTS: &str = "
                            draft  0.1.0  0.1.1  0.1.2  0.2.0  0.3.0  0.4.0  0.4.1  0.5.0  0.5.1
unsatisfiable-required          -      -      -      -      -      -  10/25      -    1/3      -
dangling-reference              -      -      -      -      -      -   4/44      -      -      -
misplaced-property              -      -      -      -      -      -   1/34      -      -      -
unknown-keyword                 -      -      -      -      -    1/1    1/1    1/1    1/1    1/1
missing-id                      -      -      -      -      -      -    2/8      -      -      -
missing-dialect                 -      -      -      -      -      -    1/8      -      -      -
id-not-of-type                  -      -      -   1/10   1/10   2/12   1/13   1/13    1/1    1/1
malformed-type                1/8      -      -      -      -      -      -      -      -      -
unpinned-type                   -   1/33   1/33      -      -      -      -      -      -      -
release-not-pinned              -      -   1/26   1/33   1/36   1/39   1/46   1/46   1/46   1/46
changed-under-same-version      -      -      -      -      -      -      -   1/45      -    1/3
missing-property                -      -      -      -      -      -   3/14      -      -      -
extra-property                  -      -      -      -      -      -      -      -    1/1    1/1
optional-property               -    1/1    1/1    1/1      -      -      -    1/1    2/4    1/1
other-name                      -      -      -      -      -    1/1    1/1    1/1      -      -
open-object                     -      -      -      -      -    1/4    1/4   2/14   2/14   2/14
missing-format                  -      -      -      -      -   2/14   2/16   2/16   2/16   2/16
missing-min-length              -    1/1    1/1    1/1    1/1    2/8   3/10   3/10    2/9    2/9
unescaped-dot                   -      -      -      -      -      -    1/1      -      -      -
one-digit-version               -      -      -      -      -      -      -    1/1    1/1    1/1
";

fn table(findings: &Findings) -> String {
    let listed: Vec<ReleaseName> = {
        let head = COUNTS.trim_start().lines().next().unwrap_or_default();
        head.split_whitespace()
            .map(|name| name.parse().unwrap())
            .collect()
    };
    let mut counts = findings.counts();
    counts.retain(|(_, release), _| listed.contains(release));
    let codes: BTreeSet<_> = counts.keys().map(|(code, _)| *code).collect();
    let line = |title: &str, cells: Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|cell| format!(" {cell:>6}")).collect();
        format!("{title:26}{}\n", cells.concat())
    };
    let releases = || {
        findings
            .releases
            .iter()
            .filter(|release| listed.contains(release))
    };
    let head = line("", releases().map(ToString::to_string).collect());
    let lines = codes.into_iter().map(|code| {
        let cell = |release: &ReleaseName| match counts.get(&(code, release.clone())) {
            Some((findings, places)) => format!("{findings}/{places}"),
            None => "-".to_owned(),
        };
        line(code.code(), releases().map(cell).collect())
    });
    format!("\n{head}{}", lines.collect::<String>())
}

#[test]
fn every_release_has_the_known_findings_and_no_others() {
    let findings = findings();
    assert_eq!(table(findings), COUNTS);
    let new: Vec<_> = findings.new_findings().collect();
    assert!(new.is_empty(), "{new:#?}");
}

/// Returns findings without files and JSON Pointers.
fn essence(findings: &Findings, release: &str) -> BTreeMap<String, BTreeSet<Option<String>>> {
    let findings = findings
        .findings
        .iter()
        .filter(|finding| finding.release.to_string() == release);
    let essence = findings.map(|finding| {
        let state = finding.acknowledgement.as_ref();
        let locations = finding.locations.iter();
        let types = locations.map(|location| location.event_type.clone());
        (
            format!("{} {} {state:?}", finding.rule, finding.message),
            types.collect(),
        )
    });
    essence.collect()
}

#[test]
fn upstream_files_have_the_same_findings() {
    let name = "upstream_files_have_the_same_findings";
    let Some(newest) = upstream("0.5.1", name) else {
        return;
    };
    let own = files();
    let theirs = read_folder(newest.parent().unwrap()).unwrap();
    let (ours, theirs) = (findings(), &lint(&theirs.with_names_of(&own)).unwrap());
    for release in &theirs.releases {
        let release = release.to_string();
        assert_eq!(essence(ours, &release), essence(theirs, &release));
    }
    let of_theirs = &theirs.releases;
    let counts = |findings: &Findings| {
        let counts = findings.counts().into_iter();
        counts
            .filter(|((_, release), _)| of_theirs.contains(release))
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(ours), counts(theirs));

    // A checkout has one release and none to compare it with.
    for release in &theirs.releases {
        let folder = newest.parent().unwrap().join(release.to_string());
        let findings = lint(&read_folder(&folder).unwrap().with_names_of(&own)).unwrap();
        assert_eq!(findings.new_findings().count(), 0, "{release}");
        assert_eq!(findings.releases, std::slice::from_ref(release));
    }
}

#[test]
fn three_events_of_0_5_0_require_a_forbidden_property() {
    let found = of(findings(), "0.5.0", Rule::UnsatisfiableRequired);
    let at = |event: &str| format!("0.5.0/{event}/finished.json#/properties/context/required");
    assert_eq!(
        locations(&found),
        ["pipelinerun", "testcaserun", "testsuiterun"].map(at)
    );
    assert!(
        found[0].message.starts_with("`version` is required"),
        "{found:?}"
    );
    let types: Vec<_> = found[0]
        .locations
        .iter()
        .filter_map(|location| location.event_type.as_deref())
        .collect();
    assert!(
        types.contains(&"dev.cdevents.testcaserun.finished.0.3.0"),
        "{types:?}"
    );
    // Their fix in the next release is a change without a new version.
    let changes = of(findings(), "0.5.1", Rule::ChangedUnderSameVersion);
    assert_eq!(changes[0].locations.len(), 3);
    assert!(matches!(
        &changes[0].acknowledgement,
        Some(Acknowledgement::Corrected { problem }) if problem.contains("`version` is both required")
    ));
}

#[test]
fn links_of_0_4_0_have_dangling_references_and_accept_nothing() {
    let findings = findings();
    let dangling = of(findings, "0.4.0", Rule::DanglingReference);
    let array = dangling.iter().find(|finding| {
        finding
            .message
            .contains("/schema/links/embeddedlinksarray.json")
    });
    assert_eq!(array.unwrap().locations.len(), 41);
    let problem = |finding: &Finding| format!("{:?}", finding.acknowledgement);
    assert!(
        dangling
            .iter()
            .all(|finding| problem(finding).contains("cannot be resolved")),
        "{dangling:?}"
    );
    let without_id = locations(&of(findings, "0.4.0", Rule::MissingId));
    assert_eq!(without_id.len(), 8);
    assert!(
        without_id
            .iter()
            .all(|location| location.starts_with("0.4.0/links/")),
        "{without_id:?}"
    );
    assert_eq!(
        locations(&of(findings, "0.4.0", Rule::MissingDialect)).len(),
        8
    );
    let misplaced = locations(&of(findings, "0.4.0", Rule::MisplacedProperty));
    assert!(
        misplaced.contains(&"0.4.0/links/linkstart.json#/chain_id".to_owned()),
        "{misplaced:?}"
    );
    let all = findings
        .findings
        .iter()
        .filter(|finding| finding.release.to_string() == "0.4.0");
    let corrected = |finding: &&Finding| {
        matches!(
            finding.acknowledgement,
            Some(Acknowledgement::Corrected { .. })
        )
    };
    assert_eq!(all.filter(corrected).count(), 18);

    let missing = of(findings, "0.4.0", Rule::MissingProperty);
    let links: Vec<_> = missing
        .into_iter()
        .filter(|finding| finding.message.contains("`context.links`"))
        .collect();
    let at = |document: &str| format!("0.4.0/{document}.json#/properties/context");
    let four = [
        "testcaserun/skipped",
        "ticket/closed",
        "ticket/created",
        "ticket/updated",
    ];
    assert_eq!(locations(&links)[1..], four.map(at));
    assert_eq!(locations(&links)[0], at("custom"));
}

#[test]
fn ids_disagree_with_types_in_six_releases() {
    let findings = findings();
    let counts = [
        "0.1.2", "0.2.0", "0.3.0", "0.4.0", "0.4.1", "0.5.0", "0.5.1",
    ]
    .map(|release| locations(&of(findings, release, Rule::IdNotOfType)).len());
    assert_eq!(counts, [10, 10, 12, 13, 13, 1, 1]);
    let output = of(findings, "0.5.1", Rule::IdNotOfType);
    let detail = output[0].locations[0].detail.as_deref();
    assert_eq!(
        detail,
        Some("expected `testoutput-published-event`, found `test-output-published-event`")
    );
    let other = of(findings, "0.3.0", Rule::IdNotOfType)
        .into_iter()
        .find(|finding| finding.message.contains("different event"));
    let detail = other.unwrap().locations[0].detail.clone();
    assert_eq!(
        detail.unwrap(),
        "expected `testsuiterun-finished-event`, found `test-suite-finished-event`"
    );
}

#[test]
fn schemas_that_differ_from_their_siblings_are_found() {
    let findings = findings();
    for (release, count) in [
        ("0.3.0", 7),
        ("0.4.0", 8),
        ("0.4.1", 8),
        ("0.5.0", 8),
        ("0.5.1", 8),
    ] {
        let formats = of(findings, release, Rule::MissingFormat);
        let source = formats
            .iter()
            .find(|finding| finding.message.starts_with("`context.source`"))
            .unwrap();
        assert_eq!(source.locations.len(), count, "{release}");
        let open = locations(&of(findings, release, Rule::OpenObject));
        let triggers = open
            .iter()
            .filter(|location| location.ends_with("/properties/trigger"));
        assert_eq!(triggers.count(), 4, "{release}");
    }
    for release in ["0.3.0", "0.4.0", "0.4.1"] {
        let names = of(findings, release, Rule::OtherName);
        assert_eq!(
            names[0].message,
            "`url` of `testSuite` is called `uri` in 2 of 3 such objects"
        );
        assert!(locations(&names)[0].starts_with(&format!("{release}/testsuiterun/queued.json#")));
    }
    for release in ["0.4.1", "0.5.0", "0.5.1"] {
        let ids = locations(&of(findings, release, Rule::OptionalProperty));
        let target = "links/embeddedlinkrelation.json#/properties/target/properties/contextId";
        assert!(ids.contains(&format!("{release}/{target}")), "{ids:?}");
    }
    let dots = locations(&of(findings, "0.4.0", Rule::UnescapedDot));
    assert_eq!(
        dots,
        ["0.4.0/custom.json#/properties/context/properties/type/pattern"]
    );
    let types = locations(&of(findings, "0.5.1", Rule::ExtraProperty));
    assert_eq!(
        types,
        ["0.5.1/ticket/closed.json#/properties/subject/properties/type"]
    );
}

#[test]
fn all_contexts_changed_in_0_4_1_without_new_versions() {
    let changes = of(findings(), "0.4.1", Rule::ChangedUnderSameVersion);
    assert_eq!((changes.len(), changes[0].locations.len()), (1, 45));
    for change in [
        "`chainId` is new",
        "`chain_id` was removed",
        "`schemaUri` is new",
        "`links`",
    ] {
        assert!(
            changes[0].message.contains(change),
            "{}",
            changes[0].message
        );
    }
}

#[test]
fn the_first_releases_pin_no_type_and_the_second_accepts_the_first() {
    let findings = findings();
    for release in ["0.1.0", "0.1.1"] {
        assert_eq!(
            locations(&of(findings, release, Rule::UnpinnedType)).len(),
            33
        );
    }
    let pinned = of(findings, "0.1.1", Rule::ReleaseNotPinned);
    assert_eq!(
        pinned[0].message,
        "`context.version` also accepts `0.1.0`, another release"
    );
    assert_eq!(pinned[0].locations.len(), 26);
}
