//! `cargo xtask docs`: the pages that the generator writes, as a site, and a server for it.

mod build;
mod judge;
mod points;
mod policy;
mod serve;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::ExitCode;

use crate::DocsArguments;

/// Builds the site, and serves or opens it where that is asked for.
pub(crate) fn run(arguments: &DocsArguments) -> ExitCode {
    match docs(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn docs(arguments: &DocsArguments) -> Result<(), String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = package.parent().unwrap_or(package);
    let or_else = |given: &Option<_>, usual| given.clone().unwrap_or_else(|| workspace.join(usual));
    let source = or_else(&arguments.source, "cdevents-generated/docs");
    let out = or_else(&arguments.out, "target/site");
    build::build(&source, &out)?;
    let out = out.canonicalize();
    let out = out.map_err(|error| format!("the site can't be found: {error}"))?;
    if arguments.serve {
        return serve_site(arguments, &out);
    }
    let index = out.join("index.html");
    println!("{}", index.display());
    open(arguments, index.as_os_str())
}

fn serve_site(arguments: &DocsArguments, out: &Path) -> Result<(), String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port));
    let listener = listener.map_err(|error| format!("port {}: {error}", arguments.port))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let url = format!("http://{address}/");
    println!("Serving {url} until it is interrupted.");
    open(arguments, url.as_ref())?;
    serve::serve(listener, out).map_err(|error| format!("{url}: {error}"))
}

fn open(arguments: &DocsArguments, what: &std::ffi::OsStr) -> Result<(), String> {
    if !arguments.open {
        return Ok(());
    }
    open::that_detached(what).map_err(|error| format!("no browser opens it: {error}"))
}
