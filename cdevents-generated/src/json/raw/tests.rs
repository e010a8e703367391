use super::*;

struct Raw(&'static str);

impl serde::Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        assert_ne!(raw_text::<S>(), RawText::Unsupported);
        write_raw_text(self.0, serializer)
    }
}

/// Fails if a release of `serde_json` changes the reserved names.
#[test]
fn serde_json_writes_raw_text_unchanged() {
    let text = r#"{"b":1.50,"a":[1e400]}"#;
    assert_eq!(serde_json::to_string(&Raw(text)).unwrap(), text);
    assert_eq!(
        serde_json::to_string_pretty(&vec![Raw("1.50")]).unwrap(),
        "[\n  1.50\n]"
    );
    assert_eq!(serde_json::to_value(Raw("[1]")).unwrap()[0], 1);
}
