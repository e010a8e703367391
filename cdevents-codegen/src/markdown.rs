//! Escapes text for Markdown, HTML and XML.

/// Escapes a schema's description for Markdown. Code in backticks stays code; everything else becomes
/// plain text, without HTML, links or mdBook directives. An unpaired backtick is escaped.
pub(crate) fn prose(words: &str) -> String {
    let are_paired = words.matches('`').count().is_multiple_of(2);
    let mut is_code = false;
    let mut text = String::new();
    for character in words.chars() {
        match character {
            '`' if are_paired => is_code = !is_code,
            '`' => text.push('\\'),
            '<' | '&' | '[' | '{' if !is_code => text.push('\\'),
            _ => {}
        }
        text.push(character);
    }
    text
}

/// Returns code in backticks, more of them than the code contains in a row.
pub(crate) fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max();
    match longest {
        None | Some(0) => format!("`{text}`"),
        Some(length) => {
            let fence = "`".repeat(length + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

/// Escapes a cell of a table, where `|` separates cells and a line is a row.
pub(crate) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// Converts Markdown without markup to text in HTML or XML.
pub(crate) fn xml(text: &str) -> String {
    let plain = text
        .replace("\\<", "<")
        .replace("\\&", "&")
        .replace("\\`", "`")
        .replace("\\[", "[")
        .replace("\\{", "{");
    let safe = plain.replace('&', "&amp;").replace('<', "&lt;");
    safe.replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_no_html_and_opens_no_code() {
        assert_eq!(prose("A <b> & `<c> & d`."), "A \\<b> \\& `<c> & d`.");
        assert_eq!(prose("A ` b"), "A \\` b");
        assert_eq!(prose("`a` of b"), "`a` of b");
    }

    #[test]
    fn code_may_contain_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("^(a|`b)"), "`` ^(a|`b) ``");
        assert_eq!(code("a``b"), "``` a``b ```");
    }

    #[test]
    fn cells_and_elements_are_escaped() {
        assert_eq!(cell("a|b\nc"), "a\\|b c");
        assert_eq!(xml("A \\<b & \"c\">"), "A &lt;b &amp; &quot;c&quot;&gt;");
    }
}
