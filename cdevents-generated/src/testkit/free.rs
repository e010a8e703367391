//! Strategies for free JSON, about which schemas say nothing.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::{Just, SBoxedStrategy, Strategy, any};
use proptest::strategy::Union;

use super::document::Document;
use super::knobs::Knobs;
use super::text::{regex, text};

/// Any JSON value.
pub(super) fn value(knobs: &Knobs) -> SBoxedStrategy<Document> {
    of_depth(knobs.depth, knobs)
}

/// Any JSON object.
pub(super) fn object(knobs: &Knobs) -> SBoxedStrategy<Document> {
    object_of(of_depth(knobs.depth.saturating_sub(1), knobs), knobs)
}

/// Any array.
pub(super) fn array(knobs: &Knobs) -> SBoxedStrategy<Document> {
    array_of(of_depth(knobs.depth.saturating_sub(1), knobs), knobs)
}

/// A number. Whole numbers can be spelled with a fraction or an exponent.
pub(super) fn number(knobs: &Knobs) -> SBoxedStrategy<Document> {
    let mut spellings = vec![
        (
            2,
            (-1000..1000_i32)
                .prop_map(|number| number.to_string())
                .sboxed(),
        ),
        (
            1,
            any::<i64>().prop_map(|number| number.to_string()).sboxed(),
        ),
        (
            1,
            any::<u64>().prop_map(|number| number.to_string()).sboxed(),
        ),
        (
            1,
            (-9999..9999_i32, 1..10_i32)
                .prop_map(|(whole, tenth)| format!("{whole}.{tenth}"))
                .sboxed(),
        ),
    ];
    if knobs.has_odd_numbers {
        let odd = r"-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?";
        spellings.push((2, regex(odd)));
    }
    Union::new_weighted(spellings)
        .prop_map(Document::Raw)
        .sboxed()
}

/// `true` or `false`.
pub(super) fn boolean() -> SBoxedStrategy<Document> {
    let texts = any::<bool>();
    texts
        .prop_map(|is_true| Document::Raw(is_true.to_string()))
        .sboxed()
}

/// `null`.
pub(super) fn null() -> SBoxedStrategy<Document> {
    Just(Document::Raw("null".to_owned())).sboxed()
}

/// The properties of an object whose keys are free, sorted by key.
pub(super) fn properties(
    value: SBoxedStrategy<Document>,
    knobs: &Knobs,
) -> SBoxedStrategy<BTreeMap<String, Document>> {
    let property = (text(knobs.text_lengths.clone(), knobs), value);
    let properties = vec(property, knobs.list_lengths.clone());
    properties.prop_map(BTreeMap::from_iter).sboxed()
}

fn object_of(value: SBoxedStrategy<Document>, knobs: &Knobs) -> SBoxedStrategy<Document> {
    let properties = properties(value, knobs);
    properties
        .prop_map(|properties| Document::Object(properties.into_iter().collect()))
        .sboxed()
}

fn array_of(item: SBoxedStrategy<Document>, knobs: &Knobs) -> SBoxedStrategy<Document> {
    let items = vec(item, knobs.list_lengths.clone());
    items.prop_map(Document::Array).sboxed()
}

fn of_depth(depth: u32, knobs: &Knobs) -> SBoxedStrategy<Document> {
    let scalars = Union::new_weighted(vec![
        (1, null()),
        (1, boolean()),
        (2, number(knobs)),
        (
            2,
            text(knobs.text_lengths.clone(), knobs)
                .prop_map(Document::Text)
                .sboxed(),
        ),
    ]);
    // From the inside out, so that each level shares the one below it.
    (0..depth).fold(scalars.sboxed(), |inner, _| {
        Union::new_weighted(vec![
            (3, inner.clone()),
            (1, array_of(inner.clone(), knobs)),
            (1, object_of(inner, knobs)),
        ])
        .sboxed()
    })
}
