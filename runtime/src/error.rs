//! What can go wrong with a table.

use std::error;
use std::fmt;

use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;

/// How a table failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It has too much to do; later it may answer.
    Busy,
    /// It could not be reached, or answered that it is in trouble.
    Unavailable,
    /// The cursor is of another list: whoever sent it made a mistake.
    Cursor,
    /// It refused, or answered what we do not understand: a defect.
    Defect,
}

/// A table that did not do what it was asked.
///
/// Its text and its cause are for the log. They name the operation, AWS's code
/// and the id of the request, and no item but by its key.
#[derive(Debug)]
pub struct Error {
    failure: Failure,
    source: Box<dyn error::Error + Send + Sync>,
}

impl Error {
    /// An error of this kind with its cause.
    pub fn new(failure: Failure, source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self { failure, source: source.into() }
    }

    /// A failure that should not happen: ours, or the table's.
    pub fn defect(source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self::new(Failure::Defect, source)
    }

    /// How the table failed.
    #[must_use]
    pub fn failure(&self) -> Failure {
        self.failure
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            Failure::Busy => "the table is busy",
            Failure::Unavailable => "the table did not answer",
            Failure::Cursor => "the cursor is of another list",
            Failure::Defect => "the table refused a request",
        })
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}

// The SDK's builders fail when a required part is missing.
impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::defect(error.to_string())
    }
}

/// Why an item was not written.
#[derive(Debug)]
pub enum WriteError<T> {
    /// The condition did not hold.
    ConditionFailed(ConditionFailed<T>),
    /// The table did not do it.
    Failed(Error),
}

/// A condition that did not hold.
#[derive(Debug)]
pub struct ConditionFailed<T> {
    /// The item that it met; `None` when there was none.
    pub item: Option<T>,
    /// Whether the SDK had sent the same request before without an answer. The
    /// item may then be what that request wrote.
    pub repeated: bool,
}

impl<T> From<Error> for WriteError<T> {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl<T> fmt::Display for WriteError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConditionFailed(failed) => failed.fmt(f),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl<T: fmt::Debug> error::Error for WriteError<T> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::ConditionFailed(_) => None,
            Self::Failed(error) => error.source(),
        }
    }
}

impl<T> fmt::Display for ConditionFailed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.item {
            Some(_) => "the item is not as the condition asks",
            None => "there is no such item",
        })
    }
}

impl<T: fmt::Debug> error::Error for ConditionFailed<T> {}

/// An error and each cause below it, by their `Display` alone: the `Debug` of
/// an SDK error holds whole responses, and with them people's data.
#[must_use]
pub fn with_causes(error: &dyn error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

/// Reads an error that the SDK gave up on.
pub(crate) fn of_sdk<E>(operation: &str, error: &SdkError<E>) -> Error
where
    E: error::Error + ProvideErrorMetadata + 'static,
{
    let cause = match error.as_service_error() {
        Some(service) => format!(
            "{operation} answered `{}`: {} (request {})",
            service.code().unwrap_or("unknown"),
            service.message().unwrap_or("no message"),
            error.request_id().unwrap_or("unknown"),
        ),
        None => format!("{operation}: {}", with_causes(error)),
    };
    Error::new(failure(error), cause)
}

fn failure<E: ProvideErrorMetadata>(error: &SdkError<E>) -> Failure {
    let SdkError::ServiceError(context) = error else {
        return match error {
            SdkError::ConstructionFailure(_) => Failure::Defect,
            _ => Failure::Unavailable,
        };
    };
    match context.err().code() {
        Some(
            "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "ThrottlingException"
            | "TransactionConflictException"
            | "TransactionInProgressException",
        ) => Failure::Busy,
        _ if context.raw().status().is_server_error() => Failure::Unavailable,
        _ => Failure::Defect,
    }
}
