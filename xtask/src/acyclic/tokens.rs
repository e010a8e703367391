//! Finds the declarations and the paths in Rust tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A piece of code that the check looks at.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Found {
    /// `mod name;`
    File(String),
    /// `mod name { … }`
    Inline(String, Vec<Found>),
    /// The name of an item that is defined here.
    Item(String),
    /// A name that a `use` brings in.
    Use(Use),
    /// A path in code, with at least one segment.
    Path(Vec<String>),
    /// A call of a macro where items stand; what it defines isn't known.
    ItemMacro,
}

/// A name that a `use` brings in.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Use {
    pub(super) path: Vec<String>,
    /// The name; `None` for a glob.
    pub(super) name: Option<String>,
    pub(super) is_public: bool,
}

/// The keywords that are followed by the name of an item.
const ITEM_KEYWORDS: [&str; 8] = [
    "const", "enum", "fn", "static", "struct", "trait", "type", "union",
];

/// The macros whose arguments are code of another crate.
const QUOTING: [&str; 3] = ["parse_quote", "quote", "quote_spanned"];

/// Returns what is found in the tokens of a module.
pub(super) fn find(tokens: TokenStream) -> Vec<Found> {
    let mut found = Vec::new();
    walk(tokens, true, &mut found);
    found
}

fn walk(tokens: TokenStream, holds_items: bool, found: &mut Vec<Found>) {
    use TokenTree::{Group as G, Ident as I, Punct as P};
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut index = 0;
    while index < tokens.len() {
        let rest = &tokens[index..];
        index += match rest {
            [P(hash), G(attribute), ..] if hash.as_char() == '#' => {
                2 + if is_for_tests(attribute) {
                    item_length(&rest[2..])
                } else {
                    0
                }
            }
            [P(hash), P(bang), G(_), ..] if hash.as_char() == '#' && bang.as_char() == '!' => 3,
            // A visibility: `pub(in path)`.
            [I(word), G(scope), ..]
                if word == "pub" && scope.delimiter() == Delimiter::Parenthesis =>
            {
                2
            }
            [I(word), I(name), G(body), ..] if word == "mod" => {
                let mut inner = Vec::new();
                walk(body.stream(), true, &mut inner);
                found.push(Found::Inline(plain(name), inner));
                3
            }
            [I(word), I(name), P(end), ..] if word == "mod" && end.as_char() == ';' => {
                found.push(Found::File(plain(name)));
                3
            }
            [I(word), next, ..] if word == "use" && !is_punct(next, '<') => {
                let length = rest.iter().position(|token| is_punct(token, ';'));
                let length = length.unwrap_or(rest.len());
                let before = index.checked_sub(1).map(|before| &tokens[before]);
                let is_public = match before {
                    Some(I(word)) => word == "pub",
                    Some(G(group)) => group.delimiter() == Delimiter::Parenthesis,
                    _ => false,
                };
                uses(&rest[1..length], &[], is_public, found);
                length
            }
            [I(word), P(bang), I(name), G(_), ..]
                if word == "macro_rules" && bang.as_char() == '!' =>
            {
                found.push(Found::Item(plain(name)));
                4
            }
            [I(word), I(name), ..]
                if holds_items && ITEM_KEYWORDS.iter().any(|keyword| word == keyword) =>
            {
                found.push(Found::Item(plain(name)));
                1
            }
            [I(_), ..] => {
                let (path, length) = path(rest);
                let macro_name = path.last().cloned().unwrap_or_default();
                found.push(Found::Path(path));
                match &rest[length..] {
                    [P(bang), G(_), ..]
                        if bang.as_char() == '!' && QUOTING.contains(&macro_name.as_str()) =>
                    {
                        length + 2
                    }
                    [P(bang), G(arguments), ..] if bang.as_char() == '!' && holds_items => {
                        found.push(Found::ItemMacro);
                        walk(arguments.stream(), true, found);
                        length + 2
                    }
                    _ => length,
                }
            }
            // A range, or the rest of a struct.
            [P(dot), next, ..] if dot.as_char() == '.' && is_punct(next, '.') => 2,
            // A field or a method.
            [P(dot), I(_), ..] if dot.as_char() == '.' => 2,
            // The end of a path behind `>`, or a path to another crate.
            [P(colon), next, I(_), ..] if colon.as_char() == ':' && is_punct(next, ':') => {
                2 + path(&rest[2..]).1
            }
            [G(group), ..] => {
                walk(group.stream(), false, found);
                1
            }
            _ => 1,
        };
    }
}

/// Returns the path that tokens start with, and of how many tokens it is.
fn path(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let mut segments = Vec::new();
    let mut length = 0;
    while let Some(TokenTree::Ident(name)) = tokens.get(length) {
        segments.push(plain(name));
        length += 1;
        match &tokens[length..] {
            [one, other, TokenTree::Ident(_), ..] if is_punct(one, ':') && is_punct(other, ':') => {
                length += 2;
            }
            _ => break,
        }
    }
    (segments, length)
}

/// Adds the names that a `use` tree brings in.
fn uses(tree: &[TokenTree], prefix: &[String], is_public: bool, found: &mut Vec<Found>) {
    for branch in tree.split(|token| is_punct(token, ',')) {
        let mut path = prefix.to_vec();
        let (mut name, mut is_glob, mut is_list) = (None, false, false);
        let mut tokens = branch.iter();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(word) if word == "as" => name = tokens.next().map(plain),
                TokenTree::Ident(word) => path.push(plain(word)),
                TokenTree::Group(list) => {
                    let list: Vec<_> = list.stream().into_iter().collect();
                    uses(&list, &path, is_public, found);
                    is_list = true;
                }
                token => is_glob |= is_punct(token, '*'),
            }
        }
        if is_list || path.is_empty() {
            continue;
        }
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = if is_glob {
            None
        } else {
            name.or_else(|| path.last().cloned())
        };
        found.push(Found::Use(Use {
            path,
            name,
            is_public,
        }));
    }
}

/// Returns whether an attribute is `cfg(test)` or demands it among others.
fn is_for_tests(attribute: &Group) -> bool {
    let text = attribute.stream().to_string();
    let mut words = text.split(|char: char| !char.is_alphanumeric() && char != '_');
    words.next() == Some("cfg")
        && words.clone().any(|word| word == "test")
        && !words.any(|word| word == "not")
}

/// Returns of how many tokens the item is that tokens start with.
fn item_length(tokens: &[TokenTree]) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    };
    let end = tokens.iter().position(is_end);
    end.map_or(tokens.len(), |end| end + 1)
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// Returns a name without `r#`.
fn plain(name: &impl ToString) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}
