//! What happens once, before the first request.

use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use construct_runtime::config::{self, StartError};
use construct_runtime::logs::milliseconds;
use construct_runtime::{Table, with_causes};
use tracing::{info, warn};
use user_contract::UserHandlerEnv;
use user_contract::contract::Environment as _;

use crate::dynamodb::DynamoDbUsers;

/// Lambda gives all of a start ten seconds.
const WARM_UP_LIMIT: Duration = Duration::from_secs(2);

/// The users in the table that the stack made, with a warm connection.
///
/// A warm-up that fails is logged and changes nothing else: the table may
/// answer when the first request comes.
///
/// # Errors
///
/// Names every variable that Lambda or the stack should have set, or says that
/// there is no region or no credentials.
pub async fn users() -> Result<DynamoDbUsers, StartError> {
    config::check_lambda()?;
    let environment = UserHandlerEnv::load()?;
    let client = Client::new(&config::load().await?);
    let users = DynamoDbUsers::new(Table::new(&client, environment.users));
    warm_up(&users).await;
    Ok(users)
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
