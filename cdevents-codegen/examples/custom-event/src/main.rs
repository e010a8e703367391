//! Custom events with their own types and validators.
//!
//! A gatekeeper blocks deployments until they pass its checks, and reports that in custom events.
//! Their JSON Schemas are in `schemas/`; `build.rs` generates a module from each.
//!
//! `cargo run` builds an event, writes and parses it, and shows the errors of an invalid one.
//! `cargo run -- verdicts` validates events from the standard input, one per line.

mod verdicts;

/// `dev.cdeventsx.gatekeeper-gate.checked.0.1.0`, by the schema of its content.
mod gate_checked {
    include!(concat!(env!("OUT_DIR"), "/gate_checked.rs"));
}

/// `dev.cdeventsx.gatekeeper-gate.waived.0.1.0`, by the schema of the whole event.
mod gate_waived {
    include!(concat!(env!("OUT_DIR"), "/gate_waived.rs"));
}

use std::error::Error;

use cdevents_generated::CdEvent;
use cdevents_generated::v0_5_1::AnyEvent;
use cdevents_generated::v0_5_1::custom_event::Subject;
use gate_checked::{Checks, Content, EvidenceLog, GateChecked};

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some("verdicts") {
        return verdicts::judge();
    }

    // Emit: the constructor takes everything that the schema requires.
    let mut check = Checks::new("no open incidents".parse()?, true);
    check.report = Some("https://gatekeeper.example/reports/7".parse()?);
    let mut content = Content::new(
        "production".parse()?,
        gate_checked::Result::Passed,
        vec![check],
    );
    content.ticket = Some("GATE-7".parse()?);
    let log = EvidenceLog::new("https://gatekeeper.example/logs/7".parse()?);
    content.evidence = Some(vec![log.into()]);
    let event = GateChecked::of_type(
        gate_checked::EVENT_TYPE.parse()?,
        "/gatekeeper/main".parse()?,
        Subject::new("gate/7".parse()?, content.into()),
    );
    let json = serde_json::to_vec(&event)?;

    // Receive: the type accepts what both the specification's schema and this one accept.
    let received = gate_checked::from_slice(&json)?;
    assert_eq!(received, event);
    println!(
        "{}: {} in {}",
        received.event_type(),
        received.subject.content.result,
        received.subject.content.environment,
    );

    // Receive any event, and convert.
    let CdEvent::V0_5_1(AnyEvent::CustomEvent(any)) = CdEvent::from_slice(&json)? else {
        return Err("no custom event of this release".into());
    };
    if any.event_type().as_str() == gate_checked::EVENT_TYPE {
        assert_eq!(any.with_content::<Content>()?, event);
    }

    // Validate: every violation, with its place in the event and in the schema.
    let mut broken: serde_json::Value = serde_json::from_slice(&json)?;
    broken["subject"]["content"]["result"] = "pased".into();
    broken["subject"]["content"]["score"] = 101.into();
    broken["subject"]["content"]["checks"][0]["name"] = "".into();
    let report = gate_checked::validate(&broken).expect_err("it is broken");
    println!("{report}");

    // Parsing finds the same violations; its error is about the first, and has the report.
    let broken = serde_json::to_vec(&broken)?;
    let error = gate_checked::from_slice(&broken).expect_err("it is broken");
    assert_eq!(error.instance_path(), "/subject/content/checks/0/name");
    assert_eq!(error.report(), Some(&report));
    Ok(())
}
