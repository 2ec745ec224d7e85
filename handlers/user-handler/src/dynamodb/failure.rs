//! What the SDK's errors mean.

use std::error::Error;
use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;

use crate::logging::with_causes;
use crate::repository::{StorageError, StorageFailure};

/// How long a write waits for the transaction in its way. They take a few
/// milliseconds each.
const WAITS: [Duration; 2] = [Duration::from_millis(25), Duration::from_millis(75)];

/// How one try of a write ended.
pub(super) enum Attempt<T> {
    Ended(T),
    /// Another transaction had one of the items.
    Conflict(StorageError),
}

/// Tries again while another transaction is in the way. The SDK does not.
pub(super) async fn settle<T, F>(attempt: impl Fn() -> F) -> Result<T, StorageError>
where
    F: Future<Output = Result<Attempt<T>, StorageError>>,
{
    for wait in WAITS {
        match attempt().await? {
            Attempt::Ended(value) => return Ok(value),
            Attempt::Conflict(_) => tokio::time::sleep(wait).await,
        }
    }
    match attempt().await? {
        Attempt::Ended(value) => Ok(value),
        Attempt::Conflict(error) => Err(error),
    }
}

/// A failure that should not happen: ours, or the table's.
pub(super) fn defect(cause: impl Into<Box<dyn Error + Send + Sync>>) -> StorageError {
    StorageError::new(StorageFailure::Defect, cause)
}

/// Reads an error that the SDK gave up on.
pub(super) fn storage_error<E>(operation: &str, error: &SdkError<E>) -> StorageError
where
    E: Error + ProvideErrorMetadata + 'static,
{
    let failure = failure(error);
    let cause = match error.as_service_error() {
        Some(service) => format!(
            "{operation} answered `{}`: {} (request {})",
            service.code().unwrap_or("unknown"),
            service.message().unwrap_or("no message"),
            error.request_id().unwrap_or("unknown"),
        ),
        None => format!("{operation}: {}", with_causes(error)),
    };
    StorageError::new(failure, cause)
}

fn failure<E: ProvideErrorMetadata>(error: &SdkError<E>) -> StorageFailure {
    let SdkError::ServiceError(context) = error else {
        return match error {
            SdkError::ConstructionFailure(_) => StorageFailure::Defect,
            _ => StorageFailure::Unavailable,
        };
    };
    match context.err().code() {
        Some(
            "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "ThrottlingException"
            | "TransactionConflictException"
            | "TransactionInProgressException",
        ) => StorageFailure::Busy,
        _ if context.raw().status().is_server_error() => StorageFailure::Unavailable,
        _ => StorageFailure::Defect,
    }
}
