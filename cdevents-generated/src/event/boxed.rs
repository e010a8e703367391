//! A box whose destructor is compiled once.

use std::fmt;
use std::mem::{ManuallyDrop, take};
use std::ops::{Deref, DerefMut};

use serde::{Serialize, Serializer};

/// An event in a box, as an enum of events has it: a [`Box`] that is quick to compile.
///
/// It is used like the event itself, since it dereferences to it; [`into_inner`](Self::into_inner)
/// returns the event.
///
/// ```
/// use cdevents_generated::v0_5_1::{AnyEvent, service_deployed};
///
/// # let json = include_bytes!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/examples/0.5.1/service-deployed.minimal.json"
/// # ));
/// if let AnyEvent::ServiceDeployed(event) = AnyEvent::from_slice(json)? {
///     println!("{} was deployed", event.subject.id);
///     let content: service_deployed::Content = event.into_inner().subject.content;
/// }
/// # Ok::<(), cdevents_generated::Error>(())
/// ```
// Whatever drops an enum of boxes has the destructors of all of their contents inlined, which is
// code for hundreds of events in each codegen unit, also in those of users. A `Drop` is a function.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Boxed<T>(
    /// `None` only while it is dropped.
    ManuallyDrop<Option<Box<T>>>,
);

impl<T> Boxed<T> {
    /// Puts an event into a box.
    #[inline]
    #[must_use]
    pub fn new(event: T) -> Self {
        Self(ManuallyDrop::new(Some(Box::new(event))))
    }

    /// Returns the event.
    #[must_use]
    pub fn into_inner(mut self) -> T {
        match take(&mut *self.0) {
            Some(event) => *event,
            None => unreachable!(),
        }
    }
}

impl<T> Drop for Boxed<T> {
    #[inline(never)]
    fn drop(&mut self) {
        drop(take(&mut *self.0));
    }
}

impl<T> Deref for Boxed<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match &*self.0 {
            Some(event) => event,
            None => unreachable!(),
        }
    }
}

impl<T> DerefMut for Boxed<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        match &mut *self.0 {
            Some(event) => event,
            None => unreachable!(),
        }
    }
}

impl<T> From<T> for Boxed<T> {
    fn from(event: T) -> Self {
        Self::new(event)
    }
}

impl<T: fmt::Debug> fmt::Debug for Boxed<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, formatter)
    }
}

impl<T: Serialize> Serialize for Boxed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}

#[cfg(test)]
mod tests;
