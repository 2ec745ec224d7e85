//! The chat's Lambda function, for `provided.al2023`.

use std::convert::Infallible;
use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_config::timeout::TimeoutConfig;
use aws_lambda_events::apigw::ApiGatewayWebsocketProxyRequest;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use websocket_chat_contract::ChatEnv;
use websocket_chat_contract::contract::Environment as _;
use websocket_chat_handler::chat::Chat;
use websocket_chat_handler::dynamodb::DynamoDbConnections;
use websocket_chat_handler::management::ManagementApi;
use websocket_chat_handler::websocket;

// Lambda gives a process one event at a time: one thread is enough.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let env = ChatEnv::load()?;
    // Below the function's own limit, so that a client gets an answer.
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(6)).build();
    let config =
        aws_config::defaults(BehaviorVersion::v2026_01_12()).timeout_config(timeouts).load().await;
    let connections =
        DynamoDbConnections::new(aws_sdk_dynamodb::Client::new(&config), &env.connections);
    let callback = aws_sdk_apigatewaymanagement::config::Builder::from(&config)
        .endpoint_url(env.callback_url)
        .build();
    let clients = ManagementApi::new(aws_sdk_apigatewaymanagement::Client::from_conf(callback));
    let chat = &Chat::new(connections, clients);
    let handler = service_fn(|event: LambdaEvent<ApiGatewayWebsocketProxyRequest>| async move {
        Ok::<_, Infallible>(websocket::answer(chat, &event.payload).await)
    });
    lambda_runtime::run(handler).await
}
