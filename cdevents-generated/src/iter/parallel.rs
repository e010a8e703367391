//! Parallel iterators, for `rayon`.

use rayon::iter::plumbing::{Folder, UnindexedConsumer, UnindexedProducer, bridge_unindexed};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::array::Array;
use super::ndjson::Ndjson;
use super::raw_event::RawEvent;
use crate::Error;

/// A parallel iterator over the events of NDJSON.
///
/// [`Ndjson`] becomes one by `into_par_iter`.
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ParNdjson<'t>(Ndjson<'t>);

impl<'t> IntoParallelIterator for Ndjson<'t> {
    type Item = RawEvent<'t>;
    type Iter = ParNdjson<'t>;

    fn into_par_iter(self) -> ParNdjson<'t> {
        ParNdjson(self)
    }
}

impl<'t> ParallelIterator for ParNdjson<'t> {
    type Item = RawEvent<'t>;

    fn drive_unindexed<C: UnindexedConsumer<Self::Item>>(self, consumer: C) -> C::Result {
        bridge_unindexed(Lines(self.0), consumer)
    }
}

/// Lines that can be split between two of them.
struct Lines<'t>(Ndjson<'t>);

impl<'t> UnindexedProducer for Lines<'t> {
    type Item = RawEvent<'t>;

    fn split(mut self) -> (Self, Option<Self>) {
        let second = self.0.split().map(Self);
        (self, second)
    }

    fn fold_with<F: Folder<Self::Item>>(self, folder: F) -> F {
        folder.consume_iter(self.0)
    }
}

/// Finds all items, without parsing them, before the parallel iterator starts.
impl<'t> IntoParallelIterator for Array<'t> {
    type Item = Result<RawEvent<'t>, Error>;
    type Iter = rayon::vec::IntoIter<Self::Item>;

    fn into_par_iter(self) -> Self::Iter {
        self.collect::<Vec<_>>().into_par_iter()
    }
}
