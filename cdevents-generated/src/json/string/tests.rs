use super::*;

fn read(text: &str) -> Option<(String, usize)> {
    let mut string = String::new();
    let length = unescape(text, |part| string.push_str(part))?;
    Some((string, length))
}

#[test]
fn strings_are_those_of_serde_json() {
    let pieces = [
        "a",
        "é",
        "😀",
        "0123456789abcdef",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0041",
        "\\u00e9",
        "\\uD83D",
        "\\ude00",
        "\\udBff\\uDfFf",
        "\\u",
        "\\u12",
        "\\u+123",
        "\\x",
        "\\",
        "\n",
        "\u{7f}",
        "\"",
    ];
    let mut state = 3_usize;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut valid = 0;
    for _ in 0..200_000 {
        let count = random(7);
        let text: String = (0..count).map(|_| pieces[random(pieces.len())]).collect();
        let ours = read(&format!("{text}\""));
        let length = ours.as_ref().map_or(text.len(), |(_, length)| *length);
        let theirs = serde_json::from_str(&format!("\"{}\"", &text[..length]));
        assert_eq!(ours.map(|(string, _)| string), theirs.ok(), "{text}");
        valid += usize::from(length == text.len());
    }
    assert!(valid > 10_000, "{valid}");
    assert_eq!(read("no end"), None);
}
