//! JSON Pointers (RFC 6901).

/// Appends a segment, escaped, to a JSON Pointer.
pub(crate) fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for character in segment.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Returns the segments of a JSON Pointer, unescaped.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    let segments = pointer.split('/').skip(1);
    segments.map(|segment| segment.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_round_trip() {
        let segments_in = ["", "a/b", "~", "~1", "0", "é"];
        let mut pointer = String::new();
        for segment in segments_in {
            push(&mut pointer, segment);
        }
        assert_eq!(pointer, "//a~1b/~0/~01/0/é");
        assert!(segments(&pointer).eq(segments_in));
        assert_eq!(segments("").count(), 0);
    }
}
