//! Strategies for the formats of strings, common and odd texts alike.

use std::net::{Ipv4Addr, Ipv6Addr};

use proptest::prelude::{Just, SBoxedStrategy, Strategy, any};
use proptest::strategy::Union;

use super::text::regex;
use crate::validate::table::Format;
use crate::value::timestamp::calendar::days_in_month;

/// A text of a format, not empty.
pub(super) fn format(format: Format) -> SBoxedStrategy<String> {
    match format {
        Format::Date => date_time().prop_map(|text| text[..10].to_owned()).sboxed(),
        Format::DateTime => date_time(),
        Format::Duration => {
            regex("P([0-9]{1,3}W|[0-9]{1,2}Y([0-9]{1,2}M)?|([0-9]{1,2}D)?T[0-9]{1,2}H)")
        }
        Format::Email => regex("[a-z]{1,8}([.+][a-z0-9]{1,8})?@[a-z]{1,8}\\.example"),
        Format::Hostname => regex("[a-z0-9]{1,8}(-[a-z0-9]{1,3})?(\\.[a-z]{2,8}){0,2}"),
        Format::Ipv4 => any::<Ipv4Addr>()
            .prop_map(|address| address.to_string())
            .sboxed(),
        Format::Ipv6 => any::<Ipv6Addr>()
            .prop_map(|address| address.to_string())
            .sboxed(),
        Format::Iri => regex("https?://[a-zäöü]{1,8}\\.example(/[a-zäöü0-9-]{1,8}){0,2}"),
        Format::IriReference => regex("(/[a-zäöü0-9._-]{1,8}){1,3}"),
        Format::JsonPointer => regex("(/([a-zä]|~[01]){0,4}){1,3}"),
        Format::RelativeJsonPointer => regex("(0|[1-9][0-9]?)(#|(/[a-z]{0,3}){0,2})"),
        Format::Time => date_time().prop_map(|text| text[11..].to_owned()).sboxed(),
        Format::Uri => uri(),
        Format::UriReference => uri_reference(),
        Format::UriTemplate => regex("(/[a-z]{1,4}|/\\{[a-z]{1,4}\\}){1,3}"),
        Format::Uuid => regex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-fA-F]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    }
}

/// A date and time of RFC 3339: leap days and seconds, any offset, any number of fraction digits, and
/// small letters.
fn date_time() -> SBoxedStrategy<String> {
    let year = Union::new_weighted(vec![(4, 2000..=2040_i32), (1, 0..=9999)]);
    let day = (year, 1..=12, 0..31);
    let fraction = Union::new_weighted(vec![
        (2, Just(String::new()).sboxed()),
        (2, regex(r"\.[0-9]{3}")),
        (1, regex(r"\.[0-9]{1,12}")),
    ]);
    let offset = Union::new_weighted(vec![
        (4, Just(("Z", 0_i32)).sboxed()),
        (1, Just(("z", 0)).sboxed()),
        (2, (0..24 * 60).prop_map(|offset| ("+", offset)).sboxed()),
        (2, (0..24 * 60).prop_map(|offset| ("-", offset)).sboxed()),
    ]);
    let separator = Union::new_weighted(vec![(8, Just('T')), (1, Just('t'))]);
    let is_leap_second = proptest::bool::weighted(0.05);
    let time = (0..24 * 60_i32, 0..60_i32, is_leap_second);
    let parts = (day, separator, time, fraction, offset);
    parts
        .prop_map(|(day, separator, time, fraction, (sign, offset))| {
            let (year, month, day) = day;
            let day = day % days_in_month(year, month) + 1;
            let (mut minute, mut second, is_leap_second) = time;
            if is_leap_second {
                // Leap seconds end a day in UTC.
                let offset = if sign == "-" { -offset } else { offset };
                minute = (24 * 60 - 1 + offset).rem_euclid(24 * 60);
                second = 60;
            }
            let (hour, minute) = (minute / 60, minute % 60);
            let time = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
            let offset = match sign {
                "+" | "-" => format!("{:02}:{:02}", offset / 60, offset % 60),
                _ => String::new(),
            };
            format!("{year:04}-{month:02}-{day:02}{separator}{time}{sign}{offset}")
        })
        .sboxed()
}

/// A character of a path, or an encoded byte.
macro_rules! pchar {
    () => {
        "([a-zA-Z0-9._~!$&'()*+,;=:@-]|%[0-9a-fA-F]{2})"
    };
}

/// What follows a `//`: a user, a host and a port.
macro_rules! authority {
    () => {
        concat!(
            r"(([a-zA-Z0-9._~!$&'()*+,;=:-]|%[0-9a-fA-F]{2}){0,4}@)?",
            r"([a-z0-9.-]{1,9}|([a-zA-Z0-9._~!$&'()*+,;=-]|%[2-7][0-9a-fA-F]){0,5}",
            r"|127\.0\.0\.1|\[::\]|\[2001:db8::7\]|\[::ffff:10\.0\.0\.1\]|\[v1\.a:b\])",
            r"(:[0-9]{0,5})?"
        )
    };
}

/// An optional query and an optional fragment.
macro_rules! query_and_fragment {
    () => {
        concat!(
            "(\\?(",
            pchar!(),
            "|[/?]){0,5})?",
            "(#(",
            pchar!(),
            "|[/?]){0,5})?"
        )
    };
}

/// A URI of RFC 3986.
fn uri() -> SBoxedStrategy<String> {
    let odd = concat!(
        "[a-zA-Z][a-zA-Z0-9+.-]{0,5}:",
        "(//",
        authority!(),
        "(/",
        pchar!(),
        "{0,4}){0,3}",
        "|/(",
        pchar!(),
        "{1,4}(/",
        pchar!(),
        "{0,4}){0,2})?",
        "|",
        pchar!(),
        "{1,4}(/",
        pchar!(),
        "{0,4}){0,2}",
        "|)",
        query_and_fragment!()
    );
    Union::new_weighted(vec![
        (
            4,
            regex("https?://[a-z]{1,8}\\.example(/[a-z0-9-]{1,8}){0,2}"),
        ),
        (1, regex("pkg:oci/[a-z]{1,8}@sha256%3A[0-9a-f]{8}")),
        (3, regex(odd)),
    ])
    .sboxed()
}

/// A URI, or a relative reference of RFC 3986 that is not empty.
fn uri_reference() -> SBoxedStrategy<String> {
    let odd = concat!(
        "//",
        authority!(),
        "(/",
        pchar!(),
        "{0,4}){0,2}",
        query_and_fragment!(),
        "|/(",
        pchar!(),
        "{1,4}(/",
        pchar!(),
        "{0,4}){0,2})?",
        query_and_fragment!(),
        // The first segment of a relative path has no colon.
        "|([a-zA-Z0-9._~!$&'()*+,;=@-]|%[0-9a-fA-F]{2}){1,4}(/",
        pchar!(),
        "{0,4}){0,2}",
        query_and_fragment!(),
        "|\\?(",
        pchar!(),
        "|[/?]){0,5}",
        "|#(",
        pchar!(),
        "|[/?]){0,5}"
    );
    Union::new_weighted(vec![
        (4, regex("(/[a-z0-9._-]{1,8}){1,3}")),
        (2, uri()),
        (2, regex(odd)),
    ])
    .sboxed()
}
