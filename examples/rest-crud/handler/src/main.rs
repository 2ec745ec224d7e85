//! The notes API's Lambda function, for `provided.al2023`.

use std::convert::Infallible;
use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_config::timeout::TimeoutConfig;
use aws_lambda_events::apigw::ApiGatewayProxyRequest;
use aws_sdk_dynamodb::Client;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use rest_crud_contract::NotesEnv;
use rest_crud_contract::contract::Environment as _;
use rest_crud_handler::dynamodb::DynamoDbNotes;
use rest_crud_handler::http::Api;

// Lambda gives a process one request at a time: one thread is enough.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let env = NotesEnv::load()?;
    // Below the function's own limit, so that a client gets an answer.
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(6)).build();
    let config =
        aws_config::defaults(BehaviorVersion::v2026_01_12()).timeout_config(timeouts).load().await;
    let notes = DynamoDbNotes::new(Client::new(&config), &env.notes);
    let api = &Api::new(notes, env.allowed_origin);
    let handler = service_fn(|event: LambdaEvent<ApiGatewayProxyRequest>| async move {
        Ok::<_, Infallible>(api.answer(event.payload).await)
    });
    lambda_runtime::run(handler).await
}
