//! Host names and email addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The longest host name (RFC 1123).
const LONGEST_NAME: usize = 253;

/// The longest label of a host name.
const LONGEST_LABEL: usize = 63;

/// The longest part before the `@` (RFC 5321).
const LONGEST_LOCAL_PART: usize = 64;

/// Returns whether a text is a host name of RFC 1123.
pub(super) fn is_hostname(text: &str) -> bool {
    text.len() <= LONGEST_NAME && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&label.len())
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Returns whether a text is a mailbox of RFC 5321.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let quoted = local
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let is_local = match quoted {
        Some(quoted) => is_quoted(quoted),
        None => local.split('.').all(is_atom),
    };
    local.len() <= LONGEST_LOCAL_PART && is_local && is_domain(domain)
}

/// Returns whether a text may stand between quotes.
fn is_quoted(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_valid = match byte {
            b'\\' => bytes.next().is_some_and(|byte| matches!(byte, b' '..=b'~')),
            byte => matches!(byte, b' '..=b'~') && byte != b'"',
        };
        if !is_valid {
            return false;
        }
    }
    true
}

fn is_atom(text: &str) -> bool {
    let is_atext =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_atext)
}

fn is_domain(text: &str) -> bool {
    let literal = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match literal {
        None => is_hostname(text),
        Some(address) => match address.strip_prefix("IPv6:") {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => address.parse::<Ipv4Addr>().is_ok(),
        },
    }
}
