//! The User service's Lambda function, for `provided.al2023`.

#![warn(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::convert::Infallible;
use std::process::ExitCode;

use aws_lambda_events::apigw::ApiGatewayProxyRequest;
use construct_runtime::logs;
use lambda_runtime::{LambdaEvent, service_fn};
use tracing::error;
use user_handler::http::Api;
use user_handler::startup;

// Lambda gives a process one request at a time: one thread is enough.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    logs::init(&["user_handler"]);
    let users = match startup::users().await {
        Ok(users) => users,
        Err(cause) => {
            error!(cause = cause.to_string(), "the function cannot start");
            return ExitCode::FAILURE;
        }
    };
    let api = &Api::new(users);
    let handler = service_fn(|event: LambdaEvent<ApiGatewayProxyRequest>| async move {
        let response = api.handle(event.payload, &event.context.request_id).await;
        Ok::<_, Infallible>(response)
    });
    match lambda_runtime::run(handler).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            error!(cause = cause.to_string(), "the function stopped");
            ExitCode::FAILURE
        }
    }
}
