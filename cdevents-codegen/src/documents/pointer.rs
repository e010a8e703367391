//! JSON Pointers (RFC 6901), as text.

/// Returns a JSON Pointer with one more segment at its end.
///
/// ```
/// # use cdevents_codegen::documents::pointer;
/// assert_eq!(pointer::step("/properties", "a/b"), "/properties/a~1b");
/// ```
#[must_use]
pub fn step(pointer: &str, segment: &str) -> String {
    let mut longer = String::with_capacity(pointer.len() + 1 + segment.len());
    longer += pointer;
    longer.push('/');
    // Few segments need escapes, and the generator takes millions of steps.
    if segment.contains(['~', '/']) {
        longer += &segment.replace('~', "~0").replace('/', "~1");
    } else {
        longer += segment;
    }
    longer
}

/// Splits a JSON Pointer into that of the parent and the last segment, unescaped. The empty pointer
/// has neither.
pub(super) fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, segment) = pointer.rsplit_once('/')?;
    Some((parent, unescaped(segment)))
}

/// Returns a segment as the key that it stands for.
pub(crate) fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
