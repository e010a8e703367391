//! The eight continuous deployment events of the draft and of release 0.5.1 can be parsed, built
//! and written, and have an environment.

use cdevents_generated::traits::KnownDefinition;
use cdevents_generated::{CdEvent, ErrorKind, Event, Release, draft, v0_5_1};
use cdevents_tests::{event, peers, schemas};
use serde_json::{Value, json};

const OF_ENVIRONMENT: [&str; 3] = ["created", "modified", "deleted"];
const OF_SERVICE: [&str; 5] = ["deployed", "upgraded", "rolledback", "removed", "published"];

/// Returns the eight events as JSON, with their names and the place of the environment's ID.
fn eight_events(release: &str, version: &str) -> Vec<(String, Value, &'static str)> {
    let mut events = Vec::new();
    for predicate in OF_ENVIRONMENT {
        let name = format!("environment.{predicate}{version}");
        let mut event = event(release, &name, &json!({ "name": "Production" }));
        event["subject"]["id"] = json!("production");
        events.push((name, event, "/subject/id"));
    }
    for predicate in OF_SERVICE {
        let name = format!("service.{predicate}{version}");
        let mut content = json!({ "environment": { "id": "production" } });
        if release != "draft" && ["deployed", "upgraded", "rolledback"].contains(&predicate) {
            content["artifactId"] = json!("pkg:oci/checkout");
        }
        let event = event(release, &name, &content);
        events.push((name, event, "/subject/content/environment/id"));
    }
    events
}

fn read(event: &Value) -> Result<CdEvent, cdevents_generated::Error> {
    CdEvent::from_slice(event.to_string().as_bytes())
}

#[test]
fn each_event_round_trips_and_has_its_environment() {
    for (release, version) in [("draft", ""), ("0.5.1", ".0.3.0")] {
        let events = eight_events(release, version);
        assert_eq!(events.len(), 8);
        for (name, json, _) in events {
            let event = read(&json).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(
                event.event_type().to_string(),
                format!("dev.cdevents.{name}")
            );
            assert_eq!(event.release().unwrap().as_str(), release);
            assert_eq!(serde_json::to_value(&event).unwrap(), json);
            let environment = event.environment().unwrap();
            assert_eq!(environment.id, "production", "{name}");
            let is_subject = event.event_type().subject() == "environment";
            assert_eq!(
                environment.name,
                is_subject.then_some("Production"),
                "{name}"
            );
        }
    }
}

#[test]
fn events_without_an_environment_id_are_rejected_at_the_environment() {
    for (release, version) in [("draft", ""), ("0.5.1", ".0.3.0")] {
        for (name, json, pointer) in eight_events(release, version) {
            let (object, key) = pointer.rsplit_once('/').unwrap();
            let mut missing = json.clone();
            let properties = missing
                .pointer_mut(object)
                .unwrap()
                .as_object_mut()
                .unwrap();
            properties.remove(key);
            let error = read(&missing).unwrap_err();
            assert_eq!(
                (error.kind(), error.instance_path()),
                (ErrorKind::Invalid, object),
                "{name}"
            );
            assert_eq!(error.message(), "missing property `id`", "{name}");

            for wrong in [json!(""), json!(null), json!(7)] {
                let mut invalid = json.clone();
                *invalid.pointer_mut(pointer).unwrap() = wrong;
                let error = read(&invalid).unwrap_err();
                assert_eq!(error.instance_path(), pointer, "{name}");
                assert!(error.message().starts_with("expected a string"), "{error}");
            }
        }
    }
}

#[test]
fn a_service_event_of_the_draft_must_have_an_environment() {
    for (name, mut json, _) in eight_events("draft", "") {
        if !name.starts_with("service") {
            continue;
        }
        json["subject"]["content"] = json!({});
        let error = read(&json).unwrap_err();
        assert_eq!(error.instance_path(), "/subject/content", "{name}");
        assert_eq!(error.message(), "missing property `environment`", "{name}");
    }
}

#[test]
fn an_environment_has_every_property_of_its_release() {
    let of_draft = event(
        "draft",
        "service.published",
        &json!({ "environment": {
            "id": "production", "name": "Production", "url": "https://example.com/", "source": "/cloud",
        }}),
    );
    let event = read(&of_draft).unwrap();
    let environment = event.environment().unwrap();
    assert_eq!(
        (environment.id, environment.name),
        ("production", Some("Production"))
    );
    assert_eq!(environment.url, Some("https://example.com/"));
    assert_eq!(environment.source, Some("/cloud"));

    let content = json!({ "name": "Production", "uri": "https://example.com/" });
    let mut of_release = cdevents_tests::event("0.5.1", "environment.created.0.3.0", &content);
    of_release["subject"]["source"] = json!("/cloud");
    let event = read(&of_release).unwrap();
    let environment = event.environment().unwrap();
    assert_eq!(
        (environment.id, environment.name),
        ("subject-1", Some("Production"))
    );
    assert_eq!(environment.url, Some("https://example.com/"));
    assert_eq!(environment.source, Some("/cloud"));

    // In release 0.5.1, the environment is optional in `service.published`.
    let content = json!({});
    let event = cdevents_tests::event("0.5.1", "service.published.0.3.0", &content);
    assert_eq!(read(&event).unwrap().environment(), None);
    let event = cdevents_tests::event("0.5.1", "build.started.0.3.0", &content);
    assert_eq!(read(&event).unwrap().environment(), None);
}

