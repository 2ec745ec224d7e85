//! From an event of an HTTP API, in payload format 2.0, to a response.
//!
//! | route | needs | answers |
//! |---|---|---|
//! | `GET /health` | nothing | 204 |
//! | `GET /me` | a token | 200 with whom the token speaks for |
//! | `POST /quotes` | a token with the scope `quotes/write` | 200 with the total, 400 |
//!
//! API Gateway has checked the token before: signature, issuer, audience, time
//! and scopes. What it found stands in the event, so nothing here parses or
//! trusts a token by itself.

use aws_lambda_events::apigw::{
    ApiGatewayRequestAuthorizerJwtDescription, ApiGatewayV2httpRequest, ApiGatewayV2httpResponse,
};
use aws_lambda_events::encodings::Body;
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The most lines of one quote.
const MAX_LINES: usize = 100;

/// What a client wants to buy.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuoteRequest {
    lines: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line {
    /// In cents: no fractions, so nothing is rounded.
    unit_price: u32,
    quantity: u32,
}

/// Answers one request.
#[must_use]
pub fn answer(event: &ApiGatewayV2httpRequest) -> ApiGatewayV2httpResponse {
    let authorizer = event.request_context.authorizer.as_ref();
    let token = authorizer.and_then(|authorizer| authorizer.jwt.as_ref());
    match (event.route_key.as_deref(), token) {
        (Some("GET /health"), _) => empty(StatusCode::NO_CONTENT),
        (Some("GET /me"), Some(token)) => reply(StatusCode::OK, &me(token)),
        (Some("POST /quotes"), Some(token)) => match total(event) {
            Ok(total) => reply(StatusCode::OK, &json!({ "total": total, "for": client(token) })),
            Err(problem) => reply(StatusCode::BAD_REQUEST, &json!({ "message": problem })),
        },
        // A route that the stack has without an authorizer, or that it has not.
        _ => reply(StatusCode::NOT_FOUND, &json!({ "message": "Not Found" })),
    }
}

fn me(token: &ApiGatewayRequestAuthorizerJwtDescription) -> serde_json::Value {
    // An event lists scopes only where the route asks for some; the claim has
    // those of the token.
    let scopes = token.claims.get("scope").map_or("", String::as_str);
    json!({
        "subject": token.claims.get("sub"),
        "client": client(token),
        "scopes": scopes.split_whitespace().collect::<Vec<_>>(),
    })
}

/// The application that asked for the token.
fn client(token: &ApiGatewayRequestAuthorizerJwtDescription) -> Option<&str> {
    token.claims.get("client_id").map(String::as_str)
}

/// The price of all lines, in cents.
fn total(event: &ApiGatewayV2httpRequest) -> Result<u64, String> {
    if event.is_base64_encoded {
        // An HTTP API encodes what does not say that it is text or JSON.
        return Err("send the body as `application/json`".to_owned());
    }
    let body = event.body.as_deref().unwrap_or_default();
    let request: QuoteRequest =
        serde_json::from_str(body).map_err(|error| format!("the body is no request: {error}"))?;
    if !(1..=MAX_LINES).contains(&request.lines.len()) {
        return Err(format!("`lines` must have 1 to {MAX_LINES} lines"));
    }
    // 100 products of two 32-bit numbers are far below what 128 bits hold.
    let prices = request.lines.iter().map(|l| u128::from(l.unit_price) * u128::from(l.quantity));
    u64::try_from(prices.sum::<u128>()).map_err(|_| "the total is too large".to_owned())
}

fn empty(status: StatusCode) -> ApiGatewayV2httpResponse {
    // The type takes new fields in minor versions, so it has no literal.
    let mut response = ApiGatewayV2httpResponse::default();
    response.status_code = i64::from(status.as_u16());
    response
}

fn reply(status: StatusCode, body: &impl Serialize) -> ApiGatewayV2httpResponse {
    let Ok(text) = serde_json::to_string(body) else {
        // Texts, numbers and lists can always be written as JSON.
        return empty(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let mut response = empty(status);
    let json = HeaderValue::from_static("application/json");
    response.headers.insert(header::CONTENT_TYPE, json);
    response.body = Some(Body::Text(text));
    response
}
