//! What happens once, before the first request.

use std::error;
use std::fmt;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_dynamodb::config::ProvideCredentials as _;

use crate::error::with_causes;

/// Lambda gives all of a start ten seconds.
const LIMIT: Duration = Duration::from_secs(3);

/// A function that cannot start.
#[derive(Debug)]
pub struct StartError(String);

impl StartError {
    /// A function that cannot start for this reason.
    pub fn new(cause: impl fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for StartError {}

impl From<construct_contract::EnvironmentError> for StartError {
    fn from(error: construct_contract::EnvironmentError) -> Self {
        Self::new(error)
    }
}

/// Lambda's runtime library panics without these variables: this tells which
/// are missing, when the program is started by hand.
///
/// # Errors
///
/// Names the variables that Lambda would have set.
pub fn check_lambda() -> Result<(), StartError> {
    let names = [
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    ];
    let missing: Vec<&str> = names.into_iter().filter(|name| !is_set(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(StartError(format!(
        "this program runs in AWS Lambda, which sets `{}`",
        missing.join("`, `")
    )))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the rule protects templates; Lambda tells a handler its settings this way"
)]
fn is_set(name: &str) -> bool {
    std::env::var(name).is_ok()
}

/// The SDK's configuration for a function that answers within seconds: three
/// tries of two seconds, and six for all of them, so that a client gets an
/// answer before the function's own limit.
///
/// The SDK's own variables count, such as `AWS_ENDPOINT_URL` for a server on
/// this machine.
///
/// # Errors
///
/// Says that there is no region or no credentials, before the first request
/// needs them.
pub async fn load() -> Result<SdkConfig, StartError> {
    tokio::time::timeout(LIMIT, configuration())
        .await
        .map_err(|_| StartError::new("no AWS region or credentials were found in 3 s"))?
}

async fn configuration() -> Result<SdkConfig, StartError> {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(2))
        .operation_timeout(Duration::from_secs(6))
        .build();
    let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        .load()
        .await;
    if config.region().is_none() {
        return Err(StartError::new("no AWS region: `AWS_REGION` is not set"));
    }
    let Some(provider) = config.credentials_provider() else {
        return Err(StartError::new("no AWS credentials are configured"));
    };
    provider
        .provide_credentials()
        .await
        .map_err(|error| StartError(format!("no AWS credentials: {}", with_causes(&error))))?;
    Ok(config)
}
