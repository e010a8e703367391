//! Texts within Markdown, HTML and XML, so that none is taken for more than text.

/// A schema's words as Markdown: what isn't within backticks is no HTML, no link and no mdBook
/// directive, and a backtick that opens nothing is a backtick.
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

/// Code, between as many backticks as it takes.
pub(crate) fn code(text: &str) -> String {
    let longest = text.split(|it| it != '`').map(str::len).max();
    match longest {
        None | Some(0) => format!("`{text}`"),
        Some(length) => {
            let fence = "`".repeat(length + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

/// A cell of a table, where `|` parts cells, and a line is a row.
pub(crate) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// Text in HTML or XML, of Markdown without any marks.
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
    fn words_are_no_html_and_open_no_code() {
        assert_eq!(prose("A <b> & `<c> & d`."), "A \\<b> \\& `<c> & d`.");
        assert_eq!(prose("A ` b"), "A \\` b");
        assert_eq!(prose("`a` of b"), "`a` of b");
    }

    #[test]
    fn code_may_have_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("^(a|`b)"), "`` ^(a|`b) ``");
        assert_eq!(code("a``b"), "``` a``b ```");
    }

    #[test]
    fn cells_and_elements_hold_together() {
        assert_eq!(cell("a|b\nc"), "a\\|b c");
        assert_eq!(xml("A \\<b & \"c\">"), "A &lt;b &amp; &quot;c&quot;&gt;");
    }
}
