//! The way to the clients: API Gateway's management API.

use aws_sdk_apigatewaymanagement::Client;
use aws_sdk_apigatewaymanagement::error::DisplayErrorContext;
use aws_sdk_apigatewaymanagement::operation::post_to_connection::PostToConnectionError;
use aws_sdk_apigatewaymanagement::primitives::Blob;
use websocket_chat_contract::Event;

use crate::ports::{Clients, Delivery, Failure};

/// The clients of one stage.
#[derive(Debug, Clone)]
pub struct ManagementApi {
    client: Client,
}

impl ManagementApi {
    /// The clients that `client`, which has the callback URL as its endpoint, reaches.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

impl Clients for ManagementApi {
    async fn send(&self, connection_id: &str, event: &Event) -> Result<Delivery, Failure> {
        let sent = self
            .client
            .post_to_connection()
            .connection_id(connection_id)
            .data(Blob::new(serde_json::to_vec(event)?))
            .send()
            .await;
        match sent {
            Ok(_) => Ok(Delivery::Sent),
            Err(error) => match error.as_service_error() {
                // The client went without a word, or `$disconnect` comes later.
                Some(PostToConnectionError::GoneException(_)) => Ok(Delivery::Gone),
                _ => Err(format!("PostToConnection: {}", DisplayErrorContext(error)).into()),
            },
        }
    }
}
