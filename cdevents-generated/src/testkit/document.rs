//! JSON documents that are being made: a tree whose keys have an order and whose numbers have a
//! spelling.

use crate::json::write::{push_key, push_string, separate};

/// A JSON value.
#[derive(Clone, Debug)]
pub(super) enum Document {
    /// A string, not yet escaped.
    Text(String),
    /// The text of any other scalar, as it is written.
    Raw(String),
    /// An array.
    Array(Vec<Self>),
    /// An object, whose keys are distinct.
    Object(Vec<(String, Self)>),
}

impl Document {
    /// Writes the document as compact JSON. The order of keys depends on `order`; 0 leaves it as it
    /// is.
    pub(super) fn to_json(&self, order: u64) -> String {
        let mut json = String::new();
        self.write(&mut json, &mut Order(order));
        json
    }

    fn write(&self, json: &mut String, order: &mut Order) {
        match self {
            Self::Text(text) => push_string(json, text),
            Self::Raw(text) => json.push_str(text),
            Self::Array(items) => {
                json.push('[');
                for item in items {
                    separate(json);
                    item.write(json, order);
                }
                json.push(']');
            }
            Self::Object(properties) => {
                json.push('{');
                for index in order.of(properties.len()) {
                    let (key, value) = &properties[index];
                    push_key(json, key);
                    value.write(json, order);
                }
                json.push('}');
            }
        }
    }
}

/// A source of permutations. A state of 0 permutes nothing, so that a document shrinks to the order
/// of its schema.
struct Order(u64);

impl Order {
    fn of(&mut self, length: usize) -> Vec<usize> {
        let mut indices: Vec<_> = (0..length).collect();
        if self.0 > 0 {
            for last in (1..length).rev() {
                indices.swap(last, self.below(last + 1));
            }
        }
        indices
    }

    /// Returns a number below a bound: `splitmix64`, which needs no more state than a seed.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15).max(1);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 33) as usize % bound
    }
}
