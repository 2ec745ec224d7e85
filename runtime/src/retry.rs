//! Trying again where the SDK does not.

use std::time::Duration;

use crate::error::Error;

/// How long a write waits for the transaction in its way. They take a few
/// milliseconds each.
const WAITS: [Duration; 2] = [Duration::from_millis(25), Duration::from_millis(75)];

/// How long a batch waits before it asks again for what was left.
const BATCH_WAITS: [Duration; 4] = [
    Duration::from_millis(50),
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
];

/// How one try of a write ended.
pub(crate) enum Attempt<T> {
    Ended(T),
    /// Another transaction had one of the items.
    Conflict(Error),
}

/// Tries again while another transaction is in the way.
pub(crate) async fn settle<T, E, F>(attempt: impl Fn() -> F) -> Result<T, E>
where
    E: From<Error>,
    F: Future<Output = Result<Attempt<T>, E>>,
{
    for wait in WAITS {
        match attempt().await? {
            Attempt::Ended(value) => return Ok(value),
            Attempt::Conflict(_) => tokio::time::sleep(wait).await,
        }
    }
    match attempt().await? {
        Attempt::Ended(value) => Ok(value),
        Attempt::Conflict(error) => Err(error.into()),
    }
}

/// The waits between the requests of a batch, growing.
pub(crate) struct Backoff(std::array::IntoIter<Duration, 4>);

impl Backoff {
    pub(crate) fn new() -> Self {
        Self(BATCH_WAITS.into_iter())
    }

    /// Waits, or tells that it has been tried often enough.
    pub(crate) async fn wait(&mut self) -> bool {
        match self.0.next() {
            Some(wait) => {
                tokio::time::sleep(wait).await;
                true
            }
            None => false,
        }
    }
}
