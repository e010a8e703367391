use super::*;

#[test]
fn case_and_underscores_do_not_change_the_name_that_a_key_spells() {
    for key in ["chainId", "chain_id", "chainid", "Chain_ID"] {
        assert!(is_spelling(key, "chainid"), "{key}");
    }
    for key in ["chain", "chain-id", "chainIds", "", "_"] {
        assert!(!is_spelling(key, "chainid"), "{key}");
    }
}

#[test]
fn keys_are_the_same_when_every_byte_is() {
    let key = "abcdefghijklmnopqrst";
    for length in 0..=key.len() {
        let one = &key[..length];
        assert!(is_same(one, &String::from(one)));
        assert!(!is_same(one, &format!("{one}x")));
        for position in 0..length {
            let mut other = one.to_owned();
            other.replace_range(position..=position, "X");
            assert!(!is_same(one, &other), "{one} {other}");
        }
    }
}
