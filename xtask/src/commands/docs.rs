//! `cargo xtask docs`.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, absolute};

use xtask::output::print_line;
use xtask::{js, site};

use crate::cli::DocsArguments;
use crate::workspace::{target, workspace};

/// Builds the site, and serves or opens it.
pub(crate) fn run(arguments: &DocsArguments) -> Result<u8, String> {
    let or_else = |given: &Option<_>, default| match given {
        Some(given) => absolute(given),
        None => absolute(default),
    };
    let no_folder = |error| format!("the current folder cannot be found: {error}");
    let source = or_else(
        &arguments.source,
        workspace().join("cdevents-generated/docs"),
    );
    let source = source.map_err(no_folder)?;
    let out = or_else(&arguments.out, target().join("site")).map_err(no_folder)?;
    let without =
        |error| format!("{error}\n`--no-validator` builds the site without the page's validator");
    let validator = (!arguments.no_validator).then(|| js::build(&workspace()).map_err(without));
    let validator = validator.transpose()?;
    // The server's pages are at its root.
    let url = if arguments.serve { "/" } else { &arguments.url };
    site::build(&source, validator.as_deref(), &out, url)?;
    if arguments.gzip {
        site::compress(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    if arguments.serve {
        serve(arguments, &out)?;
        return Ok(0);
    }
    let index = out.join("index.html");
    print_line(index.display())?;
    open(arguments, index.as_os_str())?;
    Ok(0)
}

fn serve(arguments: &DocsArguments, out: &Path) -> Result<(), String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port));
    let listener = listener.map_err(|error| format!("port {}: {error}", arguments.port))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let url = format!("http://{address}/");
    print_line(format_args!("Serving {url} until interrupted (Ctrl-C)."))?;
    open(arguments, url.as_ref())?;
    site::serve(listener, out).map_err(|error| format!("{url}: {error}"))
}

fn open(arguments: &DocsArguments, target: &OsStr) -> Result<(), String> {
    if !arguments.open {
        return Ok(());
    }
    open::that_detached(target).map_err(|error| format!("the browser cannot be opened: {error}"))
}
