//! The kinds of events.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_generated::traits::Envelope;
use cdevents_generated::{CdEvent, EventType, Kind, Release, Stage, latest};

use super::{documents, parse, unknown};

#[test]
fn an_event_of_any_release_has_the_kind_of_its_subject_and_predicate() {
    let mut seen = BTreeSet::new();
    for document in documents() {
        let event = parse(document);
        let kind = event.kind().unwrap();
        let event_type = event.event_type();
        if event_type.is_custom() {
            assert_eq!(kind, Kind::Custom);
        } else {
            let name = format!("{}.{}", event_type.subject(), event_type.predicate());
            assert_eq!(kind.name(), name);
            let name = (event_type.subject(), event_type.predicate());
            assert_eq!((kind.subject(), kind.predicate()), name);
            assert_eq!(Kind::of(name.0, name.1), Some(kind));
        }
        let envelope: &dyn Envelope = &event;
        assert_eq!(envelope.kind(), Some(kind));
        assert_eq!(event_type.kind(), Some(kind));
        assert_eq!(EventType::from(event_type).kind(), Some(kind));
        assert_eq!(event_type.stage(), kind.stage());
        assert_eq!(unknown(document).unwrap().kind(), Some(kind));
        seen.insert(kind);
    }
    // Every kind is that of an event.
    assert!(seen.iter().eq(Kind::ALL));
}

#[test]
fn an_event_of_a_new_type_has_no_kind() {
    let json = br#"{
        "context": {
            "specversion": "99.0.0", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdevents.cake.baked.0.1.0"
        },
        "subject": { "id": "cake/7", "content": {} }
    }"#;
    let event = CdEvent::from_slice(json).unwrap();
    assert_eq!((event.kind(), event.event_type().stage()), (None, None));
    for other in [
        "dev.cdevents.service.deployedx.0.1.0",
        "dev.cdevents.servic.edeployed",
    ] {
        assert_eq!(other.parse::<EventType>().unwrap().kind(), None, "{other}");
    }
}

#[test]
fn a_type_has_its_kind_as_a_constant() {
    assert_eq!(latest::ServiceDeployed::KIND, Kind::ServiceDeployed);
    assert_eq!(<latest::CustomEvent>::KIND, Kind::Custom);
}

#[test]
fn kinds_are_sorted_by_name_with_custom_last() {
    assert!(Kind::ALL.is_sorted());
    let names: Vec<_> = Kind::ALL
        .iter()
        .map(|kind| (kind.subject(), kind.predicate()))
        .collect();
    let (custom, names) = names.split_last().unwrap();
    assert_eq!((*custom, Kind::Custom.name()), (("", ""), "custom"));
    assert!(names.is_sorted());
}

#[test]
fn a_kind_is_parsed_from_its_name_and_from_every_type_of_it() {
    for kind in Kind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(*kind));
        assert_eq!(Kind::try_from(kind.name()), Ok(*kind));
        assert_eq!(Kind::try_from(kind.name().to_owned()), Ok(*kind));
        let json = serde_json::to_string(kind).unwrap();
        assert_eq!(json, format!("\"{kind}\""));
        assert_eq!(serde_json::from_str::<Kind>(&json).unwrap(), *kind);
        assert_eq!(format!("{kind:>30}").len(), 30);
        if *kind != Kind::Custom {
            for end in ["", ".0.3.0", ".0.10.0-draft"] {
                let event_type = format!("dev.cdevents.{kind}{end}");
                assert_eq!(event_type.parse(), Ok(*kind));
            }
        }
    }
    let custom = "dev.cdeventsx.mytool-service.deployed.0.1.0";
    assert_eq!(custom.parse(), Ok(Kind::Custom));
}

#[test]
fn a_misspelled_kind_is_an_error_that_suggests_the_nearest() {
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Custom) {
        for wrong in [format!("{kind}x"), format!("dev.cdevents.{kind}x.0.1.0")] {
            let error = wrong.parse::<Kind>().unwrap_err().to_string();
            assert!(
                error.ends_with(&format!("did you mean `{kind}`?")),
                "{error}"
            );
        }
    }
    for wrong in [
        "",
        ".",
        "cake.baked",
        "dev.cdevents.",
        "Service Deployment Done",
    ] {
        let error = wrong.parse::<Kind>().unwrap_err();
        assert!(!error.to_string().contains("did you mean"), "{error}");
        assert_eq!(error.found(), wrong);
    }
    let error = "service.deploied".parse::<Kind>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid value \"service.deploied\", expected an event's name or type (such as \
         `service.deployed`); did you mean `service.deployed`?"
    );
}

#[test]
fn stages_are_ordered_and_divide_the_subjects() {
    assert!(Stage::ALL.is_sorted());
    let mut stages: BTreeMap<&str, Stage> = BTreeMap::new();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Custom) {
        let stage = kind.stage().unwrap();
        let same = stages.entry(kind.subject()).or_insert(stage);
        assert_eq!(*same, stage, "{kind}");
    }
    let used: BTreeSet<_> = stages.into_values().collect();
    assert!(used.iter().eq(Stage::ALL));
    assert_eq!(Kind::Custom.stage(), None);
    assert_eq!(
        Kind::ServiceDeployed.stage(),
        Some(Stage::ContinuousDeployment)
    );
    assert_eq!("Source code".parse(), Ok(Stage::SourceCode));
}

#[test]
fn enums_of_strings_compare_with_strings() {
    let text = "0.5.1".to_owned();
    assert_eq!(Release::V0_5_1, "0.5.1");
    assert_eq!("0.5.1", Release::V0_5_1);
    assert_eq!(Release::V0_5_1, *"0.5.1");
    assert_eq!(Release::V0_5_1, text);
    assert_eq!(text, Release::V0_5_1);
    assert_ne!(Release::Draft, "0.5.1");
    let outcome = latest::pipeline_run_finished::Outcome::ALL[0];
    assert_eq!(outcome, outcome.as_str());
    assert_eq!(outcome.as_str(), outcome);
    assert_eq!(Stage::Testing, "Testing");
    let open = cdevents_generated::shapes::TicketType::Other("cake".parse().unwrap());
    assert_eq!(open, "cake");
    assert_eq!("cake".to_owned(), open);
}
