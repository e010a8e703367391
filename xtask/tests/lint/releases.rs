//! What is found in the specification's releases.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_codegen::model::ReleaseName;
use cdevents_codegen::read_folder;
use cdevents_tests::upstream;
use xtask::lint::{Acknowledgement, Code, Finding, Report, lint};

use super::{files, of, places, report};

/// How many findings of a rule there are in each release, and in how many places. A release that
/// isn't here is held by `lint.toml` alone.
const COUNTS: &str = "
                            draft  0.1.0  0.1.1  0.1.2  0.2.0  0.3.0  0.4.0  0.4.1  0.5.0  0.5.1
unsatisfiable-required          -      -      -      -      -      -  10/25      -    1/3      -
dangling-reference              -      -      -      -      -      -   4/44      -      -      -
misplaced-member                -      -      -      -      -      -   1/34      -      -      -
unknown-keyword                 -      -      -      -      -    1/1    1/1    1/1    1/1    1/1
missing-id                      -      -      -      -      -      -    2/8      -      -      -
missing-dialect                 -      -      -      -      -      -    1/8      -      -      -
id-not-of-type                  -      -      -   1/10   1/10   2/12   1/13   1/13    1/1    1/1
malformed-type                1/8      -      -      -      -      -      -      -      -      -
unpinned-type                   -   1/33   1/33      -      -      -      -      -      -      -
release-not-pinned              -      -   1/26   1/33   1/36   1/39   1/46   1/46   1/46   1/46
changed-under-same-version      -      -      -      -      -      -      -   1/45      -    1/3
missing-member                  -      -      -      -      -      -   3/14      -      -      -
extra-member                    -      -      -      -      -      -      -      -    1/1    1/1
optional-member                 -    1/1    1/1    1/1      -      -      -    1/1    2/4    1/1
other-name                      -      -      -      -      -    1/1    1/1    1/1      -      -
open-object                     -      -      -      -      -    1/4    1/4   2/14   2/14   2/14
missing-format                  -      -      -      -      -   2/14   2/16   2/16   2/16   2/16
missing-min-length              -    1/1    1/1    1/1    1/1    2/8   3/10   3/10    2/9    2/9
unescaped-dot                   -      -      -      -      -      -    1/1      -      -      -
one-digit-version               -      -      -      -      -      -      -    1/1    1/1    1/1
";

fn table(report: &Report) -> String {
    let listed: Vec<ReleaseName> = {
        let head = COUNTS.trim_start().lines().next().unwrap_or_default();
        head.split_whitespace()
            .map(|it| it.parse().unwrap())
            .collect()
    };
    let mut counts = report.counts();
    counts.retain(|(_, release), _| listed.contains(release));
    let codes: BTreeSet<_> = counts.keys().map(|(code, _)| *code).collect();
    let line = |title: &str, cells: Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|it| format!(" {it:>6}")).collect();
        format!("{title:26}{}\n", cells.concat())
    };
    let releases = || report.releases.iter().filter(|it| listed.contains(it));
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
fn every_release_has_the_faults_that_are_known_and_no_others() {
    let report = report();
    assert_eq!(table(report), COUNTS);
    let new: Vec<_> = report.new_findings().collect();
    assert!(new.is_empty(), "{new:#?}");
}

/// What is found, but where in the files: events by their types, other documents by nothing.
fn essence(report: &Report, release: &str) -> BTreeMap<String, BTreeSet<Option<String>>> {
    let findings = report
        .findings
        .iter()
        .filter(|it| it.release.to_string() == release);
    let essence = findings.map(|it| {
        let state = it.acknowledgement.as_ref();
        let types = it.places.iter().map(|it| it.event_type.clone());
        (
            format!("{} {} {state:?}", it.code, it.message),
            types.collect(),
        )
    });
    essence.collect()
}

