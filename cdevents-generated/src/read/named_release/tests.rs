use super::*;

#[test]
fn a_release_is_newer_by_its_numbers() {
    let is_newer = |name| {
        let name = Some(name);
        NamedRelease { property: "", name }.is_newer()
    };
    for newer in ["99.0", "99.0.0", "99.1.0-draft", "0.100.0"] {
        assert!(is_newer(newer), "{newer}");
    }
    for other in [
        "", "draft", "0.0.9", "99", "99.0.0.0", "v99.0.0", "99.0.x", "-1.0.0",
    ] {
        assert!(!is_newer(other), "{other}");
    }
    for known in Release::ALL {
        assert!(!is_newer(known.as_str()), "{known}");
    }
}

#[test]
fn a_release_is_newer_than_its_drafts() {
    let version = |name| Version::parse(name).unwrap();
    assert!(version("0.6.0") > version("0.6.0-draft"));
    assert!(version("0.6.0+7") > version("0.6.0-draft"));
    assert!(version("0.6.0-draft") > version("0.5.1"));
    assert!(version("0.6.0-alpha.1") == version("0.6.0-draft"));
}
