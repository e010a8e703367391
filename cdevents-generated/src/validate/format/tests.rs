//! What the official test suite leaves open.

use super::Format;

#[test]
fn the_edges_of_formats() {
    let cases: &[(Format, &[&str], &[&str])] = &[
        (
            Format::Date,
            &["2024-02-29"],
            &["2023-02-29", "2024-2-29", "2024-02-29T", "+2024-2-9", ""],
        ),
        (
            Format::Duration,
            &["P1Y2M3D", "PT1M2S", "P10W"],
            &["P1Y2D", "PT1H2S", "PW", "P1", "P-1D", "p1d"],
        ),
        (
            Format::Email,
            &["\"a\\\"b\"@c", "a+b@c"],
            &["\"a\"b\"@c", "\"a@c", "a@", "@a", "a b@c", "a@b.", "ä@b"],
        ),
        (Format::Hostname, &["a", "1.2"], &["a.", "a..b", "a b", "ä"]),
        (
            Format::Ipv4,
            &["0.0.0.0"],
            &["01.1.1.1", " 1.1.1.1", "1.1.1.1 "],
        ),
        (
            Format::Ipv6,
            &["::", "::ffff:10.0.0.1"],
            &["::1%eth0", "[::1]", "1:2", "::00001"],
        ),
        (
            Format::JsonPointer,
            &["", "/", "/a~0~1b"],
            &["a", "/a~", "/~2"],
        ),
        (
            Format::RelativeJsonPointer,
            &["0", "10#", "0/"],
            &["#", "00", "1a", "٣"],
        ),
        (
            Format::Time,
            &["23:59:60Z", "00:00:00.1-00:30"],
            &["23:59:60+01:00", "0:00:00Z", "00:00:00"],
        ),
        (
            Format::UriTemplate,
            &["", "{?a,b*}"],
            &["{", "}", "{a", "{}"],
        ),
        (
            Format::Uuid,
            &["ABCDEF01-2345-6789-abcd-ef0123456789"],
            &["", "abcdef0123456789abcdef0123456789"],
        ),
    ];
    for (format, valid, invalid) in cases {
        for text in *valid {
            assert!(format.accepts(text), "{format:?}: {text:?}");
        }
        for text in *invalid {
            assert!(!format.accepts(text), "{format:?}: {text:?}");
        }
    }
}

#[test]
fn the_examples_in_descriptions_have_their_formats() {
    for format in Format::ALL {
        let description = format.description();
        let examples: Vec<_> = description.split('`').skip(1).step_by(2).collect();
        assert!(!examples.is_empty(), "{description}");
        for example in examples {
            assert!(format.accepts(example), "{description}");
        }
    }
}