#[test]
fn upstreams_files_have_the_same_faults() {
    let name = "upstreams_files_have_the_same_faults";
    let Some(newest) = upstream("0.5.1", name) else {
        return;
    };
    let own = files();
    let theirs = read_folder(newest.parent().unwrap()).unwrap();
    let (ours, theirs) = (report(), &lint(&theirs.with_names_of(&own)).unwrap());
    for release in &theirs.releases {
        let release = release.to_string();
        assert_eq!(essence(ours, &release), essence(theirs, &release));
    }
    let of_theirs = &theirs.releases;
    let counts = |report: &Report| {
        let counts = report.counts().into_iter();
        counts
            .filter(|((_, release), _)| of_theirs.contains(release))
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(ours), counts(theirs));

    // A checkout is one release, which is compared with no other.
    for release in &theirs.releases {
        let folder = newest.parent().unwrap().join(release.to_string());
        let report = lint(&read_folder(&folder).unwrap().with_names_of(&own)).unwrap();
        assert_eq!(report.new_findings().count(), 0, "{release}");
        assert_eq!(report.releases, std::slice::from_ref(release));
    }
}

#[test]
fn three_events_of_0_5_0_require_what_they_forbid() {
    let found = of(report(), "0.5.0", Code::UnsatisfiableRequired);
    let at = |it: &str| format!("0.5.0/{it}/finished.json#/properties/context/required");
    assert_eq!(
        places(&found),
        ["pipelinerun", "testcaserun", "testsuiterun"].map(at)
    );
    assert!(
        found[0].message.starts_with("`version` is required"),
        "{found:?}"
    );
    let types: Vec<_> = found[0]
        .places
        .iter()
        .filter_map(|it| it.event_type.as_deref())
        .collect();
    assert!(
        types.contains(&"dev.cdevents.testcaserun.finished.0.3.0"),
        "{types:?}"
    );
    // That the next release mends them is a change under an unchanged version.
    let changes = of(report(), "0.5.1", Code::ChangedUnderSameVersion);
    assert_eq!(changes[0].places.len(), 3);
    assert!(matches!(
        &changes[0].acknowledgement,
        Some(Acknowledgement::Corrected { problem }) if problem.contains("`version` is both required")
    ));
}

#[test]
fn the_links_of_0_4_0_lead_nowhere_and_allow_nothing() {
    let report = report();
    let dangling = of(report, "0.4.0", Code::DanglingReference);
    let array = dangling
        .iter()
        .find(|it| it.message.contains("/schema/links/embeddedlinksarray.json"));
    assert_eq!(array.unwrap().places.len(), 41);
    let problem = |it: &Finding| format!("{:?}", it.acknowledgement);
    assert!(
        dangling
            .iter()
            .all(|it| problem(it).contains("cannot be resolved")),
        "{dangling:?}"
    );
    let without_id = places(&of(report, "0.4.0", Code::MissingId));
    assert_eq!(without_id.len(), 8);
    assert!(
        without_id.iter().all(|it| it.starts_with("0.4.0/links/")),
        "{without_id:?}"
    );
    assert_eq!(places(&of(report, "0.4.0", Code::MissingDialect)).len(), 8);
    let misplaced = places(&of(report, "0.4.0", Code::MisplacedMember));
    assert!(
        misplaced.contains(&"0.4.0/links/linkstart.json#/chain_id".to_owned()),
        "{misplaced:?}"
    );
    let all = report
        .findings
        .iter()
        .filter(|it| it.release.to_string() == "0.4.0");
    let corrected =
        |it: &&Finding| matches!(it.acknowledgement, Some(Acknowledgement::Corrected { .. }));
    assert_eq!(all.filter(corrected).count(), 18);

    let missing = of(report, "0.4.0", Code::MissingMember);
    let links: Vec<_> = missing
        .into_iter()
        .filter(|it| it.message.contains("`context.links`"))
        .collect();
    let at = |it: &str| format!("0.4.0/{it}.json#/properties/context");
    let four = [
        "testcaserun/skipped",
        "ticket/closed",
        "ticket/created",
        "ticket/updated",
    ];
    assert_eq!(places(&links)[1..], four.map(at));
    assert_eq!(places(&links)[0], at("custom"));
}

