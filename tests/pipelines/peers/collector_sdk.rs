//! A collector of events, with `cdevents-sdk`: receives any event over HTTP, fills in a missing ID and
//! source, and forwards deployments as CloudEvents. Its twin is `collector.rs`.

use std::env::args;
use std::error::Error;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::routing::post;
use axum::{Router, serve};
use cdevents_sdk::{CDEvent, Content};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use uuid::Uuid;

#[derive(Clone)]
struct Collector {
    client: reqwest::Client,
    target: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(args().nth(1).ok_or("no address")?).await?;
    let collector = Collector {
        client: reqwest::Client::new(),
        target: args().nth(2).ok_or("no URL to forward to")?,
    };
    println!("listening on {}", listener.local_addr()?);
    serve(
        listener,
        Router::new()
            .route("/", post(receive))
            .with_state(collector),
    )
    .await?;
    Ok(())
}

async fn receive(State(collector): State<Collector>, body: Bytes) -> (StatusCode, String) {
    let event = match complete(&body) {
        Ok(event) => event,
        Err(error) => return (StatusCode::BAD_REQUEST, error.to_string()),
    };
    if is_deployment(&event)
        && let Err(error) = forward(&collector, event).await
    {
        return (StatusCode::BAD_GATEWAY, error.to_string());
    }
    (StatusCode::ACCEPTED, String::new())
}

/// Completes an event as JSON: the type needs an ID and a source to be read.
fn complete(body: &[u8]) -> Result<CDEvent, serde_json::Error> {
    let mut event: Value = serde_json::from_slice(body)?;
    if let Some(context) = event.get_mut("context").and_then(Value::as_object_mut) {
        context
            .entry("id")
            .or_insert_with(|| json!(Uuid::new_v4().to_string()));
        context
            .entry("source")
            .or_insert_with(|| json!("/collector"));
    }
    serde_json::from_value(event)
}

/// Each version of the event has a variant of its own.
fn is_deployment(event: &CDEvent) -> bool {
    matches!(
        event.subject().content(),
        Content::ServiceDeployed011(_)
            | Content::ServiceDeployed020(_)
            | Content::ServiceDeployed030(_)
    )
}

async fn forward(collector: &Collector, event: CDEvent) -> Result<(), Box<dyn Error>> {
    let event = cloudevents::Event::try_from(event)?;
    let request = collector.client.post(&collector.target);
    let request = request.header(CONTENT_TYPE, "application/cloudevents+json");
    request.body(serde_json::to_vec(&event)?).send().await?;
    Ok(())
}
