//! The receiver's file.

use std::ffi::OsStr;
use std::fs;

use cdevents_pipeline_tests::process::Process;

use super::harness::{RECEIVER, Receiver, binary, event, request};

#[test]
fn a_full_disk_keeps_nothing_and_acknowledges_nothing() {
    let mut receiver = Receiver::start();
    assert!(receiver.process.terminate().status.success());
    // The system refuses to write more than 8 blocks of 512 bytes to a file.
    let script = "ulimit -f 8; trap '' XFSZ; exec \"$0\" \"$@\"";
    let file = receiver.file();
    let arguments = ["-c", script].map(OsStr::new);
    let program = [
        OsStr::new(RECEIVER),
        OsStr::new("127.0.0.1:0"),
        file.as_os_str(),
    ];
    let arguments = arguments.into_iter().chain(program);
    receiver.process = Process::start("sh", arguments);
    receiver.address = receiver.process.said("listening on ");

    let mut acknowledged = Vec::new();
    let mut refused = 0;
    for index in 0..30 {
        let event = event(&index.to_string());
        let answer = receiver.send_raw(&request(&binary(&event), event.to_string().as_bytes()));
        if answer.status == 202 {
            acknowledged.push(index.to_string());
        } else {
            assert_eq!(answer.status, 503, "{answer:?}");
            answer.problem();
            refused += 1;
        }
        assert_eq!(receiver.kept_ids(), acknowledged);
    }
    assert!(refused > 0 && !acknowledged.is_empty());
}

#[test]
fn a_restart_appends_to_the_file_and_removes_an_incomplete_line() {
    let receiver = Receiver::start();
    receiver.assert_keeps_only_the_next();
    let mut receiver = receiver;
    assert!(receiver.process.terminate().status.success());
    let file = receiver.file();
    let kept = fs::read(&file).unwrap();
    fs::write(&file, [&kept, &kept[..kept.len() / 2]].concat()).unwrap();
    let arguments = [OsStr::new("127.0.0.1:0"), file.as_os_str()];
    receiver.process = Process::start(RECEIVER, arguments);
    receiver.address = receiver.process.said("listening on ");
    assert_eq!(fs::read(&file).unwrap(), kept);
    receiver.assert_keeps_only_the_next();
}

#[test]
fn an_address_or_file_in_use_is_an_error() {
    let receiver = Receiver::start();
    let other = receiver.folder.path().join("other.ndjson");
    let missing = receiver.folder.path().join("missing/events.ndjson");
    for (address, file) in [
        (receiver.address.as_str(), &other),
        ("127.0.0.1:0", &receiver.file()),
        ("127.0.0.1:0", &missing),
        ("nowhere", &other),
    ] {
        let ended = Process::start(RECEIVER, [OsStr::new(address), file.as_os_str()]).wait();
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert!(ended.errors.starts_with("error: "), "{ended:?}");
    }
}

#[test]
fn wrong_arguments_print_the_usage() {
    let cases: [&[&str]; 4] = [&[], &["a"], &["a", "b", "x"], &["a", "b", "1", "c"]];
    for arguments in cases {
        let ended = Process::start(RECEIVER, arguments).wait();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        assert!(ended.errors.starts_with("usage: "), "{arguments:?}");
    }
}
