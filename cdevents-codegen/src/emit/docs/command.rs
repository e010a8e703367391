//! The call of the command `cdevents new` that makes an example.

use std::fmt::Write as _;

use serde_json::Value;

/// Returns the call that makes the minimal example of an event.
pub(super) fn call(name: &str, example: &Value) -> String {
    let mut call = format!("cdevents new {name}");
    let mut flag = |flag: &str, value: &Value| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let _ = write!(call, " \\\n    --{flag} {}", quoted(&text));
    };
    flag("source", &example["context"]["source"]);
    flag("subject", &example["subject"]["id"]);
    let mut flags = Vec::new();
    collect(&example["subject"]["content"], &[], &mut flags);
    for (name, value) in &flags {
        flag(name, value);
    }
    call
}

/// Adds the flags of an object's properties: their paths in kebab case. The ID of an object goes by the
/// name of the object.
fn collect<'a>(value: &'a Value, path: &[&str], flags: &mut Vec<(String, &'a Value)>) {
    let Some(object) = value.as_object().filter(|object| !object.is_empty()) else {
        if !path.is_empty() {
            flags.push((kebab(path), value));
        }
        return;
    };
    for (key, value) in object {
        let is_id = key == "id" && !path.is_empty();
        let inner = if is_id {
            path.to_vec()
        } else {
            [path, &[key]].concat()
        };
        collect(value, &inner, flags);
    }
}

/// Returns the name of a flag. A name that the context or the command has starts with `content`.
fn kebab(path: &[&str]) -> String {
    const TAKEN: [&str; 8] = [
        "id",
        "source",
        "timestamp",
        "release",
        "from",
        "set",
        "pretty",
        "help",
    ];
    let is_taken = matches!(path, [name] if TAKEN.contains(name));
    let name = if is_taken {
        [&["content"], path].concat()
    } else {
        path.to_vec()
    };
    let mut flag = String::new();
    let mut before = '-';
    for character in name.join("-").chars() {
        if character.is_uppercase() && before.is_lowercase() {
            flag.push('-');
        }
        flag.extend(character.to_lowercase());
        before = character;
    }
    flag.replace('_', "-")
}

/// Quotes a word for a shell, if it has to be.
fn quoted(word: &str) -> String {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "_@%+=:,./-".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn properties_become_flags() {
        let example = json!({
            "context": { "source": "/ci" },
            "subject": { "id": "a b", "content": {
                "artifactURI": "pkg:oci/a", "environment": { "id": "production" }, "source": "it's"
            } }
        });
        let expected = r"cdevents new a.b \
    --source /ci \
    --subject 'a b' \
    --artifact-uri pkg:oci/a \
    --environment production \
    --content-source 'it'\''s'";
        assert_eq!(call("a.b", &example), expected);
    }
}
