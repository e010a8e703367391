//! The sites that tests look at.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::common::{docs, docs_with_validator};

/// A site that a thread serves until the tests end.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) url: String,
    pub(crate) folder: PathBuf,
}

impl Site {
    /// Returns the site of a folder of pages. It is built only once, because that takes seconds.
    pub(crate) fn of(source: &Path, has_validator: bool) -> Self {
        static SITES: Mutex<BTreeMap<(PathBuf, bool), Site>> = Mutex::new(BTreeMap::new());
        let mut sites = SITES.lock().unwrap_or_else(PoisonError::into_inner);
        let name = format!("site-{}", sites.len());
        let site = sites.entry((source.to_owned(), has_validator));
        let site = site.or_insert_with(|| Self::build(&name, source, has_validator));
        site.clone()
    }

    fn build(name: &str, source: &Path, has_validator: bool) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let command = if has_validator {
            docs_with_validator
        } else {
            docs
        };
        let status = command(source, &folder).args(["--url", "/"]).status();
        assert!(status.expect("xtask runs").success());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let served = folder.clone();
        std::thread::spawn(move || xtask::site::serve(listener, &served));
        Self { url, folder }
    }
}
