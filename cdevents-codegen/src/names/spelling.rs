//! How words are written as Rust names.

/// Rust's keywords, which need `r#` to be names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Rust's keywords that cannot be names even with `r#`.
const NEVER_NAMES: &[&str] = &["crate", "self", "super"];

/// Escapes a name, so that it stays on one line within backticks.
pub(crate) fn shown(name: &str) -> String {
    let quoted = format!("{name:?}");
    quoted[1..quoted.len() - 1].replace("\\\"", "\"")
}

/// Splits a name at capitals and punctuation, in lower case: `ticketURI` becomes ticket, uri.
pub(super) fn split(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in name.split(|character: char| !character.is_alphanumeric()) {
        let mut word = String::new();
        let mut previous = None;
        for character in run.chars() {
            let boundary = character.is_uppercase() && previous.is_some_and(char::is_lowercase);
            if boundary {
                words.push(std::mem::take(&mut word));
            }
            word.extend(character.to_lowercase());
            previous = Some(character);
        }
        words.push(word);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Splits a name like [`split`], but also spells out punctuation and other letters than ASCII, so that
/// every name has words, and the first one starts with a letter: `<=` becomes less, equal.
pub(super) fn spelled(name: &str) -> Vec<String> {
    let spelled = name.chars().map(|character| {
        match PUNCTUATION.iter().find(|(other, _)| *other == character) {
            Some((_, word)) => format!(" {word} "),
            None if character.is_ascii_alphanumeric() => character.to_string(),
            None => format!(" u{:x} ", u32::from(character)),
        }
    });
    let mut words = split(&spelled.collect::<String>());
    if words.is_empty() {
        words.push("empty".to_owned());
    } else if words == ["self"] {
        words.push("value".to_owned());
    } else if words[0].starts_with(|first: char| first.is_ascii_digit()) {
        words[0].insert(0, 'n');
    }
    words
}

/// How punctuation is spelled out.
const PUNCTUATION: &[(char, &str)] = &[
    (' ', "space"),
    ('!', "not"),
    ('"', "quote"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('\'', "apostrophe"),
    ('(', "open"),
    (')', "close"),
    ('*', "star"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "minus"),
    ('.', "point"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('[', "open"),
    ('\\', "backslash"),
    (']', "close"),
    ('^', "caret"),
    ('_', "underscore"),
    ('`', "backtick"),
    ('{', "open"),
    ('|', "or"),
    ('}', "close"),
    ('~', "tilde"),
];

/// Returns `ServiceDeployed` for service, deployed.
pub(crate) fn type_name<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let mut name = String::new();
    for word in words {
        let mut characters = word.chars();
        name.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    name
}

/// Returns `pipelineRun` for pipeline, run.
pub(crate) fn camel_case(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [first, rest @ ..] => first.clone() + &type_name(rest),
    }
}

/// Returns `service_deployed` for service, deployed.
pub(crate) fn module_name(words: &[String]) -> String {
    words.join("_")
}

/// Returns `artifact_id` for artifact, id, and `r#type` for type.
pub(crate) fn field_name(words: &[String]) -> String {
    let name = words.join("_");
    if NEVER_NAMES.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_at_capitals_and_punctuation() {
        assert_eq!(split("ticketURI"), ["ticket", "uri"]);
        assert_eq!(split("testSuiteRun"), ["test", "suite", "run"]);
        assert_eq!(split("END"), ["end"]);
        assert_eq!(split("chain_id"), ["chain", "id"]);
        assert_eq!(split("e2e"), ["e2e"]);
        assert_eq!(split("-"), Vec::<String>::new());
    }

    #[test]
    fn every_name_can_be_spelled_out() {
        for (name, words) in [
            ("<=", "less equal"),
            ("+", "plus"),
            ("1.0", "n1 point 0"),
            ("10", "n10"),
            ("2fa", "n2fa"),
            ("self", "self value"),
            ("", "empty"),
            ("größe", "gr uf6 udf e"),
        ] {
            assert_eq!(spelled(name).join(" "), words, "{name}");
        }
    }

    #[test]
    fn keywords_become_raw_or_get_an_underscore() {
        assert_eq!(field_name(&["type".to_owned()]), "r#type");
        assert_eq!(field_name(&["self".to_owned()]), "self_");
        assert_eq!(
            field_name(&["link".to_owned(), "type".to_owned()]),
            "link_type"
        );
    }
}
