//! Mistakes that producers make.

use serde_json::json;

use super::tree::Tree;

/// Changes that each make a valid event invalid, in various places.
pub(super) const MISTAKES: &[fn(&mut Tree)] = &[
    |event| event.remove(&["context", "id"]),
    |event| event.set(&["subject", "id"], &json!(7)),
    |event| event.set(&["context", "timestamp"], &json!("2026-03-20 14:27:05")),
    |event| event.set(&["customDataContentType"], &json!(["application/json"])),
    |event| event.set(&["context", "source"], &json!("")),
    |event| event.remove(&["subject", "content"]),
    |event| event.set(&["context", "user"], &json!("jane")),
    |event| {
        event.set(
            &["context", "type"],
            &json!("dev.cdevents.build.start.0.3.0"),
        );
    },
    |event| event.set(&["context", "links"], &json!({"linkType": "END"})),
    |event| event.set(&["subject", "content", "extra"], &json!(null)),
];
