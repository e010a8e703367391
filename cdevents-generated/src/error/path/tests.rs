use serde::de::value::Error;

use super::*;

fn error() -> Error {
    at("a/b", within("/0", de::Error::custom("wrong")))
}

#[test]
fn a_panic_ends_the_recording() {
    let panics = || recorded(|| -> Result<(), Error> { panic!("a user's type panics") });
    std::panic::catch_unwind(panics).unwrap_err();
    assert_eq!(error().to_string(), "/a~1b/0: wrong");
}

#[test]
fn a_path_is_data_where_it_is_recorded_and_text_elsewhere() {
    assert_eq!(error().to_string(), "/a~1b/0: wrong");
    let recorded = recorded(|| {
        // What an inner deserialization records is its own.
        let (path, inner) = recorded(|| Err::<(), _>(error())).unwrap_err();
        assert_eq!(
            (path.as_str(), inner.to_string()),
            ("/a~1b/0", "wrong".to_owned())
        );
        Err::<(), _>(at("c", within(&path, inner)))
    });
    let (path, error) = recorded.unwrap_err();
    assert_eq!(
        (path.as_str(), error.to_string()),
        ("/c/a~1b/0", "wrong".to_owned())
    );
}
