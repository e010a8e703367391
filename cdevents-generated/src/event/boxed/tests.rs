use std::cell::Cell;

use super::Boxed;

/// Counts how often it is dropped.
#[derive(Clone)]
struct Counted<'a>(&'a Cell<u32>);

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn the_content_is_dropped_once() {
    let drops = Cell::new(0);
    let boxed = Boxed::new(Counted(&drops));
    let clone = boxed.clone();
    assert_eq!(drops.get(), 0);
    drop(boxed);
    assert_eq!(drops.get(), 1);
    drop(clone);
    assert_eq!(drops.get(), 2);
}

#[test]
fn the_content_that_is_taken_out_is_not_dropped() {
    let drops = Cell::new(0);
    let content = Boxed::new(Counted(&drops)).into_inner();
    assert_eq!(drops.get(), 0);
    drop(content);
    assert_eq!(drops.get(), 1);
}

#[test]
fn a_box_reads_and_writes_as_its_content() {
    let mut boxed = Boxed::from(vec![1]);
    boxed.push(2);
    assert_eq!(boxed.len(), 2);
    assert_eq!(boxed, Boxed::new(vec![1, 2]));
    assert_ne!(boxed, Boxed::new(vec![1]));
    assert_eq!(format!("{boxed:?}"), "[1, 2]");
    assert_eq!(serde_json::to_string(&boxed).unwrap(), "[1,2]");
}

/// Enums of boxes are moved often.
#[test]
fn a_box_is_a_pointer() {
    assert_eq!(size_of::<Boxed<[u64; 9]>>(), size_of::<usize>());
}
