//! The schema of each part of an event accepts what the part's type deserializes from.

use std::collections::BTreeMap;

use cdevents_generated::validate::resolve;
use cdevents_tests::differential::Differential;
use cdevents_tests::instances::mutate;
use fastrand::Rng;

use super::compiled;
use cdevents_tests::cases::cases;

#[test]
fn the_schemas_of_parts_accept_what_their_types_accept() {
    macro_rules! parts {
        ($($module:ident $variant:ident,)*) => { [$(cdevents_generated::$module::parts()),*] };
    }
    let parts = cdevents_generated::__releases!(parts);
    let mut by_event: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for part in parts.into_iter().flatten() {
        let validator = compiled(&part.schema);
        by_event
            .entry(part.schema_id)
            .or_default()
            .push((part, validator));
    }
    let mut rng = Rng::with_seed(15);
    let mut verdicts = BTreeMap::from([(true, 0), (false, 0)]);
    for document in Differential::shared().documents() {
        let resolution = resolve(document).expect("a valid event");
        for (part, validator) in &by_event[resolution.schema_id] {
            let whole = document.pointer(part.pointer).expect("a part").clone();
            for case in 0..=cases(10) {
                let mut damaged = whole.clone();
                if case > 0 {
                    mutate(&mut damaged, &mut rng);
                }
                let verdict = validator.is_valid(&damaged);
                assert_eq!(
                    verdict,
                    (part.accepts)(&damaged),
                    "{}: {damaged}",
                    part.schema_id
                );
                *verdicts.entry(verdict).or_default() += 1;
            }
        }
    }
    let total = verdicts[&true] + verdicts[&false];
    assert!(
        verdicts.values().all(|count| count * 10 > total),
        "{verdicts:?}"
    );
}
