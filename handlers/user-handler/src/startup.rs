//! What happens once, before the first request.

use std::error::Error;
use std::fmt;
use std::time::{Duration, Instant};

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::ProvideCredentials as _;
use tracing::{info, warn};
use user_contract::UserHandlerEnv;
use user_contract::contract::Environment as _;

use crate::dynamodb::DynamoDbUsers;
use crate::logging::{milliseconds, variable, with_causes};

/// Lambda gives all of a start ten seconds.
const CONFIG_LIMIT: Duration = Duration::from_secs(3);
const WARM_UP_LIMIT: Duration = Duration::from_secs(2);

/// A function that cannot start.
#[derive(Debug)]
pub struct StartError(String);

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for StartError {}

/// The users in the table that the stack made, with a warm connection.
///
/// The SDK's own variables count, such as `AWS_ENDPOINT_URL` for a server on
/// this machine. A warm-up that fails is logged and changes nothing else: the
/// table may answer when the first request comes.
///
/// # Errors
///
/// Names every variable that Lambda or the stack should have set, or says that
/// there is no region or no credentials.
pub async fn users() -> Result<DynamoDbUsers, StartError> {
    check_lambda()?;
    let environment = UserHandlerEnv::load().map_err(|error| StartError(error.to_string()))?;
    let config = tokio::time::timeout(CONFIG_LIMIT, aws_configuration())
        .await
        .map_err(|_| StartError("no AWS region or credentials were found in 3 s".to_owned()))??;
    let users = DynamoDbUsers::new(Client::new(&config), &environment.users);
    warm_up(&users).await;
    Ok(users)
}

/// Lambda's runtime library panics without these variables.
fn check_lambda() -> Result<(), StartError> {
    let names = [
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    ];
    let missing: Vec<&str> = names.into_iter().filter(|name| variable(name).is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(StartError(format!(
        "this program runs in AWS Lambda, which sets `{}`",
        missing.join("`, `")
    )))
}

async fn aws_configuration() -> Result<SdkConfig, StartError> {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(2))
        // Below the function's own limit, so that a client gets an answer.
        .operation_timeout(Duration::from_secs(6))
        .build();
    let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        .load()
        .await;
    if config.region().is_none() {
        return Err(StartError("no AWS region: `AWS_REGION` is not set".to_owned()));
    }
    let Some(provider) = config.credentials_provider() else {
        return Err(StartError("no AWS credentials are configured".to_owned()));
    };
    provider
        .provide_credentials()
        .await
        .map_err(|error| StartError(format!("no AWS credentials: {}", with_causes(&error))))?;
    Ok(config)
}

async fn warm_up(users: &DynamoDbUsers) {
    let started = Instant::now();
    let outcome = tokio::time::timeout(WARM_UP_LIMIT, users.warm_up()).await;
    let milliseconds = milliseconds(started.elapsed());
    match outcome {
        Ok(Ok(())) => info!(durationMs = milliseconds, "warm"),
        Ok(Err(error)) => warn!(durationMs = milliseconds, cause = with_causes(&error), "not warm"),
        Err(_) => {
            warn!(durationMs = milliseconds, cause = "the table did not answer in time", "not warm")
        }
    }
}
