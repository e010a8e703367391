//! The server: the site's files, and the validator behind `POST /api/validate`.

use std::io;
use std::net::TcpListener;
use std::path::Path;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};
use tower_http::services::{ServeDir, ServeFile};

use super::judge::judge;
use super::policy::{content_security_policy, is_own};

/// The size limit of a text to validate.
const MAX_BYTES: usize = 1024 * 1024;

/// Serves a site until the process ends.
///
/// # Errors
/// Fails if the listener or the site cannot be used.
pub fn serve(listener: TcpListener, site: &Path) -> io::Result<()> {
    let router = router(site, listener.local_addr()?.port())?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, router).await
    })
}

/// Returns the routes of the server at a port.
fn router(site: &Path, port: u16) -> io::Result<Router> {
    let policy = content_security_policy(site)?;
    let policy = HeaderValue::try_from(policy).map_err(io::Error::other)?;
    let not_found = ServeFile::new(site.join("404.html"));
    Ok(Router::new()
        .route("/api/validate", post(validate))
        .fallback_service(ServeDir::new(site).not_found_service(not_found))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .layer(middleware::from_fn(move |request, next| {
            guarded(request, next, port, policy.clone())
        })))
}

/// Rejects requests of other sites, and adds the security headers.
async fn guarded(request: Request, next: Next, port: u16, policy: HeaderValue) -> Response {
    let mut response = if is_own(request.headers(), port) {
        next.run(request).await
    } else {
        failure(
            StatusCode::FORBIDDEN,
            "only pages of this server may use it",
        )
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    // Browsers must show a rebuilt site.
    let no_cache = HeaderValue::from_static("no-cache");
    headers.insert(header::CACHE_CONTROL, no_cache);
    response
}

async fn validate(body: Result<Bytes, BytesRejection>) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return failure(rejection.status(), "the text is larger than 1 MiB");
        }
        Err(rejection) => return failure(rejection.status(), &rejection.body_text()),
    };
    // On another thread, so that a large text doesn't delay other requests.
    match tokio::task::spawn_blocking(move || judge(&body)).await {
        Ok(verdict) => answer(StatusCode::OK, &verdict),
        Err(_) => failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the validator crashed; please report this text as a bug",
        ),
    }
}

fn failure(status: StatusCode, message: &str) -> Response {
    answer(status, &json!({ "error": message }))
}

fn answer(status: StatusCode, value: &Value) -> Response {
    let json = (header::CONTENT_TYPE, "application/json");
    (status, [json], value.to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Method;
    use tower::ServiceExt as _;

    use super::*;

    const VALID: &str = include_str!("assets/samples/valid.json");

    /// Creates a site with one page.
    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        std::fs::write(site.path().join("index.html"), "<script>go()</script>").unwrap();
        std::fs::write(site.path().join("404.html"), "nothing").unwrap();
        std::fs::write(site.path().join("book.js"), "go").unwrap();
        std::fs::write(site.path().join("links.svg"), "<svg/>").unwrap();
        site
    }

    fn request(method: Method, path: &str) -> axum::http::request::Builder {
        let builder = Request::builder().method(method).uri(path);
        builder.header(header::HOST, "127.0.0.1:8000")
    }

    fn post(body: impl Into<Body>) -> Request {
        let request = request(Method::POST, "/api/validate");
        request.body(body.into()).unwrap()
    }

    fn get(path: &str) -> Request {
        request(Method::GET, path).body(Body::empty()).unwrap()
    }

    fn ask(request: Request) -> (Response, Vec<u8>) {
        let site = site();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(async {
            let router = router(site.path(), 8000).unwrap();
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            (Response::from_parts(parts, Body::empty()), body.to_vec())
        })
    }

    fn ask_json(request: Request) -> (StatusCode, Value) {
        let (response, body) = ask(request);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
        (response.status(), serde_json::from_slice(&body).unwrap())
    }

    #[test]
    fn an_event_gets_a_verdict() {
        let (status, verdict) = ask_json(post(VALID));
        assert_eq!(status, StatusCode::OK);
        assert_eq!(verdict["valid"], true);
        let (status, verdict) = ask_json(post(VALID.replace("service/checkout", "")));
        assert_eq!(status, StatusCode::OK);
        assert_eq!(verdict["violations"][0]["instancePath"], "/subject/id");
    }

    #[test]
    fn text_that_is_not_json_gets_a_verdict() {
        for body in [&b"{"[..], b"", b"\xff\x00", b"[[[[", "é".as_bytes()] {
            let (status, verdict) = ask_json(post(body));
            assert_eq!(status, StatusCode::OK);
            assert_eq!(verdict["kind"], "Syntax");
        }
    }

    #[test]
    fn a_text_above_the_size_limit_is_rejected() {
        let (status, _) = ask_json(post(" ".repeat(MAX_BYTES)));
        assert_eq!(status, StatusCode::OK);
        let (status, failure) = ask_json(post(" ".repeat(MAX_BYTES + 1)));
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(failure["error"], "the text is larger than 1 MiB");
    }

    #[test]
    fn requests_of_other_sites_are_rejected() {
        for mut foreign in [post(VALID), get("/index.html")] {
            let origin = HeaderValue::from_static("https://evil.example");
            foreign.headers_mut().insert(header::ORIGIN, origin);
            let (status, failure) = ask_json(foreign);
            assert_eq!(status, StatusCode::FORBIDDEN);
            assert!(failure["error"].is_string());
        }
        let mut rebound = post(VALID);
        let host = HeaderValue::from_static("evil.example:8000");
        rebound.headers_mut().insert(header::HOST, host);
        assert_eq!(ask_json(rebound).0, StatusCode::FORBIDDEN);
    }

    #[test]
    fn only_post_is_allowed() {
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::OPTIONS] {
            let request = request(method, "/api/validate");
            let (response, _) = ask(request.body(Body::empty()).unwrap());
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
            assert_eq!(response.headers()[header::ALLOW], "POST");
        }
        let elsewhere = request(Method::POST, "/index.html");
        let (response, _) = ask(elsewhere.body(Body::empty()).unwrap());
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn files_have_content_types_and_security_headers() {
        for (path, content_type) in [
            ("/", "text/html"),
            ("/book.js", "text/javascript"),
            ("/links.svg", "image/svg+xml"),
        ] {
            let (response, _) = ask(get(path));
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            let headers = response.headers();
            assert_eq!(headers[header::CONTENT_TYPE], content_type, "{path}");
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.contains("script-src 'self' 'sha256-"), "{policy}");
        }
    }

    #[test]
    fn missing_files_are_not_found() {
        for path in [
            "/none.html",
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/api/none",
        ] {
            let (response, body) = ask(get(path));
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(body, b"nothing", "{path}");
        }
    }
}
