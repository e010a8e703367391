use super::*;

fn decimal(text: &str) -> Decimal<'_> {
    Decimal::parse(text).unwrap()
}

/// Numbers whose exponent has 34 to 60 digits. Within that range, the representation changes.
fn exponents() -> impl Iterator<Item = (String, String, String)> {
    (34..=60).flat_map(|length| {
        let nines = "9".repeat(length);
        let one = format!("1{}", "0".repeat(length));
        let two = format!("1{}1", "0".repeat(length - 1));
        let before = format!("{}8", "9".repeat(length - 1));
        [(before, nines.clone(), one.clone()), (nines, one, two)]
    })
}

#[test]
fn exponents_of_any_size_are_exact() {
    for (less, exponent, after) in exponents() {
        let number = decimal(&format!("1e{exponent}")).into_owned();
        assert_eq!(number, decimal(&format!("10e{less}")));
        assert_eq!(number, decimal(&format!("0.1e+{after}")));
        assert!(number.is_integer());
        assert!(decimal(&format!("9e{less}")) < number);
        assert!(decimal(&format!("2e{exponent}")) > number);
        let tiny = decimal(&format!("1e-{exponent}")).into_owned();
        assert!(!tiny.is_integer() && tiny > decimal("0") && tiny < number);
        assert_eq!(tiny, decimal(&format!("10E-{after}")));
        let negative = decimal(&format!("-1e{exponent}")).into_owned();
        assert!(negative < decimal(&format!("-9e{less}")));
    }
}

#[test]
fn multiples_are_exact_for_any_exponent() {
    for (less, exponent, more) in exponents() {
        for (number, divisor, is_multiple) in [
            (format!("1e{more}"), format!("5e{exponent}"), true),
            (format!("1e{more}"), format!("4e{exponent}"), false),
            (format!("1e{more}"), format!("4e{less}"), true),
            (format!("1e{more}"), format!("8e{less}"), false),
            (format!("1e{less}"), format!("1e{exponent}"), false),
            (format!("7e{more}"), "7".to_owned(), true),
            (format!("1e{more}"), "7".to_owned(), false),
            (format!("3e-{exponent}"), format!("3e-{more}"), true),
            (format!("3e-{more}"), format!("3e-{exponent}"), false),
            ("1".to_owned(), format!("8e-{exponent}"), true),
        ] {
            let answer = decimal(&number).is_multiple_of(&decimal(&divisor));
            assert_eq!(answer, is_multiple, "{number} of {divisor}");
        }
    }
}

#[test]
fn long_numbers_are_divided_exactly() {
    let divisor = "987654321098765432109876543210987654321";
    let number = format!("{divisor}{}{divisor}", "0".repeat(40));
    assert!(decimal(&number).is_multiple_of(&decimal(divisor)));
    assert!(!decimal(&format!("{number}1")).is_multiple_of(&decimal(divisor)));
    assert!(decimal(&format!("{number}e-7")).is_multiple_of(&decimal(&format!("{divisor}e-7"))));
    assert!(!decimal(divisor).is_multiple_of(&decimal(&number)));
}

#[test]
fn equal_numbers_have_one_text() {
    for (numbers, text) in [
        (&["0", "-0", "0.00", "0e99", "-0.0E-5"][..], "0"),
        (&["1", "1.0", "10e-1", "0.01e2"], "1"),
        (&["-120", "-1.2e2"], "-120"),
        (&["0.5", "5e-1", "0.50"], "0.5"),
        (&["-0.000001", "-1e-6"], "-0.000001"),
        (&["1e-7", "0.0000001"], "1e-7"),
        (&["12.5", "125e-1"], "12.5"),
        (&["1e38", "10e37"], "1e38"),
        (&["1.25e400", "125e398"], "1.25e400"),
        (
            &["123456789012345678901234567890123456789.5"],
            "1.234567890123456789012345678901234567895e38",
        ),
    ] {
        for number in numbers {
            assert_eq!(decimal(number).to_string(), text, "{number}");
            assert_eq!(decimal(text), decimal(number));
        }
    }
}

#[test]
fn other_texts_are_no_numbers() {
    for text in ["a", "1e1x", "1.a", "--1", "1e--1", "0x10"] {
        assert!(Decimal::parse(text).is_none(), "{text}");
    }
}