#[test]
fn ids_disagree_with_types_in_six_releases() {
    let report = report();
    let counts = [
        "0.1.2", "0.2.0", "0.3.0", "0.4.0", "0.4.1", "0.5.0", "0.5.1",
    ]
    .map(|it| places(&of(report, it, Code::IdNotOfType)).len());
    assert_eq!(counts, [10, 10, 12, 13, 13, 1, 1]);
    let output = of(report, "0.5.1", Code::IdNotOfType);
    let detail = output[0].places[0].detail.as_deref();
    assert_eq!(
        detail,
        Some("`test-output-published-event`; by the type `testoutput-published-event`")
    );
    let other = of(report, "0.3.0", Code::IdNotOfType)
        .into_iter()
        .find(|it| it.message.contains("another event"));
    let detail = other.unwrap().places[0].detail.clone();
    assert_eq!(
        detail.unwrap(),
        "`test-suite-finished-event`; by the type `testsuiterun-finished-event`"
    );
}

#[test]
fn what_differs_from_its_siblings_is_found() {
    let report = report();
    for (release, count) in [
        ("0.3.0", 7),
        ("0.4.0", 8),
        ("0.4.1", 8),
        ("0.5.0", 8),
        ("0.5.1", 8),
    ] {
        let formats = of(report, release, Code::MissingFormat);
        let source = formats
            .iter()
            .find(|it| it.message.starts_with("`context.source`"))
            .unwrap();
        assert_eq!(source.places.len(), count, "{release}");
        let open = places(&of(report, release, Code::OpenObject));
        let triggers = open.iter().filter(|it| it.ends_with("/properties/trigger"));
        assert_eq!(triggers.count(), 4, "{release}");
    }
    for release in ["0.3.0", "0.4.0", "0.4.1"] {
        let names = of(report, release, Code::OtherName);
        assert_eq!(
            names[0].message,
            "`url` of `testSuite` is `uri` in 2 of 3 such objects"
        );
        assert!(places(&names)[0].starts_with(&format!("{release}/testsuiterun/queued.json#")));
    }
    for release in ["0.4.1", "0.5.0", "0.5.1"] {
        let ids = places(&of(report, release, Code::OptionalMember));
        let target = "links/embeddedlinkrelation.json#/properties/target/properties/contextId";
        assert!(ids.contains(&format!("{release}/{target}")), "{ids:?}");
    }
    let dots = places(&of(report, "0.4.0", Code::UnescapedDot));
    assert_eq!(
        dots,
        ["0.4.0/custom.json#/properties/context/properties/type/pattern"]
    );
    let types = places(&of(report, "0.5.1", Code::ExtraMember));
    assert_eq!(
        types,
        ["0.5.1/ticket/closed.json#/properties/subject/properties/type"]
    );
}

#[test]
fn all_events_of_0_4_1_have_another_context_under_an_unchanged_version() {
    let changes = of(report(), "0.4.1", Code::ChangedUnderSameVersion);
    assert_eq!((changes.len(), changes[0].places.len()), (1, 45));
    for change in [
        "`chainId` is new",
        "`chain_id` is gone",
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
fn the_first_releases_pin_no_type_and_the_second_takes_the_first() {
    let report = report();
    for release in ["0.1.0", "0.1.1"] {
        assert_eq!(places(&of(report, release, Code::UnpinnedType)).len(), 33);
    }
    let pinned = of(report, "0.1.1", Code::ReleaseNotPinned);
    assert_eq!(
        pinned[0].message,
        "`context.version` may be `0.1.0`, another release"
    );
    assert_eq!(pinned[0].places.len(), 26);
}
