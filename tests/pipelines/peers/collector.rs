//! A collector of events, with `cdevents-generated`: receives any event over HTTP, fills in a missing
//! ID and source, and forwards deployments as CloudEvents. Its twin is `collector_sdk.rs`.

use std::env::args;
use std::error::Error;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Router, serve};
use cdevents_generated::Kind;
use cdevents_generated::cloudevents::{Binding, Encoder};
use cdevents_generated::partial::Defaults;
use tokio::net::TcpListener;

#[derive(Clone)]
struct Collector {
    defaults: Defaults,
    client: reqwest::Client,
    target: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(args().nth(1).ok_or("no address")?).await?;
    let collector = Collector {
        defaults: Defaults::new()
            .with_random_ids()
            .with_source("/collector".parse()?),
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
    let event = match collector.defaults.complete(&body) {
        Ok(completed) => completed.event,
        Err(error) => return (StatusCode::BAD_REQUEST, error.to_string()),
    };
    if event.kind() == Some(Kind::ServiceDeployed) {
        let message = Encoder::new(Binding::Http).structured(&event);
        let request = collector
            .client
            .post(&collector.target)
            .headers(HeaderMap::from(&message));
        if let Err(error) = request.body(message.into_body()).send().await {
            return (StatusCode::BAD_GATEWAY, error.to_string());
        }
    }
    (StatusCode::ACCEPTED, String::new())
}
