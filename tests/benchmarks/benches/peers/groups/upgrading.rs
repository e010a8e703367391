//! Converts events between releases.

use std::hint::black_box;

use cdevents_generated::upgrade::Upgrade;
use cdevents_generated::{CdEvent, Release};

use crate::inputs::Inputs;
use crate::times::{Label, OURS, Times};

const GROUP: &str = "upgrade";

/// Measures converting the events between releases against parsing them.
pub(crate) fn measure(times: &mut Times, inputs: &Inputs<'_>) {
    let newest = Release::ALL.last().copied().expect("a release");
    let parsed = inputs
        .valid()
        .iter()
        .filter_map(|case| CdEvent::from_slice(&case.text).ok());
    let parsed: Vec<_> = parsed.collect();
    for other in [Release::V0_5_0, Release::V0_4_1, Release::V0_3_0] {
        for (from, to) in [(other, newest), (newest, other)] {
            let upgrade = Upgrade::new(to);
            let events = parsed.iter().cloned();
            let events =
                events.filter_map(|event| Some(Upgrade::new(from).convert(event).ok()?.event));
            let events = events.filter(|event| upgrade.convert(event.clone()).is_ok());
            let events: Vec<_> = events.collect();
            let texts: Vec<_> = events.iter().map(CdEvent::to_vec).collect();
            let input = format!("{from} to {to}");
            let convert = |events: Vec<CdEvent>| {
                for event in events {
                    black_box(upgrade.convert(event).is_ok());
                }
            };
            times.measure_consuming(Label(GROUP, &input, OURS), || events.clone(), convert);
            times.measure(Label(GROUP, &input, "from_slice"), || {
                for text in &texts {
                    black_box(CdEvent::from_slice(text).is_ok());
                }
            });
        }
    }
}
