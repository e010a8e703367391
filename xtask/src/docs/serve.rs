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

/// The largest text that is judged.
const MAX_BYTES: usize = 1024 * 1024;

/// Serves a site until the process ends.
///
/// # Errors
/// Where the listener or the site can't be used.
pub(super) fn serve(listener: TcpListener, site: &Path) -> io::Result<()> {
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

/// What is answered at a port.
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

/// Answers own requests only, and says in each answer what a page may do.
async fn guarded(request: Request, next: Next, port: u16, policy: HeaderValue) -> Response {
    let mut response = if is_own(request.headers(), port) {
        next.run(request).await
    } else {
        failure(
            StatusCode::FORBIDDEN,
            "only the pages of this server may ask it",
        )
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    // A site that is built anew is shown anew.
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
    // Elsewhere, so that a large text doesn't keep the pages waiting.
    match tokio::task::spawn_blocking(move || judge(&body)).await {
        Ok(verdict) => answer(StatusCode::OK, &verdict),
        Err(_) => failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the validator broke down; please report the text",
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
