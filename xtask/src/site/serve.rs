//! A server for the site's files.

use std::io;
use std::net::TcpListener;
use std::path::Path;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use super::policy::content_security_policy;

/// Serves a site until the process ends.
///
/// # Errors
/// Fails if the listener or the site cannot be used.
pub fn serve(listener: TcpListener, site: &Path) -> io::Result<()> {
    let router = router(site)?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, router).await
    })
}

/// Returns the files of a site with security headers.
fn router(site: &Path) -> io::Result<Router> {
    let policy = content_security_policy(site)?;
    let policy = HeaderValue::try_from(policy).map_err(io::Error::other)?;
    let not_found = ServeFile::new(site.join("404.html"));
    let files = ServeDir::new(site).not_found_service(not_found);
    let with = |router: Router, name: HeaderName, value| {
        router.layer(SetResponseHeaderLayer::overriding(name, value))
    };
    let router = Router::new().fallback_service(files);
    let router = with(router, header::CONTENT_SECURITY_POLICY, policy);
    let nosniff = HeaderValue::from_static("nosniff");
    let router = with(router, header::X_CONTENT_TYPE_OPTIONS, nosniff);
    // Browsers must show a rebuilt site.
    let no_cache = HeaderValue::from_static("no-cache");
    Ok(with(router, header::CACHE_CONTROL, no_cache))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::http::{Method, StatusCode};
    use axum::response::Response;
    use tower::ServiceExt as _;

    use super::*;

    /// Creates a site with one page.
    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        std::fs::write(site.path().join("index.html"), "<script>go()</script>").unwrap();
        std::fs::write(site.path().join("404.html"), "nothing").unwrap();
        std::fs::write(site.path().join("book.js"), "go").unwrap();
        std::fs::write(site.path().join("links.svg"), "<svg/>").unwrap();
        std::fs::write(site.path().join("module.wasm"), "\0asm").unwrap();
        site
    }

    fn ask(method: Method, path: &str) -> (Response, Vec<u8>) {
        let site = site();
        let request = Request::builder().method(method).uri(path);
        let request = request.body(Body::empty()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(async {
            let router = router(site.path()).unwrap();
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            (Response::from_parts(parts, Body::empty()), body.to_vec())
        })
    }

    #[test]
    fn files_have_content_types_and_security_headers() {
        for (path, content_type) in [
            ("/", "text/html"),
            ("/book.js", "text/javascript"),
            ("/links.svg", "image/svg+xml"),
            // Browsers compile a module while they load it only if it has this type.
            ("/module.wasm", "application/wasm"),
        ] {
            let (response, _) = ask(Method::GET, path);
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            let headers = response.headers();
            assert_eq!(headers[header::CONTENT_TYPE], content_type, "{path}");
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            let scripts = "script-src 'self' 'wasm-unsafe-eval' 'sha256-";
            assert!(policy.contains(scripts), "{policy}");
        }
    }

    #[test]
    fn nothing_can_be_sent() {
        let (response, _) = ask(Method::POST, "/index.html");
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn missing_files_are_not_found() {
        for path in ["/none.html", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
            let (response, body) = ask(Method::GET, path);
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(body, b"nothing", "{path}");
        }
    }
}
