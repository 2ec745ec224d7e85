//! The units API's Lambda function, for `provided.al2023`.

use std::convert::Infallible;

use lambda_runtime::{Error, LambdaEvent, service_fn};
use openapi_first_handler::{Request, answer};

// Lambda gives a process one request at a time: one thread is enough.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let handler = service_fn(|event: LambdaEvent<Request>| async move {
        Ok::<_, Infallible>(answer(&event.payload))
    });
    lambda_runtime::run(handler).await
}
