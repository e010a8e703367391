//! The names of flags, and JSON Pointers.

/// Returns the keys of a JSON Pointer.
pub(super) fn keys(pointer: &str) -> Vec<String> {
    let keys = pointer.split('/').skip(1);
    keys.map(|key| key.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// Returns a JSON Pointer.
pub(super) fn pointer(path: &[String]) -> String {
    let keys = path.iter();
    let keys = keys.map(|key| key.replace('~', "~0").replace('/', "~1"));
    keys.flat_map(|key| ["/".to_owned(), key]).collect()
}

/// Returns the name of the flag for a property, by its path.
pub(super) fn flag(path: &[String]) -> String {
    let keys = path.iter().map(String::as_str).collect::<Vec<_>>();
    match keys.as_slice() {
        ["subject", "content", rest @ ..] | ["context", rest @ ..] if !rest.is_empty() => {
            kebab(rest)
        }
        ["subject", "content"] => "content".to_owned(),
        keys => kebab(keys),
    }
}

/// Returns keys in camel case or snake case as one name in kebab case.
fn kebab(keys: &[&str]) -> String {
    let mut name = String::new();
    let mut before = None;
    for character in keys.join("-").chars() {
        if character.is_ascii_uppercase()
            && before.is_some_and(|before: char| before.is_lowercase())
        {
            name.push('-');
        }
        before = Some(character);
        let character = if character == '_' { '-' } else { character };
        name.push(character.to_ascii_lowercase());
    }
    name
}
