//! From an event of API Gateway to the chat.
//!
//! | route | what happens |
//! |---|---|
//! | `$connect` with `?name=` | the connection is stored, in the room `lobby`; 400 refuses it |
//! | `join` | the connection goes to another room; both are told |
//! | `sendMessage` | everyone in the room gets the text, the sender too |
//! | `$default` | the client is told that it was not understood |
//! | `$disconnect` | the connection is forgotten; its room is told |
//!
//! Clients get [`Event`](websocket_chat_contract::Event)s through the
//! management API, errors too: the answer of the function is a status alone,
//! which only `$connect` is measured by.

use std::io::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use aws_lambda_events::apigw::{ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest};
use serde_json::json;
use websocket_chat_contract::Request;

use crate::chat::{Chat, Refusal};
use crate::ports::{Clients, Connections, Failure};

/// What a connection is called that says no name.
const GUEST: &str = "guest";

/// Answers one event.
pub async fn answer<S: Connections, C: Clients>(
    chat: &Chat<S, C>,
    event: &ApiGatewayWebsocketProxyRequest,
) -> ApiGatewayProxyResponse {
    let context = &event.request_context;
    let id = context.connection_id.as_deref().unwrap_or_default();
    let route = context.route_key.as_deref().unwrap_or_default();
    let done = match route {
        "$connect" => {
            let name = event.query_string_parameters.first("name").unwrap_or(GUEST);
            chat.connect(id, name, now()).await
        }
        "$disconnect" => chat.disconnect(id).await,
        _ => match request(event.body.as_deref().unwrap_or_default()) {
            Ok(request) => chat.request(id, request).await,
            Err(refusal) => Err(refusal),
        },
    };
    match done {
        Ok(()) => status(200),
        Err(Refusal::BadRequest(message)) => {
            // A connection that is refused has nobody to tell it to.
            if route != "$connect"
                && let Err(failure) = chat.tell_error(id, message).await
            {
                log(event, &failure);
            }
            status(400)
        }
        Err(Refusal::Failed(failure)) => {
            log(event, &failure);
            status(500)
        }
    }
}

fn request(body: &str) -> Result<Request, Refusal> {
    serde_json::from_str(body)
        .map_err(|error| Refusal::BadRequest(format!("the message is no request: {error}")))
}

#[expect(clippy::disallowed_methods, reason = "the rule protects templates, not handlers")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn status(code: i64) -> ApiGatewayProxyResponse {
    // The type takes new fields in minor versions, so it has no literal.
    let mut response = ApiGatewayProxyResponse::default();
    response.status_code = code;
    response
}

/// One JSON line about a failure.
fn log(event: &ApiGatewayWebsocketProxyRequest, failure: &Failure) {
    let line = json!({
        "level": "ERROR",
        "message": "an event was not handled",
        "route": event.request_context.route_key,
        "apiRequestId": event.request_context.request_id,
        "cause": failure.to_string(),
    });
    // A closed log is no reason to give no answer.
    let _ = writeln!(std::io::stdout(), "{line}");
}