/// Asserts that a built event is valid, has its environment, and round trips.
fn assert_built<D: KnownDefinition>(event: Event<D>)
where
    CdEvent: From<Event<D>>,
{
    let release = D::RELEASE;
    let json = serde_json::to_value(&event).unwrap();
    let peers = peers(&schemas(release.as_str()));
    assert!(peers[D::EVENT_TYPE].is_valid(&json), "{json}");
    assert_eq!(event.event_type().as_str(), D::EVENT_TYPE);
    assert_eq!(event.environment().unwrap().id, "production");

    let any = CdEvent::from(event);
    assert_eq!(any.release(), Some(release));
    assert_eq!(any.source(), "/ci/main");
    assert_eq!(CdEvent::from_slice(&any.to_vec()).unwrap(), any);
    let key = if release == Release::Draft {
        "version"
    } else {
        "specversion"
    };
    assert_eq!(json["context"][key], release.as_str());
}

#[test]
fn each_event_of_the_draft_can_be_built() {
    use draft::{environment_created, service_deployed};
    let source = || "/ci/main".parse().unwrap();
    let id = || "production".parse().unwrap();
    let content = || environment_created::Content {
        name: Some("Production".to_owned()),
        url: Some("https://example.com/".parse().unwrap()),
    };
    assert_built(draft::EnvironmentCreated::new(source(), id(), content()));
    assert_built(draft::EnvironmentModified::new(source(), id(), content()));
    assert_built(draft::EnvironmentDeleted::new(source(), id(), content()));

    let service = || "service/checkout".parse().unwrap();
    let content = || service_deployed::Content::new(service_deployed::Environment::new(id()));
    assert_built(draft::ServiceDeployed::new(source(), service(), content()));
    assert_built(draft::ServiceUpgraded::new(source(), service(), content()));
    assert_built(draft::ServiceRolledback::new(
        source(),
        service(),
        content(),
    ));
    assert_built(draft::ServiceRemoved::new(source(), service(), content()));
    assert_built(draft::ServicePublished::new(source(), service(), content()));
}

#[test]
fn each_event_of_0_5_1_can_be_built() {
    use v0_5_1::{environment_created, environment_deleted, service_deployed, service_published};
    let source = || "/ci/main".parse().unwrap();
    let id = || "production".parse().unwrap();
    let content = environment_created::Content::default;
    assert_built(v0_5_1::EnvironmentCreated::new(source(), id(), content()));
    assert_built(v0_5_1::EnvironmentModified::new(source(), id(), content()));
    let deleted = environment_deleted::Content::default();
    assert_built(v0_5_1::EnvironmentDeleted::new(source(), id(), deleted));

    let service = || "service/checkout".parse().unwrap();
    let environment = || service_deployed::Environment::new(id());
    let artifact = || "pkg:oci/checkout".parse().unwrap();
    let content = || service_deployed::Content::new(environment(), artifact());
    assert_built(v0_5_1::ServiceDeployed::new(source(), service(), content()));
    assert_built(v0_5_1::ServiceUpgraded::new(source(), service(), content()));
    assert_built(v0_5_1::ServiceRolledback::new(
        source(),
        service(),
        content(),
    ));
    let content = || service_published::Content {
        environment: Some(environment()),
    };
    assert_built(v0_5_1::ServiceRemoved::new(source(), service(), content()));
    assert_built(v0_5_1::ServicePublished::new(
        source(),
        service(),
        content(),
    ));
}

/// In every release, each of the eight events returns its environment, whose ID is required.
#[test]
fn the_eight_events_of_every_release_require_the_environments_id() {
    let differential = cdevents_tests::differential::Differential::shared();
    let mut seen = std::collections::BTreeSet::new();
    for document in differential.documents() {
        let event = read(document).unwrap();
        let event_type = event.event_type();
        let (subject, predicate) = (event_type.subject(), event_type.predicate());
        let path = match subject {
            "environment" if OF_ENVIRONMENT.contains(&predicate) => "/subject",
            "service" if OF_SERVICE.contains(&predicate) => "/subject/content/environment",
            _ => continue,
        };
        let Some(environment) = event.environment() else {
            assert_eq!(document.pointer(path), None, "{document}");
            continue;
        };
        assert_eq!(environment.id, "text");
        seen.insert((event.release(), event_type.to_string()));
        let mut missing = document.clone();
        let properties = missing.pointer_mut(path).unwrap().as_object_mut().unwrap();
        properties.remove("id");
        let error = read(&missing).unwrap_err();
        assert_eq!(error.instance_path(), path, "{missing}");
    }
    assert_eq!(seen.len(), 8 * Release::ALL.len(), "{seen:?}");
}
