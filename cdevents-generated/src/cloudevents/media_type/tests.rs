use super::*;

#[test]
fn a_content_type_has_parameters_and_any_case() {
    for (text, content_type) in [
        (EVENT, ContentType::Json),
        (
            "Application/CDEvents+JSON; charset=utf-8",
            ContentType::Json,
        ),
        ("application/json", ContentType::Json),
        (" application/json ;charset=utf-8", ContentType::Json),
        ("application/vnd.example+json", ContentType::Json),
        ("text/json", ContentType::Json),
        (STRUCTURED, ContentType::Structured),
        (
            "APPLICATION/CloudEvents+json;charset=UTF-8",
            ContentType::Structured,
        ),
        (BATCH, ContentType::Batch),
        (
            "application/cloudevents-batch+json; charset=UTF-8",
            ContentType::Batch,
        ),
        ("application/cloudevents", ContentType::OtherFormat),
        ("application/cloudevents+avro", ContentType::OtherFormat),
        (
            "application/cloudevents-batch+xml",
            ContentType::OtherFormat,
        ),
        ("text/plain", ContentType::Other),
        ("application/jsonx", ContentType::Other),
        ("application/json, text/plain", ContentType::Other),
        ("/json", ContentType::Other),
        ("json", ContentType::Other),
        ("", ContentType::Other),
    ] {
        assert_eq!(ContentType::of(text), content_type, "{text}");
    }
}
